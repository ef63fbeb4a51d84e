//! What an assessment is: one struct of plain fields. Kinds of assessment are policies, not code.
//!
//! 1. [`Plan::preset`] gives what a kind usually is; every field may be changed, and none is looked at by kind.
//! 2. [`Plan::check`] names every field that cannot be, with what to do.
//! 3. [`Plan::fields`] and [`Plan::from_fields`] turn it into pairs of text and back, for whoever stores it.
//! 4. [`may_start`], [`may_go_on`], [`passes`] and [`exempts`] decide by it.

mod check;
mod fields;
mod part;
mod pass_mark;
mod presets;
mod starting;
#[cfg(test)]
mod tests;
mod text;
mod words;

use domain::{Points, Timestamp};

pub use check::{MOST_ITEMS, PlanProblem};
pub use fields::BadField;
pub use part::{Part, PartOf};
pub use pass_mark::{PassMark, exempts, passes};
pub(crate) use starting::after;
pub use starting::{BankRoom, NotNow, PastSitting, Situation, may_go_on, may_start};
pub use words::{
    Alignment, AnswersAfterTime, DomainOrder, EvidenceCounts, EvidenceWhen, Feedback, FreshForm, ItemRule,
    Layout, Pauses, PlanKind, RushingAct, SelectBy, Tool,
};

/// How an assessment goes. Every field has its name in [`Plan::fields`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "settings that a person switches one by one")]
pub struct Plan {
    /// What it is called; decides nothing.
    pub kind: PlanKind,

    /// How items come in: which of the next three fields counts.
    pub select_by: SelectBy,
    /// The items in their order, when `select_by` is [`SelectBy::Fixed`].
    pub fixed_items: Vec<domain::ItemId>,
    /// The QTI test under the identifier that the caller keeps it by, when `select_by` is [`SelectBy::Test`].
    pub test: Option<String>,
    /// How many items of what: exact for [`SelectBy::Blueprint`], bounds (the domains) for
    /// [`SelectBy::Adaptive`]. Empty: anything of the bank that is handed in.
    pub blueprint: Vec<Part>,
    /// How many items a form has. `None` where the list, the test or the adaptive rules say it.
    pub items: Option<u32>,
    /// What an adaptive test goes by.
    pub adaptive: AdaptiveRules,
    /// Ends after so many wrong answers in a row, and in an adaptive test leaves the domain; `None` for never.
    pub stop_after_wrong: Option<u32>,

    /// What passes.
    pub pass_mark: PassMark,
    /// How many attempts; `None` for any number.
    pub attempts: Option<u32>,
    /// From the end of an attempt to the beginning of the next. Unit: minutes.
    pub wait_minutes: u32,
    /// Whether a plan (what the learner will do first) has to be made between attempts.
    pub plan_between_attempts: bool,
    /// Whether it may be taken again once it is passed.
    pub again_after_passing: bool,
    /// Whether items come again in a later attempt.
    pub fresh_form: FreshForm,
    /// How many in one school year; `None` for any number.
    pub per_year: Option<u32>,
    /// From the day of one to the day of the next. Unit: days.
    pub days_apart: u32,

    /// One at a time or all on a page.
    pub layout: Layout,
    /// Whether an answer may be changed after the next item was seen.
    pub may_go_back: bool,
    /// Whether an item may be left without an answer.
    pub may_skip: bool,
    /// When a learner sees what was right.
    pub feedback: Feedback,
    /// Whether the key is shown with the feedback.
    pub show_solution: bool,
    /// Whether items come in an order of their own for each learner.
    pub shuffle_items: bool,
    /// Whether options do, where the item allows it.
    pub shuffle_options: bool,
    /// "I have not been taught this" is an answer.
    pub not_taught: bool,
    /// After so many of those in one domain the domain is left; counts with `not_taught`.
    pub not_taught_leaves_after: u32,
    /// What may be used by everybody; accommodations come on top.
    pub tools: Vec<Tool>,

    /// Usual time from the start. Unit: minutes. `None` for without limit.
    pub time_limit_minutes: Option<u32>,
    /// What becomes of answers after the time.
    pub answers_after_time: AnswersAfterTime,
    /// What is still in time, for slow lines. Unit: seconds.
    pub grace_seconds: u32,
    /// Whether it may be interrupted, and what the clock does then.
    pub pauses: Pauses,
    /// Whether it may be finished on another day.
    pub may_be_split: bool,
    /// Nothing opens before.
    pub opens_at: Option<Timestamp>,
    /// Nothing opens after, and no answer is taken after; how extended time goes beyond: [`crate::timing::due`].
    pub closes_at: Option<Timestamp>,

    /// Whether an educator has to unlock it.
    pub unlock: bool,
    /// How long an unlocking holds. Unit: minutes.
    pub start_within_minutes: u32,
    /// Whether a proctor's code is asked for at the start.
    pub proctor_code: bool,
    /// Whether it is locked again once it was started: one unlocking, one sitting.
    pub lock_again: bool,
    /// Whether device and network are noted.
    pub note_device: bool,

    /// When evidence is written.
    pub evidence_when: EvidenceWhen,
    /// What it counts.
    pub evidence_counts: EvidenceCounts,
    /// What one answer to an item of several competencies is evidence of.
    pub alignment: Alignment,
    /// Passing this share of a competency's points exempts from it; `None`: nothing does. A fraction from 0 to 1.
    pub exempt_at: Option<Points>,
    /// The fewest items of a competency that exempt from it.
    pub exempt_least_items: u32,

    /// What is rushing, and what comes of it.
    pub rushing: RushingRule,
}

/// What an adaptive test goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdaptiveRules {
    /// How the next item is chosen.
    pub item_rule: ItemRule,
    /// Among how many a lot is drawn, for [`ItemRule::Randomesque`].
    pub lot_of: u32,
    /// The largest share of learners who get one item; 1 for without limit. A fraction above 0, up to 1.
    pub exposure_limit: Points,
    /// The fewest items.
    pub least: u32,
    /// The most items.
    pub most: u32,
    /// The standard error to stop at. Unit: logits.
    pub error: Points,
    /// How the domains take turns.
    pub domains: DomainOrder,
}

/// What is rushing, by response times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RushingRule {
    /// What comes of it.
    pub act: RushingAct,
    /// An answer is rapid below this share of the item's median time. A fraction; 0.1 is the normative threshold
    /// NT10 of Wise & Ma (2012).
    pub share_of_median: Points,
    /// The threshold is never above. Unit: seconds. 10 in the same source.
    pub most_seconds: u32,
    /// Rushing from this share of rapid answers on. A fraction; 0.1 is a response time effort below 0.90
    /// (Wise & Kong, 2005).
    pub share_of_answers: Points,
}
