//! Every version of every policy setting, and what applies today.

use std::collections::{HashMap, HashSet};

use domain::{
    PersonId,
    policy::{Scope, ScopeKind, Setting},
};
use mastery::policy::{BUILT_IN, Field};
use store::Tx;

use crate::{
    Actor, App, Refusal, access, access::Standing, chance, policy_fields, policy_scopes::ScopeNames,
    scale_change,
};

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

/// Lists policies: all of them for administrators of the district, and for who sets the rules of a school
/// those of the district, of that school, and of its classes.
pub async fn list_policies(app: &App, actor: &Actor) -> Result<Policies, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor, |tx, actor| {
            Box::pin(async move {
                let standing = access::rules(tx, actor, today).await?;
                let mut stored = store::policy::list(tx, actor.district).await?;
                if !standing.sets_rules_of_the_district() {
                    let own = own_scopes(tx, actor, &standing).await?;
                    stored.retain(|one| own.contains(&one.setting.scope));
                }
                let scopes: Vec<Scope> = stored.iter().map(|one| one.setting.scope).collect();
                let names = ScopeNames::load(tx, actor, &scopes).await?;
                let titles = scale_change::titles(tx, actor.district).await?;
                let mut people: Vec<PersonId> = stored.iter().filter_map(|one| one.recorded_by).collect();
                people.sort_unstable();
                people.dedup();
                let known = store::person::find_all(tx, actor.district, &people).await?;
                let by: HashMap<PersonId, String> =
                    known.into_iter().map(|one| (one.id, one.name())).collect();
                let all: Vec<Setting> = stored.iter().map(|one| one.setting.clone()).collect();
                let label =
                    |field: &str| policy_fields::field(field).map_or(String::new(), |f| f.label.to_owned());
                let listed = stored.into_iter().map(|one| ListedSetting {
                    label: label(&one.setting.field),
                    scope: match titles.get(&one.setting.field) {
                        Some(title) => title.clone(),
                        None => names.of(&one.setting.scope),
                    },
                    by: one.recorded_by.and_then(|id| by.get(&id).cloned()).unwrap_or_default(),
                    why: one.why,
                    current: is_current(&one.setting, &all, today),
                    setting: one.setting,
                });
                let shipped = policy_fields::built_in().into_iter().map(|setting| ListedSetting {
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
                Ok(Policies { settings, fields: policy_fields::all_fields() })
            })
        })
        .await
}

/// The scopes whose settings concern who sets the rules of some schools: no other school's, and no single
/// learner's.
pub(crate) async fn own_scopes(
    tx: &mut Tx,
    actor: &Actor,
    standing: &Standing,
) -> Result<HashSet<Scope>, Refusal> {
    let mut own = HashSet::from([Scope::DISTRICT]);
    let schools = standing.organizations.iter().filter(|one| standing.sets_rules_of(one.id));
    own.extend(schools.map(|one| Scope { kind: ScopeKind::School, id: *one.id.as_bytes() }));
    let sections = store::section::list(tx, actor.district).await?;
    let sections = sections.iter().filter(|one| standing.sets_rules_of(one.organization));
    own.extend(sections.map(|one| Scope { kind: ScopeKind::Section, id: *one.id.as_bytes() }));
    Ok(own)
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
