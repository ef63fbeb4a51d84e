//! A use case that crashes or whose caller goes away harms nobody else.

use std::time::Duration;

use store::{Db, StoreError, Tx};

use crate::{
    engines::{Fresh, Running, read, write},
    sample::{DISTRICT, bare_person, person},
};

fn add(tx: &mut Tx, n: u8) -> Running<'_, ()> {
    Box::pin(
        async move { store::person::put(tx, DISTRICT, &[bare_person(person(n), "Comes", "And goes")]).await },
    )
}

async fn is_there(db: &Db, n: u8) -> bool {
    let found = db.read(n, |tx, n| Box::pin(store::person::find(tx, DISTRICT, person(*n)))).await;
    found.unwrap_or_else(|error: StoreError| panic!("{error}")).is_some()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_use_case_that_panics_is_not_kept_and_the_others_are() {
    for fresh in Fresh::on_each().await {
        let db = fresh.open().await;
        let running: Vec<_> = (100..120)
            .map(|n| {
                let db = db.clone();
                tokio::spawn(async move {
                    db.write(n, |tx, n| {
                        Box::pin(async move {
                            add(tx, *n).await?;
                            assert!(n % 4 != 0, "crashes on purpose");
                            Ok(())
                        })
                    })
                    .await
                })
            })
            .collect();
        for (n, one) in (100..).zip(running) {
            match one.await.expect("the caller does not crash") {
                Ok(()) => assert!(n % 4 != 0 && is_there(&db, n).await, "{n}"),
                Err(StoreError::Crashed) => assert!(n % 4 == 0 && !is_there(&db, n).await, "{n}"),
                Err(other) => panic!("{n}: {other}"),
            }
        }
        write(&db, |tx| add(tx, 200)).await.expect("the writer goes on");
        drop(db);
        fresh.remove().await;
    }
}

#[tokio::test]
async fn a_panic_after_a_refused_row_does_not_fail_the_next_use_case() {
    for fresh in Fresh::on_each().await {
        let db = fresh.open().await;
        let crashed = write(&db, |tx| {
            Box::pin(async move {
                store::learner::ensure(tx, DISTRICT, &[person(99).as_learner()], crate::sample::at(0))
                    .await
                    .expect("crashes on purpose");
                Ok(())
            })
        })
        .await;
        assert!(matches!(crashed, Err(StoreError::Crashed)), "{crashed:?}");
        write(&db, |tx| add(tx, 100)).await.expect("kept");
        assert!(is_there(&db, 100).await);
        drop(db);
        fresh.remove().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_use_case_whose_caller_goes_away_is_done_as_a_whole() {
    for fresh in Fresh::on_each().await {
        let db = fresh.open().await;
        let slow = db.write((), |tx, ()| {
            Box::pin(async move {
                add(tx, 100).await?;
                tokio::time::sleep(Duration::from_millis(100)).await;
                add(tx, 101).await
            })
        });
        let gave_up = tokio::time::timeout(Duration::from_millis(30), slow).await;
        assert!(gave_up.is_err(), "the caller went away");
        // Waits for the writer on SQLite, and long enough on PostgreSQL.
        write(&db, |tx| add(tx, 102)).await.expect("kept");
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(is_there(&db, 100).await && is_there(&db, 101).await);
        drop(db);
        fresh.remove().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_who_go_away_leave_no_transaction_open() {
    for fresh in Fresh::on_each().await {
        let db = fresh.open().await;
        // More than there are connections, given up at every stage.
        for microseconds in (0..60).map(|n| n * 40) {
            let slow = read(&db, |tx| {
                Box::pin(async move {
                    for _ in 0..1000 {
                        store::person::count(tx, DISTRICT).await?;
                    }
                    Ok(())
                })
            });
            let _ = tokio::time::timeout(Duration::from_micros(microseconds), slow).await;
        }
        for n in 100..140 {
            db.write(n, |tx, n| add(tx, *n)).await.expect("kept");
            assert!(is_there(&db, n).await, "a reader saw an old snapshot on {:?}", db.engine());
        }
        if fresh.name().starts_with("onramp_") {
            // Rolling back goes on beside the writes above; what was left open stays open.
            let mut open = left_open(&db).await;
            for _ in 0..100 {
                if open == 0 {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
                open = left_open(&db).await;
            }
            assert_eq!(open, 0);
        }
        drop(db);
        fresh.remove().await;
    }
}

/// How many connections of PostgreSQL stand in a transaction and do nothing.
async fn left_open(db: &Db) -> i64 {
    let counted = db.write((), |tx, ()| {
        Box::pin(async move {
            let sql = "select count(*) as open from pg_stat_activity
                       where datname = current_database() and state like 'idle in transaction%'";
            tx.row(sql, &[]).await?.map_or(Ok(0), |row| row.number("open"))
        })
    });
    counted.await.unwrap_or_else(|error: StoreError| panic!("{error}"))
}
