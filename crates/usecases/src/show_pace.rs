//! Pace shown: of a class, of one learner in every class, and what one person is told.

use std::collections::HashMap;

use domain::{
    Date, LearnerId, PersonId, SectionId, Timestamp,
    access::Relationship,
    pace::{PaceAlert, PaceChange, Replan},
    people::{Person, Section, SectionRole},
};
use store::Tx;

pub use planning::pace::{Rule as PaceRule, grades::actual as actual_grade};

pub use crate::class_pace::{ClassPace, DatedFinish, LearnerPace, PacedTarget};
use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance, class_pace, pause_learner,
};

/// The pace of a class.
#[derive(Debug, Clone, PartialEq)]
pub struct SectionPace {
    /// By which relationship it is open.
    pub relationship: Relationship,
    /// The class and everybody's pace.
    pub class: ClassPace,
}

impl SectionPace {
    /// Whether the reader may change dates.
    pub fn may_date(&self) -> bool {
        matches!(self.relationship, Relationship::Educator | Relationship::ProgramLead)
    }

    /// Whether the reader may pause learners and plan anew.
    pub fn may_plan(&self) -> bool {
        pause_learner::may_plan(self.relationship)
    }
}

/// Shows the pace of a class to who sees whole records of it.
pub async fn show_section_pace(app: &App, actor: &Actor, section: SectionId) -> Result<SectionPace, Refusal> {
    let now = chance::now();
    let shown = app
        .db
        .read((actor, section), |tx, (actor, section)| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let (section, relationship) =
                    access::section(tx, actor, *section, Action::Whole, today).await?;
                let class = class_pace::load(tx, actor.district, &section, today, now).await?;
                Ok::<_, Refusal>(SectionPace { relationship, class })
            })
        })
        .await?;
    let learners = shown.class.learners.iter().map(|one| one.learner.learner).collect();
    access::log(app, actor, "pace of a class", shown.relationship, learners, now).await?;
    Ok(shown)
}

/// One learner's pace in every class of today.
#[derive(Debug, Clone, PartialEq)]
pub struct LearnersPace {
    /// Who.
    pub person: Person,
    /// By which relationship it is open.
    pub relationship: Relationship,
    /// Each class with the learner's pace in it.
    pub classes: Vec<(ClassPace, LearnerPace)>,
    /// How the learner's standing changed, by class, oldest first.
    pub changes: Vec<PaceChange>,
    /// Re-plans, newest first.
    pub replans: Vec<Replan>,
    /// Names of who made pauses and re-plans, for staff.
    pub names: HashMap<PersonId, String>,
    /// The day it is.
    pub today: Date,
}

impl LearnersPace {
    /// Whether the reader may pause the learner and plan anew.
    pub fn may_plan(&self) -> bool {
        pause_learner::may_plan(self.relationship)
    }

    /// Whether the reader is the learner or speaks for them: reasons are not theirs to read.
    pub fn is_family(&self) -> bool {
        matches!(self.relationship, Relationship::Own | Relationship::Guardian)
    }
}

/// Shows one learner's pace to the learner, the family, and who sees the whole record.
pub async fn show_learner_pace(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
) -> Result<LearnersPace, Refusal> {
    let now = chance::now();
    let shown = app
        .db
        .read((actor, learner), |tx, (actor, learner)| Box::pin(load(tx, actor, *learner, now)))
        .await?;
    access::log(app, actor, "pace of a learner", shown.relationship, vec![learner], now).await?;
    Ok(shown)
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    learner: LearnerId,
    now: Timestamp,
) -> Result<LearnersPace, Refusal> {
    let district = actor.district;
    let today = chance::date_of(district, now);
    let relationship = access::learner(tx, actor, learner, Action::Whole, today).await?;
    let person = store::person::find(tx, district, learner.as_person()).await?;
    let person = person.ok_or(Refusal::NotFound("this learner"))?;
    let mut classes = Vec::new();
    for section in sections(tx, district, learner, today).await? {
        let mut class = class_pace::load(tx, district, &section, today, now).await?;
        // Of the others nothing leaves this function.
        class.learners.retain(|one| one.learner.learner == learner);
        if let Some(own) = class.learners.pop() {
            classes.push((class, own));
        }
    }
    let replans = store::dated_target::replans(tx, district, learner).await?;
    let mut people: Vec<PersonId> = replans.iter().map(|one| one.made_by).collect();
    people.extend(classes.iter().flat_map(|(_, own)| &own.pauses).map(|one| one.made_by));
    people.sort_unstable();
    people.dedup();
    let known = store::person::find_all(tx, district, &people).await?;
    Ok(LearnersPace {
        changes: store::pace::changes_of(tx, district, learner).await?,
        names: known.into_iter().map(|one| (one.id, one.name())).collect(),
        person,
        relationship,
        classes,
        replans,
        today,
    })
}

/// The classes where the learner learns today, by title.
async fn sections(
    tx: &mut Tx,
    district: domain::DistrictId,
    learner: LearnerId,
    today: Date,
) -> Result<Vec<Section>, Refusal> {
    let places = store::enrollment::of_person(tx, district, learner.as_person()).await?;
    let here = |section: &Section| {
        places.iter().any(|place| {
            place.section == section.id && place.role == SectionRole::Learner && place.dates.contains(today)
        })
    };
    let mut sections = store::section::of_person(tx, district, learner.as_person()).await?;
    sections.retain(here);
    sections.sort_by(|a, b| (&a.title, a.id).cmp(&(&b.title, b.id)));
    Ok(sections)
}

/// One thing that a person is told, with names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownAlert {
    /// What.
    pub alert: PaceAlert,
    /// The learner's name.
    pub learner: String,
    /// The class's title.
    pub section: String,
}

/// Shows what this person is told of pace and has not said that they have seen: of learners whose record is still
/// open to them.
pub async fn show_pace_alerts(app: &App, actor: &Actor) -> Result<Vec<ShownAlert>, Refusal> {
    let now = chance::now();
    let alerts = app
        .db
        .read(actor, |tx, actor| {
            Box::pin(async move {
                let district = actor.district;
                let today = chance::date_of(district, now);
                let mut shown = Vec::new();
                for alert in store::pace::alerts_of(tx, district, actor.person).await? {
                    let open = access::learner(tx, actor, alert.learner, Action::Whole, today).await;
                    match open {
                        Ok(_) => {}
                        Err(Refusal::NotFound(_) | Refusal::Denied(_)) => continue,
                        Err(other) => return Err(other),
                    }
                    let learner = store::person::find(tx, district, alert.learner.as_person()).await?;
                    let section = store::section::find(tx, district, alert.section).await?;
                    shown.push(ShownAlert {
                        alert,
                        learner: learner.map(|one| one.name()).unwrap_or_default(),
                        section: section.map(|one| one.title).unwrap_or_default(),
                    });
                }
                Ok(shown)
            })
        })
        .await?;
    let mut learners: Vec<LearnerId> = alerts.iter().map(|one: &ShownAlert| one.alert.learner).collect();
    learners.sort_unstable();
    learners.dedup();
    if let Some(role) = alerts.first().map(|one| relationship_of(one.alert.role)) {
        access::log(app, actor, "news of pace", role, learners, now).await?;
    }
    Ok(alerts)
}

fn relationship_of(role: domain::pace::ToldOfPace) -> Relationship {
    use domain::pace::ToldOfPace;
    match role {
        ToldOfPace::Learner => Relationship::Own,
        ToldOfPace::Family => Relationship::Guardian,
        ToldOfPace::Educator => Relationship::Educator,
        ToldOfPace::Counselor => Relationship::Counselor,
    }
}

/// Notes that this person has seen what they were told of a learner in a class.
pub async fn see_pace_alert(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    section: SectionId,
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    app.db
        .write((actor.clone(), learner, section), move |tx, (actor, learner, section)| {
            Box::pin(async move {
                store::pace::seen(tx, actor.district, actor.person, *learner, *section, now).await?;
                Ok(())
            })
        })
        .await
}
