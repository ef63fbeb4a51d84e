//! Why one learner's mastery of one competency is as it is, written for whoever reads it.

mod adopted;
mod older;
mod pieces;
mod sets;

use std::{collections::HashMap, sync::Arc};

use domain::{
    CompetencyId, LearnerId, PersonId, Points, SectionId, Timestamp,
    access::Relationship,
    evidence::{Entry, Fact},
    framework::Competency,
    judgement::{Context, Finding, Mastery},
    people::Person,
    policy::{Effect, Scope},
    resource::Resource,
    scale::Scale,
};
use mastery::{
    Case, Inputs, explain, judge,
    wording::{self, Audience, Said, Wording, Words},
};
use store::Tx;

pub use adopted::AdoptedShown;
use adopted::adopted;
pub use older::OlderVersion;
use older::{Reader, older};
pub use pieces::{DecisionShown, PieceShown};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    amendments, chance,
    class_list::Columns,
    history::{self, HistoryPoint},
    list_my_resources,
    rejudging::{self, KeptInputs},
    words,
};

/// The *why* of one learner in one competency.
#[derive(Debug, Clone, PartialEq)]
pub struct Why {
    /// Whose.
    pub learner: Person,
    /// Of what.
    pub competency: Competency,
    /// The scale.
    pub scale: Scale,
    /// By which relationship it is open.
    pub relationship: Relationship,
    /// For whom it is worded.
    pub audience: Audience,
    /// The words it is said in.
    pub words: Arc<Words>,
    /// The record's judgement; `None` when nothing was recorded.
    pub record: Option<ContextWhy>,
    /// Judgements of single sections, which stand beside the record's; for educators only.
    pub sections: Vec<ContextWhy>,
    /// What there is to learn it from, in the learner's language first.
    pub resources: Vec<Resource>,
}

/// The *why* of one context.
#[derive(Debug, Clone, PartialEq)]
pub struct ContextWhy {
    /// The section whose own judgement it is, with its title; `None` for the record.
    pub section: Option<(SectionId, String)>,
    /// What is found now.
    pub finding: Finding,
    /// What the rule alone says now.
    pub by_rule: Option<Points>,
    /// In sentences.
    pub wording: Wording,
    /// Every piece of evidence, newest work first.
    pub pieces: Vec<PieceShown>,
    /// Every decision, newest first; for learners and families only the one that stands.
    pub decisions: Vec<DecisionShown>,
    /// The rule; `None` for learners and families.
    pub rule: Option<RuleShown>,
    /// The value after each piece of work.
    pub history: Vec<HistoryPoint>,
    /// The older competencies whose evidence counts here too, by the crosswalk that the judgement names.
    pub older: Vec<OlderVersion>,
    /// The adopted change of policy that made the judgement again, if one did.
    pub adopted: Option<AdoptedShown>,
    /// Whether the explanation, computed again, has the digest that the judgement was stored with.
    pub matches: bool,
}

/// The rule that judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleShown {
    /// Its name.
    pub name: &'static str,
    /// How it comes to a value.
    pub definition: &'static str,
    /// Version of its code.
    pub version: i64,
    /// When the stored judgement was made.
    pub judged_at: Timestamp,
    /// Its numbers and choices.
    pub parameters: Vec<ParameterShown>,
}

/// One number or choice that a judgement worked with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterShown {
    /// What it decides.
    pub label: &'static str,
    /// Its value.
    pub value: String,
    /// Its unit; empty for a choice.
    pub unit: &'static str,
    /// The scope that gave it.
    pub from: Option<Scope>,
    /// The wider scope that bounded it, if one did.
    pub bounded_by: Option<(Scope, Effect)>,
}

impl Why {
    /// Whether the reader may decide, retract, leave out.
    pub fn may_judge(&self) -> bool {
        self.relationship == Relationship::Educator
    }
}

/// For whom a page is worded, by how the reader is related to the learner.
pub fn audience(relationship: Relationship) -> Audience {
    match relationship {
        Relationship::Own => Audience::Learner,
        Relationship::Guardian => Audience::Family,
        _ => Audience::Educator,
    }
}

/// Explains one cell.
pub async fn show_why(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    competency: CompetencyId,
) -> Result<Why, Refusal> {
    let now = chance::now();
    let why = app
        .db
        .read((actor, learner, competency), |tx, (actor, learner, competency)| {
            Box::pin(load(tx, actor, *learner, *competency, now))
        })
        .await?;
    access::log(app, actor, "why", why.relationship, vec![learner], now).await?;
    Ok(why)
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    learner: LearnerId,
    competency: CompetencyId,
    now: Timestamp,
) -> Result<Why, Refusal> {
    let district = actor.district;
    let today = chance::date_of(actor.district, now);
    let relationship = access::learner(tx, actor, learner, Action::See, today).await?;
    if relationship == Relationship::Substitute
        && !access::lent_targets(tx, actor, today).await?.contains(&competency)
    {
        return Err(Refusal::NotFound("this competency"));
    }
    let audience = audience(relationship);
    let person = store::person::find(tx, district, learner.as_person()).await?;
    let columns = Columns::load(tx, district, &[competency]).await?;
    let (found, scale) = columns.with_scale(competency).ok_or(Refusal::NotFound("this competency"))?;
    let mut judgements = store::mastery::of_learner(tx, district, learner).await?;
    judgements.retain(|judgement| judgement.competency == competency);
    if audience != Audience::Educator {
        judgements.retain(|judgement| judgement.context == Context::Record);
    }
    let mut kept = KeptInputs::default();
    kept.load(tx, district, &judgements).await?;
    let histories = rejudging::histories(tx, district, learner, &judgements, &kept).await?;
    let words = words::of_actor(tx, actor, audience).await?;
    let sets = sets::named(tx, actor, &judgements, &kept, audience).await?;
    let reader = Reader {
        sets,
        words: Arc::clone(&words),
        people: names(tx, actor, histories.values().flatten(), audience).await?,
        older: older(tx, district, &judgements, &kept).await?,
        statements: amendments::statements(tx, district, learner).await?,
        now,
    };
    let mut adopted = adopted(tx, actor, &judgements, audience).await?;
    let (mut record, mut sections) = (None, Vec::new());
    for judgement in &judgements {
        let Some(inputs) = kept.of(judgement) else { continue };
        let section = match judgement.context {
            Context::Record => None,
            Context::Section(section) => {
                let known = store::section::find(tx, district, section).await?;
                known.map(|known| (section, known.title))
            }
        };
        let entries = rejudging::entries(competency, inputs, &histories);
        let mut shown = context(judgement, inputs, &entries, section, &reader);
        shown.adopted = adopted.remove(&judgement.context);
        if shown.section.is_some() { sections.push(shown) } else { record = Some(shown) }
    }
    Ok(Why {
        learner: person.ok_or(Refusal::NotFound("this learner"))?,
        competency: found.clone(),
        scale: scale.clone(),
        relationship,
        audience,
        words,
        record,
        sections,
        resources: list_my_resources::about(tx, district, learner, competency).await?,
    })
}

/// Explains one judgement. What time has changed since is explained as it is now; the digest is compared
/// as of the moment of the stored judgement.
fn context(
    judgement: &Mastery,
    inputs: &Inputs,
    entries: &[Entry],
    section: Option<(SectionId, String)>,
    reader: &Reader,
) -> ContextWhy {
    let (words, now) = (reader.words.as_ref(), reader.now);
    let read = rejudging::read_by(entries, judgement.last_sequence);
    let then = Case { entries: read, competency: judgement.competency, inputs, as_of: judgement.judged_at };
    let matches = judge(&then).why == judgement.why;
    let overdue = judgement.finding.changes_at.is_some_and(|changes| changes <= now);
    let explanation = explain(&Case { as_of: if overdue { now } else { judgement.judged_at }, ..then });
    let rule = (words.audience() == Audience::Educator).then(|| RuleShown {
        name: explanation.rule.name,
        definition: explanation.rule.definition,
        version: judgement.rule_version,
        judged_at: judgement.judged_at,
        parameters: explanation
            .fields
            .iter()
            .map(|stated| ParameterShown {
                label: stated.label,
                value: stated.value(),
                unit: stated.unit,
                from: stated.given.origin.scope,
                bounded_by: stated.given.origin.bounded_by,
            })
            .collect(),
    });
    let mut wording = wording::say(&explanation, words);
    let named = inputs.named_set().and_then(|named| reader.sets.get(&named.digest));
    wording.because.extend(named.map(|text| Said { text: text.clone(), about: None }));
    ContextWhy {
        section,
        by_rule: explanation.by_rule,
        wording,
        pieces: pieces::shown(&explanation, judgement.competency, reader),
        decisions: pieces::decisions(&explanation, judgement.competency, reader),
        rule,
        older: inputs.carried().iter().filter_map(|link| reader.older_version(link)).collect(),
        history: history::of_competency(read, judgement.competency, inputs),
        adopted: None,
        matches,
        finding: explanation.finding,
    }
}

/// Names of those who judged, recorded or decided. Learners and families read only who decided a level:
/// a decision is signed.
async fn names<'e>(
    tx: &mut Tx,
    actor: &Actor,
    entries: impl Iterator<Item = &'e Entry>,
    audience: Audience,
) -> Result<HashMap<PersonId, String>, Refusal> {
    let mut people: Vec<PersonId> = Vec::new();
    for entry in entries {
        match &entry.fact {
            Fact::Decision(decision) => people.push(decision.judge),
            Fact::Evidence(evidence) if audience == Audience::Educator => people.extend(evidence.judge),
            _ if audience == Audience::Educator => people.extend(entry.recorded_by),
            _ => {}
        }
    }
    people.sort_unstable();
    people.dedup();
    let found = store::person::find_all(tx, actor.district, &people).await?;
    Ok(found.into_iter().map(|person| (person.id, person.name())).collect())
}
