//! Trying an item as a learner sees it, before anybody takes it: with any seed, scored here, with its outcomes,
//! feedback and solution for whoever writes or reviews it. Nothing is kept.

use std::{collections::BTreeMap, sync::Arc};

use assessment::{
    authoring::{Authored, to_item},
    session::{Attempt, Outcomes, Prepared},
};
use domain::{
    ItemId, StimulusId,
    chain::Digest,
    item::{BaseType, Card, Interaction, Item, Node, Scalar, ShownItem, Value, View},
};
use exchange::qti;
use presentation::{Form, ResponseShape};
use store::Tx;

use crate::{
    Actor, App, Refusal, chance, item_access, item_kept_text, items_kept,
    response_text::Values,
    show_sitting::ShownStimulus,
    stimuli_kept,
    write_item::{find, may_show},
};

/// What the names of the fields of an item that is tried begin with: those of the first place of a sitting.
pub const PREFIX: &str = "r0-";

/// What somebody answers who tries an item.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Fields of the page's form, which begin with [`PREFIX`].
    Fields(Vec<(String, String)>),
    /// Scalars by response, as QTI writes them, from a program.
    Texts(BTreeMap<String, Vec<String>>),
}

/// An item as it is tried.
#[derive(Debug, Clone)]
pub struct Tried {
    /// Which version; `None` for one that is not kept yet.
    pub version: Option<i64>,
    /// What everything that is drawn follows from.
    pub seed: u64,
    /// What is shown: with its feedback once it was answered.
    pub shown: ShownItem,
    /// In which shapes answers come.
    pub shapes: Vec<ResponseShape>,
    /// What was answered.
    pub answers: Values,
    /// What of the answer cannot be taken.
    pub problems: Vec<String>,
    /// What it came to; `None` before an answer.
    pub outcomes: Option<Outcomes>,
    /// Whether all is right, as the key says; `None` where nothing says it, or before an answer.
    pub correct: Option<bool>,
    /// The right answers.
    pub solution: BTreeMap<String, Value>,
    /// The most points.
    pub max_score: Option<f64>,
    /// Why it cannot be scored, where a rule of it fails.
    pub failure: Option<String>,
    /// What is shown with it.
    pub stimulus: Option<ShownStimulus>,
    /// What can be given with places of it.
    pub catalog: Vec<Card>,
}

/// Tries an item of the bank; `version` is the newest where none is named.
pub async fn try_item(
    app: &App,
    actor: &Actor,
    item: ItemId,
    version: Option<i64>,
    seed: u64,
    answer: Option<Answer>,
) -> Result<Tried, Refusal> {
    let today = chance::today(actor.district);
    let (read, version, stimulus) = app
        .db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                item_access::looks(tx, actor, today).await?;
                let row = find(tx, actor, item).await?;
                let version = version.unwrap_or(row.version);
                let read = items_kept::load(tx, actor.district, item, version).await?;
                let stimulus = stimulus(tx, actor, row.stimulus).await?;
                Ok::<(Arc<Item>, i64, Option<ShownStimulus>), Refusal>((read, version, stimulus))
            })
        })
        .await?;
    let tried = tried(&read, seed, answer.as_ref())?;
    Ok(Tried { version: Some(version), stimulus, ..tried })
}

/// Tries an item that is being written and not kept yet. `files` are those that it names.
pub async fn try_written(
    app: &App,
    actor: &Actor,
    authored: &Authored,
    (on_stimulus, files): (Option<StimulusId>, Vec<(String, Digest)>),
    seed: u64,
    answer: Option<Answer>,
) -> Result<Tried, Refusal> {
    let today = chance::today(actor.district);
    let item = to_item(authored).map_err(|problems| {
        let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Refusal::invalid("item", format!("has to be mended first: {}", all.join("; ")))
    })?;
    let (stimulus, files) = app
        .db
        .read((actor.clone(), files), move |tx, (actor, files)| {
            Box::pin(async move {
                item_access::looks(tx, actor, today).await?;
                let mut kept = Vec::new();
                for (name, digest) in files {
                    if may_show(tx, actor, digest).await? {
                        kept.push((name.clone(), *digest));
                    }
                }
                Ok::<_, Refusal>((stimulus(tx, actor, on_stimulus).await?, kept))
            })
        })
        .await?;
    let to = |name: &str| {
        let found = files.iter().find(|(known, _)| known == name);
        found.map(|(_, digest)| item_kept_text::address_of(digest))
    };
    let tried = tried(&qti::with_assets(item, &to), seed, answer.as_ref())?;
    Ok(Tried { stimulus, ..tried })
}

async fn stimulus(
    tx: &mut Tx,
    actor: &Actor,
    id: Option<StimulusId>,
) -> Result<Option<ShownStimulus>, Refusal> {
    let Some(id) = id else { return Ok(None) };
    Ok(stimuli_kept::load(tx, actor.district, id).await?.map(|text| ShownStimulus {
        id,
        title: text.title.clone(),
        language: text.language.clone(),
        body: text.body.clone(),
    }))
}

fn tried(item: &Item, seed: u64, answer: Option<&Answer>) -> Result<Tried, Refusal> {
    let prepared = Prepared::new(item, seed, &[]).map_err(|why| {
        Refusal::Conflict(format!("This item cannot be shown: {why}. Write a new version."))
    })?;
    let shapes = ResponseShape::of(&item.responses);
    let unanswered = prepared.view(None, View::Candidate);
    let mut tried = Tried {
        version: None,
        seed,
        answers: Values::new(),
        problems: Vec::new(),
        outcomes: None,
        correct: None,
        solution: prepared.solution(),
        max_score: prepared.max_score(),
        failure: None,
        stimulus: None,
        catalog: item.catalog.clone(),
        shapes,
        shown: unanswered,
    };
    let Some(answer) = answer else { return Ok(tried) };
    (tried.answers, tried.problems) = match answer {
        Answer::Texts(texts) => typed(item, texts),
        Answer::Fields(fields) => read(item, &tried, fields),
    };
    if let Err(invalid) = prepared.validate(&tried.answers) {
        tried.problems.extend(invalid.iter().map(ToString::to_string));
    }
    match prepared.answered(&Attempt::first(&tried.answers)) {
        Ok(outcomes) => {
            tried.shown = prepared.view(Some(&outcomes), View::Candidate);
            tried.correct = prepared.correctly(&tried.answers);
            tried.outcomes = Some(outcomes);
        }
        Err(why) => tried.failure = Some(why.to_string()),
    }
    Ok(tried)
}

fn read(item: &Item, tried: &Tried, fields: &[(String, String)]) -> (Values, Vec<String>) {
    let mut interactions: Vec<&Interaction> = Vec::new();
    collect(&tried.shown.body, &mut interactions);
    let form = Form {
        interactions: &interactions,
        responses: &tried.shapes,
        prefix: PREFIX,
        language: item.language.as_deref(),
        files: &|_| None,
    };
    let (values, problems) = presentation::read_what_can_be(&form, fields);
    (values, problems.iter().map(ToString::to_string).collect())
}

/// Values of the types that the item declares.
fn typed(item: &Item, texts: &BTreeMap<String, Vec<String>>) -> (Values, Vec<String>) {
    let (mut values, mut problems) = (Values::new(), Vec::new());
    for (name, texts) in texts {
        let Some(declared) = item.response(name) else {
            problems.push(format!("\"{name}\" is no response of this item"));
            continue;
        };
        let base = declared.base_type.unwrap_or(BaseType::String);
        let mut scalars = Vec::with_capacity(texts.len());
        for text in texts {
            match Scalar::read(base, text) {
                Some(scalar) => scalars.push(scalar),
                None => problems.push(format!("\"{text}\" is no {} for {name}", base.word())),
            }
        }
        values.insert(name.clone(), Value::container(declared.cardinality, scalars));
    }
    (values, problems)
}

fn collect<'n>(nodes: &'n [Node], found: &mut Vec<&'n Interaction>) {
    for node in nodes {
        if let Node::Interaction(interaction) = node {
            found.push(interaction);
        }
        collect(node.children(), found);
    }
}
