//! A use case that goes on after a statement failed is not kept and is told so, on both engines.

use store::StoreError;

use crate::{
    engines::{Fresh, write},
    sample::{DISTRICT, at, bare_person, person},
};

#[tokio::test]
async fn a_use_case_that_ignores_a_refusal_is_told_that_nothing_was_kept() {
    for fresh in Fresh::on_each().await {
        let db = fresh.open().await;
        let told = write(&db, |tx| {
            Box::pin(async move {
                store::person::put(tx, DISTRICT, &[bare_person(person(100), "Not", "Kept")]).await?;
                let unknown = [person(99).as_learner()];
                let refused = store::learner::ensure(tx, DISTRICT, &unknown, at(0)).await;
                assert!(refused.is_err());
                Ok(())
            })
        })
        .await;
        assert!(matches!(told, Err(StoreError::Refused(_))), "{:?}: {told:?}", db.engine());
        write(&db, |tx| {
            Box::pin(async move {
                assert_eq!(store::person::find(tx, DISTRICT, person(100)).await?, None);
                Ok(())
            })
        })
        .await
        .expect("the next one is kept");
        drop(db);
        fresh.remove().await;
    }
}
