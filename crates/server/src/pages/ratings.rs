//! Rating work: the queue, one piece of work, and phrases.

use axum::{
    Router,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{
    RatingId,
    chain::hex,
    rubric::Mark,
    task::{CriterionMark, Seat},
};
use usecases::{
    Refusal,
    rate_work::{
        Said, Sheet, Waiting, add_phrase, blind_name, list_phrases, list_ratings, rate_work, remove_phrase,
        show_file, show_rating,
    },
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    pages::work::file_kind,
    sent_file,
    session::SignedIn,
    site::Site,
    statement,
    views::{
        ratings::{RatedCriterion, RatedLevel, RatingLine, RatingPage, Ratings},
        shell::Link,
        work::KeptFile,
    },
    when,
};

/// What the form sends for a criterion that does not apply.
const NOT_APPLICABLE: &str = "na";

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/ratings", get(list))
        .route("/ratings/phrases", post(phrase))
        .route("/ratings/phrases/{phrase}/remove", post(take_phrase))
        .route("/ratings/{rating}", get(show).post(save))
        .route("/ratings/{rating}/files/{digest}", get(file))
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
    RatingPage {
        shell,
        crumbs: vec![Link::new("What I rate", "/ratings")],
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
    let mine = said(&sheet.rating);
    let chosen = mine.as_ref().and_then(|one| one.mark);
    let mut levels: Vec<RatedLevel> = found
        .levels
        .iter()
        .enumerate()
        .map(|(step, level)| RatedLevel {
            value: step.to_string(),
            // The lowest has the key 1: nothing is 0, which is not applicable.
            key: (step + 1).to_string(),
            name: format!("{} ({})", level.name, level.points),
            descriptor: level.descriptor.clone(),
            chosen: chosen == Some(Mark::Level(step)),
        })
        .collect();
    levels.push(RatedLevel {
        value: NOT_APPLICABLE.to_owned(),
        key: "0".to_owned(),
        name: "Not applicable".to_owned(),
        descriptor: String::new(),
        chosen: chosen == Some(Mark::NotApplicable),
    });
    let both = sheet.both.iter().filter_map(|rating| {
        let one = said(rating)?;
        let who = if rating.seat == Seat::First { "One" } else { "The other" };
        let level = one.mark.and_then(|mark| found.level(mark));
        let name = level.map_or("Not applicable", |level| level.name.as_str());
        let words = if one.comment.is_empty() { String::new() } else { format!(": {}", one.comment) };
        Some(format!("{who}: {name}{words}"))
    });
    Some(RatedCriterion {
        place,
        title: found.title.clone(),
        description: found.description.clone(),
        both: both.collect(),
        levels,
        comment: mine.map_or_else(String::new, |one| one.comment),
    })
}

/// `POST /ratings/{rating}`
async fn save(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(rating): Path<RatingId>,
    form: Fields,
) -> Page {
    let said = read(&form)?;
    let done = said.done;
    let before = show_rating(&site.app, &signed_in.actor, rating).await?;
    match rate_work(&site.app, &signed_in.actor, rating, said.clone()).await {
        Ok(()) if done => {
            let next = before.next.map_or_else(|| "/ratings".to_owned(), |next| format!("/ratings/{next}"));
            Ok(Redirect::to(&next).into_response())
        }
        Ok(()) => Ok(Redirect::to(&format!("/ratings/{rating}")).into_response()),
        Err(Refusal::Invalid { field, why }) => {
            let mut sheet = before;
            (sheet.rating.comment, sheet.rating.marks) = (said.comment, said.marks);
            let shell = frame::shell(&site, &signed_in, "Rate work", "/sections").await?;
            page(&view(shell, &sheet, Some(format!("The {field} {why}."))))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn read(form: &Fields) -> Result<Said, Refusal> {
    let mut marks: Vec<CriterionMark> = Vec::new();
    for (name, value) in &form.pairs {
        let (level, place) = match name.split_once('.') {
            Some(("level", place)) => (true, place),
            Some(("comment", place)) => (false, place),
            _ => continue,
        };
        let criterion = place.parse().map_err(|_| Refusal::invalid("level", "names no criterion"))?;
        let at = marks.iter().position(|one| one.criterion == criterion).unwrap_or_else(|| {
            marks.push(CriterionMark { criterion, mark: None, comment: String::new() });
            marks.len() - 1
        });
        if !level {
            marks[at].comment.clone_from(value);
        } else if value == NOT_APPLICABLE {
            marks[at].mark = Some(Mark::NotApplicable);
        } else if !value.is_empty() {
            let step =
                value.parse().map_err(|_| Refusal::invalid("level", "is not one of this criterion"))?;
            marks[at].mark = Some(Mark::Level(step));
        }
    }
    Ok(Said { comment: form.one("comment").to_owned(), marks, done: !form.one("done").is_empty() })
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
