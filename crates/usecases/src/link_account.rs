//! A one-time link for somebody by their sign-in name: the way back in for whoever runs the machine.

use domain::{DistrictId, people::Person, text};

use crate::{App, Refusal, chance, sign_in_links};

/// A link for the operator of a district in which nobody ever signed in as them: the first one may be lost,
/// or have expired. `None` once they did.
pub async fn link_operator(app: &App, district: DistrictId) -> Result<Option<(Person, String)>, Refusal> {
    let now = chance::now();
    let operator = crate::operator::operator(app, district).await?;
    app.db
        .write(operator.person, move |tx, person| {
            Box::pin(async move {
                if store::person::last_sign_in(tx, district, *person).await?.is_some() {
                    return Ok(None);
                }
                let found = store::person::find(tx, district, *person).await?;
                let found = found.ok_or(Refusal::NotFound("this person"))?;
                let token = sign_in_links::add_link(tx, district, found.id, None, now).await?;
                Ok(Some((found, token)))
            })
        })
        .await
}

/// Makes a link for the account with this name; returns whose it is and the token.
pub async fn link_account(app: &App, district: DistrictId, name: &str) -> Result<(Person, String), Refusal> {
    let now = chance::now();
    let name = text::required(name, 300).map_err(Refusal::text("name"))?;
    app.db
        .write(text::search_key(&name), move |tx, name| {
            Box::pin(async move {
                let account = store::account::find_by_name(tx, district, name).await?;
                let account = account.ok_or(Refusal::NotFound("an account with this name"))?;
                let person = store::person::find(tx, district, account.person).await?;
                let person = person.ok_or(Refusal::NotFound("this person"))?;
                let token = sign_in_links::add_link(tx, district, person.id, None, now).await?;
                Ok((person, token))
            })
        })
        .await
}
