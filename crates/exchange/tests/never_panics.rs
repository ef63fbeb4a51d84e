//! No bytes whatever make a parser panic, and no report holds what cannot be stored.

use domain::{DistrictId, FrameworkId, scale::Scale};
use exchange::{
    Problem,
    imports::{
        asn, canvas_outcomes, case, evidence, framework_csv, moodle_competencies, names, oneroster,
        prerequisites, responses,
    },
};
use proptest::prelude::*;

const DISTRICT: DistrictId = DistrictId::from_bytes([7; 16]);

fn read_as_everything(bytes: &[u8]) -> Vec<Problem> {
    let source =
        oneroster::RosterSource { district: DISTRICT, name: "s", end_dates: oneroster::EndDates::LastDay };
    let limits = oneroster::Limits::default();
    let about = framework_csv::About {
        guid: "g".to_owned(),
        title: "t".to_owned(),
        creator: "c".to_owned(),
        version: None,
        language: None,
        subjects: Vec::new(),
        licence: None,
        scale: Scale::four_levels(),
    };
    let framework = FrameworkId::from_bytes([1; 16]);
    let names = ["manifest.csv", "orgs.csv", "academicSessions.csv", "users.csv", "classes.csv"];
    let files = names.map(|name| (name.to_owned(), bytes.to_vec())).to_vec();
    let mut with_manifest = files.clone();
    let manifest =
        "propertyName,value\nfile.orgs,bulk\nfile.users,bulk\nfile.classes,bulk\nfile.academicSessions,bulk";
    with_manifest[0].1 = manifest.as_bytes().to_vec();
    [
        case::read(DISTRICT, "f", bytes).problems,
        asn::read(DISTRICT, &about, "f", bytes).problems,
        canvas_outcomes::read(DISTRICT, &about, "f", bytes).problems,
        moodle_competencies::read(DISTRICT, &about, "f", bytes).problems,
        prerequisites::read(DISTRICT, framework, &[], "f", bytes).problems,
        framework_csv::read(DISTRICT, &about, "f", bytes).problems,
        oneroster::read_zip(&source, "f", bytes, &limits).problems,
        oneroster::read_files(&source, files, &limits).problems,
        oneroster::read_files(&source, with_manifest, &limits).problems,
        evidence::read("f", bytes).problems,
        responses::read("f", bytes, &responses::ResponseColumns::usual()).problems,
        responses::ItemMap::read("f", bytes).problems,
        names::read_bytes(bytes).problems,
    ]
    .concat()
}

fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    for problem in read_as_everything(bytes) {
        for text in [&problem.what, &problem.advice, &problem.value.unwrap_or_default()] {
            prop_assert!(!text.chars().any(char::is_control), "{text:?}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn arbitrary_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes)?;
    }

    #[test]
    fn arbitrary_tables(header in prop::sample::subsequence(COLUMNS.to_vec(), 1..28), cells in TABLE) {
        check(format!("{}\n{cells}", header.join(",")).as_bytes())?;
    }

    #[test]
    fn arbitrary_objects(json in JSON) {
        let text = json.replace('a', "CFDocument").replace('b', "CFItems").replace('c', "CFAssociations")
            .replace('d', "identifier").replace('e', "originNodeURI");
        check(text.as_bytes())?;
    }
}

const TABLE: &str = "([a-c0-9\",;\t\r\n/.é'=-]|NaN|1e400|2026-09-01|student|tobedeleted){0,120}";
const JSON: &str = r#"\{("[a-e]":(\[\{"[a-e]":("x"|\{"d":"y"\}|3|\[\]|null)\}\]|\{"d":"z"\}),?){0,4}\}"#;
const COLUMNS: [&str; 31] = [
    "vendor_guid",
    "object_type",
    "parent_guids",
    "ratings",
    "mastery_points",
    "ID number",
    "Short name",
    "Scale values",
    "Scale configuration",
    "sourcedId",
    "status",
    "name",
    "type",
    "title",
    "startDate",
    "endDate",
    "role",
    "orgSourcedIds",
    "givenName",
    "familyName",
    "schoolSourcedId",
    "learner",
    "competency",
    "points",
    "level",
    "worked_at",
    "code",
    "before",
    "after",
    "user_id",
    "item_id",
];
