//! What a learner's path leads to: goals that were set, the targets of classes, what was begun.

use std::collections::HashSet;

use domain::{
    CompetencyId, Date, DistrictId, SectionId,
    path::{Aim, Goal},
};
use planning::{
    band::in_band,
    path::{self as paths, Assumes},
};

use super::{Classes, Said};
use crate::{chance, judged_now::JudgedNow, path_map::PathMap};

/// Goals of classes that stand by themselves; of a learner in more classes, the rest are one.
const MOST_CLASSES: usize = 30;

/// One goal of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathGoal {
    /// What people read; empty for what was begun.
    pub title: String,
    /// Where it comes from.
    pub origin: GoalOrigin,
    /// By when.
    pub due: Option<Date>,
    /// As the path is asked.
    pub(crate) asked: paths::Goal,
}

/// Where a goal comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GoalOrigin {
    /// Somebody set it.
    Set(Goal),
    /// A class works on it.
    Class(SectionId),
    /// Work on it has begun, whoever gave it.
    Begun,
}

pub(super) fn of(
    district: DistrictId,
    map: &PathMap,
    classes: &Classes,
    judged: &JudgedNow,
    said: &Said,
) -> Vec<PathGoal> {
    let mut goals: Vec<PathGoal> = said.standing_goals().map(|goal| set(district, map, goal)).collect();
    let mut of_classes: Vec<PathGoal> = Vec::new();
    for (section, targets) in classes.targets.iter().filter(|(_, targets)| !targets.is_empty()) {
        match of_classes.get_mut(MOST_CLASSES - 1) {
            Some(rest) => rest.asked.competencies.extend(targets),
            None => of_classes.push(PathGoal {
                title: section.title.clone(),
                origin: GoalOrigin::Class(section.id),
                due: None,
                asked: paths::Goal {
                    competencies: targets.clone(),
                    assumes: Assumes::EverythingElse,
                    due: None,
                },
            }),
        }
    }
    goals.append(&mut of_classes);
    let named: HashSet<CompetencyId> =
        goals.iter().flat_map(|goal| &goal.asked.competencies).copied().collect();
    let live = |id: &CompetencyId| map.graph.find(*id).is_some();
    let mut begun: Vec<CompetencyId> =
        judged.found.keys().filter(|id| !named.contains(id) && live(id)).copied().collect();
    begun.sort_unstable();
    if !begun.is_empty() {
        goals.push(PathGoal {
            title: String::new(),
            origin: GoalOrigin::Begun,
            due: None,
            asked: paths::Goal { competencies: begun, assumes: Assumes::EverythingElse, due: None },
        });
    }
    goals
}

fn set(district: DistrictId, map: &PathMap, goal: &Goal) -> PathGoal {
    let (competencies, assumes) = match &goal.aim {
        Aim::Competencies(all) => (all.clone(), Assumes::Nothing),
        Aim::Band(band) => {
            let found = in_band(band, map.competencies.values());
            let leaf = |id: &CompetencyId| !map.headings.contains(id);
            (found.within.into_iter().filter(leaf).collect(), Assumes::These(found.below))
        }
    };
    let due = goal.due.and_then(|day| chance::end_of(district, day));
    PathGoal {
        title: goal.title.clone(),
        origin: GoalOrigin::Set(goal.clone()),
        due: goal.due,
        asked: paths::Goal { competencies, assumes, due },
    }
}
