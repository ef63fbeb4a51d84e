//! Rubrics, tasks, what learners make of them and what raters say.

use domain::{
    CalibrationRoundId, Points, RatingId, RubricId, TaskId,
    rubric::{Criterion, Mark, Rubric, RubricLevel},
    task::{
        Again, CalibrationBar, CalibrationPiece, CalibrationRound, CalibrationTrial, CriterionMark, Judging,
        Seat, Takes, Task, Work, WorkRating, WorkState,
    },
};
use store::{Tx, phrase::Phrase, rubric::Kept, work::Meeting};

use crate::{
    engines::on_both,
    sample::{DISTRICT, ELSEWHERE, SECTION, at, competency, day, learner, person},
};

const RUBRIC: RubricId = RubricId::from_bytes([0x4B; 16]);
const TASK: TaskId = TaskId::from_bytes([0x7A; 16]);

fn rubric() -> Rubric {
    let level = |points: i32, name: &str, descriptor: &str| RubricLevel {
        name: name.to_owned(),
        descriptor: descriptor.to_owned(),
        points: Points::whole(points),
    };
    let levels = vec![level(0, "Not yet", ""), level(2, "It's there", "100 % of it"), level(4, "More", "ñ")];
    let criterion = |title: &str, of: &[u8]| Criterion {
        title: title.to_owned(),
        description: "Whether it's there".to_owned(),
        competencies: of.iter().map(|n| competency(*n)).collect(),
        levels: levels.clone(),
        met: 1,
    };
    Rubric {
        title: "Essay_50%".to_owned(),
        description: String::new(),
        criteria: vec![criterion("Ideas", &[2, 1]), criterion("Order", &[]), criterion("Words", &[1])],
    }
}

fn kept() -> Kept {
    Kept {
        id: RUBRIC,
        title: "Essay_50%".to_owned(),
        version: 1,
        copied_from: None,
        from_source: String::new(),
        made_by: Some(person(1)),
        made_at: at(1),
        archived_at: None,
        search_key: "essay_50%".to_owned(),
    }
}

fn task() -> Task {
    Task {
        id: TASK,
        section: SECTION,
        title: "Write".to_owned(),
        prompt: "**It's** due".to_owned(),
        rubric: RUBRIC,
        rubric_version: 1,
        takes: Takes { words: true, files: true, audio: false, link: true },
        opens_at: None,
        due_at: Some(at(100)),
        closes_at: None,
        again: Again { most: None, meeting_after: Some(3) },
        judging: Judging { raters: 2, tolerance: 1, business_days: 5, calibrated: true, own: true, peers: 3 },
        made_by: person(1),
        made_at: at(2),
        archived_at: None,
    }
}

fn work(n: u8, attempt: i64) -> Work {
    Work {
        learner: learner(n),
        task: TASK,
        attempt,
        state: WorkState::Draft,
        words: "It's mine".to_owned(),
        link: String::new(),
        files: vec![[9; 32], [1; 32]],
        asked: vec![0, 2],
        begun_at: at(i64::from(n) + 10 * attempt),
        touched_at: at(3),
        handed_in_at: None,
        rate_by: None,
        released_at: None,
    }
}

async fn laid(tx: &mut Tx) -> Result<(), store::StoreError> {
    store::rubric::put(tx, DISTRICT, &kept()).await?;
    store::rubric::add_version(tx, DISTRICT, (RUBRIC, 1), &rubric(), (Some(person(1)), at(1))).await?;
    store::task::put(tx, DISTRICT, &task()).await
}

#[tokio::test]
async fn a_rubric_reads_back_and_an_older_version_stays() {
    on_both(|tx| {
        Box::pin(async move {
            laid(tx).await?;
            assert_eq!(store::rubric::version(tx, DISTRICT, RUBRIC, 1).await?, Some(rubric()));
            assert_eq!(store::rubric::version(tx, ELSEWHERE, RUBRIC, 1).await?, None);
            assert_eq!(store::rubric::version(tx, DISTRICT, RUBRIC, 2).await?, None);
            let second = Rubric { title: "Essay".to_owned(), ..rubric() };
            store::rubric::add_version(tx, DISTRICT, (RUBRIC, 2), &second, (None, at(5))).await?;
            let later = Kept { version: 2, title: "Essay".to_owned(), ..kept() };
            store::rubric::put(tx, DISTRICT, &later).await?;
            assert_eq!(store::rubric::find(tx, DISTRICT, RUBRIC).await?, Some(later.clone()));
            assert_eq!(store::rubric::version(tx, DISTRICT, RUBRIC, 1).await?, Some(rubric()));
            assert_eq!(store::rubric::version(tx, DISTRICT, RUBRIC, 2).await?, Some(second));
            for (part, found) in [("", 1), ("essay_", 1), ("50%", 1), ("essay%5", 0), ("x", 0)] {
                assert_eq!(store::rubric::search(tx, DISTRICT, part, 9).await?.len(), found, "{part}");
            }
            assert!(store::rubric::search(tx, ELSEWHERE, "", 9).await?.is_empty());
            store::rubric::put(tx, DISTRICT, &Kept { archived_at: Some(at(9)), ..later }).await?;
            assert!(store::rubric::search(tx, DISTRICT, "", 9).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn a_task_reads_back_with_its_raters() {
    on_both(|tx| {
        Box::pin(async move {
            laid(tx).await?;
            assert_eq!(store::task::find(tx, DISTRICT, TASK).await?, Some(task()));
            assert_eq!(store::task::find(tx, ELSEWHERE, TASK).await?, None);
            let full = Task {
                title: "Write more".to_owned(),
                opens_at: Some(at(1)),
                due_at: None,
                closes_at: Some(at(200)),
                archived_at: Some(at(9)),
                ..task()
            };
            store::task::put(tx, DISTRICT, &full).await?;
            assert_eq!(store::task::of_section(tx, DISTRICT, SECTION).await?, [full]);
            assert!(store::task::of_rubric(tx, DISTRICT, (RUBRIC, 1)).await?.is_empty(), "put away");
            store::task::put(tx, DISTRICT, &task()).await?;
            store::task::lock(tx, DISTRICT, TASK).await?;
            assert_eq!(store::task::of_rubric(tx, DISTRICT, (RUBRIC, 1)).await?, [task()]);
            assert!(store::task::of_rubric(tx, DISTRICT, (RUBRIC, 2)).await?.is_empty());
            assert!(store::task::of_section(tx, ELSEWHERE, SECTION).await?.is_empty());
            assert!(store::task::raters(tx, DISTRICT, TASK).await?.is_empty());
            store::task::set_raters(tx, DISTRICT, TASK, &[person(3), person(2)]).await?;
            store::task::set_raters(tx, DISTRICT, TASK, &[person(2), person(1)]).await?;
            assert_eq!(store::task::raters(tx, DISTRICT, TASK).await?, [person(2), person(1)]);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn a_second_attempt_never_loses_the_first() {
    on_both(|tx| {
        Box::pin(async move {
            laid(tx).await?;
            let (first, second, other) = (work(1, 1), work(1, 2), work(2, 1));
            for one in [&first, &second, &other] {
                store::work::add(tx, DISTRICT, one).await?;
            }
            let done = Work {
                state: WorkState::Released,
                words: "Changed".to_owned(),
                link: "https://example.org".to_owned(),
                files: vec![[2; 32]],
                handed_in_at: Some(at(4)),
                rate_by: Some(at(5)),
                released_at: Some(at(6)),
                ..first
            };
            store::work::update(tx, DISTRICT, &done).await?;
            let attempts = store::work::attempts(tx, DISTRICT, learner(1), TASK).await?;
            assert_eq!(attempts, [done.clone(), second.clone()]);
            assert_eq!(
                store::work::of_learner(tx, DISTRICT, learner(1)).await?,
                [done.clone(), second.clone()]
            );
            assert_eq!(store::work::of_task(tx, DISTRICT, TASK).await?, [done.clone(), second, other]);
            assert!(store::work::of_task(tx, ELSEWHERE, TASK).await?.is_empty());
            let results = [
                CriterionMark { criterion: 0, mark: Some(Mark::Level(2)), comment: "it's good".to_owned() },
                CriterionMark { criterion: 2, mark: Some(Mark::NotApplicable), comment: String::new() },
            ];
            store::work::put_results(tx, DISTRICT, &done, person(1), &results).await?;
            let found = store::work::results(tx, DISTRICT, learner(1)).await?;
            assert_eq!(found[&(TASK, 1)], results);
            let nothing = |criterion| CriterionMark { criterion, mark: None, comment: String::new() };
            assert_eq!(found[&(TASK, 2)], [nothing(0), nothing(2)]);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn ratings_and_meetings_read_back() {
    on_both(|tx| {
        Box::pin(async move {
            laid(tx).await?;
            store::work::add(tx, DISTRICT, &work(1, 1)).await?;
            let rating = |n: u8, seat, done_at| WorkRating {
                id: RatingId::from_bytes([n; 16]),
                learner: learner(1),
                task: TASK,
                attempt: 1,
                seat,
                rater: person(n),
                comment: "it's".to_owned(),
                marks: vec![
                    CriterionMark { criterion: 0, mark: None, comment: "words".to_owned() },
                    CriterionMark { criterion: 2, mark: Some(Mark::Level(1)), comment: String::new() },
                ],
                recordings: vec![[9; 32], [8; 32]],
                given_at: at(i64::from(n)),
                done_at,
                left_out_at: done_at,
            };
            let (first, second) = (rating(2, Seat::First, None), rating(3, Seat::Second, Some(at(9))));
            store::work_rating::put(tx, DISTRICT, &first).await?;
            store::work_rating::put(tx, DISTRICT, &second).await?;
            assert_eq!(store::work_rating::find(tx, DISTRICT, first.id).await?, Some(first.clone()));
            assert_eq!(store::work_rating::find(tx, ELSEWHERE, first.id).await?, None);
            let both = [first.clone(), second.clone()];
            assert_eq!(store::work_rating::of_task(tx, DISTRICT, TASK).await?, both);
            assert_eq!(store::work_rating::of_learner(tx, DISTRICT, learner(1)).await?, both);
            let waiting = store::work_rating::waiting(tx, DISTRICT, &[person(2), person(3)]).await?;
            assert_eq!((waiting[&person(2)], waiting[&person(3)]), (1, 0));
            let done = WorkRating { done_at: Some(at(8)), marks: Vec::new(), rater: person(4), ..first };
            store::work_rating::put(tx, DISTRICT, &done).await?;
            assert_eq!(store::work_rating::of_rater(tx, DISTRICT, person(4)).await?, [done]);
            assert!(store::work_rating::of_rater(tx, DISTRICT, person(2)).await?.is_empty());
            let meeting = |note: &str| Meeting {
                learner: learner(1),
                task: TASK,
                attempt: 1,
                met_on: day("2026-11-24"),
                note: note.to_owned(),
                noted_by: person(2),
                noted_at: at(7),
            };
            store::work::put_meeting(tx, DISTRICT, &meeting("")).await?;
            store::work::put_meeting(tx, DISTRICT, &meeting("it's agreed")).await?;
            let found = store::work::meetings(tx, DISTRICT, learner(1), TASK).await?;
            assert_eq!(found, [meeting("it's agreed")]);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn phrases_are_ones_own_or_everybodys() {
    on_both(|tx| {
        Box::pin(async move {
            let phrase = |n: u8, owner: Option<u8>| Phrase {
                id: [n; 16],
                owner: owner.map(person),
                words: "It's clear".to_owned(),
                made_by: person(1),
                made_at: at(i64::from(n)),
            };
            for one in [phrase(1, Some(1)), phrase(2, None), phrase(3, Some(2))] {
                store::phrase::add(tx, DISTRICT, &one).await?;
            }
            let own = [phrase(1, Some(1)), phrase(2, None)];
            assert_eq!(store::phrase::of_person(tx, DISTRICT, person(1)).await?, own);
            assert!(!store::phrase::remove(tx, DISTRICT, [1; 16], person(2)).await?, "somebody else's");
            assert!(store::phrase::remove(tx, DISTRICT, [1; 16], person(1)).await?);
            assert_eq!(store::phrase::of_person(tx, DISTRICT, person(1)).await?, [phrase(2, None)]);
            Ok(())
        })
    })
    .await;
}

fn round() -> CalibrationRound {
    CalibrationRound {
        id: CalibrationRoundId::from_bytes([0xCA; 16]),
        task: TASK,
        rubric: RUBRIC,
        rubric_version: 1,
        bar: CalibrationBar {
            exact: Points::from_millionths(700_000),
            adjacent: Points::ONE,
            weighted: Some(Points::from_millionths(650_000)),
        },
        made_by: person(1),
        made_at: at(20),
        closed_at: None,
    }
}

#[tokio::test]
async fn a_calibration_round_reads_back_with_how_raters_did() {
    on_both(|tx| {
        Box::pin(async move {
            laid(tx).await?;
            for n in [1, 2] {
                store::work::add(tx, DISTRICT, &work(n, 1)).await?;
            }
            let round = round();
            let anchor =
                |criterion, mark| CriterionMark { criterion, mark: Some(mark), comment: "it's".to_owned() };
            let piece = |place: i64, n: u8| CalibrationPiece {
                place,
                learner: learner(n),
                attempt: 1,
                anchors: vec![anchor(0, Mark::Level(2)), anchor(2, Mark::NotApplicable)],
            };
            let pieces = [piece(0, 2), piece(1, 1)];
            store::calibration_round::put(tx, DISTRICT, &round).await?;
            store::calibration_round::add_pieces(tx, DISTRICT, &round, &pieces).await?;
            assert_eq!(store::calibration_round::find(tx, DISTRICT, round.id).await?, Some(round.clone()));
            assert_eq!(store::calibration_round::find(tx, ELSEWHERE, round.id).await?, None);
            assert_eq!(store::calibration_round::pieces(tx, DISTRICT, round.id).await?, pieces);
            assert_eq!(
                store::calibration_round::of_task(tx, DISTRICT, TASK).await?,
                std::slice::from_ref(&round)
            );
            assert!(store::calibration_round::of_rubric(tx, DISTRICT, (RUBRIC, 2)).await?.is_empty());

            let trial = |rater: u8, trial, done_at, passed, marks| CalibrationTrial {
                rater: person(rater),
                trial,
                begun_at: at(30),
                done_at,
                passed,
                marks,
            };
            for one in [
                trial(3, 1, Some(at(31)), false, Vec::new()),
                trial(3, 2, None, false, Vec::new()),
                trial(2, 1, None, false, Vec::new()),
            ] {
                store::calibration_round::put_trial(tx, DISTRICT, round.id, &one).await?;
            }
            let who = (person(3), 2);
            store::calibration_round::put_marks(
                tx,
                DISTRICT,
                round.id,
                who,
                &pieces[1],
                &[(0, Mark::Level(1)), (2, Mark::Level(0))],
            )
            .await?;
            store::calibration_round::put_marks(
                tx,
                DISTRICT,
                round.id,
                who,
                &pieces[1],
                &[(0, Mark::Level(2))],
            )
            .await?;
            let rubric = (RUBRIC, 1);
            assert!(!store::calibration_round::has_passed(tx, DISTRICT, rubric, person(3)).await?);
            store::calibration_round::put_trial(
                tx,
                DISTRICT,
                round.id,
                &trial(3, 2, Some(at(40)), true, Vec::new()),
            )
            .await?;
            assert!(store::calibration_round::has_passed(tx, DISTRICT, rubric, person(3)).await?);
            assert!(!store::calibration_round::has_passed(tx, DISTRICT, (RUBRIC, 2), person(3)).await?);
            assert!(!store::calibration_round::has_passed(tx, DISTRICT, rubric, person(2)).await?);
            let mark = CriterionMark { criterion: 0, mark: Some(Mark::Level(2)), comment: String::new() };
            let expected = [
                trial(2, 1, None, false, Vec::new()),
                trial(3, 1, Some(at(31)), false, Vec::new()),
                trial(3, 2, Some(at(40)), true, vec![(1, mark)]),
            ];
            assert_eq!(store::calibration_round::trials(tx, DISTRICT, round.id).await?, expected);
            let closed = CalibrationRound { closed_at: Some(at(50)), ..round.clone() };
            store::calibration_round::put(tx, DISTRICT, &closed).await?;
            assert_eq!(store::calibration_round::find(tx, DISTRICT, round.id).await?, Some(closed));
            Ok(())
        })
    })
    .await;
}
