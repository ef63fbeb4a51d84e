//! Calendars, attendance, dates, pauses, new plans, and who is told: by the same access as everything else, and
//! without any effect on mastery.

mod classroom;
mod fixtures;

use classroom::{Classroom, classrooms};
use domain::{
    CalendarId, Date, PeriodId,
    accommodation::{Accommodations, Profile, TimeFactor},
    attendance::Presence,
    bell::Bells,
    calendar::{SpecialDays, Weekdays, days_after},
    pace::{DatedTarget, PaceStanding},
    time::Dates,
};
use usecases::{
    Actor, Refusal, chance,
    date_targets::{date_program, date_section, show_program_dates, show_section_dates, spread_section},
    keep_calendar::{
        NewCalendar, NewPeriod, choose_calendar, keep_calendar, remove_calendar, show_calendars,
    },
    pause_learner::{NewPause, end_pause, pause_learner, take_back_pause},
    rate::{Rating, rate},
    release_drafts::release_drafts,
    replan_learner::{Span, preview_replan, replan_learner, undo_replan},
    set_policy::{NewSetting, set_policy},
    show_pace::{see_pace_alert, show_learner_pace, show_pace_alerts, show_section_pace},
    take_attendance::{Taken, show_sheet, take_attendance},
    tell_pace::tell_pace,
};

fn every_day() -> Weekdays {
    Weekdays::from_words(Weekdays::WORDS).expect("seven words")
}

fn day(room: &Classroom, from_today: i64) -> Date {
    days_after(chance::today(room.educator.district), from_today).expect("a day")
}

/// School every day around today, closed yesterday.
fn written(room: &Classroom) -> NewCalendar {
    NewCalendar {
        id: None,
        organization: room.place.organization,
        name: "Every day".to_owned(),
        first: day(room, -60),
        last: day(room, 120),
        weekdays: every_day(),
        special: vec![SpecialDays {
            first: day(room, -1),
            last: day(room, -1),
            name: "Snow day".to_owned(),
            school: false,
        }],
        periods: vec![NewPeriod {
            id: None,
            name: "First period".to_owned(),
            weekdays: Weekdays::NONE,
            bells: Bells::from_minutes(480, 525).expect("a period"),
        }],
    }
}

async fn with_calendar(room: &Classroom) -> (CalendarId, PeriodId) {
    let admin = &room.place.administrator;
    let id = keep_calendar(room.app(), admin, written(room)).await.expect("kept");
    choose_calendar(room.app(), &room.educator, room.section, Some(id)).await.expect("chosen");
    let shown = show_calendars(room.app(), admin).await.expect("shown");
    let one = shown.calendars.iter().find(|one| one.calendar.id == id).expect("there");
    (id, one.periods[0].id)
}

/// The four targets: due 20 and 10 days ago, in 10 and in 20 days; the second takes twice as long.
async fn with_dates(room: &Classroom) {
    let targets = room.targets.iter().zip([(60, -20), (120, -10), (60, 10), (60, 20)]);
    let dated = targets.map(|(competency, (minutes, due))| DatedTarget {
        competency: *competency,
        minutes,
        due: Some(day(room, due)),
    });
    date_section(room.app(), &room.educator, room.section, dated.collect()).await.expect("dated");
}

async fn master(room: &Classroom, learner: usize, targets: &[usize]) {
    for target in targets {
        let rating = Rating {
            learner: room.learners[learner],
            competency: room.targets[*target],
            level: Some("4".to_owned()),
            note: None,
            shown: None,
        };
        rate(room.app(), &room.educator, room.section, rating).await.expect("rated");
    }
    release_drafts(room.app(), &room.educator, room.section, vec![]).await.expect("released");
}

async fn standing(room: &Classroom, learner: usize) -> PaceStanding {
    let shown = show_section_pace(room.app(), &room.educator, room.section).await.expect("a pace");
    shown.class.learners[learner].standing
}

async fn give_time(room: &Classroom, learner: usize, time: TimeFactor) {
    let profile = Profile {
        learner: room.learners[learner],
        version: 1,
        dates: Dates::new(Some(day(room, -60)), None).expect("in order"),
        given: Accommodations { time, ..Accommodations::default() },
        written_by: room.principal.person,
        written_at: chance::now(),
    };
    let district = room.educator.district;
    room.app()
        .db
        .write(profile, move |tx, profile| {
            Box::pin(async move { Ok::<_, Refusal>(store::accommodation::add(tx, district, profile).await?) })
        })
        .await
        .expect("given");
}

fn present(room: &Classroom, day: Option<Date>) -> Taken {
    let marks = vec![(room.learners[0], Presence::Late(7)), (room.learners[1], Presence::Absent)];
    Taken { day, period: None, marks, others_present: true }
}

#[track_caller]
fn refused<T: std::fmt::Debug>(done: Result<T, Refusal>, field: &str, part: &str) {
    let Err(Refusal::Invalid { field: found, why }) = done else { panic!("not refused: {done:?}") };
    assert!(found == field && why.contains(part), "{found} {why}");
}

#[tokio::test]
async fn who_sets_the_rules_keeps_calendars_and_one_without_school_days_is_refused_by_name() {
    for room in classrooms().await {
        let (app, admin) = (room.app(), &room.place.administrator);
        let (id, period) = with_calendar(&room).await;
        let none = NewCalendar { name: "Empty".to_owned(), weekdays: Weekdays::NONE, ..written(&room) };
        refused(keep_calendar(app, admin, none).await, "calendar", "\"Empty\" has no school days between");
        let back = NewCalendar { last: day(&room, -61), ..written(&room) };
        refused(keep_calendar(app, admin, back).await, "calendar", "before it begins");
        let twice = NewCalendar { periods: vec![written(&room).periods[0].clone(); 2], ..written(&room) };
        refused(keep_calendar(app, admin, twice).await, "periods", "\"First period\" twice");
        for actor in [&room.educator, &room.stranger, &room.guardian] {
            let kept = keep_calendar(app, actor, written(&room)).await;
            assert!(matches!(kept, Err(Refusal::Denied(_))), "{kept:?}");
            let kept = remove_calendar(app, actor, id).await;
            assert!(matches!(kept, Err(Refusal::Denied(_))), "{kept:?}");
        }
        assert!(matches!(show_calendars(app, &room.guardian).await, Err(Refusal::Denied(_))));
        let unknown = NewCalendar { id: Some(CalendarId::from_bytes([9; 16])), ..written(&room) };
        assert!(matches!(keep_calendar(app, admin, unknown).await, Err(Refusal::NotFound(_))));
        // Kept again under its name, a period is the same one.
        let again = NewCalendar { id: Some(id), name: "Renamed".to_owned(), ..written(&room) };
        keep_calendar(app, admin, again).await.expect("kept");
        let shown = show_calendars(app, &room.educator).await.expect("shown");
        let one = shown.calendars.iter().find(|one| one.calendar.id == id).expect("there");
        assert_eq!((one.calendar.name.as_str(), one.periods[0].id), ("Renamed", period));
        assert_eq!(one.school_days, 180, "181 days, one of them closed");
        remove_calendar(app, admin, id).await.expect("removed");
        let shown = show_section_pace(app, &room.educator, room.section).await.expect("a pace");
        assert_eq!(shown.class.calendar, None);
    }
}

#[tokio::test]
async fn attendance_is_taken_in_one_go_corrected_and_refused_on_a_holiday() {
    for room in classrooms().await {
        let (app, section) = (room.app(), room.section);
        let (_, period) = with_calendar(&room).await;
        let take =
            |actor: Actor, taken: Taken| async move { take_attendance(app, &actor, section, taken).await };
        let today = present(&room, None);
        assert_eq!(take(room.educator.clone(), today.clone()).await.expect("taken"), 30);
        assert_eq!(take(room.educator.clone(), today.clone()).await.expect("again"), 0);
        let fixed = Taken {
            marks: vec![(room.learners[1], Presence::Excused)],
            others_present: false,
            ..today.clone()
        };
        assert_eq!(take(room.colleague.clone(), fixed).await.expect("corrected"), 1);
        let sheet = show_sheet(app, &room.aide, section, None, None).await.expect("a sheet");
        assert!(!sheet.may_take());
        let of = |at: usize| sheet.rows[at].1.as_ref().expect("noted");
        assert_eq!(
            (of(0).presence, of(1).presence, of(1).version),
            (Presence::Late(7), Presence::Excused, 2)
        );
        assert_eq!(of(2).presence, Presence::Present);
        // A period is apart from the day.
        let of_period = show_sheet(app, &room.educator, section, None, Some(period)).await.expect("a sheet");
        assert!(of_period.rows.iter().all(|(_, stands)| stands.is_none()));

        let at = |from_today| Taken { day: Some(day(&room, from_today)), ..today.clone() };
        refused(take(room.educator.clone(), at(-1)).await, "day", "closed (Snow day)");
        refused(take(room.educator.clone(), at(1)).await, "day", "not here yet");
        refused(take(room.educator.clone(), at(-40)).await, "day", "more than 30 days ago");
        let no_period = Taken { period: Some(PeriodId::from_bytes([8; 16])), ..today.clone() };
        assert!(matches!(take(room.educator.clone(), no_period).await, Err(Refusal::NotFound(_))));
        let other =
            Taken { marks: vec![(room.stranger.person.as_learner(), Presence::Absent)], ..today.clone() };
        assert!(matches!(take(room.educator.clone(), other).await, Err(Refusal::NotFound(_))));
        let both = Taken {
            marks: vec![(room.learners[3], Presence::Absent), (room.learners[3], Presence::Excused)],
            ..today.clone()
        };
        refused(take(room.educator.clone(), both).await, "learners", "twice");
        assert!(matches!(take(room.aide.clone(), today.clone()).await, Err(Refusal::Denied(_))));
        for actor in [room.stranger.clone(), room.guardian.clone(), room.as_actor(0)] {
            assert!(matches!(take(actor, today.clone()).await, Err(Refusal::NotFound(_))));
        }
    }
}

#[tokio::test]
async fn what_lies_left_of_the_line_is_behind_and_what_is_mastered_early_is_ahead() {
    for room in classrooms().await {
        assert_eq!(standing(&room, 0).await, PaceStanding::NoLine, "no calendar");
        with_calendar(&room).await;
        assert_eq!(standing(&room, 0).await, PaceStanding::NoLine, "no days");
        with_dates(&room).await;
        master(&room, 1, &[0, 1]).await;
        master(&room, 2, &[0, 1, 2]).await;
        master(&room, 3, &[0, 1, 2, 3]).await;
        let mut found = Vec::new();
        for learner in 0..4 {
            found.push(standing(&room, learner).await);
        }
        let expected =
            [PaceStanding::Behind, PaceStanding::OnPace, PaceStanding::Ahead, PaceStanding::Finished];
        assert_eq!(found, expected);
        let shown = show_section_pace(room.app(), &room.educator, room.section).await.expect("a pace");
        let first = &shown.class.learners[0];
        assert_eq!((first.pace.overdue.as_slice(), first.days_behind()), ([0, 1].as_slice(), 19));
        assert!(first.pace.progress < 1e-9 && first.pace.target > 0.6, "{:?}", first.pace);
        let third = &shown.class.learners[2];
        assert!((third.pace.progress - 0.8).abs() < 1e-9, "240 of 300 minutes: {:?}", third.pace);
        let finish = third.finish.expect("a finish");
        assert!(finish.early <= finish.likely && !finish.days.few, "{finish:?}");
        assert_eq!(shown.class.learners[3].finish, None);
        // By the rule of progress the band decides.
        let setting = NewSetting {
            scope: format!("section:{}", room.section),
            field: "pace.kind".to_owned(),
            effect: domain::policy::Effect::Set,
            value: "progress".to_owned(),
            effective_from: day(&room, -1),
            why: "a try".to_owned(),
        };
        set_policy(room.app(), &room.educator, setting).await.expect("set");
        assert_eq!(standing(&room, 2).await, PaceStanding::Ahead);
        assert_eq!(standing(&room, 0).await, PaceStanding::Behind);
    }
}

#[tokio::test]
async fn who_has_more_time_is_not_behind_for_it() {
    for room in classrooms().await {
        with_calendar(&room).await;
        with_dates(&room).await;
        give_time(&room, 0, TimeFactor::Double).await;
        give_time(&room, 1, TimeFactor::Unlimited).await;
        assert_eq!(standing(&room, 0).await, PaceStanding::OnPace, "20 days ago is in 20 days");
        assert_eq!(standing(&room, 1).await, PaceStanding::NoLine);
        assert_eq!(standing(&room, 2).await, PaceStanding::Behind);
    }
}

#[tokio::test]
async fn days_of_a_pause_do_not_count_and_a_pause_that_ends_before_it_begins_is_refused() {
    for room in classrooms().await {
        with_calendar(&room).await;
        with_dates(&room).await;
        let (app, learner) = (room.app(), room.learners[0]);
        let new = |first, last: Option<i64>| NewPause {
            first: day(&room, first),
            last: last.map(|last| day(&room, last)),
            reason: "An illness".to_owned(),
        };
        refused(pause_learner(app, &room.educator, learner, new(-5, Some(-6))).await, "last", "cannot end");
        let long = pause_learner(app, &room.educator, learner, new(-60, Some(-2))).await.expect("paused");
        let again = pause_learner(app, &room.educator, learner, new(-60, Some(-2))).await.expect("again");
        assert_eq!(long, again);
        assert_eq!(standing(&room, 0).await, PaceStanding::OnPace);
        let open = pause_learner(app, &room.principal, learner, new(0, None)).await.expect("paused");
        assert_eq!(standing(&room, 0).await, PaceStanding::Paused);
        refused(end_pause(app, &room.educator, learner, open, day(&room, -1)).await, "last", "cannot end");
        end_pause(app, &room.educator, learner, open, day(&room, 0)).await.expect("ended");
        for _ in 0..2 {
            take_back_pause(app, &room.educator, learner, open).await.expect("taken back");
            take_back_pause(app, &room.educator, learner, long).await.expect("taken back");
        }
        assert_eq!(standing(&room, 0).await, PaceStanding::Behind);
        // The family and the learner see the pace, and change nothing.
        for actor in [&room.guardian, &room.as_actor(0), &room.aide] {
            show_learner_pace(app, actor, learner).await.expect("theirs to see");
            let paused = pause_learner(app, actor, learner, new(0, None)).await;
            assert!(matches!(paused, Err(Refusal::Denied(_))), "{paused:?}");
        }
        for actor in [&room.stranger, &room.without_custody, &room.as_actor(1)] {
            let seen = show_learner_pace(app, actor, learner).await;
            assert!(matches!(seen, Err(Refusal::NotFound(_))), "{seen:?}");
            let paused = pause_learner(app, actor, learner, new(0, None)).await;
            assert!(matches!(paused, Err(Refusal::NotFound(_))), "{paused:?}");
        }
    }
}

#[tokio::test]
async fn a_new_plan_is_looked_at_used_and_undone() {
    for room in classrooms().await {
        with_calendar(&room).await;
        with_dates(&room).await;
        master(&room, 0, &[0]).await;
        let (app, learner, section) = (room.app(), room.learners[0], room.section);
        let span = Span { from: None, until: Some(day(&room, 24)) };
        let look = preview_replan(app, &room.educator, learner, section, span).await.expect("a look");
        assert_eq!((look.moved.len(), look.minutes, look.school_days), (3, 240, 25));
        let days: Vec<(Option<Date>, Date)> =
            look.moved.iter().map(|(_, moved)| (moved.before, moved.after.date)).collect();
        // One closed day since the second was due moves nothing that lies before it.
        assert_eq!(days[0], (Some(day(&room, -10)), day(&room, 12)));
        assert_eq!(days[2].1, day(&room, 24));
        assert_eq!(standing(&room, 0).await, PaceStanding::Behind, "looking changes nothing");
        let plan = replan_learner(app, &room.educator, learner, section, span).await.expect("planned");
        assert_eq!(standing(&room, 0).await, PaceStanding::OnPace);
        let shown = show_learner_pace(app, &room.educator, learner).await.expect("a pace");
        assert_eq!(shown.classes[0].1.due[1], Some(day(&room, 12)));
        assert_eq!(standing(&room, 1).await, PaceStanding::Behind, "nobody else's plan has changed");
        let denied = undo_replan(app, &room.guardian, learner, plan).await;
        assert!(matches!(denied, Err(Refusal::Denied(_))), "{denied:?}");
        for _ in 0..2 {
            undo_replan(app, &room.educator, learner, plan).await.expect("undone");
        }
        assert_eq!(standing(&room, 0).await, PaceStanding::Behind);
        let late = Span { from: Some(day(&room, 130)), until: Some(day(&room, 140)) };
        refused(
            preview_replan(app, &room.educator, learner, section, late).await,
            "until",
            "choose a later last day",
        );
        master(&room, 0, &[1, 2, 3]).await;
        let nothing = replan_learner(app, &room.educator, learner, section, span).await;
        assert!(matches!(nothing, Err(Refusal::Conflict(_))), "{nothing:?}");
    }
}

#[tokio::test]
async fn dates_are_for_targets_and_those_of_a_program_stand_behind_the_classes_own() {
    for room in classrooms().await {
        with_calendar(&room).await;
        let (app, section) = (room.app(), room.section);
        let one = |competency, minutes| DatedTarget { competency, minutes, due: None };
        let bad = date_section(app, &room.educator, section, vec![one(room.targets[0], 0)]).await;
        refused(bad, "minutes", "cannot be 0");
        let twice = vec![one(room.targets[0], 60), one(room.targets[0], 60)];
        refused(date_section(app, &room.educator, section, twice).await, "targets", "twice");
        let unknown = domain::CompetencyId::from_bytes([1; 16]);
        let bad = date_section(app, &room.educator, section, vec![one(unknown, 60)]).await;
        refused(bad, "targets", "does not work on");
        assert!(date_section(app, &room.aide, section, vec![]).await.is_err());

        let admin = &room.place.administrator;
        let program = room.place.organization;
        let dated = DatedTarget { due: Some(day(&room, 5)), ..one(room.targets[0], 90) };
        date_program(app, admin, program, vec![dated]).await.expect("dated");
        assert!(matches!(date_program(app, &room.principal, program, vec![]).await, Err(Refusal::Denied(_))));
        assert!(matches!(
            date_program(app, &room.guardian, program, vec![]).await,
            Err(Refusal::NotFound(_))
        ));
        let shown = show_program_dates(app, &room.principal, program).await.expect("shown");
        assert_eq!((shown.targets.len(), shown.may_change), (1, false));

        spread_section(app, &room.educator, section, Some(day(&room, 60))).await.expect("spread");
        let shown = show_section_dates(app, &room.educator, section).await.expect("shown");
        assert!(shown.planned && shown.targets.iter().all(|(_, dated)| dated.due.is_some()));
        assert_eq!(shown.targets[3].1.due, Some(day(&room, 60)));
        let late = spread_section(app, &room.educator, section, Some(day(&room, -200))).await;
        refused(late, "until", "no school days are left");
    }
}

#[tokio::test]
async fn each_is_told_once_of_a_change_and_of_getting_back() {
    for room in classrooms().await {
        with_calendar(&room).await;
        with_dates(&room).await;
        let (app, district) = (room.app(), room.educator.district);
        for learner in 1..30 {
            master(&room, learner, &[0, 1]).await;
        }
        let now = chance::now();
        let news = |actor: Actor| async move { show_pace_alerts(app, &actor).await.expect("news") };
        assert!(tell_pace(app, district, now).await.expect("told") >= 3);
        assert_eq!(tell_pace(app, district, now).await.expect("told"), 0, "once per change");
        for actor in [room.educator.clone(), room.colleague.clone(), room.as_actor(0)] {
            let told = news(actor).await;
            assert_eq!(told.len(), 1, "{told:?}");
            assert_eq!(told[0].alert.standing, PaceStanding::Behind);
        }
        for actor in [room.guardian.clone(), room.principal.clone(), room.as_actor(1)] {
            assert!(news(actor).await.is_empty(), "not to all");
        }
        for _ in 0..2 {
            let seen = see_pace_alert(app, &room.educator, room.learners[0], room.section).await;
            seen.expect("seen");
        }
        assert!(news(room.educator.clone()).await.is_empty());
        master(&room, 0, &[0, 1]).await;
        assert!(tell_pace(app, district, now).await.expect("told") >= 3);
        let told = news(room.educator.clone()).await;
        assert_eq!(told[0].alert.standing, PaceStanding::OnPace);
        assert_eq!(news(room.colleague.clone()).await.len(), 2, "what was not seen stays");
    }
}

#[tokio::test]
async fn pace_never_changes_mastery() {
    for room in classrooms().await {
        with_calendar(&room).await;
        master(&room, 0, &[0]).await;
        let (app, district, section) = (room.app(), room.educator.district, room.section);
        let kept = || async {
            app.db
                .read((), |tx, ()| {
                    Box::pin(async move {
                        let cells = store::mastery::of_section(tx, district, section).await?;
                        Ok::<_, Refusal>((cells, store::evidence::count(tx, district).await?))
                    })
                })
                .await
                .expect("read")
        };
        let before = kept().await;
        with_dates(&room).await;
        take_attendance(app, &room.educator, section, present(&room, None)).await.expect("taken");
        let new = NewPause { first: day(&room, -9), last: None, reason: "Away".to_owned() };
        pause_learner(app, &room.educator, room.learners[0], new).await.expect("paused");
        replan_learner(app, &room.educator, room.learners[1], section, Span::default())
            .await
            .expect("planned");
        tell_pace(app, district, chance::now()).await.expect("told");
        let setting = NewSetting {
            scope: format!("section:{section}"),
            field: "pace.kind".to_owned(),
            effect: domain::policy::Effect::Set,
            value: "buffer".to_owned(),
            effective_from: day(&room, 0),
            why: "a try".to_owned(),
        };
        set_policy(app, &room.educator, setting).await.expect("set");
        assert_eq!(kept().await, before);
    }
}
