//! An item from what is typed.

use assessment::authoring::{
    Authored, AuthoredChoice, AuthoredKind, Blank, Credit, Drawn, Feedback, NumberTolerance, Variable,
    VariableKind,
};

use super::{FormProblem, ItemForm};

pub(super) fn authored(form: &ItemForm) -> Result<Authored, Vec<FormProblem>> {
    let mut reading = Reading { form, problems: Vec::new() };
    let kind = reading.kind();
    let points = reading.number("points", 1.0);
    let authored = Authored {
        identifier: form.one("identifier").trim().to_owned(),
        title: form.one("title").trim().to_owned(),
        language: filled(form.one("language")),
        stimuli: Vec::new(),
        stem: text(form.one("stem")),
        kind,
        hint: filled(form.one("hint")),
        feedback: Feedback {
            general: filled(form.one("feedback_general")),
            right: filled(form.one("feedback_right")),
            wrong: filled(form.one("feedback_wrong")),
        },
        points,
        variables: reading.variables(),
        constraint: filled(form.one("constraint")),
        changing_supports: words(form.one("changing_supports")),
    };
    if reading.problems.is_empty() { Ok(authored) } else { Err(reading.problems) }
}

struct Reading<'f> {
    form: &'f ItemForm,
    problems: Vec<FormProblem>,
}

/// Browsers send line ends as two characters.
fn text(typed: &str) -> String {
    typed.replace("\r\n", "\n").trim().to_owned()
}

fn filled(typed: &str) -> Option<String> {
    Some(text(typed)).filter(|text| !text.is_empty())
}

/// The lines that hold something.
fn lines(typed: &str) -> Vec<String> {
    typed.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Words with commas or spaces between them.
fn words(typed: &str) -> Vec<String> {
    typed.split([',', ' ', '\n']).map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

impl Reading<'_> {
    fn number(&mut self, name: &str, usual: f64) -> f64 {
        let typed = self.form.one(name).trim().replace(',', ".");
        if typed.is_empty() {
            return usual;
        }
        typed.parse().unwrap_or_else(|_| {
            let why = format!("\"{typed}\" is not a number: write digits, such as 1 or 0.5");
            self.problems.push(FormProblem { field: name.to_owned(), why });
            usual
        })
    }

    fn kind(&mut self) -> AuthoredKind {
        let form = self.form;
        let guideline = || text(form.one("guideline"));
        match form.kind.as_str() {
            "choose_several" => AuthoredKind::ChooseSeveral {
                choices: self.choices(),
                shuffle: form.ticked("shuffle"),
                credit: self.credit(),
            },
            "true_false" => AuthoredKind::TrueFalse {
                answer: form.one("answer") == "true",
                words: [text(form.one("word_true")), text(form.one("word_false"))],
            },
            "inline_choice" => AuthoredKind::InlineChoice { blanks: self.blanks(), credit: self.credit() },
            "short_text" => AuthoredKind::ShortText {
                accepted: lines(form.one("accepted")),
                case_sensitive: form.ticked("case_sensitive"),
            },
            "number" => AuthoredKind::Number {
                value: form.one("value").trim().to_owned(),
                tolerance: self.tolerance(),
                units: form
                    .one("units")
                    .split(',')
                    .map(str::trim)
                    .filter(|unit| !unit.is_empty())
                    .map(str::to_owned)
                    .collect(),
                decimal_comma: form.ticked("decimal_comma"),
            },
            "match" => self.matched(),
            "order" => {
                let rows = (0..form.rows("entry")).map(|row| text(form.cell("entry", "text", row)));
                AuthoredKind::Order {
                    entries: rows.filter(|one| !one.is_empty()).collect(),
                    credit: self.credit(),
                }
            }
            "gap_match" => AuthoredKind::GapMatch {
                text: text(form.one("text")),
                extra: lines(form.one("extra")),
                credit: self.credit(),
            },
            "hottext" => AuthoredKind::Hottext { text: text(form.one("text")), credit: self.credit() },
            "extended_text" => {
                AuthoredKind::ExtendedText { lines: self.whole("lines", 8), guideline: guideline() }
            }
            "file_upload" => {
                AuthoredKind::FileUpload { types: words(form.one("types")), guideline: guideline() }
            }
            "audio_answer" => {
                AuthoredKind::AudioAnswer { seconds: self.whole("seconds", 60), guideline: guideline() }
            }
            _ => AuthoredKind::ChooseOne { choices: self.choices(), shuffle: form.ticked("shuffle") },
        }
    }

    fn whole(&mut self, name: &str, usual: u32) -> u32 {
        let typed = self.form.one(name).trim();
        if typed.is_empty() {
            return usual;
        }
        typed.parse().unwrap_or_else(|_| {
            let why = format!("\"{typed}\" is not a whole number: write digits, such as {usual}");
            self.problems.push(FormProblem { field: name.to_owned(), why });
            usual
        })
    }

    fn choices(&self) -> Vec<AuthoredChoice> {
        let form = self.form;
        (0..form.rows("choice"))
            .filter_map(|row| {
                let right = form.chosen("right", &row.to_string());
                let shown = text(form.cell("choice", "text", row));
                let feedback = filled(form.cell("choice", "feedback", row));
                // An empty row is no choice; one that is marked is one that somebody forgot to write.
                let empty = shown.is_empty() && !right && feedback.is_none();
                (!empty).then_some(AuthoredChoice { text: shown, right, feedback })
            })
            .collect()
    }

    fn credit(&mut self) -> Credit {
        match self.form.one("credit") {
            "share" => Credit::PerAnswer { penalty: 0.0 },
            "penalty" => Credit::PerAnswer { penalty: 1.0 },
            _ => Credit::AllOrNothing,
        }
    }

    fn tolerance(&mut self) -> NumberTolerance {
        match self.form.one("tolerance") {
            "absolute" => NumberTolerance::Absolute(self.number("tolerance_amount", 0.0)),
            "relative" => NumberTolerance::Relative(self.number("tolerance_amount", 0.0)),
            _ => NumberTolerance::Exact,
        }
    }

    /// Lists in a line: the right one begins with a star.
    fn blanks(&mut self) -> Vec<Blank> {
        let mut blanks = Vec::new();
        for row in 0..self.form.rows("blank") {
            let typed = lines(self.form.cell("blank", "choices", row));
            if typed.is_empty() {
                continue;
            }
            let marked: Vec<usize> = typed
                .iter()
                .enumerate()
                .filter(|(_, line)| line.starts_with('*'))
                .map(|(at, _)| at)
                .collect();
            if marked.len() != 1 {
                let why = "has to have exactly one right answer: put a * before it".to_owned();
                self.problems.push(FormProblem { field: format!("blank_choices_{row}"), why });
            }
            let right = marked.first().copied().unwrap_or(0);
            let choices = typed.iter().map(|line| line.trim_start_matches('*').trim().to_owned()).collect();
            blanks.push(Blank { choices, right });
        }
        blanks
    }

    /// Rows with the text of their column; columns stand in the order in which rows name them.
    fn matched(&mut self) -> AuthoredKind {
        let form = self.form;
        let (mut rows, mut columns): (Vec<(String, usize)>, Vec<String>) = (Vec::new(), Vec::new());
        for row in 0..form.rows("row") {
            let (left, right) = (text(form.cell("row", "left", row)), text(form.cell("row", "right", row)));
            if left.is_empty() && right.is_empty() {
                continue;
            }
            let place = columns.iter().position(|known| *known == right).unwrap_or_else(|| {
                columns.push(right);
                columns.len() - 1
            });
            rows.push((left, place));
        }
        for extra in lines(form.one("extra")) {
            if !columns.contains(&extra) {
                columns.push(extra);
            }
        }
        AuthoredKind::Match { rows, columns, credit: self.credit() }
    }

    /// Variables: `2..9`, `2..9 by 0.5`, `one of 3, 5, 7`, or a formula after `=`.
    fn variables(&mut self) -> Vec<Variable> {
        let mut variables = Vec::new();
        for row in 0..self.form.rows("variable") {
            let name = self.form.cell("variable", "name", row).trim();
            let draw = self.form.cell("variable", "draw", row).trim();
            if name.is_empty() && draw.is_empty() {
                continue;
            }
            if let Some(kind) = drawn(draw) {
                variables.push(Variable { name: name.to_owned(), kind });
            } else {
                let why =
                    "cannot be read: write 2..9, or 0.5..3 by 0.5, or one of 3, 5, 7, or = a * b".to_owned();
                self.problems.push(FormProblem { field: format!("variable_draw_{row}"), why });
            }
        }
        variables
    }
}

fn drawn(draw: &str) -> Option<VariableKind> {
    if let Some(formula) = draw.strip_prefix('=') {
        return Some(VariableKind::Formula(formula.trim().to_owned()));
    }
    if let Some(list) = draw.strip_prefix("one of ") {
        let one = |typed: &str| {
            let typed = typed.trim();
            typed.parse().map_or_else(|_| Drawn::Word(typed.to_owned()), Drawn::Number)
        };
        return Some(VariableKind::OneOf(list.split(',').map(one).collect()));
    }
    let (least, rest) = draw.split_once("..")?;
    let (most, step) = rest.split_once(" by ").unwrap_or((rest, "1"));
    let number = |typed: &str| typed.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    Some(VariableKind::Range { least: number(least)?, most: number(most)?, step: number(step)? })
}
