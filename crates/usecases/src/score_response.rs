//! A person scores what no key can: an essay, a recording, an answer whose rules failed.

use std::collections::HashMap;

use domain::{CompetencyId, ItemId, Points, SittingId, sitting::ResponseState, sitting::SittingState};

use crate::{
    Actor, App, Change, Refusal,
    access::Action,
    chance,
    ledger::Receipt,
    sitting_end,
    sitting_evidence::{self, Scored},
    sitting_load,
};

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
                let about = store::item::competencies_of(tx, district, &[one.item]).await?;
                let about: HashMap<ItemId, Vec<CompetencyId>> = HashMap::from([(
                    one.item,
                    about.into_iter().map(|(_, competency)| competency).collect(),
                )]);
                let row = store::item::find(tx, district, one.item).await?;
                let scored = Scored {
                    response: one,
                    identifier: row.map(|row| row.identifier).unwrap_or_default(),
                    competencies: about[&one.item].clone(),
                    judge: Some(actor.person),
                    regraded: 0,
                };
                let plan = loaded.plan.clone();
                let appended =
                    sitting_evidence::append(tx, district, &loaded.sitting, &plan, &[scored], now).await?;
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
                loaded.note(tx, actor, "scored", &detail, now).await?;
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
