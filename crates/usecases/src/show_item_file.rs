//! Pictures, sounds and other files that items show; and keeping one for an item that is being written.

use domain::{chain::Digest, item::FileValue};

use crate::{
    Actor, App, Refusal, chance, item_access, item_kept_text,
    keep_content::{self, Checked, Shown, Stretch},
    media,
};

/// Shows a file that an item or a text shows, to whoever is signed in; one that nothing shows yet, to whoever works
/// with learners. What a learner handed in is not shown here. `None` where the file has no such stretch.
pub async fn show_item_file(
    app: &App,
    actor: &Actor,
    digest: Digest,
    stretch: Stretch,
) -> Result<Option<Shown>, Refusal> {
    const NOTHING: Refusal = Refusal::NotFound("this file");
    let today = chance::today(actor.district);
    app.db
        .read((actor.clone(), digest), move |tx, (actor, digest)| {
            Box::pin(async move {
                let district = actor.district;
                if !store::item_version::is_shown(tx, district, digest).await? {
                    if store::content::is_given(tx, district, digest).await? {
                        return Err(NOTHING);
                    }
                    item_access::looks(tx, actor, today).await.map_err(|refusal| match refusal {
                        Refusal::NotFound(_) => NOTHING,
                        other => other,
                    })?;
                }
                let name = domain::chain::hex(digest).chars().take(12).collect();
                keep_content::read(tx, district, digest, name, stretch).await
            })
        })
        .await
}

/// Keeps a file for an item that is being written. One that no item shows in the end is swept away.
pub async fn add_item_file(
    app: &App,
    actor: &Actor,
    name: &str,
    bytes: Vec<u8>,
) -> Result<FileValue, Refusal> {
    let now = chance::now();
    let today = chance::date_of(actor.district, now);
    let checked = Checked::new(name, bytes, item_kept_text::KINDS)?;
    app.db
        .write((actor.clone(), checked), move |tx, (actor, checked)| {
            Box::pin(async move {
                item_access::writes(tx, actor, today).await?;
                checked.keep(tx, actor.district, None, now).await
            })
        })
        .await
}

/// Keeps a file for a resource that is being written: one that its page shows, or the `whole` of it, which may be of
/// any kind. One that nothing shows in the end is swept away.
pub async fn add_resource_file(
    app: &App,
    actor: &Actor,
    name: &str,
    bytes: Vec<u8>,
    whole: bool,
) -> Result<FileValue, Refusal> {
    let now = chance::now();
    let today = chance::date_of(actor.district, now);
    let kinds = if whole { media::EVERYTHING } else { item_kept_text::KINDS };
    let checked = Checked::new(name, bytes, kinds)?;
    app.db
        .write((actor.clone(), checked), move |tx, (actor, checked)| {
            Box::pin(async move {
                item_access::writes_resources(tx, actor, today).await?;
                checked.keep(tx, actor.district, None, now).await
            })
        })
        .await
}
