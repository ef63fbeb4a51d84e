//! Opening a database: its tables, and what is refused.

use store::{Db, StoreError};

use crate::{
    engines::{Fresh, on_server, write},
    sample::{DISTRICT, lay},
};

#[tokio::test]
async fn opening_again_keeps_what_is_there() {
    for fresh in Fresh::on_each().await {
        drop(fresh.open().await);
        let again = Db::open(&fresh.address).await.expect("opens again");
        write(&again, |tx| {
            Box::pin(async move {
                assert_eq!(store::person::count(tx, DISTRICT).await?, 5);
                Ok(())
            })
        })
        .await
        .expect("reads");
        drop(again);
        fresh.remove().await;
    }
}

#[tokio::test]
async fn several_programs_can_open_a_new_database_at_once() {
    for fresh in Fresh::on_each().await {
        let opening: Vec<_> = (0..4)
            .map(|_| {
                let address = fresh.address.clone();
                tokio::spawn(async move { Db::open(&address).await })
            })
            .collect();
        for one in opening {
            one.await.expect("no crash").expect("opens");
        }
        let db = Db::open(&fresh.address).await.expect("opens");
        write(&db, |tx| Box::pin(lay(tx))).await.expect("the tables are there once");
        drop(db);
        fresh.remove().await;
    }
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused() {
    for fresh in Fresh::on_each().await {
        let db = fresh.open().await;
        write(&db, |tx| {
            Box::pin(async move {
                let sql = "insert into migration (version, name) values (9999, 'from the future')";
                tx.run(sql, &[]).await.map(drop)
            })
        })
        .await
        .expect("written");
        drop(db);
        let refused = Db::open(&fresh.address).await.err().expect("refused");
        assert!(refused.to_string().contains("a newer Onramp has used it"), "{refused}");
        fresh.remove().await;
    }
}

#[tokio::test]
async fn postgres_that_answers_before_a_commit_is_durable_is_refused() {
    let Some(fresh) = Fresh::postgres().await else { return };
    for (setting, opens) in [("off", false), ("on", true), ("local", true)] {
        on_server(&format!("alter database {} set synchronous_commit = {setting}", fresh.name())).await;
        match Db::open(&fresh.address).await {
            Ok(_) => assert!(opens, "{setting} was accepted"),
            Err(StoreError::Unusable(why)) => assert!(!opens && why.contains("synchronous_commit"), "{why}"),
            Err(other) => panic!("{setting}: {other}"),
        }
    }
    fresh.remove().await;
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused() {
    let fresh = Fresh::sqlite();
    std::fs::write(&fresh.address, "dear diary, this is not a database at all").expect("written");
    assert!(Db::open(&fresh.address).await.is_err());
    fresh.remove().await;
}
