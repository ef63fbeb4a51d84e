//! A page of a cartridge as a text of ours: what it shows by its path, what leads elsewhere as words.

use domain::item::{Node, Stimulus};

use super::html;
use crate::{
    Problem,
    qti::{
        package::resolve,
        stimulus_of,
        tree::{Child, Tag},
    },
};

/// What stands for the folder of files in addresses of pages.
const FILE_BASE: &str = "$IMS-CC-FILEBASE$";

/// Where a page is read.
pub(super) struct Place<'p> {
    /// The path of its file, by which problems name it.
    pub file: &'p str,
    /// Whether a path is in the package.
    pub there: &'p dyn Fn(&str) -> bool,
}

/// A page that was read.
#[derive(Debug)]
pub(super) struct ReadPage {
    pub text: Stimulus,
    /// What the page itself calls itself; may be empty.
    pub title: String,
    pub notes: Vec<Problem>,
}

/// Reads a page, or says why nothing of it can be shown.
pub(super) fn read(
    place: &Place<'_>,
    html: &str,
    identifier: &str,
    title: &str,
) -> Result<ReadPage, Box<Problem>> {
    let page = html::read(html);
    let mut notes = Vec::new();
    if page.cut {
        let what = "the page has more elements than are read; its end is left out";
        notes.push(Problem::warning(place.file, what, "Split it into several pages."));
    }
    if page.runs {
        let what = "the page has a program, which is left out";
        notes.push(Problem::warning(place.file, what, "Nothing to do, unless it is missed."));
    }
    let mut body = Tag::new("qti-stimulus-body");
    body.children = page.body;
    prepare(&mut body, place, &mut notes);
    if body.children.is_empty() {
        let empty =
            Problem::error(place.file, "the page is empty", "Nothing to do, unless it should not be.");
        return Err(Box::new(empty));
    }
    let shown = if title.is_empty() { page.title.as_str() } else { title };
    let root = Tag::new("qti-assessment-stimulus")
        .with("identifier", identifier)
        .with("title", if shown.is_empty() { identifier } else { shown })
        .holding(body);
    let read = stimulus_of(place.file, &root).map_err(|problems| {
        let why = problems.first().map(|one| one.what.clone()).unwrap_or_default();
        Problem::error(place.file, format!("the page cannot be shown: {why}"), "Make the page simpler.")
    })?;
    notes.extend(read.notes);
    if !says_something(&read.content.body) {
        let what = "nothing of the page can be shown: it holds only what runs, or what lies elsewhere";
        return Err(Box::new(Problem::error(
            place.file,
            what,
            "Write what it says as text, or link to where it lies.",
        )));
    }
    Ok(ReadPage { text: read.content, title: page.title, notes })
}

fn says_something(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Text(text) => !text.trim().is_empty(),
        Node::Element(one)
            if matches!(one.name.as_str(), "img" | "audio" | "video" | "object" | "svg" | "math") =>
        {
            true
        }
        other => says_something(other.children()),
    })
}

/// Makes addresses those of the package, and says in words what leads elsewhere.
pub(super) fn prepare(tag: &mut Tag, place: &Place<'_>, notes: &mut Vec<Problem>) {
    let children = std::mem::take(&mut tag.children);
    for child in children {
        match child {
            Child::Text(text) => tag.push_text(&text),
            Child::Tag(inner) => one(inner, place, notes, tag),
        }
    }
}

fn one(mut tag: Tag, place: &Place<'_>, notes: &mut Vec<Problem>, into: &mut Tag) {
    if matches!(tag.name.as_str(), "iframe" | "embed" | "object")
        && let Some(address) = ["src", "data"].iter().find_map(|name| tag.attribute(name))
        && is_web(address)
    {
        let what = "what is embedded from elsewhere is shown as a link";
        notes.push(Problem::warning(place.file, what, "Nothing to do.").with_value(address));
        let link = Tag::new("a").with("href", address).saying(address);
        into.children.push(Child::Tag(Tag::new("p").holding(link)));
        return;
    }
    // QTI has meaning in these names, and no page of a course does.
    if tag.name.starts_with("qti-") || tag.name == "include" {
        "span".clone_into(&mut tag.name);
    }
    if matches!(tag.name.as_str(), "center" | "font" | "main" | "hgroup") {
        let plain = if tag.name == "font" { "span" } else { "div" };
        plain.clone_into(&mut tag.name);
    }
    for (name, value) in &mut tag.attributes {
        if matches!(name.as_str(), "src" | "href" | "poster" | "data")
            && let Some(path) = path(place, value)
        {
            *value = path;
        }
    }
    if tag.name == "a" && !leads(&tag, place) {
        "span".clone_into(&mut tag.name);
        tag.attributes.clear();
    }
    if matches!(tag.name.as_str(), "img" | "audio" | "video" | "source")
        && let Some(address) = tag.attribute("src").map(str::to_owned)
        && !(place.there)(&address)
    {
        missing(&tag, &address, place, notes, into);
        return;
    }
    if tag.name == "img" && tag.attribute("alt").is_none() {
        let what = "a picture has no words for those who do not see it";
        let advice =
            "It is shown as one that only decorates: write what it shows in alt, and bring it in again.";
        notes.push(
            Problem::warning(place.file, what, advice).with_value(tag.attribute("src").unwrap_or_default()),
        );
        tag.attributes.push(("alt".to_owned(), String::new()));
    }
    if matches!(tag.name.as_str(), "audio" | "video") && tag.attribute("aria-label").is_none() {
        let named = tag.attribute("title").map(str::to_owned);
        let name = named.unwrap_or_else(|| base_name(tag.attribute("src").unwrap_or_default()).to_owned());
        tag.attributes.push(("aria-label".to_owned(), name));
        if tag.attribute("controls").is_none() {
            tag.attributes.push(("controls".to_owned(), "true".to_owned()));
        }
    }
    prepare(&mut tag, place, notes);
    into.children.push(Child::Tag(tag));
}

/// A picture, sound or film that is not in the package: a link where it lies on the web, else its words.
fn missing(tag: &Tag, address: &str, place: &Place<'_>, notes: &mut Vec<Problem>, into: &mut Tag) {
    let words = tag.attribute("alt").filter(|words| !words.is_empty());
    let advice = "Put the file into the course, and export it again.";
    let what = if is_web(address) {
        let link = Tag::new("a").with("href", address).saying(words.unwrap_or(address));
        into.children.push(Child::Tag(link));
        "a file that lies elsewhere is shown as a link"
    } else {
        into.push_text(words.unwrap_or_default());
        "a file that the page shows is not in the package; it is left out"
    };
    notes.push(Problem::warning(place.file, what, advice).with_value(address));
}

/// Whether a link leads somewhere that can be opened: a page of the web, or a file of the package that is no page.
fn leads(tag: &Tag, place: &Place<'_>) -> bool {
    let Some(href) = tag.attribute("href") else { return false };
    let page = [".html", ".htm", ".xhtml", ".xml"].iter().any(|end| href.to_ascii_lowercase().ends_with(end));
    is_web(href) || href.starts_with('#') || (!page && (place.there)(href))
}

fn is_web(address: &str) -> bool {
    domain::resource::checked_address(address).is_ok()
}

fn base_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The path in the package that an address means; `None` where it means none.
fn path(place: &Place<'_>, address: &str) -> Option<String> {
    let address = address.trim();
    if is_web(address) || address.starts_with('#') {
        return None;
    }
    let decoded = html::decoded(&percent_decoded(address));
    let candidates = match decoded.strip_prefix(FILE_BASE) {
        Some(rest) => {
            let rest = rest.trim_start_matches('/');
            vec![resolve("web_resources/x", rest), resolve("x", rest), resolve(place.file, rest)]
        }
        None => vec![resolve(place.file, address), resolve(place.file, &decoded), resolve("x", &decoded)],
    };
    candidates.into_iter().flatten().find(|path| (place.there)(path))
}

/// A path whose characters are written as `%20` and the like.
fn percent_decoded(path: &str) -> String {
    crate::qti::package::decoded(path).unwrap_or_else(|| path.to_owned())
}
