//! A use case that another change was in the way of is run again, three times in all.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use store::StoreError;

use crate::{
    engines::Fresh,
    sample::{DISTRICT, at, bare_person, learner, person},
};

#[tokio::test]
async fn a_use_case_in_whose_way_something_was_is_run_up_to_three_times() {
    for (busy, runs, kept) in [(0, 1, true), (1, 2, true), (2, 3, true), (3, 3, false), (9, 3, false)] {
        for fresh in Fresh::on_each().await {
            let db = fresh.open().await;
            let ran = Arc::new(AtomicU32::new(0));
            let ended = db
                .write(ran.clone(), move |tx, ran| {
                    Box::pin(async move {
                        let before = ran.fetch_add(1, Ordering::SeqCst);
                        store::person::put(tx, DISTRICT, &[bare_person(person(100), "At", "Last")]).await?;
                        if before < busy { Err(StoreError::Busy) } else { Ok(()) }
                    })
                })
                .await;
            assert_eq!(ran.load(Ordering::SeqCst), runs, "{busy} times busy on {:?}", db.engine());
            assert_eq!(ended.is_ok(), kept);
            assert!(kept || matches!(ended, Err(StoreError::Busy)), "{ended:?}");
            let found = db.read((), |tx, ()| Box::pin(store::person::find(tx, DISTRICT, person(100)))).await;
            assert_eq!(found.unwrap_or_else(|error: StoreError| panic!("{error}")).is_some(), kept);
            drop(db);
            fresh.remove().await;
        }
    }
}

#[tokio::test]
async fn a_use_case_that_fails_for_another_reason_is_run_once() {
    for fresh in Fresh::on_each().await {
        let db = fresh.open().await;
        let ran = Arc::new(AtomicU32::new(0));
        let ended = db
            .write(ran.clone(), |tx, ran| {
                Box::pin(async move {
                    ran.fetch_add(1, Ordering::SeqCst);
                    store::learner::ensure(tx, DISTRICT, &[learner(99)], at(0)).await
                })
            })
            .await;
        assert!(matches!(ended, Err(StoreError::Refused(_))), "{ended:?}");
        assert_eq!(ran.load(Ordering::SeqCst), 1);
        drop(db);
        fresh.remove().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_that_lock_in_opposite_order_both_end_well() {
    for fresh in Fresh::on_each().await {
        let db = fresh.open().await;
        let both = [[1, 2], [2, 1]].map(|order| {
            let db = db.clone();
            tokio::spawn(async move {
                db.write(order, |tx, order| {
                    Box::pin(async move {
                        for n in order {
                            store::learner::lock(tx, DISTRICT, learner(*n), at(1)).await?;
                            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                        }
                        Ok::<(), StoreError>(())
                    })
                })
                .await
            })
        });
        for one in both {
            one.await.expect("no crash").expect("a deadlock is tried again");
        }
        drop(db);
        fresh.remove().await;
    }
}
