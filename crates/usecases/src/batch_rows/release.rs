//! Releasing a learner's draft ratings of a section.

use domain::{
    LearnerId, Timestamp,
    evidence::{Entry, Fact, Sequence},
};
use store::{Tx, draft::Draft};

use super::{
    Did, Doing, Undid,
    excuse::{history, taken_back},
    joined, many, parts,
};
use crate::{
    Refusal,
    ledger::{self, NewEntry},
    release_drafts::{Chunk, release_these},
    retract_evidence::taking_back,
};

/// What would be done.
pub(super) struct Plan {
    pub would: String,
    drafts: Vec<Draft>,
}

pub(super) async fn plan(
    doing: &Doing,
    tx: &mut Tx,
    learner: LearnerId,
) -> Result<Result<Plan, String>, Refusal> {
    let Some(section) = &doing.section else { return Ok(Err("this is no release".to_owned())) };
    let mut drafts = store::draft::of_section(tx, doing.district(), section.id, None).await?;
    drafts.retain(|draft| draft.learner == learner);
    if drafts.is_empty() {
        return Ok(Err(format!("has no rating that waits in {}", section.title)));
    }
    let would = format!("{} released", many(drafts.len(), "rating is", "ratings are"));
    Ok(Ok(Plan { would, drafts }))
}

pub(super) async fn act(
    doing: &Doing,
    tx: &mut Tx,
    learner: LearnerId,
) -> Result<Result<Did, String>, Refusal> {
    let plan = match plan(doing, tx, learner).await? {
        Ok(plan) => plan,
        Err(why) => return Ok(Err(why)),
    };
    let Chunk { released, refused, judged, recorded } =
        release_these(tx, doing.district(), Some(doing.actor.person), plan.drafts, doing.now).await?;
    if released.is_empty() {
        return Ok(Err(refused.into_iter().map(|(_, why)| why).next().unwrap_or_default()));
    }
    let mut answer = format!("{} released", many(released.len(), "rating was", "ratings were"));
    for (_, why) in refused {
        answer.push_str("; one stays: ");
        answer.push_str(&why);
    }
    let left_behind = joined(recorded.iter().map(|place| place.0));
    Ok(Ok(Did { answer, left_behind, cells: judged }))
}

/// Takes the released evidence back and makes it a draft again.
pub(super) async fn undo(
    doing: &Doing,
    tx: &mut Tx,
    learner: LearnerId,
    left: &str,
) -> Result<Undid, Refusal> {
    let Some(section) = &doing.section else {
        return Ok(Undid::Kept("what was done cannot be read any more".to_owned()));
    };
    let entries = history(doing, tx, learner, &[]).await?;
    let gone = taken_back(&entries);
    let drafts = store::draft::of_section(tx, doing.district(), section.id, None).await?;
    let (mut back, mut again, mut stays) = (Vec::new(), Vec::new(), 0);
    for place in parts::<i64>(left).into_iter().map(Sequence) {
        let found = entries.iter().find(|entry| entry.sequence == place);
        let Some(draft) = found.filter(|_| !gone.contains(&place)).and_then(as_draft) else {
            stays += 1;
            continue;
        };
        let rated_again =
            drafts.iter().any(|one| (one.learner, one.competency) == (learner, draft.competency));
        if rated_again {
            stays += 1;
            continue;
        }
        back.push(taking_back(&doing.actor, learner, place, &doing.reason));
        again.push(draft);
    }
    if back.is_empty() {
        return Ok(Undid::Kept("it was taken back or rated again since".to_owned()));
    }
    let appended = ledger::append(tx, doing.district(), &back as &[NewEntry], doing.now).await?;
    for draft in &again {
        store::draft::put(tx, doing.district(), draft).await?;
    }
    let mut answer = format!("{} again", many(again.len(), "rating is a draft", "ratings are drafts"));
    if stays > 0 {
        answer.push_str("; ");
        answer.push_str(&many(
            stays,
            "was taken back or rated again since",
            "were taken back or rated again since",
        ));
    }
    Ok(Undid::Undone(Did { answer, left_behind: left.to_owned(), cells: appended.judged }))
}

/// The draft that a released rating was. It is a microsecond younger, so that releasing it again is another
/// entry than the one that was taken back.
fn as_draft(entry: &Entry) -> Option<Draft> {
    let Fact::Evidence(evidence) = &entry.fact else { return None };
    let younger = evidence.worked_at.as_microsecond() + 1;
    Some(Draft {
        section: evidence.section?,
        learner: entry.learner,
        competency: evidence.competency,
        level: evidence.result.level.clone()?,
        note: evidence.note.clone(),
        judge: evidence.judge?,
        rated_at: Timestamp::from_microsecond(younger).unwrap_or(evidence.worked_at),
        release_at: None,
    })
}
