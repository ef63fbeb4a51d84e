//! The people of a section: adults with their roles, learners with how they sign in.

use std::collections::HashMap;

use domain::{
    LearnerId, PersonId, SectionId, Timestamp,
    access::Relationship,
    people::{Enrollment, Person, Section, SectionRole},
    time::Dates,
};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
};

/// The people of a section today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionPeople {
    /// The section.
    pub section: Section,
    /// The district's word in addresses.
    pub district_code: String,
    /// Educators, aides, substitutes.
    pub adults: Vec<(Person, SectionRole)>,
    /// Learners by name.
    pub learners: Vec<SectionLearner>,
    /// Places that have ended or not begun, by name.
    pub others: Vec<OtherPlace>,
    /// By which relationship they are shown.
    pub relationship: Relationship,
}

/// A place that does not run today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherPlace {
    /// Whose.
    pub person: Person,
    /// As what.
    pub role: SectionRole,
    /// From when to when.
    pub dates: Dates,
}

/// One learner of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionLearner {
    /// Who.
    pub person: Person,
    /// The name they sign in with, if they have an account.
    pub sign_in_name: Option<String>,
    /// When they were last signed in, as far as sessions tell.
    pub last_seen: Option<Timestamp>,
}

/// Lists the people of a section, for whoever manages it.
pub async fn list_section_people(
    app: &App,
    actor: &Actor,
    section: SectionId,
) -> Result<SectionPeople, Refusal> {
    let (now, today) = (chance::now(), chance::today(actor.district));
    let people = app
        .db
        .read((actor.clone(), section), |tx, (actor, section)| {
            Box::pin(async move {
                let (section, relationship) =
                    access::section(tx, actor, *section, Action::Whole, today).await?;
                let district = store::district::find(tx, actor.district).await?;
                let places = store::enrollment::of_section(tx, actor.district, section.id).await?;
                let roles: HashMap<PersonId, SectionRole> = places
                    .iter()
                    .filter(|place| place.dates.contains(today))
                    .map(|place| (place.person, place.role))
                    .collect();
                let other = |place: &&Enrollment| !place.dates.contains(today);
                let not_today: Vec<Enrollment> = places.iter().filter(other).cloned().collect();
                let mut ids: Vec<PersonId> = roles.keys().copied().collect();
                ids.extend(not_today.iter().map(|place| place.person));
                ids.sort_unstable();
                ids.dedup();
                let mut found = store::person::find_all(tx, actor.district, &ids).await?;
                found.sort_by_cached_key(|person| domain::text::search_key(&person.list_name()));
                let others = others(&found, &not_today);
                let (mut adults, mut learners) = (Vec::new(), Vec::new());
                for person in found {
                    match roles.get(&person.id) {
                        Some(SectionRole::Learner) => {
                            let account = store::account::of_person(tx, actor.district, person.id).await?;
                            let sessions = store::session::of_person(tx, actor.district, person.id).await?;
                            let signed_in =
                                store::person::last_sign_in(tx, actor.district, person.id).await?;
                            learners.push(SectionLearner {
                                person,
                                sign_in_name: account.map(|account| account.sign_in_name),
                                last_seen: sessions.iter().map(|session| session.seen_at).max().or(signed_in),
                            });
                        }
                        Some(role) => adults.push((person, *role)),
                        None => {}
                    }
                }
                let district_code = district.map(|district| district.code).unwrap_or_default();
                let people = SectionPeople { section, district_code, adults, learners, others, relationship };
                Ok::<_, Refusal>(people)
            })
        })
        .await?;
    let left = people.others.iter().filter(|one| one.role == SectionRole::Learner).map(|one| one.person.id);
    let here = people.learners.iter().map(|learner| learner.person.id);
    let mut seen: Vec<LearnerId> = here.chain(left).map(PersonId::as_learner).collect();
    seen.sort_unstable();
    seen.dedup();
    access::log(app, actor, "people of a class", people.relationship, seen, now).await?;
    Ok(people)
}

/// Places that do not run today, in the order of `people`.
fn others(people: &[Person], places: &[Enrollment]) -> Vec<OtherPlace> {
    let of = |person: &Person| {
        let own = places.iter().filter(move |place| place.person == person.id);
        let person = person.clone();
        own.map(move |place| OtherPlace { person: person.clone(), role: place.role, dates: place.dates })
            .collect::<Vec<_>>()
    };
    people.iter().flat_map(of).collect()
}
