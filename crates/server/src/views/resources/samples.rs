//! One of each page, for `/style` and the tests.

use super::{
    Field, GivenLine, Library, LibraryLine, Modalities, ModalityRow, ResourceForm, ResourcePage,
    ResourcesImport, SectionLessons, VendorColumnsPage, Worked,
};
use crate::views::shell::{Choice, Link, Shell};

const HTML: &str = "<section class=\"stimulus card\"><p>Fold a strip of paper in two.</p></section>";

impl Library {
    /// Two resources.
    pub fn sample() -> Self {
        let line = |title: &str, kind: &str| LibraryLine {
            title: Link::new(title, "/resources/1"),
            about: "Halves by folding".to_owned(),
            kind: kind.to_owned(),
            modality: "Independent practice".to_owned(),
            minutes: "20 minutes".to_owned(),
            language: "en".to_owned(),
            competencies: vec!["MA.3.1 Halves and quarters".to_owned()],
            uses: "used 12 times".to_owned(),
        };
        Self {
            shell: Shell::sample("Lessons", "Teacher"),
            may_write: true,
            q: "fractions".to_owned(),
            about: String::new(),
            modalities: vec![Choice::new("", "Any"), Choice::new("task", "Task")],
            languages: vec![Choice::new("", "Any"), Choice::new("en", "en")],
            kinds: vec![Choice::new("", "Any"), Choice::new("link", "Link")],
            retired: false,
            summary: "2 resources.".to_owned(),
            rows: vec![line("Fractions by folding", "Lesson page"), line("A film about halves", "Link")],
            pages: vec![Link::new("Next", "/resources?page=2")],
        }
    }
}

impl ResourcePage {
    /// One with everything.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Fractions by folding", "Teacher"),
            crumbs: vec![Link::new("Lessons", "/resources")],
            title: "Fractions by folding".to_owned(),
            about: "Halves and quarters with a strip of paper".to_owned(),
            facts: vec![("What it is".to_owned(), "Lesson page, version 2".to_owned())],
            retired: false,
            edit: "/resources/1/edit".to_owned(),
            retire_action: "/resources/1/retire".to_owned(),
            learner_href: "/lessons/1".to_owned(),
            html: HTML.to_owned(),
            opens: Some(Link::new("halves.pdf", "/content/1")),
            competencies: vec![Link::new("MA.3.1 Halves", "/competencies/1")],
            check: Some("Check: halves".to_owned()),
            versions: vec!["Version 2, 3 November, 09:12".to_owned()],
            given: vec![GivenLine {
                section: Link::new("Mathematics 3", "/sections/1"),
                id: "1".to_owned(),
                said: "to everybody, 3 November".to_owned(),
            }],
            sections: vec![Choice::new("1", "Mathematics 3")],
            checks: vec![Choice::new("none", "No check"), Choice::new("exit_slip", "Exit slip")],
            give_action: "/resources/1/give".to_owned(),
            uses: "Used 31 times by 24 students.".to_owned(),
            worked: vec![Worked {
                competency: "MA.3.1 Halves".to_owned(),
                said: "Within 28 days of the first use.".to_owned(),
                rows: vec![
                    [
                        "Beginning".to_owned(),
                        "58 % of 12".to_owned(),
                        "25 % of 16".to_owned(),
                        "33 points more (−3 to 61)".to_owned(),
                    ],
                    ["Developing".to_owned(), String::new(), String::new(), "Too few to say".to_owned()],
                ],
            }],
            refusal: None,
        }
    }
}

impl ResourceForm {
    /// A page that lacks its title.
    pub fn sample() -> Self {
        let wrong = Field {
            wrong: "Title: is empty: write something".to_owned(),
            ..Field::text("title", "Title", "Learners read it.", "")
        };
        Self {
            shell: Shell::sample("New lesson page", "Teacher"),
            crumbs: vec![Link::new("Lessons", "/resources")],
            heading: "New lesson page".to_owned(),
            action: "/resources/new".to_owned(),
            kind: "lesson".to_owned(),
            others: vec![Link::new("Link", "/resources/new?kind=link")],
            seen: String::new(),
            fields: vec![wrong, Field::area("text", "Text", "**bold**", "Fold a strip of paper in two.", 18)],
            takes_files: true,
            is_page: true,
            files: vec![("strip.png".to_owned(), "00".repeat(32))],
            problems: vec![("title".to_owned(), "Title: is empty: write something".to_owned())],
            preview: Some(HTML.to_owned()),
        }
    }
}

impl SectionLessons {
    /// One that was given, one that could be.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Lessons", "Teacher"),
            crumbs: vec![Link::new("My classes", "/sections"), Link::new("Mathematics 3", "/sections/1")],
            rows: vec![(
                Link::new("Fractions by folding", "/resources/1"),
                "to everybody, 3 November".to_owned(),
            )],
            library: true,
            offered: vec![(Link::new("A film about halves", "/resources/2"), "MA.3.1 Halves".to_owned())],
        }
    }
}

impl ResourcesImport {
    /// One vendor.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Bring in lessons and minutes", "Teacher"),
            crumbs: vec![Link::new("Lessons", "/resources")],
            may_write: true,
            may_report: true,
            vendors: vec![(
                "numbers".to_owned(),
                "Student from “Student ID”, lesson from “Lesson”".to_owned(),
            )],
            imports: Vec::new(),
            refusal: None,
        }
    }
}

impl VendorColumnsPage {
    /// A table of two rows.
    pub fn sample() -> Self {
        let row = |id: &str| [id, "Fractions 3", "2026-09-30", "12", "80"].map(str::to_owned).into();
        Self {
            shell: Shell::sample("Which column is which?", "Teacher"),
            crumbs: vec![Link::new("Lessons", "/resources")],
            source: "numbers".to_owned(),
            file: "week-3.csv".to_owned(),
            digest: "00".repeat(32),
            fields: vec![Field::select(
                "learner_column",
                "Student",
                "",
                "Student ID",
                &[("Student ID", "Student ID")],
            )],
            columns: ["Student ID", "Lesson", "Day", "Time", "Score"].map(str::to_owned).into(),
            rows: vec![row("L1"), row("L2")],
            refusal: Some("The columns name “Time” for two things.".to_owned()),
        }
    }
}

impl Modalities {
    /// One and an empty row.
    pub fn sample() -> Self {
        let holds = [
            ("educator-1", "Educator", true),
            ("device-1", "Device", false),
            ("screen-1", "Screen time", false),
            ("own-1", "Own lesson", false),
        ];
        let one = ModalityRow {
            number: 1,
            key: "task".to_owned(),
            name: "Task".to_owned(),
            least: "4".to_owned(),
            most: "30".to_owned(),
            holds,
            rooms: "lab".to_owned(),
        };
        Self {
            shell: Shell::sample("Ways of learning", "Program lead"),
            crumbs: vec![Link::new("Lessons", "/resources")],
            usual: true,
            may_change: true,
            rows: vec![one],
            refusal: None,
        }
    }
}
