//! The path of one learner out of the record: what it is asked about, and what comes of it.

mod goals;
mod standings;

use std::collections::HashMap;

use domain::{
    CompetencyId, DistrictId, LearnerId, Timestamp,
    framework::Competency,
    path::{Choice, Directive, Goal},
    people::Section,
    text::search_key,
};
use planning::path::{self as paths, Asked, Interest, Path, Rules};
use store::Tx;

pub use goals::{GoalOrigin, PathGoal};
pub(crate) use standings::mastered_after;

use crate::{Refusal, judged_now::JudgedNow, path_map::PathMap};

/// What people said of one learner's path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// Every goal that was set, the ended ones too.
    pub goals: Vec<Goal>,
    /// Every directive, those that are over too.
    pub directives: Vec<Directive>,
    /// What the learner picked.
    pub choices: Vec<Choice>,
    /// What the learner likes.
    pub interests: Vec<String>,
}

impl Said {
    /// Loads what was said.
    pub async fn load(tx: &mut Tx, district: DistrictId, learner: LearnerId) -> Result<Self, Refusal> {
        Ok(Self {
            goals: store::goal::of_learner(tx, district, learner).await?,
            directives: store::directive::of_learner(tx, district, learner).await?,
            choices: store::choice::of_learner(tx, district, learner).await?,
            interests: store::choice::interests(tx, district, learner).await?,
        })
    }

    /// The goals that stand.
    pub fn standing_goals(&self) -> impl Iterator<Item = &Goal> {
        self.goals.iter().filter(|goal| goal.ended.is_none())
    }

    /// What has to be in a map for this: what is named, and the frameworks of bands.
    pub fn named(&self) -> (Vec<CompetencyId>, Vec<domain::FrameworkId>) {
        let mut seeds: Vec<CompetencyId> = self.directives.iter().map(|one| one.competency).collect();
        seeds.extend(self.choices.iter().map(|choice| choice.competency));
        let mut frameworks = Vec::new();
        for goal in self.standing_goals() {
            match &goal.aim {
                domain::path::Aim::Competencies(all) => seeds.extend(all),
                domain::path::Aim::Band(band) => frameworks.push(band.framework),
            }
        }
        (seeds, frameworks)
    }
}

/// A path, and the goals that its numbers name.
pub(crate) struct LearnerPath {
    /// The path.
    pub path: Path,
    /// In the order of the path's goals.
    pub goals: Vec<PathGoal>,
}

impl LearnerPath {
    /// Whether a goal names a competency, or something that it names rests on it.
    pub fn needs(&self, goal: usize, competency: CompetencyId) -> bool {
        let step = self.path.steps.iter().find(|step| step.competency == competency);
        step.is_some_and(|step| step.needed_by.contains(&goal))
    }
}

/// Where a learner is, and what their classes aim at.
pub(crate) struct Classes {
    /// The classes of today, each with its targets.
    pub targets: Vec<(Section, Vec<CompetencyId>)>,
}

impl Classes {
    /// Loads the targets of `sections`.
    pub async fn load(tx: &mut Tx, district: DistrictId, sections: &[Section]) -> Result<Self, Refusal> {
        let mut targets = Vec::with_capacity(sections.len());
        for section in sections {
            targets.push((section.clone(), store::target::of_section(tx, district, section.id).await?));
        }
        Ok(Self { targets })
    }
}

/// The map that the path of one learner needs.
pub(crate) async fn map_for(
    tx: &mut Tx,
    district: DistrictId,
    classes: &Classes,
    judged: &JudgedNow,
    said: &Said,
) -> Result<PathMap, Refusal> {
    let (mut seeds, frameworks) = said.named();
    seeds.extend(classes.targets.iter().flat_map(|(_, targets)| targets));
    seeds.extend(judged.found.keys());
    seeds.sort_unstable();
    seeds.dedup();
    PathMap::load(tx, district, &seeds, &frameworks).await
}

/// The path at `now`. `whole` looks through the work too: since when each is mastered, and what is remembered of it.
pub(crate) fn path_of(
    district: DistrictId,
    map: &PathMap,
    classes: &Classes,
    judged: &JudgedNow,
    said: &Said,
    now: Timestamp,
    whole: bool,
) -> Result<LearnerPath, Refusal> {
    let goals = goals::of(district, map, classes, judged, said);
    let standings = standings::of(map, judged, whole);
    let asked: Vec<paths::Goal> = goals.iter().map(|goal| goal.asked.clone()).collect();
    let path = paths::path(&Asked {
        graph: &map.graph,
        standings: &standings,
        goals: &asked,
        directives: &said.directives,
        choices: &said.choices,
        interests: &interests(map, &said.interests),
        rules: &Rules::published(),
        now,
    })
    .map_err(|why| Refusal::Conflict(why.to_string()))?;
    Ok(LearnerPath { path, goals })
}

/// Competencies whose words, or whose strand's, have a word that begins as what the learner likes.
fn interests(map: &PathMap, words: &[String]) -> Vec<Interest> {
    let keys: Vec<(String, &String)> = words.iter().map(|word| (search_key(word), word)).collect();
    let keys: Vec<_> = keys.into_iter().filter(|(key, _)| key.chars().count() >= 3).collect();
    if keys.is_empty() {
        return Vec::new();
    }
    let mut strands: HashMap<String, String> = HashMap::new();
    let mut found = Vec::new();
    for one in map.competencies.values() {
        let strand = map.strand(one);
        let strand = strands.entry(strand).or_insert_with_key(|strand| search_key(strand));
        let text = format!("{} {strand}", search_key(&format!("{} {}", one.title(), one.statement)));
        let begins = |key: &str| text.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(key));
        let liked = keys.iter().filter(|(key, _)| begins(key));
        found.extend(liked.map(|(_, word)| Interest { competency: one.id, word: (*word).clone() }));
    }
    found
}

/// What can be learned beyond the goals and fits the learner: no heading, and of a grade that the goals have, where
/// both say one; within the highest ceiling where a band has one.
pub(crate) fn beyond<'m>(map: &'m PathMap, found: &LearnerPath) -> Vec<&'m Competency> {
    let named = found.path.steps.iter().filter(|step| step.is_goal).map(|step| step.competency);
    let spans: Vec<_> = named
        .filter_map(|id| map.competencies.get(&id))
        .filter_map(|one| domain::grade::Grade::span(&one.grades))
        .collect();
    let fits = |one: &Competency| {
        let span = domain::grade::Grade::span(&one.grades);
        spans.is_empty()
            || span.is_none_or(|(low, high)| spans.iter().any(|(from, to)| low <= *to && *from <= high))
    };
    let open = found.path.beyond.iter().filter_map(|id| map.competencies.get(id));
    open.filter(|one| !map.headings.contains(&one.id) && fits(one)).collect()
}
