//! Room programs and their days, with everything and with nothing.

use domain::{
    AssignmentId, Date, KeptPairId, RoomProgramId, StableGroupId, WallLinkId,
    room_program::{
        DayAbsence, DayVersion, GroupSlip, KeptPair, OutKind, PairKind, RoomProgram, SessionHad,
        SetupVersion, StableGroup, WallLink,
    },
    time::Dates,
};
use store::{StoreError, Tx};

use crate::{
    engines::on_both,
    sample::{DISTRICT, ELSEWHERE, SCHOOL, SECTION, at, competency, day, learner, person, some},
};

const PROGRAM: RoomProgramId = RoomProgramId::from_bytes([0xA0; 16]);
const OTHER: RoomProgramId = RoomProgramId::from_bytes([0xA1; 16]);

fn program(id: RoomProgramId, name: &str) -> RoomProgram {
    RoomProgram {
        id,
        organization: SCHOOL,
        name: name.to_owned(),
        sections: vec![SECTION],
        made_by: person(4),
        made_at: at(0),
        archived_at: None,
    }
}

async fn lay(tx: &mut Tx) -> Result<(), StoreError> {
    store::room_program::put(tx, DISTRICT, &program(PROGRAM, "Summer room")).await
}

fn monday() -> Date {
    day("2026-06-15")
}

#[tokio::test]
async fn a_program_reads_back_with_its_classes_setup_and_needs() {
    on_both(|tx| {
        Box::pin(async move {
            let full = program(PROGRAM, "Summer room");
            let bare = RoomProgram { sections: vec![], ..program(OTHER, "Annex") };
            for one in [&full, &bare] {
                store::room_program::put(tx, DISTRICT, one).await?;
                assert_eq!(store::room_program::find(tx, DISTRICT, one.id).await?.as_ref(), Some(one));
            }
            assert_eq!(store::room_program::list(tx, DISTRICT).await?, [bare, full.clone()]);
            assert!(store::room_program::list(tx, ELSEWHERE).await?.is_empty());
            assert_eq!(store::room_program::find(tx, ELSEWHERE, PROGRAM).await?, None);
            assert_eq!(store::room_program::of_section(tx, DISTRICT, SECTION).await?, [PROGRAM]);
            let away = RoomProgram { name: "Winter".to_owned(), archived_at: Some(at(9)), ..full };
            store::room_program::put(tx, DISTRICT, &away).await?;
            assert_eq!(store::room_program::find(tx, DISTRICT, PROGRAM).await?, Some(away));

            assert_eq!(store::room_program::setup(tx, DISTRICT, PROGRAM).await?, None);
            let version = |version| SetupVersion {
                program: PROGRAM,
                version,
                setup: format!("{{\"n\":{version}}}"),
                written_by: person(4),
                written_at: at(version),
            };
            for n in [1, 2] {
                store::room_program::add_setup(tx, DISTRICT, &version(n)).await?;
                assert_eq!(store::room_program::setup(tx, DISTRICT, PROGRAM).await?, Some(version(n)));
            }
            for text in ["step-free", ""] {
                let of = (PROGRAM, learner(1));
                store::room_program::put_needs(tx, DISTRICT, of, text, (person(4), at(1))).await?;
                let found = store::room_program::needs(tx, DISTRICT, PROGRAM).await?;
                assert_eq!(found, [(learner(1), text.to_owned())]);
            }
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn pairs_and_groups_stand_until_they_are_ended() {
    on_both(|tx| {
        Box::pin(async move {
            lay(tx).await?;
            for (n, kind) in (1..).zip(PairKind::ALL) {
                let one = KeptPair {
                    id: KeptPairId::from_bytes([n; 16]),
                    program: PROGRAM,
                    learner: learner(1),
                    other: learner(2),
                    kind,
                    reason: "so their counselor says".to_owned(),
                    made_by: person(4),
                    made_at: at(i64::from(n)),
                    ended_at: None,
                    ended_by: None,
                };
                store::kept_group::add_pair(tx, DISTRICT, &one).await?;
                assert_eq!(store::kept_group::pairs(tx, DISTRICT, PROGRAM).await?.last(), Some(&one));
            }
            let first = (PROGRAM, KeptPairId::from_bytes([1; 16]));
            for ended in [true, false] {
                assert_eq!(
                    store::kept_group::end_pair(tx, DISTRICT, first, (person(4), at(9))).await?,
                    ended
                );
            }
            assert_eq!(store::kept_group::pairs(tx, DISTRICT, PROGRAM).await?.len(), 2);
            assert!(store::kept_group::pairs(tx, ELSEWHERE, PROGRAM).await?.is_empty());

            let bare = StableGroup {
                id: StableGroupId::from_bytes([1; 16]),
                program: PROGRAM,
                name: "Advisory".to_owned(),
                period: "p1".to_owned(),
                modality: "advisory".to_owned(),
                room: "12".to_owned(),
                educator: None,
                lesson: None,
                dates: Dates::new(Some(monday()), Some(day("2026-06-18"))).expect("in order"),
                learners: vec![],
                made_by: person(4),
                made_at: at(0),
                ended_at: None,
            };
            let full = StableGroup {
                id: StableGroupId::from_bytes([2; 16]),
                educator: Some(person(5)),
                lesson: Some([7; 16]),
                learners: vec![learner(1), learner(3)],
                ..bare.clone()
            };
            for one in [&bare, &full] {
                store::kept_group::add_stable(tx, DISTRICT, one).await?;
            }
            let all = store::kept_group::stable(tx, DISTRICT, PROGRAM, day("2026-06-18")).await?;
            assert_eq!(all, [bare.clone(), full]);
            assert!(store::kept_group::stable(tx, DISTRICT, PROGRAM, day("2026-06-19")).await?.is_empty());
            for ended in [true, false] {
                assert_eq!(
                    store::kept_group::end_stable(tx, DISTRICT, (PROGRAM, bare.id), at(5)).await?,
                    ended
                );
            }
            assert_eq!(store::kept_group::stable(tx, DISTRICT, PROGRAM, monday()).await?.len(), 1);

            for moment in [1, 2] {
                let of = (PROGRAM, learner(1), [7; 16]);
                store::kept_group::agree_repeat(tx, DISTRICT, of, (person(4), at(moment))).await?;
                let found = store::kept_group::repeats(tx, DISTRICT, PROGRAM).await?;
                assert_eq!(found, [(learner(1), [7; 16], at(moment))]);
            }
            Ok(())
        })
    })
    .await;
}

fn version(n: i64) -> DayVersion {
    DayVersion {
        program: PROGRAM,
        day: monday(),
        version: n,
        from: None,
        instance: [3; 32],
        schedule: "{}".to_owned(),
        locks: "[]".to_owned(),
        accepted: "[]".to_owned(),
        did: "made".to_owned(),
        worth: 1_500_000,
        bound: None,
        milliseconds: None,
        made_by: None,
        made_at: at(n),
        published_by: None,
        published_at: None,
    }
}

#[tokio::test]
async fn versions_of_a_day_read_back_and_drafts_go_when_one_is_published() {
    on_both(|tx| {
        Box::pin(async move {
            lay(tx).await?;
            let of = (PROGRAM, monday());
            for text in ["{\"day\":1}", "something else"] {
                store::day_schedule::keep_instance(tx, DISTRICT, PROGRAM, (&[3; 32], text), at(0)).await?;
                let found = store::day_schedule::instance(tx, DISTRICT, PROGRAM, &[3; 32]).await?;
                assert_eq!(found, some("{\"day\":1}"));
            }
            assert_eq!(store::day_schedule::instance(tx, ELSEWHERE, PROGRAM, &[3; 32]).await?, None);
            assert_eq!(store::day_schedule::newest(tx, DISTRICT, of).await?, None);
            let full = DayVersion {
                from: Some(1),
                bound: Some(2_000_000),
                milliseconds: Some(812),
                made_by: Some(person(4)),
                published_by: Some(person(4)),
                published_at: Some(at(3)),
                ..version(2)
            };
            for one in [&version(1), &full] {
                store::day_schedule::add(tx, DISTRICT, one).await?;
                assert_eq!(store::day_schedule::newest(tx, DISTRICT, of).await?.as_ref(), Some(one));
                let found = store::day_schedule::find(tx, DISTRICT, of, one.version).await?;
                assert_eq!(found.as_ref(), Some(one));
            }
            store::day_schedule::add(tx, DISTRICT, &version(3)).await?;
            assert_eq!(store::day_schedule::published(tx, DISTRICT, of).await?, Some(full));
            for done in [true, false] {
                let published = store::day_schedule::publish(tx, DISTRICT, of, 3, (person(4), at(5))).await?;
                assert_eq!(published, done);
            }
            assert_eq!(store::day_schedule::sweep_drafts(tx, DISTRICT, of, 3).await?, 1);
            let lines = store::day_schedule::lines(tx, DISTRICT, PROGRAM, (monday(), monday())).await?;
            assert_eq!(lines.iter().map(|line| line.version).collect::<Vec<_>>(), [3, 2]);
            assert_eq!(lines[0].published_at, Some(at(5)));
            let last =
                store::day_schedule::last_published_day(tx, DISTRICT, PROGRAM, day("2026-06-20")).await?;
            assert_eq!(last, Some(monday()));
            let none = store::day_schedule::last_published_day(tx, DISTRICT, PROGRAM, monday()).await?;
            assert_eq!(none, None);
            assert_eq!(store::day_schedule::programs_on(tx, DISTRICT, monday()).await?, [PROGRAM]);
            for _ in 0..2 {
                store::day_schedule::put_learners(tx, DISTRICT, of, &[learner(1), learner(2)]).await?;
            }
            assert_eq!(store::day_schedule::of_learner(tx, DISTRICT, learner(1), monday()).await?, [PROGRAM]);
            assert!(store::day_schedule::of_learner(tx, DISTRICT, learner(3), monday()).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn who_is_not_there_and_what_cannot_be_had_is_marked_and_taken_back() {
    on_both(|tx| {
        Box::pin(async move {
            lay(tx).await?;
            let of = (PROGRAM, monday());
            let absence = |from: Option<&str>| DayAbsence {
                learner: learner(1),
                from_period: from.map(str::to_owned),
                marked_by: person(4),
                marked_at: at(1),
            };
            for one in [absence(None), absence(Some("p2"))] {
                store::day_schedule::put_absence(tx, DISTRICT, of, &one).await?;
                assert_eq!(store::day_schedule::absences(tx, DISTRICT, of).await?, [one]);
            }
            store::day_schedule::remove_absence(tx, DISTRICT, of, learner(1)).await?;
            assert!(store::day_schedule::absences(tx, DISTRICT, of).await?.is_empty());
            let out = [(OutKind::Educator, person(5).to_string()), (OutKind::Room, "12".to_owned())];
            for all in [&out[..], &[]] {
                store::day_schedule::put_out(tx, DISTRICT, of, all, (person(4), at(2))).await?;
                assert_eq!(store::day_schedule::out(tx, DISTRICT, of).await?, all);
            }
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn sessions_that_learners_had_read_back_by_program_and_by_learner() {
    on_both(|tx| {
        Box::pin(async move {
            lay(tx).await?;
            let bare = SessionHad {
                learner: learner(1),
                program: PROGRAM,
                day: monday(),
                period: "p1".to_owned(),
                modality: "advisory".to_owned(),
                minutes: 35,
                screen: false,
                lesson: None,
                competency: None,
            };
            let full = SessionHad {
                period: "p2".to_owned(),
                screen: true,
                lesson: Some([7; 16]),
                competency: Some(competency(1)),
                ..bare.clone()
            };
            assert_eq!(store::session_had::last_day(tx, DISTRICT, PROGRAM).await?, None);
            for minutes in [20, 35] {
                let all = [SessionHad { minutes, ..bare.clone() }, full.clone()];
                store::session_had::put(tx, DISTRICT, &all).await?;
            }
            let span = (monday(), monday());
            let both = [bare, full];
            assert_eq!(store::session_had::of_program(tx, DISTRICT, PROGRAM, span).await?, both);
            assert_eq!(store::session_had::of_learner(tx, DISTRICT, learner(1), span).await?, both);
            assert!(store::session_had::of_learner(tx, DISTRICT, learner(2), span).await?.is_empty());
            assert_eq!(store::session_had::last_day(tx, DISTRICT, PROGRAM).await?, Some(monday()));
            store::session_had::remove(tx, DISTRICT, (PROGRAM, monday())).await?;
            assert!(store::session_had::of_program(tx, DISTRICT, PROGRAM, span).await?.is_empty());

            for (on, served) in [("2026-06-15", 800_000), ("2026-06-16", 500_000)] {
                let of = (PROGRAM, day(on));
                store::session_had::put_served(tx, DISTRICT, of, &[(learner(1), 1), (learner(1), served)])
                    .await?;
            }
            for (before, served) in
                [("2026-06-17", vec![500_000]), ("2026-06-16", vec![800_000]), ("2026-06-15", vec![])]
            {
                let found = store::session_had::served(tx, DISTRICT, PROGRAM, day(before)).await?;
                assert_eq!(found.iter().map(|(_, served)| *served).collect::<Vec<_>>(), served);
            }
            let slip = GroupSlip {
                day: monday(),
                period: "p1".to_owned(),
                room: "12".to_owned(),
                modality: "task".to_owned(),
                competency: competency(1),
                assignment: AssignmentId::from_bytes([9; 16]),
                given_by: person(4),
                given_at: at(1),
            };
            store::session_had::add_slip(tx, DISTRICT, PROGRAM, &slip).await?;
            assert_eq!(store::session_had::slips(tx, DISTRICT, PROGRAM, span).await?, [slip]);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn a_link_to_a_wall_is_found_by_its_token_until_it_is_taken_back() {
    on_both(|tx| {
        Box::pin(async move {
            lay(tx).await?;
            let one = WallLink {
                id: WallLinkId::from_bytes([1; 16]),
                program: PROGRAM,
                token: [5; 32],
                name: "Hall".to_owned(),
                made_by: person(4),
                made_at: at(0),
                seen_at: None,
                revoked_at: None,
                revoked_by: None,
            };
            store::wall_link::add(tx, DISTRICT, &one).await?;
            assert_eq!(store::wall_link::find(tx, DISTRICT, &[5; 32]).await?.as_ref(), Some(&one));
            assert_eq!(store::wall_link::find(tx, ELSEWHERE, &[5; 32]).await?, None);
            store::wall_link::seen(tx, DISTRICT, one.id, at(7)).await?;
            let seen = WallLink { seen_at: Some(at(7)), ..one.clone() };
            assert_eq!(
                store::wall_link::of_program(tx, DISTRICT, PROGRAM).await?,
                std::slice::from_ref(&seen)
            );
            for taken in [true, false] {
                let which = (PROGRAM, one.id);
                assert_eq!(store::wall_link::revoke(tx, DISTRICT, which, (person(4), at(9))).await?, taken);
            }
            assert!(store::wall_link::of_program(tx, DISTRICT, PROGRAM).await?.is_empty());
            let gone = WallLink { revoked_at: Some(at(9)), revoked_by: Some(person(4)), ..seen };
            assert_eq!(store::wall_link::find(tx, DISTRICT, &[5; 32]).await?, Some(gone));
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn an_erased_learner_is_nobody_in_the_schedules_of_days() {
    on_both(|tx| {
        Box::pin(async move {
            lay(tx).await?;
            let of = (PROGRAM, monday());
            let (gone, stays) = (learner(1), learner(2));
            let text = format!("[\"{gone}\",\"{stays}\"]");
            store::day_schedule::keep_instance(tx, DISTRICT, PROGRAM, (&[3; 32], &text), at(0)).await?;
            let mut one = version(1);
            (one.schedule, one.locks) = (text.clone(), text.clone());
            (one.accepted, one.did) = (text.clone(), format!("moved @{gone}"));
            store::day_schedule::add(tx, DISTRICT, &one).await?;
            store::day_schedule::put_learners(tx, DISTRICT, of, &[gone, stays]).await?;
            store::learner::lock(tx, DISTRICT, gone, at(1)).await?;
            store::erasure::erase(tx, DISTRICT, gone, at(2)).await?;
            let instance =
                store::day_schedule::instance(tx, DISTRICT, PROGRAM, &[3; 32]).await?.expect("kept");
            let found = store::day_schedule::newest(tx, DISTRICT, of).await?.expect("there");
            for text in [&instance, &found.schedule, &found.locks, &found.accepted, &found.did] {
                assert!(!text.contains(&gone.to_string()), "{text}");
            }
            for text in [&instance, &found.schedule, &found.locks, &found.accepted] {
                assert!(text.contains(&stays.to_string()), "{text}");
            }
            Ok(())
        })
    })
    .await;
}
