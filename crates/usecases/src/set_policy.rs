//! A new version of a policy setting: who, why, from when. Nothing that was judged changes by itself.

use domain::{
    Date,
    policy::{Effect, Scope, ScopeKind, Setting, Value},
    text,
};
use mastery::policy::{self, BUILT_IN, Kind, Policy};
use store::policy::Recorded;

use crate::{Actor, App, Refusal, access, chance, policy_scopes};

/// A setting as somebody writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSetting {
    /// `district`, `school:NAME`, `section:ID`, `learner:ID` or `enrollment:SECTION/LEARNER`.
    pub scope: String,
    /// The field, such as `mastery.minimum_evidence`.
    pub field: String,
    /// What it does to nearer scopes.
    pub effect: Effect,
    /// The number or word; empty to withdraw what was set.
    pub value: String,
    /// The first day it counts.
    pub effective_from: Date,
    /// Why; shown beside it for ever.
    pub why: String,
}

/// Adds the next version of a setting, and returns its number.
pub async fn set_policy(app: &App, actor: &Actor, new: NewSetting) -> Result<i64, Refusal> {
    access::may_write(actor)?;
    let why = text::required(&new.why, 1_000).map_err(Refusal::text("reason"))?;
    let value = value(&new)?;
    let (now, today) = (chance::now(), chance::today());
    app.db
        .write((actor.clone(), new, value, why), move |tx, (actor, new, value, why)| {
            Box::pin(async move {
                let scope = policy_scopes::find(tx, actor, &new.scope, today).await?;
                if new.effect != Effect::Set && !matches!(scope.kind, ScopeKind::District | ScopeKind::School)
                {
                    let why = "can only be set here; limits and locks are of a school or the district";
                    return Err(Refusal::invalid("effect", why));
                }
                let district = actor.district;
                let version =
                    store::policy::next_version(tx, district, &scope, &new.field, new.effect).await?;
                let setting = Setting {
                    scope,
                    field: new.field.clone(),
                    effect: new.effect,
                    value: value.clone(),
                    effective_from: new.effective_from,
                    version,
                    recorded_at: now,
                };
                let mut all: Vec<Setting> =
                    store::policy::list(tx, district).await?.into_iter().map(|one| one.setting).collect();
                all.push(setting.clone());
                resolves(&all, scope, new.effective_from)?;
                let recorded = Recorded { setting, recorded_by: Some(actor.person), why: why.clone() };
                store::policy::add(tx, district, &recorded).await?;
                Ok(version)
            })
        })
        .await
}

/// Reads and checks the value; `None` withdraws.
fn value(new: &NewSetting) -> Result<Option<Value>, Refusal> {
    let field = policy::field(&new.field)
        .ok_or_else(|| Refusal::invalid("field", format!("\"{}\" is not known", new.field)))?;
    let written = new.value.trim();
    if written.is_empty() {
        return Ok(None);
    }
    let value = match field.kind {
        Kind::Choice(_) if matches!(new.effect, Effect::Floor | Effect::Ceiling) => {
            return Err(Refusal::invalid(
                "effect",
                "needs a number: a choice has neither a least nor a most",
            ));
        }
        Kind::Choice(_) => Value::Choice(written.to_owned()),
        Kind::Number { .. } => {
            Value::Number(written.parse().map_err(|error| Refusal::invalid("value", error))?)
        }
    };
    policy::check(&new.field, &value)
        .map_err(|error| Refusal::invalid("value", format!("cannot be used: {error}")))?;
    Ok(Some(value))
}

/// Refuses what would leave the scope, or the district, without a policy that can judge.
fn resolves(all: &[Setting], scope: Scope, day: Date) -> Result<(), Refusal> {
    let chain = [scope, Scope::DISTRICT, BUILT_IN];
    let from = usize::from(scope == Scope::DISTRICT);
    Policy::resolve(all, &chain[from..], day)
        .map(drop)
        .map_err(|error| Refusal::invalid("value", format!("cannot be used: {error}")))
}
