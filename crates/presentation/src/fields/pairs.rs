//! Pairs of names: out of a table, of rows of two lists, of gaps.

use std::collections::BTreeMap;

use domain::item::{AssociableChoice, BaseType, HotspotChoice, InteractionKind, Scalar, Value};

use super::{Asked, FieldProblem, Sent, Why};
use crate::names;

/// One that can be paired: its name, how often (0 for no limit), and with what.
struct Pairable<'a> {
    name: &'a str,
    max: u32,
    group: &'a [String],
}

pub(super) fn read_match(asked: &Asked, sent: &mut Sent) -> Result<Value, FieldProblem> {
    let InteractionKind::Match { sets, max, .. } = &asked.interaction.kind else { return Ok(Value::Null) };
    let [rows, columns] = sets.each_ref().map(|set| of_choices(set));
    let mut pairs = Vec::new();
    if asked.shape.cardinality == domain::item::Cardinality::Single {
        let field = asked.field();
        for value in sent.all(&field) {
            let (row, column) =
                value.split_once(' ').ok_or_else(|| FieldProblem::impossible(&field, value))?;
            pairs.push(pair(&field, find(&field, &rows, row)?, find(&field, &columns, column)?)?);
        }
    } else {
        for row in &rows {
            let field = asked.part(row.name);
            for value in sent.all(&field) {
                pairs.push(pair(&field, row, find(&field, &columns, value)?)?);
            }
        }
    }
    finish(asked, pairs, &[&rows, &columns], *max)
}

pub(super) fn read_associate(asked: &Asked, sent: &mut Sent) -> Result<Value, FieldProblem> {
    let (known, max) = match &asked.interaction.kind {
        InteractionKind::Associate { choices, max, .. } => (of_choices(choices), *max),
        InteractionKind::GraphicAssociate { choices, max, .. } => (of_areas(choices), *max),
        _ => return Ok(Value::Null),
    };
    let mut pairs = Vec::new();
    for row in 1..=names::most_rows(if asked.shape.single() { 1 } else { max }) {
        let [a, b] = ["a", "b"].map(|half| asked.half(row, half));
        match (sent.one(&a)?, sent.one(&b)?) {
            (None, None) => {}
            (Some(one), Some(other)) => {
                pairs.push(pair(&a, find(&a, &known, one)?, find(&b, &known, other)?)?);
            }
            (None, Some(_)) => return Err(FieldProblem::new(&a, Why::Half)),
            (Some(_), None) => return Err(FieldProblem::new(&b, Why::Half)),
        }
    }
    finish(asked, pairs, &[&known], max)
}

pub(super) fn read_gaps(asked: &Asked, sent: &mut Sent) -> Result<Value, FieldProblem> {
    let (choices, gaps, max): (_, Vec<Pairable>, _) = match &asked.interaction.kind {
        InteractionKind::GapMatch { choices, passage, max, .. } => {
            let gaps = names::gaps(passage);
            let gaps = gaps.iter().map(|gap| Pairable { name: &gap.identifier, max: 1, group: &gap.group });
            (choices, gaps.collect(), *max)
        }
        InteractionKind::GraphicGapMatch { choices, gaps, max, .. } => (choices, of_areas(gaps), *max),
        _ => return Ok(Value::Null),
    };
    let choices = of_choices(choices);
    let mut pairs = Vec::new();
    for gap in &gaps {
        let field = asked.part(gap.name);
        for value in sent.all(&field) {
            pairs.push(pair(&field, find(&field, &choices, value)?, gap)?);
        }
    }
    finish(asked, pairs, &[&choices, &gaps], max)
}

fn of_choices(choices: &[AssociableChoice]) -> Vec<Pairable<'_>> {
    choices
        .iter()
        .map(|one| Pairable { name: &one.choice.identifier, max: one.max, group: &one.group })
        .collect()
}

fn of_areas(areas: &[HotspotChoice]) -> Vec<Pairable<'_>> {
    areas.iter().map(|one| Pairable { name: &one.identifier, max: one.max, group: &one.group }).collect()
}

fn find<'p, 'a>(
    field: &str,
    known: &'p [Pairable<'a>],
    name: &str,
) -> Result<&'p Pairable<'a>, FieldProblem> {
    known.iter().find(|one| one.name == name).ok_or_else(|| FieldProblem::impossible(field, name))
}

/// Two that may go together.
fn pair<'a>(
    field: &str,
    one: &Pairable<'a>,
    other: &Pairable<'a>,
) -> Result<(&'a str, &'a str), FieldProblem> {
    if names::may_pair((one.name, one.group), (other.name, other.group)) {
        return Ok((one.name, other.name));
    }
    Err(FieldProblem::impossible(field, &format!("{} {}", one.name, other.name)))
}

/// The pairs in their container, when none is there twice and nothing is used too often.
fn finish(
    asked: &Asked,
    pairs: Vec<(&str, &str)>,
    known: &[&[Pairable]],
    max: u32,
) -> Result<Value, FieldProblem> {
    let field = asked.field();
    let ordered = asked.shape.base_type != Some(BaseType::Pair);
    let mut uses: BTreeMap<&str, u32> = BTreeMap::new();
    let mut scalars: Vec<Scalar> = Vec::with_capacity(pairs.len());
    for (one, other) in pairs {
        let scalar = if ordered {
            Scalar::DirectedPair(one.to_owned(), other.to_owned())
        } else {
            Scalar::Pair(one.to_owned(), other.to_owned())
        };
        if scalars.iter().any(|known| known.same(&scalar)) {
            return Err(FieldProblem::new(&field, Why::Twice(format!("{one} {other}"))));
        }
        *uses.entry(one).or_default() += 1;
        if one != other {
            *uses.entry(other).or_default() += 1;
        }
        scalars.push(scalar);
    }
    for one in known.iter().copied().flatten().filter(|one| one.max > 0) {
        if uses.get(one.name).is_some_and(|uses| *uses > one.max) {
            return Err(FieldProblem::new(&field, Why::UsedUp { name: one.name.to_owned(), max: one.max }));
        }
    }
    asked.container(scalars, max)
}
