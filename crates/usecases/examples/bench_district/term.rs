//! A term of invented work: each learner is better at some things than at others, and improves.

use domain::{
    CompetencyId, DistrictId, EvidenceId, LearnerId, PersonId, Points,
    evidence::{Evidence, Fact, ScoredResult, Source},
};
use usecases::{chance, ledger::NewEntry};

/// Days between two pieces of work on one competency.
const DAYS_BETWEEN: i64 = 9;

/// So many entries for each target, oldest first.
pub fn entries(
    district: DistrictId,
    learner: LearnerId,
    judge: PersonId,
    targets: &[CompetencyId],
    each: usize,
) -> Vec<NewEntry> {
    let now = chance::now();
    let mut entries = Vec::with_capacity(targets.len() * each);
    for try_number in 0..each {
        for (place, competency) in targets.iter().enumerate() {
            let back = i64::try_from(each - try_number).unwrap_or(1) * DAYS_BETWEEN;
            let points = 1 + mixed(learner, place, try_number) % 3 + i32::from(try_number * 2 >= each);
            let (learner_text, competency_text) = (learner.to_string(), competency.to_string());
            let key = ["bench", &learner_text, &competency_text, &try_number.to_string()];
            entries.push(NewEntry {
                learner,
                id: EvidenceId::derived(district, &key),
                recorded_by: Some(judge),
                fact: Fact::Evidence(Evidence {
                    competency: *competency,
                    result: ScoredResult {
                        points: Points::whole(points),
                        points_possible: Points::whole(4),
                        level: None,
                    },
                    mastery_cut: None,
                    result_group: None,
                    source: Source::Rating,
                    judge: Some(judge),
                    instrument: Some(format!("task {}", try_number + 1)),
                    attempt: Some(1),
                    section: None,
                    worked_at: now - jiff::SignedDuration::from_hours(24 * back),
                    note: None,
                    attachment: None,
                }),
            });
        }
    }
    entries
}

/// A number from 0 to 250 that looks random and is the same in every run.
fn mixed(learner: LearnerId, place: usize, try_number: usize) -> i32 {
    let bytes = learner.as_bytes();
    let start = u64::from(bytes[14]) << 8 | u64::from(bytes[15]);
    let hash = (start * 2_654_435_761 + place as u64 * 40_503 + try_number as u64 * 9_973) % 251;
    i32::try_from(hash).unwrap_or(0)
}
