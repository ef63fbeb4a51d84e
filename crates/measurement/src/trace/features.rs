//! What the logistic models look at.

use super::{
    Answer,
    history::{History, Tally, WINDOWS},
};

/// A logistic model of the next answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Which item: the Rasch model of new learners.
    Irt,
    /// Which competency, and the learner's wins and attempts on it (Pavlik, Cen & Koedinger, 2009).
    Pfa,
    /// Item, competency, and wins and attempts on the competency, on the item and in all, as logarithms
    /// (Gervet, Koedinger, Schneider & Mitchell, 2020).
    BestLr,
    /// Item, competency, and wins and attempts on the competency within the last hour, day, week and month and
    /// ever, as logarithms: what was learned is forgotten (Choffin, Popineau, Bourda & Vie, 2019), without the
    /// learner's own number, which a new learner does not have. Needs [`Answer::at`].
    Das3h,
    /// Our own: Best-LR, with ratings of learner and item that follow every answer, averages of surprises
    /// that fade, ability on the competency alone, and streaks.
    CountsAndRatings,
}

/// Where each group of features begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places {
    kind: Kind,
    items: u32,
    skills: u32,
}

/// Features of our own model that are not counts.
const OWN: u32 = 24;

impl Places {
    pub(super) fn new(kind: Kind, items: usize, skills: usize) -> Self {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX / 8);
        Self { kind, items: number(items), skills: number(skills) }
    }

    /// How many features there are.
    pub(super) fn width(self) -> usize {
        let Self { kind, items, skills } = self;
        1 + match kind {
            Kind::Irt => items as usize,
            Kind::Pfa => 3 * skills as usize,
            Kind::Das3h => (items + skills) as usize + 2 * WINDOWS.len() * skills as usize,
            Kind::BestLr => 3 * items as usize + 3 * skills as usize + 2,
            Kind::CountsAndRatings => 3 * items as usize + 3 * skills as usize + 2 + OWN as usize,
        }
    }

    /// The features of an answer to come; `row` is emptied first. Items and competencies beyond those of
    /// the fit have none of their own.
    pub(super) fn fill(self, history: &History, answer: &Answer, row: &mut Vec<(u32, f64)>) {
        let Self { kind, items, skills } = self;
        let Answer { learner, item, skill, .. } = *answer;
        row.clear();
        row.push((0, 1.0));
        let (known_item, known_skill) = (item < items, skill < skills);
        let log = |count: u32| f64::from(count).ln_1p();
        match kind {
            Kind::Irt => row.extend(known_item.then_some((1 + item, 1.0))),
            Kind::Pfa => {
                if known_skill {
                    let Tally { wins, attempts } = history.on_skill(learner, skill).tally;
                    row.push((1 + skill, 1.0));
                    row.push((1 + skills + skill, log(wins)));
                    row.push((1 + 2 * skills + skill, log(attempts)));
                }
            }
            Kind::Das3h => {
                row.extend(known_item.then_some((1 + item, 1.0)));
                if known_skill {
                    row.push((1 + items + skill, 1.0));
                    let mut first = 1 + items + skills;
                    for Tally { wins, attempts } in history.within(learner, skill, answer.at) {
                        row.push((first + skill, log(wins)));
                        row.push((first + skills + skill, log(attempts)));
                        first += 2 * skills;
                    }
                }
            }
            Kind::BestLr | Kind::CountsAndRatings => {
                if known_item {
                    let Tally { wins, attempts } = history.on_item(learner, item);
                    row.push((1 + item, 1.0));
                    if attempts > 0 {
                        row.push((1 + items + item, log(wins)));
                        row.push((1 + 2 * items + item, log(attempts)));
                    }
                }
                let first = 1 + 3 * items;
                if known_skill {
                    let Tally { wins, attempts } = history.on_skill(learner, skill).tally;
                    row.push((first + skill, 1.0));
                    row.push((first + skills + skill, log(wins)));
                    row.push((first + 2 * skills + skill, log(attempts)));
                }
                let first = first + 3 * skills;
                let Tally { wins, attempts } = history.overall(learner).tally;
                row.push((first, log(wins)));
                row.push((first + 1, log(attempts)));
                if kind == Kind::CountsAndRatings {
                    own(history, answer, first + 2, row);
                }
            }
        }
    }
}

/// Ratings, recency and streaks.
fn own(history: &History, answer: &Answer, first: u32, row: &mut Vec<(u32, f64)>) {
    let Answer { learner, item, skill, .. } = *answer;
    let (of_learner, of_item) = (history.ratings.learner(learner), history.ratings.item(item));
    let (overall, on_skill) = (history.overall(learner), history.on_skill(learner, skill));
    let on_item = history.on_item(learner, item);
    let sure = f64::from(of_item.answers) / (f64::from(of_item.answers) + 5.0);
    let mut next = first;
    let mut put = |value: f64| {
        row.push((next, value));
        next += 1;
    };
    put(of_learner.value);
    put(-of_item.value);
    put(-of_item.value * sure);
    put(on_skill.ability);
    put(on_skill.ability * f64::from(u8::from(on_skill.tally.attempts > 2)));
    for mean in overall.faded.means().into_iter().chain(on_skill.faded.means()) {
        put(mean);
    }
    let streak = |streak: i32| f64::from(streak.clamp(-6, 6)) / 3.0;
    put(streak(overall.streak));
    put(streak(on_skill.streak));
    put(f64::from(u8::from(on_skill.tally.attempts == 0)));
    put(f64::from(u8::from(on_item.attempts > 0)));
    put(f64::from(u8::from(history.stays(learner, skill))));
    put(f64::from(u8::from(on_skill.streak >= 3)));
    put(f64::from(u8::from(on_skill.streak <= -2)));
    let share = |tally: Tally| (f64::from(tally.wins) + 1.0) / (f64::from(tally.attempts) + 2.0);
    put(share(on_skill.tally));
    put(share(overall.tally));
    put((1.0 - sure) * of_learner.value);
}
