//! Two versions of one setting, compared in plain words.

use domain::policy::{Effect, ScopeKind, Setting, Value};
use mastery::policy::{self, Field, Kind};

use crate::{
    Actor, App, Refusal,
    list_policies::{ListedSetting, list_policies},
    policy_fields, policy_scopes,
};

/// Which setting: one field of one scope with one effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The field, such as `mastery.minimum_evidence`.
    pub field: String,
    /// The scope as [`policy_scopes::word`] writes it.
    pub scope: String,
    /// The effect.
    pub effect: Effect,
    /// Version of the older one; the one before the newer without it.
    pub older: Option<i64>,
    /// Version of the newer one; the latest without it.
    pub newer: Option<i64>,
}

/// The history of one setting, and two of its versions compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyHistory {
    /// Every version, newest first.
    pub versions: Vec<ListedSetting>,
    /// The older one; `None` for before there was any.
    pub older: Option<ListedSetting>,
    /// The newer one.
    pub newer: ListedSetting,
    /// What differs, one sentence each.
    pub differences: Vec<String>,
}

/// Shows the history of one setting and compares two versions of it.
pub async fn compare_policies(app: &App, actor: &Actor, asked: &Asked) -> Result<PolicyHistory, Refusal> {
    let listed = list_policies(app, actor).await?.settings;
    let versions: Vec<ListedSetting> = listed
        .into_iter()
        .filter(|one| {
            one.setting.field == asked.field
                && one.setting.effect == asked.effect
                && policy_scopes::word(&one.setting.scope) == asked.scope
        })
        .collect();
    let latest = versions.first().ok_or(Refusal::NotFound("this setting"))?.setting.version;
    let find = |version: i64, of: &'static str| {
        let found = versions.iter().find(|one| one.setting.version == version).cloned();
        found.ok_or_else(|| Refusal::invalid(of, format!("{version} is no version of this setting")))
    };
    let newer = find(asked.newer.unwrap_or(latest), "newer")?;
    let before = newer.setting.version - 1;
    let older = match asked.older {
        Some(version) => Some(find(version, "older")?),
        None => find(before, "older").ok(),
    };
    let differences = differences(older.as_ref(), &newer);
    Ok(PolicyHistory { versions, older, newer, differences })
}

/// What differs, one sentence each.
fn differences(older: Option<&ListedSetting>, newer: &ListedSetting) -> Vec<String> {
    let Some(field) = policy_fields::field(&newer.setting.field) else { return Vec::new() };
    let (was, is) = (older.map(|one| &one.setting), &newer.setting);
    let mut said = Vec::new();
    if was.is_none_or(|was| was.value != is.value) {
        said.push(value(&field, was, is));
    }
    match was {
        Some(was) if was.effective_from != is.effective_from => {
            said.push(format!("It counts from {} instead of {}.", is.effective_from, was.effective_from));
        }
        None if is.scope.kind != ScopeKind::BuiltIn => {
            said.push(format!("It counts from {}.", is.effective_from));
        }
        _ => {}
    }
    if let Some(older) = older
        && said.is_empty()
    {
        said.push(format!("Nothing but who wrote it and why: {} and {}.", author(older), author(newer)));
    }
    said
}

fn author(one: &ListedSetting) -> &str {
    if one.by.is_empty() { "the platform" } else { &one.by }
}

/// What happens to the value, in a sentence.
fn value(field: &Field, was: Option<&Setting>, is: &Setting) -> String {
    let before = was.and_then(|was| was.value.as_ref());
    let subject = match is.effect {
        Effect::Set => field.label.to_owned(),
        Effect::Floor => format!("The least that {} can be", lower(field.label)),
        Effect::Ceiling => format!("The most that {} can be", lower(field.label)),
        Effect::Lock => format!("The locked value of {}", lower(field.label)),
    };
    match (before, &is.value) {
        (None, Some(value)) => format!("{subject}: {}, where nothing was set before.", shown(field, value)),
        (Some(value), None) => {
            format!(
                "{subject}: {} is taken back, so that what a wider scope says applies.",
                shown(field, value)
            )
        }
        (Some(before), Some(after)) => {
            let direction = match (before, after) {
                (Value::Number(before), Value::Number(after)) if before < after => "up ",
                (Value::Number(before), Value::Number(after)) if before > after => "down ",
                _ => "",
            };
            format!("{subject}: {direction}from {} to {}.", shown(field, before), shown(field, after))
        }
        (None, None) => format!("{subject}: still not set."),
    }
}

/// A value with its unit, or a word as people read it.
pub fn shown(field: &Field, value: &Value) -> String {
    if field.kind == Kind::Scale {
        return levels(value);
    }
    match value {
        Value::Number(number) if field.unit.is_empty() => number.to_string(),
        Value::Number(number) => {
            let one = field.unit.strip_suffix('s').filter(|_| number.to_string() == "1");
            format!("{number} {}", one.unwrap_or(field.unit))
        }
        Value::Choice(word) => {
            mastery::rules::find(word).map_or_else(|| word.replace('_', " "), |rule| rule.name.to_owned())
        }
    }
}

/// Levels as people read them: `4 Advanced from 4, 3 Proficient from 3; mastery from 3 of 4 points`.
fn levels(value: &Value) -> String {
    let Value::Choice(text) = value else { return String::new() };
    let Ok(scale) = policy::read_scale(text, None) else { return text.clone() };
    let each = scale.levels().iter().map(|level| {
        let code = if level.code == level.name { String::new() } else { format!("{} ", level.code) };
        format!("{code}{} from {}", level.name, level.points)
    });
    let each: Vec<String> = each.collect();
    format!("{}; mastery from {} of {} points", each.join(", "), scale.mastery(), scale.points_possible())
}

fn lower(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

#[cfg(test)]
mod tests {
    use domain::{Points, Timestamp, policy::Scope};
    use jiff::civil::date;

    use super::*;

    fn listed(value: Option<Value>, field: &str, effect: Effect, month: i8, by: &str) -> ListedSetting {
        let setting = Setting {
            scope: Scope::DISTRICT,
            field: field.to_owned(),
            effect,
            value,
            effective_from: date(2026, month, 1),
            version: i64::from(month),
            recorded_at: Timestamp::UNIX_EPOCH,
        };
        let (label, scope, why) = (String::new(), String::new(), String::new());
        ListedSetting { setting, label, scope, by: by.to_owned(), why, current: true }
    }

    #[test]
    fn differences_are_sentences() {
        let number = |n: i32| Some(Value::Number(Points::whole(n)));
        let rule = |slug: &str| Some(Value::Choice(slug.to_owned()));
        let (least, set) = ("mastery.minimum_evidence", Effect::Set);
        let pieces = "Pieces of evidence before anything is judged";
        for (older, newer, expected) in [
            (
                Some(listed(number(1), least, set, 1, "Ada")),
                listed(number(2), least, set, 1, "Ada"),
                vec![format!("{pieces}: up from 1 piece to 2 pieces.")],
            ),
            (
                Some(listed(number(3), least, set, 1, "Ada")),
                listed(number(2), least, set, 6, "Ada"),
                vec![
                    format!("{pieces}: down from 3 pieces to 2 pieces."),
                    "It counts from 2026-06-01 instead of 2026-01-01.".to_owned(),
                ],
            ),
            (
                None,
                listed(number(2), least, Effect::Floor, 1, "Ada"),
                vec![
                    "The least that pieces of evidence before anything is judged can be: 2 pieces, where \
                     nothing was set before."
                        .to_owned(),
                    "It counts from 2026-01-01.".to_owned(),
                ],
            ),
            (
                Some(listed(number(2), least, set, 1, "Ada")),
                listed(None, least, set, 1, "Ada"),
                vec![format!("{pieces}: 2 pieces is taken back, so that what a wider scope says applies.")],
            ),
            (
                Some(listed(rule("highest"), "mastery.rule", set, 1, "Ada")),
                listed(rule("n_of_m"), "mastery.rule", set, 1, "Ada"),
                vec![format!(
                    "How evidence becomes a level: from {} to {}.",
                    mastery::rules::find("highest").expect("a rule").name,
                    mastery::rules::find("n_of_m").expect("a rule").name
                )],
            ),
            (
                Some(listed(number(2), least, set, 1, "Ada")),
                listed(number(2), least, set, 1, "Bo"),
                vec!["Nothing but who wrote it and why: Ada and Bo.".to_owned()],
            ),
        ] {
            assert_eq!(differences(older.as_ref(), &newer), expected);
        }
    }
}
