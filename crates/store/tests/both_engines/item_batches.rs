//! Many items moved on at once, and taken back.

use domain::{BatchId, item::ItemState};
use store::item_batch::{ItemBatch, ItemBatchRow};

use crate::{
    engines::on_both,
    items::{item, item_id},
    sample::{DISTRICT, ELSEWHERE, at, person},
};

fn batch(n: u8) -> ItemBatch {
    ItemBatch {
        id: BatchId::from_bytes([n; 16]),
        to: ItemState::Live,
        note: "It's time".to_owned(),
        made_by: person(1),
        made_at: at(i64::from(n)),
        undone_at: None,
    }
}

fn row(place: u8, full: bool) -> ItemBatchRow {
    ItemBatchRow {
        place: i64::from(place),
        item: item_id(1 + place),
        version: 2,
        state: ItemState::Reviewed,
        live_version: full.then_some(1),
        reviewed_by: full.then(|| person(2)),
        reviewed_at: full.then(|| at(3)),
        review_note: if full { "It's fine" } else { "" }.to_owned(),
        live_at: full.then(|| at(4)),
        retired_at: full.then(|| at(5)),
        why_not: if full { "" } else { "is a draft" }.to_owned(),
        kept_why: String::new(),
    }
}

#[tokio::test]
async fn a_step_is_found_by_who_made_it_and_says_what_an_undo_left() {
    on_both(|tx| {
        Box::pin(async move {
            for n in [1, 2] {
                store::item::put(tx, DISTRICT, &item(n, false), "").await?;
            }
            let rows = [row(0, true), row(1, false)];
            for n in [1, 2] {
                store::item_batch::add(tx, DISTRICT, &batch(n), &rows).await?;
            }
            assert_eq!(store::item_batch::find(tx, DISTRICT, batch(1).id).await?, Some(batch(1)));
            assert_eq!(store::item_batch::find(tx, ELSEWHERE, batch(1).id).await?, None);
            assert_eq!(store::item_batch::last_of(tx, DISTRICT, person(1)).await?, Some(batch(2)));
            assert_eq!(store::item_batch::last_of(tx, DISTRICT, person(2)).await?, None);
            assert_eq!(store::item_batch::rows(tx, DISTRICT, batch(2).id).await?, rows);
            let kept = [(1, "isn't here".to_owned())];
            store::item_batch::undo(tx, DISTRICT, batch(2).id, at(9), &kept).await?;
            let undone = ItemBatch { undone_at: Some(at(9)), ..batch(2) };
            assert_eq!(store::item_batch::lock(tx, DISTRICT, undone.id).await?, Some(undone));
            let [moved, stayed] = rows;
            let left = ItemBatchRow { kept_why: "isn't here".to_owned(), ..stayed };
            assert_eq!(store::item_batch::rows(tx, DISTRICT, batch(2).id).await?, [moved, left]);
            Ok(())
        })
    })
    .await;
}
