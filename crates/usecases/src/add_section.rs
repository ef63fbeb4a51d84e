//! A class from pasted names: look, then make. A teacher without any file begins here.

use domain::{
    OrganizationId, PersonId, SectionId,
    framework::Extra,
    people::{Enrollment, Person, Role, RoleKind, Section, SectionRole},
    text,
    time::Dates,
};
use exchange::{Parsed, imports::names};
use store::Tx;

pub use exchange::imports::names::PastedName;

use crate::{
    Actor, App, Refusal, access,
    access::{Action, Standing},
    chance,
    list_organizations::may_make_sections,
};

/// The most bytes of pasted text.
pub const MOST_BYTES: usize = 1 << 20;

/// A class to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSection {
    /// Its name.
    pub title: String,
    /// The school.
    pub organization: OrganizationId,
    /// Names as pasted.
    pub names: String,
}

/// Reads pasted names; nothing is written.
pub fn preview_names(pasted: &str) -> Result<Parsed<Vec<PastedName>>, Refusal> {
    if pasted.len() > MOST_BYTES {
        return Err(Refusal::invalid("names", "are too many: import a roster file instead"));
    }
    Ok(names::read(pasted))
}

/// Makes a class with everyone who was pasted; who makes it is its educator from today.
pub async fn add_section(app: &App, actor: &Actor, new: NewSection) -> Result<SectionId, Refusal> {
    access::may_write(actor)?;
    let (now, today) = (chance::now(), chance::today(actor.district));
    let title = text::required(&new.title, 300).map_err(Refusal::text("title"))?;
    let people = people(&new.names)?;
    let section = Section {
        id: chance::section_id(now),
        organization: new.organization,
        term: None,
        title,
        dates: Dates::new(Some(today), None).unwrap_or_default(),
        grades: Vec::new(),
        subjects: Vec::new(),
        sourced_id: None,
        extra: Extra::new(),
    };
    let id = section.id;
    app.db
        .write((actor.clone(), section, people), move |tx, (actor, section, people)| {
            Box::pin(async move {
                let standing = Standing::load(tx, actor, today).await?;
                if standing.organizations.iter().all(|one| one.id != section.organization) {
                    return Err(Refusal::NotFound("this school"));
                }
                if !may_make_sections(&standing, section.organization) {
                    return Err(Refusal::Denied("Only who teaches at this school can make a class there."));
                }
                store::section::put(tx, actor.district, std::slice::from_ref(section)).await?;
                let educator = place(section, actor.person, SectionRole::Educator, today);
                store::enrollment::put(tx, actor.district, &[educator]).await?;
                enroll(tx, actor, section, people, today).await
            })
        })
        .await?;
    Ok(id)
}

/// Adds everyone who was pasted to a class that is there; how many were added.
pub async fn add_learners(
    app: &App,
    actor: &Actor,
    section: SectionId,
    pasted: &str,
) -> Result<usize, Refusal> {
    let people = people(pasted)?;
    if people.is_empty() {
        return Err(Refusal::invalid("names", "are missing: write one on each line"));
    }
    let (count, today) = (people.len(), chance::today(actor.district));
    app.db
        .write((actor.clone(), section, people), move |tx, (actor, section, people)| {
            Box::pin(async move {
                let (section, _) = access::section(tx, actor, *section, Action::Manage, today).await?;
                enroll(tx, actor, &section, people, today).await
            })
        })
        .await?;
    app.tell(crate::Change::of_drafts(actor.district, Vec::new(), section));
    Ok(count)
}

/// The people that the names stand for, with fresh ids; lines that cannot be read refuse the whole.
fn people(pasted: &str) -> Result<Vec<Person>, Refusal> {
    let parsed = preview_names(pasted)?;
    if let Some(problem) = parsed.problems.iter().find(|one| one.severity == exchange::Severity::Error) {
        let line = problem.line.unwrap_or(1);
        return Err(Refusal::invalid("names", format!("cannot be used: line {line}: {}", problem.what)));
    }
    let now = chance::now();
    let person = |name: PastedName| Person {
        id: chance::person_id(now),
        given_name: name.given_name,
        family_name: name.family_name,
        email: name.email,
        grade: name.grade,
        language: None,
        sourced_id: None,
        active: true,
        extra: Extra::new(),
    };
    Ok(parsed.batch.into_iter().map(person).collect())
}

async fn enroll(
    tx: &mut Tx,
    actor: &Actor,
    section: &Section,
    people: &[Person],
    today: domain::Date,
) -> Result<(), Refusal> {
    let learner = |person: &Person| Role {
        person: person.id,
        kind: RoleKind::Learner,
        organization: section.organization,
        dates: Dates::new(Some(today), None).unwrap_or_default(),
    };
    store::person::put(tx, actor.district, people).await?;
    store::role::put(tx, actor.district, &people.iter().map(learner).collect::<Vec<_>>()).await?;
    let places: Vec<Enrollment> =
        people.iter().map(|one| place(section, one.id, SectionRole::Learner, today)).collect();
    store::enrollment::put(tx, actor.district, &places).await?;
    Ok(())
}

fn place(section: &Section, person: PersonId, role: SectionRole, today: domain::Date) -> Enrollment {
    let dates = Dates::new(Some(today), None).unwrap_or_default();
    Enrollment { section: section.id, person, role, dates, sourced_id: None }
}
