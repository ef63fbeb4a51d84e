//! What came in as CASE goes out as CASE 1.1 that the official schema takes, and comes in the same.

mod frameworks;
mod given;

use domain::{DistrictId, FrameworkId, framework::AssociationKind};
use exchange::{
    exports::case::{Filling, Outgoing, write},
    imports::case::{FrameworkPackage, read},
};
use frameworks::{DISTRICT, arbitrary, lenient_package};
use proptest::prelude::*;
use serde_json::{Value, json};

#[test]
fn every_given_package_comes_back_the_same_and_the_schema_takes_it() {
    let Some(folder) = given::folder("case") else { return };
    let schema = schema();
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    files.sort();
    assert_eq!(files.len(), 12);
    for path in files {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let original = std::fs::read(&path).expect("a file");
        let bytes = check(&name, &original);
        assert_valid(schema.as_ref(), &name, &bytes);
        let sizes = (original.len(), bytes.len());
        println!("{name}: {} bytes in, {} bytes out, valid: {}", sizes.0, sizes.1, schema.is_some());
    }
}

#[test]
fn unknown_fields_travel_in_extensions_and_return_to_their_place() {
    let package = json!({
        "CFDocument": {"identifier": "d", "title": "T", "creator": "C", "shelf": 3, "extensions": {"a": 1},
            "licenseURI": "https://x.example/licence", "CFDefinitions": "mine"},
        "CFItems": [
            {"identifier": "a", "fullStatement": "A", "shoeSize": 43, "educationLevel": [1], "subject": "Sums",
             "lastChangeDateTime": "yesterday", "humanCodingScheme": {"odd": true}},
            {"identifier": "b", "humanCodingScheme": "B", "extensions": [{"onramp": {"kept": {"x": 1}}}]}
        ],
        "CFAssociations": [
            {"identifier": "1", "associationType": "inspires", "sequenceNumber": "7",
             "originNodeURI": {"identifier": "a", "title": "Another title", "uri": "urn:a", "shade": "dark"},
             "destinationNodeURI": "https://elsewhere.example/items/z"},
            {"associationType": "isChildOf", "originNodeURI": {"identifier": "b"},
             "destinationNodeURI": {"identifier": "d"}}
        ],
        "CFRubrics": [{"identifier": "r", "colour": "red", "CFRubricCriteria": [
            {"identifier": "k", "weight": "heavy", "CFRubricCriterionLevels": [
                {"identifier": "v", "extensions": [{"z": 1}], "score": 2, "smell": null}, 5]}]}],
        "CFDefinitions": {"CFItemTypes": [{"sort": 1, "title": "Domain"}], "CFColours": []},
        "extensions": {"of": "the package"}, "shelf": "another"
    });
    let bytes = check("p.json", package.to_string().as_bytes());
    assert_valid(schema().as_ref(), "p.json", &bytes);
    let out: Value = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(out["CFItems"][0]["extensions"]["onramp"]["kept"]["shoeSize"], 43);
    assert_eq!(out["CFDocument"]["extensions"]["a"], 1);
    assert_eq!(out["CFAssociations"][0]["associationType"], "ext:inspires");
    assert_eq!(out["extensions"]["of"], "the package");
    assert_eq!(out["CFAssociations"][1]["sequenceNumber"], 1);
    assert_eq!(out["CFDefinitions"]["CFItemTypes"][0]["hierarchyCode"], "Domain");
}

#[test]
fn a_prerequisite_made_here_is_an_extension_type_and_keeps_its_id() {
    let text = json!({
        "CFDocument": {"identifier": "d", "title": "T", "creator": "C"},
        "CFItems": [{"identifier": "a", "fullStatement": "A"}, {"identifier": "b", "fullStatement": "B"}],
        "CFAssociations": [{"identifier": "1", "associationType": "precedes",
            "originNodeURI": {"identifier": "a"}, "destinationNodeURI": {"identifier": "b"}}]
    });
    let mut package = parse(text.to_string().as_bytes());
    let pairs = exchange::imports::prerequisites::read(
        DISTRICT,
        package.framework.id,
        &package.competencies,
        "p.csv",
        b"before,after\nb,a\n",
    );
    package.associations.extend(pairs.batch);
    let bytes = written(&package);
    let out: Value = serde_json::from_slice(&bytes).expect("JSON");
    let words: Vec<_> =
        (0..2).map(|place| out["CFAssociations"][place]["associationType"].as_str()).collect();
    assert_eq!(words, [Some("precedes"), Some("ext:prerequisite")]);
    let back = parse(&bytes);
    assert_eq!(back.associations, package.associations);
    assert_eq!(back.associations[1].kind, AssociationKind::Precedes);
}

#[test]
fn a_table_of_our_own_comes_back_with_its_ids_scale_and_order() {
    use exchange::imports::framework_csv::{About, read as read_table};
    let level = |code: &str, points| domain::scale::Level {
        code: code.to_owned(),
        name: code.to_owned(),
        points: domain::Points::whole(points),
    };
    let scale = domain::scale::Scale::new(
        vec![level("yes", 1), level("no", 0)],
        domain::Points::ONE,
        domain::Points::ONE,
    );
    let about = About {
        guid: "local:sums".to_owned(),
        title: "Sums".to_owned(),
        creator: "local".to_owned(),
        version: Some("2".to_owned()),
        language: Some("en".to_owned()),
        subjects: vec!["Math".to_owned()],
        licence: Some("CC BY 4.0".to_owned()),
        scale: scale.expect("a scale"),
    };
    let text = "code,title,statement,parent,kind,grades,requires,uri\n\
        N,Numbers,I can use numbers,,Domain,3;4,,\nN.1,Count,I can count,N,,3,,x\nN.2,,Add,N,,,N.1,\n";
    let table = read_table(DISTRICT, &about, "t.csv", text.as_bytes()).batch.expect("a framework");
    let mut package = FrameworkPackage {
        framework: table.framework,
        competencies: table.competencies,
        associations: table.associations,
        rubrics: Vec::new(),
        cycles: Vec::new(),
    };
    package.competencies[2].retired = true;
    let bytes = written(&package);
    assert_valid(schema().as_ref(), "t.json", &bytes);
    assert_eq!(parse(&bytes), package);
    let out: Value = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(out["CFItems"][2]["statusEndDate"], "2026-09-01");
    let address = out["CFAssociations"][0]["destinationNodeURI"]["uri"].as_str().unwrap_or_default();
    assert!(address.starts_with("https://d.example/case/CFItems/"), "{address}");
}

#[test]
fn frameworks_of_other_formats_go_out_as_case_and_come_back_with_their_ids() {
    use exchange::imports::{asn, canvas_outcomes, framework_csv::About, moodle_competencies};
    let about = About {
        guid: "local:other".to_owned(),
        title: "Other".to_owned(),
        creator: "local".to_owned(),
        version: None,
        language: None,
        subjects: Vec::new(),
        licence: None,
        scale: domain::scale::Scale::four_levels(),
    };
    let outcomes = "vendor_guid,object_type,title,parent_guids,workflow_state,mastery_points,ratings,,,\n\
        a,group,A group,,,,,,,\nb,outcome,An outcome,a,deleted,1,2,Yes,0,No\n";
    let competencies = "Parent ID number,ID number,Short name,Is framework,Cross-referenced competency ID numbers\n\
        ,f,F,1,\n,a,A,,b\na,b,B,,\n";
    let mut packages = vec![
        canvas_outcomes::read(DISTRICT, &about, "o.csv", outcomes.as_bytes())
            .batch
            .expect("outcomes")
            .package,
        moodle_competencies::read(DISTRICT, &about, "m.csv", competencies.as_bytes())
            .batch
            .expect("a framework"),
    ];
    if let Some(folder) = given::folder("case/asn") {
        let bytes = std::fs::read(folder.join("ccss_math_D10003FB.json")).expect("the file can be read");
        packages.push(asn::read(DISTRICT, &about, "a.json", &bytes).batch.expect("a framework"));
    }
    for package in packages {
        let bytes = written(&package);
        assert_valid(schema().as_ref(), &package.framework.title, &bytes);
        assert_eq!(parse(&bytes), package);
    }
}

#[test]
fn json_as_deep_as_can_be_read_goes_out_and_comes_in_again() {
    let deep = format!("{}1{}", "[".repeat(124), "]".repeat(124));
    let text = format!(
        "{{\"CFDocument\": {{\"identifier\": \"d\", \"title\": \"T\", \"creator\": \"C\", \"deep\": {deep}}}}}"
    );
    check("deep.json", text.as_bytes());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_framework_comes_back_the_same(package in arbitrary()) {
        let bytes = written(&package);
        prop_assert_eq!(parse(&bytes), package);
        prop_assert!(problems_of_schema(&bytes).is_empty(), "{:?}", problems_of_schema(&bytes));
    }

    #[test]
    fn any_package_that_can_be_read_comes_back_the_same(package in lenient_package()) {
        let first = read(DISTRICT, "p.json", package.to_string().as_bytes());
        if let Some(first) = first.batch {
            let bytes = written(&first);
            prop_assert_eq!(parse(&bytes), first);
            prop_assert!(problems_of_schema(&bytes).is_empty(), "{:?}", problems_of_schema(&bytes));
        }
    }
}

/// Reads, writes, reads again and compares; gives what was written.
#[track_caller]
fn check(name: &str, bytes: &[u8]) -> Vec<u8> {
    let first = read(DISTRICT, name, bytes);
    let errors = first.errors;
    let first = first.batch.expect("a package");
    let out = written(&first);
    let again = read(DISTRICT, name, &out);
    assert!(again.errors <= errors, "{name}: {:?}", again.problems);
    let again = again.batch.expect("a package");
    assert_eq!(again.framework, first.framework, "{name}");
    assert_eq!(again.competencies, first.competencies, "{name}");
    assert_eq!(again.associations, first.associations, "{name}");
    assert_eq!(again, first, "{name}");
    assert_eq!(written(&again), out, "{name}: the same framework gives the same bytes");
    let other = read(DistrictId::from_bytes([9; 16]), name, &out).batch.expect("a package");
    assert_ne!(other.framework.id, FrameworkId::from_bytes([0; 16]));
    assert_eq!(other.framework.extra, first.framework.extra, "{name}: in another district too");
    out
}

fn parse(bytes: &[u8]) -> FrameworkPackage {
    read(DISTRICT, "p.json", bytes).batch.expect("a package")
}

fn written(package: &FrameworkPackage) -> Vec<u8> {
    let out = Outgoing {
        district: DISTRICT,
        framework: &package.framework,
        competencies: &package.competencies,
        associations: &package.associations,
    };
    let changed_at = "2026-09-01T07:30:00Z".parse().expect("a moment");
    write(&out, &Filling { address: "https://d.example/case/", changed_at })
}

/// The official schema, formats included; `None` when it is not here.
fn schema() -> Option<jsonschema::Validator> {
    let folder = given::folder("case/schema")?;
    let bytes = std::fs::read(folder.join("case-v1p1-cfpackage.json")).expect("the schema can be read");
    let schema: Value = serde_json::from_slice(&bytes).expect("JSON");
    Some(jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema"))
}

fn problems_of_schema(bytes: &[u8]) -> Vec<String> {
    use std::sync::OnceLock;
    static SCHEMA: OnceLock<Option<jsonschema::Validator>> = OnceLock::new();
    let Some(schema) = SCHEMA.get_or_init(schema) else { return Vec::new() };
    let value: Value = serde_json::from_slice(bytes).expect("JSON");
    schema.iter_errors(&value).map(|error| format!("{} at {}", error, error.instance_path())).collect()
}

#[track_caller]
fn assert_valid(schema: Option<&jsonschema::Validator>, name: &str, bytes: &[u8]) {
    let Some(schema) = schema else { return };
    let value: Value = serde_json::from_slice(bytes).expect("JSON");
    let problems: Vec<_> = schema
        .iter_errors(&value)
        .take(5)
        .map(|error| format!("{} at {}", error, error.instance_path()))
        .collect();
    assert_eq!(problems, Vec::<String>::new(), "{name}");
}
