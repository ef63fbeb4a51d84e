//! The random walk of hostile hands at its full length, for `./bench hostile`.
//!
//! `bench_walk FOLDER REQUESTS SEED [ADDRESS]`: walks in rounds of their own database each, in FOLDER or,
//! with the address of an empty PostgreSQL database, one round in that. Prints, as JSON, how often each
//! status came, what was opened, and every fault: a leak, a 5xx, a crash. The same seed walks the same way.

#[path = "../tests/router/hillside.rs"]
mod hillside;
#[path = "../tests/router/walk/mod.rs"]
mod walk;

use std::{
    path::Path,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

use serde_json::json;
use usecases::chance::Stopwatch;
use walk::{Walked, blind_for, walk};

/// Requests in one database: what is made on the way would make it ever slower.
const ROUND: u64 = 20_000;

/// Rounds at once.
const LANES: u64 = 2;

static CRASHES: AtomicU64 = AtomicU64::new(0);

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| arguments.get(at).and_then(|text| text.parse::<u64>().ok());
    let (Some(folder), Some(requests), Some(seed)) = (arguments.first(), number(1), number(2)) else {
        eprintln!("usage: bench_walk FOLDER REQUESTS SEED [ADDRESS]");
        std::process::exit(2);
    };
    std::panic::set_hook(Box::new(|crash| {
        CRASHES.fetch_add(1, Relaxed);
        eprintln!("crashed: {crash}");
    }));
    let clock = Stopwatch::start();
    let mut walked = Walked::default();
    let place = Path::new(folder).join("sight.sqlite").display().to_string();
    let blind = blind_for(&usecases::open(&place).await.expect("a database")).await;
    walked.faults.extend(blind.into_iter().map(|name| format!("the oracle sees nothing for {name}")));
    if let Some(address) = arguments.get(3) {
        walked.add(round(address, seed, requests).await);
    } else {
        let rounds = requests.div_ceil(ROUND);
        let lanes =
            (0..LANES).map(|lane| tokio::spawn(lane_of(folder.clone(), lane, rounds, requests, seed)));
        for lane in lanes.collect::<Vec<_>>() {
            walked.add(lane.await.expect("a lane ends"));
        }
    }
    let crashes = CRASHES.load(Relaxed);
    let shown: Vec<&String> = walked.faults.iter().take(40).collect();
    println!(
        "{:#}",
        json!({
            "requests": walked.requests(),
            "seconds": clock.seconds(),
            "statuses": walked.statuses,
            "addresses": walked.addresses,
            "opened": walked.opened.len(),
            "callers": walked.callers,
            "needles": walked.needles,
            "crashes": crashes,
            "faults": walked.faults.len(),
            "shown": shown,
        })
    );
}

/// Every second round.
async fn lane_of(folder: String, lane: u64, rounds: u64, requests: u64, seed: u64) -> Walked {
    let mut walked = Walked::default();
    for number in (lane..rounds).step_by(usize::try_from(LANES).expect("few")) {
        let place = Path::new(&folder).join(format!("round-{number}"));
        std::fs::create_dir_all(&place).expect("a folder");
        let file = place.join("onramp.sqlite").display().to_string();
        let count = ROUND.min(requests - number * ROUND);
        walked.add(round(&file, seed.wrapping_add(number), count).await);
        std::fs::remove_dir_all(&place).expect("removed");
        eprintln!("round {} of {rounds}: {} faults so far in this lane", number + 1, walked.faults.len());
    }
    walked
}

async fn round(address: &str, seed: u64, requests: u64) -> Walked {
    let app = usecases::open(address).await.expect("a database");
    walk(&app, seed, requests).await
}
