//! Competencies to `CFItems`.

use domain::framework::Competency;
use serde_json::Value;

use super::{
    Context,
    fields::{begin, values},
};
use crate::{
    closed_schema::{Lenient, POSITION, RETIRED},
    imports::case::{is_retired, positions},
};

/// The items in the order given. Places that the order and the sequence numbers do not say are noted.
pub(super) fn all(context: &Context<'_>) -> Vec<Lenient> {
    let (competencies, associations) = (context.out.competencies, context.out.associations);
    let sequences = super::associations::sequences(associations);
    let places = positions::of_competencies(competencies, associations, &sequences);
    competencies
        .iter()
        .zip(places)
        .map(|(competency, place)| item(context, competency, competency.position != place))
        .collect()
}

fn item(context: &Context<'_>, competency: &Competency, note_position: bool) -> Lenient {
    let mut item = begin(values(&competency.extra));
    item.set("identifier", Some(competency.guid.as_str()));
    item.set("humanCodingScheme", competency.code.as_deref());
    item.set("abbreviatedStatement", competency.short.as_deref());
    item.set("CFItemType", competency.kind.as_deref());
    item.set_list("educationLevel", &competency.grades);
    item.set("fullStatement", Some(competency.statement.as_str()));
    item.set(POSITION, Some(Value::from(competency.position)).filter(|_| note_position));
    let says = is_retired(&competency.extra);
    item.set(RETIRED, Some(Value::from(competency.retired)).filter(|_| says != competency.retired));
    if competency.retired
        && !says
        && let Some(day) = context.fill.changed_at.get(..10)
    {
        item.offered.push(("statusEndDate", day.into()));
    }
    item
}
