//! How far raters agree, what students say, and calibration rounds.

use askama::Template;

use super::{
    ratings::RatedCriterion,
    shell::{Link, Shell},
    work::KeptFile,
};

/// `GET /tasks/{task}/agreement`
#[derive(Debug, Clone, Template)]
#[template(path = "rater_agreement.html")]
pub struct AgreementPage {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// From how much work it is, in a sentence.
    pub summary: String,
    /// Each comparison that there is.
    pub parts: Vec<Compared>,
    /// Each of two raters beside the other: name, pieces of work, exact, severity in words.
    pub raters: Vec<[String; 4]>,
    /// Krippendorff's alpha by criterion, with classmates; empty where they do not rate.
    pub alphas: Vec<(String, String)>,
}

/// Two who are compared.
#[derive(Debug, Clone)]
pub struct Compared {
    /// Who.
    pub heading: String,
    /// What it comes to, in a sentence.
    pub said: String,
    /// Criterion, marks, exact, adjacent, kappa, weighted kappa with its interval, difference.
    pub rows: Vec<[String; 7]>,
}

/// `GET /tasks/{task}/reviews`
#[derive(Debug, Clone, Template)]
#[template(path = "task_reviews.html")]
pub struct TaskReviews {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// How much there is, in a sentence.
    pub summary: String,
    /// What each student said.
    pub rows: Vec<SaidRow>,
}

/// What one student said.
#[derive(Debug, Clone)]
pub struct SaidRow {
    /// Whose work.
    pub whose: String,
    /// Who says it; empty for the same.
    pub by: String,
    /// Criterion, and what is said of it.
    pub marks: Vec<(String, String)>,
    /// Of the whole.
    pub comment: String,
    /// Whether it is left out.
    pub left_out: bool,
    /// Leaves it out, or takes it in again; empty once it is released.
    pub action: String,
}

/// `GET /tasks/{task}/calibrations`: posts `work`, several, `exact`, `adjacent`, `weighted`.
#[derive(Debug, Clone, Template)]
#[template(path = "calibrations.html")]
pub struct Calibrations {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Where it posts to.
    pub action: String,
    /// Each round, and how many tried and passed.
    pub rounds: Vec<(Link, String)>,
    /// Released work to choose from: value, whose, its marks, whether it is chosen.
    pub works: Vec<(String, String, String, bool)>,
    /// What is to be reached, as typed: exact and adjacent in percent, kappa.
    pub bar: [String; 3],
    /// Why it was not taken.
    pub refusal: Option<String>,
}

/// `GET /calibrations/{round}`
#[derive(Debug, Clone, Template)]
#[template(path = "calibration.html")]
pub struct CalibrationPage {
    /// The frame.
    pub shell: Shell,
    /// The way back; for who releases also the task.
    pub crumbs: Vec<Link>,
    /// What is to be reached, in a sentence.
    pub bar: String,
    /// How the reader stands, in a sentence.
    pub standing: String,
    /// Whether that is passed, not passed, or still to come.
    pub passed: Option<bool>,
    /// What was short, in sentences.
    pub short: Vec<String>,
    /// Each piece, and how far it is.
    pub pieces: Vec<(Link, String)>,
    /// Everybody who tried, for who releases: name, trials, exact, adjacent, severity, passed.
    pub raters: Vec<[String; 6]>,
    /// Closes the round; empty where the reader does not, or it is.
    pub close_action: String,
}

/// `GET /calibrations/{round}/{place}`: posts what a rating posts, without comments.
#[derive(Debug, Clone, Template)]
#[template(path = "calibration_piece.html")]
pub struct CalibrationPiece {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Which piece of how many.
    pub heading: String,
    /// What was to be done, as safe HTML.
    pub prompt: String,
    /// What was written.
    pub words: String,
    /// Where it lies, if elsewhere.
    pub link: String,
    /// What was given.
    pub files: Vec<KeptFile>,
    /// Where it posts to; empty where it stands as it is.
    pub action: String,
    /// By criterion, with the settled mark in `both` once the trial is over.
    pub criteria: Vec<RatedCriterion>,
    /// Why it was not taken.
    pub refusal: Option<String>,
}

fn crumbs() -> Vec<Link> {
    vec![Link::new("My classes", "/sections"), Link::new("Write an argument", "/tasks/1")]
}

impl AgreementPage {
    /// Two raters and classmates.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("How far raters agree", "educator"),
            crumbs: crumbs(),
            summary: "12 pieces of work were rated twice; 2 needed a third.".to_owned(),
            parts: vec![Compared {
                heading: "The two raters".to_owned(),
                said: "75 % of the marks are the same.".to_owned(),
                rows: vec![
                    ["Claim", "12", "75 %", "92 %", "0.61", "0.70 (0.45 to 0.95)", "+0.2"].map(str::to_owned),
                ],
            }],
            raters: vec![["Tom Okafor", "12", "75 %", "a little generous"].map(str::to_owned)],
            alphas: vec![("Claim".to_owned(), "0.58".to_owned())],
        }
    }
}

impl TaskReviews {
    /// One that stands, one that is left out.
    pub fn sample() -> Self {
        let row = |whose: &str, by: &str, left_out| SaidRow {
            whose: whose.to_owned(),
            by: by.to_owned(),
            marks: vec![("Claim".to_owned(), "There: one sees why".to_owned())],
            comment: "I could follow it.".to_owned(),
            left_out,
            action: "/reviews/1/left-out".to_owned(),
        };
        Self {
            shell: Shell::sample("What students say", "educator"),
            crumbs: crumbs(),
            summary: "2 of 3 classmates’ ratings are done.".to_owned(),
            rows: vec![row("Noor Haddad", "Mateo Quispe", false), row("Jo Ek", "", true)],
        }
    }
}

impl Calibrations {
    /// A round, and a form that was refused.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Calibration rounds", "educator"),
            crumbs: crumbs(),
            action: "/tasks/1/calibrations".to_owned(),
            rounds: vec![(
                Link::new("14 November, 5 pieces", "/calibrations/1"),
                "3 tried, 2 passed".to_owned(),
            )],
            works: vec![("1.1".to_owned(), "Haddad, Noor".to_owned(), "There, Nearly".to_owned(), true)],
            bar: ["70", "90", ""].map(str::to_owned),
            refusal: Some("Choose work.".to_owned()),
        }
    }
}

impl CalibrationPage {
    /// Not passed.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Calibration round", "educator"),
            crumbs: crumbs(),
            bar: "At least 70 % of your marks are the settled ones.".to_owned(),
            standing: "Not passed at time 1.".to_owned(),
            passed: Some(false),
            short: vec!["50 % of the levels are the settled ones, and 70 % are needed".to_owned()],
            pieces: vec![(Link::new("Piece 1", "/calibrations/1/0"), "rated, far off".to_owned())],
            raters: vec![["Tom Okafor", "2", "80 %", "100 %", "even", "passed"].map(str::to_owned)],
            close_action: "/calibrations/1/close".to_owned(),
        }
    }
}

impl CalibrationPiece {
    /// With the settled mark.
    pub fn sample() -> Self {
        let rating = super::ratings::RatingPage::sample();
        Self {
            shell: Shell::sample("Piece 1 of 5", "educator"),
            crumbs: crumbs(),
            heading: "Piece 1 of 5".to_owned(),
            prompt: rating.prompt,
            words: rating.words,
            link: rating.link,
            files: rating.files,
            action: "/calibrations/1/0".to_owned(),
            criteria: rating.criteria,
            refusal: None,
        }
    }
}
