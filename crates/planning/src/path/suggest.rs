//! Everything that can be worked on now, best first.

use std::cmp::Reverse;

use domain::path::DirectiveKind;

use super::{
    asked::Asked,
    marks::Marks,
    reach::Reach,
    reasons::{self, Kind, SOON_DAYS, Suggestion},
    score,
};

/// What decides the order; lower comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// 0 pinned, 1 sent back, 2 chosen, 3 the rest.
    tier: u8,
    /// Scores are not negative, so that their bits are in their order.
    score: Reverse<u64>,
    number: usize,
}

/// Everything that can be worked on now, best first.
pub(super) fn suggestions(asked: &Asked<'_>, marks: &Marks<'_>, reach: &Reach) -> Vec<Suggestion> {
    let listed = reach.listed.iter().copied().filter(|number| is_to_learn(marks, reach, *number));
    let learn = listed.map(|number| (number, Kind::Learn));
    let again = (0..asked.graph.len()).filter(|number| is_to_review(asked, marks, *number));
    let again = again.map(|number| (number, Kind::Review));
    let mut found: Vec<(Rank, Suggestion)> =
        learn.chain(again).map(|(number, kind)| ranked(asked, marks, reach, number, kind)).collect();
    found.sort_by_key(|one| one.0);
    found.into_iter().map(|one| one.1).collect()
}

fn is_to_learn(marks: &Marks<'_>, reach: &Reach, number: usize) -> bool {
    marks.is_sent_back(number)
        || (!marks.is_mastered(number) && (marks.is_pinned(number) || reach.is_ready(number)))
}

/// Whether something mastered comes back: an educator put it first, it would be forgotten soon, or the learner picked
/// it; the last two never where an educator left it out.
fn is_to_review(asked: &Asked<'_>, marks: &Marks<'_>, number: usize) -> bool {
    if !marks.is_mastered(number) || marks.is_sent_back(number) {
        return false;
    }
    let left_out = marks.directive(number).is_some_and(|one| one.kind == DirectiveKind::Skip);
    let comes_back = score::is_due(asked, number, SOON_DAYS) || reasons::chosen(asked, number).is_some();
    marks.is_pinned(number) || (!left_out && comes_back)
}

fn ranked(
    asked: &Asked<'_>,
    marks: &Marks<'_>,
    reach: &Reach,
    number: usize,
    kind: Kind,
) -> (Rank, Suggestion) {
    let opens = asked.graph.opens(number, &reach.open);
    let liked = reasons::liked(asked, number).is_some();
    let score = match kind {
        Kind::Learn => score::of_learning(asked, marks, reach, number, opens, liked),
        Kind::Review => score::of_review(asked, reach, number, liked),
    };
    let tier = match marks.directive(number).map(|one| one.kind) {
        Some(DirectiveKind::Pin) => 0,
        Some(DirectiveKind::SendBack) => 1,
        _ if reasons::chosen(asked, number).is_some() => 2,
        _ => 3,
    };
    let reasons = reasons::of(asked, marks, reach, number, kind, opens);
    let rank = Rank { tier, score: Reverse(score.total().to_bits()), number };
    (rank, Suggestion { competency: asked.graph.id(number), kind, score, reasons })
}
