//! Packages, read and written.

use std::collections::BTreeMap;

use exchange::qti::{
    Limits, asset_references, item_references,
    package::{
        Alignment, Asset, Metadata, Outgoing, OutgoingPackage, Package, Packaged, read_package, resolve,
        write_package,
    },
    write_item,
};

use crate::{body, data, given, read};

/// What each zip of the given data holds: items that are read, items refused, tests, files, alignments.
const ZIPS: [(&str, [usize; 5]); 15] = [
    ("BBQsTest.zip", [21, 1, 1, 1, 0]),
    ("BegGuide_March2025.zip", [6, 0, 1, 4, 0]),
    ("CASE.zip", [3, 0, 1, 0, 3]),
    ("CAT_Test01_Adaptive_EchoAdapt.zip", [11, 0, 0, 7, 0]),
    ("basicFeedbackTest.zip", [4, 0, 1, 0, 0]),
    ("ccPackage.zip", [11, 0, 1, 0, 11]),
    ("englishBasicLevelV2.zip", [52, 0, 1, 0, 0]),
    ("externalMetadata.zip", [3, 0, 1, 0, 3]),
    ("lti.zip", [0, 0, 0, 0, 0]),
    ("metaData.zip", [1, 0, 0, 1, 0]),
    ("sharedMedia.zip", [2, 0, 0, 1, 0]),
    ("simple.zip", [1, 0, 0, 1, 0]),
    ("svg.zip", [1, 0, 0, 1, 0]),
    ("test_package_minfiles.zip", [4, 0, 1, 7, 0]),
    ("usageData.zip", [0, 0, 0, 0, 0]),
];

#[test]
fn every_zip_of_the_given_data_is_read_and_read_again_from_what_is_written() {
    let Some(folder) = given::folder("qti") else { return };
    let mut found = BTreeMap::new();
    for path in data::files(&folder, "zip") {
        let bytes = std::fs::read(&path).expect("the zip can be read");
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        let package =
            read_package(&name, &bytes, &Limits::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let refused = package.items.iter().filter(|item| item.result.is_err()).count();
        let alignments = package.items.iter().map(|item| item.alignments.len()).sum();
        let counts = [
            package.items.len() - refused,
            refused,
            package.tests.iter().filter(|test| test.result.is_ok()).count(),
            package.assets.len(),
            alignments,
        ];
        println!("{name}: {counts:?}, {} statistics", package.statistics.len());
        for problem in package.problems.iter().chain(said(&package)) {
            println!("    {}: {}", problem.file, problem.what);
        }
        read_again(&package);
        found.insert(name, counts);
    }
    assert_eq!(found, ZIPS.iter().map(|(name, counts)| ((*name).to_owned(), *counts)).collect());
}

fn said(package: &Package) -> impl Iterator<Item = &exchange::Problem> {
    let items = package.items.iter().flat_map(|item| match &item.result {
        Ok(read) => &read.notes,
        Err(problems) => problems,
    });
    let tests = package.tests.iter().flat_map(|test| match &test.result {
        Ok(read) => &read.notes,
        Err(problems) => problems,
    });
    items.chain(tests)
}

#[test]
fn competencies_of_a_package_come_in_from_the_manifest_or_a_file_of_their_own() {
    for zip in ["qti/qti-3.0/packages/CASE", "qti/qti-3.0/packages/externalMetadata"] {
        let Some(folder) = given::folder(zip) else { return };
        let name = format!("{}.zip", folder.file_name().and_then(|name| name.to_str()).expect("a name"));
        let bytes = std::fs::read(folder.join(&name)).expect("the zip can be read");
        let package = read_package(&name, &bytes, &Limits::default()).expect("the package is read");
        let first = package.items.iter().find(|item| item.path.ends_with("_001.xml")).expect("the item");
        assert_eq!(
            first.alignments,
            [Alignment {
                identifier: "6abfaa45-644b-52e8-891e-4fa4045a6c69".to_owned(),
                uri: Some("https://teks-api.texasgateway.org/ims/case/v1p0/CFItems/6abfaa45-644b-52e8-891e-4fa4045a6c69".to_owned()),
                label: Some("order a set of rational numbers arising from mathematical and real-world contexts; and".to_owned()),
            }]
        );
        let taxon = Metadata {
            name: "taxon:jacs".to_owned(),
            value: "G1".to_owned(),
            label: Some("Mathematics".to_owned()),
        };
        assert!(first.metadata.contains(&taxon), "{:?}", first.metadata);
    }
}

#[test]
fn figures_of_earlier_use_come_in() {
    let Some(folder) = given::folder("qti/qti-3.0/packages/usageData") else { return };
    let bytes = std::fs::read(folder.join("usageData.zip")).expect("the zip can be read");
    let package = read_package("usageData.zip", &bytes, &Limits::default()).expect("the package is read");
    let p_value = package.statistics.iter().find(|one| one.name == "P-Value" && one.number == Some(78.1234));
    let p_value = p_value.expect("the figure of all learners");
    assert_eq!(
        (p_value.item.as_str(), p_value.cases, p_value.standard_error),
        ("item-513728", Some(999_999), Some(0.0))
    );
    assert_eq!(package.statistics.len(), 77);
}

#[test]
fn one_item_that_cannot_be_read_takes_no_other_with_it() {
    let manifest = r#"<manifest identifier="m"><resources>
        <resource identifier="a" type="imsqti_item_xmlv3p0" href="a.xml"><file href="a.xml"/></resource>
        <resource identifier="b" type="imsqti_item_xmlv3p0" href="b.xml"><file href="b.xml"/></resource>
        <resource identifier="c" type="imsqti_item_xmlv3p0" href="gone.xml"/></resources></manifest>"#;
    let package =
        zipped(&[("imsmanifest.xml", manifest), ("a.xml", "<broken"), ("b.xml", &body("<p>x</p>"))]);
    let results: Vec<_> =
        package.items.iter().map(|item| (item.identifier.as_str(), item.result.is_ok())).collect();
    assert_eq!(results, [("a", false), ("b", true), ("c", false)]);
}

#[test]
fn a_zip_with_one_folder_around_everything_is_read() {
    let manifest = r#"<manifest identifier="m"><resources>
        <resource identifier="a" type="imsqti_item_xmlv3p0" href="items/a%20b.xml"/></resources></manifest>"#;
    let item = body("<p><img src=\"../img/c%20d.png\" alt=\"\"/><img src=\"gone.png\" alt=\"\"/></p>");
    let package =
        zipped(&[("top/imsmanifest.xml", manifest), ("top/items/a b.xml", &item), ("top/img/c d.png", "x")]);
    assert_eq!(package.items[0].path, "items/a b.xml");
    assert_eq!(package.items[0].dependencies, ["img/c d.png"]);
    let notes = &package.items[0].result.as_ref().expect("read").notes;
    assert!(notes[0].what.contains("gone.png"), "{notes:?}");
}

#[test]
fn a_loose_item_is_a_package_of_one() {
    let package = read_package("some/i.xml", body("<p>x</p>").as_bytes(), &Limits::default()).expect("read");
    assert_eq!((package.items.len(), package.items[0].path.as_str()), (1, "i.xml"));
    assert!(package.problems.is_empty(), "{:?}", package.problems);
}

#[test]
fn pictures_that_do_more_than_draw_are_left_out() {
    for (picture, stays) in [
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\" fill=\"url(#a)\"/></svg>", true),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"><style>.a{fill:red}</style></svg>", true),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>x</script></svg>", false),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x\"/>", false),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"http://a/b.png\"/></svg>", false),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"><style>@import 'http://a'</style></svg>", false),
        ("<!DOCTYPE svg><svg/>", false),
    ] {
        let package = zipped(&[("i.xml", &body("<p>x</p>")), ("a.svg", picture)]);
        assert_eq!(package.assets.len() == 1, stays, "{picture}: {:?}", package.problems);
    }
}

#[test]
fn text_of_another_file_of_the_package_is_put_in_its_place() {
    let item = body(
        r#"<p>a</p><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="f/b.xml" parse="xml"/>"#,
    );
    let package = zipped(&[("i.xml", &item), ("f/b.xml", "<div><p>b</p></div>")]);
    assert_eq!(
        package.items[0].result.as_ref().expect("read").item,
        read(&body("<p>a</p><div><p>b</p></div>")).item
    );
}

#[test]
fn what_is_written_is_read_again() {
    let image = Asset { path: "img/a b.png".to_owned(), media_type: "image/png", content: vec![1, 2, 3] };
    let item =
        |title: &str| read(&body(&format!("<p>{title}<img src=\"../img/a%20b.png\" alt=\"\"/></p>"))).item;
    let said = |name: &str, value: &str, label: Option<&str>| Metadata {
        name: name.to_owned(),
        value: value.to_owned(),
        label: label.map(str::to_owned),
    };
    let metadata = vec![
        said("title", "T & T", None),
        said("keyword", "ratio", None),
        said("typicalAgeRange", "10,11", None),
        said("difficulty", "easy", None),
        said("taxon:jacs", "G1", Some("Mathematics")),
    ];
    let alignments = vec![
        Alignment {
            identifier: "g1".to_owned(),
            uri: Some("https://example.org/g1".to_owned()),
            label: None,
        },
        Alignment { identifier: "g2".to_owned(), uri: None, label: Some("Adds <10".to_owned()) },
    ];
    let outgoing = OutgoingPackage {
        identifier: "m1".to_owned(),
        title: Some("A package".to_owned()),
        items: vec![
            Outgoing {
                path: "items/1.xml".to_owned(),
                identifier: "1 x".to_owned(),
                content: item("a"),
                alignments,
                metadata,
            },
            Outgoing {
                path: "items/2.xml".to_owned(),
                identifier: "1_x".to_owned(),
                content: item("b"),
                alignments: Vec::new(),
                metadata: Vec::new(),
            },
        ],
        assets: vec![image.clone()],
        ..OutgoingPackage::default()
    };
    let bytes = write_package(&outgoing).expect("written");
    assert_eq!(bytes, write_package(&outgoing).expect("written again"));
    let package = read_package("p.zip", &bytes, &Limits::default()).expect("read");
    assert_eq!(package.problems, []);
    assert_eq!((package.identifier.as_str(), package.title.as_deref()), ("m1", Some("A package")));
    assert_eq!(package.assets, [image]);
    for (one, other) in package.items.iter().zip(&outgoing.items) {
        assert_eq!(one.result.as_ref().expect("read").item, other.content);
        assert_eq!(
            (&one.path, &one.alignments, &one.metadata),
            (&other.path, &other.alignments, &other.metadata)
        );
        assert_eq!(one.dependencies, ["img/a b.png"]);
    }
}

/// Writes what a package holds and reads it again.
#[track_caller]
fn read_again(package: &Package) {
    fn outgoing<T: Clone, U>(all: &[Packaged<T>], content: impl Fn(&T) -> U) -> Vec<Outgoing<U>> {
        let read = all.iter().filter_map(|one| one.result.as_ref().ok().map(|read| (one, read)));
        read.map(|(one, read)| Outgoing {
            path: one.path.clone(),
            identifier: one.identifier.clone(),
            content: content(read),
            alignments: one.alignments.clone(),
            metadata: one.metadata.clone(),
        })
        .collect()
    }
    let out = OutgoingPackage {
        identifier: package.identifier.clone(),
        title: package.title.clone(),
        items: outgoing(&package.items, |read| read.item.clone()),
        stimuli: outgoing(&package.stimuli, |read| read.content.clone()),
        tests: outgoing(&package.tests, |read| read.content.clone()),
        assets: package.assets.clone(),
    };
    let bytes = write_package(&out).expect("written");
    if let Some(folder) = std::env::var_os("QTI_WRITTEN") {
        let name = format!("{}.zip", package.identifier.replace(['/', ' '], "_"));
        std::fs::write(std::path::Path::new(&folder).join(name), &bytes).expect("the folder can be written");
    }
    let again = read_package("p.zip", &bytes, &Limits::default()).expect("read again");
    assert_eq!(again.problems, []);
    assert_eq!((&again.assets, &again.title), (&package.assets, &package.title));
    let back = outgoing(&again.items, |read| read.item.clone());
    assert_eq!(again.items.len(), out.items.len());
    for (one, other) in back.iter().zip(&out.items) {
        assert_eq!(
            (&one.path, &one.content, &one.alignments),
            (&other.path, &other.content, &other.alignments)
        );
        assert_eq!(write_item(&one.content), write_item(&other.content));
        for href in asset_references(&one.content) {
            assert!(resolve(&one.path, &href).is_some(), "{href}");
        }
    }
    for (one, other) in again.tests.iter().zip(&out.tests) {
        let plan = &one.result.as_ref().expect("read").content;
        assert_eq!(*plan, other.content);
        assert!(!item_references(plan).is_empty());
    }
}

#[track_caller]
fn zipped(files: &[(&str, &str)]) -> Package {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a name");
        zip.write_all(text.as_bytes()).expect("written");
    }
    let bytes = zip.finish().expect("a zip").into_inner();
    read_package("p.zip", &bytes, &Limits::default()).expect("the package is read")
}
