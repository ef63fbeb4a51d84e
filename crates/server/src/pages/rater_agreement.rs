//! How far those who rate a task agree, and what students say of each other's work.

use assessment::agreement::{PairAgreement, RubricAgreement};
use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{RatingId, TaskId, task::Seat};
use usecases::{
    moderate_reviews::{ReviewRow, leave_out_review, list_reviews},
    rater_agreement::{Agreement, show_agreement},
    whole_task::WholeTask,
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    rubric_form::level_name,
    session::SignedIn,
    site::Site,
    views::{
        raters::{AgreementPage, Compared, SaidRow, TaskReviews},
        shell::Link,
    },
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/tasks/{task}/agreement", get(agreement))
        .route("/tasks/{task}/reviews", get(reviews))
        .route("/reviews/{rating}/left-out", post(leave_out))
}

/// The way back to a task.
pub fn crumbs(whole: &WholeTask) -> Vec<Link> {
    let section = format!("/sections/{}", whole.section.id);
    vec![
        Link::new("My classes", "/sections"),
        Link::new(&whole.section.title, &section),
        Link::new("Tasks", &format!("{section}/tasks")),
        Link::new(&whole.task.title, &format!("/tasks/{}", whole.task.id)),
    ]
}

/// `75 %`
pub fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// How a rater stands beside another, in words: half a tenth of a level is nothing.
pub fn severity(difference: f64) -> String {
    let by = difference.abs();
    // Less than what is shown as a tenth.
    if by < 0.05 {
        return "even on average".to_owned();
    }
    let word = if difference > 0.0 { "higher" } else { "lower" };
    format!("{by:.1} levels {word} on average")
}

/// `GET /tasks/{task}/agreement`
async fn agreement(State(site): State<Site>, signed_in: SignedIn, Path(task): Path<TaskId>) -> Page {
    let found = show_agreement(&site.app, &signed_in.actor, task).await?;
    let parts = [
        ("The two raters, the second beside the first", &found.two),
        ("Students’ ratings of their own work beside what stands", &found.own),
        ("Classmates’ ratings beside what stands", &found.peers),
    ];
    let part = |(heading, found): (&str, &Option<RubricAgreement>)| Some(compared(heading, found.as_ref()?));
    page(&AgreementPage {
        shell: frame::shell(&site, &signed_in, "How far raters agree", "/sections").await?,
        crumbs: crumbs(&found.whole),
        summary: summary(&found),
        parts: parts.into_iter().filter_map(part).collect(),
        raters: found
            .raters
            .iter()
            .map(|one| {
                let agreement = &one.agreement;
                let (exact, severity) = (percent(agreement.exact), severity(agreement.difference));
                [one.name.clone(), one.works.to_string(), exact, severity]
            })
            .collect(),
        alphas: found.alphas.iter().map(|(criterion, alpha)| (criterion.clone(), figure(*alpha))).collect(),
    })
}

fn summary(found: &Agreement) -> String {
    let thirds = match found.thirds {
        0 => "none needed a third".to_owned(),
        1 => "1 needed a third".to_owned(),
        many => format!("{many} needed a third"),
    };
    match found.twice {
        0 => "Nothing was rated by two yet.".to_owned(),
        1 => format!("1 piece of work was rated by two; {thirds}."),
        many => format!("{many} pieces of work were rated by two; {thirds}."),
    }
}

/// Fewer marks say little, whatever they say.
const FEW_MARKS: usize = 20;

/// Below so many pairs of a criterion no kappa is shown: it would jump with each one.
const FEWEST_PAIRS: usize = 10;

fn compared(heading: &str, found: &RubricAgreement) -> Compared {
    let mut said = format!(
        "{} of {} marks are the same, {} within one level; they lie {}.",
        percent(found.exact),
        found.ratings,
        percent(found.adjacent),
        severity(found.difference),
    );
    if found.ratings < FEW_MARKS {
        said.push_str(" So few marks say little: look again when there are more.");
    }
    let row = |name: &str, one: &PairAgreement| {
        let enough = one.pieces >= FEWEST_PAIRS;
        let told = |said: String| if enough { said } else { "too few".to_owned() };
        let kappa = told(figure(one.kappa.map(|kappa| kappa.value)));
        let weighted = one.weighted.map_or_else(
            || figure(None),
            |one| format!("{:.2} ({:.2} to {:.2})", one.value, one.interval.0, one.interval.1),
        );
        let weighted = told(weighted);
        let (exact, adjacent) = (percent(one.exact), percent(one.adjacent));
        let difference = format!("{:+.1}", one.difference);
        [name.to_owned(), one.pieces.to_string(), exact, adjacent, kappa, weighted, difference]
    };
    Compared {
        heading: heading.to_owned(),
        said,
        rows: found.criteria.iter().map(|one| row(&one.name, &one.agreement)).collect(),
    }
}

/// A coefficient, or that none can be told: where every mark is one and the same, chance says nothing.
fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "cannot be told".to_owned(), |value| format!("{value:.2}"))
}

/// `GET /tasks/{task}/reviews`
async fn reviews(State(site): State<Site>, signed_in: SignedIn, Path(task): Path<TaskId>) -> Page {
    let found = list_reviews(&site.app, &signed_in.actor, task).await?;
    let by_peers = found.rows.iter().filter(|one| one.rating.seat != Seat::Own).count();
    let summary = match found.asked {
        0 => format!("{} rated their own work.", found.rows.len()),
        asked => format!("{by_peers} of {asked} ratings by classmates are done."),
    };
    page(&TaskReviews {
        shell: frame::shell(&site, &signed_in, "What students say", "/sections").await?,
        crumbs: crumbs(&found.whole),
        summary,
        rows: found.rows.iter().map(|row| said(&found.whole, row)).collect(),
    })
}

fn said(whole: &WholeTask, row: &ReviewRow) -> SaidRow {
    let mark = |one: &domain::task::CriterionMark| {
        let criterion = whole.rubric.criteria.get(one.criterion)?;
        let level = level_name(criterion, one.mark);
        let comment = if one.comment.is_empty() { String::new() } else { format!(": {}", one.comment) };
        Some((criterion.title.clone(), format!("{level}{comment}")))
    };
    SaidRow {
        whose: row.learner.clone(),
        by: if row.rating.seat == Seat::Own { String::new() } else { row.reviewer.clone() },
        marks: row.rating.marks.iter().filter_map(mark).collect(),
        comment: row.rating.comment.clone(),
        left_out: row.rating.left_out_at.is_some(),
        action: if row.open { format!("/reviews/{}/left-out", row.rating.id) } else { String::new() },
    }
}

/// `POST /reviews/{rating}/left-out`: field `out`, empty to take it in again.
async fn leave_out(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(rating): Path<RatingId>,
    form: Fields,
) -> Page {
    let task = leave_out_review(&site.app, &signed_in.actor, rating, !form.one("out").is_empty()).await?;
    Ok(Redirect::to(&format!("/tasks/{task}/reviews")).into_response())
}
