//! Consent by purpose: given and withdrawn by guardians, or by the learner from the age at which learners
//! speak for themselves; every word dated and kept. Programs ask [`consent_in_force`] before they use what
//! needs it.

use domain::{
    Date, DistrictId, LearnerId, PersonId, Timestamp,
    access::Relationship,
    people::{Guardianship, Person, age_in_years},
    privacy::{Consent, PrivacyNumber, in_force},
    text,
    time::Dates,
};
use store::Tx;
pub use store::consent::OwnPurpose;
use wording::{Language, Words};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance, privacy_numbers,
};

/// The purposes that ship, each with the keys of its title and of what consent allows.
pub const BUILT_IN: [(&str, &str, &str); 3] = [
    ("student_work", "purpose-student-work", "purpose-student-work-about"),
    ("audio", "purpose-audio", "purpose-audio-about"),
    ("public_portfolio", "purpose-public-portfolio", "purpose-public-portfolio-about"),
];

/// A purpose in the words of a reader, and how consent stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurposeShown {
    /// Its word.
    pub purpose: String,
    /// What it is called.
    pub title: String,
    /// What consent allows.
    pub about: String,
    /// Whether consent is in force on the day that was asked for.
    pub in_force: bool,
    /// Whether the reader's own last word is a yes that stands; `None` where they said nothing.
    pub own: Option<bool>,
    /// Everything that was said, newest first, with the name of who said it.
    pub said: Vec<(Consent, String)>,
}

/// The purposes of one learner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consents {
    /// In the order of their words.
    pub purposes: Vec<PurposeShown>,
    /// Whether the reader may give and withdraw.
    pub may_speak: bool,
}

/// Who speaks for a learner, by day.
struct Speakers {
    learner: LearnerId,
    guardians: Vec<Guardianship>,
    born: Option<Date>,
    age: i64,
}

impl Speakers {
    async fn load(tx: &mut Tx, district: DistrictId, learner: LearnerId) -> Result<Self, Refusal> {
        let person = store::person::find(tx, district, learner.as_person()).await?;
        let age = privacy_numbers::number(tx, district, PrivacyNumber::AgeOfConsent).await?;
        Ok(Self {
            learner,
            guardians: store::guardianship::of_learner(tx, district, learner).await?,
            born: person.as_ref().and_then(born),
            age: age.unwrap_or(18),
        })
    }

    /// From the age on the learner alone; before it, and where nobody knows the age, who has custody.
    fn speaks(&self, person: PersonId, day: Date) -> bool {
        let of_age = self.born.is_some_and(|born| i64::from(age_in_years(born, day)) >= self.age);
        if of_age {
            return person == self.learner.as_person();
        }
        let here = |one: &&Guardianship| one.guardian == person && one.may_see && one.dates.contains(day);
        self.guardians.iter().any(|one| here(&one))
    }
}

/// The day a person was born, where the roster says it.
fn born(person: &Person) -> Option<Date> {
    let demographics: serde_json::Value = serde_json::from_str(person.extra.get("demographics")?).ok()?;
    demographics["birthDate"].as_str()?.parse().ok()
}

/// Whether consent is in force for a learner and a purpose on a day: what programs ask. Nothing is checked
/// of who asks, and nothing of the record is told.
pub async fn consent_in_force(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    purpose: &str,
    day: Date,
) -> Result<bool, Refusal> {
    let speakers = Speakers::load(tx, district, learner).await?;
    let mut said = store::consent::of_learner(tx, district, learner).await?;
    said.retain(|one| one.purpose == purpose);
    Ok(in_force(&said, day, |person| speakers.speaks(person, day)))
}

/// Shows how consent for one learner stands on a day; for the family and who answers for the
/// record, not for aides and substitutes. Who said what is
/// named to staff and to who said it.
pub async fn show_consents(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    day: Date,
    words: &Words,
) -> Result<Consents, Refusal> {
    let now = chance::now();
    let (relationship, found) = app
        .db
        .read((actor, words), move |tx, (actor, words)| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let relationship = access::learner(tx, actor, learner, Action::Rights, today).await?;
                let found = load(tx, actor, learner, relationship, day, words).await?;
                Ok::<_, Refusal>((relationship, found))
            })
        })
        .await?;
    access::log(app, actor, "consents", relationship, vec![learner], now).await?;
    Ok(found)
}

/// How consent stands, access having been checked.
pub(crate) async fn load(
    tx: &mut Tx,
    actor: &Actor,
    learner: LearnerId,
    relationship: Relationship,
    day: Date,
    words: &Words,
) -> Result<Consents, Refusal> {
    let district = actor.district;
    let speakers = Speakers::load(tx, district, learner).await?;
    let all = store::consent::of_learner(tx, district, learner).await?;
    let own = store::consent::purposes(tx, district).await?;
    let mut people: Vec<PersonId> = all.iter().map(|one| one.by).collect();
    people.sort_unstable();
    people.dedup();
    let private = matches!(relationship, Relationship::Own | Relationship::Guardian);
    let names = store::person::find_all(tx, district, &people).await?;
    let name = |person: PersonId| {
        let known = names.iter().find(|one| one.id == person).map(Person::name);
        known.filter(|_| !private || person == actor.person).unwrap_or_default()
    };
    let mut purposes = Vec::new();
    for (purpose, title, about) in named(&own, words) {
        let said: Vec<Consent> = all.iter().filter(|one| one.purpose == purpose).cloned().collect();
        let asked = own.iter().find(|one| one.purpose == purpose).is_none_or(|one| one.asked);
        if !asked && said.is_empty() {
            continue;
        }
        let last = said.iter().rev().find(|one| one.by == actor.person);
        let stands = |one: &Consent| {
            let begun = one.dates.begins().is_none_or(|begins| begins <= day);
            if one.given { begun && one.dates.contains(day) } else { false }
        };
        purposes.push(PurposeShown {
            in_force: in_force(&said, day, |person| speakers.speaks(person, day)),
            own: last.map(stands),
            said: said.into_iter().rev().map(|one| (one.clone(), name(one.by))).collect(),
            purpose,
            title,
            about,
        });
    }
    Ok(Consents { purposes, may_speak: speakers.speaks(actor.person, day) })
}

/// Every purpose with its title and what it allows: those that ship, in the district's words where it has
/// its own, and the district's.
fn named(own: &[OwnPurpose], words: &Words) -> Vec<(String, String, String)> {
    let in_own_words = |one: &OwnPurpose| match words.language() {
        Language::Spanish => (one.purpose.clone(), one.title_es.clone(), one.about_es.clone()),
        Language::English => (one.purpose.clone(), one.title_en.clone(), one.about_en.clone()),
    };
    let shipped = BUILT_IN.iter().filter(|(word, ..)| !own.iter().any(|one| one.purpose == *word));
    let mut all: Vec<_> = shipped
        .map(|(word, title, about)| ((*word).to_owned(), words.say(title), words.say(about)))
        .chain(own.iter().map(in_own_words))
        .collect();
    all.sort();
    all
}

/// Every purpose with its title in the words of a reader.
pub(crate) async fn titles(
    tx: &mut Tx,
    district: DistrictId,
    words: &Words,
) -> Result<Vec<(String, String)>, Refusal> {
    let own = store::consent::purposes(tx, district).await?;
    Ok(named(&own, words).into_iter().map(|(purpose, title, _)| (purpose, title)).collect())
}

/// Gives or withdraws consent, from `from` (today or later) until `until`.
pub async fn say_consent(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    purpose: &str,
    given: bool,
    dates: Dates,
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let purpose = text::required(purpose, 100).map_err(Refusal::text("purpose"))?;
    app.db
        .write((actor.clone(), purpose), move |tx, (actor, purpose)| {
            Box::pin(async move { say(tx, actor, learner, purpose, given, dates, now).await })
        })
        .await
}

async fn say(
    tx: &mut Tx,
    actor: &Actor,
    learner: LearnerId,
    purpose: &str,
    given: bool,
    dates: Dates,
    now: Timestamp,
) -> Result<(), Refusal> {
    let (district, today) = (actor.district, chance::date_of(actor.district, now));
    access::learner(tx, actor, learner, Action::Rights, today).await?;
    let speakers = Speakers::load(tx, district, learner).await?;
    if !speakers.speaks(actor.person, today) {
        return Err(Refusal::Denied(
            "Consent is given by who has custody, and by learners themselves once they are of age.",
        ));
    }
    let own = store::consent::purposes(tx, district).await?;
    let shipped = BUILT_IN.iter().any(|(word, ..)| *word == purpose);
    let of_district = own.iter().find(|one| one.purpose == purpose);
    if of_district.map_or(!shipped, |one| given && !one.asked) {
        return Err(Refusal::invalid("purpose", format!("\"{purpose}\" is not one that is asked for here")));
    }
    let begins = dates.begins().unwrap_or(today);
    if begins < today {
        return Err(Refusal::invalid(
            "from",
            "cannot lie in the past: what was done before needed its own consent",
        ));
    }
    let ends = dates.ends().filter(|_| given);
    let dates = Dates::new(Some(begins), ends)
        .map_err(|error| Refusal::invalid("until", format!("is wrong: {error}")))?;
    let consent = Consent {
        id: chance::consent_id(now),
        learner,
        purpose: purpose.to_owned(),
        given,
        by: actor.person,
        recorded_at: now,
        dates,
    };
    Ok(store::consent::add(tx, district, &consent).await?)
}

/// The purposes in the words of the district, English and Spanish; for administrators and principals.
pub async fn list_purposes(app: &App, actor: &Actor) -> Result<Vec<OwnPurpose>, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor, move |tx, actor| {
            Box::pin(async move {
                access::rules(tx, actor, today).await?;
                let own = store::consent::purposes(tx, actor.district).await?;
                let english = Words::built_in(wording::Audience::Family, Language::English);
                let spanish = Words::built_in(wording::Audience::Family, Language::Spanish);
                let shipped =
                    BUILT_IN.iter().filter(|(word, ..)| !own.iter().any(|one| one.purpose == *word));
                let mut all: Vec<OwnPurpose> = shipped
                    .map(|(word, title, about)| OwnPurpose {
                        purpose: (*word).to_owned(),
                        title_en: english.say(title),
                        title_es: spanish.say(title),
                        about_en: english.say(about),
                        about_es: spanish.say(about),
                        asked: true,
                    })
                    .collect();
                all.extend(own);
                all.sort_by(|one, other| one.purpose.cmp(&other.purpose));
                Ok(all)
            })
        })
        .await
}

/// Adds a purpose, or changes its words and whether families are asked. What was said for it stays.
pub async fn put_purpose(app: &App, actor: &Actor, new: OwnPurpose) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let text = |field, typed: &str, most| text::required(typed, most).map_err(Refusal::text(field));
    let word = text("purpose", &new.purpose, 60)?;
    if !word.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_') {
        return Err(Refusal::invalid(
            "purpose",
            "is a word of small letters, digits and _, such as field_trip",
        ));
    }
    let checked = OwnPurpose {
        purpose: word,
        title_en: text("title_en", &new.title_en, 100)?,
        title_es: text("title_es", &new.title_es, 100)?,
        about_en: text("about_en", &new.about_en, 1_000)?,
        about_es: text("about_es", &new.about_es, 1_000)?,
        asked: new.asked,
    };
    app.db
        .write((actor.clone(), checked), move |tx, (actor, checked)| {
            Box::pin(async move {
                access::administrator(tx, actor, chance::date_of(actor.district, now)).await?;
                Ok(store::consent::put_purpose(tx, actor.district, checked, actor.person, now).await?)
            })
        })
        .await
}
