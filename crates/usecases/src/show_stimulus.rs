//! What several items share, for staff: its text, its files, and the items that are shown with it.

use assessment::authoring::from_stimulus;
use domain::{StimulusId, chain::Digest};
use exchange::qti;
use store::{item::ItemRow, stimulus::StimulusRow};

use crate::{
    Actor, App, Refusal, chance, item_access, item_kept_text, search_items, show_sitting::ShownStimulus,
    stimuli_kept, write_item::may_show,
};

/// The most items that are listed with a text.
const MOST_ITEMS: i64 = 500;

/// A text as its page shows it.
#[derive(Debug, Clone)]
pub struct WholeStimulus {
    /// As it is kept.
    pub row: StimulusRow,
    /// As learners see it.
    pub shown: ShownStimulus,
    /// The same as the authoring form has it; `None` where it is of another shape. Files have their names.
    pub text: Option<String>,
    /// The files that it shows, by name.
    pub files: Vec<(String, Digest)>,
    /// Items that are shown with it, by identifier.
    pub items: Vec<ItemRow>,
    /// Who wrote it last, by name; empty for the platform.
    pub written_by: String,
    /// Whether whoever asks may write.
    pub may_write: bool,
}

/// Shows a text.
pub async fn show_stimulus(app: &App, actor: &Actor, id: StimulusId) -> Result<WholeStimulus, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let standing = item_access::looks(tx, actor, today).await?;
                let district = actor.district;
                let row = store::stimulus::find(tx, district, id).await?;
                let row = row.ok_or(Refusal::NotFound("this text"))?;
                let read =
                    stimuli_kept::load(tx, district, id).await?.ok_or(Refusal::NotFound("this text"))?;
                let owner = item_kept_text::of_stimulus(id);
                let files = store::item_version::assets_of(tx, district, owner).await?;
                let named = |address: &str| {
                    let digest = item_kept_text::digest_of(address)?;
                    files.iter().find(|(_, known)| *known == digest).map(|(name, _)| name.clone())
                };
                let text = from_stimulus(&qti::stimulus_with_assets((*read).clone(), &named));
                let by = row.written_by.into_iter().collect();
                let writer = search_items::names(tx, actor, by).await?;
                Ok(WholeStimulus {
                    shown: ShownStimulus {
                        id,
                        title: read.title.clone(),
                        language: read.language.clone(),
                        body: read.body.clone(),
                    },
                    text,
                    items: store::item::with_stimulus(tx, district, id, MOST_ITEMS).await?,
                    written_by: writer.into_values().next().unwrap_or_default(),
                    may_write: item_access::may_write(&standing) && !actor.read_only,
                    files,
                    row,
                })
            })
        })
        .await
}

/// A text that is being written, with the addresses of its files, as learners would see it. Nothing is kept.
pub async fn preview_stimulus(
    app: &App,
    actor: &Actor,
    stimulus: domain::item::Stimulus,
    files: Vec<(String, Digest)>,
) -> Result<ShownStimulus, Refusal> {
    let today = chance::today(actor.district);
    let files = app
        .db
        .read((actor.clone(), files), move |tx, (actor, files)| {
            Box::pin(async move {
                item_access::looks(tx, actor, today).await?;
                let mut kept = Vec::new();
                for (name, digest) in files {
                    if may_show(tx, actor, digest).await? {
                        kept.push((name.clone(), *digest));
                    }
                }
                Ok::<_, Refusal>(kept)
            })
        })
        .await?;
    let to = |name: &str| {
        let found = files.iter().find(|(known, _)| known == name);
        found.map(|(_, digest)| item_kept_text::address_of(digest))
    };
    let shown = qti::stimulus_with_assets(stimulus, &to);
    let id = StimulusId::from_bytes([0; 16]);
    Ok(ShownStimulus { id, title: shown.title, language: shown.language, body: shown.body })
}
