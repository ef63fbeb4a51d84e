//! How a section, or the places somebody may see, stand in one competency.

use std::collections::HashMap;

use domain::{
    CompetencyId, LearnerId, OrganizationId, SectionId, Timestamp,
    access::Relationship,
    framework::{AssociationKind, Competency},
    judgement::{Context, Finding},
    people::{RoleKind, Section},
    scale::Scale,
};
use store::{Tx, mastery::Cell};

use crate::{
    Actor, App, Refusal,
    access::{self, Action, Standing},
    chance,
    class_list::{self, Columns, Listed},
    distribution::{Distribution, distribution, suppressed},
    show_grid,
    small_cells::Smallest,
};

/// One competency in one section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionCompetency {
    /// The section.
    pub section: Section,
    /// By which relationship it is open.
    pub relationship: Relationship,
    /// The competency.
    pub competency: Competency,
    /// Its scale.
    pub scale: Scale,
    /// How many learners are at each level.
    pub distribution: Distribution,
    /// Below how many learners numbers are left out.
    pub smallest: Smallest,
    /// The class list with what was found; most need first, then by name.
    pub learners: Vec<(Listed, Option<Finding>)>,
    /// What comes directly before it.
    pub before: Vec<Competency>,
    /// What comes directly after it.
    pub after: Vec<Competency>,
}

/// One organization in one competency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceDistribution {
    /// Where.
    pub organization: OrganizationId,
    /// Its name.
    pub name: String,
    /// How its learners stand, small numbers left out.
    pub distribution: Distribution,
}

/// Loads one competency of one section.
pub async fn show_competency(
    app: &App,
    actor: &Actor,
    section: SectionId,
    competency: CompetencyId,
) -> Result<SectionCompetency, Refusal> {
    let now = chance::now();
    let found = app
        .db
        .read((actor, section, competency), |tx, (actor, section, competency)| {
            Box::pin(load(tx, actor, *section, *competency, now))
        })
        .await?;
    let learners = found.learners.iter().map(|(listed, _)| listed.learner).collect();
    access::log(app, actor, "competency in a section", found.relationship, learners, now).await?;
    Ok(found)
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    section: SectionId,
    competency: CompetencyId,
    now: Timestamp,
) -> Result<SectionCompetency, Refusal> {
    let district = actor.district;
    let today = chance::date_of(actor.district, now);
    let (section, relationship) = access::section(tx, actor, section, Action::See, today).await?;
    let columns = Columns::load(tx, district, &[competency]).await?;
    let (found, scale) = columns.with_scale(competency).ok_or(Refusal::NotFound("this competency"))?;
    let class = class_list::learners(tx, district, &section, today).await?;
    let mut cells = of_class(tx, actor, section.id, competency, &class, now).await?;
    let mut learners: Vec<(Listed, Option<Finding>)> = class
        .into_iter()
        .map(|listed| {
            let finding = cells.remove(&listed.learner);
            (listed, finding)
        })
        .collect();
    let findings: Vec<Option<&Finding>> = learners.iter().map(|(_, finding)| finding.as_ref()).collect();
    let own = matches!(relationship, Relationship::Educator | Relationship::Aide | Relationship::Substitute);
    let counted = distribution(scale, &findings);
    let smallest = Smallest::load(tx, district).await?;
    let distribution = if own { counted } else { suppressed(&counted, smallest) };
    // What is known to be low first, then what is not known, then what is mastered.
    learners.sort_by_key(|(_, finding)| match finding.as_ref().and_then(|finding| finding.value) {
        Some(value) if value < scale.mastery() => (0, value),
        None => (1, domain::Points::ZERO),
        Some(value) => (2, value),
    });
    let pairs = store::association::pairs(tx, district, &AssociationKind::Precedes).await?;
    let before: Vec<CompetencyId> =
        pairs.iter().filter(|(_, later)| *later == competency).map(|(earlier, _)| *earlier).collect();
    let after: Vec<CompetencyId> =
        pairs.iter().filter(|(earlier, _)| *earlier == competency).map(|(_, later)| *later).collect();
    Ok(SectionCompetency {
        section,
        relationship,
        competency: found.clone(),
        scale: scale.clone(),
        distribution,
        smallest,
        learners,
        before: Columns::load(tx, district, &before).await?.competencies,
        after: Columns::load(tx, district, &after).await?.competencies,
    })
}

/// What is found of the learners of one class.
async fn of_class(
    tx: &mut Tx,
    actor: &Actor,
    section: SectionId,
    competency: CompetencyId,
    class: &[Listed],
    now: Timestamp,
) -> Result<HashMap<LearnerId, Finding>, Refusal> {
    let district = actor.district;
    let targets = store::target::of_section(tx, district, section).await?;
    let mut cells = Vec::new();
    if targets.contains(&competency) {
        cells = store::mastery::of_section(tx, district, section).await?;
        cells.retain(|cell| cell.competency == competency);
    } else {
        for listed in class {
            let found =
                store::mastery::find(tx, district, listed.learner, competency, Context::Record).await?;
            cells.extend(found.map(|found| Cell {
                learner: found.learner,
                competency,
                finding: found.finding,
            }));
        }
    }
    let cells = show_grid::current(tx, district, cells, now).await?;
    Ok(cells.into_iter().map(|cell| (cell.learner, cell.finding)).collect())
}

/// What is found of every learner of the district in one competency.
async fn of_competency(
    tx: &mut Tx,
    actor: &Actor,
    competency: CompetencyId,
    now: Timestamp,
) -> Result<HashMap<LearnerId, Finding>, Refusal> {
    let stored = store::mastery::of_competency(tx, actor.district, competency, Context::Record).await?;
    let cells = stored
        .into_iter()
        .map(|found| Cell { learner: found.learner, competency, finding: found.finding })
        .collect();
    let cells = show_grid::current(tx, actor.district, cells, now).await?;
    Ok(cells.into_iter().map(|cell| (cell.learner, cell.finding)).collect())
}

/// How the organizations stand where somebody holds a role that lets them see learners: numbers only,
/// small ones left out. Empty for who holds none.
pub async fn show_competency_in_places(
    app: &App,
    actor: &Actor,
    competency: CompetencyId,
) -> Result<(Competency, Scale, Vec<PlaceDistribution>), Refusal> {
    let now = chance::now();
    app.db
        .read((actor, competency), |tx, (actor, competency)| {
            Box::pin(load_places(tx, actor, *competency, now))
        })
        .await
}

async fn load_places(
    tx: &mut Tx,
    actor: &Actor,
    competency: CompetencyId,
    now: Timestamp,
) -> Result<(Competency, Scale, Vec<PlaceDistribution>), Refusal> {
    let today = chance::date_of(actor.district, now);
    let standing = Standing::load(tx, actor, today).await?;
    let columns = Columns::load(tx, actor.district, &[competency]).await?;
    let (found, scale) = columns.with_scale(competency).ok_or(Refusal::NotFound("this competency"))?;
    let cells = of_competency(tx, actor, competency, now).await?;
    let learners = store::role::of_kind(tx, actor.district, RoleKind::Learner).await?;
    let smallest = Smallest::load(tx, actor.district).await?;
    let mut places = Vec::new();
    for organization in &standing.organizations {
        if standing.with_organization(organization.id, Action::See).is_none() {
            continue;
        }
        let here = learners.iter().filter(|r| r.organization == organization.id && r.dates.contains(today));
        let findings: Vec<Option<&Finding>> = here.map(|role| cells.get(&role.person.as_learner())).collect();
        if findings.is_empty() {
            continue;
        }
        places.push(PlaceDistribution {
            organization: organization.id,
            name: organization.name.clone(),
            distribution: suppressed(&distribution(scale, &findings), smallest),
        });
    }
    Ok((found.clone(), scale.clone(), places))
}
