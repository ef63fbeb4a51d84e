//! What a learner may do with an item, as it is inherited.

use domain::test_plan::SessionControl;

/// What a learner may do with an item, with everything said that the plan leaves to what is around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "six attributes of QTI, which mean nothing together")]
pub struct Control {
    /// How many attempts; 0 for any number.
    pub max_attempts: u32,
    /// Whether feedback is shown.
    pub show_feedback: bool,
    /// Whether what was answered may be looked at afterwards.
    pub allow_review: bool,
    /// Whether the key is shown afterwards.
    pub show_solution: bool,
    /// Whether a comment may be given.
    pub allow_comment: bool,
    /// Whether it may be passed over.
    pub allow_skipping: bool,
    /// Whether only an answer that is allowed is taken.
    pub validate_responses: bool,
}

impl Default for Control {
    /// What holds where nothing is said. Source: QTI 3.0 information model, item-session-control.
    fn default() -> Self {
        Self {
            max_attempts: 1,
            show_feedback: false,
            allow_review: true,
            show_solution: false,
            allow_comment: false,
            allow_skipping: true,
            validate_responses: false,
        }
    }
}

impl Control {
    /// With what is said further in.
    #[must_use]
    pub fn within(self, said: &SessionControl) -> Self {
        Self {
            max_attempts: said.max_attempts.unwrap_or(self.max_attempts),
            show_feedback: said.show_feedback.unwrap_or(self.show_feedback),
            allow_review: said.allow_review.unwrap_or(self.allow_review),
            show_solution: said.show_solution.unwrap_or(self.show_solution),
            allow_comment: said.allow_comment.unwrap_or(self.allow_comment),
            allow_skipping: said.allow_skipping.unwrap_or(self.allow_skipping),
            validate_responses: said.validate_responses.unwrap_or(self.validate_responses),
        }
    }
}
