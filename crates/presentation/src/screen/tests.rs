use std::collections::BTreeMap;

use domain::item::{Card, Element, Node, Value, View};

use crate::{FieldProblem, Mark, Options, Why, Words, render, testing};

/// What a strict Content-Security-Policy forbids, and what is no part of any page of ours.
const FORBIDDEN: [&str; 8] =
    ["<script", " style=", " onclick=", " onload=", "javascript:", "<iframe", "<object", "autoplay"];

#[test]
fn every_kind_has_fields_that_are_named_and_nothing_that_runs() {
    for interaction in testing::one_of_each() {
        let word = interaction.kind_word();
        let html = shown(&[Node::Interaction(Box::new(interaction))], |_| {});
        assert!(html.contains("name=\"r-RESPONSE"), "{word}: {html}");
        clean(&html);
        balanced(&html);
    }
}

#[test]
fn what_is_locked_sends_nothing() {
    for interaction in testing::one_of_each() {
        let html = shown(&[Node::Interaction(Box::new(interaction))], |options| options.locked = true);
        assert_eq!(testing::fields_of(&html), [], "{html}");
    }
}

#[test]
fn text_of_an_item_never_becomes_marks() {
    let mut interaction = testing::choice(2, 1);
    interaction.prompt = testing::text("<script>alert(1)</script> & \"so on\"");
    interaction.attributes = vec![
        ("class".into(), "\"><script> qti-x unseen".into()),
        ("dir".into(), "\" onclick=\"x".into()),
        ("lang".into(), "\"><script>".into()),
    ];
    let html = shown(&[Node::Interaction(Box::new(interaction))], |_| {});
    clean(&html);
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;so on&quot;"), "{html}");
    assert!(html.contains("class=\"ask choice qti-x\""), "{html}");
}

#[test]
fn elements_that_run_are_left_out_with_what_is_in_them() {
    for name in ["script", "style", "iframe", "template", "foreignObject", "annotation-xml"] {
        let element = Element::new(name, testing::text("alert(1)"));
        check(&[Node::Element(element)], "");
    }
    // Others that are not known leave their text.
    check(&[element("blink", &[], "here")], "here");
}

#[test]
fn attributes_are_looked_at_once_more() {
    check(&[element("p", &[("onclick", "x"), ("style", "y"), ("lang", "es")], "a")], "<p lang=\"es\">a</p>");
    check(&[element("h1", &[], "a")], "<h2>a</h2>");
    check(&[element("p", &[("id", "x")], "a")], "<p id=\"r-i-x\">a</p>");
    check(&[element("a", &[("href", "javascript:alert(1)")], "a")], "<a>a</a>");
    check(&[element("a", &[("href", "#x")], "a")], "<a href=\"#r-i-x\">a</a>");
    check(
        &[element("img", &[("src", "a.png"), ("alt", "A"), ("onerror", "x")], "")],
        "<img alt=\"A\" src=\"/files/a.png\">",
    );
    check(
        &[element("img", &[("src", "//elsewhere/a.png"), ("alt", "A")], "")],
        "<img alt=\"A\" src=\"/files///elsewhere/a.png\">",
    );
    check(
        &[element("video", &[("src", "a.webm"), ("autoplay", "")], "")],
        "<video src=\"/files/a.webm\" preload=\"metadata\" controls></video>",
    );
}

#[test]
fn formulas_and_drawings_keep_their_own_elements_only() {
    let fraction = Element::new("mfrac", vec![element("mn", &[], "1"), element("mn", &[], "2")]);
    let math = Element::new("math", vec![Node::Element(fraction), element("p", &[], "no")]);
    check(&[Node::Element(math)], "<math><mfrac><mn>1</mn><mn>2</mn></mfrac>no</math>");
    let circle = element("circle", &[("r", "4"), ("fill", "url(#g)"), ("onclick", "x")], "");
    let outside = element("circle", &[("fill", "url(https://example.org/)")], "");
    let script = element("script", &[], "x");
    let svg = Element::new("svg", vec![circle, outside, script]);
    check(
        &[Node::Element(svg)],
        "<svg><circle r=\"4\" fill=\"url(#r-i-g)\"></circle><circle></circle></svg>",
    );
}

#[test]
fn a_table_scrolls_in_a_region_that_the_keyboard_reaches() {
    let table = Element::new("table", vec![element("caption", &[], "Rain")]);
    check(
        &[Node::Element(table)],
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Rain\"><table><caption>Rain</caption></table></div>",
    );
}

#[test]
fn nothing_goes_deeper_than_an_item_does() {
    let deep = (0..10_000)
        .fold(element("b", &[], "deep"), |inner, _| Node::Element(Element::new("div", vec![inner])));
    let html = shown(std::slice::from_ref(&deep), |_| {});
    assert!(html.matches("<div>").count() < 200);
    // Dropping it one level after the other: the compiler's own way would need a stack as deep.
    let mut rest = vec![deep];
    while let Some(Node::Element(element)) = rest.pop() {
        rest.extend(element.children);
    }
}

#[test]
fn notes_for_scorers_are_not_for_learners() {
    let note =
        Node::Rubric { views: vec![View::Scorer], purpose: None, content: testing::text("Two points for") };
    assert!(!shown(std::slice::from_ref(&note), |_| {}).contains("Two points"));
    assert!(shown(&[note], |options| options.view = View::Scorer).contains("Two points"));
}

#[test]
fn a_mark_has_a_word_and_a_solution_is_in_words() {
    let marks = BTreeMap::from([("RESPONSE".to_owned(), Mark::Wrong)]);
    let solution = BTreeMap::from([("RESPONSE".to_owned(), Value::identifier("C2"))]);
    let words = Words::default();
    let asset = |address: &str| address.to_owned();
    let options =
        Options { marks: &marks, solution: Some(&solution), locked: true, ..Options::new(&words, &asset) };
    let item = [Node::Interaction(Box::new(testing::choice(3, 1)))];
    let html = render(&item, &BTreeMap::new(), &options);
    assert!(html.contains("Not right"), "{html}");
    assert!(html.contains("<span class=\"label\">Solution</span><ul><li>Entry C2</li></ul>"), "{html}");
}

#[test]
fn what_was_refused_is_shown_with_its_reason() {
    let sent = [("r-RESPONSE".to_owned(), "<seven>".to_owned())];
    let problems =
        [FieldProblem { field: "r-RESPONSE".to_owned(), why: Why::NotWhole("<seven>".to_owned()) }];
    let (words, asset) = (Words::default(), |address: &str| address.to_owned());
    let options = Options { sent: Some(&sent), problems: &problems, ..Options::new(&words, &asset) };
    let item = [Node::Interaction(Box::new(testing::text_entry(10, None)))];
    let html = render(&item, &BTreeMap::new(), &options);
    assert!(html.contains("value=\"&lt;seven&gt;\""), "{html}");
    assert!(html.contains("“&lt;seven&gt;” is not a whole number."), "{html}");
}

#[test]
fn a_meaning_is_there_only_for_those_who_are_given_it() {
    let card = Card {
        id: "g1".to_owned(),
        support: "glossary-on-screen".to_owned(),
        language: None,
        content: testing::text("A large body of water"),
    };
    let item = [element("span", &[("data-catalog-idref", "g1")], "ocean")];
    let words = Words::default();
    let asset = |address: &str| address.to_owned();
    let catalog = [card];
    let given = ["glossary-on-screen".to_owned()];
    let options = Options { catalog: &catalog, ..Options::new(&words, &asset) };
    assert!(!render(&item, &BTreeMap::new(), &options).contains("large body"));
    let options = Options { supports: &given, ..options };
    let html = render(&item, &BTreeMap::new(), &options);
    assert!(
        html.contains(
            "<button type=\"button\" class=\"term\" popovertarget=\"r-card1\"><span>ocean</span></button>"
        ),
        "{html}"
    );
    assert!(html.contains("A large body of water"), "{html}");
}

#[test]
fn text_runs_as_its_language_does() {
    let html = shown(&[], |options| options.language = Some("ar"));
    assert_eq!(html, "<div class=\"item\" lang=\"ar\" dir=\"rtl\"></div>");
}

fn element(name: &str, attributes: &[(&str, &str)], text: &str) -> Node {
    let children = if text.is_empty() { Vec::new() } else { testing::text(text) };
    let attributes = attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Node::Element(Element { name: name.to_owned(), attributes: attributes.collect(), children })
}

fn shown(nodes: &[Node], change: impl FnOnce(&mut Options)) -> String {
    let words = Words::default();
    let asset = |address: &str| format!("/files/{address}");
    let mut options = Options::new(&words, &asset);
    change(&mut options);
    render(nodes, &BTreeMap::new(), &options)
}

#[track_caller]
fn check(nodes: &[Node], expected: &str) {
    assert_eq!(shown(nodes, |_| {}), format!("<div class=\"item\">{expected}</div>"));
}

#[track_caller]
fn clean(html: &str) {
    for forbidden in FORBIDDEN {
        assert!(!html.contains(forbidden), "{forbidden} in {html}");
    }
}

/// Every element that is opened is closed, in order.
#[track_caller]
fn balanced(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in html.split('<').skip(1).filter_map(|piece| piece.split_once('>')).map(|(tag, _)| tag) {
        let name = tag.split(' ').next().unwrap_or_default();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{html}"),
            None if ["input", "img", "br", "track", "hr"].contains(&name) => {}
            None => open.push(name),
        }
    }
    assert_eq!(open, [] as [&str; 0], "{html}");
}
