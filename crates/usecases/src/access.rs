//! The one access check: by relationship, with dates. What it looks up is in `table.rs`.

mod administrators;
mod standing;
mod table;

use std::collections::HashSet;

use domain::{CompetencyId, Date, LearnerId, SectionId, Timestamp, access::Relationship, people::Section};
use store::{Tx, access_log::Access};

use crate::{Actor, Refusal, chance, disclosures};
pub(crate) use administrators::{administrators_of_the_district, lies_within};
pub(crate) use standing::is_district;
pub use standing::{LearnerPlaces, Standing};
pub use table::{
    Action, CLOSE_OUT_DAYS, assigns, by_role, by_section, drafts, gives_places, gives_roles, is_of_staff,
    keeps_custody, lent, places_people, reminds, sets_rules,
};

/// Refuses a token that may only read.
pub fn may_write(actor: &Actor) -> Result<(), Refusal> {
    if actor.read_only {
        return Err(Refusal::Denied("This token may only read: make one with the scope \"write\"."));
    }
    Ok(())
}

/// Checks that `actor` may do `action` with a section; `NotFound` hides sections they may not know of.
pub async fn section(
    tx: &mut Tx,
    actor: &Actor,
    section: SectionId,
    action: Action,
    today: Date,
) -> Result<(Section, Relationship), Refusal> {
    if !action.reads() {
        may_write(actor)?;
    }
    let found = store::section::find(tx, actor.district, section).await?;
    let found = found.ok_or(Refusal::NotFound("this class"))?;
    // Nearly everybody who asks has a place in the class; then nothing else about them matters.
    let places = store::enrollment::of_person_in(tx, actor.district, actor.person, section).await?;
    let member = places.iter().filter_map(|p| by_section(p.role, &p.dates, &found, action, today)).min();
    if let Some(relationship) = member {
        return Ok((found, relationship));
    }
    let standing = Standing::load(tx, actor, today).await?;
    if let Some(relationship) = standing.with_section(&found, action) {
        return Ok((found, relationship));
    }
    if action.reads() && standing.is_administrator() && actor.break_glass.is_some() {
        return Ok((found, Relationship::BreakGlass));
    }
    if standing.with_section(&found, Action::See).is_some() {
        return Err(Refusal::Denied(if action == Action::Whole {
            "You see what today needs of this class, not everything of it."
        } else {
            "You can see this class, but not change it."
        }));
    }
    Err(Refusal::NotFound("this class"))
}

/// Checks that `actor` may do `action` with the record of one learner.
pub async fn learner(
    tx: &mut Tx,
    actor: &Actor,
    learner: LearnerId,
    action: Action,
    today: Date,
) -> Result<Relationship, Refusal> {
    if !action.reads() {
        may_write(actor)?;
    }
    let places = LearnerPlaces::load(tx, actor, learner, today).await?;
    let standing = Standing::load(tx, actor, today).await?;
    if let Some(relationship) = standing.with_learner(&places, action) {
        return Ok(relationship);
    }
    if action.reads() && standing.is_administrator() && actor.break_glass.is_some() {
        return Ok(Relationship::BreakGlass);
    }
    let sees = standing.with_learner(&places, Action::See).is_some();
    match action {
        Action::Whole if sees => {
            Err(Refusal::Denied("You see what today needs of this learner, not the whole record."))
        }
        Action::Rights if sees => Err(Refusal::Denied(
            "This is the family's, and of those who answer for the record: you see what your work needs.",
        )),
        _ => Err(Refusal::NotFound("this learner")),
    }
}

/// The first of `sections` that `actor` may open.
pub async fn openable(
    tx: &mut Tx,
    actor: &Actor,
    sections: &[Section],
    today: Date,
) -> Result<Option<SectionId>, Refusal> {
    let standing = Standing::load(tx, actor, today).await?;
    let open = |section: &&Section| standing.with_section(section, Action::See).is_some();
    Ok(sections.iter().find(open).map(|section| section.id))
}

/// Checks that `actor` may set rules somewhere; which ones, the standing says.
pub async fn rules(tx: &mut Tx, actor: &Actor, today: Date) -> Result<Standing, Refusal> {
    let standing = Standing::load(tx, actor, today).await?;
    if standing.roles.iter().any(|role| sets_rules(role.kind) && role.dates.contains(today)) {
        return Ok(standing);
    }
    Err(Refusal::Denied("Only an administrator or a principal can do this."))
}

/// What a substitute sees of their learners now: what the sections that they teach today aim at.
pub(crate) async fn lent_targets(
    tx: &mut Tx,
    actor: &Actor,
    today: Date,
) -> Result<HashSet<CompetencyId>, Refusal> {
    let mut targets = HashSet::new();
    for section in Standing::load(tx, actor, today).await?.substitutes_in() {
        targets.extend(store::target::of_section(tx, actor.district, section).await?);
    }
    Ok(targets)
}

/// Checks that `actor` runs the installation.
pub async fn administrator(tx: &mut Tx, actor: &Actor, today: Date) -> Result<Standing, Refusal> {
    let standing = Standing::load(tx, actor, today).await?;
    if standing.is_administrator() {
        return Ok(standing);
    }
    Err(Refusal::Denied("Only an administrator can do this."))
}

/// Writes the access-log line of one request, through the shared committer, before the reply; later where
/// the disk has no room for it.
pub async fn log(
    app: &crate::App,
    actor: &Actor,
    what: &str,
    relationship: Relationship,
    learners: Vec<LearnerId>,
    now: Timestamp,
) -> Result<(), Refusal> {
    if learners.is_empty() {
        return Ok(());
    }
    let reason = if relationship == Relationship::BreakGlass { actor.break_glass.clone() } else { None };
    let id = chance::access_id(now);
    let line =
        Access { id, at: now, person: actor.person, what: what.to_owned(), relationship, reason, learners };
    let district = actor.district;
    let written = app
        .db
        .write((actor.clone(), line.clone()), move |tx, (actor, line)| {
            Box::pin(async move {
                if let Some(party) = actor.party {
                    disclosures::read_by_party(tx, actor, party, &line.what, &line.learners, now).await?;
                }
                Ok(store::access_log::add(tx, actor.district, line).await?)
            })
        })
        .await;
    match written {
        // What leaves is written down first: an outside party waits until there is room.
        Err(Refusal::Full) if actor.party.is_none() => app.late.keep(district, line),
        ended => ended,
    }
}

#[cfg(test)]
mod laws;

#[cfg(test)]
mod tests;
