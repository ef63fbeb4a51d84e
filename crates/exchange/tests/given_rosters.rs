//! Every given OneRoster bundle comes in, or says why not.

mod given;

use domain::DistrictId;
use exchange::imports::oneroster::{EndDates, Kind, Limits, Mode, RosterSource, read_zip};

#[test]
fn the_full_1_1_bundle_comes_in() {
    check("Test_full_data_set.zip", &[1, 5, 2, 6, 6], Mode::Bulk);
}

#[test]
fn the_minimal_1_1_bundle_comes_in() {
    check("Test_minimal_data_set.zip", &[1, 5, 2, 6, 6], Mode::Bulk);
}

#[test]
fn the_1_2_delta_bundle_comes_in() {
    check("oneroster_test_data.zip", &[1, 1, 1, 1, 1], Mode::Delta);
}

/// Counts of organizations, terms, sections, people and enrollments.
#[track_caller]
fn check(name: &str, expected: &[usize; 5], mode: Mode) {
    let Some(folder) = given::folder("oneroster") else { return };
    let source =
        RosterSource { district: DistrictId::from_bytes([7; 16]), name: "sis", end_dates: EndDates::LastDay };
    let bytes = std::fs::read(folder.join(name)).expect("a file");
    let parsed = read_zip(&source, name, &bytes, &Limits::default());
    for problem in &parsed.problems {
        println!(
            "{:?} {}:{:?} {:?} {:?}: {} {}",
            problem.severity,
            problem.file,
            problem.line,
            problem.field,
            problem.value,
            problem.what,
            problem.advice
        );
    }
    assert!(!parsed.stopped);
    let batch = &parsed.batch;
    let found = [
        batch.organizations.len(),
        batch.terms.len(),
        batch.sections.len(),
        batch.people.len(),
        batch.enrollments.len(),
    ];
    assert_eq!(&found, expected);
    assert_eq!(batch.modes.of(Kind::Person), mode);
    assert!(batch.people.iter().all(|person| !person.extra.contains_key("password")));
    assert_eq!(parsed, read_zip(&source, name, &bytes, &Limits::default()), "twice the same");
}
