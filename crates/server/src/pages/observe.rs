//! An educator saw it happen: one competency, several learners, one level.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{CompetencyId, EvidenceId, LearnerId, SectionId};
use usecases::{
    Refusal,
    observe::{NewObservation, observe, show_observe_sheet, undo_observation},
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    pages::rate::label,
    session::SignedIn,
    site::Site,
    views::{
        observe::Observe,
        shell::{Choice, Link, Notice, Tone, Undo},
    },
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sections/{section}/observe", get(show).post(save))
        .route("/sections/{section}/observe/{observation}/undo", post(undo))
}

#[derive(Default, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    competency: String,
    #[serde(default)]
    seen: String,
    #[serde(default)]
    count: String,
    #[serde(default)]
    undone: String,
}

/// `GET /sections/{section}/observe?competency=`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    Query(asked): Query<Asked>,
) -> Page {
    shown(&site, &signed_in, section, asked, (Vec::new(), String::new(), None)).await
}

async fn shown(
    site: &Site,
    signed_in: &SignedIn,
    section: SectionId,
    asked: Asked,
    (tapped, note, refusal): (Vec<String>, String, Option<String>),
) -> Page {
    let sheet = show_observe_sheet(&site.app, &signed_in.actor, section).await?;
    let href = format!("/sections/{section}/observe");
    let mut shell = frame::shell(site, signed_in, "Observe", "/sections").await?;
    shell.notice = notice(&href, &asked);
    let wanted: Option<CompetencyId> = asked.competency.parse().ok();
    let competencies = &sheet.targets.competencies;
    let chosen = competencies.iter().find(|one| Some(one.id) == wanted).or(competencies.first());
    let scale = chosen.and_then(|one| sheet.targets.scale(one.framework));
    let target = |one: &domain::framework::Competency| {
        let choice = Choice::new(&one.id.to_string(), &label(one));
        if chosen.is_some_and(|chosen| chosen.id == one.id) { choice.chosen() } else { choice }
    };
    let learner = |one: &usecases::class_list::Listed| {
        let choice = Choice::new(&one.learner.to_string(), &one.list_name);
        if tapped.contains(&choice.value) { choice.chosen() } else { choice }
    };
    page(&Observe {
        shell,
        crumbs: vec![
            Link::new("My classes", "/sections"),
            Link::new(&sheet.section.title, &format!("/sections/{section}")),
        ],
        href,
        competency: chosen.map_or_else(String::new, |one| one.id.to_string()),
        targets: competencies.iter().map(target).collect(),
        learners: sheet.learners.iter().map(learner).collect(),
        levels: scale.map_or_else(Vec::new, |scale| {
            scale.levels().iter().rev().map(|level| (level.code.clone(), level.name.clone())).collect()
        }),
        note,
        refusal,
    })
}

fn notice(href: &str, asked: &Asked) -> Option<Notice> {
    if !asked.undone.is_empty() {
        let text = "Taken back: it no longer counts.".to_owned();
        return Some(Notice { tone: Tone::Good, text, undo: None });
    }
    let seen: EvidenceId = asked.seen.parse().ok()?;
    let count: usize = asked.count.parse().ok()?;
    let text = if count == 1 {
        "Recorded of 1 student.".to_owned()
    } else {
        format!("Recorded of {count} students.")
    };
    let undo = Undo { action: format!("{href}/{seen}/undo"), label: "Take back".to_owned() };
    Some(Notice { tone: Tone::Good, text, undo: Some(undo) })
}

/// `POST /sections/{section}/observe`
async fn save(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    form: Fields,
) -> Page {
    let competency: CompetencyId =
        form.one("competency").parse().map_err(|error| Refusal::invalid("competency", error))?;
    let learners: Result<Vec<LearnerId>, _> = form.all("learner").map(str::parse).collect();
    let seen = NewObservation {
        competency,
        level: form.one("level").to_owned(),
        learners: learners.map_err(|error| Refusal::invalid("learner", error))?,
        note: form.one("note").to_owned(),
    };
    match observe(&site.app, &signed_in.actor, section, seen).await {
        Ok(done) => {
            let to = format!(
                "/sections/{section}/observe?competency={competency}&seen={}&count={}",
                done.id, done.learners
            );
            Ok(Redirect::to(&to).into_response())
        }
        Err(Refusal::Invalid { field, why }) => {
            let asked = Asked { competency: competency.to_string(), ..Asked::default() };
            let tapped = form.all("learner").map(str::to_owned).collect();
            let refusal = Some(format!("The {field} {why}."));
            shown(&site, &signed_in, section, asked, (tapped, form.one("note").to_owned(), refusal)).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// `POST /sections/{section}/observe/{observation}/undo`
async fn undo(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((section, observation)): Path<(SectionId, EvidenceId)>,
    _: Fields,
) -> Page {
    undo_observation(&site.app, &signed_in.actor, section, observation).await?;
    Ok(Redirect::to(&format!("/sections/{section}/observe?undone=1")).into_response())
}
