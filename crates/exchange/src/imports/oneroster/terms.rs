//! `academicSessions.csv`.

use domain::{TermId, people::Term};

use super::{
    EndDates, Reading,
    batch::{EndedThing, Kind},
    organizations::Parent,
    sheet::{Entry, Sheet, Status},
};
use crate::Problems;

const PLACED: [&str; 5] = ["title", "type", "startDate", "endDate", "parentSourcedId"];

impl Reading<'_> {
    /// The id of the term with this sourcedId.
    pub fn term_id(&self, sourced_id: &str) -> TermId {
        TermId::derived(self.source.district, &[self.source.name, "academicSession", sourced_id])
    }

    pub fn terms(&mut self, sheet: &Sheet) {
        let mut taken: Vec<(Entry<'_>, Term)> = Vec::with_capacity(sheet.len());
        for entry in sheet.entries() {
            let id = self.term_id(entry.sourced_id);
            let mut quiet = Problems::default();
            let ended = matches!(entry.status, Status::Ended(_));
            let problems = if ended { &mut quiet } else { &mut *self.problems };
            let term = term(&entry, id, self.source.end_dates, problems);
            if let Status::Ended(on) = entry.status {
                self.end(&entry, EndedThing::Term(id), on);
            }
            self.stand(Kind::Term, &entry, term.is_some());
            taken.extend(term.map(|term| (entry, term)));
        }
        let parents = self.parents(Kind::Term, taken.iter().map(|(entry, _)| *entry));
        let ids: Vec<_> = taken.iter().map(|(_, term)| term.id).collect();
        for place in &parents.order {
            let mut term = taken[*place].1.clone();
            term.parent = match &parents.parent[*place] {
                Parent::None => None,
                Parent::Here(parent) => Some(ids[*parent]),
                Parent::Earlier(sourced_id) => Some(self.term_id(sourced_id)),
            };
            self.batch.terms.push(term);
        }
    }
}

fn term(entry: &Entry<'_>, id: TermId, ends: EndDates, problems: &mut Problems) -> Option<Term> {
    let title = entry.required("title", problems);
    let kind = entry.required("type", problems);
    let given = [entry.required("startDate", problems), entry.required("endDate", problems)];
    let dates = entry.dates(["startDate", "endDate"], ends, problems);
    given.iter().all(Option::is_some).then_some(())?;
    Some(Term {
        id,
        parent: None,
        kind: kind?,
        title: title?,
        dates: dates.ok()?,
        sourced_id: Some(entry.sourced_id.to_owned()),
        extra: entry.extra(&PLACED),
    })
}
