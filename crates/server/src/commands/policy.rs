//! `onramp admin policy set|list`: numbers and choices that sites disagree on.

use domain::{Date, policy::Effect};
use serde_json::json;
use usecases::{
    chance,
    list_policies::{ListedSetting, list_policies},
    operator::operator,
    set_policy::{NewSetting, set_policy},
};

use super::{CommandError, Common, output::say};

/// What to do.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Add a version of a setting.
    Set {
        /// The field, such as `mastery.rule`.
        field: String,
        /// The number or word; empty to withdraw what was set.
        value: String,
        /// `district`, `school:NAME`, `section:ID`, `learner:ID` or `enrollment:SECTION/LEARNER`.
        #[arg(long, default_value = "district")]
        scope: String,
        /// `set`, `floor`, `ceiling` or `lock`.
        #[arg(long, default_value = "set")]
        effect: String,
        /// The first day it counts; today without it.
        #[arg(long, value_name = "DAY")]
        from: Option<Date>,
        /// Why; shown beside it for ever.
        #[arg(long)]
        why: String,
    },
    /// List every version of every setting.
    List,
}

/// Does it.
pub async fn run(action: Action, common: &Common) -> Result<(), CommandError> {
    let app = common.open().await?;
    let district = common.district(&app).await?;
    let actor = operator(&app, district.id).await?;
    match action {
        Action::Set { field, value, scope, effect, from, why } => {
            let effect = Effect::from_word(&effect).ok_or_else(|| {
                CommandError::Other("--effect is one of set, floor, ceiling, lock".to_owned())
            })?;
            let effective_from = from.unwrap_or_else(|| chance::today(actor.district));
            let new = NewSetting { scope, field: field.clone(), effect, value, effective_from, why };
            let version = set_policy(&app, &actor, new).await?;
            say!(
                "{field}: version {version}, from {effective_from}. What was judged stands until new evidence comes."
            );
        }
        Action::List => {
            let listed = list_policies(&app, &actor).await?.settings;
            if common.json {
                say!("{:#}", listed.iter().map(as_json).collect::<serde_json::Value>());
                return Ok(());
            }
            for one in listed {
                let current = if one.current { "applies" } else { "past or to come" };
                let (setting, effect) = (&one.setting, one.setting.effect.word());
                say!("{} {effect} {} | {} | {current}", setting.field, value(&one), one.scope);
            }
        }
    }
    Ok(())
}

fn value(one: &ListedSetting) -> String {
    match &one.setting.value {
        Some(domain::policy::Value::Number(number)) => number.to_string(),
        Some(domain::policy::Value::Choice(word)) => word.clone(),
        None => "withdrawn".to_owned(),
    }
}

fn as_json(one: &ListedSetting) -> serde_json::Value {
    json!({
        "field": one.setting.field,
        "effect": one.setting.effect.word(),
        "value": value(one),
        "scope": one.scope,
        "effective_from": one.setting.effective_from.to_string(),
        "version": one.setting.version,
        "by": one.by,
        "why": one.why,
        "applies": one.current,
    })
}
