//! Zips that are made to hurt.

use std::io::{Cursor, Write as _};

use domain::DistrictId;
use exchange::imports::oneroster::{EndDates, Limits, RosterSource, read_zip};
use zip::{ZipWriter, write::SimpleFileOptions};

#[test]
fn a_zip_bomb_is_refused_without_being_unpacked() {
    check(&[("users.csv", &vec![b'a'; 20 << 20])], "far larger");
}

#[test]
fn many_files_that_are_small_each_are_refused_together() {
    let mut files = Vec::new();
    let names: Vec<_> = (0..60).map(|number| format!("{number}.csv")).collect();
    let bytes: Vec<u8> = (0..5_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    for name in &names {
        files.push((name.as_str(), bytes.as_slice()));
    }
    let limits = Limits { bytes: 1 << 20, ..Limits::default() };
    check_within(&files, &limits, "far larger unpacked than packed, or too large");
    check_within(&files, &Limits { files: 50, ..Limits::default() }, "60 files; 50 is the most");
}

#[test]
fn paths_that_lead_out_of_the_zip_are_refused() {
    for name in ["../users.csv", "a/../../users.csv", "..\\users.csv"] {
        check(&[(name, b"x")], "leads out of the zip");
    }
    for name in ["/etc/users.csv", "C:\\users.csv", "\\\\host\\users.csv"] {
        check(&[(name, b"x")], "from the root");
    }
}

#[test]
fn the_same_name_twice_in_two_folders_is_refused() {
    check(&[("a/users.csv", b"x"), ("b/Users.csv", b"y")], "there is also");
}

#[test]
fn a_zip_within_a_zip_has_no_manifest() {
    let inner = zip(&[("manifest.csv", b"propertyName,value\n")]);
    check(&[("roster.zip", &inner)], "the manifest is missing");
}

#[test]
fn bytes_that_are_no_zip_and_a_zip_cut_short_are_refused() {
    let whole = zip(&[("manifest.csv", b"propertyName,value\n"), ("orgs.csv", b"sourcedId\n")]);
    for bytes in [b"".as_slice(), b"PK", b"not a zip", &whole[..whole.len() / 2], &whole[..whole.len() - 3]] {
        let parsed = read_zip(&source(), "r.zip", bytes, &Limits::default());
        assert!(parsed.stopped);
    }
}

#[test]
fn every_single_changed_byte_of_a_zip_is_survived() {
    let whole = zip(&[("manifest.csv", b"propertyName,value\noneroster.version,1.1\n")]);
    for place in 0..whole.len() {
        for change in [0x01, 0x80, 0xFF] {
            let mut bytes = whole.clone();
            bytes[place] ^= change;
            read_zip(&source(), "r.zip", &bytes, &Limits::default());
        }
    }
}

fn source() -> RosterSource<'static> {
    let district = DistrictId::from_bytes([7; 16]);
    RosterSource { district, name: "sis", end_dates: EndDates::LastDay }
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a file");
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("a zip").into_inner()
}

#[track_caller]
fn check(files: &[(&str, &[u8])], what: &str) {
    check_within(files, &Limits::default(), what);
}

#[track_caller]
fn check_within(files: &[(&str, &[u8])], limits: &Limits, what: &str) {
    let parsed = read_zip(&source(), "r.zip", &zip(files), limits);
    assert!(parsed.stopped);
    let said = parsed.problems.iter().any(|problem| problem.what.contains(what));
    assert!(said, "{:?}", parsed.problems);
}
