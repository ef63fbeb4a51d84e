//! The mastery rules: one file each, one line each in [`ALL`].
//!
//! A rule turns the counted pieces of evidence, oldest first and already on the scale, into one value.
//! It says how it works, with which parameters, and from where, so that pages, the command line and
//! the validation of policies need no list of their own. The result is rounded to two decimals once,
//! by the judge, not by the rule.

use std::fmt;

use domain::{CompetencyId, Points, Timestamp, evidence::ScoredResult};

use crate::{
    doubt::Doubt,
    measured::{Kind, Measured},
    policy::Policy,
    rounding::half_away,
};

pub mod all_criteria;
pub mod average;
pub mod bkt;
pub mod body_of_evidence;
pub mod decaying_average;
pub mod highest;
pub mod irt_cut;
pub mod k_in_a_row;
pub mod latest;
pub mod n_mastery;
pub mod n_of_m;
pub mod power_law;
pub mod time_decayed;
pub mod traced;
pub mod weighted_average;
pub mod weighted_outcomes;

/// Every rule, in the order that people choose from.
pub static ALL: [&Rule; 16] = [
    &decaying_average::ENTRY,
    &weighted_average::ENTRY,
    &highest::ENTRY,
    &latest::ENTRY,
    &average::ENTRY,
    &n_mastery::ENTRY,
    &n_of_m::ENTRY,
    &k_in_a_row::ENTRY,
    &time_decayed::ENTRY,
    &power_law::ENTRY,
    &all_criteria::ENTRY,
    &weighted_outcomes::ENTRY,
    &bkt::ENTRY,
    &irt_cut::ENTRY,
    &traced::ENTRY,
    &body_of_evidence::ENTRY,
];

/// The rule with this slug.
pub fn find(slug: &str) -> Option<&'static Rule> {
    ALL.into_iter().find(|rule| rule.slug == slug)
}

/// A mastery rule.
pub struct Rule {
    /// Its word in policies, files, the command line and the API.
    pub slug: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// How it comes to a value, in one or two sentences.
    pub definition: &'static str,
    /// A worked example.
    pub example: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// Its parameters; each is the policy field `mastery.<slug>.<name>`.
    pub parameters: &'static [Parameter],
    /// Its choices of a word; each is the policy field `mastery.<slug>.<name>`. Where nobody sets one, inputs do
    /// not name it.
    pub choices: &'static [Choice],
    /// Counts up when the code would judge the same evidence differently.
    pub version: i64,
    /// Whether results of one group are first pooled into one result (when the policy pools groups).
    pub pools_groups: bool,
    /// Whether weights by source change its value.
    pub weighs_sources: bool,
    /// What an instrument is to it.
    pub instruments: Instruments,
    /// Whether its value is a mix of the pieces by shares that their values do not change.
    pub linear: bool,
    /// What was measured beforehand and must be at hand.
    pub needs: Option<Kind>,
    /// Why its parameters cannot judge together, each being in its range; `None` when they can.
    pub refuses: Option<fn(&Policy) -> Option<&'static str>>,
    /// How sure it is, for rules that work with chances; `None` also when nothing can be said.
    pub doubt: Option<fn(&Sample<'_>) -> Option<Doubt>>,
    /// From pieces to a value, not rounded; `None` when they are not enough for it.
    pub value: fn(&Sample<'_>) -> Option<f64>,
}

/// What an instrument is to a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instruments {
    /// Nothing: evidence counts whatever it was earned on.
    Ignored,
    /// A criterion that must be met.
    Criteria,
    /// An outcome with its weight.
    Outcomes,
}

/// A number that a rule works with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// Its word, with the unit in it where there is one.
    pub name: &'static str,
    /// What it decides, for people.
    pub label: &'static str,
    /// Its unit, for people.
    pub unit: &'static str,
    /// The least it can be.
    pub least: i32,
    /// The most it can be.
    pub most: i32,
    /// What it is unless a policy says otherwise.
    pub default: i32,
    /// Whether fractions are refused.
    pub whole: bool,
}

/// A word that a rule works with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// Its name.
    pub name: &'static str,
    /// What it decides, for people.
    pub label: &'static str,
    /// The words it takes; the first ships.
    pub words: &'static [&'static str],
}

/// One counted piece of evidence as a rule sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece<'e> {
    /// Points on the scale.
    pub value: f64,
    /// Weight of its source, above 0; 1 is ordinary.
    pub weight: f64,
    /// When the work was done.
    pub worked_at: Timestamp,
    /// The instrument, if one is named.
    pub instrument: Option<&'e str>,
    /// What was earned, before it was put on the scale; `None` for a piece that is only supposed.
    pub result: Option<&'e ScoredResult>,
}

/// What a rule judges.
#[derive(Debug, Clone, Copy)]
pub struct Sample<'s> {
    /// Counted pieces, oldest first.
    pub pieces: &'s [Piece<'s>],
    /// The scale's mastery cut, in points.
    pub mastery: f64,
    /// The scale's points possible.
    pub possible: f64,
    /// The policy, for parameters.
    pub policy: &'s Policy,
    /// What is judged.
    pub competency: CompetencyId,
    /// What was measured beforehand, where the rule needs it and it is at hand.
    pub measured: Option<&'s Measured>,
}

impl Sample<'_> {
    /// The value of a parameter.
    pub(crate) fn number(&self, parameter: &Parameter) -> f64 {
        self.policy.parameter(parameter).to_f64()
    }

    /// The word of a choice.
    pub(crate) fn word(&self, choice: &Choice) -> &str {
        self.policy.choice(choice)
    }

    /// The value of a parameter in percent, as a part of 1.
    pub(crate) fn part(&self, parameter: &Parameter) -> f64 {
        self.number(parameter) / 100.0
    }

    /// Whether a piece reaches mastery by itself: what rules of right and wrong call right.
    pub(crate) fn is_right(&self, piece: &Piece<'_>) -> bool {
        half_away(piece.value, 2) >= self.mastery
    }

    /// The value of a parameter that counts something.
    pub(crate) fn count(&self, parameter: &Parameter) -> usize {
        usize::try_from(self.policy.parameter(parameter).millionths() / Points::ONE.millionths()).unwrap_or(0)
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rule({})", self.slug)
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.slug == other.slug
    }
}

impl Eq for Rule {}

#[cfg(test)]
mod tests {
    use super::{ALL, find};

    #[test]
    fn every_file_beside_this_one_is_registered() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder of rules")
            .map(|file| {
                file.expect("a file").path().file_stem().expect("a name").to_string_lossy().into_owned()
            })
            .collect();
        files.sort();
        let mut registered: Vec<&str> = ALL.iter().map(|rule| rule.slug).collect();
        registered.sort_unstable();
        assert_eq!(files, registered);
    }

    #[test]
    fn every_rule_says_how_it_works_and_its_defaults_are_in_range() {
        for rule in ALL {
            assert_eq!(find(rule.slug), Some(rule));
            for said in [rule.name, rule.definition, rule.example, rule.source] {
                assert!(!said.is_empty(), "{rule:?}");
            }
            for parameter in rule.parameters {
                let range = parameter.least..=parameter.most;
                assert!(range.contains(&parameter.default), "{rule:?} {}", parameter.name);
            }
        }
    }
}
