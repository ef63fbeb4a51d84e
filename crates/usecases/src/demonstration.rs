//! The demonstration district "Riverbend (invented)": its frameworks, its people and a term of evidence.
//!
//! Everything here is a pure function of the district's id, a seed and a day: no clock, no database.
//! Nothing in it is about anybody: names, schools and scores are made up.

pub mod caseloads;
pub mod content;
pub mod items;
pub mod lessons;
mod notes;
pub mod pace;
pub mod people;
mod school_days;
pub mod simulate;
mod sittings;

#[cfg(test)]
mod tests;

/// First part of every derived id of the demonstration.
const NAMESPACE: &str = "demonstration";

/// Reads a table that was compiled in; its shape is checked by the tests of this module.
fn table<Row: serde::de::DeserializeOwned>(csv: &str) -> Vec<Row> {
    csv::Reader::from_reader(csv.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("a table that was compiled in has its columns")
}
