//! A little way of the random walk; the whole of it is `./bench hostile`.

use crate::{
    support::House,
    walk::{Walked, blind_for, walk},
};

/// How many requests.
const REQUESTS: u64 = 11_000;

#[tokio::test]
async fn a_random_walk_finds_no_leak_and_no_crash() {
    let mut walked = Walked::default();
    for empty in House::empty_on_each_engine().await {
        walked.add(walk(&empty.app, 20_261_124, REQUESTS).await);
    }
    assert!(walked.faults.is_empty(), "{} faults:\n{}", walked.faults.len(), walked.faults.join("\n"));
    // A walk that opens nothing, by few or for nothing, would find nothing.
    assert!(walked.requests() >= REQUESTS, "{:?}", walked.statuses);
    assert!(walked.opened.len() * 4 > walked.addresses, "{} of {}", walked.opened.len(), walked.addresses);
    assert!(walked.callers > 60 && walked.needles > 900, "{} {}", walked.callers, walked.needles);
}

#[tokio::test]
async fn the_walk_sees_a_name_or_an_id_that_stands_where_it_must_not() {
    let empty = House::empty_on_each_engine().await.swap_remove(0);
    assert_eq!(blind_for(&empty.app).await, Vec::<String>::new());
}
