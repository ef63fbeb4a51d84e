//! Browsing one framework: a tree where it is one, and search.

use askama::Template;

use super::{
    shell::{Link, Shell},
    title::Title,
};

/// `GET /frameworks/{framework}?q=`.
#[derive(Debug, Clone, Template)]
#[template(path = "framework.html")]
pub struct FrameworkPage {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Its title.
    pub title: String,
    /// Labels and values: publisher, version, licence, scale.
    pub facts: Vec<(String, String)>,
    /// This page's address.
    pub href: String,
    /// What was searched for.
    pub query: String,
    /// What was found; shown instead of the tree while there is a query.
    pub found: Vec<Found>,
    /// How many were found, in a sentence.
    pub found_summary: String,
    /// The top of the tree.
    pub tree: Vec<TreeNode>,
    /// What the tree cannot show, in sentences: cycles, ends that leave the set.
    pub remarks: Vec<String>,
    /// Prerequisites, export.
    pub links: Vec<Link>,
}

/// One competency that was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its code; may be empty.
    pub code: String,
    /// Plain text.
    pub statement: Title,
    /// Its page.
    pub href: String,
    /// Where it stands, top first: `Number › Fractions`.
    pub path: String,
}

/// One node of the tree, with everything below it.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/tree_node.html")]
pub struct TreeNode {
    /// Its code; may be empty.
    pub code: String,
    /// Plain text.
    pub statement: Title,
    /// Its page.
    pub href: String,
    /// Other parents, where it has several; the whole subtree is shown under the first only.
    pub other_parents: Vec<Link>,
    /// Below it.
    pub children: Vec<TreeNode>,
    /// Open at first.
    pub open: bool,
    /// How many lie below that are not written out here; they are on its own page.
    pub hidden_below: usize,
}

impl askama::filters::HtmlSafe for TreeNode {}

impl FrameworkPage {
    /// A small tree with one competency that has two parents.
    pub fn sample() -> Self {
        let leaf = |code: &str, statement: &str| TreeNode {
            code: code.to_owned(),
            statement: Title::text(statement),
            href: "/competencies/1".to_owned(),
            other_parents: Vec::new(),
            children: Vec::new(),
            open: false,
            hidden_below: 0,
        };
        let shared = TreeNode {
            other_parents: vec![Link::new("5.MD Measuring", "/competencies/2")],
            ..leaf("5.NF.6", "Use fractions to measure")
        };
        Self {
            shell: Shell::sample("Mathematics, grades 3 to 6", "educator"),
            crumbs: vec![Link::new("Standards", "/frameworks")],
            title: "Mathematics, grades 3 to 6".to_owned(),
            facts: vec![
                ("Publisher".to_owned(), "Willow Bend District".to_owned()),
                ("Version".to_owned(), "2026, adopted".to_owned()),
                ("Licence".to_owned(), "CC BY 4.0".to_owned()),
                (
                    "Levels".to_owned(),
                    "4 Advanced, 3 Proficient (mastery), 2 Developing, 1 Beginning".to_owned(),
                ),
            ],
            href: "/frameworks/1".to_owned(),
            query: String::new(),
            found: Vec::new(),
            found_summary: String::new(),
            tree: vec![
                TreeNode {
                    open: true,
                    children: vec![
                        leaf("5.NF.1", "Find fractions that are equal"),
                        leaf("5.NF.3", "Add fractions"),
                        shared,
                    ],
                    ..leaf("5.NF", "Fractions")
                },
                TreeNode { hidden_below: 9, ..leaf("5.MD", "Measuring") },
            ],
            remarks: vec!["2 links lead to competencies outside this package; they are kept.".to_owned()],
            links: vec![Link::new("Prerequisites", "/frameworks/1/prerequisites")],
        }
    }

    /// While searching.
    pub fn sample_search() -> Self {
        Self {
            query: "equal".to_owned(),
            found_summary: "1 of 48 found.".to_owned(),
            found: vec![Found {
                code: "5.NF.1".to_owned(),
                statement: Title::text("Find fractions that are equal"),
                href: "/competencies/1".to_owned(),
                path: "Number › Fractions".to_owned(),
            }],
            ..Self::sample()
        }
    }
}
