//! What a change of policy would touch, and adopting it from there.

mod filling;

use std::time::Duration;

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{LookId, policy::Effect};
use mastery::policy::scaled_framework;
use usecases::{
    Refusal,
    adopt_policy::{Adopt, adopt_policy},
    policy_scopes::list_my_scopes,
    running_what_ifs::{self, Look, Standing},
    set_policy::NewSetting,
};

use super::adoptions;
use crate::{
    address::encode,
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        shell::{Choice, Link},
        what_if::{AdoptForm, WhatIfPage, WhatIfRunning},
    },
};
pub use filling::{cell, counts_of, grade, sentence, tally_facts};

/// How long a page waits before it says how far the work is.
pub const PATIENCE: Duration = Duration::from_millis(2_500);

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/admin/policies/what-if/{look}", get(show))
        .route("/admin/policies/what-if/{look}/stop", post(stop))
        .route("/admin/policies/adopt", post(adopt))
}

/// `GET /admin/policies/what-if/{look}`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(look): Path<LookId>) -> Page {
    // Who may set nothing learns nothing of a look either.
    list_my_scopes(&site.app, &signed_in.actor).await?;
    let standing = running_what_ifs::look(&site.app, &signed_in.actor, look, PATIENCE).await?;
    let shell = frame::shell(&site, &signed_in, "What would it touch?", "/admin/policies").await?;
    let crumbs = vec![Link::new("Rules and numbers", "/admin/policies")];
    match standing {
        Standing::Running { done, of } => {
            let href = format!("/admin/policies/what-if/{look}");
            let line = filling::how_far(done, of);
            let stop = format!("{href}/stop");
            let change = "The evidence is being judged as it would be.".to_owned();
            let view = WhatIfRunning { shell, crumbs, change, done, of, line, href, stop };
            again_soon(page(&view))
        }
        Standing::Done(found) => page(&WhatIfPage {
            shell,
            crumbs,
            change: filling::change(&found.found),
            lines: filling::lines(&found.found),
            counts: filling::counts(&found.found),
            adopt: adopt_form(&found, String::new(), String::new()),
        }),
    }
}

/// Looks again in two seconds, without JavaScript too.
pub fn again_soon(page: Page) -> Page {
    let mut response = page?;
    response.headers_mut().insert(header::REFRESH, HeaderValue::from_static("2"));
    Ok(response)
}

fn adopt_form(look: &Look, reason: String, problem: String) -> AdoptForm {
    let asked = &look.asked;
    let hidden = [
        ("scope", asked.scope.clone()),
        ("field", asked.field.clone()),
        ("effect", asked.effect.word().to_owned()),
        ("value", asked.value.clone()),
        ("effective_from", asked.effective_from.to_string()),
    ];
    let address: Vec<String> =
        hidden.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    AdoptForm {
        action: "/admin/policies/adopt".to_owned(),
        hidden: hidden.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        reach: vec![
            Choice::new("now", "From now on: what was judged stands until new evidence comes in").chosen(),
            Choice::new("past", "For the past too: everything counted below is judged again"),
        ],
        reason: if reason.is_empty() { asked.why.clone() } else { reason },
        problem,
        back: match scaled_framework(&asked.field) {
            Some(framework) => format!("/frameworks/{framework}/levels"),
            None => format!("/admin/policies/new?{}", address.join("&")),
        },
    }
}

/// `POST /admin/policies/what-if/{look}/stop`
async fn stop(State(site): State<Site>, signed_in: SignedIn, Path(look): Path<LookId>, _: Fields) -> Page {
    list_my_scopes(&site.app, &signed_in.actor).await?;
    running_what_ifs::stop(&site.app, &signed_in.actor, look)?;
    Ok(Redirect::to("/admin/policies").into_response())
}

/// `POST /admin/policies/adopt`
async fn adopt(State(site): State<Site>, signed_in: SignedIn, fields: Fields) -> Page {
    let Ok(effective_from) = fields.one("effective_from").parse() else {
        return Err(Refusal::invalid("effective_from", "is no day: write it as 2026-11-24").into());
    };
    let effect = Effect::from_word(fields.one("effect"))
        .ok_or_else(|| Refusal::invalid("effect", "is not known: use set, floor, ceiling or lock"))?;
    let for_past = match fields.one("reach") {
        "past" => true,
        "now" => false,
        _ => {
            return Err(Refusal::invalid("reach", "is not known: choose from now on, or for the past").into());
        }
    };
    let change = NewSetting {
        scope: fields.one("scope").to_owned(),
        field: fields.one("field").to_owned(),
        effect,
        value: fields.one("value").to_owned(),
        effective_from,
        why: fields.one("reason").to_owned(),
    };
    let id = adopt_policy(&site.app, &signed_in.actor, Adopt { change, for_past }).await?;
    adoptions::work_on(&site, signed_in.actor.district, id).await;
    Ok(Redirect::to(&format!("/admin/policies/adoptions/{id}")).into_response())
}
