//! Who of a class is ready for what, and who is blocked by what.

use std::collections::{BTreeMap, HashMap};

use domain::{CompetencyId, LearnerId, SectionId, framework::Competency, people::Section};
use planning::path::{Kind, Stage};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
    class_list::{self, Listed},
    judged_now::JudgedNow,
    learner_path::{self, Classes, Said},
    path_map::PathMap,
    show_learner,
};

/// How many are named for each learner.
const NAMED: usize = 3;

/// The paths of a class, side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassPaths {
    /// The class.
    pub section: Section,
    /// Its learners, in the order of the class list.
    pub learners: Vec<LearnerNext>,
    /// The class's targets, each with who is ready for it and who waits for what.
    pub targets: Vec<TargetReady>,
    /// The competencies that are named.
    pub competencies: HashMap<CompetencyId, Competency>,
}

/// What one learner can do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearnerNext {
    /// Who.
    pub learner: Listed,
    /// The best to learn, at most three.
    pub next: Vec<CompetencyId>,
    /// How many there are in all.
    pub ready: usize,
    /// How many of the class's targets wait for something.
    pub waiting: usize,
}

/// One target of a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetReady {
    /// Which.
    pub competency: CompetencyId,
    /// Who can learn it now.
    pub ready: Vec<Listed>,
    /// How many have mastered it.
    pub done: usize,
    /// Who waits, by what is not mastered before it.
    pub waiting: Vec<(CompetencyId, Vec<Listed>)>,
}

impl ClassPaths {
    /// The title of a competency.
    pub fn label(&self, id: CompetencyId) -> String {
        self.competencies.get(&id).map_or_else(|| id.to_string(), Competency::title)
    }
}

/// Loads the paths of a class. What is to be looked at again is on each learner's own page.
pub async fn show_class_paths(app: &App, actor: &Actor, section: SectionId) -> Result<ClassPaths, Refusal> {
    let now = chance::now();
    let (shown, relationship) = app
        .db
        .read((actor, section), |tx, (actor, section)| {
            Box::pin(async move {
                let (district, today) = (actor.district, chance::date_of(actor.district, now));
                let (section, relationship) =
                    access::section(tx, actor, *section, Action::Whole, today).await?;
                let listed = class_list::learners(tx, district, &section, today).await?;
                let mut everybody = Vec::with_capacity(listed.len());
                let targets = store::target::of_section(tx, district, section.id).await?;
                let (mut seeds, mut frameworks) = (targets.clone(), Vec::new());
                for one in listed {
                    let sections = show_learner::sections(tx, district, one.learner, today).await?;
                    let classes = Classes::load(tx, district, &sections).await?;
                    let judged = JudgedNow::load(tx, district, one.learner, now).await?;
                    let said = Said::load(tx, district, one.learner).await?;
                    let (named, banded) = said.named();
                    seeds.extend(named.into_iter().chain(judged.found.keys().copied()));
                    seeds.extend(classes.targets.iter().flat_map(|(_, targets)| targets));
                    frameworks.extend(banded);
                    everybody.push((one, classes, judged, said));
                }
                seeds.sort_unstable();
                seeds.dedup();
                let map = PathMap::load(tx, district, &seeds, &frameworks).await?;
                let mut shown = Gathered::new(&targets);
                for (listed, classes, judged, said) in everybody {
                    let found = learner_path::path_of(district, &map, &classes, &judged, &said, now, false)?;
                    shown.add(listed, &found.path);
                }
                Ok::<_, Refusal>((shown.done(section, &map), relationship))
            })
        })
        .await?;
    let learners: Vec<LearnerId> = shown.learners.iter().map(|one| one.learner.learner).collect();
    access::log(app, actor, "paths of a class", relationship, learners, now).await?;
    Ok(shown)
}

/// What was found so far.
struct Gathered {
    learners: Vec<LearnerNext>,
    targets: Vec<Target>,
}

/// What was found of one target so far.
struct Target {
    competency: CompetencyId,
    ready: Vec<Listed>,
    done: usize,
    waits: BTreeMap<CompetencyId, Vec<Listed>>,
}

impl Gathered {
    fn new(targets: &[CompetencyId]) -> Self {
        let target = |id: &CompetencyId| Target {
            competency: *id,
            ready: Vec::new(),
            done: 0,
            waits: BTreeMap::new(),
        };
        Self { learners: Vec::new(), targets: targets.iter().map(target).collect() }
    }

    fn add(&mut self, listed: Listed, path: &planning::path::Path) {
        let learn = path.suggestions.iter().filter(|one| one.kind == Kind::Learn);
        let ready: Vec<CompetencyId> = learn.map(|one| one.competency).collect();
        let mut waiting = 0;
        let steps: HashMap<CompetencyId, &planning::path::Step> =
            path.steps.iter().map(|step| (step.competency, step)).collect();
        for target in &mut self.targets {
            let Some(step) = steps.get(&target.competency) else { continue };
            match step.stage {
                Stage::Done => target.done += 1,
                Stage::Ready => target.ready.push(listed.clone()),
                Stage::Next | Stage::Later => {
                    waiting += 1;
                    for by in step.blocked.iter().flat_map(|blocked| &blocked.by) {
                        target.waits.entry(*by).or_default().push(listed.clone());
                    }
                }
                Stage::Skipped => {}
            }
        }
        let next = ready.iter().take(NAMED).copied().collect();
        self.learners.push(LearnerNext { learner: listed, next, ready: ready.len(), waiting });
    }

    fn done(self, section: Section, map: &PathMap) -> ClassPaths {
        let mut targets = Vec::with_capacity(self.targets.len());
        for Target { competency, ready, done, waits } in self.targets {
            let mut waiting: Vec<(CompetencyId, Vec<Listed>)> = waits.into_iter().collect();
            waiting.sort_by_key(|(id, who)| (std::cmp::Reverse(who.len()), map.graph.find(*id)));
            targets.push(TargetReady { competency, ready, done, waiting });
        }
        ClassPaths { section, learners: self.learners, targets, competencies: map.competencies.clone() }
    }
}
