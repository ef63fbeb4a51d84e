use super::{entry, manifest, opened, resource, told, zipped};
use crate::{
    imports::common_cartridge::{Cartridge, read},
    qti::{Limits, package::PackageError},
};

fn refused(files: &[(&str, Vec<u8>)], limits: &Limits) -> PackageError {
    read("c.imscc", &zipped(files), limits).expect_err("refused")
}

#[test]
fn what_is_no_cartridge_is_refused_with_what_to_do() {
    for bytes in [&b""[..], b"PK", b"%PDF-1.4", &[0; 100]] {
        assert!(matches!(read("c", bytes, &Limits::default()), Err(PackageError::NotAZip(_))));
    }
    let limits = Limits::default();
    let none = refused(&[("a.html", b"x".to_vec())], &limits);
    assert!(matches!(none, PackageError::NotACartridge { .. }), "{none}");
    let other = refused(&[("imsmanifest.xml", b"<course/>".to_vec())], &limits);
    assert!(matches!(other, PackageError::NotACartridge { .. }), "{other}");
    let entities =
        b"<!DOCTYPE m [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><manifest>&b;</manifest>".to_vec();
    let bomb = refused(&[("imsmanifest.xml", entities)], &limits);
    assert!(matches!(bomb, PackageError::Manifest { .. }), "{bomb}");
}

#[test]
fn bombs_and_paths_out_of_the_cartridge_are_refused() {
    let limits = Limits { unpacked_bytes: 3 << 20, ..Limits::default() };
    let manifest = manifest("1", "", "").into_bytes();
    let bomb = refused(&[("imsmanifest.xml", manifest.clone()), ("a.html", vec![b' '; 2 << 20])], &limits);
    assert!(matches!(bomb, PackageError::Bomb { .. }), "{bomb}");
    let noise: Vec<u8> = (0..4_u32 << 20).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
    let large = refused(&[("imsmanifest.xml", manifest.clone()), ("a.png", noise)], &limits);
    assert!(matches!(large, PackageError::TooLarge { .. }), "{large}");
    for name in ["../a.html", "/etc/passwd", "a/../../b", "C:/x", "a\u{1}b"] {
        let out = refused(&[("imsmanifest.xml", manifest.clone()), (name, b"x".to_vec())], &limits);
        assert!(matches!(out, PackageError::UnsafePath { .. }), "{name}: {out}");
    }
    let many: Vec<(String, Vec<u8>)> = (0..5_001).map(|n| (format!("{n}.html"), Vec::new())).collect();
    let many = read("c.imscc", &zipped(&many), &Limits::default()).expect_err("refused");
    assert!(matches!(many, PackageError::TooManyEntries { .. }), "{many}");
}

#[test]
fn five_thousand_files_are_read_in_a_moment() {
    let mut files: Vec<(String, String)> =
        (0..4_999).map(|n| (format!("p{n}.html"), format!("<p>Page {n}</p>"))).collect();
    let tree: String = (0..4_999).map(|n| entry(&format!("P{n}"), &format!("Page {n}"))).collect();
    let resources: String =
        (0..4_999).map(|n| resource(&format!("P{n}"), "webcontent", &format!("p{n}.html"))).collect();
    files.push(("imsmanifest.xml".to_owned(), manifest("1", &tree, &resources)));
    let found = read("c.imscc", &zipped(&files), &Limits::default()).expect("a cartridge");
    assert_eq!(found.parts.len(), 4_999);
}

#[test]
fn resources_that_need_one_another_and_paths_out_of_the_folder_go_nowhere() {
    let circle = "<resource identifier='A' type='webcontent' href='a.html'><file href='a.html'/>\
                  <dependency identifierref='B'/></resource>\
                  <resource identifier='B' type='webcontent' href='b.html'><file href='b.html'/>\
                  <dependency identifierref='A'/></resource>\
                  <resource identifier='A' type='webcontent' href='c.html'/>\
                  <resource identifier='O' type='webcontent' href='../../etc/passwd'/>\
                  <resource type='webcontent' href='d.html'/>";
    let tree = [entry("A", "A"), entry("B", "B"), entry("O", "Outside")].concat();
    let found = opened(&[
        ("imsmanifest.xml", manifest("1", &tree, circle)),
        ("a.html", "<p>a</p>".to_owned()),
        ("b.html", "<p>b</p>".to_owned()),
    ]);
    let titles: Vec<&str> = found.parts.iter().map(|part| part.title.as_str()).collect();
    assert_eq!(titles, ["A", "B"]);
    let told = told(&found);
    for part in
        ["two resources are called A", "a resource has no identifier", "the file of \"Outside\" is not in"]
    {
        assert!(told.iter().any(|one| one.starts_with(part)), "{part} is not in {told:#?}");
    }
}

#[test]
fn folders_as_deep_as_the_sea_end_somewhere() {
    let deep = format!(
        "{}{}{}",
        "<item identifier='f'><title>f</title>".repeat(40),
        entry("A", "A"),
        "</item>".repeat(40)
    );
    let found = opened(&[
        ("imsmanifest.xml", manifest("1", &deep, &resource("A", "webcontent", "a.html"))),
        ("a.html", "<p>a</p>".to_owned()),
    ]);
    assert!(told(&found)[0].starts_with("folders lie more than 20 deep"), "{:?}", told(&found));
}

#[test]
fn nothing_that_runs_or_fetches_gets_in() {
    let html = "<p onclick='x()' style='background:url(https://evil.example)'>a\
                <a href='javascript:alert(1)'>b</a><img src='https://evil.example/track.gif' alt='c'>\
                <img src='data:image/svg+xml,x' alt='d'><form action='https://evil.example'><input name=p></form>\
                <object data='https://evil.example/x.swf'></object><svg onload='x()'><script>x</script></svg>\
                <base href='https://evil.example'><meta http-equiv=refresh content='0;url=https://evil.example'>\
                <qti-choice-interaction response-identifier='R'/><xi:include href='b.html'/></p>";
    let found = opened(&[
        ("imsmanifest.xml", manifest("1", &entry("P", "P"), &resource("P", "webcontent", "a.html"))),
        ("a.html", html.to_owned()),
    ]);
    let written = written(&found);
    for wrong in [
        "onclick",
        "style=",
        "javascript:",
        "<img",
        "data:",
        "<form",
        "<input",
        "<object",
        "<script",
        "onload",
        "<base",
        "<meta",
        "interaction",
        "include",
    ] {
        assert!(!written.contains(wrong), "{wrong} is in {written}");
    }
}

fn written(found: &Cartridge) -> String {
    let page = |part: &super::super::Part| match &part.content {
        super::super::PartContent::Page(text) => crate::qti::write_stimulus(text),
        _ => String::new(),
    };
    found.parts.iter().map(page).collect()
}

#[test]
fn a_cartridge_that_is_cut_anywhere_is_refused_or_read_and_never_more() {
    let whole = zipped(&[
        ("imsmanifest.xml", manifest("1", &entry("P", "P"), &resource("P", "webcontent", "a.html"))),
        ("a.html", "<p>Hello</p>".to_owned()),
    ]);
    for end in (0..whole.len()).step_by(7) {
        drop(read("c.imscc", &whole[..end], &Limits::default()));
        let mut broken = whole.clone();
        broken[end] ^= 0x55;
        drop(read("c.imscc", &broken, &Limits::default()));
    }
}
