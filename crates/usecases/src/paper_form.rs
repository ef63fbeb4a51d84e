//! One learner's form on paper: its questions as they are printed, and the rows of its answer sheet. Nothing of it is
//! stored: items, versions and seeds of the sitting give the same again, whenever it is printed or read.

use assessment::plan::Plan;
use domain::{
    AssignmentId, DistrictId, Timestamp,
    access::Relationship,
    item::{Card, ShownItem, View},
    people::Section,
};
use presentation::{HandRow, MarkRow, ResponseShape, paper_rows};
use scanning::layout::{Answer, Options, Paper, PrintSize, Row, SheetPage, Words, pages};
use store::{
    Tx,
    assignment::Assignment,
    sitting::{Sitting, SittingEvent},
};

use crate::{
    Actor, Refusal,
    access::{self, Action},
    chance, plans_kept,
    show_sitting::ShownStimulus,
    sitting_item::InPlace,
    sitting_load::Loaded,
    start_sitting::capitalized,
    stimuli_kept,
};

/// The most characters that stand before a row on a sheet.
const MOST_LABEL: usize = 4;

/// One learner's form.
#[derive(Debug, Clone)]
pub struct PaperForm {
    /// The sitting.
    pub sitting: Sitting,
    /// Whose, given name first.
    pub name: String,
    /// Family name first, as class lists are sorted.
    pub list_name: String,
    /// What it is called.
    pub title: String,
    /// The code on the sheet.
    pub code: String,
    /// Its questions, in order.
    pub questions: Vec<PaperQuestion>,
    /// The rows of its answer sheet, in order.
    pub rows: Vec<SheetRow>,
}

/// One question.
#[derive(Debug, Clone)]
pub struct PaperQuestion {
    /// In which place, from 0.
    pub place: i64,
    /// What is printed, without any key.
    pub shown: ShownItem,
    /// In which shapes answers come.
    pub shapes: Vec<ResponseShape>,
    /// What it shares with others.
    pub stimulus: Option<ShownStimulus>,
    /// What can be given with places of it.
    pub catalog: Vec<Card>,
}

/// One row of an answer sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// What is printed before it, such as `12` or `3.2`: at most four characters.
    pub label: String,
    /// Of which question, by its place from 0.
    pub place: i64,
    /// How it is answered.
    pub answer: RowAnswer,
}

/// How a row is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowAnswer {
    /// By filling bubbles.
    Marks {
        /// What stands in them.
        letters: Vec<String>,
        /// Whether several may be filled.
        several: bool,
    },
    /// By hand.
    Hand {
        /// On so many lines.
        lines: u8,
        /// Whether what was written can be typed in.
        typed: bool,
        /// Whether the question is scored by a person in any case.
        judged: bool,
    },
}

/// A form with what its answers are read by.
#[derive(Debug, Clone)]
pub(crate) struct LoadedForm {
    pub form: PaperForm,
    pub loaded: Loaded,
    pub items: Vec<ItemRows>,
}

/// One item with its rows, which begin at `first` of the sheet: bubbles, then what is written by hand.
#[derive(Debug, Clone)]
pub(crate) struct ItemRows {
    pub item: InPlace,
    pub first: usize,
    pub marks: Vec<MarkRow>,
    pub hand: Vec<HandRow>,
}

/// An assignment with which `actor` may print and enter.
pub(crate) async fn judged(
    tx: &mut Tx,
    actor: &Actor,
    assignment: AssignmentId,
    now: Timestamp,
) -> Result<(Assignment, Section, Relationship), Refusal> {
    const NONE: Refusal = Refusal::NotFound("this assessment");
    let found = store::assignment::find(tx, actor.district, assignment).await?.ok_or(NONE)?;
    let today = chance::date_of(actor.district, now);
    match access::section(tx, actor, found.section, Action::Judge, today).await {
        Err(Refusal::NotFound(_)) => Err(NONE),
        other => other.map(|(section, relationship)| (found, section, relationship)),
    }
}

impl LoadedForm {
    /// The form of a sitting on paper.
    pub async fn load(tx: &mut Tx, district: DistrictId, sitting: Sitting) -> Result<Self, Refusal> {
        const NONE: Refusal = Refusal::NotFound("this sheet");
        let code = sitting.code.clone().ok_or(NONE)?;
        let plan: std::sync::Arc<Plan> =
            plans_kept::load(tx, district, sitting.assessment, sitting.version).await?;
        let loaded = Loaded { sitting: sitting.clone(), plan };
        let (assessment, _) = loaded.given(tx, district).await?;
        let person = store::person::find(tx, district, sitting.learner.as_person()).await?.ok_or(NONE)?;
        let responses = store::response::of_sitting(tx, district, sitting.learner, sitting.id).await?;
        let (mut items, mut questions, mut rows) = (Vec::new(), Vec::new(), Vec::new());
        for response in responses {
            let item = InPlace::load(tx, district, response).await?;
            let question = question(tx, district, &item).await?;
            let (marks, hand) = paper_rows(&question.shown.body, &question.shapes);
            let first = rows.len();
            rows.extend(sheet_rows(&item, &marks, &hand));
            questions.push(question);
            items.push(ItemRows { item, first, marks, hand });
        }
        let form = PaperForm {
            sitting,
            name: person.name(),
            list_name: person.list_name(),
            title: assessment.title,
            code,
            questions,
            rows,
        };
        Ok(Self { form, loaded, items })
    }
}

/// Notes something of a sitting on paper that `actor` did.
pub(crate) async fn note(
    tx: &mut Tx,
    actor: &Actor,
    sitting: &Sitting,
    what: &str,
    detail: &str,
    now: Timestamp,
) -> Result<(), Refusal> {
    let detail = detail.chars().take(2_000).collect();
    let event = SittingEvent { place: 0, at: now, what: what.to_owned(), detail, by: Some(actor.person) };
    Ok(store::sitting::note(tx, actor.district, (sitting.learner, sitting.id), &event).await?)
}

async fn question(tx: &mut Tx, district: DistrictId, item: &InPlace) -> Result<PaperQuestion, Refusal> {
    let row = store::item::find(tx, district, item.response.item).await?;
    let stimulus = match row.and_then(|row| row.stimulus) {
        Some(id) => stimuli_kept::load(tx, district, id).await?.map(|text| ShownStimulus {
            id,
            title: text.title.clone(),
            language: text.language.clone(),
            body: text.body.clone(),
        }),
        None => None,
    };
    Ok(PaperQuestion {
        place: item.response.place,
        shown: item.shown(false, View::Candidate)?,
        shapes: ResponseShape::of(&item.item.responses),
        stimulus,
        catalog: item.item.catalog.clone(),
    })
}

/// The rows of one item. What its rows are called within it follows its number, `3.2`; where that is too long for a
/// sheet, they are lettered in their order.
fn sheet_rows(item: &InPlace, marks: &[MarkRow], hand: &[HandRow]) -> Vec<SheetRow> {
    let place = item.response.place;
    let number = place + 1;
    let said = |label: &str| if label.is_empty() { number.to_string() } else { format!("{number}.{label}") };
    let mut labels: Vec<String> = marks.iter().map(|row| said(&row.label)).collect();
    labels.extend(hand.iter().map(|_| number.to_string()));
    let alike = (1..labels.len()).any(|at| labels[..at].contains(&labels[at]));
    if alike || labels.iter().any(|label| label.chars().count() > MOST_LABEL) {
        labels = (0..labels.len()).map(|at| format!("{number}{}", lettered(at))).collect();
    }
    let judged = !item.item.scores_itself();
    let answers = marks.iter().map(|row| RowAnswer::Marks {
        letters: row.bubbles.iter().map(|(letter, _)| letter.clone()).collect(),
        several: row.several,
    });
    let answers = answers.chain(hand.iter().map(|row| RowAnswer::Hand {
        lines: row.lines,
        typed: row.typed,
        judged: judged || !row.typed,
    }));
    labels.into_iter().zip(answers).map(|(label, answer)| SheetRow { label, place, answer }).collect()
}

/// a, b, ..., z, aa, ab, ...
fn lettered(at: usize) -> String {
    let letter = |at: usize| char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
    if at < 26 { letter(at).to_string() } else { format!("{}{}", letter(at / 26 - 1), letter(at)) }
}

impl PaperForm {
    /// The pages of its answer sheet. Where its marks stand depends on `print` alone, so that it is read whatever
    /// paper and words it was printed with.
    pub fn pages(
        &self,
        paper: Paper,
        print: PrintSize,
        instruction: &str,
    ) -> Result<Vec<SheetPage>, Refusal> {
        let row = |row: &SheetRow| Row {
            label: row.label.clone(),
            answer: match &row.answer {
                RowAnswer::Marks { letters, several: false } => Answer::One(letters.clone()),
                RowAnswer::Marks { letters, several: true } => Answer::Many(letters.clone()),
                RowAnswer::Hand { lines, .. } => Answer::Written { lines: *lines },
            },
        };
        let rows: Vec<Row> = self.rows.iter().map(row).collect();
        let head = format!("{} · {}", self.name, self.title);
        let words = Words {
            title: on_a_line(&head, print),
            name: String::new(),
            instruction: match print {
                PrintSize::Normal => instruction.chars().take(120).collect(),
                // It would push the rows down.
                PrintSize::Large => String::new(),
            },
        };
        let options = Options { paper, print, code: self.code.clone(), words };
        pages(&rows, &options).map_err(|why| {
            let said = capitalized(&why.to_string());
            Refusal::Conflict(format!("{} cannot be printed for {}: {said}", self.title, self.name))
        })
    }
}

/// As much of `words` as stands on one line above the rows: words on several lines would push the rows down, and a
/// sheet that was printed before its title was changed could no longer be read.
fn on_a_line(words: &str, print: PrintSize) -> String {
    // Unit: the font's size, of which the line holds 30 in normal and 18 in large print.
    let room = match print {
        PrintSize::Normal => 29.0,
        PrintSize::Large => 17.0,
    };
    let mut used = 0.0;
    let fits = |one: &char| {
        used += if *one >= '\u{2e80}' { 1.0 } else { 0.52 };
        used <= room
    };
    words.chars().filter(|one| !one.is_control()).take(60).take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_lettered_beyond_z() {
        let letters: Vec<String> = [0, 1, 25, 26, 27, 52].map(lettered).into();
        assert_eq!(letters, ["a", "b", "z", "aa", "ab", "ba"]);
    }

    #[test]
    fn long_words_are_cut_to_one_line() {
        for (words, print, expected) in [
            ("Noor Haddad · Ratios", PrintSize::Normal, 20),
            // 29 / 0.52 is 55.8.
            (&*"a".repeat(99), PrintSize::Normal, 55),
            (&*"a".repeat(99), PrintSize::Large, 32),
            (&*"数".repeat(99), PrintSize::Large, 17),
        ] {
            assert_eq!(on_a_line(words, print).chars().count(), expected, "{words}");
        }
    }
}
