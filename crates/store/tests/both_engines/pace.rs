//! Calendars, bells, attendance, pauses, dates and what became of pace, with everything and with nothing.

use domain::{
    CalendarId, OrganizationId, PauseId, PeriodId, ReplanId,
    attendance::{Attendance, Presence},
    bell::{BellPeriod, Bells},
    calendar::{Calendar, SpecialDays, Weekdays},
    pace::{DatedTarget, OwnDate, PaceAlert, PaceChange, PaceStanding, PlanOf, Replan, ToldOfPace},
    pause::Pause,
    time::Dates,
};

use crate::{
    engines::on_both,
    sample::{DISTRICT, ELSEWHERE, SCHOOL, SECTION, at, autumn, competency, day, learner, person},
};

fn calendar(n: u8, special: Vec<SpecialDays>) -> Calendar {
    Calendar {
        id: CalendarId::from_bytes([n; 16]),
        organization: SCHOOL,
        name: format!("Year {n}"),
        first: day("2026-09-01"),
        last: day("2027-06-11"),
        weekdays: Weekdays::MONDAY_TO_FRIDAY,
        special,
    }
}

fn special(first: &str, last: &str, school: bool) -> SpecialDays {
    SpecialDays { first: day(first), last: day(last), name: "Día de los \"Muertos\"".to_owned(), school }
}

fn bell(n: u8, calendar: CalendarId, begins: i64) -> BellPeriod {
    BellPeriod {
        id: PeriodId::from_bytes([n; 16]),
        calendar,
        name: format!("Period {n}"),
        weekdays: Weekdays::MONDAY_TO_FRIDAY,
        bells: Bells::from_minutes(begins, begins + 45).expect("minutes"),
    }
}

#[tokio::test]
async fn calendars_read_back_with_their_days_and_bells_and_go_as_a_whole() {
    on_both(|tx| {
        Box::pin(async move {
            let days =
                vec![special("2026-11-26", "2026-11-27", false), special("2026-12-05", "2026-12-05", true)];
            let (full, bare) = (calendar(1, days), calendar(2, vec![]));
            for one in [&full, &bare, &full] {
                store::calendar::put(tx, DISTRICT, one, person(4), at(0)).await?;
            }
            assert_eq!(store::calendar::list(tx, DISTRICT).await?, [full.clone(), bare.clone()]);
            assert!(store::calendar::list(tx, ELSEWHERE).await?.is_empty());
            let fewer =
                Calendar { special: full.special[..1].to_vec(), name: "Year 1b".to_owned(), ..full.clone() };
            store::calendar::put(tx, DISTRICT, &fewer, person(4), at(1)).await?;
            assert_eq!(store::calendar::list(tx, DISTRICT).await?, [fewer, bare.clone()]);

            let (first, second) = (bell(1, full.id, 480), bell(2, full.id, 530));
            let both = [second.clone(), first.clone()];
            store::calendar::put_periods(tx, DISTRICT, full.id, &both, at(0)).await?;
            let found = store::calendar::periods(tx, DISTRICT, full.id).await?;
            assert_eq!(found, [first.clone(), second.clone()]);
            // A period that goes keeps its name for what was recorded in it, and can come again.
            store::calendar::put_periods(tx, DISTRICT, full.id, std::slice::from_ref(&first), at(2)).await?;
            assert_eq!(store::calendar::periods(tx, DISTRICT, full.id).await?, [first]);
            assert_eq!(store::calendar::find_period(tx, DISTRICT, second.id).await?, Some(second.clone()));
            assert_eq!(store::calendar::find_period(tx, ELSEWHERE, second.id).await?, None);
            store::calendar::put_periods(tx, DISTRICT, full.id, &both, at(3)).await?;
            assert_eq!(store::calendar::periods(tx, DISTRICT, full.id).await?.len(), 2);

            assert_eq!(store::calendar::chosen(tx, DISTRICT, SECTION).await?, None);
            for one in [bare.id, full.id] {
                store::calendar::choose(tx, DISTRICT, SECTION, Some(one)).await?;
                assert_eq!(store::calendar::chosen(tx, DISTRICT, SECTION).await?, Some(one));
            }
            store::calendar::choose(tx, DISTRICT, SECTION, None).await?;
            assert_eq!(store::calendar::chosen(tx, DISTRICT, SECTION).await?, None);
            store::calendar::choose(tx, DISTRICT, SECTION, Some(full.id)).await?;
            store::calendar::remove(tx, DISTRICT, full.id).await?;
            assert_eq!(store::calendar::list(tx, DISTRICT).await?, [bare]);
            assert_eq!(store::calendar::chosen(tx, DISTRICT, SECTION).await?, None);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn of_attendance_the_latest_stands_and_every_version_is_kept() {
    on_both(|tx| {
        Box::pin(async move {
            let entry = |n: u8, on: &str, period: Option<u8>, version, presence| Attendance {
                learner: learner(n),
                day: day(on),
                period: period.map(|n| PeriodId::from_bytes([n; 16])),
                version,
                presence,
                section: (version == 1).then_some(SECTION),
                recorded_by: person(4),
                recorded_at: at(version),
            };
            let first = entry(1, "2026-11-23", None, 1, Presence::Absent);
            let late = entry(1, "2026-11-23", None, 2, Presence::Late(7));
            let period = entry(1, "2026-11-23", Some(9), 1, Presence::Present);
            let other = entry(2, "2026-11-24", None, 1, Presence::Excused);
            let all = [first.clone(), late.clone(), period.clone(), other.clone()];
            store::attendance::add(tx, DISTRICT, &all).await?;
            let (monday, tuesday) = (day("2026-11-23"), day("2026-11-24"));
            let both = [learner(1), learner(2)];
            let found = store::attendance::standing(tx, DISTRICT, &both, monday, tuesday).await?;
            assert_eq!(found, [late.clone(), period.clone(), other.clone()]);
            let found = store::attendance::standing(tx, DISTRICT, &both, tuesday, tuesday).await?;
            assert_eq!(found, [other]);
            assert!(store::attendance::standing(tx, ELSEWHERE, &both, monday, tuesday).await?.is_empty());
            let history = store::attendance::history(tx, DISTRICT, learner(1)).await?;
            assert_eq!(history, [first, late, period]);
            let days = store::attendance::days_of_section(tx, DISTRICT, SECTION, 10).await?;
            assert_eq!(days, [(tuesday, 1), (monday, 1)], "what was corrected by an office counts there");
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn pauses_read_back_are_ended_and_taken_back_once() {
    on_both(|tx| {
        Box::pin(async move {
            let open = Dates::new(Some(day("2026-11-20")), None).expect("in order");
            let pause = |n: u8, dates| Pause {
                id: PauseId::from_bytes([n; 16]),
                learner: learner(1),
                dates,
                reason: "O'Neill: hospital".to_owned(),
                made_by: person(4),
                made_at: at(0),
                revoked_at: None,
                revoked_by: None,
            };
            let (first, second) = (pause(1, autumn()), pause(2, open));
            let gone = Pause { revoked_at: Some(at(3)), revoked_by: Some(person(3)), ..pause(3, open) };
            for one in [&gone, &second, &first] {
                store::pause::add(tx, DISTRICT, one).await?;
            }
            let all = store::pause::of_learner(tx, DISTRICT, learner(1)).await?;
            assert_eq!(all, [first.clone(), second.clone(), gone.clone()]);
            let last = day("2026-11-27");
            assert!(store::pause::end(tx, DISTRICT, learner(1), second.id, last).await?);
            assert!(!store::pause::end(tx, DISTRICT, learner(1), gone.id, last).await?);
            for now in [true, false] {
                let taken = store::pause::revoke(tx, DISTRICT, learner(1), first.id, person(3), at(5));
                assert_eq!(taken.await?, now);
            }
            let all = store::pause::of_learner(tx, DISTRICT, learner(1)).await?;
            assert_eq!(all[0].revoked_at, Some(at(5)));
            assert_eq!(all[1].dates.ends(), Some(last));
            assert!(store::pause::of_learner(tx, ELSEWHERE, learner(1)).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn dates_of_classes_programs_and_learners_read_back_and_a_replan_is_undone() {
    on_both(|tx| {
        Box::pin(async move {
            let dated = |n, minutes, due: Option<&str>| DatedTarget {
                competency: competency(n),
                minutes,
                due: due.map(day),
            };
            let section = PlanOf::Section(SECTION);
            let program = PlanOf::Program(OrganizationId::from_bytes(*SCHOOL.as_bytes()));
            let targets = [dated(3, 90, Some("2026-12-01")), dated(1, 60, None)];
            for _ in 0..2 {
                store::dated_target::replace(tx, DISTRICT, section, &targets).await?;
            }
            store::dated_target::replace(tx, DISTRICT, program, &targets[..1]).await?;
            assert_eq!(store::dated_target::of_plan(tx, DISTRICT, section).await?, targets);
            assert_eq!(store::dated_target::plans(tx, DISTRICT).await?, [program, section]);
            store::dated_target::replace(tx, DISTRICT, program, &[]).await?;
            assert_eq!(store::dated_target::plans(tx, DISTRICT).await?, [section]);
            assert!(store::dated_target::of_plan(tx, ELSEWHERE, section).await?.is_empty());

            let replan = Replan {
                id: ReplanId::from_bytes([7; 16]),
                learner: learner(1),
                section: SECTION,
                from: day("2026-11-24"),
                until: day("2026-12-18"),
                made_by: person(4),
                made_at: at(1),
                undone_at: None,
                undone_by: None,
            };
            let own = |n, replan, after_days| OwnDate {
                learner: learner(1),
                section: SECTION,
                competency: competency(n),
                from: day("2026-11-24"),
                after_days,
                due: day("2026-12-04"),
                replan,
            };
            let before = own(1, None, 3);
            store::dated_target::add_own(tx, DISTRICT, std::slice::from_ref(&before)).await?;
            store::dated_target::add_replan(tx, DISTRICT, &replan).await?;
            let after = [own(1, Some(replan.id), 8), own(3, Some(replan.id), 9)];
            store::dated_target::add_own(tx, DISTRICT, &after).await?;
            assert_eq!(store::dated_target::own(tx, DISTRICT, SECTION, None).await?, after);
            assert_eq!(store::dated_target::own(tx, DISTRICT, SECTION, Some(learner(1))).await?, after);
            assert!(store::dated_target::own(tx, DISTRICT, SECTION, Some(learner(2))).await?.is_empty());
            assert_eq!(
                store::dated_target::replans(tx, DISTRICT, learner(1)).await?,
                std::slice::from_ref(&replan)
            );
            for now in [true, false] {
                let undone =
                    store::dated_target::undo_replan(tx, DISTRICT, learner(1), replan.id, person(3), at(9));
                assert_eq!(undone.await?, now);
            }
            assert_eq!(store::dated_target::own(tx, DISTRICT, SECTION, None).await?, [before]);
            let undone = Replan { undone_at: Some(at(9)), undone_by: Some(person(3)), ..replan };
            assert_eq!(store::dated_target::replans(tx, DISTRICT, learner(1)).await?, [undone]);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn changes_of_pace_read_back_and_nobody_is_told_of_one_twice() {
    on_both(|tx| {
        Box::pin(async move {
            let change = |n: u8, version, standing| PaceChange {
                learner: learner(n),
                section: SECTION,
                version,
                standing,
                on: day("2026-11-24"),
            };
            let all = [
                change(1, 1, PaceStanding::OnPace),
                change(1, 2, PaceStanding::Behind),
                change(2, 1, PaceStanding::Ahead),
            ];
            for one in all.iter().rev() {
                for added in [true, false] {
                    assert_eq!(store::pace::add_change(tx, DISTRICT, one).await?, added);
                }
            }
            assert_eq!(store::pace::changes(tx, DISTRICT, SECTION).await?, all);
            assert_eq!(store::pace::changes_of(tx, DISTRICT, learner(1)).await?, all[..2]);
            assert!(store::pace::changes_of(tx, ELSEWHERE, learner(1)).await?.is_empty());
            let alert = PaceAlert {
                learner: learner(1),
                section: SECTION,
                version: 2,
                role: ToldOfPace::Educator,
                person: person(4),
                standing: PaceStanding::Behind,
                on: day("2026-11-24"),
                seen_at: None,
            };
            for added in [true, false] {
                assert_eq!(store::pace::add_alert(tx, DISTRICT, &alert).await?, added);
            }
            let other = PaceAlert { learner: learner(2), version: 1, seen_at: Some(at(0)), ..alert };
            store::pace::add_alert(tx, DISTRICT, &other).await?;
            assert_eq!(store::pace::alerts_of(tx, DISTRICT, person(4)).await?, [alert]);
            assert!(store::pace::alerts_of(tx, DISTRICT, person(3)).await?.is_empty());
            assert_eq!(store::pace::told_in(tx, DISTRICT, SECTION).await?, [alert, other]);
            assert!(store::pace::told_in(tx, ELSEWHERE, SECTION).await?.is_empty());
            for seen in [1, 0] {
                let now = store::pace::seen(tx, DISTRICT, person(4), learner(1), SECTION, at(8)).await?;
                assert_eq!(now, seen);
            }
            assert!(store::pace::alerts_of(tx, DISTRICT, person(4)).await?.is_empty());
            Ok(())
        })
    })
    .await;
}
