//! The order in which items are taken: parts, sections, selection, branching (QTI `qti-assessment-test`).

use crate::item::{Expression, OutcomeDeclaration, Rule, StimulusRef, Variant};

/// A test as a package holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct TestPlan {
    /// The identifier that its author gave it.
    pub identifier: String,
    /// What it is called.
    pub title: String,
    /// How long it may take.
    pub time: TimeLimits,
    /// What comes of it.
    pub outcomes: Vec<OutcomeDeclaration>,
    /// Its parts, in order.
    pub parts: Vec<Part>,
    /// How items' outcomes become the test's.
    pub outcome_processing: Vec<Rule>,
    /// Shown when it ends, or at any time, if their outcome says so.
    pub feedback: Vec<Variant>,
}

/// How long something may take.
///
/// Unit: seconds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TimeLimits {
    /// At least.
    pub least: Option<f64>,
    /// At most.
    pub most: Option<f64>,
    /// Whether what comes later is taken all the same.
    pub allow_late: bool,
}

/// One part.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its name.
    pub identifier: String,
    /// Whether a learner moves freely in it; otherwise forward only.
    pub free_navigation: bool,
    /// Whether its items are submitted together at its end; otherwise one by one.
    pub submit_together: bool,
    /// How long it may take.
    pub time: TimeLimits,
    /// All have to be true for it to be taken.
    pub preconditions: Vec<Expression>,
    /// Where to go after it.
    pub branches: Vec<Branch>,
    /// What a learner may do in it.
    pub control: SessionControl,
    /// Its sections.
    pub sections: Vec<TestSection>,
}

/// Where to go on, if a condition is true.
#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    /// Name of a later item, section or part, or `EXIT_TEST`, `EXIT_TESTPART`, `EXIT_SECTION`.
    pub target: String,
    /// The condition.
    pub when: Expression,
}

/// What a learner may do with an item; `None` leaves it to what is around.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SessionControl {
    /// How many attempts; 0 for any number.
    pub max_attempts: Option<u32>,
    /// Whether feedback is shown.
    pub show_feedback: Option<bool>,
    /// Whether what was answered may be looked at afterwards.
    pub allow_review: Option<bool>,
    /// Whether the key is shown afterwards.
    pub show_solution: Option<bool>,
    /// Whether a comment may be given.
    pub allow_comment: Option<bool>,
    /// Whether it may be passed over.
    pub allow_skipping: Option<bool>,
    /// Whether only an answer that is allowed is taken.
    pub validate_responses: Option<bool>,
}

/// One section.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "five attributes of QTI, which mean nothing together")]
pub struct TestSection {
    /// Its name.
    pub identifier: String,
    /// What it is called.
    pub title: String,
    /// Whether a learner sees that it is one.
    pub visible: bool,
    /// Whether its items stay together when what is around it is shuffled.
    pub keep_together: bool,
    /// Whether it is always selected.
    pub required: bool,
    /// Whether it keeps its place.
    pub fixed: bool,
    /// How long it may take.
    pub time: TimeLimits,
    /// All have to be true for it to be taken.
    pub preconditions: Vec<Expression>,
    /// Where to go after it.
    pub branches: Vec<Branch>,
    /// What a learner may do in it.
    pub control: SessionControl,
    /// How many of its children are taken; `None` for all.
    pub select: Option<Selection>,
    /// Whether its children are shuffled.
    pub shuffle: bool,
    /// Stimuli of all its items.
    pub stimuli: Vec<StimulusRef>,
    /// Shown at its beginning, to whom it says.
    pub rubrics: Vec<crate::item::Node>,
    /// What is in it.
    pub children: Vec<TestChild>,
}

/// How many children are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// So many.
    pub count: u32,
    /// Whether one may be taken several times.
    pub with_replacement: bool,
}

/// What is in a section.
#[derive(Debug, Clone, PartialEq)]
pub enum TestChild {
    /// Another section.
    Section(TestSection),
    /// An item.
    Item(ItemRef),
}

/// An item in a test.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemRef {
    /// Its name in the test.
    pub identifier: String,
    /// Where it lies in the package, or the identifier of a known item.
    pub href: String,
    /// Words by which outcome processing chooses.
    pub categories: Vec<String>,
    /// Weights by name.
    pub weights: Vec<(String, f64)>,
    /// Whether it is always selected.
    pub required: bool,
    /// Whether it keeps its place.
    pub fixed: bool,
    /// How long it may take.
    pub time: TimeLimits,
    /// All have to be true for it to be taken.
    pub preconditions: Vec<Expression>,
    /// Where to go after it.
    pub branches: Vec<Branch>,
    /// What a learner may do with it.
    pub control: SessionControl,
    /// Values of its template variables that the test sets.
    pub template_defaults: Vec<(String, Expression)>,
}
