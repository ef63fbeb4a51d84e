//! What a sitting says in the ledger: one entry per item and competency, as the plan has it.

use std::collections::BTreeMap;

use assessment::plan::{Alignment, EvidenceCounts, PassMark, Plan};
use domain::{
    CompetencyId, DistrictId, EvidenceId, PersonId, Points, SittingId, Timestamp,
    evidence::{Evidence, Fact, ScoredResult, Sequence, Source},
};
use store::{Tx, response::Response, sitting::Sitting};

use crate::{
    Refusal,
    ledger::{self, Appended, NewEntry, Receipt},
    sitting_end::needs_a_person,
};

/// From which share of a competency's points on evidence counts that only helps, where the plan names none.
const HELPS_FROM: Points = Points::from_millionths(800_000);

/// An answer that is scored, with what its item is about.
#[derive(Debug, Clone)]
pub(crate) struct Scored<'r> {
    pub response: &'r Response,
    /// By which the item is named: what rules that know items go by.
    pub identifier: String,
    /// In its author's order.
    pub competencies: Vec<CompetencyId>,
    /// Who scored it; `None` for its key.
    pub judge: Option<PersonId>,
    /// How often it was scored anew.
    pub regraded: i64,
}

/// Appends what `scored` says and judges. Practice is not recorded; what only helps is left out where it would
/// not show mastery.
pub(crate) async fn append(
    tx: &mut Tx,
    district: DistrictId,
    sitting: &Sitting,
    plan: &Plan,
    scored: &[Scored<'_>],
    now: Timestamp,
) -> Result<Appended, Refusal> {
    if plan.evidence_counts == EvidenceCounts::Practice {
        return Ok(Appended::default());
    }
    let mut named: Vec<(CompetencyId, Points, Points)> = Vec::new();
    let mut batch = Vec::new();
    for one in scored {
        let Some(result) = result(one.response) else { continue };
        let about = match plan.alignment {
            Alignment::First => &one.competencies[..one.competencies.len().min(1)],
            Alignment::Each => &one.competencies[..],
        };
        for competency in about {
            named.push((*competency, result.points, result.points_possible));
            batch.push(entry(district, sitting, plan, one, *competency, result.clone(), now));
        }
    }
    let appended = ledger::append(tx, district, &batch, now).await?;
    if plan.evidence_counts == EvidenceCounts::Fully {
        return Ok(appended);
    }
    let excused = excused(district, sitting, plan, &named, &appended.receipts);
    if excused.is_empty() {
        return Ok(appended);
    }
    ledger::append(tx, district, &excused, now).await?;
    Ok(appended)
}

/// Whether nothing may be said yet: what only helps depends on all answers together, and some wait for a person.
pub(crate) fn waits_for_all(plan: &Plan, responses: &[Response]) -> bool {
    plan.evidence_counts == EvidenceCounts::OnlyHelps && responses.iter().any(needs_a_person)
}

/// Points of a scored answer; `None` where nothing could be earned or nobody has scored it yet. QTI lets a score
/// fall below 0: then nothing was shown, which is 0 points here.
fn result(response: &Response) -> Option<ScoredResult> {
    let possible = response.points_possible?;
    let points = response.points?.max(Points::ZERO).min(possible);
    ScoredResult::new(points, possible, None).ok()
}

fn entry(
    district: DistrictId,
    sitting: &Sitting,
    plan: &Plan,
    one: &Scored<'_>,
    competency: CompetencyId,
    result: ScoredResult,
    now: Timestamp,
) -> NewEntry {
    let response = one.response;
    let evidence = Evidence {
        competency,
        result,
        mastery_cut: mastery_cut(plan.pass_mark),
        result_group: Some(format!("sitting:{}", sitting.id)),
        source: Source::ItemResponse,
        judge: one.judge,
        instrument: Some(one.identifier.clone()),
        attempt: Some(sitting.attempt),
        section: Some(sitting.section),
        worked_at: worked_at(sitting, response).unwrap_or(now),
        note: None,
        attachment: None,
    };
    NewEntry {
        learner: sitting.learner,
        id: entry_id(district, sitting.id, response.place, competency, one.regraded),
        recorded_by: one.judge,
        fact: Fact::Evidence(evidence),
    }
}

/// When the work of an answer was done: what was left without one, when the sitting ended.
pub(crate) fn worked_at(sitting: &Sitting, response: &Response) -> Option<Timestamp> {
    response.answered_at.or(sitting.ended_at)
}

/// The id of what the answer in `place` says of a competency, after it was scored anew so often.
pub(crate) fn entry_id(
    district: DistrictId,
    sitting: SittingId,
    place: i64,
    competency: CompetencyId,
    regraded: i64,
) -> EvidenceId {
    let key = [
        "response".to_owned(),
        sitting.to_string(),
        place.to_string(),
        competency.to_string(),
        regraded.to_string(),
    ];
    let key: Vec<&str> = key.iter().map(String::as_str).collect();
    EvidenceId::derived(district, &key)
}

/// The pass mark as a fraction of the points possible, where it is one.
fn mastery_cut(mark: PassMark) -> Option<Points> {
    match mark {
        PassMark::Share(share) => Some(share),
        PassMark::Of { points, of } => {
            let share = i64::from(points) * 1_000_000 / i64::from(of.max(1));
            Some(Points::from_millionths(share))
        }
        PassMark::Points(_) | PassMark::None => None,
    }
}

/// From which share of a competency's points on a sitting shows that it can be done.
pub(crate) fn shows_from(plan: &Plan) -> Points {
    plan.exempt_at.or(mastery_cut(plan.pass_mark)).unwrap_or(HELPS_FROM)
}

/// Leaves out what does not show mastery of its competency, of evidence that only helps.
fn excused(
    district: DistrictId,
    sitting: &Sitting,
    plan: &Plan,
    named: &[(CompetencyId, Points, Points)],
    receipts: &[Receipt],
) -> Vec<NewEntry> {
    let mut sums: BTreeMap<CompetencyId, (Points, Points)> = BTreeMap::new();
    for (competency, points, possible) in named {
        let sum = sums.entry(*competency).or_default();
        *sum = (plus(sum.0, *points), plus(sum.1, *possible));
    }
    let cut = shows_from(plan);
    let helps = |competency: &CompetencyId| {
        let sum = sums.get(competency).copied().unwrap_or_default();
        PassMark::Share(cut).passes(sum.0, sum.1) == Some(true)
    };
    let left_out = named.iter().zip(receipts).filter(|((competency, ..), _)| !helps(competency));
    left_out
        .filter_map(|(_, receipt)| match receipt {
            Receipt::Accepted(sequence) => Some(excusal(district, sitting, *sequence)),
            Receipt::Repeated(_) | Receipt::Refused(_) => None,
        })
        .collect()
}

fn excusal(district: DistrictId, sitting: &Sitting, of: Sequence) -> NewEntry {
    let (id, place) = (sitting.id.to_string(), of.0.to_string());
    NewEntry {
        learner: sitting.learner,
        id: EvidenceId::derived(district, &["only helps", &id, &place]),
        recorded_by: None,
        fact: Fact::Excusal {
            of,
            reason: "This assessment only helps: it counts where it shows mastery.".to_owned(),
        },
    }
}

fn plus(left: Points, right: Points) -> Points {
    Points::from_millionths(left.millionths().saturating_add(right.millionths()))
}
