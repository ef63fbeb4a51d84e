//! Tasks from the rubric to the ledger: who sees what when, two raters and a third, handing in once more.

mod classroom;
mod fixtures;
mod tasks_given;

use classroom::classrooms;
use domain::{
    LearnerId, PersonId, RubricId,
    evidence::Source,
    rubric::{Mark, Rubric},
    task::{Again, CriterionMark, Judging, NotAgain, Takes, WorkState},
};
use tasks_given::{given, handed_in, rater_of, rates, rubric, said, task, waiting};
use usecases::{
    Actor, Refusal,
    begin_again::begin_again,
    browse_rubrics::{list_rubrics, show_rubric},
    chance,
    export_record::export_record,
    give_task::{NewTask, archive_task, give_task, list_tasks, show_task},
    hand_in::{Written, add_file, hand_in, keep_draft, remove_file, show_own_task},
    keep_content::{Checked, Stretch, show_content},
    media::EVERYTHING,
    observe::{NewObservation, observe, show_observe_sheet, undo_observation},
    phrases::{add_phrase, list_phrases, remove_phrase},
    rate_work::{list_ratings, rate_work, show_file, show_rating},
    rated::Rated,
    release_work::{note_meeting, release_work},
    said::Said,
    show_learner::show_learner,
    show_portfolio::show_portfolio,
    third_rater::name_third,
    verify_ledger::verify_ledger,
    write_rubric::{add_rubric, change_rubric, copy_rubric},
};

#[tokio::test]
async fn feedback_is_seen_when_it_is_released_and_what_is_not_met_is_handed_in_again() {
    for room in classrooms().await {
        let (app, own) = (room.app(), room.as_actor(0));
        let task = given(&room, 1, 0).await;
        let draft = Written { words: Some("  as typed \n".to_owned()), link: None };
        keep_draft(app, &own, task, draft).await.expect("kept");
        let shown = show_own_task(app, &own, task).await.expect("the task");
        assert_eq!(shown.attempts[0].0.words, "  as typed \n", "kept as it was typed");
        let text = Checked::new("plan.txt", b"My plan".to_vec(), EVERYTHING).expect("text");
        let kept = add_file(app, &own, task, text).await.expect("added");
        handed_in(&room, 0, task).await;
        let late = Written { words: Some("more".to_owned()), link: None };
        let refused = keep_draft(app, &own, task, late).await;
        assert!(matches!(refused, Err(Refusal::Conflict(_))), "{refused:?}");
        assert!(matches!(remove_file(app, &own, task, kept.digest).await, Err(Refusal::Conflict(_))));

        let (rater, rating) = rater_of(&room, task).await;
        let sheet = show_rating(app, &rater, rating).await.expect("the work");
        assert_eq!(sheet.learner.as_deref(), Some("Learner Number 01"));
        let file = show_file(app, &rater, rating, kept.digest, Stretch::WHOLE).await.expect("a file");
        assert_eq!(file.expect("whole").bytes, b"My plan");
        let incomplete = Said { marks: Vec::new(), ..said(&[]) };
        let refused = rate_work(app, &rater, rating, incomplete).await;
        assert!(matches!(refused, Err(Refusal::Invalid { .. })), "{refused:?}");
        rates(&room, &rater, rating, &[Some(2), Some(1), None]).await;
        let before = show_portfolio(app, &room.guardian, room.learners[0]).await.expect("a portfolio");
        assert!(before.tasks.is_empty(), "nothing is released");
        assert!(show_own_task(app, &own, task).await.expect("the task").feedback.is_empty());

        let done = release_work(app, &room.educator, task, Vec::new()).await.expect("released");
        // Two competencies of the first criterion, one of the second, none of the third.
        assert_eq!((done.works, done.entries), (1, 3));
        let again = release_work(app, &room.educator, task, Vec::new()).await.expect("nothing left");
        assert_eq!((again.works, again.entries), (0, 0));
        let record = show_learner(app, &room.educator, room.learners[0]).await.expect("a record");
        assert_eq!(record.entries.len(), 3);
        let instrument = format!("task:{task}");
        for entry in &record.entries {
            assert_eq!(
                (entry.source, entry.instrument.as_deref()),
                (Source::Rating, Some(instrument.as_str()))
            );
        }
        let family = show_portfolio(app, &room.guardian, room.learners[0]).await.expect("a portfolio");
        assert_eq!(family.tasks[0].met, [true, false, true]);
        assert_eq!(family.tasks[0].feedback[&1].voices[0].comment, "on the whole");
        let file = show_content(app, &room.guardian, room.learners[0], kept.digest, Stretch::WHOLE).await;
        assert_eq!(file.expect("a file").expect("whole").bytes, b"My plan");
        let denied =
            show_content(app, &room.without_custody, room.learners[0], kept.digest, Stretch::WHOLE).await;
        assert!(matches!(denied, Err(Refusal::NotFound(_))), "{denied:?}");
        assert!(show_portfolio(app, &room.stranger, room.learners[0]).await.is_err());

        assert_eq!(begin_again(app, &own, task).await.expect("begins"), 2);
        let own_task = show_own_task(app, &own, task).await.expect("the task");
        let (second, _) = own_task.attempts.last().expect("the second");
        assert_eq!((second.asked.as_slice(), second.words.as_str()), (&[1][..], "Because"));
        handed_in(&room, 0, task).await;
        let (rater, rating) = rater_of(&room, task).await;
        let sheet = show_rating(app, &rater, rating).await.expect("the work");
        assert_eq!(sheet.asked, [1]);
        let mark = CriterionMark { criterion: 1, mark: Some(Mark::Level(3)), comment: String::new() };
        let said = Said { comment: String::new(), marks: vec![mark], done: true };
        rate_work(app, &rater, rating, said).await.expect("rates");
        let done = release_work(app, &room.educator, task, vec![room.learners[0]]).await.expect("released");
        assert_eq!((done.works, done.entries), (1, 1));
        let own_task = show_own_task(app, &own, task).await.expect("the task");
        assert_eq!(own_task.again, Some(Err(NotAgain::AllMet)));
        assert_eq!(own_task.attempts.len(), 2, "the first is not lost");
        assert_eq!(own_task.feedback[&1].results.len(), 3);
        assert!(matches!(begin_again(app, &own, task).await, Err(Refusal::Conflict(_))));
        let verified = verify_ledger(app, own.district, None, |_, _| {}).await.expect("it walks");
        assert!(verified.is_whole());
        let record = export_record(app, &own, room.learners[0]).await.expect("a record");
        let archive = zip::ZipArchive::new(std::io::Cursor::new(record.bytes)).expect("a zip");
        let names: Vec<String> =
            archive.file_names().filter_map(Result::ok).map(std::borrow::Cow::into_owned).collect();
        assert!(
            names.iter().any(|name| name.starts_with("files/") && name.ends_with("plan.txt")),
            "{names:?}"
        );
        assert!(names.iter().any(|name| name.contains("feedback")), "{names:?}");
    }
}

#[tokio::test]
async fn two_raters_do_not_see_each_other_and_a_third_decides() {
    for room in classrooms().await {
        let app = room.app();
        let task = given(&room, 2, 0).await;
        handed_in(&room, 3, task).await;
        let first = waiting(&room, &room.educator).await[0];
        let second = waiting(&room, &room.colleague).await[0];
        assert_ne!(first, second);
        for (rater, own, other) in [(&room.educator, first, second), (&room.colleague, second, first)] {
            let sheet = show_rating(app, rater, own).await.expect("the work");
            assert_eq!((sheet.learner, sheet.both.len()), (None, 0));
            assert!(matches!(show_rating(app, rater, other).await, Err(Refusal::NotFound(_))));
        }
        rates(&room, &room.educator, first, &[Some(2), Some(3), Some(1)]).await;
        rates(&room, &room.colleague, second, &[Some(2), Some(1), None]).await;
        let shown = show_task(app, &room.educator, task).await.expect("the task");
        let row = shown.rows.iter().find(|row| row.learner.learner == room.learners[3]).expect("a row");
        assert_eq!(row.rated, Some(Rated::Apart(vec![1, 2])));
        let done = release_work(app, &room.educator, task, Vec::new()).await.expect("looked");
        assert_eq!(done.works, 0, "nothing is settled");
        // Both teachers rated: somebody else has to be asked by name.
        let of = (task, room.learners[3]);
        for wrong in [room.educator.person, room.guardian.person, room.learners[3].as_person()] {
            assert!(name_third(app, &room.educator, of, wrong).await.is_err());
        }
        name_third(app, &room.educator, of, room.stranger.person).await.expect("asked");
        let third = waiting(&room, &room.stranger).await[0];
        let sheet = show_rating(app, &room.stranger, third).await.expect("the work");
        assert_eq!((sheet.asked.as_slice(), sheet.learner, sheet.both.len()), (&[1, 2][..], None, 2));
        let refused = rate_work(app, &room.educator, first, said(&[Some(0), Some(0), Some(0)])).await;
        assert!(matches!(refused, Err(Refusal::Conflict(_))), "decided meanwhile: {refused:?}");
        rates(&room, &room.stranger, third, &[Some(0), Some(2), Some(2)]).await;
        let done = release_work(app, &room.colleague, task, Vec::new()).await.expect("released");
        assert_eq!((done.works, done.entries), (1, 3));
        let family = show_portfolio(app, &room.as_actor(3), room.learners[3]).await.expect("a portfolio");
        let marks: Vec<_> = family.tasks[0].feedback[&1].results.iter().map(|one| one.mark).collect();
        assert_eq!(marks, [Some(Mark::Level(2)), Some(Mark::Level(2)), Some(Mark::Level(2))]);
    }
}

#[tokio::test]
async fn within_the_tolerance_the_lower_of_two_stands() {
    for room in classrooms().await {
        let task = given(&room, 2, 1).await;
        handed_in(&room, 1, task).await;
        let first = waiting(&room, &room.educator).await[0];
        let second = waiting(&room, &room.colleague).await[0];
        rates(&room, &room.educator, first, &[Some(3), Some(1), Some(2)]).await;
        rates(&room, &room.colleague, second, &[Some(2), Some(2), Some(2)]).await;
        release_work(room.app(), &room.educator, task, Vec::new()).await.expect("released");
        let own = show_own_task(room.app(), &room.as_actor(1), task).await.expect("the task");
        let marks: Vec<_> = own.feedback[&1].results.iter().map(|one| one.mark).collect();
        assert_eq!(marks, [Some(Mark::Level(2)), Some(Mark::Level(1)), Some(Mark::Level(2))]);
    }
}

#[tokio::test]
async fn who_has_no_business_there_finds_no_task() {
    for room in classrooms().await {
        let app = room.app();
        let task = given(&room, 1, 0).await;
        let rubric = list_rubrics(app, &room.educator, "arg").await.expect("a list").remove(0).kept.id;
        for actor in [&room.stranger, &room.guardian, &room.as_actor(0), &room.principal] {
            let reads = show_task(app, actor, task).await.is_ok();
            assert_eq!(
                reads,
                *actor == room.principal,
                "whoever sees the class sees how far it is: {actor:?}"
            );
            assert!(release_work(app, actor, task, Vec::new()).await.is_err());
            assert!(archive_task(app, actor, task, true).await.is_err());
            assert!(give_task(app, actor, room.section, self::task(rubric, 1, 0)).await.is_err());
            let of = (task, room.learners[0]);
            assert!(note_meeting(app, actor, of, chance::today(actor.district), "").await.is_err());
        }
        for actor in [&room.guardian, &room.as_actor(0)] {
            assert!(list_rubrics(app, actor, "").await.is_err());
            assert!(add_rubric(app, actor, self::rubric(&room)).await.is_err());
            assert!(list_ratings(app, actor).await.is_err());
        }
        for actor in [&room.stranger, &room.guardian, &room.educator] {
            assert!(show_own_task(app, actor, task).await.is_err(), "not theirs to do");
            assert!(keep_draft(app, actor, task, Written::default()).await.is_err());
        }
        let mut reading = room.as_actor(0);
        reading.read_only = true;
        assert!(keep_draft(app, &reading, task, Written::default()).await.is_err());
        let mut reading = room.educator.clone();
        reading.read_only = true;
        assert!(add_rubric(app, &reading, self::rubric(&room)).await.is_err());
        assert!(release_work(app, &reading, task, Vec::new()).await.is_err());
        archive_task(app, &room.educator, task, true).await.expect("put away");
        assert!(keep_draft(app, &room.as_actor(0), task, Written::default()).await.is_err());
        let tasks = list_tasks(app, &room.educator, room.section).await.expect("a list");
        assert!(tasks.tasks[0].0.archived_at.is_some());
    }
}

#[tokio::test]
async fn a_rubric_is_copied_by_another_school_and_a_given_version_stays() {
    for room in classrooms().await {
        let app = room.app();
        let task = given(&room, 1, 0).await;
        let id = list_rubrics(app, &room.stranger, "").await.expect("everybody's").remove(0).kept.id;
        let changed = Rubric { title: "Changed".to_owned(), ..rubric(&room) };
        let refused = change_rubric(app, &room.stranger, id, changed.clone()).await;
        assert!(matches!(refused, Err(Refusal::Denied(_))), "{refused:?}");
        let copy = copy_rubric(app, &room.stranger, id).await.expect("copied");
        assert_eq!(change_rubric(app, &room.stranger, copy, changed.clone()).await.expect("changed"), 2);
        assert_eq!(change_rubric(app, &room.educator, id, changed.clone()).await.expect("changed"), 2);
        assert_eq!(change_rubric(app, &room.educator, id, changed).await.expect("as it was"), 2);
        let shown = show_task(app, &room.educator, task).await.expect("the task");
        assert_eq!(shown.whole.rubric.title, "Argument", "what it was given with");
        let first = show_rubric(app, &room.educator, id, Some(1)).await.expect("the first version");
        assert_eq!((first.rubric.title.as_str(), first.competencies.len()), ("Argument", 3));
    }
}

#[tokio::test]
async fn a_meeting_comes_before_the_fourth_time() {
    for room in classrooms().await {
        let app = room.app();
        let rubric = add_rubric(app, &room.educator, rubric(&room)).await.expect("a rubric");
        let new = NewTask { again: Again { most: None, meeting_after: Some(1) }, ..task(rubric, 1, 0) };
        let task = give_task(app, &room.educator, room.section, new).await.expect("a task");
        handed_in(&room, 0, task).await;
        let (rater, rating) = rater_of(&room, task).await;
        rates(&room, &rater, rating, &[Some(0), Some(0), Some(0)]).await;
        release_work(app, &room.educator, task, Vec::new()).await.expect("released");
        let refused = begin_again(app, &room.as_actor(0), task).await;
        assert!(matches!(refused, Err(Refusal::Conflict(_))), "{refused:?}");
        let today = chance::today(room.educator.district);
        let tomorrow = today.tomorrow().expect("a day");
        let of = (task, room.learners[0]);
        assert!(note_meeting(app, &room.educator, of, tomorrow, "").await.is_err(), "not yet");
        note_meeting(app, &room.educator, of, today, "Begin with the plan").await.expect("noted");
        assert_eq!(begin_again(app, &room.as_actor(0), task).await.expect("begins"), 2);
    }
}

#[tokio::test]
async fn an_observation_of_thirty_is_recorded_at_once_and_taken_back_at_once() {
    for room in classrooms().await {
        let app = room.app();
        let sheet = show_observe_sheet(app, &room.educator, room.section).await.expect("a sheet");
        assert_eq!((sheet.learners.len(), sheet.targets.competencies.len()), (30, 4));
        let seen = |learners: Vec<LearnerId>, level: &str| NewObservation {
            competency: room.targets[0],
            level: level.to_owned(),
            learners,
            note: "while measuring".to_owned(),
        };
        let done = observe(app, &room.educator, room.section, seen(room.learners.clone(), "3")).await;
        let done = done.expect("recorded");
        assert_eq!(done.learners, 30);
        let record = show_learner(app, &room.educator, room.learners[7]).await.expect("a record");
        assert_eq!(record.entries[0].source, Source::Observation);
        for wrong in [seen(Vec::new(), "3"), seen(vec![room.learners[0]], "nonsense")] {
            assert!(observe(app, &room.educator, room.section, wrong).await.is_err());
        }
        for actor in [&room.stranger, &room.aide, &room.guardian, &room.as_actor(0)] {
            assert!(observe(app, actor, room.section, seen(vec![room.learners[0]], "3")).await.is_err());
        }
        let other = undo_observation(app, &room.colleague, room.section, done.id).await;
        assert!(matches!(other, Err(Refusal::NotFound(_))), "somebody else's: {other:?}");
        assert_eq!(undo_observation(app, &room.educator, room.section, done.id).await.expect("undone"), 30);
        let again = undo_observation(app, &room.educator, room.section, done.id).await.expect("the same");
        assert_eq!(again, 30, "nothing more is written");
        let record = show_learner(app, &room.educator, room.learners[7]).await.expect("a record");
        assert!(
            record.standings().all(|one| one.finding.as_ref().is_none_or(|found| found.evidence_count == 0))
        );
    }
}

#[tokio::test]
async fn phrases_belong_to_who_wrote_them() {
    for room in classrooms().await {
        let app = room.app();
        let own = add_phrase(app, &room.educator, "Show your numbers.", false).await.expect("added");
        add_phrase(app, &room.educator, "Well observed.", true).await.expect("added");
        let words = |actor: Actor| async move {
            let found = list_phrases(app, &actor).await.expect("a list");
            found.into_iter().map(|one| one.words).collect::<Vec<_>>()
        };
        assert_eq!(words(room.educator.clone()).await, ["Show your numbers.", "Well observed."]);
        assert_eq!(words(room.colleague.clone()).await, ["Well observed."]);
        assert!(remove_phrase(app, &room.colleague, own).await.is_err());
        remove_phrase(app, &room.educator, own).await.expect("gone");
        assert!(list_phrases(app, &room.guardian).await.is_err());
    }
}

#[tokio::test]
async fn what_cannot_be_used_says_why() {
    for room in classrooms().await {
        let app = room.app();
        let rubric = add_rubric(app, &room.educator, rubric(&room)).await.expect("a rubric");
        let unknown = RubricId::from_bytes([9; 16]);
        let nobody = PersonId::from_bytes([9; 16]);
        let good = task(rubric, 1, 0);
        for wrong in [
            NewTask { title: " ".to_owned(), ..good.clone() },
            NewTask { rubric: unknown, ..good.clone() },
            NewTask { takes: Takes::default(), ..good.clone() },
            NewTask { raters: vec![nobody], ..good.clone() },
            NewTask {
                raters: vec![room.educator.person],
                judging: Judging { raters: 2, ..good.judging.clone() },
                ..good.clone()
            },
            NewTask { judging: Judging { raters: 3, ..good.judging.clone() }, ..good.clone() },
            NewTask { judging: Judging { business_days: 0, ..good.judging.clone() }, ..good.clone() },
            NewTask { again: Again { most: Some(0), meeting_after: None }, ..good.clone() },
        ] {
            let refused = give_task(app, &room.educator, room.section, wrong.clone()).await;
            assert!(matches!(refused, Err(Refusal::Invalid { .. })), "{wrong:?}: {refused:?}");
        }
        let task = give_task(app, &room.educator, room.section, good).await.expect("a task");
        let own = room.as_actor(0);
        let empty = hand_in(app, &own, task, Written::default()).await;
        assert!(matches!(empty, Err(Refusal::Invalid { .. })), "{empty:?}");
        for wrong in [
            Written { words: Some("a\0b".to_owned()), link: None },
            Written { words: Some("x".repeat(100_001)), link: None },
            Written { words: None, link: Some("javascript:alert(1)".to_owned()) },
        ] {
            assert!(matches!(keep_draft(app, &own, task, wrong).await, Err(Refusal::Invalid { .. })));
        }
        let shown = show_own_task(app, &own, task).await.expect("the task");
        assert!(shown.attempts.iter().all(|(work, _)| work.state == WorkState::Draft));
    }
}
