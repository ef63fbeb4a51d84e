//! Numbers as people write them: with the decimal sign of the item's language, or the other one where that
//! cannot be mistaken for a sign between thousands.

mod signs;

use std::collections::BTreeMap;

use domain::item::{BaseType, InteractionKind, Scalar, Value};

use super::{Asked, FieldProblem, Sent, Why, problem::short};

pub(crate) use signs::decimal_comma;

/// A number as the language writes it; [`read`] reads it back.
pub(crate) fn written(number: f64, language: Option<&str>) -> String {
    let plain = number.to_string();
    if decimal_comma(language) { plain.replace('.', ",") } else { plain }
}

/// A whole number in a base from 2 to 36; others are taken as 10.
pub(crate) fn in_base(number: i64, base: u32) -> String {
    if base == 10 || !(2..=36).contains(&base) {
        return number.to_string();
    }
    let mut rest = number.unsigned_abs();
    let mut digits = Vec::new();
    loop {
        let digit = u32::try_from(rest % u64::from(base)).unwrap_or(0);
        digits.push(char::from_digit(digit, base).unwrap_or('0'));
        rest /= u64::from(base);
        if rest == 0 {
            break;
        }
    }
    if number < 0 {
        digits.push('-');
    }
    digits.iter().rev().collect()
}

/// A number as a person typed it.
pub(super) fn read(field: &str, text: &str, language: Option<&str>) -> Result<f64, FieldProblem> {
    let plain =
        signs::plain(text, decimal_comma(language)).map_err(|wrong| told(field, text, wrong, language))?;
    finite(&plain).ok_or_else(|| told(field, text, signs::Unreadable::NoNumber, language))
}

/// A whole number as a person typed it.
pub(super) fn whole(field: &str, text: &str, base: u32, language: Option<&str>) -> Result<i64, FieldProblem> {
    let not_whole = || FieldProblem::new(field, Why::NotWhole(short(text)));
    if base != 10 && (2..=36).contains(&base) {
        return i64::from_str_radix(text.trim(), base).map_err(|_| not_whole());
    }
    match signs::plain(text, decimal_comma(language)) {
        Ok(plain) => plain.parse().map_err(|_| not_whole()),
        Err(wrong @ signs::Unreadable::TwoNumbers { .. }) => Err(told(field, text, wrong, language)),
        Err(signs::Unreadable::NoNumber) => Err(not_whole()),
    }
}

/// A number as a field of numbers sends it: with a point, whatever the language.
pub(super) fn plain(field: &str, text: &str) -> Result<f64, FieldProblem> {
    let plain = text.bytes().all(|sign| sign.is_ascii_digit() || b"+-.eE".contains(&sign));
    let number = finite(text).filter(|_| plain);
    number.ok_or_else(|| told(field, text, signs::Unreadable::NoNumber, None))
}

/// The number of a slider: within its ends, on one of its steps.
pub(super) fn read_slider(asked: &Asked, sent: &mut Sent) -> Result<Value, FieldProblem> {
    let InteractionKind::Slider { lower, upper, step, .. } = &asked.interaction.kind else {
        return Ok(Value::Null);
    };
    let field = asked.field();
    let Some(text) = sent.one(&field)? else { return Ok(Value::Null) };
    let number = plain(&field, text)?;
    if !(*lower..=*upper).contains(&number) {
        let (min, max) = (lower.to_string(), upper.to_string());
        return Err(FieldProblem::new(&field, Why::OutOfRange { min, max }));
    }
    if let Some(step) = step.filter(|step| *step > 0.0) {
        let steps = (number - lower) / step;
        // Steps such as 0.1 have no exact binary number: a millionth of one is off for nobody.
        if (steps - steps.round()).abs() > 1e-6 {
            let (min, step) = (lower.to_string(), step.to_string());
            return Err(FieldProblem::new(&field, Why::OffStep { min, step }));
        }
    }
    let scalar = match asked.shape.base_type {
        Some(BaseType::Integer) => {
            Scalar::Integer(text.parse().map_err(|_| FieldProblem::new(&field, Why::NotWhole(short(text))))?)
        }
        _ => Scalar::Float(number),
    };
    asked.container(vec![scalar], 1)
}

/// A number with how it was written. Source: QTI 3.0, text entry interaction bound to a record.
pub(super) fn record(
    field: &str,
    text: &str,
    base: u32,
    language: Option<&str>,
) -> Result<Value, FieldProblem> {
    let mut fields = BTreeMap::new();
    fields.insert("stringValue".to_owned(), Some(Scalar::String(text.to_owned())));
    if base != 10 {
        fields.insert("integerValue".to_owned(), Some(Scalar::Integer(whole(field, text, base, language)?)));
        return Ok(Value::Record(fields));
    }
    let number = read(field, text, language)?;
    let plain = signs::plain(text, decimal_comma(language)).unwrap_or_default();
    let (mantissa, exponent) = plain.split_once('e').map_or((plain.as_str(), None), |(m, e)| (m, Some(e)));
    let unsigned = mantissa.trim_start_matches('-');
    let (left, right) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let exponent_number = exponent.and_then(|text| text.parse::<i64>().ok());
    let count = |digits: &str| i64::try_from(digits.len()).unwrap_or(i64::MAX);
    let significant = format!("{left}{right}");
    let mut add = |name: &str, number: i64| fields.insert(name.to_owned(), Some(Scalar::Integer(number)));
    add("leftDigits", count(left));
    add("rightDigits", count(right));
    add("ndp", (count(right) - exponent_number.unwrap_or(0)).max(0));
    add("nsf", count(significant.trim_start_matches('0')));
    if let Some(exponent) = exponent_number {
        add("exponent", exponent);
    }
    if let Ok(whole) = plain.parse::<i64>() {
        add("integerValue", whole);
    }
    fields.insert("floatValue".to_owned(), Some(Scalar::Float(number)));
    Ok(Value::Record(fields))
}

fn finite(plain: &str) -> Option<f64> {
    plain.parse::<f64>().ok().filter(|number| number.is_finite())
}

fn told(field: &str, text: &str, wrong: signs::Unreadable, language: Option<&str>) -> FieldProblem {
    let text = short(text);
    let why = match wrong {
        signs::Unreadable::NoNumber => Why::NotANumber { text, example: written(2.5, language) },
        signs::Unreadable::TwoNumbers { one, other } => Why::Ambiguous { text, one, other },
    };
    FieldProblem::new(field, why)
}
