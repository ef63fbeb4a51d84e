//! What a class showed of each target, with the next step for those who are not there yet; for a diagnostic, where
//! everybody stands.

use assessment::plan::PlanKind;
use std::fmt::Write as _;

use axum::{
    Router,
    extract::{Path, State},
    routing::get,
};
use domain::AssignmentId;
use usecases::{
    class_list::Listed,
    competency_results::{ClassPlacements, CompetencyResults, TargetResult, competency_results},
    watch_assignment::watch_assignment,
};

use crate::{
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        competency_results::{CompetencyResultsView, GroupRow, PlacedRow, TargetRow},
        shell::{Link, Shell},
    },
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/assignments/{assignment}/competencies", get(show))
}

/// `GET /assignments/{assignment}/competencies`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(assignment): Path<AssignmentId>) -> Page {
    let found = competency_results(&site.app, &signed_in.actor, assignment).await?;
    let gives = watch_assignment(&site.app, &signed_in.actor, assignment).await?.may_judge;
    let shell = frame::shell(&site, &signed_in, "Results by target", "/sections").await?;
    page(&view(&found, gives, shell))
}

fn view(found: &CompetencyResults, gives: bool, shell: Shell) -> CompetencyResultsView {
    let section = format!("/sections/{}", found.section.id);
    let placements = found.placements.as_ref();
    let domains = domains(placements);
    CompetencyResultsView {
        crumbs: vec![
            Link::new("My classes", "/sections"),
            Link::new(&found.section.title, &section),
            Link::new(&found.title, &format!("/assignments/{}", found.assignment)),
        ],
        heading: found.title.clone(),
        summary: format!("{} of {} students.", found.taken, found.learners),
        targets: found.targets.iter().map(|one| target(one, &section, gives)).collect(),
        placed: placements.map(|placed| rows(placed, &domains)).unwrap_or_default(),
        growth: placements.map(growth).unwrap_or_default(),
        groups: placements
            .map(|placed| {
                let group = |one: &usecases::competency_results::DomainGroup| GroupRow {
                    domain: one.domain.clone(),
                    grades: grades(&one.grades),
                    learners: one.learners.iter().map(who).collect(),
                };
                placed.groups.iter().filter(|one| one.learners.len() > 1).map(group).collect()
            })
            .unwrap_or_default(),
        domains,
        shell,
    }
}

fn who(one: &Listed) -> Link {
    Link::new(&one.list_name, &format!("/learners/{}", one.learner))
}

fn target(one: &TargetResult, section: &str, gives: bool) -> TargetRow {
    let possible = one.points_possible.millionths().max(1);
    let share = (one.points.millionths() * 100 / possible).clamp(0, 100);
    let (reached, all) = (one.reached.len(), one.reached.len() + one.not_yet.len());
    let give = |kind: PlanKind, label: &str| {
        let learners = one.not_yet.iter().fold(String::new(), |mut all, one| {
            let _ = write!(all, "&learner={}", one.learner);
            all
        });
        let href = format!(
            "{section}/assessments?kind={}&competency={}{learners}#quick",
            kind.word(),
            one.competency.id
        );
        Link::new(label, &href)
    };
    let next = if gives && !one.not_yet.is_empty() {
        vec![
            give(PlanKind::ExitSlip, "Give them an exit slip"),
            give(PlanKind::Practice, "Give them practice"),
        ]
    } else {
        Vec::new()
    };
    TargetRow {
        label: one.competency.code_and_title(),
        share,
        said: format!("{share} % of the points"),
        reached: format!("{reached} of {all} have reached it"),
        not_yet: one.not_yet.iter().map(who).collect(),
        next,
    }
}

fn domains(placements: Option<&ClassPlacements>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let rows = placements.map(|placed| placed.rows.as_slice()).unwrap_or_default();
    for domain in rows.iter().flat_map(|(.., placed)| &placed.domains) {
        if !domain.title.is_empty() && !all.contains(&domain.title) {
            all.push(domain.title.clone());
        }
    }
    all
}

fn grades(grades: &[Option<String>]) -> String {
    let name = |grade: &Option<String>| grade.clone().unwrap_or_else(|| "below the lowest".to_owned());
    match grades {
        [] => "not known yet".to_owned(),
        [one] => name(one),
        [first, .., last] => format!("{} to {}", name(first), name(last)),
    }
}

fn rows(placed: &ClassPlacements, domains: &[String]) -> Vec<PlacedRow> {
    let row = |(listed, sitting, one): &(Listed, domain::SittingId, usecases::sitting_result::Placed)| {
        let domain = |title: &String| {
            let found = one.domains.iter().find(|domain| domain.title == *title);
            match found {
                Some(domain) if !domain.grades.is_empty() => grades(&domain.grades),
                Some(domain) => domain
                    .measured
                    .map_or_else(String::new, |one| format!("{:.2} ± {:.2}", one.ability, one.error)),
                None => String::new(),
            }
        };
        PlacedRow {
            link: Link::new(&listed.list_name, &format!("/sittings/{sitting}/result")),
            grades: if one.grades.is_empty() { String::new() } else { grades(&one.grades) },
            measure: one
                .overall
                .map_or_else(String::new, |one| format!("{:.2} ± {:.2}", one.ability, one.error)),
            domains: domains.iter().map(domain).collect(),
            growth: one
                .grown
                .as_ref()
                .map_or_else(String::new, |one| format!("{:.0} %", one.growth.of_typical * 100.0)),
        }
    };
    placed.rows.iter().map(row).collect()
}

fn growth(placed: &ClassPlacements) -> String {
    let (Some(typical), Some(stretch)) = (placed.of_typical, placed.of_stretch) else { return String::new() };
    format!(
        "{} took it before: the middle of them gained {:.0} % of the usual goal, and {:.0} % of the stretch goal.",
        placed.grown,
        typical * 100.0,
        stretch * 100.0
    )
}
