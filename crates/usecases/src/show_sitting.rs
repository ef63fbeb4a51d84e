//! What a learner sees of the assessment that they are taking: the items that are asked now, without any key.

use std::sync::Arc;

use assessment::plan::{Feedback, Layout, Plan};
use domain::{
    DistrictId, SittingId, StimulusId, Timestamp,
    accommodation::Accommodations,
    item::{Card, ShownItem, View},
    sitting::{ResponseState, SittingState},
};
use presentation::{FieldProblem, Form, ResponseShape};
use store::{Tx, sitting::Sitting};

use crate::{
    Actor, App, Refusal, chance,
    response_text::Values,
    sitting_item::{self, InPlace},
    sitting_load::{self, Loaded},
    stimuli_kept,
    supports::{self, Supports},
};

/// A sitting as its page shows it.
#[derive(Debug, Clone)]
pub struct ShownSitting {
    /// Where it stands.
    pub sitting: Sitting,
    /// What it is called.
    pub title: String,
    /// How it goes.
    pub plan: Arc<Plan>,
    /// Each place: how far it is, and whether it is marked.
    pub places: Vec<PlaceMark>,
    /// The items that are shown now; none after the last one, where everything is looked over.
    pub items: Vec<ShownPlace>,
    /// What is given to this learner.
    pub supports: Supports,
    /// The moment it is, by the server's clock, to count down from.
    pub now: Timestamp,
    /// Which page this is: it comes back with whatever the page sends.
    pub page: String,
}

/// How far a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceMark {
    /// How far.
    pub state: ResponseState,
    /// Whether it is marked to come back to.
    pub flagged: bool,
}

/// One item as it is shown.
#[derive(Debug, Clone)]
pub struct ShownPlace {
    /// In which place, from 0.
    pub place: i64,
    /// What is shown, without any key.
    pub shown: ShownItem,
    /// What was answered so far.
    pub answers: Values,
    /// In which shapes answers come.
    pub shapes: Vec<ResponseShape>,
    /// What it shares with others.
    pub stimulus: Option<ShownStimulus>,
    /// What can be given with places of it.
    pub catalog: Vec<Card>,
    /// Whether it was answered and its answer was all right, where that is shown at once.
    pub told: Option<bool>,
    /// Whether it is answered in steps and asks for another one.
    pub in_steps: bool,
}

impl ShownPlace {
    /// What of the fields that were sent cannot be an answer, to be said beside each field.
    pub fn problems(&self, sent: &[(String, String)]) -> Vec<FieldProblem> {
        let mut interactions = Vec::new();
        sitting_item::collect(&self.shown.body, &mut interactions);
        let prefix = sitting_item::prefix(self.place);
        let form = Form {
            interactions: &interactions,
            responses: &self.shapes,
            prefix: &prefix,
            language: self.shown.language.as_deref(),
            files: &|name| sitting_item::kept_file(&self.answers, name),
        };
        presentation::read_what_can_be(&form, sent).1
    }
}

/// What several items share, as it is shown.
#[derive(Debug, Clone)]
pub struct ShownStimulus {
    /// Which.
    pub id: StimulusId,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: Option<String>,
    /// Its text.
    pub body: Vec<domain::item::Node>,
}

/// Shows the learner's own sitting.
pub async fn show_sitting(app: &App, actor: &Actor, sitting: SittingId) -> Result<ShownSitting, Refusal> {
    let now = chance::now();
    let page = page_name(now);
    app.db
        .read((actor.clone(), page), |tx, (actor, page)| {
            Box::pin(async move {
                let loaded = sitting_load::own(tx, actor, sitting).await?;
                load(tx, actor, loaded, page.clone(), now).await
            })
        })
        .await
}

/// A name of a page that no other page has, and that says when it was loaded.
fn page_name(now: Timestamp) -> String {
    format!("{}-{}", now.as_microsecond(), domain::chain::hex(&chance::random::<8>()))
}

/// When a page was loaded, by the name that it was given; the beginning of time for any other name.
pub(crate) fn loaded_at(page: &str) -> Timestamp {
    let read = || Timestamp::from_microsecond(page.split_once('-')?.0.parse().ok()?).ok();
    read().unwrap_or(Timestamp::MIN)
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    loaded: Loaded,
    page: String,
    now: Timestamp,
) -> Result<ShownSitting, Refusal> {
    let district = actor.district;
    let (row, _) = loaded.given(tx, district).await?;
    let Loaded { sitting, plan } = loaded;
    let responses = store::response::of_sitting(tx, district, sitting.learner, sitting.id).await?;
    let places = responses.iter().map(|one| PlaceMark { state: one.state, flagged: one.flagged }).collect();
    let here = |place: i64| plan.layout == Layout::AllOnAPage || place == sitting.place;
    let mut items = Vec::new();
    if sitting.state == SittingState::Open || sitting.state == SittingState::Paused {
        for response in responses.into_iter().filter(|one| here(one.place)) {
            let one = InPlace::load(tx, district, response).await?;
            items.push(shown_place(tx, district, one, &plan).await?);
        }
    }
    let given = given(tx, district, &sitting).await?;
    Ok(ShownSitting {
        title: row.title,
        plan,
        places,
        items,
        supports: supports::of(&given),
        now,
        page,
        sitting,
    })
}

async fn shown_place(
    tx: &mut Tx,
    district: DistrictId,
    one: InPlace,
    plan: &Plan,
) -> Result<ShownPlace, Refusal> {
    let answered = one.response.state == ResponseState::Answered;
    let at_once = plan.feedback == Feedback::AfterEachAnswer && answered;
    let done = one.outcomes()?.is_some_and(|outcomes| outcomes.completed());
    let row = store::item::find(tx, district, one.response.item).await?;
    let stimulus = match row.and_then(|row| row.stimulus) {
        Some(id) => stimuli_kept::load(tx, district, id).await?.map(|text| ShownStimulus {
            id,
            title: text.title.clone(),
            language: text.language.clone(),
            body: text.body.clone(),
        }),
        None => None,
    };
    Ok(ShownPlace {
        place: one.response.place,
        shown: one.shown(at_once, View::Candidate)?,
        answers: one.answers()?,
        shapes: ResponseShape::of(&one.item.responses),
        stimulus,
        catalog: one.item.catalog.clone(),
        told: one.response.correct.filter(|_| at_once),
        in_steps: one.item.adaptive && !done,
    })
}

/// What was given when the sitting began: a later change of the profile does not reach into it.
pub(crate) async fn given(
    tx: &mut Tx,
    district: DistrictId,
    sitting: &Sitting,
) -> Result<Accommodations, Refusal> {
    let Some(version) = sitting.accommodation_version else { return Ok(Accommodations::default()) };
    let all = store::accommodation::of_learner(tx, district, sitting.learner).await?;
    Ok(all.into_iter().find(|one| one.version == version).map(|one| one.given).unwrap_or_default())
}
