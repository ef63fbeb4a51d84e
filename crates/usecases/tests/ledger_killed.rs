//! A writer is killed in the middle of writing, again and again, at moments from a seed: everything it
//! said was recorded is there, and the ledger is whole.

mod fixtures;
mod ledgers;

use std::{
    collections::HashSet,
    io::Read as _,
    path::PathBuf,
    process::{Command, Stdio},
    time::Duration,
};

use domain::{DistrictId, EvidenceId, LearnerId, evidence::Sequence};
use fixtures::empty_district;
use usecases::{
    App, Refusal,
    back_up::back_up,
    chance,
    demonstration::simulate::SplitMix64,
    rebuild_mastery::{Rebuild, rebuild_mastery},
    verify_ledger::verify_ledger,
};

/// How often it is killed, unless `ONRAMP_KILLS` says otherwise.
const KILLS: u32 = 200;

/// The moments of killing come from this, unless `ONRAMP_SEED` says otherwise.
const SEED: u64 = 20_261_124;

/// The longest that a writer lives, in milliseconds; starting takes about thirty of them.
const LONGEST: u32 = 140;

/// The ledger is walked, and judgements are compared, after so many kills.
const WALK_EVERY: u32 = 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_kill_9() {
    let number = |name| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let kills = number("ONRAMP_KILLS").and_then(|kills| kills.try_into().ok()).unwrap_or(KILLS);
    let seed = number("ONRAMP_SEED").unwrap_or(SEED);
    let place = empty_district().await;
    let learners = ledgers::fill(&place).await;
    // A copy that nobody else has open, so that each writer recovers what the one before left.
    let database = place.folder().expect("SQLite lies in a folder").join("killed.sqlite");
    let copied = back_up(&place.app, &database).await.expect("the copy is made");
    let district = place.administrator.district;
    let arguments: Vec<String> = [database.display().to_string(), district.to_string()]
        .into_iter()
        .chain([ledgers::competency(&place, ledgers::CODES[0]).to_string()])
        .chain(learners.iter().map(ToString::to_string))
        .collect();
    let clock = chance::Stopwatch::start();
    let mut chance = SplitMix64::new(seed);
    let mut acknowledged: HashSet<EvidenceId> = HashSet::new();
    let mut recorded = 0;
    for round in 1..=kills {
        let lives = Duration::from_millis(u64::from(chance.below(LONGEST)));
        acknowledged.extend(write_and_kill(&arguments, lives));
        if round % WALK_EVERY == 0 || round == kills {
            let at = format!("after {round} kills with seed {seed}");
            recorded = holds(&arguments[0], district, &learners, &acknowledged, &at).await;
        }
    }
    println!(
        "killed {kills} times (seed {seed}) in {:.1} s: {} entries acknowledged, {} recorded",
        clock.seconds(),
        acknowledged.len(),
        recorded - copied.entries,
    );
    assert!(acknowledged.len() > kills as usize, "the writer was always killed before it wrote");
}

/// Lets a writer live for a while, kills it, and returns the ids that it printed.
fn write_and_kill(arguments: &[String], lives: Duration) -> Vec<EvidenceId> {
    let mut writer = Command::new(example())
        .args(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the example starts: cargo builds it with the tests");
    let mut stdout = writer.stdout.take().expect("a pipe");
    let reader = std::thread::spawn(move || {
        let mut text = String::new();
        stdout.read_to_string(&mut text).expect("ids are text");
        text
    });
    std::thread::sleep(lives);
    writer.kill().expect("kill -9");
    writer.wait().expect("it ends");
    let text = reader.join().expect("the reader ends");
    // A last line without its end was not said.
    let said = text.rsplit_once('\n').map_or("", |(said, _)| said);
    said.lines().map(|line| line.parse().expect("an id")).collect()
}

/// Opens what the last writer left: nothing acknowledged is gone, chains and judgements are whole.
/// Returns how many entries there are.
async fn holds(
    database: &str,
    district: DistrictId,
    learners: &[LearnerId],
    acknowledged: &HashSet<EvidenceId>,
    at: &str,
) -> i64 {
    let app = usecases::open(database).await.expect("it opens");
    let there = ids(&app, district, learners).await;
    assert_eq!(acknowledged.difference(&there).count(), 0, "acknowledged entries are gone {at}");
    let found = verify_ledger(&app, district, None, |_, _| {}).await.expect("it walks");
    assert!(found.is_whole(), "{at}: {:?}", found.findings);
    let rebuilt = rebuild_mastery(&app, district, Rebuild::default(), |_, _| {}).await.expect("it judges");
    assert!(rebuilt.is_same(), "{at}: {:?}", rebuilt.differences);
    found.entries
}

async fn ids(app: &App, district: DistrictId, learners: &[LearnerId]) -> HashSet<EvidenceId> {
    app.db
        .read(learners.to_vec(), |tx, learners| {
            Box::pin(async move {
                let mut ids = HashSet::new();
                for learner in learners {
                    let all = store::evidence::chain(tx, district, *learner, Sequence(0), i64::MAX).await?;
                    ids.extend(all.into_iter().map(|sealed| sealed.entry.id));
                }
                Ok::<_, Refusal>(ids)
            })
        })
        .await
        .expect("the ledger is read")
}

/// The example lies beside the folder of this test's own binary.
fn example() -> PathBuf {
    let own = std::env::current_exe().expect("this test has a file");
    let deps = own.parent().expect("it lies in a folder");
    deps.parent().expect("which lies in another").join("examples/write_until_killed")
}
