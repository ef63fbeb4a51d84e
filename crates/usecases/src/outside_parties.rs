//! The inventory of apps and outside parties that get data, with their agreements.

use domain::{
    Date, PartyId,
    privacy::{OutsideParty, PartyKind},
    text,
    time::Dates,
};

use crate::{Actor, App, Refusal, access, chance, disclosures::MOST_CHARACTERS};

/// A party as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartyForm {
    /// Its name.
    pub name: String,
    /// `app` or `organization`.
    pub kind: String,
    /// What for.
    pub purpose: String,
    /// Which fields.
    pub fields: String,
    /// By which right.
    pub ground: String,
    /// The agreement.
    pub agreement: String,
    /// From when it holds.
    pub begins_on: Option<Date>,
    /// Until when.
    pub ends_on: Option<Date>,
}

/// Lists the parties by name; for administrators and principals.
pub async fn list_parties(app: &App, actor: &Actor) -> Result<Vec<OutsideParty>, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor, move |tx, actor| {
            Box::pin(async move {
                access::rules(tx, actor, today).await?;
                Ok(store::outside_party::list(tx, actor.district).await?)
            })
        })
        .await
}

/// The parties for whose programs a token can be made today, by name; for who may list them, else none.
pub async fn parties_for_tokens(app: &App, actor: &Actor) -> Result<Vec<OutsideParty>, Refusal> {
    let today = chance::today(actor.district);
    match list_parties(app, actor).await {
        Ok(mut all) => {
            all.retain(|one| one.dates.contains(today));
            Ok(all)
        }
        Err(Refusal::Denied(_)) => Ok(Vec::new()),
        Err(other) => Err(other),
    }
}

/// Adds a party, or changes the one that is named. A party is not deleted: its agreement ends.
pub async fn put_party(
    app: &App,
    actor: &Actor,
    party: Option<PartyId>,
    form: PartyForm,
) -> Result<PartyId, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let new = checked(party.unwrap_or_else(|| chance::party_id(now)), &form)?;
    let id = new.id;
    app.db
        .write((actor.clone(), new), move |tx, (actor, new)| {
            Box::pin(async move {
                access::administrator(tx, actor, chance::date_of(actor.district, now)).await?;
                let known = store::outside_party::find(tx, actor.district, new.id).await?;
                if party.is_some() && known.is_none() {
                    return Err(Refusal::NotFound("this outside party"));
                }
                Ok(store::outside_party::put(tx, actor.district, new, actor.person, now).await?)
            })
        })
        .await?;
    Ok(id)
}

fn checked(id: PartyId, form: &PartyForm) -> Result<OutsideParty, Refusal> {
    let text = |field, typed: &str| text::required(typed, MOST_CHARACTERS).map_err(Refusal::text(field));
    Ok(OutsideParty {
        id,
        name: text("name", &form.name)?,
        kind: PartyKind::from_word(&form.kind)
            .ok_or_else(|| Refusal::invalid("kind", "is neither app nor organization"))?,
        purpose: text("purpose", &form.purpose)?,
        fields: text("fields", &form.fields)?,
        ground: text("ground", &form.ground)?,
        agreement: text("agreement", &form.agreement)?,
        dates: Dates::new(form.begins_on, form.ends_on)
            .map_err(|error| Refusal::invalid("ends_on", format!("is wrong: {error}")))?,
    })
}
