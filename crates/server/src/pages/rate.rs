//! Rating a class: the sheet, one draft at a time, or the whole page as a form.

use std::fmt::Write as _;

use axum::{
    Json, Router,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use domain::{CompetencyId, LearnerId, SectionId, scale::Scale};
use usecases::{
    Refusal,
    rate::{Rating, rate, rate_many},
    show_rating_sheet::{RatingSheet, show_rating_sheet},
};

use crate::{
    form::{Fields, Form},
    frame,
    page_error::{Page, PageError, page},
    session::SignedIn,
    site::Site,
    views::{
        rate::{Planned, Rate, RateCell, RateColumn, RateLevel, RateRow},
        shell::{Choice, Link, Notice, Tone},
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
    shell.notice = notice(&pairs);
    page(&view(shell, href, &sheet))
}

fn view(shell: crate::views::shell::Shell, href: String, sheet: &RatingSheet) -> Rate {
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
        rows: sheet.learners.iter().map(|one| row(sheet, one.learner, &one.list_name)).collect(),
        preview: format!(
            "{rated} of {} rated; families see nothing until you release.",
            sheet.learners.len()
        ),
        can_release: !sheet.drafts.is_empty(),
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

fn row(sheet: &RatingSheet, learner: LearnerId, name: &str) -> RateRow {
    let cells = sheet.columns.competencies.iter().map(|one| {
        let draft = sheet.drafts.get(&(learner, one.id));
        RateCell {
            competency: one.id.to_string(),
            chosen: draft.map(|draft| draft.level.clone()).unwrap_or_default(),
        }
    });
    RateRow { learner: learner.to_string(), name: name.to_owned(), cells: cells.collect() }
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
        (Some(code), Some(short)) => format!("{code} {short}"),
        _ => competency.label().to_owned(),
    }
}

#[derive(serde::Deserialize)]
struct DraftForm {
    learner: LearnerId,
    competency: CompetencyId,
    level: String,
}

/// `POST /sections/{section}/drafts`: takes one draft; says what stood before and whose rating it
/// replaced.
async fn draft(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    Form(form): Form<DraftForm>,
) -> Result<Response, PageError> {
    let rating = rating(form.learner, form.competency, &form.level);
    let rated = rate(&site.app, &signed_in.actor, section, rating).await?;
    let before = rated.before.map(|draft| draft.level);
    Ok(Json(serde_json::json!({ "before": before, "replaced": rated.replaced })).into_response())
}

fn rating(learner: LearnerId, competency: CompetencyId, level: &str) -> Rating {
    let level = Some(level.trim()).filter(|level| !level.is_empty()).map(str::to_owned);
    Rating { learner, competency, level, note: None }
}

/// `POST /sections/{section}/rate`: takes the whole table, fields `level.{learner}.{competency}`.
async fn save(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    form: Fields,
) -> Page {
    let ratings = form.pairs.iter().filter(|(name, _)| name.starts_with("level.")).map(|(name, level)| {
        let cell = name["level.".len()..].split_once('.');
        let (learner, competency) = cell.ok_or_else(|| unreadable(name))?;
        let learner = learner.parse().map_err(|_| unreadable(name))?;
        Ok(rating(learner, competency.parse().map_err(|_| unreadable(name))?, level))
    });
    let ratings = ratings.collect::<Result<Vec<Rating>, Refusal>>()?;
    let saved = rate_many(&site.app, &signed_in.actor, section, ratings).await?;
    let changed = saved.iter().filter(|one| one.changed()).count();
    let mut address = back(section, &form);
    let _ = write!(address, "saved={changed}");
    Ok(Redirect::to(&address).into_response())
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
        match saved {
            0 => "Nothing has changed.".to_owned(),
            1 => "1 draft saved.".to_owned(),
            saved => format!("{saved} drafts saved."),
        }
    } else if let Some(released) = number("released") {
        match released {
            0 => "There was nothing to release.".to_owned(),
            1 => "1 rating released: the student and their family see it now.".to_owned(),
            released => format!("{released} ratings released: students and families see them now."),
        }
    } else if let Some(planned) = number("planned") {
        match planned {
            1 => "1 rating will be released then.".to_owned(),
            planned => format!("{planned} ratings will be released then."),
        }
    } else {
        number("unplanned")?;
        "The planned release is taken back.".to_owned()
    };
    Some(Notice { tone: Tone::Good, text, undo: None })
}
