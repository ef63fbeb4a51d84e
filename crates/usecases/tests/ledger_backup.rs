//! A copy made while others write is whole and equal; nothing is ever replaced by it.

mod fixtures;
mod ledgers;

use fixtures::empty_district;
use ledgers::{ENTRIES, append, fill, rating};
use usecases::{
    App, Refusal,
    back_up::{back_up, restore},
    rebuild_mastery::{Rebuild, rebuild_mastery},
    verify_ledger::verify_ledger,
};

#[tokio::test]
async fn a_copy_restores_to_an_equal_ledger() {
    let place = empty_district().await;
    let learner = fill(&place).await[0];
    let folder = place.folder().expect("SQLite lies in a folder").to_owned();
    let (copy, restored) = (folder.join("copy.sqlite"), folder.join("restored.sqlite"));
    let district = place.administrator.district;
    // A writer goes on while the copy is made.
    let going_on = async {
        for _ in 0..20 {
            append(&place, vec![rating(district, learner, ledgers::CODES[0], 3)]).await;
        }
    };
    let (copied, ()) = tokio::join!(back_up(&place.app, &copy), going_on);
    let copied = copied.expect("the copy is made");
    assert!((3 * ENTRIES..=3 * ENTRIES + 20).contains(&copied.entries), "{copied:?}");

    let address = restored.to_str().expect("a readable path");
    assert_eq!(restore(&copy, address).await.expect("the copy is put back").entries, copied.entries);
    let app: App = usecases::open(address).await.expect("it opens");
    let found = verify_ledger(&app, district, None, |_, _| {}).await.expect("it walks");
    assert!(found.is_whole(), "{:?}", found.findings);
    assert_eq!(found.entries, copied.entries);
    assert!(
        rebuild_mastery(&app, district, Rebuild::default(), |_, _| {}).await.expect("rebuilds").is_same()
    );
}

#[tokio::test]
async fn no_file_is_replaced_and_nothing_damaged_is_put_back() {
    let place = empty_district().await;
    fill(&place).await;
    let folder = place.folder().expect("SQLite lies in a folder").to_owned();
    let copy = folder.join("copy.sqlite");
    back_up(&place.app, &copy).await.expect("the copy is made");
    assert_refused(back_up(&place.app, &copy).await, "already");
    let live = folder.join("onramp.sqlite");
    assert_refused(restore(&copy, live.to_str().expect("readable")).await, "already");

    // A database in use is no backup, and a log that was left behind belongs to another database.
    let elsewhere = folder.join("elsewhere.sqlite");
    let readable = elsewhere.to_str().expect("readable");
    assert_refused(restore(&live, readable).await, "in use");
    std::fs::write(folder.join("elsewhere.sqlite-wal"), b"").expect("a log without its database");
    assert_refused(restore(&copy, readable).await, "earlier database");

    let target = folder.join("restored.sqlite");
    let target = target.to_str().expect("readable");
    let bytes = std::fs::read(&copy).expect("the copy is read");
    let damaged = folder.join("damaged.sqlite");
    for (bytes, why) in [
        (bytes[..bytes.len() / 2].to_vec(), "damaged.sqlite"),
        (b"not a database at all, but long enough to be looked at".to_vec(), "not an SQLite database"),
        (Vec::new(), "not a database of this version"),
    ] {
        std::fs::write(&damaged, bytes).expect("a damaged copy");
        assert_refused(restore(&damaged, target).await, why);
        assert!(!std::path::Path::new(target).exists());
    }
}

#[track_caller]
fn assert_refused<T: std::fmt::Debug>(result: Result<T, Refusal>, why: &str) {
    let text = result.expect_err("it is refused").to_string();
    assert!(text.contains(why), "{text}");
}
