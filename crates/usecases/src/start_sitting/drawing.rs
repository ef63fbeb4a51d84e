//! The items that a sitting begins with.

use assessment::{
    diagnostic::{Next, Start},
    forms::{self, FormRequest, NoForm},
    plan::{NotNow, Plan, SelectBy},
};
use domain::{DistrictId, ItemId, LearnerId, SittingId, Timestamp};
use store::{Tx, assessment::AssessmentRow};

use crate::{Refusal, item_pool, qti_course};

/// What a sitting begins with.
#[derive(Debug, Clone)]
pub(crate) struct Drawn {
    pub items: Vec<DrawnItem>,
    /// The place where it begins.
    pub first: i64,
    /// Where an adaptive test stands.
    pub adaptive: Option<Vec<u8>>,
}

/// One item of a form.
#[derive(Debug, Clone)]
pub(crate) struct DrawnItem {
    pub id: ItemId,
    pub version: i64,
    /// What everything random in it follows from.
    pub seed: i64,
    /// The learner's earlier sitting that had it.
    pub repeated_from: Option<SittingId>,
}

impl Drawn {
    /// How many items the learner has seen before.
    pub fn repeats(&self) -> usize {
        self.items.iter().filter(|item| item.repeated_from.is_some()).count()
    }
}

/// The seed of the item in a place: another one in each, the same on every machine.
pub(crate) fn seed_of(seed: i64, place: i64) -> i64 {
    // The golden ratio's multiples lie far apart (Weyl sequence); the item mixes them.
    seed.wrapping_add(place.wrapping_add(1).wrapping_mul(-7_046_029_254_386_353_131))
}

/// What is drawn, or that the bank has too little of what the plan asks for.
pub(super) type Draw = Result<Drawn, NotNow>;

/// What the bank has too little of for somebody who has seen nothing of it yet.
pub(crate) async fn lacks(
    tx: &mut Tx,
    district: DistrictId,
    assessment: &AssessmentRow,
    plan: &Plan,
    now: Timestamp,
) -> Result<Option<NotNow>, Refusal> {
    const NOBODY: LearnerId = LearnerId::from_bytes([0; 16]);
    Ok(draw(tx, district, NOBODY, assessment, plan, 0, now).await?.err())
}

/// Draws a form, or the first item of an adaptive test.
pub(super) async fn draw(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    assessment: &AssessmentRow,
    plan: &Plan,
    seed: i64,
    now: Timestamp,
) -> Result<Draw, Refusal> {
    match plan.select_by {
        SelectBy::Adaptive => adaptive(tx, district, assessment, plan, seed, now).await,
        SelectBy::Test => {
            let (coming, first) = qti_course::begin(tx, district, plan, seed).await?;
            let item = |one: qti_course::Coming| DrawnItem {
                id: one.item,
                version: one.version,
                seed: one.seed.cast_signed(),
                repeated_from: None,
            };
            Ok(Ok(Drawn { items: coming.into_iter().map(item).collect(), first, adaptive: None }))
        }
        SelectBy::Fixed | SelectBy::Blueprint => {
            form(tx, district, learner, assessment, plan, seed, now).await
        }
    }
}

async fn form(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    assessment: &AssessmentRow,
    plan: &Plan,
    seed: i64,
    now: Timestamp,
) -> Result<Draw, Refusal> {
    let pool = item_pool::of(tx, district, assessment.id, assessment.version, plan, now).await?;
    let all = store::response::seen_by(tx, district, learner).await?;
    let known: Vec<(ItemId, Timestamp)> = all.iter().map(|(item, _, at)| (*item, *at)).collect();
    let request =
        FormRequest { plan, bank: &pool.entries, seen: &known, target: None, seed: seed.cast_unsigned() };
    let form = match forms::draw(&request) {
        Ok(form) => form,
        Err(why) => return Ok(Err(too_small(&why, plan))),
    };
    let repeated = |id: &ItemId| {
        let again = form.repeats.iter().any(|(item, _)| item == id);
        all.iter().rev().find(|(item, ..)| again && item == id).map(|(_, sitting, _)| *sitting)
    };
    let items = (0..).zip(&form.items).map(|(place, id)| DrawnItem {
        id: *id,
        version: pool.live.get(id).copied().unwrap_or(1),
        seed: seed_of(seed, place),
        repeated_from: repeated(id),
    });
    Ok(Ok(Drawn { items: items.collect(), first: 0, adaptive: None }))
}

/// What is missing, in numbers: of all items, or of the part of which there are too few.
fn too_small(why: &NoForm, plan: &Plan) -> NotNow {
    let (needed, available) = match why {
        NoForm::TooFew { needed, available } => (*needed, *available),
        NoForm::TooFewOf { part, available } => {
            (usize::try_from(part.at_least).unwrap_or(usize::MAX), *available)
        }
        NoForm::NotDrawn(_) | NoForm::Conflict(_) | NoForm::NotInBank(_) => (items_of(plan), 0),
    };
    NotNow::BankTooSmall { needed, available: available.min(needed) }
}

fn items_of(plan: &Plan) -> usize {
    usize::try_from(plan.items.unwrap_or(plan.adaptive.least)).unwrap_or(usize::MAX)
}

async fn adaptive(
    tx: &mut Tx,
    district: DistrictId,
    assessment: &AssessmentRow,
    plan: &Plan,
    seed: i64,
    now: Timestamp,
) -> Result<Draw, Refusal> {
    let pool = item_pool::of(tx, district, assessment.id, assessment.version, plan, now).await?;
    let needed = items_of(plan);
    let too_small = NotNow::BankTooSmall { needed, available: pool.entries.len().min(needed) };
    let Some(Ok(diagnostic)) = &pool.diagnostic else { return Ok(Err(too_small)) };
    let run = diagnostic
        .begin(seed.cast_unsigned(), Start::UNKNOWN)
        .map_err(|why| Refusal::Conflict(format!("This cannot begin: {why}.")))?;
    let Next::Ask { item, .. } = run.next_item() else { return Ok(Err(too_small)) };
    let version = pool.live.get(&item).copied().unwrap_or(1);
    Ok(Ok(Drawn {
        items: vec![DrawnItem { id: item, version, seed: seed_of(seed, 0), repeated_from: None }],
        first: 0,
        adaptive: Some(run.state().to_bytes()),
    }))
}
