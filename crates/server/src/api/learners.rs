//! One learner's record: mastery, evidence, what their family reads.

use axum::{Json, Router, extract::State, routing::get};
use domain::LearnerId;
use serde::Serialize;
use usecases::{
    show_family,
    show_learner::{self, EntryLine, Mended, Strand},
};
use utoipa::ToSchema;

use super::{
    answered::{self, Page},
    caller::Caller,
    me::Child,
    problem::ApiError,
    received::{Named, Query},
    scalars::{Id, Moment, Number},
    shapes::{Competency, Learner, Mastery, PageQuery, Section},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/learners/{learner}/mastery", get(show_learner))
        .route("/learners/{learner}/evidence", get(list_evidence))
        .route("/learners/{learner}/family", get(show_as_family))
}

/// Where one learner stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct LearnerMastery {
    /// Who.
    pub learner: Learner,
    /// By which relationship the record is open, such as `educator`.
    pub relationship: String,
    /// Their school's name.
    pub school: Option<String>,
    /// Where they learn today.
    pub sections: Vec<Section>,
    /// Every competency that is a target or was judged, by framework and strand.
    pub strands: Vec<LearnerStrand>,
    /// How many competencies were mastered, after each piece of work that changed the number.
    pub history: Vec<MasteredThen>,
}

/// Competencies under the same parent.
#[derive(Debug, Serialize, ToSchema)]
pub struct LearnerStrand {
    /// The framework.
    pub framework: Id,
    /// The framework's title.
    pub framework_title: String,
    /// The parent's short title.
    pub title: String,
    /// In order.
    pub competencies: Vec<CompetencyMastery>,
}

/// One competency of a record.
#[derive(Debug, Serialize, ToSchema)]
pub struct CompetencyMastery {
    /// What.
    pub competency: Competency,
    /// `null` when nothing was recorded.
    pub mastery: Option<Mastery>,
    /// Whether a section of today aims at it.
    pub target: bool,
    /// How many later ones build on it, when it can be learned now.
    pub opens: Option<u64>,
}

/// How many competencies were mastered at a moment.
#[derive(Debug, Serialize, ToSchema)]
pub struct MasteredThen {
    /// When.
    pub at: Moment,
    /// How many.
    pub mastered: u64,
}

fn strand(strand: &Strand) -> LearnerStrand {
    let competency = |one: &show_learner::CompetencyStanding| CompetencyMastery {
        competency: (&one.competency).into(),
        mastery: one.finding.as_ref().map(Into::into),
        target: one.target,
        opens: one.opens.map(|opens| opens as u64),
    };
    LearnerStrand {
        framework: strand.framework.into(),
        framework_title: strand.framework_title.clone(),
        title: strand.title.clone(),
        competencies: strand.competencies.iter().map(competency).collect(),
    }
}

/// Shows what a learner can do and what is next, strand by strand.
#[utoipa::path(get, path = "/api/v1/learners/{learner}/mastery", tag = "Learners",
    responses((status = 200, body = LearnerMastery)))]
pub(super) async fn show_learner(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
) -> Result<Json<LearnerMastery>, ApiError> {
    let record = show_learner::show_learner(&site.app, &actor, learner).await?;
    let then = |(at, mastered): &(domain::Timestamp, usize)| MasteredThen {
        at: (*at).into(),
        mastered: *mastered as u64,
    };
    Ok(Json(LearnerMastery {
        learner: (&record.person).into(),
        relationship: record.relationship.word().to_owned(),
        school: record.school.clone(),
        sections: record.sections.iter().map(Into::into).collect(),
        strands: record.strands.iter().map(strand).collect(),
        history: record.history.iter().map(then).collect(),
    }))
}

/// One piece of evidence.
#[derive(Debug, Serialize, ToSchema)]
pub struct Evidence {
    /// Its place in the learner's chain.
    pub sequence: i64,
    /// Of what.
    pub competency: Id,
    /// The shortest text that names the competency.
    pub label: String,
    /// When the work was done.
    pub worked_at: Moment,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// Where it comes from, such as `rating`.
    pub source: String,
    /// The test, task or item.
    pub instrument: Option<String>,
    /// Points earned.
    pub points: Number,
    /// The most that could be earned.
    pub points_possible: Number,
    /// Code of the level, when one was chosen.
    pub level: Option<String>,
    /// What the judge wrote.
    pub note: Option<String>,
    /// Address, file name or content digest of the work itself.
    pub attachment: Option<String>,
    /// Who judged, by name; `null` for learners and families, and for what a key scored.
    pub judge: Option<String>,
    /// Why it was taken back, if it was.
    pub retracted: Option<String>,
    /// Why it is left out, if it is.
    pub excused: Option<String>,
}

impl From<EntryLine> for Evidence {
    fn from(line: EntryLine) -> Self {
        let (retracted, excused) = match line.mended {
            Some(Mended::Retracted(reason)) => (Some(reason), None),
            Some(Mended::Excused(reason)) => (None, Some(reason)),
            None => (None, None),
        };
        Self {
            sequence: line.sequence.0,
            competency: line.competency.into(),
            label: line.label,
            worked_at: line.worked_at.into(),
            recorded_at: line.recorded_at.into(),
            source: line.source.word().to_owned(),
            instrument: line.instrument,
            points: line.result.points.into(),
            points_possible: line.result.points_possible.into(),
            level: line.result.level,
            note: line.note,
            attachment: line.attachment,
            judge: line.judge,
            retracted,
            excused,
        }
    }
}

/// Lists what was recorded about a learner, newest work first.
#[utoipa::path(get, path = "/api/v1/learners/{learner}/evidence", tag = "Learners", params(PageQuery),
    responses((status = 200, body = Page<Evidence>)))]
pub(super) async fn list_evidence(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<Evidence>>, ApiError> {
    let all = show_learner::show_learner(&site.app, &actor, learner).await?.entries;
    let after = query.after.as_deref();
    Ok(Json(answered::page(all, query.limit, after, |one| one.sequence.0.to_string(), Evidence::from)))
}

/// Shows a learner as their family reads about them.
#[utoipa::path(get, path = "/api/v1/learners/{learner}/family", tag = "Learners",
    responses((status = 200, body = Child)))]
pub(super) async fn show_as_family(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
) -> Result<Json<Child>, ApiError> {
    Ok(Json(show_family::show_as_family(&site.app, &actor, learner).await?.1.into()))
}
