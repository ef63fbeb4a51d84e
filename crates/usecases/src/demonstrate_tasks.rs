//! Two tasks of the demonstration's first class: one that is released and handed in once more, one that two rate.
//! Done by the same use cases as everything else, so that it holds together as what people do.

use domain::{
    CompetencyId, DistrictId, LearnerId, PersonId, Points, SectionId, TaskId,
    rubric::{Criterion, Mark, Rubric, RubricLevel},
    task::{Again, CriterionMark, Judging, Seat, Takes},
};

use crate::{
    Actor, App, Refusal,
    give_task::{NewTask, give_task},
    hand_in::{Written, hand_in, keep_draft, show_own_task},
    rate_work::{list_ratings, rate_work},
    release_work::release_work,
    review_work::review_work,
    said::Said,
    take_review::take_review,
    write_rubric::add_rubric,
};

/// The class that is shown.
#[derive(Debug, Clone)]
pub(crate) struct Stage {
    pub district: DistrictId,
    pub section: SectionId,
    pub educator: PersonId,
    pub colleague: Option<PersonId>,
    /// The learners who hand in, the demonstration's own first.
    pub learners: Vec<LearnerId>,
    pub competencies: Vec<CompetencyId>,
}

/// What three learners wrote, and the levels that they got.
const EXPLANATIONS: [(&str, [usize; 2], &str); 3] = [
    (
        "I drew the ramp at three angles and let the same car roll. The steeper it was, the farther it went, until \
         the car jumped. I think that is because more of its weight pulls along the ramp.",
        [2, 1],
        "You tell what happened clearly. Show the numbers that you measured, too.",
    ),
    ("The steep one was best.", [0, 0], "Tell what you did first, then what you saw."),
    (
        "Five tries at each of three angles: 31, 54 and 72 cm on average. Twice the height is not twice the way.",
        [2, 3],
        "Five tries at each, and an average: that is how one finds out.",
    ),
];

/// Makes them; how many entries of the ledger came of it.
pub(crate) async fn add(app: &App, stage: &Stage) -> Result<usize, Refusal> {
    let actor = |person| Actor::new(stage.district, person);
    let educator = actor(stage.educator);
    let rubric = add_rubric(app, &educator, rubric(stage)).await?;
    let task = |title: &str, prompt: &str, raters: Vec<PersonId>| NewTask {
        title: title.to_owned(),
        prompt: prompt.to_owned(),
        rubric,
        takes: Takes { words: true, files: true, audio: true, link: false },
        opens_at: None,
        due_at: None,
        closes_at: None,
        again: Again { most: None, meeting_after: Some(3) },
        judging: Judging {
            raters: if raters.len() > 1 { 2 } else { 1 },
            tolerance: i64::from(raters.len() > 1),
            business_days: 5,
            calibrated: false,
            own: true,
            peers: 1,
        },
        raters,
    };
    let first = task(
        "Explain what you found out",
        "Tell somebody who was not there:\n\n- what you **did**,\n- what you **saw**, with numbers,\n- why you think it is so.",
        Vec::new(),
    );
    let first = give_task(app, &educator, stage.section, first).await?;
    for (learner, (words, ..)) in stage.learners.iter().zip(EXPLANATIONS) {
        let written = Written { words: Some(words.to_owned()), link: None };
        hand_in(app, &actor(learner.as_person()), first, written).await?;
    }
    for (learner, (_, levels, _)) in stage.learners.iter().zip(EXPLANATIONS).take(2) {
        rate_as_learner(app, &actor(learner.as_person()), first, levels).await?;
    }
    let (waiting, _) = list_ratings(app, &educator).await?;
    for one in waiting {
        let place = stage.learners.iter().position(|learner| *learner == one.rating.learner);
        let Some((_, levels, comment)) = place.and_then(|place| EXPLANATIONS.get(place)) else { continue };
        rate_work(app, &educator, one.rating.id, said(*levels, comment)).await?;
    }
    let released =
        release_work(app, &educator, first, stage.learners.iter().copied().take(2).collect()).await?;
    if let (Some(colleague), Some(writer)) = (stage.colleague, stage.learners.get(1)) {
        let second = task(
            "Plan a fair test",
            "Write a plan that somebody else could follow. Say what stays the same.",
            vec![stage.educator, colleague],
        );
        let second = give_task(app, &educator, stage.section, second).await?;
        let words = "Same car, same floor. Only the angle changes. Each angle five times.";
        let written = Written { words: Some(words.to_owned()), link: None };
        hand_in(app, &actor(writer.as_person()), second, written).await?;
        if let Some(own) = stage.learners.first() {
            let begun = Written { words: Some("First I would".to_owned()), link: None };
            keep_draft(app, &actor(own.as_person()), second, begun).await?;
        }
    }
    Ok(released.entries)
}

/// One's own work a little too well, a classmate's as one's own.
async fn rate_as_learner(
    app: &App,
    learner: &Actor,
    task: TaskId,
    levels: [usize; 2],
) -> Result<(), Refusal> {
    take_review(app, learner, task).await?;
    for review in show_own_task(app, learner, task).await?.reviews {
        let own = review.rating.seat == Seat::Own;
        let (levels, comment) = if own {
            ([levels[0], (levels[1] + 1).min(3)], "I measured more than I wrote down.")
        } else {
            ([2, 1], "I could follow it. How many tries did you make?")
        };
        review_work(app, learner, review.rating.id, said(levels, comment)).await?;
    }
    Ok(())
}

fn said(levels: [usize; 2], comment: &str) -> Said {
    let mark = |(criterion, level): (usize, usize)| CriterionMark {
        criterion,
        mark: Some(Mark::Level(level)),
        comment: String::new(),
    };
    let marks = levels.into_iter().enumerate().map(mark).collect();
    Said { comment: comment.to_owned(), marks, done: true }
}

fn rubric(stage: &Stage) -> Rubric {
    let level = |points: i32, name: &str, descriptor: &str| RubricLevel {
        name: name.to_owned(),
        descriptor: descriptor.to_owned(),
        points: Points::whole(points),
    };
    let criterion = |title: &str, competency: Option<&CompetencyId>, levels: [&str; 4]| Criterion {
        title: title.to_owned(),
        description: String::new(),
        competencies: competency.copied().into_iter().collect(),
        levels: vec![
            level(1, "Beginning", levels[0]),
            level(2, "On the way", levels[1]),
            level(3, "Proficient", levels[2]),
            level(4, "Beyond", levels[3]),
        ],
        met: 2,
    };
    Rubric {
        title: "Explaining what one found out".to_owned(),
        description: "For experiments, surveys and builds".to_owned(),
        criteria: vec![
            criterion(
                "Says what happened",
                stage.competencies.first(),
                [
                    "One has to guess what was done",
                    "Some steps are told",
                    "Another person could do it again",
                    "Another person could do it again, and knows what to watch for",
                ],
            ),
            criterion(
                "Gives evidence",
                stage.competencies.get(1),
                [
                    "Says that it is so",
                    "Says what was seen",
                    "Gives numbers or examples that fit",
                    "Gives several, and says what they do not show",
                ],
            ),
        ],
    }
}
