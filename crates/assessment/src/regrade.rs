//! After a key was mended or an item left out: who changes, by how much, and who crosses the pass mark.
//!
//! [`regrade`] looks and changes nothing. What it lists becomes new evidence, and the old is retracted, once a person has
//! seen it.

use std::collections::{HashMap, HashSet};

use domain::{ItemId, LearnerId, Points, SittingId};

use crate::plan::PassMark;

#[cfg(test)]
mod tests;

/// Points of one sitting, out of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    /// Points earned.
    pub points: Points,
    /// Points possible.
    pub possible: Points,
}

/// One sitting as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SittingScore {
    /// Which.
    pub sitting: SittingId,
    /// Whose.
    pub learner: LearnerId,
    /// Its score, all items together.
    pub score: Score,
}

/// One response scored by the old version of its item and by the new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rescored {
    /// In which sitting.
    pub sitting: SittingId,
    /// The item.
    pub item: ItemId,
    /// By the old version.
    pub old: Score,
    /// By the new one; 0 of 0 for an item that is left out.
    pub new: Score,
}

/// Whether anybody may lose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Losing {
    /// The new score counts, whatever it is.
    Counts,
    /// A response keeps its old score where the new one would lower its sitting, and a sitting that is passed stays so:
    /// whoever answered by the wrong key in good faith keeps the points.
    KeepsTheOld,
}

impl Losing {
    /// Each with its word in storage, pages and the API.
    pub const ALL: [(Self, &'static str); 2] =
        [(Self::KeepsTheOld, "keeps_the_old"), (Self::Counts, "counts")];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(one, _)| *one == self).map_or("", |(_, word)| word)
    }

    /// The one of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(one, _)| *one)
    }
}

/// Where a sitting goes across the pass mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crossing {
    /// It stays where it was, or there is no mark.
    None,
    /// It passes now.
    NowPasses,
    /// It does not pass any more.
    NoLongerPasses,
}

/// One sitting that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which.
    pub sitting: SittingId,
    /// Whose.
    pub learner: LearnerId,
    /// As it stands.
    pub before: Score,
    /// As it would stand.
    pub after: Score,
    /// Its items whose scores change.
    pub items: Vec<ItemId>,
    /// Across the mark.
    pub crossing: Crossing,
}

/// What a regrade would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regrade {
    /// Sittings that change: those that cross the mark first, then by how much they change, largest first.
    pub changes: Vec<Change>,
    /// Sittings that do not.
    pub unchanged: usize,
    /// How many gain a larger share.
    pub up: usize,
    /// How many lose.
    pub down: usize,
    /// How many pass now.
    pub now_pass: usize,
    /// How many do not pass any more.
    pub no_longer_pass: usize,
}

/// Scores that do not belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadRegrade {
    /// A sitting that is given twice.
    #[error("sitting {0} is given twice: leave one out")]
    SittingTwice(SittingId),
    /// A response of a sitting that is not given.
    #[error("a response belongs to sitting {0}, which is not given: give it or leave the response out")]
    NoSitting(SittingId),
    /// Two scores for one response.
    #[error("item {item} of sitting {sitting} is scored twice: leave one out")]
    ItemTwice {
        /// The sitting.
        sitting: SittingId,
        /// The item.
        item: ItemId,
    },
    /// Old points of responses beyond those of the sitting.
    #[error(
        "the old scores of sitting {0} are not part of what it stands at: score its responses by the version it was given"
    )]
    NotItsOwn(SittingId),
}

/// What a regrade would do to the sittings, by scores of the responses to the mended items.
pub fn regrade(
    sittings: &[SittingScore],
    responses: &[Rescored],
    mark: PassMark,
    losing: Losing,
) -> Result<Regrade, BadRegrade> {
    let mut places = HashMap::with_capacity(sittings.len());
    for (place, sitting) in sittings.iter().enumerate() {
        if places.insert(sitting.sitting, place).is_some() {
            return Err(BadRegrade::SittingTwice(sitting.sitting));
        }
    }
    let mut after: Vec<Score> = sittings.iter().map(|sitting| sitting.score).collect();
    let mut items: Vec<Vec<ItemId>> = vec![Vec::new(); sittings.len()];
    let mut old: Vec<Score> = vec![NOTHING; sittings.len()];
    let mut seen = HashSet::with_capacity(responses.len());
    for response in responses {
        let Rescored { sitting, item, .. } = *response;
        let place = *places.get(&sitting).ok_or(BadRegrade::NoSitting(sitting))?;
        if !seen.insert((sitting, item)) {
            return Err(BadRegrade::ItemTwice { sitting, item });
        }
        old[place] = old[place].plus(response.old);
        let new = kept(response, sittings[place].score, losing);
        if new != response.old {
            after[place] = after[place].less(response.old).plus(new);
            items[place].push(item);
        }
    }
    let beyond = |(place, old): (usize, &Score)| old.possible > sittings[place].score.possible;
    if let Some(place) = old.iter().enumerate().position(beyond) {
        return Err(BadRegrade::NotItsOwn(sittings[place].sitting));
    }
    let rows = sittings.iter().zip(after).zip(items);
    let change = |((sitting, after), items): ((&SittingScore, Score), Vec<ItemId>)| {
        let crossing = crossing(mark, sitting.score, after);
        // By a mark in points a larger share of less can be a loss.
        let loses = losing == Losing::KeepsTheOld && crossing == Crossing::NoLongerPasses;
        (after != sitting.score && !loses).then_some(Change {
            sitting: sitting.sitting,
            learner: sitting.learner,
            before: sitting.score,
            after,
            items,
            crossing,
        })
    };
    let mut changes: Vec<Change> = rows.filter_map(change).collect();
    changes.sort_by(|a, b| {
        let rank = |change: &Change| (change.crossing == Crossing::None, -gain(change).abs());
        let (a, b) = ((rank(a), a.sitting), (rank(b), b.sitting));
        a.0.0.cmp(&b.0.0).then(a.0.1.total_cmp(&b.0.1)).then(a.1.cmp(&b.1))
    });
    let count = |of: &dyn Fn(&Change) -> bool| changes.iter().filter(|change| of(change)).count();
    let (up, down) = (count(&|change| gain(change) > 0.0), count(&|change| gain(change) < 0.0));
    let now_pass = count(&|change| change.crossing == Crossing::NowPasses);
    let no_longer_pass = count(&|change| change.crossing == Crossing::NoLongerPasses);
    let unchanged = sittings.len() - changes.len();
    Ok(Regrade { changes, unchanged, up, down, now_pass, no_longer_pass })
}

const NOTHING: Score = Score { points: Points::ZERO, possible: Points::ZERO };

impl Score {
    fn plus(self, other: Self) -> Self {
        let sum =
            |a: Points, b: Points| Points::from_millionths(a.millionths().saturating_add(b.millionths()));
        Self { points: sum(self.points, other.points), possible: sum(self.possible, other.possible) }
    }

    fn less(self, other: Self) -> Self {
        Self { points: self.points.minus(other.points), possible: self.possible.minus(other.possible) }
    }

    /// The share of the points possible; 0 where nothing is.
    pub fn share(self) -> f64 {
        if self.possible <= Points::ZERO { 0.0 } else { self.points.to_f64() / self.possible.to_f64() }
    }

    /// Whether this is a smaller share than another, exactly.
    fn is_less_than(self, other: Self) -> bool {
        let product = |a: Points, b: Points| i128::from(a.millionths()) * i128::from(b.millionths());
        product(self.points, other.possible) < product(other.points, self.possible)
    }
}

/// The score of a response that counts from now on.
fn kept(response: &Rescored, sitting: Score, losing: Losing) -> Score {
    let loses = match response.new {
        // An item that is left out takes something away from whoever did better on it than on the whole.
        NOTHING => sitting.is_less_than(response.old),
        new => new.is_less_than(response.old),
    };
    if losing == Losing::KeepsTheOld && loses { response.old } else { response.new }
}

/// By how much the share changes.
fn gain(change: &Change) -> f64 {
    change.after.share() - change.before.share()
}

fn crossing(mark: PassMark, before: Score, after: Score) -> Crossing {
    let passes = |score: Score| mark.passes(score.points, score.possible);
    match (passes(before), passes(after)) {
        (Some(false), Some(true)) => Crossing::NowPasses,
        (Some(true), Some(false)) => Crossing::NoLongerPasses,
        _ => Crossing::None,
    }
}
