//! Answers that wait for a person, one after the other: essays, recordings, and what no rule could score.

use domain::{
    AssignmentId, DistrictId, Points, SittingId, Timestamp,
    access::Relationship,
    item::{Scalar, Value, View},
    people::Section,
};
use store::{Tx, sitting::Sitting};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance, give_assessment,
    sitting_end::needs_a_person,
    sitting_item::{FAILED, InPlace},
    sitting_result::{ResultItem, result_item},
};

/// What waits in a class.
#[derive(Debug, Clone)]
pub struct ScoringQueue {
    /// What was given.
    pub assignment: AssignmentId,
    /// What it is called.
    pub title: String,
    /// The class.
    pub section: Section,
    /// How many answers wait.
    pub waiting: usize,
    /// The one to score now; `None` where nothing waits behind what is passed over.
    pub next: Option<ToScore>,
}

/// One answer that waits.
#[derive(Debug, Clone)]
pub struct ToScore {
    /// In which sitting.
    pub sitting: SittingId,
    /// Whose, family name first.
    pub learner: String,
    /// Which attempt, from 1.
    pub attempt: i64,
    /// The question as whoever scores it sees it, with what was answered.
    pub item: ResultItem,
    /// Of how many points, as the item says; `None` where it says nothing.
    pub possible: Option<Points>,
    /// Why its rules could not score it.
    pub failed: Option<String>,
}

/// Shows the answer that waits behind `skip` others, by question, then learner: one question at a time is scored most
/// evenly.
pub async fn scoring_queue(
    app: &App,
    actor: &Actor,
    assignment: AssignmentId,
    skip: usize,
) -> Result<ScoringQueue, Refusal> {
    let now = chance::now();
    let (found, learner, relationship) = app
        .db
        .read(actor.clone(), |tx, actor| {
            Box::pin(async move { load(tx, actor, assignment, skip, now).await })
        })
        .await?;
    access::log(app, actor, "answers to score", relationship, learner.into_iter().collect(), now).await?;
    Ok(found)
}

type Found = (ScoringQueue, Option<domain::LearnerId>, Relationship);

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    assignment: AssignmentId,
    skip: usize,
    now: Timestamp,
) -> Result<Found, Refusal> {
    const NONE: Refusal = Refusal::NotFound("this assessment");
    let district = actor.district;
    let given = give_assessment::of_actor(tx, actor, assignment, Action::Judge, now).await?;
    let today = chance::date_of(district, now);
    let (section, relationship) =
        access::section(tx, actor, given.section, Action::See, today).await.map_err(|_| NONE)?;
    let row = store::assessment::find(tx, district, given.assessment).await?.ok_or(NONE)?;
    let sittings = store::sitting::of_assignment(tx, district, assignment).await?;
    let ended = |id: SittingId| sittings.iter().find(|one| one.id == id && one.state.has_ended());
    let mut waiting: Vec<_> = store::response::of_assignment(tx, district, assignment)
        .await?
        .into_iter()
        .filter(|one| needs_a_person(one) && ended(one.sitting).is_some_and(counts))
        .collect();
    waiting.sort_by_key(|one| (one.item, one.learner, one.sitting, one.place));
    let count = waiting.len();
    let mut next = None;
    if let Some(response) = waiting.into_iter().nth(skip)
        && let Some(sitting) = ended(response.sitting)
    {
        let one = InPlace::load(tx, district, response).await?;
        next = Some(to_score(tx, district, sitting, &one).await?);
    }
    let learner = next.as_ref().and_then(|next| ended(next.sitting)).map(|sitting| sitting.learner);
    Ok((ScoringQueue { assignment, title: row.title, section, waiting: count, next }, learner, relationship))
}

fn counts(sitting: &Sitting) -> bool {
    sitting.state != domain::sitting::SittingState::Annulled
}

async fn to_score(
    tx: &mut Tx,
    district: DistrictId,
    sitting: &Sitting,
    one: &InPlace,
) -> Result<ToScore, Refusal> {
    let person = store::person::find(tx, district, sitting.learner.as_person()).await?;
    let outcomes = one.outcomes()?;
    let failed = outcomes.as_ref().and_then(|outcomes| match outcomes.values.get(FAILED) {
        Some(Value::Single(Scalar::String(why))) => Some(why.clone()),
        _ => None,
    });
    let said = outcomes.as_ref().and_then(assessment::session::Outcomes::max_score);
    let most = said.or_else(|| one.prepared().ok().and_then(|prepared| prepared.max_score()));
    let possible = most.and_then(crate::sitting_item::points).or(one.response.points_possible);
    Ok(ToScore {
        sitting: sitting.id,
        learner: person.map(|person| person.list_name()).unwrap_or_default(),
        attempt: sitting.attempt,
        item: result_item(tx, district, one, false, View::Scorer).await?,
        possible: possible.filter(|most| *most > Points::ZERO),
        failed,
    })
}
