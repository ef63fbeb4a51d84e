//! A program director's days: set up from a template, made, moved, locked, published, repaired; and who sees what.

mod classroom;
mod fixtures;

use classroom::{Classroom, classrooms};
use domain::{
    Date, LearnerId, RoomProgramId,
    attendance::Presence,
    room_program::{OutKind, PairKind},
};
use usecases::{
    Actor, Refusal, chance,
    change_day::{DayChange, change_day, publish_day},
    day_state::DayState,
    doses::show_doses,
    give_slips::give_group_slips,
    kept_groups::{end_pair, keep_pair, show_kept},
    mark_periods::mark_period,
    my_day::{show_educator_day, show_my_day},
    repair_day::{Morning, repair_day},
    room_programs::{
        NewProgram, list_room_programs, make_room_program, show_room_program, write_room_needs,
        write_room_setup,
    },
    room_setup::{PeriodSetup, RoomNeeds},
    schedule_day::schedule_day,
    show_day::{DayShown, list_days, show_day},
    walls::{list_wall_links, make_wall_link, revoke_wall_link, show_wall},
    why_seat::{why_my_seat, why_seat},
};

fn today(room: &Classroom) -> Date {
    chance::today(room.educator.district)
}

/// A School-of-One room that meets every day, all day long, so that the clock does not matter.
async fn program(room: &Classroom) -> RoomProgramId {
    let new = NewProgram {
        name: "Summer room".to_owned(),
        template: "school-of-one".to_owned(),
        sections: vec![room.section],
    };
    let id = make_room_program(room.app(), &room.educator, new).await.expect("made");
    let shown = show_room_program(room.app(), &room.educator, id).await.expect("shown");
    assert_eq!(shown.setup.educators.len(), 2, "who teaches the class is in it");
    let mut setup = shown.setup;
    setup.weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map(str::to_owned).to_vec();
    let period = |key: &str, starts: &str, ends: &str| PeriodSetup {
        key: key.to_owned(),
        name: format!("Session {key}"),
        starts: starts.to_owned(),
        ends: ends.to_owned(),
    };
    setup.periods = vec![period("p1", "00:00", "23:50"), period("p2", "23:50", "23:59")];
    setup.numbers.seconds = 2;
    write_room_setup(room.app(), &room.educator, id, shown.version, setup).await.expect("set up");
    id
}

async fn shown(room: &Classroom, program: RoomProgramId) -> DayShown {
    show_day(room.app(), &room.educator, program, today(room)).await.expect("a day")
}

fn state(shown: &DayShown) -> &DayState {
    shown.state.as_ref().expect("something is made")
}

async fn published(room: &Classroom) -> (RoomProgramId, i64) {
    let id = program(room).await;
    let version = schedule_day(room.app(), &room.educator, id, today(room)).await.expect("made");
    publish_day(room.app(), &room.educator, id, today(room), version).await.expect("published");
    (id, version)
}

#[tokio::test]
async fn a_day_is_made_for_everybody_and_published() {
    for room in classrooms().await {
        let id = program(&room).await;
        let version = schedule_day(room.app(), &room.educator, id, today(&room)).await.expect("made");
        let day = shown(&room, id).await;
        assert!(day.breaches.is_empty(), "{:?}", day.breaches);
        let seats: usize = state(&day).schedule.groups.iter().map(|group| group.seats.len()).sum();
        assert_eq!(seats, 60, "thirty learners in two periods");
        assert!(state(&day).version.bound.is_some_and(|bound| bound >= state(&day).version.worth));

        let nothing =
            show_my_day(room.app(), &room.as_actor(0), room.learners[0], None).await.expect("a day");
        assert!(nothing.sessions.is_empty(), "a draft is nobody's day");
        publish_day(room.app(), &room.educator, id, today(&room), version).await.expect("published");
        let mine = show_my_day(room.app(), &room.as_actor(0), room.learners[0], None).await.expect("a day");
        assert_eq!(mine.sessions.len(), 2);
        assert!(mine.sessions.iter().all(|one| one.seat.is_some()));
        let (seat, reasons) =
            why_my_seat(room.app(), &room.as_actor(0), id, today(&room), room.learners[0], "p1")
                .await
                .expect("why");
        assert!(!seat.room.is_empty() && !reasons.is_empty());
        let why = why_seat(room.app(), &room.educator, id, today(&room), room.learners[0], "p1")
            .await
            .expect("why");
        assert!(why.valued.is_some_and(|one| one.worth > 0.0));
        let led = show_educator_day(room.app(), &room.educator, None).await.expect("a day");
        let of =
            state(&day).instance.educators.iter().position(|one| one.id == room.educator.person.to_string());
        let groups = state(&day).schedule.groups.iter().filter(|group| group.educator == of).count();
        let watches = state(&day).schedule.watches.iter().filter(|watch| Some(watch.educator) == of).count();
        assert_eq!(led.groups.len(), groups + watches);
        let days = list_days(room.app(), &room.educator, id).await.expect("days").days;
        assert_eq!(days.iter().map(|one| (one.published, one.draft)).collect::<Vec<_>>(), [(true, false)]);
    }
}

#[tokio::test]
async fn a_move_a_lock_and_an_undo_are_versions_and_who_comes_second_is_told() {
    for room in classrooms().await {
        let id = program(&room).await;
        let (app, day) = (room.app(), today(&room));
        let first = schedule_day(app, &room.educator, id, day).await.expect("made");
        let before = shown(&room, id).await;
        let groups = &state(&before).schedule.groups;
        let target = (0..groups.len()).find(|at| groups[*at].period == 0 && *at > 0).unwrap_or(0);
        let mover = groups.iter().enumerate().find(|(at, group)| group.period == 0 && *at != target);
        let Some((_, from)) = mover else { continue };
        let who = state(&before).instance.learners[from.seats[0].learner].id.clone();
        let step = DayChange::Move { learner: who.clone(), group: target };
        let second = change_day(app, &room.educator, id, day, first, step.clone()).await.expect("moved");
        let after = shown(&room, id).await;
        let place = state(&after).learner(&who).expect("is there");
        let (_, group) = state(&after).group_of(place, 0).expect("has a seat");
        assert_eq!(group.room, groups[target].room);
        let late = change_day(app, &room.colleague, id, day, first, step).await;
        assert!(matches!(late, Err(Refusal::Conflict(_))), "{late:?}");

        let lock = DayChange::LockSeat { learner: who.clone(), period: "p1".to_owned() };
        let third = change_day(app, &room.educator, id, day, second, lock).await.expect("locked");
        assert_eq!(state(&shown(&room, id).await).locks.len(), 1);
        let fourth = change_day(app, &room.educator, id, day, third, DayChange::Undo).await.expect("undone");
        assert_eq!(state(&shown(&room, id).await).locks.len(), 0);
        let fifth = change_day(app, &room.educator, id, day, fourth, DayChange::Undo).await.expect("undone");
        let back = shown(&room, id).await;
        assert_eq!(state(&back).schedule, state(&before).schedule, "two steps back is where it began");
        let none = change_day(app, &room.educator, id, day, fifth, DayChange::Undo).await;
        assert!(matches!(none, Err(Refusal::Conflict(_))), "{none:?}");
    }
}

#[tokio::test]
async fn a_locked_seat_stays_when_the_day_is_solved_again() {
    for room in classrooms().await {
        let id = program(&room).await;
        let (app, day) = (room.app(), today(&room));
        let first = schedule_day(app, &room.educator, id, day).await.expect("made");
        let who = room.learners[3].to_string();
        let lock = DayChange::LockSeat { learner: who.clone(), period: "p2".to_owned() };
        change_day(app, &room.educator, id, day, first, lock).await.expect("locked");
        let words = |shown: &DayShown| {
            let state = state(shown);
            let place = state.learner(&who).expect("is there");
            let (_, group) = state.group_of(place, 1).expect("has a seat");
            usecases::repair_day::seat_words(&state.instance, group, place)
        };
        let before = words(&shown(&room, id).await);
        schedule_day(app, &room.educator, id, day).await.expect("made again");
        let again = shown(&room, id).await;
        assert_eq!(words(&again), before);
        assert!(again.breaches.is_empty(), "{:?}", again.breaches);
        assert_eq!(state(&again).locks.len(), 1);
    }
}

#[tokio::test]
async fn who_is_kept_apart_never_meets_and_is_told_to_nobody_else() {
    for room in classrooms().await {
        let id = program(&room).await;
        let (app, day) = (room.app(), today(&room));
        let both = [room.learners[0], room.learners[1]];
        let pair =
            keep_pair(app, &room.educator, id, both, PairKind::ApartInGroup, "agreed").await.expect("kept");
        let again = keep_pair(app, &room.educator, id, [both[1], both[0]], PairKind::ApartInGroup, "").await;
        assert_eq!(again.expect("the same"), pair);
        let together = keep_pair(app, &room.educator, id, both, PairKind::Together, "").await;
        assert!(matches!(together, Err(Refusal::Conflict(_))), "{together:?}");
        let version = schedule_day(app, &room.educator, id, day).await.expect("made");
        let made = shown(&room, id).await;
        let places = both.map(|one| state(&made).learner(&one.to_string()).expect("is there"));
        for period in 0..2 {
            let [one, other] = places.map(|place| state(&made).group_of(place, period).map(|(at, _)| at));
            assert_ne!(one, other);
        }
        // Put into one group by hand, it can never be published, nor accepted.
        let (at, _) = state(&made).group_of(places[1], 0).expect("a seat");
        let step = DayChange::Move { learner: both[0].to_string(), group: at };
        let moved = change_day(app, &room.educator, id, day, version, step).await.expect("moved");
        let broken = shown(&room, id).await;
        let never = broken.breaches.iter().find(|one| one.never).expect("a breach");
        let refused = publish_day(app, &room.educator, id, day, moved).await;
        assert!(matches!(refused, Err(Refusal::Conflict(_))), "{refused:?}");
        let accept = DayChange::Accept { breach: never.key.clone(), reason: "just today".to_owned() };
        let accepted = change_day(app, &room.educator, id, day, moved, accept).await;
        assert!(matches!(accepted, Err(Refusal::Conflict(_))), "{accepted:?}");
        for other in [&room.aide, &room.principal, &room.guardian, &room.stranger, &room.as_actor(0)] {
            assert!(show_kept(app, other, id).await.is_err());
        }
        end_pair(app, &room.educator, id, pair).await.expect("ended");
        assert!(show_kept(app, &room.educator, id).await.expect("kept").pairs.is_empty());
    }
}

#[tokio::test]
async fn in_the_morning_a_repair_seats_everybody_who_is_there_and_moves_few() {
    for room in classrooms().await {
        let (id, version) = published(&room).await;
        let (app, day) = (room.app(), today(&room));
        let absent: Vec<LearnerId> = room.learners[..3].to_vec();
        let late = vec![(room.learners[4], "p2".to_owned())];
        let morning = Morning { absent: absent.clone(), late, out: vec![] };
        let repaired = repair_day(app, &room.educator, id, day, morning).await.expect("repaired");
        assert!(repaired > version);
        let draft = shown(&room, id).await;
        let seats: usize = state(&draft).schedule.groups.iter().map(|group| group.seats.len()).sum();
        assert_eq!(seats, 60 - 3 * 2 - 1);
        assert_eq!(draft.published, Some(version), "what is published stands until the repair is");
        let gone = |name: &str| draft.moved.iter().filter(|one| one.name == name && one.to.is_none()).count();
        assert_eq!((gone("Learner Number 01"), gone("Learner Number 05")), (2, 1));
        let others = draft.moved.iter().filter(|one| one.to.is_some()).count();
        assert!(others <= 12, "{others} others move");
        publish_day(app, &room.educator, id, day, repaired).await.expect("published");
        let mine = show_my_day(app, &room.as_actor(0), absent[0], None).await.expect("a day");
        assert!(mine.sessions.iter().all(|one| one.seat.is_none()));

        let educator = (OutKind::Educator, room.colleague.person.to_string());
        let morning = Morning { out: vec![educator], ..Morning::default() };
        repair_day(app, &room.educator, id, day, morning).await.expect("repaired");
        let draft = shown(&room, id).await;
        let out = state(&draft)
            .instance
            .educators
            .iter()
            .position(|one| one.id == room.colleague.person.to_string());
        assert!(state(&draft).schedule.groups.iter().all(|group| group.educator != out));
        let unknown = Morning { out: vec![(OutKind::Room, "attic".to_owned())], ..Morning::default() };
        let refused = repair_day(app, &room.educator, id, day, unknown).await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "out", .. })), "{refused:?}");
    }
}

#[tokio::test]
async fn the_wall_shows_who_is_where_to_whoever_has_the_link_and_nothing_after_it_was_taken_back() {
    for room in classrooms().await {
        let (id, _) = published(&room).await;
        let (link, _, token) = make_wall_link(room.app(), &room.educator, id, "Hall").await.expect("made");
        let district = room.educator.district;
        let screen = show_wall(room.app(), district, &token, 0).await.expect("a screen");
        assert_eq!((screen.lines.len(), screen.pages), (30, 1));
        assert!(screen.lines.iter().all(|line| line.name.starts_with("Learner N") && !line.room.is_empty()));
        let seen = list_wall_links(room.app(), &room.educator, id).await.expect("links");
        assert!(seen[0].seen_at.is_some());
        for wrong in ["", "0", &token[1..]] {
            assert!(matches!(show_wall(room.app(), district, wrong, 0).await, Err(Refusal::NotFound(_))));
        }
        revoke_wall_link(room.app(), &room.educator, id, link).await.expect("taken back");
        assert!(matches!(show_wall(room.app(), district, &token, 0).await, Err(Refusal::NotFound(_))));
    }
}

#[tokio::test]
async fn attendance_and_exit_slips_of_a_group_are_kept_once() {
    for room in classrooms().await {
        let (id, _) = published(&room).await;
        let (app, day) = (room.app(), today(&room));
        let marks = vec![(room.learners[0], Presence::Absent)];
        let first = mark_period(app, &room.educator, id, day, "p1", marks.clone()).await.expect("kept");
        let again = mark_period(app, &room.educator, id, day, "p1", marks).await.expect("kept");
        assert_eq!((first, again), (30, 0));
        let unknown = mark_period(app, &room.educator, id, day, "p9", vec![]).await;
        assert!(matches!(unknown, Err(Refusal::NotFound(_))), "{unknown:?}");
        let refused = give_group_slips(app, &room.educator, id, day, 999).await;
        assert!(matches!(refused, Err(Refusal::NotFound(_))), "{refused:?}");
        let given = give_group_slips(app, &room.educator, id, day, 0).await.expect("given");
        assert!(!given.is_empty());
        assert!(give_group_slips(app, &room.educator, id, day, 0).await.expect("nothing more").is_empty());
    }
}

#[tokio::test]
async fn needs_are_kept_and_what_no_room_offers_is_refused() {
    for room in classrooms().await {
        let id = program(&room).await;
        let (app, learner) = (room.app(), room.learners[2]);
        let small = RoomNeeds { group_most: Some(4), ..RoomNeeds::default() };
        write_room_needs(app, &room.educator, id, learner, small).await.expect("written");
        let pool = RoomNeeds { room_features: vec!["pool".to_owned()], ..RoomNeeds::default() };
        let refused = write_room_needs(app, &room.educator, id, learner, pool).await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "room_features", .. })), "{refused:?}");
        schedule_day(app, &room.educator, id, today(&room)).await.expect("made");
        let day = shown(&room, id).await;
        let place = state(&day).learner(&learner.to_string()).expect("is there");
        for period in 0..2 {
            if let Some((_, group)) = state(&day).group_of(place, period) {
                assert!(group.seats.len() <= 4);
            }
        }
    }
}

#[tokio::test]
async fn only_who_sees_every_class_sees_the_program_and_only_who_manages_it_changes_it() {
    for room in classrooms().await {
        let (id, version) = published(&room).await;
        let (app, day) = (room.app(), today(&room));
        for stranger in [&room.stranger, &room.guardian, &room.without_custody, &room.as_actor(0)] {
            assert!(matches!(show_day(app, stranger, id, day).await, Err(Refusal::NotFound(_))));
            assert!(matches!(show_room_program(app, stranger, id).await, Err(Refusal::NotFound(_))));
            assert!(matches!(show_doses(app, stranger, id, None).await, Err(Refusal::NotFound(_))));
            assert!(schedule_day(app, stranger, id, day).await.is_err());
            assert!(change_day(app, stranger, id, day, version, DayChange::Undo).await.is_err());
            assert!(publish_day(app, stranger, id, day, version).await.is_err());
            assert!(make_wall_link(app, stranger, id, "Hall").await.is_err());
            assert!(list_room_programs(app, stranger).await.expect("a list").programs.is_empty());
        }
        for reader in [&room.aide, &room.principal] {
            let seen = show_day(app, reader, id, day).await.expect("a day");
            assert!(!seen.manages && seen.breaches.is_empty() && state(&seen).locks.is_empty());
            assert!(state(&seen).instance.apart.is_empty());
            assert!(matches!(schedule_day(app, reader, id, day).await, Err(Refusal::Denied(_))));
        }
        let guardian = show_my_day(app, &room.guardian, room.learners[0], None).await.expect("a day");
        assert_eq!(guardian.sessions.len(), 2);
        assert!(show_my_day(app, &room.without_custody, room.learners[0], None).await.is_err());
        assert!(show_my_day(app, &room.as_actor(1), room.learners[0], None).await.is_err());
        let reader = Actor { read_only: true, ..room.educator.clone() };
        assert!(matches!(publish_day(app, &reader, id, day, version).await, Err(Refusal::Denied(_))));
    }
}

#[tokio::test]
async fn a_setup_that_cannot_be_is_said_by_field() {
    for room in classrooms().await {
        let id = program(&room).await;
        let shown = show_room_program(room.app(), &room.educator, id).await.expect("shown");
        let good = shown.setup.clone();
        let change = |change: fn(&mut usecases::room_setup::Setup)| {
            let mut setup = good.clone();
            change(&mut setup);
            setup
        };
        for (field, setup) in [
            ("periods", change(|setup| setup.periods[0].ends = "00:00".to_owned())),
            ("periods", change(|setup| setup.periods[0].ends = "24:00".to_owned())),
            ("periods", change(|setup| setup.periods[1].starts = "00:10".to_owned())),
            ("periods", change(|setup| setup.periods.clear())),
            ("weekdays", change(|setup| setup.weekdays.clear())),
            ("weekdays", change(|setup| setup.weekdays[0] = "noday".to_owned())),
            ("rooms", change(|setup| setup.rooms[0].seats = 0)),
            ("rooms", change(|setup| setup.rooms[1].key = setup.rooms[0].key.clone())),
            ("modalities", change(|setup| setup.modalities[0].group_least = 99)),
            ("modalities", change(|setup| setup.modalities[0].share_percent = 100)),
            ("educators", change(|setup| setup.educators[1] = setup.educators[0].clone())),
            ("educators", change(|setup| setup.educators[0].person = domain::PersonId::from_bytes([9; 16]))),
            ("numbers", change(|setup| setup.numbers.seconds = 0)),
        ] {
            let refused = write_room_setup(room.app(), &room.educator, id, shown.version, setup).await;
            let named = match &refused {
                Err(Refusal::Invalid { field, .. }) => *field,
                _ => "",
            };
            assert_eq!(named, field, "{refused:?}");
        }
        let stale = write_room_setup(room.app(), &room.educator, id, shown.version - 1, good).await;
        assert!(matches!(stale, Err(Refusal::Conflict(_))), "{stale:?}");
    }
}
