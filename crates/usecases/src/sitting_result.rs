//! What came of a sitting: for the learner and their family as far as the plan lets them see it, for the school
//! whole.

pub(crate) mod placements;

use std::sync::Arc;

use assessment::plan::{Feedback, Plan, RushingAct};
use domain::{
    CompetencyId, DistrictId, ItemId, Points, SittingId, Timestamp,
    access::Relationship,
    framework::Competency,
    item::{ShownItem, View},
    people::Person,
    sitting::{ResponseState, SittingState},
};
use presentation::{Mark, ResponseShape};
use store::{
    Tx,
    sitting::{Sitting, SittingEvent},
};

pub use placements::{DomainPlaced, Grown, Placed};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
    response_text::Values,
    show_sitting::ShownStimulus,
    sitting_item::InPlace,
    sitting_load::{self, Loaded},
    stimuli_kept,
};

/// What came of a sitting.
#[derive(Debug, Clone)]
pub struct SittingResult {
    /// It.
    pub sitting: Sitting,
    /// Whose.
    pub learner: Person,
    /// By which relationship it is shown.
    pub relationship: Relationship,
    /// What it is called.
    pub title: String,
    /// How it goes.
    pub plan: Arc<Plan>,
    /// Whether the reader sees points and feedback now.
    pub told: bool,
    /// Each item; empty where the reader does not see them.
    pub items: Vec<ResultItem>,
    /// By competency, in the order of the form.
    pub competencies: Vec<CompetencyResult>,
    /// What happened, for the school alone.
    pub events: Vec<SittingEvent>,
    /// Where a diagnostic places, overall and by domain.
    pub placed: Option<Placed>,
    /// What the learner planned after it.
    pub planned: Option<String>,
    /// Whether a plan is asked for before the next attempt.
    pub asks_for_a_plan: bool,
}

/// One item of a result.
#[derive(Debug, Clone)]
pub struct ResultItem {
    /// In which place, from 0.
    pub place: i64,
    /// Which item.
    pub item: ItemId,
    /// By which it is known, for the school.
    pub identifier: String,
    /// Which version was given.
    pub version: i64,
    /// What was shown, with its feedback.
    pub shown: ShownItem,
    /// What was answered.
    pub answers: Values,
    /// The key, where the reader may see it.
    pub solution: Option<Values>,
    /// In which shapes answers come.
    pub shapes: Vec<ResponseShape>,
    /// What it shares with others.
    pub stimulus: Option<ShownStimulus>,
    /// How far it came.
    pub state: ResponseState,
    /// Points.
    pub points: Option<Points>,
    /// Of so many.
    pub points_possible: Option<Points>,
    /// What came of it.
    pub mark: Mark,
    /// Unit: milliseconds.
    pub milliseconds: i64,
    /// Whether the learner had it before.
    pub repeated: bool,
}

/// What was shown of one competency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompetencyResult {
    /// Which.
    pub competency: Competency,
    /// Points earned.
    pub points: Points,
    /// Of so many.
    pub points_possible: Points,
    /// From how many items.
    pub items: usize,
    /// Whether they exempt from it, where the plan exempts.
    pub exempt: Option<bool>,
}

/// Shows what came of a sitting to whoever may see its learner's record.
pub async fn sitting_result(app: &App, actor: &Actor, sitting: SittingId) -> Result<SittingResult, Refusal> {
    let now = chance::now();
    let found = app
        .db
        .read(actor.clone(), |tx, actor| {
            Box::pin(async move {
                let (loaded, relationship) =
                    sitting_load::of_learner(tx, actor, sitting, Action::See, now).await?;
                load(tx, actor, loaded, relationship, now).await
            })
        })
        .await?;
    access::log(app, actor, "an assessment", found.relationship, vec![found.sitting.learner], now).await?;
    Ok(found)
}

/// Whether the learner and their family see what came of it now.
fn told(plan: &Plan, sitting: &Sitting, released_at: Option<Timestamp>) -> bool {
    sitting.state.has_ended()
        && match plan.feedback {
            Feedback::Never => false,
            Feedback::AfterEachAnswer | Feedback::AfterSubmission => true,
            Feedback::AfterRelease => released_at.is_some(),
        }
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    loaded: Loaded,
    relationship: Relationship,
    now: Timestamp,
) -> Result<SittingResult, Refusal> {
    let district = actor.district;
    let (row, given) = loaded.given(tx, district).await?;
    let Loaded { sitting, plan } = loaded;
    let private = matches!(relationship, Relationship::Own | Relationship::Guardian);
    let told = if private { told(&plan, &sitting, given.released_at) } else { true };
    let learner = store::person::find(tx, district, sitting.learner.as_person()).await?;
    let learner = learner.ok_or(Refusal::NotFound("this learner"))?;
    let responses = store::response::of_sitting(tx, district, sitting.learner, sitting.id).await?;
    let ended = sitting.state.has_ended();
    let mut items = Vec::new();
    let mut in_place = Vec::with_capacity(responses.len());
    for response in responses {
        in_place.push(InPlace::load(tx, district, response).await?);
    }
    if told && ended {
        let key = !private || plan.show_solution;
        for one in &in_place {
            items.push(result_item(tx, district, one, key, View::Candidate).await?);
        }
    }
    let competencies = if ended { competencies(tx, district, &in_place, &plan).await? } else { Vec::new() };
    let placed = if ended { placements::of(tx, district, &sitting, &plan, &learner).await? } else { None };
    let events = if private {
        Vec::new()
    } else {
        store::sitting::events(tx, district, sitting.learner, sitting.id).await?
    };
    let planned = store::sitting::reflection(tx, district, sitting.learner, sitting.id).await?;
    let spared = sitting.rushed == Some(true) && plan.rushing.act == RushingAct::NotPlaced;
    let asks_for_a_plan = ended
        && relationship == Relationship::Own
        && plan.plan_between_attempts
        && planned.is_none()
        && sitting.passed != Some(true)
        && sitting.state != SittingState::Annulled;
    let _ = now;
    Ok(SittingResult {
        learner,
        relationship,
        title: row.title,
        told,
        items,
        competencies: if told { competencies } else { Vec::new() },
        events,
        placed: placed.filter(|_| !spared),
        planned: planned.map(|(text, _)| text),
        asks_for_a_plan,
        plan,
        sitting,
    })
}

pub(crate) async fn result_item(
    tx: &mut Tx,
    district: DistrictId,
    one: &InPlace,
    key: bool,
    view: View,
) -> Result<ResultItem, Refusal> {
    let row = store::item::find(tx, district, one.response.item).await?;
    let stimulus = match row.as_ref().and_then(|row| row.stimulus) {
        Some(id) => stimuli_kept::load(tx, district, id).await?.map(|text| ShownStimulus {
            id,
            title: text.title.clone(),
            language: text.language.clone(),
            body: text.body.clone(),
        }),
        None => None,
    };
    let solution = if key { one.prepared().ok().map(|prepared| prepared.solution()) } else { None };
    let response = &one.response;
    let mark = match (response.points, response.points_possible) {
        (Some(points), Some(possible)) if points >= possible && possible > Points::ZERO => Mark::Right,
        (Some(points), _) if points > Points::ZERO => Mark::Partly,
        (Some(_), _) => Mark::Wrong,
        (None, _) => Mark::Unscored,
    };
    Ok(ResultItem {
        place: response.place,
        item: response.item,
        identifier: one.item.identifier.clone(),
        version: response.item_version,
        shown: one.shown(true, view)?,
        answers: one.answers()?,
        solution,
        shapes: ResponseShape::of(&one.item.responses),
        stimulus,
        state: response.state,
        points: response.points,
        points_possible: response.points_possible,
        mark,
        milliseconds: response.milliseconds,
        repeated: response.repeated_from.is_some(),
    })
}

async fn competencies(
    tx: &mut Tx,
    district: DistrictId,
    items: &[InPlace],
    plan: &Plan,
) -> Result<Vec<CompetencyResult>, Refusal> {
    let ids: Vec<ItemId> = items.iter().map(|one| one.response.item).collect();
    let about = store::item::competencies_of(tx, district, &ids).await?;
    let mut sums: Vec<(CompetencyId, i64, i64, usize)> = Vec::new();
    for one in items {
        let Some(possible) = one.response.points_possible else { continue };
        let points = one.response.points.unwrap_or_default().millionths().max(0);
        for (_, competency) in about.iter().filter(|(item, _)| *item == one.response.item) {
            match sums.iter_mut().find(|(known, ..)| known == competency) {
                Some(sum) => {
                    sum.1 += points;
                    sum.2 += possible.millionths();
                    sum.3 += 1;
                }
                None => sums.push((*competency, points, possible.millionths(), 1)),
            }
        }
    }
    let ids: Vec<CompetencyId> = sums.iter().map(|(id, ..)| *id).collect();
    let known = store::competency::find_all(tx, district, &ids).await?;
    let result = |(id, points, possible, items): (CompetencyId, i64, i64, usize)| {
        let competency = known.iter().find(|one| one.id == id)?.clone();
        let (points, points_possible) = (Points::from_millionths(points), Points::from_millionths(possible));
        let number = u32::try_from(items).unwrap_or(u32::MAX);
        let exempt = plan.exempt_at.map(|_| assessment::plan::exempts(plan, points, points_possible, number));
        Some(CompetencyResult { competency, points, points_possible, items, exempt })
    };
    Ok(sums.into_iter().filter_map(result).collect())
}
