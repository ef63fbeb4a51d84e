//! A change of a framework's levels: proposed as every policy is, and taken over by the framework itself, so
//! that what is shown and what judges are one.

use std::collections::HashMap;

use domain::{
    Date, DistrictId, FrameworkId, Timestamp,
    framework::Framework,
    policy::{Effect, Scope, Setting, Value},
    scale::Scale,
    text::search_key,
};
use mastery::policy::{SCALE, read_scale, scale_field, scaled_framework, write_scale};
use store::{Tx, adoption::Adoption, policy::Recorded};

use crate::{Actor, Refusal, chance, policy_change::NewSetting, policy_scopes};

/// The first day of the levels that a framework came in with.
const ALWAYS: Date = Date::constant(1900, 1, 1);

/// The setting that a change of levels would write; `None` where `new` is another field. The levels of a
/// framework are the whole district's, and begin on the day of their adoption.
pub(crate) async fn proposed(
    tx: &mut Tx,
    actor: &Actor,
    new: &NewSetting,
    now: Timestamp,
) -> Result<Option<Setting>, Refusal> {
    let Some(framework) = named(tx, actor.district, &new.field).await? else { return Ok(None) };
    let today = chance::date_of(actor.district, now);
    let scope = policy_scopes::find(tx, actor, &new.scope, today).await?;
    if scope != Scope::DISTRICT {
        let why = "is the whole district: a framework has the same levels everywhere";
        return Err(Refusal::invalid("scope", why));
    }
    if new.effect != Effect::Set {
        return Err(Refusal::invalid("effect", "is set: levels have neither bounds nor locks"));
    }
    if new.effective_from != today {
        let why = "is today: levels begin on the day on which they are adopted";
        return Err(Refusal::invalid("effective_from", why));
    }
    let scale = read_scale(&new.value, Some(&framework.scale))
        .map_err(|error| Refusal::invalid("value", format!("cannot be used: {error}")))?;
    if let Some(gone) = framework.scale.levels().iter().find(|level| scale.level(&level.code).is_none()) {
        let code = &gone.code;
        let why = format!(
            "leaves out the level \"{code}\": what was recorded and judged names it; give it another name or \
             other points instead"
        );
        return Err(Refusal::invalid("value", why));
    }
    if scale == framework.scale {
        return Err(Refusal::invalid("value", "is how it is already"));
    }
    let field = scale_field(framework.id);
    let version = store::policy::next_version(tx, actor.district, &scope, &field, new.effect).await?;
    Ok(Some(Setting {
        scope,
        field,
        effect: new.effect,
        value: Some(Value::Choice(write_scale(&scale))),
        effective_from: today,
        version,
        recorded_at: now,
    }))
}

/// The framework whose levels a field means: by its id, or after `scale:` by its title; `scale` alone where
/// the district has one framework.
async fn named(tx: &mut Tx, district: DistrictId, field: &str) -> Result<Option<Framework>, Refusal> {
    let unknown = |why: &str| Err(Refusal::invalid("field", why.to_owned()));
    if field.starts_with(SCALE) {
        let found = match scaled_framework(field) {
            Some(id) => store::framework::find(tx, district, id).await?,
            None => None,
        };
        return match found {
            Some(found) => Ok(Some(found)),
            None => unknown("names no framework of this district"),
        };
    }
    let title = match field.split_once(':') {
        Some(("scale", title)) => search_key(title),
        None if field == "scale" => String::new(),
        _ => return Ok(None),
    };
    let mut all = store::framework::list(tx, district).await?;
    all.retain(|one| title.is_empty() || search_key(&one.title) == title || one.id.to_string() == title);
    match <[Framework; 1]>::try_from(all) {
        Ok([one]) => Ok(Some(one)),
        Err(none) if none.is_empty() => unknown("names no framework of this district"),
        Err(_) => unknown("names several frameworks: write scale:TITLE, or mastery.scale.ID"),
    }
}

/// Before levels are changed for the first time, writes down those that the framework came in with: what was
/// judged by them is judged by them again. The setting as it is to be written.
pub(crate) async fn begin(tx: &mut Tx, district: DistrictId, setting: Setting) -> Result<Setting, Refusal> {
    let Some(framework) = scaled_framework(&setting.field).filter(|_| setting.version == 1) else {
        return Ok(setting);
    };
    let found = store::framework::find(tx, district, framework).await?;
    let found = found.ok_or(Refusal::NotFound("this framework"))?;
    let came_in = Setting {
        value: Some(Value::Choice(write_scale(&found.scale))),
        effective_from: ALWAYS,
        recorded_at: Timestamp::UNIX_EPOCH,
        ..setting.clone()
    };
    let why = "The levels that the framework came in with".to_owned();
    store::policy::add(tx, district, &Recorded { setting: came_in, recorded_by: None, why }).await?;
    Ok(Setting { version: 2, ..setting })
}

/// Gives the framework the levels of a setting that was just written.
pub(crate) async fn take_over(tx: &mut Tx, district: DistrictId, setting: &Setting) -> Result<(), Refusal> {
    let (Some(id), Some(scale)) = (scaled_framework(&setting.field), scale_in(setting)) else {
        return Ok(());
    };
    if let Some(framework) = store::framework::find(tx, district, id).await? {
        store::framework::put(tx, district, &Framework { scale, ..framework }).await?;
    }
    Ok(())
}

/// The levels that a setting holds.
pub(crate) fn scale_in(setting: &Setting) -> Option<Scale> {
    scaled_framework(&setting.field)?;
    match setting.value.as_ref()? {
        Value::Choice(text) => read_scale(text, None).ok(),
        Value::Number(_) => None,
    }
}

/// The levels before and after, where an adoption changed some.
pub(crate) async fn before_and_after(
    tx: &mut Tx,
    district: DistrictId,
    adoption: &Adoption,
) -> Result<Option<[Scale; 2]>, Refusal> {
    if scaled_framework(&adoption.field).is_none() {
        return Ok(None);
    }
    let all = store::policy::list(tx, district).await?.into_iter().map(|one| one.setting);
    let of: Vec<Setting> = all.filter(|one| one.field == adoption.field).collect();
    let was = of.iter().filter(|one| one.version < adoption.version).max_by_key(|one| one.version);
    let is = of.iter().find(|one| one.version == adoption.version);
    Ok(was.and_then(scale_in).zip(is.and_then(scale_in)).map(|(was, is)| [was, is]))
}

/// What stands today, as a setting: the framework's own levels.
pub(crate) async fn today(
    tx: &mut Tx,
    district: DistrictId,
    setting: &Setting,
) -> Result<Option<Setting>, Refusal> {
    let Some(id) = scaled_framework(&setting.field) else { return Ok(None) };
    let found = store::framework::find(tx, district, id).await?;
    Ok(found.map(|one| Setting { value: Some(Value::Choice(write_scale(&one.scale))), ..setting.clone() }))
}

/// Titles of frameworks, by the field of their levels: what such a setting is of.
pub(crate) async fn titles(tx: &mut Tx, district: DistrictId) -> Result<HashMap<String, String>, Refusal> {
    let all = store::framework::list(tx, district).await?;
    Ok(all.into_iter().map(|one| (scale_field(one.id), one.title)).collect())
}

/// Whether a setting changes the levels of `framework`.
pub(crate) fn is_of(setting: &Setting, framework: Option<FrameworkId>) -> bool {
    scaled_framework(&setting.field).is_some_and(|of| Some(of) == framework)
}
