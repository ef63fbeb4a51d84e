use super::*;

/// A tree as text: `p(b(x) y)`.
fn shown(children: &[Child]) -> String {
    let one = |child: &Child| match child {
        Child::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Child::Tag(tag) => format!("{}({})", tag.name, shown(&tag.children)),
    };
    children.iter().map(one).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(shown(&read(text).body), expected, "{text}");
}

#[test]
fn a_page_is_what_its_body_shows() {
    let page = read(
        "\u{feff}<!DOCTYPE html><html><head><title> A &amp; B </title><meta charset=utf-8>\
         <style>p { x > y }</style></head><body class=x><P>Hi<BR>there</P></body></html>",
    );
    assert_eq!((page.title.as_str(), shown(&page.body).as_str()), ("A & B", "meta() p(Hi br() there)"));
}

#[test]
fn tags_that_were_never_closed_end_where_a_browser_ends_them() {
    check("<p>a<p>b", "p(a) p(b)");
    check("<ul><li>a<li>b</ul>c", "ul(li(a) li(b)) c");
    check("<p>a<div>b</div>", "p(a) div(b)");
    check("<table><tr><td>a<td>b<tr><td>c</table>", "table(tr(td(a) td(b)) tr(td(c)))");
    check("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt(a) dd(b) dt(c))");
    check("<b><i>a</b>b</i>", "b(i(a)) b");
    check("</p></div>a", "a");
    check("<table><tr><td><b>a</table>b", "table(tr(td(b(a)))) b");
}

#[test]
fn what_runs_or_is_not_shown_is_no_text() {
    check("a<script>if (1 < 2) { document.write('<p>x') }</script>b", "ab");
    check("a<SCRIPT>x</script >b<!-- <p>no --> c", "ab c");
    check("a<script>never ends <p>x", "a");
    check("<?php echo 1 ?>a<![CDATA[<x>]]>", "a<x>");
}

#[test]
fn attributes_are_read_however_they_are_written() {
    let page = read("<a HREF='x y' title=\"q &quot;\" download id=z/>w</a><img src=a.png alt>");
    let Child::Tag(link) = &page.body[0] else { panic!("{:?}", page.body) };
    let read = [("href", "x y"), ("title", "q \""), ("download", ""), ("id", "z/")];
    let read: Vec<_> = read.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    assert_eq!(link.attributes, read);
}

#[test]
fn whatever_it_is_it_ends_and_is_no_deeper_than_it_may_be() {
    fn depth(children: &[Child]) -> usize {
        let one = |child: &Child| match child {
            Child::Tag(tag) => 1 + depth(&tag.children),
            Child::Text(_) => 0,
        };
        children.iter().map(one).max().unwrap_or(0)
    }
    let deep = "<div>".repeat(10_000);
    assert!(depth(&read(&deep).body) <= MOST_DEPTH);
    let many = read(&"<p>x</p>".repeat(60_000));
    assert!(many.cut && many.body.len() <= MOST_NODES);
    for text in
        ["<", "<a", "<a b", "<a b=", "<a b='", "</", "<!", "<!--", "&", "<a =", "<a =b>", "<a / / >", "<é>"]
    {
        read(text);
    }
}
