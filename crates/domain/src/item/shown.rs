//! What may be shown of an item.

use super::Node;

/// An item as somebody may see it now: what was drawn is put in, what is not shown is left out, lists stand in
/// the order of this sitting. It holds nothing that is declared: no key, no points, no rule.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ShownItem {
    /// Language of the text, such as `en` or `ar`; `None` where it says nothing.
    pub language: Option<String>,
    /// What is shown. [`Node::PrintedVariable`], [`Node::Feedback`] and [`Node::Template`] do not occur in it.
    pub body: Vec<Node>,
    /// Feedback to the attempt that has just ended, each on its own.
    pub modal_feedback: Vec<Vec<Node>>,
}
