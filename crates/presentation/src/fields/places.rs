//! Names put in order by their places.

use domain::item::{InteractionKind, Value};

use super::{Asked, FieldProblem, Sent, Why};

pub(super) fn read(asked: &Asked, sent: &mut Sent) -> Result<Value, FieldProblem> {
    let (known, max): (Vec<&str>, u32) = match &asked.interaction.kind {
        InteractionKind::Order { choices, max, .. } => {
            (choices.iter().map(|one| one.identifier.as_str()).collect(), *max)
        }
        InteractionKind::GraphicOrder { choices, max, .. } => {
            (choices.iter().map(|one| one.identifier.as_str()).collect(), *max)
        }
        _ => return Ok(Value::Null),
    };
    let count = if max == 0 { known.len() } else { known.len().min(max as usize) };
    let mut placed: Vec<Option<&str>> = vec![None; count];
    for name in known {
        let field = asked.part(name);
        let Some(value) = sent.one(&field)? else { continue };
        let place = value.parse::<usize>().ok().and_then(|place| placed.get_mut(place.checked_sub(1)?));
        let place = place.ok_or_else(|| FieldProblem::impossible(&field, value))?;
        if place.replace(name).is_some() {
            return Err(FieldProblem::new(&field, Why::SamePlace(value.to_owned())));
        }
    }
    // A place that is left empty changes nothing in the order of the others.
    let field = asked.field();
    let scalars =
        placed.into_iter().flatten().map(|name| asked.named(&field, name)).collect::<Result<_, _>>()?;
    asked.container(scalars, max)
}
