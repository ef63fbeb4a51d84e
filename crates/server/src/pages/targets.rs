//! What a class is working on.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{CompetencyId, FrameworkId, SectionId, framework::Competency};
use usecases::{
    Refusal,
    browse_framework::list_frameworks,
    choose_targets::{choose_targets, show_targets},
    search_competencies::search_competencies,
    write_targets::write_targets,
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        shell::{Choice, Link},
        targets::{Own, TargetRow, Targets},
        title::Title,
    },
};

/// Competencies found that are shown.
const MOST_FOUND: usize = 50;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sections/{section}/targets", get(show).post(choose))
        .route("/sections/{section}/targets/own", post(write))
}

#[derive(Default, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    framework: String,
}

/// `GET /sections/{section}/targets?q=&framework=`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<SectionId>,
    Query(asked): Query<Asked>,
) -> Page {
    shown(&site, &signed_in, id, asked, Own::default()).await
}

async fn shown(site: &Site, signed_in: &SignedIn, id: SectionId, asked: Asked, own: Own) -> Page {
    let targets = show_targets(&site.app, &signed_in.actor, id).await?;
    let frameworks = list_frameworks(&site.app, &signed_in.actor).await?;
    let in_framework: Option<FrameworkId> = asked.framework.parse().ok();
    let found = search_competencies(&site.app, &signed_in.actor, in_framework, &asked.q, MOST_FOUND).await?;
    let row = |one: &Competency| TargetRow {
        id: one.id.to_string(),
        code: one.code.clone().unwrap_or_default(),
        statement: Title::of(one),
        chosen: targets.chosen.iter().any(|chosen| chosen.id == one.id),
    };
    let mut choices = vec![Choice::new("", "All standards")];
    choices.extend(
        frameworks.iter().map(|one| Choice::new(&one.framework.id.to_string(), &one.framework.title)),
    );
    for choice in &mut choices {
        choice.selected = choice.value == asked.framework;
    }
    let href = format!("/sections/{id}/targets");
    page(&Targets {
        shell: frame::shell(site, signed_in, "Targets", "/sections").await?,
        crumbs: vec![
            Link::new("My classes", "/sections"),
            Link::new(&targets.section.title, &format!("/sections/{id}")),
        ],
        action: href.clone(),
        own: Own { action: format!("{href}/own"), first: frameworks.is_empty(), ..own },
        href,
        chosen: targets.chosen.iter().map(row).collect(),
        frameworks: choices,
        more: if found.more {
            format!("The first {} are shown: type more to narrow it down.", found.found.len())
        } else {
            String::new()
        },
        found: found.found.iter().map(|one| row(&one.competency)).collect(),
        query: asked.q,
    })
}

/// `POST /sections/{section}/targets`
async fn choose(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<SectionId>,
    form: Fields,
) -> Page {
    let ids = |name: &str| {
        let read: Result<Vec<CompetencyId>, _> = form.all(name).map(str::parse).collect();
        read.map_err(|error| Refusal::invalid("competency", error))
    };
    choose_targets(&site.app, &signed_in.actor, id, ids("add")?, ids("remove")?).await?;
    Ok(Redirect::to(&format!("/sections/{id}/targets")).into_response())
}

/// `POST /sections/{section}/targets/own`
async fn write(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<SectionId>,
    form: Fields,
) -> Page {
    let written = form.one("competencies");
    match write_targets(&site.app, &signed_in.actor, id, written).await {
        Ok(_) => Ok(Redirect::to(&format!("/sections/{id}/targets")).into_response()),
        Err(Refusal::Invalid { why, .. }) => {
            let refusal = Some(format!("The targets {why}."));
            let own = Own { written: written.to_owned(), refusal, ..Own::default() };
            shown(&site, &signed_in, id, Asked::default(), own).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}
