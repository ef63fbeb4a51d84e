//! Pace of sections and learners, pauses, re-plans, and what somebody is told. Nothing here changes mastery.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{delete, get, post, put},
};
use domain::{LearnerId, PauseId, ReplanId, SectionId};
use serde::{Deserialize, Serialize};
use usecases::{
    pause_learner::{self, NewPause},
    replan_learner::{self, Preview, Span},
    show_pace::{self, ClassPace, LearnerPace},
};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Sent},
    scalars::{Day, Id},
    shapes::Competency,
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sections/{section}/pace", get(show_section_pace))
        .route("/learners/{learner}/pace", get(show_learner_pace))
        .route("/learners/{learner}/pauses", post(add_pause))
        .route("/learners/{learner}/pauses/{pause}", put(end_pause).delete(take_back_pause))
        .route("/learners/{learner}/replans", post(add_replan))
        .route("/learners/{learner}/replans/preview", post(preview_replan))
        .route("/learners/{learner}/replans/{replan}", delete(undo_replan))
        .route("/pace-alerts", get(list_pace_alerts))
        .route("/pace-alerts/seen", post(see_pace_alert))
}

/// The pace of a section.
#[derive(Debug, Serialize, ToSchema)]
pub struct SectionPace {
    /// The name of the calendar; null without one.
    pub calendar: Option<String>,
    /// What the section works on.
    pub targets: Vec<PacedTarget>,
    /// Everybody, in the order of the class list.
    pub learners: Vec<PaceOfLearner>,
}

/// A target with its day for the section.
#[derive(Debug, Serialize, ToSchema)]
pub struct PacedTarget {
    /// Which.
    pub competency: Competency,
    /// What it takes. Unit: minutes.
    pub minutes: u32,
    /// By when, for the section.
    pub due: Option<Day>,
}

/// One learner's pace in a section.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaceOfLearner {
    /// Who.
    pub learner: Id,
    /// Their name.
    pub name: String,
    /// `ahead`, `on_pace`, `behind`, `finished`, `paused` or `no_line`.
    pub standing: String,
    /// Effort mastered, of all: 0 to 1.
    pub progress: f64,
    /// Effort that is due, of all: 0 to 1.
    pub target: f64,
    /// The learner's own school days that are over.
    pub school_days: u32,
    /// For how many of them something has been overdue.
    pub days_behind: u32,
    /// For each target, by when it is due for this learner.
    pub due: Vec<Option<Day>>,
    /// The places of the targets that are overdue.
    pub overdue: Vec<usize>,
    /// When they will be done at their own speed; null where nothing can be said.
    pub finish: Option<ProjectedFinish>,
}

/// When somebody will be done. Of ten, one is done before `early`, one not by `late`.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProjectedFinish {
    /// As likely before as after; null after the calendar ends.
    pub likely: Option<Day>,
    /// Null after the calendar ends.
    pub early: Option<Day>,
    /// Null after the calendar ends.
    pub late: Option<Day>,
    /// The same in the learner's own school days from today on: early, likely, late.
    pub school_days: [f64; 3],
    /// Whether it stands on little: few competencies or few days.
    pub few: bool,
}

fn of_learner(one: &LearnerPace) -> PaceOfLearner {
    PaceOfLearner {
        learner: one.learner.learner.into(),
        name: one.learner.name.clone(),
        standing: one.standing.word().to_owned(),
        progress: one.pace.progress,
        target: one.pace.target,
        school_days: one.elapsed,
        days_behind: one.days_behind(),
        due: one.due.iter().map(|day| day.map(Day)).collect(),
        overdue: one.pace.overdue.clone(),
        finish: one.finish.map(|finish| ProjectedFinish {
            likely: finish.likely.map(Day),
            early: finish.early.map(Day),
            late: finish.late.map(Day),
            school_days: [finish.days.early, finish.days.likely, finish.days.late],
            few: finish.days.few,
        }),
    }
}

fn targets(class: &ClassPace) -> Vec<PacedTarget> {
    let one = |target: &show_pace::PacedTarget| PacedTarget {
        competency: (&target.competency).into(),
        minutes: target.minutes,
        due: target.due.map(Day),
    };
    class.targets.iter().map(one).collect()
}

/// Shows the pace of a section.
#[utoipa::path(get, path = "/api/v1/sections/{section}/pace", tag = "Pace",
    responses((status = 200, body = SectionPace)))]
pub(super) async fn show_section_pace(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
) -> Result<Json<SectionPace>, ApiError> {
    let shown = show_pace::show_section_pace(&site.app, &actor, section).await?;
    Ok(Json(SectionPace {
        calendar: shown.class.calendar.as_ref().map(|one| one.name.clone()),
        targets: targets(&shown.class),
        learners: shown.class.learners.iter().map(of_learner).collect(),
    }))
}

/// One learner's pace in every section of today.
#[derive(Debug, Serialize, ToSchema)]
pub struct LearnersPace {
    /// In the order of the sections' titles.
    pub sections: Vec<PaceInSection>,
    /// Pauses that count.
    pub pauses: Vec<Pause>,
    /// Plans made anew, newest first.
    pub replans: Vec<Replan>,
}

/// The pace in one section.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaceInSection {
    /// Which.
    pub section: Id,
    /// Its title.
    pub title: String,
    /// What it works on.
    pub targets: Vec<PacedTarget>,
    /// The pace.
    pub pace: PaceOfLearner,
}

/// A pause.
#[derive(Debug, Serialize, ToSchema)]
pub struct Pause {
    /// Its id.
    pub id: Id,
    /// The first day.
    pub first: Option<Day>,
    /// The last day; null while it goes on.
    pub last: Option<Day>,
    /// Why; only for staff.
    pub reason: Option<String>,
}

/// A plan that was made anew.
#[derive(Debug, Serialize, ToSchema)]
pub struct Replan {
    /// Its id.
    pub id: Id,
    /// For which section.
    pub section: Id,
    /// From which day on.
    pub from: Day,
    /// Through which day.
    pub until: Day,
    /// Whether it was undone.
    pub undone: bool,
}

/// Shows one learner's pace.
#[utoipa::path(get, path = "/api/v1/learners/{learner}/pace", tag = "Pace",
    responses((status = 200, body = LearnersPace)))]
pub(super) async fn show_learner_pace(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
) -> Result<Json<LearnersPace>, ApiError> {
    let shown = show_pace::show_learner_pace(&site.app, &actor, learner).await?;
    let staff = !shown.is_family();
    let pauses = shown.classes.first().map(|(_, own)| own.pauses.clone()).unwrap_or_default();
    Ok(Json(LearnersPace {
        sections: shown
            .classes
            .iter()
            .map(|(class, own)| PaceInSection {
                section: class.section.id.into(),
                title: class.section.title.clone(),
                targets: targets(class),
                pace: of_learner(own),
            })
            .collect(),
        pauses: pauses
            .into_iter()
            .map(|one| Pause {
                id: one.id.into(),
                first: one.dates.begins().map(Day),
                last: one.dates.ends().map(Day),
                reason: staff.then_some(one.reason),
            })
            .collect(),
        replans: shown
            .replans
            .iter()
            .map(|one| Replan {
                id: one.id.into(),
                section: one.section.into(),
                from: Day(one.from),
                until: Day(one.until),
                undone: one.undone_at.is_some(),
            })
            .collect(),
    }))
}

/// A pause to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PauseWritten {
    /// The first day.
    first: Day,
    /// The last day; null while nobody knows.
    last: Option<Day>,
    /// Why; only staff reads it.
    reason: String,
}

/// What was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaceMade {
    /// Its id.
    pub id: Id,
}

/// Pauses a learner: the days of it do not count in their pace.
#[utoipa::path(post, path = "/api/v1/learners/{learner}/pauses", tag = "Pace", request_body = PauseWritten,
    responses((status = 201, body = PaceMade)))]
pub(super) async fn add_pause(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
    Sent(new): Sent<PauseWritten>,
) -> Result<(StatusCode, Json<PaceMade>), ApiError> {
    let new = NewPause { first: new.first.0, last: new.last.map(|day| day.0), reason: new.reason };
    let id = pause_learner::pause_learner(&site.app, &actor, learner, new).await?;
    Ok((StatusCode::CREATED, Json(PaceMade { id: id.into() })))
}

/// Until when a pause goes on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PauseEnd {
    /// The last day.
    last: Day,
}

/// Says until when a pause goes on.
#[utoipa::path(put, path = "/api/v1/learners/{learner}/pauses/{pause}", tag = "Pace", request_body = PauseEnd,
    responses((status = 204)))]
pub(super) async fn end_pause(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((learner, pause)): Named<(LearnerId, PauseId)>,
    Sent(end): Sent<PauseEnd>,
) -> Result<StatusCode, ApiError> {
    pause_learner::end_pause(&site.app, &actor, learner, pause, end.last.0).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a pause back: it counts as never having been.
#[utoipa::path(delete, path = "/api/v1/learners/{learner}/pauses/{pause}", tag = "Pace",
    responses((status = 204)))]
pub(super) async fn take_back_pause(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((learner, pause)): Named<(LearnerId, PauseId)>,
) -> Result<StatusCode, ApiError> {
    pause_learner::take_back_pause(&site.app, &actor, learner, pause).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What is left in a section, to be spread anew.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplanWritten {
    /// In which section.
    section: Id,
    /// From which day on; today where it is not given.
    from: Option<Day>,
    /// Through which day; the last of the section where it is not given.
    until: Option<Day>,
}

impl ReplanWritten {
    fn span(&self) -> Span {
        Span { from: self.from.map(|day| day.0), until: self.until.map(|day| day.0) }
    }
}

/// What a new plan would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReplanPreview {
    /// From which day on.
    pub from: Day,
    /// Through which day.
    pub until: Day,
    /// The learner's own school days between.
    pub school_days: u32,
    /// What is left. Unit: minutes.
    pub minutes: u32,
    /// Each competency with its old day and its new one.
    pub moved: Vec<MovedTarget>,
}

/// One competency whose day changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct MovedTarget {
    /// Which.
    pub competency: Competency,
    /// The day before.
    pub before: Option<Day>,
    /// The day after.
    pub after: Day,
}

impl From<&Preview> for ReplanPreview {
    fn from(preview: &Preview) -> Self {
        Self {
            from: Day(preview.from),
            until: Day(preview.until),
            school_days: preview.school_days,
            minutes: preview.minutes,
            moved: preview
                .moved
                .iter()
                .map(|(competency, moved)| MovedTarget {
                    competency: competency.into(),
                    before: moved.before.map(Day),
                    after: Day(moved.after.date),
                })
                .collect(),
        }
    }
}

/// Looks at what a new plan would do; changes nothing.
#[utoipa::path(post, path = "/api/v1/learners/{learner}/replans/preview", tag = "Pace",
    request_body = ReplanWritten, responses((status = 200, body = ReplanPreview)))]
pub(super) async fn preview_replan(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
    Sent(new): Sent<ReplanWritten>,
) -> Result<Json<ReplanPreview>, ApiError> {
    let (section, span): (SectionId, Span) = (new.section.into(), new.span());
    let preview = replan_learner::preview_replan(&site.app, &actor, learner, section, span).await?;
    Ok(Json((&preview).into()))
}

/// Spreads what is left over the school days that are left, by what each takes.
#[utoipa::path(post, path = "/api/v1/learners/{learner}/replans", tag = "Pace", request_body = ReplanWritten,
    responses((status = 201, body = PaceMade)))]
pub(super) async fn add_replan(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
    Sent(new): Sent<ReplanWritten>,
) -> Result<(StatusCode, Json<PaceMade>), ApiError> {
    let (section, span): (SectionId, Span) = (new.section.into(), new.span());
    let id = replan_learner::replan_learner(&site.app, &actor, learner, section, span).await?;
    Ok((StatusCode::CREATED, Json(PaceMade { id: id.into() })))
}

/// Undoes a plan: the dates from before stand again.
#[utoipa::path(delete, path = "/api/v1/learners/{learner}/replans/{replan}", tag = "Pace",
    responses((status = 204)))]
pub(super) async fn undo_replan(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((learner, replan)): Named<(LearnerId, ReplanId)>,
) -> Result<StatusCode, ApiError> {
    replan_learner::undo_replan(&site.app, &actor, learner, replan).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Something that the caller is told of pace.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaceAlert {
    /// About whom.
    pub learner: Id,
    /// Their name.
    pub name: String,
    /// In which section.
    pub section: Id,
    /// Its title.
    pub title: String,
    /// What the standing became.
    pub standing: String,
    /// On which day it was noticed.
    pub on: Day,
}

/// Lists what the caller is told of pace and has not said that they have seen.
#[utoipa::path(get, path = "/api/v1/pace-alerts", tag = "Pace",
    responses((status = 200, body = Vec<PaceAlert>)))]
pub(super) async fn list_pace_alerts(
    State(site): State<Site>,
    Caller(actor): Caller,
) -> Result<Json<Vec<PaceAlert>>, ApiError> {
    let all = show_pace::show_pace_alerts(&site.app, &actor).await?;
    let one = |shown: show_pace::ShownAlert| PaceAlert {
        learner: shown.alert.learner.into(),
        name: shown.learner,
        section: shown.alert.section.into(),
        title: shown.section,
        standing: shown.alert.standing.word().to_owned(),
        on: Day(shown.alert.on),
    };
    Ok(Json(all.into_iter().map(one).collect()))
}

/// What was seen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaceAlertSeen {
    /// About whom.
    learner: Id,
    /// In which section.
    section: Id,
}

/// Notes that the caller has seen what they were told of a learner in a section.
#[utoipa::path(post, path = "/api/v1/pace-alerts/seen", tag = "Pace", request_body = PaceAlertSeen,
    responses((status = 204)))]
pub(super) async fn see_pace_alert(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(seen): Sent<PaceAlertSeen>,
) -> Result<StatusCode, ApiError> {
    show_pace::see_pace_alert(&site.app, &actor, seen.learner.into(), seen.section.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}
