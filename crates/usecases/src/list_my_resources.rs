//! What a learner can learn from: what they were given, and what there is about a competency, in their language
//! first.

use domain::{
    CompetencyId, DistrictId, LearnerId,
    access::Relationship,
    resource::{GivenResource, Resource},
};
use store::Tx;
use wording::Language;

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance, give_resource,
    show_resource::find,
    words,
};

/// What a learner can learn from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MyResources {
    /// What educators gave, newest first, with whether the learner noted that they worked with it.
    pub given: Vec<(GivenResource, Resource, bool)>,
}

/// Lists what the learner who asks was given.
pub async fn list_my_resources(app: &App, actor: &Actor) -> Result<MyResources, Refusal> {
    let now = chance::now();
    app.db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let learner = actor.person.as_learner();
                let used = store::resource_use::of_learner(tx, actor.district, learner, 1_000).await?;
                let mut mine = MyResources::default();
                for given in give_resource::to_learner(tx, actor, learner, now).await? {
                    let resource = find(tx, actor, given.resource).await?;
                    let done = used.iter().any(|one| one.resource == given.resource);
                    mine.given.push((given, resource, done));
                }
                Ok(mine)
            })
        })
        .await
}

/// What there is to learn a competency from, for a learner: in their language first, then by title. For whoever may
/// see the learner.
pub async fn resources_about(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    competency: CompetencyId,
) -> Result<Vec<Resource>, Refusal> {
    let now = chance::now();
    let (relationship, found) = app
        .db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let relationship = access::learner(tx, actor, learner, Action::See, today).await?;
                let found = about(tx, actor.district, learner, competency).await?;
                Ok::<(Relationship, Vec<Resource>), Refusal>((relationship, found))
            })
        })
        .await?;
    access::log(app, actor, "resources", relationship, vec![learner], now).await?;
    Ok(found)
}

/// The same, access having been checked.
pub(crate) async fn about(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    competency: CompetencyId,
) -> Result<Vec<Resource>, Refusal> {
    let reads = words::language_of(tx, district, learner.as_person(), None).await?;
    let all = store::resource::about(tx, district, &[competency]).await?;
    Ok(in_language_first(all.into_iter().map(|(_, one)| one).collect(), reads))
}

/// Resources in a language before all others; each part in the order that it had.
fn in_language_first(mut all: Vec<Resource>, reads: Language) -> Vec<Resource> {
    let tag = reads.tag();
    let own = |one: &Resource| one.language == tag || one.language.split('-').next() == Some(tag);
    all.sort_by_key(|one| !own(one));
    all
}
