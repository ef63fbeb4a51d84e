//! Appends evidence as fast as it can and prints the id of each entry once it is durable, until it is
//! killed. `tests/ledger_killed.rs` kills it and looks whether every printed id is there.
//!
//! Arguments: the database's address, the district's id, a competency's id, and learners' ids.

use std::io::Write as _;

use domain::{
    CompetencyId, LearnerId, Points,
    evidence::{Evidence, Fact, ScoredResult, Source},
};
use usecases::{
    chance,
    ledger::{self, NewEntry, Receipt},
};

/// How many learners are written to at once, so that commits are shared.
const WRITERS: usize = 4;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().expect("address, district, competency, learners");
    let address = next();
    let district = next().parse().expect("a district's id");
    let competency: CompetencyId = next().parse().expect("a competency's id");
    let learners: Vec<LearnerId> = arguments.map(|id| id.parse().expect("a learner's id")).collect();
    let app = usecases::open(&address).await.expect("the database opens");
    let mut writers = Vec::new();
    for writer in 0..WRITERS {
        let (app, learners) = (app.clone(), learners.clone());
        writers.push(tokio::spawn(async move {
            for turn in writer.. {
                let now = chance::now();
                let entry = NewEntry {
                    learner: learners[turn % learners.len()],
                    id: chance::evidence_id(now),
                    recorded_by: None,
                    fact: Fact::Evidence(evidence(competency, now)),
                };
                let id = entry.id;
                let appended = app
                    .db
                    .write(vec![entry], move |tx, batch| Box::pin(ledger::append(tx, district, batch, now)))
                    .await
                    .expect("the ledger takes it");
                assert!(matches!(appended.receipts[..], [Receipt::Accepted(_)]));
                // One write per line, so that a killed process leaves no half id but the last.
                let _ = std::io::stdout().lock().write_all(format!("{id}\n").as_bytes());
            }
        }));
    }
    for writer in writers {
        writer.await.expect("the writer goes on");
    }
}

fn evidence(competency: CompetencyId, now: domain::Timestamp) -> Evidence {
    Evidence {
        competency,
        result: ScoredResult::new(Points::whole(3), Points::whole(4), None).expect("within the scale"),
        mastery_cut: None,
        result_group: None,
        source: Source::Observation,
        judge: None,
        instrument: None,
        attempt: None,
        section: None,
        worked_at: now,
        note: None,
        attachment: None,
    }
}
