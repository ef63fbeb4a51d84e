//! The form of an item that is there.

use assessment::authoring::{
    Authored, AuthoredChoice, AuthoredKind, Credit, Drawn, NumberTolerance, VariableKind,
};

use super::ItemForm;

pub(super) fn form(authored: &Authored) -> ItemForm {
    let mut form = ItemForm::new(word(&authored.kind));
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    form.set("shuffle", "");
    for (name, value) in [
        ("identifier", authored.identifier.clone()),
        ("title", authored.title.clone()),
        ("language", optional(&authored.language)),
        ("stem", authored.stem.clone()),
        ("hint", optional(&authored.hint)),
        ("feedback_general", optional(&authored.feedback.general)),
        ("feedback_right", optional(&authored.feedback.right)),
        ("feedback_wrong", optional(&authored.feedback.wrong)),
        ("points", authored.points.to_string()),
        ("constraint", optional(&authored.constraint)),
        ("changing_supports", authored.changing_supports.join(", ")),
    ] {
        form.set(name, &value);
    }
    form.set("variable_rows", &authored.variables.len().to_string());
    for (row, variable) in authored.variables.iter().enumerate() {
        form.set_cell("variable", "name", row, &variable.name);
        form.set_cell("variable", "draw", row, &draw(&variable.kind));
    }
    kind(&mut form, &authored.kind);
    form
}

fn word(kind: &AuthoredKind) -> &'static str {
    match kind {
        AuthoredKind::ChooseOne { .. } => "choose_one",
        AuthoredKind::ChooseSeveral { .. } => "choose_several",
        AuthoredKind::TrueFalse { .. } => "true_false",
        AuthoredKind::InlineChoice { .. } => "inline_choice",
        AuthoredKind::ShortText { .. } => "short_text",
        AuthoredKind::Number { .. } => "number",
        AuthoredKind::Match { .. } => "match",
        AuthoredKind::Order { .. } => "order",
        AuthoredKind::GapMatch { .. } => "gap_match",
        AuthoredKind::Hottext { .. } => "hottext",
        AuthoredKind::ExtendedText { .. } => "extended_text",
        AuthoredKind::FileUpload { .. } => "file_upload",
        AuthoredKind::AudioAnswer { .. } => "audio_answer",
    }
}

fn draw(kind: &VariableKind) -> String {
    match kind {
        VariableKind::Range { least, most, step: 1.0 } => format!("{least}..{most}"),
        VariableKind::Range { least, most, step } => format!("{least}..{most} by {step}"),
        VariableKind::OneOf(all) => {
            let one = |one: &Drawn| match one {
                Drawn::Number(number) => number.to_string(),
                Drawn::Word(word) => word.clone(),
            };
            format!("one of {}", all.iter().map(one).collect::<Vec<_>>().join(", "))
        }
        VariableKind::Formula(formula) => format!("= {formula}"),
    }
}

fn kind(form: &mut ItemForm, kind: &AuthoredKind) {
    match kind {
        AuthoredKind::ChooseOne { choices: all, shuffle } => {
            choices(form, all);
            tick(form, "shuffle", *shuffle);
        }
        AuthoredKind::ChooseSeveral { choices: all, shuffle, credit: of } => {
            choices(form, all);
            tick(form, "shuffle", *shuffle);
            credit(form, *of);
        }
        AuthoredKind::TrueFalse { answer, words } => {
            form.set("answer", if *answer { "true" } else { "false" });
            form.set("word_true", &words[0]);
            form.set("word_false", &words[1]);
        }
        AuthoredKind::InlineChoice { blanks, credit: of } => {
            form.set("blank_rows", &blanks.len().to_string());
            for (row, blank) in blanks.iter().enumerate() {
                let line = |(at, text): (usize, &String)| {
                    if at == blank.right { format!("* {text}") } else { text.clone() }
                };
                let lines: Vec<String> = blank.choices.iter().enumerate().map(line).collect();
                form.set_cell("blank", "choices", row, &lines.join("\n"));
            }
            credit(form, *of);
        }
        AuthoredKind::ShortText { accepted, case_sensitive } => {
            form.set("accepted", &accepted.join("\n"));
            tick(form, "case_sensitive", *case_sensitive);
        }
        AuthoredKind::Number { value, tolerance, units, decimal_comma } => {
            form.set("value", value);
            let (word, amount) = match tolerance {
                NumberTolerance::Exact => ("exact", String::new()),
                NumberTolerance::Absolute(amount) => ("absolute", amount.to_string()),
                NumberTolerance::Relative(amount) => ("relative", amount.to_string()),
            };
            form.set("tolerance", word);
            form.set("tolerance_amount", &amount);
            form.set("units", &units.join(", "));
            tick(form, "decimal_comma", *decimal_comma);
        }
        AuthoredKind::Match { rows, columns, credit: of } => {
            form.set("row_rows", &rows.len().to_string());
            for (at, (left, column)) in rows.iter().enumerate() {
                form.set_cell("row", "left", at, left);
                form.set_cell("row", "right", at, columns.get(*column).map_or("", String::as_str));
            }
            let unused =
                columns.iter().enumerate().filter(|(at, _)| rows.iter().all(|(_, column)| column != at));
            let unused: Vec<&str> = unused.map(|(_, text)| text.as_str()).collect();
            form.set("extra", &unused.join("\n"));
            credit(form, *of);
        }
        AuthoredKind::Order { entries, credit: of } => {
            form.set("entry_rows", &entries.len().to_string());
            for (row, text) in entries.iter().enumerate() {
                form.set_cell("entry", "text", row, text);
            }
            credit(form, *of);
        }
        AuthoredKind::GapMatch { text, extra, credit: of } => {
            form.set("text", text);
            form.set("extra", &extra.join("\n"));
            credit(form, *of);
        }
        AuthoredKind::Hottext { text, credit: of } => {
            form.set("text", text);
            credit(form, *of);
        }
        AuthoredKind::ExtendedText { lines, guideline } => {
            form.set("lines", &lines.to_string());
            form.set("guideline", guideline);
        }
        AuthoredKind::FileUpload { types, guideline } => {
            form.set("types", &types.join(", "));
            form.set("guideline", guideline);
        }
        AuthoredKind::AudioAnswer { seconds, guideline } => {
            form.set("seconds", &seconds.to_string());
            form.set("guideline", guideline);
        }
    }
}

fn tick(form: &mut ItemForm, name: &str, ticked: bool) {
    form.set(name, if ticked { "1" } else { "" });
}

fn credit(form: &mut ItemForm, credit: Credit) {
    form.set(
        "credit",
        match credit {
            Credit::AllOrNothing => "all",
            Credit::PerAnswer { penalty: 0.0 } => "share",
            Credit::PerAnswer { .. } => "penalty",
        },
    );
}

fn choices(form: &mut ItemForm, all: &[AuthoredChoice]) {
    form.set("choice_rows", &all.len().to_string());
    for (row, one) in all.iter().enumerate() {
        form.set_cell("choice", "text", row, &one.text);
        form.set_cell("choice", "feedback", row, one.feedback.as_deref().unwrap_or_default());
        if one.right {
            form.add("right", &row.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use assessment::authoring::{Blank, Feedback, Variable};

    use super::*;

    #[track_caller]
    fn check(kind: AuthoredKind) {
        let authored = Authored {
            identifier: "MA.1-1".to_owned(),
            title: "Two and two".to_owned(),
            language: Some("en".to_owned()),
            stimuli: Vec::new(),
            stem: "What is **it**?\n\nSay.".to_owned(),
            kind,
            hint: Some("Count.".to_owned()),
            feedback: Feedback { general: None, right: Some("Yes".to_owned()), wrong: Some("No".to_owned()) },
            points: 1.5,
            variables: vec![
                Variable {
                    name: "a".to_owned(),
                    kind: VariableKind::Range { least: 2.0, most: 9.0, step: 1.0 },
                },
                Variable {
                    name: "b".to_owned(),
                    kind: VariableKind::Range { least: 0.5, most: 3.0, step: 0.5 },
                },
                Variable {
                    name: "c".to_owned(),
                    kind: VariableKind::OneOf(vec![Drawn::Number(3.0), Drawn::Word("red".to_owned())]),
                },
                Variable { name: "d".to_owned(), kind: VariableKind::Formula("a * b".to_owned()) },
            ],
            constraint: Some("a > b".to_owned()),
            changing_supports: vec!["calculator".to_owned(), "read-aloud".to_owned()],
        };
        assert_eq!(ItemForm::of(&authored).authored(), Ok(authored));
    }

    fn choice(text: &str, right: bool) -> AuthoredChoice {
        AuthoredChoice { text: text.to_owned(), right, feedback: (!right).then(|| "Look again".to_owned()) }
    }

    #[test]
    fn every_kind_comes_back_from_its_form_as_it_was() {
        let text = |text: &str| text.to_owned();
        let share = Credit::PerAnswer { penalty: 0.0 };
        for shuffle in [true, false] {
            check(AuthoredKind::ChooseOne { choices: vec![choice("4", true), choice("5", false)], shuffle });
        }
        check(AuthoredKind::ChooseSeveral {
            choices: vec![choice("4", true), choice("5", false), choice("2²", true)],
            shuffle: true,
            credit: Credit::PerAnswer { penalty: 1.0 },
        });
        check(AuthoredKind::TrueFalse { answer: false, words: [text("Ja"), text("Nein")] });
        let blank = |right| Blank { choices: vec![text("is"), text("are")], right };
        check(AuthoredKind::InlineChoice { blanks: vec![blank(1), blank(0)], credit: share });
        check(AuthoredKind::ShortText { accepted: vec![text("four"), text("4")], case_sensitive: true });
        for tolerance in
            [NumberTolerance::Exact, NumberTolerance::Absolute(0.5), NumberTolerance::Relative(2.0)]
        {
            check(AuthoredKind::Number {
                value: text("a * b"),
                tolerance,
                units: vec![text("cm"), text("centimeters")],
                decimal_comma: true,
            });
        }
        check(AuthoredKind::Match {
            rows: vec![(text("one"), 0), (text("two"), 1), (text("uno"), 0)],
            columns: vec![text("1"), text("2"), text("3")],
            credit: share,
        });
        check(AuthoredKind::Order { entries: vec![text("a"), text("b")], credit: Credit::AllOrNothing });
        check(AuthoredKind::GapMatch {
            text: text("The {{sun}}."),
            extra: vec![text("moon")],
            credit: share,
        });
        check(AuthoredKind::Hottext { text: text("[[*this]] or [[that]]"), credit: share });
        check(AuthoredKind::ExtendedText { lines: 3, guideline: text("Look for it.") });
        check(AuthoredKind::FileUpload { types: vec![text("image/*")], guideline: text("Look.") });
        check(AuthoredKind::AudioAnswer { seconds: 30, guideline: text("Listen.") });
    }
}
