//! Sign-in cards of a class, to print and cut.

use askama::Template;

use super::shell::{Link, Shell};

/// The cards of one section; also shown after new ones were made.
#[derive(Debug, Clone, Template)]
#[template(path = "cards.html")]
pub struct Cards {
    /// The frame.
    pub shell: Shell,
    /// The section's page.
    pub section: Link,
    /// One per learner.
    pub cards: Vec<Card>,
    /// How long they work, in a sentence.
    pub validity: String,
    /// Where the button "Make new cards" posts to.
    pub renew_action: String,
}

/// One card.
#[derive(Debug, Clone)]
pub struct Card {
    /// Whose.
    pub name: String,
    /// The QR code as an SVG element, made by the server.
    pub qr_svg: String,
    /// The address in letters, for who cannot scan.
    pub address: String,
}

impl Cards {
    /// Six cards.
    pub fn sample() -> Self {
        let square = "<svg viewBox=\"0 0 7 7\" role=\"img\" aria-label=\"Sign-in code\"><path d=\"M0 0h3v3h-3zM4 0h3v3h-3zM0 4h3v3h-3zM4 4h1v1h-1zM6 6h1v1h-1zM5 5h1v1h-1z\"/></svg>";
        Self {
            shell: Shell::sample("Sign-in cards", "educator"),
            section: Link::new("Mathematics 5, room 12", "/sections/1"),
            cards: super::samples::NAMES[..6]
                .iter()
                .map(|name| Card {
                    name: (*name).to_owned(),
                    qr_svg: square.to_owned(),
                    address: "willow.example/c/7QK4-M2XD".to_owned(),
                })
                .collect(),
            validity: "The cards work until 30 January. A new card makes the old one useless.".to_owned(),
            renew_action: "/sections/1/cards".to_owned(),
        }
    }
}
