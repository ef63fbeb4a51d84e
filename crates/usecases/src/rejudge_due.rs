//! The clock: judges again what time alone has changed, so that lists and counts are right without being
//! opened.

use domain::{CompetencyId, DistrictId, LearnerId, Timestamp};
use store::{Tx, db::Turn};

use crate::{App, Change, Refusal, chance, rejudging};

/// How many judgements one transaction makes again.
const CHUNK: i64 = 200;

/// Judges again, in all districts, every cell whose evidence grew too old or whose decision expired.
/// Returns how many.
pub async fn rejudge_due(app: &App) -> Result<usize, Refusal> {
    let districts = app
        .db
        .read((), |tx, ()| Box::pin(async move { Ok::<_, Refusal>(store::district::list(tx).await?) }))
        .await?;
    let mut total = 0;
    for district in districts {
        loop {
            let cells = app
                .db
                .write_in(Turn::Behind, district.id, |tx, district| {
                    Box::pin(chunk(tx, *district, chance::now()))
                })
                .await?;
            let judged = cells.len();
            total += judged;
            if !cells.is_empty() {
                app.tell(Change::of_judgements(district.id, cells));
            }
            if judged < usize::try_from(CHUNK).unwrap_or(0) {
                break;
            }
        }
    }
    Ok(total)
}

async fn chunk(
    tx: &mut Tx,
    district: DistrictId,
    now: Timestamp,
) -> Result<Vec<(LearnerId, CompetencyId)>, Refusal> {
    let due = store::mastery::due(tx, district, now, CHUNK).await?;
    let mut learners: Vec<LearnerId> = due.iter().map(|judgement| judgement.learner).collect();
    learners.dedup();
    for learner in learners {
        store::learner::lock(tx, district, learner, now).await?;
    }
    // Read again behind the locks: an answer may have been judged in between.
    let due = store::mastery::due(tx, district, now, CHUNK).await?;
    let judged = rejudging::again(tx, district, due, now).await?;
    store::mastery::put(tx, district, &judged).await?;
    Ok(judged.iter().map(|judgement| (judgement.learner, judgement.competency)).collect())
}
