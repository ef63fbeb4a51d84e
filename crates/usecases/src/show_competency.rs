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
    show_grid,
};

/// Figures about fewer learners than this are not shown outside one's own sections.
pub const SMALLEST_GROUP: usize = 10;

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
    /// The class list with what was found; most need first, then by name.
    pub learners: Vec<(Listed, Option<Finding>)>,
    /// What comes directly before it.
    pub before: Vec<Competency>,
    /// What comes directly after it.
    pub after: Vec<Competency>,
}

/// How many learners are at each level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distribution {
    /// All of them; `None` where the group is too small to be shown.
    pub learners: Option<usize>,
    /// Per level of the scale, highest first; `None` where the number is too small to be shown, or would
    /// give away another that is.
    pub levels: Vec<Option<usize>>,
    /// With not enough evidence.
    pub unknown: Option<usize>,
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
    let today = chance::date_of(now);
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
    let distribution = if own { counted } else { suppressed(counted) };
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
    let today = chance::date_of(now);
    let standing = Standing::load(tx, actor, today).await?;
    let columns = Columns::load(tx, actor.district, &[competency]).await?;
    let (found, scale) = columns.with_scale(competency).ok_or(Refusal::NotFound("this competency"))?;
    let cells = of_competency(tx, actor, competency, now).await?;
    let learners = store::role::of_kind(tx, actor.district, RoleKind::Learner).await?;
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
            distribution: suppressed(distribution(scale, &findings)),
        });
    }
    Ok((found.clone(), scale.clone(), places))
}

fn distribution(scale: &Scale, findings: &[Option<&Finding>]) -> Distribution {
    let at = |code: Option<&str>| {
        findings.iter().filter(|finding| finding.and_then(|finding| finding.level.as_deref()) == code).count()
    };
    Distribution {
        learners: Some(findings.len()),
        levels: scale.levels().iter().map(|level| Some(at(Some(&level.code)))).collect(),
        unknown: Some(at(None)),
    }
}

/// Leaves out every number from 1 to 9, and where only one is left out, the next smallest too, so that
/// it cannot be found by subtraction. A group smaller than ten shows nothing.
fn suppressed(full: Distribution) -> Distribution {
    let too_small = |count: &Option<usize>| count.is_some_and(|count| count < SMALLEST_GROUP);
    if too_small(&full.learners) {
        let levels = vec![None; full.levels.len()];
        return Distribution { learners: None, levels, unknown: None };
    }
    let mut counts = full.levels;
    counts.push(full.unknown);
    let small = |count: &Option<usize>| count.is_some_and(|count| count > 0 && count < SMALLEST_GROUP);
    let hidden = counts.iter().filter(|count| small(count)).count();
    for count in &mut counts {
        if small(count) {
            *count = None;
        }
    }
    if hidden == 1
        && let Some(next) = counts.iter_mut().filter(|count| count.is_some_and(|n| n > 0)).min()
    {
        *next = None;
    }
    let unknown = counts.pop().flatten();
    Distribution { learners: full.learners, levels: counts, unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_smaller_than_ten_shows_nothing() {
        check(&[4, 3, 2], None, &[None, None, None]);
    }

    #[test]
    fn small_numbers_are_left_out_together() {
        check(&[20, 3, 4], Some(27), &[Some(20), None, None]);
    }

    #[test]
    fn one_small_number_takes_the_next_smallest_along() {
        check(&[20, 12, 4], Some(36), &[Some(20), None, None]);
    }

    #[test]
    fn nobody_is_a_number_that_tells_on_nobody() {
        check(&[20, 0, 11], Some(31), &[Some(20), Some(0), Some(11)]);
    }

    /// The last number is of those with not enough evidence.
    #[track_caller]
    fn check(counts: &[usize], learners: Option<usize>, expected: &[Option<usize>]) {
        let (unknown, levels) = counts.split_last().expect("numbers");
        let found = suppressed(Distribution {
            learners: Some(counts.iter().sum()),
            levels: levels.iter().copied().map(Some).collect(),
            unknown: Some(*unknown),
        });
        let mut shown = found.levels;
        shown.push(found.unknown);
        assert_eq!((found.learners, shown.as_slice()), (learners, expected));
    }
}
