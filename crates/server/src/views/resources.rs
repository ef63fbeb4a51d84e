//! What there is to learn from: the library, one resource, its form, what came in, and ways of learning.

mod samples;

use askama::Template;

use super::{
    imports::ImportRow,
    item_form::{Control, Field},
    shell::{Choice, Link, Shell},
};

/// `GET /resources`.
#[derive(Debug, Clone, Template)]
#[template(path = "resources.html")]
pub struct Library {
    /// The frame.
    pub shell: Shell,
    /// Whether whoever reads may add to it.
    pub may_write: bool,
    /// Words that are looked for.
    pub q: String,
    /// The code of a competency.
    pub about: String,
    /// Ways of learning.
    pub modalities: Vec<Choice>,
    /// Languages.
    pub languages: Vec<Choice>,
    /// Kinds.
    pub kinds: Vec<Choice>,
    /// Whether what was retired is looked for.
    pub retired: bool,
    /// What was found, in a sentence.
    pub summary: String,
    /// By title.
    pub rows: Vec<LibraryLine>,
    /// Pages before and after.
    pub pages: Vec<Link>,
}

/// One resource in the library.
#[derive(Debug, Clone)]
pub struct LibraryLine {
    /// What it is called.
    pub title: Link,
    /// What it is about.
    pub about: String,
    /// What it is.
    pub kind: String,
    /// The way of learning.
    pub modality: String,
    /// How long, in words.
    pub minutes: String,
    /// Its language.
    pub language: String,
    /// What it is aligned to, in short.
    pub competencies: Vec<String>,
    /// How often it was used, in words.
    pub uses: String,
}

/// `GET /resources/{resource}`, for staff.
#[derive(Debug, Clone, Template)]
#[template(path = "resource.html")]
pub struct ResourcePage {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub about: String,
    /// Kind, modality, minutes, language, grades, source, who made it.
    pub facts: Vec<(String, String)>,
    /// Whether it was retired.
    pub retired: bool,
    /// Where it is changed; empty for who may not.
    pub edit: String,
    /// Where retiring posts to; empty for who may not.
    pub retire_action: String,
    /// As a learner sees it.
    pub learner_href: String,
    /// Its page; empty where it has none.
    pub html: String,
    /// The address or file that it is.
    pub opens: Option<Link>,
    /// What it is aligned to.
    pub competencies: Vec<Link>,
    /// What its check is called.
    pub check: Option<String>,
    /// Versions of its text.
    pub versions: Vec<String>,
    /// To which classes it was given: class, when, the form that takes it back.
    pub given: Vec<GivenLine>,
    /// Classes to give it to.
    pub sections: Vec<Choice>,
    /// Checks to give along.
    pub checks: Vec<Choice>,
    /// Where giving posts to.
    pub give_action: String,
    /// How often it was used, in a sentence.
    pub uses: String,
    /// For whom it worked, by competency.
    pub worked: Vec<Worked>,
    /// Why the last try was refused.
    pub refusal: Option<String>,
}

/// One class that was given a resource.
#[derive(Debug, Clone)]
pub struct GivenLine {
    /// The class.
    pub section: Link,
    /// Its id, for the form that takes it back.
    pub id: String,
    /// To whom and when, in words.
    pub said: String,
}

/// For whom a resource worked in one competency.
#[derive(Debug, Clone)]
pub struct Worked {
    /// The competency.
    pub competency: String,
    /// What was compared, in a sentence.
    pub said: String,
    /// Where they began, those who used it, those who did not, the difference.
    pub rows: Vec<[String; 4]>,
}

/// `GET /resources/new?kind=` and `GET /resources/{resource}/edit`; posts the fields and `act`: `preview`, `save`,
/// `file`.
#[derive(Debug, Clone, Template)]
#[template(path = "resource_form.html")]
pub struct ResourceForm {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// What the page is for.
    pub heading: String,
    /// Where the form posts to.
    pub action: String,
    /// The word of the kind.
    pub kind: String,
    /// Other kinds that could be added instead; none while something is changed.
    pub others: Vec<Link>,
    /// The version that was looked at; empty for a new one.
    pub seen: String,
    /// What is typed.
    pub fields: Vec<Field>,
    /// Whether files can be added: of a page, those that it shows; of a file, that.
    pub takes_files: bool,
    /// Whether it is a page, with its preview.
    pub is_page: bool,
    /// Files: name and digest.
    pub files: Vec<(String, String)>,
    /// What has to be mended: the field and what is wrong.
    pub problems: Vec<(String, String)>,
    /// What it looks like; `None` while nothing can be shown.
    pub preview: Option<String>,
}

/// `GET /sections/{section}/lessons`: what a class was given.
#[derive(Debug, Clone, Template)]
#[template(path = "section_lessons.html")]
pub struct SectionLessons {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Newest first: the resource, and to whom and when.
    pub rows: Vec<(Link, String)>,
    /// Whether whoever reads may look into the library.
    pub library: bool,
    /// Resources about what the class works on that were not given yet.
    pub offered: Vec<(Link, String)>,
}

/// `GET /resources/import`: cartridges, and minutes and results of other systems.
#[derive(Debug, Clone, Template)]
#[template(path = "resources_import.html")]
pub struct ResourcesImport {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Whether whoever reads may bring in cartridges.
    pub may_write: bool,
    /// Whether whoever reads may bring in minutes.
    pub may_report: bool,
    /// Vendors that are known, each with what was said.
    pub vendors: Vec<(String, String)>,
    /// Newest first.
    pub imports: Vec<ImportRow>,
    /// Why the last try was refused.
    pub refusal: Option<String>,
}

/// `POST /resources/minutes`: which column is which.
#[derive(Debug, Clone, Template)]
#[template(path = "vendor_columns.html")]
pub struct VendorColumnsPage {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// The vendor.
    pub source: String,
    /// The file.
    pub file: String,
    /// By which it is found again.
    pub digest: String,
    /// What to choose.
    pub fields: Vec<Field>,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The first rows.
    pub rows: Vec<Vec<String>>,
    /// Why the last try was refused.
    pub refusal: Option<String>,
}

/// `GET /modalities`: ways of learning.
#[derive(Debug, Clone, Template)]
#[template(path = "modalities.html")]
pub struct Modalities {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Whether these are the usual ones.
    pub usual: bool,
    /// Whether whoever reads may change them.
    pub may_change: bool,
    /// One each; empty rows at the end for new ones.
    pub rows: Vec<ModalityRow>,
    /// Why the last try was refused.
    pub refusal: Option<String>,
}

/// One way of learning in the form.
#[derive(Debug, Clone, Default)]
pub struct ModalityRow {
    /// Its place, from 1.
    pub number: usize,
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The fewest of a group.
    pub least: String,
    /// The most of a group.
    pub most: String,
    /// Educator, device, screen time, own lesson: name of the field, label, whether it holds.
    pub holds: [(&'static str, &'static str, bool); 4],
    /// Kinds of room, with spaces.
    pub rooms: String,
}
