//! What must come before what, edited by hand.

use std::collections::HashMap;

use domain::{
    AssociationId, CompetencyId, FrameworkId,
    framework::{Association, AssociationKind, Competency, End, Extra, Framework},
};
use store::Tx;

use crate::{
    Actor, App, Refusal, access, chance, framework_whole::Whole, import_files::may_edit_frameworks,
    import_framework::is_by_hand,
};

/// The prerequisites of one framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prerequisites {
    /// The framework.
    pub framework: Framework,
    /// Its competencies that are not retired, in file order.
    pub competencies: Vec<Competency>,
    /// Pairs of known competencies.
    pub pairs: Vec<Prerequisite>,
    /// Whether the person who asks may change them.
    pub may_edit: bool,
}

/// One pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prerequisite {
    /// The association.
    pub id: AssociationId,
    /// What comes first.
    pub before: Competency,
    /// What needs it.
    pub after: Competency,
    /// Made here, by hand or by a table of pairs, and so to be removed here; else the publisher's.
    pub by_hand: bool,
}

/// Shows the prerequisites of a framework.
pub async fn show_prerequisites(
    app: &App,
    actor: &Actor,
    framework: FrameworkId,
) -> Result<Prerequisites, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read((actor, framework), |tx, (actor, id)| {
            Box::pin(async move {
                let (framework, competencies, stored) = load(tx, actor, *id).await?;
                let known: HashMap<CompetencyId, &Competency> =
                    competencies.iter().map(|one| (one.id, one)).collect();
                let find = |end: &End| end.competency.and_then(|id| known.get(&id).copied().cloned());
                let pairs = stored
                    .iter()
                    .filter_map(|one| {
                        Some(Prerequisite {
                            id: one.id,
                            before: find(&one.origin)?,
                            after: find(&one.destination)?,
                            by_hand: is_by_hand(actor.district, one),
                        })
                    })
                    .collect();
                let may_edit = may_edit_frameworks(tx, actor, today).await.is_ok();
                let competencies = competencies.into_iter().filter(|one| !one.retired).collect();
                Ok(Prerequisites { framework, competencies, pairs, may_edit })
            })
        })
        .await
}

/// Says that `before` must come before `after`. Refused when that would close a circle.
pub async fn add_prerequisite(
    app: &App,
    actor: &Actor,
    framework: FrameworkId,
    before: CompetencyId,
    after: CompetencyId,
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let today = chance::today(actor.district);
    app.db
        .write((actor.clone(), framework, before, after), move |tx, (actor, framework, before, after)| {
            Box::pin(async move {
                may_edit_frameworks(tx, actor, today).await?;
                let (framework, competencies, mut stored) = load(tx, actor, *framework).await?;
                let find = |id: &CompetencyId, field| {
                    let found = competencies.iter().find(|one| one.id == *id);
                    found.ok_or_else(|| Refusal::invalid(field, "is not a competency of this framework"))
                };
                let (before, after) = (find(before, "before")?, find(after, "after")?);
                let pair = pair(actor, framework.id, before, after);
                if stored.iter().any(|one| one.id == pair.id) {
                    return Ok(());
                }
                stored.push(pair.clone());
                let circles = exchange::imports::case::circles_of(&AssociationKind::Precedes, &stored);
                if before.id == after.id || circles.iter().any(|circle| circle.broken == pair.id) {
                    let (before, after) = (before.label(), after.label());
                    let why = format!("would close a circle: {before} already needs {after}");
                    return Err(Refusal::invalid("before", why));
                }
                Ok(store::association::put(tx, actor.district, &[pair]).await?)
            })
        })
        .await
}

/// Takes back a pair that was made here; what the publisher says stays.
pub async fn remove_prerequisite(
    app: &App,
    actor: &Actor,
    framework: FrameworkId,
    pair: AssociationId,
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let today = chance::today(actor.district);
    app.db
        .write((actor.clone(), framework, pair), move |tx, (actor, framework, pair)| {
            Box::pin(async move {
                may_edit_frameworks(tx, actor, today).await?;
                let (_, _, stored) = load(tx, actor, *framework).await?;
                let found = stored.iter().find(|one| one.id == *pair);
                let found = found.ok_or(Refusal::NotFound("this prerequisite"))?;
                if !is_by_hand(actor.district, found) {
                    let why = "This prerequisite is in the publisher's file and cannot be removed here.";
                    return Err(Refusal::Conflict(why.to_owned()));
                }
                store::association::remove(tx, actor.district, *pair).await?;
                Ok(())
            })
        })
        .await
}

/// Adds a pair while a version is adopted; `false` when it is there or would close a circle.
pub(crate) async fn add(
    tx: &mut Tx,
    actor: &Actor,
    framework: &Whole,
    before: &Competency,
    after: &Competency,
) -> Result<bool, Refusal> {
    let (id, district) = (framework.framework.id, actor.district);
    let mut stored =
        store::association::of_framework(tx, district, id, Some(&AssociationKind::Precedes)).await?;
    let pair = pair(actor, id, before, after);
    let same = |one: &Association| {
        (one.origin.competency, one.destination.competency) == (Some(before.id), Some(after.id))
    };
    if stored.iter().any(same) {
        return Ok(false);
    }
    stored.push(pair.clone());
    let circles = exchange::imports::case::circles_of(&AssociationKind::Precedes, &stored);
    if circles.iter().any(|circle| circle.broken == pair.id) {
        return Ok(false);
    }
    store::association::put(tx, district, &[pair]).await?;
    Ok(true)
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    framework: FrameworkId,
) -> Result<(Framework, Vec<Competency>, Vec<Association>), Refusal> {
    let district = actor.district;
    let found = store::framework::find(tx, district, framework).await?;
    let found = found.ok_or(Refusal::NotFound("this framework"))?;
    let competencies = store::competency::of_framework(tx, district, framework).await?;
    let kind = Some(&AssociationKind::Precedes);
    let stored = store::association::of_framework(tx, district, framework, kind).await?;
    Ok((found, competencies, stored))
}

/// With the id that a table of pairs gives, so that the same pair is there once.
fn pair(actor: &Actor, framework: FrameworkId, before: &Competency, after: &Competency) -> Association {
    let guid = format!("{}-precedes-{}", before.guid, after.guid);
    let parts = ["prerequisites", &framework.to_string(), &guid];
    let end = |one: &Competency| End { guid: one.guid.clone(), competency: Some(one.id), title: None };
    Association {
        id: AssociationId::derived(actor.district, &parts),
        framework,
        kind: AssociationKind::Precedes,
        origin: end(before),
        destination: end(after),
        position: None,
        extra: Extra::new(),
        guid,
    }
}
