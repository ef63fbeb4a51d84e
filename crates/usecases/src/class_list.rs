//! The learners of a section in the order of a class list, and its competencies with their scales.

use std::collections::HashMap;

use domain::{
    CompetencyId, Date, DistrictId, FrameworkId, LearnerId, PersonId,
    framework::{Competency, Framework},
    people::{Person, Section, SectionRole},
    scale::Scale,
    text::search_key,
};
use store::Tx;

use crate::{
    Refusal,
    accommodations_in_force::{briefly, on_day},
};

/// One learner of a class list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Who.
    pub learner: LearnerId,
    /// Given name first.
    pub name: String,
    /// Family name first, as the list is sorted.
    pub list_name: String,
}

/// Who learns in `section` on `today`; before its first day and after its last, who does on that day.
/// Sorted by list name.
pub async fn learners(
    tx: &mut Tx,
    district: DistrictId,
    section: &Section,
    today: Date,
) -> Result<Vec<Listed>, Refusal> {
    let day = clamped(section, today);
    let mut people: Vec<PersonId> = store::enrollment::of_section(tx, district, section.id)
        .await?
        .into_iter()
        .filter(|place| place.role == SectionRole::Learner && place.dates.contains(day))
        .map(|place| place.person)
        .collect();
    people.sort_unstable();
    people.dedup();
    Ok(listed(store::person::find_all(tx, district, &people).await?))
}

/// Who of `learners` is to be given something on `today`, in their order, and what, in a line.
pub(crate) async fn accommodations(
    tx: &mut Tx,
    district: DistrictId,
    learners: &[Listed],
    today: Date,
) -> Result<Vec<(Listed, String)>, Refusal> {
    let ids: Vec<LearnerId> = learners.iter().map(|one| one.learner).collect();
    let given = on_day(tx, district, &ids, today).await?;
    let line = |one: &Listed| Some((one.clone(), briefly(&given.get(&one.learner)?.given)));
    Ok(learners.iter().filter_map(line).collect())
}

/// Sorts people by list name, whatever the case and accents of their capitals.
fn listed(people: Vec<Person>) -> Vec<Listed> {
    let mut all: Vec<(String, Listed)> = people
        .into_iter()
        .map(|person| {
            let list_name = person.list_name();
            let listed = Listed { learner: person.id.as_learner(), name: person.name(), list_name };
            (search_key(&listed.list_name), listed)
        })
        .collect();
    all.sort_by(|(left_key, left), (right_key, right)| {
        (left_key, left.learner).cmp(&(right_key, right.learner))
    });
    all.into_iter().map(|(_, listed)| listed).collect()
}

/// `today`, or the nearest day on which the section runs.
fn clamped(section: &Section, today: Date) -> Date {
    let begun = section.dates.begins().map_or(today, |begins| today.max(begins));
    section.dates.ends().map_or(begun, |ends| begun.min(ends))
}

/// Competencies in the order that was asked for, each with the place of its framework in `frameworks`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// Known competencies; those that are not known are left out.
    pub competencies: Vec<Competency>,
    /// Their frameworks, each once.
    pub frameworks: Vec<Framework>,
}

impl Columns {
    /// Loads `wanted`, keeping their order.
    pub async fn load(tx: &mut Tx, district: DistrictId, wanted: &[CompetencyId]) -> Result<Self, Refusal> {
        let found = store::competency::find_all(tx, district, wanted).await?;
        let mut by_id: HashMap<CompetencyId, Competency> =
            found.into_iter().map(|competency| (competency.id, competency)).collect();
        let competencies: Vec<Competency> = wanted.iter().filter_map(|id| by_id.remove(id)).collect();
        let mut frameworks: Vec<Framework> = Vec::new();
        for competency in &competencies {
            if !frameworks.iter().any(|framework| framework.id == competency.framework) {
                frameworks.extend(store::framework::find(tx, district, competency.framework).await?);
            }
        }
        Ok(Self { competencies, frameworks })
    }

    /// The scale of a framework.
    pub fn scale(&self, framework: FrameworkId) -> Option<&Scale> {
        self.frameworks.iter().find(|one| one.id == framework).map(|one| &one.scale)
    }

    /// A competency and the scale it is judged on.
    pub fn with_scale(&self, competency: CompetencyId) -> Option<(&Competency, &Scale)> {
        let found = self.competencies.iter().find(|one| one.id == competency)?;
        Some((found, self.scale(found.framework)?))
    }
}

#[cfg(test)]
mod tests {
    use domain::{OrganizationId, SectionId, framework::Extra, time::Dates};
    use jiff::civil::date;

    use super::*;

    fn section() -> Section {
        Section {
            id: SectionId::from_bytes([1; 16]),
            organization: OrganizationId::from_bytes([2; 16]),
            term: None,
            title: "Mathematics 7".to_owned(),
            dates: Dates::new(Some(date(2026, 9, 1)), Some(date(2026, 12, 18))).expect("in order"),
            grades: Vec::new(),
            subjects: Vec::new(),
            sourced_id: None,
            extra: Extra::new(),
        }
    }

    #[test]
    fn outside_its_dates_a_section_has_the_learners_of_its_nearest_day() {
        for (today, day) in [
            (date(2026, 8, 1), date(2026, 9, 1)),
            (date(2026, 10, 2), date(2026, 10, 2)),
            (date(2027, 1, 9), date(2026, 12, 18)),
        ] {
            assert_eq!(clamped(&section(), today), day, "{today}");
        }
    }
}
