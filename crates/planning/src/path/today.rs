//! What to show of a path today.

use super::{Kind, Path, Reason, Suggestion};

impl Path {
    /// The best `count` to choose among: as ranked, but of those that nobody put first at most one in three is a
    /// review while there is something new, so that neither crowds out the other.
    pub fn today(&self, count: usize) -> Vec<&Suggestion> {
        let named = |one: &Suggestion| {
            let by_a_person = |reason: &Reason| {
                matches!(reason, Reason::Pinned { .. } | Reason::SentBack { .. } | Reason::Chosen { .. })
            };
            one.reasons.iter().any(by_a_person)
        };
        let mut left = count / 3;
        let mut taken: Vec<usize> = Vec::new();
        let mut waiting: Vec<usize> = Vec::new();
        for (place, one) in self.suggestions.iter().enumerate() {
            if taken.len() == count {
                break;
            }
            let review = one.kind == Kind::Review && !named(one);
            if review && left == 0 {
                waiting.push(place);
                continue;
            }
            left -= usize::from(review);
            taken.push(place);
        }
        let room = count - taken.len();
        taken.extend(waiting.into_iter().take(room));
        taken.sort_unstable();
        taken.into_iter().map(|place| &self.suggestions[place]).collect()
    }
}
