//! One learner, one writer: locks make read-then-write safe on both engines.

use domain::{LearnerId, evidence::Sequence};
use store::{Db, StoreError, Tx, learner::Head};

use crate::{
    engines::{Fresh, write},
    sample::{DISTRICT, at, learner},
};

const AT_ONCE: u8 = 40;

/// Reads each head and writes it one further, as a use case does, with other work in between.
async fn count_on(tx: &mut Tx, learners: &[LearnerId]) -> Result<(), StoreError> {
    for &one in learners {
        let head = store::learner::lock(tx, DISTRICT, one, at(1)).await?.expect("a learner");
        tokio::task::yield_now().await;
        store::evidence::histories(tx, DISTRICT, one, &[]).await?;
        let next = Head { sequence: Sequence(head.sequence.0 + 1), ..head };
        store::learner::set_heads(tx, DISTRICT, &[(one, next)], at(1)).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn forty_writers_of_one_learner_lose_nothing() {
    for fresh in Fresh::on_each().await {
        let db = fresh.open().await;
        all_at_once(&db, |_| vec![learner(1)]).await;
        assert_eq!(counted(&db, 1).await, i64::from(AT_ONCE), "on {:?}", db.engine());
        drop(db);
        fresh.remove().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn writers_of_several_learners_do_not_deadlock_when_they_lock_in_id_order() {
    for fresh in Fresh::on_each().await {
        let db = fresh.open().await;
        all_at_once(&db, |n| {
            let mut all: Vec<_> = (1..=5).map(learner).collect();
            // As two teachers' lists come: in opposite order.
            if n % 2 == 0 {
                all.reverse();
            }
            all.sort();
            all
        })
        .await;
        for n in 1..=5 {
            assert_eq!(counted(&db, n).await, i64::from(AT_ONCE), "learner {n} on {:?}", db.engine());
        }
        drop(db);
        fresh.remove().await;
    }
}

async fn all_at_once(db: &Db, learners: impl Fn(u8) -> Vec<LearnerId>) {
    let running: Vec<_> = (0..AT_ONCE)
        .map(|n| {
            let (db, learners) = (db.clone(), learners(n));
            tokio::spawn(
                async move { db.write(learners, |tx, learners| Box::pin(count_on(tx, learners))).await },
            )
        })
        .collect();
    for one in running {
        one.await.expect("no crash").expect("kept");
    }
}

async fn counted(db: &Db, n: u8) -> i64 {
    let heads = db.read((), |tx, ()| Box::pin(store::learner::heads(tx, DISTRICT, None, 100))).await;
    let heads: Vec<(LearnerId, Head)> = heads.unwrap_or_else(|error: StoreError| panic!("{error}"));
    heads.iter().find(|(id, _)| *id == learner(n)).map_or(0, |(_, head)| head.sequence.0)
}

#[tokio::test]
async fn the_first_lock_of_a_learner_can_be_taken_by_many_at_once() {
    for fresh in Fresh::on_each().await {
        let db = fresh.open().await;
        let running: Vec<_> = (0..8)
            .map(|_| {
                let db = db.clone();
                tokio::spawn(async move {
                    write(&db, |tx| Box::pin(async move { count_on(tx, &[learner(3)]).await })).await
                })
            })
            .collect();
        for one in running {
            one.await.expect("no crash").expect("kept");
        }
        assert_eq!(counted(&db, 3).await, 8);
        drop(db);
        fresh.remove().await;
    }
}
