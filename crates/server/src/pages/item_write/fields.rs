//! The fields of the authoring form, kind by kind.

use usecases::write_stimulus::Listed;

use crate::{
    item_form::{FormProblem, ItemForm},
    statement,
    views::{
        item_form::{Control, Field, Group, Row, Rows},
        shell::Choice,
    },
};

const MARKUP: &str = "Light markup: **bold**, *italic*, an empty line for a new paragraph, - for a list, $x^2$ for \
                      mathematics, {= a + b} for what is drawn.";

/// What is typed, in groups.
pub(super) fn groups(
    form: &ItemForm,
    stimuli: &[Listed],
    known: bool,
    problems: &[FormProblem],
) -> Vec<Group> {
    let mut asked = vec![
        text(form, "title", "Title", "For you and colleagues; learners do not see it."),
        area(form, "stem", "Question", MARKUP, 4),
    ];
    asked.extend(answered(form));
    let mut groups = vec![
        group("What is asked", "", true, asked),
        group("Scoring", "", false, scoring(form)),
        group("What is said after an answer", "", false, said(form)),
        group(
            "Numbers drawn anew for each learner",
            "A name such as a, and what is drawn: 2..9, or 0.5..3 by 0.5, or one of 3, 5, 7, or = a * b. Write \
             {= a} where it is shown. A wrong choice that would be right for some draw is found before you save.",
            form.rows("variable") > 0,
            drawn(form),
        ),
        group("What it is about", "", true, about(form, stimuli, known)),
    ];
    for group in &mut groups {
        for field in &mut group.fields {
            mark(field, problems);
        }
        group.open |= group.fields.iter().any(has_wrong);
    }
    groups
}

fn group(heading: &str, said: &str, open: bool, fields: Vec<Field>) -> Group {
    Group { heading: heading.to_owned(), said: said.to_owned(), open, fields }
}

fn mark(field: &mut Field, problems: &[FormProblem]) {
    if let Some(found) = problems.iter().find(|one| one.field == field.name) {
        field.wrong.clone_from(&found.why);
    }
    if let Control::Rows(rows) = &mut field.control {
        for field in rows.rows.iter_mut().flat_map(|row| &mut row.fields) {
            mark(field, problems);
        }
    }
}

fn has_wrong(field: &Field) -> bool {
    let in_rows = match &field.control {
        Control::Rows(rows) => rows.rows.iter().flat_map(|row| &row.fields).any(Field::is_wrong),
        _ => false,
    };
    field.is_wrong() || in_rows
}

fn text(form: &ItemForm, name: &str, label: &str, hint: &str) -> Field {
    Field::text(name, label, hint, form.one(name))
}

fn area(form: &ItemForm, name: &str, label: &str, hint: &str, lines: usize) -> Field {
    Field::area(name, label, hint, form.one(name), lines)
}

fn tick(form: &ItemForm, name: &str, label: &str) -> Field {
    Field::tick(name, label, form.ticked(name))
}

/// How it is answered.
fn answered(form: &ItemForm) -> Vec<Field> {
    match form.kind.as_str() {
        "choose_one" => {
            vec![choices(form, "radio"), tick(form, "shuffle", "In another order for each learner")]
        }
        "choose_several" => {
            vec![choices(form, "checkbox"), tick(form, "shuffle", "In another order for each learner")]
        }
        "true_false" => vec![
            Field::select("answer", "It is", "", form.one("answer"), &[("true", "true"), ("false", "false")]),
            text(form, "word_true", "The word for true", "In the language of the item."),
            text(form, "word_false", "The word for false", ""),
        ],
        "inline_choice" => vec![rows(
            form,
            ("blank", "list", "Lists"),
            "Write {{1}}, {{2}} … into the question where a list stands. One choice a line, with * before the right one.",
            "",
            &|row| {
                vec![Field::area(
                    &format!("blank_choices_{row}"),
                    &format!("List {{{{{}}}}}", row + 1),
                    "",
                    form.cell("blank", "choices", row),
                    4,
                )]
            },
        )],
        "short_text" => vec![
            area(
                form,
                "accepted",
                "What is right",
                "One a line; each counts. Write {{1}} into the question to put the field there.",
                3,
            ),
            tick(form, "case_sensitive", "Capitals matter"),
        ],
        "number" => number(form),
        "match" => vec![
            rows(form, ("row", "pair", "Pairs"), "What stands left, and what belongs to it.", "", &|row| {
                vec![
                    Field::text(
                        &format!("row_left_{row}"),
                        &format!("Left {}", row + 1),
                        "",
                        form.cell("row", "left", row),
                    ),
                    Field::text(
                        &format!("row_right_{row}"),
                        &format!("Belongs to left {}", row + 1),
                        "",
                        form.cell("row", "right", row),
                    ),
                ]
            }),
            area(form, "extra", "Belongs to none", "One a line; may be empty.", 2),
        ],
        "order" => vec![rows(form, ("entry", "line", "The list in its right order"), "", "", &|row| {
            vec![Field::text(
                &format!("entry_text_{row}"),
                &format!("Place {}", row + 1),
                "",
                form.cell("entry", "text", row),
            )]
        })],
        "gap_match" => vec![
            area(
                form,
                "text",
                "Text with gaps",
                "What belongs into a gap stands in it: The {{sun}} is a star.",
                4,
            ),
            area(form, "extra", "Words that belong nowhere", "One a line; may be empty.", 2),
        ],
        "hottext" => vec![area(
            form,
            "text",
            "Text",
            "[[word]] can be chosen, [[*word]] should be: [[The]] [[*quick]] fox.",
            4,
        )],
        "file_upload" => {
            vec![text(form, "types", "Kinds of files", "Such as image/*, application/pdf; empty for any.")]
        }
        _ => Vec::new(),
    }
}

fn number(form: &ItemForm) -> Vec<Field> {
    vec![
        text(form, "value", "The right number", "A number, or a formula of what is drawn, such as a * b."),
        Field::select(
            "tolerance",
            "How far off still counts",
            "",
            form.one("tolerance"),
            &[("exact", "Not at all"), ("absolute", "By an amount"), ("relative", "By percent")],
        ),
        text(form, "tolerance_amount", "Amount or percent", "Where it may be off."),
        text(form, "units", "Units that may be typed after it", "With commas, such as cm, centimeters."),
        tick(form, "decimal_comma", "3,5 is taken for three and a half"),
    ]
}

fn choices(form: &ItemForm, mark: &'static str) -> Field {
    rows(form, ("choice", "choice", "Choices"), "Mark what is right.", mark, &|row| {
        vec![
            Field::text(
                &format!("choice_text_{row}"),
                &format!("Choice {}", row + 1),
                "",
                form.cell("choice", "text", row),
            ),
            Field::text(
                &format!("choice_feedback_{row}"),
                &format!("Said to whoever takes choice {} (may be empty)", row + 1),
                "",
                form.cell("choice", "feedback", row),
            ),
        ]
    })
}

fn rows(
    form: &ItemForm,
    (list, what, label): (&'static str, &str, &str),
    hint: &str,
    mark: &'static str,
    fields: &dyn Fn(usize) -> Vec<Field>,
) -> Field {
    let row = |row: usize| Row {
        number: row + 1,
        mark: (mark, !mark.is_empty() && form.chosen("right", &row.to_string())),
        fields: fields(row),
    };
    let rows = Rows { list, what: what.to_owned(), rows: (0..form.rows(list)).map(row).collect() };
    Field { control: Control::Rows(rows), ..Field::text(list, label, hint, "") }
}

fn scoring(form: &ItemForm) -> Vec<Field> {
    let mut fields = vec![text(form, "points", "Points", "The most that it gives.")];
    let shares = ["inline_choice", "match", "order", "gap_match"];
    let penalties = ["choose_several", "hottext"];
    let mut options = vec![("all", "All of it, or nothing"), ("share", "Each right answer its share")];
    if penalties.contains(&form.kind.as_str()) {
        options.push(("penalty", "Each right answer its share, each wrong one takes one away"));
    }
    if shares.contains(&form.kind.as_str()) || penalties.contains(&form.kind.as_str()) {
        fields.push(Field::select("credit", "What counts", "", form.one("credit"), &options));
    }
    match form.kind.as_str() {
        "extended_text" => fields.push(text(form, "lines", "About so many lines", "")),
        "audio_answer" => fields.push(text(form, "seconds", "At most so many seconds", "")),
        _ => {}
    }
    if matches!(form.kind.as_str(), "extended_text" | "file_upload" | "audio_answer") {
        fields.push(area(
            form,
            "guideline",
            "What whoever scores it looks for",
            "Learners do not see it.",
            4,
        ));
    }
    fields
}

fn said(form: &ItemForm) -> Vec<Field> {
    vec![
        area(form, "feedback_right", "When all is right", "", 2),
        area(
            form,
            "feedback_wrong",
            "When not",
            "Say what helps to try again, not only that it is wrong.",
            2,
        ),
        area(form, "feedback_general", "In any case", "", 2),
        area(form, "hint", "Hint", "Shown when a learner asks for help.", 2),
    ]
}

fn drawn(form: &ItemForm) -> Vec<Field> {
    vec![
        rows(form, ("variable", "variable", "Variables"), "", "", &|row| {
            let (name, draw) = (form.cell("variable", "name", row), form.cell("variable", "draw", row));
            vec![
                Field::text(&format!("variable_name_{row}"), &format!("Name {}", row + 1), "", name),
                Field::text(&format!("variable_draw_{row}"), &format!("What is drawn {}", row + 1), "", draw),
            ]
        }),
        text(form, "constraint", "What has to hold", "Such as a < b and gcd(a, b) == 1; may be empty."),
    ]
}

fn about(form: &ItemForm, stimuli: &[Listed], known: bool) -> Vec<Field> {
    let identifier = Field::text(
        "identifier",
        "Identifier",
        if known {
            "Stays the same in every version."
        } else {
            "By which packages name it: a letter first, then letters, digits, -, _ and ."
        },
        form.one("identifier"),
    );
    let mut with = vec![Choice::new("", "Nothing")];
    with.extend(stimuli.iter().map(|one| Choice::new(&one.id.to_string(), &one.title)));
    for choice in &mut with {
        choice.selected = choice.value == form.one("stimulus");
    }
    let stimulus = Field {
        control: Control::Select(with),
        ..Field::text(
            "stimulus",
            "Shown with",
            "A text or picture that several items share.",
            form.one("stimulus"),
        )
    };
    vec![
        identifier,
        area(
            form,
            "competencies",
            "Standards that it shows, by code",
            "One a line, the main one first. One answer counts for each of them, or for the first only: each assessment says which.",
            3,
        ),
        text(form, "tags", "Tags", "With commas."),
        text(form, "grades", "Grades", "Such as 6-8; empty for any."),
        text(
            form,
            "difficulty",
            "Difficulty (logits)",
            "0 is in the middle, -2 very easy, 2 very hard; empty where you cannot say.",
        ),
        stimulus,
        text(form, "language", "Language", "Such as en or es."),
        text(
            form,
            "changing_supports",
            "Supports that would change what is measured",
            "With commas, such as calculator, read-aloud. A sitting that gives one says so beside the result.",
        ),
        text(form, "note", "What is new in this version", "For whoever reviews it."),
    ]
}

/// What people call a place that authoring names.
pub(super) fn label(place: &str) -> String {
    let row = place.split(['[', ']']).nth(1).and_then(|at| at.parse::<usize>().ok()).map(|at| at + 1);
    let first = place.split(['[', '.']).next().unwrap_or_default();
    let name = match first {
        "title" => "Title",
        "identifier" => "Identifier",
        "stem" => "Question",
        "choices" => "Choice",
        "rows" => "Pair",
        "columns" => "Partner",
        "entries" => "Place",
        "blanks" => "List",
        "variables" => "Variable",
        "accepted" => "What is right",
        "value" => "The right number",
        "guideline" => "What whoever scores it looks for",
        "general" | "right" | "wrong" => "What is said",
        "constraint" => "What has to hold",
        "text" => "Text",
        "points" => "Points",
        "hint" => "Hint",
        "words" => "The words for true and false",
        other => other,
    };
    row.map_or_else(|| name.to_owned(), |row| format!("{name} {row}"))
}

/// What has to be mended, as a piece of a page.
pub(in crate::pages) fn told(problems: &[FormProblem]) -> String {
    let mut html = "<div class=\"card soft\"><p>It can be shown once this is mended:</p><ul>".to_owned();
    for one in problems {
        html.push_str("<li>");
        html.push_str(&statement::escaped(&one.why));
        html.push_str("</li>");
    }
    html + "</ul></div>"
}
