//! The authoring form: what is typed, as it was typed, and the item that it makes.

mod reading;
mod writing;

use assessment::authoring::Authored;

use crate::answer_form::AnswerForm;

/// The ways to answer that the form knows: word, name, and what it is for.
pub const KINDS: [(&str, &str, &str); 13] = [
    ("choose_one", "Choose one", "One right answer in a list."),
    ("choose_several", "Choose several", "Several right answers in a list."),
    ("true_false", "True or false", "A sentence, and whether it is true."),
    ("inline_choice", "Choose in the line", "Lists inside the sentence."),
    ("short_text", "Short answer", "A word or a few, compared letter by letter."),
    ("number", "Number", "A number, with how far off still counts; can be drawn anew for each learner."),
    ("match", "Match", "To each row its partner."),
    ("order", "Put in order", "A list in its right order."),
    ("gap_match", "Fill gaps from a list", "Words put into the gaps of a text."),
    ("hottext", "Choose in a text", "Words of a text marked."),
    ("extended_text", "Longer text", "A person scores it."),
    ("file_upload", "File", "A photograph or document; a person scores it."),
    ("audio_answer", "Speech", "A recording; a person scores it."),
];

/// The most rows of a list of the form.
const MOST_ROWS: usize = 40;

/// What is typed into the form, field by field; lists by their place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ItemForm {
    /// The word of [`KINDS`].
    pub kind: String,
    /// Names and values, in order.
    fields: Vec<(String, String)>,
}

/// Something that a list of the form holds: `choice`, `row`, `variable`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct List {
    /// What the names of its fields begin with.
    pub name: &'static str,
    /// The fields of one row.
    fields: &'static [&'static str],
    /// How many empty rows a new item has.
    begins_with: usize,
}

/// Every list.
pub const LISTS: [List; 5] = [
    List { name: "choice", fields: &["text", "feedback"], begins_with: 4 },
    List { name: "row", fields: &["left", "right"], begins_with: 3 },
    List { name: "entry", fields: &["text"], begins_with: 3 },
    List { name: "blank", fields: &["choices"], begins_with: 1 },
    List { name: "variable", fields: &["name", "draw"], begins_with: 0 },
];

impl ItemForm {
    /// A form with nothing typed.
    pub fn new(kind: &str) -> Self {
        let mut form = Self { kind: kind.to_owned(), fields: Vec::new() };
        for list in LISTS {
            form.set(&format!("{}_rows", list.name), &list.begins_with.to_string());
        }
        for (name, value) in [
            ("language", "en"),
            ("points", "1"),
            ("word_true", "True"),
            ("word_false", "False"),
            ("lines", "8"),
        ] {
            form.set(name, value);
        }
        form.set("seconds", "60");
        form.set("shuffle", "1");
        form
    }

    /// The form as it was sent.
    pub fn sent(kind: &str, sent: &AnswerForm) -> Self {
        Self { kind: kind.to_owned(), fields: sent.fields.clone() }
    }

    /// The first value of a field, empty when there is none.
    pub fn one(&self, name: &str) -> &str {
        self.fields.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }

    /// Every value of a field.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.fields.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// Whether a box is ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.one(name).is_empty()
    }

    /// Whether one of several boxes or buttons of a name is chosen.
    pub fn chosen(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|one| one == value)
    }

    /// Sets a field.
    pub fn set(&mut self, name: &str, value: &str) {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
    }

    /// Adds another value of a field.
    pub fn add(&mut self, name: &str, value: &str) {
        self.fields.push((name.to_owned(), value.to_owned()));
    }

    /// How many rows a list has.
    pub fn rows(&self, list: &str) -> usize {
        self.one(&format!("{list}_rows")).parse().unwrap_or(0).min(MOST_ROWS)
    }

    /// A field of a row.
    pub fn cell(&self, list: &str, field: &str, row: usize) -> &str {
        self.one(&format!("{list}_{field}_{row}"))
    }

    fn set_cell(&mut self, list: &str, field: &str, row: usize, value: &str) {
        self.set(&format!("{list}_{field}_{row}"), value);
    }

    /// Does what a button of a list says: `add:choice`, `remove:choice:2`. Whether it was one.
    pub fn act(&mut self, act: &str) -> bool {
        let mut parts = act.split(':');
        let (verb, name, place) = (parts.next(), parts.next().unwrap_or_default(), parts.next());
        let Some(list) = LISTS.into_iter().find(|list| list.name == name) else { return false };
        let rows = self.rows(name);
        match (verb, place.and_then(|place| place.parse::<usize>().ok())) {
            (Some("add"), None) if rows < MOST_ROWS => {
                self.set(&format!("{name}_rows"), &(rows + 1).to_string());
            }
            (Some("remove"), Some(gone)) if gone < rows => self.remove(list, gone, rows),
            _ => {}
        }
        true
    }

    fn remove(&mut self, list: List, gone: usize, rows: usize) {
        let right: Vec<usize> = self.all("right").filter_map(|place| place.parse().ok()).collect();
        for row in gone..rows {
            for field in list.fields {
                let next = self.cell(list.name, field, row + 1).to_owned();
                self.set_cell(list.name, field, row, &next);
            }
        }
        self.set(&format!("{}_rows", list.name), &(rows - 1).to_string());
        if list.name == "choice" {
            self.fields.retain(|(name, _)| name != "right");
            for place in right.into_iter().filter(|place| *place != gone) {
                self.add("right", &(if place > gone { place - 1 } else { place }).to_string());
            }
        }
    }

    /// The item that is typed, as far as it can be read; what the fields of numbers say is checked with the rest.
    pub fn authored(&self) -> Result<Authored, Vec<FormProblem>> {
        reading::authored(self)
    }

    /// The form of an item that is there.
    pub fn of(authored: &Authored) -> Self {
        writing::form(authored)
    }
}

/// Something to mend, with the field where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormProblem {
    /// Name of the field, as in the form.
    pub field: String,
    /// What is wrong and what to do.
    pub why: String,
}

/// The field of the form for a place that authoring names, such as `choices[2].text`.
pub fn field_of(place: &str) -> String {
    let number = |text: &str| text.split(['[', ']']).nth(1).and_then(|at| at.parse::<usize>().ok());
    let row = number(place).unwrap_or(0);
    let first = place.split('[').next().unwrap_or_default();
    let last = place.rsplit('.').next().unwrap_or_default();
    match first {
        "choices" if last == "feedback" => format!("choice_feedback_{row}"),
        "choices" => format!("choice_text_{row}"),
        "rows" => format!("row_left_{row}"),
        "columns" => format!("row_right_{row}"),
        "entries" => format!("entry_text_{row}"),
        "blanks" => format!("blank_choices_{row}"),
        "variables" if last == "name" => format!("variable_name_{row}"),
        "variables" => format!("variable_draw_{row}"),
        "words" => (if row == 0 { "word_true" } else { "word_false" }).to_owned(),
        "general" | "right" | "wrong" => format!("feedback_{first}"),
        "accepted" | "units" | "changing_supports" => first.to_owned(),
        "credit.penalty" => "credit".to_owned(),
        other => other.split('.').next().unwrap_or(other).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_choices(texts: &[&str], right: &[usize]) -> ItemForm {
        let mut form = ItemForm::new("choose_several");
        form.set("choice_rows", &texts.len().to_string());
        for (row, text) in texts.iter().enumerate() {
            form.set(&format!("choice_text_{row}"), text);
        }
        for row in right {
            form.add("right", &row.to_string());
        }
        form
    }

    fn texts(form: &ItemForm) -> Vec<&str> {
        (0..form.rows("choice")).map(|row| form.cell("choice", "text", row)).collect()
    }

    #[test]
    fn a_row_that_is_removed_takes_its_mark_along_and_those_below_move_up() {
        let mut form = with_choices(&["a", "b", "c", "d"], &[1, 3]);
        assert!(form.act("remove:choice:1"));
        assert_eq!(texts(&form), ["a", "c", "d"]);
        assert_eq!(form.all("right").collect::<Vec<_>>(), ["2"]);
    }

    #[test]
    fn rows_are_added_up_to_some_number_and_nothing_else_is_done() {
        let mut form = with_choices(&["a"], &[]);
        assert!(form.act("add:choice"));
        assert_eq!(texts(&form), ["a", ""]);
        for odd in ["remove:choice:9", "remove:choice:x", "remove:choice", "add:choice:1", "burn:choice"] {
            form.act(odd);
            assert_eq!(texts(&form), ["a", ""], "{odd}");
        }
        for _ in 0..100 {
            form.act("add:choice");
        }
        assert_eq!(form.rows("choice"), MOST_ROWS);
        assert!(!form.act("save"));
    }

    #[test]
    fn places_that_authoring_names_are_fields_of_the_form() {
        for (place, field) in [
            ("stem", "stem"),
            ("choices[2].text", "choice_text_2"),
            ("choices[0].feedback", "choice_feedback_0"),
            ("choices", "choice_text_0"),
            ("variables[1].name", "variable_name_1"),
            ("blanks[1].choices[0]", "blank_choices_1"),
            ("right", "feedback_right"),
        ] {
            assert_eq!(field_of(place), field, "{place}");
        }
    }
}
