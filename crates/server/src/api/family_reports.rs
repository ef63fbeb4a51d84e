//! Reports for families: one child's, and those of a whole class with codes to sign in.

use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use domain::{LearnerId, SectionId};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal, family_report,
    print_reports::{self, PrintJob},
};
use utoipa::ToSchema;
use wording::Language;

use super::{
    caller::Caller,
    me::Child,
    problem::ApiError,
    received::{Named, Sent},
    scalars::{Day, Id, Moment},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/learners/{learner}/family-report", get(show_report))
        .route("/sections/{section}/family-reports", post(print_reports))
}

/// A child's report for their family, in plain words.
#[derive(Debug, Serialize, ToSchema)]
pub struct FamilyReport {
    /// Tag of the language of the sentences.
    pub language: String,
    /// Three sentences and one thing that helps.
    pub child: Child,
    /// What the child can do, newest first; the first few.
    pub can: ReportTargets,
    /// What they work on.
    pub working_on: ReportTargets,
    /// What can be started now.
    pub next: ReportTargets,
    /// Who teaches them.
    pub teachers: Vec<String>,
    /// The day it is of.
    pub day: Day,
}

/// Some targets.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportTargets {
    /// As their framework writes them.
    pub titles: Vec<String>,
    /// How many more there are.
    pub more: usize,
}

impl From<family_report::Told> for ReportTargets {
    fn from(told: family_report::Told) -> Self {
        Self { titles: told.titles.into_iter().map(|title| title.text).collect(), more: told.more }
    }
}

fn shown(report: family_report::Report, language: Language) -> FamilyReport {
    FamilyReport {
        language: language.tag().to_owned(),
        child: report.child.into(),
        can: report.can.into(),
        working_on: report.working_on.into(),
        next: report.next.into(),
        teachers: report.teachers,
        day: Day(report.day),
    }
}

/// Shows a learner's report for their family, in the caller's language.
#[utoipa::path(get, path = "/api/v1/learners/{learner}/family-report", tag = "Learners",
    responses((status = 200, body = FamilyReport)))]
pub(super) async fn show_report(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
) -> Result<Json<FamilyReport>, ApiError> {
    let (words, report) = family_report::show_report(&site.app, &actor, learner).await?;
    Ok(Json(shown(report, words.language())))
}

/// What is printed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReports {
    /// Learners of the section; all of them when none is named.
    #[serde(default)]
    learners: Vec<Id>,
    /// Tag of one language for all; each family's own when none is given.
    language: Option<String>,
    /// Whether guardians without e-mail get a code to sign in with.
    #[serde(default)]
    codes: bool,
}

/// The reports of a class.
#[derive(Debug, Serialize, ToSchema)]
pub struct FamilyReports {
    /// In the order of the class list.
    pub sheets: Vec<Sheet>,
    /// Guardians who got no code because it would open more than the caller may see.
    pub without_code: Vec<String>,
}

/// One sheet.
#[derive(Debug, Serialize, ToSchema)]
pub struct Sheet {
    /// Names of those it is for.
    pub guardians: Vec<String>,
    /// What it tells.
    pub report: FamilyReport,
    /// The path of the code, to open on this server; shown once.
    pub path: Option<String>,
    /// Until when the code works.
    pub expires_at: Option<Moment>,
}

/// Makes the reports of a class for its families.
#[utoipa::path(post, path = "/api/v1/sections/{section}/family-reports", tag = "Sections",
    request_body = NewReports, responses((status = 200, body = FamilyReports)))]
pub(super) async fn print_reports(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Sent(new): Sent<NewReports>,
) -> Result<Json<FamilyReports>, ApiError> {
    let language = match new.language.as_deref() {
        None => None,
        Some(tag) => Some(
            Language::from_tag(tag)
                .ok_or_else(|| Refusal::invalid("language", "is none there are words in"))?,
        ),
    };
    let learners = new.learners.into_iter().map(Into::into).collect();
    let job = PrintJob { learners, language, codes: new.codes };
    let printed = print_reports::print_reports(&site.app, &actor, section, job).await?;
    let district = printed.district_code;
    let sheet = |sheet: print_reports::Sheet| Sheet {
        guardians: sheet.guardians.iter().map(domain::people::Person::name).collect(),
        report: shown(sheet.report, sheet.words.language()),
        path: sheet.code.as_ref().map(|code| format!("/link/{district}/{}", code.token)),
        expires_at: sheet.code.map(|code| Moment(code.expires_at)),
    };
    Ok(Json(FamilyReports {
        sheets: printed.sheets.into_iter().map(sheet).collect(),
        without_code: printed.without_code,
    }))
}
