//! Policies: every version of every setting, and new versions.

use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use domain::policy::{Effect, Value};
use mastery::policy::{Field, Kind};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal, compare_policies,
    list_policies::{self, ListedSetting},
    policy_scopes, set_policy,
};
use utoipa::{IntoParams, ToSchema};

use super::{
    answered::{self, Page},
    caller::Caller,
    problem::ApiError,
    received::{Query, Sent},
    scalars::{Day, Number},
    shapes::PageQuery,
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/policies", get(list_policies).post(set_policy))
        .route("/policies/fields", get(list_fields))
        .route("/policies/history", get(compare_policies))
}

/// One version of one setting.
#[derive(Debug, Serialize, ToSchema)]
pub struct Setting {
    /// The field, such as `mastery.rule`.
    pub field: String,
    /// What the field is called.
    pub label: String,
    /// The kind of its scope, such as `school`.
    pub scope_kind: String,
    /// The scope as the history of a setting is asked for, such as `district` or `school:ID`.
    pub scope_word: String,
    /// Where it applies, in words.
    pub scope: String,
    /// `set`, `floor`, `ceiling` or `lock`.
    pub effect: String,
    /// The number or word, as text; `null` withdraws an earlier version.
    pub value: Option<String>,
    /// The first day it applies.
    pub effective_from: Day,
    /// 1, 2, 3, ... within its scope, field and effect.
    pub version: i64,
    /// Who wrote it; empty for what ships.
    pub by: String,
    /// Why.
    pub why: String,
    /// Whether it is the version that counts today in its scope.
    pub current: bool,
}

impl From<ListedSetting> for Setting {
    fn from(one: ListedSetting) -> Self {
        Self {
            label: one.label,
            scope_kind: one.setting.scope.kind.word().to_owned(),
            scope_word: policy_scopes::word(&one.setting.scope),
            scope: one.scope,
            effect: one.setting.effect.word().to_owned(),
            value: one.setting.value.map(|value| match value {
                Value::Number(number) => number.to_string(),
                Value::Choice(word) => word,
            }),
            effective_from: one.setting.effective_from.into(),
            version: one.setting.version,
            by: one.by,
            why: one.why,
            current: one.current,
            field: one.setting.field,
        }
    }
}

fn key(one: &ListedSetting) -> String {
    let setting = &one.setting;
    let scope = domain::chain::hex(&setting.scope.id);
    let (kind, effect) = (setting.scope.kind.word(), setting.effect.word());
    format!("{}:{kind}:{scope}:{effect}:{}", setting.field, setting.version)
}

/// Lists every version of every setting, by field and scope, newest first.
#[utoipa::path(get, path = "/api/v1/policies", tag = "Policies", params(PageQuery),
    responses((status = 200, body = Page<Setting>)))]
pub(super) async fn list_policies(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<Setting>>, ApiError> {
    let all = list_policies::list_policies(&site.app, &actor).await?.settings;
    Ok(Json(answered::page(all, query.limit, query.after.as_deref(), key, Setting::from)))
}

/// A field that can be set.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyField {
    /// Such as `mastery.minimum_evidence`.
    pub field: String,
    /// What it is called.
    pub label: String,
    /// Its unit; empty for a choice.
    pub unit: String,
    /// The words to choose from; empty for a number.
    pub choices: Vec<String>,
    /// The least number.
    pub least: Option<Number>,
    /// The largest number.
    pub most: Option<Number>,
}

impl From<Field> for PolicyField {
    fn from(field: Field) -> Self {
        let (choices, least, most) = match field.kind {
            Kind::Choice(words) => (words.into_iter().map(str::to_owned).collect(), None, None),
            Kind::Scale => (Vec::new(), None, None),
            Kind::Number { least, most, .. } => (Vec::new(), Some(Number(least)), Some(Number(most))),
        };
        Self {
            field: field.name,
            label: field.label.to_owned(),
            unit: field.unit.to_owned(),
            choices,
            least,
            most,
        }
    }
}

/// Lists the fields that can be set.
#[utoipa::path(get, path = "/api/v1/policies/fields", tag = "Policies",
    responses((status = 200, body = Vec<PolicyField>)))]
pub(super) async fn list_fields(
    State(site): State<Site>,
    Caller(actor): Caller,
) -> Result<Json<Vec<PolicyField>>, ApiError> {
    let all = list_policies::list_policies(&site.app, &actor).await?.fields;
    Ok(Json(all.into_iter().map(Into::into).collect()))
}

/// Which setting, and which two versions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct HistoryQuery {
    /// The field, such as `mastery.minimum_evidence`.
    field: String,
    /// The setting's `scope_word`; `district` where it is not given.
    scope: Option<String>,
    /// The effect; `set` where it is not given.
    effect: Option<String>,
    /// The older version; the one before the newer where it is not given.
    older: Option<i64>,
    /// The newer version; the latest where it is not given.
    newer: Option<i64>,
}

/// The history of one setting, and two of its versions compared.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyHistory {
    /// Every version, newest first.
    pub versions: Vec<Setting>,
    /// The older one; `null` for before there was any.
    pub older: Option<Setting>,
    /// The newer one.
    pub newer: Setting,
    /// What differs, one sentence each.
    pub differences: Vec<String>,
}

/// Compares two versions of one setting in plain words.
#[utoipa::path(get, path = "/api/v1/policies/history", tag = "Policies", params(HistoryQuery),
    responses((status = 200, body = PolicyHistory)))]
pub(super) async fn compare_policies(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<HistoryQuery>,
) -> Result<Json<PolicyHistory>, ApiError> {
    let asked = compare_policies::Asked {
        field: query.field,
        scope: query.scope.unwrap_or_else(|| "district".to_owned()),
        effect: effect(query.effect.as_deref())?,
        older: query.older,
        newer: query.newer,
    };
    let found = compare_policies::compare_policies(&site.app, &actor, &asked).await?;
    Ok(Json(PolicyHistory {
        versions: found.versions.into_iter().map(Into::into).collect(),
        older: found.older.map(Into::into),
        newer: found.newer.into(),
        differences: found.differences,
    }))
}

/// Reads an effect; `set` where none is given.
pub(super) fn effect(word: Option<&str>) -> Result<Effect, Refusal> {
    Effect::from_word(word.unwrap_or("set"))
        .ok_or_else(|| Refusal::invalid("effect", "is not known: use set, floor, ceiling or lock"))
}

/// A new version of a setting.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSetting {
    /// `district`, `school:NAME`, `section:ID`, `learner:ID` or `enrollment:SECTION/LEARNER`.
    scope: String,
    /// The field, such as `mastery.minimum_evidence`.
    field: String,
    /// `set`, `floor`, `ceiling` or `lock`; `set` where it is not given.
    effect: Option<String>,
    /// The number or word, as text; `null` withdraws what was set.
    value: Option<String>,
    /// The first day it counts; today where it is not given.
    effective_from: Option<Day>,
    /// Why; shown beside it for ever.
    why: String,
}

/// What was written.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewVersion {
    /// The version's number.
    pub version: i64,
}

/// Adds a version of a setting. Nothing that was judged changes by itself.
#[utoipa::path(post, path = "/api/v1/policies", tag = "Policies", request_body = NewSetting,
    responses((status = 201, body = NewVersion)))]
pub(super) async fn set_policy(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(new): Sent<NewSetting>,
) -> Result<(StatusCode, Json<NewVersion>), ApiError> {
    let effect = effect(new.effect.as_deref())?;
    let setting = set_policy::NewSetting {
        scope: new.scope,
        field: new.field,
        effect,
        value: new.value.unwrap_or_default(),
        effective_from: new
            .effective_from
            .map_or_else(|| usecases::chance::today(actor.district), |day| day.0),
        why: new.why,
    };
    let version = set_policy::set_policy(&site.app, &actor, setting).await?;
    Ok((StatusCode::CREATED, Json(NewVersion { version })))
}
