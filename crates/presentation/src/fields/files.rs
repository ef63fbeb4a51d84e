//! Files, and how often a sound or film was played.

use domain::item::{InteractionKind, Scalar, Value};

use super::{Asked, FieldProblem, Sent, Why};

/// More plays than this are no count.
const MOST_PLAYS: i64 = 100_000;

pub(super) fn read(asked: &Asked, sent: &mut Sent) -> Result<Value, FieldProblem> {
    let field = asked.field();
    let mut tokens = sent.all(&field);
    if asked.shape.single() && tokens.len() > 1 {
        // A new file comes after the one that was kept, and takes its place.
        tokens.drain(..tokens.len() - 1);
    }
    let mut scalars = Vec::with_capacity(tokens.len());
    for token in tokens {
        let file = (asked.form.files)(token).ok_or_else(|| FieldProblem::new(&field, Why::FileGone))?;
        let types: &[String] = match &asked.interaction.kind {
            InteractionKind::Upload { types } => types,
            _ => &["image/*".to_owned()],
        };
        if !types.is_empty() && !types.iter().any(|kind| takes(kind, &file.media_type, &file.name)) {
            let why = Why::WrongFile { found: file.media_type, types: types.join(", ") };
            return Err(FieldProblem::new(&field, why));
        }
        let scalar = Scalar::File(file);
        if !scalars.contains(&scalar) {
            scalars.push(scalar);
        }
    }
    asked.container(scalars, 0)
}

/// Whether a kind such as `image/*`, `application/pdf` or `.csv` takes a file.
fn takes(kind: &str, media_type: &str, name: &str) -> bool {
    let kind = kind.trim();
    let bare = media_type.split(';').next().unwrap_or_default().trim();
    if kind.starts_with('.') {
        return name.to_ascii_lowercase().ends_with(&kind.to_ascii_lowercase());
    }
    match kind.strip_suffix('*').filter(|start| start.ends_with('/')) {
        Some(start) => bare.to_ascii_lowercase().starts_with(&start.to_ascii_lowercase()),
        None => kind == "*/*" || kind.eq_ignore_ascii_case(bare),
    }
}

/// How often something was played.
pub(super) fn read_plays(asked: &Asked, sent: &mut Sent) -> Result<Value, FieldProblem> {
    let field = asked.field();
    let Some(text) = sent.one(&field)? else { return Ok(Value::Null) };
    match text.parse::<i64>() {
        Ok(plays) if (0..=MOST_PLAYS).contains(&plays) => asked.container(vec![Scalar::Integer(plays)], 1),
        _ => Err(FieldProblem::impossible(&field, text)),
    }
}
