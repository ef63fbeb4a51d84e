//! A new version of a setting: looked at first, or saved for what comes.

use axum::{
    Router,
    extract::{Query, State},
    response::{IntoResponse as _, Redirect},
    routing::get,
};
use domain::policy::Effect;
use mastery::policy::{Field, Kind};
use usecases::{
    Refusal, chance,
    list_policies::list_policies,
    policy_scopes::list_my_scopes,
    running_what_ifs,
    set_policy::{NewSetting, set_policy},
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        policies::PolicyForm,
        shell::{Choice, Link},
    },
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/admin/policies/new", get(new))
}

/// A change that the form is filled with.
#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    field: String,
    #[serde(default = "whole_district")]
    scope: String,
    #[serde(default = "sets")]
    effect: String,
    #[serde(default)]
    value: String,
    effective_from: Option<String>,
}

fn whole_district() -> String {
    "district".to_owned()
}

fn sets() -> String {
    "set".to_owned()
}

/// What the form holds.
struct Typed {
    scope: String,
    field: String,
    effect: String,
    value: String,
    effective_from: String,
    reason: String,
}

/// `GET /admin/policies/new?field=&scope=&effect=&value=&effective_from=`
async fn new(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Page {
    let typed = Typed {
        scope: asked.scope,
        field: asked.field,
        effect: asked.effect,
        value: asked.value,
        effective_from: asked
            .effective_from
            .unwrap_or_else(|| chance::today(signed_in.actor.district).to_string()),
        reason: String::new(),
    };
    form(&site, &signed_in, typed, Vec::new()).await
}

/// `POST /admin/policies`: looks at what the change would touch, or saves it for what comes.
pub async fn save(State(site): State<Site>, signed_in: SignedIn, fields: Fields) -> Page {
    let one = |name: &str| fields.one(name).to_owned();
    let typed = Typed {
        scope: one("scope"),
        field: one("field"),
        effect: one("effect"),
        value: one("value"),
        effective_from: one("effective_from"),
        reason: one("reason"),
    };
    let Ok(effective_from) = typed.effective_from.parse() else {
        let problem = ("effective_from".to_owned(), "Write a day as 2026-11-24.".to_owned());
        return form(&site, &signed_in, typed, vec![problem]).await;
    };
    let setting = NewSetting {
        scope: typed.scope.clone(),
        field: typed.field.clone(),
        effect: Effect::from_word(&typed.effect).unwrap_or(Effect::Set),
        value: typed.value.clone(),
        effective_from,
        why: typed.reason.clone(),
    };
    let done = if fields.one("step") == "look" {
        running_what_ifs::start(&site.app, &signed_in.actor, setting)
            .await
            .map(|key| format!("/admin/policies/what-if/{key}"))
    } else {
        set_policy(&site.app, &signed_in.actor, setting).await.map(|_| "/admin/policies".to_owned())
    };
    match done {
        Ok(href) => Ok(Redirect::to(&href).into_response()),
        Err(Refusal::Invalid { field, why }) => {
            // Whatever does not fit is told beside the field that people can change.
            let place = if matches!(field, "reason" | "effective_from") { field } else { "value" };
            let problem = (place.to_owned(), format!("The {} {why}.", field.replace('_', " ")));
            form(&site, &signed_in, typed, vec![problem]).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}

async fn form(site: &Site, signed_in: &SignedIn, typed: Typed, problems: Vec<(String, String)>) -> Page {
    let listed = list_policies(&site.app, &signed_in.actor).await?;
    let scopes = list_my_scopes(&site.app, &signed_in.actor).await?;
    let mut scopes: Vec<Choice> = scopes.iter().map(|(word, name)| Choice::new(word, name)).collect();
    if !scopes.iter().any(|one| one.value == typed.scope) && typed.scope.contains(':') {
        // One that is not offered by name, such as a single learner: it stays as it was asked for.
        scopes.push(Choice::new(&typed.scope, &typed.scope));
    }
    let fields = listed.fields.iter().map(|field| {
        let unit = if field.unit.is_empty() { String::new() } else { format!(" ({})", field.unit) };
        Choice::new(&field.name, &format!("{}{unit}: {}", field.label, field.name))
    });
    let mut words: Vec<String> =
        listed.fields.iter().flat_map(choices).map(|word| (*word).to_owned()).collect();
    words.sort_unstable();
    words.dedup();
    let takes = listed.fields.iter().map(|field| (field.label.to_owned(), takes(field))).collect();
    let effects = [
        ("set", "Sets it"),
        ("floor", "At least"),
        ("ceiling", "At most"),
        ("lock", "Sets it, and nobody nearer may change it"),
    ];
    let effects = effects.iter().map(|(word, label)| Choice::new(word, label)).collect();
    page(&PolicyForm {
        shell: frame::shell(site, signed_in, "New version of a rule", "/admin/policies").await?,
        crumbs: vec![Link::new("Rules and numbers", "/admin/policies")],
        action: "/admin/policies".to_owned(),
        scopes: chosen(scopes, &typed.scope),
        fields: chosen(fields.collect(), &typed.field),
        effects: chosen(effects, &typed.effect),
        words,
        takes,
        value: typed.value,
        effective_from: typed.effective_from,
        reason: typed.reason,
        problems,
    })
}

/// The words that a field takes; none for a number.
fn choices(field: &Field) -> &[&'static str] {
    match &field.kind {
        Kind::Choice(words) => words,
        Kind::Number { .. } | Kind::Scale => &[],
    }
}

/// What a field takes, in words.
fn takes(field: &Field) -> String {
    match &field.kind {
        Kind::Choice(words) => words.join(", "),
        Kind::Scale => "levels, which the framework's page changes".to_owned(),
        Kind::Number { least, most, whole } => {
            format!("{least} to {most}{}", if *whole { ", whole" } else { "" })
        }
    }
}

fn chosen(mut choices: Vec<Choice>, value: &str) -> Vec<Choice> {
    for choice in &mut choices {
        choice.selected = choice.value == value;
    }
    choices
}
