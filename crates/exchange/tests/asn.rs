//! Trees of the Achievement Standards Network: given, small, and broken.

mod given;
mod reading;

use domain::{DistrictId, framework::AssociationKind};
use exchange::{
    Parsed,
    imports::{asn::read, case::FrameworkPackage},
};
use serde_json::json;

/// The figures were counted from the file by another program.
#[test]
fn the_given_tree_comes_in_whole() {
    let Some(folder) = given::folder("case/asn") else { return };
    let bytes = std::fs::read(folder.join("ccss_math_D10003FB.json")).expect("the file can be read");
    let parsed = parse(&bytes);
    assert_eq!((parsed.errors, parsed.warnings), (0, 0), "{:?}", parsed.problems);
    let package = parsed.batch.expect("a framework");
    assert_eq!(package.competencies.len(), 703);
    let count =
        |kind: &AssociationKind| package.associations.iter().filter(|link| link.kind == *kind).count();
    assert_eq!(count(&AssociationKind::IsChildOf), 703 - 17);
    assert_eq!(package.competencies.iter().filter(|one| one.code.is_some()).count(), 664);
    assert_eq!(package.competencies.iter().filter(|one| one.kind.is_some()).count(), 697);
    assert!(package.competencies.iter().all(|one| !one.statement.contains("&lt;") && !one.grades.is_empty()));
    assert_eq!(
        (package.framework.subjects.join("+"), package.framework.language.as_deref()),
        ("Math".to_owned(), Some("en-US"))
    );
}

#[test]
fn a_statement_keeps_what_it_says_and_matches_become_associations() {
    let tree = json!([{
        "id": "http://x.example/S1", "text": "Count &lt;b&gt;well&lt;/b&gt;",
        "dcterms_description": {"literal": "Count &lt;b&gt;well&lt;/b&gt;", "language": "en"},
        "asn_statementNotation": "K.1", "asn_altStatementNotation": "1.", "leaf": "true",
        "asn_statementLabel": {"literal": "Standard"}, "dcterms_educationLevel": {"prefLabel": "K"},
        "dcterms_subject": [{"prefLabel": "Math"}, {"prefLabel": "Counting"}],
        "skos_exactMatch": [{"uri": "urn:guid:5B8F6FE69041463B8E1632678147F01E"}, "http://y.example/2"]
    }]);
    let package = check(tree.to_string().as_bytes(), &[]).expect("a framework");
    let one = &package.competencies[0];
    assert_eq!(
        (one.code.as_deref(), one.statement.as_str(), one.kind.as_deref()),
        (Some("K.1"), "Count well", Some("Standard"))
    );
    assert_eq!(one.grades, ["K"]);
    assert_eq!(one.extra.get("asn_altStatementNotation"), Some("\"1.\""));
    assert!(one.extra.get("dcterms_description").unwrap_or_default().contains("&lt;b&gt;"));
    let matches: Vec<_> = package.associations.iter().map(|link| link.destination.guid.as_str()).collect();
    assert_eq!(matches, ["5b8f6fe6-9041-463b-8e16-32678147f01e", "http://y.example/2"]);
    assert_eq!(package.framework.subjects, ["Math", "Counting"]);
}

#[test]
fn everything_wrong_is_named_at_once_and_the_rest_comes_in() {
    let tree = json!([
        7,
        {"text": "No identifier", "children": [{"id": "b", "text": "Below it"}]},
        {"id": "c", "text": "Children?", "children": "many"},
        {"id": "d", "text": " "},
        {"id": "c", "text": "Again"},
        {"id": "e", "text": "N\u{0}UL", "children": [{"id": "e", "text": "Itself"}]}
    ]);
    let package = check(
        tree.to_string().as_bytes(),
        &[
            "E - [0] a statement is expected here, not a number; left out",
            "E - [1].id the statement has no identifier; left out, what is below it is not",
            "E - [2].children a list is expected here, not a text; left out",
            "E - [3].text the statement has no text; left out, what is below it is not",
            "W - [4].id this identifier was already given to another statement; the first one stands",
            "W - [5].children[0].id this identifier was already given to another statement; the first one stands",
            "E - children the parents run in a circle: e > e; the link that closes it is left out",
        ],
    )
    .expect("a framework");
    let guids: Vec<_> = package.competencies.iter().map(|one| one.guid.as_str()).collect();
    assert_eq!(guids, ["b", "c", "e"]);
    assert_eq!(package.competencies[2].statement, "NUL");
}

#[test]
fn files_that_are_no_tree_are_broken_and_a_mark_is_skipped() {
    for text in ["", "{}", "3", "[", "{\"children\": 3}", &"[".repeat(100_000)] {
        assert!(parse(text.as_bytes()).stopped, "{text:.20}");
    }
    assert!(parse(b"[{\"id\": \"a\", \"text\": \"\xE9\"}]").stopped);
    let parsed = parse("\u{feff}{\"children\": [{\"id\": \"a\", \"text\": \"A\"}]}".as_bytes());
    assert_eq!(parsed.batch.expect("a framework").competencies.len(), 1);
}

fn parse(bytes: &[u8]) -> Parsed<Option<FrameworkPackage>> {
    let about = reading::about("D1", "Standards");
    read(DistrictId::from_bytes([7; 16]), &about, "a.json", bytes)
}

#[track_caller]
fn check(bytes: &[u8], problems: &[&str]) -> Option<FrameworkPackage> {
    let parsed = parse(bytes);
    assert_eq!(reading::lines(&parsed.problems, "a.json"), problems);
    parsed.batch
}
