//! A new version of a policy setting: who, why, from when. Nothing that was judged changes by itself.

use domain::text;
use mastery::policy::scaled_framework;
use store::policy::Recorded;

pub use crate::policy_change::NewSetting;
use crate::{Actor, App, Refusal, access, chance, policy_change};

/// Adds the next version of a setting, and returns its number.
pub async fn set_policy(app: &App, actor: &Actor, new: NewSetting) -> Result<i64, Refusal> {
    access::may_write(actor)?;
    let why = text::required(&new.why, 1_000).map_err(Refusal::text("reason"))?;
    let now = chance::now();
    app.db
        .write((actor.clone(), new, why), move |tx, (actor, new, why)| {
            Box::pin(async move {
                let setting = policy_change::proposed(tx, actor, new, now).await?;
                if scaled_framework(&setting.field).is_some() {
                    let why =
                        "is adopted, after a look, and not saved: levels are shown and judged by at once";
                    return Err(Refusal::invalid("field", why));
                }
                let version = setting.version;
                let recorded = Recorded { setting, recorded_by: Some(actor.person), why: why.clone() };
                store::policy::add(tx, actor.district, &recorded).await?;
                Ok(version)
            })
        })
        .await
}
