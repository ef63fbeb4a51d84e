//! What of a learner's accommodations a screen gives by itself, and what a person has to.

use domain::accommodation::{Accommodations, PrintSize, TimeFactor};

/// Supports of one learner, in the words of the code's own list: pages put them into people's words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Supports {
    /// Text is read aloud by the browser.
    pub read_aloud: bool,
    /// How large text is shown.
    pub print: PrintSize,
    /// How much of the usual time.
    pub time: TimeFactor,
    /// The language of glossaries and instructions.
    pub language: Option<String>,
    /// What the screen cannot give: a seat, breaks, another person.
    pub by_a_person: Vec<String>,
}

/// What `given` means for a sitting.
pub fn of(given: &Accommodations) -> Supports {
    let mut by_a_person = Vec::new();
    by_a_person.extend(given.seat.clone());
    by_a_person.extend(given.delivery.clone());
    Supports {
        read_aloud: given.reader,
        print: given.print,
        time: given.time,
        language: given.language.clone(),
        by_a_person,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_and_other_delivery_are_for_a_person_to_give() {
        let given = Accommodations {
            reader: true,
            seat: Some("front".to_owned()),
            delivery: Some("Breaks when asked for.".to_owned()),
            ..Accommodations::default()
        };
        let supports = of(&given);
        assert!(supports.read_aloud);
        assert_eq!(supports.by_a_person, ["front", "Breaks when asked for."]);
        assert_eq!(of(&Accommodations::default()), Supports::default());
    }
}
