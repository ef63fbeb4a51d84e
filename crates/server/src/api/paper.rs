//! Assessments on paper: forms are printed, pictures of sheets are read, answers are entered.

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, State},
    http::StatusCode,
    routing::{post, put},
};
use domain::{AssignmentId, SittingId};
use scanning::{layout::Paper, print};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal,
    enter_answers::{self, EnteredFrom, Entry, RowSaid},
    paper_form::{PaperForm, RowAnswer},
    print_forms::{self, Printing},
    read_sheets,
};
use utoipa::{IntoParams, ToSchema};

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Raw, Sent},
    scalars::{Day, Id},
};
use crate::{sheet_rows, site::Site};

/// The most bytes of one file of pictures.
const MOST_BYTES: usize = 100 << 20;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    let read = post(read_pictures).layer(DefaultBodyLimit::max(MOST_BYTES));
    Router::new()
        .route("/assignments/{assignment}/paper", post(print_paper))
        .route("/assignments/{assignment}/sheets", read)
        .route("/sittings/{sitting}/paper", put(enter_paper))
}

/// What is to be printed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperRequest {
    /// For whom; for everybody to whom it is given where none is named.
    #[serde(default)]
    learners: Vec<Id>,
    /// `a4` or `letter`; `a4` where it is not given.
    paper: Option<String>,
    /// In large print for all of them.
    #[serde(default)]
    large: bool,
    /// The same questions in the same order for all who have seen none of them.
    #[serde(default)]
    alike: bool,
}

/// What was printed.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaperForms {
    /// Each learner's.
    pub forms: Vec<PaperSheet>,
    /// Who has none, and why.
    pub left_out: Vec<LeftOut>,
}

/// One learner's form.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaperSheet {
    /// Its sitting, which is open until its answers are entered.
    pub sitting: Id,
    /// Whose.
    pub learner: Id,
    /// The code on the answer sheet.
    pub code: String,
    /// The rows of the answer sheet, in order.
    pub rows: Vec<PaperRow>,
    /// The pages of the answer sheet, each as SVG at its true size.
    pub pages: Vec<String>,
}

/// One row of an answer sheet.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaperRow {
    /// What is printed before it.
    pub label: String,
    /// The letters of its bubbles; none for a row that is written by hand.
    pub letters: Vec<String>,
    /// Whether several may be filled.
    pub several: bool,
}

/// Somebody without a form.
#[derive(Debug, Serialize, ToSchema)]
pub struct LeftOut {
    /// Family name first.
    pub name: String,
    /// Why.
    pub reason: String,
}

fn rows(form: &PaperForm) -> Vec<PaperRow> {
    let row = |row: &usecases::paper_form::SheetRow| {
        let (letters, several) = match &row.answer {
            RowAnswer::Marks { letters, several } => (letters.clone(), *several),
            RowAnswer::Hand { .. } => (Vec::new(), false),
        };
        PaperRow { label: row.label.clone(), letters, several }
    };
    form.rows.iter().map(row).collect()
}

/// Prints an assignment: begins a sitting on paper for each learner who has none, and gives what their answer
/// sheets are. Printed again, an open sitting gives the same.
#[utoipa::path(post, path = "/api/v1/assignments/{assignment}/paper", tag = "Assessments",
    request_body = PaperRequest, responses((status = 200, body = PaperForms)))]
pub(super) async fn print_paper(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(assignment): Named<AssignmentId>,
    Sent(asked): Sent<PaperRequest>,
) -> Result<Json<PaperForms>, ApiError> {
    let paper = match asked.paper.as_deref() {
        None | Some("a4") => Paper::A4,
        Some("letter") => Paper::Letter,
        Some(_) => return Err(Refusal::invalid("paper", "is none of a4, letter").into()),
    };
    let printing = Printing {
        learners: asked.learners.into_iter().map(Into::into).collect(),
        paper,
        large: asked.large,
        alike: asked.alike,
        instruction: String::new(),
    };
    let printed = print_forms::print_forms(&site.app, &actor, assignment, printing).await?;
    let form = |one: print_forms::PrintedForm| PaperSheet {
        sitting: one.form.sitting.id.into(),
        learner: one.form.sitting.learner.into(),
        code: one.form.code.clone(),
        rows: rows(&one.form),
        pages: one.pages.iter().map(print::svg).collect(),
    };
    Ok(Json(PaperForms {
        forms: printed.forms.into_iter().map(form).collect(),
        left_out: printed.left_out.into_iter().map(|(name, reason)| LeftOut { name, reason }).collect(),
    }))
}

/// Which file.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PictureQuery {
    /// The file's name, by which problems are said; `picture` where it is not given.
    file_name: Option<String>,
}

/// What was read.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadPictures {
    /// Each sheet of which a page was read.
    pub sheets: Vec<ReadPaper>,
    /// What could not be read, and what to do.
    pub failed: Vec<FailedPicture>,
}

/// One sheet that was read.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadPaper {
    /// Its sitting.
    pub sitting: Id,
    /// Whose.
    pub learner: Id,
    /// Its code.
    pub code: String,
    /// Pages that were not in the file, from 1.
    pub missing_pages: Vec<u64>,
    /// Each row, in order.
    pub rows: Vec<ReadPaperRow>,
}

/// One row that was read.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadPaperRow {
    /// What is printed before it.
    pub label: String,
    /// The letters that are marked; with a doubt, what the marks most likely mean. `null` for a row of a page that
    /// is missing.
    pub marked: Option<Vec<String>>,
    /// Why a person has to decide; `null` where the marks speak for themselves.
    pub doubt: Option<String>,
}

/// A picture that was not read.
#[derive(Debug, Serialize, ToSchema)]
pub struct FailedPicture {
    /// Which.
    pub file: String,
    /// Why, and what to do.
    pub reason: String,
}

/// Reads photographs or scans of answer sheets of an assignment and writes nothing: the body is one JPEG, PNG or
/// PDF file of scanned pages. What it says is entered by `PUT /sittings/{sitting}/paper`, after a person has decided
/// what is in doubt.
#[utoipa::path(post, path = "/api/v1/assignments/{assignment}/sheets", tag = "Assessments", params(PictureQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = ReadPictures)))]
pub(super) async fn read_pictures(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(assignment): Named<AssignmentId>,
    Query(query): Query<PictureQuery>,
    Raw(body): Raw,
) -> Result<Json<ReadPictures>, ApiError> {
    let name = query.file_name.unwrap_or_else(|| "picture".to_owned());
    let read = read_sheets::read_sheets(&site.app, &actor, assignment, vec![(name, body.to_vec())]).await?;
    let failed = read.failed.into_iter().map(|one| FailedPicture { file: one.file, reason: one.why });
    Ok(Json(ReadPictures { sheets: read.sheets.iter().map(read_paper).collect(), failed: failed.collect() }))
}

fn read_paper(sheet: &read_sheets::ReadSheet) -> ReadPaper {
    let sitting = &sheet.form.sitting;
    let row = |(row, read): (PaperRow, &Option<read_sheets::ReadRow>)| ReadPaperRow {
        marked: read
            .as_ref()
            .map(|read| read.marked.iter().filter_map(|at| row.letters.get(*at).cloned()).collect()),
        doubt: read.as_ref().and_then(|read| read.doubt).map(|why| sheet_rows::doubt_words(why).to_owned()),
        label: row.label,
    };
    ReadPaper {
        sitting: sitting.id.into(),
        learner: sitting.learner.into(),
        code: sheet.form.code.clone(),
        missing_pages: sheet.missing().into_iter().map(|page| page as u64).collect(),
        rows: rows(&sheet.form).into_iter().zip(&sheet.rows).map(row).collect(),
    }
}

/// What stands on a sheet.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperAnswers {
    /// Each row, in the order of the sheet.
    rows: Vec<PaperAnswer>,
    /// `keyboard` or `scan`; `keyboard` where it is not given.
    from: Option<String>,
    /// The day it was worked on; now where it is not given.
    worked_on: Option<Day>,
}

/// What stands in one row.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperAnswer {
    /// The letters of filled bubbles, such as `A C`, or what was written; empty for nothing.
    #[serde(default)]
    text: String,
    /// That a person scores it from the paper.
    #[serde(default)]
    from_paper: bool,
    /// The doubt of the reading that the caller decided.
    doubt: Option<String>,
}

/// What became of a sheet.
#[derive(Debug, Serialize, ToSchema)]
pub struct EnteredPaper {
    /// Whether something is left for a person to score.
    pub waits: bool,
}

/// Enters what stands on a sheet: its sitting ends, is scored, and is evidence. Once; a second time is refused.
#[utoipa::path(put, path = "/api/v1/sittings/{sitting}/paper", tag = "Assessments",
    request_body = PaperAnswers, responses((status = 201, body = EnteredPaper)))]
pub(super) async fn enter_paper(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(sitting): Named<SittingId>,
    Sent(sent): Sent<PaperAnswers>,
) -> Result<(StatusCode, Json<EnteredPaper>), ApiError> {
    let from = match sent.from.as_deref() {
        None | Some("keyboard") => EnteredFrom::Keyboard,
        Some("scan") => EnteredFrom::Scan,
        Some(_) => return Err(Refusal::invalid("from", "is none of keyboard, scan").into()),
    };
    let (mut rows, mut decided) = (Vec::new(), Vec::new());
    for (at, row) in sent.rows.into_iter().enumerate() {
        decided.extend(row.doubt.map(|doubt| (at, doubt)));
        rows.push(RowSaid { text: row.text, from_paper: row.from_paper });
    }
    let worked_on = sent.worked_on.map(|day| day.0);
    let entry = Entry { sitting, rows, from, decided, worked_on };
    let done = enter_answers::enter_answers(&site.app, &actor, entry).await?;
    Ok((StatusCode::CREATED, Json(EnteredPaper { waits: done.waits })))
}
