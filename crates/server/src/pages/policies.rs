//! The numbers and choices that sites disagree on.

use axum::{
    Router,
    extract::{Query, State},
    response::{IntoResponse as _, Redirect},
    routing::get,
};
use domain::policy::{Effect, ScopeKind, Value};
use mastery::policy::{Field, Kind};
use usecases::{
    Refusal, chance,
    list_organizations::list_organizations,
    list_policies::{ListedSetting, list_policies},
    set_policy::{NewSetting, set_policy},
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        policies::{Policies, PolicyForm, SettingRow},
        shell::{Choice, Link},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/admin/policies", get(list).post(save)).route("/admin/policies/new", get(new))
}

/// `GET /admin/policies`
async fn list(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let listed = list_policies(&site.app, &signed_in.actor).await?;
    page(&Policies {
        shell: frame::shell(&site, &signed_in, "Rules and numbers", "/admin/policies").await?,
        settings: listed.settings.into_iter().map(row).collect(),
        new_href: "/admin/policies/new".to_owned(),
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
        change_href: format!("/admin/policies/new?field={}", crate::address::encode(&setting.field)),
        slug: setting.field.clone(),
    }
}

fn written(value: Option<&Value>) -> String {
    match value {
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Choice(word)) => word.replace('_', " "),
        None => "taken back".to_owned(),
    }
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    field: String,
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

/// `GET /admin/policies/new?field=`
async fn new(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Page {
    let typed = Typed {
        scope: "district".to_owned(),
        field: asked.field,
        effect: "set".to_owned(),
        value: String::new(),
        effective_from: chance::today().to_string(),
        reason: String::new(),
    };
    form(&site, &signed_in, typed, Vec::new(), Vec::new()).await
}

/// `POST /admin/policies`
async fn save(State(site): State<Site>, signed_in: SignedIn, fields: Fields) -> Page {
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
        return form(&site, &signed_in, typed, vec![problem], Vec::new()).await;
    };
    if fields.one("step") == "look" {
        let what_if = vec![
            "Nothing that was judged changes by itself: a judgement stands until new evidence of its \
             competency comes in."
                .to_owned(),
            format!("From {} new evidence is judged by the new version.", when::day(effective_from)),
        ];
        return form(&site, &signed_in, typed, Vec::new(), what_if).await;
    }
    let setting = NewSetting {
        scope: typed.scope.clone(),
        field: typed.field.clone(),
        effect: Effect::from_word(&typed.effect).unwrap_or(Effect::Set),
        value: typed.value.clone(),
        effective_from,
        why: typed.reason.clone(),
    };
    match set_policy(&site.app, &signed_in.actor, setting).await {
        Ok(_) => Ok(Redirect::to("/admin/policies").into_response()),
        Err(Refusal::Invalid { field, why }) => {
            // Whatever does not fit is told beside the field that people can change.
            let place = if matches!(field, "reason" | "effective_from") { field } else { "value" };
            let problem = (place.to_owned(), format!("The {field} {why}."));
            form(&site, &signed_in, typed, vec![problem], Vec::new()).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}

async fn form(
    site: &Site,
    signed_in: &SignedIn,
    typed: Typed,
    problems: Vec<(String, String)>,
    what_if: Vec<String>,
) -> Page {
    let listed = list_policies(&site.app, &signed_in.actor).await?;
    let schools = list_organizations(&site.app, &signed_in.actor).await?;
    let mut scopes = vec![Choice::new("district", "The whole district")];
    let schools = schools.iter().filter(|one| one.kind != "district");
    scopes.extend(schools.map(|one| Choice::new(&format!("school:{}", one.id), &one.name)));
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
        what_if,
        problems,
    })
}

/// The words that a field takes; none for a number.
fn choices(field: &Field) -> &[&'static str] {
    match &field.kind {
        Kind::Choice(words) => words,
        Kind::Number { .. } => &[],
    }
}

/// What a field takes, in words.
fn takes(field: &Field) -> String {
    match &field.kind {
        Kind::Choice(words) => words.join(", "),
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
