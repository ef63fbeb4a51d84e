//! Who is in a section and who could be, as those read it who may say so.

use domain::{
    PersonId, SectionId, Timestamp,
    people::{Enrollment, Person, Role, Section, SectionRole},
    text::search_key,
};
use store::Tx;

use super::{candidates, known};
use crate::{
    Actor, App, Refusal,
    access::{self, Standing},
    chance,
};

/// What somebody may do with the places of a section.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Placing {
    /// Whether they may put adults in, and take them out.
    pub of_adults: bool,
    /// Whether they may take learners out.
    pub of_learners: bool,
    /// People who can be put in, by name; empty for who may not.
    pub people: Vec<Person>,
}

/// What this person may do with the places of a section, and with whom.
pub async fn show_placing(app: &App, actor: &Actor, section: SectionId) -> Result<Placing, Refusal> {
    let now = chance::now();
    app.db
        .read((actor, section), |tx, (actor, section)| {
            Box::pin(async move {
                let (standing, found) = known(tx, actor, *section, now).await?;
                let of_adults = standing.gives_places_in(&found);
                let people =
                    if of_adults { candidates(tx, actor, &standing, &found).await? } else { Vec::new() };
                Ok(Placing { of_adults, of_learners: standing.places_in_section(&found), people })
            })
        })
        .await
}

/// Sections whose adults somebody may place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeable {
    /// By title, at most [`MOST_LISTED`], each with its organization's name.
    pub sections: Vec<(Section, String)>,
    /// How many more there are.
    pub more: usize,
}

/// The most sections of one list.
pub const MOST_LISTED: usize = 100;

/// Lists sections whose title holds `words`, for who leads or runs what they lie in; nothing of learners.
pub async fn list_placeable(app: &App, actor: &Actor, words: &str) -> Result<Placeable, Refusal> {
    let (now, key) = (chance::now(), search_key(words.trim()));
    app.db
        .read((actor, key), |tx, (actor, key)| {
            Box::pin(async move {
                let standing = leader(tx, actor, now).await?;
                let mut all = store::section::list(tx, actor.district).await?;
                all.retain(|one| {
                    standing.gives_places_in(one) && search_key(&one.title).contains(key.as_str())
                });
                all.sort_by_cached_key(|one| (search_key(&one.title), one.id));
                let more = all.len().saturating_sub(MOST_LISTED);
                all.truncate(MOST_LISTED);
                let school = |one: &Section| {
                    let known = standing.organizations.iter().find(|place| place.id == one.organization);
                    known.map(|place| place.name.clone()).unwrap_or_default()
                };
                let sections = all.into_iter().map(|one| (one.clone(), school(&one))).collect();
                Ok(Placeable { sections, more })
            })
        })
        .await
}

/// The adults of a section, and who can be put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdultsOf {
    /// The section.
    pub section: Section,
    /// Places that are not over, by name.
    pub adults: Vec<(Person, Enrollment)>,
    /// People who can be put in, by name.
    pub people: Vec<Person>,
}

/// Checks that this person leads or runs a school.
pub async fn check_leads(app: &App, actor: &Actor) -> Result<(), Refusal> {
    let now = chance::now();
    app.db.read(actor, |tx, actor| Box::pin(async move { leader(tx, actor, now).await.map(drop) })).await
}

/// Shows the adults of a section, for who may give a place in it; nothing of learners.
pub async fn show_adults(app: &App, actor: &Actor, section: SectionId) -> Result<AdultsOf, Refusal> {
    let now = chance::now();
    app.db
        .read((actor, section), |tx, (actor, section)| {
            Box::pin(async move {
                let (standing, section) = known(tx, actor, *section, now).await?;
                if !standing.gives_places_in(&section) {
                    return Err(Refusal::Denied(
                        "Only who teaches or leads this class can give a place in it.",
                    ));
                }
                let mut places = store::enrollment::of_section(tx, actor.district, section.id).await?;
                let open = |one: &Enrollment| one.dates.ends().is_none_or(|ends| ends >= standing.today);
                places.retain(|one| one.role != SectionRole::Learner && open(one));
                let ids: Vec<PersonId> = places.iter().map(|one| one.person).collect();
                let mut known = store::person::find_all(tx, actor.district, &ids).await?;
                known.sort_by_cached_key(|one| (search_key(&one.list_name()), one.id));
                known.dedup_by_key(|one| one.id);
                let place = |one: &Person| places.iter().find(|place| place.person == one.id).cloned();
                let adults = known.iter().filter_map(|one| Some((one.clone(), place(one)?))).collect();
                let people = candidates(tx, actor, &standing, &section).await?;
                Ok(AdultsOf { section, adults, people })
            })
        })
        .await
}

/// What somebody is who leads or runs an organization; refused for others.
async fn leader(tx: &mut Tx, actor: &Actor, now: Timestamp) -> Result<Standing, Refusal> {
    let standing = Standing::load(tx, actor, chance::date_of(actor.district, now)).await?;
    let leads = |role: &Role| access::gives_places(role.kind) && role.dates.contains(standing.today);
    if standing.roles.iter().any(leads) {
        return Ok(standing);
    }
    Err(Refusal::Denied("Only who leads or runs a school can do this."))
}
