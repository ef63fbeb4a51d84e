//! What a learner is to take, can take and has taken, in all their classes.

use assessment::plan::{NotNow, PlanKind};
use domain::{AssignmentId, SittingId, Timestamp, people::SectionRole};
use store::sitting::Sitting;

use crate::{Actor, App, Refusal, chance, start_sitting};

/// Sittings that are listed as taken.
const MOST_TAKEN: i64 = 100;

/// What a learner can do with assessments.
#[derive(Debug, Clone, Default)]
pub struct MyAssessments {
    /// What is given to them, newest first.
    pub given: Vec<MyAssignment>,
    /// What they took, newest first.
    pub taken: Vec<MySitting>,
}

/// One assignment of a learner.
#[derive(Debug, Clone)]
pub struct MyAssignment {
    /// Which.
    pub id: AssignmentId,
    /// What it is called.
    pub title: String,
    /// Which kind.
    pub kind: PlanKind,
    /// The class.
    pub section: String,
    /// Until when; `None` for without end.
    pub closes_at: Option<Timestamp>,
    /// The sitting to go on with.
    pub running: Option<SittingId>,
    /// How many attempts have ended.
    pub ended: usize,
    /// Whether the last one passed.
    pub passed: Option<bool>,
    /// Why it cannot begin now.
    pub not_now: Option<NotNow>,
}

/// One sitting of a learner.
#[derive(Debug, Clone)]
pub struct MySitting {
    /// It.
    pub sitting: Sitting,
    /// What it is called.
    pub title: String,
}

/// Lists what is given to the learner and what they took.
pub async fn list_my_assessments(app: &App, actor: &Actor) -> Result<MyAssessments, Refusal> {
    let now = chance::now();
    app.db
        .read(actor.clone(), |tx, actor| {
            Box::pin(async move {
                let (district, learner) = (actor.district, actor.person.as_learner());
                let today = chance::date_of(district, now);
                let places = store::enrollment::of_person(tx, district, actor.person).await?;
                let mut mine = MyAssessments::default();
                for place in places {
                    if place.role != SectionRole::Learner || !place.dates.contains(today) {
                        continue;
                    }
                    let Some(section) = store::section::find(tx, district, place.section).await? else {
                        continue;
                    };
                    for one in store::assignment::for_learner_in(tx, district, place.section, learner).await?
                    {
                        if mine.given.iter().any(|known| known.id == one.id) {
                            continue;
                        }
                        let looked = start_sitting::standing_before(tx, actor, &one, now).await?;
                        mine.given.extend(looked.map(|before| MyAssignment {
                            id: one.id,
                            title: before.title,
                            kind: before.kind,
                            section: section.title.clone(),
                            closes_at: one.closes_at,
                            running: before.running,
                            ended: before.ended,
                            passed: before.passed,
                            not_now: before.not_now,
                        }));
                    }
                }
                for sitting in store::sitting::of_learner(tx, district, learner, MOST_TAKEN).await? {
                    if sitting.state.has_ended() {
                        let row = store::assessment::find(tx, district, sitting.assessment).await?;
                        mine.taken
                            .push(MySitting { sitting, title: row.map(|row| row.title).unwrap_or_default() });
                    }
                }
                Ok::<_, Refusal>(mine)
            })
        })
        .await
}
