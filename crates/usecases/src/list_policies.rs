//! Every version of every policy setting, and what applies today.

use std::collections::HashMap;

use domain::{
    PersonId,
    policy::{Scope, Setting},
};
use mastery::policy::{self, BUILT_IN, Field};

use crate::{Actor, App, Refusal, access, chance, policy_scopes::ScopeNames};

/// Settings and the fields that can be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policies {
    /// By field, then scope, newest version first; what ships comes last of each field.
    pub settings: Vec<ListedSetting>,
    /// Every field with its label, unit and bounds.
    pub fields: Vec<Field>,
}

/// One version of one setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedSetting {
    /// The setting.
    pub setting: Setting,
    /// What the field is called.
    pub label: String,
    /// Where it applies, in words.
    pub scope: String,
    /// Who wrote it; empty for what ships.
    pub by: String,
    /// Why.
    pub why: String,
    /// Whether it is the version that counts today in its scope.
    pub current: bool,
}

/// Lists policies, for administrators.
pub async fn list_policies(app: &App, actor: &Actor) -> Result<Policies, Refusal> {
    let today = chance::today();
    app.db
        .read(actor, |tx, actor| {
            Box::pin(async move {
                access::administrator(tx, actor, today).await?;
                let stored = store::policy::list(tx, actor.district).await?;
                let scopes: Vec<Scope> = stored.iter().map(|one| one.setting.scope).collect();
                let names = ScopeNames::load(tx, actor, &scopes).await?;
                let mut people: Vec<PersonId> = stored.iter().filter_map(|one| one.recorded_by).collect();
                people.sort_unstable();
                people.dedup();
                let known = store::person::find_all(tx, actor.district, &people).await?;
                let by: HashMap<PersonId, String> =
                    known.into_iter().map(|one| (one.id, one.name())).collect();
                let all: Vec<Setting> = stored.iter().map(|one| one.setting.clone()).collect();
                let label = |field: &str| policy::field(field).map_or(String::new(), |f| f.label.to_owned());
                let listed = stored.into_iter().map(|one| ListedSetting {
                    label: label(&one.setting.field),
                    scope: names.of(&one.setting.scope),
                    by: one.recorded_by.and_then(|id| by.get(&id).cloned()).unwrap_or_default(),
                    why: one.why,
                    current: is_current(&one.setting, &all, today),
                    setting: one.setting,
                });
                let shipped = policy::built_in().into_iter().map(|setting| ListedSetting {
                    label: label(&setting.field),
                    scope: names.of(&BUILT_IN),
                    by: String::new(),
                    why: String::new(),
                    current: true,
                    setting,
                });
                let mut settings: Vec<_> = listed.chain(shipped).collect();
                settings.sort_by(|left, right| {
                    let key = |one: &ListedSetting| {
                        (one.setting.field.clone(), one.setting.scope, one.setting.effect)
                    };
                    key(left).cmp(&key(right)).then(right.setting.version.cmp(&left.setting.version))
                });
                Ok(Policies { settings, fields: policy::all_fields() })
            })
        })
        .await
}

fn is_current(one: &Setting, all: &[Setting], today: domain::Date) -> bool {
    let same = all.iter().filter(|other| {
        other.scope == one.scope
            && other.field == one.field
            && other.effect == one.effect
            && other.effective_from <= today
    });
    same.max_by_key(|other| (other.effective_from, other.version)).is_some_and(|latest| latest == one)
}
