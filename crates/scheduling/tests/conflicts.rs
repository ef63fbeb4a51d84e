//! Days that cannot be as they are asked for: the smallest set of facts is named, and what helps is offered.

use std::time::Duration;

use scheduling::conflict::{Fact, Relax};
use scheduling::invent::{Invention, invent};
use scheduling::{Apart, ApartIn, Instance, Limits, Lock, NotForThem, Qualified, conflicts, solve};

/// Twelve learners, two periods, two rooms, and nothing particular.
fn day() -> Instance {
    invent(&Invention { particular: 0.0, specialists: 0.0, fixed: false, ..Invention::of(12, 5) })
}

fn lock(learner: usize, room: Option<usize>, modality: Option<usize>) -> Lock {
    Lock::Seat {
        by: "Ms. Ortiz".to_owned(),
        learner,
        period: 0,
        modality,
        lesson: None,
        educator: None,
        room,
    }
}

/// Checks that exactly these facts are named, whether that is proven, and that this helps.
#[track_caller]
fn check(day: &Instance, facts: &[Fact], helps: Option<Relax>) {
    let limits = Limits { steps: Some(300), ..Limits::BUILT_IN };
    let found = solve(day, &limits, &|| Duration::ZERO);
    let said = conflicts(day, &found);
    let mut wanted = facts.to_vec();
    wanted.sort_unstable();
    let conflict = said.iter().find(|conflict| {
        let mut named = conflict.facts.clone();
        named.sort_unstable();
        named == wanted
    });
    let Some(conflict) = conflict else { panic!("{wanted:?} is not among {said:?}") };
    assert!(conflict.proven, "{conflict:?}");
    let words: Vec<String> = conflict.facts.iter().map(|fact| fact.said(day)).collect();
    assert!(words.iter().all(|one| !one.is_empty()), "{words:?}");
    if let Some(wanted) = helps {
        assert!(conflict.relaxations.iter().any(|helps| helps.relax == wanted), "{conflict:?}");
    }
}

#[test]
fn a_day_that_can_be_has_no_conflict() {
    let day = day();
    let found = solve(&day, &Limits { steps: Some(300), ..Limits::BUILT_IN }, &|| Duration::ZERO);
    assert_eq!(conflicts(&day, &found), vec![]);
}

#[test]
fn more_learners_than_seats() {
    let mut day = day();
    day.rooms.iter_mut().for_each(|room| room.seats = 5);
    let facts = [Fact::There { period: 0, learners: 12 }, Fact::Seats { period: 0, seats: 10 }];
    check(&day, &facts, Some(Relax::OneMoreRoom { period: 0, seats: 2 }));
}

#[test]
fn somebody_is_ready_for_nothing() {
    let mut day = day();
    day.learners[3].ready.clear();
    check(&day, &[Fact::ReadyForNothing(3)], None);
}

#[test]
fn somebody_had_every_lesson() {
    let mut day = day();
    day.learners[3].had = (0..day.lessons.len()).collect();
    let facts = [Fact::Rule { learner: 3, rule: NotForThem::Had }];
    let found = solve(&day, &Limits { steps: Some(300), ..Limits::BUILT_IN }, &|| Duration::ZERO);
    assert_eq!(found.unseated.len(), 2);
    check(&day, &facts, None);
    let said = conflicts(&day, &found);
    let repeats = said.iter().flat_map(|conflict| &conflict.relaxations);
    assert!(repeats.into_iter().any(|one| matches!(one.relax, Relax::Repeat { learner: 3, .. })), "{said:?}");
}

#[test]
fn a_period_is_too_short_for_every_lesson() {
    let mut day = day();
    day.periods[0].minutes = 0;
    check(&day, &[Fact::Rule { learner: 0, rule: NotForThem::TooLong }], None);
}

#[test]
fn two_locks_contradict_each_other() {
    let mut day = day();
    day.locks = vec![lock(2, Some(0), None), lock(2, Some(1), None)];
    check(&day, &[Fact::Lock(0), Fact::Lock(1)], Some(Relax::Lift(0)));
}

#[test]
fn a_lock_puts_somebody_into_a_closed_room() {
    let mut day = day();
    day.rooms.iter_mut().for_each(|room| room.seats = 20);
    let by = "Mr. Rahman".to_owned();
    day.locks = vec![lock(2, Some(0), None), Lock::Closed { by, room: 0, period: 0 }];
    check(&day, &[Fact::Lock(0), Fact::Lock(1)], Some(Relax::Lift(1)));
}

#[test]
fn locks_put_two_who_are_kept_apart_into_one_room() {
    let mut day = day();
    day.apart = vec![Apart { learners: vec![0, 1], within: ApartIn::Room }];
    day.locks = vec![lock(0, Some(1), None), lock(1, Some(1), None)];
    let facts = [Fact::Apart(0), Fact::Lock(0), Fact::Lock(1), Fact::Rooms { period: 0, rooms: 2 }];
    check(&day, &facts, Some(Relax::Lift(0)));
}

#[test]
fn three_are_kept_apart_and_there_are_two_rooms() {
    let mut day = day();
    day.apart = vec![Apart { learners: vec![0, 1, 2], within: ApartIn::Room }];
    check(&day, &[Fact::Apart(0), Fact::Rooms { period: 0, rooms: 2 }], None);
}

#[test]
fn two_are_kept_apart_and_stay_together() {
    let mut day = day();
    day.apart = vec![Apart { learners: vec![0, 1], within: ApartIn::Group }];
    day.together = vec![vec![0, 1]];
    let facts = [Fact::Apart(0), Fact::Together(0), Fact::Rooms { period: 0, rooms: 2 }];
    check(&day, &facts, Some(Relax::Separate(0)));
}

#[test]
fn an_educator_is_asked_to_lead_and_kept_free() {
    let mut day = day();
    let by = || "Ms. Ortiz".to_owned();
    day.locks = vec![
        Lock::Leads { by: by(), educator: 0, period: 1, modality: None, lesson: None, room: None },
        Lock::Free { by: by(), educator: 0, period: 1 },
    ];
    check(&day, &[Fact::Lock(0), Fact::Lock(1)], Some(Relax::Lift(1)));
}

#[test]
fn an_educator_qualified_for_nothing_leads_nothing_and_the_day_is_solved() {
    let mut day = day();
    day.educators[0].competencies = Qualified::Only(Vec::new());
    let found = solve(&day, &Limits { steps: Some(500), ..Limits::BUILT_IN }, &|| Duration::ZERO);
    assert_eq!(found.unseated, vec![]);
    assert!(found.schedule.groups.iter().all(|group| group.educator != Some(0)));
    let modality = Some(0);
    let by = "Ms. Ortiz".to_owned();
    let lesson = day.lessons.iter().position(|lesson| lesson.modality == 0);
    day.locks = vec![Lock::Leads { by, educator: 0, period: 0, modality, lesson, room: None }];
    check(&day, &[Fact::Lock(0), Fact::EducatorCannot(0)], Some(Relax::Lift(0)));
}

#[test]
fn facts_are_said_in_words() {
    let mut day = day();
    day.apart = vec![Apart { learners: vec![0, 1], within: ApartIn::Room }];
    day.locks = vec![lock(0, Some(1), None)];
    assert_eq!(Fact::Apart(0).said(&day), "Ana A. and Ben A. are kept apart, in different rooms");
    assert_eq!(Fact::Lock(0).said(&day), "a lock by Ms. Ortiz puts Ana A. into Room 2 in Period 1");
    assert_eq!(Fact::There { period: 0, learners: 31 }.said(&day), "31 learners are there in Period 1");
}
