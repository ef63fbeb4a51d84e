//! Who speaks for a learner, as those read it who may change it; and whom a text means.

use std::collections::HashMap;

use domain::{
    DistrictId, LearnerId, PersonId,
    custody::CustodyDecision,
    people::{Guardianship, Person},
    text::search_key,
};
use store::Tx;

use super::keeper;
use crate::{Actor, App, Refusal, access, chance};

/// Who speaks for one learner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guardians {
    /// Whom.
    pub learner: Person,
    /// Everybody who does, did or will, by name.
    pub guardians: Vec<GuardianLine>,
    /// What was decided here, newest first.
    pub decisions: Vec<DecisionLine>,
}

/// One adult.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardianLine {
    /// Who.
    pub person: Person,
    /// What they are to the learner.
    pub rights: Guardianship,
    /// Whether they see the record today.
    pub sees: bool,
    /// Whether somebody here decided it: then no roster changes it.
    pub by_hand: bool,
}

/// One decision with names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionLine {
    /// What was decided.
    pub decision: CustodyDecision,
    /// The adult's name.
    pub guardian: String,
    /// Who decided.
    pub by: String,
}

/// Shows who speaks for a learner, for who may change it.
pub async fn show_guardians(app: &App, actor: &Actor, learner: LearnerId) -> Result<Guardians, Refusal> {
    let now = chance::now();
    let (shown, relationship) = app
        .db
        .read((actor, learner), |tx, (actor, learner)| {
            Box::pin(async move {
                let relationship = keeper(tx, actor, *learner, now).await?;
                Ok::<_, Refusal>((load(tx, actor, *learner).await?, relationship))
            })
        })
        .await?;
    if let Some(relationship) = relationship {
        access::log(app, actor, "guardians", relationship, vec![learner], now).await?;
    }
    Ok(shown)
}

async fn load(tx: &mut Tx, actor: &Actor, learner: LearnerId) -> Result<Guardians, Refusal> {
    let (district, today) = (actor.district, chance::today(actor.district));
    let rights = store::guardianship::of_learner(tx, district, learner).await?;
    let decisions = store::custody::of_learner(tx, district, learner).await?;
    let mut ids = vec![learner.as_person()];
    ids.extend(rights.iter().map(|one| one.guardian));
    ids.extend(decisions.iter().flat_map(|one| [one.rights.guardian, one.decided_by]));
    ids.sort_unstable();
    ids.dedup();
    let people = store::person::find_all(tx, district, &ids).await?;
    let people: HashMap<PersonId, Person> = people.into_iter().map(|one| (one.id, one)).collect();
    let name = |id: PersonId| people.get(&id).map(Person::name).unwrap_or_default();
    let line = |rights: Guardianship| {
        let by_hand = decisions.iter().any(|one| one.rights.guardian == rights.guardian);
        let sees = rights.may_see && rights.dates.contains(today);
        Some(GuardianLine { person: people.get(&rights.guardian)?.clone(), sees, by_hand, rights })
    };
    let mut guardians: Vec<GuardianLine> = rights.into_iter().filter_map(line).collect();
    guardians.sort_by_cached_key(|one| (search_key(&one.person.list_name()), one.person.id));
    let learner = people.get(&learner.as_person()).cloned().ok_or(Refusal::NotFound("this learner"))?;
    let decisions = decisions.into_iter().map(|decision| DecisionLine {
        guardian: name(decision.rights.guardian),
        by: name(decision.decided_by),
        decision,
    });
    Ok(Guardians { learner, guardians, decisions: decisions.collect() })
}

/// The one person whom a text means: by our id, the roster's identifier, the e-mail address or the whole name.
pub(super) async fn meant(tx: &mut Tx, district: DistrictId, named: &str) -> Result<PersonId, Refusal> {
    let mut found: Vec<PersonId> = Vec::new();
    if let Ok(id) = named.parse::<PersonId>() {
        found.extend(store::person::find(tx, district, id).await?.filter(|one| one.active).map(|one| one.id));
    }
    if found.is_empty() {
        let by_source = store::person::with_sourced_ids(tx, district, &[named]).await?;
        found.extend(by_source.into_iter().map(|(_, id)| id));
    }
    if found.is_empty() {
        let key = search_key(named);
        let called = |one: &Person| {
            let email = one.email.as_deref().map(search_key);
            email.as_ref() == Some(&key)
                || [one.name(), one.list_name()].iter().any(|name| search_key(name) == key)
        };
        // The search looks in "Given Family e-mail": the last part of what is written is enough to find it by.
        let part = key.rsplit([',', ' ']).find(|part| !part.is_empty()).unwrap_or(&key).to_owned();
        let all = store::person::page(tx, district, Some(&part), None, 1_000).await?;
        found.extend(all.iter().filter(|one| one.active && called(one)).map(|one| one.id));
    }
    match found[..] {
        [one] => Ok(one),
        [] => Err(Refusal::invalid("guardian", "is not known here: write the name as somebody new")),
        _ => Err(Refusal::invalid(
            "guardian",
            format!("is not clear: {} people are called that, write the identifier", found.len()),
        )),
    }
}
