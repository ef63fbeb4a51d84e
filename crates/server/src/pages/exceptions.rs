//! A principal's page: what needs somebody today, and where to deal with it.

use axum::{
    Router,
    extract::{Query, State},
    routing::get,
};
use usecases::{
    Refusal,
    show_exceptions::{Exception, Exceptions as Found, Kind, Line, State as Is, Subject, show_exceptions},
    silence::{MOST_DAYS, USUAL_DAYS},
};

use crate::{
    figures::grouped,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    standing::counted,
    views::{
        exceptions::{Exceptions, Group, Row},
        shell::Link,
    },
    when,
};

/// The most lines of one kind that are shown at once; the count is of all.
const MOST_SHOWN: usize = 100;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/exceptions", get(show))
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    days: String,
}

/// `GET /exceptions?days=`
async fn show(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Page {
    let days = match asked.days.trim() {
        "" => USUAL_DAYS,
        text => text.parse().map_err(|_| Refusal::invalid("days", "is not a number"))?,
    };
    let found = show_exceptions(&site.app, &signed_in.actor, days).await?;
    let unit = if found.school_days { "school days" } else { "days" };
    page(&Exceptions {
        shell: frame::shell(&site, &signed_in, "Today", "/exceptions").await?,
        places: found.places.join(", "),
        summary: summary(&found),
        counted: if found.school_days {
            "Days are school days: Monday to Friday within terms.".to_owned()
        } else {
            "Days are plain days, because no term has dates here.".to_owned()
        },
        learners_left_out: !found.with_learners,
        days: found.days,
        most_days: MOST_DAYS,
        groups: found.all.iter().map(|one| group(one, days, unit)).collect(),
    })
}

fn summary(found: &Found) -> String {
    match found.all.len() {
        0 => "Nothing needs you today.".to_owned(),
        1 => "One thing needs you.".to_owned(),
        many => format!("{many} things need you."),
    }
}

fn group(one: &Exception, days: i64, unit: &str) -> Group {
    let count = one.lines.len();
    let many = |single: &str, several: &str| {
        if count == 1 { format!("1 {single}") } else { format!("{} {several}", grouped(count)) }
    };
    let (title, advice) = match one.kind {
        Kind::SilentLearners => (
            format!("{} without evidence for {days} {unit} or more", many("student", "students")),
            "Open the student to see what was last heard; their teachers rate in the class.",
        ),
        Kind::LearnersWithoutClass => (
            format!("{} in no class today", many("student", "students")),
            "The roster, or a teacher under People of a class, puts them in one.",
        ),
        Kind::LearnersWithoutGuardian => (
            format!("{} without a guardian who may see", many("student", "students")),
            "The roster names guardians. Until then nobody at home is told.",
        ),
        Kind::SilentSections => (
            format!("{} without any rating for {days} {unit} or more", many("class", "classes")),
            "Ask the teacher, or give the class a substitute.",
        ),
        Kind::SectionsWithoutEducator => (
            format!("{} that nobody teaches today", many("class", "classes")),
            "Give somebody the day, or have the roster name a teacher.",
        ),
        Kind::SectionsWithoutTargets => {
            (format!("{} without targets", many("class", "classes")), "Its teacher picks them under Targets.")
        }
        Kind::WaitingDrafts => (
            format!("{} with ratings that wait for {days} {unit} or more", many("class", "classes")),
            "Families see nothing until their teacher releases them.",
        ),
        Kind::Imports => (format!("{} of this week with problems", many("import", "imports")), ""),
        Kind::Adoptions => (format!("{} of a changed rule", many("adoption", "adoptions")), ""),
        Kind::Rules => (
            format!("{} changed this week, or about to", many("rule", "rules")),
            "What was judged before stands until new evidence comes.",
        ),
    };
    let actions = match one.kind {
        Kind::SilentSections | Kind::SectionsWithoutEducator => {
            vec![Link::new("Give somebody the day", "/substitutes")]
        }
        Kind::Imports => vec![Link::new("Imports", "/admin/imports")],
        Kind::Rules | Kind::Adoptions => vec![Link::new("Rules", "/admin/policies")],
        _ => Vec::new(),
    };
    Group {
        id: one.kind.word().to_owned(),
        title,
        advice: advice.to_owned(),
        actions,
        more: count.saturating_sub(MOST_SHOWN),
        rows: one.lines.iter().take(MOST_SHOWN).map(|line| row(line, unit)).collect(),
    }
}

fn row(line: &Line, unit: &str) -> Row {
    let href = match line.subject {
        Subject::Learner(id) => format!("/learners/{id}"),
        Subject::Section(id) => format!("/sections/{id}"),
        Subject::Import(id) => format!("/admin/imports/{id}"),
        Subject::Adoption(id) => format!("/admin/policies/adoptions/{id}"),
        Subject::Rules => "/admin/policies".to_owned(),
    };
    let state = match &line.state {
        Is::Silent { last: None, .. } => "nothing yet".to_owned(),
        Is::Silent { days, last: Some(last) } => format!("{days} {unit}, newest {}", when::day(*last)),
        Is::Waiting { drafts, since, by } => {
            let drafts = counted(i64::try_from(*drafts).unwrap_or(i64::MAX), "rating", "ratings");
            format!("{drafts} by {}, oldest {}", by.join(", "), when::day(*since))
        }
        Is::Text(text) => text.clone(),
        Is::From(day) => format!("from {}", when::day(*day)),
    };
    Row { link: Link::new(&line.name, &href), state }
}
