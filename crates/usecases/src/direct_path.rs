//! What an educator directs on a learner's path: pin, skip, send back, each with a reason that the learner and the
//! family read. None of it changes mastery.

use domain::{
    CompetencyId, Date, DirectiveId, LearnerId, Timestamp,
    access::Relationship,
    path::{Directive, DirectiveKind, Ended},
    text,
};
use store::Tx;

use crate::{Actor, App, Refusal, access, chance, path_rights};

/// The most characters of a reason.
const MOST_REASON: usize = 500;
/// The most directives that stand for one learner.
const MOST_STANDING: usize = 200;

/// A directive to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDirective {
    /// About what.
    pub competency: CompetencyId,
    /// What.
    pub kind: DirectiveKind,
    /// Why.
    pub reason: String,
    /// The last day on which it stands.
    pub until: Option<Date>,
}

/// Gives a directive; one that stands for the same competency ends.
pub async fn direct_path(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    new: NewDirective,
) -> Result<DirectiveId, Refusal> {
    let now = chance::now();
    let reason = text::required(&new.reason, MOST_REASON).map_err(Refusal::text("reason"))?;
    let new = NewDirective { reason, ..new };
    let (id, relationship) = app
        .db
        .write((actor.clone(), new), move |tx, (actor, new)| {
            Box::pin(async move { give(tx, actor, learner, new, now).await })
        })
        .await?;
    access::log(app, actor, "path directed", relationship, vec![learner], now).await?;
    Ok(id)
}

async fn give(
    tx: &mut Tx,
    actor: &Actor,
    learner: LearnerId,
    new: &NewDirective,
    now: Timestamp,
) -> Result<(DirectiveId, Relationship), Refusal> {
    let (district, today) = (actor.district, chance::date_of(actor.district, now));
    let relationship = path_rights::check(tx, actor, learner, path_rights::directs, today).await?;
    store::learner::lock(tx, district, learner, now).await?;
    let found = store::competency::find(tx, district, new.competency).await?;
    if found.is_none_or(|found| found.retired) {
        return Err(Refusal::invalid("competency", "is not known here, or is retired"));
    }
    if new.until.is_some_and(|until| until < today) {
        return Err(Refusal::invalid("until", "is over: choose today or a later day"));
    }
    let all = store::directive::of_learner(tx, district, learner).await?;
    let standing: Vec<&Directive> = all.iter().filter(|one| one.stands(now)).collect();
    let ended = Ended { at: now, by: actor.person };
    for one in standing.iter().filter(|one| one.competency == new.competency) {
        store::directive::end(tx, district, one.id, ended).await?;
    }
    if standing.iter().filter(|one| one.competency != new.competency).count() >= MOST_STANDING {
        let why = format!("{MOST_STANDING} at once are the most for one learner: end some first.");
        return Err(Refusal::Conflict(why));
    }
    let id = chance::directive_id(now);
    let directive = Directive {
        id,
        learner,
        competency: new.competency,
        kind: new.kind,
        reason: new.reason.clone(),
        given_by: actor.person,
        given_at: now,
        until: new.until.and_then(|day| chance::end_of(district, day)),
        ended: None,
    };
    store::directive::add(tx, district, &directive).await?;
    Ok((id, relationship))
}

/// Ends a directive; whose path it was about. Ending it again changes nothing.
pub async fn end_directive(app: &App, actor: &Actor, directive: DirectiveId) -> Result<LearnerId, Refusal> {
    let now = chance::now();
    let (learner, relationship) = app
        .db
        .write((actor.clone(), directive), move |tx, (actor, directive)| {
            Box::pin(async move {
                let (district, today) = (actor.district, chance::date_of(actor.district, now));
                let found = store::directive::find(tx, district, *directive).await?;
                let found = found.ok_or(Refusal::NotFound("this"))?;
                let relationship =
                    path_rights::check(tx, actor, found.learner, path_rights::directs, today).await?;
                store::learner::lock(tx, district, found.learner, now).await?;
                store::directive::end(tx, district, *directive, Ended { at: now, by: actor.person }).await?;
                Ok::<_, Refusal>((found.learner, relationship))
            })
        })
        .await?;
    access::log(app, actor, "path directed", relationship, vec![learner], now).await?;
    Ok(learner)
}
