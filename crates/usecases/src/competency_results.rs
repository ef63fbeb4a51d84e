//! What a class showed of each target, who is not there yet, and for a diagnostic where everybody stands, what they
//! gained, and who could work together.

use std::collections::{BTreeMap, btree_map::Entry};

use assessment::{
    diagnostic::growth::{self, Growth},
    plan::{Alignment, PassMark, Plan, SelectBy},
};
use domain::{
    AssignmentId, CompetencyId, ItemId, LearnerId, Points, SittingId, Timestamp, access::Relationship,
    framework::Competency, people::Section, sitting::SittingState,
};
use store::{Tx, sitting::Sitting};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
    class_list::{self, Listed},
    plans_kept,
    sitting_evidence::shows_from,
    sitting_result::{Placed, placements},
};

/// What a class showed.
#[derive(Debug, Clone)]
pub struct CompetencyResults {
    /// What was given.
    pub assignment: AssignmentId,
    /// What it is called.
    pub title: String,
    /// The class.
    pub section: Section,
    /// Who handed it in, of the class list.
    pub taken: usize,
    /// Of how many.
    pub learners: usize,
    /// From which share of a target's points on it counts as reached.
    pub reached_from: Points,
    /// Each target, in the order in which the form comes to it.
    pub targets: Vec<TargetResult>,
    /// For a diagnostic: where everybody stands.
    pub placements: Option<ClassPlacements>,
}

/// One target.
#[derive(Debug, Clone)]
pub struct TargetResult {
    /// Which.
    pub competency: Competency,
    /// Points of all together.
    pub points: Points,
    /// Of so many.
    pub points_possible: Points,
    /// Who has reached it.
    pub reached: Vec<Listed>,
    /// Who has not yet.
    pub not_yet: Vec<Listed>,
}

/// Where a class stands.
#[derive(Debug, Clone)]
pub struct ClassPlacements {
    /// Each learner who is placed, by name.
    pub rows: Vec<(Listed, SittingId, Placed)>,
    /// The median share of the typical goal of those who took it before; `None` without any.
    pub of_typical: Option<f64>,
    /// The median share of the stretch goal.
    pub of_stretch: Option<f64>,
    /// How many took it before.
    pub grown: usize,
    /// Learners of the same likely grades, by domain.
    pub groups: Vec<DomainGroup>,
}

/// Learners who stand alike in one domain.
#[derive(Debug, Clone)]
pub struct DomainGroup {
    /// The domain.
    pub domain: String,
    /// The grades that are likely, lowest first; `None` stands for below the lowest.
    pub grades: Vec<Option<String>>,
    /// Who.
    pub learners: Vec<Listed>,
}

/// Shows what a class showed of each target.
pub async fn competency_results(
    app: &App,
    actor: &Actor,
    assignment: AssignmentId,
) -> Result<CompetencyResults, Refusal> {
    let now = chance::now();
    let (found, relationship, learners) = app
        .db
        .read(actor.clone(), |tx, actor| Box::pin(async move { load(tx, actor, assignment, now).await }))
        .await?;
    access::log(app, actor, "results of a class by target", relationship, learners, now).await?;
    Ok(found)
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    assignment: AssignmentId,
    now: Timestamp,
) -> Result<(CompetencyResults, Relationship, Vec<LearnerId>), Refusal> {
    const NONE: Refusal = Refusal::NotFound("this assessment");
    let district = actor.district;
    let today = chance::date_of(district, now);
    let given = store::assignment::find(tx, district, assignment).await?.ok_or(NONE)?;
    let (section, relationship) = match access::section(tx, actor, given.section, Action::See, today).await {
        Err(Refusal::NotFound(_)) => return Err(NONE),
        other => other?,
    };
    let row = store::assessment::find(tx, district, given.assessment).await?.ok_or(NONE)?;
    let plan = plans_kept::load(tx, district, row.id, row.version).await?;
    let mut listed = class_list::learners(tx, district, &section, today).await?;
    if !given.everybody {
        let named = store::assignment::learners_of(tx, district, assignment).await?;
        listed.retain(|one| named.contains(&one.learner));
    }
    // The last sitting that ended and counts.
    let mut last: BTreeMap<LearnerId, Sitting> = BTreeMap::new();
    for one in store::sitting::of_assignment(tx, district, assignment).await? {
        if matches!(one.state, SittingState::Scored | SittingState::Waiting) {
            last.insert(one.learner, one);
        }
    }
    let taken: Vec<(Listed, Sitting)> =
        listed.iter().filter_map(|one| Some((one.clone(), last.remove(&one.learner)?))).collect();
    let targets = targets(tx, actor, &taken, &plan).await?;
    let placements =
        if plan.select_by == SelectBy::Adaptive { Some(placed(tx, actor, &taken).await?) } else { None };
    let learners = listed.iter().map(|one| one.learner).collect();
    let found = CompetencyResults {
        assignment,
        title: row.title,
        section,
        taken: taken.len(),
        learners: listed.len(),
        reached_from: shows_from(&plan),
        targets,
        placements,
    };
    Ok((found, relationship, learners))
}

/// Points of one learner for each competency, in the order of the form.
type Sums = Vec<(CompetencyId, i64, i64)>;

async fn targets(
    tx: &mut Tx,
    actor: &Actor,
    taken: &[(Listed, Sitting)],
    plan: &Plan,
) -> Result<Vec<TargetResult>, Refusal> {
    let mut about: BTreeMap<ItemId, Vec<CompetencyId>> = BTreeMap::new();
    let mut all: Vec<(&Listed, Sums)> = Vec::new();
    for (listed, sitting) in taken {
        let responses = store::response::of_sitting(tx, actor.district, sitting.learner, sitting.id).await?;
        let mut sums: Sums = Vec::new();
        for response in responses {
            let (Some(points), Some(possible)) = (response.points, response.points_possible) else {
                continue;
            };
            if let Entry::Vacant(entry) = about.entry(response.item) {
                let found = store::item::competencies_of(tx, actor.district, &[response.item]).await?;
                entry.insert(found.into_iter().map(|(_, competency)| competency).collect());
            }
            let named = &about[&response.item];
            let counted = match plan.alignment {
                Alignment::First => &named[..named.len().min(1)],
                Alignment::Each => &named[..],
            };
            for competency in counted {
                let (points, possible) = (points.millionths().max(0), possible.millionths());
                match sums.iter_mut().find(|(known, ..)| known == competency) {
                    Some(sum) => (sum.1, sum.2) = (sum.1 + points, sum.2 + possible),
                    None => sums.push((*competency, points, possible)),
                }
            }
        }
        all.push((listed, sums));
    }
    let mut order: Vec<CompetencyId> = Vec::new();
    for competency in all.iter().flat_map(|(_, sums)| sums.iter().map(|(competency, ..)| *competency)) {
        if !order.contains(&competency) {
            order.push(competency);
        }
    }
    let known = store::competency::find_all(tx, actor.district, &order).await?;
    let mark = PassMark::Share(shows_from(plan));
    let result = |id: CompetencyId| {
        let competency = known.iter().find(|one| one.id == id)?.clone();
        let (mut earned, mut most, mut reached, mut not_yet) = (0, 0, Vec::new(), Vec::new());
        for (listed, sums) in &all {
            let Some((_, points, possible)) = sums.iter().find(|(of, ..)| *of == id) else { continue };
            (earned, most) = (earned + points, most + possible);
            let of = (Points::from_millionths(*points), Points::from_millionths(*possible));
            match mark.passes(of.0, of.1) {
                Some(true) => reached.push((*listed).clone()),
                _ => not_yet.push((*listed).clone()),
            }
        }
        let (points, points_possible) = (Points::from_millionths(earned), Points::from_millionths(most));
        Some(TargetResult { competency, points, points_possible, reached, not_yet })
    };
    Ok(order.into_iter().filter_map(result).collect())
}

async fn placed(tx: &mut Tx, actor: &Actor, taken: &[(Listed, Sitting)]) -> Result<ClassPlacements, Refusal> {
    let mut rows = Vec::new();
    for (listed, sitting) in taken.iter().filter(|(_, sitting)| sitting.rushed != Some(true)) {
        let person = store::person::find(tx, actor.district, listed.learner.as_person()).await?;
        let plan = plans_kept::load(tx, actor.district, sitting.assessment, sitting.version).await?;
        let Some(person) = person else { continue };
        if let Some(placed) = placements::of(tx, actor.district, sitting, &plan, &person).await? {
            rows.push((listed.clone(), sitting.id, placed));
        }
    }
    let grown: Vec<Growth> =
        rows.iter().filter_map(|(.., placed)| placed.grown.as_ref()).map(|one| one.growth).collect();
    let stretched: Vec<Growth> =
        grown.iter().map(|one| Growth { of_typical: one.of_stretch, ..*one }).collect();
    let mut groups: BTreeMap<(String, Vec<Option<String>>), Vec<Listed>> = BTreeMap::new();
    for (listed, _, placed) in &rows {
        for domain in placed.domains.iter().filter(|domain| !domain.grades.is_empty()) {
            let key = (domain.title.clone(), domain.grades.clone());
            groups.entry(key).or_default().push(listed.clone());
        }
    }
    let group = |((domain, grades), learners)| DomainGroup { domain, grades, learners };
    Ok(ClassPlacements {
        of_typical: growth::of_group(&grown),
        of_stretch: growth::of_group(&stretched),
        grown: grown.len(),
        groups: groups.into_iter().map(group).collect(),
        rows,
    })
}
