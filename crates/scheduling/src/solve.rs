//! Looking for the schedule of a day.

mod bound;
mod build;
mod day;
mod draft;
mod gather;
mod improve;
mod outcome;
pub(crate) mod result;
mod score;

use std::time::Duration;

use crate::random::Random;
use crate::{Instance, alone};

pub use outcome::{Broken, Limits, NoSeat, Outcome, Stopped, Unseated};

use bound::Bound;
pub(crate) use day::Day;
pub use draft::Sat;
pub(crate) use draft::{Before, Draft};
pub(crate) use gather::Offer;
pub(crate) use improve::Search;

/// The best schedule that is found within the `limits`.
///
/// `clock` says how much time has passed since any fixed moment; it is asked now and then. Whoever can be seated is
/// seated first (those who stay together all or none), then the worth counts, and among what is worth nearly the same the fewest changes of room.
/// With [`Limits::steps`] and time enough, the same instance and seed give the same schedule.
pub fn solve(instance: &Instance, limits: &Limits, clock: &dyn Fn() -> Duration) -> Outcome {
    let day = Day::new(instance);
    let mut draft = Draft::new(&day);
    let mut random = Random::new(limits.seed);
    draft.build(&mut random);
    let mut search = Search::new(draft, random, limits, clock);
    let mut bound = Bound::new(&day, alone::best(instance).iter().sum());
    search.run(&mut bound);
    result::outcome(&search.best, bound.best, search.stopped, search.steps)
}
