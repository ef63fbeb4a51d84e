//! What an item names: the text that it is shown with, and the files that it shows.

use std::collections::HashMap;

use domain::{
    ItemId, StimulusId,
    chain::Digest,
    item::{Item, StimulusRef},
};
use exchange::qti;
use store::Tx;

use crate::{Actor, Refusal, item_kept_text};

/// The item naming its stimulus as the bank does, and which that is.
pub(super) async fn with_stimulus(
    tx: &mut Tx,
    actor: &Actor,
    mut item: Item,
    wanted: Option<StimulusId>,
) -> Result<(Item, Option<StimulusId>), Refusal> {
    let found = match (wanted, item.stimuli.first()) {
        (Some(id), _) => store::stimulus::find(tx, actor.district, id).await?,
        (None, Some(named)) => {
            let found = store::stimulus::by_identifier(tx, actor.district, &named.identifier).await?;
            if found.is_none() {
                let why =
                    format!("names the text \"{}\", which is not here: bring it in first", named.identifier);
                return Err(Refusal::invalid("item", why));
            }
            found
        }
        (None, None) => return Ok((item, None)),
    };
    let found = found.ok_or_else(|| Refusal::invalid("stimulus", "is not here: choose one of the list"))?;
    let href = item_kept_text::stimulus_href(&found.identifier);
    item.stimuli = vec![StimulusRef { identifier: found.identifier, href, title: None }];
    Ok((item, Some(found.id)))
}

/// The item naming its files by their digests, and which those are by the names that they had.
pub(super) async fn with_files(
    tx: &mut Tx,
    actor: &Actor,
    id: ItemId,
    item: Item,
    given: &[(String, Digest)],
) -> Result<(Item, Vec<(String, Digest)>), Refusal> {
    let named = qti::asset_references(&item);
    if named.is_empty() {
        return Ok((item, Vec::new()));
    }
    let had = store::item_version::assets_of(tx, actor.district, item_kept_text::of_item(id)).await?;
    let mut digests: HashMap<String, Digest> = HashMap::new();
    let mut shown = Vec::new();
    for name in named {
        let of =
            |all: &[(String, Digest)]| all.iter().find(|(one, _)| *one == name).map(|(_, digest)| *digest);
        let digest = item_kept_text::digest_of(&name).or_else(|| of(given)).or_else(|| of(&had));
        let Some(digest) = digest else {
            return Err(Refusal::invalid(
                "item",
                format!("shows \"{name}\", which was not sent: add the file"),
            ));
        };
        if !may_show(tx, actor, &digest).await? {
            return Err(Refusal::invalid(
                "item",
                format!("shows \"{name}\", which is not kept here: send it again"),
            ));
        }
        if item_kept_text::digest_of(&name).is_none() {
            shown.push((name.clone(), digest));
        } else if had.iter().all(|(_, known)| *known != digest) {
            shown.push(("picture".to_owned(), digest));
        }
        digests.insert(name, digest);
    }
    let to = |name: &str| digests.get(name).map(item_kept_text::address_of);
    Ok((qti::with_assets(item, &to), shown))
}

/// Whether an item may show a content: it is kept, and it is not what a learner handed in.
pub(crate) async fn may_show(tx: &mut Tx, actor: &Actor, digest: &Digest) -> Result<bool, Refusal> {
    if store::content::find(tx, actor.district, digest).await?.is_none() {
        return Ok(false);
    }
    let shown = store::item_version::is_shown(tx, actor.district, digest).await?;
    Ok(shown || !store::content::is_given(tx, actor.district, digest).await?)
}
