//! What a learner can learn from: what they were given, and one resource as it is.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{ResourceId, chain::hex, resource::Resource};
use usecases::{
    Refusal,
    list_my_resources::list_my_resources,
    show_resource::{OpenedResource, open_resource},
    use_resource::note_use,
    words::words_for,
};
use wording::{Audience, Words};

use crate::{
    form::Fields,
    frame, item_html,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        lessons::{Lesson, LessonLine, Lessons},
        shell::Link,
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/lessons", get(list))
        .route("/lessons/{resource}", get(show))
        .route("/lessons/{resource}/done", post(done))
}

/// How long it takes, in the reader's words.
pub fn minutes(minutes: i64, words: &Words) -> String {
    words.tell("lesson-takes", &[("minutes", number(minutes).into())])
}

fn number(minutes: i64) -> usize {
    usize::try_from(minutes).unwrap_or(0)
}

/// The language of a resource where it is not that of the page, else nothing.
pub fn other_language(resource: &Resource, words: &Words) -> String {
    let same = resource.language.split('-').next() == Some(words.language().tag());
    if same { String::new() } else { resource.language.clone() }
}

/// `GET /lessons`
async fn list(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let mine = list_my_resources(&site.app, &signed_in.actor).await?;
    let words = words_for(&site.app, &signed_in.actor, Audience::Learner).await?;
    let title = words.say("page-lessons");
    let shell = frame::worded(&site, &signed_in, Arc::clone(&words), &title, "/lessons").await?;
    let line = |(given, resource, done): &(domain::resource::GivenResource, Resource, bool)| LessonLine {
        link: Link::new(&resource.title, &format!("/lessons/{}", resource.id)),
        minutes: minutes(resource.minutes, &words),
        note: given.note.clone(),
        done: *done,
        language: other_language(resource, &words),
    };
    page(&Lessons { rows: mine.given.iter().map(line).collect(), shell })
}

/// `GET /lessons/{resource}`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<ResourceId>) -> Page {
    let found = open_resource(&site.app, &signed_in.actor, id).await?;
    let words = words_for(&site.app, &signed_in.actor, Audience::Learner).await?;
    let html = found.shown.as_ref().map(|text| item_html::shared(text, &item_html::words(&words)));
    let title = found.resource.title.clone();
    let path = format!("/lessons/{id}");
    let shell = frame::worded(&site, &signed_in, Arc::clone(&words), &title, &path).await?;
    let learner = signed_in.actor.person.as_learner();
    let mut view = view(&found, html.unwrap_or_default(), &words, shell);
    if found.learns {
        let about = |one: &domain::framework::Competency| {
            Link::new(&one.title(), &format!("/learners/{learner}/competencies/{}", one.id))
        };
        view.competencies = found.competencies.iter().map(about).collect();
        view.done_action = format!("{path}/done");
        view.crumbs = vec![Link::new(&words.say("page-lessons"), "/lessons")];
    }
    page(&view)
}

fn view(found: &OpenedResource, html: String, words: &Words, shell: crate::views::shell::Shell) -> Lesson {
    let resource = &found.resource;
    let open = words.say("lesson-open");
    let opens = match &resource.file {
        Some((digest, name)) => {
            Some(Link::new(&format!("{open}: {name}"), &format!("/content/{}", hex(digest))))
        }
        None if resource.address.is_empty() => None,
        None => Some(Link::new(&open, &resource.address)),
    };
    let used = |one: &domain::resource::ResourceUse| {
        let day = when::day_of_in(words, one.used_at);
        match one.minutes {
            Some(minutes) => words
                .tell("lesson-used-minutes", &[("day", (&day).into()), ("minutes", number(minutes).into())]),
            None => words.tell("lesson-used", &[("day", (&day).into())]),
        }
    };
    Lesson {
        crumbs: Vec::new(),
        title: resource.title.clone(),
        language: resource.language.clone(),
        about: resource.about.clone(),
        minutes: minutes(resource.minutes, words),
        notes: found.notes.clone(),
        html,
        leaves: resource.file.is_none() && opens.is_some(),
        opens,
        checks: found
            .checks
            .iter()
            .map(|(id, title)| Link::new(title, &format!("/assignments/{id}/begin")))
            .collect(),
        competencies: found.competencies.iter().map(|one| Link::new(&one.title(), "")).collect(),
        done_action: String::new(),
        uses: found.uses.iter().map(used).collect(),
        shell,
    }
}

/// `POST /lessons/{resource}/done`: the learner says that they worked with it.
async fn done(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<ResourceId>,
    form: Fields,
) -> Page {
    let typed = form.one("minutes").trim();
    let minutes = match typed {
        "" => None,
        typed => {
            Some(typed.parse().map_err(|_| Refusal::invalid("minutes", "are no number: write such as 20"))?)
        }
    };
    let learner = signed_in.actor.person.as_learner();
    note_use(&site.app, &signed_in.actor, learner, id, minutes).await?;
    Ok(Redirect::to(&format!("/lessons/{id}")).into_response())
}
