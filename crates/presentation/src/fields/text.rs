//! Text and numbers as they were typed.

use domain::item::{BaseType, Cardinality, InteractionKind, Scalar, Value};

use super::{Asked, FieldProblem, Read, Sent, Why, number};
use crate::names;

/// Characters that one line may have.
const LONGEST_LINE: usize = 10_000;
/// Characters that a text may have: a book of 100 pages.
const LONGEST_TEXT: usize = 200_000;

pub(super) fn read_entry(asked: &Asked, sent: &mut Sent) -> Read {
    let InteractionKind::TextEntry { base, .. } = &asked.interaction.kind else { return Ok(Vec::new()) };
    let field = asked.field();
    let typed = sent.one(&field)?.map(|text| checked(&field, text, LONGEST_LINE)).transpose()?;
    let value = match (&typed, asked.shape.cardinality) {
        (None, _) => Value::Null,
        (Some(text), Cardinality::Record) => number::record(&field, text, *base, asked.form.language)?,
        (Some(text), _) => {
            let scalar = scalar(asked, &field, text, *base)?;
            asked.container(scalar.into_iter().collect(), 1)?
        }
    };
    let mut read = vec![(asked.interaction.response.clone(), value)];
    if let Some(name) = names::text_response(asked.interaction) {
        let text = typed.map_or(Value::Null, |text| Value::Single(Scalar::String(text)));
        read.push((name.to_owned(), text));
    }
    Ok(read)
}

pub(super) fn read_extended(asked: &Asked, sent: &mut Sent) -> Result<Value, FieldProblem> {
    let InteractionKind::ExtendedText { max_strings, .. } = &asked.interaction.kind else {
        return Ok(Value::Null);
    };
    let field = asked.field();
    let mut scalars = Vec::new();
    for text in sent.all(&field) {
        let text = checked(&field, text, LONGEST_TEXT)?;
        scalars.extend(scalar(asked, &field, &text, 10)?);
    }
    let most = u32::try_from(names::most_rows(*max_strings)).unwrap_or(u32::MAX);
    asked.container(scalars, most)
}

/// One text as a scalar of the declared type; nothing for a number of which only spaces are written.
fn scalar(asked: &Asked, field: &str, text: &str, base: u32) -> Result<Option<Scalar>, FieldProblem> {
    let language = asked.form.language;
    let text = if asked.shape.number() { without_unit(asked, text) } else { text };
    Ok(Some(match asked.shape.base_type {
        Some(BaseType::Integer | BaseType::Float | BaseType::Duration) if text.trim().is_empty() => {
            return Ok(None);
        }
        Some(BaseType::Integer) => Scalar::Integer(number::whole(field, text, base, language)?),
        Some(BaseType::Float) => Scalar::Float(number::read(field, text, language)?),
        Some(BaseType::Duration) => Scalar::Duration(number::read(field, text, language)?),
        Some(BaseType::String) | None => Scalar::String(text.to_owned()),
        Some(base) => Scalar::read(base, text).ok_or_else(|| FieldProblem::impossible(field, text))?,
    }))
}

/// A number without a unit that its author takes before or after it: `12 cm`, `$5`.
fn without_unit<'t>(asked: &Asked, text: &'t str) -> &'t str {
    let units = asked.interaction.attributes.iter().find(|(name, _)| name == "data-units");
    let Some((_, units)) = units else { return text };
    let text = text.trim();
    let stripped = units.split('|').filter(|unit| !unit.is_empty()).find_map(|unit| {
        let rest = text.strip_suffix(unit).or_else(|| text.strip_prefix(unit))?;
        let rest = rest.trim();
        rest.contains(|sign: char| sign.is_ascii_digit()).then_some(rest)
    });
    stripped.unwrap_or(text)
}

/// Text as it is kept: ends of lines as one sign, no NUL, not too long.
fn checked(field: &str, text: &str, longest: usize) -> Result<String, FieldProblem> {
    if text.contains('\0') {
        return Err(FieldProblem::impossible(field, text));
    }
    if text.len() > longest && text.chars().count() > longest {
        return Err(FieldProblem::new(field, Why::TooLong { max: longest }));
    }
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

#[cfg(test)]
mod tests {
    use domain::item::{Interaction, TextFormat};

    use super::*;
    use crate::{Form, ResponseShape};

    #[test]
    fn a_unit_that_is_taken_may_be_typed_with_a_number() {
        let kind = InteractionKind::ExtendedText {
            expected_length: None,
            expected_lines: None,
            pattern: None,
            pattern_message: None,
            placeholder: None,
            format: TextFormat::Plain,
            min_strings: 0,
            max_strings: 1,
        };
        let interaction = Interaction {
            response: "R".to_owned(),
            prompt: Vec::new(),
            kind,
            attributes: vec![("data-units".to_owned(), "cm|$".to_owned())],
        };
        let form = Form {
            interactions: &[&interaction],
            responses: &[],
            prefix: "r-",
            language: Some("en"),
            files: &|_| None,
        };
        let shape = ResponseShape {
            identifier: "R".to_owned(),
            cardinality: Cardinality::Single,
            base_type: Some(BaseType::Float),
        };
        let asked = Asked { form: &form, interaction: &interaction, shape: &shape };
        for (typed, expected) in [
            ("12 cm", Some(12.0)),
            ("$5", Some(5.0)),
            ("7", Some(7.0)),
            ("3.5cm", Some(3.5)),
            ("12 m", None),
            ("cm", None),
        ] {
            let read = scalar(&asked, "r-R", typed, 10).ok().flatten();
            assert_eq!(read, expected.map(Scalar::Float), "{typed}");
        }
    }
}
