//! `classes.csv`, with what `courses.csv` says of each.

use std::collections::HashMap;

use domain::{SectionId, TermId, people::Section, time::Dates};
use serde_json::{Value, json};

use super::{
    Reading,
    batch::{EndedThing, Kind, Mode},
    sheet::{Entry, Sheet, Status},
    standing::Need,
};
use crate::Problems;

const PLACED: [&str; 6] =
    ["title", "schoolSourcedId", "termSourcedIds", "grades", "subjects", "courseSourcedId"];

impl Reading<'_> {
    /// The id of the section with this sourcedId.
    pub fn section_id(&self, sourced_id: &str) -> SectionId {
        SectionId::derived(self.source.district, &[self.source.name, "class", sourced_id])
    }

    pub fn sections(&mut self, classes: &Sheet, courses: &Sheet) {
        let courses: HashMap<&str, Entry<'_>> =
            courses.entries().map(|entry| (entry.sourced_id, entry)).collect();
        for sourced_id in courses.keys() {
            self.standings.set(Kind::Course, sourced_id, super::standing::Standing::Taken);
        }
        let spans: HashMap<TermId, Dates> =
            self.batch.terms.iter().map(|term| (term.id, term.dates)).collect();
        for entry in classes.entries() {
            let section = self.section(&entry, &courses, &spans);
            if let Status::Ended(on) = entry.status {
                self.end(&entry, EndedThing::Section(self.section_id(entry.sourced_id)), on);
            }
            self.stand(Kind::Section, &entry, section.is_some());
            self.batch.sections.extend(section);
        }
    }

    fn section(
        &mut self,
        entry: &Entry<'_>,
        courses: &HashMap<&str, Entry<'_>>,
        spans: &HashMap<TermId, Dates>,
    ) -> Option<Section> {
        let mut quiet = Problems::default();
        let ended = matches!(entry.status, Status::Ended(_));
        let title = entry.required("title", if ended { &mut quiet } else { &mut *self.problems });
        let school = entry.cell("schoolSourcedId");
        if ended && !self.standings.is_taken(Kind::Organization, school) {
            return None;
        }
        let school_known =
            self.refers_to(entry, "schoolSourcedId", Kind::Organization, school, Need::Required);
        let mut terms = Vec::new();
        for wanted in entry.list("termSourcedIds") {
            if self.refers_to(entry, "termSourcedIds", Kind::Term, wanted, Need::Optional) {
                terms.push(self.term_id(wanted));
            }
        }
        let title = title.filter(|_| school_known)?;
        let mut extra = entry.extra(&PLACED);
        if terms.len() > 1 {
            extra.insert("termSourcedIds".to_owned(), Value::from(entry.cell("termSourcedIds")).to_string());
        }
        let course = self.course(entry, courses);
        if let Some(course) = course {
            let kept = json!({
                "sourcedId": course.sourced_id,
                "title": course.cell("title"),
                "courseCode": course.cell("courseCode"),
            });
            extra.insert("course".to_owned(), kept.to_string());
        } else if !entry.cell("courseSourcedId").is_empty() {
            let kept = json!({ "sourcedId": entry.cell("courseSourcedId") });
            extra.insert("course".to_owned(), kept.to_string());
        }
        let words = |column: &str| match (entry.words(column), course) {
            (words, Some(course)) if words.is_empty() => course.words(column),
            (words, _) => words,
        };
        Some(Section {
            id: self.section_id(entry.sourced_id),
            organization: self.organization_id(school),
            dates: span_of(terms.iter().filter_map(|term| spans.get(term)).copied()),
            term: terms.first().copied(),
            title,
            grades: words("grades"),
            subjects: words("subjects"),
            sourced_id: Some(entry.sourced_id.to_owned()),
            extra,
        })
    }

    fn course<'s>(
        &mut self,
        entry: &Entry<'_>,
        courses: &'s HashMap<&str, Entry<'s>>,
    ) -> Option<&'s Entry<'s>> {
        let wanted = entry.cell("courseSourcedId");
        let course = courses.get(wanted);
        if course.is_none() && !wanted.is_empty() && self.standings.mode(Kind::Course) == Mode::Bulk {
            self.refers_to(entry, "courseSourcedId", Kind::Course, wanted, Need::Optional);
        }
        course
    }
}

/// From the first day of the first term to the last day of the last.
fn span_of(mut terms: impl Iterator<Item = Dates>) -> Dates {
    let Some(first) = terms.next() else { return Dates::ALWAYS };
    let whole = terms.fold((first.begins(), first.ends()), |(begins, ends), term| {
        (begins.min(term.begins()), ends.max(term.ends()))
    });
    Dates::new(whole.0, whole.1).unwrap_or(first)
}
