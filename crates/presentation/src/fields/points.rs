//! Points of a picture, in its pixels.

use domain::item::{InteractionKind, Scalar, Stage, Value};

use super::{Asked, FieldProblem, Sent, Why, number};
use crate::names;

pub(super) fn read(asked: &Asked, sent: &mut Sent) -> Result<Value, FieldProblem> {
    let (stage, max) = match &asked.interaction.kind {
        InteractionKind::SelectPoint { stage, max, .. }
        | InteractionKind::PositionObject { stage, max, .. } => (stage, *max),
        _ => return Ok(Value::Null),
    };
    let max = if asked.shape.single() { 1 } else { max };
    let mut points = Vec::new();
    for row in 1..=names::most_rows(max) {
        points.extend(point(stage, sent, [&asked.half(row, "x"), &asked.half(row, "y")])?);
    }
    // A click without JavaScript. A keyboard that presses the picture sends its upper left: that is no click.
    let clicked = ["x", "y"].map(|half| format!("{}.{half}", asked.part("pick")));
    let click = point(stage, sent, [&clicked[0], &clicked[1]])?;
    if let Some(click) = click.filter(|click| *click != Scalar::Point(0.0, 0.0)) {
        if max == 1 {
            points.clear();
        }
        points.push(click);
    }
    asked.container(points, max)
}

fn point(stage: &Stage, sent: &mut Sent, fields: [&str; 2]) -> Result<Option<Scalar>, FieldProblem> {
    let [x, y] = fields;
    match (sent.one(x)?, sent.one(y)?) {
        (None, None) => Ok(None),
        (Some(across), Some(down)) => {
            Ok(Some(Scalar::Point(inside(x, across, stage.width)?, inside(y, down, stage.height)?)))
        }
        (None, Some(_)) => Err(FieldProblem::new(x, Why::Half)),
        (Some(_), None) => Err(FieldProblem::new(y, Why::Half)),
    }
}

fn inside(field: &str, text: &str, most: u32) -> Result<f64, FieldProblem> {
    let number = number::plain(field, text)?;
    if (0.0..=f64::from(most)).contains(&number) {
        return Ok(number);
    }
    Err(FieldProblem::new(field, Why::OutOfRange { min: "0".to_owned(), max: most.to_string() }))
}
