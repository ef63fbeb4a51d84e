//! The way an item is answered, by the lines that were gathered.

use assessment::authoring::{
    AuthoredKind, Blank, Credit, Drawn, Formula, NumberTolerance, Variable, VariableKind,
};

use super::{Entry, PENALTY, list, scattered};

impl Entry {
    fn credit(&self, penalty: f64) -> Credit {
        if self.all_or_nothing { Credit::AllOrNothing } else { Credit::PerAnswer { penalty } }
    }

    /// Says of texts that are Spanish that they are.
    fn name_language(&mut self) {
        let spanish = |text: &mut String| *text = format!("[{text}]{{es}}");
        let is = |which: &str| self.spanish.iter().any(|one| one == which);
        if is("choices") {
            self.choices.iter_mut().for_each(|one| spanish(&mut one.text));
            self.blanks.iter_mut().flatten().for_each(spanish);
            self.entries.iter_mut().for_each(spanish);
        }
        let (left_is, right_is) = (is("left"), is("right"));
        for (left, right) in &mut self.rows {
            if left_is {
                spanish(left);
            }
            if right_is {
                spanish(right);
            }
        }
        if right_is {
            self.columns.iter_mut().for_each(spanish);
        }
    }

    /// The way it is answered, by what was gathered.
    pub(super) fn kind(&mut self) -> Result<AuthoredKind, String> {
        self.name_language();
        if let Some(mut kind) = self.kind.take() {
            if let AuthoredKind::Number { tolerance, units, .. } = &mut kind {
                *tolerance = self.tolerance;
                *units = std::mem::take(&mut self.units);
            }
            return Ok(kind);
        }
        if !self.choices.is_empty() {
            let mut choices = std::mem::take(&mut self.choices);
            let turn = scattered(&self.authored.identifier) % choices.len();
            choices.rotate_right(turn);
            return Ok(if choices.iter().filter(|one| one.right).count() > 1 {
                AuthoredKind::ChooseSeveral { choices, shuffle: true, credit: self.credit(PENALTY) }
            } else {
                AuthoredKind::ChooseOne { choices, shuffle: true }
            });
        }
        if !self.blanks.is_empty() {
            let identifier = &self.authored.identifier;
            let blanks = self.blanks.iter().enumerate().map(|(at, choices)| {
                let right = scattered(&format!("{identifier} {at}")) % choices.len().max(1);
                let mut choices = choices.clone();
                choices.rotate_right(right);
                Blank { choices, right }
            });
            return Ok(AuthoredKind::InlineChoice { blanks: blanks.collect(), credit: self.credit(0.0) });
        }
        if !self.entries.is_empty() {
            let entries = std::mem::take(&mut self.entries);
            return Ok(AuthoredKind::Order { entries, credit: self.credit(0.0) });
        }
        if !self.rows.is_empty() {
            let mut columns: Vec<String> = self.rows.iter().map(|(_, right)| right.clone()).collect();
            columns.append(&mut self.columns);
            columns.sort();
            columns.dedup();
            let place = |right: &String| columns.iter().position(|column| column == right).unwrap_or(0);
            let rows = self.rows.iter().map(|(left, right)| (left.clone(), place(right))).collect();
            return Ok(AuthoredKind::Match { rows, columns, credit: self.credit(0.0) });
        }
        if !self.gaps.is_empty() {
            let extra = std::mem::take(&mut self.extra);
            return Ok(AuthoredKind::GapMatch {
                text: self.gaps.join("\n"),
                extra,
                credit: self.credit(0.0),
            });
        }
        if !self.hot.is_empty() {
            return Ok(AuthoredKind::Hottext { text: self.hot.join("\n"), credit: self.credit(PENALTY) });
        }
        Err("has no way to answer".to_owned())
    }
}

/// A number item; what is fixed is calculated here, so that no sum of an author can be wrong.
pub(super) fn number(text: &str) -> AuthoredKind {
    let fixed =
        Formula::read(text).ok().and_then(|formula| formula.number(&std::collections::BTreeMap::new()).ok());
    let value = fixed.map_or_else(
        || text.to_owned(),
        |number| format!("{number:.11e}").parse::<f64>().unwrap_or(number).to_string(),
    );
    AuthoredKind::Number { value, tolerance: NumberTolerance::Exact, units: Vec::new(), decimal_comma: false }
}

pub(super) fn by_a_person(name: &str, rest: &str) -> Result<AuthoredKind, String> {
    let (first, guideline) = rest.split_once(" | ").ok_or("has no guideline after |")?;
    let guideline = guideline.replace(" / ", "\n");
    let count = || first.trim().parse().map_err(|_| format!("{first} is no number"));
    Ok(match name {
        "essay" => AuthoredKind::ExtendedText { lines: count()?, guideline },
        "audio" => AuthoredKind::AudioAnswer { seconds: count()?, guideline },
        _ => AuthoredKind::FileUpload { types: list(first, ','), guideline },
    })
}

pub(super) fn variable(text: &str) -> Result<Variable, String> {
    let (name, source) = text.split_once(" = ").ok_or_else(|| format!("{text} is no variable"))?;
    let source = source.trim();
    let kind = if let Some(all) = source.strip_prefix("one of ") {
        let one = |text: String| match text.parse() {
            Ok(number) => Drawn::Number(number),
            Err(_) => Drawn::Word(text.trim_matches('\'').to_owned()),
        };
        VariableKind::OneOf(list(all, ',').into_iter().map(one).collect())
    } else if let Some((least, rest)) = source.split_once("..") {
        let (most, step) = rest.split_once(" by ").unwrap_or((rest, "1"));
        let read = |text: &str| text.trim().parse().map_err(|_| format!("{text} is no number"));
        VariableKind::Range { least: read(least)?, most: read(most)?, step: read(step)? }
    } else {
        VariableKind::Formula(source.to_owned())
    };
    Ok(Variable { name: name.trim().to_owned(), kind })
}
