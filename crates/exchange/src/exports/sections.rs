//! Sections as a simple table.

use domain::{people::Section, time::Date};

/// The columns; several grades or subjects are separated by semicolons.
pub const COLUMNS: [&str; 8] =
    ["id", "sourced_id", "title", "organization", "begins", "ends", "grades", "subjects"];

/// The whole file, UTF-8, in the order given. `organization_name` names a section's school.
pub fn write<'a>(
    sections: impl IntoIterator<Item = &'a Section>,
    organization_name: impl Fn(&Section) -> String,
) -> Vec<u8> {
    super::table(&COLUMNS, sections.into_iter().map(|section| cells(section, organization_name(section))))
}

fn cells(section: &Section, organization: String) -> [String; 8] {
    let day = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    [
        section.id.to_string(),
        section.sourced_id.clone().unwrap_or_default(),
        section.title.clone(),
        organization,
        day(section.dates.begins()),
        day(section.dates.ends()),
        section.grades.join(";"),
        section.subjects.join(";"),
    ]
}

#[cfg(test)]
mod tests {
    use domain::{OrganizationId, SectionId, time::Dates};

    use super::*;

    #[test]
    fn a_section_is_one_line() {
        let section = Section {
            id: SectionId::from_bytes([0; 16]),
            organization: OrganizationId::from_bytes([0; 16]),
            term: None,
            title: "Physics, first hour".to_owned(),
            dates: Dates::new("2026-09-01".parse().ok(), None).expect("in order"),
            grades: vec!["09".to_owned(), "10".to_owned()],
            subjects: Vec::new(),
            sourced_id: Some("c1".to_owned()),
            extra: domain::framework::Extra::new(),
        };
        let text = String::from_utf8(write([&section], |_| "North".to_owned())).expect("UTF-8");
        let id = "00000000-0000-0000-0000-000000000000";
        let expected = format!("{id},c1,\"Physics, first hour\",North,2026-09-01,,09;10,\r\n");
        assert_eq!(text, format!("{}\r\n{expected}", COLUMNS.join(",")));
    }
}
