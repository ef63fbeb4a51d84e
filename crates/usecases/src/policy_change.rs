//! A change of policy as somebody proposes it: read and checked the same way, whether it is only looked
//! at, set, or adopted.

use domain::{
    Date, Timestamp,
    policy::{Effect, Scope, ScopeKind, Setting, Value},
};
use mastery::policy::{BUILT_IN, Kind, Policy};
use store::Tx;

use crate::{Actor, Refusal, chance, policy_fields, policy_scopes, scale_change};

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
    /// Why; shown beside it for ever. Not needed to look.
    pub why: String,
}

/// The field that moves where mastery begins: it has no least and no most, because each scale has its own.
const CUT: &str = "mastery.cut_percent";

/// The setting that `new` would write as its next version, after checking that `actor` may write it and
/// that the scope, and the district, can still judge by it.
pub(crate) async fn proposed(
    tx: &mut Tx,
    actor: &Actor,
    new: &NewSetting,
    now: Timestamp,
) -> Result<Setting, Refusal> {
    if let Some(levels) = scale_change::proposed(tx, actor, new, now).await? {
        return Ok(levels);
    }
    let value = value(new)?;
    let district = actor.district;
    let scope = policy_scopes::find(tx, actor, &new.scope, chance::date_of(actor.district, now)).await?;
    if new.effect != Effect::Set && !matches!(scope.kind, ScopeKind::District | ScopeKind::School) {
        let why = "can only be set here; limits and locks are of a school or the district";
        return Err(Refusal::invalid("effect", why));
    }
    let setting = Setting {
        scope,
        field: new.field.clone(),
        effect: new.effect,
        value,
        effective_from: new.effective_from,
        version: store::policy::next_version(tx, district, &scope, &new.field, new.effect).await?,
        recorded_at: now,
    };
    let mut all: Vec<Setting> =
        store::policy::list(tx, district).await?.into_iter().map(|one| one.setting).collect();
    all.push(setting.clone());
    resolves(&all, scope, new.effective_from)?;
    Ok(setting)
}

/// Reads and checks the value; `None` withdraws.
fn value(new: &NewSetting) -> Result<Option<Value>, Refusal> {
    let field = policy_fields::field(&new.field)
        .ok_or_else(|| Refusal::invalid("field", format!("\"{}\" is not known", new.field)))?;
    let written = new.value.trim();
    let bounds = matches!(new.effect, Effect::Floor | Effect::Ceiling);
    if bounds && new.field == CUT {
        let why = "is to set or to lock: each scale has its own cut, so that there is no one least or most";
        return Err(Refusal::invalid("effect", why));
    }
    if written.is_empty() {
        return Ok(None);
    }
    let value = match field.kind {
        Kind::Choice(_) if bounds => {
            return Err(Refusal::invalid(
                "effect",
                "needs a number: a choice has neither a least nor a most",
            ));
        }
        Kind::Choice(_) | Kind::Scale => Value::Choice(written.to_owned()),
        Kind::Number { .. } => {
            Value::Number(written.parse().map_err(|error| Refusal::invalid("value", error))?)
        }
    };
    policy_fields::check(&new.field, &value)
        .map_err(|error| Refusal::invalid("value", format!("cannot be used: {error}")))?;
    Ok(Some(value))
}

/// Refuses what would leave the scope, or the district, without a policy that can judge.
fn resolves(all: &[Setting], scope: Scope, day: Date) -> Result<(), Refusal> {
    let chain = [scope, Scope::DISTRICT, BUILT_IN];
    let from = usize::from(scope == Scope::DISTRICT);
    Policy::resolve(all, &chain[from..], day)
        .and_then(|policy| policy.judges())
        .map_err(|error| Refusal::invalid("value", format!("cannot be used: {error}")))
}
