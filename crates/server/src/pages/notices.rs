//! How often a family gets notices.

use axum::{
    Router,
    extract::{Query, State},
    response::{IntoResponse as _, Redirect},
    routing::get,
};
use usecases::{
    preferences::{Change, HowOften, change_preferences, show_preferences},
    words::words_for,
};
use wording::Audience;

use crate::{
    form::Form,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        notices::Notices,
        shell::{Choice, Notice, Shell, Tone},
    },
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/notices", get(show).post(change))
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    saved: Option<String>,
}

/// `GET /notices`
async fn show(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Page {
    let found = show_preferences(&site.app, &signed_in.actor).await?;
    let words = words_for(&site.app, &signed_in.actor, Audience::Family).await?;
    let title = words.say("nav-notices");
    let choices = HowOften::ALL.iter().map(|often| {
        let label = words.say(match often {
            HowOften::Daily => "notices-daily",
            HowOften::Weekly => "notices-weekly",
            HowOften::Never => "notices-never",
        });
        Choice { selected: *often == found.notices, ..Choice::new(often.word(), &label) }
    });
    let choices = choices.collect();
    let address = match &found.person.email {
        Some(address) => words.tell("notices-to", &[("address", address.into())]),
        None => words.say("notices-no-address"),
    };
    let saved =
        asked.saved.map(|_| Notice { tone: Tone::Good, text: words.say("notices-saved"), undo: None });
    let shell = frame::worded(&site, &signed_in, words, &title, "/notices").await?;
    page(&Notices { shell: Shell { notice: saved, ..shell }, address, choices })
}

#[derive(serde::Deserialize)]
struct NoticesForm {
    notices: String,
}

/// `POST /notices`
async fn change(State(site): State<Site>, signed_in: SignedIn, Form(form): Form<NoticesForm>) -> Page {
    let change = Change { notices: Some(form.notices), ..Change::default() };
    change_preferences(&site.app, &signed_in.actor, change).await?;
    Ok(Redirect::to("/notices?saved=yes").into_response())
}
