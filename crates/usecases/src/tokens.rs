//! API tokens: made for oneself, with scopes and an expiry, shown once, revoked at any time.

use domain::{Date, DistrictId, PartyId, TokenId};
use store::{Tx, token::Token};

use crate::{
    Actor, App, Refusal, access, chance,
    sessions::unless_full,
    sign_in::{digest, new_token},
};

/// What a token may do.
pub const SCOPES: [(&str, &str); 3] = [
    ("read", "Read what you may read"),
    ("write", "Change what you may change"),
    (METRICS, "Watch the server: its figures, and nobody's records"),
];

/// The scope that only an administrator can give.
pub const METRICS: &str = "metrics";

/// A token's use is written down at most this often.
const NOTE_HOURS: i64 = 1;

/// The longest life of a token.
const MOST_DAYS: i64 = 400;

/// Makes a token for the person who asks, and returns it once.
pub async fn make_token(
    app: &App,
    actor: &Actor,
    name: &str,
    scopes: Vec<String>,
    last_day: Date,
) -> Result<String, Refusal> {
    make_token_for(app, actor, name, scopes, last_day, None).await
}

/// Makes a token for a program of an outside party of the inventory, which then works while the agreement
/// holds, and whose reading is written down as disclosed; for administrators and principals.
pub async fn make_token_for(
    app: &App,
    actor: &Actor,
    name: &str,
    scopes: Vec<String>,
    last_day: Date,
    party: Option<PartyId>,
) -> Result<String, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let name = domain::text::required(name, 100).map_err(Refusal::text("name"))?;
    if scopes.is_empty() {
        return Err(Refusal::invalid("scope", "is missing: choose at least one"));
    }
    if let Some(unknown) = scopes.iter().find(|scope| !SCOPES.iter().any(|(known, _)| known == scope)) {
        return Err(Refusal::invalid(
            "scope",
            format!("\"{unknown}\" does not exist: use read, write or metrics"),
        ));
    }
    if scopes.iter().any(|scope| scope == METRICS) && !is_administrator(app, actor).await? {
        return Err(Refusal::Denied("Only an administrator can let a program watch the server."));
    }
    let expires_at = chance::noon_of(actor.district, last_day);
    if expires_at <= now || expires_at > now + jiff::SignedDuration::from_hours(24 * MOST_DAYS) {
        return Err(Refusal::invalid("expires", format!("must lie within the next {MOST_DAYS} days")));
    }
    let secret = new_token();
    let token = Token {
        id: chance::token_id(now),
        digest: digest(&secret),
        person: actor.person,
        name,
        scopes,
        created_at: now,
        expires_at,
        revoked_at: None,
        last_used_at: None,
        party,
    };
    let district = actor.district;
    app.db
        .write((actor.clone(), token), move |tx, (actor, token)| {
            Box::pin(async move {
                if let Some(party) = token.party {
                    let today = chance::date_of(actor.district, now);
                    access::rules(tx, actor, today).await?;
                    if !agreement_holds(tx, district, party, today).await? {
                        return Err(Refusal::invalid("party", "has no agreement that holds today"));
                    }
                }
                Ok(store::token::add(tx, district, token).await?)
            })
        })
        .await?;
    Ok(format!("{district}.{secret}"))
}

/// Who asks with this token (`district.secret`); `None` when it does not work (any more), or reads nobody's
/// records.
pub async fn actor_of_token(app: &App, token: &str) -> Result<Option<Actor>, Refusal> {
    let Some((district, token)) = usable(app, token).await? else { return Ok(None) };
    let may = |word: &str| token.scopes.iter().any(|scope| scope == word);
    if !may("read") && !may("write") {
        return Ok(None);
    }
    let read_only = !may("write");
    Ok(Some(Actor { read_only, party: token.party, ..Actor::new(district, token.person) }))
}

/// Whether this token may read the server's figures: an administrator's, with the scope `metrics`.
pub async fn may_watch(app: &App, token: &str) -> Result<bool, Refusal> {
    let Some((district, token)) = usable(app, token).await? else { return Ok(false) };
    if !token.scopes.iter().any(|scope| scope == METRICS) {
        return Ok(false);
    }
    is_administrator(app, &Actor::new(district, token.person)).await
}

/// Whether the person who asks is an administrator today.
pub async fn is_administrator(app: &App, actor: &Actor) -> Result<bool, Refusal> {
    let today = chance::today(actor.district);
    let checked = app
        .db
        .look_up(actor.clone(), |tx, actor| {
            Box::pin(async move { access::administrator(tx, actor, today).await })
        })
        .await;
    match checked {
        Ok(_) => Ok(true),
        Err(Refusal::Denied(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

/// The token, when it works; its use is noted.
async fn usable(app: &App, token: &str) -> Result<Option<(DistrictId, Token)>, Refusal> {
    let Some((district, secret)) = token.split_once('.') else { return Ok(None) };
    let Ok(district) = district.parse::<DistrictId>() else { return Ok(None) };
    let now = chance::now();
    let digest = digest(secret);
    let found = app
        .db
        .look_up(digest, |tx, digest| {
            Box::pin(async move {
                let token = store::token::find(tx, district, digest).await?;
                let usable = token.filter(|token| token.revoked_at.is_none() && now < token.expires_at);
                let Some(mut token) = usable else { return Ok(None) };
                if let Some(party) = token.party
                    && !agreement_holds(tx, district, party, chance::date_of(district, now)).await?
                {
                    return Ok(None);
                }
                let person = store::person::find(tx, district, token.person).await?;
                if person.is_none_or(|person| !person.active) {
                    return Ok(None);
                }
                // Of two records that are one, the one that stays asks.
                if let Some(kept) = store::record_link::kept_of(tx, district, token.person).await? {
                    token.person = kept;
                }
                Ok::<_, Refusal>(Some(token))
            })
        })
        .await?;
    let Some(token) = found else { return Ok(None) };
    let noted = |at| now < at + jiff::SignedDuration::from_hours(NOTE_HOURS);
    if !token.last_used_at.is_some_and(noted) {
        let noted = app
            .db
            .write(digest, move |tx, digest| {
                Box::pin(
                    async move { Ok::<_, Refusal>(store::token::note_use(tx, district, digest, now).await?) },
                )
            })
            .await;
        unless_full(noted)?;
    }
    Ok(Some((district, token)))
}

async fn agreement_holds(
    tx: &mut Tx,
    district: DistrictId,
    party: PartyId,
    today: Date,
) -> Result<bool, Refusal> {
    let party = store::outside_party::find(tx, district, party).await?;
    Ok(party.is_some_and(|party| party.dates.contains(today)))
}

/// The tokens of the person who asks, newest first.
pub async fn list_tokens(app: &App, actor: &Actor) -> Result<Vec<Token>, Refusal> {
    app.db
        .look_up(actor.clone(), |tx, actor| {
            Box::pin(async move { Ok(store::token::list(tx, actor.district, Some(actor.person)).await?) })
        })
        .await
}

/// Takes back a token of the person who asks.
pub async fn revoke_token(app: &App, actor: &Actor, token: TokenId) -> Result<(), Refusal> {
    let now = chance::now();
    app.db
        .write((actor.clone(), token), move |tx, (actor, token)| {
            Box::pin(async move {
                let own = Some(actor.person);
                if store::token::revoke(tx, actor.district, *token, own, now).await? {
                    return Ok(());
                }
                Err(Refusal::NotFound("this token"))
            })
        })
        .await
}
