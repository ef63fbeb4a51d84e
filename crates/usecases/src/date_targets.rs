//! Dates and effort of what is to be learned: of a class for its targets, of a program for everybody in it.

use std::collections::HashSet;

use domain::{
    CompetencyId, Date, OrganizationId, SectionId,
    framework::Competency,
    pace::{DatedTarget, MOST_MINUTES, PlanOf, USUAL_MINUTES},
    people::{Organization, Section},
};
use planning::{calendar::SchoolDays, replan};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Action, Standing},
    chance,
    choose_targets::MOST_TARGETS,
    class_list::Columns,
    keep_calendar,
};

/// The dates of a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionDates {
    /// The class.
    pub section: Section,
    /// Its targets in order, each with its minutes and date.
    pub targets: Vec<(Competency, DatedTarget)>,
    /// Whether anybody gave dates.
    pub planned: bool,
    /// The calendar's name; `None` without one.
    pub calendar: Option<String>,
    /// The school days from the first day of the class to its last; `None` without a calendar.
    pub school_days: Option<u32>,
    /// The last day of the class within its calendar.
    pub last: Option<Date>,
}

/// Shows the dates of a class.
pub async fn show_section_dates(
    app: &App,
    actor: &Actor,
    section: SectionId,
) -> Result<SectionDates, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read((actor, section), |tx, (actor, section)| {
            Box::pin(async move {
                let (section, _) = access::section(tx, actor, *section, Action::See, today).await?;
                load(tx, actor, section, today).await
            })
        })
        .await
}

async fn load(tx: &mut Tx, actor: &Actor, section: Section, today: Date) -> Result<SectionDates, Refusal> {
    let district = actor.district;
    let wanted = store::target::of_section(tx, district, section.id).await?;
    let columns = Columns::load(tx, district, &wanted).await?;
    let dated = store::dated_target::of_plan(tx, district, PlanOf::Section(section.id)).await?;
    let days = school_days(tx, actor, &section, today).await?;
    let targets = columns.competencies.into_iter().map(|competency| {
        let known = dated.iter().find(|one| one.competency == competency.id).copied();
        let bare = DatedTarget { competency: competency.id, minutes: USUAL_MINUTES, due: None };
        (competency, known.unwrap_or(bare))
    });
    Ok(SectionDates {
        targets: targets.collect(),
        planned: !dated.is_empty(),
        calendar: days.as_ref().map(|days| days.name.clone()),
        school_days: days.as_ref().map(|days| days.school.through(days.first, days.last)),
        last: days.map(|days| days.last),
        section,
    })
}

struct Days {
    name: String,
    school: SchoolDays,
    first: Date,
    last: Date,
}

/// The school days of a class within its calendar.
async fn school_days(
    tx: &mut Tx,
    actor: &Actor,
    section: &Section,
    today: Date,
) -> Result<Option<Days>, Refusal> {
    let organizations = store::organization::list(tx, actor.district).await?;
    let calendar = keep_calendar::of_section(tx, actor.district, section, &organizations, today).await?;
    let Some(calendar) = calendar else { return Ok(None) };
    let days = SchoolDays::of(&calendar)
        .map_err(|bad| Refusal::Conflict(format!("the calendar cannot be used: {bad}")))?;
    Ok(Some(Days {
        first: section.dates.begins().map_or(calendar.first, |day| day.max(calendar.first)),
        last: section.dates.ends().map_or(calendar.last, |day| day.min(calendar.last)),
        name: calendar.name,
        school: days,
    }))
}

/// Replaces the dates of a class: each target at most once, and only targets.
pub async fn date_section(
    app: &App,
    actor: &Actor,
    section: SectionId,
    targets: Vec<DatedTarget>,
) -> Result<(), Refusal> {
    check(&targets)?;
    let today = chance::today(actor.district);
    app.db
        .write((actor.clone(), section, targets), move |tx, (actor, section, targets)| {
            Box::pin(async move {
                let (section, _) = access::section(tx, actor, *section, Action::Manage, today).await?;
                let known: HashSet<CompetencyId> =
                    store::target::of_section(tx, actor.district, section.id).await?.into_iter().collect();
                if targets.iter().any(|one| !known.contains(&one.competency)) {
                    let why =
                        "name a competency that this class does not work on: add it to its targets first";
                    return Err(Refusal::invalid("targets", why));
                }
                let of = PlanOf::Section(section.id);
                Ok(store::dated_target::replace(tx, actor.district, of, targets).await?)
            })
        })
        .await
}

/// Spreads the targets of a class over its school days by what each takes, through `until` or its last day.
pub async fn spread_section(
    app: &App,
    actor: &Actor,
    section: SectionId,
    until: Option<Date>,
) -> Result<(), Refusal> {
    let today = chance::today(actor.district);
    app.db
        .write((actor.clone(), section), move |tx, (actor, section)| {
            Box::pin(async move {
                let (section, _) = access::section(tx, actor, *section, Action::Manage, today).await?;
                let none = || {
                    let why = "has no calendar: an administrator or the principal keeps one for the school";
                    Refusal::invalid("section", why)
                };
                let days = school_days(tx, actor, &section, today).await?.ok_or_else(none)?;
                let until = until.unwrap_or(days.last);
                let shown = load(tx, actor, section, today).await?;
                let minutes: Vec<u32> = shown.targets.iter().map(|(_, dated)| dated.minutes).collect();
                let spread = replan::spread(&days.school, days.first, until, &minutes)
                    .map_err(|error| Refusal::invalid("until", format!("cannot be: {error}")))?;
                let dated: Vec<DatedTarget> = shown
                    .targets
                    .iter()
                    .zip(spread)
                    .map(|((_, dated), day)| DatedTarget { due: Some(day.date), ..*dated })
                    .collect();
                let of = PlanOf::Section(shown.section.id);
                Ok(store::dated_target::replace(tx, actor.district, of, &dated).await?)
            })
        })
        .await
}

fn check(targets: &[DatedTarget]) -> Result<(), Refusal> {
    if targets.len() > MOST_TARGETS {
        return Err(Refusal::invalid("targets", format!("are too many: {MOST_TARGETS} are the most")));
    }
    let mut seen = HashSet::new();
    for one in targets {
        if !(1..=MOST_MINUTES).contains(&one.minutes) {
            let why = format!("cannot be {}: 1 to {MOST_MINUTES} can", one.minutes);
            return Err(Refusal::invalid("minutes", why));
        }
        if !seen.insert(one.competency) {
            return Err(Refusal::invalid("targets", "name one competency twice"));
        }
    }
    Ok(())
}

/// The dates of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramDates {
    /// The program, school or district.
    pub organization: Organization,
    /// In order.
    pub targets: Vec<(Competency, DatedTarget)>,
    /// Whether the reader may change them.
    pub may_change: bool,
}

/// Shows the dates of a program, school or district to whoever works there.
pub async fn show_program_dates(
    app: &App,
    actor: &Actor,
    organization: OrganizationId,
) -> Result<ProgramDates, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read((actor, organization), |tx, (actor, organization)| {
            Box::pin(async move {
                let standing = Standing::load(tx, actor, today).await?;
                let found = standing.organizations.iter().find(|one| one.id == *organization);
                let found =
                    found.filter(|_| standing.works_here()).ok_or(Refusal::NotFound("this program"))?;
                let dated =
                    store::dated_target::of_plan(tx, actor.district, PlanOf::Program(found.id)).await?;
                let ids: Vec<CompetencyId> = dated.iter().map(|one| one.competency).collect();
                let columns = Columns::load(tx, actor.district, &ids).await?;
                let targets = columns.competencies.into_iter().filter_map(|competency| {
                    let dated = dated.iter().find(|one| one.competency == competency.id)?;
                    Some((competency, *dated))
                });
                Ok(ProgramDates {
                    targets: targets.collect(),
                    may_change: may_date(&standing, found.id),
                    organization: found.clone(),
                })
            })
        })
        .await
}

fn may_date(standing: &Standing, organization: OrganizationId) -> bool {
    standing.with_organization(organization, Action::Manage).is_some() || standing.sets_rules_of(organization)
}

/// Replaces the dates of a program: who leads it, or sets its rules.
pub async fn date_program(
    app: &App,
    actor: &Actor,
    organization: OrganizationId,
    targets: Vec<DatedTarget>,
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    check(&targets)?;
    let today = chance::today(actor.district);
    app.db
        .write((actor.clone(), organization, targets), move |tx, (actor, organization, targets)| {
            Box::pin(async move {
                let standing = Standing::load(tx, actor, today).await?;
                let found = standing.organizations.iter().any(|one| one.id == *organization);
                if !found || !standing.works_here() {
                    return Err(Refusal::NotFound("this program"));
                }
                if !may_date(&standing, *organization) {
                    return Err(Refusal::Denied("Only who leads this program can date it."));
                }
                let ids: Vec<CompetencyId> = targets.iter().map(|one| one.competency).collect();
                let known = store::competency::find_all(tx, actor.district, &ids).await?;
                if known.len() != ids.len() {
                    return Err(Refusal::invalid("targets", "name a competency that is not known here"));
                }
                let of = PlanOf::Program(*organization);
                Ok(store::dated_target::replace(tx, actor.district, of, targets).await?)
            })
        })
        .await
}
