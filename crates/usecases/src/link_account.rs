//! A one-time link for somebody by their sign-in name: the way back in for whoever runs the machine.

use domain::{DistrictId, people::Person, text};

use crate::{App, Refusal, chance, sign_in_links};

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
