//! What each target of a format does with bytes, for the fuzzer and for the test that replays what it found.

use domain::{DistrictId, FrameworkId, scale::Scale};
use exchange::{
    Problem,
    imports::{
        asn, canvas_outcomes, case, common_cartridge, evidence, framework_csv, groups, item_parameters,
        moodle_competencies, names, oneroster, prerequisites, responses, tracing, vendor_uses,
    },
    qti::{self, package},
};

const DISTRICT: DistrictId = DistrictId::from_bytes([7; 16]);

/// The files of a roster, in the order in which a target reads them from one text.
const FILES: [&str; 6] =
    ["manifest.csv", "orgs.csv", "academicSessions.csv", "users.csv", "classes.csv", "enrollments.csv"];

/// A CASE package.
pub fn case(bytes: &[u8]) {
    told(&case::read(DISTRICT, "package.json", bytes).problems);
}

/// A zip with a roster in it.
pub fn roster_zip(bytes: &[u8]) {
    told(&oneroster::read_zip(&source(), "roster.zip", bytes, &limits()).problems);
}

/// A roster whose files stand behind one another, parted by `=`.
pub fn roster_csv(bytes: &[u8]) {
    let parts = bytes.split(|byte| *byte == b'=');
    let files = FILES.iter().zip(parts).map(|(name, part)| ((*name).to_owned(), part.to_vec()));
    told(&oneroster::read_files(&source(), files.collect(), &limits()).problems);
}

/// Every other table and package; the first byte says which, as the corpus was found by it: what comes new takes the
/// highest bytes.
pub fn tables(bytes: &[u8]) {
    let Some((which, bytes)) = bytes.split_first() else { return };
    let framework = FrameworkId::from_bytes([1; 16]);
    if *which == u8::MAX {
        return told(&tracing::read("f", bytes).problems);
    }
    if *which == u8::MAX - 1 {
        return told(&groups::read("f", bytes).problems);
    }
    if *which == u8::MAX - 2 {
        let columns = vendor_uses::UseColumns {
            learner: "learner".to_owned(),
            activity: "activity".to_owned(),
            date: "date".to_owned(),
            minutes: Some("minutes".to_owned()),
            result: Some("result".to_owned()),
            ..vendor_uses::UseColumns::default()
        };
        return told(&vendor_uses::read("f", bytes, &columns).problems);
    }
    if *which == u8::MAX - 3 {
        if let Ok(found) = common_cartridge::read("f", bytes, &qti::Limits::default()) {
            told(&found.problems);
        }
        return;
    }
    match which % 10 {
        0 => told(&evidence::read("f", bytes).problems),
        1 => told(&responses::read("f", bytes, &responses::ResponseColumns::usual()).problems),
        2 => told(&responses::ItemMap::read("f", bytes).problems),
        3 => told(&names::read_bytes(bytes).problems),
        4 => told(&framework_csv::read(DISTRICT, &about(), "f", bytes).problems),
        5 => told(&prerequisites::read(DISTRICT, framework, &[], "f", bytes).problems),
        6 => told(&asn::read(DISTRICT, &about(), "f", bytes).problems),
        7 => told(&canvas_outcomes::read(DISTRICT, &about(), "f", bytes).problems),
        8 => told(&item_parameters::read("f", bytes).problems),
        _ => told(&moodle_competencies::read(DISTRICT, &about(), "f", bytes).problems),
    }
}

/// A QTI package, or one item or test. Whatever is read is read again the same from what is written.
pub fn qti(bytes: &[u8]) {
    let Ok(package) = package::read_package("p", bytes, &qti::Limits::default()) else { return };
    told(&package.problems);
    for item in package.items {
        match item.result {
            Ok(read) => {
                told(&read.notes);
                let again = qti::read_item(qti::write_item(&read.item).as_bytes());
                assert_eq!(again.map(|again| again.item), Ok(read.item));
            }
            Err(problems) => told(&problems),
        }
    }
    for test in package.tests {
        match test.result {
            Ok(read) => {
                told(&read.notes);
                let again = qti::read_test(qti::write_test(&read.content).as_bytes());
                assert_eq!(again.map(|again| again.content), Ok(read.content));
            }
            Err(problems) => told(&problems),
        }
    }
}

/// Problems are shown and stored: none may hold what cannot be.
fn told(problems: &[Problem]) {
    for problem in problems {
        for text in
            [Some(&problem.what), Some(&problem.advice), problem.value.as_ref(), problem.field.as_ref()]
        {
            let text = text.map(String::as_str).unwrap_or_default();
            assert!(!text.chars().any(char::is_control), "a problem holds a control character: {text:?}");
        }
    }
}

fn source() -> oneroster::RosterSource<'static> {
    oneroster::RosterSource { district: DISTRICT, name: "s", end_dates: oneroster::EndDates::LastDay }
}

/// As the platform has them.
fn limits() -> oneroster::Limits {
    oneroster::Limits::default()
}

fn about() -> framework_csv::About {
    framework_csv::About {
        guid: "g".to_owned(),
        title: "t".to_owned(),
        creator: "c".to_owned(),
        version: None,
        language: None,
        subjects: Vec::new(),
        licence: None,
        scale: Scale::four_levels(),
    }
}
