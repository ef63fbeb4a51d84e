//! Many at once: choosing learners and what to do, looking first, doing it, and undoing it.

mod read;
mod shown;

use axum::{
    Router,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{BatchId, DistrictId, SectionId, batch::BatchAction};
use usecases::{
    Refusal, batch_steps, chance,
    offer_batch::{MOST_LISTED, Offer, offer_batch},
    preview_batch::{Chosen, NewBatch, preview_batch},
    show_batch::{list_batches, show_batch},
    start_batch::start_batch,
    undo_batch::undo_batch,
};

use super::what_if::{PATIENCE, again_soon};
use crate::{
    figures::grouped,
    form::Fields,
    frame,
    page_error::{Page, page},
    pages::rate::label,
    session::SignedIn,
    site::Site,
    views::{
        many::{ManyChoose, ManyList, ManyPreview, PreviewLine},
        shell::{Choice, Link},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/many", get(list).post(start))
        .route("/many/new", get(choose))
        .route("/many/preview", post(preview))
        .route("/many/{batch}", get(show))
        .route("/many/{batch}/undo", post(undo))
}

/// Does the work of a batch in the background, and waits for it a little. What is not done when the server
/// ends is gone on with by its clock when it is back.
pub async fn work_on(site: &Site, district: DistrictId, id: BatchId) {
    let app = site.app.clone();
    let work = tokio::spawn(async move {
        if let Err(error) = batch_steps::finish(&app, district, id).await {
            tracing::error!(%error, batch = %id, "a batch stopped; the clock goes on with it");
        }
    });
    // Too late is not an error: the page says how far it is.
    let _ = tokio::time::timeout(PATIENCE, work).await;
}

#[derive(serde::Deserialize)]
struct Listed {
    before: Option<BatchId>,
}

/// `GET /many?before=`
async fn list(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Listed>) -> Page {
    let found = list_batches(&site.app, &signed_in.actor, asked.before).await?;
    page(&ManyList {
        shell: frame::shell(&site, &signed_in, "What was done to many", "/many").await?,
        rows: found.batches.iter().map(shown::row).collect(),
        next: found.next.map(|next| format!("/many?before={next}")),
    })
}

#[derive(serde::Deserialize)]
struct Asked {
    section: Option<SectionId>,
    #[serde(default)]
    q: String,
}

/// `GET /many/new?section=` or `?q=`
async fn choose(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Page {
    let offer = offer_batch(&site.app, &signed_in.actor, asked.section, &asked.q).await?;
    let shell = frame::shell(&site, &signed_in, "Do something for many", "/many/new").await?;
    page(&chosen_view(shell, &offer))
}

fn chosen_view(shell: crate::views::shell::Shell, offer: &Offer) -> ManyChoose {
    let section = offer.section.as_ref();
    let crumbs = match section {
        Some(section) => vec![
            Link::new("My classes", "/sections"),
            Link::new(&section.title, &format!("/sections/{}/grid", section.id)),
        ],
        None => vec![Link::new("People", "/admin/people")],
    };
    let first = |label: &str| Choice::new("", label);
    let titled = |one: &domain::people::Section| Choice::new(&one.id.to_string(), &one.title);
    let others = offer.sections.iter().filter(|one| section.is_none_or(|section| section.id != one.id));
    let mut to = vec![first("Choose a class")];
    to.extend(others.map(titled));
    let mut from = vec![first("Choose a class")];
    from.extend(offer.sections.iter().map(titled));
    let mut competencies = vec![first("Any target")];
    competencies.extend(offer.competencies.iter().map(|one| Choice::new(&one.id.to_string(), &label(one))));
    let places = section.is_none_or(|section| offer.sections.iter().any(|one| one.id == section.id));
    ManyChoose {
        shell,
        crumbs,
        query: section.is_none().then(|| offer.words.clone()),
        summary: match (offer.in_all, offer.learners.len()) {
            (0, _) if section.is_none() => "Nobody found, or more than can be done in one go.".to_owned(),
            (0, _) => "Nobody learns here today.".to_owned(),
            (all, listed) if all > listed => {
                format!("{} students; the first {MOST_LISTED} are listed.", grouped(all))
            }
            (all, _) => format!("{} students.", grouped(all)),
        },
        all: match section {
            Some(section) => format!("section:{}", section.id),
            None => format!("search:{}", offer.words),
        },
        in_all: grouped(offer.in_all),
        learners: offer.learners.iter().map(|(id, name)| (id.to_string(), name.clone())).collect(),
        today: when::today().to_string(),
        enrolls: to.len() > 1,
        moves_from: match section {
            Some(section) if places => Some(vec![titled(section).chosen()]),
            Some(_) => None,
            None => Some(from),
        },
        to,
        competencies,
        judges: offer.judges,
        releases: section.filter(|_| offer.judges).map(|section| section.id.to_string()),
        reminds: offer.reminds,
    }
}

/// `POST /many/preview`
async fn preview(State(site): State<Site>, signed_in: SignedIn, form: Fields) -> Page {
    let asked = read::asked(&form)?;
    let found = preview_batch(&site.app, &signed_in.actor, asked.clone()).await?;
    let doable = found.doable();
    let back = match &asked.action {
        BatchAction::Release { section } => format!("/many/new?section={section}"),
        _ => form.one("back").to_owned(),
    };
    let passed = found.rows.len() - doable;
    page(&ManyPreview {
        shell: frame::shell(&site, &signed_in, "Look first", "/many/preview").await?,
        what: shown::asked(&asked.action),
        summary: match passed {
            0 => format!("{}, and nothing stands against any of them.", students(doable)),
            _ => format!(
                "{}; {} are passed over, each for the reason beside the name.",
                students(doable),
                grouped(passed)
            ),
        },
        button: format!("Do it for {}", students(doable)),
        doable: doable > 0,
        batch: chance::batch_id(chance::now()).to_string(),
        fields: read::again(&form),
        people: found
            .rows
            .iter()
            .filter(|row| row.would.is_ok())
            .map(|row| row.learner.to_string())
            .collect(),
        rows: found
            .rows
            .into_iter()
            .map(|row| PreviewLine {
                name: row.name,
                done: row.would.is_ok(),
                text: row.would.unwrap_or_else(|why| why),
            })
            .collect(),
        back: if back.starts_with("/many/new") { back } else { "/many".to_owned() },
    })
}

fn students(count: usize) -> String {
    if count == 1 { "1 student".to_owned() } else { format!("{} students", grouped(count)) }
}

/// `POST /many`: what was looked at.
async fn start(State(site): State<Site>, signed_in: SignedIn, form: Fields) -> Page {
    let asked = read::asked(&form)?;
    let id = match form.one("batch") {
        "" => None,
        text => Some(text.parse().map_err(|error| Refusal::invalid("batch", error))?),
    };
    let asked = NewBatch { chosen: only_named(asked.chosen)?, ..asked };
    let id = start_batch(&site.app, &signed_in.actor, id, asked).await?;
    work_on(&site, signed_in.actor.district, id).await;
    Ok(Redirect::to(&format!("/many/{id}")).into_response())
}

/// Only whom somebody has looked at.
fn only_named(chosen: Chosen) -> Result<Chosen, Refusal> {
    match chosen {
        Chosen::Learners(_) => Ok(chosen),
        _ => Err(Refusal::invalid("person", "is missing: look first")),
    }
}

/// `GET /many/{batch}`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<BatchId>) -> Page {
    shown_page(&site, &signed_in, id, String::new()).await
}

async fn shown_page(site: &Site, signed_in: &SignedIn, id: BatchId, problem: String) -> Page {
    let found = show_batch(&site.app, &signed_in.actor, id).await?;
    let running = found.shown.batch.is_running();
    let shell = frame::shell(site, signed_in, "Done for many", "/many").await?;
    let view = shown::batch(shell, &found, problem);
    if running { again_soon(page(&view)) } else { page(&view) }
}

/// `POST /many/{batch}/undo`
async fn undo(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<BatchId>, form: Fields) -> Page {
    match undo_batch(&site.app, &signed_in.actor, id, form.one("reason")).await {
        Ok(()) => {
            work_on(&site, signed_in.actor.district, id).await;
            Ok(Redirect::to(&format!("/many/{id}")).into_response())
        }
        Err(Refusal::Conflict(why)) => shown_page(&site, &signed_in, id, why).await,
        Err(refusal) => Err(refusal.into()),
    }
}
