//! A counselor's page: their caseload, or the learners of classes, longest silence first.

use axum::{
    Router,
    extract::{Query, State},
    routing::get,
};
use domain::SectionId;
use usecases::{
    Refusal,
    show_caseload::{Caseload as Found, CaseloadQuery, CaseloadRow, show_caseload},
    silence::{MOST_DAYS, USUAL_DAYS},
};

use crate::{
    figures::grouped,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        caseload::{Caseload, Row},
        shell::Choice,
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/caseload", get(show))
}

/// `GET /caseload?days=&silent=1&section=` (several)
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Page {
    let one = |name: &str| pairs.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str());
    let days = match one("days").unwrap_or_default().trim() {
        "" => USUAL_DAYS,
        text => text.parse().map_err(|_| Refusal::invalid("days", "is not a number"))?,
    };
    let chosen = pairs.iter().filter(|(name, value)| name == "section" && !value.is_empty());
    let sections: Result<Vec<SectionId>, _> = chosen.map(|(_, id)| id.parse::<SectionId>()).collect();
    let sections = sections.map_err(|_| Refusal::NotFound("this class"))?;
    let only_silent = one("silent").is_some_and(|value| !value.is_empty());
    let query = CaseloadQuery { sections: sections.clone(), days, only_silent };
    let found = show_caseload(&site.app, &signed_in.actor, query).await?;
    let choice = |one: &domain::people::Section| Choice {
        value: one.id.to_string(),
        label: one.title.clone(),
        selected: sections.contains(&one.id),
    };
    page(&Caseload {
        shell: frame::shell(&site, &signed_in, "Caseload", "/caseload").await?,
        summary: summary(&found),
        counted: if found.school_days {
            "Counted in school days: Monday to Friday within terms.".to_owned()
        } else {
            "Counted in plain days, because no term has dates here.".to_owned()
        },
        own: found.own,
        days: found.days,
        most_days: MOST_DAYS,
        only_silent,
        sections: found.sections.iter().map(choice).collect(),
        rows: found.rows.iter().map(|one| row(one, found.school_days)).collect(),
    })
}

fn summary(found: &Found) -> String {
    let days = if found.school_days { "school days" } else { "days" };
    match (found.learners, found.silent) {
        (0, _) => String::new(),
        (all, 0) => {
            format!("{} students; evidence of everybody within {} {days}.", grouped(all), found.days)
        }
        (all, silent) => format!(
            "{} students, {} without evidence for {} {days} or more.",
            grouped(all),
            grouped(silent),
            found.days
        ),
    }
}

fn row(one: &CaseloadRow, school_days: bool) -> Row {
    let unit = match (one.silent_days, school_days) {
        (1, true) => "school day",
        (_, true) => "school days",
        (1, false) => "day",
        (_, false) => "days",
    };
    Row {
        name: one.person.list_name(),
        href: format!("/learners/{}", one.person.id),
        grade: one.person.grade.clone().unwrap_or_default(),
        sections: one.sections.iter().map(|section| section.title.clone()).collect(),
        covered: one.covered,
        mastered: one.mastered,
        targets: one.targets,
        last: one.last.map_or_else(|| "none yet".to_owned(), when::day),
        silence: match one.silent_days {
            MOST_DAYS => "always".to_owned(),
            days => format!("{days} {unit}"),
        },
        is_silent: one.is_silent,
    }
}
