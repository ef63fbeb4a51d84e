//! SQLite's log is brought into the file beside the writer, and does not grow without end.

use std::fs;

use store::{Db, wording::OwnWords};

use crate::{
    engines::Fresh,
    sample::{DISTRICT, at, person},
};

/// A page with its head in the log.
const PAGE: u64 = 4_096 + 24;

/// What the log may hold: the writer lets it begin anew after 8,192 pages, and one commit comes on top.
const MOST: u64 = (8_192 + 1_200) * PAGE;

#[tokio::test(flavor = "multi_thread")]
async fn the_log_begins_anew_while_others_write_and_is_gone_at_the_end() {
    let fresh = Fresh::sqlite();
    let db = fresh.open().await;
    let (log, mut most) = (format!("{}-wal", fresh.address), 0);
    for time in 0..24 {
        write_a_lot(&db, time).await;
        most = most.max(fs::metadata(&log).expect("there is a log").len());
    }
    assert!(most <= MOST, "{most} bytes, of {MOST}");
    drop(db);
    store::db::writers_ended().await;
    assert!(!fs::exists(&log).expect("looked"), "the log is left");
    let again = Db::open(&fresh.address).await.expect("opens again");
    let kept = again.read((), |tx, ()| Box::pin(store::wording::list(tx, DISTRICT, None)));
    assert_eq!(kept.await.expect("read").len(), 24);
    drop(again);
    fresh.remove().await;
}

/// One commit of about a thousand pages.
async fn write_a_lot(db: &Db, time: usize) {
    let own = OwnWords {
        file: format!("file-{time}"),
        language: "en".to_owned(),
        text: "x".repeat(4_000_000),
        changed_by: person(1),
        changed_at: at(0),
    };
    let put = db.write(own, |tx, own| Box::pin(async move { store::wording::put(tx, DISTRICT, own).await }));
    put.await.expect("kept");
}
