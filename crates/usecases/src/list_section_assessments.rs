//! What was given to a class, how far it is, and what can be given.

use std::collections::BTreeMap;

use assessment::plan::PlanKind;
use domain::{SectionId, Timestamp, framework::Competency, people::Section, sitting::SittingState};
use store::{Tx, assessment::AssessmentRow, assignment::Assignment, item::Wanted};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
    class_list::{self, Listed},
    item_pool,
};

/// Assignments of a class that are listed.
const MOST_LISTED: i64 = 200;

/// What a class has.
#[derive(Debug, Clone)]
pub struct SectionAssessments {
    /// The class.
    pub section: Section,
    /// Whether the reader may give and take back.
    pub may_give: bool,
    /// What was given, newest first.
    pub given: Vec<GivenHere>,
    /// The class's targets, with how many live items there are about each.
    pub targets: Vec<(Competency, usize)>,
    /// Who learns there.
    pub learners: Vec<Listed>,
    /// Plans that can be given here.
    pub plans: Vec<AssessmentRow>,
    /// How many live items the district has.
    pub items: i64,
}

/// One assignment with how far it is.
#[derive(Debug, Clone)]
pub struct GivenHere {
    /// It.
    pub assignment: Assignment,
    /// What it is called.
    pub title: String,
    /// Which kind.
    pub kind: PlanKind,
    /// To how many learners.
    pub learners: usize,
    /// How many are at it.
    pub open: usize,
    /// How many have ended.
    pub ended: usize,
    /// How many passed.
    pub passed: usize,
    /// How many wait for a person to score them.
    pub waiting: usize,
}

/// Lists the assessments of a class.
pub async fn list_section_assessments(
    app: &App,
    actor: &Actor,
    section: SectionId,
) -> Result<SectionAssessments, Refusal> {
    let now = chance::now();
    app.db.read(actor.clone(), |tx, actor| Box::pin(async move { load(tx, actor, section, now).await })).await
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    section: SectionId,
    now: Timestamp,
) -> Result<SectionAssessments, Refusal> {
    let district = actor.district;
    let today = chance::date_of(district, now);
    let (section, _) = access::section(tx, actor, section, Action::See, today).await?;
    let may_give = access::section(tx, actor, section.id, Action::Judge, today).await.is_ok();
    let learners = class_list::learners(tx, district, &section, today).await?;
    let mut given = Vec::new();
    for assignment in store::assignment::of_section(tx, district, section.id, MOST_LISTED).await? {
        let Some(row) = store::assessment::find(tx, district, assignment.assessment).await? else { continue };
        let kind = PlanKind::from_word(&row.kind).unwrap_or(PlanKind::Custom);
        let named = if assignment.everybody {
            learners.len()
        } else {
            store::assignment::learners_of(tx, district, assignment.id).await?.len()
        };
        // The last sitting of each learner counts.
        let mut last = BTreeMap::new();
        for sitting in store::sitting::of_assignment(tx, district, assignment.id).await? {
            last.insert(sitting.learner, sitting);
        }
        let count = |is: fn(&store::sitting::Sitting) -> bool| last.values().filter(|one| is(one)).count();
        given.push(GivenHere {
            title: row.title,
            kind,
            learners: named,
            open: count(|one| !one.state.has_ended()),
            ended: count(|one| one.state.has_ended()),
            passed: count(|one| one.passed == Some(true)),
            waiting: count(|one| one.state == SittingState::Waiting),
            assignment,
        });
    }
    let mut targets = Vec::new();
    let ids = store::target::of_section(tx, district, section.id).await?;
    let known = store::competency::find_all(tx, district, &ids).await?;
    for id in ids {
        let Some(competency) = known.iter().find(|one| one.id == id) else { continue };
        let within = item_pool::with_parts(tx, district, id).await?;
        let live = store::item::live_about(tx, district, &within).await?.len();
        targets.push((competency.clone(), live));
    }
    let plans = store::assessment::list(tx, district, MOST_LISTED).await?;
    let plans = plans.into_iter().filter(|one| one.section.is_none_or(|own| own == section.id)).collect();
    let wanted = Wanted { state: Some(domain::item::ItemState::Live), ..Wanted::default() };
    let items = store::item::count(tx, district, &wanted).await?;
    Ok(SectionAssessments { section, may_give, given, targets, learners, plans, items })
}
