//! What the ratings of a piece of work come to: of one, of two who may be too far apart, of a third.

use domain::{
    PersonId,
    rubric::{Mark, Settled, settle},
    task::{CriterionMark, Seat, Task, Work, WorkRating},
};

/// How far the rating of one attempt is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rated {
    /// Somebody has not finished.
    Waiting,
    /// Two are too far apart on these criteria, and nobody has decided.
    Apart(Vec<usize>),
    /// What stands, by criterion, with who said it.
    Ready(Vec<(CriterionMark, PersonId)>),
}

/// What the ratings of one attempt come to.
pub(crate) fn rated(task: &Task, work: &Work, ratings: &[&WorkRating]) -> Rated {
    let of = |seat: Seat| ratings.iter().find(|one| one.seat == seat && one.done_at.is_some()).copied();
    let Some(first) = of(Seat::First) else { return Rated::Waiting };
    let second = of(Seat::Second);
    if task.judging.raters > 1 && second.is_none() {
        return Rated::Waiting;
    }
    let third = of(Seat::Third);
    let tolerance = usize::try_from(task.judging.tolerance).unwrap_or(0);
    let (mut ready, mut apart) = (Vec::new(), Vec::new());
    for criterion in &work.asked {
        let said = |rating: &WorkRating| rating.marks.iter().find(|one| one.criterion == *criterion).cloned();
        let Some(mine) = said(first) else { return Rated::Waiting };
        let Some(mark) = mine.mark else { return Rated::Waiting };
        let Some(second) = second else {
            ready.push((mine, first.rater));
            continue;
        };
        let Some(theirs) = said(second) else { return Rated::Waiting };
        let Some(other) = theirs.mark else { return Rated::Waiting };
        let both = [mine.comment.as_str(), theirs.comment.as_str()];
        match settle(mark, other, tolerance) {
            Settled::Agreed(stands) => {
                let judge = if stands == mark { first.rater } else { second.rater };
                ready.push((said_of(*criterion, stands, &both), judge));
            }
            Settled::Apart => {
                let decided = third.and_then(said);
                match decided.and_then(|decided| Some((decided.mark?, decided.comment))) {
                    Some((mark, comment)) => {
                        let words = if comment.is_empty() { both.to_vec() } else { vec![comment.as_str()] };
                        let judge = third.map_or(first.rater, |third| third.rater);
                        ready.push((said_of(*criterion, mark, &words), judge));
                    }
                    None => apart.push(*criterion),
                }
            }
        }
    }
    if apart.is_empty() { Rated::Ready(ready) } else { Rated::Apart(apart) }
}

fn said_of(criterion: usize, mark: Mark, comments: &[&str]) -> CriterionMark {
    let mut said: Vec<&str> = comments.iter().copied().filter(|comment| !comment.is_empty()).collect();
    said.dedup();
    CriterionMark { criterion, mark: Some(mark), comment: said.join("\n\n") }
}
