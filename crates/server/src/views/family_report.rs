//! Reports for families, on paper and on a screen.

use std::sync::Arc;

use askama::Template;
use wording::{Audience, Language, Words};

use super::shell::{Link, Shell};

/// One child's report as a page of its own.
#[derive(Debug, Clone, Template)]
#[template(path = "family_report.html")]
pub struct FamilyReportPage {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// The report.
    pub report: FamilyReport,
}

/// The reports of a class, each on its own sheet.
#[derive(Debug, Clone, Template)]
#[template(path = "family_reports.html")]
pub struct FamilyReports {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// How many there are, and what to do with them.
    pub summary: String,
    /// Guardians who got no code, in a sentence; empty for none.
    pub without_code: String,
    /// In the order of the class list.
    pub reports: Vec<FamilyReport>,
}

/// What is to be printed; posts `person` (several), `language` and `codes`.
#[derive(Debug, Clone, Template)]
#[template(path = "family_reports_form.html")]
pub struct FamilyReportsForm {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Where the form posts to.
    pub action: String,
    /// Learners: id and name.
    pub learners: Vec<(String, String)>,
    /// Languages: tag and name in itself.
    pub languages: Vec<(String, String)>,
    /// Whether this reader may have codes made.
    pub may_make_codes: bool,
}

/// One report.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/family_report.html")]
pub struct FamilyReport {
    /// The words it is in.
    pub words: Arc<Words>,
    /// The child's name.
    pub name: String,
    /// Grade, school and day.
    pub place: String,
    /// Whom it is for; empty where nobody is known.
    pub for_whom: String,
    /// Three of them.
    pub sentences: Vec<String>,
    /// One thing that helps.
    pub helpful: String,
    /// What the child can do, works on, and can start: heading, targets, and how many more.
    pub lists: Vec<ReportList>,
    /// Whom to ask; empty where nobody is known.
    pub teachers: String,
    /// A code to sign in with.
    pub code: Option<ReportCode>,
}

/// Some targets under a heading.
#[derive(Debug, Clone)]
pub struct ReportList {
    /// The heading.
    pub heading: String,
    /// Text and language tag; no tag where it is that of the page, or not known.
    pub targets: Vec<(String, Option<String>)>,
    /// How many more there are, in words; empty for none.
    pub more: String,
}

/// A code to sign in with.
#[derive(Debug, Clone)]
pub struct ReportCode {
    /// The QR code as an SVG element, made by the server.
    pub qr_svg: String,
    /// The address in letters.
    pub address: String,
    /// Until when it works, in a sentence.
    pub until: String,
}

impl FamilyReport {
    /// What the words say, for the template.
    pub fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    /// The heading.
    pub fn title(&self) -> String {
        self.words.tell("report-title", &[("name", (&self.name).into())])
    }

    /// With a code, in Spanish.
    pub fn sample() -> Self {
        let target = |text: &str| (text.to_owned(), Some("en".to_owned()));
        Self {
            words: Words::built_in(Audience::Family, Language::Spanish),
            name: "Noor".to_owned(),
            place: "Grado 5, Alder School · Fecha: 20 de noviembre de 2026".to_owned(),
            for_whom: "Para Salma Haddad".to_owned(),
            sentences: vec![
                "Noor ya logró 5 de las 9 metas de este periodo.".to_owned(),
                "La más reciente es «Compare fractions».".to_owned(),
                "Después viene «Add fractions».".to_owned(),
            ],
            helpful: "Busquen juntos algo en casa para lo que sirva «Add fractions».".to_owned(),
            lists: vec![ReportList {
                heading: "Noor ya sabe hacer esto".to_owned(),
                targets: vec![target("Compare fractions"), target("Find fractions that are equal")],
                more: "y 3 más".to_owned(),
            }],
            teachers: "¿Preguntas? Hable con la escuela: Tom Okafor (Mathematics 5).".to_owned(),
            code: Some(ReportCode {
                qr_svg: "<svg viewBox=\"0 0 7 7\" aria-hidden=\"true\"><path d=\"M0 0h3v3h-3z\"/></svg>"
                    .to_owned(),
                address: "willow.example/link/willow/7QK4-M2XD-9F3T-BA2C".to_owned(),
                until: "El cuadro abre la página de Salma Haddad hasta esta fecha: 19 de enero de 2027."
                    .to_owned(),
            }),
        }
    }
}

impl askama::filters::HtmlSafe for FamilyReport {}

impl FamilyReportPage {
    /// As the family reads it.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample_in(Language::Spanish, "guardian"),
            crumbs: vec![Link::new("Mis hijos", "/children")],
            report: FamilyReport { code: None, ..FamilyReport::sample() },
        }
    }
}

impl FamilyReports {
    /// Two of a class.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Family reports", "educator"),
            crumbs: vec![Link::new("Mathematics 5, room 12", "/sections/1/people")],
            summary: "2 reports, each on its own sheet.".to_owned(),
            without_code: "No code for Lina Park: it would open more than you may see.".to_owned(),
            reports: vec![FamilyReport::sample(), FamilyReport { code: None, ..FamilyReport::sample() }],
        }
    }
}

impl FamilyReportsForm {
    /// Three learners.
    pub fn sample() -> Self {
        let learners = super::samples::NAMES[..3].iter().zip(1..);
        Self {
            shell: Shell::sample("Family reports", "educator"),
            crumbs: vec![Link::new("Mathematics 5, room 12", "/sections/1/people")],
            action: "/sections/1/reports".to_owned(),
            learners: learners.map(|(name, id)| (id.to_string(), (*name).to_owned())).collect(),
            languages: Language::ALL.iter().map(|l| (l.tag().to_owned(), l.own_name().to_owned())).collect(),
            may_make_codes: true,
        }
    }
}
