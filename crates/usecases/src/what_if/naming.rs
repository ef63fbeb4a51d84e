//! What was counted, with names; learners by name only for who may see their records.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    CompetencyId, LearnerId, OrganizationId, SectionId, Timestamp, access::Relationship,
    framework::Competency, judgement::Context, people::Person, policy::Setting,
};
use mastery::what_if::Turn;
use store::Tx;

use super::{
    Prepared, WhatIf,
    tally::{Cell, Counted, Grade, Key, Move, Tally},
};
use crate::{
    Actor, App, Refusal,
    access::{self, Action, LearnerPlaces, Standing},
    chance, policy_fields,
    policy_scopes::ScopeNames,
    scale_change,
    small_cells::Smallest,
};

/// What belongs together, counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Learners of whom a level or mastery would change; 0 for competencies, where each judgement is
    /// another learner's.
    pub learners: u64,
    /// Their judgements.
    pub tally: Tally,
}

/// One judgement that would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellTurned {
    /// Whose; `None` for who may not see the record.
    pub learner: Option<(LearnerId, String)>,
    /// Of what.
    pub competency: Competency,
    /// The section whose own judgement it is; `None` for the record.
    pub section: Option<(SectionId, String)>,
    /// Which way.
    pub turn: Turn,
    /// Before.
    pub before: Grade,
    /// After.
    pub after: Grade,
}

/// The most groups of a kind; those that change most.
const MOST_GROUPS: usize = 500;

/// Whom cells name.
type Known = HashMap<LearnerId, (Relationship, String)>;

/// Puts names to what was counted, and writes the access-log lines of those who are named.
pub(super) async fn named(
    app: &App,
    actor: &Actor,
    prepared: &Prepared,
    counted: Counted,
    now: Timestamp,
) -> Result<WhatIf, Refusal> {
    let (found, known) = app
        .db
        .read((actor, prepared), move |tx, (actor, prepared)| {
            Box::pin(load(tx, actor, prepared, counted, now))
        })
        .await?;
    let mut seen: BTreeMap<Relationship, Vec<LearnerId>> = BTreeMap::new();
    for (learner, (relationship, _)) in known {
        seen.entry(relationship).or_default().push(learner);
    }
    for (relationship, learners) in seen {
        access::log(app, actor, "what if", relationship, learners, now).await?;
    }
    Ok(found)
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    prepared: &Prepared,
    mut counted: Counted,
    now: Timestamp,
) -> Result<(WhatIf, Known), Refusal> {
    let setting = &prepared.setting;
    let cells = counted.take_cells();
    let learners = cells.iter().map(|cell| cell.learner).collect();
    let known = seen_by(tx, actor, learners, now).await?;
    let sections: HashMap<SectionId, String> =
        store::section::list(tx, actor.district).await?.into_iter().map(|one| (one.id, one.title)).collect();
    let organizations: HashMap<OrganizationId, &str> =
        prepared.places.organizations.iter().map(|one| (one.id, one.name.as_str())).collect();
    let mut of: BTreeSet<CompetencyId> = cells.iter().map(|cell| cell.competency).collect();
    of.extend(counted.groups.keys().filter_map(|key| match key {
        Key::Competency(id) => Some(*id),
        _ => None,
    }));
    let of: Vec<CompetencyId> = of.into_iter().collect();
    let competencies: HashMap<CompetencyId, Competency> =
        store::competency::find_all(tx, actor.district, &of)
            .await?
            .into_iter()
            .map(|one| (one.id, one))
            .collect();
    let (mut by_school, mut by_section, mut by_competency) = (Vec::new(), Vec::new(), Vec::new());
    for (key, (learners, tally)) in &counted.groups {
        let group = |id: String, name: String| Group { id, name, learners: *learners, tally: *tally };
        match key {
            Key::School(scope) => {
                let id = OrganizationId::from_bytes(scope.id);
                let name = organizations.get(&id).copied().unwrap_or_default();
                by_school.push(group(id.to_string(), name.to_owned()));
            }
            Key::Section(id) => {
                let name = sections.get(id).cloned().unwrap_or_default();
                by_section.push(group(id.to_string(), name));
            }
            Key::Competency(id) => {
                let name = competencies.get(id).map(label).unwrap_or_default();
                by_competency.push(group(id.to_string(), name));
            }
        }
    }
    let mut moves: Vec<Move> = counted
        .moves
        .into_iter()
        .map(|((before, after), judgements)| Move { before, after, judgements })
        .collect();
    moves.sort_by_key(|one| std::cmp::Reverse(one.judgements));
    let listed = cells.into_iter().filter_map(|cell| listed(cell, &known, &competencies, &sections));
    let found = WhatIf {
        label: policy_fields::field(&setting.field).map_or(String::new(), |field| field.label.to_owned()),
        scope: match scale_change::titles(tx, actor.district).await?.remove(&setting.field) {
            Some(title) => title,
            None => ScopeNames::load(tx, actor, &[setting.scope]).await?.of(&setting.scope),
        },
        today: in_force(tx, actor, setting, now).await?,
        setting: setting.clone(),
        learners: prepared.learners.len() as u64,
        entries: prepared.entries,
        judgements: counted.judgements,
        learners_changed: counted.learners_changed,
        tally: counted.tally,
        moves,
        schools: most_first(by_school),
        sections: most_first(by_section),
        competencies: most_first(by_competency),
        cells: listed.collect(),
        as_of: now,
        seconds: 0.0,
        leave_out: leave_out(tx, actor, now).await?,
    };
    Ok((found, known))
}

/// Which of `learners` the reader may see, by which relationship, with their names.
pub(crate) async fn seen_by(
    tx: &mut Tx,
    actor: &Actor,
    learners: BTreeSet<LearnerId>,
    now: Timestamp,
) -> Result<Known, Refusal> {
    let today = chance::date_of(actor.district, now);
    let standing = Standing::load(tx, actor, today).await?;
    let mut known = BTreeMap::new();
    for learner in learners {
        let places = LearnerPlaces::load(tx, actor, learner, today).await?;
        let broken = standing.is_administrator() && actor.break_glass.is_some();
        let as_other = broken.then_some(Relationship::BreakGlass);
        if let Some(relationship) = standing.with_learner(&places, Action::See).or(as_other) {
            known.insert(learner.as_person(), relationship);
        }
    }
    let people: Vec<_> = known.keys().copied().collect();
    let people: Vec<Person> = store::person::find_all(tx, actor.district, &people).await?;
    let named = people
        .into_iter()
        .filter_map(|person| Some((person.id.as_learner(), (*known.get(&person.id)?, person.name()))));
    Ok(named.collect())
}

/// Below how many learners numbers are left out for a reader: a principal may open every record that they
/// set rules for, an administrator with a reason any; an administrator without one none.
pub(crate) async fn leave_out(
    tx: &mut Tx,
    actor: &Actor,
    now: Timestamp,
) -> Result<Option<Smallest>, Refusal> {
    let standing = Standing::load(tx, actor, chance::date_of(actor.district, now)).await?;
    if actor.break_glass.is_some() || !standing.is_administrator() {
        return Ok(None);
    }
    Ok(Some(Smallest::load(tx, actor.district).await?))
}

/// What is set today in the scope of a change.
async fn in_force(
    tx: &mut Tx,
    actor: &Actor,
    setting: &Setting,
    now: Timestamp,
) -> Result<Option<Setting>, Refusal> {
    if let Some(levels) = scale_change::today(tx, actor.district, setting).await? {
        return Ok(Some(levels));
    }
    let today = chance::date_of(actor.district, now);
    let all = store::policy::list(tx, actor.district).await?;
    let same = all.into_iter().map(|one| one.setting).filter(|one| {
        (one.scope, one.effect) == (setting.scope, setting.effect)
            && one.field == setting.field
            && one.effective_from <= today
    });
    Ok(same.max_by_key(|one| (one.effective_from, one.version)).filter(|one| one.value.is_some()))
}

fn listed(
    cell: Cell,
    known: &Known,
    competencies: &HashMap<CompetencyId, Competency>,
    sections: &HashMap<SectionId, String>,
) -> Option<CellTurned> {
    let section = match cell.context {
        Context::Record => None,
        Context::Section(id) => Some((id, sections.get(&id).cloned().unwrap_or_default())),
    };
    Some(CellTurned {
        learner: known.get(&cell.learner).map(|(_, name)| (cell.learner, name.clone())),
        competency: competencies.get(&cell.competency)?.clone(),
        section,
        turn: cell.turn,
        before: cell.before,
        after: cell.after,
    })
}

fn most_first(mut groups: Vec<Group>) -> Vec<Group> {
    groups.sort_by(|one, other| {
        let key = |group: &Group| (std::cmp::Reverse(group.tally.changed()), group.name.clone());
        key(one).cmp(&key(other))
    });
    groups.truncate(MOST_GROUPS);
    groups
}

fn label(competency: &Competency) -> String {
    competency.code_and_title()
}
