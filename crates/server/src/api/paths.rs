//! What learners do next and why: one learner's path, those of a class, and what a goal takes.

use axum::{Json, Router, extract::State, routing::get};
use domain::{GoalId, LearnerId, SectionId};
use serde::{Deserialize, Serialize};
use usecases::{
    class_list::Listed,
    plan_goal, show_class_paths,
    show_path::{self, GoalOrigin, Kind, Reason, ShownPath, Stage, Stuck},
};
use utoipa::{IntoParams, ToSchema};

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Query},
    scalars::{Day, Id, Moment},
};
use crate::{path_sentences, site::Site};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/learners/{learner}/path", get(show_path))
        .route("/learners/{learner}/goals/{goal}/plan", get(plan_goal))
        .route("/sections/{section}/paths", get(show_class_paths))
}

/// One learner's path.
#[derive(Debug, Serialize, ToSchema)]
pub struct LearnerPath {
    /// Whose.
    pub learner: Id,
    /// By which relationship it is open.
    pub relationship: String,
    /// What can be worked on now, best first.
    pub suggestions: Vec<PathSuggestion>,
    /// Where everything of the path is.
    pub steps: Vec<PathStep>,
    /// What it leads to.
    pub goals: Vec<PathGoal>,
    /// What no way leads to.
    pub without_path: Vec<PathStuck>,
    /// What can be begun beyond the goals.
    pub beyond: Vec<PathCompetency>,
    /// What to do where nothing new can be learned, in sentences.
    pub instead: Vec<String>,
    /// What educators directed and still stands.
    pub directives: Vec<PathDirective>,
    /// What the learner picked.
    pub chosen: Vec<Id>,
    /// What the learner likes.
    pub interests: Vec<String>,
}

/// A competency of a path.
#[derive(Debug, Serialize, ToSchema)]
pub struct PathCompetency {
    /// Our id.
    pub id: Id,
    /// What it is.
    pub title: String,
}

/// Something to work on now.
#[derive(Debug, Serialize, ToSchema)]
pub struct PathSuggestion {
    /// What.
    pub competency: PathCompetency,
    /// `learn` or `review`.
    pub kind: String,
    /// Whether it is among those offered today.
    pub today: bool,
    /// What decided its place, beside what people put first: worth times gain times readiness times decay.
    pub score: f64,
    /// What it is worth to the goals.
    pub worth: f64,
    /// What there is to gain, 0 to 1.
    pub gain: f64,
    /// The chance that everything before it is there, 0 to 1.
    pub readiness: f64,
    /// The chance of recall of what comes before it, 0 to 1.
    pub decay: f64,
    /// Why, the weightiest first.
    pub reasons: Vec<PathReason>,
}

/// One reason.
#[derive(Debug, Serialize, ToSchema)]
pub struct PathReason {
    /// Such as `pinned`, `opens`, `ready_since`.
    pub kind: String,
    /// As people read it.
    pub text: String,
}

/// Where one competency is.
#[derive(Debug, Serialize, ToSchema)]
pub struct PathStep {
    /// Which.
    pub competency: PathCompetency,
    /// `done`, `ready`, `next`, `later` or `skipped`.
    pub stage: String,
    /// Whether a goal names it.
    pub is_goal: bool,
    /// What it waits for.
    pub waits_for: Vec<Id>,
    /// The nearest that can be worked on now and leads towards it.
    pub towards: Option<Id>,
    /// How many have to be mastered one after another before it opens.
    pub steps: Option<u32>,
}

/// One goal.
#[derive(Debug, Serialize, ToSchema)]
pub struct PathGoal {
    /// Its id, where a person set it.
    pub id: Option<Id>,
    /// The class, where it is what a class works on.
    pub section: Option<Id>,
    /// What people read; empty for what was begun.
    pub title: String,
    /// By when.
    pub due: Option<Day>,
    /// As what it was set, such as `educator`.
    pub set_as: Option<String>,
    /// How many of what it names are mastered.
    pub reached: usize,
    /// How many it names.
    pub total: usize,
}

/// Something that no way leads to.
#[derive(Debug, Serialize, ToSchema)]
pub struct PathStuck {
    /// What.
    pub competency: PathCompetency,
    /// `outside`, `missing` or `circle`.
    pub why: String,
    /// What waits for each other, in order; what is missing.
    pub competencies: Vec<Id>,
}

/// What an educator directed.
#[derive(Debug, Serialize, ToSchema)]
pub struct PathDirective {
    /// Its id.
    pub id: Id,
    /// About what.
    pub competency: Id,
    /// `pin`, `skip` or `send_back`.
    pub kind: String,
    /// Why.
    pub reason: String,
    /// Who.
    pub given_by: String,
    /// When.
    pub given_at: Moment,
    /// Until when.
    pub until: Option<Moment>,
}

fn competency(path: &ShownPath, id: domain::CompetencyId) -> PathCompetency {
    PathCompetency { id: id.into(), title: path.label(id) }
}

fn kind_of(reason: &Reason) -> &'static str {
    match reason {
        Reason::Pinned { .. } => "pinned",
        Reason::SentBack { .. } => "sent_back",
        Reason::Chosen { .. } => "chosen",
        Reason::Fades { .. } => "fades",
        Reason::Opens(_) => "opens",
        Reason::NeededFor { .. } => "needed_for",
        Reason::Liked(_) => "liked",
        Reason::Begun(_) => "begun",
        Reason::ReadySince(_) => "ready_since",
        Reason::NothingBefore => "nothing_before",
        Reason::Despite(_) => "despite",
        Reason::PassedOver(_) => "passed_over",
        Reason::Assumed(_) => "assumed",
        Reason::Unsure { .. } => "unsure",
    }
}

fn stage_of(stage: Stage) -> &'static str {
    match stage {
        Stage::Done => "done",
        Stage::Ready => "ready",
        Stage::Next => "next",
        Stage::Later => "later",
        Stage::Skipped => "skipped",
    }
}

impl From<&ShownPath> for LearnerPath {
    fn from(path: &ShownPath) -> Self {
        let words = wording::english();
        let suggestions = path.suggestions.iter().enumerate().map(|(place, one)| PathSuggestion {
            competency: competency(path, one.competency),
            kind: if one.kind == Kind::Learn { "learn" } else { "review" }.to_owned(),
            today: path.today.contains(&place),
            score: one.score.total(),
            worth: one.score.worth,
            gain: one.score.gain,
            readiness: one.score.readiness,
            decay: one.score.decay,
            reasons: one
                .reasons
                .iter()
                .zip(path_sentences::reasons(words, path, one))
                .map(|(reason, text)| PathReason { kind: kind_of(reason).to_owned(), text })
                .collect(),
        });
        let step = |one: &show_path::Step| {
            let blocked = one.blocked.as_ref();
            PathStep {
                competency: competency(path, one.competency),
                stage: stage_of(one.stage).to_owned(),
                is_goal: one.is_goal,
                waits_for: blocked.iter().flat_map(|one| &one.by).map(|id| (*id).into()).collect(),
                towards: blocked.and_then(|one| one.towards).map(Into::into),
                steps: blocked.filter(|one| one.stuck.is_none()).map(|one| one.steps),
            }
        };
        Self {
            learner: path.person.id.into(),
            relationship: path.relationship.word().to_owned(),
            suggestions: suggestions.collect(),
            steps: path.steps.iter().map(step).collect(),
            goals: path.goals.iter().map(Into::into).collect(),
            without_path: path.without_path.iter().map(|one| stuck(path, one)).collect(),
            beyond: path.beyond.iter().map(|id| competency(path, *id)).collect(),
            instead: path.instead.iter().map(|one| path_sentences::instead(words, *one)).collect(),
            directives: path
                .directives
                .iter()
                .map(|one| PathDirective {
                    id: one.id.into(),
                    competency: one.competency.into(),
                    kind: one.kind.word().to_owned(),
                    reason: one.reason.clone(),
                    given_by: path.name(one.given_by).to_owned(),
                    given_at: Moment(one.given_at),
                    until: one.until.map(Moment),
                })
                .collect(),
            chosen: path.chosen.iter().map(|id| (*id).into()).collect(),
            interests: path.interests.clone(),
        }
    }
}

impl From<&show_path::ShownGoal> for PathGoal {
    fn from(one: &show_path::ShownGoal) -> Self {
        let (reached, total) = one.reached;
        let (id, section, set_as) = match &one.goal.origin {
            GoalOrigin::Set(goal) => (Some(goal.id.into()), None, Some(goal.relationship.word().to_owned())),
            GoalOrigin::Class(section) => (None, Some((*section).into()), None),
            GoalOrigin::Begun => (None, None, None),
        };
        let due = one.goal.due.map(Day);
        Self { id, section, title: one.goal.title.clone(), due, set_as, reached, total }
    }
}

fn stuck(path: &ShownPath, one: &show_path::NoPath) -> PathStuck {
    let (why, ids): (_, &[domain::CompetencyId]) = match &one.why {
        Stuck::Outside => ("outside", &[]),
        Stuck::Missing { missing, .. } => ("missing", missing),
        Stuck::Circle(circle) => ("circle", circle),
    };
    PathStuck {
        competency: competency(path, one.competency),
        why: why.to_owned(),
        competencies: ids.iter().map(|id| (*id).into()).collect(),
    }
}

/// Shows what a learner can do next and why, and where everything else of their path is.
#[utoipa::path(get, path = "/api/v1/learners/{learner}/path", tag = "Paths",
    responses((status = 200, body = LearnerPath)))]
pub(super) async fn show_path(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
) -> Result<Json<LearnerPath>, ApiError> {
    Ok(Json((&show_path::show_path(&site.app, &actor, learner).await?).into()))
}

/// By when.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct PlanQuery {
    /// By which day; the goal's own where it is not given.
    by: Option<Day>,
}

/// What a goal still takes.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlannedGoal {
    /// What is missing, in the order in which it opens.
    pub missing: Vec<Id>,
    /// How many of it no way leads to.
    pub stuck: usize,
    /// Minutes: a tenth of what can be expected lies below the first and a tenth above the last; absent when
    /// nothing is missing.
    pub minutes: Option<[f64; 3]>,
    /// From how many of the learner's own cases.
    pub cases: usize,
    /// How many were mastered of late.
    pub mastered_of_late: u32,
    /// Within so many weeks.
    pub weeks_of_late: f64,
    /// By when.
    pub by: Option<Day>,
    /// How many a week keep the day.
    pub per_week: Option<f64>,
    /// The chance to keep the day at the speed of late, 0 to 1.
    pub chance: Option<f64>,
}

/// Says what a goal still takes: what is missing, minutes with an interval of 80 %, and whether a day can be kept.
#[utoipa::path(get, path = "/api/v1/learners/{learner}/goals/{goal}/plan", tag = "Paths",
    params(PlanQuery), responses((status = 200, body = PlannedGoal)))]
pub(super) async fn plan_goal(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((learner, goal)): Named<(LearnerId, GoalId)>,
    Query(query): Query<PlanQuery>,
) -> Result<Json<PlannedGoal>, ApiError> {
    let by = query.by.map(|day| day.0);
    let plan = plan_goal::plan_goal(&site.app, &actor, learner, goal, by).await?;
    Ok(Json(PlannedGoal {
        missing: plan.missing.iter().map(|id| (*id).into()).collect(),
        stuck: plan.stuck,
        minutes: plan.minutes.map(|minutes| [minutes.low, minutes.middle, minutes.high]),
        cases: plan.cases,
        mastered_of_late: plan.recent.0,
        weeks_of_late: plan.recent.1,
        by: plan.by.map(Day),
        per_week: plan.per_week,
        chance: plan.chance,
    }))
}

/// Who of a class is ready for what.
#[derive(Debug, Serialize, ToSchema)]
pub struct SectionPaths {
    /// The class's targets, in order.
    pub targets: Vec<TargetPaths>,
    /// Its learners, in the order of the class list.
    pub learners: Vec<LearnerReady>,
}

/// One target.
#[derive(Debug, Serialize, ToSchema)]
pub struct TargetPaths {
    /// Which.
    pub competency: PathCompetency,
    /// How many have mastered it.
    pub mastered: usize,
    /// Who can learn it now.
    pub ready: Vec<Id>,
    /// Who waits, by what is not mastered before it.
    pub waiting: Vec<TargetWaits>,
}

/// Who waits for one competency.
#[derive(Debug, Serialize, ToSchema)]
pub struct TargetWaits {
    /// For what.
    pub competency: PathCompetency,
    /// Who.
    pub learners: Vec<Id>,
}

/// What one learner can do now.
#[derive(Debug, Serialize, ToSchema)]
pub struct LearnerReady {
    /// Who.
    pub learner: Id,
    /// As the class list writes it.
    pub name: String,
    /// The best to learn now, at most three.
    pub next: Vec<Id>,
    /// How many there are in all.
    pub ready: usize,
    /// How many of the class's targets wait for something.
    pub waiting: usize,
}

/// Shows who of a class is ready for what, and who waits for what.
#[utoipa::path(get, path = "/api/v1/sections/{section}/paths", tag = "Paths",
    responses((status = 200, body = SectionPaths)))]
pub(super) async fn show_class_paths(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
) -> Result<Json<SectionPaths>, ApiError> {
    let found = show_class_paths::show_class_paths(&site.app, &actor, section).await?;
    let named = |id: domain::CompetencyId| PathCompetency { id: id.into(), title: found.label(id) };
    let ids = |who: &[Listed]| who.iter().map(|one| one.learner.into()).collect::<Vec<Id>>();
    let targets = found.targets.iter().map(|target| TargetPaths {
        competency: named(target.competency),
        mastered: target.done,
        ready: ids(&target.ready),
        waiting: target
            .waiting
            .iter()
            .map(|(by, who)| TargetWaits { competency: named(*by), learners: ids(who) })
            .collect(),
    });
    let learners = found.learners.iter().map(|one| LearnerReady {
        learner: one.learner.learner.into(),
        name: one.learner.list_name.clone(),
        next: one.next.iter().map(|id| (*id).into()).collect(),
        ready: one.ready,
        waiting: one.waiting,
    });
    Ok(Json(SectionPaths { targets: targets.collect(), learners: learners.collect() }))
}
