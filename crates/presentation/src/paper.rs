//! An item on paper: what is printed, and which marks a sheet can hold that a machine reads.

mod marks;

use std::collections::BTreeMap;

use domain::item::Node;

use crate::{Medium, Options, ResponseShape, options::right_to_left, screen::Screen};

pub use marks::{HandRow, MarkProblem, MarkRow, read_marks};

/// An item as it is printed.
#[derive(Debug, Clone, PartialEq)]
pub struct PaperItem {
    /// What is printed: no fields, choices with letters, lines to write on.
    pub html: String,
    /// The bubbles that an answer sheet needs for it, row by row; empty where everything is written by hand.
    pub marks: Vec<MarkRow>,
    /// The responses that are written by hand, in reading order.
    pub by_hand: Vec<String>,
}

/// An item printed: the same nodes as for [`crate::render`], with the same order of choices.
pub fn render_paper(shown: &[Node], options: &Options) -> PaperItem {
    let medium = if options.medium == Medium::LargePrint { Medium::LargePrint } else { Medium::Paper };
    let options = Options { medium, locked: true, ..*options };
    let nothing = BTreeMap::new();
    let interactions = interactions(shown, 0);
    let mut screen = Screen::new(&nothing, &options);
    let class = if medium == Medium::LargePrint { "item paper large" } else { "item paper" };
    let mut item = screen.out.tag("div").attr("class", class).maybe("lang", options.language);
    if let Some(language) = options.language {
        item = item.attr("dir", if right_to_left(language) { "rtl" } else { "ltr" });
    }
    item.done();
    screen.nodes(shown);
    screen.out.close("div");
    let (marks, by_hand) = marks::of_interactions(&interactions, options.responses);
    let by_hand = by_hand.into_iter().map(|row| row.response).collect();
    PaperItem { html: screen.out.finish(), marks, by_hand }
}

/// What an answer sheet needs for an item, without its text: the rows of bubbles as [`render_paper`] has them, and
/// what is written by hand.
pub fn paper_rows(shown: &[Node], responses: &[ResponseShape]) -> (Vec<MarkRow>, Vec<HandRow>) {
    marks::of_interactions(&interactions(shown, 0), responses)
}

/// The letter of the choice at `at`, from 0: A, B, ..., Z, AA, AB, ...
pub(crate) fn letter(at: usize) -> String {
    let mut rest = at;
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        match (rest / 26).checked_sub(1) {
            Some(more) => rest = more,
            None => break,
        }
    }
    letters.iter().rev().collect()
}

/// Every interaction in reading order.
fn interactions(nodes: &[Node], depth: usize) -> Vec<&domain::item::Interaction> {
    let mut found = Vec::new();
    if depth >= crate::allowed::DEEPEST {
        return found;
    }
    for node in nodes {
        if let Node::Interaction(interaction) = node {
            found.push(&**interaction);
        }
        found.extend(interactions(node.children(), depth + 1));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn letters_go_on_after_z() {
        let letters: Vec<_> = [0, 7, 25, 26, 51, 52].map(letter).into();
        assert_eq!(letters, ["A", "H", "Z", "AA", "AZ", "BA"]);
    }
}
