//! Where a diagnostic places, with how sure that is, and what was gained since the one before.

use assessment::{
    diagnostic::{
        self, Measured, State,
        growth::{self, Growth},
    },
    plan::{PartOf, Plan, SelectBy},
};
use domain::{DistrictId, ItemId, people::Person};
use store::{StoreError, Tx, sitting::Sitting};

use crate::{Refusal, item_pool, placement_criteria::Criteria, plans_kept};

/// Days of a week, to prorate goals.
const WEEK_SECONDS: f64 = 7.0 * 24.0 * 3_600.0;

/// Where a diagnostic places.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Over all domains; `None` while too little is known.
    pub overall: Option<Measured>,
    /// The grades that are likely, lowest first; empty without criteria. `None` stands for below the lowest.
    pub grades: Vec<Option<String>>,
    /// The learner's own grade, as the roster says it.
    pub own_grade: Option<String>,
    /// By domain.
    pub domains: Vec<DomainPlaced>,
    /// What was gained since the diagnostic before.
    pub grown: Option<Grown>,
}

/// One domain.
#[derive(Debug, Clone, PartialEq)]
pub struct DomainPlaced {
    /// What it is called.
    pub title: String,
    /// What was measured.
    pub measured: Option<Measured>,
    /// The grades that are likely, lowest first.
    pub grades: Vec<Option<String>>,
    /// Items that were answered.
    pub answered: usize,
    /// Of which right.
    pub right: usize,
    /// Items that were not taught yet.
    pub not_taught: usize,
}

/// Growth since the diagnostic before.
#[derive(Debug, Clone, PartialEq)]
pub struct Grown {
    /// Unit: weeks.
    pub weeks: f64,
    /// Gain against the goals of the learner's grade.
    pub growth: Growth,
}

/// Where a sitting places; `None` for what is no diagnostic, or cannot be read any more.
pub(crate) async fn of(
    tx: &mut Tx,
    district: DistrictId,
    sitting: &Sitting,
    plan: &Plan,
    learner: &Person,
) -> Result<Option<Placed>, Refusal> {
    if plan.select_by != SelectBy::Adaptive {
        return Ok(None);
    }
    let Some(report) = report(tx, district, sitting, plan).await? else { return Ok(None) };
    let version = store::assessment::version(tx, district, sitting.assessment, sitting.version).await?;
    let criteria = version.map_or(Ok(Criteria::default()), |one| Criteria::read(&one.criteria))?;
    let cuts = criteria.cuts().ok();
    let grades = |measured: Option<Measured>| -> Vec<Option<String>> {
        let (Some(measured), Some(cuts)) = (measured, &cuts) else { return Vec::new() };
        let placement = diagnostic::place(measured, cuts);
        placement.grades(cuts).into_iter().map(|grade| grade.map(str::to_owned)).collect()
    };
    let mut domains = Vec::with_capacity(report.domains.len());
    for one in report.domains {
        let title = match one.part.as_ref().map(|part| &part.of) {
            None => String::new(),
            Some(PartOf::Tag(tag)) => tag.clone(),
            Some(PartOf::Competency(id)) => store::competency::find(tx, district, *id)
                .await?
                .map(|found| found.title())
                .unwrap_or_default(),
        };
        domains.push(DomainPlaced {
            title,
            measured: one.measured,
            grades: grades(one.measured),
            answered: one.answered,
            right: one.right,
            not_taught: one.not_taught.len(),
        });
    }
    let grown = match report.overall {
        Some(after) => grown(tx, district, sitting, after, learner, &criteria).await?,
        None => None,
    };
    Ok(Some(Placed {
        overall: report.overall,
        grades: grades(report.overall),
        own_grade: learner.grade.clone(),
        domains,
        grown,
    }))
}

async fn report(
    tx: &mut Tx,
    district: DistrictId,
    sitting: &Sitting,
    plan: &Plan,
) -> Result<Option<diagnostic::Report>, Refusal> {
    let Some(bytes) = &sitting.adaptive else { return Ok(None) };
    let corrupt = |why: String| StoreError::Corrupt { column: "adaptive", value: why };
    let state = State::from_bytes(bytes).map_err(|why| corrupt(why.to_string()))?;
    let now = sitting.touched_at;
    let pool = item_pool::of(tx, district, sitting.assessment, sitting.version, plan, now).await?;
    if let Some(Ok(made)) = &pool.diagnostic
        && let Ok(run) = made.resume(&state)
    {
        return Ok(Some(run.report()));
    }
    let had: Vec<ItemId> = state.events.iter().map(|event| event.item).collect();
    let own = item_pool::look(tx, district, plan, &had, now).await?;
    let made = own.diagnostic.as_ref().and_then(|made| made.as_ref().ok());
    Ok(made.and_then(|made| made.resume(&state).ok()).map(|run| run.report()))
}

async fn grown(
    tx: &mut Tx,
    district: DistrictId,
    sitting: &Sitting,
    after: Measured,
    learner: &Person,
    criteria: &Criteria,
) -> Result<Option<Grown>, Refusal> {
    let Some(goals) = learner.grade.as_deref().and_then(|grade| criteria.goals(grade)) else {
        return Ok(None);
    };
    let all = store::sitting::of_learner_with(tx, district, sitting.learner, sitting.assessment).await?;
    let counts = |one: &&Sitting| {
        one.started_at < sitting.started_at && one.points.is_some() && one.rushed != Some(true)
    };
    let Some(before) = all.iter().rev().find(counts) else { return Ok(None) };
    let plan = plans_kept::load(tx, district, before.assessment, before.version).await?;
    let Some(earlier) = report(tx, district, before, &plan).await?.and_then(|one| one.overall) else {
        return Ok(None);
    };
    let seconds = sitting.started_at.duration_since(before.started_at).as_secs_f64();
    let weeks = seconds / WEEK_SECONDS;
    Ok(growth::growth(earlier, after, weeks, goals).ok().map(|growth| Grown { weeks, growth }))
}
