//! How far evidence covers a framework.

use axum::{
    Router,
    extract::{Path, Query, State},
    routing::get,
};
use domain::{FrameworkId, plain};
use usecases::show_coverage::{CoveredCompetency, Figure, show_coverage};

use crate::{
    figures::grouped,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        coverage::{Coverage, CoverageRow},
        shell::Link,
    },
};

/// Rows written out on one page; the API has all.
const MOST_ROWS: usize = 1_500;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/frameworks/{framework}/coverage", get(show))
}

#[derive(serde::Deserialize)]
struct Asked {
    only: Option<String>,
}

/// `GET /frameworks/{framework}/coverage?only=without|with`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<FrameworkId>,
    Query(asked): Query<Asked>,
) -> Page {
    let found = show_coverage(&site.app, &signed_in.actor, id).await?;
    let href = format!("/frameworks/{id}");
    let only = asked.only.as_deref();
    let wanted = |one: &&CoveredCompetency| match only {
        Some("without") => one.learners == Figure::Count(0),
        Some("with") => one.learners != Figure::Count(0),
        _ => true,
    };
    let smallest = found.smallest.learners();
    let all = found.competencies.len();
    let rows: Vec<&CoveredCompetency> = found.competencies.iter().filter(wanted).collect();
    let left = rows.len().saturating_sub(MOST_ROWS);
    let choice = |label: &str, query: &str| Link::new(label, &format!("{href}/coverage{query}"));
    page(&Coverage {
        shell: frame::shell(&site, &signed_in, "Coverage", "/frameworks").await?,
        crumbs: vec![Link::new("Standards", "/frameworks"), Link::new(&found.framework.title, &href)],
        summary: format!("{} of {} competencies have evidence.", grouped(found.with_evidence), grouped(all)),
        choices: vec![
            choice("All", ""),
            choice("With evidence", "?only=with"),
            choice("Without evidence", "?only=without"),
        ],
        rows: rows.into_iter().take(MOST_ROWS).map(|one| row(one, smallest)).collect(),
        smallest: smallest.to_string(),
        more: if left > 0 { format!("And {} more.", grouped(left)) } else { String::new() },
    })
}

fn row(one: &CoveredCompetency, smallest: u64) -> CoverageRow {
    let label = plain::cut(&one.competency.code_and_title(), 130);
    CoverageRow {
        competency: Link::new(&label, &format!("/competencies/{}", one.competency.id)),
        learners: figure(one.learners, smallest),
        pieces: figure(one.pieces, smallest),
        mastered: figure(one.mastered, smallest),
    }
}

fn figure(figure: Figure, smallest: u64) -> String {
    match figure {
        Figure::Count(count) => grouped(count),
        Figure::Few => format!("fewer than {smallest}"),
        Figure::Hidden => "not shown".to_owned(),
    }
}
