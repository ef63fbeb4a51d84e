//! Own work and that of classmates, as a learner rates it.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse as _, Redirect},
    routing::get,
};
use domain::{RatingId, chain::hex, item::FileValue, task::RaterKind};
use usecases::{
    Refusal,
    review_work::{ReviewSheet, review_work, show_review, show_review_file},
    words::words_for,
};
use wording::{Audience, Words};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    pages::work::file_kind,
    rubric_form, sent_file,
    session::SignedIn,
    site::Site,
    statement,
    views::{reviews::ReviewPage, shell::Link, work::KeptFile},
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/reviews/{rating}", get(show).post(save))
        .route("/reviews/{rating}/files/{digest}", get(file))
}

/// `GET /reviews/{rating}`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(rating): Path<RatingId>) -> Page {
    let sheet = show_review(&site.app, &signed_in.actor, rating).await?;
    answer(&site, &signed_in, &sheet, false).await
}

async fn answer(site: &Site, signed_in: &SignedIn, sheet: &ReviewSheet, incomplete: bool) -> Page {
    let words = words_for(&site.app, &signed_in.actor, Audience::Learner).await?;
    let own = sheet.rating.seat.kind() == RaterKind::Own;
    let heading = words.say(if own { "review-own" } else { "review-of-peer" });
    let path = format!("/reviews/{}", sheet.rating.id);
    let mut shell = frame::worded(site, signed_in, Arc::clone(&words), &heading, &path).await?;
    if incomplete {
        // Another language is chosen before: a form half filled would be lost.
        shell.here = String::new();
    }
    let file = |file: &FileValue| KeptFile {
        link: Link::new(&file.name, &format!("{path}/files/{}", hex(&file.digest))),
        kind: file_kind(&file.media_type),
        remove_action: String::new(),
    };
    page(&ReviewPage {
        shell,
        crumbs: vec![
            Link::new(&words.say("nav-work"), "/work"),
            Link::new(&sheet.whole.task.title, &format!("/work/{}", sheet.whole.task.id)),
        ],
        heading,
        intro: words.say(if own { "review-own-about" } else { "review-peer-about" }),
        prompt: statement::html(&sheet.whole.task.prompt),
        words: sheet.work.words.clone(),
        link: sheet.work.link.clone(),
        files: sheet.files.iter().map(file).collect(),
        action: if sheet.open { path.clone() } else { String::new() },
        criteria: criteria(sheet, &words),
        comment: sheet.rating.comment.clone(),
        refusal: incomplete.then(|| words.say("review-incomplete")),
    })
}

fn criteria(sheet: &ReviewSheet, words: &Words) -> Vec<crate::views::ratings::RatedCriterion> {
    let not_applicable = words.say("work-not-applicable");
    let one = |place: &usize| {
        let criterion = sheet.whole.rubric.criteria.get(*place)?;
        let mine = sheet.rating.marks.iter().find(|mark| mark.criterion == *place);
        Some(rubric_form::criterion(criterion, *place, mine, Some(&not_applicable)))
    };
    sheet.work.asked.iter().filter_map(one).collect()
}

/// `POST /reviews/{rating}`
async fn save(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(rating): Path<RatingId>,
    form: Fields,
) -> Page {
    let said = rubric_form::read(&form)?;
    let mut sheet = show_review(&site.app, &signed_in.actor, rating).await?;
    match review_work(&site.app, &signed_in.actor, rating, said.clone()).await {
        Ok(()) => {
            let back = if said.done {
                format!("/work/{}", sheet.whole.task.id)
            } else {
                format!("/reviews/{rating}")
            };
            Ok(Redirect::to(&back).into_response())
        }
        Err(Refusal::Invalid { field: "levels", .. }) => {
            (sheet.rating.comment, sheet.rating.marks) = (said.comment, said.marks);
            answer(&site, &signed_in, &sheet, true).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// `GET /reviews/{rating}/files/{digest}`
async fn file(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((rating, digest)): Path<(RatingId, String)>,
    headers: HeaderMap,
) -> Page {
    let (digest, stretch) = (sent_file::digest(&digest)?, sent_file::stretch(&headers));
    Ok(sent_file::answer(show_review_file(&site.app, &signed_in.actor, rating, digest, stretch).await?))
}
