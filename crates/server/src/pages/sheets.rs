//! Answers come back from paper: pictures are read and confirmed, or a person types; then they are entered.

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, Query, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{AssignmentId, Date, SittingId, sitting::SittingState};
use usecases::{
    Refusal,
    enter_answers::{EnteredFrom, Entry, RowSaid, enter_answers},
    paper_form::{PaperForm, RowAnswer},
    read_sheets::{find_sheet, read_sheets},
    show_sheets::{Sheets, Which, open_sheet, show_sheets},
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, PageError, page, status},
    pages::paper::crumbs,
    session::SignedIn,
    sheet_rows::{self, Named},
    site::Site,
    standing::counted,
    upload::Upload,
    views::{
        paper::{OpenSheet, PaperFound, PaperRead, PaperWhich, SheetLink},
        shell::{Notice, Tone},
    },
};

/// The most bytes of pictures at once: those of a class.
const MOST_BYTES: usize = 100 << 20;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/paper/read", get(which))
        .route("/assignments/{assignment}/paper/read", get(show))
        .route("/assignments/{assignment}/paper/scan", post(scan).layer(DefaultBodyLimit::max(MOST_BYTES)))
        .route("/assignments/{assignment}/paper/enter", post(enter))
}

#[derive(serde::Deserialize, Default)]
struct Asked {
    #[serde(default)]
    code: String,
    #[serde(default)]
    sitting: String,
    #[serde(default)]
    done: usize,
}

/// `GET /paper/read`: the assignment of a sheet, by its code.
async fn which(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Page {
    let mut view = PaperWhich {
        shell: frame::shell(&site, &signed_in, "A sheet of paper", "/sections").await?,
        code: asked.code.clone(),
    };
    if asked.code.trim().is_empty() {
        return page(&view);
    }
    match find_sheet(&site.app, &signed_in.actor, &asked.code).await {
        Ok((assignment, sitting)) => {
            let to = format!("/assignments/{assignment}/paper/read?sitting={sitting}");
            Ok(Redirect::to(&to).into_response())
        }
        Err(refusal @ (Refusal::Invalid { .. } | Refusal::NotFound(_))) => {
            let text = match &refusal {
                Refusal::NotFound(_) => "No sheet that you may enter has this code.".to_owned(),
                other => sentence(other),
            };
            view.shell.notice = Some(Notice { tone: Tone::Bad, text, undo: None });
            Ok((status(&refusal), page(&view)?).into_response())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// `GET /assignments/{assignment}/paper/read`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(assignment): Path<AssignmentId>,
    Query(asked): Query<Asked>,
) -> Page {
    let which = match (asked.sitting.parse::<SittingId>(), asked.code.trim()) {
        (Ok(sitting), _) => Which::Sitting(sitting),
        (Err(_), "") => Which::Next,
        (Err(_), code) => Which::Code(code.to_owned()),
    };
    let (found, notice) = match show_sheets(&site.app, &signed_in.actor, assignment, which).await {
        Err(refusal @ Refusal::Invalid { .. }) => {
            let found = show_sheets(&site.app, &signed_in.actor, assignment, Which::Next).await?;
            (found, Some(Notice { tone: Tone::Bad, text: sentence(&refusal), undo: None }))
        }
        found => {
            let done = i64::try_from(asked.done).unwrap_or(i64::MAX);
            let text = format!("{} entered.", counted(done, "sheet", "sheets"));
            (found?, (done > 0).then_some(Notice { tone: Tone::Good, text, undo: None }))
        }
    };
    let mut view = view(&site, &signed_in, found).await?;
    view.shell.notice = notice;
    page(&view)
}

fn sentence(refusal: &Refusal) -> String {
    let text = refusal.to_string();
    let mut letters = text.chars();
    let first: String = letters.next().map(|one| one.to_uppercase().collect()).unwrap_or_default();
    let end = if text.ends_with('.') { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

async fn view(site: &Site, signed_in: &SignedIn, found: Sheets) -> Result<PaperRead, PageError> {
    let print_href = format!("/assignments/{}/paper", found.assignment);
    let entered = found.sheets.iter().filter(|one| one.state.has_ended()).count();
    let open = found.open.as_ref().map(|form| form.sitting.id);
    let line = |one: &usecases::show_sheets::SheetLine| SheetLink {
        id: one.sitting.to_string(),
        name: one.list_name.clone(),
        code: one.code.clone(),
        state: match one.state {
            SittingState::Waiting => "waits for you to score",
            SittingState::Scored => "entered",
            _ => "not entered",
        }
        .to_owned(),
        waits: !one.state.has_ended(),
        current: open == Some(one.sitting),
        result_href: if one.state.has_ended() {
            format!("/sittings/{}/result", one.sitting)
        } else {
            String::new()
        },
    };
    // One that is entered already is looked at on its result page.
    let open = found.open.as_ref().filter(|form| !form.sitting.state.has_ended());
    Ok(PaperRead {
        shell: frame::shell(site, signed_in, "Answers on paper", "/sections").await?,
        crumbs: crumbs(&found.section, found.assignment, &found.title),
        heading: found.title.clone(),
        summary: format!("{entered} of {} entered", counted_sheets(found.sheets.len())),
        href: format!("{print_href}/read"),
        scan_action: format!("{print_href}/scan"),
        enter_action: format!("{print_href}/enter"),
        print_href,
        sheets: found.sheets.iter().map(line).collect(),
        open: open.map(|form| OpenSheet {
            id: form.sitting.id.to_string(),
            name: form.list_name.clone(),
            code: form.code.clone(),
            rows: sheet_rows::empty(form),
            worked_on: String::new(),
        }),
        refused: Vec::new(),
    })
}

fn counted_sheets(number: usize) -> String {
    counted(i64::try_from(number).unwrap_or(i64::MAX), "sheet", "sheets")
}

/// `POST /assignments/{assignment}/paper/scan`: what pictures show, to be confirmed.
async fn scan(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(assignment): Path<AssignmentId>,
    mut form: Upload,
) -> Page {
    let mut files = Vec::new();
    while let Some(file) = form.take_file("sheets") {
        files.push(file);
    }
    if files.is_empty() {
        return Err(Refusal::invalid("sheets", "are missing: choose the pictures").into());
    }
    let pictures = files.len();
    let listed = show_sheets(&site.app, &signed_in.actor, assignment, Which::Next).await?;
    let read = read_sheets(&site.app, &signed_in.actor, assignment, files).await?;
    let read_href = format!("/assignments/{assignment}/paper/read");
    page(&PaperFound {
        shell: frame::shell(&site, &signed_in, "Read from pictures", "/sections").await?,
        crumbs: crumbs(&listed.section, assignment, &listed.title),
        heading: listed.title,
        summary: format!(
            "{} read from {}. Nothing is entered yet: look at it, then enter it.",
            counted_sheets(read.sheets.len()),
            counted(i64::try_from(pictures).unwrap_or(i64::MAX), "file", "files")
        ),
        failed: read.failed.into_iter().map(|one| (one.file, one.why)).collect(),
        sheets: read.sheets.iter().map(sheet_rows::found).collect(),
        action: format!("/assignments/{assignment}/paper/enter"),
        read_href,
    })
}

/// `POST /assignments/{assignment}/paper/enter`: one sheet that was typed, or those that were confirmed.
async fn enter(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(assignment): Path<AssignmentId>,
    form: Fields,
) -> Page {
    let from = match form.one("from") {
        "scan" => EnteredFrom::Scan,
        _ => EnteredFrom::Keyboard,
    };
    let worked_on = day(form.one("worked_on"))?;
    let sittings: Vec<&str> = form.all("sitting").collect();
    if sittings.is_empty() {
        return Err(Refusal::invalid("sitting", "is missing: tick the sheets that are to be entered").into());
    }
    let (mut done, mut refused) = (0, Vec::new());
    for sitting in sittings {
        let id: SittingId = sitting
            .parse()
            .map_err(|_| Refusal::invalid("sitting", "cannot be read: load the page again"))?;
        let sheet = open_sheet(&site.app, &signed_in.actor, assignment, id).await?;
        let entered = match said(&form, &sheet, from) {
            Ok((rows, decided)) => {
                let entry = Entry { sitting: id, rows, from, decided, worked_on };
                enter_answers(&site.app, &signed_in.actor, entry).await.map(drop)
            }
            Err(why) => Err(why),
        };
        match entered {
            Ok(()) => done += 1,
            Err(why @ (Refusal::Invalid { .. } | Refusal::Conflict(_))) => refused.push((sheet, why)),
            Err(refusal) => return Err(refusal.into()),
        }
    }
    let href = format!("/assignments/{assignment}/paper/read");
    let Some((last, why)) = refused.last() else {
        return Ok(Redirect::to(&format!("{href}?done={done}")).into_response());
    };
    let problem = status(why);
    // What was typed is shown again beside the reason; of several sheets, that of the last one.
    let which = Which::Sitting(last.sitting.id);
    let found = show_sheets(&site.app, &signed_in.actor, assignment, which).await?;
    let mut view = view(&site, &signed_in, found).await?;
    view.refused = refused
        .iter()
        .map(|(sheet, why)| {
            let ended = sheet.sitting.state.has_ended();
            let again = format!("{href}?sitting={}", sheet.sitting.id);
            (sheet.list_name.clone(), sentence(why), if ended { String::new() } else { again })
        })
        .collect();
    if let Some(open) = &mut view.open {
        form.one("worked_on").clone_into(&mut open.worked_on);
        sheet_rows::keep(&mut open.rows, &form);
    }
    if done > 0 {
        let text = format!("{} entered.", counted_sheets(done));
        view.shell.notice = Some(Notice { tone: Tone::Good, text, undo: None });
    }
    Ok((problem, page(&view)?).into_response())
}

fn day(text: &str) -> Result<Option<Date>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| Refusal::invalid("worked_on", "is no day: write it as 2026-11-24"))
}

type Said = (Vec<RowSaid>, Vec<(usize, String)>);

/// What the form says of one sheet. Each row that a reading was in doubt of has to be decided.
fn said(form: &Fields, open: &PaperForm, from: EnteredFrom) -> Result<Said, Refusal> {
    let (mut rows, mut decided) = (Vec::new(), Vec::new());
    for (at, row) in open.rows.iter().enumerate() {
        let named = Named::of(open.sitting.id, at);
        let values: Vec<&str> = form.all(&named.row).collect();
        let doubt = form.one(&named.doubt);
        let one = matches!(row.answer, RowAnswer::Marks { several: false, .. });
        if one && values.is_empty() {
            let why = format!("{} is not decided: look at the sheet", row.label);
            return Err(Refusal::invalid("row", why));
        }
        if from == EnteredFrom::Scan && !doubt.is_empty() {
            decided.push((at, doubt.to_owned()));
        }
        rows.push(RowSaid { text: values.join(" "), from_paper: !form.one(&named.from_paper).is_empty() });
    }
    Ok((rows, decided))
}
