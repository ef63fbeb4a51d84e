//! The caller's own tokens.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{delete, get},
};
use domain::TokenId;
use serde::{Deserialize, Serialize};
use usecases::tokens;
use utoipa::ToSchema;

use super::{
    answered::{self, Page},
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    scalars::{Day, Id, Moment},
    shapes::PageQuery,
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/tokens", get(list_tokens).post(make_token))
        .route("/tokens/{token}", delete(revoke_token))
}

/// A token, without its secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct Token {
    /// Our id.
    pub id: Id,
    /// What it is for.
    pub name: String,
    /// What it may do: `read`, `write`, `metrics`.
    pub scopes: Vec<String>,
    /// When it was made.
    pub created_at: Moment,
    /// Until when it works.
    pub expires_at: Moment,
    /// When it was taken back.
    pub revoked_at: Option<Moment>,
    /// When it was last used, to the hour; `null` for never.
    pub last_used_at: Option<Moment>,
    /// The outside party whose program it is for; `null` for the caller's own.
    pub party: Option<Id>,
}

/// Lists the caller's tokens, newest first.
#[utoipa::path(get, path = "/api/v1/tokens", tag = "Me", params(PageQuery),
    responses((status = 200, body = Page<Token>)))]
pub(super) async fn list_tokens(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<Token>>, ApiError> {
    let all = tokens::list_tokens(&site.app, &actor).await?;
    let after = query.after.as_deref();
    Ok(Json(answered::page(
        all,
        query.limit,
        after,
        |one| one.id.to_string(),
        |one| Token {
            id: one.id.into(),
            name: one.name,
            scopes: one.scopes,
            created_at: one.created_at.into(),
            expires_at: one.expires_at.into(),
            revoked_at: one.revoked_at.map(Moment),
            last_used_at: one.last_used_at.map(Moment),
            party: one.party.map(Into::into),
        },
    )))
}

/// A token to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// What it is for.
    name: String,
    /// `read`, `write`, `metrics`.
    scopes: Vec<String>,
    /// The last day it works; within 400 days.
    expires_on: Day,
    /// The outside party of the inventory whose program it is for; what it reads is written down as
    /// disclosed, and it works while the agreement holds.
    party: Option<Id>,
}

/// A new token, shown once.
#[derive(Debug, Serialize, ToSchema)]
pub struct MadeToken {
    /// What to send as `Authorization: Bearer <token>`.
    pub token: String,
}

/// Makes a token for the caller.
#[utoipa::path(post, path = "/api/v1/tokens", tag = "Me", request_body = NewToken,
    responses((status = 201, body = MadeToken)))]
pub(super) async fn make_token(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(new): Sent<NewToken>,
) -> Result<(StatusCode, Json<MadeToken>), ApiError> {
    let (day, party) = (new.expires_on.0, new.party.map(Into::into));
    let token = tokens::make_token_for(&site.app, &actor, &new.name, new.scopes, day, party).await?;
    Ok((StatusCode::CREATED, Json(MadeToken { token })))
}

/// Takes back one of the caller's tokens.
#[utoipa::path(delete, path = "/api/v1/tokens/{token}", tag = "Me", responses((status = 204)))]
pub(super) async fn revoke_token(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(token): Named<TokenId>,
) -> Result<StatusCode, ApiError> {
    tokens::revoke_token(&site.app, &actor, token).await?;
    Ok(StatusCode::NO_CONTENT)
}
