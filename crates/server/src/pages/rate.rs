//! Rating a class: the sheet, one draft at a time, or the whole page as a form.

use std::{
    collections::{HashMap, HashSet},
    fmt::Write as _,
};

use axum::{
    Json, Router,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use domain::{CompetencyId, LearnerId, SectionId, scale::Scale};
use usecases::{
    Refusal,
    rate::{Rated, Rating, Shown, rate, rate_many},
    show_rating_sheet::{RatingSheet, show_rating_sheet},
};

use crate::{
    figures::grouped,
    form::{Fields, Form},
    frame,
    page_error::{Page, PageError, page},
    session::SignedIn,
    site::Site,
    views::{
        rate::{Planned, Rate, RateCell, RateColumn, RateLevel, RateRow},
        shell::{Choice, Link, Notice, Shell, Tone},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sections/{section}/rate", get(show).post(save))
        .route("/sections/{section}/drafts", post(draft))
}

/// `GET /sections/{section}/rate?competency=...`, of which several may be named.
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Page {
    let chosen: Vec<CompetencyId> = pairs
        .iter()
        .filter(|(name, _)| name == "competency")
        .filter_map(|(_, value)| value.parse().ok())
        .collect();
    let sheet = show_rating_sheet(&site.app, &signed_in.actor, section, chosen).await?;
    let href = format!("/sections/{section}/rate");
    let mut shell = frame::shell(&site, &signed_in, "Rate", &href).await?;
    let overtaken = pairs.iter().filter(|(name, _)| name == "overtaken").map(|(_, cell)| cell.as_str());
    let overtaken: HashSet<&str> = overtaken.collect();
    shell.notice = notice(&pairs);
    page(&view(shell, href, &sheet, &overtaken))
}

fn view(shell: Shell, href: String, sheet: &RatingSheet, overtaken: &HashSet<&str>) -> Rate {
    let section = format!("/sections/{}", sheet.section.id);
    let competencies = &sheet.columns.competencies;
    let rated = sheet
        .learners
        .iter()
        .filter(|one| competencies.iter().all(|c| sheet.drafts.contains_key(&(one.learner, c.id))))
        .count();
    Rate {
        shell,
        crumbs: vec![Link::new("My classes", "/sections"), Link::new(&sheet.section.title, &section)],
        targets: targets(sheet),
        href: href.clone(),
        draft_action: format!("{section}/drafts"),
        save_action: href,
        release_action: format!("{section}/release"),
        planned: sheet
            .release_at
            .map(|at| Planned { when: when::moment(at), cancel_action: format!("{section}/release/cancel") }),
        levels: sheet.columns.frameworks.first().map_or_else(Vec::new, |one| levels(&one.scale)),
        columns: competencies
            .iter()
            .map(|one| RateColumn { id: one.id.to_string(), label: label(one) })
            .collect(),
        rows: sheet.learners.iter().map(|one| row(sheet, one.learner, &one.list_name, overtaken)).collect(),
        preview: format!(
            "{} of {} rated; families see nothing until {}.",
            grouped(rated),
            grouped(sheet.learners.len()),
            if sheet.may_release() { "you release" } else { "their teacher releases" }
        ),
        can_release: !sheet.drafts.is_empty(),
        accommodations: super::grid::accommodations(&sheet.accommodations),
        may_release: sheet.may_release(),
    }
}

/// The section's targets to choose from, and whatever else is being rated.
fn targets(sheet: &RatingSheet) -> Vec<Choice> {
    let rated = &sheet.columns.competencies;
    let others = rated.iter().filter(|one| !sheet.targets.competencies.contains(one));
    let all = sheet.targets.competencies.iter().chain(others);
    all.map(|one| {
        let choice = Choice::new(&one.id.to_string(), &label(one));
        if rated.contains(one) { choice.chosen() } else { choice }
    })
    .collect()
}

fn row(sheet: &RatingSheet, learner: LearnerId, name: &str, overtaken: &HashSet<&str>) -> RateRow {
    let cells = sheet.columns.competencies.iter().map(|one| {
        let draft = sheet.drafts.get(&(learner, one.id));
        let refused = overtaken.contains(cell_name(learner, one.id).as_str()).then(|| {
            let by = draft.map(|draft| sheet.judges.get(&draft.judge).map_or("you", String::as_str));
            overtaken_by(by, draft.map(|draft| draft.level.as_str()))
        });
        RateCell {
            competency: one.id.to_string(),
            chosen: draft.map(|draft| draft.level.clone()).unwrap_or_default(),
            refused: refused.unwrap_or_default(),
        }
    });
    RateRow { learner: learner.to_string(), name: name.to_owned(), cells: cells.collect() }
}

fn cell_name(learner: LearnerId, competency: CompetencyId) -> String {
    format!("{learner}.{competency}")
}

/// Why a rating was not taken.
fn overtaken_by(by: Option<&str>, stands: Option<&str>) -> String {
    match (by, stands) {
        (Some(by), Some(level)) => format!("not saved: {by} rated {level} first"),
        _ => "not saved: what stood here was released or taken away".to_owned(),
    }
}

/// Lowest first. A code of one character is its own key, others have their place.
fn levels(scale: &Scale) -> Vec<RateLevel> {
    let codes_are_keys = scale.levels().iter().all(|level| level.code.len() == 1 && level.code != "0");
    let lowest_first = scale.levels().iter().rev();
    (1..)
        .zip(lowest_first)
        .map(|(place, level)| RateLevel {
            code: level.code.clone(),
            key: if codes_are_keys { level.code.to_lowercase() } else { format!("{place}") },
            name: level.name.clone(),
        })
        .collect()
}

/// Code and short title.
pub fn label(competency: &domain::framework::Competency) -> String {
    match (&competency.code, &competency.short) {
        (Some(_), Some(_)) => competency.code_and_title(),
        _ => competency.label(),
    }
}

#[derive(serde::Deserialize)]
struct DraftForm {
    learner: LearnerId,
    competency: CompetencyId,
    level: String,
    shown: String,
}

/// `POST /sections/{section}/drafts`: takes one draft, or says what stands since the page was shown.
async fn draft(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    Form(form): Form<DraftForm>,
) -> Result<Response, PageError> {
    let rating = rating(form.learner, form.competency, &form.level, &form.shown);
    let rated = rate(&site.app, &signed_in.actor, section, rating).await?;
    let stands = rated.after.as_ref().map(|draft| draft.level.as_str());
    let Some(first) = &rated.overtaken else {
        return Ok(Json(serde_json::json!({ "stands": stands })).into_response());
    };
    let why = overtaken_by(first.by.as_deref(), stands);
    let body = Json(serde_json::json!({ "stands": stands, "why": why }));
    Ok((StatusCode::CONFLICT, body).into_response())
}

fn rating(learner: LearnerId, competency: CompetencyId, level: &str, shown: &str) -> Rating {
    let code = |text: &str| Some(text.trim()).filter(|level| !level.is_empty()).map(str::to_owned);
    Rating { learner, competency, level: code(level), note: None, shown: Some(Shown(code(shown))) }
}

/// The most ratings that a page names as not taken; its address would be too long for more.
const MOST_OVERTAKEN: usize = 20;

/// `POST /sections/{section}/rate`: takes the whole table, fields `level.{learner}.{competency}`, and leaves
/// what a colleague has changed since the page was shown.
async fn save(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    form: Fields,
) -> Page {
    let ratings = ratings(&form)?;
    let cells: Vec<String> = ratings.iter().map(|one| cell_name(one.learner, one.competency)).collect();
    let saved = rate_many(&site.app, &signed_in.actor, section, ratings).await?;
    let mut address = back(section, &form);
    let _ = write!(address, "saved={}", saved.iter().filter(|one| one.changed()).count());
    let overtaken = |(one, cell): (&Rated, String)| one.overtaken.as_ref().map(|_| cell);
    let overtaken: Vec<String> = saved.iter().zip(cells).filter_map(overtaken).collect();
    let _ = write!(address, "&kept={}", overtaken.len());
    for cell in overtaken.iter().take(MOST_OVERTAKEN) {
        let _ = write!(address, "&overtaken={cell}");
    }
    Ok(Redirect::to(&address).into_response())
}

fn ratings(form: &Fields) -> Result<Vec<Rating>, Refusal> {
    let shown = form.pairs.iter().filter_map(|(name, level)| Some((name.strip_prefix("shown.")?, level)));
    let shown: HashMap<&str, &String> = shown.collect();
    let sent = form.pairs.iter().filter_map(|(name, level)| Some((name.strip_prefix("level.")?, level)));
    let read = |(cell, level): (&str, &String)| {
        let (learner, competency) = cell.split_once('.').ok_or_else(|| unreadable(cell))?;
        let learner = learner.parse().map_err(|_| unreadable(cell))?;
        let competency = competency.parse().map_err(|_| unreadable(cell))?;
        Ok(rating(learner, competency, level, shown.get(cell).map_or("", |level| level.as_str())))
    };
    sent.map(read).collect()
}

fn unreadable(field: &str) -> Refusal {
    let field: String = field.chars().take(100).collect();
    Refusal::invalid("level", format!("cannot be read from the field \"{field}\": reload the page"))
}

/// The sheet again, with the competencies that a form names; ends where a further field can be added.
pub fn back(section: SectionId, form: &Fields) -> String {
    let mut address = format!("/sections/{section}/rate?");
    for competency in form.all("competency").filter_map(|text| text.parse::<CompetencyId>().ok()) {
        let _ = write!(address, "competency={competency}&");
    }
    address
}

/// What the form that led here did.
fn notice(pairs: &[(String, String)]) -> Option<Notice> {
    let number = |wanted: &str| {
        let (_, value) = pairs.iter().find(|(name, _)| name == wanted)?;
        value.parse::<usize>().ok()
    };
    let text = if let Some(saved) = number("saved") {
        let kept = number("kept").unwrap_or(0);
        let saved = match saved {
            0 if kept > 0 => String::new(),
            0 => "Nothing has changed.".to_owned(),
            1 => "1 draft saved. ".to_owned(),
            saved => format!("{} drafts saved. ", grouped(saved)),
        };
        if kept > 0 {
            let what =
                if kept == 1 { "1 rating was".to_owned() } else { format!("{} ratings were", grouped(kept)) };
            let text = format!(
                "{saved}{what} not saved, because somebody changed the same since you loaded this page: \
                 theirs stand, and are marked below. Choose again to replace one."
            );
            return Some(Notice { tone: Tone::Warn, text, undo: None });
        }
        saved.trim_end().to_owned()
    } else if let Some(released) = number("released") {
        match released {
            0 => "There was nothing to release.".to_owned(),
            1 => "1 rating released: the student and their family see it now.".to_owned(),
            released => {
                format!("{} ratings released: students and families see them now.", grouped(released))
            }
        }
    } else if let Some(planned) = number("planned") {
        match planned {
            1 => "1 rating will be released then.".to_owned(),
            planned => format!("{} ratings will be released then.", grouped(planned)),
        }
    } else {
        number("unplanned")?;
        "The planned release is taken back.".to_owned()
    };
    Some(Notice { tone: Tone::Good, text, undo: None })
}
