//! Taking an adoption back: the setting gets the value it had before, and every judgement that nothing has
//! touched since is put back as it stood. What came in meanwhile is listed for a person to decide.

use domain::{
    AdoptionId, Timestamp,
    policy::{Setting, Value},
    text,
};
use store::{
    Tx,
    adoption::{Adoption, Undo},
    policy::Recorded,
};

use crate::{Actor, App, Refusal, access, chance, policy_scopes, scale_change};

/// Begins to undo an adoption; `adoption_steps::finish` restores the judgements.
pub async fn undo_adoption(app: &App, actor: &Actor, id: AdoptionId, reason: &str) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let reason = text::required(reason, 1_000).map_err(Refusal::text("reason"))?;
    app.db
        .write((actor.clone(), reason), move |tx, (actor, reason)| {
            // Read behind the writer: whoever records evidence after this moment finds the older value.
            Box::pin(begin(tx, actor, id, reason, chance::now()))
        })
        .await
}

async fn begin(
    tx: &mut Tx,
    actor: &Actor,
    id: AdoptionId,
    reason: &str,
    now: Timestamp,
) -> Result<(), Refusal> {
    let district = actor.district;
    let found = store::adoption::lock(tx, district, id).await?;
    let adoption = found.ok_or(Refusal::NotFound("this adoption"))?;
    policy_scopes::check(tx, actor, adoption.scope, chance::date_of(actor.district, now)).await?;
    if !adoption.stands() {
        return Err(Refusal::Conflict("It was undone before.".to_owned()));
    }
    if let Some(later) = store::adopted_cell::taken_over_by(tx, district, id).await? {
        let why = format!("A later adoption judged some of the same again: undo that one first ({later}).");
        return Err(Refusal::Conflict(why));
    }
    let version = match taken_back(tx, actor, &adoption, now).await? {
        None => None,
        Some(setting) => {
            let version = setting.version;
            let why = format!("Undone: {reason}");
            scale_change::take_over(tx, district, &setting).await?;
            let recorded = Recorded { setting, recorded_by: Some(actor.person), why };
            store::policy::add(tx, district, &recorded).await?;
            Some(version)
        }
    };
    let undo = Undo {
        at: now,
        by: Some(actor.person),
        reason: reason.to_owned(),
        version,
        learners_restored: 0,
        restored_to: None,
        finished_at: (!adoption.for_past).then_some(now),
    };
    Ok(store::adoption::undo(tx, district, id, &undo).await?)
}

/// The version that gives the setting the value it would have without the adoption; `None` where somebody
/// has set a later version, which stands.
async fn taken_back(
    tx: &mut Tx,
    actor: &Actor,
    adoption: &Adoption,
    now: Timestamp,
) -> Result<Option<Setting>, Refusal> {
    let mut same: Vec<Setting> =
        store::policy::list(tx, actor.district).await?.into_iter().map(|one| one.setting).collect();
    same.retain(|one| {
        (one.scope, one.effect) == (adoption.scope, adoption.effect) && one.field == adoption.field
    });
    if same.iter().any(|one| one.version > adoption.version) {
        return Ok(None);
    }
    let Some(adopted) = same.iter().find(|one| one.version == adoption.version).cloned() else {
        return Ok(None);
    };
    let today = chance::date_of(actor.district, now);
    let from = adopted.effective_from.max(today);
    let value: Option<Value> = same
        .iter()
        .filter(|one| one.version < adoption.version && one.effective_from <= from)
        .max_by_key(|one| (one.effective_from, one.version))
        .and_then(|one| one.value.clone());
    let version = adoption.version + 1;
    Ok(Some(Setting { value, effective_from: from, version, recorded_at: now, ..adopted }))
}
