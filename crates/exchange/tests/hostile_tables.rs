//! The same hostile tables for every format that is a table.

use domain::{DistrictId, FrameworkId, scale::Scale};
use exchange::{
    Parsed,
    imports::{evidence, framework_csv, prerequisites, responses},
};

/// How many records each format makes of a text in which `{x}` is the hostile cell, and how many
/// errors it reports.
struct Format {
    name: &'static str,
    header: &'static str,
    good: &'static str,
    hostile: &'static str,
    read: fn(&[u8]) -> (usize, u64),
}

const FORMATS: [Format; 4] = [
    Format {
        name: "evidence",
        header: "learner,competency,points,points_possible",
        good: "l1,c1,1,2",
        hostile: "{x},c1,1,2",
        read: |bytes| counts(&evidence::read("f", bytes), Vec::len),
    },
    Format {
        name: "responses",
        header: "user_id,item_id,timestamp,correct",
        good: "l1,i1,0,1",
        hostile: "l1,{x},0,1",
        read: |bytes| {
            let columns = responses::ResponseColumns::usual();
            counts(&responses::read("f", bytes, &columns), |batch| batch.rows.len())
        },
    },
    Format {
        name: "framework",
        header: "code,title",
        good: "G,Good",
        hostile: "H,{x}",
        read: |bytes| {
            let parsed = framework_csv::read(DISTRICT, &about(), "f", bytes);
            counts(&parsed, |batch| batch.as_ref().map_or(0, |table| table.competencies.len()))
        },
    },
    Format {
        name: "prerequisites",
        header: "before,after",
        good: "A,B",
        hostile: "{x},B",
        read: |bytes| {
            let table = framework_csv::read(DISTRICT, &about(), "f", b"code,title\nA,a\nB,b\n").batch;
            let competencies = table.expect("a framework").competencies;
            let framework = FrameworkId::from_bytes([1; 16]);
            counts(&prerequisites::read(DISTRICT, framework, &competencies, "f", bytes), Vec::len)
        },
    },
];

#[test]
fn a_cell_of_ten_megabytes_costs_only_its_row() {
    check(&"x".repeat(10_000_000));
}

#[test]
fn a_nul_costs_only_its_row() {
    check("a\0b");
}

#[test]
fn three_hundred_and_one_characters_or_nothing_cost_only_their_row() {
    check(&"é".repeat(301));
    check("");
}

#[test]
fn a_byte_order_mark_and_crlf_change_nothing() {
    for format in FORMATS {
        let text = format!("\u{FEFF}{}\r\n{}\r\n\r\n", format.header, format.good);
        assert_eq!((format.read)(text.as_bytes()), (1, 0), "{}", format.name);
    }
}

#[track_caller]
fn check(cell: &str) {
    for format in FORMATS {
        let hostile = format.hostile.replace("{x}", cell);
        let text = format!("{}\n{hostile}\n{}\n", format.header, format.good);
        let (records, errors) = (format.read)(text.as_bytes());

        assert_eq!((records, errors), (1, 1), "{}", format.name);
    }
}

fn counts<T>(parsed: &Parsed<T>, count: fn(&T) -> usize) -> (usize, u64) {
    (count(&parsed.batch), parsed.errors)
}

const DISTRICT: DistrictId = DistrictId::from_bytes([7; 16]);

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
