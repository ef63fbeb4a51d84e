//! What was learned of each competency from many learners' answers: how right answers go on.

use std::collections::BTreeMap;

use domain::CompetencyId;
use measurement::trace::{NextAnswer, OnCompetency, SHARED, SHARED_NAMES};

use super::{
    BadMeasured,
    items::is_name,
    text::{line, number, parts},
};

pub(super) const HEADING: &str = "onramp-tracing-1";

/// A model of the next answer, with the competencies and items that it is about.
///
/// Unit: logits. Shape: one competency or more; items by name, maybe none. Text: a heading, a line for each shared
/// weight (`shared`, its name, its value), for each competency in the order of ids (`competency`, its id, offset,
/// weights of wins and attempts, ease and difficulty of the average item, answers) and for each item in the order of
/// names (`item`, its name, difficulty); parts are separated by one tab.
#[derive(Debug, Clone, PartialEq)]
pub struct Tracing {
    shared: [f64; SHARED],
    competencies: BTreeMap<CompetencyId, OnCompetency>,
    difficulties: BTreeMap<String, f64>,
}

/// A model that cannot judge.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadTracing {
    /// Nothing to judge.
    #[error("there is no competency")]
    None,
    /// A shared weight that is missing.
    #[error("the shared weight \"{0}\" is missing")]
    Missing(&'static str),
    /// A shared weight that is not known, from a newer version perhaps.
    #[error("there is no shared weight \"{0}\"")]
    Unknown(String),
    /// The same item twice.
    #[error("the item \"{0}\" is there twice")]
    Twice(String),
    /// The same competency twice.
    #[error("the competency {0} is there twice")]
    CompetencyTwice(CompetencyId),
    /// A name that evidence cannot give.
    #[error("an item's name has 1 to 300 characters, not \"{0}\"")]
    Name(String),
    /// A number that is not finite.
    #[error("a weight is not finite")]
    NotFinite,
}

impl Tracing {
    /// A model from its shared weights by name, its competencies, and difficulties of its items. Errors:
    /// [`BadTracing`].
    pub fn new(
        shared: &BTreeMap<String, f64>,
        competencies: impl IntoIterator<Item = (CompetencyId, OnCompetency)>,
        items: impl IntoIterator<Item = (String, f64)>,
    ) -> Result<Self, BadTracing> {
        if let Some(name) = shared.keys().find(|name| !SHARED_NAMES.contains(&name.as_str())) {
            return Err(BadTracing::Unknown(name.chars().take(80).collect()));
        }
        let mut weights = [0.0; SHARED];
        for (weight, name) in weights.iter_mut().zip(SHARED_NAMES) {
            *weight = *shared.get(name).ok_or(BadTracing::Missing(name))?;
        }
        let (mut known, mut difficulties) = (BTreeMap::new(), BTreeMap::new());
        for (competency, on) in competencies {
            if known.insert(competency, on).is_some() {
                return Err(BadTracing::CompetencyTwice(competency));
            }
        }
        for (name, difficulty) in items {
            if !is_name(&name) {
                return Err(BadTracing::Name(name.chars().take(80).collect()));
            }
            if difficulties.insert(name.clone(), difficulty).is_some() {
                return Err(BadTracing::Twice(name));
            }
        }
        if known.is_empty() {
            return Err(BadTracing::None);
        }
        let numbers = known.values().flat_map(numbers_of).chain(weights);
        if !numbers.chain(difficulties.values().copied()).all(f64::is_finite) {
            return Err(BadTracing::NotFinite);
        }
        Ok(Self { shared: weights, competencies: known, difficulties })
    }

    /// What was learned of a competency.
    pub fn of(&self, competency: CompetencyId) -> Option<&OnCompetency> {
        self.competencies.get(&competency)
    }

    /// Whether anything was learned of a competency.
    pub fn knows(&self, competency: CompetencyId) -> bool {
        self.competencies.contains_key(&competency)
    }

    /// How many competencies it is about.
    pub fn len(&self) -> usize {
        self.competencies.len()
    }

    /// Never: there is one competency or more.
    pub fn is_empty(&self) -> bool {
        self.competencies.is_empty()
    }

    /// Competencies with what was learned of each, in the order of ids.
    pub fn competencies(&self) -> impl Iterator<Item = (CompetencyId, &OnCompetency)> {
        self.competencies.iter().map(|(id, on)| (*id, on))
    }

    /// The chance, from 0 to 1, that the next answer to a competency is right, after answers to items (by name, where
    /// they have one), oldest first; `None` for a competency of which nothing was learned.
    pub fn chance<'i>(
        &self,
        competency: CompetencyId,
        so_far: impl IntoIterator<Item = (Option<&'i str>, bool)>,
    ) -> Option<f64> {
        let on = self.competencies.get(&competency)?;
        let difficulty = |item: Option<&str>| item.and_then(|item| self.difficulties.get(item)).copied();
        let heard = so_far.into_iter();
        let heard = heard.map(|(item, correct)| (difficulty(item).unwrap_or(on.difficulty), correct));
        NextAnswer { shared: self.shared, competencies: vec![*on], items: Vec::new() }.chance(0, heard)
    }

    pub(super) fn write(&self) -> String {
        let mut text = format!("{HEADING}\n");
        for (name, weight) in SHARED_NAMES.iter().zip(self.shared) {
            line(&mut text, &["shared", name, &weight.to_string()]);
        }
        for (competency, on) in &self.competencies {
            let numbers = numbers_of(on).map(|number| number.to_string());
            let (id, answers) = (competency.to_string(), on.answers.to_string());
            let mut parts = vec!["competency", id.as_str()];
            parts.extend(numbers.iter().map(String::as_str));
            parts.push(&answers);
            line(&mut text, &parts);
        }
        for (name, difficulty) in &self.difficulties {
            line(&mut text, &["item", name, &difficulty.to_string()]);
        }
        text
    }

    pub(super) fn read(text: &str) -> Result<Self, BadMeasured> {
        let bad =
            |number: usize, line: &str| BadMeasured::Line { number, line: line.chars().take(80).collect() };
        let (mut shared, mut competencies, mut items) = (BTreeMap::new(), Vec::new(), Vec::new());
        for (written, place) in text.lines().zip(1..).skip(1) {
            let parts = parts(written).ok_or_else(|| bad(place, written))?;
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            let read = match parts[..] {
                ["shared", name, weight] => number(weight)
                    .and_then(|weight| shared.insert(name.to_owned(), weight).is_none().then_some(())),
                ["competency", id, offset, wins, attempts, ease, difficulty, answers] => (|| {
                    let on = OnCompetency {
                        offset: number(offset)?,
                        wins: number(wins)?,
                        attempts: number(attempts)?,
                        ease: number(ease)?,
                        difficulty: number(difficulty)?,
                        answers: answers.parse().ok().filter(|count| *count > 0)?,
                    };
                    competencies.push((id.parse().ok()?, on));
                    Some(())
                })(),
                ["item", name, difficulty] => {
                    number(difficulty).map(|difficulty| items.push((name.to_owned(), difficulty)))
                }
                _ => None,
            };
            read.ok_or_else(|| bad(place, written))?;
        }
        Ok(Self::new(&shared, competencies, items)?)
    }
}

fn numbers_of(on: &OnCompetency) -> [f64; 5] {
    [on.offset, on.wins, on.attempts, on.ease, on.difficulty]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use measurement::trace::{OnCompetency, SHARED_NAMES};
    use proptest::prelude::*;

    use super::{BadTracing, Tracing};
    use crate::{
        measured::{BadMeasured, Measured},
        testing::COMPETENCY,
    };

    fn shared(value: f64) -> BTreeMap<String, f64> {
        SHARED_NAMES.iter().map(|name| ((*name).to_owned(), value)).collect()
    }

    const ON: OnCompetency =
        OnCompetency { offset: 0.5, wins: 0.25, attempts: -0.1, ease: 0.75, difficulty: -0.5, answers: 12 };

    #[test]
    fn what_cannot_judge_is_refused_and_named() {
        let of = |shared: &BTreeMap<String, f64>, on: &[OnCompetency], items: &[(&str, f64)]| {
            let items = items.iter().map(|(name, number)| ((*name).to_owned(), *number));
            Tracing::new(shared, on.iter().map(|on| (COMPETENCY, *on)), items).map(|_| ())
        };
        let (mut fewer, mut more) = (shared(0.1), shared(0.1));
        fewer.remove("streak");
        more.insert("luck".to_owned(), 1.0);
        let infinite = OnCompetency { ease: f64::INFINITY, ..ON };
        for (found, expected) in [
            (of(&shared(0.1), &[ON], &[("q1", 0.0)]), Ok(())),
            (of(&shared(0.1), &[], &[]), Err(BadTracing::None)),
            (of(&fewer, &[ON], &[]), Err(BadTracing::Missing("streak"))),
            (of(&more, &[ON], &[]), Err(BadTracing::Unknown("luck".to_owned()))),
            (of(&shared(0.1), &[ON, ON], &[]), Err(BadTracing::CompetencyTwice(COMPETENCY))),
            (of(&shared(0.1), &[ON], &[("q", 0.0), ("q", 1.0)]), Err(BadTracing::Twice("q".to_owned()))),
            (of(&shared(0.1), &[ON], &[("", 0.0)]), Err(BadTracing::Name(String::new()))),
            (of(&shared(f64::NAN), &[ON], &[]), Err(BadTracing::NotFinite)),
            (of(&shared(0.1), &[infinite], &[]), Err(BadTracing::NotFinite)),
            (of(&shared(0.1), &[ON], &[("q", f64::NAN)]), Err(BadTracing::NotFinite)),
        ] {
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named() {
        let set: Measured = Tracing::new(&shared(0.1), [(COMPETENCY, ON)], []).expect("a set").into();
        for (from, to) in [("0.75", "x"), ("\t12", "\t0"), ("competency", "skill")] {
            let found = Measured::read(&set.text().replacen(from, to, 1));
            assert!(matches!(found, Err(BadMeasured::Line { number: 16, .. })), "{from}: {found:?}");
        }
    }

    proptest! {
        #[test]
        fn a_set_reads_back_to_the_last_bit(
            numbers in prop::array::uniform5(-1e3..1e3_f64),
            weight in -10.0..10.0_f64,
            items in prop::collection::btree_map("[a-z%\\t é]{1,12}", -5.0..5.0_f64, 0..5),
        ) {
            let items: Vec<_> = items.into_iter().filter(|(name, _)| name.trim() == name).collect();
            let [offset, wins, attempts, ease, difficulty] = numbers;
            let on = OnCompetency { offset, wins, attempts, ease, difficulty, answers: 7 };
            let set: Measured = Tracing::new(&shared(weight), [(COMPETENCY, on)], items).expect("a set").into();
            let read = Measured::read(set.text()).expect("reads");
            prop_assert_eq!(read.tracing(), set.tracing());
            prop_assert_eq!((read.text(), read.digest()), (set.text(), set.digest()));
        }
    }
}
