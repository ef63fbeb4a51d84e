//! Organizations, terms, sections, and who has what place in them.

use std::collections::BTreeSet;

use domain::{
    CompetencyId, OrganizationId, SectionId, TermId,
    custody::CustodyDecision,
    people::{Enrollment, Guardianship, Organization, Role, RoleKind, Section, SectionRole, Term},
    time::Dates,
};
use store::{StoreError, Tx};

use crate::{
    engines::on_both,
    sample::{
        DISTRICT, ELSEWHERE, SCHOOL, SECTION, at, autumn, competency, day, extra, learner, person, place,
        some,
    },
};

const TERM: TermId = TermId::from_bytes([0x7E; 16]);
const OTHER: SectionId = SectionId::from_bytes([0x5F; 16]);

fn full_section() -> Section {
    Section {
        id: OTHER,
        organization: SCHOOL,
        term: Some(TERM),
        title: "Évidence & more".to_owned(),
        dates: autumn(),
        grades: vec!["09".to_owned(), "10".to_owned()],
        subjects: vec!["Mathematics".to_owned()],
        sourced_id: some("class-1"),
        extra: extra(),
    }
}

#[tokio::test]
async fn organizations_and_terms_read_back_with_everything_and_with_nothing() {
    on_both(|tx| {
        Box::pin(async move {
            let full = Organization {
                id: OrganizationId::from_bytes([0x0B; 16]),
                parent: Some(SCHOOL),
                kind: "academy".to_owned(),
                name: "Academy".to_owned(),
                sourced_id: some("org-2"),
                extra: extra(),
            };
            let bare = Organization { parent: None, sourced_id: None, extra: [].into(), ..full.clone() };
            for now in [&full, &bare, &full, &full] {
                store::organization::put(tx, DISTRICT, std::slice::from_ref(now)).await?;
                assert_eq!(store::organization::list(tx, DISTRICT).await?.first(), Some(now));
            }
            assert_eq!(store::organization::list(tx, DISTRICT).await?.len(), 2);
            assert!(store::organization::list(tx, ELSEWHERE).await?.is_empty());

            let full = Term {
                id: TERM,
                parent: Some(TermId::from_bytes([1; 16])),
                kind: "semester".to_owned(),
                title: "Autumn".to_owned(),
                dates: autumn(),
                sourced_id: some("term-1"),
                extra: extra(),
            };
            let dates = Dates::ALWAYS;
            let bare = Term { parent: None, dates, sourced_id: None, extra: [].into(), ..full.clone() };
            for now in [&bare, &full, &bare, &full, &full] {
                store::term::put(tx, DISTRICT, std::slice::from_ref(now)).await?;
                assert_eq!(store::term::list(tx, DISTRICT).await?, std::slice::from_ref(now));
            }
            assert!(store::term::list(tx, ELSEWHERE).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn sections_read_back_with_everything_and_with_nothing() {
    on_both(|tx| {
        Box::pin(async move {
            let full = full_section();
            let bare = Section {
                term: None,
                dates: Dates::ALWAYS,
                grades: vec![],
                subjects: vec![],
                sourced_id: None,
                extra: [].into(),
                ..full.clone()
            };
            for now in [&full, &bare, &full, &full] {
                store::section::put(tx, DISTRICT, std::slice::from_ref(now)).await?;
                assert_eq!(store::section::find(tx, DISTRICT, OTHER).await?.as_ref(), Some(now));
            }
            let titles: Vec<_> =
                store::section::list(tx, DISTRICT).await?.into_iter().map(|one| one.title).collect();
            assert_eq!(titles, ["Workshop", "Évidence & more"]);
            assert_eq!(store::section::find(tx, ELSEWHERE, OTHER).await?, None);
            assert!(store::section::list(tx, ELSEWHERE).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn enrollments_read_back_and_the_last_of_two_lines_for_one_place_counts() {
    on_both(|tx| {
        Box::pin(async move {
            store::section::put(tx, DISTRICT, &[full_section()]).await?;
            let bare = place(OTHER, person(1), SectionRole::Educator);
            let full = Enrollment {
                dates: autumn(),
                sourced_id: some("e-1"),
                ..place(OTHER, person(2), SectionRole::Learner)
            };
            let undated = Enrollment { dates: Dates::ALWAYS, ..full.clone() };
            let all = [undated.clone(), bare.clone(), full.clone()];
            for _ in 0..2 {
                store::enrollment::put(tx, DISTRICT, &all).await?;
                let found = store::enrollment::of_section(tx, DISTRICT, OTHER).await?;
                assert_eq!(found, [bare.clone(), full.clone()]);
            }
            let found = store::enrollment::of_person(tx, DISTRICT, person(2)).await?;
            assert_eq!(found, [place(SECTION, person(2), SectionRole::Learner), full.clone()]);
            assert!(store::enrollment::of_person(tx, DISTRICT, person(99)).await?.is_empty());
            for (section, expected) in [(OTHER, vec![full.clone()]), (SectionId::from_bytes([9; 16]), vec![])]
            {
                let here = store::enrollment::of_person_in(tx, DISTRICT, person(2), section).await?;
                assert_eq!(here, expected);
            }
            let sections = store::section::of_person(tx, DISTRICT, person(2)).await?;
            let ids: BTreeSet<SectionId> = sections.iter().map(|section| section.id).collect();
            assert_eq!(ids, found.iter().map(|place| place.section).collect());
            assert_eq!(sections.len(), ids.len(), "each section once");
            assert!(store::section::of_person(tx, ELSEWHERE, person(2)).await?.is_empty());
            assert!(store::enrollment::of_section(tx, ELSEWHERE, OTHER).await?.is_empty());
            let (educators, learners) = ((OTHER, SectionRole::Educator, 1), (OTHER, SectionRole::Learner, 1));
            let workshop = (SECTION, SectionRole::Learner, 5);
            for (today, expected) in [
                ("2026-09-01", vec![workshop, educators, learners]),
                ("2026-12-18", vec![workshop, educators, learners]),
                ("2026-12-19", vec![workshop, educators]),
            ] {
                assert_eq!(store::enrollment::counts(tx, DISTRICT, day(today)).await?, expected, "{today}");
            }
            store::enrollment::put(tx, DISTRICT, &[undated]).await?;
            assert_eq!(store::enrollment::counts(tx, DISTRICT, day("2030-01-01")).await?.len(), 3);
            assert!(store::enrollment::counts(tx, ELSEWHERE, day("2026-09-01")).await?.is_empty());
            store::enrollment::remove(tx, ELSEWHERE, &bare).await?;
            assert_eq!(store::enrollment::of_section(tx, DISTRICT, OTHER).await?.len(), 2);
            store::enrollment::remove(tx, DISTRICT, &bare).await?;
            assert_eq!(store::enrollment::of_section(tx, DISTRICT, OTHER).await?.len(), 1);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn roles_read_back_by_person_and_by_kind() {
    on_both(|tx| {
        Box::pin(async move {
            let role = |n, kind, dates| Role { person: person(n), kind, organization: SCHOOL, dates };
            let lead = role(1, RoleKind::ProgramLead, autumn());
            let learns = role(1, RoleKind::Learner, Dates::ALWAYS);
            let other = role(2, RoleKind::Learner, Dates::ALWAYS);
            let before = role(2, RoleKind::Learner, autumn());
            for _ in 0..2 {
                let all = [before.clone(), lead.clone(), learns.clone(), other.clone()];
                store::role::put(tx, DISTRICT, &all).await?;
                let found = store::role::of_person(tx, DISTRICT, person(1)).await?;
                assert_eq!(found, [learns.clone(), lead.clone()]);
            }
            let found = store::role::of_kind(tx, DISTRICT, RoleKind::Learner).await?;
            assert_eq!(found, [learns, other]);
            assert!(store::role::of_kind(tx, DISTRICT, RoleKind::Counselor).await?.is_empty());
            assert!(store::role::of_person(tx, ELSEWHERE, person(1)).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn guardianships_read_back_from_both_sides() {
    on_both(|tx| {
        Box::pin(async move {
            let one = |n, relation, may_see, dates| Guardianship {
                guardian: person(5),
                learner: learner(n),
                relation,
                may_see,
                dates,
            };
            let (full, bare) = (one(1, some("parent"), true, autumn()), one(2, None, false, Dates::ALWAYS));
            for all in [[full.clone(), bare.clone()], [bare.clone(), full.clone()]] {
                store::guardianship::put(tx, DISTRICT, &all).await?;
                let found = store::guardianship::of_guardian(tx, DISTRICT, person(5)).await?;
                assert_eq!(found, [full.clone(), bare.clone()]);
                assert_eq!(store::guardianship::list(tx, DISTRICT).await?, found);
            }
            assert_eq!(store::guardianship::of_learner(tx, DISTRICT, learner(2)).await?, [bare]);
            assert!(store::guardianship::of_learner(tx, DISTRICT, learner(5)).await?.is_empty());
            assert!(store::guardianship::of_guardian(tx, ELSEWHERE, person(5)).await?.is_empty());
            assert!(store::guardianship::list(tx, ELSEWHERE).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn decisions_about_custody_read_back_newest_first_and_name_each_pair_once() {
    on_both(|tx| {
        Box::pin(async move {
            let one = |guardian, minute, relation, may_see, dates| CustodyDecision {
                rights: Guardianship {
                    guardian: person(guardian),
                    learner: learner(1),
                    relation,
                    may_see,
                    dates,
                },
                reason: "An order of the court".to_owned(),
                decided_by: person(3),
                decided_at: at(minute),
            };
            let earlier = one(5, 1, some("parent"), true, autumn());
            let later = one(5, 2, None, false, Dates::ALWAYS);
            let other = one(4, 3, None, true, Dates::ALWAYS);
            for decision in [&earlier, &later, &other] {
                store::custody::add(tx, DISTRICT, decision).await?;
            }
            let found = store::custody::of_learner(tx, DISTRICT, learner(1)).await?;
            assert_eq!(found, [other, later, earlier]);
            assert!(store::custody::of_learner(tx, ELSEWHERE, learner(1)).await?.is_empty());
            let pairs = store::custody::decided(tx, DISTRICT).await?;
            assert_eq!(pairs, [(person(4), learner(1)), (person(5), learner(1))]);
            assert!(store::custody::decided(tx, ELSEWHERE).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn targets_keep_their_order_and_are_replaced_as_a_whole() {
    on_both(|tx| {
        Box::pin(async move {
            for order in [&[3, 1, 2][..], &[2], &[5, 4, 3, 2, 1], &[]] {
                let targets: Vec<CompetencyId> = order.iter().map(|n| competency(*n)).collect();
                store::target::replace(tx, DISTRICT, SECTION, &targets).await?;
                assert_eq!(store::target::of_section(tx, DISTRICT, SECTION).await?, targets);
                let sections = sections_of(tx, 3).await?;
                assert_eq!(sections.contains(&SECTION), order.contains(&3));
            }
            assert!(store::target::of_section(tx, ELSEWHERE, SECTION).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

async fn sections_of(tx: &mut Tx, n: u8) -> Result<Vec<SectionId>, StoreError> {
    store::target::sections_of(tx, DISTRICT, competency(n)).await
}
