//! One item of a file, gathered line by line.

mod kinds;

use assessment::authoring::{Authored, AuthoredChoice, AuthoredKind, Feedback, NumberTolerance, to_item};
use domain::item::StimulusRef;

use crate::{Bank, BankItem};
use kinds::{by_a_person, number, variable};

/// What a wrong choice among several takes away, as a share of what a right one gives.
const PENALTY: f64 = 1.0;

/// An item being read.
pub struct Entry {
    line: usize,
    competencies: Vec<String>,
    tags: Vec<String>,
    difficulty: f64,
    grade_band: String,
    clones: u64,
    proof: Option<String>,
    units: Vec<String>,
    tolerance: NumberTolerance,
    all_or_nothing: bool,
    /// Which texts are Spanish: `choices`, `left`, `right`.
    spanish: Vec<String>,
    choices: Vec<AuthoredChoice>,
    entries: Vec<String>,
    rows: Vec<(String, String)>,
    columns: Vec<String>,
    blanks: Vec<Vec<String>>,
    extra: Vec<String>,
    gaps: Vec<String>,
    hot: Vec<String>,
    kind: Option<AuthoredKind>,
    authored: Authored,
}

impl Entry {
    pub fn new(
        line: usize,
        identifier: String,
        competency: &str,
        grade_band: &str,
        title: String,
        difficulty: f64,
    ) -> Self {
        let kind = AuthoredKind::ExtendedText { lines: 1, guideline: String::new() };
        let authored = Authored {
            identifier,
            title,
            language: Some("en".to_owned()),
            stimuli: Vec::new(),
            stem: String::new(),
            kind,
            hint: None,
            feedback: Feedback::default(),
            points: 1.0,
            variables: Vec::new(),
            constraint: None,
            changing_supports: Vec::new(),
        };
        Self {
            line,
            competencies: vec![competency.to_owned()],
            tags: Vec::new(),
            difficulty,
            grade_band: grade_band.to_owned(),
            clones: 0,
            proof: None,
            units: Vec::new(),
            tolerance: NumberTolerance::Exact,
            all_or_nothing: false,
            spanish: Vec::new(),
            choices: Vec::new(),
            entries: Vec::new(),
            rows: Vec::new(),
            columns: Vec::new(),
            blanks: Vec::new(),
            extra: Vec::new(),
            gaps: Vec::new(),
            hot: Vec::new(),
            kind: None,
            authored,
        }
    }

    /// Says which supports change what it measures.
    pub fn changed_by(mut self, supports: &[String]) -> Self {
        self.authored.changing_supports = supports.to_vec();
        self
    }

    pub fn line_number(&self) -> usize {
        self.line
    }

    /// Takes one line.
    pub fn line(&mut self, line: &str, misconceptions: &[(String, String)]) -> Result<(), String> {
        let line = line.trim_end();
        if let Some(rest) = line.strip_prefix("* ") {
            self.choice(rest, true, misconceptions)?;
        } else if let Some(rest) = line.strip_prefix("- ") {
            self.choice(rest, false, misconceptions)?;
        } else if let Some(rest) = line.strip_prefix(">> ") {
            self.entries.push(rest.to_owned());
        } else if let Some(rest) = line.strip_prefix("=> ") {
            self.columns.push(rest.to_owned());
        } else if let Some((left, right)) = line.split_once(" => ") {
            self.rows.push((left.to_owned(), right.to_owned()));
        } else if let Some(rest) = line.strip_prefix("+ ") {
            self.extra.extend(list(rest, '|'));
        } else if let Some(rest) = line.strip_prefix("let ") {
            self.authored.variables.push(variable(rest)?);
        } else if let Some(rest) = line.strip_prefix("if ") {
            self.authored.constraint = Some(rest.to_owned());
        } else if let Some((number, rest)) = line.strip_prefix('[').and_then(|rest| rest.split_once("] ")) {
            if number.parse() != Ok(self.blanks.len() + 1) {
                return Err(format!("blank {number} is out of order"));
            }
            self.blanks.push(list(rest, '|'));
        } else if line == "all" {
            self.all_or_nothing = true;
        } else if let Some((name, rest)) = line.split_once(": ").filter(|(name, _)| NAMES.contains(name)) {
            self.named(name, rest.trim())?;
        } else {
            self.authored.stem.push_str(line);
            self.authored.stem.push('\n');
        }
        Ok(())
    }

    fn choice(&mut self, text: &str, right: bool, misconceptions: &[(String, String)]) -> Result<(), String> {
        let (text, said) = match text.split_once(" ~ ") {
            Some((text, said)) => (text, Some(said.trim())),
            None => (text, None),
        };
        let feedback = match said {
            Some(said) => match misconceptions.iter().find(|(name, _)| name == said) {
                Some((name, sentence)) => {
                    self.tags.push(format!("misconception:{name}"));
                    Some(sentence.clone())
                }
                None if !said.contains(' ') => return Err(format!("there is no misconception {said}")),
                None => Some(said.to_owned()),
            },
            None => None,
        };
        self.choices.push(AuthoredChoice { text: text.trim().to_owned(), right, feedback });
        Ok(())
    }

    fn named(&mut self, name: &str, rest: &str) -> Result<(), String> {
        let text = || Some(rest.to_owned());
        match name {
            "num" => self.kind = Some(number(rest)),
            "tol" => {
                let (digits, percent) = rest.strip_suffix('%').map_or((rest, false), |digits| (digits, true));
                let by = digits.parse().map_err(|_| format!("{rest} is no tolerance"))?;
                self.tolerance =
                    if percent { NumberTolerance::Relative(by) } else { NumberTolerance::Absolute(by) };
            }
            "unit" => self.units = list(rest, ','),
            "txt" => {
                self.kind =
                    Some(AuthoredKind::ShortText { accepted: list(rest, '|'), case_sensitive: false });
            }
            "tf" => {
                let words = ["True", "False"].map(str::to_owned);
                self.kind = Some(AuthoredKind::TrueFalse { answer: rest == "true", words });
            }
            "gap" => self.gaps.push(rest.to_owned()),
            "hot" => self.hot.push(rest.to_owned()),
            "essay" | "file" | "audio" => self.kind = Some(by_a_person(name, rest)?),
            "hint" => self.authored.hint = text(),
            "note" => self.authored.feedback.general = text(),
            "right" => self.authored.feedback.right = text(),
            "wrong" => self.authored.feedback.wrong = text(),
            "also" => self.competencies.extend(list(rest, ',')),
            "tags" => self.tags.extend(list(rest, ',')),
            "changes" => self.authored.changing_supports = list(rest, ','),
            "proof" => self.proof = text(),
            "spanish" => self.spanish = list(rest, ','),
            "stim" => self.authored.stimuli.push(StimulusRef {
                identifier: rest.to_owned(),
                href: format!("stimuli/{rest}.xml"),
                title: None,
            }),
            "points" => {
                self.authored.points = rest.parse().map_err(|_| format!("{rest} is no number of points"))?;
            }
            _ => self.clones = rest.parse().map_err(|_| format!("{rest} is no number of clones"))?,
        }
        Ok(())
    }

    /// Makes the item, and as many fixed ones of it as are wanted.
    pub fn finish(mut self, bank: &mut Bank) -> Result<(), Vec<String>> {
        self.authored.kind = self.kind().map_err(|what| vec![what])?;
        self.authored.stem = self.authored.stem.trim().to_owned();
        if !self.authored.variables.is_empty() {
            self.tags.push("generator".to_owned());
        }
        if self.clones > 0 {
            self.tags.push(format!("family:{}", self.authored.identifier));
        }
        self.tags.sort();
        self.tags.dedup();
        bank.items.push(self.made(&self.authored, &self.tags)?);
        bank.written.push((self.authored.clone(), self.proof.clone()));
        let tags: Vec<_> = self.tags.iter().filter(|tag| *tag != "generator").cloned().collect();
        let mut stems = Vec::new();
        let seed = u64::try_from(scattered(&self.authored.identifier)).unwrap_or(0);
        for try_number in 0..200 {
            if u64::try_from(stems.len()) == Ok(self.clones) {
                return Ok(());
            }
            let Some(mut clone) = self.authored.drawn(seed.wrapping_add(try_number)) else { break };
            if stems.contains(&clone.stem) {
                continue;
            }
            stems.push(clone.stem.clone());
            let letter = char::from(b'a' + u8::try_from(stems.len() - 1).unwrap_or(25).min(25));
            clone.identifier.push(letter);
            if let AuthoredKind::ChooseOne { choices, .. } = &mut clone.kind {
                let turn = scattered(&clone.identifier) % choices.len();
                choices.rotate_right(turn);
            }
            bank.items.push(self.made(&clone, &tags)?);
            bank.written.push((clone, None));
        }
        if u64::try_from(stems.len()) == Ok(self.clones) {
            return Ok(());
        }
        Err(vec![format!("has {} different stems, and {} clones are wanted", stems.len(), self.clones)])
    }

    fn made(&self, authored: &Authored, tags: &[String]) -> Result<BankItem, Vec<String>> {
        let item =
            to_item(authored).map_err(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>())?;
        Ok(BankItem {
            item,
            competencies: self.competencies.clone(),
            tags: tags.to_vec(),
            difficulty: self.difficulty,
            discrimination: 1.0,
            grade_band: self.grade_band.clone(),
            stimulus: authored.stimuli.first().map(|one| one.identifier.clone()),
        })
    }
}

/// Names that stand before a colon.
const NAMES: [&str; 22] = [
    "num", "tol", "unit", "txt", "tf", "gap", "hot", "essay", "file", "audio", "hint", "note", "right",
    "wrong", "also", "tags", "changes", "proof", "stim", "points", "clones", "spanish",
];

fn list(text: &str, between: char) -> Vec<String> {
    text.split(between).map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect()
}

/// A number that looks drawn and is the same for the same name on every machine (FNV-1a, its bits mixed once
/// more, because names differ in their last letters).
fn scattered(name: &str) -> usize {
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    usize::try_from(mixed >> 40).unwrap_or(0)
}
