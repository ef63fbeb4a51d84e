//! `orgs.csv`.

use std::collections::HashMap;

use domain::{OrganizationId, people::Organization};

use super::{
    Reading,
    batch::{Ended, EndedThing, Kind},
    sheet::{Entry, Sheet, Status},
    standing::{Need, Standing, parents_first},
};
use crate::Problems;

const PLACED: [&str; 3] = ["name", "type", "parentSourcedId"];

impl Reading<'_> {
    /// The id of the organization with this sourcedId.
    pub fn organization_id(&self, sourced_id: &str) -> OrganizationId {
        OrganizationId::derived(self.source.district, &[self.source.name, "org", sourced_id])
    }

    pub fn organizations(&mut self, sheet: &Sheet) {
        let mut taken: Vec<(Entry<'_>, Organization)> = Vec::with_capacity(sheet.len());
        for entry in sheet.entries() {
            let id = self.organization_id(entry.sourced_id);
            let mut quiet = Problems::default();
            let ended = matches!(entry.status, Status::Ended(_));
            let problems = if ended { &mut quiet } else { &mut *self.problems };
            let organization = organization(&entry, id, problems);
            if let Status::Ended(on) = entry.status {
                self.end(&entry, EndedThing::Organization(id), on);
            }
            self.stand(Kind::Organization, &entry, organization.is_some());
            taken.extend(organization.map(|organization| (entry, organization)));
        }
        let parents = self.parents(Kind::Organization, taken.iter().map(|(entry, _)| *entry));
        let ids: Vec<_> = taken.iter().map(|(_, organization)| organization.id).collect();
        for place in &parents.order {
            let mut organization = taken[*place].1.clone();
            organization.parent = match &parents.parent[*place] {
                Parent::None => None,
                Parent::Here(parent) => Some(ids[*parent]),
                Parent::Earlier(sourced_id) => Some(self.organization_id(sourced_id)),
            };
            self.batch.organizations.push(organization);
        }
    }

    /// Notes that a row's thing is over.
    pub fn end(&mut self, entry: &Entry<'_>, what: EndedThing, on: Option<domain::Date>) {
        let sourced_id = entry.sourced_id.to_owned();
        self.batch.ended.push(Ended { what, sourced_id, on, line: entry.row.line });
    }

    /// Notes what became of a row.
    pub fn stand(&mut self, kind: Kind, entry: &Entry<'_>, taken: bool) {
        let standing = match (taken, entry.status) {
            (true, _) => Standing::Taken,
            (false, Status::Ended(_)) => Standing::EndOnly,
            (false, Status::Active) => Standing::LeftOut,
        };
        if standing == Standing::LeftOut {
            self.leave_out(kind, entry);
        }
        self.standings.set(kind, entry.sourced_id, standing);
    }

    /// Notes that a row is there but cannot be used.
    pub fn leave_out(&mut self, kind: Kind, entry: &Entry<'_>) {
        self.batch.left_out.push((kind, entry.sourced_id.to_owned()));
    }

    /// Finds the parents of rows of one kind by their `parentSourcedId`, without circles.
    pub fn parents<'s>(&mut self, kind: Kind, entries: impl Iterator<Item = Entry<'s>>) -> Parents {
        let entries: Vec<_> = entries.collect();
        let places: HashMap<&str, usize> =
            entries.iter().enumerate().map(|(place, entry)| (entry.sourced_id, place)).collect();
        let field = "parentSourcedId";
        let mut parent: Vec<Parent> = Vec::with_capacity(entries.len());
        for entry in &entries {
            let wanted = entry.cell(field);
            parent.push(match places.get(wanted) {
                Some(place) => Parent::Here(*place),
                None if !wanted.is_empty() && self.refers_to(entry, field, kind, wanted, Need::Optional) => {
                    Parent::Earlier(wanted.to_owned())
                }
                None => Parent::None,
            });
        }
        let mut inside: Vec<Option<usize>> = parent
            .iter()
            .map(|parent| if let Parent::Here(place) = parent { Some(*place) } else { None })
            .collect();
        let (order, broken) = parents_first(&mut inside);
        for place in broken {
            parent[place] = Parent::None;
            let what = format!("the {} lies within itself; it comes in without a parent", kind.word());
            let warning = entries[place].row.warning(field, what, "Correct the parent.");
            self.problems.add(warning.with_value(entries[place].cell(field)));
        }
        Parents { order, parent }
    }
}

/// Parents of rows, by place.
pub(super) struct Parents {
    /// Places, parents first.
    pub order: Vec<usize>,
    pub parent: Vec<Parent>,
}

/// The parent of one row.
pub(super) enum Parent {
    None,
    /// Another row, by place.
    Here(usize),
    /// Came in earlier, by sourcedId.
    Earlier(String),
}

fn organization(entry: &Entry<'_>, id: OrganizationId, problems: &mut Problems) -> Option<Organization> {
    let name = entry.required("name", problems);
    let kind = entry.required("type", problems);
    Some(Organization {
        id,
        parent: None,
        kind: kind?,
        name: name?,
        sourced_id: Some(entry.sourced_id.to_owned()),
        extra: entry.extra(&PLACED),
    })
}
