//! Associations to `CFAssociations`.

use std::collections::HashSet;

use domain::framework::{Association, AssociationKind, End};
use serde_json::{Value, json};

use super::{
    Context,
    fields::{begin, values},
};
use crate::{
    closed_schema::{
        Lenient, POSITION, PREREQUISITE,
        shapes::{DOCUMENT, ITEM},
    },
    imports::case::{end_guid, naming::prerequisite_id, places, positions, remade_link},
};

/// The sequence numbers that are kept with the associations.
pub(super) fn sequences(associations: &[Association]) -> Vec<Option<i64>> {
    let sequence = |json: &str| positions::sequence_number(&places::value_of(json));
    associations.iter().map(|link| link.extra.get("sequenceNumber").and_then(sequence)).collect()
}

/// The associations in the order given.
pub(super) fn all(context: &Context<'_>) -> Vec<Lenient> {
    let associations = context.out.associations;
    let sequences = sequences(associations);
    let siblings = positions::of_siblings(associations, &sequences);
    let numbered: HashSet<&str> = associations
        .iter()
        .zip(&sequences)
        .filter(|(_, sequence)| sequence.is_some())
        .map(|(link, _)| link.destination.guid.as_str())
        .collect();
    associations
        .iter()
        .zip(siblings.positions)
        .map(|(link, position)| {
            let mut written = association(context, link);
            let noted = Value::from(link.position);
            written.set(POSITION, Some(noted).filter(|_| link.position != position));
            if let Some(place) = link.position.filter(|place| (0..i64::MAX).contains(place))
                && link.kind == AssociationKind::IsChildOf
                && !numbered.contains(link.destination.guid.as_str())
            {
                written.offered.push(("sequenceNumber", (place + 1).into()));
            }
            written
        })
        .collect()
}

fn association(context: &Context<'_>, link: &Association) -> Lenient {
    let mut written = begin(values(&link.extra));
    written.set("identifier", Some(link.guid.as_str()));
    let made_here = link.kind == AssociationKind::Precedes
        && link.id == prerequisite_id(context.out.district, link.framework, &link.guid);
    written.set("associationType", Some(if made_here { PREREQUISITE } else { link.kind.word() }));
    for (field, end) in [("originNodeURI", &link.origin), ("destinationNodeURI", &link.destination)] {
        set_end(context, &mut written, field, end);
    }
    written
}

/// A kept link stays when it still says where the end is; else it is made from what is there.
fn set_end(context: &Context<'_>, written: &mut Lenient, field: &str, end: &End) {
    let framework = context.out.framework;
    let known = context.known.get(end.guid.as_str()).copied();
    let inside = known.is_some() || end.guid == framework.guid;
    let remade = inside.then(|| remade_link(framework, known));
    if let Some(kept) = written.object.get(field)
        && end_guid(kept) == Some(&end.guid)
        && (inside || title_of(kept) == end.title)
    {
        if Some(kept) == remade.as_ref() {
            written.beside.insert(field.to_owned(), kept.clone());
        }
        return;
    }
    let mut made = remade.unwrap_or_else(|| match &end.title {
        Some(title) => json!({ "title": title, "identifier": end.guid }),
        None => json!({ "identifier": end.guid }),
    });
    if made.get("uri").is_none() {
        let shape = if known.is_some() || !inside { &ITEM } else { &DOCUMENT };
        made["uri"] = context.address(shape, &end.guid).into();
        written.made.push(field.to_owned());
    }
    written.set(field, Some(made));
}

fn title_of(link: &Value) -> Option<String> {
    let title = link.get("title").and_then(Value::as_str)?.trim();
    Some(title.replace('\0', "")).filter(|title| !title.is_empty())
}
