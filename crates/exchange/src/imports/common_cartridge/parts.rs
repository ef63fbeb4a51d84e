//! What of a cartridge can be learned from, in its order; and everything that is not taken, by name.

use std::collections::BTreeSet;

use domain::resource::checked_address;

use super::{
    Cartridge, Part, PartContent,
    manifest::{Manifest, NAME, Placed, Resource},
    page, quiz,
};
use crate::{
    Problem,
    qti::{
        Limits, media,
        package::{Asset, Files, Package, Packaged, decoded, ending, resolve},
        tree::{Read, Tag},
    },
};

/// What a resource is, by its type. Source: Common Cartridge 1.3, resource types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Content,
    Link,
    Discussion,
    Quiz,
    Bank,
    Assignment,
    /// Not taken, with why.
    Other(&'static str),
}

fn kind(resource: &Resource) -> Kind {
    let word = resource.kind.to_lowercase();
    if word.starts_with("imswl_") {
        Kind::Link
    } else if word.starts_with("imsdt_") {
        Kind::Discussion
    } else if word.contains("question-bank") {
        Kind::Bank
    } else if word.starts_with("imsqti_") || word.contains("assessment") {
        Kind::Quiz
    } else if word.starts_with("assignment_") {
        Kind::Assignment
    } else if word.contains("lti") {
        Kind::Other("it starts a tool of somebody else by LTI, which is not supported yet")
    } else if word.starts_with("imsiwb_") {
        Kind::Other("it is for an interactive whiteboard, which is not supported")
    } else if word.contains("epub") {
        Kind::Other("it is an EPUB, which is not shown here")
    } else if word.contains("webcontent") || word.contains("learning-application-resource") {
        Kind::Content
    } else {
        Kind::Other("its type is not known")
    }
}

/// Goes through a cartridge once.
pub(super) struct Taking<'c> {
    files: &'c Files,
    manifest: &'c Manifest,
    limits: &'c Limits,
    prefix: String,
    cartridge: Cartridge,
    /// Paths that are taken, or told about.
    spoken_of: BTreeSet<String>,
}

impl<'c> Taking<'c> {
    pub(super) fn new(files: &'c Files, manifest: &'c Manifest, limits: &'c Limits) -> Self {
        let title =
            if manifest.title.is_empty() { manifest.identifier.clone() } else { manifest.title.clone() };
        let package = Package {
            identifier: manifest.identifier.clone(),
            title: Some(title.clone()),
            ..Package::default()
        };
        let cartridge = Cartridge {
            title: title.clone(),
            package,
            problems: manifest.problems.clone(),
            ..Cartridge::default()
        };
        let short: String = title.chars().take(40).collect();
        let prefix = quiz::identifier("cc", &format!("{short}-{}", manifest.identifier), 0);
        Self { files, manifest, limits, prefix, cartridge, spoken_of: BTreeSet::from([NAME.to_owned()]) }
    }

    pub(super) fn take(mut self) -> Cartridge {
        let needed: BTreeSet<&String> =
            self.manifest.resources.values().flat_map(|one| &one.dependencies).collect();
        for placed in &self.manifest.order {
            let Some(resource) = self.manifest.resources.get(&placed.resource) else { continue };
            let only_needed = !placed.in_tree && needed.contains(&placed.resource);
            self.resource(placed, resource, only_needed);
        }
        self.assets();
        self.cartridge
    }

    fn tell(&mut self, problem: Problem) {
        self.cartridge.problems.push(problem);
    }

    /// The path of a resource's main file, where it is in the cartridge.
    fn main(&mut self, placed: &Placed, resource: &Resource) -> Option<String> {
        let name = titled(placed);
        let Some(href) = resource.files.first() else {
            let what = format!("\"{name}\" names no file; it is left out");
            self.tell(Problem::error(NAME, what, "Export the course again.").at_line(resource.line));
            return None;
        };
        let plain = resolve("x", href).filter(|path| self.files.contains_key(path));
        let found =
            plain.or_else(|| resolve("x", &decoded(href)?).filter(|path| self.files.contains_key(path)));
        if found.is_none() {
            let what = format!("the file of \"{name}\" is not in the cartridge; it is left out");
            let problem = Problem::error(NAME, what, "Export the course again, with its files.");
            self.tell(problem.at_line(resource.line).with_value(href));
        }
        found
    }

    fn resource(&mut self, placed: &Placed, resource: &Resource, only_needed: bool) {
        match kind(resource) {
            Kind::Other(why) => {
                let what = format!("\"{}\" is not taken: {why}", titled(placed));
                let problem = Problem::error(NAME, what, "Add a link to it by hand, if learners need it.");
                self.tell(problem.at_line(resource.line).with_value(&resource.kind));
                self.spoken_of.extend(resource.files.iter().filter_map(|href| resolve("x", href)));
            }
            Kind::Content => self.content(placed, resource, only_needed),
            kind => {
                let Some(path) = self.main(placed, resource) else { return };
                self.spoken_of.insert(path.clone());
                let read = match self.files.get(&path) {
                    Some(bytes) => Read::new(&path, bytes, self.limits),
                    None => return,
                };
                match read {
                    Err(problem) => self.tell(*problem),
                    Ok(read) => match kind {
                        Kind::Link => self.link(placed, resource, &path, &read.root),
                        Kind::Discussion | Kind::Assignment => {
                            self.discussion(placed, resource, &path, &read.root);
                        }
                        _ => self.quiz(placed, resource, &path, &read.root),
                    },
                }
            }
        }
    }

    /// Pages and files. What another resource needs and no folder shows is no part of its own; pages are all.
    fn content(&mut self, placed: &Placed, resource: &Resource, only_needed: bool) {
        let Some(path) = self.main(placed, resource) else { return };
        if matches!(ending(&path).as_str(), "html" | "htm" | "xhtml") {
            if only_needed {
                return;
            }
            self.spoken_of.insert(path.clone());
            let Some(bytes) = self.files.get(&path) else { return };
            if bytes.len() > self.limits.xml_bytes {
                let what =
                    format!("the page has {} bytes; {} is the most", bytes.len(), self.limits.xml_bytes);
                self.tell(Problem::error(&path, what, "Split it into several pages."));
                return;
            }
            let html = text(bytes);
            self.page(placed, resource, &path, &html);
            return;
        }
        if placed.in_tree {
            self.spoken_of.insert(path.clone());
            self.part(placed, resource, base_name(&path), PartContent::File(path.clone()));
        }
    }

    fn page(&mut self, placed: &Placed, resource: &Resource, path: &str, html: &str) {
        let identifier = quiz::identifier(&self.prefix, &placed.resource, 0);
        let files = self.files;
        let there = |path: &str| files.contains_key(path);
        let place = page::Place { file: path, there: &there };
        match page::read(&place, html, &identifier, &placed.title) {
            Ok(read) => {
                self.cartridge.problems.extend(read.notes);
                let named = if read.title.is_empty() { base_name(path).to_owned() } else { read.title };
                self.part(placed, resource, &named, PartContent::Page(Box::new(read.text)));
            }
            Err(problem) => self.tell(*problem),
        }
    }

    fn link(&mut self, placed: &Placed, resource: &Resource, path: &str, root: &Tag) {
        let address =
            root.all("url").first().and_then(|url| url.attribute("href")).unwrap_or_default().to_owned();
        let title = root.all("title").first().map(|title| title.text()).unwrap_or_default();
        match checked_address(&address) {
            Ok(address) => self.part(placed, resource, &title, PartContent::Link(address)),
            Err(why) => {
                let what =
                    format!("the link \"{}\" is not taken: its address {why}", titled_or(placed, &title));
                self.tell(
                    Problem::error(path, what, "Mend it in the course, or add it by hand.")
                        .with_value(&address),
                );
            }
        }
    }

    /// A discussion or an assignment, as the text that it begins with.
    fn discussion(&mut self, placed: &Placed, resource: &Resource, path: &str, root: &Tag) {
        let title = root.first("title").map(Tag::text).unwrap_or_default();
        let text = root.first("text").or(root.first("instructor_text"));
        let said = text.map(Tag::text).unwrap_or_default();
        let is_html =
            text.and_then(|text| text.attribute("texttype")).is_none_or(|kind| kind.contains("html"));
        let html = if is_html { said } else { plain(&said) };
        let html = if html.trim().is_empty() { plain(&title) } else { html };
        let placed = Placed { title: titled_or(placed, &title), ..placed.clone() };
        let what = format!("\"{}\" is taken as a page: what learners write to it is not", placed.title);
        self.tell(Problem::warning(path, what, "Give it as a task, if their answers count."));
        self.page(&placed, resource, path, &html);
    }

    fn quiz(&mut self, placed: &Placed, resource: &Resource, path: &str, root: &Tag) {
        let prefix = quiz::identifier(&self.prefix, &placed.resource, 0);
        let files = self.files;
        let there = |path: &str| files.contains_key(path);
        let quiz = quiz::read(&page::Place { file: path, there: &there }, root, &prefix);
        self.cartridge.problems.extend(quiz.problems);
        if quiz.items.is_empty() {
            return;
        }
        let names: Vec<String> = quiz.items.iter().map(|(name, _)| name.clone()).collect();
        for (identifier, read) in quiz.items {
            // What it shows is named by its path from the folder of the manifest.
            let path = format!("{identifier}.xml");
            self.cartridge.package.items.push(Packaged {
                path,
                identifier,
                result: Ok(read),
                alignments: resource.alignments.clone(),
                metadata: Vec::new(),
                dependencies: Vec::new(),
            });
        }
        if kind(resource) == Kind::Bank {
            let what = format!(
                "\"{}\" is a bank of questions: they are in the item bank now",
                titled_or(placed, &quiz.title)
            );
            self.tell(Problem::warning(path, what, "Nothing to do."));
            return;
        }
        self.part(placed, resource, &quiz.title, PartContent::Quiz(names));
    }

    fn part(&mut self, placed: &Placed, resource: &Resource, title: &str, content: PartContent) {
        self.cartridge.parts.push(Part {
            identifier: placed.resource.clone(),
            title: titled_or(placed, title),
            folders: placed.folders.clone(),
            alignments: resource.alignments.clone(),
            content,
        });
    }

    /// Files that pages and items may show; what is of no kind that is shown, and nobody spoke of, is named.
    fn assets(&mut self) {
        let mut others = Vec::new();
        let listed: BTreeSet<String> = self
            .cartridge
            .parts
            .iter()
            .filter_map(|part| match &part.content {
                PartContent::File(path) => Some(path.clone()),
                _ => None,
            })
            .collect();
        for (path, content) in self.files {
            let known = media::media_type(&ending(path));
            if known.is_none() && !self.spoken_of.contains(path) {
                others.push(path.clone());
            }
            if known.is_some() || listed.contains(path) {
                let media_type = known.unwrap_or("application/octet-stream");
                self.cartridge.package.assets.push(Asset {
                    path: path.clone(),
                    media_type,
                    content: content.clone(),
                });
            }
        }
        for path in others {
            let what = "this file is not taken: no page shows it, and it is of no kind that is shown";
            self.tell(Problem::warning(&path, what, "Nothing to do, unless it is missed."));
        }
    }
}

fn titled(placed: &Placed) -> String {
    titled_or(placed, "")
}

fn titled_or(placed: &Placed, other: &str) -> String {
    let other = other.split_whitespace().collect::<Vec<_>>().join(" ");
    [placed.title.as_str(), &other, &placed.resource]
        .into_iter()
        .find(|title| !title.is_empty())
        .unwrap_or_default()
        .to_owned()
}

fn base_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Plain words as HTML, line by line.
fn plain(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let lines: Vec<&str> = escaped.lines().collect();
    format!("<p>{}</p>", lines.join("</p><p>"))
}

/// A page's text: UTF-8, UTF-16 with its mark, or what its `charset` says; as Western letters otherwise.
fn text(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1_024)]).to_lowercase();
    let named = head.split_once("charset=").map(|(_, rest)| {
        let rest = rest.trim_start_matches(['"', '\'']);
        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_').collect::<String>()
    });
    let encoding = named.and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes()));
    encoding.unwrap_or(encoding_rs::WINDOWS_1252).decode_without_bom_handling(bytes).0.into_owned()
}
