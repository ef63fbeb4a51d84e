//! Files that nobody would send.

use std::io::{Cursor, Write as _};

use exchange::qti::{
    Limits,
    package::{PackageError, read_package},
    read_item,
};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{body, refused};

#[test]
fn entities_are_refused_unread() {
    let item = body("<p>&x;</p>");
    check(&format!("<!DOCTYPE a [<!ENTITY x \"y\">]>{item}"), "document type");
    check(
        &format!("<?xml version=\"1.0\"?>\n<!DOCTYPE a SYSTEM \"http://example.org/a.dtd\">{item}"),
        "document type",
    );
    check(&format!("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>{item}"), "document type");
    check(&item, "not XML");
}

#[test]
fn a_billion_laughs_are_refused_unread() {
    let laughs: Vec<String> = (1..10)
        .map(|turn| format!("<!ENTITY l{turn} \"{}\">", format!("&l{};", turn - 1).repeat(10)))
        .collect();
    let laughs = laughs.concat();
    check(&format!("<!DOCTYPE a [<!ENTITY l0 \"lol\">{laughs}]>{}", body("<p>&l9;</p>")), "document type");
}

#[test]
fn elements_ten_thousand_deep_are_refused() {
    check(&body(&format!("{}x{}", "<div>".repeat(10_000), "</div>".repeat(10_000))), "deep");
    check(&"<a>".repeat(10_000), "deep");
}

#[test]
fn elements_as_deep_as_is_allowed_are_read_and_written() {
    let divisions = body(&format!("{}x{}", "<div>".repeat(97), "</div>".repeat(97)));
    let feedback = "<qti-feedback-inline outcome-identifier=\"S\" identifier=\"a\">";
    let feedback = body(&format!("{}x{}", feedback.repeat(97), "</qti-feedback-inline>".repeat(97)));
    let not = format!("{}<qti-null/>{}", "<qti-not>".repeat(95), "</qti-not>".repeat(95));
    let not = format!("<qti-set-outcome-value identifier=\"S\">{not}</qti-set-outcome-value>");
    let condition = "<qti-response-condition><qti-response-if><qti-null/>".repeat(48);
    let conditions = format!("{condition}{}", "</qti-response-if></qti-response-condition>".repeat(48));
    let score = r#"<qti-outcome-declaration identifier="S" cardinality="single" base-type="boolean"/>"#;
    let rules = |rules: &str| {
        crate::item_with(
            score,
            "<p>x</p>",
            &format!("<qti-response-processing>{rules}</qti-response-processing>"),
        )
    };
    for item in [divisions, feedback, rules(&not), rules(&conditions)] {
        // A thread of the server has two megabytes.
        let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(move || {
            let item = crate::read(&item).item;
            assert_eq!(crate::read(&exchange::qti::write_item(&item)).item, item);
        });
        thread.expect("a thread").join().expect("no overflow");
    }
}

#[test]
fn floods_of_attributes_namespaces_and_nodes_are_refused() {
    let attributes: Vec<String> = (0..100).map(|turn| format!(" a{turn}=\"x\"")).collect();
    let attributes = attributes.concat();
    check(&body(&format!("<p{attributes}>x</p>")), "attributes");
    let namespaces: Vec<String> = (0..1_100).map(|turn| format!("<b xmlns:n{turn}=\"n\"/>")).collect();
    let namespaces = namespaces.concat();
    check(&body(&format!("<p>{namespaces}</p>")), "namespaces");
    check(&body(&"<br/>".repeat(250_000)), "not XML");
    check(&body(&format!("<p>{}</p>", "x".repeat(5_000_000))), "bytes");
}

#[test]
fn a_huge_attribute_is_only_text() {
    let item = crate::read(&body(&format!("<p title=\"{}\">x</p>", "y".repeat(1_000_000))));
    assert!(item.notes.is_empty());
}

#[test]
fn what_is_not_an_item_says_what_it_is() {
    check("", "not XML");
    check("{\"a\": 1}", "not XML");
    check("<html/>", "begins with html");
    check(&body("<p>x</p>")[..200], "not XML");
    check(
        &body("<p>x</p>").replace("qti-assessment-item", "qti-assessment-test"),
        "begins with qti-assessment-test",
    );
}

#[test]
fn text_that_is_not_utf_8_says_so() {
    let said = |bytes: &[u8]| read_item(bytes).expect_err("refused")[0].what.clone();
    assert!(
        said(
            &body("<p>x</p>").replace('x', "\u{e9}").bytes().filter(|byte| *byte != 0xc3).collect::<Vec<_>>()
        )
        .contains("not UTF-8")
    );
    let latin = format!("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>{}", body("<p>\u{e9}</p>"));
    assert!(said(latin.as_bytes()).contains("ISO-8859-1"));
    assert!(said(b"\xFF\xFE\x00\xD8").contains("UTF-16LE"));
}

#[test]
fn utf_16_with_its_mark_is_read() {
    for little in [true, false] {
        let text = format!("\u{feff}{}", body("<p>\u{645}\u{631}</p>"));
        let bytes =
            text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() });
        read_item(&bytes.collect::<Vec<_>>()).expect("the item is read");
    }
}

#[test]
fn a_zip_with_too_many_entries_is_refused() {
    let names: Vec<String> = (0..5_001).map(|turn| format!("f{turn}.png")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let error = read_package("p.zip", &zip(&files), &Limits::default()).expect_err("refused");
    assert_eq!(error, PackageError::TooManyEntries { found: 5_001, most: 5_000 });
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for name in ["../a.xml", "a/../../b.xml", "/etc/passwd", "C:/a.xml", "..\\a.xml", "a\nb.xml"] {
        let error = read_package("p.zip", &zip(&[(name, b"x")]), &Limits::default()).expect_err("refused");
        assert!(matches!(error, PackageError::UnsafePath { .. }), "{name}: {error}");
    }
}

#[test]
fn two_entries_of_one_name_are_refused() {
    // The writer of zips refuses it too: the second name is changed in the bytes.
    let mut bytes = zip(&[("a.xml", b"x"), ("b.xml", b"y")]);
    let places: Vec<usize> =
        (0..bytes.len() - 5).filter(|place| bytes[*place..].starts_with(b"b.xml")).collect();
    for place in &places {
        bytes[*place] = b'a';
    }
    assert_eq!(places.len(), 2);
    let error = read_package("p.zip", &bytes, &Limits::default()).expect_err("refused");
    assert_eq!(error, PackageError::Duplicate { path: "a.xml".to_owned() });
}

#[test]
fn bombs_are_refused() {
    let zeros = vec![0; 8 << 20];
    let bomb = zip(&[("a.png", &zeros)]);
    assert!(bomb.len() < 20_000);
    let error = read_package("p.zip", &bomb, &Limits::default()).expect_err("refused");
    assert_eq!(error, PackageError::Bomb { path: "a.png".to_owned() });
    let limits = Limits { unpacked_bytes: 1_000, ..Limits::default() };
    let error = read_package("p.zip", &zip(&[("a.png", &zeros[..2_000])]), &limits).expect_err("refused");
    assert_eq!(error, PackageError::TooLarge { path: "a.png".to_owned(), most: 1_000 });
}

#[test]
fn what_is_no_package_is_refused() {
    for (bytes, wanted) in [
        (&b"PK not really"[..], "not a zip"),
        (b"", "neither a zip"),
        (b"<html/>", "begins with html"),
        (b"\x89PNG", "neither a zip"),
    ] {
        let error = read_package("p.zip", bytes, &Limits::default()).expect_err("refused").to_string();
        assert!(error.contains(wanted), "{error}");
    }
    let whole = zip(&[("imsmanifest.xml", b"<manifest/>")]);
    assert!(read_package("p.zip", &whole[..whole.len() / 2], &Limits::default()).is_err());
    let broken = zip(&[("imsmanifest.xml", b"<!DOCTYPE a><manifest/>")]);
    let error = read_package("p.zip", &broken, &Limits::default()).expect_err("refused");
    assert!(matches!(error, PackageError::Manifest { .. }), "{error}");
}

#[test]
fn files_that_include_one_another_come_to_an_end() {
    let section = |name: &str| {
        let refs = format!("<qti-assessment-section-ref identifier=\"r\" href=\"{name}\"/>").repeat(50);
        format!(
            "<qti-assessment-section identifier=\"s\" title=\"s\" visible=\"true\">{refs}</qti-assessment-section>"
        )
    };
    let test = format!(
        "<qti-assessment-test identifier=\"t\" title=\"t\"><qti-test-part identifier=\"p\" navigation-mode=\"linear\" \
         submission-mode=\"individual\">{}</qti-test-part></qti-assessment-test>",
        section("a.xml")
    );
    let package = read_package(
        "p.zip",
        &zip(&[("t.xml", test.as_bytes()), ("a.xml", section("a.xml").as_bytes())]),
        &Limits::default(),
    );
    let package = package.expect("the package is read");
    assert!(package.tests[0].result.is_err());
}

#[track_caller]
fn check(xml: &str, wanted: &str) {
    let problems = refused(xml);
    assert!(problems[0].what.contains(wanted), "{problems:?}");
    assert!(!problems[0].advice.is_empty());
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a name");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}
