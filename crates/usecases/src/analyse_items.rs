//! An assessment question by question: how hard each was, whom it tells apart, who chose what, and what to do about it.

mod options;

use std::collections::{BTreeMap, HashMap, hash_map::Entry};

use assessment::{
    analysis::{self, Advice, Cell, Column, FEWEST, ItemReport, Row, Settings, Table},
    plan::Layout,
};
use domain::{
    AssessmentId, AssignmentId, ItemId, LearnerId, SectionId, Timestamp,
    access::Relationship,
    people::Section,
    sitting::{ResponseState, SittingState},
};
use exchange::exports::{Shape, item_analysis};
use store::{Tx, item::ItemRow, response::Response, sitting::Sitting};

use crate::{
    Actor, App, Refusal,
    access::{self, Action, Standing},
    chance, give_assessment, item_pool, items_kept, plans_kept, show_assessment,
    small_cells::{Shown, Smallest},
};
use options::Options;

/// The most sittings that are looked at, newest of each learner first.
const MOST_SITTINGS: usize = 20_000;

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

type Read = BTreeMap<Relationship, Vec<LearnerId>>;

async fn load(tx: &mut Tx, actor: &Actor, of: Of, now: Timestamp) -> Result<(ItemAnalysis, Read), Refusal> {
    let district = actor.district;
    let (row, section, all) = match of {
        Of::Assignment(id) => {
            let given = give_assessment::of_actor(tx, actor, id, Action::See, now).await?;
            let row = store::assessment::find(tx, district, given.assessment).await?;
            let row = row.ok_or(Refusal::NotFound("this assessment"))?;
            let section = store::section::find(tx, district, given.section).await?;
            (row, section, store::sitting::of_assignment(tx, district, id).await?)
        }
        Of::Assessment(id) => {
            let (row, section) = show_assessment::seen(tx, actor, id, now).await?;
            (row, section, store::sitting::of_assessment(tx, district, id).await?)
        }
    };
    let sittings = last_of_each(all);
    let (read, whole) = readers(tx, actor, &sittings, now).await?;
    let smallest = Smallest::load(tx, district).await?;
    let mut taken = Taken::default();
    for sitting in &sittings {
        taken.add(tx, actor, sitting).await?;
    }
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let shown = |number: usize| Some(count(number)).filter(|number| whole || !smallest.is_small(*number));
    let (reports, options) = taken.analyse(tx, actor).await?;
    let mut items = Vec::with_capacity(reports.len());
    for report in reports {
        let Some(row) = taken.rows.get(&report.item) else { continue };
        let options = &options[&report.item];
        items.push(analysed(report, row, options, (!whole).then_some(smallest), &shown));
    }
    let found = ItemAnalysis {
        title: row.title,
        assessment: row.id,
        section,
        whole,
        learners: shown(sittings.len()),
        fewest: FEWEST,
        items,
    };
    Ok((found, if whole { read } else { Read::new() }))
}

/// The last sitting of each learner that ended and counts.
fn last_of_each(all: Vec<Sitting>) -> Vec<Sitting> {
    let mut last: BTreeMap<LearnerId, Sitting> = BTreeMap::new();
    for one in all {
        if matches!(one.state, SittingState::Scored | SittingState::Waiting) && one.rushed != Some(true) {
            last.insert(one.learner, one);
        }
    }
    last.into_values().take(MOST_SITTINGS).collect()
}

/// By which relationship the reader sees each class, and whether they see all of them.
async fn readers(
    tx: &mut Tx,
    actor: &Actor,
    sittings: &[Sitting],
    now: Timestamp,
) -> Result<(Read, bool), Refusal> {
    let today = chance::date_of(actor.district, now);
    let standing = Standing::load(tx, actor, today).await?;
    let mut known: HashMap<SectionId, Option<Relationship>> = HashMap::new();
    let (mut read, mut whole) = (Read::new(), true);
    for sitting in sittings {
        if let Entry::Vacant(entry) = known.entry(sitting.section) {
            let section = store::section::find(tx, actor.district, sitting.section).await?;
            entry.insert(section.and_then(|section| standing.with_section(&section, Action::See)));
        }
        match known[&sitting.section] {
            Some(relationship) => read.entry(relationship).or_default().push(sitting.learner),
            None => whole = false,
        }
    }
    Ok((read, whole))
}

/// Answers by learner and item.
#[derive(Default)]
struct Taken {
    order: Vec<ItemId>,
    versions: HashMap<ItemId, i64>,
    answers: Vec<(HashMap<ItemId, Response>, bool)>,
    rows: HashMap<ItemId, ItemRow>,
}

impl Taken {
    async fn add(&mut self, tx: &mut Tx, actor: &Actor, sitting: &Sitting) -> Result<(), Refusal> {
        let plan = plans_kept::load(tx, actor.district, sitting.assessment, sitting.version).await?;
        let all = store::response::of_sitting(tx, actor.district, sitting.learner, sitting.id).await?;
        let mut own = HashMap::new();
        for response in all {
            let version = self.versions.entry(response.item).or_insert_with(|| {
                self.order.push(response.item);
                response.item_version
            });
            *version = (*version).max(response.item_version);
            own.insert(response.item, response);
        }
        self.answers.push((own, plan.layout == Layout::AllOnAPage));
        Ok(())
    }

    async fn analyse(
        &mut self,
        tx: &mut Tx,
        actor: &Actor,
    ) -> Result<(Vec<ItemReport>, HashMap<ItemId, Options>), Refusal> {
        for row in store::item::find_all(tx, actor.district, &self.order).await? {
            self.rows.insert(row.id, row);
        }
        let mut options = HashMap::new();
        let mut columns = Vec::with_capacity(self.order.len());
        for id in &self.order {
            let item = items_kept::load(tx, actor.district, *id, self.versions[id]).await?;
            let own = Options::of(&item);
            columns.push(Column {
                item: *id,
                options: own.choices(),
                parameters: self.rows.get(id).and_then(item_pool::parameters),
            });
            options.insert(*id, own);
        }
        let mut rows = Vec::with_capacity(self.answers.len());
        for (answers, on_a_page) in &self.answers {
            let cells = self.order.iter().map(|id| cell(answers.get(id), &options[id], *on_a_page));
            rows.push(Row { group: None, cells: cells.collect::<Result<_, Refusal>>()? });
        }
        if columns.is_empty() || rows.is_empty() {
            return Ok((Vec::new(), options));
        }
        // No group of learners is known here that could be compared: a roster names none.
        let settings = Settings { smallest_group: FEWEST, exposure_limit: None };
        let reports = analysis::analyse(&Table { columns, rows }, settings)
            .map_err(|why| Refusal::Conflict(format!("The answers cannot be looked at: {why}.")))?;
        Ok((reports, options))
    }
}

fn cell(response: Option<&Response>, options: &Options, on_a_page: bool) -> Result<Cell, Refusal> {
    let Some(response) = response else { return Ok(Cell::NotGiven) };
    let (Some(points), Some(possible)) = (response.points, response.points_possible) else {
        return Ok(Cell::NotGiven);
    };
    match response.state {
        ResponseState::Answered if possible.millionths() > 0 => Ok(Cell::Answered {
            share: (points.to_f64() / possible.to_f64()).clamp(0.0, 1.0),
            option: options.chosen(response)?,
            milliseconds: u32::try_from(response.milliseconds).ok().filter(|_| !on_a_page),
        }),
        ResponseState::Shown | ResponseState::Skipped => Ok(Cell::Omitted),
        _ => Ok(Cell::NotGiven),
    }
}

/// One item as it is shown. With `smallest`, whatever is about fewer learners is left out.
fn analysed(
    report: ItemReport,
    row: &ItemRow,
    texts: &Options,
    smallest: Option<Smallest>,
    shown: &dyn Fn(usize) -> Shown,
) -> AnalysedItem {
    let given = shown(report.given);
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let of_options = report.figures.as_ref().map(|figures| figures.options.as_slice()).unwrap_or_default();
    let rest = report.given.saturating_sub(of_options.iter().map(|one| one.chosen).sum());
    let counts: Vec<u64> = of_options.iter().map(|one| count(one.chosen)).chain([count(rest)]).collect();
    let counts: Vec<Shown> = match smallest {
        None => counts.iter().copied().map(Some).collect(),
        Some(smallest) => smallest.row(&counts).unwrap_or_else(|| vec![None; counts.len()]),
    };
    let options: Vec<AnalysedOption> = of_options
        .iter()
        .zip(&counts)
        .enumerate()
        .map(|(place, (one, chosen))| AnalysedOption {
            label: one.label.clone(),
            text: texts.text(place),
            is_key: one.is_key,
            chosen: *chosen,
            share: chosen.map(|_| one.share),
            others: one.others.filter(|_| chosen.is_some_and(|chosen| chosen > 0)),
        })
        .collect();
    // A share of so many says how many: of a few, either way, it is left out with everything that follows from it.
    let tells = report.figures.as_ref().is_some_and(|figures| {
        let of = |share: f64| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_precision_loss,
                reason = "a share of a count"
            )]
            let part = (share * report.given as f64).round() as u64;
            smallest.is_none_or(|smallest| smallest.part(part, count(report.given)).is_some())
        };
        of(figures.p) && of(figures.omitted)
    });
    let hidden = smallest.is_some() && options.iter().any(|one| one.chosen.is_none());
    let says = |one: &&Advice| matches!(one, Advice::TooFew { .. }) || (tells && !hidden);
    let advice = report.advice.iter().filter(says).filter(|_| given.is_some());
    AnalysedItem {
        item: report.item,
        identifier: row.identifier.clone(),
        title: row.title.clone(),
        given,
        advice: advice.map(ToString::to_string).collect(),
        figures: report.figures.filter(|_| tells),
        options,
    }
}

/// The same as a table, to take away.
pub async fn export_analysis(app: &App, actor: &Actor, of: Of, shape: Shape) -> Result<Vec<u8>, Refusal> {
    let found = analyse_items(app, actor, of).await?;
    let number = |number: Option<f64>| number.map(|number| format!("{number:.3}")).unwrap_or_default();
    let row = |one: AnalysedItem| {
        let figures = one.figures.as_ref();
        let chosen = |option: &AnalysedOption| {
            format!("{} {}", option.label, option.chosen.map_or("?".to_owned(), |count| count.to_string()))
        };
        item_analysis::ItemRow {
            item: one.identifier,
            title: one.title,
            given: one.given.map(|given| given.to_string()).unwrap_or_default(),
            share_of_points: number(figures.map(|one| one.p)),
            standard_error: number(figures.map(|one| one.p_error)),
            correlation: number(figures.and_then(|one| one.correlation)),
            biserial: number(figures.and_then(|one| one.biserial)),
            omitted: number(figures.map(|one| one.omitted)),
            median_seconds: number(
                figures.and_then(|one| one.median_milliseconds).map(|time| f64::from(time) / 1_000.0),
            ),
            infit: number(figures.and_then(|one| one.fit).map(|fit| fit.infit)),
            outfit: number(figures.and_then(|one| one.fit).map(|fit| fit.outfit)),
            key: one.options.iter().find(|one| one.is_key).map(|one| one.label.clone()).unwrap_or_default(),
            options: one.options.iter().map(chosen).collect::<Vec<_>>().join("; "),
            advice: one.advice.join("; "),
        }
    };
    Ok(item_analysis::write(shape, found.items.into_iter().map(row)))
}
