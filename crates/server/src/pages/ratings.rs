//! Rating work: the queue, one piece of work, and phrases.

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, State},
    http::HeaderMap,
    middleware,
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{RatingId, chain::hex, task::Seat};
use usecases::{
    Refusal,
    keep_content::Checked,
    media::SOUNDS,
    phrases::{add_phrase, list_phrases, remove_phrase},
    rate_by_voice::{add_recording, remove_recording},
    rate_work::{Sheet, Waiting, blind_name, list_ratings, rate_work, show_file, show_rating},
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    pages::work::file_kind,
    rubric_form, sent_file,
    session::SignedIn,
    site::Site,
    statement,
    upload::{MOST_WORK_BYTES, Upload, refuse_large},
    views::{
        ratings::{RatedCriterion, RatingLine, RatingPage, Ratings},
        shell::Link,
        work::KeptFile,
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    let record = post(recording)
        .layer(DefaultBodyLimit::max(MOST_WORK_BYTES))
        .layer(middleware::from_fn(refuse_large));
    Router::new()
        .route("/ratings", get(list))
        .route("/ratings/phrases", post(phrase))
        .route("/ratings/phrases/{phrase}/remove", post(take_phrase))
        .route("/ratings/{rating}", get(show).post(save))
        .route("/ratings/{rating}/files/{digest}", get(file))
        .route("/ratings/{rating}/recordings", record)
        .route("/ratings/{rating}/recordings/{digest}/remove", post(take_recording))
}

/// `GET /ratings`
async fn list(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let (waiting, done) = list_ratings(&site.app, &signed_in.actor).await?;
    let phrases = list_phrases(&site.app, &signed_in.actor).await?;
    let line = |(number, one): (usize, Waiting)| RatingLine {
        link: Link::new(
            &one.learner.unwrap_or_else(|| format!("Work {}", number + 1)),
            &format!("/ratings/{}", one.rating.id),
        ),
        about: format!("{} · {}", one.title, one.section),
        due: one.rate_by.map_or_else(String::new, when::day_of),
        late: one.late,
    };
    let own = signed_in.actor.person;
    page(&Ratings {
        shell: frame::shell(&site, &signed_in, "What I rate", "/sections").await?,
        waiting: waiting.into_iter().enumerate().map(line).collect(),
        done: done.into_iter().enumerate().map(line).collect(),
        phrases: phrases
            .into_iter()
            .map(|one| {
                let remove = format!("/ratings/phrases/{}/remove", hex(&one.id));
                (one.words, if one.made_by == own { remove } else { String::new() })
            })
            .collect(),
    })
}

/// `GET /ratings/{rating}`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(rating): Path<RatingId>) -> Page {
    let sheet = show_rating(&site.app, &signed_in.actor, rating).await?;
    let shell = frame::shell(&site, &signed_in, "Rate work", "/sections").await?;
    page(&view(shell, &sheet, None))
}

fn view(shell: crate::views::shell::Shell, sheet: &Sheet, refusal: Option<String>) -> RatingPage {
    let href = format!("/ratings/{}", sheet.rating.id);
    let by = sheet.work.rate_by.map_or_else(String::new, |by| format!(", by {}", when::day_of(by)));
    let time = if sheet.work.attempt > 1 {
        format!(", handed in for time {}", sheet.work.attempt)
    } else {
        String::new()
    };
    let file = |(place, file): (usize, &domain::item::FileValue)| {
        let name = if sheet.learner.is_some() { file.name.clone() } else { blind_name(&file.name, place) };
        KeptFile {
            link: Link::new(&name, &format!("{href}/files/{}", hex(&file.digest))),
            kind: file_kind(&file.media_type),
            remove_action: String::new(),
        }
    };
    let recording = |file: &domain::item::FileValue| KeptFile {
        remove_action: if sheet.open {
            format!("{href}/recordings/{}/remove", hex(&file.digest))
        } else {
            String::new()
        },
        link: Link::new(&file.name, &format!("{href}/files/{}", hex(&file.digest))),
        kind: file_kind(&file.media_type),
    };
    RatingPage {
        shell,
        crumbs: vec![Link::new("What I rate", "/ratings")],
        calibrate_href: sheet
            .calibrate_first
            .map_or_else(String::new, |round| format!("/calibrations/{round}")),
        recordings: sheet.recordings.iter().map(recording).collect(),
        record_action: if sheet.open { format!("{href}/recordings") } else { String::new() },
        whose: sheet.learner.clone().unwrap_or_else(|| "Somebody’s work".to_owned()),
        about: format!("{} · {}{time}{by}", sheet.whole.task.title, sheet.whole.section.title),
        prompt: statement::html(&sheet.whole.task.prompt),
        words: sheet.work.words.clone(),
        link: sheet.work.link.clone(),
        files: sheet.files.iter().enumerate().map(file).collect(),
        action: if sheet.open { href } else { String::new() },
        criteria: sheet.asked.iter().filter_map(|place| criterion(sheet, *place)).collect(),
        comment: sheet.rating.comment.clone(),
        phrases: sheet.phrases.iter().map(|one| one.words.clone()).collect(),
        next_href: sheet.next.map_or_else(String::new, |next| format!("/ratings/{next}")),
        refusal,
    }
}

fn criterion(sheet: &Sheet, place: usize) -> Option<RatedCriterion> {
    let found = sheet.whole.rubric.criteria.get(place)?;
    let said =
        |rating: &domain::task::WorkRating| rating.marks.iter().find(|one| one.criterion == place).cloned();
    let both = sheet.both.iter().filter_map(|rating| {
        let one = said(rating)?;
        let who = if rating.seat == Seat::First { "One" } else { "The other" };
        let words = if one.comment.is_empty() { String::new() } else { format!(": {}", one.comment) };
        Some(format!("{who}: {}{words}", rubric_form::level_name(found, one.mark)))
    });
    let mine = said(&sheet.rating);
    Some(RatedCriterion {
        both: both.collect(),
        ..rubric_form::criterion(found, place, mine.as_ref(), Some("Not applicable"))
    })
}

/// `POST /ratings/{rating}`
async fn save(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(rating): Path<RatingId>,
    form: Fields,
) -> Page {
    let said = rubric_form::read(&form)?;
    let done = said.done;
    let before = show_rating(&site.app, &signed_in.actor, rating).await?;
    match rate_work(&site.app, &signed_in.actor, rating, said.clone()).await {
        Ok(()) if done => {
            let next = before.next.map_or_else(|| "/ratings".to_owned(), |next| format!("/ratings/{next}"));
            Ok(Redirect::to(&next).into_response())
        }
        Ok(()) => Ok(Redirect::to(&format!("/ratings/{rating}")).into_response()),
        Err(refusal @ (Refusal::Invalid { .. } | Refusal::Conflict(_))) => {
            let why = match refusal {
                Refusal::Invalid { field, why } => format!("The {field} {why}."),
                other => other.to_string(),
            };
            let mut sheet = before;
            (sheet.rating.comment, sheet.rating.marks) = (said.comment, said.marks);
            let shell = frame::shell(&site, &signed_in, "Rate work", "/sections").await?;
            page(&view(shell, &sheet, Some(why)))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// `GET /ratings/{rating}/files/{digest}`
async fn file(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((rating, digest)): Path<(RatingId, String)>,
    headers: HeaderMap,
) -> Page {
    let (digest, stretch) = (sent_file::digest(&digest)?, sent_file::stretch(&headers));
    Ok(sent_file::answer(show_file(&site.app, &signed_in.actor, rating, digest, stretch).await?))
}

/// `POST /ratings/phrases`
async fn phrase(State(site): State<Site>, signed_in: SignedIn, form: Fields) -> Page {
    add_phrase(&site.app, &signed_in.actor, form.one("words"), !form.one("shared").is_empty()).await?;
    Ok(Redirect::to("/ratings").into_response())
}

/// `POST /ratings/phrases/{phrase}/remove`
async fn take_phrase(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(phrase): Path<domain::EvidenceId>,
    _: Fields,
) -> Page {
    remove_phrase(&site.app, &signed_in.actor, *phrase.as_bytes()).await?;
    Ok(Redirect::to("/ratings").into_response())
}

/// `POST /ratings/{rating}/recordings`
async fn recording(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(rating): Path<RatingId>,
    mut upload: Upload,
) -> Page {
    let (name, bytes) = upload.take_file("file").ok_or(Refusal::invalid("file", "is missing"))?;
    let file = Checked::new(&name, bytes, SOUNDS)?;
    add_recording(&site.app, &signed_in.actor, rating, file).await?;
    Ok(Redirect::to(&format!("/ratings/{rating}")).into_response())
}

/// `POST /ratings/{rating}/recordings/{digest}/remove`
async fn take_recording(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((rating, digest)): Path<(RatingId, String)>,
    _: Fields,
) -> Page {
    remove_recording(&site.app, &signed_in.actor, rating, sent_file::digest(&digest)?).await?;
    Ok(Redirect::to(&format!("/ratings/{rating}")).into_response())
}
