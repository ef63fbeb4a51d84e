//! A person scores what no key can: an essay, a recording, an answer whose rules failed.

use std::collections::HashMap;

use assessment::plan::{EvidenceCounts, Plan};
use domain::{
    DistrictId, PersonId, Points, SittingId,
    sitting::{ResponseState, SittingState},
};
use store::{Tx, response::Response, sitting::Sitting};

use crate::{
    Actor, App, Change, Refusal,
    access::Action,
    chance,
    ledger::Receipt,
    sitting_end,
    sitting_evidence::{self, Scored},
    sitting_load,
};

/// What happened, in the list of what happened in a sitting: the place from 1, a colon, and the points follow.
const SCORED: &str = "scored";

/// The most points that one answer can be worth.
const MOST_POINTS: Points = Points::whole(1_000);

/// Scores the answer in `place`: so many points of so many. The sitting is scored once nothing waits any more.
pub async fn score_response(
    app: &App,
    actor: &Actor,
    sitting: SittingId,
    place: i64,
    points: Points,
    possible: Points,
) -> Result<(), Refusal> {
    if possible <= Points::ZERO || possible > MOST_POINTS {
        return Err(Refusal::invalid("points_possible", format!("are above 0 and at most {MOST_POINTS}")));
    }
    if points < Points::ZERO || points > possible {
        return Err(Refusal::invalid("points", format!("are 0 to {possible}, not {points}")));
    }
    let now = chance::now();
    let (assignment, judged) = app
        .db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let (mut loaded, _) =
                    sitting_load::of_learner(tx, actor, sitting, Action::Judge, now).await?;
                let (district, learner) = (actor.district, loaded.sitting.learner);
                store::learner::lock(tx, district, learner, now).await?;
                let mut responses = store::response::of_sitting(tx, district, learner, sitting).await?;
                let at = responses.iter().position(|one| one.place == place);
                let at = at.ok_or(Refusal::NotFound("this answer"))?;
                if !sitting_end::needs_a_person(&responses[at]) || !loaded.sitting.state.has_ended() {
                    return Err(Refusal::Conflict(
                        "This answer does not wait for a score: mend the item and score it anew instead."
                            .to_owned(),
                    ));
                }
                let one = &mut responses[at];
                (one.points, one.points_possible) = (Some(points), Some(possible));
                (one.correct, one.state) = (Some(points == possible), ResponseState::Answered);
                store::response::put(tx, district, std::slice::from_ref(one)).await?;
                let plan = loaded.plan.clone();
                let said = said_now(&loaded.sitting, &plan, &responses, at);
                let judges = judges(tx, district, &loaded.sitting, (place, actor.person)).await?;
                let about = sitting_end::about(tx, district, &responses).await?;
                let scored = said.into_iter().filter_map(|response| {
                    let (identifier, competencies) = about.get(&response.item).cloned()?;
                    let judge = judges.get(&response.place).copied();
                    Some(Scored { response, identifier, competencies, judge, regraded: 0 })
                });
                let scored: Vec<Scored<'_>> = scored.collect();
                let appended =
                    sitting_evidence::append(tx, district, &loaded.sitting, &plan, &scored, now).await?;
                if let Some(why) = appended.receipts.iter().find_map(|receipt| match receipt {
                    Receipt::Refused(why) => Some(why.clone()),
                    _ => None,
                }) {
                    return Err(Refusal::Conflict(format!("It could not be recorded: {why}")));
                }
                if loaded.sitting.state != SittingState::Annulled {
                    sitting_end::finish(&mut loaded.sitting, &plan, &responses, "submitted", now);
                }
                store::sitting::update(tx, district, &loaded.sitting).await?;
                let detail = format!("{}: {points} of {possible}", place + 1);
                loaded.note(tx, actor, SCORED, &detail, now).await?;
                Ok::<_, Refusal>((loaded.sitting.assignment, appended.judged))
            })
        })
        .await?;
    if !judged.is_empty() {
        app.tell(Change::of_judgements(actor.district, judged));
    }
    app.tell(Change::of_assignment(actor.district, assignment));
    Ok(())
}

/// Which answers say something in the ledger once the one in the place `at` of the list is scored: it alone; where
/// evidence only helps, none before nothing waits any more, and then all of them.
fn said_now<'r>(sitting: &Sitting, plan: &Plan, responses: &'r [Response], at: usize) -> Vec<&'r Response> {
    if sitting_end::is_spared(sitting, plan) || sitting_evidence::waits_for_all(plan, responses) {
        return Vec::new();
    }
    if plan.evidence_counts == EvidenceCounts::OnlyHelps {
        return responses.iter().filter(|one| sitting_end::says(sitting, one)).collect();
    }
    vec![&responses[at]]
}

/// Who scored which place by hand, the last one of each.
async fn judges(
    tx: &mut Tx,
    district: DistrictId,
    sitting: &Sitting,
    now: (i64, PersonId),
) -> Result<HashMap<i64, PersonId>, Refusal> {
    let mut judges = HashMap::new();
    for event in store::sitting::events(tx, district, sitting.learner, sitting.id).await? {
        let place = event.detail.split_once(':').and_then(|(number, _)| number.parse::<i64>().ok());
        if let (SCORED, Some(number), Some(by)) = (event.what.as_str(), place, event.by) {
            judges.insert(number - 1, by);
        }
    }
    judges.insert(now.0, now.1);
    Ok(judges)
}
