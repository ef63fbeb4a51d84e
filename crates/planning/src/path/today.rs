//! What to show of a path today.

use super::{Kind, Path, Reason, Suggestion};

impl Path {
    /// The best `count` to choose among, as ranked. Of the places that nobody's word has taken one in three is for
    /// what would be forgotten and two for what is new, so that neither crowds out the other; places that one of them
    /// does not fill are the other's.
    pub fn today(&self, count: usize) -> Vec<&Suggestion> {
        let of = |kind: Kind| move |one: &&Suggestion| one.kind == kind && !is_said_by_a_person(one);
        let said = self.suggestions.iter().filter(|one| is_said_by_a_person(one)).count();
        let places = count.saturating_sub(said);
        let new = self.suggestions.iter().filter(of(Kind::Learn)).count();
        let mut reviews = (places / 3).max(places.saturating_sub(new));
        let reviews_there = self.suggestions.iter().filter(of(Kind::Review)).count();
        let mut learning = places - reviews.min(reviews_there);
        let mut taken = Vec::with_capacity(count.min(self.suggestions.len()));
        for one in &self.suggestions {
            let left = match one.kind {
                _ if taken.len() == count => break,
                _ if is_said_by_a_person(one) => {
                    taken.push(one);
                    continue;
                }
                Kind::Learn => &mut learning,
                Kind::Review => &mut reviews,
            };
            if *left > 0 {
                *left -= 1;
                taken.push(one);
            }
        }
        taken
    }
}

fn is_said_by_a_person(one: &Suggestion) -> bool {
    let said = |reason: &Reason| {
        matches!(reason, Reason::Pinned { .. } | Reason::SentBack { .. } | Reason::Chosen { .. })
    };
    one.reasons.iter().any(said)
}
