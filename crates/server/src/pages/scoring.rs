//! Answers that a person scores, one after the other.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Redirect},
    routing::get,
};
use domain::{AssignmentId, Points, SittingId, item::View};
use usecases::{
    Refusal,
    score_response::score_response,
    scoring_queue::{ToScore, scoring_queue},
};
use wording::{Audience, Language, Words};

use crate::{
    form::Form,
    frame, item_html,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        scoring::{Scoring, Waiting},
        shell::Link,
    },
};

/// The most points that have a key each.
const MOST_KEYS: u32 = 10;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/assignments/{assignment}/score", get(show).post(score))
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    skip: usize,
}

/// `GET /assignments/{assignment}/score?skip=`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(assignment): Path<AssignmentId>,
    Query(asked): Query<Asked>,
) -> Page {
    let found = scoring_queue(&site.app, &signed_in.actor, assignment, asked.skip).await?;
    let action = format!("/assignments/{assignment}/score");
    let section = format!("/sections/{}", found.section.id);
    let more = asked.skip.saturating_add(1) < found.waiting;
    page(&Scoring {
        shell: frame::shell(&site, &signed_in, "Score answers", "/sections").await?,
        crumbs: vec![
            Link::new("My classes", "/sections"),
            Link::new(&found.section.title, &section),
            Link::new(&found.title, &format!("/assignments/{assignment}")),
        ],
        heading: found.title.clone(),
        summary: match found.waiting {
            0 => "No answer waits.".to_owned(),
            1 => "1 answer waits.".to_owned(),
            waiting => format!("{waiting} answers wait, the same question one after the other."),
        },
        next: found.next.as_ref().map(|one| waiting(one, asked.skip)),
        later_href: if more { format!("{action}?skip={}", asked.skip + 1) } else { String::new() },
        first_href: if asked.skip > 0 && found.waiting > 0 { action.clone() } else { String::new() },
        action,
    })
}

fn waiting(one: &ToScore, skip: usize) -> Waiting {
    let words = item_html::words(&Words::built_in(Audience::Educator, Language::English));
    let whole = |points: Points| {
        let whole = points.millionths() % 1_000_000 == 0;
        u32::try_from(points.millionths() / 1_000_000).ok().filter(|number| whole && *number <= MOST_KEYS)
    };
    Waiting {
        sitting: one.sitting.to_string(),
        place: one.item.place,
        number: one.item.place + 1,
        skip,
        learner: Link::new(&one.learner, &format!("/sittings/{}/result", one.sitting)),
        item: Link::new(&one.item.identifier, &format!("/items/{}", one.item.item)),
        html: item_html::reviewed(&one.item, &words, View::Scorer),
        failed: one.failed.clone().unwrap_or_default(),
        possible: one.possible.map(|points| points.to_string()).unwrap_or_default(),
        keys: one.possible.and_then(whole).map(|most| (0..=most).collect()).unwrap_or_default(),
    }
}

#[derive(serde::Deserialize)]
struct ScoreForm {
    sitting: SittingId,
    place: i64,
    #[serde(default)]
    skip: usize,
    #[serde(default)]
    points: String,
    #[serde(default)]
    by_key: String,
    points_possible: String,
}

/// `POST /assignments/{assignment}/score`
async fn score(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(assignment): Path<AssignmentId>,
    Form(form): Form<ScoreForm>,
) -> Page {
    let number = |field: &'static str, text: &str| {
        text.trim().replace(',', ".").parse::<Points>().map_err(|why| Refusal::invalid(field, why))
    };
    let typed = if form.by_key.is_empty() { &form.points } else { &form.by_key };
    let (points, possible) = (number("points", typed)?, number("points_possible", &form.points_possible)?);
    score_response(&site.app, &signed_in.actor, form.sitting, form.place, points, possible).await?;
    let skip = if form.skip > 0 { format!("?skip={}", form.skip) } else { String::new() };
    Ok(Redirect::to(&format!("/assignments/{assignment}/score{skip}")).into_response())
}
