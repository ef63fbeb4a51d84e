//! What a change of policy would do: started, asked for, stopped.

use std::time::Duration;

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use domain::{DistrictId, LookId};
use serde::{Deserialize, Serialize};
use usecases::{
    running_what_ifs::{self, Standing},
    set_policy::NewSetting,
    what_if,
};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    policies::effect,
    problem::ApiError,
    received::{Named, Sent},
    scalars::{Day, Id, Moment, Number},
};
use crate::site::Site;

/// How long an answer waits for the work.
const PATIENCE: Duration = Duration::from_millis(2_500);

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/policies/what-if", post(start_look))
        .route("/policies/what-if/{look}", get(show_look).delete(stop_look))
}

/// A change of policy.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyChange {
    /// `district`, `school:NAME`, `section:ID`, `learner:ID` or `enrollment:SECTION/LEARNER`.
    scope: String,
    /// The field, such as `mastery.cut_percent`.
    field: String,
    /// `set`, `floor`, `ceiling` or `lock`; `set` where it is not given.
    effect: Option<String>,
    /// The number or word, as text; `null` withdraws what was set.
    value: Option<String>,
    /// The first day it counts; today where it is not given.
    effective_from: Option<Day>,
}

impl PolicyChange {
    /// The change with its reason.
    pub(super) fn with_reason(self, district: DistrictId, why: String) -> Result<NewSetting, ApiError> {
        Ok(NewSetting {
            scope: self.scope,
            field: self.field,
            effect: effect(self.effect.as_deref())?,
            value: self.value.unwrap_or_default(),
            effective_from: self
                .effective_from
                .map_or_else(|| usecases::chance::today(district), |day| day.0),
            why,
        })
    }
}

/// How a look stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct Look {
    /// Its id, to ask for it again.
    pub id: Id,
    /// Learners done.
    pub done: u64,
    /// Learners in all; 0 before that is known.
    pub of: u64,
    /// What the change would do; `null` while it runs.
    pub found: Option<WhatIf>,
}

/// What a change would do. Nothing has been written.
#[derive(Debug, Serialize, ToSchema)]
pub struct WhatIf {
    /// Where it would apply, in words.
    pub scope: String,
    /// Learners with anything recorded to whom it can apply.
    pub learners: Option<u64>,
    /// Entries in their chains.
    pub entries: Option<u64>,
    /// Judgements that would be made again.
    pub judgements: Option<u64>,
    /// Learners of whom a level or mastery would change.
    pub learners_changed: Option<u64>,
    /// What would become of the judgements.
    pub turns: Turns,
    /// From which level to which, most first.
    pub moves: Vec<Move>,
    /// By school.
    pub schools: Vec<TurnedGroup>,
    /// By section; a learner of two sections counts in both. None for who may not open the records.
    pub sections: Vec<TurnedGroup>,
    /// By competency.
    pub competencies: Vec<TurnedGroup>,
    /// The first judgements whose level or mastery would change, of learners whose records the caller may
    /// open; none of others.
    pub cells: Vec<CellTurned>,
    /// Awards that hang on what would change: `none recorded yet`, because awards are not recorded here yet.
    pub awards: &'static str,
    /// The moment as of which everything was judged.
    pub as_of: Moment,
    /// How long it took.
    pub seconds: f64,
}

/// How many judgements turn which way. `null` is a number that is not shown to who may not open the
/// records.
#[derive(Debug, Serialize, ToSchema)]
pub struct Turns {
    /// To a higher level or to mastered.
    pub up: Option<u64>,
    /// To a lower level or to not mastered.
    pub down: Option<u64>,
    /// From not enough evidence to a level.
    pub judged: Option<u64>,
    /// From a level to not enough evidence.
    pub not_enough: Option<u64>,
    /// Another value at the same level.
    pub value: Option<u64>,
    /// The same as before.
    pub same: Option<u64>,
    /// Newly mastered, among the others.
    pub mastered: Option<u64>,
    /// No longer mastered, among the others.
    pub no_longer_mastered: Option<u64>,
}

impl From<&what_if::ShownTally> for Turns {
    fn from(tally: &what_if::ShownTally) -> Self {
        let what_if::ShownTally { up, down, judged, not_enough, value, same, mastered, no_longer_mastered } =
            *tally;
        Self { up, down, judged, not_enough, value, same, mastered, no_longer_mastered }
    }
}

/// A judgement before or after.
#[derive(Debug, Serialize, ToSchema)]
pub struct Grade {
    /// Name of the level; `null` for not enough evidence.
    pub level: Option<String>,
    /// Whether it is mastered.
    pub mastered: bool,
    /// Points on the scale; `null` where many are counted together.
    pub value: Option<Number>,
}

impl From<&what_if::Grade> for Grade {
    fn from(one: &what_if::Grade) -> Self {
        Self { level: one.level.clone(), mastered: one.mastered, value: one.value.map(Number) }
    }
}

/// From one level to another.
#[derive(Debug, Serialize, ToSchema)]
pub struct Move {
    /// Before.
    pub before: Grade,
    /// After.
    pub after: Grade,
    /// How many judgements.
    pub judgements: Option<u64>,
}

/// A school, section or competency.
#[derive(Debug, Serialize, ToSchema)]
pub struct TurnedGroup {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Learners of whom a level or mastery would change; 0 for competencies.
    pub learners: Option<u64>,
    /// Their judgements.
    pub turns: Turns,
}

impl From<&what_if::ShownGroup> for TurnedGroup {
    fn from(one: &what_if::ShownGroup) -> Self {
        Self {
            id: one.id.clone(),
            name: one.name.clone(),
            learners: one.learners,
            turns: (&one.tally).into(),
        }
    }
}

/// One judgement that changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct CellTurned {
    /// Whose; `null` for who may not see the record.
    pub learner: Option<Id>,
    /// Their name; `null` likewise.
    pub name: Option<String>,
    /// Of what.
    pub competency: Id,
    /// The section whose own judgement it is; `null` for the record.
    pub section: Option<Id>,
    /// `up`, `down`, `judged` or `not_enough`.
    pub turn: &'static str,
    /// Before.
    pub before: Grade,
    /// After.
    pub after: Grade,
}

impl From<&what_if::CellTurned> for CellTurned {
    fn from(one: &what_if::CellTurned) -> Self {
        Self {
            learner: one.learner.as_ref().map(|(id, _)| (*id).into()),
            name: one.learner.as_ref().map(|(_, name)| name.clone()),
            competency: one.competency.id.into(),
            section: one.section.as_ref().map(|(id, _)| (*id).into()),
            turn: one.turn.word(),
            before: (&one.before).into(),
            after: (&one.after).into(),
        }
    }
}

impl From<&what_if::WhatIf> for WhatIf {
    fn from(found: &what_if::WhatIf) -> Self {
        let shown = found.shown();
        let moved = |one: &what_if::ShownMove| Move {
            before: (&one.before).into(),
            after: (&one.after).into(),
            judgements: one.judgements,
        };
        Self {
            scope: found.scope.clone(),
            learners: shown.learners,
            entries: shown.entries,
            judgements: shown.judgements,
            learners_changed: shown.learners_changed,
            turns: (&shown.tally).into(),
            moves: shown.moves.iter().map(moved).collect(),
            schools: shown.schools.iter().map(Into::into).collect(),
            sections: shown.sections.iter().map(Into::into).collect(),
            competencies: shown.competencies.iter().map(Into::into).collect(),
            cells: shown.cells.iter().map(Into::into).collect(),
            awards: "none recorded yet",
            as_of: found.as_of.into(),
            seconds: found.seconds,
        }
    }
}

fn look(id: LookId, standing: &Standing) -> (StatusCode, Json<Look>) {
    match standing {
        Standing::Running { done, of } => {
            (StatusCode::ACCEPTED, Json(Look { id: id.into(), done: *done, of: *of, found: None }))
        }
        Standing::Done(look) => {
            let found = WhatIf::from(&look.found);
            let (done, of) = (look.found.learners, look.found.learners);
            (StatusCode::OK, Json(Look { id: id.into(), done, of, found: Some(found) }))
        }
    }
}

/// Looks at what a change of policy would do; nothing is written. Answers 202 when it takes longer: ask
/// again by the id.
#[utoipa::path(post, path = "/api/v1/policies/what-if", tag = "Policies", request_body = PolicyChange,
    responses((status = 200, body = Look), (status = 202, body = Look)))]
pub(super) async fn start_look(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(change): Sent<PolicyChange>,
) -> Result<(StatusCode, Json<Look>), ApiError> {
    let id = running_what_ifs::start(&site.app, &actor, change.with_reason(actor.district, String::new())?)
        .await?;
    Ok(look(id, &running_what_ifs::look(&site.app, &actor, id, PATIENCE).await?))
}

/// Shows a look: 202 with how far it is while it runs, 200 with what was found.
#[utoipa::path(get, path = "/api/v1/policies/what-if/{look}", tag = "Policies",
    responses((status = 200, body = Look), (status = 202, body = Look)))]
pub(super) async fn show_look(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(id): Named<LookId>,
) -> Result<(StatusCode, Json<Look>), ApiError> {
    Ok(look(id, &running_what_ifs::look(&site.app, &actor, id, PATIENCE).await?))
}

/// Stops a look and forgets it.
#[utoipa::path(delete, path = "/api/v1/policies/what-if/{look}", tag = "Policies",
    responses((status = 204)))]
pub(super) async fn stop_look(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(id): Named<LookId>,
) -> Result<StatusCode, ApiError> {
    running_what_ifs::stop(&site.app, &actor, id)?;
    Ok(StatusCode::NO_CONTENT)
}
