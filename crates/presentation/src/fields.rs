//! What a form sends, read back to values: the inverse of [`crate::render`].

mod chosen;
mod files;
pub(crate) mod number;
mod pairs;
mod places;
mod points;
mod problem;
mod text;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod law;

use std::collections::BTreeMap;

use domain::item::{FileValue, Interaction, InteractionKind, Scalar, Value};

use crate::{ResponseShape, names};

pub use problem::{FieldProblem, Why};

/// More fields than this no form of ours sends.
const MOST_FIELDS: usize = 4_000;
/// So many problems are told at most.
const MOST_PROBLEMS: usize = 20;

/// The form that was rendered: what is known of it when its fields come back.
#[derive(Clone, Copy)]
pub struct Form<'a> {
    /// What was answered.
    pub interactions: &'a [&'a Interaction],
    /// In which shapes.
    pub responses: &'a [ResponseShape],
    /// What the names of its fields begin with; other fields of the same form are not looked at.
    pub prefix: &'a str,
    /// Language of the item, which decides the decimal sign.
    pub language: Option<&'a str>,
    /// The file that a field names: by its digest in hexadecimal, as a rendered form names a kept file, or by
    /// whatever the platform put in place of a new one. Only files that this learner gave in this sitting.
    pub files: &'a dyn Fn(&str) -> Option<FileValue>,
}

/// The answers that the fields of a form give, by response; `Value::Null` for what is empty. Refuses all of them
/// when one is not of the form or cannot be an answer: nothing is guessed.
pub fn read_fields(
    form: &Form,
    fields: &[(String, String)],
) -> Result<BTreeMap<String, Value>, Vec<FieldProblem>> {
    match read_what_can_be(form, fields) {
        (answers, problems) if problems.is_empty() => Ok(answers),
        (_, problems) => Err(problems),
    }
}

/// The same for what is saved while a learner still writes: what can be read, and what cannot. A response that
/// cannot be read is left out, so that what was saved before stands.
pub fn read_what_can_be(
    form: &Form,
    fields: &[(String, String)],
) -> (BTreeMap<String, Value>, Vec<FieldProblem>) {
    let mut answers = BTreeMap::new();
    if fields.len() > MOST_FIELDS {
        return (answers, vec![FieldProblem::new(form.prefix, Why::TooManyFields)]);
    }
    let mut sent = Sent::of(form.prefix, fields);
    let mut problems = Vec::new();
    for interaction in form.interactions {
        match read(form, interaction, &mut sent) {
            Ok(read) => answers.extend(read),
            Err(problem) => problems.push(problem),
        }
    }
    problems.extend(sent.rest().map(|name| FieldProblem::new(name, Why::Unknown)));
    problems.truncate(MOST_PROBLEMS);
    (answers, problems)
}

/// What one interaction reads: its response, and for a number the text as it was typed.
type Read = Result<Vec<(String, Value)>, FieldProblem>;

fn read(form: &Form, interaction: &Interaction, sent: &mut Sent) -> Read {
    use InteractionKind as K;
    let shape = ResponseShape::filled_by(interaction, form.responses);
    let asked = Asked { form, interaction, shape: &shape };
    let value = match &interaction.kind {
        K::Choice { .. } | K::InlineChoice { .. } | K::Hottext { .. } | K::Hotspot { .. } => {
            chosen::read(&asked, sent)
        }
        K::TextEntry { .. } => return text::read_entry(&asked, sent),
        K::ExtendedText { .. } => text::read_extended(&asked, sent),
        K::Slider { .. } => number::read_slider(&asked, sent),
        K::Match { .. } => pairs::read_match(&asked, sent),
        K::Associate { .. } | K::GraphicAssociate { .. } => pairs::read_associate(&asked, sent),
        K::GapMatch { .. } | K::GraphicGapMatch { .. } => pairs::read_gaps(&asked, sent),
        K::Order { .. } | K::GraphicOrder { .. } => places::read(&asked, sent),
        K::SelectPoint { .. } | K::PositionObject { .. } => points::read(&asked, sent),
        K::Upload { .. } | K::Drawing { .. } => files::read(&asked, sent),
        K::Media { .. } => files::read_plays(&asked, sent),
        K::EndAttempt { .. } => chosen::read_end(&asked, sent),
    }?;
    Ok(vec![(interaction.response.clone(), value)])
}

/// One interaction of a form whose fields are read.
struct Asked<'a> {
    form: &'a Form<'a>,
    interaction: &'a Interaction,
    shape: &'a ResponseShape,
}

impl Asked<'_> {
    fn field(&self) -> String {
        names::field(self.form.prefix, &self.interaction.response)
    }

    fn part(&self, part: &str) -> String {
        names::part(self.form.prefix, &self.interaction.response, part)
    }

    fn half(&self, row: usize, half: &str) -> String {
        names::half(self.form.prefix, &self.interaction.response, row, half)
    }

    /// A scalar that names a choice, of the declared type.
    fn named(&self, field: &str, name: &str) -> Result<Scalar, FieldProblem> {
        use domain::item::BaseType;
        let base = self.shape.base_type.unwrap_or(BaseType::Identifier);
        Scalar::read(base, name).ok_or_else(|| FieldProblem::impossible(field, name))
    }

    /// Scalars in the container that is declared, at most `max` of them (0 for no limit).
    fn container(&self, scalars: Vec<Scalar>, max: u32) -> Result<Value, FieldProblem> {
        let max = if self.shape.single() { 1 } else { max };
        if max > 0 && scalars.len() > max as usize {
            return Err(FieldProblem::new(&self.field(), Why::TooMany { max }));
        }
        Ok(Value::container(self.shape.cardinality, scalars))
    }
}

/// The fields that came, by name; what is read is taken out, so that what is left is unknown.
struct Sent<'f> {
    fields: BTreeMap<&'f str, Vec<&'f str>>,
}

impl<'f> Sent<'f> {
    fn of(prefix: &str, fields: &'f [(String, String)]) -> Self {
        let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, value) in fields.iter().filter(|(name, _)| name.starts_with(prefix)) {
            by_name.entry(name).or_default().push(value);
        }
        Self { fields: by_name }
    }

    /// Every value of a field that is not empty, in the order in which they came.
    fn all(&mut self, name: &str) -> Vec<&'f str> {
        let mut values = self.fields.remove(name).unwrap_or_default();
        values.retain(|value| !value.is_empty());
        values
    }

    /// The value of a field that can have one only; nothing where it is empty.
    fn one(&mut self, name: &str) -> Result<Option<&'f str>, FieldProblem> {
        let mut values = self.all(name);
        match values.len() {
            0 | 1 => Ok(values.pop()),
            _ => Err(FieldProblem::new(name, Why::TooMany { max: 1 })),
        }
    }

    fn rest(&self) -> impl Iterator<Item = &'f str> + use<'f, '_> {
        self.fields.keys().copied()
    }
}
