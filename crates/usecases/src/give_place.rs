//! Who teaches in a section, said by hand; and taking somebody out of it. A place ends by its date and stays
//! in the history.

mod showing;

use std::collections::BTreeSet;

use domain::{
    Date, PersonId, SectionId, Timestamp,
    people::{Enrollment, Person, Section, SectionRole},
    text::search_key,
    time::Dates,
};
use store::Tx;

pub use showing::{
    AdultsOf, MOST_LISTED, Placeable, Placing, check_leads, list_placeable, show_adults, show_placing,
};

use crate::{
    Actor, App, Refusal,
    access::{self, Action, Standing},
    batch_rows::GIVEN_HERE,
    chance, settling, substitutes,
};

/// The most people who are taken out at once.
const MOST_PEOPLE: usize = 500;

/// An adult's place to be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewPlace {
    /// Whose: somebody who works at the school.
    pub person: PersonId,
    /// As what: an educator or an aide.
    pub role: SectionRole,
    /// From when to when.
    pub dates: Dates,
}

/// Gives an adult a place in a section.
pub async fn give_place(app: &App, actor: &Actor, section: SectionId, new: NewPlace) -> Result<(), Refusal> {
    access::may_write(actor)?;
    if !matches!(new.role, SectionRole::Educator | SectionRole::Aide) {
        return Err(Refusal::invalid("role", "is a teacher's or an aide's here: students are enrolled"));
    }
    let now = chance::now();
    app.db
        .write((actor.clone(), section), move |tx, (actor, section)| {
            Box::pin(async move {
                let (standing, found) = known(tx, actor, *section, now).await?;
                if !standing.gives_places_in(&found) {
                    return Err(Refusal::Denied(
                        "Only who teaches or leads this class can give a place in it.",
                    ));
                }
                let people = candidates(tx, actor, &standing, &found).await?;
                if people.iter().all(|one| one.id != new.person) {
                    let why = "does not work at this school: an administrator adds them under People first";
                    return Err(Refusal::invalid("person", why));
                }
                let places =
                    store::enrollment::of_person_in(tx, actor.district, new.person, *section).await?;
                let first = new.dates.begins().unwrap_or(standing.today);
                if places.iter().any(|one| one.dates.ends().is_none_or(|ends| ends >= first)) {
                    return Err(Refusal::invalid(
                        "person",
                        "has a place in this class already: end that first",
                    ));
                }
                let place = Enrollment {
                    section: *section,
                    person: new.person,
                    role: new.role,
                    dates: new.dates,
                    sourced_id: Some(format!("{GIVEN_HERE}{}", chance::batch_id(now))),
                };
                Ok(store::enrollment::put(tx, actor.district, &[place]).await?)
            })
        })
        .await?;
    app.tell(crate::Change::of_drafts(actor.district, Vec::new(), section));
    Ok(())
}

/// Takes people out of a section after `last`, all or none; how many places ended. A place that was given here
/// and never lasted a day is taken away.
pub async fn end_places(
    app: &App,
    actor: &Actor,
    section: SectionId,
    mut people: Vec<PersonId>,
    last: Date,
) -> Result<usize, Refusal> {
    access::may_write(actor)?;
    if people.is_empty() || people.len() > MOST_PEOPLE {
        return Err(Refusal::invalid(
            "people",
            format!("are missing, or more than {MOST_PEOPLE}: tick some"),
        ));
    }
    let now = chance::now();
    // Learners are locked in id order.
    people.sort_unstable();
    people.dedup();
    let ended = app
        .db
        .write((actor.clone(), people), move |tx, (actor, people)| {
            Box::pin(async move {
                let (standing, found) = known(tx, actor, section, now).await?;
                let mut ended = 0;
                for person in people {
                    ended += end(tx, actor, (&standing, &found), *person, last).await?;
                }
                Ok::<usize, Refusal>(ended)
            })
        })
        .await?;
    app.tell(crate::Change::of_drafts(actor.district, Vec::new(), section));
    Ok(ended)
}

async fn end(
    tx: &mut Tx,
    actor: &Actor,
    (standing, section): (&Standing, &Section),
    person: PersonId,
    last: Date,
) -> Result<usize, Refusal> {
    let district = actor.district;
    let mut places = store::enrollment::of_person_in(tx, district, person, section.id).await?;
    places.retain(|one| one.dates.ends().is_none_or(|ends| ends > last));
    if places.is_empty() {
        return Err(Refusal::invalid(
            "people",
            "name somebody whose place has ended by that day, or who has none",
        ));
    }
    let learns = places.iter().any(|one| one.role == SectionRole::Learner);
    let works = places.iter().any(|one| one.role != SectionRole::Learner);
    if learns && !standing.places_in_section(section) || works && !standing.gives_places_in(section) {
        return Err(Refusal::Denied("Only who teaches or leads this class can take somebody out of it."));
    }
    if learns {
        store::learner::lock(tx, district, person.as_learner(), standing.now).await?;
    }
    for place in &places {
        let here = place.sourced_id.as_ref().is_none_or(|id| id.starts_with(GIVEN_HERE));
        let began = place.dates.begins().is_some_and(|begins| begins < standing.today);
        match Dates::new(place.dates.begins(), Some(last)) {
            Err(_) if began => {
                return Err(Refusal::invalid("last day", "lies before the first day of the place"));
            }
            Err(_) if here => store::enrollment::remove(tx, district, place).await?,
            cut => {
                let dates = cut.or_else(|_| Dates::new(Some(last), Some(last))).unwrap_or(place.dates);
                store::enrollment::put(tx, district, &[Enrollment { dates, ..place.clone() }]).await?;
            }
        }
    }
    if learns {
        settling::settle_places(tx, district, person.as_learner(), &[section.id]).await?;
    }
    Ok(places.len())
}

/// The section, if this person may know of it or say who is in it.
async fn known(
    tx: &mut Tx,
    actor: &Actor,
    section: SectionId,
    now: Timestamp,
) -> Result<(Standing, Section), Refusal> {
    let standing = Standing::load(tx, actor, chance::date_of(actor.district, now)).await?;
    let found = store::section::find(tx, actor.district, section).await?;
    let found = found.ok_or(Refusal::NotFound("this class"))?;
    let may = standing.with_section(&found, Action::See).is_some()
        || standing.places_in_section(&found)
        || standing.gives_places_in(&found);
    if may { Ok((standing, found)) } else { Err(Refusal::NotFound("this class")) }
}

/// Everybody who works around the section's school, but who asks; by name.
async fn candidates(
    tx: &mut Tx,
    actor: &Actor,
    standing: &Standing,
    section: &Section,
) -> Result<Vec<Person>, Refusal> {
    let schools = BTreeSet::from([section.organization]);
    let mut ids = substitutes::working_around(tx, actor.district, standing, &schools).await?;
    ids.remove(&actor.person);
    let ids: Vec<PersonId> = ids.into_iter().collect();
    let mut people = store::person::find_all(tx, actor.district, &ids).await?;
    people.retain(|one| one.active);
    people.sort_by_cached_key(|one| (search_key(&one.list_name()), one.id));
    Ok(people)
}
