//! Groups for tomorrow: who needs the same thing, and who is ready for what.

use std::collections::BTreeMap;

use domain::{
    CompetencyId, LearnerId, SectionId, Timestamp, access::Relationship, framework::AssociationKind,
    judgement::Finding, people::Section,
};
use mastery::groups::{self, Groups, Matrix, Question, Sizes};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
    class_list::{self, Columns, Listed},
    show_grid,
};

/// The fewest learners that make a group.
const LEAST: usize = 2;

/// Groups of one section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionGroups {
    /// The section.
    pub section: Section,
    /// By which relationship it is open.
    pub relationship: Relationship,
    /// The targets in order.
    pub columns: Columns,
    /// The class list.
    pub learners: Vec<Listed>,
    /// Who needs the same thing, who is alone with a need, who has none.
    pub need: Groups,
    /// Per target, in order, who is ready for it and has not reached it; targets without anybody left out.
    pub ready: Vec<(CompetencyId, Vec<LearnerId>)>,
    /// Of each target, the targets or other competencies that come directly before it.
    pub before: BTreeMap<CompetencyId, Vec<CompetencyId>>,
    /// Learners without any evidence of the targets.
    pub unknown: Vec<LearnerId>,
}

/// Forms groups of at most `most` learners.
pub async fn show_groups(
    app: &App,
    actor: &Actor,
    section: SectionId,
    most: usize,
) -> Result<SectionGroups, Refusal> {
    let now = chance::now();
    let sizes = Sizes::new(LEAST.min(most), most)
        .map_err(|why| Refusal::invalid("size", format!("is wrong: {why}")))?;
    let groups = app
        .db
        .read((actor, section), |tx, (actor, section)| Box::pin(load(tx, actor, *section, sizes, now)))
        .await?;
    let learners = groups.learners.iter().map(|listed| listed.learner).collect();
    access::log(app, actor, "groups", groups.relationship, learners, now).await?;
    Ok(groups)
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    section: SectionId,
    sizes: Sizes,
    now: Timestamp,
) -> Result<SectionGroups, Refusal> {
    let district = actor.district;
    let today = chance::date_of(actor.district, now);
    let (section, relationship) = access::section(tx, actor, section, Action::See, today).await?;
    let learners = class_list::learners(tx, district, &section, today).await?;
    let targets = store::target::of_section(tx, district, section.id).await?;
    let columns = Columns::load(tx, district, &targets).await?;
    let stored = store::mastery::of_section(tx, district, section.id).await?;
    let cells = show_grid::current(tx, district, stored, now).await?;
    let found: BTreeMap<(LearnerId, CompetencyId), Finding> =
        cells.into_iter().map(|cell| ((cell.learner, cell.competency), cell.finding)).collect();
    let matrix: Matrix<'_> = found.iter().map(|(cell, finding)| (*cell, finding)).collect();
    let prerequisites = prerequisites(tx, actor, &targets).await?;
    let everyone: Vec<LearnerId> = learners.iter().map(|listed| listed.learner).collect();
    let seen = |learner: LearnerId| {
        found.iter().any(|((whose, _), finding)| *whose == learner && finding.value.is_some())
    };
    let (known, unknown): (Vec<LearnerId>, Vec<LearnerId>) = everyone.into_iter().partition(|l| seen(*l));
    let question = Question {
        learners: &known,
        targets: &targets,
        matrix: &matrix,
        prerequisites: &prerequisites,
        sizes,
    };
    let need = groups::form(&question);
    let mut ready = groups::who_is_ready(&question);
    ready.retain(|(_, learners)| !learners.is_empty());
    let mut before: BTreeMap<CompetencyId, Vec<CompetencyId>> = BTreeMap::new();
    for (earlier, later) in prerequisites {
        before.entry(later).or_default().push(earlier);
    }
    Ok(SectionGroups { section, relationship, columns, learners, need, ready, before, unknown })
}

/// Prerequisites among the targets; what is not a target was never looked at in this section.
async fn prerequisites(
    tx: &mut Tx,
    actor: &Actor,
    targets: &[CompetencyId],
) -> Result<Vec<(CompetencyId, CompetencyId)>, Refusal> {
    let mut pairs = store::association::pairs(tx, actor.district, &AssociationKind::Precedes).await?;
    pairs.retain(|(earlier, later)| targets.contains(earlier) && targets.contains(later));
    Ok(pairs)
}
