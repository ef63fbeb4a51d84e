//! Assessments on paper: what is to be printed, what is printed, and what comes back.

use askama::Template;

use super::shell::{Link, Shell};

/// Who is to be printed for; posts `person` (several), `paper`, `large` and `alike`.
#[derive(Debug, Clone, Template)]
#[template(path = "paper_choose.html")]
pub struct PaperChoose {
    /// The frame.
    pub shell: Shell,
    /// The way here.
    pub crumbs: Vec<Link>,
    /// What it is called.
    pub heading: String,
    /// Why nothing can be printed; empty where it can.
    pub cannot: String,
    /// Where the form posts to.
    pub action: String,
    /// Where answers are entered.
    pub read_href: String,
    /// Id, name and what is given.
    pub learners: Vec<(String, String, String)>,
}

/// Everything that is printed.
#[derive(Debug, Clone, Template)]
#[template(path = "paper_print.html")]
pub struct PaperPrint {
    /// The frame.
    pub shell: Shell,
    /// The way here.
    pub crumbs: Vec<Link>,
    /// What it is called.
    pub heading: String,
    /// How many there are.
    pub summary: String,
    /// Name and reason of who has none.
    pub left_out: Vec<(String, String)>,
    /// Name and what a person has to give.
    pub by_a_person: Vec<(String, String)>,
    /// Where answers are entered.
    pub read_href: String,
    /// `a4` or `letter`.
    pub paper: &'static str,
    /// Each learner's.
    pub forms: Vec<PrintedForm>,
}

/// One learner's form.
#[derive(Debug, Clone)]
pub struct PrintedForm {
    /// Their name.
    pub name: String,
    /// The code of the sheet, in words.
    pub code: String,
    /// How long they have; empty for without limit.
    pub minutes: String,
    /// What is to be done.
    pub instruction: String,
    /// That the answer sheet comes after.
    pub sheet_after: String,
    /// Whether it is in large print.
    pub large: bool,
    /// Number and HTML of each question; a number of nothing stands before what several share.
    pub questions: Vec<(String, String)>,
    /// Each page of the answer sheet as SVG, made by the server.
    pub pages: Vec<String>,
}

/// The sheets of an assignment: one to be entered by keyboard, and pictures to be read.
#[derive(Debug, Clone, Template)]
#[template(path = "paper_read.html")]
pub struct PaperRead {
    /// The frame.
    pub shell: Shell,
    /// The way here.
    pub crumbs: Vec<Link>,
    /// What it is called.
    pub heading: String,
    /// How many are entered.
    pub summary: String,
    /// This page.
    pub href: String,
    /// Where more is printed.
    pub print_href: String,
    /// Where pictures are sent to.
    pub scan_action: String,
    /// Where answers are sent to.
    pub enter_action: String,
    /// Each sheet.
    pub sheets: Vec<SheetLink>,
    /// The one that is open.
    pub open: Option<OpenSheet>,
    /// Sheets that were not taken: name, why, and where it is entered by keyboard.
    pub refused: Vec<(String, String, String)>,
}

/// One sheet of a list.
#[derive(Debug, Clone)]
pub struct SheetLink {
    /// Its sitting.
    pub id: String,
    /// Whose.
    pub name: String,
    /// Its code.
    pub code: String,
    /// How far it is.
    pub state: String,
    /// Whether it can be entered.
    pub waits: bool,
    /// Whether it is the open one.
    pub current: bool,
    /// What came of it; empty before it was entered.
    pub result_href: String,
}

/// A sheet to be entered.
#[derive(Debug, Clone)]
pub struct OpenSheet {
    /// Its sitting.
    pub id: String,
    /// Whose.
    pub name: String,
    /// Its code.
    pub code: String,
    /// Its rows.
    pub rows: Vec<EntryRow>,
    /// The day, as typed before.
    pub worked_on: String,
}

/// One row to be entered.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "how a row of a sheet is entered")]
pub struct EntryRow {
    /// What is printed before it.
    pub label: String,
    /// The name of its field.
    pub field: String,
    /// The name of the field that leaves it to a person; empty for a row of bubbles.
    pub paper_field: String,
    /// Whether it is left to a person as long as nobody says otherwise.
    pub paper: bool,
    /// Whether something can be typed.
    pub typed: bool,
    /// Letters of its bubbles: `A to E`.
    pub letters: String,
    /// Each letter, and whether it is taken as marked.
    pub choices: Vec<(String, bool)>,
    /// What the field takes, as a pattern; empty for anything.
    pub pattern: String,
    /// Whether several may be marked.
    pub several: bool,
    /// What stands in it.
    pub value: String,
    /// Why a person has to decide; empty for no doubt.
    pub doubt: String,
    /// The name of the field that says so.
    pub doubt_field: String,
    /// Whether "nothing" is chosen as long as nobody says otherwise.
    pub nothing: bool,
    /// How it looks, as an address of data; empty for no picture.
    pub picture: String,
}

/// What was read from pictures.
#[derive(Debug, Clone, Template)]
#[template(path = "paper_found.html")]
pub struct PaperFound {
    /// The frame.
    pub shell: Shell,
    /// The way here.
    pub crumbs: Vec<Link>,
    /// What it is called.
    pub heading: String,
    /// How much was read.
    pub summary: String,
    /// File and reason of what could not be.
    pub failed: Vec<(String, String)>,
    /// Each sheet.
    pub sheets: Vec<FoundSheet>,
    /// Where answers are sent to.
    pub action: String,
    /// Back to the sheets.
    pub read_href: String,
}

/// One sheet that was read.
#[derive(Debug, Clone)]
pub struct FoundSheet {
    /// Its sitting.
    pub id: String,
    /// Whose.
    pub name: String,
    /// From which files.
    pub files: String,
    /// How much of it a person has to decide, in words.
    pub summary: String,
    /// Pages that were not found, in words; empty for none.
    pub missing: String,
    /// Rows a person has to decide.
    pub doubtful: Vec<EntryRow>,
    /// The other rows.
    pub clear: Vec<EntryRow>,
}

/// Which sheet, where nobody knows of which assessment it is.
#[derive(Debug, Clone, Template)]
#[template(path = "paper_which.html")]
pub struct PaperWhich {
    /// The frame.
    pub shell: Shell,
    /// What was typed.
    pub code: String,
}

impl EntryRow {
    fn sample(at: usize, doubt: &str) -> Self {
        let letters = ["A", "B", "C", "D"];
        Self {
            label: at.to_string(),
            field: format!("row.1.{at}"),
            paper_field: String::new(),
            paper: false,
            typed: true,
            letters: "A to D".to_owned(),
            choices: letters.iter().map(|one| ((*one).to_owned(), false)).collect(),
            pattern: "[A-Da-d]?".to_owned(),
            several: false,
            value: if doubt.is_empty() { "B".to_owned() } else { String::new() },
            doubt: doubt.to_owned(),
            doubt_field: format!("doubt.1.{at}"),
            nothing: false,
            picture: String::new(),
        }
    }

    fn sample_by_hand(at: usize) -> Self {
        Self {
            paper_field: format!("paper.1.{at}"),
            paper: true,
            choices: Vec::new(),
            letters: String::new(),
            pattern: String::new(),
            ..Self::sample(at, "")
        }
    }
}

fn crumbs() -> Vec<Link> {
    vec![Link::new("Mathematics 7", "/sections/1"), Link::new("Exit slip", "/assignments/1")]
}

impl PaperChoose {
    /// A class of six.
    pub fn sample() -> Self {
        let learner = |at: usize| {
            let given = if at == 1 { "large print" } else { "" };
            (format!("l{at}"), super::samples::list_name(at), given.to_owned())
        };
        Self {
            shell: Shell::sample("On paper", "educator"),
            crumbs: crumbs(),
            heading: "Exit slip: Ratios in a table".to_owned(),
            cannot: String::new(),
            action: "/assignments/1/paper".to_owned(),
            read_href: "/assignments/1/paper/read".to_owned(),
            learners: (0..6).map(learner).collect(),
        }
    }
}

impl PaperPrint {
    /// One learner's form of one question.
    pub fn sample() -> Self {
        let sheet = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"210mm\" height=\"297mm\" \
                     viewBox=\"0 0 210 297\"><rect width=\"210\" height=\"297\" fill=\"#fff\"/></svg>";
        Self {
            shell: Shell::sample("On paper", "educator"),
            crumbs: crumbs(),
            heading: "Exit slip: Ratios in a table".to_owned(),
            summary: "1 form.".to_owned(),
            left_out: vec![(super::samples::list_name(2), "Is passed already.".to_owned())],
            by_a_person: vec![(super::samples::list_name(1), "front".to_owned())],
            read_href: "/assignments/1/paper/read".to_owned(),
            paper: "a4",
            forms: vec![PrintedForm {
                name: super::samples::NAMES[0].to_owned(),
                code: "Sheet 3222222W".to_owned(),
                minutes: "30 minutes".to_owned(),
                instruction: "Fill the whole circle.".to_owned(),
                sheet_after: "The answer sheet comes after the questions.".to_owned(),
                large: false,
                questions: vec![("1".to_owned(), "<p>Which is larger?</p>".to_owned())],
                pages: vec![sheet.to_owned()],
            }],
        }
    }
}

impl PaperRead {
    /// Two sheets, one of them open.
    pub fn sample() -> Self {
        let sheet = |at: usize| SheetLink {
            id: at.to_string(),
            name: super::samples::list_name(at),
            code: "3222222W".to_owned(),
            state: if at == 0 { "entered".to_owned() } else { "not entered".to_owned() },
            waits: at > 0,
            current: at == 1,
            result_href: if at == 0 { "/sittings/0/result".to_owned() } else { String::new() },
        };
        Self {
            shell: Shell::sample("Sheets", "educator"),
            crumbs: crumbs(),
            heading: "Exit slip: Ratios in a table".to_owned(),
            summary: "1 of 3 entered".to_owned(),
            href: "/assignments/1/paper/read".to_owned(),
            print_href: "/assignments/1/paper".to_owned(),
            scan_action: "/assignments/1/paper/scan".to_owned(),
            enter_action: "/assignments/1/paper/enter".to_owned(),
            sheets: (0..3).map(sheet).collect(),
            open: Some(OpenSheet {
                id: "1".to_owned(),
                name: super::samples::list_name(1),
                code: "3222222W".to_owned(),
                rows: vec![EntryRow::sample(1, ""), EntryRow::sample(2, ""), EntryRow::sample_by_hand(3)],
                worked_on: String::new(),
            }),
            refused: Vec::new(),
        }
    }
}

impl PaperFound {
    /// One sheet with a doubt.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Read from pictures", "educator"),
            crumbs: crumbs(),
            heading: "Exit slip: Ratios in a table".to_owned(),
            summary: "1 sheet read. Nothing is entered yet.".to_owned(),
            failed: vec![(
                "IMG_2.jpg".to_owned(),
                "No answer sheet is seen: take the whole page.".to_owned(),
            )],
            sheets: vec![FoundSheet {
                id: "1".to_owned(),
                name: super::samples::list_name(1),
                files: "IMG_1.jpg".to_owned(),
                summary: "2 rows are for you to decide".to_owned(),
                missing: String::new(),
                doubtful: vec![EntryRow::sample(2, "a faint mark"), EntryRow::sample_by_hand(3)],
                clear: vec![EntryRow::sample(1, "")],
            }],
            action: "/assignments/1/paper/enter".to_owned(),
            read_href: "/assignments/1/paper/read".to_owned(),
        }
    }
}

impl PaperWhich {
    /// Nothing typed.
    pub fn sample() -> Self {
        Self { shell: Shell::sample("A sheet of paper", "educator"), code: String::new() }
    }
}
