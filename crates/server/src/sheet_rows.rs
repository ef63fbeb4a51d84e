//! The rows of answer sheets as fields of a form: empty ones, and those of which a reading says something.

use domain::SittingId;
use scanning::marks::Doubt;
use usecases::{
    paper_form::{PaperForm, RowAnswer},
    read_sheets::{ReadRow, ReadSheet},
};

use crate::{
    data_address,
    form::Fields,
    standing::counted,
    views::paper::{EntryRow, FoundSheet},
};

/// The names of a row's fields.
pub struct Named {
    /// What stands in it.
    pub row: String,
    /// That a person scores it from the paper.
    pub from_paper: String,
    /// Why a person had to decide.
    pub doubt: String,
}

impl Named {
    /// Of the row at `at`, from 0, of a sheet.
    pub fn of(sitting: SittingId, at: usize) -> Self {
        Self {
            row: format!("row.{sitting}.{at}"),
            from_paper: format!("paper.{sitting}.{at}"),
            doubt: format!("doubt.{sitting}.{at}"),
        }
    }
}

/// Rows to be typed.
pub fn empty(form: &PaperForm) -> Vec<EntryRow> {
    (0..form.rows.len()).map(|at| row(form, at)).collect()
}

/// The rows with what a form had sent.
pub fn keep(rows: &mut [EntryRow], sent: &Fields) {
    for row in rows {
        row.value = sent.all(&row.field).collect::<Vec<_>>().join(" ");
        row.paper = !row.paper_field.is_empty() && !sent.one(&row.paper_field).is_empty();
    }
}

fn row(form: &PaperForm, at: usize) -> EntryRow {
    let one = &form.rows[at];
    let named = Named::of(form.sitting.id, at);
    let mut entry = EntryRow {
        label: one.label.clone(),
        field: named.row,
        paper_field: String::new(),
        paper: false,
        typed: true,
        letters: String::new(),
        choices: Vec::new(),
        pattern: String::new(),
        several: false,
        value: String::new(),
        doubt: String::new(),
        doubt_field: named.doubt,
        nothing: false,
        picture: String::new(),
    };
    match &one.answer {
        RowAnswer::Marks { letters, several } => {
            let ends = letters.first().zip(letters.last());
            let (first, last) = ends.map_or(("A", "A"), |(first, last)| (first, last));
            entry.letters = format!("{first} to {last}");
            let (low_first, low_last) = (first.to_lowercase(), last.to_lowercase());
            let one_of = format!("[{first}-{last}{low_first}-{low_last}]");
            entry.pattern = if *several { format!("({one_of}[ ,;]*)*") } else { format!(" ?{one_of}? ?") };
            entry.choices = letters.iter().map(|letter| (letter.clone(), false)).collect();
            entry.several = *several;
        }
        RowAnswer::Hand { typed, judged, .. } => {
            entry.paper_field = named.from_paper;
            entry.paper = *judged;
            entry.typed = *typed;
        }
    }
    entry
}

/// A sheet that was read, with what a person has to decide before the rest.
pub fn found(sheet: &ReadSheet) -> FoundSheet {
    let form = &sheet.form;
    let (mut doubtful, mut clear) = (Vec::new(), Vec::new());
    for (at, read) in sheet.rows.iter().enumerate() {
        let mut entry = row(form, at);
        let Some(read) = read else {
            "on a page that was not found".clone_into(&mut entry.doubt);
            doubtful.push(entry);
            continue;
        };
        if fill(&mut entry, read) { doubtful.push(entry) } else { clear.push(entry) }
    }
    let missing: Vec<String> = sheet.missing().iter().map(ToString::to_string).collect();
    let files: Vec<String> = sheet
        .pages
        .iter()
        .map(|(page, file)| if sheet.of > 1 { format!("page {page} in {file}") } else { file.clone() })
        .collect();
    FoundSheet {
        id: form.sitting.id.to_string(),
        name: form.list_name.clone(),
        files: files.join(", "),
        summary: match doubtful.len() {
            0 => "every row was read without doubt".to_owned(),
            number => format!(
                "{} for you to decide",
                counted(i64::try_from(number).unwrap_or(i64::MAX), "row is", "rows are")
            ),
        },
        missing: if missing.is_empty() {
            String::new()
        } else {
            format!(
                "Page {} was not among the pictures: send all pages of this sheet together, or decide its rows from \
                 the paper and tick it.",
                missing.join(", ")
            )
        },
        doubtful,
        clear,
    }
}

/// Puts in what was read; whether a person has to decide.
fn fill(entry: &mut EntryRow, read: &ReadRow) -> bool {
    entry.picture = read.crop.as_deref().map(data_address::png).unwrap_or_default();
    let letter = |at: &usize| entry.choices.get(*at).map(|(letter, _)| letter.clone());
    let letters: Vec<String> = read.marked.iter().filter_map(letter).collect();
    entry.value = letters.join(" ");
    for at in &read.marked {
        if let Some(choice) = entry.choices.get_mut(*at) {
            choice.1 = true;
        }
    }
    let Some(doubt) = read.doubt else { return false };
    doubt_words(doubt).clone_into(&mut entry.doubt);
    entry.nothing = doubt == Doubt::NoneMarked;
    true
}

/// Why a person has to decide, in words.
pub fn doubt_words(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Written => "written by hand",
        Doubt::NoneMarked => "nothing marked",
        Doubt::SeveralMarked => "several marked",
        Doubt::Faint => "a faint mark",
        Doubt::Erased => "may be rubbed out",
        Doubt::HalfFilled => "filled in part",
        Doubt::CrossedOut => "may be crossed out",
        Doubt::NotSeen => "not seen clearly",
    }
}
