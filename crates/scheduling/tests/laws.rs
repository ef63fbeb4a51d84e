//! What holds of every day that is solved, whatever it looks like.

#[path = "laws/valid.rs"]
mod valid;

use std::time::Duration;

use proptest::prelude::*;
use scheduling::explain::{self, NotTaken};
use scheduling::invent::{Invention, invent};
use scheduling::{
    Group, Instance, LessonOf, Limits, Lock, Outcome, Ready, Schedule, Seat, repair, solve, spread, worth,
};

fn quickly(day: &Instance, steps: u64) -> Outcome {
    let limits = Limits { steps: Some(steps), gap: 0.0, ..Limits::BUILT_IN };
    solve(day, &limits, &|| Duration::ZERO)
}

fn inventions() -> impl Strategy<Value = Invention> {
    let sizes = (2_usize..50, 3_usize..60, 1_usize..4, 1_usize..4, 1_usize..4);
    (sizes, 0.7_f64..1.4, any::<bool>(), any::<u64>()).prop_map(
        |((learners, competencies, educators, periods, rooms), seats, fixed, seed)| Invention {
            learners,
            competencies,
            educators,
            periods,
            rooms,
            seats,
            specialists: 0.5,
            particular: 0.5,
            fixed,
            seed,
        },
    )
}

/// Locks that a person could have made of what a first schedule holds.
fn locked(day: &Instance, found: &Schedule) -> Instance {
    let mut day = day.clone();
    for group in found.groups.iter().filter(|group| group.fixed.is_none()).step_by(3) {
        let by = "Ms. Ortiz".to_owned();
        let (period, seat) = (group.period, group.seats[0]);
        day.locks.push(match group.educator {
            Some(educator) => Lock::Leads {
                by,
                educator,
                period,
                modality: Some(group.modality),
                lesson: group.lesson,
                room: Some(group.room),
            },
            None => Lock::Seat {
                by,
                learner: seat.learner,
                period,
                modality: Some(group.modality),
                lesson: seat.lesson,
                educator: None,
                room: Some(group.room),
            },
        });
    }
    day
}

#[track_caller]
fn check(day: &Instance, found: &Outcome) {
    assert_eq!(valid::broken(day, &found.schedule), Vec::<String>::new());
    let without: Vec<(usize, usize)> = found.unseated.iter().map(|one| (one.learner, one.period)).collect();
    assert_eq!(valid::without_seat(day, &found.schedule), without);
    assert!((worth::schedule(day, &found.schedule) - found.value).abs() < 1e-6);
    assert!(found.value <= found.bound + 1e-6, "{} is more than the bound {}", found.value, found.bound);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_rule_is_kept_and_the_bound_holds(wanted in inventions()) {
        let day = invent(&wanted);
        let found = quickly(&day, 1500);
        check(&day, &found);
        let day = locked(&day, &found.schedule);
        let again = quickly(&day, 1500);
        check(&day, &again);
    }

    #[test]
    fn the_same_day_gives_the_same_schedule(wanted in inventions()) {
        let day = invent(&wanted);
        prop_assert_eq!(quickly(&day, 700), quickly(&day, 700));
    }

    #[test]
    fn more_seats_and_educators_take_nothing_from_what_is_possible(wanted in inventions()) {
        let day = invent(&wanted);
        let found = quickly(&day, 800);
        let mut more = day.clone();
        more.rooms[0].seats += 5;
        let mut another = more.educators[0].clone();
        another.id = "another".to_owned();
        more.educators.push(another);
        prop_assert!(quickly(&more, 800).bound >= found.value - 1e-6);
    }

    #[test]
    fn a_mended_day_keeps_every_rule_and_moves_no_fewer_than_it_must(wanted in inventions()) {
        let day = invent(&wanted);
        let found = quickly(&day, 800);
        let mut now = day.clone();
        now.educators[0].periods.clear();
        now.learners.iter_mut().take(3).for_each(|late| late.periods.retain(|period| *period > 0));
        let limits = Limits { steps: Some(1500), ..Limits::BUILT_IN };
        let mended = repair(&day, &found.schedule, &now, &limits, &|| Duration::ZERO);
        check(&now, &mended.outcome);
        prop_assert!(mended.moved >= mended.least_moved, "{} < {}", mended.moved, mended.least_moved);
    }

    #[test]
    fn every_seat_says_why(wanted in inventions()) {
        let day = invent(&wanted);
        let found = quickly(&day, 500).schedule;
        for group in &found.groups {
            for seat in &group.seats {
                let why = explain::why(&day, &found, seat.learner, group.period).expect("they are there");
                let worth = seat.lesson.map(|lesson| worth::seat(&day, seat.learner, lesson));
                prop_assert_eq!(why.valued.map(|parts| parts.worth), worth);
                prop_assert_eq!(why.seat.map(|sat| (sat.room, sat.modality, sat.educator, sat.lesson)),
                    Some((group.room, group.modality, group.educator, seat.lesson)));
                prop_assert_eq!(why.fixed, group.fixed);
                for two in why.alternatives.windows(2) {
                    prop_assert!(two[0].parts.worth >= two[1].parts.worth);
                }
                for other in &why.alternatives {
                    prop_assert!(other.not_taken != NotTaken::WorthNoMore || other.more <= 1e-9, "{:?}", other);
                    prop_assert!(group.fixed.is_none() || other.not_taken == NotTaken::Fixed);
                }
            }
        }
        prop_assert_eq!(explain::why(&day, &found, day.learners.len(), 0), None);
    }

    #[test]
    fn nothing_changed_moves_nobody(wanted in inventions()) {
        let day = invent(&wanted);
        let found = quickly(&day, 800);
        prop_assume!(found.unseated.is_empty() && found.broken.is_empty());
        let limits = Limits { steps: Some(800), ..Limits::BUILT_IN };
        let mended = repair(&day, &found.schedule, &day, &limits, &|| Duration::ZERO);
        prop_assert_eq!(mended.moves, vec![]);
        prop_assert_eq!(mended.unprepared, vec![]);
    }
}

#[test]
fn the_best_of_all_schedules_lies_between_value_and_bound() {
    let mut reached = 0;
    for seed in 0..60 {
        let periods = 1 + usize::from(seed % 2 == 1);
        let day = tiny(seed, periods);
        let best = best_of_all(&day);
        let found = quickly(&day, 4000);
        check(&day, &found);
        let seats = day.learners.len() * periods - found.unseated.len();
        assert_eq!(seats, best.0, "more could be seated on day {seed}");
        assert!(
            found.bound >= best.1 - 1e-6,
            "bound {} below the best {} on day {seed}",
            found.bound,
            best.1
        );
        reached += usize::from(found.value >= best.1 - 0.01);
    }
    assert!(reached >= 54, "the best was found on {reached} of 60 days");
}

/// Two learners and two periods, or three and one, with a handful of lessons.
fn tiny(seed: u64, periods: usize) -> Instance {
    let mut day = invent(&Invention {
        learners: 4 - periods,
        competencies: 3,
        educators: 1,
        periods,
        rooms: 1,
        seats: 1.0,
        specialists: 0.3,
        particular: 0.5,
        fixed: false,
        seed,
    });
    let kept = ["live-investigation", "peer-to-peer", "independent-practice"];
    let mut versions = Vec::new();
    let (modalities, lessons) = (day.modalities.clone(), std::mem::take(&mut day.lessons));
    day.lessons = lessons
        .into_iter()
        .filter(|lesson| kept.contains(&modalities[lesson.modality].id.as_str()))
        .filter(|lesson| {
            let new = !versions.contains(&(lesson.competency, lesson.modality));
            versions.push((lesson.competency, lesson.modality));
            new
        })
        .collect();
    day.learners.iter_mut().for_each(|learner| learner.had.clear());
    day.modalities[0].group.least = 2;
    day.rules.most_of_a_competency = 2;
    day
}

/// The most seats that can be filled, and the most that they can be worth, by trying everything.
fn best_of_all(day: &Instance) -> (usize, f64) {
    let places: Vec<(usize, usize)> = (0..day.learners.len())
        .flat_map(|learner| (0..day.periods.len()).map(move |period| (learner, period)))
        .collect();
    let mut best = (0, 0.0);
    let mut taken = vec![None; places.len()];
    try_all(day, &places, &mut taken, 0, &mut best);
    best
}

fn try_all(
    day: &Instance,
    places: &[(usize, usize)],
    taken: &mut Vec<Option<usize>>,
    at: usize,
    best: &mut (usize, f64),
) {
    if at == places.len() {
        let schedule = written(day, places, taken);
        if valid::broken(day, &schedule).is_empty() && nobody_left_behind(day, places, taken) {
            let seats = taken.iter().flatten().count();
            let worth = worth::schedule(day, &schedule);
            if seats > best.0 || (seats == best.0 && worth > best.1) {
                *best = (seats, worth);
            }
        }
        return;
    }
    let ready = |lesson: &usize| {
        day.learners[places[at].0]
            .ready
            .iter()
            .any(|ready| ready.competency == day.lessons[*lesson].competency)
    };
    taken[at] = None;
    try_all(day, places, taken, at + 1, best);
    for lesson in (0..day.lessons.len()).filter(ready) {
        taken[at] = Some(lesson);
        try_all(day, places, taken, at + 1, best);
    }
    taken[at] = None;
}

/// Whether those who stay together have seats together, or none of them has.
fn nobody_left_behind(day: &Instance, places: &[(usize, usize)], taken: &[Option<usize>]) -> bool {
    let sits = |learner: usize, period: usize| {
        places.iter().zip(taken).any(|(place, lesson)| *place == (learner, period) && lesson.is_some())
    };
    (0..day.periods.len()).all(|period| {
        day.together.iter().all(|set| set.iter().all(|one| sits(*one, period) == sits(set[0], period)))
    })
}

/// The schedule in which everybody with the same lesson in a period sits in one group.
fn written(day: &Instance, places: &[(usize, usize)], taken: &[Option<usize>]) -> Schedule {
    let mut groups: Vec<Group> = Vec::new();
    for ((learner, period), lesson) in places.iter().zip(taken) {
        let Some(lesson) = *lesson else { continue };
        let modality = day.lessons[lesson].modality;
        let how = &day.modalities[modality];
        let of = (how.lesson_of == LessonOf::Group).then_some(lesson);
        let seat = Seat { learner: *learner, lesson: Some(lesson) };
        let same =
            |group: &&mut Group| group.period == *period && group.modality == modality && group.lesson == of;
        match groups.iter_mut().find(same) {
            Some(group) => group.seats.push(seat),
            None => groups.push(Group {
                period: *period,
                room: 0,
                modality,
                educator: how.educator.then_some(0),
                lesson: of,
                fixed: None,
                seats: vec![seat],
            }),
        }
    }
    let watches = (0..day.periods.len())
        .filter(|period| day.rooms[0].watched && groups.iter().any(|group| group.period == *period))
        .filter(|period| !groups.iter().any(|group| group.period == *period && group.educator.is_some()))
        .map(|period| scheduling::Watch { period, room: 0, educator: 0 })
        .collect();
    Schedule { groups, watches }
}

#[test]
fn nobody_stays_last_for_ten_days() {
    let mut day = invent(&Invention { particular: 0.0, fixed: false, ..Invention::of(40, 11) });
    let mut sums = vec![0.0; day.learners.len()];
    let mut last = vec![0; day.learners.len()];
    for _ in 0..10 {
        let found = quickly(&day, 3000);
        let shares: Vec<f64> =
            spread::shares(&day, &found.schedule).into_iter().map(|share| share.unwrap_or(1.0)).collect();
        let worst = shares.iter().copied().fold(1.0, f64::min);
        for (at, share) in shares.iter().enumerate() {
            sums[at] += share / 10.0;
            last[at] += usize::from(*share <= worst);
        }
        // Tomorrow: what was had is had, new lessons stand for it, and who got little counts for more.
        let served = spread::served(&day, &found.schedule);
        for (learner, served) in day.learners.iter_mut().zip(served) {
            learner.served = served;
        }
        for group in &found.schedule.groups {
            for seat in &group.seats {
                day.learners[seat.learner].minutes_had[group.modality] += 35;
            }
            for (seat, lesson) in group.seats.iter().filter_map(|seat| Some((seat, seat.lesson?))) {
                let competency = day.lessons[lesson].competency;
                day.learners[seat.learner]
                    .ready
                    .retain(|ready| ready.competency != competency || seat.learner % 3 == 0);
            }
        }
        for learner in day.learners.iter_mut().filter(|learner| learner.ready.len() < 6) {
            let next = (0..day.competencies.len())
                .filter(|one| learner.ready.iter().all(|ready| ready.competency != *one));
            let next: Vec<usize> = next.skip(7).step_by(11).take(8).collect();
            let value = |one: usize| 0.5 + 0.05 * f64::from(u32::try_from(one % 9).unwrap());
            learner.ready.extend(next.into_iter().map(|competency| Ready {
                competency,
                value: value(competency),
                tries: 0,
            }));
            learner.ready.sort_unstable_by_key(|ready| ready.competency);
        }
    }
    let poorest = sums.iter().copied().fold(1.0, f64::min);
    assert!(poorest > 0.75, "somebody got {poorest:.2} of what was best for them over ten days");
    assert!(last.iter().all(|days| *days < 8), "last on so many of ten days: {last:?}");
}

#[test]
fn ten_thousand_learners_find_seats_in_one_room() {
    let day = invent(&Invention { periods: 1, educators: 20, ..Invention::of(10_000, 1) }.in_one_room());
    let found = quickly(&day, 10);
    check(&day, &found);
    assert!(found.unseated.len() < 100, "{} without a seat", found.unseated.len());
}
