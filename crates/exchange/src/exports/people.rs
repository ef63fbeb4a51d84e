//! People as a simple table.

use domain::people::Person;

use super::Shape;

/// The columns.
pub const COLUMNS: [&str; 7] = ["id", "sourced_id", "family_name", "given_name", "email", "grade", "active"];

/// The whole file, UTF-8, in the order given.
pub fn write<'a>(shape: Shape, people: impl IntoIterator<Item = &'a Person>) -> Vec<u8> {
    super::write(shape, &COLUMNS, people.into_iter().map(cells))
}

fn cells(person: &Person) -> [String; 7] {
    [
        person.id.to_string(),
        person.sourced_id.clone().unwrap_or_default(),
        person.family_name.clone(),
        person.given_name.clone(),
        person.email.clone().unwrap_or_default(),
        person.grade.clone().unwrap_or_default(),
        if person.active { "yes" } else { "no" }.to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use domain::PersonId;

    use super::*;

    #[test]
    fn a_name_that_is_a_formula_is_harmless() {
        let person = Person {
            id: PersonId::from_bytes([0; 16]),
            given_name: "=1+1".to_owned(),
            family_name: "O'Brien, نور".to_owned(),
            email: None,
            grade: Some("5".to_owned()),
            language: None,
            sourced_id: None,
            active: true,
            extra: domain::framework::Extra::new(),
        };
        let text = String::from_utf8(write(Shape::Csv, [&person])).expect("UTF-8");
        let expected = "00000000-0000-0000-0000-000000000000,,\"O'Brien, نور\",'=1+1,,5,yes\r\n";
        assert_eq!(text, format!("{}\r\n{expected}", COLUMNS.join(",")));
        let read: serde_json::Value = serde_json::from_slice(&write(Shape::Json, [&person])).expect("JSON");
        let expected = serde_json::json!([{
            "id": "00000000-0000-0000-0000-000000000000", "sourced_id": null, "given_name": "=1+1",
            "family_name": "O'Brien, نور", "email": null, "grade": "5", "active": "yes",
        }]);
        assert_eq!(read, expected);
    }
}
