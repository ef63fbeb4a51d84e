//! Who sat an assessment, whose records may be opened, and what was answered, as an analysis takes it.

use std::collections::{BTreeMap, HashMap, hash_map::Entry};

use assessment::{
    analysis::{self, Cell, Column, FEWEST, Group, ItemReport, Row, Settings, Table},
    plan::Layout,
};
use domain::{
    ItemId, LearnerId, SectionId, Timestamp,
    access::Relationship,
    people::Section,
    sitting::{ResponseState, SittingState},
};
use store::{Tx, assessment::AssessmentRow, item::ItemRow, response::Response, sitting::Sitting};

use super::{Of, options::Options};
use crate::{
    Actor, Refusal,
    access::{Action, Standing},
    chance, give_assessment, item_pool, items_kept, plans_kept, show_assessment,
};

/// The most sittings that are looked at, newest of each learner first.
const MOST_SITTINGS: usize = 20_000;

/// Learners by the relationship in which a reader sees them.
pub(crate) type Read = BTreeMap<Relationship, Vec<LearnerId>>;

/// Who sat what is looked at.
pub(crate) struct Sat {
    /// The assessment.
    pub row: AssessmentRow,
    /// The class, where one is looked at.
    pub section: Option<Section>,
    /// The last sitting of each learner that ended and counts.
    pub sittings: Vec<Sitting>,
    /// By which relationship the reader sees the learners of each class, if by any.
    pub opens: HashMap<SectionId, Option<Relationship>>,
}

impl Sat {
    /// Loads them, for who may look.
    pub async fn load(tx: &mut Tx, actor: &Actor, of: Of, now: Timestamp) -> Result<Self, Refusal> {
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
        let opens = opens(tx, actor, &sittings, now).await?;
        Ok(Self { row, section, sittings, opens })
    }

    /// By which relationship the reader sees whose sitting it is.
    pub fn opened_by(&self, sitting: &Sitting) -> Option<Relationship> {
        self.opens.get(&sitting.section).copied().flatten()
    }

    /// Whether the reader may open every record.
    pub fn whole(&self) -> bool {
        self.sittings.iter().all(|sitting| self.opened_by(sitting).is_some())
    }

    /// Those of whom the reader may open the record.
    pub fn read(&self) -> Read {
        let mut read = Read::new();
        for sitting in &self.sittings {
            if let Some(relationship) = self.opened_by(sitting) {
                read.entry(relationship).or_default().push(sitting.learner);
            }
        }
        read
    }
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

/// By which relationship the reader sees the learners of each class.
async fn opens(
    tx: &mut Tx,
    actor: &Actor,
    sittings: &[Sitting],
    now: Timestamp,
) -> Result<HashMap<SectionId, Option<Relationship>>, Refusal> {
    let today = chance::date_of(actor.district, now);
    let standing = Standing::load(tx, actor, today).await?;
    let mut known = HashMap::new();
    for sitting in sittings {
        if let Entry::Vacant(entry) = known.entry(sitting.section) {
            let section = store::section::find(tx, actor.district, sitting.section).await?;
            entry.insert(section.and_then(|section| standing.with_section(&section, Action::See)));
        }
    }
    Ok(known)
}

/// Answers by learner and item.
#[derive(Default)]
pub(crate) struct Taken {
    order: Vec<ItemId>,
    versions: HashMap<ItemId, i64>,
    answers: Vec<Answers>,
    pub rows: HashMap<ItemId, ItemRow>,
}

/// What one learner answered.
struct Answers {
    group: Option<Group>,
    on_a_page: bool,
    by_item: HashMap<ItemId, Response>,
}

impl Taken {
    /// Adds what a learner of a group, or of none, answered.
    pub async fn add(
        &mut self,
        tx: &mut Tx,
        actor: &Actor,
        sitting: &Sitting,
        group: Option<Group>,
    ) -> Result<(), Refusal> {
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
        let on_a_page = plan.layout == Layout::AllOnAPage;
        self.answers.push(Answers { group, on_a_page, by_item: own });
        Ok(())
    }

    /// What the answers say of each item; groups smaller than `smallest_group` are not compared.
    pub async fn analyse(
        &mut self,
        tx: &mut Tx,
        actor: &Actor,
        smallest_group: usize,
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
        for one in &self.answers {
            let cells = self.order.iter().map(|id| cell(one.by_item.get(id), &options[id], one.on_a_page));
            rows.push(Row { group: one.group, cells: cells.collect::<Result<_, Refusal>>()? });
        }
        if columns.is_empty() || rows.is_empty() {
            return Ok((Vec::new(), options));
        }
        let settings = Settings { smallest_group: smallest_group.max(FEWEST), exposure_limit: None };
        let reports = analysis::analyse(&Table { columns, rows }, settings)
            .map_err(|why| Refusal::Conflict(format!("The answers cannot be looked at: {why}.")))?;
        Ok((reports, options))
    }
}

pub(crate) fn cell(response: Option<&Response>, options: &Options, on_a_page: bool) -> Result<Cell, Refusal> {
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
