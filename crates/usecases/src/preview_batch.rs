//! What a batch would do, row by row, before anything is done.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{
    LearnerId, PersonId, SectionId, Timestamp, access::Relationship, batch::BatchAction, people::Person, text,
};
use store::{Tx, batch::Batch};

use crate::{
    Actor, App, Refusal,
    access::{self, Action, Standing},
    batch_rows::Doing,
    chance, class_list,
    search_people::{after_of, who_learns},
    show_batch::of_records,
};

/// The most learners of one batch.
pub const MOST_LEARNERS: usize = 5_000;

/// Whom a batch concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// These.
    Learners(Vec<LearnerId>),
    /// Everybody who learns in a section today.
    Section(SectionId),
    /// Every learner whose name or e-mail address contains this, on all pages of the search.
    Search(String),
}

/// A batch that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBatch {
    /// Whom.
    pub chosen: Chosen,
    /// What is done to each.
    pub action: BatchAction,
    /// Why; needed for leaving evidence out.
    pub reason: String,
}

/// One row before anything is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewRow {
    /// Who.
    pub learner: LearnerId,
    /// Family name first; empty for who may not be named.
    pub name: String,
    /// What would be done, or why nothing.
    pub would: Result<String, String>,
}

/// What a batch would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// One row per learner, in the order of a class list.
    pub rows: Vec<PreviewRow>,
}

impl Preview {
    /// How many rows would be done.
    pub fn doable(&self) -> usize {
        self.rows.iter().filter(|row| row.would.is_ok()).count()
    }
}

/// Looks at what a batch would do. Nothing is written but the access log.
pub async fn preview_batch(app: &App, actor: &Actor, asked: NewBatch) -> Result<Preview, Refusal> {
    let now = chance::now();
    let asked = checked(asked)?;
    let (preview, read) = app
        .db
        .read((actor.clone(), asked), |tx, (actor, asked)| Box::pin(look(tx, actor, asked, now)))
        .await?;
    for (relationship, learners) in read {
        access::log(app, actor, "many at once", relationship, learners, now).await?;
    }
    Ok(preview)
}

/// Refuses what cannot be asked for, and trims what was typed.
pub(crate) fn checked(mut asked: NewBatch) -> Result<NewBatch, Refusal> {
    asked.reason = match &asked.action {
        BatchAction::Excuse { competency, instrument } => {
            if competency.is_none() && instrument.as_ref().is_none_or(|name| name.trim().is_empty()) {
                return Err(Refusal::invalid("competency", "is missing: choose one, or name an instrument"));
            }
            text::required(&asked.reason, 1_000).map_err(Refusal::text("reason"))?
        }
        _ => text::optional(&asked.reason, 1_000).map_err(Refusal::text("reason"))?.unwrap_or_default(),
    };
    if let BatchAction::Excuse { instrument, .. } = &mut asked.action {
        *instrument = match instrument.take() {
            Some(name) => text::optional(&name, 300).map_err(Refusal::text("instrument"))?,
            None => None,
        };
    }
    if let BatchAction::Move { from, to, .. } = &asked.action
        && from == to
    {
        return Err(Refusal::invalid("to", "is the class that they are in: choose another"));
    }
    Ok(asked)
}

type ReadOf = BTreeMap<Relationship, Vec<LearnerId>>;

async fn look(
    tx: &mut Tx,
    actor: &Actor,
    asked: &NewBatch,
    now: Timestamp,
) -> Result<(Preview, ReadOf), Refusal> {
    let batch = Batch {
        id: chance::batch_id(now),
        action: asked.action.clone(),
        reason: asked.reason.clone(),
        made_at: now,
        made_by: actor.person,
        finished_at: None,
        undo: None,
    };
    let doing = Doing::load(tx, actor, &batch, now).await?;
    let learners = learners(tx, actor, &doing.standing, &asked.chosen).await?;
    let ids: Vec<PersonId> = learners.iter().map(|learner| learner.as_person()).collect();
    let people: HashMap<PersonId, Person> = store::person::find_all(tx, actor.district, &ids)
        .await?
        .into_iter()
        .map(|one| (one.id, one))
        .collect();
    let mut rows = Vec::with_capacity(learners.len());
    let mut read = ReadOf::new();
    let of_records = of_records(&asked.action);
    for learner in learners {
        let would = doing.look(tx, learner).await?;
        let named = doing.names(tx, learner).await?;
        if of_records && let Some(relationship) = doing.relationship(tx, learner).await? {
            read.entry(relationship).or_default().push(learner);
        }
        let name = people.get(&learner.as_person()).filter(|_| named).map(Person::list_name);
        rows.push(PreviewRow { learner, name: name.unwrap_or_default(), would });
    }
    Ok((Preview { rows }, read))
}

/// Who is chosen, each once, in the order of a class list where a list was chosen.
pub(crate) async fn learners(
    tx: &mut Tx,
    actor: &Actor,
    standing: &Standing,
    chosen: &Chosen,
) -> Result<Vec<LearnerId>, Refusal> {
    let mut all = match chosen {
        Chosen::Learners(all) => all.clone(),
        Chosen::Section(section) => {
            let (section, _) = access::section(tx, actor, *section, Action::See, standing.today).await?;
            let listed = class_list::learners(tx, actor.district, &section, standing.today).await?;
            listed.into_iter().map(|one| one.learner).collect()
        }
        Chosen::Search(words) => search(tx, actor, standing, words).await?,
    };
    let mut seen = HashSet::new();
    all.retain(|learner| seen.insert(*learner));
    match all.len() {
        0 => Err(Refusal::invalid("learners", "are missing: choose at least one")),
        count if count > MOST_LEARNERS => Err(Refusal::invalid(
            "learners",
            format!("are too many for one go: {count}; at most {MOST_LEARNERS}"),
        )),
        _ => Ok(all),
    }
}

/// Every learner who is found, on all pages; an administrator's to look for.
async fn search(
    tx: &mut Tx,
    actor: &Actor,
    standing: &Standing,
    words: &str,
) -> Result<Vec<LearnerId>, Refusal> {
    if !standing.is_administrator() {
        return Err(Refusal::Denied("Only an administrator can do this."));
    }
    let words = text::optional(words, 200).map_err(Refusal::text("q"))?;
    let learn = who_learns(tx, actor.district, standing.today).await?;
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = store::person::page(tx, actor.district, words.as_deref(), after.as_ref(), 500).await?;
        after = page.last().map(after_of);
        let ended = page.len() < 500;
        found.extend(
            page.iter().filter(|one| one.active && learn.contains(&one.id)).map(|one| one.id.as_learner()),
        );
        if ended || found.len() > MOST_LEARNERS {
            return Ok(found);
        }
    }
}
