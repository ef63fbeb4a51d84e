//! Pace of a class and of one learner; pauses; a new plan looked at, used and undone; what somebody is told.

mod family;
mod filling;

use axum::{
    Router,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{Date, LearnerId, PauseId, ReplanId, SectionId};
use usecases::{
    Refusal,
    pause_learner::{NewPause, end_pause, pause_learner, take_back_pause},
    replan_learner::{Span, preview_replan, replan_learner, undo_replan},
    show_pace::{see_pace_alert, show_learner_pace, show_pace_alerts, show_section_pace},
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{family_pace::PaceNews, pace::ReplanPreview, shell::Link, title::Title},
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sections/{section}/pace", get(show_section))
        .route("/learners/{learner}/pace", get(show_learner))
        .route("/learners/{learner}/pace/{section}/replan", get(look).post(replan))
        .route("/learners/{learner}/replans/{replan}/undo", post(undo))
        .route("/learners/{learner}/pauses", post(pause))
        .route("/learners/{learner}/pauses/{pause}/end", post(end))
        .route("/learners/{learner}/pauses/{pause}/remove", post(remove))
        .route("/pace", get(news))
        .route("/pace/seen", post(seen))
}

/// `GET /sections/{section}/pace`
async fn show_section(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<SectionId>) -> Page {
    let shown = show_section_pace(&site.app, &signed_in.actor, id).await?;
    let shell = frame::shell(&site, &signed_in, "Pace", "/sections").await?;
    page(&filling::section(shell, &shown))
}

/// `GET /learners/{learner}/pace`
async fn show_learner(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<LearnerId>) -> Page {
    learner_page(&site, &signed_in, id, None).await
}

async fn learner_page(site: &Site, signed_in: &SignedIn, id: LearnerId, refusal: Option<String>) -> Page {
    let shown = show_learner_pace(&site.app, &signed_in.actor, id).await?;
    if shown.is_family() {
        return family::page_of(site, signed_in, &shown).await;
    }
    let shell = frame::shell(site, signed_in, "Pace", "/sections").await?;
    page(&filling::learner(shell, &shown, refusal))
}

/// Back to the learner's pace, or the same page with what was wrong.
async fn answered<T>(site: &Site, signed_in: &SignedIn, id: LearnerId, done: Result<T, Refusal>) -> Page {
    match done {
        Ok(_) => Ok(Redirect::to(&format!("/learners/{id}/pace")).into_response()),
        Err(Refusal::Invalid { field, why }) => {
            let shown = learner_page(site, signed_in, id, Some(format!("The {field} {why}."))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn day(field: &'static str, text: &str) -> Result<Option<Date>, Refusal> {
    match text.trim() {
        "" => Ok(None),
        text => {
            text.parse().map(Some).map_err(|_| Refusal::invalid(field, format!("day \"{text}\" is no day")))
        }
    }
}

/// `POST /learners/{learner}/pauses`: fields `first`, `last`, `reason`.
async fn pause(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<LearnerId>,
    form: Fields,
) -> Page {
    let read = || {
        let missing = || Refusal::invalid("first", "day is missing");
        Ok(NewPause {
            first: day("first", form.one("first"))?.ok_or_else(missing)?,
            last: day("last", form.one("last"))?,
            reason: form.one("reason").to_owned(),
        })
    };
    let done = match read() {
        Ok(new) => pause_learner(&site.app, &signed_in.actor, id, new).await,
        Err(refusal) => Err(refusal),
    };
    answered(&site, &signed_in, id, done).await
}

/// `POST /learners/{learner}/pauses/{pause}/end`: field `last`.
async fn end(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((id, pause)): Path<(LearnerId, PauseId)>,
    form: Fields,
) -> Page {
    let missing = || Refusal::invalid("last", "day is missing");
    let done = match day("last", form.one("last")).and_then(|day| day.ok_or_else(missing)) {
        Ok(last) => end_pause(&site.app, &signed_in.actor, id, pause, last).await,
        Err(refusal) => Err(refusal),
    };
    answered(&site, &signed_in, id, done).await
}

/// `POST /learners/{learner}/pauses/{pause}/remove`
async fn remove(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((id, pause)): Path<(LearnerId, PauseId)>,
    _: Fields,
) -> Page {
    let done = take_back_pause(&site.app, &signed_in.actor, id, pause).await;
    answered(&site, &signed_in, id, done).await
}

#[derive(Default, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
}

impl Asked {
    fn span(&self) -> Result<Span, Refusal> {
        Ok(Span { from: day("from", &self.from)?, until: day("until", &self.until)? })
    }
}

/// `GET /learners/{learner}/pace/{section}/replan?from=&until=`
async fn look(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((learner, section)): Path<(LearnerId, SectionId)>,
    Query(asked): Query<Asked>,
) -> Page {
    preview_page(&site, &signed_in, learner, section, asked, None).await
}

/// `POST /learners/{learner}/pace/{section}/replan`: fields `from`, `until`.
async fn replan(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((learner, section)): Path<(LearnerId, SectionId)>,
    form: Fields,
) -> Page {
    let asked = Asked { from: form.one("from").to_owned(), until: form.one("until").to_owned() };
    let done = match asked.span() {
        Ok(span) => replan_learner(&site.app, &signed_in.actor, learner, section, span).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(_) => Ok(Redirect::to(&format!("/learners/{learner}/pace")).into_response()),
        Err(Refusal::Invalid { field, why }) => {
            let refusal = Some(format!("The {field} {why}."));
            let shown = preview_page(&site, &signed_in, learner, section, asked, refusal).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

async fn preview_page(
    site: &Site,
    signed_in: &SignedIn,
    learner: LearnerId,
    section: SectionId,
    asked: Asked,
    refusal: Option<String>,
) -> Page {
    let looked = match asked.span() {
        Ok(span) => preview_replan(&site.app, &signed_in.actor, learner, section, span).await,
        Err(refusal) => Err(refusal),
    };
    let (preview, refusal) = match looked {
        Ok(preview) => (Some(preview), refusal),
        Err(Refusal::Invalid { field, why }) => (None, refusal.or(Some(format!("The {field} {why}.")))),
        Err(refusal) => return Err(refusal.into()),
    };
    let day = |day: Option<Date>| day.map_or_else(|| "no day".to_owned(), when::day);
    let back = format!("/learners/{learner}/pace");
    page(&ReplanPreview {
        shell: frame::shell(site, signed_in, "A new plan", "/sections").await?,
        crumbs: vec![Link::new("My classes", "/sections"), Link::new("Pace", &back)],
        href: format!("{back}/{section}/replan"),
        heading: preview.as_ref().map_or_else(
            || "A new plan".to_owned(),
            |preview| format!("A new plan for {} in {}", preview.learner, preview.section),
        ),
        from: preview.as_ref().map_or(asked.from, |preview| preview.from.to_string()),
        until: preview.as_ref().map_or(asked.until, |preview| preview.until.to_string()),
        summary: preview.as_ref().map(filling::summary).unwrap_or_default(),
        rows: preview
            .iter()
            .flat_map(|preview| &preview.moved)
            .map(|(competency, moved)| {
                (Title::of(competency), day(moved.before), when::day(moved.after.date))
            })
            .collect(),
        refusal,
    })
}

/// `POST /learners/{learner}/replans/{replan}/undo`
async fn undo(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((id, replan)): Path<(LearnerId, ReplanId)>,
    _: Fields,
) -> Page {
    let done = undo_replan(&site.app, &signed_in.actor, id, replan).await;
    answered(&site, &signed_in, id, done).await
}

/// `GET /pace`
async fn news(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let alerts = show_pace_alerts(&site.app, &signed_in.actor).await?;
    let shell = frame::personal(&site, &signed_in, "pace-news", "/pace").await?;
    let words = shell.words.clone();
    let line = |shown: &usecases::show_pace::ShownAlert| {
        let alert = &shown.alert;
        let link = Link::new(&family::news(&words, shown), &format!("/learners/{}/pace", alert.learner));
        (link, when::day_in(&words, alert.on), alert.learner.to_string(), alert.section.to_string())
    };
    page(&PaceNews { news: alerts.iter().map(line).collect(), shell })
}

/// `POST /pace/seen`: fields `learner`, `section`.
async fn seen(State(site): State<Site>, signed_in: SignedIn, form: Fields) -> Page {
    let learner = form.one("learner").parse().map_err(|error| Refusal::invalid("learner", error))?;
    let section = form.one("section").parse().map_err(|error| Refusal::invalid("section", error))?;
    see_pace_alert(&site.app, &signed_in.actor, learner, section).await?;
    Ok(Redirect::to("/pace").into_response())
}
