//! A live item in the bank, put there without the review that people need.

use domain::{
    CompetencyId, DistrictId, ItemId,
    item::{Item, ItemState},
};
use store::{
    StoreError, Tx,
    item::{ItemRow, Parameters},
    item_version::ItemVersion,
};
use usecases::chance;

/// Which version of an item is live, and what is known of it.
pub struct LiveItem<'a> {
    /// Its id.
    pub id: ItemId,
    /// What is asked, and what is right.
    pub item: &'a Item,
    /// Its version, from 1.
    pub version: i64,
    /// How hard it is.
    pub parameters: Parameters,
    /// What it is about.
    pub competency: CompetencyId,
}

/// Puts it there; an earlier version of it stays beside it.
pub async fn put(tx: &mut Tx, district: DistrictId, live: LiveItem<'_>) -> Result<(), StoreError> {
    let LiveItem { id, item, version, parameters, competency } = live;
    let now = chance::now();
    let kinds: Vec<&str> = item.interactions().iter().map(|one| one.kind_word()).collect();
    let row = ItemRow {
        id,
        identifier: item.identifier.clone(),
        title: item.title.clone(),
        kinds: kinds.join(" "),
        stimulus: None,
        state: ItemState::Live,
        version,
        live_version: Some(version),
        grades: String::new(),
        parameters,
        from_source: "written".to_owned(),
        written_by: None,
        written_at: now,
    };
    store::item::put(tx, district, &row, &item.title).await?;
    let text = ItemVersion {
        item: id,
        version,
        content: exchange::qti::write_item(item),
        digest: [u8::try_from(version).unwrap_or(0); 32],
        state: ItemState::Live,
        written_by: None,
        written_at: now,
        note: format!("version {version}"),
        reviewed_by: None,
        reviewed_at: None,
        review_note: String::new(),
        live_at: Some(now),
        retired_at: None,
    };
    store::item_version::add(tx, district, &text).await?;
    store::item::set_competencies(tx, district, id, &[competency]).await
}
