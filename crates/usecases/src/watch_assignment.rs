//! A class while it takes an assessment, and after: who is how far, who is stuck, who rushes, what came of it.

use std::{collections::HashMap, sync::Arc};

use assessment::plan::{NotNow, Plan};
use domain::{
    AssignmentId, LearnerId, Timestamp,
    access::Relationship,
    people::Section,
    sitting::{Medium, ResponseState, SittingState},
};
use jiff::SignedDuration;
use store::{
    Tx,
    assessment::AssessmentRow,
    assignment::{Assignment, Unlocking},
    response::Response,
    sitting::Sitting,
};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    accommodations_in_force::{briefly, on_day},
    chance,
    class_list::{self, Listed},
    plans_kept, start_sitting, supports,
};

/// Without a word for so long, somebody at a question is stuck.
const STUCK_AFTER: SignedDuration = SignedDuration::from_mins(4);

/// Answers before rushing is said of somebody who is still at it.
const FEWEST_ANSWERS: usize = 3;

/// A class at one assessment.
#[derive(Debug, Clone)]
pub struct Watched {
    /// What was given.
    pub assignment: Assignment,
    /// What it is.
    pub assessment: AssessmentRow,
    /// How it goes.
    pub plan: Arc<Plan>,
    /// The class.
    pub section: Section,
    /// By which relationship it is shown.
    pub relationship: Relationship,
    /// Whether the reader may let begin, annul, release.
    pub may_judge: bool,
    /// What the bank has too little of, while nobody has begun.
    pub lacks: Option<NotNow>,
    /// Each learner to whom it is given, by name.
    pub learners: Vec<WatchedLearner>,
    /// The moment it is.
    pub now: Timestamp,
}

/// One learner at it.
#[derive(Debug, Clone)]
pub struct WatchedLearner {
    /// Who.
    pub listed: Listed,
    /// What they are to be given, in a line.
    pub given: String,
    /// What a person has to give.
    pub by_a_person: Vec<String>,
    /// Their last sitting, if they began.
    pub sitting: Option<Sitting>,
    /// How many sittings of it they had.
    pub sittings: usize,
    /// How each place of the last one is.
    pub places: Vec<(ResponseState, Option<bool>)>,
    /// Since when they are at one question without a word, if that is long.
    pub stuck_since: Option<Timestamp>,
    /// Whether they answer faster than the questions can be read; never said of a slow one.
    pub rushing: bool,
    /// When somebody let them begin and they have not yet.
    pub open_until: Option<Timestamp>,
}

/// Shows a class at an assessment.
pub async fn watch_assignment(
    app: &App,
    actor: &Actor,
    assignment: AssignmentId,
) -> Result<Watched, Refusal> {
    let now = chance::now();
    let found = app
        .db
        .read(actor.clone(), |tx, actor| Box::pin(async move { load(tx, actor, assignment, now).await }))
        .await?;
    let learners = found.learners.iter().map(|one| one.listed.learner).collect();
    access::log(app, actor, "an assessment of a class", found.relationship, learners, now).await?;
    Ok(found)
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    assignment: AssignmentId,
    now: Timestamp,
) -> Result<Watched, Refusal> {
    const NONE: Refusal = Refusal::NotFound("this assessment");
    let district = actor.district;
    let today = chance::date_of(district, now);
    let assignment = store::assignment::find(tx, district, assignment).await?.ok_or(NONE)?;
    let (section, relationship) =
        match access::section(tx, actor, assignment.section, Action::See, today).await {
            Err(Refusal::NotFound(_)) => return Err(NONE),
            other => other?,
        };
    let may_judge = access::section(tx, actor, section.id, Action::Judge, today).await.is_ok();
    let assessment = store::assessment::find(tx, district, assignment.assessment).await?.ok_or(NONE)?;
    let plan = plans_kept::load(tx, district, assessment.id, assessment.version).await?;
    let mut listed = class_list::learners(tx, district, &section, today).await?;
    if !assignment.everybody {
        let named = store::assignment::learners_of(tx, district, assignment.id).await?;
        listed.retain(|one| named.contains(&one.learner));
    }
    let ids: Vec<LearnerId> = listed.iter().map(|one| one.learner).collect();
    let profiles = on_day(tx, district, &ids, today).await?;
    let mut sittings: HashMap<LearnerId, Vec<Sitting>> = HashMap::new();
    for sitting in store::sitting::of_assignment(tx, district, assignment.id).await? {
        sittings.entry(sitting.learner).or_default().push(sitting);
    }
    let lacks = if sittings.is_empty() {
        start_sitting::lacks(tx, district, &assessment, &plan, now).await?
    } else {
        None
    };
    let mut responses: HashMap<domain::SittingId, Vec<Response>> = HashMap::new();
    for response in store::response::of_assignment(tx, district, assignment.id).await? {
        responses.entry(response.sitting).or_default().push(response);
    }
    let mut learners = Vec::with_capacity(listed.len());
    for one in listed {
        let own = sittings.remove(&one.learner).unwrap_or_default();
        let sitting = own.last().cloned();
        let at = sitting.as_ref().and_then(|sitting| responses.remove(&sitting.id)).unwrap_or_default();
        let given = profiles.get(&one.learner).map(|profile| profile.given.clone()).unwrap_or_default();
        let unlockings = if plan.unlock {
            store::assignment::unlockings(tx, district, one.learner, assignment.id).await?
        } else {
            Vec::new()
        };
        learners.push(WatchedLearner {
            stuck_since: sitting.as_ref().and_then(|sitting| stuck_since(sitting, now)),
            rushing: sitting.as_ref().is_some_and(|sitting| rushing(sitting, &at, &plan)),
            places: at.iter().map(|response| (response.state, response.correct)).collect(),
            open_until: open_until(&unlockings, now),
            given: briefly(&given),
            by_a_person: supports::of(&given).by_a_person,
            sittings: own.len(),
            sitting,
            listed: one,
        });
    }
    Ok(Watched { assignment, assessment, plan, section, relationship, may_judge, lacks, learners, now })
}

fn open_until(unlockings: &[Unlocking], now: Timestamp) -> Option<Timestamp> {
    unlockings.last().filter(|one| one.sitting.is_none() && now <= one.until).map(|one| one.until)
}

fn stuck_since(sitting: &Sitting, now: Timestamp) -> Option<Timestamp> {
    let open = sitting.state == SittingState::Open && sitting.medium == Medium::Screen;
    (open && now.duration_since(sitting.touched_at) > STUCK_AFTER).then_some(sitting.touched_at)
}

/// While somebody is at it only the threshold's ceiling is known; at the end every item's own usual time counts.
fn rushing(sitting: &Sitting, responses: &[Response], plan: &Plan) -> bool {
    if sitting.state.has_ended() {
        return sitting.rushed == Some(true);
    }
    let answered: Vec<&Response> = responses.iter().filter(|one| one.answered_at.is_some()).collect();
    let threshold = i64::from(plan.rushing.most_seconds) * 1_000 / 4;
    let rapid = answered.iter().filter(|one| one.milliseconds < threshold).count();
    answered.len() >= FEWEST_ANSWERS && rapid * 2 > answered.len()
}
