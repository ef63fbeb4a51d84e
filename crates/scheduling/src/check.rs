//! Every rule that a schedule breaks, found without knowing how it was made.
//!
//! Written from the documentation of the model alone; what solves and what checks share no line. What a person has
//! decided of a group that stands already is taken as it is: such a group must be in the schedule exactly, with
//! those of its learners who are there, and of the other rules only those hold for it that can never be broken
//! (room limits but the kind of room, needs, keep-apart) and those of where somebody is (an educator there, and in
//! one place). It counts where something else is added to it: for the groups an educator leads, the periods in a
//! modality, the copies of materials, a lesson a second time. A lock binds the seat of a learner who is there.

mod breach;
mod company;
mod day;
mod decided;
mod educators;
mod groups;
mod lessons;
mod needs;
mod repeats;
mod rooms;
mod rule;
mod said;
mod seats;
mod tally;
#[cfg(test)]
mod tests;
mod unknown;

use crate::{Instance, Schedule};
use day::Day;

pub use breach::{Breach, Decided, Numbers};
pub use rule::{Rule, Severity};
pub use said::Said;
pub use tally::{Tally, tally};

/// Every breach of `schedule`: first what can never be published, then by period and rule; empty for a valid one.
///
/// Shape: `instance` is sound, as the reader of files makes sure; `schedule` may be anything: what it names that is
/// not there is a breach, and is left out of the other rules.
pub fn check(instance: &Instance, schedule: &Schedule) -> Vec<Breach> {
    let mut found = unknown::find(instance, schedule);
    let day = Day::new(instance, schedule);
    for family in [
        seats::find,
        groups::find,
        lessons::find,
        repeats::find,
        educators::find,
        rooms::find,
        needs::find,
        company::find,
        decided::find,
    ] {
        family(&day, &mut found);
    }
    found.sort_by(|one, other| one.order().cmp(&other.order()));
    found
}
