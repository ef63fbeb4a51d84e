//! What content gets in, and what is said of the rest.

use exchange::qti::{asset_references, with_assets, write_item};

use crate::{body, item_with, read, refused};

const RESPONSE: &str =
    r#"<qti-response-declaration identifier="R" cardinality="single" base-type="identifier"/>"#;

#[test]
fn what_runs_sends_or_fetches_is_left_out_by_name() {
    for (content, wanted) in [
        ("<script>alert(1)</script>", "script is left out"),
        ("<p onclick=\"alert(1)\">x</p>", "the attribute onclick of p"),
        ("<p style=\"background:url(http://a)\">x</p>", "the attribute style of p"),
        ("<p data-hx-get=\"/x\">x</p>", "the attribute data-hx-get of p"),
        ("<p hx-get=\"/x\">x</p>", "the attribute hx-get of p"),
        ("<a href=\"javascript:alert(1)\">x</a>", "javascript:alert(1) in href of a"),
        ("<a href=\" java&#10;script:alert(1)\">x</a>", "in href of a"),
        ("<iframe src=\"a.html\"/>", "iframe is left out"),
        ("<form action=\"/x\"><input name=\"a\"/></form>", "form is left out"),
        ("<link rel=\"stylesheet\" href=\"http://a/b.css\"/>", "link is left out"),
        ("<style>p{}</style>", "style is left out"),
        ("<img src=\"http://example.org/a.png\" alt=\"\"/>", "http://example.org/a.png in src of img"),
        ("<img src=\"//example.org/a.png\" alt=\"\"/>", "in src of img"),
        ("<img src=\"data:image/svg+xml,x\" alt=\"\"/>", "in src of img"),
        ("<img srcset=\"a.png 1x, http://a/b.png 2x\" alt=\"\"/>", "the attribute srcset of img"),
        ("<object data=\"page.html\" type=\"text/html\"/>", "page.html is left out"),
        ("<object data=\"film.swf\"/>", "film.swf is left out"),
        ("<embed src=\"a.swf\"/>", "embed is left out"),
        ("<video src=\"http://a/b.mp4\"/>", "http://a/b.mp4 in src of video"),
        ("<svg><script>x</script></svg>", "script is left out"),
        ("<svg><foreignObject><p>x</p></foreignObject></svg>", "foreignObject is left out"),
        ("<svg><use href=\"http://a/b.svg#c\"/></svg>", "in href of use"),
        ("<svg><animate attributeName=\"href\"/></svg>", "animate is left out"),
        ("<svg><path fill=\"url(http://a)\" d=\"M0 0\"/></svg>", "in fill of path"),
        ("<svg><a href=\"javascript:x\"><path d=\"\"/></a></svg>", "a is left out"),
        (
            "<svg xmlns:xlink=\"http://www.w3.org/1999/xlink\"><use xlink:href=\"http://a\"/></svg>",
            "in href of use",
        ),
        ("<math><maction>x</maction></math>", "maction is left out"),
        ("<math href=\"javascript:x\"><mi>x</mi></math>", "the attribute href of math"),
        ("<math><annotation-xml><script/></annotation-xml></math>", "annotation-xml is left out"),
        ("<made-up-thing>x</made-up-thing>", "made-up-thing is left out; what is in it is kept"),
    ] {
        let item = read(&body(&format!("<p>Before.</p>{content}")));
        assert!(item.notes.iter().any(|note| note.what.contains(wanted)), "{content}: {:?}", item.notes);
        let written = write_item(&item.item);
        for word in
            ["alert", "http://a", "http://ex", "javascript", "<script", "onclick", "hx-get", "foreignObject"]
        {
            assert!(!written.contains(word), "{written}");
        }
        assert_eq!(read(&written).item, item.item);
    }
}

#[test]
fn what_shows_and_plays_gets_in() {
    for content in [
        "<p class=\"a\" id=\"b\" dir=\"rtl\" xml:lang=\"ar\">x <em>y</em> <strong>z</strong></p>",
        "<p><a href=\"https://example.org/\">x</a> <a href=\"#b\">y</a></p>",
        "<p><img src=\"a.png\" alt=\"An a\" width=\"3\" height=\"4\"/></p>",
        "<picture><source srcset=\"a.webp 1x, b.webp 2x\" type=\"image/webp\"/><img src=\"a.png\" alt=\"\"/></picture>",
        "<video controls=\"true\"><source src=\"a.mp4\" type=\"video/mp4\"/><track kind=\"captions\" src=\"a.vtt\"/></video>",
        "<audio src=\"a.mp3\" controls=\"true\"/>",
        "<object data=\"a.svg\" type=\"image/svg+xml\" width=\"3\" height=\"4\">An a</object>",
        "<table><caption>x</caption><tr><th scope=\"col\">a</th></tr><tr><td colspan=\"2\">b</td></tr></table>",
        "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\"><mfrac><mn>1</mn><mi>x</mi></mfrac></math>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><title>t</title><linearGradient id=\"g\"/><path fill=\"url(#g)\" d=\"M0 0\"/></svg>",
        "<ruby>x<rt>y</rt></ruby>",
        "<pre> a\n  b </pre>",
        "<p><span data-catalog-idref=\"c\" aria-label=\"x\" role=\"math\">y</span></p>",
    ] {
        let item = read(&body(content));
        assert!(item.notes.is_empty(), "{content}: {:?}", item.notes);
        let written = write_item(&item.item);
        assert!(written.contains(content), "{content}: {written}");
        assert_eq!(read(&written).item, item.item);
    }
}

#[test]
fn spaces_that_lay_out_the_source_are_gone_and_those_that_are_read_stay() {
    let laid_out = read(&body("\n  <div>\n    <p>a <b>b</b> <i>c</i></p>\n    <p>d</p>\n  </div>\n")).item;
    assert_eq!(laid_out, read(&body("<div><p>a <b>b</b> <i>c</i></p><p>d</p></div>")).item);
}

#[test]
fn a_picture_without_alternative_text_is_noted() {
    let notes = read(&body("<p><img src=\"a.png\"/></p>")).notes;
    assert!(notes[0].what.contains("alternative text is missing of a.png"), "{notes:?}");
    assert_eq!(notes[0].line, Some(2));
}

#[test]
fn programs_of_other_systems_are_refused_by_name() {
    for (content, wanted) in [
        (
            r#"<qti-portable-custom-interaction response-identifier="R" custom-interaction-type-identifier="urn:graph" module="g"/>"#,
            "the custom interaction urn:graph",
        ),
        (
            r#"<qti-custom-interaction response-identifier="R" class="shape"/>"#,
            "the custom interaction shape",
        ),
    ] {
        let problems = refused(&item_with(RESPONSE, content, ""));
        assert!(problems[0].what.contains(wanted), "{problems:?}");
    }
    let operator = r#"<qti-response-processing><qti-set-outcome-value identifier="S">
        <qti-custom-operator class="com.example.Cas"><qti-null/></qti-custom-operator></qti-set-outcome-value>
        </qti-response-processing>"#;
    let score = r#"<qti-outcome-declaration identifier="S" cardinality="single" base-type="float"/>"#;
    let problems = refused(&item_with(score, "<p>x</p>", operator));
    assert!(problems[0].what.contains("com.example.Cas"), "{problems:?}");
    assert_eq!(problems[0].line, Some(3));
}

#[test]
fn what_an_item_names_has_to_exist() {
    let choice = |name: &str| {
        format!(
            r#"<qti-choice-interaction response-identifier="{name}" max-choices="1">
            <qti-simple-choice identifier="A">x</qti-simple-choice></qti-choice-interaction>"#
        )
    };
    let set = |target: &str, from: &str| {
        format!(
            r#"<qti-response-processing><qti-set-outcome-value identifier="{target}">
            <qti-variable identifier="{from}"/></qti-set-outcome-value></qti-response-processing>"#
        )
    };
    let score = r#"<qti-outcome-declaration identifier="S" cardinality="single" base-type="identifier"/>"#;
    let text = RESPONSE.replace("base-type=\"identifier\"", "base-type=\"float\"");
    let twice = format!("{RESPONSE}{RESPONSE}");
    for (declarations, content, processing, wanted) in [
        ("", choice("R"), String::new(), "fills R, which is not declared"),
        (text.as_str(), choice("R"), String::new(), "whose type float it cannot give"),
        (twice.as_str(), choice("R"), String::new(), "two variables are called R"),
        (RESPONSE, choice("R"), set("S", "R"), "names S"),
        (&format!("{RESPONSE}{score}"), choice("R"), set("S", "Q"), "names Q"),
        (RESPONSE, choice("R"), set("R", "R"), "names R"),
        (
            RESPONSE,
            choice("R"),
            r#"<qti-response-processing template="http://example.org/other.xml"/>"#.to_owned(),
            "template of response processing is not known",
        ),
    ] {
        let problems = refused(&item_with(declarations, &content, &processing));
        assert!(problems.iter().any(|problem| problem.what.contains(wanted)), "{wanted}: {problems:?}");
    }
}

#[test]
fn questions_stand_in_the_body_of_an_item_and_nowhere_else() {
    let choice = |within: &str| {
        format!(
            r#"<qti-choice-interaction response-identifier="R" max-choices="1">
            <qti-simple-choice identifier="A">{within}</qti-simple-choice></qti-choice-interaction>"#
        )
    };
    let problems = refused(&item_with(RESPONSE, &choice(&choice("x")), ""));
    assert!(problems[0].what.contains("a choice or prompt has a choice interaction in it"), "{problems:?}");
    let stimulus = format!(
        r#"<qti-assessment-stimulus identifier="s" title="s"><qti-stimulus-body><div>{}</div></qti-stimulus-body>
        </qti-assessment-stimulus>"#,
        choice("x")
    );
    let problems = exchange::qti::read_stimulus(stimulus.as_bytes()).expect_err("refused");
    assert!(problems[0].what.contains("the stimulus has a choice interaction in it"), "{problems:?}");
}

#[test]
fn drawings_and_formulas_do_not_stand_in_one_another() {
    for content in [
        "<svg><desc><math><mi>x</mi></math></desc></svg>",
        "<math><mtext><svg><path d=\"\"/></svg></mtext></math>",
    ] {
        let item = read(&body(content));
        assert!(!item.notes.is_empty());
        assert_eq!(read(&write_item(&item.item)).item, item.item);
    }
}

#[test]
fn addresses_of_files_are_found_and_changed_everywhere() {
    let item = read(&item_with(
        r#"<qti-response-declaration identifier="R" cardinality="multiple" base-type="identifier"/>"#,
        r#"<p><img src="a.png" alt="a"/><a href="more.pdf">x</a><a href="https://example.org/">y</a></p>
        <qti-hotspot-interaction response-identifier="R"><qti-prompt><img src="b.png" alt="b"/></qti-prompt>
        <object data="stage.png" type="image/png" width="2" height="2"/>
        <qti-hotspot-choice identifier="A" shape="rect" coords="0,0,1,1"/></qti-hotspot-interaction>
        <picture><source srcset="c.webp 1x, d.webp 2x"/><img src="a.png" alt="a"/></picture>"#,
        "",
    ))
    .item;
    assert_eq!(asset_references(&item), ["a.png", "more.pdf", "b.png", "stage.png", "c.webp", "d.webp"]);
    let changed = with_assets(item, &|address| (address != "more.pdf").then(|| format!("assets/{address}")));
    assert_eq!(
        asset_references(&changed),
        ["assets/a.png", "more.pdf", "assets/b.png", "assets/stage.png", "assets/c.webp", "assets/d.webp"]
    );
    assert_eq!(read(&write_item(&changed)).item, changed);
}
