//! Taking a sitting back: it counts nowhere, what it said in the ledger is retracted, and the attempt is given
//! back. Who did it and why stays.

use domain::{
    EvidenceId, SittingId,
    evidence::{Fact, Sequence},
    sitting::SittingState,
    text,
};

use crate::{
    Actor, App, Change, Refusal,
    access::Action,
    chance,
    ledger::{self, NewEntry},
    sitting_load,
};

/// Takes a sitting back, with a reason.
pub async fn annul_sitting(
    app: &App,
    actor: &Actor,
    sitting: SittingId,
    reason: &str,
) -> Result<(), Refusal> {
    let now = chance::now();
    let reason = text::required(reason, 2_000).map_err(Refusal::text("reason"))?;
    let (assignment, judged) = app
        .db
        .write((actor.clone(), reason), move |tx, (actor, reason)| {
            Box::pin(async move {
                let (mut loaded, _) =
                    sitting_load::of_learner(tx, actor, sitting, Action::Judge, now).await?;
                let (district, learner) = (actor.district, loaded.sitting.learner);
                store::learner::lock(tx, district, learner, now).await?;
                if loaded.sitting.state == SittingState::Annulled {
                    return Ok((loaded.sitting.assignment, Vec::new()));
                }
                let group = format!("sitting:{sitting}");
                let entries = store::evidence::of_group(tx, district, learner, &group).await?;
                let retractions: Vec<NewEntry> = entries
                    .into_iter()
                    .map(|of: Sequence| NewEntry {
                        learner,
                        id: EvidenceId::derived(
                            district,
                            &["annulled", &sitting.to_string(), &of.0.to_string()],
                        ),
                        recorded_by: Some(actor.person),
                        fact: Fact::Retraction { of, reason: reason.clone() },
                    })
                    .collect();
                let appended = ledger::append(tx, district, &retractions, now).await?;
                loaded.sitting.state = SittingState::Annulled;
                loaded.sitting.ended_at = loaded.sitting.ended_at.or(Some(now));
                loaded.sitting.ended_why = Some("annulled".to_owned());
                loaded.sitting.turn += 1;
                store::sitting::update(tx, district, &loaded.sitting).await?;
                loaded.note(tx, actor, "annulled", reason, now).await?;
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
