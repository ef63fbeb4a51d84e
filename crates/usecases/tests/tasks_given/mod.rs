//! Tasks that are given to a classroom, handed in and rated.

use domain::{
    Points, RatingId, RubricId, TaskId,
    rubric::{Criterion, Mark, Rubric, RubricLevel},
    task::{Again, CriterionMark, Judging, Takes},
};
use usecases::{
    Actor,
    give_task::{NewTask, give_task},
    hand_in::{Written, hand_in},
    rate_work::{list_ratings, rate_work},
    said::Said,
    write_rubric::add_rubric,
};

use crate::classroom::Classroom;

/// Three criteria of four levels: the first shows two targets, the second one, the third none.
pub fn rubric(room: &Classroom) -> Rubric {
    let level = |points: i32, name: &str| RubricLevel {
        name: name.to_owned(),
        descriptor: String::new(),
        points: Points::whole(points),
    };
    let criterion = |title: &str, targets: &[usize]| Criterion {
        title: title.to_owned(),
        description: String::new(),
        competencies: targets.iter().map(|place| room.targets[*place]).collect(),
        levels: vec![level(0, "Not yet"), level(1, "Nearly"), level(2, "There"), level(4, "Beyond")],
        met: 2,
    };
    Rubric {
        title: "Argument".to_owned(),
        description: String::new(),
        criteria: vec![criterion("Claim", &[0, 1]), criterion("Evidence", &[2]), criterion("Manners", &[])],
    }
}

/// A task of words and files.
pub fn task(rubric: RubricId, raters: i64, tolerance: i64) -> NewTask {
    NewTask {
        title: "Write".to_owned(),
        prompt: "About **something**".to_owned(),
        rubric,
        takes: Takes { words: true, files: true, ..Takes::default() },
        opens_at: None,
        due_at: None,
        closes_at: None,
        again: Again { most: None, meeting_after: None },
        judging: Judging { raters, tolerance, business_days: 5, calibrated: false, own: false, peers: 0 },
        raters: Vec::new(),
    }
}

/// A task that is given to the class.
pub async fn given(room: &Classroom, raters: i64, tolerance: i64) -> TaskId {
    let rubric = add_rubric(room.app(), &room.educator, rubric(room)).await.expect("a rubric");
    give_task(room.app(), &room.educator, room.section, task(rubric, raters, tolerance))
        .await
        .expect("a task")
}

/// A learner hands in some words.
pub async fn handed_in(room: &Classroom, learner: usize, task: TaskId) {
    let written = Written { words: Some("Because".to_owned()), link: None };
    hand_in(room.app(), &room.as_actor(learner), task, written).await.expect("handed in");
}

/// What waits for a rater.
pub async fn waiting(room: &Classroom, rater: &Actor) -> Vec<RatingId> {
    let (waiting, _) = list_ratings(room.app(), rater).await.expect("a queue");
    waiting.into_iter().map(|one| one.rating.id).collect()
}

/// What a rater says: a level by criterion, or that it does not apply.
pub fn said(levels: &[Option<usize>]) -> Said {
    let mark = |(criterion, level): (usize, &Option<usize>)| CriterionMark {
        criterion,
        mark: Some(level.map_or(Mark::NotApplicable, Mark::Level)),
        comment: format!("about {criterion}"),
    };
    Said {
        comment: "on the whole".to_owned(),
        marks: levels.iter().enumerate().map(mark).collect(),
        done: true,
    }
}

/// A rater says it.
pub async fn rates(room: &Classroom, rater: &Actor, rating: RatingId, levels: &[Option<usize>]) {
    rate_work(room.app(), rater, rating, said(levels)).await.expect("rates");
}

/// Whoever of the two educators has it to rate.
pub async fn rater_of(room: &Classroom, task: TaskId) -> (Actor, RatingId) {
    for actor in [&room.educator, &room.colleague] {
        let (waiting, _) = list_ratings(room.app(), actor).await.expect("a queue");
        if let Some(one) = waiting.into_iter().find(|one| one.rating.task == task) {
            return (actor.clone(), one.rating.id);
        }
    }
    panic!("nobody was asked");
}
