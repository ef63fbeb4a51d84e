//! An assessment question by question: how hard each was, whom it tells apart, who chose what, and what to do about it.

mod options;
mod shown;
mod table;
mod taken;

use assessment::analysis::{self, FEWEST};
use domain::{AssessmentId, AssignmentId, ItemId, Timestamp, people::Section};
use store::Tx;

use crate::{
    Actor, App, Refusal, access, chance,
    small_cells::{Shown, Smallest},
};
pub(crate) use options::Options;
use shown::analysed;
pub(crate) use shown::share_tells;
pub use table::export_analysis;
pub(crate) use taken::{Read, Sat, Taken, cell};

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// One class, once.
    Assignment(AssignmentId),
    /// Everybody who has taken it.
    Assessment(AssessmentId),
}

/// The questions of an assessment.
#[derive(Debug, Clone)]
pub struct ItemAnalysis {
    /// What it is called.
    pub title: String,
    /// The assessment.
    pub assessment: AssessmentId,
    /// The class, where one is looked at.
    pub section: Option<Section>,
    /// Whether the reader may open every record that the figures come from; otherwise small numbers are left out.
    pub whole: bool,
    /// How many learners have taken it; `None` where that is too few to say.
    pub learners: Shown,
    /// From how many answers on figures are given.
    pub fewest: usize,
    /// Each item, in the order in which they come first.
    pub items: Vec<AnalysedItem>,
}

/// One question.
#[derive(Debug, Clone)]
pub struct AnalysedItem {
    /// Which.
    pub item: ItemId,
    /// By which it is known.
    pub identifier: String,
    /// What its author calls it.
    pub title: String,
    /// To how many it was given; `None` where that is too few to say.
    pub given: Shown,
    /// Its figures; `None` below the fewest answers, and where they would give somebody away.
    pub figures: Option<analysis::Figures>,
    /// Who chose what, for items of one choice.
    pub options: Vec<AnalysedOption>,
    /// What to do, in a sentence each, most urgent first.
    pub advice: Vec<String>,
}

/// One option of a question.
#[derive(Debug, Clone)]
pub struct AnalysedOption {
    /// Its letter.
    pub label: String,
    /// What it says.
    pub text: String,
    /// Whether it is the key.
    pub is_key: bool,
    /// How many chose it; `None` where that is too few to say.
    pub chosen: Shown,
    /// Share of those who got the item.
    pub share: Option<f64>,
    /// Mean share of points on the other items of those who chose it.
    pub others: Option<f64>,
}

/// Looks at an assessment question by question.
pub async fn analyse_items(app: &App, actor: &Actor, of: Of) -> Result<ItemAnalysis, Refusal> {
    let now = chance::now();
    let (found, read) = app
        .db
        .read(actor.clone(), |tx, actor| Box::pin(async move { load(tx, actor, of, now).await }))
        .await?;
    for (relationship, learners) in read {
        access::log(app, actor, "questions of an assessment", relationship, learners, now).await?;
    }
    Ok(found)
}

async fn load(tx: &mut Tx, actor: &Actor, of: Of, now: Timestamp) -> Result<(ItemAnalysis, Read), Refusal> {
    let sat = Sat::load(tx, actor, of, now).await?;
    let whole = sat.whole();
    let smallest = Smallest::load(tx, actor.district).await?;
    let mut taken = Taken::default();
    for sitting in &sat.sittings {
        taken.add(tx, actor, sitting, None).await?;
    }
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let shown = |number: usize| Some(count(number)).filter(|number| whole || !smallest.is_small(*number));
    let (reports, options) = taken.analyse(tx, actor, FEWEST).await?;
    let mut items = Vec::with_capacity(reports.len());
    for report in reports {
        let Some(row) = taken.rows.get(&report.item) else { continue };
        let options = &options[&report.item];
        items.push(analysed(report, row, options, (!whole).then_some(smallest), &shown));
    }
    let read = if whole { sat.read() } else { Read::new() };
    let found = ItemAnalysis {
        learners: shown(sat.sittings.len()),
        title: sat.row.title,
        assessment: sat.row.id,
        section: sat.section,
        whole,
        fewest: FEWEST,
        items,
    };
    Ok((found, read))
}
