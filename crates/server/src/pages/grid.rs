//! The mastery grid of a class, and its stream of changed cells.

mod arrangement;
mod stream;

use std::fmt::{Display, Write as _};

use axum::{
    Router,
    extract::{Path, Query, State},
    routing::get,
};
use domain::{CompetencyId, LearnerId, SectionId, Timestamp, judgement::Finding, plain, scale::Scale};
use usecases::{
    class_list::Listed,
    show_grid::{Grid as Found, show_grid},
};

use crate::{
    frame,
    page_error::{Page, page},
    pages::sections,
    session::SignedIn,
    site::Site,
    standing,
    views::{
        grid::{Grid, GridCell, GridColumn, Trend},
        shell::Link,
        title::Title,
    },
};
use arrangement::Arrangement;

/// From how many days on the newest evidence is old.
const OLD_DAYS: i64 = 45;

/// Letters of a column's head.
const MOST_LETTERS: usize = 60;

/// The most columns that can be pinned.
const MOST_PINS: usize = 3;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sections/{section}", get(show))
        .route("/sections/{section}/grid", get(show))
        .route("/sections/{section}/grid/stream", get(stream::stream))
}

/// What the address asks for.
#[derive(Debug, Default)]
struct Asked {
    show: String,
    sort: String,
    group: String,
    pins: Vec<CompetencyId>,
}

impl Asked {
    fn of(pairs: Vec<(String, String)>) -> Self {
        let mut asked = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "show" => asked.show = value,
                "sort" => asked.sort = value,
                "group" => asked.group = value,
                "pin" if asked.pins.len() < MOST_PINS => {
                    asked.pins.extend(value.parse::<CompetencyId>().ok());
                }
                _ => {}
            }
        }
        asked
    }

    /// The address with one column pinned, or unpinned if it is.
    fn with_pin(&self, href: &str, column: CompetencyId) -> String {
        let mut pins: Vec<CompetencyId> = self.pins.iter().copied().filter(|pin| *pin != column).collect();
        if pins.len() == self.pins.len() {
            // The oldest pin makes room.
            if pins.len() == MOST_PINS {
                pins.remove(0);
            }
            pins.push(column);
        }
        let mut address =
            format!("{href}?show={}&sort={}&group={}", word(&self.show), word(&self.sort), word(&self.group));
        for pin in pins {
            let _ = write!(address, "&pin={pin}");
        }
        address
    }
}

/// A word of a closed list; anything else is left out of addresses.
fn word(text: &str) -> &str {
    if text.bytes().all(|byte| byte.is_ascii_lowercase()) { text } else { "" }
}

/// `GET /sections/{section}`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Page {
    let found = show_grid(&site.app, &signed_in.actor, section).await?;
    let asked = Asked::of(pairs);
    let href = format!("/sections/{section}");
    let shell = frame::shell(&site, &signed_in, &found.section.title, &href).await?;
    let arrangement = Arrangement::of(&found, &asked);
    page(&Grid {
        shell,
        section: found.section.title.clone(),
        links: sections::links(&href, found.relationship),
        stream: format!("{href}/grid/stream"),
        summary: summary(&found),
        accommodations: accommodations(&found.accommodations),
        legend: found.columns.frameworks.first().map_or_else(Vec::new, |one| standing::legend(&one.scale)),
        show: arrangement::show_choices(&asked),
        sort: arrangement::sort_choices(&asked),
        group: arrangement::group_choices(&asked),
        pins: asked.pins.iter().map(ToString::to_string).collect(),
        columns: arrangement.columns.iter().map(|place| column(&found, &asked, &href, *place)).collect(),
        groups: arrangement.groups(&found),
        href,
    })
}

/// Who is to be given something, with their page.
pub fn accommodations(all: &[(Listed, String)]) -> Vec<(Link, String)> {
    let line = |(one, what): &(Listed, String)| {
        (Link::new(&one.list_name, &format!("/learners/{}", one.learner)), what.clone())
    };
    all.iter().map(line).collect()
}

fn column(found: &Found, asked: &Asked, href: &str, place: usize) -> GridColumn {
    let competency = &found.columns.competencies[place];
    GridColumn {
        code: plain::cut(&competency.label(), MOST_LETTERS),
        title: competency.code.as_ref().map(|_| Title::cut(competency, MOST_LETTERS)),
        href: format!("{href}/competencies/{}", competency.id),
        pin_href: asked.with_pin(href, competency.id),
        pinned: asked.pins.iter().position(|pin| *pin == competency.id).map_or(0, |at| at + 1),
    }
}

fn summary(found: &Found) -> String {
    let places = found.rows.len() * found.columns.competencies.len();
    let known =
        found.rows.iter().flat_map(|row| &row.cells).flatten().filter(|cell| cell.value.is_some()).count();
    let mut summary = match (places, places - known) {
        (0, _) => String::new(),
        (_, 0) => "Enough is known everywhere.".to_owned(),
        (places, unknown) => format!("Of {places} places, {unknown} have not enough evidence yet."),
    };
    match found.drafts {
        0 => {}
        1 => summary.push_str(" 1 rating waits to be released."),
        drafts => _ = write!(summary, " {drafts} ratings wait to be released."),
    }
    summary
}

/// Where a cell opens its *why*.
fn why_href(learner: LearnerId, competency: impl Display) -> String {
    format!("/learners/{learner}/competencies/{competency}")
}

/// What stands inside one cell.
fn cell(href: String, finding: Option<&Finding>, scale: &Scale, now: Timestamp) -> GridCell {
    let shape = standing::shape(finding, scale);
    let Some(finding) = finding else {
        let words = "No evidence yet".to_owned();
        let (code, small) = (String::new(), String::new());
        return GridCell { href, shape, code, trend: Trend::Unknown, small, old: false, words };
    };
    let level = finding.level.as_deref().and_then(|code| scale.level(code));
    let trend = standing::trend(finding);
    let days = finding.last_worked_at.map(|worked| (now.as_second() - worked.as_second()).max(0) / 86_400);
    let mut words = String::with_capacity(80);
    match level {
        None => words.push_str("Not enough evidence"),
        Some(level) => words.push_str(&standing::level_word(level)),
    }
    if !trend.word().is_empty() {
        words.push_str(", ");
        words.push_str(trend.word());
    }
    let _ = match finding.evidence_count {
        1 => write!(words, ", 1 piece"),
        count => write!(words, ", {count} pieces"),
    };
    match days {
        None => {}
        Some(0) => words.push_str(", newest today"),
        Some(1) => words.push_str(", newest yesterday"),
        Some(days) => _ = write!(words, ", newest {days} days ago"),
    }
    if finding.decided {
        words.push_str(", decided by a teacher");
    }
    GridCell {
        href,
        shape,
        code: level.map(|level| level.code.clone()).unwrap_or_default(),
        trend,
        small: days.map_or_else(String::new, |days| format!("{}·{days}d", finding.evidence_count)),
        old: days.is_some_and(|days| days > OLD_DAYS),
        words,
    }
}
