//! Prerequisites as a table: `before,after`, one pair a row, by code or by the publisher's GUID.
//!
//! No published package that we know of says what comes before what, so this is how it comes in.
//! Circles are reported: what must come before itself can never begin.

use std::collections::{HashMap, HashSet};

use domain::{
    AssociationId, DistrictId, FrameworkId,
    framework::{Association, AssociationKind, Competency, End},
};

use super::case::circles_of;
use crate::{
    Parsed, Problem, Problems,
    table::{Row, Table},
};

/// Reads the pairs as `precedes` associations between `competencies`, which are of one framework.
pub fn read(
    district: DistrictId,
    framework: FrameworkId,
    competencies: &[Competency],
    file: &str,
    bytes: &[u8],
) -> Parsed<Vec<Association>> {
    let mut problems = Problems::default();
    let mut pairs = Pairs::new(district, framework, competencies);
    if let Some(table) = Table::read(file, bytes, b",;\t", &mut problems) {
        let before = table.required_column(&["before", "requires", "prerequisite"], &mut problems);
        let after = table.required_column(&["after", "competency", "code"], &mut problems);
        if before.is_some() && after.is_some() {
            for row in table.rows() {
                pairs.add(&row, ("before", row.cell(before)), ("after", row.cell(after)), &mut problems);
            }
        }
    }
    let associations = pairs.finish(&mut problems);
    problems.finish(associations)
}

/// Collects `precedes` associations, each pair once.
pub(crate) struct Pairs<'c> {
    district: DistrictId,
    framework: FrameworkId,
    by_name: HashMap<String, Vec<&'c Competency>>,
    lines: HashMap<AssociationId, Problem>,
    found: Vec<Association>,
}

impl<'c> Pairs<'c> {
    pub fn new(district: DistrictId, framework: FrameworkId, competencies: &'c [Competency]) -> Self {
        let mut by_name: HashMap<String, Vec<&Competency>> = HashMap::new();
        for competency in competencies {
            by_name.entry(competency.guid.to_lowercase()).or_default().push(competency);
            if let Some(code) = &competency.code {
                by_name.entry(code.to_lowercase()).or_default().push(competency);
            }
        }
        Self { district, framework, by_name, lines: HashMap::new(), found: Vec::new() }
    }

    /// Adds one pair, each end given as its column and what is written there.
    pub fn add(&mut self, row: &Row<'_>, before: (&str, &str), after: (&str, &str), problems: &mut Problems) {
        let (Some(origin), Some(destination)) =
            (self.find(row, before, problems), self.find(row, after, problems))
        else {
            return;
        };
        let guid = format!("{}-precedes-{}", origin.guid, destination.guid);
        let parts = ["prerequisites", &self.framework.to_string(), &guid];
        let id = AssociationId::derived(self.district, &parts);
        if self.lines.contains_key(&id) {
            let advice = "Nothing to do: it counts once.";
            problems.add(row.warning(before.0, "this pair was already given", advice).with_value(before.1));
            return;
        }
        let what = "it would come before itself; the pair is left out";
        let circle = row.error(before.0, what, "Remove one pair of the circle.").with_value(before.1);
        self.lines.insert(id, circle);
        self.found.push(Association {
            id,
            framework: self.framework,
            guid,
            kind: AssociationKind::Precedes,
            origin: End { guid: origin.guid.clone(), competency: Some(origin.id), title: None },
            destination: End {
                guid: destination.guid.clone(),
                competency: Some(destination.id),
                title: None,
            },
            position: None,
            extra: domain::framework::Extra::new(),
        });
    }

    /// The pairs without those that close a circle, which are reported.
    pub fn finish(mut self, problems: &mut Problems) -> Vec<Association> {
        let circles = circles_of(&AssociationKind::Precedes, &self.found);
        let broken: HashSet<_> = circles.into_iter().map(|circle| circle.broken).collect();
        self.found.retain(|pair| {
            let closes = broken.contains(&pair.id);
            if let Some(problem) = self.lines.get(&pair.id).filter(|_| closes) {
                problems.add(problem.clone());
            }
            !closes
        });
        self.found
    }

    fn find(
        &self,
        row: &Row<'_>,
        (field, name): (&str, &str),
        problems: &mut Problems,
    ) -> Option<&'c Competency> {
        let (what, advice) = match self.by_name.get(&name.to_lowercase()).map(Vec::as_slice) {
            Some([one]) => return Some(one),
            Some(_) => ("several competencies have this code", "Write the GUID of the one you mean."),
            None if name.is_empty() => ("the cell is empty", "Write a code."),
            None => ("no competency has this code", "Check the spelling, or import its framework first."),
        };
        problems.add(row.error(field, what, advice).with_value(name));
        None
    }
}

#[cfg(test)]
mod tests {
    use domain::CompetencyId;

    use super::*;

    #[test]
    fn pairs_become_precedes_associations_by_code_or_guid() {
        check("before,after\nA,b\nguid-B,C\n", &["guid-A>guid-B", "guid-B>guid-C"], 0);
    }

    #[test]
    fn a_circle_loses_the_pair_that_closes_it() {
        check("before,after\nA,B\nB,C\nC,A\nA,A\n", &["guid-A>guid-B", "guid-B>guid-C"], 2);
    }

    #[test]
    fn unknown_codes_are_named_and_the_rest_comes_in() {
        check("before,after\nA,Z\n,B\nA,B\nA,B\n", &["guid-A>guid-B"], 2);
    }

    #[test]
    fn a_missing_column_stops_the_file() {
        check("first,second\nA,B\n", &[], 2);
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str], errors: u64) {
        let (district, framework) = (DistrictId::from_bytes([1; 16]), FrameworkId::from_bytes([2; 16]));
        let competencies: Vec<_> = ["A", "B", "C"]
            .into_iter()
            .map(|code| Competency {
                id: CompetencyId::derived(district, &[code]),
                framework,
                guid: format!("guid-{code}"),
                code: Some(code.to_owned()),
                statement: code.to_owned(),
                short: None,
                kind: None,
                grades: Vec::new(),
                position: 0,
                retired: false,
                extra: domain::framework::Extra::new(),
            })
            .collect();
        let parsed = read(district, framework, &competencies, "p.csv", text.as_bytes());
        let pairs: Vec<_> =
            parsed.batch.iter().map(|a| format!("{}>{}", a.origin.guid, a.destination.guid)).collect();
        assert_eq!(pairs, expected);
        assert_eq!(parsed.errors, errors, "{:?}", parsed.problems);
    }
}
