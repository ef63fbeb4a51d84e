//! An assessment as whoever writes plans sees it, the plans that there are, and what a plan can be made of.

use std::collections::HashMap;

use assessment::plan::{PartOf, Plan, PlanKind};
use domain::{
    AssessmentId, CompetencyId, ItemId, OrganizationId, SectionId, Timestamp,
    framework::Competency,
    people::{Organization, RoleKind, Section},
};
use store::{Tx, assessment::AssessmentRow};

use crate::{
    Actor, App, Refusal,
    access::{self, Action, Standing},
    chance, item_pool,
    placement_criteria::Criteria,
    plans_kept,
    write_assessment::{self, may_make, staff},
};

/// Plans that are listed.
const MOST_LISTED: i64 = 500;

/// An assessment with its last plan.
#[derive(Debug, Clone)]
pub struct ShownAssessment {
    /// It.
    pub row: AssessmentRow,
    /// How it goes.
    pub plan: Plan,
    /// Against what a diagnostic places.
    pub criteria: Criteria,
    /// Whether the reader may change it.
    pub may_change: bool,
    /// The class that it is for.
    pub section: Option<Section>,
    /// What its blueprint names.
    pub competencies: Vec<Competency>,
    /// Identifiers of the items of its fixed list, in its order.
    pub items: Vec<(ItemId, String)>,
}

/// One plan of a list.
#[derive(Debug, Clone)]
pub struct ListedPlan {
    /// It.
    pub row: AssessmentRow,
    /// Its kind.
    pub kind: PlanKind,
    /// The class that it is for, where the reader may know of it.
    pub section: Option<Section>,
    /// Whether the reader may change it.
    pub may_change: bool,
}

/// What a plan can be made of.
#[derive(Debug, Clone)]
pub struct PlanChoices {
    /// The class that it is for.
    pub section: Option<Section>,
    /// The class's targets, with how many live items there are about each.
    pub targets: Vec<(Competency, usize)>,
    /// Imported tests, by identifier and title.
    pub tests: Vec<(String, String)>,
    /// Schools and programs for all of which the reader may make one.
    pub organizations: Vec<Organization>,
    /// Whether the reader may make one for the whole district.
    pub whole_district: bool,
}

/// Shows an assessment to who works with learners: one of a class to whoever sees the class.
pub async fn show_assessment(
    app: &App,
    actor: &Actor,
    assessment: AssessmentId,
) -> Result<ShownAssessment, Refusal> {
    let now = chance::now();
    app.db
        .read(actor.clone(), |tx, actor| Box::pin(async move { load(tx, actor, assessment, now).await }))
        .await
}

/// An assessment that `actor` may look at.
pub(crate) async fn seen(
    tx: &mut Tx,
    actor: &Actor,
    assessment: AssessmentId,
    now: Timestamp,
) -> Result<(AssessmentRow, Option<Section>), Refusal> {
    const NONE: Refusal = Refusal::NotFound("this assessment");
    let today = chance::date_of(actor.district, now);
    let row = write_assessment::find(tx, actor, assessment).await?;
    match row.section {
        Some(section) => match access::section(tx, actor, section, Action::See, today).await {
            Err(Refusal::NotFound(_)) => Err(NONE),
            other => Ok((row, Some(other?.0))),
        },
        None => match staff(tx, actor, today).await {
            Err(Refusal::NotFound(_)) => Err(NONE),
            other => other.map(|_| (row, None)),
        },
    }
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    assessment: AssessmentId,
    now: Timestamp,
) -> Result<ShownAssessment, Refusal> {
    let today = chance::date_of(actor.district, now);
    let (row, section) = seen(tx, actor, assessment, now).await?;
    let version = store::assessment::version(tx, actor.district, assessment, row.version).await?;
    let version = version.ok_or(Refusal::NotFound("this assessment"))?;
    let plan = plans_kept::read(&version.plan)?;
    let named: Vec<CompetencyId> = plan
        .blueprint
        .iter()
        .filter_map(|part| match part.of {
            PartOf::Competency(id) => Some(id),
            PartOf::Tag(_) => None,
        })
        .collect();
    let competencies = store::competency::find_all(tx, actor.district, &named).await?;
    let rows = store::item::find_all(tx, actor.district, &plan.fixed_items).await?;
    let identifiers: HashMap<ItemId, String> = rows.into_iter().map(|row| (row.id, row.identifier)).collect();
    let items = plan
        .fixed_items
        .iter()
        .map(|id| (*id, identifiers.get(id).cloned().unwrap_or_else(|| id.to_string())))
        .collect();
    let may_change = may_make(tx, actor, row.section, row.organization, today).await.is_ok();
    let criteria = Criteria::read(&version.criteria)?;
    Ok(ShownAssessment { row, plan, criteria, may_change, section, competencies, items })
}

/// Lists the plans that are given still and that the reader may look at, newest first.
pub async fn list_plans(app: &App, actor: &Actor) -> Result<Vec<ListedPlan>, Refusal> {
    let now = chance::now();
    app.db
        .read(actor.clone(), |tx, actor| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                staff(tx, actor, today).await?;
                let mut listed = Vec::new();
                for row in store::assessment::list(tx, actor.district, MOST_LISTED).await? {
                    let Ok((row, section)) = seen(tx, actor, row.id, now).await else { continue };
                    let may_change = may_make(tx, actor, row.section, row.organization, today).await.is_ok();
                    let kind = PlanKind::from_word(&row.kind).unwrap_or(PlanKind::Custom);
                    listed.push(ListedPlan { row, kind, section, may_change });
                }
                Ok::<_, Refusal>(listed)
            })
        })
        .await
}

/// What a plan for a class, or for more than a class, can be made of. Refused where the reader may make none.
pub async fn plan_choices(
    app: &App,
    actor: &Actor,
    section: Option<SectionId>,
) -> Result<PlanChoices, Refusal> {
    let now = chance::now();
    app.db
        .read(actor.clone(), |tx, actor| Box::pin(async move { choices(tx, actor, section, now).await }))
        .await
}

async fn choices(
    tx: &mut Tx,
    actor: &Actor,
    section: Option<SectionId>,
    now: Timestamp,
) -> Result<PlanChoices, Refusal> {
    let district = actor.district;
    let today = chance::date_of(district, now);
    let section = match section {
        Some(id) => Some(access::section(tx, actor, id, Action::Judge, today).await?.0),
        None => None,
    };
    let (mut organizations, mut whole_district) = (Vec::new(), false);
    if section.is_none() {
        let standing = staff(tx, actor, today).await?;
        whole_district = may_make(tx, actor, None, None, today).await.is_ok();
        organizations = led(&standing);
        if organizations.is_empty() && !whole_district {
            return Err(Refusal::Denied(
                "Only who leads or runs a school or program can make an assessment for all of it: make one for \
                 your class, from its page.",
            ));
        }
    }
    let mut targets = Vec::new();
    if let Some(section) = &section {
        let ids = store::target::of_section(tx, district, section.id).await?;
        let known = store::competency::find_all(tx, district, &ids).await?;
        for id in ids {
            let Some(competency) = known.iter().find(|one| one.id == id) else { continue };
            let within = item_pool::with_parts(tx, district, id).await?;
            let live = store::item::live_about(tx, district, &within).await?.len();
            targets.push((competency.clone(), live));
        }
    }
    let tests = store::qti_test::list(tx, district).await?;
    let tests = tests.into_iter().map(|one| (one.identifier, one.title)).collect();
    Ok(PlanChoices { section, targets, tests, organizations, whole_district })
}

/// The organizations that somebody leads or runs, with what lies in them.
fn led(standing: &Standing) -> Vec<Organization> {
    let leads = [RoleKind::Administrator, RoleKind::Principal, RoleKind::ProgramLead];
    let of = |inner: OrganizationId| {
        standing.roles.iter().any(|role| {
            leads.contains(&role.kind)
                && role.dates.contains(standing.today)
                && standing.lies_in(inner, role.organization)
        })
    };
    standing.organizations.iter().filter(|one| of(one.id)).cloned().collect()
}

/// Competencies by id, for a form that comes back; who is not known is left out.
pub async fn name_competencies(
    app: &App,
    actor: &Actor,
    competencies: Vec<CompetencyId>,
) -> Result<Vec<Competency>, Refusal> {
    app.db
        .read((actor.district, competencies), |tx, (district, competencies)| {
            Box::pin(async move { Ok(store::competency::find_all(tx, *district, competencies).await?) })
        })
        .await
}

/// The items that a list names by identifier, in its order; the identifiers that name none.
pub async fn find_items(
    app: &App,
    actor: &Actor,
    identifiers: Vec<String>,
) -> Result<(Vec<ItemId>, Vec<String>), Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read((actor.clone(), identifiers), |tx, (actor, identifiers)| {
            Box::pin(async move {
                staff(tx, actor, today).await?;
                let (mut found, mut unknown) = (Vec::new(), Vec::new());
                for identifier in identifiers {
                    match store::item::by_identifier(tx, actor.district, identifier).await? {
                        Some(row) => found.push(row.id),
                        None => unknown.push(identifier.clone()),
                    }
                }
                Ok::<_, Refusal>((found, unknown))
            })
        })
        .await
}
