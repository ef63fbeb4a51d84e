//! A class at one assessment, live; and what its educator does about it.

mod stream;

use assessment::plan::NotNow;
use axum::{
    Router,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{
    AssignmentId, LearnerId, Points, SittingId,
    sitting::{ResponseState, SittingState},
};
use usecases::{
    Refusal,
    annul_sitting::annul_sitting,
    give_assessment::{let_begin, release_results, withdraw_assignment},
    score_response::score_response,
    watch_assignment::{Watched, WatchedLearner, watch_assignment},
};

use crate::{
    form::{Fields, Form},
    frame,
    page_error::{Page, page},
    plan_words::kind_name,
    session::SignedIn,
    site::Site,
    views::{
        assignment::{AssignmentView, Row},
        shell::{Link, Notice, Shell, Tone},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/assignments/{assignment}", get(show))
        .route("/assignments/{assignment}/stream", get(stream::stream))
        .route("/assignments/{assignment}/unlock", post(unlock))
        .route("/assignments/{assignment}/release", post(release))
        .route("/assignments/{assignment}/withdraw", post(withdraw))
        .route("/sittings/{sitting}/annul", post(annul))
        .route("/sittings/{sitting}/score", post(score))
}

#[derive(serde::Deserialize, Default)]
struct Done {
    #[serde(default)]
    done: String,
}

/// `GET /assignments/{assignment}`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(assignment): Path<AssignmentId>,
    Query(done): Query<Done>,
) -> Page {
    let found = watch_assignment(&site.app, &signed_in.actor, assignment).await?;
    let mut shell = frame::shell(&site, &signed_in, &found.assessment.title, "/sections").await?;
    let text = match done.done.as_str() {
        "unlocked" => "They can begin now.",
        "released" => "Students and families see their results now.",
        "withdrawn" => "Taken back: nobody can begin any more. Who has begun goes on.",
        "given" => "Given again.",
        "annulled" => "Taken back: it counts nowhere, and the student can try again.",
        "scored" => "Scored.",
        _ => "",
    };
    if !text.is_empty() {
        shell.notice = Some(Notice { tone: Tone::Good, text: text.to_owned(), undo: None });
    }
    page(&view(&found, shell))
}

fn view(found: &Watched, shell: Shell) -> AssignmentView {
    let section = format!("/sections/{}", found.section.id);
    let href = format!("/assignments/{}", found.assignment.id);
    let kind = assessment::plan::PlanKind::from_word(&found.assessment.kind);
    let plan = &found.plan;
    let waits = |one: &&WatchedLearner| {
        one.sitting.as_ref().is_some_and(|sitting| sitting.state == SittingState::Waiting)
    };
    let waiting = found.learners.iter().filter(waits).count();
    AssignmentView {
        crumbs: vec![
            Link::new("My classes", "/sections"),
            Link::new(&found.section.title, &section),
            Link::new("Assessments", &format!("{section}/assessments")),
        ],
        heading: found.assessment.title.clone(),
        kind: kind.map(kind_name).unwrap_or_default().to_owned(),
        code: found.assignment.proctor_code.clone().filter(|_| found.may_judge).unwrap_or_default(),
        summary: summary(found),
        rows: found.learners.iter().map(|one| row(one, found)).collect(),
        may_judge: found.may_judge,
        unlocks: plan.unlock,
        minutes: plan.start_within_minutes,
        releases: plan.feedback == assessment::plan::Feedback::AfterRelease
            && found.assignment.released_at.is_none(),
        released: found.assignment.released_at.map(when::moment).unwrap_or_default(),
        withdrawn: found.assignment.withdrawn_at.is_some(),
        lacks: found.lacks.as_ref().map(lacks).unwrap_or_default(),
        stream: format!("{href}/stream"),
        analysis_href: format!("{href}/items"),
        targets_href: format!("{href}/competencies"),
        score_href: if waiting > 0 && found.may_judge { format!("{href}/score") } else { String::new() },
        waiting,
        paper_href: format!("{href}/paper"),
        export_href: format!("{href}/results.csv"),
        package_href: format!("{href}/results.zip"),
        assignment: found.assignment.id.to_string(),
        href,
        shell,
    }
}

fn summary(found: &Watched) -> String {
    let count = |is: &dyn Fn(&WatchedLearner) -> bool| found.learners.iter().filter(|one| is(one)).count();
    let state = |one: &WatchedLearner| one.sitting.as_ref().map(|sitting| sitting.state);
    let open = count(&|one| matches!(state(one), Some(SittingState::Open | SittingState::Paused)));
    let ended = count(&|one| state(one).is_some_and(SittingState::has_ended));
    let stuck = count(&|one| one.stuck_since.is_some());
    let mut parts = vec![format!("{ended} of {} done", found.learners.len())];
    if open > 0 {
        parts.push(format!("{open} at it"));
    }
    if stuck > 0 {
        parts.push(format!("{stuck} may be stuck"));
    }
    parts.join(" · ")
}

/// One learner as a row; also what the stream sends.
fn row(one: &WatchedLearner, found: &Watched) -> Row {
    let sitting = one.sitting.as_ref();
    let state = match sitting {
        None => match one.open_until {
            Some(until) => format!("can begin until {}", when::moment(until)),
            None => "not begun".to_owned(),
        },
        Some(sitting) => match sitting.state {
            SittingState::Open if sitting.medium == domain::sitting::Medium::Paper => "on paper".to_owned(),
            SittingState::Open => format!("question {}", sitting.place + 1),
            SittingState::Paused => "stopped for now".to_owned(),
            SittingState::Waiting => "waits for you to score".to_owned(),
            SittingState::Scored => {
                format!("done {}", sitting.ended_at.map(when::moment).unwrap_or_default())
            }
            SittingState::Annulled => "taken back".to_owned(),
        },
    };
    let mut flags = Vec::new();
    if let Some(since) = one.stuck_since {
        let minutes = found.now.duration_since(since).as_mins();
        flags.push(format!("no answer for {minutes} min"));
    }
    if one.rushing {
        flags.push("answers very fast".to_owned());
    }
    flags.extend(one.by_a_person.iter().map(|what| format!("needs: {what}")));
    let points = sitting.and_then(|sitting| {
        let (points, possible) = (sitting.points?, sitting.points_possible?);
        sitting.state.has_ended().then(|| format!("{points} / {possible}"))
    });
    let passed = match sitting.filter(|one| one.state == SittingState::Scored).and_then(|one| one.passed) {
        Some(true) => "passed",
        Some(false) => "not yet",
        None => "",
    };
    Row {
        learner: one.listed.learner.to_string(),
        name: one.listed.list_name.clone(),
        given: one.given.clone(),
        state,
        dots: one.places.iter().map(|(state, correct)| dot(*state, *correct)).collect(),
        flags: flags.join(", "),
        points: points.unwrap_or_default(),
        passed: passed.to_owned(),
        result_href: sitting
            .filter(|sitting| sitting.state.has_ended())
            .map(|sitting| format!("/sittings/{}/result", sitting.id))
            .unwrap_or_default(),
        annul_action: sitting
            .filter(|sitting| sitting.state != SittingState::Annulled && found.may_judge)
            .map(|sitting| format!("/sittings/{}/annul", sitting.id))
            .unwrap_or_default(),
        tries: one.sittings,
    }
}

/// One place as a sign that is read without colour, and its word.
fn dot(state: ResponseState, correct: Option<bool>) -> (&'static str, &'static str) {
    match (state, correct) {
        (ResponseState::Answered, Some(true)) => ("●", "right"),
        (ResponseState::Answered, Some(false)) => ("✕", "not right"),
        (ResponseState::Answered, None) => ("◐", "to be scored"),
        (ResponseState::Unscorable, _) => ("!", "cannot be scored"),
        (ResponseState::NotTaught, _) => ("–", "not taught yet"),
        (ResponseState::Saved, _) => ("◌", "saved"),
        (ResponseState::Shown | ResponseState::Skipped, _) => ("○", "open"),
        (ResponseState::Planned, _) => ("·", "not seen yet"),
    }
}

/// What to do where the bank is too small for it.
fn lacks(why: &NotNow) -> String {
    let numbers = match why {
        NotNow::BankTooSmall { needed, available } => {
            format!("has {available} live items of a target of which this asks {needed}")
        }
        _ => "has too few live items for this".to_owned(),
    };
    format!(
        "Nobody can begin: the bank {numbers}. Write items and have them reviewed, or take this back and give it \
         about more targets."
    )
}

/// `POST /assignments/{assignment}/unlock`
async fn unlock(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(assignment): Path<AssignmentId>,
    form: Fields,
) -> Page {
    let read = |text: &str| {
        text.parse::<LearnerId>()
            .map_err(|_| Refusal::invalid("learner", "cannot be read: load the page again"))
    };
    let learners = form.all("learner").map(read).collect::<Result<Vec<_>, _>>()?;
    if learners.is_empty() {
        return Err(Refusal::invalid("learner", "is missing: choose whom to let begin").into());
    }
    let_begin(&site.app, &signed_in.actor, assignment, learners, form.one("reason")).await?;
    Ok(Redirect::to(&format!("/assignments/{assignment}?done=unlocked")).into_response())
}

/// `POST /assignments/{assignment}/release`
async fn release(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(assignment): Path<AssignmentId>,
    _: Fields,
) -> Page {
    release_results(&site.app, &signed_in.actor, assignment).await?;
    Ok(Redirect::to(&format!("/assignments/{assignment}?done=released")).into_response())
}

#[derive(serde::Deserialize)]
struct WithdrawForm {
    #[serde(default)]
    again: String,
}

/// `POST /assignments/{assignment}/withdraw`
async fn withdraw(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(assignment): Path<AssignmentId>,
    Form(form): Form<WithdrawForm>,
) -> Page {
    let back = form.again.is_empty();
    withdraw_assignment(&site.app, &signed_in.actor, assignment, back).await?;
    let done = if back { "withdrawn" } else { "given" };
    Ok(Redirect::to(&format!("/assignments/{assignment}?done={done}")).into_response())
}

#[derive(serde::Deserialize)]
struct AnnulForm {
    reason: String,
    assignment: AssignmentId,
}

/// `POST /sittings/{sitting}/annul`
async fn annul(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(sitting): Path<SittingId>,
    Form(form): Form<AnnulForm>,
) -> Page {
    annul_sitting(&site.app, &signed_in.actor, sitting, &form.reason).await?;
    Ok(Redirect::to(&format!("/assignments/{}?done=annulled", form.assignment)).into_response())
}

#[derive(serde::Deserialize)]
struct ScoreForm {
    place: i64,
    points: String,
    points_possible: String,
}

/// `POST /sittings/{sitting}/score`
async fn score(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(sitting): Path<SittingId>,
    Form(form): Form<ScoreForm>,
) -> Page {
    let number = |field: &'static str, text: &str| {
        text.trim().replace(',', ".").parse::<Points>().map_err(|why| Refusal::invalid(field, why))
    };
    let points = number("points", &form.points)?;
    let possible = number("points_possible", &form.points_possible)?;
    score_response(&site.app, &signed_in.actor, sitting, form.place, points, possible).await?;
    Ok(Redirect::to(&format!("/sittings/{sitting}/result")).into_response())
}
