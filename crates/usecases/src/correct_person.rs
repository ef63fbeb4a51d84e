//! A name or an e-mail address that was written wrongly. What a roster brought, the next roster writes again:
//! whoever corrects it is told so.

use domain::{PersonId, people::Person, text};
use store::Tx;

use crate::{
    Actor, App, Refusal, access, chance,
    substitutes::{NewPerson, is_known},
};

/// What somebody is called from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    /// Name and e-mail address.
    pub who: NewPerson,
    /// Grade; may be empty.
    pub grade: String,
}

/// Somebody to be corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correctable {
    /// As they are now.
    pub person: Person,
    /// Whether a roster brought them and will overwrite what is corrected here.
    pub of_roster: bool,
}

/// Shows somebody to be corrected, for administrators.
pub async fn show_correctable(app: &App, actor: &Actor, person: PersonId) -> Result<Correctable, Refusal> {
    app.db.read((actor, person), |tx, (actor, person)| Box::pin(load(tx, actor, *person))).await
}

async fn load(tx: &mut Tx, actor: &Actor, person: PersonId) -> Result<Correctable, Refusal> {
    access::administrator(tx, actor, chance::today(actor.district)).await?;
    let gone = || Refusal::NotFound("this person");
    let found = store::person::find(tx, actor.district, person).await?.ok_or_else(gone)?;
    if store::erasure::erased_at(tx, actor.district, person.as_learner()).await?.is_some() {
        return Err(gone());
    }
    Ok(Correctable { of_roster: found.sourced_id.is_some(), person: found })
}

/// Corrects a name, an e-mail address or a grade. Whether the next roster will overwrite it.
pub async fn correct_person(
    app: &App,
    actor: &Actor,
    person: PersonId,
    new: Corrected,
) -> Result<bool, Refusal> {
    access::may_write(actor)?;
    let who = new.who.checked()?;
    let grade = text::optional(&new.grade, 50).map_err(Refusal::text("grade"))?;
    app.db
        .write((actor.clone(), who, grade), move |tx, (actor, who, grade)| {
            Box::pin(async move {
                let found = load(tx, actor, person).await?;
                let email = Some(who.email.clone()).filter(|email| !email.is_empty());
                if let Some(new) = email.as_deref().filter(|new| found.person.email.as_deref() != Some(new))
                    && is_known(tx, actor.district, new).await?
                {
                    return Err(Refusal::invalid("email", "belongs to somebody else who is here"));
                }
                let corrected = Person {
                    given_name: who.given_name.clone(),
                    family_name: who.family_name.clone(),
                    email,
                    grade: grade.clone(),
                    ..found.person
                };
                store::person::put(tx, actor.district, &[corrected]).await?;
                Ok(found.of_roster)
            })
        })
        .await
}
