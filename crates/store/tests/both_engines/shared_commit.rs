//! SQLite's use cases share commits: one that fails takes nothing of the others with it.

use store::{Db, StoreError};

use crate::{
    engines::{Fresh, write},
    sample::{DISTRICT, bare_person, person},
};

/// Adds person `n`, then ends well, refuses, or is refused by the database.
async fn add(db: Db, n: u8) -> Result<(), StoreError> {
    db.write(n, |tx, n| {
        Box::pin(async move {
            store::person::put(tx, DISTRICT, &[bare_person(person(*n), "In", "Group")]).await?;
            match n % 3 {
                0 => Ok(()),
                1 => Err(StoreError::Unusable("on purpose".to_owned())),
                _ => {
                    store::district::add(
                        tx,
                        &store::district::District {
                            id: DISTRICT,
                            name: "Twin".to_owned(),
                            code: "twin".to_owned(),
                            demonstration: false,
                        },
                        crate::sample::at(0),
                    )
                    .await
                }
            }
        })
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failing_use_case_drops_only_what_it_wrote() {
    for fresh in Fresh::on_each().await {
        let db = fresh.open().await;
        // Keeps the writer busy so that the others wait for it and share a commit.
        let slow = tokio::spawn({
            let db = db.clone();
            async move {
                write(&db, |tx| {
                    Box::pin(async move {
                        store::person::count(tx, DISTRICT).await?;
                        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
                        Ok(())
                    })
                })
                .await
            }
        });
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        let running: Vec<_> = (100..160).map(|n| (n, tokio::spawn(add(db.clone(), n)))).collect();
        slow.await.expect("no crash").expect("kept");
        for (n, one) in running {
            let ended = one.await.expect("no crash");
            match (n % 3, &ended) {
                (0, Ok(())) | (1, Err(StoreError::Unusable(_))) | (2, Err(StoreError::Refused(_))) => {}
                _ => panic!("{n}: {ended:?}"),
            }
        }
        write(&db, |tx| {
            Box::pin(async move {
                for n in 100..160 {
                    let found = store::person::find(tx, DISTRICT, person(n)).await?;
                    assert_eq!(found.is_some(), n % 3 == 0, "{n}");
                }
                Ok(())
            })
        })
        .await
        .expect("reads");
        drop(db);
        fresh.remove().await;
    }
}
