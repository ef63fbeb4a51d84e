//! An assessment question by question: of one class, or of everybody who took it.

use assessment::analysis::Figures;
use axum::{
    Router,
    extract::{Path, State},
    routing::get,
};
use domain::{AssessmentId, AssignmentId};
use exchange::exports::Shape;
use usecases::analyse_items::{AnalysedItem, ItemAnalysis, Of, analyse_items, export_analysis};

use crate::{
    download, frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        item_analysis::{ItemAnalysisView, OptionRow, Question},
        shell::{Link, Shell},
    },
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/assignments/{assignment}/items", get(of_assignment))
        .route("/assignments/{assignment}/items.csv", get(assignment_file))
        .route("/assessments/{assessment}/items", get(of_assessment))
        .route("/assessments/{assessment}/items.csv", get(assessment_file))
}

/// `GET /assignments/{assignment}/items`
async fn of_assignment(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(assignment): Path<AssignmentId>,
) -> Page {
    show(&site, &signed_in, Of::Assignment(assignment), &format!("/assignments/{assignment}")).await
}

/// `GET /assessments/{assessment}/items`
async fn of_assessment(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(assessment): Path<AssessmentId>,
) -> Page {
    show(&site, &signed_in, Of::Assessment(assessment), &format!("/assessments/{assessment}")).await
}

/// `GET /assignments/{assignment}/items.csv`
async fn assignment_file(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(assignment): Path<AssignmentId>,
) -> Page {
    let file = export_analysis(&site.app, &signed_in.actor, Of::Assignment(assignment), Shape::Csv).await?;
    Ok(download::table("questions", Shape::Csv, file))
}

/// `GET /assessments/{assessment}/items.csv`
async fn assessment_file(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(assessment): Path<AssessmentId>,
) -> Page {
    let file = export_analysis(&site.app, &signed_in.actor, Of::Assessment(assessment), Shape::Csv).await?;
    Ok(download::table("questions", Shape::Csv, file))
}

async fn show(site: &Site, signed_in: &SignedIn, of: Of, href: &str) -> Page {
    let found = analyse_items(&site.app, &signed_in.actor, of).await?;
    let shell = frame::shell(site, signed_in, "Question by question", "/sections").await?;
    page(&view(&found, of, href, shell))
}

fn view(found: &ItemAnalysis, of: Of, href: &str, shell: Shell) -> ItemAnalysisView {
    let mut crumbs = vec![Link::new("My classes", "/sections")];
    match (&found.section, of) {
        (Some(section), Of::Assignment(_)) => {
            crumbs.push(Link::new(&section.title, &format!("/sections/{}", section.id)));
            crumbs.push(Link::new(&found.title, href));
        }
        _ => crumbs = vec![Link::new("Plans of assessments", "/assessments/plans")],
    }
    let summary = match found.learners {
        None => "Too few students to say how many.".to_owned(),
        Some(0) => String::new(),
        Some(1) => "1 student, the last time they took it.".to_owned(),
        Some(learners) => format!("{learners} students, the last time each of them took it."),
    };
    ItemAnalysisView {
        crumbs,
        heading: found.title.clone(),
        summary,
        left_out: if found.whole {
            String::new()
        } else {
            "Some of these students are not yours: numbers about a few of them are left out.".to_owned()
        },
        items: found.items.iter().enumerate().map(|(at, one)| question(at + 1, one)).collect(),
        export_href: format!("{href}/items.csv"),
        groups_href: format!("{href}/items/groups"),
        regrades: true,
        shell,
    }
}

fn question(number: usize, one: &AnalysedItem) -> Question {
    let percent = |share: f64| format!("{:.0} %", share * 100.0);
    Question {
        number,
        link: Link::new(&one.identifier, &format!("/items/{}", one.item)),
        title: one.title.clone(),
        regrade_href: format!("/items/{}/regrade", one.item),
        given: match one.given {
            None => "too few answers to say how many".to_owned(),
            Some(1) => "1 answer".to_owned(),
            Some(given) => format!("{given} answers"),
        },
        figures: one.figures.as_ref().map(figures).unwrap_or_default(),
        advice: one.advice.clone(),
        options: one
            .options
            .iter()
            .map(|option| OptionRow {
                label: option.label.clone(),
                text: option.text.clone(),
                is_key: option.is_key,
                chosen: option.chosen.map_or_else(|| "left out".to_owned(), |count| count.to_string()),
                share: option.share.map(percent).unwrap_or_default(),
                others: option.others.map(percent).unwrap_or_default(),
            })
            .collect(),
    }
}

fn figures(of: &Figures) -> Vec<(&'static str, String)> {
    let mut all = vec![("Share of points", format!("{:.0} % ± {:.0}", of.p * 100.0, of.p_error * 100.0))];
    all.extend(
        of.correlation.map(|r| ("Tells stronger from weaker (0.2 and more is good)", format!("{r:.2}"))),
    );
    all.push(("Left without an answer", format!("{:.0} %", of.omitted * 100.0)));
    all.extend(
        of.median_milliseconds.map(|time| ("Usual time", format!("{:.0} s", f64::from(time) / 1_000.0))),
    );
    all.extend(
        of.fit.map(|fit| ("Fits its difficulty (near 1)", format!("{:.2} / {:.2}", fit.infit, fit.outfit))),
    );
    all
}
