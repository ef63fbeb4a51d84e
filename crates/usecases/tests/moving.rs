//! A whole installation goes from SQLite to PostgreSQL and back, and is everywhere the same.

mod fixtures;

use domain::DistrictId;
use fixtures::empty_folder;
use store::Arg;
use usecases::{
    App, Refusal,
    anchor_ledger::anchor_ledger,
    chance,
    load_demonstration::load_demonstration,
    move_installation::{Moved, move_installation},
    rebuild_mastery::{Rebuild, rebuild_mastery},
    verify_ledger::verify_ledger,
};

/// Tables that the demonstration fills, and some that nothing may be lost from.
const FILLED: [&str; 9] = [
    "anchor",
    "competency",
    "district",
    "enrollment",
    "evidence",
    "judgement_input",
    "mastery",
    "person",
    "signing_key",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn there_and_back_everything_is_equal() {
    let (home, back) = (empty_folder(), empty_folder());
    let app = usecases::open(home.database()).await.expect("SQLite opens");
    let district = load_demonstration(&app).await.expect("the demonstration is loaded").district.id;
    let anchor = anchor_ledger(&app, district).await.expect("anchored").file;
    drop(app);
    let halfway = Halfway::make().await;
    let there = moved(home.database(), &halfway.address).await;
    holds(&halfway.address, district, &anchor).await;
    let again = moved(&halfway.address, back.database()).await;
    assert_eq!(there, again, "table by table: rows and digests");
    holds(back.database(), district, &anchor).await;
    for name in FILLED {
        let table = there.iter().find(|one| one.table == name).expect("every table is compared");
        assert!(table.rows > 0, "{name}");
    }
    halfway.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_target_that_is_not_empty_or_a_source_in_use_or_missing_is_refused() {
    let (one, other, none) = (empty_folder(), empty_folder(), empty_folder());
    for folder in [&one, &other] {
        let app = usecases::open(folder.database()).await.expect("SQLite opens");
        load_demonstration(&app).await.expect("the demonstration is loaded");
    }
    refused(one.database(), other.database(), "is not empty").await;
    refused(none.database(), other.database(), "there is no database").await;
    let running = usecases::open(one.database()).await.expect("SQLite opens");
    refused(one.database(), none.database(), "stop Onramp first").await;
    drop(running);
    refused(one.database(), one.database(), "stop Onramp first").await;
    moved(one.database(), none.database()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_postgres_refuses_leaves_nothing_there_and_can_be_mended() {
    let halfway = Halfway::make().await;
    if !halfway.is_postgres() {
        println!("skipped: ONRAMP_TEST_POSTGRES names no server");
        return;
    }
    let home = empty_folder();
    let app = usecases::open(home.database()).await.expect("SQLite opens");
    load_demonstration(&app).await.expect("the demonstration is loaded");
    // SQLite keeps a zero byte inside of a text; PostgreSQL has none.
    write(&app, "update section set title = title || char(0)").await;
    drop(app);
    refused(home.database(), &halfway.address, "the table section").await;
    let app = usecases::open(home.database()).await.expect("SQLite opens");
    write(&app, "update section set title = substr(title, 1, length(title))").await;
    drop(app);
    moved(home.database(), &halfway.address).await;
    halfway.remove().await;
}

async fn moved(from: &str, to: &str) -> Vec<Moved> {
    let mut seen = (0, 0);
    let moved = move_installation(from, to, |done, of| seen = (done, of)).await.expect("it moves");
    let rows: u64 = moved.iter().map(|table| table.rows).sum();
    assert_eq!(seen, (2 * rows, 2 * rows), "progress reaches its end");
    moved
}

async fn refused(from: &str, to: &str, why: &str) {
    let error = move_installation(from, to, |_, _| {}).await.expect_err("refused").to_string();
    assert!(error.contains(why), "{error}");
}

/// The ledger is whole under an anchor that was made before, and judgements are those of its entries.
async fn holds(address: &str, district: DistrictId, anchor: &str) {
    let app = usecases::open(address).await.expect("it opens");
    let found = verify_ledger(&app, district, Some(anchor), |_, _| {}).await.expect("it walks");
    assert!(found.is_whole(), "{:?}", found.findings);
    assert!(found.anchor.is_some_and(|anchor| anchor.same_key && anchor.unproven == 0 && anchor.entries > 0));
    let rebuilt = rebuild_mastery(&app, district, Rebuild::default(), |_, _| {}).await.expect("it judges");
    assert!(rebuilt.is_same(), "{:?}", rebuilt.differences);
}

async fn write(app: &App, sql: &'static str) {
    let done = app
        .db
        .write((), move |tx, ()| {
            Box::pin(async move { Ok::<_, Refusal>(tx.run(sql, &[] as &[Arg<'_>]).await?) })
        })
        .await;
    assert!(done.expect("it is written") > 0);
}

/// Where the installation is between there and back: a database of its own on PostgreSQL, or another
/// SQLite file where there is no server.
struct Halfway {
    address: String,
    server: Option<String>,
    _folder: Option<fixtures::Folder>,
}

impl Halfway {
    async fn make() -> Self {
        let Ok(server) = std::env::var("ONRAMP_TEST_POSTGRES") else {
            let folder = empty_folder();
            return Self { address: folder.database().to_owned(), server: None, _folder: Some(folder) };
        };
        let name = format!("onramp_{}", chance::district_id(chance::now()).to_string().replace('-', "_"));
        on_server(&server, format!("create database {name} template template0 encoding 'UTF8'")).await;
        let (base, _) = server.rsplit_once('/').expect("an address that ends in a database");
        Self { address: format!("{base}/{name}"), server: Some(server), _folder: None }
    }

    fn is_postgres(&self) -> bool {
        self.server.is_some()
    }

    async fn remove(self) {
        if let Some(server) = &self.server {
            let name = self.address.rsplit_once('/').expect("a name").1;
            on_server(server, format!("drop database {name} with (force)")).await;
        }
    }
}

async fn on_server(server: &str, sql: String) {
    let app = usecases::open(server).await.expect("PostgreSQL opens");
    let done = app.db.look_up(sql, |tx, sql| {
        Box::pin(async move { Ok::<_, Refusal>(tx.run(sql, &[] as &[Arg<'_>]).await?) })
    });
    done.await.expect("the server does it");
}
