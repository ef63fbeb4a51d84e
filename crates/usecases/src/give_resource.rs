//! Giving a resource to a class or to some of its learners, with a check of what is learned from it; taking it back;
//! and what a learner was given.

use assessment::plan::PlanKind;
use domain::{
    AssignmentId, CompetencyId, LearnerId, ResourceId, SectionId, Timestamp,
    people::SectionRole,
    resource::{GivenResource, Resource},
    text,
};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Action, Standing},
    chance,
    give_assessment::{self, Giving},
    item_access,
    show_resource::find,
};

/// The most characters of what an educator says to it.
const MOST_NOTE: usize = 1_000;

/// The check that is given along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GivenCheck {
    /// None.
    #[default]
    None,
    /// The resource's own.
    Own,
    /// An exit slip about what it is aligned to, made of the item bank.
    ExitSlip,
    /// A check about what it is aligned to, made of the item bank.
    Check,
}

impl GivenCheck {
    /// Every choice with its word.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::None, "none"), (Self::Own, "own"), (Self::ExitSlip, "exit_slip"), (Self::Check, "check")];

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(check, _)| *check)
    }
}

/// To whom a resource is given, and what goes with it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ResourceGiving {
    /// To whom in the class; empty for everybody.
    pub learners: Vec<LearnerId>,
    /// What the educator says to it; may be empty.
    pub note: String,
    /// The check that is given along.
    pub check: GivenCheck,
}

/// Gives a resource to a class; given again it goes to whom it says now. The check that was given along.
pub async fn give_resource(
    app: &App,
    actor: &Actor,
    resource: ResourceId,
    section: SectionId,
    giving: ResourceGiving,
) -> Result<Option<AssignmentId>, Refusal> {
    let now = chance::now();
    let note = text::optional(&giving.note, MOST_NOTE).map_err(Refusal::text("note"))?.unwrap_or_default();
    let (before, competencies) = look(app, actor, resource, section, &giving, now).await?;
    let check = match giving.check {
        GivenCheck::None => None,
        GivenCheck::Own => {
            let own = before.check.ok_or_else(|| {
                Refusal::invalid("check", "is none of this resource's own: choose an exit slip or a check")
            })?;
            let to = Giving { learners: giving.learners.clone(), ..Giving::default() };
            Some(give_assessment::give_assessment(app, actor, own, section, to).await?)
        }
        GivenCheck::ExitSlip | GivenCheck::Check => {
            let kind = if giving.check == GivenCheck::Check { PlanKind::Check } else { PlanKind::ExitSlip };
            if competencies.is_empty() {
                let why = "needs to know what the resource is about: say so on its page first";
                return Err(Refusal::invalid("check", why));
            }
            let learners = giving.learners.clone();
            Some(give_assessment::give_at_once(app, actor, section, kind, competencies, learners).await?)
        }
    };
    let one = GivenResource {
        section,
        resource,
        learners: (!giving.learners.is_empty()).then_some(giving.learners),
        note,
        check,
        by: actor.person,
        at: now,
        withdrawn_at: None,
    };
    app.db
        .write((actor.clone(), one), move |tx, (actor, one)| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                access::section(tx, actor, section, Action::Judge, today).await?;
                let mut one = one.clone();
                if one.check.is_none() {
                    // A check that was given before goes on.
                    let before = store::given_resource::of_resource(tx, actor.district, resource).await?;
                    let before = before.into_iter().find(|given| given.section == section);
                    one.check =
                        before.filter(|given| given.withdrawn_at.is_none()).and_then(|given| given.check);
                }
                Ok::<_, Refusal>(store::given_resource::put(tx, actor.district, &one).await?)
            })
        })
        .await?;
    Ok(check)
}

/// Checks everything before anything is given; the resource, and what it is aligned to.
async fn look(
    app: &App,
    actor: &Actor,
    resource: ResourceId,
    section: SectionId,
    giving: &ResourceGiving,
    now: Timestamp,
) -> Result<(Resource, Vec<CompetencyId>), Refusal> {
    app.db
        .read((actor.clone(), giving.learners.clone()), move |tx, (actor, learners)| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                access::section(tx, actor, section, Action::Judge, today).await?;
                let found = find(tx, actor, resource).await?;
                if found.retired_at.is_some() {
                    return Err(Refusal::Conflict(
                        "This resource was retired: put it back first.".to_owned(),
                    ));
                }
                let places = store::enrollment::of_section(tx, actor.district, section).await?;
                let learns = |learner: &&LearnerId| {
                    places.iter().any(|place| {
                        place.role == SectionRole::Learner && place.person == learner.as_person()
                    })
                };
                if let Some(stranger) = learners.iter().find(|learner| !learns(learner)) {
                    let why = format!("name {stranger}, who is not in this class");
                    return Err(Refusal::invalid("learners", why));
                }
                let competencies = store::resource::aligned(tx, actor.district, resource).await?;
                Ok((found, competencies))
            })
        })
        .await
}

/// Takes a resource back from a class. What learners did with it stands; a check that was given along goes on until
/// it is taken back itself.
pub async fn withdraw_resource(
    app: &App,
    actor: &Actor,
    resource: ResourceId,
    section: SectionId,
) -> Result<(), Refusal> {
    let now = chance::now();
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                access::section(tx, actor, section, Action::Judge, today).await?;
                let given = store::given_resource::of_resource(tx, actor.district, resource).await?;
                let found = given.into_iter().find(|given| given.section == section);
                let mut one = found.ok_or(Refusal::NotFound("this resource"))?;
                one.withdrawn_at = one.withdrawn_at.or(Some(now));
                Ok(store::given_resource::put(tx, actor.district, &one).await?)
            })
        })
        .await
}

/// What a class was given, newest first, with each resource; what was taken back is left out.
pub async fn list_given_resources(
    app: &App,
    actor: &Actor,
    section: SectionId,
) -> Result<Vec<(GivenResource, Resource)>, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                access::section(tx, actor, section, Action::See, today).await?;
                let mut found = Vec::new();
                for given in store::given_resource::of_section(tx, actor.district, section).await? {
                    if given.withdrawn_at.is_none() {
                        let resource = find(tx, actor, given.resource).await?;
                        found.push((given, resource));
                    }
                }
                Ok(found)
            })
        })
        .await
}

/// What a learner was given in the classes that they are in, newest first, each resource once.
pub(crate) async fn to_learner(
    tx: &mut Tx,
    actor: &Actor,
    learner: LearnerId,
    now: Timestamp,
) -> Result<Vec<GivenResource>, Refusal> {
    let today = chance::date_of(actor.district, now);
    let mut found: Vec<GivenResource> = Vec::new();
    for place in store::enrollment::of_person(tx, actor.district, learner.as_person()).await? {
        if place.role != SectionRole::Learner || !place.dates.contains(today) {
            continue;
        }
        for given in store::given_resource::of_section(tx, actor.district, place.section).await? {
            let theirs = given.learners.as_ref().is_none_or(|some| some.contains(&learner));
            if theirs && given.withdrawn_at.is_none() {
                found.push(given);
            }
        }
    }
    found.sort_by(|one, other| (other.at, one.resource).cmp(&(one.at, other.resource)));
    Ok(found)
}

/// Whether whoever asks is a learner of a class today.
pub(crate) async fn learns(tx: &mut Tx, actor: &Actor, now: Timestamp) -> Result<bool, Refusal> {
    let today = chance::date_of(actor.district, now);
    let places = store::enrollment::of_person(tx, actor.district, actor.person).await?;
    Ok(places.iter().any(|place| place.role == SectionRole::Learner && place.dates.contains(today)))
}

/// To which classes a resource was given, those that somebody may see, by their titles.
pub(crate) async fn in_seen_sections(
    tx: &mut Tx,
    actor: &Actor,
    standing: &Standing,
    resource: ResourceId,
) -> Result<Vec<(GivenResource, String)>, Refusal> {
    let mut seen = Vec::new();
    for given in store::given_resource::of_resource(tx, actor.district, resource).await? {
        if given.withdrawn_at.is_some() {
            continue;
        }
        let section = store::section::find(tx, actor.district, given.section).await?;
        let section = section.filter(|section| standing.with_section(section, Action::See).is_some());
        seen.extend(section.map(|section| (given, section.title)));
    }
    Ok(seen)
}

/// The classes to which whoever asks may give something, by title.
pub async fn sections_to_give_to(app: &App, actor: &Actor) -> Result<Vec<(SectionId, String)>, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let standing = item_access::looks_at_resources(tx, actor, today).await?;
                let mut found: Vec<(SectionId, String)> = Vec::new();
                for (_, section) in &standing.places {
                    let known = found.iter().any(|(id, _)| *id == section.id);
                    if !known && standing.with_section(section, Action::Judge).is_some() {
                        found.push((section.id, section.title.clone()));
                    }
                }
                found.sort_by(|(_, one), (_, other)| one.cmp(other));
                Ok(found)
            })
        })
        .await
}
