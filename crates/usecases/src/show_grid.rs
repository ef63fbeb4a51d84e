//! The mastery grid: a section's learners by its targets, in few queries and none per cell.

use std::collections::{HashMap, HashSet};

use domain::{
    CompetencyId, DistrictId, LearnerId, SectionId, Timestamp,
    access::Relationship,
    judgement::{Context, Finding},
    people::Section,
};
use store::{Tx, mastery::Cell};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
    class_list::{self, Columns, Listed},
    rejudging,
};

/// Up to so many changed cells are read one by one; more read the whole section once.
const FEW_CELLS: usize = 40;

/// A section by its targets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// The section.
    pub section: Section,
    /// By which relationship it is open.
    pub relationship: Relationship,
    /// The targets in order, and their scales for the legend.
    pub columns: Columns,
    /// The class list.
    pub rows: Vec<Row>,
    /// Who is to be given something today, in the order of the list, and what, in a line.
    pub accommodations: Vec<(Listed, String)>,
    /// How many ratings wait to be released; 0 for who may not rate.
    pub drafts: usize,
    /// The moment that every cell is judged for.
    pub as_of: Timestamp,
}

/// One learner of a grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Who.
    pub learner: Listed,
    /// In the order of the columns; `None` where there is no evidence at all.
    pub cells: Vec<Option<Finding>>,
}

impl Grid {
    /// Whether the reader may rate, decide, retract.
    pub fn may_judge(&self) -> bool {
        self.relationship == Relationship::Educator
    }

    /// Whether the reader may rate, in drafts.
    pub fn may_draft(&self) -> bool {
        access::drafts(self.relationship)
    }

    /// Whether the reader may change targets and people.
    pub fn may_manage(&self) -> bool {
        matches!(self.relationship, Relationship::Educator | Relationship::ProgramLead)
    }
}

/// Loads the grid of a section.
pub async fn show_grid(app: &App, actor: &Actor, section: SectionId) -> Result<Grid, Refusal> {
    let now = chance::now();
    let grid = app
        .db
        .read((actor, section), |tx, (actor, section)| Box::pin(load(tx, actor, *section, now)))
        .await?;
    let learners = grid.rows.iter().map(|row| row.learner.learner).collect();
    access::log(app, actor, "mastery grid", grid.relationship, learners, now).await?;
    Ok(grid)
}

async fn load(tx: &mut Tx, actor: &Actor, section: SectionId, now: Timestamp) -> Result<Grid, Refusal> {
    let district = actor.district;
    let today = chance::date_of(actor.district, now);
    let (section, relationship) = access::section(tx, actor, section, Action::See, today).await?;
    let learners = class_list::learners(tx, district, &section, today).await?;
    let targets = store::target::of_section(tx, district, section.id).await?;
    let columns = Columns::load(tx, district, &targets).await?;
    let stored = store::mastery::of_section(tx, district, section.id).await?;
    let cells = current(tx, district, stored, now).await?;
    let drafts = if access::drafts(relationship) {
        store::draft::of_section(tx, district, section.id, None).await?.len()
    } else {
        0
    };
    let accommodations = class_list::accommodations(tx, district, &learners, today).await?;
    let rows = arranged(learners, &columns, cells);
    Ok(Grid { section, relationship, columns, rows, accommodations, drafts, as_of: now })
}

/// Puts cells in their places.
fn arranged(learners: Vec<Listed>, columns: &Columns, cells: Vec<Cell>) -> Vec<Row> {
    let place: HashMap<CompetencyId, usize> =
        columns.competencies.iter().enumerate().map(|(place, competency)| (competency.id, place)).collect();
    let mut rows: Vec<Row> = learners
        .into_iter()
        .map(|learner| Row { learner, cells: vec![None; columns.competencies.len()] })
        .collect();
    let row: HashMap<LearnerId, usize> =
        rows.iter().enumerate().map(|(at, row)| (row.learner.learner, at)).collect();
    for cell in cells {
        if let (Some(&row), Some(&place)) = (row.get(&cell.learner), place.get(&cell.competency)) {
            rows[row].cells[place] = Some(cell.finding);
        }
    }
    rows
}

/// Cells as they are at `now`: what time alone has changed is judged again for reading.
pub(crate) async fn current(
    tx: &mut Tx,
    district: DistrictId,
    mut cells: Vec<Cell>,
    now: Timestamp,
) -> Result<Vec<Cell>, Refusal> {
    let overdue = |finding: &Finding| finding.changes_at.is_some_and(|changes| changes <= now);
    let mut stored = Vec::new();
    for cell in cells.iter().filter(|cell| overdue(&cell.finding)) {
        let found =
            store::mastery::find(tx, district, cell.learner, cell.competency, Context::Record).await?;
        stored.extend(found);
    }
    if stored.is_empty() {
        return Ok(cells);
    }
    let mut judged: HashMap<(LearnerId, CompetencyId), Finding> = rejudging::again(tx, district, stored, now)
        .await?
        .into_iter()
        .map(|judgement| ((judgement.learner, judgement.competency), judgement.finding))
        .collect();
    for cell in &mut cells {
        if let Some(finding) = judged.remove(&(cell.learner, cell.competency)) {
            cell.finding = finding;
        }
    }
    Ok(cells)
}

/// Cells of a section's grid that changed while somebody looks at it: of its learners and targets only,
/// after the same access check; the page that looks was logged when it was opened.
pub async fn changed_cells(
    app: &App,
    actor: &Actor,
    section: SectionId,
    changed: Vec<(LearnerId, CompetencyId)>,
) -> Result<Vec<Cell>, Refusal> {
    let now = chance::now();
    app.db
        .read((actor, section, changed), |tx, (actor, section, changed)| {
            Box::pin(load_changed(tx, actor, *section, changed, now))
        })
        .await
}

async fn load_changed(
    tx: &mut Tx,
    actor: &Actor,
    section: SectionId,
    changed: &[(LearnerId, CompetencyId)],
    now: Timestamp,
) -> Result<Vec<Cell>, Refusal> {
    let district = actor.district;
    let today = chance::date_of(actor.district, now);
    let (section, _) = access::section(tx, actor, section, Action::See, today).await?;
    let targets: HashSet<CompetencyId> =
        store::target::of_section(tx, district, section.id).await?.into_iter().collect();
    let mut changed: HashSet<(LearnerId, CompetencyId)> = changed.iter().copied().collect();
    changed.retain(|(_, competency)| targets.contains(competency));
    if changed.is_empty() {
        return Ok(Vec::new());
    }
    let class = class_list::learners(tx, district, &section, today).await?;
    let learners: HashSet<LearnerId> = class.into_iter().map(|listed| listed.learner).collect();
    changed.retain(|(learner, _)| learners.contains(learner));
    let cells = if changed.len() > FEW_CELLS {
        let mut all = store::mastery::of_section(tx, district, section.id).await?;
        all.retain(|cell| changed.contains(&(cell.learner, cell.competency)));
        all
    } else {
        let mut cells = Vec::with_capacity(changed.len());
        for (learner, competency) in changed {
            let found = store::mastery::find(tx, district, learner, competency, Context::Record).await?;
            cells.extend(found.map(|found| Cell { learner, competency, finding: found.finding }));
        }
        cells
    };
    current(tx, district, cells, now).await
}
