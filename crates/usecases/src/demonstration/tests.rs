use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date, DistrictId,
    evidence::{ScoredResult, Source},
    framework::AssociationKind,
    people::{RoleKind, SectionRole},
    scale::Scale,
};

use super::{
    content::{SUBJECTS, framework, rows, teaching_order},
    people::{Roster, roster},
    school_days,
    simulate::{SplitMix64, Work, term},
};

const DISTRICT: DistrictId = DistrictId::from_bytes([7; 16]);
const TUESDAY: Date = Date::constant(2026, 11, 24);

fn invented(seed: u64, today: Date) -> (Roster, Vec<Work>) {
    let roster = roster(DISTRICT, today);
    let works = term(DISTRICT, seed, &roster, today);
    (roster, works)
}

/// The week starting on that Tuesday, a weekend and a leap day included.
fn days() -> impl Iterator<Item = Date> {
    (0..7).map(|days| school_days::forward(TUESDAY, days)).chain([Date::constant(2028, 2, 29)])
}

#[test]
fn split_mix_gives_the_published_numbers() {
    // First outputs for the seed 1234567 of the reference implementation, as Rosetta Code lists them.
    let mut chance = SplitMix64::new(1_234_567);
    for expected in [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423] {
        assert_eq!(chance.next_bits(), expected);
    }
}

#[test]
fn the_frameworks_hold_sixty_to_a_hundred_and_twenty_lines_with_unique_codes() {
    let all: Vec<_> = SUBJECTS.iter().flat_map(rows).collect();
    let codes: BTreeSet<&str> = all.iter().map(|row| row.code.as_str()).collect();
    assert_eq!(codes.len(), all.len());
    let competencies = all.iter().filter(|row| row.is_competency()).count();
    assert!(60 <= competencies && all.len() <= 120, "{competencies} of {}", all.len());
    for row in &all {
        assert!(row.requires.iter().all(|code| codes.contains(code.as_str())), "{}", row.code);
        assert_eq!(row.parent.is_some(), row.is_competency(), "{}", row.code);
        assert!(row.parent.iter().all(|code| codes.contains(code.as_str())), "{}", row.code);
        assert_eq!(row.statement.matches('$').count() % 2, 0, "{}", row.code);
    }
}

#[test]
fn every_prerequisite_is_taught_before_what_needs_it() {
    for subject in &SUBJECTS {
        let rows = rows(subject);
        let order = teaching_order(&rows);
        assert_eq!(order.len(), rows.iter().filter(|row| row.is_competency()).count(), "{}", subject.slug);
        let mut taught = BTreeSet::new();
        for position in order {
            let row = &rows[position];
            assert!(row.requires.iter().all(|code| taught.contains(code)), "{}", row.code);
            taught.insert(row.code.clone());
        }
    }
}

#[test]
fn a_circle_of_prerequisites_is_left_out_of_the_teaching_order() {
    let mut rows = rows(&SUBJECTS[0]);
    let all = teaching_order(&rows).len();
    let first = rows.iter_mut().find(|row| row.code == "MA.NUM.4").expect("is there");
    first.requires.push("MA.NUM.6".to_owned());
    assert!(teaching_order(&rows).len() < all);
}

#[test]
fn a_framework_has_one_parent_per_line_and_one_relation_per_prerequisite() {
    for subject in &SUBJECTS {
        let content = framework(DISTRICT, subject);
        let rows = rows(subject);
        let count = |kind| content.associations.iter().filter(|one| one.kind == kind).count();
        assert_eq!(count(AssociationKind::IsChildOf), rows.len());
        assert_eq!(
            count(AssociationKind::Precedes),
            rows.iter().map(|row| row.requires.len()).sum::<usize>()
        );
        let ids: BTreeSet<_> = content.associations.iter().map(|one| one.id).collect();
        assert_eq!(ids.len(), content.associations.len());
    }
}

#[test]
fn the_roster_is_a_district_with_two_schools_an_academy_and_three_full_sections() {
    let roster = roster(DISTRICT, TUESDAY);
    let kinds: Vec<&str> = roster.organizations.iter().map(|place| place.kind.as_str()).collect();
    assert_eq!(kinds, ["district", "school", "school", "academy"]);
    assert_eq!(roster.organizations[3].parent, Some(roster.organizations[2].id));
    for section in &roster.sections {
        let with = |role| {
            roster.enrollments.iter().filter(|one| one.section == section.id && one.role == role).count()
        };
        assert_eq!((with(SectionRole::Learner), with(SectionRole::Educator)), (30, 1), "{}", section.title);
    }
    let targets: Vec<usize> = roster.targets.iter().map(|one| one.competencies.len()).collect();
    assert_eq!(targets, [50, 26, 25]);
    let people: BTreeSet<_> = roster.people.iter().map(|person| person.id).collect();
    assert_eq!(people.len(), roster.people.len());
    for kind in RoleKind::ALL {
        assert!(roster.roles.iter().any(|role| role.kind == *kind), "{kind:?}");
    }
    for role in [SectionRole::Aide, SectionRole::Substitute] {
        assert_eq!(roster.enrollments.iter().filter(|one| one.role == role).count(), 1);
    }
}

#[test]
fn every_learner_has_a_guardian_and_one_guardian_may_not_see() {
    let roster = roster(DISTRICT, TUESDAY);
    let mut guardians: BTreeMap<_, usize> = BTreeMap::new();
    let mut children: BTreeMap<_, usize> = BTreeMap::new();
    for one in &roster.guardianships {
        *guardians.entry(one.learner).or_default() += 1;
        *children.entry(one.guardian).or_default() += 1;
    }
    assert_eq!(guardians.len(), 90);
    assert!(guardians.values().all(|count| (1..=2).contains(count)));
    assert!(children.values().any(|count| *count == 2));
    assert_eq!(roster.guardianships.iter().filter(|one| !one.may_see).count(), 1);
}

#[test]
fn the_term_surrounds_today_and_begins_on_a_monday() {
    for today in days() {
        let dates = school_days::term(today);
        let school_days = school_days::school_days(dates);
        assert!(dates.contains(today));
        assert_eq!(school_days.len(), 95);
        assert!((60..=65).contains(&school_days.iter().filter(|day| **day < today).count()), "{today}");
    }
}

#[test]
fn the_same_seed_gives_the_same_term_and_another_seed_another() {
    assert_eq!(invented(1, TUESDAY), invented(1, TUESDAY));
    assert_ne!(invented(1, TUESDAY).1, invented(2, TUESDAY).1);
}

#[test]
fn a_term_holds_six_to_ten_thousand_pieces_of_evidence_on_any_day() {
    for (seed, today) in (0..).zip(days()) {
        let (_, works) = invented(seed, today);
        assert!((6_000..=10_000).contains(&works.len()), "{} on {today}", works.len());
        let ids: BTreeSet<_> = works.iter().map(|work| work.id).collect();
        assert_eq!(ids.len(), works.len());
    }
}

#[test]
fn work_is_done_in_school_hours_of_school_days_before_today() {
    for today in days() {
        let midnight = school_days::moment(today, 0).as_second();
        for work in invented(3, today).1 {
            let second = work.worked_at.as_second();
            // 1 January 1970 was a Thursday: day 3 of a week that begins on Monday.
            assert!((second.div_euclid(86_400) + 3).rem_euclid(7) < 5, "{work:?}");
            assert!((8 * 3_600..=15 * 3_600 + 1_800).contains(&second.rem_euclid(86_400)), "{work:?}");
            assert!(second < midnight, "{work:?}");
        }
    }
}

#[test]
fn every_result_is_valid_and_every_level_is_on_the_scale() {
    let scale = Scale::four_levels();
    let (roster, works) = invented(4, TUESDAY);
    for work in works {
        let targets = roster.targets.iter().find(|one| one.section == work.section).expect("a section");
        assert!(targets.competencies.contains(&work.code), "{work:?}");
        assert!(ScoredResult::new(work.points, work.points_possible, work.level.clone()).is_ok());
        assert!(work.points <= work.points_possible);
        let rated = !matches!(work.source, Source::ItemResponse);
        assert_eq!(work.level.is_some(), rated, "{work:?}");
        if let Some(code) = &work.level {
            assert_eq!(scale.level(code).map(|level| level.points), Some(work.points));
        }
        assert_eq!(work.judge.is_some(), rated && work.source != Source::Transfer);
    }
}

#[test]
fn learners_grow() {
    for seed in 0..5 {
        let works = invented(seed, TUESDAY).1;
        let fifth = works.len() / 5;
        let (early, late) = (mean(&works[..fifth]), mean(&works[works.len() - fifth..]));
        assert!(late > early + 0.05, "seed {seed}: {early} then {late}");
    }
}

#[test]
fn ratings_spread_over_all_levels_and_retries_notes_and_sources_occur() {
    let works = invented(5, TUESDAY).1;
    for code in ["1", "2", "3", "4"] {
        let share = works.iter().filter(|work| work.level.as_deref() == Some(code)).count() * 100
            / works.iter().filter(|work| work.level.is_some()).count();
        assert!((5..60).contains(&share), "level {code}: {share} of a hundred");
    }
    assert!(works.iter().any(|work| work.attempt == 3));
    assert!(works.iter().filter(|work| work.note.is_some()).count() > 100);
    for source in [Source::Observation, Source::PriorLearning, Source::Transfer] {
        assert!(works.iter().any(|work| work.source == source), "{source:?}");
    }
}

#[test]
fn some_learners_have_gone_quiet_and_drafts_are_of_the_last_school_day() {
    for today in days() {
        let works = invented(6, today).1;
        let ten_days_ago = school_days::moment(school_days::back(today, 10), 0);
        let recent: BTreeSet<_> =
            works.iter().filter(|work| work.worked_at >= ten_days_ago).map(|work| work.learner).collect();
        assert!((75..=87).contains(&recent.len()), "{} on {today}", recent.len());
        let last = works.last().expect("evidence").worked_at.as_second().div_euclid(86_400);
        let drafts: Vec<_> = works.iter().filter(|work| work.draft).collect();
        assert!((25..=75).contains(&drafts.len()), "{} on {today}", drafts.len());
        assert!(drafts.iter().all(|work| work.worked_at.as_second().div_euclid(86_400) == last));
    }
}

fn mean(works: &[Work]) -> f64 {
    let sum: f64 = works.iter().map(|work| work.points.to_f64() / work.points_possible.to_f64()).sum();
    sum / f64::from(u32::try_from(works.len()).expect("few"))
}
