//! What left to whom: written down by itself where the platform lets records go, and by hand where a person
//! does. Families read what left of their child.

use domain::{
    DisclosureId, DistrictId, LearnerId, PartyId, PersonId, Timestamp,
    access::Relationship,
    privacy::{Disclosure, DisclosureWay, OutsideParty},
    text,
};
use store::Tx;
use wording::{Words, english};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
    show_why::audience,
    words,
};

/// The most characters of each text.
pub(crate) const MOST_CHARACTERS: usize = 500;

/// Disclosures on one page.
pub const PAGE: i64 = 100;

/// The most that are shown of one learner.
const MOST_OF_LEARNER: i64 = 500;

/// What a person writes down.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewDisclosure {
    /// The party of the inventory, if it is one; then what is empty below is taken from there.
    pub party: Option<PartyId>,
    /// To whom.
    pub recipient: String,
    /// What for.
    pub purpose: String,
    /// By which right.
    pub ground: String,
    /// Which fields.
    pub fields: String,
}

/// What Onramp itself writes into a disclosure: the keys of texts that every reader reads in their language.
/// What people typed stands as they typed it.
const OWN: [&str; 16] = [
    "left-families",
    "left-reports",
    "left-reports-fields",
    "left-right-of-family",
    "left-right-of-learner",
    "left-reason-stated",
    "left-copy",
    "left-whole-record",
    "left-to-administrator",
    "left-to-machine",
    "left-running",
    "left-people",
    "left-people-fields",
    "left-evidence",
    "left-evidence-fields",
    "left-erased",
];

/// What stands instead of a purpose that somebody typed, after an erasure.
const ERASED: &str = "left-erased";

/// What leaves without a person writing it down; texts of [`OWN`], or names and reasons.
pub(crate) struct Left<'t> {
    pub way: DisclosureWay,
    pub recipient: &'t str,
    pub purpose: &'t str,
    pub ground: &'t str,
    pub fields: &'t str,
}

/// Writes down that records of `learners` left; of everybody where none is named.
pub(crate) async fn note(
    app: &App,
    actor: &Actor,
    left: Left<'_>,
    learners: Vec<LearnerId>,
    now: Timestamp,
) -> Result<(), Refusal> {
    let disclosure = Disclosure {
        id: chance::disclosure_id(now),
        at: now,
        way: left.way,
        party: actor.party,
        recipient: left.recipient.to_owned(),
        purpose: left.purpose.to_owned(),
        ground: left.ground.to_owned(),
        fields: left.fields.to_owned(),
        by: actor.person,
        everybody: learners.is_empty(),
    };
    app.db
        .write((actor.district, disclosure, learners), |tx, (district, one, learners)| {
            Box::pin(async move { Ok(store::disclosure::add(tx, *district, one, learners).await?) })
        })
        .await
}

/// Writes down what a program of an outside party read: one disclosure a day for each kind of reading, to
/// which learners are added.
pub(crate) async fn read_by_party(
    tx: &mut Tx,
    actor: &Actor,
    party: PartyId,
    what: &str,
    learners: &[LearnerId],
    now: Timestamp,
) -> Result<(), Refusal> {
    let district = actor.district;
    let known = store::outside_party::find(tx, district, party).await?;
    let Some(known) = known else { return Err(Refusal::NotFound("this outside party")) };
    let day = chance::date_of(actor.district, now).to_string();
    let disclosure = Disclosure {
        id: DisclosureId::derived(
            district,
            &["api", &party.to_string(), &actor.person.to_string(), &day, what],
        ),
        at: now,
        way: DisclosureWay::Api,
        party: Some(party),
        recipient: known.name,
        purpose: known.purpose,
        ground: known.ground,
        fields: what.to_owned(),
        by: actor.person,
        everybody: false,
    };
    Ok(store::disclosure::add(tx, district, &disclosure, learners).await?)
}

/// Writes down by hand that something of one learner's record was handed over. For who answers for the
/// record, and for administrators.
pub async fn record_disclosure(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    new: NewDisclosure,
) -> Result<DisclosureId, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let id = chance::disclosure_id(now);
    app.db
        .write((actor.clone(), new), move |tx, (actor, new)| {
            Box::pin(async move {
                works_with(tx, actor, learner, now).await?;
                let party = match new.party {
                    None => None,
                    Some(party) => {
                        let found = store::outside_party::find(tx, actor.district, party).await?;
                        Some(found.ok_or(Refusal::NotFound("this outside party"))?)
                    }
                };
                let one = checked(actor, new, party.as_ref(), id, now)?;
                Ok::<_, Refusal>(store::disclosure::add(tx, actor.district, &one, &[learner]).await?)
            })
        })
        .await?;
    Ok(id)
}

/// Refuses who neither works with the learner nor runs the installation; the learner themself and their
/// family too, who read and do not write this log.
async fn works_with(tx: &mut Tx, actor: &Actor, learner: LearnerId, now: Timestamp) -> Result<(), Refusal> {
    let today = chance::date_of(actor.district, now);
    let known = store::person::find(tx, actor.district, learner.as_person()).await?;
    if known.is_some() && access::administrator(tx, actor, today).await.is_ok() {
        return Ok(());
    }
    match access::learner(tx, actor, learner, Action::Rights, today).await? {
        Relationship::Own | Relationship::Guardian => {
            Err(Refusal::Denied("The school writes down what it hands over: tell the office."))
        }
        _ => Ok(()),
    }
}

fn checked(
    actor: &Actor,
    new: &NewDisclosure,
    party: Option<&OutsideParty>,
    id: DisclosureId,
    now: Timestamp,
) -> Result<Disclosure, Refusal> {
    let text = |field: &'static str, typed: &str, known: Option<&String>| {
        let typed = if typed.trim().is_empty() { known.map_or("", String::as_str) } else { typed };
        text::required(typed, MOST_CHARACTERS).map_err(Refusal::text(field))
    };
    Ok(Disclosure {
        id,
        at: now,
        way: DisclosureWay::Recorded,
        party: new.party,
        recipient: text("recipient", &new.recipient, party.map(|one| &one.name))?,
        purpose: text("purpose", &new.purpose, party.map(|one| &one.purpose))?,
        ground: text("ground", &new.ground, party.map(|one| &one.ground))?,
        fields: text("fields", &new.fields, party.map(|one| &one.fields))?,
        by: actor.person,
        everybody: false,
    })
}

/// What left of one learner's record, newest first; for the family and who answers for the record.
pub async fn disclosures_of(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
) -> Result<Vec<Disclosure>, Refusal> {
    let now = chance::now();
    let (relationship, found) = app
        .db
        .read(actor, move |tx, actor| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let relationship = access::learner(tx, actor, learner, Action::Rights, today).await?;
                let private = matches!(relationship, Relationship::Own | Relationship::Guardian);
                let found = of_learner(tx, actor.district, learner).await?;
                let words = words::of_actor(tx, actor, audience(relationship)).await?;
                let known = found.into_iter().map(|one| for_reader(one, private, actor.person));
                Ok::<_, Refusal>((relationship, known.map(|one| worded(one, &words)).collect()))
            })
        })
        .await?;
    access::log(app, actor, "disclosures", relationship, vec![learner], now).await?;
    Ok(found)
}

/// A disclosure as its reader may know it: families do not read which other member of the family took the
/// record, nor what an administrator typed.
pub(crate) fn for_reader(mut one: Disclosure, private: bool, reader: PersonId) -> Disclosure {
    if private && one.way == DisclosureWay::WholeRecord && one.by != reader {
        one.recipient.clear();
        "left-copy".clone_into(&mut one.purpose);
    }
    one
}

/// What was read, as the access log names it, in the words of a reader.
fn reading(what: &str, words: &Words) -> String {
    let code = what.replace(' ', "-");
    words.tell("said-reading", &[("code", (&code).into()), ("word", what.into())])
}

/// A disclosure with what Onramp wrote in the words of its reader.
pub(crate) fn worded(one: Disclosure, words: &Words) -> Disclosure {
    let say = |text: String| if OWN.contains(&text.as_str()) { words.say(&text) } else { text };
    match one.way {
        DisclosureWay::Recorded if one.purpose == ERASED => Disclosure { purpose: words.say(ERASED), ..one },
        DisclosureWay::Recorded => one,
        DisclosureWay::Api => Disclosure { fields: reading(&one.fields, words), ..one },
        DisclosureWay::Export | DisclosureWay::Printed | DisclosureWay::WholeRecord => Disclosure {
            recipient: say(one.recipient),
            purpose: say(one.purpose),
            ground: say(one.ground),
            fields: say(one.fields),
            ..one
        },
    }
}

pub(crate) async fn of_learner(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<Disclosure>, Refusal> {
    Ok(store::disclosure::of_learner(tx, district, learner, MOST_OF_LEARNER).await?)
}

/// Everything that left, with how many learners each names, newest first; those after the first `skip`. For
/// administrators.
pub async fn list_disclosures(
    app: &App,
    actor: &Actor,
    skip: i64,
) -> Result<Vec<(Disclosure, i64)>, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor, move |tx, actor| {
            Box::pin(async move {
                access::administrator(tx, actor, today).await?;
                let found = store::disclosure::page(tx, actor.district, skip.max(0), PAGE).await?;
                Ok(found.into_iter().map(|(one, learners)| (worded(one, english()), learners)).collect())
            })
        })
        .await
}
