//! No room on the disk: what was acknowledged is there, nothing else is, and reading goes on. SQLite is
//! given a limit of pages on its writer's connection, and answers as on a full disk.

use domain::chain::Digest;
use store::{Db, StoreError};

use crate::{
    engines::{Fresh, read},
    sample::DISTRICT,
};

/// Pages that are left to write.
const ROOM: i64 = 60;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_was_acknowledged_stays_and_reading_goes_on() {
    let fresh = Fresh::sqlite();
    let db = fresh.open().await;
    limit(&db, Some(ROOM)).await;
    // Many at once, so that one commit keeps several and one of them finds no room.
    let writers = (0..40_u8).map(|n| {
        let db = db.clone();
        tokio::spawn(async move {
            let mut kept = Vec::new();
            for round in 0..10_u8 {
                match keep(&db, [n, round]).await {
                    Ok(digest) => kept.push(digest),
                    Err(StoreError::Full) => {}
                    Err(other) => panic!("a full disk is said to be full, not: {other}"),
                }
            }
            kept
        })
    });
    let mut acknowledged = Vec::new();
    for writer in writers.collect::<Vec<_>>() {
        acknowledged.extend(writer.await.expect("no crash"));
    }
    assert!(!acknowledged.is_empty() && acknowledged.len() < 400, "{}", acknowledged.len());
    // A commit that had no room for all of its use cases kept none, which left room: until there is none.
    for n in 0..=u8::MAX {
        match keep(&db, [200, n]).await {
            Ok(digest) => acknowledged.push(digest),
            Err(StoreError::Full) => break,
            Err(other) => panic!("a full disk is said to be full, not: {other}"),
        }
    }
    acknowledged.sort_unstable();
    assert_eq!(there(&db).await, acknowledged, "all that was acknowledged and nothing else");
    assert!(db.activity().writes_fail);
    read(&db, |tx| {
        Box::pin(async move {
            assert_eq!(store::person::count(tx, DISTRICT).await?, 5);
            Ok(())
        })
    })
    .await
    .expect("reading goes on");

    // There is room again, without a new start.
    limit(&db, None).await;
    acknowledged.push(keep(&db, [255, 255]).await.expect("kept"));
    assert!(!db.activity().writes_fail);
    assert_eq!(there(&db).await, acknowledged);
    drop(db);
    let again = Db::open(&fresh.address).await.expect("opens");
    assert_eq!(there(&again).await, acknowledged, "and so after a new start");
    drop(again);
    fresh.remove().await;
}

/// Sets how many pages more there may be.
async fn limit(db: &Db, room: Option<i64>) {
    db.write(room, |tx, room| {
        Box::pin(async move {
            let count =
                tx.row("pragma page_count", &[]).await?.map_or(Ok(0), |row| row.number("page_count"))?;
            let most = room.map_or(i64::from(i32::MAX), |room| count + room);
            tx.rows(&format!("pragma max_page_count = {most}"), &[]).await.map(drop)
        })
    })
    .await
    .expect("limited");
}

/// Keeps three thousand bytes under a digest.
async fn keep(db: &Db, name: [u8; 2]) -> Result<Digest, StoreError> {
    let mut digest = [0; 32];
    digest[..2].copy_from_slice(&name);
    db.write(digest, |tx, digest| {
        Box::pin(async move {
            store::judgement_input::keep(tx, DISTRICT, &[(*digest, "x".repeat(3_000))]).await?;
            Ok::<_, StoreError>(())
        })
    })
    .await?;
    Ok(digest)
}

async fn there(db: &Db) -> Vec<Digest> {
    db.read((), |tx, ()| {
        Box::pin(async move {
            let sql = "select digest from judgement_input where district_id = $1 order by digest";
            let rows = tx.rows(sql, &[DISTRICT.into()]).await?;
            rows.iter().map(|row| row.array("digest")).collect::<Result<Vec<Digest>, StoreError>>()
        })
    })
    .await
    .expect("read")
}
