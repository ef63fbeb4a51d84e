//! A day's place for a substitute: who manages a section, or leads or runs what it lies in, gives it and
//! takes it back. It ends with the day by itself.

mod who;

use std::collections::HashMap;

use domain::{
    Date, PersonId, SectionId, SubstitutionId, Timestamp,
    people::{Person, Section},
    substitution::Substitution,
};
use store::Tx;

pub use who::{NewPerson, Who};
pub(crate) use who::{is_known, working_around};

use crate::{
    Actor, App, Refusal,
    access::{self, Action, Standing},
    chance,
    district_day::DistrictClock,
    sign_in_links,
};

/// How many days ahead a place can be given.
pub const MOST_DAYS_AHEAD: i32 = 14;

/// The most sections of one substitute's day.
const MOST_SECTIONS: usize = 40;

/// A day to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPlaces {
    /// Where.
    pub sections: Vec<SectionId>,
    /// To whom.
    pub who: Who,
    /// On which day; `None` for today.
    pub day: Option<Date>,
}

/// What was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenPlaces {
    /// To whom.
    pub person: Person,
    /// One per section; a place that they had already is among them.
    pub places: Vec<Substitution>,
    /// The token of a one-time link, for somebody who is nothing else here; it works until the day is over.
    pub token: Option<String>,
    /// The district's word in addresses.
    pub district_code: String,
}

/// Places that are not over, and what is needed to give one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Substitutes {
    /// By when they begin.
    pub places: Vec<ListedPlace>,
    /// The sections that can be given, by title.
    pub sections: Vec<Section>,
    /// People who can be chosen, by name.
    pub people: Vec<Person>,
    /// Today, by the district's clock.
    pub today: Date,
}

/// One place with names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPlace {
    /// The place.
    pub place: Substitution,
    /// Who has it.
    pub person: String,
    /// The section's title.
    pub section: String,
    /// Who gave it.
    pub by: String,
}

/// Gives one person a day's place in sections, all or none.
pub async fn give_places(app: &App, actor: &Actor, new: NewPlaces) -> Result<GivenPlaces, Refusal> {
    access::may_write(actor)?;
    if new.sections.is_empty() {
        return Err(Refusal::invalid("sections", "are missing: choose at least one class"));
    }
    if new.sections.len() > MOST_SECTIONS {
        return Err(Refusal::invalid("sections", format!("are too many: {MOST_SECTIONS} is the most")));
    }
    let who = new.who.checked()?;
    let now = chance::now();
    app.db
        .write((actor.clone(), NewPlaces { who, ..new }), move |tx, (actor, new)| {
            Box::pin(give(tx, actor, new, now))
        })
        .await
}

async fn give(tx: &mut Tx, actor: &Actor, new: &NewPlaces, now: Timestamp) -> Result<GivenPlaces, Refusal> {
    let district = actor.district;
    let clock = DistrictClock::of(district);
    let day = day(&clock, new.day, now)?;
    let (begins_at, ends_at) =
        clock.span(day).ok_or_else(|| Refusal::invalid("day", "is beyond the calendar"))?;
    let standing = Standing::load(tx, actor, chance::date_of(actor.district, now)).await?;
    let mut sections = Vec::with_capacity(new.sections.len());
    for section in &new.sections {
        sections.push(may_give(tx, actor, &standing, *section).await?);
    }
    let person = new.who.find_or_make(tx, actor, &standing, &sections, now).await?;
    let mut places = Vec::with_capacity(sections.len());
    for section in &sections {
        let known = store::substitution::of_section(tx, district, section.id, now).await?;
        let place =
            if let Some(place) = known.into_iter().find(|one| one.person == person.id && one.day == day) {
                place
            } else {
                let place = Substitution {
                    id: chance::substitution_id(now),
                    section: section.id,
                    person: person.id,
                    day,
                    begins_at,
                    ends_at,
                    made_by: actor.person,
                    made_at: now,
                    revoked_at: None,
                    revoked_by: None,
                };
                store::substitution::add(tx, district, &place).await?;
                place
            };
        places.push(place);
    }
    let nothing_else = who::is_nothing_else(tx, district, person.id).await?;
    let token = if nothing_else && all_theirs(tx, actor, &standing, person.id, now).await? {
        Some(sign_in_links::add_day_link(tx, district, person.id, actor.person, [ends_at, now]).await?)
    } else {
        None
    };
    let district_code = store::district::find(tx, district).await?.map(|one| one.code).unwrap_or_default();
    Ok(GivenPlaces { person, places, token, district_code })
}

/// Whether every day of a substitute is in a section whose places are this person's to give: a link opens all
/// of them.
async fn all_theirs(
    tx: &mut Tx,
    actor: &Actor,
    standing: &Standing,
    person: PersonId,
    now: Timestamp,
) -> Result<bool, Refusal> {
    for place in store::substitution::of_person(tx, actor.district, person, now).await? {
        let section = store::section::find(tx, actor.district, place.section).await?;
        if !section.is_some_and(|section| standing.gives_places_in(&section)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The day, if it is today or soon.
fn day(clock: &DistrictClock, wished: Option<Date>, now: Timestamp) -> Result<Date, Refusal> {
    let today = clock.day_of(now);
    let day = wished.unwrap_or(today);
    let last = today.checked_add(jiff::Span::new().days(MOST_DAYS_AHEAD)).unwrap_or(today);
    if day < today || last < day {
        return Err(Refusal::invalid(
            "day",
            format!("lies outside of today and the {MOST_DAYS_AHEAD} days after it"),
        ));
    }
    Ok(day)
}

/// The section, if places in it are this person's to give.
async fn may_give(
    tx: &mut Tx,
    actor: &Actor,
    standing: &Standing,
    section: SectionId,
) -> Result<Section, Refusal> {
    let found = store::section::find(tx, actor.district, section).await?;
    let found = found.ok_or(Refusal::NotFound("this class"))?;
    if standing.gives_places_in(&found) {
        return Ok(found);
    }
    if standing.with_section(&found, Action::See).is_some() {
        return Err(Refusal::Denied("Only who teaches or leads this class can give a place in it."));
    }
    Err(Refusal::NotFound("this class"))
}

/// Takes a place back: from this moment it gives nothing.
pub async fn take_back_place(app: &App, actor: &Actor, place: SubstitutionId) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    app.db
        .write((actor.clone(), place), move |tx, (actor, place)| {
            Box::pin(async move {
                let gone = || Refusal::NotFound("this place");
                let found = store::substitution::find(tx, actor.district, *place).await?.ok_or_else(gone)?;
                let standing = Standing::load(tx, actor, chance::date_of(actor.district, now)).await?;
                may_give(tx, actor, &standing, found.section).await.map_err(|_| gone())?;
                store::substitution::revoke(tx, actor.district, *place, actor.person, now).await?;
                Ok(())
            })
        })
        .await
}

/// Lists what this person gives: places that are not over, sections, people. Empty for who gives none.
pub async fn show_substitutes(app: &App, actor: &Actor) -> Result<Substitutes, Refusal> {
    let now = chance::now();
    app.db.read(actor, |tx, actor| Box::pin(load(tx, actor, now))).await
}

async fn load(tx: &mut Tx, actor: &Actor, now: Timestamp) -> Result<Substitutes, Refusal> {
    let district = actor.district;
    let clock = DistrictClock::of(district);
    let today = clock.day_of(now);
    let standing = Standing::load(tx, actor, chance::date_of(actor.district, now)).await?;
    let mut all: Vec<Section> = if standing.roles.is_empty() {
        standing.places.iter().map(|(_, section)| section.clone()).collect()
    } else {
        store::section::list(tx, district).await?
    };
    all.retain(|section| standing.gives_places_in(section));
    let titles: HashMap<SectionId, String> = all.iter().map(|one| (one.id, one.title.clone())).collect();
    let mut places = store::substitution::list(tx, district, now).await?;
    places.retain(|place| titles.contains_key(&place.section));
    let mut ids: Vec<PersonId> = places.iter().flat_map(|one| [one.person, one.made_by]).collect();
    ids.sort_unstable();
    ids.dedup();
    let known = store::person::find_all(tx, district, &ids).await?;
    let names: HashMap<PersonId, String> = known.into_iter().map(|one| (one.id, one.name())).collect();
    let name = |id: PersonId| names.get(&id).cloned().unwrap_or_default();
    let sections: Vec<Section> =
        all.into_iter().filter(|one| one.dates.ends().is_none_or(|last| today <= last)).collect();
    let people = if sections.is_empty() {
        Vec::new()
    } else {
        who::candidates(tx, actor, &standing, &sections, now).await?
    };
    let places = places.into_iter().map(|place| ListedPlace {
        person: name(place.person),
        section: titles.get(&place.section).cloned().unwrap_or_default(),
        by: name(place.made_by),
        place,
    });
    Ok(Substitutes { places: places.collect(), sections, people, today })
}
