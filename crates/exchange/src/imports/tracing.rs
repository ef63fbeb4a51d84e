//! A model of the next answer: the JSON document that `onramp measure trace --for-judging` prints or writes. Here are
//! its numbers, each finite; what they mean, the reader decides.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    Parsed, Problem, Problems,
    json::{self, kind_of},
};

/// What was learned of one competency, in logits.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CompetencyRow {
    /// Its place in the list, from 1.
    pub line: u64,
    /// What the answers called it.
    pub name: String,
    /// Ease beyond all others'.
    pub offset: f64,
    /// Weight of wins beyond the shared one.
    pub wins: f64,
    /// Weight of attempts beyond the shared one.
    pub attempts: f64,
    /// Ease of the average item.
    pub ease: f64,
    /// Difficulty of the average item.
    pub difficulty: f64,
    /// Answers it was learned from.
    pub answers: u32,
}

/// What was learned of one item.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemRow {
    /// Its place in the list, from 1.
    pub line: u64,
    /// Its name.
    pub name: String,
    /// In logits.
    pub difficulty: f64,
}

/// A model as a file gives it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tracing {
    /// Weights that are the same for all, by name.
    pub shared: BTreeMap<String, f64>,
    /// Competencies, in file order.
    pub competencies: Vec<CompetencyRow>,
    /// Items, in file order.
    pub items: Vec<ItemRow>,
}

/// The most competencies or items of a file.
pub const MOST_ROWS: usize = 200_000;

const ADVICE: &str = "Send what `onramp measure trace ANSWERS --for-judging --out tracing.json` writes.";

/// Reads the document, or the part of it under `tracing`.
pub fn read(file: &str, bytes: &[u8]) -> Parsed<Tracing> {
    let mut problems = Problems::default();
    let mut found = Tracing::default();
    if let Some(value) = json::read(file, bytes, ADVICE, &mut problems) {
        let model = value.get("tracing").unwrap_or(&value);
        Reading { file, problems: &mut problems }.model(model, &mut found);
        if !problems.stopped() && found.competencies.is_empty() {
            problems.stop(Problem::error(file, "there is no competency with weights", ADVICE));
        }
    }
    problems.finish(found)
}

struct Reading<'r> {
    file: &'r str,
    problems: &'r mut Problems,
}

impl Reading<'_> {
    fn model(&mut self, model: &Value, found: &mut Tracing) {
        let Some(shared) = model.get("shared").and_then(Value::as_object) else {
            return self.stop("shared", "there are no shared weights".to_owned());
        };
        for (name, weight) in shared {
            let Some(weight) = weight.as_f64() else {
                let what = format!("a weight is a finite number, not {}", kind_of(weight));
                return self.stop(&format!("shared.{name}"), what);
            };
            found.shared.insert(name.clone(), weight);
        }
        for (place, row) in self.list(model, "competencies") {
            let at = format!("competencies[{}]", place - 1);
            if let Some(row) = self.competency(&at, place, row) {
                found.competencies.push(row);
            }
        }
        for (place, row) in self.list(model, "items") {
            let at = format!("items[{}]", place - 1);
            if let (Some(name), Some(difficulty)) =
                (self.name(&at, row, "item"), self.number(&at, row, "difficulty"))
            {
                found.items.push(ItemRow { line: place, name, difficulty });
            }
        }
    }

    fn competency(&mut self, at: &str, line: u64, row: &Value) -> Option<CompetencyRow> {
        let name = self.name(at, row, "competency")?;
        let numbers =
            ["offset", "wins", "attempts", "ease", "difficulty"].map(|key| self.number(at, row, key));
        let [Some(offset), Some(wins), Some(attempts), Some(ease), Some(difficulty)] = numbers else {
            return None;
        };
        let answers = row.get("answers").and_then(Value::as_u64).and_then(|count| u32::try_from(count).ok());
        let Some(answers) = answers.filter(|count| *count > 0) else {
            self.bad(
                &format!("{at}.answers"),
                "this is no count of answers, from 1; the row is left out",
                None,
            );
            return None;
        };
        Some(CompetencyRow { line, name, offset, wins, attempts, ease, difficulty, answers })
    }

    /// The rows of a list with their places, from 1; stops the file where there is none or too many.
    fn list<'v>(&mut self, model: &'v Value, key: &str) -> Vec<(u64, &'v Value)> {
        match model.get(key).and_then(Value::as_array) {
            Some(rows) if rows.len() <= MOST_ROWS => (1..).zip(rows).collect(),
            Some(rows) => {
                self.stop(key, format!("{} rows are more than the {MOST_ROWS} that a set holds", rows.len()));
                Vec::new()
            }
            None => {
                self.stop(key, format!("there is no list \"{key}\""));
                Vec::new()
            }
        }
    }

    fn name(&mut self, at: &str, row: &Value, key: &str) -> Option<String> {
        let name = row.get(key).and_then(Value::as_str).map(str::trim).filter(|name| !name.is_empty());
        if name.is_none() {
            self.bad(&format!("{at}.{key}"), "a name is missing; the row is left out", row.get(key));
        }
        name.map(str::to_owned)
    }

    fn number(&mut self, at: &str, row: &Value, key: &str) -> Option<f64> {
        let number = row.get(key).and_then(Value::as_f64);
        if number.is_none() {
            self.bad(&format!("{at}.{key}"), "this is no number; the row is left out", row.get(key));
        }
        number
    }

    fn bad(&mut self, field: &str, what: &str, value: Option<&Value>) {
        let problem = Problem::error(self.file, what, ADVICE).in_field(field);
        self.problems.add(match value {
            Some(value) => problem.with_value(kind_of(value)),
            None => problem,
        });
    }

    fn stop(&mut self, field: &str, what: String) {
        self.problems.stop(Problem::error(self.file, what, ADVICE).in_field(field));
    }
}

#[cfg(test)]
mod tests {
    use super::{CompetencyRow, ItemRow, read};

    const ROW: &str = r#"{"competency": "A", "offset": 0.5, "wins": 0.1, "attempts": 0, "ease": -0.25, "difficulty": 1,
        "answers": 12}"#;

    fn document(shared: &str, competencies: &str, items: &str) -> String {
        format!(r#"{{"shared": {shared}, "competencies": [{competencies}], "items": [{items}]}}"#)
    }

    #[test]
    fn a_model_comes_in_alone_and_within_what_is_printed() {
        let alone =
            document(r#"{"constant": 0.25}"#, ROW, r#"{"item": "q1", "ease": 1, "difficulty": -0.5}"#);
        let printed = format!(r#"{{"schema": "onramp-measure/1", "tracing": {alone}}}"#);
        for text in [alone, printed] {
            let parsed = read("tracing.json", text.as_bytes());
            assert_eq!((parsed.errors, parsed.stopped), (0, false), "{:?}", parsed.problems);
            assert_eq!(parsed.batch.shared.get("constant"), Some(&0.25));
            let expected = CompetencyRow {
                line: 1,
                name: "A".to_owned(),
                offset: 0.5,
                wins: 0.1,
                attempts: 0.0,
                ease: -0.25,
                difficulty: 1.0,
                answers: 12,
            };
            assert_eq!(parsed.batch.competencies, [expected]);
            let expected = ItemRow { line: 1, name: "q1".to_owned(), difficulty: -0.5 };
            assert_eq!(parsed.batch.items, [expected]);
        }
    }

    #[test]
    fn bad_rows_are_all_told_and_the_rest_comes_in() {
        let bad = r#"3, {"competency": ""}, {"competency": "B", "offset": "x", "wins": 0}, {"competency": "C",
            "offset": 0, "wins": 0, "attempts": 0, "ease": 0, "difficulty": 0, "answers": -1}"#;
        let text = document("{}", &format!("{ROW}, {bad}"), r#"{"item": "q1"}, {"difficulty": 1}"#);
        let parsed = read("tracing.json", text.as_bytes());
        assert!(!parsed.stopped);
        // Two without a name; four numbers of B; the count of C; a difficulty, and the name of an item.
        assert_eq!((parsed.errors, parsed.batch.competencies.len(), parsed.batch.items.len()), (9, 1, 0));
    }

    #[test]
    fn what_holds_no_model_is_stopped_wherever_it_is_cut_off() {
        let whole = document(r#"{"constant": 0.25}"#, ROW, "");
        for text in [
            "",
            "[]",
            "{}",
            r#"{"shared": {}, "competencies": [], "items": []}"#,
            r#"{"shared": {"a": "b"}}"#,
        ]
        .into_iter()
        .chain((1..whole.len()).map(|end| &whole[..end]))
        {
            assert!(read("tracing.json", text.as_bytes()).stopped, "{text}");
        }
        assert!(read("tracing.json", &[0xFF, 0xFE, 0x00]).stopped);
    }
}
