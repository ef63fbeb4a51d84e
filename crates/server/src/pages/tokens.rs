//! API tokens of the person who is signed in.

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{Date, PartyId, TokenId};
use usecases::{Refusal, chance, outside_parties::parties_for_tokens, tokens};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        shell::Choice,
        tokens::{TokenRow, Tokens},
    },
    when,
};

/// The life of a token that the form offers.
const OFFERED_DAYS: i64 = 180;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/tokens", get(list).post(make)).route("/tokens/{token}/revoke", post(revoke))
}

async fn list(State(site): State<Site>, signed_in: SignedIn) -> Page {
    show(&site, &signed_in, None, None).await
}

async fn make(State(site): State<Site>, signed_in: SignedIn, form: Fields) -> Page {
    let scopes = form.all("scope").map(str::to_owned).collect();
    let made = match form.one("expires").parse::<Date>() {
        Ok(day) => match party(form.one("party")) {
            Ok(party) => {
                let name = form.one("name");
                tokens::make_token_for(&site.app, &signed_in.actor, name, scopes, day, party).await
            }
            Err(refusal) => Err(refusal),
        },
        Err(_) => Err(Refusal::invalid("expires", "is not a date: write it as 2027-05-24")),
    };
    match made {
        Ok(token) => show(&site, &signed_in, Some(token), None).await,
        Err(Refusal::Invalid { field, why }) => {
            show(&site, &signed_in, None, Some(format!("The field \"{field}\" {why}."))).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// The outside party that was chosen, if one was.
fn party(typed: &str) -> Result<Option<PartyId>, Refusal> {
    match typed.trim() {
        "" => Ok(None),
        id => id.parse().map(Some).map_err(|error| Refusal::invalid("party", error)),
    }
}

async fn revoke(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(token): Path<TokenId>,
    _: Fields,
) -> Page {
    tokens::revoke_token(&site.app, &signed_in.actor, token).await?;
    Ok(Redirect::to("/tokens").into_response())
}

async fn show(site: &Site, signed_in: &SignedIn, fresh: Option<String>, refusal: Option<String>) -> Page {
    let now = chance::now();
    let rows = tokens::list_tokens(&site.app, &signed_in.actor).await?;
    let offered = chance::today(signed_in.actor.district).checked_add(jiff::Span::new().days(OFFERED_DAYS));
    let administrator = tokens::is_administrator(&site.app, &signed_in.actor).await?;
    let offered_scopes = tokens::SCOPES.iter().filter(|(word, _)| administrator || *word != tokens::METRICS);
    page(&Tokens {
        shell: frame::shell(site, signed_in, "Tokens", "/tokens").await?,
        action: "/tokens".to_owned(),
        fresh,
        tokens: rows
            .into_iter()
            .map(|token| TokenRow {
                name: token.name,
                scopes: token.scopes.join(", "),
                expires: when::day_of(token.expires_at),
                last_used: token.last_used_at.map_or_else(|| "never".to_owned(), when::moment),
                revoke_action: (token.revoked_at.is_none() && now < token.expires_at)
                    .then(|| format!("/tokens/{}/revoke", token.id)),
            })
            .collect(),
        scopes: offered_scopes.map(|(word, label)| Choice::new(word, label)).collect(),
        parties: parties_for_tokens(&site.app, &signed_in.actor)
            .await?
            .iter()
            .map(|one| Choice::new(&one.id.to_string(), &one.name))
            .collect(),
        expires: offered.map(|day| day.to_string()).unwrap_or_default(),
        refusal,
    })
}
