//! Pace, as who teaches reads it: of a class, of one learner, and what a new plan would do.

use askama::Template;

use super::{
    finish_chart::FinishChart,
    shell::{Link, Shell},
    title::Title,
};

/// `GET /sections/{section}/pace`
#[derive(Debug, Clone, Template)]
#[template(path = "section_pace.html")]
pub struct SectionPace {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Where else to go.
    pub links: Vec<Link>,
    /// How many are ahead, on pace, behind, in a sentence.
    pub summary: String,
    /// How pace is told here, in a sentence.
    pub rule: String,
    /// What is missing before there is any pace; empty for nothing.
    pub missing: String,
    /// Everybody.
    pub rows: Vec<PaceRow>,
    /// When they will be done; `None` where nothing can be said.
    pub chart: Option<FinishChart>,
    /// Whether the grade that pace lowers is shown.
    pub grades: bool,
}

/// One learner.
#[derive(Debug, Clone)]
pub struct PaceRow {
    /// Who, and where their pace is.
    pub link: Link,
    /// In plain words.
    pub standing: &'static str,
    /// The class of its tag: `on`, `off` or nothing.
    pub tag: &'static str,
    /// How much is mastered, and how much is due.
    pub progress: String,
    /// What is left of the line, in words; may be empty.
    pub overdue: String,
    /// When they will be done, in words; may be empty.
    pub finish: String,
    /// Overall and actual grade; may be empty.
    pub grade: String,
}

/// `GET /learners/{learner}/pace`, for staff.
#[derive(Debug, Clone, Template)]
#[template(path = "learner_pace.html")]
pub struct LearnerPace {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Their name.
    pub name: String,
    /// Each class.
    pub classes: Vec<PacedClass>,
    /// Pauses that count.
    pub pauses: Vec<PauseRow>,
    /// Plans made anew.
    pub replans: Vec<ReplanRow>,
    /// Whether the reader may pause and plan anew.
    pub may_plan: bool,
    /// Where a pause is posted.
    pub pause_action: String,
    /// Today, for the form.
    pub today: String,
    /// Why something was not taken.
    pub refusal: Option<String>,
}

/// One class of a learner.
#[derive(Debug, Clone)]
pub struct PacedClass {
    /// The class.
    pub link: Link,
    /// The standing and what it comes from, as a row of the class's page has it.
    pub row: PaceRow,
    /// Each target.
    pub targets: Vec<PacedTargetRow>,
    /// How the standing changed, in sentences, newest first.
    pub changes: Vec<String>,
    /// Where a new plan is looked at.
    pub replan_href: String,
}

/// One target on a learner's line.
#[derive(Debug, Clone)]
pub struct PacedTargetRow {
    /// What it says.
    pub title: Title,
    /// Minutes.
    pub minutes: u32,
    /// By when, for this learner.
    pub due: String,
    /// `mastered`, `behind` or `to come`.
    pub state: &'static str,
    /// The class of its tag.
    pub tag: &'static str,
}

/// One pause.
#[derive(Debug, Clone)]
pub struct PauseRow {
    /// From when to when.
    pub when: String,
    /// Why.
    pub reason: String,
    /// Who made it.
    pub by: String,
    /// Where it is ended; empty for who may not.
    pub end_action: String,
    /// Where it is taken back.
    pub remove_action: String,
}

/// One plan.
#[derive(Debug, Clone)]
pub struct ReplanRow {
    /// What it was, in a sentence.
    pub what: String,
    /// Where it is undone; empty where it is, or for who may not.
    pub undo_action: String,
}

/// `GET /learners/{learner}/pace/{section}/replan?from=&until=`
#[derive(Debug, Clone, Template)]
#[template(path = "replan.html")]
pub struct ReplanPreview {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// This page's address, and where the form posts to.
    pub href: String,
    /// Whom and what it is about.
    pub heading: String,
    /// Field `from`.
    pub from: String,
    /// Field `until`.
    pub until: String,
    /// What it comes to, in a sentence; empty with a refusal.
    pub summary: String,
    /// Each target: what, old day, new day.
    pub rows: Vec<(Title, String, String)>,
    /// Why it cannot be.
    pub refusal: Option<String>,
}

fn sample_row(name: &str, standing: &'static str, tag: &'static str) -> PaceRow {
    PaceRow {
        link: Link::new(name, "/learners/1/pace"),
        standing,
        tag,
        progress: "38 % done, 44 % due".to_owned(),
        overdue: "2 left of the line, for 4 school days".to_owned(),
        finish: "around 12 March 2027 (3 March to 2 April)".to_owned(),
        grade: "83.3; pace makes it 41.65".to_owned(),
    }
}

impl SectionPace {
    /// Two learners.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Pace", "educator"),
            crumbs: vec![Link::new("Mathematics 5, room 12", "/sections/1")],
            links: vec![Link::new("Days and effort", "/sections/1/dates")],
            summary: "1 ahead, 1 behind.".to_owned(),
            rule: "Behind is who has something unmastered whose day is over.".to_owned(),
            missing: String::new(),
            rows: vec![
                PaceRow { overdue: String::new(), ..sample_row("Haddad, Noor", "ahead", "on") },
                sample_row("Quispe, Mateo", "behind", "off"),
            ],
            chart: Some(FinishChart::sample()),
            grades: true,
        }
    }
}

impl LearnerPace {
    /// One class, a pause and a plan.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Pace", "educator"),
            crumbs: vec![Link::new("My classes", "/sections")],
            name: "Mateo Quispe".to_owned(),
            classes: vec![PacedClass {
                link: Link::new("Mathematics 5, room 12", "/sections/1"),
                row: sample_row("Quispe, Mateo", "behind", "off"),
                targets: vec![PacedTargetRow {
                    title: Title::text("Find fractions that are equal"),
                    minutes: 120,
                    due: "20 November 2026".to_owned(),
                    state: "behind",
                    tag: "off",
                }],
                changes: vec!["Behind since 20 November 2026.".to_owned()],
                replan_href: "/learners/1/pace/1/replan".to_owned(),
            }],
            pauses: vec![PauseRow {
                when: "9 November 2026 to 13 November 2026".to_owned(),
                reason: "Away with family".to_owned(),
                by: "Ravi Menon".to_owned(),
                end_action: "/learners/1/pauses/1/end".to_owned(),
                remove_action: "/learners/1/pauses/1/remove".to_owned(),
            }],
            replans: vec![ReplanRow {
                what: "From 16 November 2026 through 18 December 2026, by Ravi Menon".to_owned(),
                undo_action: "/learners/1/replans/1/undo".to_owned(),
            }],
            may_plan: true,
            pause_action: "/learners/1/pauses".to_owned(),
            today: "2026-11-24".to_owned(),
            refusal: Some("The last day cannot be: a span cannot end before it begins.".to_owned()),
        }
    }
}

impl ReplanPreview {
    /// Two targets, one of which had no day.
    pub fn sample() -> Self {
        let row = |title: &str, before: &str, after: &str| {
            (Title::text(title), before.to_owned(), after.to_owned())
        };
        Self {
            shell: Shell::sample("A new plan", "educator"),
            crumbs: vec![Link::new("Mateo Quispe", "/learners/1/pace")],
            href: "/learners/1/pace/1/replan".to_owned(),
            heading: "A new plan for Mateo Quispe in Mathematics 5, room 12".to_owned(),
            from: "2026-11-24".to_owned(),
            until: "2026-12-18".to_owned(),
            summary: "360 minutes of work over 17 school days.".to_owned(),
            rows: vec![
                row("Find fractions that are equal", "20 November 2026", "2 December 2026"),
                row("Add fractions with unlike denominators", "no day", "18 December 2026"),
            ],
            refusal: None,
        }
    }
}
