//! What a draft is measured by while it is looked for.

/// What one learner without a seat costs: more than any seats are worth.
const UNSEATED: f64 = 1e6;
/// What it costs that an educator does not lead what people decided.
const NOT_LED: f64 = 1e5;
/// What a learner costs who is moved by a repair.
const MOVED: f64 = 1e3;
/// What a moved seat costs beside its learner.
const MOVED_SEAT: f64 = 20.0;
/// What a lesson is worth that an educator had prepared.
const PREPARED: f64 = 50.0;
/// The worth that is given up at most to spare one change of rooms: a thousandth of a full value.
pub const ROOM_CHANGE: f64 = 0.001;

/// The parts of the measure.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Score {
    pub value: f64,
    pub unseated: usize,
    pub not_led: usize,
    pub room_changes: usize,
    /// Learners whom a repair moves.
    pub moved: usize,
    /// Seats that a repair moves.
    pub moved_seats: usize,
    /// Groups that their educator had prepared.
    pub prepared: usize,
}

impl Score {
    /// One number: more is better.
    pub fn total(&self) -> f64 {
        self.value
            - UNSEATED * count(self.unseated)
            - NOT_LED * count(self.not_led)
            - ROOM_CHANGE * count(self.room_changes)
            - MOVED * count(self.moved)
            - MOVED_SEAT * count(self.moved_seats)
            + PREPARED * count(self.prepared)
    }
}

/// A number of things as a number to reckon with.
#[expect(clippy::cast_precision_loss, reason = "numbers of things in a day are small")]
pub const fn count(of: usize) -> f64 {
    of as f64
}
