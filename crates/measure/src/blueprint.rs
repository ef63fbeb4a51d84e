//! Blueprints: what every whole test must hold, as a file says it.

mod attributes;
mod exact;

use std::path::Path;

use measurement::assembly::{BadBlueprint, Blueprint as Rules, ContentRule, RuleName, SetRule};

pub use attributes::Attributes;
pub use exact::with_solver;

use crate::{
    bank::Bank,
    table_file::{Row, TableFile},
    trouble::{Problem, Trouble},
};

/// A blueprint, with where each rule stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Blueprint {
    file: String,
    /// The rules, by places in the bank.
    pub rules: Rules,
    length_line: usize,
    content_lines: Vec<usize>,
    set_lines: Vec<usize>,
    enemy_lines: Vec<usize>,
}

/// What a line asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Number,
    Together,
    PerSet,
    Enemies,
    Include,
    Exclude,
}

const KINDS: [(&str, Kind); 6] = [
    ("number", Kind::Number),
    ("together", Kind::Together),
    ("per-set", Kind::PerSet),
    ("enemies", Kind::Enemies),
    ("include", Kind::Include),
    ("exclude", Kind::Exclude),
];

/// The places of the columns.
struct Columns {
    rule: Option<usize>,
    kind: Option<usize>,
    condition: usize,
    fewest: Option<usize>,
    most: Option<usize>,
}

impl Blueprint {
    /// Reads a blueprint: CSV with the columns `rule`, `kind`, `where`, `fewest`, `most`.
    pub fn read(path: &Path, bank: &Bank, attributes: &Attributes) -> Result<Self, Trouble> {
        let mut table = TableFile::open(path)?;
        let Some(condition) = table.column(&["where", "condition"]) else {
            let says = "a column named where is needed: which items a rule is about, such as content=number";
            return Err(Problem::new(table.name, says).line(1).into());
        };
        let columns = Columns {
            rule: table.column(&["rule", "name"]),
            kind: table.column(&["kind"]),
            condition,
            fewest: table.column(&["fewest", "least"]),
            most: table.column(&["most"]),
        };
        let mut out = Self {
            file: table.name.clone(),
            rules: Rules::default(),
            length_line: 0,
            content_lines: Vec::new(),
            set_lines: Vec::new(),
            enemy_lines: Vec::new(),
        };
        let mut trouble = Trouble::default();
        while let Some(row) = table.next() {
            if let Err(problem) = row.and_then(|row| out.take(&row, &columns, bank, attributes)) {
                trouble.add(problem);
            }
        }
        if out.rules.length == 0 {
            let says = "no line says how long a test is: add one of the kind number without a condition, with the \
                        same fewest and most";
            trouble.add(Problem::new(out.file.as_str(), says));
        }
        trouble.or(out)
    }

    fn take(
        &mut self,
        row: &Row<'_>,
        columns: &Columns,
        bank: &Bank,
        attributes: &Attributes,
    ) -> Result<(), Problem> {
        let text = |place: Option<usize>| place.map_or(Ok(""), |place| row.text(place));
        let kind = match text(columns.kind)? {
            "" => Kind::Number,
            given => {
                let found = KINDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(given));
                found.map(|(_, kind)| *kind).ok_or_else(|| {
                    let known = KINDS.map(|(name, _)| name).join(", ");
                    row.problem(columns.kind.unwrap_or(0), format!("a kind is one of {known}"))
                })?
            }
        };
        let whole = |place: Option<usize>| -> Result<Option<usize>, Problem> {
            let given = text(place)?;
            if given.is_empty() {
                return Ok(None);
            }
            given.parse().map(Some).map_err(|_| {
                row.problem(place.unwrap_or(0), "a whole number of items is expected, 0 or more")
            })
        };
        let (fewest, most) = (whole(columns.fewest)?, whole(columns.most)?);
        let condition = row.text(columns.condition)?;
        let items = attributes.matching(condition).map_err(|says| row.problem(columns.condition, says))?;
        let name = match text(columns.rule)? {
            "" if condition.is_empty() => "length".to_owned(),
            "" => condition.to_owned(),
            name => name.to_owned(),
        };
        let count = items.len();
        let content =
            |at_least, at_most| ContentRule { name: name.clone(), items: items.clone(), at_least, at_most };
        match kind {
            Kind::Number if condition.is_empty() => {
                let length = fewest.or(most).filter(|length| most.is_none_or(|most| most == *length));
                let Some(length) = length.filter(|_| self.rules.length == 0) else {
                    let says = "a test has one length: give one line without a condition, with the same fewest and most";
                    return Err(row.problem(columns.condition, says));
                };
                self.rules.length = length;
                self.length_line = row.line;
                if length == 0 {
                    return Err(row.problem(columns.condition, "a test has at least one item"));
                }
                return Ok(());
            }
            Kind::Number => self.rules.content.push(content(fewest.unwrap_or(0), most.unwrap_or(count))),
            Kind::Include => self.rules.content.push(content(count, count)),
            Kind::Exclude => self.rules.content.push(content(0, 0)),
            Kind::Enemies => {
                self.rules.enemies.push(items);
                self.enemy_lines.push(row.line);
                return Ok(());
            }
            Kind::Together => {
                let (at_least, at_most) = (fewest.unwrap_or(count), most.unwrap_or(count));
                self.rules.sets.push(SetRule { name, items, at_least, at_most });
                self.set_lines.push(row.line);
                return Ok(());
            }
            Kind::PerSet => {
                for set in bank.sets() {
                    let of: Vec<usize> =
                        items.iter().copied().filter(|item| bank.items[*item].set == set).collect();
                    let (at_least, at_most) = (fewest.unwrap_or(1), most.unwrap_or(of.len()));
                    let name = format!("{name}, {set}");
                    self.rules.sets.push(SetRule { name, items: of, at_least, at_most });
                    self.set_lines.push(row.line);
                }
                return Ok(());
            }
        }
        self.content_lines.push(row.line);
        Ok(())
    }

    /// Why no test can be made, with rules by name and line.
    pub fn explained(&self, why: &BadBlueprint, bank: &Bank) -> Trouble {
        let line = |rule: RuleName| match rule {
            RuleName::Length => Some(self.length_line),
            RuleName::Content(place) => self.content_lines.get(place).copied(),
            RuleName::Set(place) => self.set_lines.get(place).copied(),
            RuleName::Enemies(place) => self.enemy_lines.get(place).copied(),
            RuleName::Given => None,
        };
        let at = |rule: RuleName, says: String| {
            let problem = Problem::new(self.file.as_str(), says);
            match line(rule) {
                Some(line) => problem.line(line),
                None => problem,
            }
        };
        match why {
            BadBlueprint::Length { length, items } => {
                let says = format!(
                    "a test of {length} items cannot be made: the bank {} has {items}; shorten the test, or add items",
                    bank.file
                );
                at(RuleName::Length, says).into()
            }
            BadBlueprint::TurnedRound { rule, at_least, at_most } => {
                let says =
                    format!("the fewest is {at_least} and the most {at_most}: put the lower number first");
                at(*rule, says).into()
            }
            BadBlueprint::Item { rule, item } => {
                let name = bank.items.get(*item).map_or("", |entry| entry.name.as_str());
                at(*rule, "an item is named twice".to_owned()).value(name).into()
            }
            BadBlueprint::Conflict { rules, irreducible } => {
                let names: Vec<String> = rules
                    .iter()
                    .map(|rule| match line(*rule) {
                        Some(line) => format!("{} (line {line})", self.name(*rule)),
                        None => self.name(*rule),
                    })
                    .collect();
                let what = if *irreducible {
                    "change one of them, or add items to the bank"
                } else {
                    "some of them perhaps do no harm: there was no time to find out; loosen them one by one"
                };
                let says = match names.as_slice() {
                    [one] => {
                        format!("this cannot be kept with the items of the bank {}: {one}; {what}", bank.file)
                    }
                    _ => format!("no test keeps these together: {}; {what}", names.join("; ")),
                };
                Problem::new(self.file.as_str(), says).into()
            }
        }
    }

    /// A rule in words.
    fn name(&self, rule: RuleName) -> String {
        let range = |name: &str, least: usize, most: usize| {
            if least == most { format!("{name}: {least}") } else { format!("{name}: {least} to {most}") }
        };
        match rule {
            RuleName::Length => range("length", self.rules.length, self.rules.length),
            RuleName::Content(place) => {
                let rule = &self.rules.content[place];
                format!("{} of {} items", range(&rule.name, rule.at_least, rule.at_most), rule.items.len())
            }
            RuleName::Set(place) => {
                let set = &self.rules.sets[place];
                format!("{} together", range(&set.name, set.at_least, set.at_most))
            }
            RuleName::Enemies(place) if place < self.rules.enemies.len() => "enemies".to_owned(),
            RuleName::Enemies(_) => "enemies of the bank".to_owned(),
            RuleName::Given => "the items given before".to_owned(),
        }
    }
}
