//! A framework as the table that its import reads: `code,title,statement,parent,kind,grades,requires`, and
//! a column for each further field of its rows.

use std::collections::{BTreeSet, HashMap};

use domain::{
    CompetencyId,
    framework::{Association, AssociationKind, Competency},
};

use super::Shape;

/// The columns that every file has.
pub const COLUMNS: [&str; 7] = ["code", "title", "statement", "parent", "kind", "grades", "requires"];

/// The whole file, in the order given. What lies outside of `competencies` is left out: a retired
/// parent, a prerequisite in another framework. A competency without a code has its GUID for one.
pub fn write(shape: Shape, competencies: &[&Competency], associations: &[Association]) -> Vec<u8> {
    let names: HashMap<CompetencyId, &str> =
        competencies.iter().map(|one| (one.id, one.code.as_deref().unwrap_or(&one.guid))).collect();
    let above = linked(&AssociationKind::IsChildOf, associations, |link| {
        (link.origin.competency, link.destination.competency)
    });
    let before = linked(&AssociationKind::Precedes, associations, |link| {
        (link.destination.competency, link.origin.competency)
    });
    let further: BTreeSet<&str> = competencies.iter().flat_map(|one| one.extra.keys()).collect();
    let columns: Vec<&str> = COLUMNS.into_iter().chain(further.iter().copied()).collect();
    let listed = |of: &HashMap<CompetencyId, Vec<CompetencyId>>, one: &Competency| {
        let found = of.get(&one.id).into_iter().flatten().filter_map(|id| names.get(id).copied());
        found.collect::<Vec<_>>().join(";")
    };
    let rows = competencies.iter().map(|one| {
        let title = one.short.clone().unwrap_or_default();
        // Without a statement the import takes the title for one.
        let statement = if one.short.as_ref() == Some(&one.statement) { "" } else { &one.statement };
        let mut row = vec![
            names.get(&one.id).copied().unwrap_or_default().to_owned(),
            title,
            statement.to_owned(),
            listed(&above, one),
            one.kind.clone().unwrap_or_default(),
            one.grades.join(";"),
            listed(&before, one),
        ];
        row.extend(further.iter().map(|name| one.extra.get(name).map(plain).unwrap_or_default()));
        row
    });
    super::write(shape, &columns, rows)
}

/// What each competency is linked to, each once, in the order of the associations.
fn linked(
    kind: &AssociationKind,
    associations: &[Association],
    ends: impl Fn(&Association) -> (Option<CompetencyId>, Option<CompetencyId>),
) -> HashMap<CompetencyId, Vec<CompetencyId>> {
    let mut all: HashMap<CompetencyId, Vec<CompetencyId>> = HashMap::new();
    for link in associations.iter().filter(|link| link.kind == *kind) {
        let (Some(from), Some(to)) = ends(link) else { continue };
        let known = all.entry(from).or_default();
        if !known.contains(&to) {
            known.push(to);
        }
    }
    all
}

/// The text of a kept field; what is no text stays JSON.
fn plain(json: &str) -> String {
    match serde_json::from_str(json) {
        Ok(serde_json::Value::String(text)) => text,
        _ => json.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use domain::{DistrictId, scale::Scale};

    use super::*;
    use crate::imports::framework_csv::{About, FrameworkTable, read};

    #[test]
    fn what_goes_out_comes_in_again_as_the_same_framework() {
        let first = read_again(
            "code,title,statement,parent,kind,grades,requires,note\r\n\
             N,Numbers,\"I use *numbers*, $x = 1$\nand say why\",,Domain,3;4,,\r\n\
             N.1,Count,,N,Target,3,,by tens\r\n\
             M,Money,=SUM,,,,,\r\n\
             N.2,,\"I can add, \"\"carry\"\"\",N;M,Target,3,N.1;M,-5\r\n"
                .as_bytes(),
        );
        let competencies: Vec<&Competency> = first.competencies.iter().collect();
        let file = write(Shape::Csv, &competencies, &first.associations);
        let mut again = read_again(&file);
        let mut first = first;
        for table in [&mut first, &mut again] {
            table.associations.sort_by_key(|link| link.id);
        }
        assert_eq!(again, first);
        let json: serde_json::Value = serde_json::from_slice(&write(
            Shape::Json,
            &first.competencies.iter().collect::<Vec<_>>(),
            &first.associations,
        ))
        .expect("JSON");
        assert_eq!(
            (&json[3]["code"], &json[3]["note"], &json[0]["note"]),
            (&"N.2".into(), &"-5".into(), &().into())
        );
    }

    #[test]
    fn what_lies_outside_is_left_out() {
        let table = read_again(b"code,title,parent,requires\nA,First,,\nB,Second,A,A\n");
        let text = String::from_utf8(write(Shape::Csv, &[&table.competencies[1]], &table.associations));
        assert_eq!(text.expect("UTF-8").lines().nth(1), Some("B,Second,,,,,"));
    }

    fn read_again(bytes: &[u8]) -> FrameworkTable {
        let about = About {
            guid: "g".to_owned(),
            title: "G".to_owned(),
            creator: "Us".to_owned(),
            version: None,
            language: None,
            subjects: Vec::new(),
            licence: None,
            scale: Scale::four_levels(),
        };
        let parsed = read(DistrictId::from_bytes([1; 16]), &about, "f.csv", bytes);
        assert_eq!(parsed.errors, 0, "{:?}", parsed.problems);
        parsed.batch.expect("a framework")
    }
}
