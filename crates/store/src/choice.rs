//! What learners picked to work on, and what they like.

use domain::{CompetencyId, DistrictId, LearnerId, path::Choice};

use crate::{Arg, StoreError, Tx, args, bulk};

/// Picks something, or picks it anew.
pub async fn put(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    choice: Choice,
) -> Result<(), StoreError> {
    let sql = "insert into choice (district_id, learner_id, competency_id, chosen_at) values ($1, $2, $3, $4)
               on conflict (district_id, learner_id, competency_id) do update set chosen_at = excluded.chosen_at";
    tx.run(sql, args![district, learner, choice.competency, choice.chosen_at]).await.map(drop)
}

/// Takes a choice back; whether there was one.
pub async fn remove(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    competency: CompetencyId,
) -> Result<bool, StoreError> {
    let sql = "delete from choice where district_id = $1 and learner_id = $2 and competency_id = $3";
    Ok(tx.run(sql, args![district, learner, competency]).await? > 0)
}

/// What a learner picked, oldest first.
pub async fn of_learner(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<Choice>, StoreError> {
    let sql = "select competency_id, chosen_at from choice where district_id = $1 and learner_id = $2
               order by chosen_at, competency_id";
    let rows = tx.rows(sql, args![district, learner]).await?;
    rows.iter()
        .map(|row| {
            let competency = CompetencyId::from_bytes(row.array("competency_id")?);
            Ok(Choice { competency, chosen_at: row.time("chosen_at")? })
        })
        .collect()
}

/// Replaces what a learner likes.
pub async fn replace_interests(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    words: &[String],
) -> Result<(), StoreError> {
    tx.run("delete from interest where district_id = $1 and learner_id = $2", args![district, learner])
        .await?;
    let rows: Vec<Arg<'_>> =
        words.iter().flat_map(|word| [Arg::from(district), Arg::from(learner), Arg::from(word)]).collect();
    let sql = "insert into interest (district_id, learner_id, word)";
    let again = "on conflict (district_id, learner_id, word) do nothing";
    bulk::insert(tx, sql, 3, again, &rows).await.map(drop)
}

/// What a learner likes, in the order of the words.
pub async fn interests(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<String>, StoreError> {
    let sql = "select word from interest where district_id = $1 and learner_id = $2 order by word";
    tx.rows(sql, args![district, learner]).await?.iter().map(|row| row.text("word")).collect()
}
