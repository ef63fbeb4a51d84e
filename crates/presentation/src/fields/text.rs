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
