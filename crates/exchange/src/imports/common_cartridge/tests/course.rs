use domain::item::Node;

use super::{entry, manifest, opened, resource, told, zipped};
use crate::{
    imports::common_cartridge::{Part, PartContent, read},
    qti::Limits,
};

const WEB: &str = "webcontent";
const LINK: &str = "imswl_xmlv1p1";
const TOPIC: &str = "imsdt_xmlv1p1";
const QUIZ: &str = "imsqti_xmlv1p2/imscc_xmlv1p1/assessment";
const LTI: &str = "imsbasiclti_xmlv1p0";

/// What a page says, without its elements.
fn said(nodes: &[Node]) -> String {
    let one = |node: &Node| match node {
        Node::Text(text) => text.clone(),
        other => said(other.children()),
    };
    nodes.iter().map(one).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn page(part: &Part) -> String {
    match &part.content {
        PartContent::Page(text) => said(&text.body),
        other => panic!("{other:?}"),
    }
}

fn link(address: &str) -> String {
    format!(
        "<webLink xmlns=\"http://x/imswl_v1p1\"><title>Elsewhere</title><url href=\"{address}\"/></webLink>"
    )
}

#[test]
fn a_course_of_ten_lessons_keeps_its_order_its_folders_and_its_pictures() {
    for version in ["1", "2", "3"] {
        let mut tree = "<item identifier=\"F\"><title>Halves</title>".to_owned();
        let mut resources = String::new();
        let mut files = vec![("web/halves.png".to_owned(), "png".to_owned())];
        for number in 1..=10 {
            let named = format!("L{number}");
            tree.push_str(&entry(&named, &format!("Lesson {number}")));
            let href = format!("web/lesson{number}.html");
            resources.push_str(&resource(&named, WEB, &href));
            let html = format!(
                "<!DOCTYPE html><html><head><title>x</title></head><body><h1>Fold {number}</h1>\
                 <p>A strip<img src='halves.png' alt='two halves'>.<script>alert(1)</script></body></html>"
            );
            files.push((href, html));
        }
        tree.push_str("</item>");
        resources.push_str(&resource("PIC", WEB, "web/halves.png"));
        files.push(("imsmanifest.xml".to_owned(), manifest(version, &tree, &resources)));
        let found = read("c.imscc", &zipped(&files), &Limits::default()).expect("a cartridge");
        assert_eq!(found.title, "Fractions by hand");
        let titles: Vec<&str> = found.parts.iter().map(|part| part.title.as_str()).collect();
        let expected: Vec<String> = (1..=10).map(|number| format!("Lesson {number}")).collect();
        assert_eq!(titles, expected);
        assert!(found.parts.iter().all(|part| part.folders == ["Halves"]));
        assert_eq!(page(&found.parts[2]), "Fold 3A strip.");
        let PartContent::Page(text) = &found.parts[0].content else { panic!("a page") };
        assert_eq!(crate::qti::stimulus_asset_references(text), ["web/halves.png"]);
        assert_eq!(
            found.package.assets.iter().map(|one| one.path.as_str()).collect::<Vec<_>>(),
            ["web/halves.png"]
        );
        assert_eq!(told(&found), ["the page has a program, which is left out"; 10]);
    }
}

#[test]
fn pages_links_discussions_files_and_quizzes_are_taken_and_the_rest_is_named() {
    let tree = [
        entry("P", "A page"),
        entry("W", "A link"),
        entry("D", "What do you think?"),
        entry("S", "A sheet"),
        entry("Q", "A quiz"),
        entry("T", "A game of somebody else"),
        entry("X", "Something new"),
    ]
    .concat();
    let resources = [
        resource("P", WEB, "a.html"),
        resource("W", LINK, "w.xml"),
        resource("D", TOPIC, "d.xml"),
        resource("S", WEB, "sheet.pdf"),
        resource("Q", QUIZ, "q.xml"),
        resource("T", LTI, "t.xml"),
        resource("X", "imsnew_xmlv1p0", "x.xml"),
    ]
    .concat();
    let topic = "<topic xmlns='http://x/imsdt_v1p1'><title>Talk</title>\
                 <text texttype='text/html'>&lt;p&gt;Which half?&lt;/p&gt;</text></topic>";
    let found = opened(&[
        ("imsmanifest.xml", manifest("1", &tree, &resources)),
        ("a.html", "<p>Read <a href='b.html'>on</a>, <a href='https://example.org/x'>there</a>".to_owned()),
        ("w.xml", link("https://example.org/fractions")),
        ("d.xml", topic.to_owned()),
        ("sheet.pdf", "%PDF-1.4".to_owned()),
        ("q.xml", super::questions::quiz("A quiz", &[super::questions::choose_one()])),
        ("t.xml", "<cartridge_basiclti_link/>".to_owned()),
        ("x.xml", "<x/>".to_owned()),
        ("notes.docx", "PK".to_owned()),
    ]);
    let kinds: Vec<(&str, &str)> = found
        .parts
        .iter()
        .map(|part| {
            let kind = match &part.content {
                PartContent::Page(_) => "page",
                PartContent::Link(_) => "link",
                PartContent::File(_) => "file",
                PartContent::Quiz(_) => "quiz",
            };
            (part.title.as_str(), kind)
        })
        .collect();
    let expected = [
        ("A page", "page"),
        ("A link", "link"),
        ("What do you think?", "page"),
        ("A sheet", "file"),
        ("A quiz", "quiz"),
    ];
    assert_eq!(kinds, expected);
    assert_eq!(page(&found.parts[0]), "Read on, there");
    assert_eq!(page(&found.parts[2]), "Which half?");
    assert_eq!(found.parts[1].content, PartContent::Link("https://example.org/fractions".to_owned()));
    assert_eq!(found.package.items.len(), 1);
    let told = told(&found);
    for expected in [
        "\"What do you think?\" is taken as a page: what learners write to it is not",
        "\"A game of somebody else\" is not taken: it starts a tool of somebody else by LTI, which is not supported yet",
        "\"Something new\" is not taken: its type is not known",
        "this file is not taken: no page shows it, and it is of no kind that is shown",
    ] {
        assert!(told.iter().any(|one| one == expected), "{expected} is not in {told:#?}");
    }
}

#[test]
fn addresses_of_files_are_found_however_courses_write_them() {
    let files = |html: &str| {
        opened(&[
            ("imsmanifest.xml", manifest("1", &entry("P", "P"), &resource("P", WEB, "wiki/a.html"))),
            ("wiki/a.html", html.to_owned()),
            ("web_resources/two halves.png", "png".to_owned()),
            ("wiki/b.png", "png".to_owned()),
        ])
    };
    for (written, expected) in [
        ("$IMS-CC-FILEBASE$/two%20halves.png", "web_resources/two halves.png"),
        ("%24IMS-CC-FILEBASE%24/two%20halves.png", "web_resources/two halves.png"),
        ("../web_resources/two halves.png", "web_resources/two halves.png"),
        ("b.png", "wiki/b.png"),
        ("./b.png?x=1", "wiki/b.png"),
    ] {
        let found = files(&format!("<p>x<img src=\"{written}\" alt=\"halves\">"));
        let PartContent::Page(text) = &found.parts[0].content else { panic!("a page") };
        assert_eq!(crate::qti::stimulus_asset_references(text), [expected], "{written}");
    }
    let missing = files("<p>See <img src='gone.png' alt='a picture of halves'></p>");
    assert_eq!(page(&missing.parts[0]), "See a picture of halves");
    assert_eq!(told(&missing), ["a file that the page shows is not in the package; it is left out"]);
    let elsewhere = files("<p>See</p><iframe src='https://example.org/film'></iframe>");
    assert_eq!(page(&elsewhere.parts[0]), "Seehttps://example.org/film");
}

#[test]
fn what_is_wrong_is_named_and_takes_nothing_else_with_it() {
    let tree = [
        entry("W", "Bad link"),
        entry("GONE", "No such resource"),
        entry("M", "No file"),
        entry("E", "Empty"),
        entry("B", "Broken"),
        entry("P", "Good"),
        entry("P", "Good again"),
    ]
    .concat();
    let resources = [
        resource("W", LINK, "w.xml"),
        resource("M", WEB, "m.html"),
        resource("E", WEB, "e.html"),
        resource("B", TOPIC, "b.xml"),
        resource("P", WEB, "p.html"),
    ]
    .concat();
    let found = opened(&[
        ("imsmanifest.xml", manifest("1", &tree, &resources)),
        ("w.xml", link("javascript:alert(1)")),
        ("e.html", "<script>x</script>".to_owned()),
        ("b.xml", "<topic><title>".to_owned()),
        ("p.html", "<p>Here</p>".to_owned()),
    ]);
    assert_eq!(found.parts.iter().map(|part| part.title.as_str()).collect::<Vec<_>>(), ["Good"]);
    let told = told(&found);
    for part in [
        "the tree names a resource that the manifest does not have",
        "the tree names one resource at several places",
        "the link \"Bad link\" is not taken",
        "the file of \"No file\" is not in the cartridge",
        "the page is empty",
        "it is not XML that can be read",
    ] {
        assert!(told.iter().any(|one| one.starts_with(part)), "{part} is not in {told:#?}");
    }
}
