//! What a learner does next and why, and where everything else of their path is.

use std::collections::HashMap;

use domain::{
    CompetencyId, DistrictId, LearnerId, PersonId, Timestamp,
    access::Relationship,
    framework::{Competency, Framework},
    path::Directive,
    people::Person,
};
pub use planning::path::{Blocked, Instead, Kind, NoPath, Reason, Score, Stage, Step, Stuck, Suggestion};
use store::Tx;

pub use crate::learner_path::{GoalOrigin, PathGoal};
use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
    judged_now::JudgedNow,
    learner_path::{self, Classes, LearnerPath, Said},
    path_map::PathMap,
    path_rights, set_goal, show_learner,
};

/// How many are offered for today.
pub const OFFERED_TODAY: usize = 6;

/// One learner's path.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownPath {
    /// Whose.
    pub person: Person,
    /// By which relationship it is open.
    pub relationship: Relationship,
    /// What it leads to.
    pub goals: Vec<ShownGoal>,
    /// What can be worked on now, best first.
    pub suggestions: Vec<Suggestion>,
    /// The places among them of what is offered today.
    pub today: Vec<usize>,
    /// Where everything of the path is, in the order of the frameworks.
    pub steps: Vec<Step>,
    /// What no way leads to.
    pub without_path: Vec<NoPath>,
    /// What could be begun beyond the goals.
    pub beyond: Vec<CompetencyId>,
    /// What to do where nothing new can be learned.
    pub instead: Vec<Instead>,
    /// The directives that stand, oldest first.
    pub directives: Vec<Directive>,
    /// What the learner picked.
    pub chosen: Vec<CompetencyId>,
    /// What the learner likes.
    pub interests: Vec<String>,
    /// Names of people that reasons and goals name.
    pub people: HashMap<PersonId, String>,
    /// The competencies of the path's frameworks.
    pub competencies: HashMap<CompetencyId, Competency>,
    /// What comes directly before each of the path.
    pub before: HashMap<CompetencyId, Vec<CompetencyId>>,
    /// The title under which each of the path is shown.
    pub strands: HashMap<CompetencyId, String>,
    /// The path's frameworks, for whoever sets a goal.
    pub frameworks: Vec<Framework>,
    /// Headings of the frameworks, in their order, for whoever sets a goal.
    pub headings: Vec<CompetencyId>,
    /// When this was so.
    pub now: Timestamp,
}

/// One goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownGoal {
    /// It.
    pub goal: PathGoal,
    /// How many of what it names are mastered, and how many it names.
    pub reached: (usize, usize),
    /// Whether the reader may end it.
    pub may_end: bool,
}

impl ShownPath {
    /// Code and title of a competency; its id where it is not known here.
    pub fn label(&self, id: CompetencyId) -> String {
        self.competencies.get(&id).map_or_else(|| id.to_string(), Competency::title)
    }

    /// The name of somebody; empty where it is not known.
    pub fn name(&self, person: PersonId) -> &str {
        self.people.get(&person).map_or("", String::as_str)
    }

    /// Whether the reader pins, skips and sends back.
    pub fn may_direct(&self) -> bool {
        path_rights::directs(self.relationship)
    }

    /// Whether the reader sets goals and interests.
    pub fn may_set_goals(&self) -> bool {
        path_rights::sets_goals(self.relationship)
    }

    /// Whether the reader picks what to work on.
    pub fn may_choose(&self) -> bool {
        self.relationship == Relationship::Own
    }

    /// What is offered today, best first.
    pub fn offered_today(&self) -> impl Iterator<Item = &Suggestion> {
        self.today.iter().filter_map(|place| self.suggestions.get(*place))
    }
}

/// Loads the path of one learner.
pub async fn show_path(app: &App, actor: &Actor, learner: LearnerId) -> Result<ShownPath, Refusal> {
    let now = chance::now();
    let shown = app
        .db
        .read((actor, learner), |tx, (actor, learner)| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let relationship = access::learner(tx, actor, *learner, Action::Whole, today).await?;
                load(tx, actor.district, *learner, relationship, now).await
            })
        })
        .await?;
    access::log(app, actor, "path", shown.relationship, vec![learner], now).await?;
    Ok(shown)
}

/// Everything that a path is made of, access having been checked.
pub(crate) struct Loaded {
    pub map: PathMap,
    pub classes: Classes,
    pub judged: JudgedNow,
    pub said: Said,
}

impl Loaded {
    pub async fn of(
        tx: &mut Tx,
        district: DistrictId,
        learner: LearnerId,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let today = chance::date_of(district, now);
        let sections = show_learner::sections(tx, district, learner, today).await?;
        let classes = Classes::load(tx, district, &sections).await?;
        let judged = JudgedNow::load(tx, district, learner, now).await?;
        let said = Said::load(tx, district, learner).await?;
        let map = learner_path::map_for(tx, district, &classes, &judged, &said).await?;
        Ok(Self { map, classes, judged, said })
    }

    pub fn path(&self, district: DistrictId, now: Timestamp) -> Result<LearnerPath, Refusal> {
        learner_path::path_of(district, &self.map, &self.classes, &self.judged, &self.said, now, true)
    }
}

async fn load(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    relationship: Relationship,
    now: Timestamp,
) -> Result<ShownPath, Refusal> {
    let person = store::person::find(tx, district, learner.as_person()).await?;
    let person = person.ok_or(Refusal::NotFound("this learner"))?;
    let loaded = Loaded::of(tx, district, learner, now).await?;
    let found = loaded.path(district, now)?;
    let Loaded { map, said, .. } = loaded;
    let directives: Vec<Directive> = said.directives.into_iter().filter(|one| one.stands(now)).collect();
    let mut named: Vec<PersonId> = directives.iter().map(|one| one.given_by).collect();
    named.extend(found.goals.iter().filter_map(|goal| match &goal.origin {
        GoalOrigin::Set(goal) => Some(goal.set_by),
        _ => None,
    }));
    named.sort_unstable();
    named.dedup();
    let people = store::person::find_all(tx, district, &named).await?;
    let beyond = learner_path::beyond(&map, &found).iter().map(|one| one.id).collect();
    let path = found.path;
    let offered = path.today(OFFERED_TODAY);
    let is_offered = |one: &Suggestion| offered.iter().any(|other| std::ptr::eq(*other, one));
    let places = path.suggestions.iter().enumerate().filter(|(_, one)| is_offered(one));
    let today: Vec<usize> = places.map(|(place, _)| place).collect();
    let listed: Vec<CompetencyId> = path
        .steps
        .iter()
        .map(|step| step.competency)
        .chain(path.suggestions.iter().map(|one| one.competency))
        .collect();
    let before = |id: &CompetencyId| {
        let number = map.graph.find(*id)?;
        Some((*id, map.graph.before(number).map(|one| map.graph.id(one)).collect()))
    };
    let strand = |id: &CompetencyId| Some((*id, map.strand(map.competencies.get(id)?)));
    let mut headings: Vec<&Competency> =
        map.headings.iter().filter_map(|id| map.competencies.get(id)).filter(|one| !one.retired).collect();
    headings.sort_by_key(|one| (map.graph.find(one.id), one.id));
    Ok(ShownPath {
        goals: shown_goals(found.goals, &path.steps, relationship),
        today,
        instead: path.instead(),
        before: listed.iter().filter_map(before).collect(),
        strands: listed.iter().filter_map(strand).collect(),
        headings: headings.iter().map(|one| one.id).collect(),
        suggestions: path.suggestions,
        steps: path.steps,
        without_path: path.without_path,
        beyond,
        directives,
        chosen: said.choices.iter().map(|choice| choice.competency).collect(),
        interests: said.interests,
        people: people.into_iter().map(|one| (one.id, one.name())).collect(),
        competencies: map.competencies,
        frameworks: map.frameworks,
        person,
        relationship,
        now,
    })
}

fn shown_goals(goals: Vec<PathGoal>, steps: &[Step], relationship: Relationship) -> Vec<ShownGoal> {
    let done =
        |id: &CompetencyId| steps.iter().any(|step| step.competency == *id && step.stage == Stage::Done);
    goals
        .into_iter()
        .map(|goal| {
            let named = &goal.asked.competencies;
            let reached = (named.iter().filter(|id| done(id)).count(), named.len());
            let may_end = match &goal.origin {
                GoalOrigin::Set(set) => {
                    path_rights::sets_goals(relationship) && set_goal::may_end(relationship, set.relationship)
                }
                GoalOrigin::Class(_) | GoalOrigin::Begun => false,
            };
            ShownGoal { goal, reached, may_end }
        })
        .collect()
}

/// Refuses what is not offered to a learner now, saying what it waits for.
pub(crate) async fn check_offered(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    competency: CompetencyId,
    now: Timestamp,
) -> Result<(), Refusal> {
    let loaded = Loaded::of(tx, district, learner, now).await?;
    let found = loaded.path(district, now)?;
    let suggested = found.path.suggestions.iter().any(|one| one.competency == competency);
    if suggested || found.path.beyond.contains(&competency) {
        return Ok(());
    }
    let label =
        |id: &CompetencyId| loaded.map.competencies.get(id).map_or_else(|| id.to_string(), Competency::title);
    let step = found.path.steps.iter().find(|step| step.competency == competency);
    let why = match step.map(|step| (step.stage, &step.blocked)) {
        Some((Stage::Skipped, _)) => "was left out for you: ask your teacher".to_owned(),
        Some((Stage::Done, _)) => "is mastered and not forgotten yet: pick something else".to_owned(),
        Some((_, Some(blocked))) => {
            let by: Vec<String> =
                blocked.by.iter().map(|id| format!("\u{201c}{}\u{201d}", label(id))).collect();
            format!("waits for {}: pick one that is offered", by.join(", "))
        }
        _ => "is not on this path: pick one that is offered".to_owned(),
    };
    Err(Refusal::invalid("competency", why))
}
