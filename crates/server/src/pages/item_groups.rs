//! Two groups compared question by question, by a list that is used once and kept nowhere.

use assessment::analysis::{Dif, DifSize};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, State},
    routing::get,
};
use domain::{AssessmentId, AssignmentId};
use usecases::{
    analyse_items::Of,
    compare_groups::{Comparable, ComparedGroups, ComparedItem, comparable, compare_groups},
};

use crate::{
    answer_form::{AnswerForm, MOST_BYTES},
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        item_groups::{ComparedRow, ItemGroups, ListProblem},
        shell::{Link, Shell},
    },
};

/// The most problems of a list that are shown.
const MOST_PROBLEMS: usize = 100;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/assignments/{assignment}/items/groups", get(of_assignment).post(compare_assignment))
        .route("/assessments/{assessment}/items/groups", get(of_assessment).post(compare_assessment))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
}

/// `GET /assignments/{assignment}/items/groups`
async fn of_assignment(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(assignment): Path<AssignmentId>,
) -> Page {
    ask(&site, &signed_in, Of::Assignment(assignment)).await
}

/// `GET /assessments/{assessment}/items/groups`
async fn of_assessment(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(assessment): Path<AssessmentId>,
) -> Page {
    ask(&site, &signed_in, Of::Assessment(assessment)).await
}

/// `POST /assignments/{assignment}/items/groups`
async fn compare_assignment(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(assignment): Path<AssignmentId>,
    sent: AnswerForm,
) -> Page {
    compare(&site, &signed_in, Of::Assignment(assignment), sent).await
}

/// `POST /assessments/{assessment}/items/groups`
async fn compare_assessment(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(assessment): Path<AssessmentId>,
    sent: AnswerForm,
) -> Page {
    compare(&site, &signed_in, Of::Assessment(assessment), sent).await
}

async fn ask(site: &Site, signed_in: &SignedIn, of: Of) -> Page {
    let found = comparable(&site.app, &signed_in.actor, of).await?;
    page(&empty(&found, of, shell(site, signed_in).await?))
}

async fn shell(site: &Site, signed_in: &SignedIn) -> Result<Shell, crate::page_error::PageError> {
    frame::shell(site, signed_in, "Compare two groups", "/sections").await
}

async fn compare(site: &Site, signed_in: &SignedIn, of: Of, mut sent: AnswerForm) -> Page {
    let typed = sent.one("list").to_owned();
    let file = std::mem::take(&mut sent.files).into_iter().find(|(field, ..)| field == "file");
    let (name, bytes) = match file {
        Some((_, name, bytes)) => (name, bytes),
        None => ("list".to_owned(), typed.clone().into_bytes()),
    };
    let found = compare_groups(&site.app, &signed_in.actor, of, &name, bytes).await?;
    page(&view(&found, typed, of, shell(site, signed_in).await?))
}

fn empty(found: &Comparable, of: Of, shell: Shell) -> ItemGroups {
    let href = match of {
        Of::Assignment(id) => format!("/assignments/{id}"),
        Of::Assessment(id) => format!("/assessments/{id}"),
    };
    let mut crumbs = match (&found.section, of) {
        (Some(section), Of::Assignment(_)) => vec![
            Link::new("My classes", "/sections"),
            Link::new(&section.title, &format!("/sections/{}", section.id)),
            Link::new(&found.title, &href),
        ],
        _ => vec![Link::new("Plans of assessments", "/assessments/plans")],
    };
    crumbs.push(Link::new("Question by question", &format!("{href}/items")));
    ItemGroups {
        crumbs,
        heading: found.title.clone(),
        action: format!("{href}/items/groups"),
        typed: String::new(),
        needed: found.smallest_group,
        problems: Vec::new(),
        more_problems: String::new(),
        summary: String::new(),
        rows: Vec::new(),
        shell,
    }
}

fn view(found: &ComparedGroups, typed: String, of: Of, shell: Shell) -> ItemGroups {
    let problems = found.problems.iter().take(MOST_PROBLEMS).map(|one| ListProblem {
        place: one.line.map_or_else(|| one.file.clone(), |line| format!("{}, line {line}", one.file)),
        field: one.field.clone().unwrap_or_default(),
        value: one.value.clone().unwrap_or_default(),
        what: one.what.clone(),
        advice: one.advice.clone(),
    });
    let more = found.problems.len().saturating_sub(MOST_PROBLEMS);
    let learners = |count: usize| match count {
        1 => "1 student".to_owned(),
        count => format!("{count} students"),
    };
    ItemGroups {
        typed,
        problems: problems.collect(),
        more_problems: if more == 0 { String::new() } else { format!("And {more} more.") },
        summary: format!(
            "{} of the reference group and {} of the focal group took it.",
            learners(found.reference),
            learners(found.focal)
        ),
        rows: found.items.iter().enumerate().map(|(at, one)| row(at + 1, one)).collect(),
        ..empty(&found.of, of, shell)
    }
}

fn row(number: usize, one: &ComparedItem) -> ComparedRow {
    let (size, delta, marked) = match one.dif {
        Dif::NotCompared => ("–", String::new(), false),
        Dif::TooSmall => ("few", String::new(), false),
        Dif::Compared { delta, error, size } => {
            (size.letter(), format!("{delta:.2} ± {error:.2}"), size != DifSize::Negligible)
        }
    };
    ComparedRow {
        number,
        link: Link::new(&one.identifier, &format!("/items/{}", one.item)),
        title: one.title.clone(),
        size,
        marked,
        delta,
        said: one.said.clone(),
    }
}
