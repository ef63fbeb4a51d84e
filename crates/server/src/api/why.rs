//! Why a learner's mastery is as it is, worded for whoever asks.

use axum::{Json, Router, extract::State, routing::get};
use domain::{CompetencyId, LearnerId, policy::Scope};
use mastery::wording::Audience;
use serde::Serialize;
use usecases::show_why::{self, ContextWhy, DecisionShown, PieceShown, RuleShown};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::Named,
    scalars::{Id, Moment, Number},
    shapes::{Competency, Learner, Mastery, Scale},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/learners/{learner}/competencies/{competency}/why", get(show_why))
}

/// The *why* of one learner in one competency.
#[derive(Debug, Serialize, ToSchema)]
pub struct Why {
    /// Whose.
    pub learner: Learner,
    /// Of what.
    pub competency: Competency,
    /// The scale.
    pub scale: Scale,
    /// For whom it is worded: `learner`, `family` or `educator`.
    pub audience: &'static str,
    /// The record's judgement; `null` when nothing was recorded.
    pub record: Option<Judgement>,
    /// Judgements of single sections, which stand beside the record's; for educators only.
    pub sections: Vec<Judgement>,
}

/// One judgement, explained.
#[derive(Debug, Serialize, ToSchema)]
pub struct Judgement {
    /// The section whose own judgement it is; `null` for the record.
    pub section: Option<Id>,
    /// What is found now.
    pub mastery: Mastery,
    /// What the rule alone says now.
    pub by_rule: Option<Number>,
    /// The judgement in one sentence.
    pub headline: String,
    /// The reasons, one sentence each.
    pub because: Vec<String>,
    /// What would change it.
    pub next: Option<String>,
    /// Every piece of evidence, newest work first.
    pub pieces: Vec<Piece>,
    /// Decisions, newest first.
    pub decisions: Vec<Decision>,
    /// The rule; `null` for learners and families.
    pub rule: Option<Rule>,
    /// The value after each piece of work.
    pub history: Vec<ValueThen>,
    /// The older competencies whose evidence counts here too, by the crosswalk that the judgement names.
    pub carried: Vec<CarriedLink>,
    /// The adopted change of policy that made the judgement again; `null` for none.
    pub adopted: Option<AdoptedForPast>,
    /// Whether the explanation, computed again, has the digest that the judgement was stored with.
    pub matches: bool,
}

/// A change of policy that was adopted for the past.
#[derive(Debug, Serialize, ToSchema)]
pub struct AdoptedForPast {
    /// Which adoption.
    pub adoption: Id,
    /// When.
    pub at: Moment,
    /// Who adopted it; `null` for learners and families.
    pub by: Option<String>,
    /// Why; `null` for learners and families.
    pub why: Option<String>,
}

impl From<show_why::AdoptedShown> for AdoptedForPast {
    fn from(one: show_why::AdoptedShown) -> Self {
        let (by, why) = one.by_and_why.unzip();
        Self { adoption: one.id.into(), at: one.at.into(), by, why }
    }
}

/// One link of the crosswalk that a judgement used.
#[derive(Debug, Serialize, ToSchema)]
pub struct CarriedLink {
    /// The older competency.
    pub old: Id,
    /// The newer one that it leads to.
    pub new: Id,
    /// `same`, `replaced`, `split`, `merged` or `regrouped`.
    pub relation: String,
    /// The version of the older one, or its framework's title.
    pub version: String,
}

impl From<show_why::OlderVersion> for CarriedLink {
    fn from(one: show_why::OlderVersion) -> Self {
        Self {
            old: one.link.old.into(),
            new: one.link.new.into(),
            relation: one.link.relation.word().to_owned(),
            version: one.version,
        }
    }
}

/// One piece of evidence of a judgement.
#[derive(Debug, Serialize, ToSchema)]
pub struct Piece {
    /// Its place in the learner's chain.
    pub sequence: i64,
    /// When the work was done; `null` when erased.
    pub worked_at: Option<Moment>,
    /// Where it comes from.
    pub source: Option<String>,
    /// The test, task or item.
    pub instrument: Option<String>,
    /// Points earned.
    pub points: Option<Number>,
    /// The most that could be earned.
    pub points_possible: Option<Number>,
    /// Name of the level, when one was chosen.
    pub level_name: Option<String>,
    /// Points on the scale.
    pub value: Option<Number>,
    /// Its share of the value, 0 to 1, for rules that mix by shares.
    pub share: Option<f64>,
    /// Whether it counts.
    pub counts: bool,
    /// Why it does not count; empty when it does.
    pub why_not: String,
    /// What the judge wrote.
    pub note: Option<String>,
    /// Address, file name or content digest of the work itself.
    pub attachment: Option<String>,
    /// Who judged; for educators only.
    pub judge: Option<String>,
    /// The older competency that it is evidence of, with its version; `null` for the one judged.
    pub carried_from: Option<String>,
    /// Statements that the family attached to it.
    pub statements: Vec<String>,
}

impl From<PieceShown> for Piece {
    fn from(one: PieceShown) -> Self {
        Self {
            sequence: one.sequence.0,
            worked_at: one.worked_at.map(Moment),
            source: one.source.map(|source| source.word().to_owned()),
            instrument: one.instrument,
            points: one.points.map(|(points, _)| Number(points)),
            points_possible: one.points.map(|(_, possible)| Number(possible)),
            level_name: one.level_name,
            value: one.value.map(Number),
            share: one.share,
            counts: one.counts,
            why_not: one.why_not,
            note: one.note,
            attachment: one.attachment,
            judge: one.judge,
            carried_from: one.carried_from,
            statements: one.statements,
        }
    }
}

/// An educator's decision.
#[derive(Debug, Serialize, ToSchema)]
pub struct Decision {
    /// Its place in the learner's chain.
    pub sequence: i64,
    /// Who decided.
    pub by: String,
    /// When.
    pub decided_at: Moment,
    /// Name of the level.
    pub level_name: String,
    /// Why.
    pub reason: String,
    /// Until when.
    pub expires_at: Option<Moment>,
    /// Whether it stands over the rule.
    pub stands: bool,
    /// Why it does not stand; empty when it does.
    pub why_not: String,
    /// The older competency that it is about, with its version; `null` for the one judged.
    pub carried_from: Option<String>,
    /// Statements that the family attached to it.
    pub statements: Vec<String>,
}

impl From<DecisionShown> for Decision {
    fn from(one: DecisionShown) -> Self {
        Self {
            sequence: one.sequence.0,
            by: one.by,
            decided_at: one.decided_at.into(),
            level_name: one.level_name,
            reason: one.reason,
            expires_at: one.expires_at.map(Moment),
            stands: one.stands,
            why_not: one.why_not,
            carried_from: one.carried_from,
            statements: one.statements,
        }
    }
}

/// The rule that judged.
#[derive(Debug, Serialize, ToSchema)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// How it comes to a value.
    pub definition: String,
    /// Version of its code.
    pub version: i64,
    /// When the stored judgement was made.
    pub judged_at: Moment,
    /// Its numbers and choices.
    pub parameters: Vec<Parameter>,
}

/// One number or choice of a rule.
#[derive(Debug, Serialize, ToSchema)]
pub struct Parameter {
    /// What it decides.
    pub label: String,
    /// Its value.
    pub value: String,
    /// Its unit; empty for a choice.
    pub unit: String,
    /// The kind of scope that gave it, such as `district`.
    pub from: Option<String>,
    /// The kind of scope that bounded it, if one did.
    pub bounded_by: Option<String>,
}

impl From<RuleShown> for Rule {
    fn from(rule: RuleShown) -> Self {
        let word = |scope: Scope| scope.kind.word().to_owned();
        let parameter = |one: show_why::ParameterShown| Parameter {
            label: one.label.to_owned(),
            value: one.value,
            unit: one.unit.to_owned(),
            from: one.from.map(word),
            bounded_by: one.bounded_by.map(|(scope, _)| word(scope)),
        };
        Self {
            name: rule.name.to_owned(),
            definition: rule.definition.to_owned(),
            version: rule.version,
            judged_at: rule.judged_at.into(),
            parameters: rule.parameters.into_iter().map(parameter).collect(),
        }
    }
}

/// The value at a moment.
#[derive(Debug, Serialize, ToSchema)]
pub struct ValueThen {
    /// When the work was done.
    pub worked_at: Moment,
    /// The value; `null` when there was not enough evidence.
    pub value: Option<Number>,
    /// Whether it reached mastery.
    pub mastered: bool,
}

impl From<ContextWhy> for Judgement {
    fn from(why: ContextWhy) -> Self {
        let then = |one: usecases::history::HistoryPoint| ValueThen {
            worked_at: one.worked_at.into(),
            value: one.value.map(Number),
            mastered: one.mastered,
        };
        Self {
            section: why.section.map(|(section, _)| section.into()),
            mastery: (&why.finding).into(),
            by_rule: why.by_rule.map(Number),
            headline: why.wording.headline,
            because: why.wording.because.into_iter().map(|said| said.text).collect(),
            next: why.wording.next,
            pieces: why.pieces.into_iter().map(Into::into).collect(),
            decisions: why.decisions.into_iter().map(Into::into).collect(),
            rule: why.rule.map(Into::into),
            history: why.history.into_iter().map(then).collect(),
            carried: why.older.into_iter().map(Into::into).collect(),
            adopted: why.adopted.map(Into::into),
            matches: why.matches,
        }
    }
}

/// Explains one cell, worded for the caller.
#[utoipa::path(get, path = "/api/v1/learners/{learner}/competencies/{competency}/why", tag = "Mastery",
    responses((status = 200, body = Why)))]
pub(super) async fn show_why(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((learner, competency)): Named<(LearnerId, CompetencyId)>,
) -> Result<Json<Why>, ApiError> {
    let why = show_why::show_why(&site.app, &actor, learner, competency).await?;
    Ok(Json(Why {
        learner: (&why.learner).into(),
        competency: (&why.competency).into(),
        scale: (&why.scale).into(),
        audience: match why.audience {
            Audience::Learner => "learner",
            Audience::Family => "family",
            Audience::Educator => "educator",
        },
        record: why.record.map(Into::into),
        sections: why.sections.into_iter().map(Into::into).collect(),
    }))
}
