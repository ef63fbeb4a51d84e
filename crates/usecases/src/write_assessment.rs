//! Making an assessment and changing its plan. A plan that was given stays as it was for whoever began with it.

use assessment::plan::{Plan, PlanKind};
use domain::{AssessmentId, Date, OrganizationId, SectionId, Timestamp, people::RoleKind, text};
use store::{
    Tx,
    assessment::{AssessmentRow, PlanVersion},
};

use crate::{
    Actor, App, Refusal,
    access::{self, Action, Standing},
    chance,
    placement_criteria::Criteria,
    plans_kept,
};

/// The most characters of a title.
const MOST_TITLE_CHARACTERS: usize = 200;

/// An assessment to be made, or what is to stand in place of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAssessment {
    /// What it is called; learners see it.
    pub title: String,
    /// The class that it is for; `None` for any of the organization or district.
    pub section: Option<SectionId>,
    /// The school or academy that it is for, where not one class.
    pub organization: Option<OrganizationId>,
    /// How it goes.
    pub plan: Plan,
    /// Against what a diagnostic places; empty for any other.
    pub criteria: Criteria,
}

/// Makes an assessment: for a class, who judges there; for a school or the district, who leads or runs it.
pub async fn add_assessment(app: &App, actor: &Actor, new: NewAssessment) -> Result<AssessmentId, Refusal> {
    let now = chance::now();
    let title = checked(&new)?;
    let id = chance::assessment_id(now);
    app.db
        .write((actor.clone(), new, title), move |tx, (actor, new, title)| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                may_make(tx, actor, new.section, new.organization, today).await?;
                add(tx, actor, id, title, new, now).await
            })
        })
        .await?;
    Ok(id)
}

/// Adds the rows; whoever calls has checked access and plan.
pub(crate) async fn add(
    tx: &mut Tx,
    actor: &Actor,
    id: AssessmentId,
    title: &str,
    new: &NewAssessment,
    now: Timestamp,
) -> Result<(), Refusal> {
    let row = AssessmentRow {
        id,
        title: title.to_owned(),
        kind: new.plan.kind.word().to_owned(),
        organization: new.organization,
        section: new.section,
        version: 1,
        archived_at: None,
        made_by: actor.person,
        made_at: now,
    };
    store::assessment::put(tx, actor.district, &row).await?;
    add_version(tx, actor, &row, new, now).await
}

async fn add_version(
    tx: &mut Tx,
    actor: &Actor,
    row: &AssessmentRow,
    new: &NewAssessment,
    now: Timestamp,
) -> Result<(), Refusal> {
    let version = PlanVersion {
        assessment: row.id,
        version: row.version,
        plan: plans_kept::write(&new.plan),
        criteria: new.criteria.write(),
        written_by: actor.person,
        written_at: now,
    };
    Ok(store::assessment::add_version(tx, actor.district, &version).await?)
}

/// Writes the next version of an assessment; its number. Refused where somebody else has written one since
/// `seen`.
pub async fn revise_assessment(
    app: &App,
    actor: &Actor,
    assessment: AssessmentId,
    seen: i64,
    new: NewAssessment,
) -> Result<i64, Refusal> {
    let now = chance::now();
    let title = checked(&new)?;
    app.db
        .write((actor.clone(), new, title), move |tx, (actor, new, title)| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let mut row = find(tx, actor, assessment).await?;
                may_make(tx, actor, row.section, row.organization, today).await?;
                may_make(tx, actor, new.section, new.organization, today).await?;
                if row.version != seen {
                    return Err(Refusal::Conflict(
                        "Somebody has changed this assessment since you opened it: open it again and make \
                         your change there."
                            .to_owned(),
                    ));
                }
                row.version += 1;
                row.title.clone_from(title);
                new.plan.kind.word().clone_into(&mut row.kind);
                (row.section, row.organization) = (new.section, new.organization);
                store::assessment::put(tx, actor.district, &row).await?;
                add_version(tx, actor, &row, new, now).await?;
                Ok(row.version)
            })
        })
        .await
}

/// Takes an assessment out of the list, or puts it back. What was taken of it stands.
pub async fn archive_assessment(
    app: &App,
    actor: &Actor,
    assessment: AssessmentId,
    archived: bool,
) -> Result<(), Refusal> {
    let now = chance::now();
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let mut row = find(tx, actor, assessment).await?;
                may_make(tx, actor, row.section, row.organization, chance::date_of(actor.district, now))
                    .await?;
                row.archived_at = archived.then_some(now);
                Ok(store::assessment::put(tx, actor.district, &row).await?)
            })
        })
        .await
}

fn checked(new: &NewAssessment) -> Result<String, Refusal> {
    let title = text::required(&new.title, MOST_TITLE_CHARACTERS).map_err(Refusal::text("title"))?;
    match new.plan.check() {
        Ok(()) => Ok(title),
        Err(problems) => {
            let why: Vec<String> = problems.iter().map(ToString::to_string).collect();
            Err(Refusal::invalid("plan", format!("cannot be used: {}", why.join("; "))))
        }
    }
}

pub(crate) async fn find(
    tx: &mut Tx,
    actor: &Actor,
    assessment: AssessmentId,
) -> Result<AssessmentRow, Refusal> {
    let found = store::assessment::find(tx, actor.district, assessment).await?;
    found.ok_or(Refusal::NotFound("this assessment"))
}

/// Checks that `actor` may make or change what is for a class, an organization or the district.
pub(crate) async fn may_make(
    tx: &mut Tx,
    actor: &Actor,
    section: Option<SectionId>,
    organization: Option<OrganizationId>,
    today: Date,
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    if let Some(section) = section {
        return access::section(tx, actor, section, Action::Judge, today).await.map(drop);
    }
    let standing = Standing::load(tx, actor, today).await?;
    let leads = [RoleKind::Administrator, RoleKind::Principal, RoleKind::ProgramLead];
    let may = standing.roles.iter().any(|role| {
        let here = leads.contains(&role.kind) && role.dates.contains(today);
        here && organization.is_none_or(|inner| standing.lies_in(inner, role.organization))
    });
    if may {
        return Ok(());
    }
    Err(Refusal::Denied(
        "Only who leads or runs a school or program can make an assessment for all of it: make one for your \
         class instead.",
    ))
}

/// Whether somebody works with learners here, and so may look at assessments and items.
pub(crate) async fn staff(tx: &mut Tx, actor: &Actor, today: Date) -> Result<Standing, Refusal> {
    let standing = Standing::load(tx, actor, today).await?;
    let teaches = standing.places.iter().any(|(place, section)| {
        standing.with_section(section, Action::Draft).is_some() && place.section == section.id
    });
    if teaches || standing.works_here() {
        return Ok(standing);
    }
    Err(Refusal::NotFound("this page"))
}

/// The plan of a kind, as a class usually has it.
pub fn preset(kind: PlanKind) -> Plan {
    Plan::preset(kind)
}
