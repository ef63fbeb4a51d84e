//! Who else rates: learners their own work and that of classmates; raters by voice; agreement; calibration rounds.

mod classroom;
mod fixtures;
mod tasks_given;

use classroom::{Classroom, classrooms};
use domain::{
    LearnerId, PersonId, Points, RatingId, TaskId,
    evidence::Source,
    policy::Effect,
    rubric::Mark,
    task::{CalibrationBar, Judging, RaterKind, Seat},
};
use tasks_given::{given, handed_in, rater_of, rates, rubric, said, task, waiting};
use usecases::{
    Actor, Refusal,
    calibrate_raters::{NewRound, close_round, list_rounds, make_round, rate_piece, show_piece, show_round},
    chance,
    erase_record::erase_at_the_machine,
    export_record::export_record,
    give_task::{NewTask, give_task, show_task},
    hand_in::{add_file, show_own_task},
    keep_content::{Checked, Stretch, show_content},
    media::EVERYTHING,
    moderate_reviews::{leave_out_review, list_reviews},
    rate_by_voice::{add_recording, remove_recording},
    rate_work::{Waiting, list_ratings, rate_work, show_file, show_rating},
    rater_agreement::show_agreement,
    release_work::release_work,
    review_work::{Review, review_work, show_review, show_review_file},
    set_policy::{NewSetting, set_policy},
    show_learner::show_learner,
    take_review::take_review,
    verify_ledger::verify_ledger,
    write_rubric::add_rubric,
};

async fn given_with(room: &Classroom, judging: Judging) -> TaskId {
    let rubric = add_rubric(room.app(), &room.educator, rubric(room)).await.expect("a rubric");
    let new = NewTask { judging, ..task(rubric, 1, 0) };
    give_task(room.app(), &room.educator, room.section, new).await.expect("a task")
}

fn judging(own: bool, peers: i64) -> Judging {
    Judging { raters: 1, tolerance: 0, business_days: 5, calibrated: false, own, peers }
}

async fn reviews(room: &Classroom, learner: usize, task: TaskId) -> Vec<Review> {
    show_own_task(room.app(), &room.as_actor(learner), task).await.expect("the task").reviews
}

async fn take(room: &Classroom, learner: usize, task: TaskId) -> Result<RatingId, Refusal> {
    take_review(room.app(), &room.as_actor(learner), task).await
}

/// Whoever has it to rate rates a learner's work.
async fn rated_by_staff(room: &Classroom, task: TaskId, learner: usize, levels: &[Option<usize>]) {
    for rater in [&room.educator, &room.colleague] {
        let (waiting, _) = list_ratings(room.app(), rater).await.expect("a queue");
        let mine = |one: &&Waiting| one.rating.task == task && one.rating.learner == room.learners[learner];
        if let Some(one) = waiting.iter().find(mine) {
            return rates(room, rater, one.rating.id, levels).await;
        }
    }
    panic!("nobody was asked");
}

#[tokio::test]
async fn everybody_rates_as_many_classmates_as_rate_them_and_nobody_themselves() {
    for room in classrooms().await {
        for peers in 1..=3 {
            let task = given_with(&room, judging(false, peers)).await;
            assert!(take(&room, 0, task).await.is_err(), "not before they have handed in");
            for learner in 0..6 {
                handed_in(&room, learner, task).await;
            }
            for _ in 0..peers {
                for learner in 0..6 {
                    let id = take(&room, learner, task).await.expect("one to rate");
                    assert!(take(&room, learner, task).await.is_err(), "one after the other");
                    let three = said(&[Some(1), Some(1), Some(1)]);
                    review_work(room.app(), &room.as_actor(learner), id, three).await.expect("said");
                }
            }
            let rows = list_reviews(room.app(), &room.educator, task).await.expect("a list").rows;
            let mut pairs: Vec<(PersonId, LearnerId)> =
                rows.iter().map(|one| (one.rating.rater, one.rating.learner)).collect();
            pairs.sort_unstable();
            pairs.dedup();
            let peers = usize::try_from(peers).expect("few");
            assert_eq!((pairs.len(), rows.len()), (6 * peers, 6 * peers), "nobody twice");
            for learner in &room.learners[..6] {
                assert!(!pairs.contains(&(learner.as_person(), *learner)), "nobody their own");
                assert_eq!(pairs.iter().filter(|one| one.1 == *learner).count(), peers, "as many for each");
            }
            assert!(take(&room, 0, task).await.is_err(), "every work has as many as it takes");
            // Who hands in late is rated by those who have done theirs.
            handed_in(&room, 6, task).await;
            assert!(take(&room, 0, task).await.is_ok());
            let progress = show_own_task(room.app(), &room.as_actor(1), task).await.expect("the task").peers;
            assert_eq!((progress.asked, progress.done, progress.may_take), (peers, peers, peers > 1));
        }
    }
}

#[tokio::test]
async fn what_learners_say_is_evidence_of_its_own_source_and_names_no_classmate() {
    for room in classrooms().await {
        let app = room.app();
        let task = given_with(&room, judging(true, 1)).await;
        let file = Checked::new("of-ada.txt", b"Mine".to_vec(), EVERYTHING).expect("text");
        let kept = add_file(app, &room.as_actor(0), task, file).await.expect("added");
        handed_in(&room, 0, task).await;
        assert!(take(&room, 0, task).await.is_err(), "nobody else is there yet");
        handed_in(&room, 1, task).await;

        let peer = take(&room, 1, task).await.expect("one to rate");
        let reviewer = room.as_actor(1);
        let sheet = show_review(app, &reviewer, peer).await.expect("the work");
        assert_eq!(sheet.files[0].name, "file-1.txt", "its name may be the learner's");
        let shown = show_review_file(app, &reviewer, peer, kept.digest, Stretch::WHOLE).await;
        assert_eq!(shown.expect("a file").expect("whole").bytes, b"Mine");
        for other in [&room.as_actor(0), &room.as_actor(2), &room.educator, &room.stranger, &room.guardian] {
            assert!(matches!(show_review(app, other, peer).await, Err(Refusal::NotFound(_))), "{other:?}");
            assert!(review_work(app, other, peer, said(&[Some(0), Some(0), Some(0)])).await.is_err());
        }
        assert!(
            matches!(show_rating(app, &reviewer, peer).await, Err(Refusal::NotFound(_))),
            "no rater of staff"
        );
        let few = review_work(app, &reviewer, peer, said(&[Some(1)])).await;
        assert!(matches!(few, Err(Refusal::Invalid { field: "levels", .. })), "{few:?}");
        let high = review_work(app, &reviewer, peer, said(&[Some(4), Some(0), None])).await;
        assert!(matches!(high, Err(Refusal::Invalid { field: "level", .. })), "{high:?}");
        review_work(app, &reviewer, peer, said(&[Some(3), Some(1), None])).await.expect("said");
        let own = reviews(&room, 0, task).await;
        let own = own.iter().find(|one| one.rating.seat == Seat::Own).expect("their own").rating.id;
        review_work(app, &room.as_actor(0), own, said(&[Some(2), Some(2), None])).await.expect("said");

        rated_by_staff(&room, task, 0, &[Some(2), Some(1), Some(1)]).await;
        release_work(app, &room.educator, task, vec![room.learners[0]]).await.expect("released");

        let record = show_learner(app, &room.educator, room.learners[0]).await.expect("a record");
        let count = |source| record.entries.iter().filter(|entry| entry.source == source).count();
        // Three targets of two criteria; of the third criterion nothing is shown.
        assert_eq!([count(Source::Rating), count(Source::SelfRating), count(Source::PeerRating)], [3, 3, 3]);
        for standing in record.standings() {
            if let Some(found) = &standing.finding {
                assert_eq!(
                    found.evidence_count, 1,
                    "only the rating of staff counts where no policy says more"
                );
            }
        }
        let feedback = show_own_task(app, &room.as_actor(0), task).await.expect("the task").feedback;
        let kinds: Vec<RaterKind> = feedback[&1].voices.iter().map(|one| one.from).collect();
        assert_eq!(kinds, [RaterKind::Staff, RaterKind::Own, RaterKind::Peer]);
        let gone = review_work(app, &reviewer, peer, said(&[Some(0), Some(0), Some(0)])).await;
        assert!(gone.is_err(), "released meanwhile");
        assert!(show_review(app, &reviewer, peer).await.is_err(), "theirs again");
        let record = export_record(app, &room.as_actor(0), room.learners[0]).await.expect("a record");
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(record.bytes)).expect("a zip");
        let reviewer = reviewer.person.to_string();
        for place in 0..archive.len() {
            let mut file = archive.by_index(place).expect("a file");
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut file, &mut bytes).expect("read");
            let found = String::from_utf8_lossy(&bytes).contains(&reviewer);
            assert!(!found, "{:?} names who rated", file.name());
        }
        assert!(
            verify_ledger(app, room.educator.district, None, |_, _| {}).await.expect("walked").is_whole()
        );
    }
}

#[tokio::test]
async fn a_policy_can_give_classmates_a_weight() {
    for room in classrooms().await {
        let app = room.app();
        let weight = NewSetting {
            scope: "district".to_owned(),
            field: "mastery.source_weight.peer_rating".to_owned(),
            effect: Effect::Set,
            value: "1".to_owned(),
            effective_from: chance::today(room.educator.district),
            why: "Agreed".to_owned(),
        };
        set_policy(app, &room.place.administrator, weight).await.expect("set");
        let task = given_with(&room, judging(true, 1)).await;
        handed_in(&room, 0, task).await;
        handed_in(&room, 1, task).await;
        let peer = take(&room, 1, task).await.expect("one to rate");
        review_work(app, &room.as_actor(1), peer, said(&[Some(3), Some(1), None])).await.expect("said");
        rated_by_staff(&room, task, 0, &[Some(2), Some(1), Some(1)]).await;
        release_work(app, &room.educator, task, vec![room.learners[0]]).await.expect("released");
        let record = show_learner(app, &room.educator, room.learners[0]).await.expect("a record");
        let counted = record.standings().filter_map(|one| one.finding.as_ref()).map(|one| one.evidence_count);
        assert_eq!(counted.max(), Some(2));
    }
}

#[tokio::test]
async fn what_should_not_be_said_is_left_out_before_anybody_reads_it() {
    for room in classrooms().await {
        let app = room.app();
        let task = given_with(&room, judging(false, 1)).await;
        handed_in(&room, 0, task).await;
        handed_in(&room, 1, task).await;
        let peer = take(&room, 1, task).await.expect("one to rate");
        review_work(app, &room.as_actor(1), peer, said(&[Some(0), Some(0), Some(0)])).await.expect("said");
        let list = list_reviews(app, &room.educator, task).await.expect("a list");
        assert_eq!((list.rows.len(), list.asked), (1, 1));
        assert_eq!(list.rows[0].reviewer, "Learner Number 02");
        assert!(leave_out_review(app, &room.aide, peer, true).await.is_err());
        for other in [&room.stranger, &room.as_actor(0), &room.as_actor(1), &room.guardian] {
            assert!(list_reviews(app, other, task).await.is_err(), "{other:?}");
            assert!(leave_out_review(app, other, peer, true).await.is_err(), "{other:?}");
        }
        let mut reading = room.educator.clone();
        reading.read_only = true;
        assert!(list_reviews(app, &reading, task).await.is_ok(), "a token that reads may read");
        assert!(leave_out_review(app, &reading, peer, true).await.is_err());
        leave_out_review(app, &room.educator, peer, true).await.expect("left out");
        assert!(review_work(app, &room.as_actor(1), peer, said(&[Some(3), Some(3), Some(3)])).await.is_err());
        let (_, rating) = rater_of(&room, task).await;
        assert!(leave_out_review(app, &room.educator, rating, true).await.is_err(), "no rating of staff");
        rated_by_staff(&room, task, 0, &[Some(2), Some(2), Some(2)]).await;
        let done = release_work(app, &room.educator, task, vec![room.learners[0]]).await.expect("released");
        assert_eq!(done.entries, 3);
        let feedback = show_own_task(app, &room.as_actor(0), task).await.expect("the task").feedback;
        assert_eq!(feedback[&1].voices.len(), 1);
        assert!(leave_out_review(app, &room.educator, peer, false).await.is_err(), "released");
    }
}

/// A WAV of 8 kHz, eight bits, half a second of silence.
fn wav() -> Vec<u8> {
    let samples = 4_000_u32;
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((36 + samples).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    bytes.extend(8_000_u32.to_le_bytes());
    bytes.extend(8_000_u32.to_le_bytes());
    bytes.extend(b"\x01\0\x08\0data");
    bytes.extend(samples.to_le_bytes());
    bytes.resize(bytes.len() + samples as usize, 128);
    bytes
}

#[tokio::test]
async fn feedback_by_voice_is_heard_when_it_is_released() {
    for room in classrooms().await {
        let app = room.app();
        let task = given(&room, 1, 0).await;
        handed_in(&room, 0, task).await;
        let (rater, rating) = rater_of(&room, task).await;
        let voice = || Checked::new("said.wav", wav(), EVERYTHING).expect("a recording");
        let text = Checked::new("said.txt", b"said".to_vec(), EVERYTHING).expect("text");
        let refused = add_recording(app, &rater, rating, text).await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "file", .. })), "{refused:?}");
        for other in [&room.stranger, &room.as_actor(0), &room.guardian] {
            assert!(add_recording(app, other, rating, voice()).await.is_err(), "{other:?}");
        }
        let kept = add_recording(app, &rater, rating, voice()).await.expect("kept");
        add_recording(app, &rater, rating, voice()).await.expect("the same is one");
        assert_eq!(show_rating(app, &rater, rating).await.expect("a sheet").recordings.len(), 1);
        rates(&room, &rater, rating, &[Some(2), Some(1), None]).await;
        assert_eq!(show_rating(app, &rater, rating).await.expect("a sheet").recordings.len(), 1, "stays");
        let heard = show_file(app, &rater, rating, kept.digest, Stretch::WHOLE).await.expect("a file");
        assert_eq!(heard.expect("whole").bytes, wav());
        let learner = room.learners[0];
        let early = show_content(app, &room.as_actor(0), learner, kept.digest, Stretch::WHOLE).await;
        assert!(matches!(early, Err(Refusal::NotFound(_))), "not released");
        remove_recording(app, &rater, rating, kept.digest).await.expect("gone");
        assert!(show_file(app, &rater, rating, kept.digest, Stretch::WHOLE).await.is_err());
        add_recording(app, &rater, rating, voice()).await.expect("kept again");
        release_work(app, &room.educator, task, Vec::new()).await.expect("released");
        for who in [&room.as_actor(0), &room.guardian] {
            let heard = show_content(app, who, learner, kept.digest, Stretch::WHOLE).await.expect("a file");
            assert_eq!(heard.expect("whole").bytes, wav());
        }
        let feedback = show_own_task(app, &room.as_actor(0), task).await.expect("the task").feedback;
        assert_eq!(feedback[&1].voices[0].recordings.len(), 1);
        assert!(remove_recording(app, &rater, rating, kept.digest).await.is_err(), "released");
    }
}

#[tokio::test]
async fn agreement_is_that_of_what_two_said() {
    for room in classrooms().await {
        let app = room.app();
        let task = given(&room, 2, 1).await;
        let empty = show_agreement(app, &room.educator, task).await.expect("a page");
        assert!(empty.two.is_none() && empty.raters.is_empty() && empty.twice == 0);
        // Levels of the first criterion by the one and by the other; the second not applicable to one of them.
        for (learner, (one, other)) in [(0, 0), (1, 1), (2, 3), (3, 3), (1, 2)].into_iter().enumerate() {
            handed_in(&room, learner, task).await;
            for (rater, level, second) in [(&room.educator, one, Some(1)), (&room.colleague, other, None)] {
                let rating = waiting(&room, rater).await[0];
                rates(&room, rater, rating, &[Some(level), second, Some(level)]).await;
            }
        }
        let found = show_agreement(app, &room.educator, task).await.expect("a page");
        let two = found.two.expect("rated twice");
        assert_eq!((found.twice, two.criteria.len()), (5, 2), "nothing of the second can be compared");
        let claim = &two.criteria[0].agreement;
        assert_eq!(claim.pieces, 5);
        assert!((claim.exact - 0.6).abs() < 1e-9 && (claim.adjacent - 1.0).abs() < 1e-9);
        let by = |person: PersonId| found.raters.iter().find(|one| one.person == person).expect("a rater");
        let severity = by(room.colleague.person).agreement.difference;
        assert!((severity - 0.4).abs() < 1e-9, "higher by two levels in five pieces: {severity}");
        assert!((by(room.educator.person).agreement.difference + 0.4).abs() < 1e-9);
        for other in [&room.stranger, &room.guardian, &room.as_actor(0)] {
            assert!(show_agreement(app, other, task).await.is_err(), "{other:?}");
        }
        // Who rates without being told whose it is must not find it out on the page of the task.
        let shown = show_task(app, &room.educator, task).await.expect("the task");
        assert!(shown.rows.iter().all(|row| row.own_rating.is_none()));
    }
}

#[tokio::test]
async fn learners_are_compared_with_what_stands() {
    for room in classrooms().await {
        let app = room.app();
        let task = given_with(&room, judging(true, 1)).await;
        for learner in 0..2 {
            handed_in(&room, learner, task).await;
        }
        for learner in 0..2 {
            take(&room, learner, task).await.expect("one to rate");
            for one in reviews(&room, learner, task).await {
                let level = if one.rating.seat == Seat::Own { 3 } else { 1 };
                let said = said(&[Some(level), Some(level), Some(level)]);
                review_work(app, &room.as_actor(learner), one.rating.id, said).await.expect("said");
            }
        }
        for _ in 0..2 {
            let (rater, rating) = rater_of(&room, task).await;
            rates(&room, &rater, rating, &[Some(2), Some(2), Some(2)]).await;
        }
        let found = show_agreement(app, &room.educator, task).await.expect("a page");
        let (own, peers) = (found.own.expect("own"), found.peers.expect("peers"));
        assert!((own.difference - 1.0).abs() < 1e-9 && (peers.difference + 1.0).abs() < 1e-9);
        assert_eq!((own.ratings, peers.ratings, found.alphas.len()), (6, 6, 3));
    }
}

#[tokio::test]
async fn a_rater_finishes_only_after_a_round_that_is_passed() {
    for room in classrooms().await {
        let app = room.app();
        let first = given(&room, 1, 0).await;
        for (learner, levels) in [(0, [Some(0), Some(3), None]), (1, [Some(2), Some(1), Some(1)])] {
            handed_in(&room, learner, first).await;
            let (rater, rating) = rater_of(&room, first).await;
            rates(&room, &rater, rating, &levels).await;
        }
        let bar =
            CalibrationBar { exact: Points::from_millionths(800_000), adjacent: Points::ONE, weighted: None };
        let works = vec![(room.learners[0], 1), (room.learners[1], 1)];
        let new = NewRound { works: works.clone(), bar };
        let early = make_round(app, &room.educator, first, new.clone()).await;
        assert!(matches!(early, Err(Refusal::Invalid { field: "works", .. })), "not released: {early:?}");
        release_work(app, &room.educator, first, Vec::new()).await.expect("released");
        for wrong in [
            NewRound { works: Vec::new(), bar },
            NewRound { works: vec![(room.learners[5], 1)], bar },
            NewRound { bar: CalibrationBar { exact: Points::whole(2), ..bar }, ..new.clone() },
            NewRound { bar: CalibrationBar { adjacent: Points::ZERO, ..bar }, ..new.clone() },
        ] {
            let refused = make_round(app, &room.educator, first, wrong.clone()).await;
            assert!(matches!(refused, Err(Refusal::Invalid { .. })), "{wrong:?}: {refused:?}");
        }
        for other in [&room.stranger, &room.aide, &room.as_actor(0), &room.guardian] {
            assert!(make_round(app, other, first, new.clone()).await.is_err(), "{other:?}");
        }
        let rubric = show_task(app, &room.educator, first).await.expect("the task").whole.task.rubric;
        let calibrated = Judging { calibrated: true, ..judging(false, 0) };
        let second =
            NewTask { judging: calibrated, raters: vec![room.stranger.person], ..task(rubric, 1, 0) };
        let refused = give_task(app, &room.educator, room.section, second.clone()).await;
        assert!(
            matches!(refused, Err(Refusal::Invalid { field: "calibrated", .. })),
            "no round: {refused:?}"
        );
        let round = make_round(app, &room.educator, first, new).await.expect("a round");
        let second = give_task(app, &room.educator, room.section, second).await.expect("a task");

        handed_in(&room, 2, second).await;
        let rater = &room.stranger;
        let rating = waiting(&room, rater).await[0];
        let sheet = show_rating(app, rater, rating).await.expect("a sheet");
        assert_eq!(sheet.calibrate_first, Some(round));
        let levels = [Some(2), Some(2), Some(2)];
        let refused = rate_work(app, rater, rating, said(&levels)).await;
        assert!(matches!(refused, Err(Refusal::Conflict(_))), "{refused:?}");
        let draft = usecases::said::Said { done: false, ..said(&levels) };
        rate_work(app, rater, rating, draft).await.expect("a draft is kept");

        for other in [&room.aide, &room.as_actor(0), &room.guardian] {
            assert!(show_round(app, other, round).await.is_err(), "{other:?}");
            assert!(show_piece(app, other, round, 0).await.is_err(), "{other:?}");
        }
        let shown = show_round(app, rater, round).await.expect("a round");
        assert!(shown.raters.is_empty() && !shown.may_close && shown.pieces.len() == 2);
        let place = |learner: usize| {
            shown.pieces.iter().find(|one| one.learner == room.learners[learner]).expect("a piece").place
        };
        let piece = show_piece(app, rater, round, place(0)).await.expect("a piece");
        assert_eq!(
            (piece.asked.as_slice(), piece.anchors.len()),
            (&[0, 1][..], 0),
            "what stands is not told"
        );
        let vague = rate_piece(app, rater, round, place(0), said(&[None, Some(3)])).await;
        assert!(matches!(vague, Err(Refusal::Invalid { field: "level", .. })), "{vague:?}");
        // Far off, then right.
        rate_piece(app, rater, round, place(0), said(&[Some(3), Some(0)])).await.expect("rated");
        assert!(show_round(app, rater, round).await.expect("a round").result.is_none(), "one is left");
        rate_piece(app, rater, round, place(1), said(&[Some(2), Some(1), Some(1)])).await.expect("rated");
        let over = show_round(app, rater, round).await.expect("a round");
        assert!(!over.passed && over.result.expect("over").short.len() == 2);
        let piece = show_piece(app, rater, round, place(0)).await.expect("a piece");
        assert_eq!(piece.anchors[0].mark, Some(Mark::Level(0)), "told now");
        rate_piece(app, rater, round, place(0), said(&[Some(0), Some(3)])).await.expect("rated");
        rate_piece(app, rater, round, place(1), said(&[Some(2), Some(1), Some(1)])).await.expect("rated");
        assert!(show_round(app, rater, round).await.expect("a round").passed);
        let more = rate_piece(app, rater, round, place(0), said(&[Some(1), Some(1)])).await;
        assert!(matches!(more, Err(Refusal::Conflict(_))), "it stands: {more:?}");
        rate_work(app, rater, rating, said(&levels)).await.expect("finished");

        let standing = show_round(app, &room.educator, round).await.expect("a round").raters;
        assert_eq!((standing.len(), standing[0].trials, standing[0].passed), (1, 2, true));
        assert!(close_round(app, rater, round).await.is_err());
        close_round(app, &room.educator, round).await.expect("closed");
        let listed = list_rounds(app, &room.educator, first).await.expect("a list");
        assert_eq!((listed[0].1, listed[0].2, listed[0].0.closed_at.is_some()), (1, 1, true));
        let late = rate_piece(app, &room.educator, round, place(0), said(&[Some(0), Some(3)])).await;
        assert!(matches!(late, Err(Refusal::Conflict(_))), "{late:?}");
        assert!(rate_work(app, rater, rating, said(&levels)).await.is_ok(), "who passed stays calibrated");
    }
}

#[tokio::test]
async fn an_erased_learner_leaves_nothing_said_and_no_piece() {
    for room in classrooms().await {
        let app = room.app();
        let task = given_with(&room, judging(true, 1)).await;
        for learner in 0..2 {
            handed_in(&room, learner, task).await;
        }
        let peer = take(&room, 1, task).await.expect("one to rate");
        review_work(app, &room.as_actor(1), peer, said(&[Some(0), Some(0), Some(0)])).await.expect("said");
        for _ in 0..2 {
            let (rater, rating) = rater_of(&room, task).await;
            rates(&room, &rater, rating, &[Some(2), Some(2), Some(2)]).await;
        }
        release_work(app, &room.educator, task, Vec::new()).await.expect("released");
        let bar = CalibrationBar { exact: Points::ZERO, adjacent: Points::ZERO, weighted: None };
        let works = vec![(room.learners[0], 1), (room.learners[1], 1)];
        let round = make_round(app, &room.educator, task, NewRound { works, bar }).await.expect("a round");
        let place = show_round(app, &room.educator, round).await.expect("a round").pieces[1].place;
        rate_piece(app, &room.educator, round, place, said(&[Some(2), Some(2), Some(2)]))
            .await
            .expect("rated");
        let administrator = &room.place.administrator;
        erase_at_the_machine(app, administrator, room.learners[1], "Court", "Learner Number 02")
            .await
            .expect("erased");
        let shown = show_round(app, &room.educator, round).await.expect("a round");
        assert_eq!(shown.pieces.len(), 1);
        let list = list_reviews(app, &room.educator, task).await.expect("a list");
        assert!(list.rows.iter().all(|one| one.rating.rater != room.learners[1].as_person()));
        let left: &Actor = &room.as_actor(0);
        let feedback = show_own_task(app, left, task).await.expect("the task").feedback;
        assert!(feedback[&1].voices.iter().all(|one| one.from != RaterKind::Peer));
    }
}
