//! Adopted changes of policy: what each did, how far it is, and undoing it.

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{AdoptionId, DistrictId};
use usecases::{
    Refusal,
    adoption_steps::finish,
    show_adoption::{AdoptionDetail, MadeSince, ShownAdoption, list_adoptions, show_adoption},
    small_cells::Shown,
    undo_adoption::undo_adoption,
};

use super::what_if::{PATIENCE, again_soon, counts_of, grade, sentence};
use crate::{
    figures::grouped,
    form::Fields,
    frame,
    page_error::{Page, page},
    pages::rate::label,
    session::SignedIn,
    site::Site,
    views::{
        shell::Link,
        what_if::{AdoptionPage, AdoptionRow, Adoptions, Counts, SinceRow},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/admin/policies/adoptions", get(list))
        .route("/admin/policies/adoptions/{adoption}", get(show))
        .route("/admin/policies/adoptions/{adoption}/undo", post(undo))
}

/// Does the work of an adoption or of its undo in the background, and waits for it a little. What is not
/// done when the server ends is gone on with by its clock when it is back.
pub async fn work_on(site: &Site, district: DistrictId, id: AdoptionId) {
    let app = site.app.clone();
    let work = tokio::spawn(async move {
        if let Err(error) = finish(&app, district, id, &|_, _| {}).await {
            tracing::error!(%error, adoption = %id, "an adoption stopped; the clock goes on with it");
        }
    });
    // Too late is not an error: the page says how far it is.
    let _ = tokio::time::timeout(PATIENCE, work).await;
}

/// `GET /admin/policies/adoptions`
async fn list(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let all = list_adoptions(&site.app, &signed_in.actor).await?;
    page(&Adoptions {
        shell: frame::shell(&site, &signed_in, "Adopted changes", "/admin/policies").await?,
        crumbs: vec![Link::new("Rules and numbers", "/admin/policies")],
        rows: all.iter().map(row).collect(),
    })
}

fn row(one: &ShownAdoption) -> AdoptionRow {
    let adoption = &one.adoption;
    let what = one.setting.as_ref().map_or(one.label.clone(), |setting| sentence(setting, &one.scope));
    let past = if adoption.for_past { "for the past too" } else { "from its first day on" };
    let state = match &adoption.undo {
        Some(undo) if undo.finished_at.is_none() => "Being undone".to_owned(),
        Some(undo) => format!("Undone {}", when::day_of(undo.at)),
        None if adoption.is_running() => "Being adopted".to_owned(),
        None => format!("Stands, {past}"),
    };
    AdoptionRow {
        what: Link::new(&what, &format!("/admin/policies/adoptions/{}", adoption.id)),
        scope: one.scope.clone(),
        when: format!("{}, {}", when::moment(adoption.adopted_at), one.by),
        state,
    }
}

/// `GET /admin/policies/adoptions/{adoption}`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<AdoptionId>) -> Page {
    shown(&site, &signed_in, id, String::new()).await
}

async fn shown(site: &Site, signed_in: &SignedIn, id: AdoptionId, problem: String) -> Page {
    let found = show_adoption(&site.app, &signed_in.actor, id).await?;
    let adoption = &found.shown.adoption;
    let running = adoption.is_running().then(|| {
        let count = |number: i64| number.unsigned_abs();
        match &adoption.undo {
            None => (count(adoption.learners_done), count(adoption.learners_in_all)),
            Some(undo) => (count(undo.learners_restored), count(adoption.learners_done)),
        }
    });
    let what = |setting| sentence(setting, &found.shown.scope);
    let counts = found.counts();
    let view = AdoptionPage {
        shell: frame::shell(site, signed_in, "Adopted change", "/admin/policies").await?,
        crumbs: vec![
            Link::new("Rules and numbers", "/admin/policies"),
            Link::new("Adopted changes", "/admin/policies/adoptions"),
        ],
        change: found.shown.setting.as_ref().map_or(found.shown.label.clone(), what),
        lines: lines(&found),
        running,
        counts: adoption.for_past.then(|| Counts {
            heading: heading(adoption.undo.as_ref().map(|undo| undo.finished_at.is_some())).to_owned(),
            ..counts_of(&counts.tally, counts.learners_changed, &[], Vec::new(), &counts.cells)
        }),
        since: counts.since.iter().map(since).collect(),
        since_line: since_line(&found, counts.since_in_all),
        undo: adoption.stands().then(|| format!("/admin/policies/adoptions/{id}/undo")),
        problem,
    };
    if adoption.is_running() { again_soon(page(&view)) } else { page(&view) }
}

/// What the counts of an adoption are, when it stands, is being undone, or was undone.
fn heading(undone: Option<bool>) -> &'static str {
    match undone {
        None => "What it changed",
        Some(false) => "What it changed; this is being taken back",
        Some(true) => "What it had changed; none of this is in force any more",
    }
}

fn lines(found: &AdoptionDetail) -> Vec<String> {
    let shown = &found.shown;
    let adoption = &shown.adoption;
    let reach = if adoption.for_past { "for the past too" } else { "from its first day on" };
    let mut lines = vec![format!(
        "Adopted {reach}, {}, by {}: {}",
        when::moment(adoption.adopted_at),
        if shown.by.is_empty() { "the platform" } else { &shown.by },
        adoption.reason
    )];
    if adoption.for_past {
        lines.push(format!(
            "{} learners were looked at. Awards that hang on what changed: none recorded yet.",
            grouped(adoption.learners_done)
        ));
    }
    if let Some(undo) = &adoption.undo {
        lines.push(format!("Undone, {}, by {}: {}", when::moment(undo.at), shown.undone_by, undo.reason));
        lines.push(match undo.version {
            Some(version) => format!("Version {version} of the setting took it back."),
            None => "A later version of the setting was written meanwhile, and stands.".to_owned(),
        });
    }
    lines
}

fn since_line(found: &AdoptionDetail, since: Shown) -> String {
    let count = since.map_or_else(|| "Few".to_owned(), grouped);
    let undone = if found.shown.adoption.stands() { "An undo leaves" } else { "The undo left" };
    format!(
        "{count} judgements were made again since, because evidence or a decision came in. {undone} them \
         as they are: a person decides about each. Awards since: none recorded yet."
    )
}

fn since(one: &MadeSince) -> SinceRow {
    let who = match &one.learner {
        Some((id, name)) => Link::new(name, &format!("/learners/{id}/competencies/{}", one.competency.id)),
        None => Link::new("A learner", ""),
    };
    let what = if one.decided { "a decision" } else { "new evidence" };
    let of_section = one.section.as_ref().map(|(_, title)| format!(", by the rule of {title} alone"));
    SinceRow {
        who,
        what: format!("{}{}", label(&one.competency), of_section.unwrap_or_default()),
        when: format!("{}, {what}", when::moment(one.judged_at)),
        before: grade(&one.before),
        now: grade(&one.now),
    }
}

/// `POST /admin/policies/adoptions/{adoption}/undo`
async fn undo(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<AdoptionId>,
    fields: Fields,
) -> Page {
    match undo_adoption(&site.app, &signed_in.actor, id, fields.one("reason")).await {
        Ok(()) => {
            work_on(&site, signed_in.actor.district, id).await;
            Ok(Redirect::to(&format!("/admin/policies/adoptions/{id}")).into_response())
        }
        Err(Refusal::Conflict(why)) => shown(&site, &signed_in, id, why).await,
        Err(Refusal::Invalid { field: "reason", why }) => {
            shown(&site, &signed_in, id, format!("The reason {why}.")).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}
