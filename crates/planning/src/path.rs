//! The path of one learner: everything that can be learned now, ranked, each with its reasons; and where
//! everything else that the goals need is.
//!
//! What is not mastered and has everything before it mastered is the outer fringe of a knowledge state (Doignon &
//! Falmagne, 1999, ch. 4): it can be learned now. Of what the goals need, all of it is offered; nothing is left out.
//!
//! A person's word goes further than the order of prerequisites: what is pinned comes first even if something before
//! it is not mastered, what is skipped holds nothing up, and what is sent back is worked on again. Each says so.

mod asked;
mod instead;
mod marks;
mod reach;
mod reasons;
mod score;
mod stuck;
mod suggest;
mod today;

use domain::CompetencyId;

use self::{marks::Marks, reach::Reach};

pub use asked::{Asked, Assumes, BadRetention, Goal, Interest, Rules, TooManyGoals};
pub use instead::Instead;
pub use reasons::{Kind, Reason, Suggestion};
pub use score::Score;
pub use stuck::{NoPath, Stuck};

/// The path of one learner at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// What can be worked on now, best first: pinned, sent back, chosen, then by score.
    pub suggestions: Vec<Suggestion>,
    /// Everything that the goals, directives and choices reach, in the order of the graph; each once.
    pub steps: Vec<Step>,
    /// What no way leads to, by goal.
    pub without_path: Vec<NoPath>,
    /// What can be learned now and no goal needs, in the order of the graph.
    pub beyond: Vec<CompetencyId>,
}

/// Where one competency of the path is.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Which.
    pub competency: CompetencyId,
    /// Where it is.
    pub stage: Stage,
    /// Whether a goal names it; else something that a goal names rests on it, or a person named it.
    pub is_goal: bool,
    /// The goals that need it, by their places among those given.
    pub needed_by: Vec<usize>,
    /// What it waits for, where it waits; a pinned one too.
    pub blocked: Option<Blocked>,
}

/// Where a competency is on a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Mastered.
    Done,
    /// Can be worked on now.
    Ready,
    /// Opens as soon as what is ready is mastered.
    Next,
    /// Further away, or without a way.
    Later,
    /// Left out for this learner by an educator.
    Skipped,
}

/// What a competency waits for, and the way there.
#[derive(Debug, Clone, PartialEq)]
pub struct Blocked {
    /// What comes directly before it and is not mastered, in the order of the graph.
    pub by: Vec<CompetencyId>,
    /// The nearest that can be worked on now and leads towards it.
    pub towards: Option<CompetencyId>,
    /// How many have to be mastered one after another before it opens; 0 without a way.
    pub steps: u32,
    /// Why no way leads to it, where none does.
    pub stuck: Option<Stuck>,
}

/// The path at `asked.now`. Errors: [`TooManyGoals`].
pub fn path(asked: &Asked<'_>) -> Result<Path, TooManyGoals> {
    let most = asked::MOST_GOALS;
    if asked.goals.len() > most {
        return Err(TooManyGoals { given: asked.goals.len(), most });
    }
    let mut marks = Marks::new(asked);
    let reach = Reach::new(asked, &mut marks);
    let steps: Vec<Step> = reach.listed.iter().map(|&number| step(asked, &marks, &reach, number)).collect();
    Ok(Path {
        suggestions: suggest::suggestions(asked, &marks, &reach),
        without_path: stuck::without_path(asked, &marks, &reach),
        beyond: reach::beyond(asked, &marks, &reach),
        steps,
    })
}

fn step(asked: &Asked<'_>, marks: &Marks<'_>, reach: &Reach, number: usize) -> Step {
    let stage = stage(marks, reach, number);
    let waits = matches!(stage, Stage::Ready | Stage::Next | Stage::Later) && reach.waits[number];
    Step {
        competency: asked.graph.id(number),
        stage,
        is_goal: reach.named[number] != 0,
        needed_by: score::goals_of(reach.needed[number]).collect(),
        blocked: waits.then(|| Blocked {
            by: marks.unmet_before(asked.graph, number).map(|one| asked.graph.id(one)).collect(),
            towards: reach.nearest(number).map(|one| asked.graph.id(one)),
            steps: reach.depth(number).unwrap_or(0),
            stuck: reach.depth(number).is_none().then(|| stuck::cause(asked, marks, reach, number)),
        }),
    }
}

fn stage(marks: &Marks<'_>, reach: &Reach, number: usize) -> Stage {
    if marks.is_sent_back(number) {
        return Stage::Ready;
    }
    if marks.is_mastered(number) {
        return Stage::Done;
    }
    if marks.is_skipped(number) {
        return Stage::Skipped;
    }
    match reach.depth(number) {
        _ if marks.is_pinned(number) => Stage::Ready,
        Some(0) => Stage::Ready,
        Some(1) => Stage::Next,
        _ => Stage::Later,
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
