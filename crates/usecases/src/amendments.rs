//! Asking to amend: a learner or a family names an entry or a fact and says why; a principal or an
//! administrator follows it, by the same way as everybody takes an entry back, or refuses with a reason; then
//! the family can attach a statement, which travels with the entry. Nothing is deleted.

mod about;
mod deciding;

use std::collections::HashMap;

use domain::{
    AmendmentId, Date, DistrictId, LearnerId, PersonId, Timestamp,
    access::Relationship,
    evidence::{Fact, Sequence},
    people::Person,
    privacy::{Amendment, AmendmentFact, AmendmentState, PrivacyNumber},
    text,
};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Action, LearnerPlaces, Standing},
    chance, privacy_numbers,
};
pub use about::about;
pub use deciding::{attach_statement, decide_amendment};

/// The most characters of a reason, an answer and a statement.
pub const MOST_CHARACTERS: usize = 2_000;

/// The most open requests about one learner.
const MOST_OPEN: usize = 50;

/// The most requests in a list.
const MOST_LISTED: i64 = 500;

/// What somebody asks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewAmendment {
    /// `entry`, `given_name`, `family_name`, `grade`, `other`.
    pub fact: String,
    /// The entry's place, where it is about one.
    pub entry: Option<i64>,
    /// What it should say.
    pub wanted: String,
    /// Why.
    pub reason: String,
}

/// A request with the names around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmendmentShown {
    /// The request.
    pub amendment: Amendment,
    /// Whose record.
    pub learner: String,
    /// Who asks; empty for other families.
    pub asked_by: String,
    /// Who answered; empty while nobody did.
    pub decided_by: String,
    /// Whether the reader may decide.
    pub may_decide: bool,
    /// Whether the reader may attach a statement.
    pub may_state: bool,
    /// Whether nobody answered in time.
    pub overdue: bool,
}

/// Asks to amend; for the learner and who speaks for them.
pub async fn ask_to_amend(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    new: NewAmendment,
) -> Result<AmendmentId, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let id = chance::amendment_id(now);
    app.db
        .write((actor.clone(), new), move |tx, (actor, new)| {
            Box::pin(async move { ask(tx, actor, learner, new, id, now).await })
        })
        .await?;
    Ok(id)
}

async fn ask(
    tx: &mut Tx,
    actor: &Actor,
    learner: LearnerId,
    new: &NewAmendment,
    id: AmendmentId,
    now: Timestamp,
) -> Result<(), Refusal> {
    let (district, today) = (actor.district, chance::date_of(actor.district, now));
    let relationship = access::learner(tx, actor, learner, Action::Rights, today).await?;
    if !matches!(relationship, Relationship::Own | Relationship::Guardian) {
        return Err(Refusal::Denied(
            "The learner and who speaks for them ask to amend; you can mend it yourself.",
        ));
    }
    let fact = AmendmentFact::from_word(&new.fact).ok_or_else(|| {
        Refusal::invalid("about", format!("\"{}\" is nothing that can be amended", new.fact))
    })?;
    let entry = match (fact, new.entry) {
        (AmendmentFact::Entry, Some(place)) => {
            Some(open_entry(tx, district, learner, Sequence(place)).await?)
        }
        (AmendmentFact::Entry, None) => {
            return Err(Refusal::invalid("entry", "is missing: say which entry"));
        }
        _ => None,
    };
    let wanted = text::optional(&new.wanted, MOST_CHARACTERS).map_err(Refusal::text("wanted"))?;
    let changes_a_field = !matches!(fact, AmendmentFact::Entry | AmendmentFact::Other);
    if changes_a_field && wanted.as_ref().is_none_or(|wanted| wanted.chars().count() > 200) {
        return Err(Refusal::invalid("wanted", "is missing or too long: write what it should say"));
    }
    let reason = text::required(&new.reason, MOST_CHARACTERS).map_err(Refusal::text("reason"))?;
    let known = store::amendment::of_learner(tx, district, learner).await?;
    let open: Vec<&Amendment> = known.iter().filter(|one| one.state == AmendmentState::Asked).collect();
    if open.len() >= MOST_OPEN {
        return Err(Refusal::Conflict(
            "So many requests are open that these have to be answered first.".to_owned(),
        ));
    }
    let same = |one: &&&Amendment| one.fact == fact && one.entry == entry && fact != AmendmentFact::Other;
    if open.iter().any(|one| same(&one)) {
        return Err(Refusal::Conflict("This is asked already, and not answered yet.".to_owned()));
    }
    let days = privacy_numbers::number(tx, district, PrivacyNumber::DaysToAnswer).await?.unwrap_or(45);
    let amendment = Amendment {
        id,
        learner,
        fact,
        entry,
        wanted: wanted.unwrap_or_default(),
        reason,
        asked_by: actor.person,
        asked_at: now,
        due_on: today.checked_add(jiff::Span::new().days(days)).unwrap_or(today),
        state: AmendmentState::Asked,
        answer: None,
        statement: None,
    };
    Ok(store::amendment::add(tx, district, &amendment).await?)
}

/// A piece of evidence or a decision that stands; nothing else can be amended.
async fn open_entry(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    entry: Sequence,
) -> Result<Sequence, Refusal> {
    let found = store::evidence::find(tx, district, learner, entry).await?;
    match found.map(|sealed| sealed.entry.fact) {
        Some(Fact::Evidence(_) | Fact::Decision(_)) => Ok(entry),
        _ => Err(Refusal::invalid("entry", "is none of this record")),
    }
}

/// Whether somebody may decide about a learner's requests: a principal of theirs, or an administrator.
fn may_decide(standing: &Standing, places: &LearnerPlaces) -> Option<Relationship> {
    let found = standing.with_learner(places, Action::Rights);
    let principal = found == Some(Relationship::Principal) && places.learner.as_person() != standing.person;
    let administrator = standing.is_administrator() && places.learner.as_person() != standing.person;
    if principal {
        return Some(Relationship::Principal);
    }
    administrator.then_some(Relationship::BreakGlass)
}

/// The requests about one learner, newest first; for the family and who answers for the record.
pub async fn amendments_of(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
) -> Result<Vec<AmendmentShown>, Refusal> {
    let now = chance::now();
    let (relationship, shown) = app
        .db
        .read(actor, move |tx, actor| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let relationship = access::learner(tx, actor, learner, Action::Rights, today).await?;
                let all = store::amendment::of_learner(tx, actor.district, learner).await?;
                Ok::<_, Refusal>((relationship, shown(tx, actor, all, today).await?))
            })
        })
        .await?;
    access::log(app, actor, "requests to amend", relationship, vec![learner], now).await?;
    Ok(shown)
}

/// The requests that somebody may decide, those due first in front; of one state, or of all.
pub async fn list_amendments(
    app: &App,
    actor: &Actor,
    state: Option<AmendmentState>,
) -> Result<Vec<AmendmentShown>, Refusal> {
    let now = chance::now();
    let (by_relationship, shown) = app
        .db
        .read(actor, move |tx, actor| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let standing = access::rules(tx, actor, today).await?;
                let (mut mine, mut seen): (Vec<Amendment>, HashMap<Relationship, Vec<LearnerId>>) =
                    (Vec::new(), HashMap::new());
                for one in store::amendment::list(tx, actor.district, state, MOST_LISTED).await? {
                    let places = LearnerPlaces::load(tx, actor, one.learner, today).await?;
                    if let Some(relationship) = may_decide(&standing, &places) {
                        let of = seen.entry(relationship).or_default();
                        if !of.contains(&one.learner) {
                            of.push(one.learner);
                        }
                        mine.push(one);
                    }
                }
                Ok::<_, Refusal>((seen, shown(tx, actor, mine, today).await?))
            })
        })
        .await?;
    for (relationship, learners) in by_relationship {
        log(app, actor, relationship, learners, now).await?;
    }
    Ok(shown)
}

/// An administrator's reason to read a request is the request.
async fn log(
    app: &App,
    actor: &Actor,
    relationship: Relationship,
    learners: Vec<LearnerId>,
    now: Timestamp,
) -> Result<(), Refusal> {
    let reason = actor.break_glass.clone().unwrap_or_else(|| "A request to amend".to_owned());
    let reader = Actor { break_glass: Some(reason), ..actor.clone() };
    access::log(app, &reader, "requests to amend", relationship, learners, now).await
}

async fn shown(
    tx: &mut Tx,
    actor: &Actor,
    all: Vec<Amendment>,
    today: Date,
) -> Result<Vec<AmendmentShown>, Refusal> {
    let mut people: Vec<PersonId> = all
        .iter()
        .flat_map(|one| {
            [Some(one.learner.as_person()), Some(one.asked_by), one.answer.as_ref().map(|a| a.by)]
        })
        .flatten()
        .collect();
    people.sort_unstable();
    people.dedup();
    let known = store::person::find_all(tx, actor.district, &people).await?;
    let names: HashMap<PersonId, String> = known.iter().map(|one| (one.id, Person::name(one))).collect();
    let name = |person: PersonId| names.get(&person).cloned().unwrap_or_default();
    let standing = Standing::load(tx, actor, today).await?;
    let mut shown = Vec::with_capacity(all.len());
    for one in all {
        let places = LearnerPlaces::load(tx, actor, one.learner, today).await?;
        let relationship = standing.with_learner(&places, Action::Rights);
        let private = matches!(relationship, Some(Relationship::Own | Relationship::Guardian));
        let open = one.state == AmendmentState::Asked;
        shown.push(AmendmentShown {
            learner: name(one.learner.as_person()),
            asked_by: if private && one.asked_by != actor.person {
                String::new()
            } else {
                name(one.asked_by)
            },
            decided_by: one.answer.as_ref().map_or_else(String::new, |answer| name(answer.by)),
            may_decide: open && may_decide(&standing, &places).is_some(),
            may_state: one.state == AmendmentState::Refused && one.asked_by == actor.person,
            overdue: open && one.due_on < today,
            amendment: one,
        });
    }
    Ok(shown)
}

/// The statements that travel with entries, by the entry's place.
pub(crate) async fn statements(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<HashMap<Sequence, Vec<String>>, Refusal> {
    let mut found: HashMap<Sequence, Vec<String>> = HashMap::new();
    for one in store::amendment::of_learner(tx, district, learner).await? {
        if let (Some(entry), Some(statement)) = (one.entry, one.statement) {
            found.entry(entry).or_default().push(statement.text);
        }
    }
    Ok(found)
}
