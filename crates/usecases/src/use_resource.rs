//! Noting that a learner worked with a resource. It is no evidence and changes no judgement: only what a check shows
//! does.

use domain::{
    LearnerId, ResourceId, ResourceUseId, Timestamp,
    access::Relationship,
    resource::{HERE, MOST_MINUTES, Resource, ResourceUse},
};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance, give_resource,
    show_resource::find,
};

/// The most uses that are listed.
const MOST: i64 = 500;

/// Notes that a learner worked with a resource today: the learner, or an educator of theirs. Noted twice on one day
/// it is noted once, with the minutes said first.
pub async fn note_use(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    resource: ResourceId,
    minutes: Option<i64>,
) -> Result<ResourceUseId, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    if let Some(minutes) = minutes.filter(|minutes| !(0..=MOST_MINUTES).contains(minutes)) {
        return Err(Refusal::invalid("minutes", format!("are {minutes}: write 0 to {MOST_MINUTES}")));
    }
    let relationship = app
        .db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let relationship = may_note(tx, actor, learner, now).await?;
                let found = find(tx, actor, resource).await?;
                let given = give_resource::to_learner(tx, actor, learner, now).await?;
                if found.retired_at.is_some() && given.iter().all(|given| given.resource != resource) {
                    return Err(Refusal::NotFound("this resource"));
                }
                let one = ResourceUse {
                    id: use_id(actor, learner, resource, now),
                    learner,
                    resource,
                    used_at: now,
                    minutes,
                    result: None,
                    source: HERE.to_owned(),
                    recorded_by: Some(actor.person),
                    recorded_at: now,
                };
                store::resource_use::add(tx, actor.district, &[one]).await?;
                Ok::<Relationship, Refusal>(relationship)
            })
        })
        .await?;
    access::log(app, actor, "resource use", relationship, vec![learner], now).await?;
    Ok(use_id(actor, learner, resource, now))
}

/// Takes back what was noted here; whether there was something. What another system reported stays: it would come
/// again.
pub async fn take_back_use(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    id: ResourceUseId,
) -> Result<bool, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let (relationship, removed) = app
        .db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let relationship = may_note(tx, actor, learner, now).await?;
                let all = store::resource_use::of_learner(tx, actor.district, learner, i64::MAX).await?;
                let found = all.into_iter().find(|one| one.id == id);
                if found.is_some_and(|one| one.source != HERE) {
                    return Err(Refusal::Conflict(
                        "Another system reported this: it has to be mended there.".to_owned(),
                    ));
                }
                let removed = store::resource_use::remove(tx, actor.district, learner, id).await?;
                Ok::<(Relationship, bool), Refusal>((relationship, removed))
            })
        })
        .await?;
    access::log(app, actor, "resource use", relationship, vec![learner], now).await?;
    Ok(removed)
}

/// What a learner worked with, newest first, for whoever may see the learner.
pub async fn list_uses(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
) -> Result<Vec<(ResourceUse, Resource)>, Refusal> {
    let now = chance::now();
    let (relationship, found) = app
        .db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let relationship = access::learner(tx, actor, learner, Action::See, today).await?;
                let mut found = Vec::new();
                for one in store::resource_use::of_learner(tx, actor.district, learner, MOST).await? {
                    let resource = find(tx, actor, one.resource).await?;
                    found.push((one, resource));
                }
                Ok::<_, Refusal>((relationship, found))
            })
        })
        .await?;
    access::log(app, actor, "resource uses", relationship, vec![learner], now).await?;
    Ok(found)
}

/// The learner themselves, or who judges them.
async fn may_note(
    tx: &mut Tx,
    actor: &Actor,
    learner: LearnerId,
    now: Timestamp,
) -> Result<Relationship, Refusal> {
    let today = chance::date_of(actor.district, now);
    if actor.person == learner.as_person() {
        let relationship = access::learner(tx, actor, learner, Action::See, today).await?;
        return Ok(relationship);
    }
    access::learner(tx, actor, learner, Action::Judge, today).await
}

/// The same learner, resource and day are the same use.
fn use_id(actor: &Actor, learner: LearnerId, resource: ResourceId, now: Timestamp) -> ResourceUseId {
    let day = chance::date_of(actor.district, now).to_string();
    ResourceUseId::derived(actor.district, &[HERE, &learner.to_string(), &resource.to_string(), &day])
}
