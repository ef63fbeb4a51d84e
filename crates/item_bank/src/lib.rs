//! The invented items of the demonstration district: a bank over its three frameworks, in words of our own.
//!
//! They stand in `crates/item_bank/items`, one file per strand, as authors write them
//! (`assessment::authoring`); `crates/item_bank/src/file.rs` says how a file is written. Difficulties are its
//! author's judgement and not measured: a bank that is used measures its own. Spanish stands for the new
//! language of the languages framework. There are no recordings: what should be heard is a text with the tag
//! `read-aloud`, for a voice of the house or of the browser. Items that only a person can score say what to look
//! for.

mod entry;
mod file;

use domain::item::{Item, Stimulus};

pub use file::BankProblem;

/// One item with what the bank says of it.
#[derive(Debug, Clone, PartialEq)]
pub struct BankItem {
    /// The item. Its identifier is the code of its first competency with a number: `MA.RAT.1-03`; a fixed item
    /// that was drawn from a generator has a letter more: `MA.RAT.1-03a`.
    pub item: Item,
    /// Codes of the competencies that it shows, the main one first.
    pub competencies: Vec<String>,
    /// Words to find it by. `generator` for one that is drawn anew each time, `family:CODE` for fixed items of a
    /// generator and the generator itself, `misconception:NAME` for what its wrong choices come from.
    pub tags: Vec<String>,
    /// How hard its author takes it to be.
    ///
    /// Unit: logits, −2 to 2; 0 is an item that a learner in the middle of the grade answers half the time.
    pub difficulty: f64,
    /// How well it tells learners apart: 1 for every item until it is measured.
    pub discrimination: f64,
    /// The grade or grades that it is written for, such as `6` or `7-8`.
    pub grade_band: String,
    /// The identifier of the stimulus that is shown with it.
    pub stimulus: Option<String>,
}

/// Every file with its name.
const FILES: [(&str, &str); 16] = [
    ("mathematics_ratios", include_str!("../items/mathematics_ratios.items")),
    ("mathematics_numbers", include_str!("../items/mathematics_numbers.items")),
    ("mathematics_algebra", include_str!("../items/mathematics_algebra.items")),
    ("mathematics_lines", include_str!("../items/mathematics_lines.items")),
    ("mathematics_space", include_str!("../items/mathematics_space.items")),
    ("mathematics_data", include_str!("../items/mathematics_data.items")),
    ("science_finding_out", include_str!("../items/science_finding_out.items")),
    ("science_matter", include_str!("../items/science_matter.items")),
    ("science_energy", include_str!("../items/science_energy.items")),
    ("science_life", include_str!("../items/science_life.items")),
    ("science_earth", include_str!("../items/science_earth.items")),
    ("languages_listening", include_str!("../items/languages_listening.items")),
    ("languages_reading", include_str!("../items/languages_reading.items")),
    ("languages_conversation", include_str!("../items/languages_conversation.items")),
    ("languages_telling", include_str!("../items/languages_telling.items")),
    ("languages_culture", include_str!("../items/languages_culture.items")),
];

/// Every item of the bank, in the order of its files.
pub fn items() -> Vec<BankItem> {
    read().items
}

/// Every stimulus that items of the bank name.
pub fn stimuli() -> Vec<Stimulus> {
    read().stimuli
}

/// What the files hold.
#[derive(Debug, Default)]
struct Bank {
    items: Vec<BankItem>,
    stimuli: Vec<Stimulus>,
    /// What authors wrote, with a condition that proves the key, for the tests.
    written: Vec<(assessment::authoring::Authored, Option<String>)>,
    /// What cannot be read; none, as a test says.
    problems: Vec<BankProblem>,
}

fn read() -> Bank {
    let mut bank = Bank::default();
    for (name, text) in FILES {
        file::read(name, text, &mut bank);
    }
    bank
}

#[cfg(test)]
mod tests;
