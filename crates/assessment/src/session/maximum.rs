//! The most that can be scored.

use std::collections::BTreeMap;

use domain::item::{
    AreaMapping, Cardinality, InteractionKind, Item, Mapping, ResponseDeclaration, Scalar, Shape, Value,
};

use super::{Attempt, Prepared};
use crate::processing::holds;

/// The most that `SCORE` of an item can be, by what the item says or by what its best answers come to; `None`
/// where nothing says it. For an item that is drawn, of one draw.
pub fn max_score(item: &Item) -> Option<f64> {
    Prepared::new(item, 0, &[]).ok()?.max_score()
}

/// What is declared (`MAXSCORE`, then the normal maximum of `SCORE`), else the better of two answers: the key,
/// and whatever the mappings give most for.
pub(super) fn of(prepared: &Prepared<'_>) -> Option<f64> {
    let item = prepared.item;
    let positive = |number: &f64| *number > 0.0;
    let said = prepared.initial("MAXSCORE").and_then(|value| value.number()).filter(positive);
    let said = said.or_else(|| item.outcome("SCORE").and_then(|score| score.normal_maximum));
    if said.is_some() || item.response_processing.is_empty() {
        return said;
    }
    if item.outcome("SCORE").is_none_or(|score| score.external_scored) {
        return None;
    }
    let mut keys = BTreeMap::new();
    let mut best = BTreeMap::new();
    for one in &item.responses {
        let key = prepared.correct(one).cloned();
        let most = limit(prepared, one);
        let mapped = one.mapping.as_ref().map(|mapping| best_of(mapping, one.cardinality, most));
        let placed = one.area_mapping.as_ref().map(|areas| best_points(areas, one.cardinality, most));
        if let Some(value) = mapped.or(placed).filter(|value| !value.is_null()).or_else(|| key.clone()) {
            best.insert(one.identifier.clone(), value);
        }
        if let Some(key) = key {
            keys.insert(one.identifier.clone(), key);
        }
    }
    let score = |responses: &BTreeMap<String, Value>| {
        let outcomes = prepared.processed(&Attempt::first(responses)).ok()?;
        outcomes.get("SCORE")?.number().filter(|score| score.is_finite())
    };
    let keyed = score(&keys);
    let most = if best == keys { keyed } else { keyed.into_iter().chain(score(&best)).reduce(f64::max) };
    most.filter(positive)
}

/// What a mapping gives most for.
pub(super) fn best_of(mapping: &Mapping, cardinality: Cardinality, most: usize) -> Value {
    let mut lines: Vec<_> = mapping.entries.iter().filter(|line| line.value > 0.0).collect();
    lines.sort_by(|one, two| two.value.total_cmp(&one.value));
    Value::container(cardinality, lines.into_iter().take(most).map(|line| line.key.clone()).collect())
}

fn best_points(areas: &AreaMapping, cardinality: Cardinality, most: usize) -> Value {
    let mut lines: Vec<_> = areas.entries.iter().filter(|(_, value)| *value > 0.0).collect();
    lines.sort_by(|one, two| two.1.total_cmp(&one.1));
    let points = lines.into_iter().filter_map(|(shape, _)| within(shape)).take(most).collect();
    Value::container(cardinality, points)
}

/// A point in an area.
fn within(shape: &Shape) -> Option<Scalar> {
    let (x, y) = match shape {
        Shape::Default => (0.0, 0.0),
        Shape::Rect([left, top, right, bottom]) => {
            (f64::midpoint(*left, *right), f64::midpoint(*top, *bottom))
        }
        Shape::Circle([x, y, _]) | Shape::Ellipse([x, y, ..]) => (*x, *y),
        Shape::Poly(corners) => {
            let middle = |three: &[(f64, f64)]| {
                let sum = three.iter().fold((0.0, 0.0), |sum, corner| (sum.0 + corner.0, sum.1 + corner.1));
                (sum.0 / 3.0, sum.1 / 3.0)
            };
            let inner = corners.windows(3).map(middle).find(|(x, y)| holds(shape, *x, *y));
            inner.or_else(|| corners.first().copied())?
        }
    };
    Some(Scalar::Point(x, y))
}

/// How many answers a response may hold.
fn limit(prepared: &Prepared<'_>, declared: &ResponseDeclaration) -> usize {
    if declared.cardinality == Cardinality::Single {
        return 1;
    }
    let asked = prepared.asked();
    let interaction = asked.iter().find(|(interaction, _)| interaction.response == declared.identifier);
    let most = interaction.map_or(0, |(interaction, _)| match &interaction.kind {
        InteractionKind::Choice { max, .. }
        | InteractionKind::Match { max, .. }
        | InteractionKind::Associate { max, .. }
        | InteractionKind::GapMatch { max, .. }
        | InteractionKind::Hottext { max, .. }
        | InteractionKind::Hotspot { max, .. }
        | InteractionKind::SelectPoint { max, .. }
        | InteractionKind::GraphicAssociate { max, .. }
        | InteractionKind::GraphicGapMatch { max, .. }
        | InteractionKind::PositionObject { max, .. } => *max,
        _ => 0,
    });
    if most == 0 { usize::MAX } else { most as usize }
}
