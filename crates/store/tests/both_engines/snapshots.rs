//! A reader sees one moment, and cannot write.

use store::{Db, StoreError};
use tokio::sync::oneshot;

use crate::{
    engines::{Fresh, read, write},
    sample::{DISTRICT, bare_person, person},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_does_not_see_what_is_written_meanwhile() {
    for fresh in Fresh::on_each().await {
        let db = fresh.open().await;
        let (began, has_begun) = oneshot::channel();
        let (wrote, has_written) = oneshot::channel();
        let reader = tokio::spawn(count_twice(db.clone(), began, has_written));
        has_begun.await.expect("the reader began");
        write(&db, |tx| Box::pin(store_one(tx))).await.expect("kept while somebody reads");
        wrote.send(()).expect("the reader waits");
        let counts = reader.await.expect("no crash").expect("reads");
        assert_eq!(counts, (5, 5), "on {:?}", db.engine());
        let now = db.read((), |tx, ()| Box::pin(store::person::count(tx, DISTRICT))).await;
        assert_eq!(now.unwrap_or_else(|error: StoreError| panic!("{error}")), 6);
        drop(db);
        fresh.remove().await;
    }
}

async fn store_one(tx: &mut store::Tx) -> Result<(), StoreError> {
    store::person::put(tx, DISTRICT, &[bare_person(person(100), "Came", "Meanwhile")]).await
}

async fn count_twice(
    db: Db,
    began: oneshot::Sender<()>,
    has_written: oneshot::Receiver<()>,
) -> Result<(i64, i64), StoreError> {
    db.read((), |tx, ()| {
        Box::pin(async move {
            let before = store::person::count(tx, DISTRICT).await?;
            began.send(()).expect("the test waits");
            has_written.await.expect("the test writes");
            Ok((before, store::person::count(tx, DISTRICT).await?))
        })
    })
    .await
}

#[tokio::test]
async fn a_reader_cannot_write() {
    for fresh in Fresh::on_each().await {
        let db = fresh.open().await;
        let written = read(&db, |tx| Box::pin(store_one(tx))).await;
        assert!(written.is_err(), "on {:?}", db.engine());
        let count = db.read((), |tx, ()| Box::pin(store::person::count(tx, DISTRICT))).await;
        assert_eq!(count.unwrap_or_else(|error: StoreError| panic!("{error}")), 5);
        drop(db);
        fresh.remove().await;
    }
}
