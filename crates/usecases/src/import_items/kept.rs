//! Writing what came in, a few rows in each transaction. Done twice it is done once.

use domain::DistrictId;
use store::{Tx, qti_test::QtiTest};

use super::{ImportedItem, ImportedStimulus};
use crate::{Refusal, item_kept_text, item_pool};

/// Writes items, each with its new version.
pub(crate) async fn put_items(
    tx: &mut Tx,
    district: DistrictId,
    all: &[ImportedItem],
) -> Result<(), Refusal> {
    for one in all {
        let here = store::item::by_identifier(tx, district, &one.row.identifier).await?;
        let expected = one.row.version - i64::from(one.version.is_some());
        let unchanged = match &here {
            None => expected == 0,
            Some(here) => here.id == one.row.id && here.version == expected,
        };
        if !unchanged {
            return Err(Refusal::Conflict(format!(
                "Somebody else wrote \"{}\" while this was brought in: look at the file again.",
                one.row.identifier
            )));
        }
    }
    let rows: Vec<_> = all.iter().map(|one| (one.row.clone(), one.search_key.clone())).collect();
    store::item::put_all(tx, district, &rows).await?;
    let versions: Vec<_> = all.iter().filter_map(|one| one.version.clone()).collect();
    store::item_version::add_all(tx, district, &versions).await?;
    let mut about = Vec::new();
    let mut tags = Vec::new();
    for one in all {
        about.extend((0_i64..).zip(&one.competencies).map(|(place, id)| (one.row.id, *id, place)));
        tags.extend(one.tags.iter().map(|tag| (one.row.id, tag.clone())));
    }
    store::item::add_competencies(tx, district, &about).await?;
    store::item::add_tags(tx, district, &tags).await?;
    for one in all {
        item_kept_text::show_assets(tx, district, item_kept_text::of_item(one.row.id), &one.shown).await?;
    }
    if all.iter().any(|one| one.row.live_version.is_some()) {
        item_pool::forget(district);
    }
    Ok(())
}

/// Writes what items share.
pub(crate) async fn put_stimuli(
    tx: &mut Tx,
    district: DistrictId,
    all: &[ImportedStimulus],
) -> Result<(), Refusal> {
    for one in all {
        store::stimulus::put(tx, district, &one.row).await?;
        let owner = item_kept_text::of_stimulus(one.row.id);
        item_kept_text::show_assets(tx, district, owner, &one.shown).await?;
    }
    Ok(())
}

/// Writes tests.
pub(crate) async fn put_tests(tx: &mut Tx, district: DistrictId, all: &[QtiTest]) -> Result<(), Refusal> {
    for one in all {
        store::qti_test::put(tx, district, one).await?;
    }
    Ok(())
}
