//! CASE packages that are broken, odd or very large.

use domain::DistrictId;
use exchange::{
    Parsed, Severity,
    imports::case::{FrameworkPackage, read},
};
use serde_json::{Value, json};

#[test]
fn a_truncated_file_is_one_error_with_its_line() {
    let text = chain(5, false);
    for end in [0, 1, 20, text.len() / 2, text.len() - 2] {
        let parsed = parse(&text.as_bytes()[..end]);
        assert!(parsed.stopped && parsed.batch.is_none());
        assert_eq!(parsed.errors, 1);
        let problem = &parsed.problems[0];
        assert!(problem.line.is_some() && problem.what.contains("column"), "{problem:?}");
    }
}

#[test]
fn a_byte_order_mark_is_skipped_and_latin_1_is_refused_with_its_place() {
    let text = chain(2, false);
    let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let parsed = parse(&marked);
    assert_eq!((parsed.errors, parsed.batch.is_some()), (0, true));
    let latin = text.replace("Item 1", "Item \u{e9}").chars().map(|c| c as u8).collect::<Vec<_>>();
    let parsed = parse(&latin);
    assert!(parsed.stopped && parsed.problems[0].what.contains("0xE9"));
}

#[test]
fn a_file_that_is_no_package_says_so() {
    for value in [json!([]), json!(3), json!({}), json!({"CFItems": []}), json!({"CFDocument": {}})] {
        let parsed = parse(value.to_string().as_bytes());
        assert!(parsed.stopped && parsed.batch.is_none(), "{value}");
    }
}

#[test]
fn a_circle_is_reported_with_its_path_and_all_links_are_kept() {
    let parsed = parse(chain(3, true).as_bytes());
    check(&parsed, &["W CFAssociations isChildOf runs in a circle: i0 > i1 > i2 > i0"]);
    let package = parsed.batch.expect("a package");
    assert_eq!((package.associations.len(), package.cycles.len()), (3, 1));
    assert_eq!(package.cycles[0].broken, package.associations[2].id);
}

#[test]
fn everything_a_package_says_is_kept() {
    let package = json!({
        "CFDocument": {
            "identifier": "d", "uri": "https://x/d", "title": "T", "creator": "C", "version": "2",
            "adoptionStatus": "Adopted", "language": "en", "subjectURI": [{"title": "Math"}],
            "licenseURI": {"identifier": "l", "title": "", "uri": "https://x/l"}, "extensions": {"a": 1}
        },
        "CFItems": [
            {"identifier": "a", "fullStatement": "A", "humanCodingScheme": "M.1", "CFItemType": "Domain"},
            {"identifier": "b", "fullStatement": "B", "educationLevel": ["03", "04"], "shoeSize": 43},
            {"identifier": "c", "fullStatement": "C", "statusEndDate": "2020-01-01",
             "lastChangeDateTime": "2021-01-01T00:00:00Z"}
        ],
        "CFAssociations": [
            link("1", "a", "isChildOf", "d", Some(1)), link("2", "b", "isChildOf", "a", Some(2)),
            link("3", "b", "isChildOf", "c", None), link("4", "c", "isChildOf", "a", Some(1)),
            link("5", "a", "precedes", "b", None), link("6", "a", "ischildof", "b2", None),
            link("7", "b", "inspires", "c", None)
        ],
        "CFRubrics": [{"identifier": "r", "title": "R", "CFRubricCriteria": [
            {"identifier": "k", "category": "Sense", "weight": 2, "CFItemURI": {"identifier": "a"},
             "CFRubricCriterionLevels": [
                {"identifier": "v1", "quality": "Low", "score": 1, "position": 1},
                {"identifier": "v2", "quality": "High", "score": 4, "position": 2}]}]}],
        "CFDefinitions": {"CFLicenses": [{"identifier": "l", "title": "CC BY"}]}
    });
    let parsed = parse(package.to_string().as_bytes());
    check(
        &parsed,
        &[
            "W CFAssociations[5].associationType the type is spelled otherwise in the standard; read as isChildOf",
            "W CFAssociations 1 of 5 isChildOf links lead out of this package; they are kept",
            "W CFAssociations.associationType 1 associations have a type that the standard does not know; they are kept",
            "W CFAssociations.sequenceNumber 2 isChildOf links have no sequence number",
        ],
    );
    let read = parsed.batch.expect("a package");
    assert_eq!(read.framework.licence.as_deref(), Some("CC BY"));
    assert_eq!(read.framework.subjects, ["Math"]);
    assert_eq!(read.framework.extra.get("extensions"), Some(r#"{"a":1}"#));
    assert!(
        read.framework.extra.get("CFDefinitions").unwrap_or_default().contains("CC BY")
            && read.framework.extra.contains_key("CFRubrics")
    );
    assert_eq!(read.competencies[1].extra.get("shoeSize"), Some("43"));
    assert_eq!(read.competencies[1].grades, ["03", "04"]);
    assert!(read.competencies[2].retired && !read.competencies[0].retired);
    let positions: Vec<_> = read.associations.iter().map(|link| link.position).collect();
    assert_eq!(positions, [Some(0), Some(1), Some(0), Some(0), None, Some(0), None]);
    assert!(read.associations[5].destination.competency.is_none());
    assert_eq!(read.associations[5].destination.title.as_deref(), Some("to b2"));
    assert!(read.associations[5].extra.contains_key("destinationNodeURI"), "a dangling link is kept whole");
    let criterion = &read.rubrics[0].criteria[0];
    assert_eq!(criterion.competency, Some(read.competencies[0].id));
    assert_eq!(criterion.levels[0].quality.as_deref(), Some("High"));
}

#[test]
fn bad_items_are_named_and_good_ones_come_in() {
    let package = json!({
        "CFDocument": {"identifier": "d", "title": "T", "creator": "C"},
        "CFItems": [
            {"identifier": "a", "fullStatement": "A"}, {"fullStatement": "no id"}, 7,
            {"identifier": "e"}, {"identifier": "f", "humanCodingScheme": "F.1"},
            {"identifier": "a", "fullStatement": "Another"}, {"identifier": "n", "fullStatement": "x\u{0}y"}
        ],
        "CFAssociations": [{"identifier": "1"}, "x", link("2", "a", "", "f", None)]
    });
    let parsed = parse(package.to_string().as_bytes());
    let found: Vec<_> =
        parsed.problems.iter().map(|p| (p.severity, p.field.as_deref().unwrap_or(""))).collect();
    let (error, warning) = (Severity::Error, Severity::Warning);
    assert_eq!(
        found,
        [
            (error, "CFItems[2]"),
            (error, "CFAssociations[1]"),
            (error, "CFItems[1].identifier"),
            (error, "CFItems[3].fullStatement"),
            (warning, "CFItems[4].fullStatement"),
            (warning, "CFItems[5].identifier"),
            (error, "CFItems[6].fullStatement"),
            (error, "CFAssociations[0].originNodeURI"),
            (error, "CFAssociations[2].associationType"),
        ]
    );
    let kept: Vec<_> = parsed.batch.expect("a package").competencies.iter().map(|c| c.guid.clone()).collect();
    assert_eq!(kept, ["a", "f", "n"]);
}

#[test]
fn one_hundred_thousand_items_in_one_chain_that_ends_in_a_circle_come_in() {
    let parsed = parse(chain(100_000, true).as_bytes());
    let package = parsed.batch.expect("a package");
    assert_eq!(package.competencies.len(), 100_000);
    assert_eq!((package.cycles.len(), package.cycles[0].path.len()), (1, 13));
}

#[test]
fn json_nested_without_end_is_refused() {
    let parsed = parse("[".repeat(100_000).as_bytes());
    assert!(parsed.stopped);
}

#[test]
fn another_version_gives_other_ids_and_the_same_file_the_same() {
    let text = chain(2, false);
    let with = |field: &str| text.replace("\"creator\"", &format!("{field}, \"creator\""));
    let read = |text: &str| parse(text.as_bytes()).batch.expect("a package");
    let same = read(&text);
    let a = read(&with("\"lastChangeDateTime\": \"2020-01-01T00:00:00Z\""));
    let b = read(&with("\"version\": \"2\""));
    assert_eq!(a.competencies[0].id, same.competencies[0].id, "a touched date is no new version");
    assert_ne!(a.competencies[0].id, b.competencies[0].id);
    assert_eq!(a.competencies[0].guid, b.competencies[0].guid);
}

fn link(id: &str, origin: &str, kind: &str, destination: &str, sequence: Option<i64>) -> Value {
    let end =
        |guid: &str, title: &str| json!({"identifier": guid, "title": format!("{title} {guid}"), "uri": "u"});
    let mut link = json!({
        "identifier": id, "associationType": kind,
        "originNodeURI": end(origin, "from"), "destinationNodeURI": end(destination, "to")
    });
    if let Some(sequence) = sequence {
        link["sequenceNumber"] = json!(sequence);
    }
    link
}

/// Items `i0` to `i<count-1>`, each the child of the next; closed in a circle or not.
fn chain(count: usize, closed: bool) -> String {
    let item = |n: usize| format!("{{\"identifier\": \"i{n}\",\n \"fullStatement\": \"Item {n}\"}}");
    let items: Vec<_> = (0..count).map(item).collect();
    let links = if closed { count } else { count - 1 };
    let associations: Vec<_> = (0..links)
        .map(|n| {
            let parent = (n + 1) % count;
            format!(
                "{{\"identifier\": \"a{n}\", \"associationType\": \"isChildOf\", \"sequenceNumber\": 1,\n \
                 \"originNodeURI\": {{\"identifier\": \"i{n}\", \"title\": \"t\", \"uri\": \"u\"}},\n \
                 \"destinationNodeURI\": {{\"identifier\": \"i{parent}\", \"title\": \"t\", \"uri\": \"u\"}}}}"
            )
        })
        .collect();
    format!(
        "{{\"CFDocument\": {{\"identifier\": \"d\", \"title\": \"Chain\", \"creator\": \"Us\"}},\n\
         \"CFItems\": [{}],\n\"CFAssociations\": [{}]}}",
        items.join(",\n"),
        associations.join(",\n")
    )
}

fn parse(bytes: &[u8]) -> Parsed<Option<FrameworkPackage>> {
    read(DistrictId::from_bytes([7; 16]), "p.json", bytes)
}

#[track_caller]
fn check(parsed: &Parsed<Option<FrameworkPackage>>, problems: &[&str]) {
    let found: Vec<_> = parsed
        .problems
        .iter()
        .map(|problem| {
            let severity = if problem.severity == Severity::Error { "E" } else { "W" };
            format!("{severity} {} {}", problem.field.as_deref().unwrap_or("-"), problem.what)
        })
        .collect();
    assert_eq!(found, problems);
}
