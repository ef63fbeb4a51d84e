//! The numbers and choices that sites disagree on: every version of every setting, and two compared.

use axum::{
    Router,
    extract::{Query, State},
    routing::get,
};
use domain::policy::{Effect, ScopeKind, Value};
use usecases::{
    compare_policies::{self, compare_policies},
    list_policies::{ListedSetting, list_policies},
    policy_scopes,
};

use super::policy_form;
use crate::{
    address::encode,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        policies::{Policies, PolicyHistory, SettingRow},
        shell::{Choice, Link},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/admin/policies", get(list).post(policy_form::save))
        .route("/admin/policies/history", get(history))
}

/// `GET /admin/policies`
async fn list(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let listed = list_policies(&site.app, &signed_in.actor).await?;
    page(&Policies {
        shell: frame::shell(&site, &signed_in, "Rules and numbers", "/admin/policies").await?,
        settings: listed.settings.into_iter().map(row).collect(),
        new_href: "/admin/policies/new".to_owned(),
        adoptions_href: "/admin/policies/adoptions".to_owned(),
    })
}

fn row(one: ListedSetting) -> SettingRow {
    let setting = &one.setting;
    let shipped = setting.scope.kind == ScopeKind::BuiltIn;
    let effect = match setting.effect {
        Effect::Set => "sets",
        Effect::Floor => "at least",
        Effect::Ceiling => "at most",
        Effect::Lock => "locked",
    };
    SettingRow {
        field: one.label.clone(),
        scope: one.scope,
        effect: effect.to_owned(),
        value: written(setting.value.as_ref()),
        from: if shipped {
            String::new()
        } else {
            format!("{}, version {}", when::day(setting.effective_from), setting.version)
        },
        why: [one.by, one.why].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": "),
        current: one.current,
        change_href: format!("/admin/policies/new?{}", address(setting)),
        history_href: if shipped {
            String::new()
        } else {
            format!("/admin/policies/history?{}", address(setting))
        },
        slug: setting.field.clone(),
    }
}

/// Names one setting in an address.
fn address(setting: &domain::policy::Setting) -> String {
    let scope = match setting.scope.kind {
        ScopeKind::BuiltIn => "district".to_owned(),
        _ => policy_scopes::word(&setting.scope),
    };
    format!("field={}&scope={}&effect={}", encode(&setting.field), encode(&scope), setting.effect.word())
}

fn written(value: Option<&Value>) -> String {
    match value {
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Choice(word)) => word.replace('_', " "),
        None => "taken back".to_owned(),
    }
}

#[derive(serde::Deserialize)]
struct AskedHistory {
    #[serde(default)]
    field: String,
    #[serde(default)]
    scope: String,
    #[serde(default)]
    effect: String,
    older: Option<i64>,
    newer: Option<i64>,
}

/// `GET /admin/policies/history?field=&scope=&effect=&older=&newer=`
async fn history(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<AskedHistory>) -> Page {
    let AskedHistory { field, scope, effect, older, newer } = asked;
    let effect = Effect::from_word(&effect).unwrap_or(Effect::Set);
    let asked = compare_policies::Asked { field, scope, effect, older, newer };
    let found = compare_policies(&site.app, &signed_in.actor, &asked).await?;
    let versions = |chosen: Option<i64>| {
        let choices = found.versions.iter().map(|one| {
            let version = one.setting.version;
            let label = format!("Version {version}: {}", written(one.setting.value.as_ref()));
            let choice = Choice::new(&version.to_string(), &label);
            if chosen == Some(version) { choice.chosen() } else { choice }
        });
        choices.collect::<Vec<_>>()
    };
    let (older, newer) = (found.older.as_ref(), &found.newer);
    let between = match older {
        Some(older) => {
            format!("From version {} to version {}", older.setting.version, newer.setting.version)
        }
        None => format!("Version {}, the first", newer.setting.version),
    };
    let title = format!("{}: {}", newer.label, newer.scope);
    page(&PolicyHistory {
        shell: frame::shell(&site, &signed_in, "History of a rule", "/admin/policies").await?,
        crumbs: vec![Link::new("Rules and numbers", "/admin/policies")],
        title,
        hidden: vec![
            ("field".to_owned(), asked.field),
            ("scope".to_owned(), asked.scope),
            ("effect".to_owned(), effect.word().to_owned()),
        ],
        olders: versions(older.map(|one| one.setting.version)),
        newers: versions(Some(newer.setting.version)),
        between,
        differences: found.differences,
        versions: found.versions.into_iter().map(row).collect(),
    })
}
