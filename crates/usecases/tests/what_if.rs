//! What a change of policy would do: the same that its adoption then does, and nothing written.

mod fixtures;
mod schools;

use std::collections::BTreeMap;

use domain::{
    judgement::{Context, Mastery},
    policy::Effect,
    scale::Scale,
};
use mastery::what_if::Turn;
use schools::{LEARNERS, Schools, change, schools};
use usecases::{
    Refusal,
    set_policy::NewSetting,
    what_if::{Grade, Tally, WhatIf, what_if},
};

/// Changes of every kind: rule, parameter, number, cut, lock, floor, section, learner, withdrawal.
fn changes(all: &Schools) -> Vec<NewSetting> {
    let alder = format!("school:{}", all.ids[0]);
    let section = format!("section:{}", all.sections[1]);
    let learner = format!("learner:{}", all.learners[0][3]);
    vec![
        change("district", "mastery.rule", Effect::Set, "highest"),
        change(&alder, "mastery.cut_percent", Effect::Set, "60"),
        change(&alder, "mastery.cut_percent", Effect::Lock, "87.5"),
        change("district", "mastery.minimum_evidence", Effect::Floor, "3"),
        change("school:Birch School", "mastery.rule", Effect::Set, "latest"),
        change(&section, "mastery.minimum_evidence", Effect::Set, "4"),
        change(&learner, "mastery.rule", Effect::Set, "average"),
        change("district", "mastery.decaying_average.weight_percent", Effect::Set, "90"),
        change("school:Birch School", "mastery.rule", Effect::Set, ""),
        change("district", "mastery.minimum_evidence", Effect::Floor, ""),
    ]
}

async fn look(all: &Schools, asked: &NewSetting) -> WhatIf {
    let reported = std::sync::Mutex::new(Vec::new());
    let progress = |done, of| reported.lock().expect("nobody panics").push((done, of));
    let found =
        what_if(&all.place.app, all.administrator(), asked, &progress).await.expect("it is looked at");
    let reported = reported.into_inner().expect("nobody panics");
    assert_eq!(reported.last(), Some(&(found.learners, found.learners)));
    found
}

type Key = (domain::LearnerId, domain::CompetencyId, Context);

fn by_key(all: Vec<Mastery>) -> BTreeMap<Key, Mastery> {
    all.into_iter().map(|one| ((one.learner, one.competency, one.context), one)).collect()
}

/// What changed between two states, counted as a look counts it.
fn counted(before: &BTreeMap<Key, Mastery>, after: &BTreeMap<Key, Mastery>) -> (Tally, u64, u64) {
    let (mut tally, mut judgements) = (Tally::default(), 0);
    let mut learners = std::collections::BTreeSet::new();
    for (key, is) in after {
        let was = before.get(key);
        if was == Some(is) {
            continue;
        }
        judgements += 1;
        let turn = Turn::between(was.map(|was| &was.finding), &is.finding, &Scale::four_levels());
        tally.add(turn, was.is_some_and(|was| was.finding.mastered), is.finding.mastered, 1);
        if !matches!(turn, Turn::Value | Turn::Same) {
            learners.insert(key.0);
        }
    }
    (tally, judgements, learners.len() as u64)
}

#[tokio::test]
async fn a_look_is_what_the_adoption_then_does_and_writes_nothing() {
    for all in schools().await {
        let mut seen = Tally::default();
        for asked in changes(&all) {
            let before = all.stored().await;
            let found = look(&all, &asked).await;
            assert_eq!(all.stored().await, before, "a look changes nothing: {asked:?}");
            let before = by_key(before);
            all.adopt(all.administrator(), asked.clone(), true).await;
            let after = by_key(all.stored().await);
            let (tally, judgements, learners) = counted(&before, &after);
            assert_eq!(
                (found.tally, found.judgements, found.learners_changed),
                (tally, judgements, learners),
                "{asked:?}"
            );
            for cell in &found.cells {
                let context = cell.section.as_ref().map_or(Context::Record, |(id, _)| Context::Section(*id));
                assert!(cell.learner.is_none(), "an administrator is no relation of anybody");
                assert!(
                    after.values().any(|one| {
                        let key = (one.competency, one.context) == (cell.competency.id, context);
                        key && cell.after == grade(one)
                    }),
                    "{cell:?}"
                );
            }
            assert_eq!(found.cells.len() as u64, tally.changed());
            let rebuilt = all.rebuilt(false).await;
            assert!(rebuilt.is_same(), "{asked:?}: {:?}", rebuilt.differences);
            for (into, from) in [
                (&mut seen.up, tally.up),
                (&mut seen.down, tally.down),
                (&mut seen.judged, tally.judged),
                (&mut seen.not_enough, tally.not_enough),
            ] {
                *into += from;
            }
        }
        assert!(seen.up > 0 && seen.down > 0 && seen.judged > 0 && seen.not_enough > 0, "{seen:?}");
    }
}

fn grade(one: &Mastery) -> Grade {
    let scale = Scale::four_levels();
    let level = one.finding.level.as_deref().and_then(|code| scale.level(code));
    Grade {
        level: level.map(|level| level.name.clone()),
        mastered: one.finding.mastered,
        value: one.finding.value,
    }
}

#[tokio::test]
async fn groups_and_moves_add_up() {
    for all in schools().await {
        let found = look(&all, &change("district", "mastery.cut_percent", Effect::Set, "100")).await;
        assert_eq!((found.learners, found.learners_changed > 0), (2 * LEARNERS as u64, true));
        let changed = found.tally.changed();
        assert_eq!(found.tally.down, changed);
        assert_eq!(found.moves.iter().map(|one| one.judgements).sum::<u64>(), changed);
        for groups in [&found.schools, &found.sections, &found.competencies] {
            assert_eq!(groups.len(), 2);
            assert_eq!(groups.iter().map(|one| one.tally.changed()).sum::<u64>(), changed, "{groups:?}");
        }
        assert_eq!(found.schools.iter().map(|one| one.learners).sum::<u64>(), found.learners_changed);
        assert_eq!(found.sections.iter().map(|one| one.name.as_str()).max(), Some("Birch 7"));
        // One school only: nobody of the other is looked at.
        let found =
            look(&all, &change("school:Alder School", "mastery.cut_percent", Effect::Set, "100")).await;
        assert_eq!(found.learners, LEARNERS as u64);
        assert_eq!(found.schools.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Alder School"]);
    }
}

#[tokio::test]
async fn a_change_to_come_is_looked_at_as_if_it_counted_and_is_not_adopted_for_the_past() {
    for all in schools().await {
        let mut asked = change("district", "mastery.rule", Effect::Set, "highest");
        let today = look(&all, &asked).await;
        asked.effective_from = asked.effective_from.tomorrow().expect("a day");
        assert_eq!(look(&all, &asked).await.tally, today.tally);
        let adopt = usecases::adopt_policy::Adopt { change: asked, for_past: true };
        let refused = usecases::adopt_policy::adopt_policy(&all.place.app, all.administrator(), adopt).await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "effective_from", .. })), "{refused:?}");
    }
}

#[tokio::test]
async fn who_may_set_a_scope_may_look_at_it_and_is_told_names_where_they_may_see_the_record() {
    for all in schools().await {
        let alder = format!("school:{}", all.ids[0]);
        let birch = format!("school:{}", all.ids[1]);
        let alder_class = format!("section:{}", all.sections[0]);
        let birch_class = format!("section:{}", all.sections[1]);
        let scopes = ["district", &alder, &birch, &alder_class, &birch_class];
        let stranger = usecases::Actor::new(all.administrator().district, all.learners[0][0].as_person());
        for (who, may) in [
            (all.administrator(), [true, true, true, true, true]),
            (&all.school_administrator, [false, true, false, true, false]),
            (&all.principal, [false, true, false, true, false]),
            (&all.educator, [false, false, false, true, false]),
            (&stranger, [false; 5]),
        ] {
            for (scope, may) in scopes.iter().zip(may) {
                let asked = change(scope, "mastery.rule", Effect::Set, "highest");
                let found = what_if(&all.place.app, who, &asked, &|_, _| {}).await;
                match found {
                    Ok(found) => {
                        assert!(may, "{scope} by {who:?}");
                        let sees = *who == all.principal || *who == all.educator;
                        assert_eq!(found.cells.iter().all(|cell| cell.learner.is_some()), sees, "{scope}");
                        assert!(found.tally.changed() > 0, "{scope}");
                        assert_eq!(!found.shown().cells.is_empty(), sees, "{scope}: one by one");
                    }
                    Err(Refusal::Denied(_) | Refusal::NotFound(_)) => assert!(!may, "{scope} by {who:?}"),
                    Err(other) => panic!("{scope}: {other}"),
                }
            }
        }
    }
}

#[tokio::test]
async fn what_cannot_be_judged_by_is_refused() {
    let all = schools().await.remove(0);
    for (field, effect, value) in [
        ("mastery.nothing", Effect::Set, "1"),
        ("mastery.rule", Effect::Set, "by_dice"),
        ("mastery.minimum_evidence", Effect::Set, "0"),
        ("mastery.minimum_evidence", Effect::Set, "one"),
        ("mastery.cut_percent", Effect::Floor, "70"),
        ("mastery.cut_percent", Effect::Set, "101"),
        ("mastery.rule", Effect::Ceiling, "highest"),
    ] {
        let asked = change("district", field, effect, value);
        let refused = what_if(&all.place.app, all.administrator(), &asked, &|_, _| {}).await;
        assert!(matches!(refused, Err(Refusal::Invalid { .. })), "{field} {value}: {refused:?}");
    }
}
