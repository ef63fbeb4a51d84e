//! What to do where nothing new can be learned.

use super::{Kind, Path, Stage};

/// Something to do for a learner who can learn nothing new now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instead {
    /// So many wait to be looked at again.
    Review(usize),
    /// So many of the path have no way to them: somebody has to help.
    AskEducator(usize),
    /// Everything that the goals need is mastered: so many others can be begun.
    ChooseMore(usize),
    /// No goal is set, and so many can be begun.
    ChooseGoal(usize),
    /// There is nothing that is not mastered.
    Everything,
}

impl Path {
    /// What to do instead of learning something new; empty where there is something new. Never empty otherwise.
    pub fn instead(&self) -> Vec<Instead> {
        if self.suggestions.iter().any(|one| one.kind == Kind::Learn) {
            return Vec::new();
        }
        let mut found = Vec::new();
        let reviews = self.suggestions.len();
        found.extend((reviews > 0).then_some(Instead::Review(reviews)));
        let stuck = self.steps.iter().filter(|one| matches!(one.stage, Stage::Next | Stage::Later)).count()
            + self.without_path.iter().filter(|one| one.why == super::Stuck::Outside).count();
        found.extend((stuck > 0).then_some(Instead::AskEducator(stuck)));
        let more = self.beyond.len();
        let aims = self.steps.iter().any(|one| one.is_goal);
        match (more, aims) {
            (0, _) if found.is_empty() => found.push(Instead::Everything),
            (0, _) => {}
            (_, true) => found.push(Instead::ChooseMore(more)),
            (_, false) => found.push(Instead::ChooseGoal(more)),
        }
        found
    }
}
