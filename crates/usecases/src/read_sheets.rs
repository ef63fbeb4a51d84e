//! Photographs and scans of answer sheets are read: which sheet each shows, what is marked, where a person has to
//! look. Nothing is written: [`crate::enter_answers`] takes what a person has confirmed.
//!
//! One picture after the other, in threads of their own: a page laid flat is some megabytes, and takes a second.

use std::collections::BTreeMap;

use domain::{AssignmentId, SittingId, Timestamp};
use scanning::{
    layout::{Paper, PrintSize, SheetPage},
    locate::{Located, ReadFailure, locate},
    marks::{self, Doubt, RowRead},
    picture,
};
use store::{StoreError, Tx};
use tokio::sync::Semaphore;

use crate::{
    Actor, App, Refusal, access, chance, paper_code,
    paper_form::{self, LoadedForm, PaperForm},
};

/// Pictures that are read at once on the whole server.
static READING: Semaphore = Semaphore::const_new(2);

/// The most pictures of one reading: the pages of a large class.
const MOST_PICTURES: usize = 200;

/// What was read.
#[derive(Debug, Clone, Default)]
pub struct SheetsRead {
    /// Each sheet of which a page was read, by name.
    pub sheets: Vec<ReadSheet>,
    /// What could not be read, or is not taken.
    pub failed: Vec<NotRead>,
}

/// One sheet.
#[derive(Debug, Clone)]
pub struct ReadSheet {
    /// Whose, and what its rows are.
    pub form: PaperForm,
    /// Which file each page was in.
    pub pages: BTreeMap<usize, String>,
    /// How many pages it has.
    pub of: usize,
    /// What was read of each row; `None` for rows of pages that were not found.
    pub rows: Vec<Option<ReadRow>>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadRow {
    /// Marked bubbles, from 0; with a doubt, what the marks most likely mean.
    pub marked: Vec<usize>,
    /// Why a person has to decide.
    pub doubt: Option<Doubt>,
    /// The row as it looks, a PNG picture; of rows in doubt and written ones.
    pub crop: Option<Vec<u8>>,
}

/// A picture of which nothing is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotRead {
    /// The file's name, and which picture of it where there are several.
    pub file: String,
    /// Why, and what to do: a sentence.
    pub why: String,
}

impl ReadSheet {
    /// Pages that were not among the pictures.
    pub fn missing(&self) -> Vec<usize> {
        (1..=self.of).filter(|page| !self.pages.contains_key(page)).collect()
    }
}

/// Reads the pictures in `files`, each with its name: sheets of one assignment.
pub async fn read_sheets(
    app: &App,
    actor: &Actor,
    assignment: AssignmentId,
    files: Vec<(String, Vec<u8>)>,
) -> Result<SheetsRead, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let relationship = app
        .db
        .read(actor.clone(), |tx, actor| {
            Box::pin(async move { Ok::<_, Refusal>(paper_form::judged(tx, actor, assignment, now).await?.2) })
        })
        .await?;
    let mut read = SheetsRead::default();
    let mut left = MOST_PICTURES;
    for (name, bytes) in files {
        // A file with many pictures is taken apart once, and each picture is let go when it has been read.
        let pictures = match aside(move || apart(&bytes, left)).await? {
            Ok(pictures) => pictures,
            Err(why) => {
                read.fail(&name, &why.to_string());
                continue;
            }
        };
        if pictures.is_empty() {
            read.fail(&name, &format!("{MOST_PICTURES} pages are the most at once: send it again alone"));
        }
        left -= pictures.len();
        let several = pictures.len() > 1;
        for (at, bytes) in (1..).zip(pictures) {
            let file = if several { format!("{name}, page {at}") } else { name.clone() };
            match aside(move || locate(&bytes)).await? {
                Ok(located) => read.take(app, actor, assignment, file, located, now).await?,
                Err(why) => read.fail(&file, &why.to_string()),
            }
        }
    }
    read.sheets.sort_by(|one, other| one.form.list_name.cmp(&other.form.list_name));
    let seen = read.sheets.iter().map(|one| one.form.sitting.learner).collect();
    access::log(app, actor, "an assessment of a class", relationship, seen, now).await?;
    Ok(read)
}

/// The pictures of a file, at most so many of them.
fn apart(bytes: &[u8], most: usize) -> Result<Vec<Vec<u8>>, picture::BadPicture> {
    Ok(picture::pictures(bytes)?.into_iter().take(most).map(<[u8]>::to_vec).collect())
}

/// Does what takes long in a thread where nobody waits for it.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
    let _turn = READING.acquire().await.map_err(|_| StoreError::WriterStopped)?;
    tokio::task::spawn_blocking(work).await.map_err(|_| StoreError::WriterStopped.into())
}

impl SheetsRead {
    fn fail(&mut self, file: &str, why: &str) {
        self.failed.push(NotRead { file: file.to_owned(), why: crate::start_sitting::capitalized(why) });
    }

    /// Takes a page that was found, where it is of this assignment and not there yet.
    async fn take(
        &mut self,
        app: &App,
        actor: &Actor,
        assignment: AssignmentId,
        file: String,
        located: Located,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let code = located.code.clone();
        if !self.sheets.iter().any(|one| one.form.code == code) {
            let asked = (actor.clone(), code.clone());
            let found = app
                .db
                .read(asked, |tx, (actor, code)| {
                    Box::pin(async move { find(tx, actor, assignment, code, now).await })
                })
                .await?;
            match found {
                Ok(form) => self.sheets.push(ReadSheet::of(form)),
                Err(why) => {
                    self.fail(&file, &why);
                    return Ok(());
                }
            }
        }
        let Some(sheet) = self.sheets.iter_mut().find(|one| one.form.code == code) else { return Ok(()) };
        if let Some(before) = sheet.pages.get(&located.page) {
            let why = format!(
                "page {} of {} was read in {before} already: this picture is left out",
                located.page, sheet.form.list_name
            );
            self.fail(&file, &why);
            return Ok(());
        }
        let pages = sheet.form_pages()?;
        let number = located.page;
        match aside(move || read_page(&located, &pages)).await? {
            Ok((of, rows)) => {
                sheet.of = of;
                sheet.pages.insert(number, file);
                for (row, read) in rows {
                    if let Some(place) = sheet.rows.get_mut(row) {
                        *place = Some(read);
                    }
                }
            }
            Err(ReadFailure::Changed(_)) => {
                let who = sheet.form.list_name.clone();
                let why = format!(
                    "this page of {who} was printed from other rows than the sheet has now: enter it by keyboard"
                );
                self.fail(&file, &why);
            }
            Err(why) => {
                let said = format!("{}: {why}", sheet.form.list_name);
                self.fail(&file, &said);
            }
        }
        self.sheets.retain(|one| !one.pages.is_empty());
        Ok(())
    }
}

impl ReadSheet {
    fn of(form: PaperForm) -> Self {
        let rows = vec![None; form.rows.len()];
        Self { form, pages: BTreeMap::new(), of: 0, rows }
    }

    /// Its pages in both prints: which one it is, the page itself says.
    fn form_pages(&self) -> Result<Vec<SheetPage>, Refusal> {
        let mut all = self.form.pages(Paper::A4, PrintSize::Normal, "")?;
        // What fits in normal print may be too much for the large one.
        all.extend(self.form.pages(Paper::A4, PrintSize::Large, "").unwrap_or_default());
        Ok(all)
    }
}

/// The sheet of a code, where it is one of the assignment that is waited for; why not, in a sentence.
async fn find(
    tx: &mut Tx,
    actor: &Actor,
    assignment: AssignmentId,
    code: &str,
    now: Timestamp,
) -> Result<Result<PaperForm, String>, Refusal> {
    let unknown = || format!("no sheet here has the code {code}: was it printed from this assessment?");
    let Some(code) = paper_code::read(code) else { return Ok(Err(unknown())) };
    let Some(sitting) = store::sitting::by_code(tx, actor.district, &code).await? else {
        return Ok(Err(unknown()));
    };
    if sitting.assignment != assignment {
        // Only who may read that one too learns which it is.
        return match paper_form::judged(tx, actor, sitting.assignment, now).await {
            Ok((_, section, _)) => {
                let row = store::assessment::find(tx, actor.district, sitting.assessment).await?;
                let title = row.map(|row| row.title).unwrap_or_default();
                Ok(Err(format!("this sheet is of {title} in {}: read it there", section.title)))
            }
            Err(Refusal::NotFound(_) | Refusal::Denied(_)) => Ok(Err(unknown())),
            Err(refusal) => Err(refusal),
        };
    }
    let form = LoadedForm::load(tx, actor.district, sitting).await?.form;
    if form.sitting.state.has_ended() {
        return Ok(Err(entered(&form)));
    }
    Ok(Ok(form))
}

/// What is said of a sheet whose answers are there.
pub(crate) fn entered(form: &PaperForm) -> String {
    format!(
        "the sheet of {} was entered already: take that sitting back with a reason and print again, or score single \
         answers anew on its result page",
        form.list_name
    )
}

/// How many pages the sheet has, and what each row of this one says.
type PageRead = (usize, Vec<(usize, ReadRow)>);

fn read_page(located: &Located, pages: &[SheetPage]) -> Result<PageRead, ReadFailure> {
    let page = pages
        .iter()
        .find(|page| page.number == located.page && page.fingerprint() == located.fingerprint)
        .ok_or_else(|| ReadFailure::Changed(located.code.clone()))?;
    let read = |one: RowRead| {
        let crop = one.doubt.and_then(|_| marks::crop(located, page, one.row));
        (one.row, ReadRow { marked: one.marked, doubt: one.doubt, crop })
    };
    Ok((page.of, marks::marks(located, page)?.into_iter().map(read).collect()))
}

/// The assignment of the sheet with a code, for whoever may enter it.
pub async fn find_sheet(app: &App, actor: &Actor, typed: &str) -> Result<(AssignmentId, SittingId), Refusal> {
    let code = paper_code::read(typed).ok_or_else(|| {
        Refusal::invalid("code", "is none that a sheet has: type the eight characters under its square again")
    })?;
    let now = chance::now();
    app.db
        .read((actor.clone(), code), |tx, (actor, code)| {
            Box::pin(async move {
                const NONE: Refusal = Refusal::NotFound("this sheet");
                let sitting = store::sitting::by_code(tx, actor.district, code).await?.ok_or(NONE)?;
                match paper_form::judged(tx, actor, sitting.assignment, now).await {
                    Err(Refusal::NotFound(_)) => Err(NONE),
                    other => other.map(|_| (sitting.assignment, sitting.id)),
                }
            })
        })
        .await
}
