//! Frameworks: the list, one as a tree, and search.

use axum::{
    Router,
    extract::{Path, Query, State},
    routing::get,
};
use domain::{FrameworkId, framework::Framework, people::RoleKind};
use usecases::{
    Refusal,
    add_framework::makes_frameworks,
    browse_framework::{FrameworkTree, ListedFramework, browse_framework, list_frameworks},
    search_competencies::{FoundCompetency, search_competencies},
    show_person::show_person,
};

use crate::{
    figures::grouped,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        framework::{Found, FrameworkPage, TreeNode},
        frameworks::{FrameworkCard, Frameworks},
        shell::Link,
        title::Title,
    },
};

/// Competencies found that are shown.
const MOST_FOUND: usize = 100;

/// Nodes written out on one page; what lies below the others is on their own pages.
const MOST_NODES: usize = 1_500;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/frameworks", get(list)).route("/frameworks/{framework}", get(show))
}

/// `GET /frameworks`
async fn list(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let all = list_frameworks(&site.app, &signed_in.actor).await?;
    let roles = show_person(&site.app, &signed_in.actor).await?.roles;
    let may_import = roles.iter().any(|role| matches!(role, RoleKind::Administrator | RoleKind::ProgramLead));
    let may_write = roles.iter().any(|role| makes_frameworks(*role));
    page(&Frameworks {
        shell: frame::shell(&site, &signed_in, "Standards", "/frameworks").await?,
        frameworks: all.into_iter().map(card).collect(),
        import: may_import.then(|| Link::new("Bring in a package", "/admin/imports")),
        write: may_write.then(|| Link::new("Write your own", "/frameworks/new")),
    })
}

fn card(listed: ListedFramework) -> FrameworkCard {
    let framework = listed.framework;
    let version = framework.version.map(|version| format!("version {version}"));
    let parts = [Some(framework.creator), version, framework.adoption_status];
    FrameworkCard {
        title: framework.title,
        href: format!("/frameworks/{}", framework.id),
        publisher: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        size: size(listed.competencies, listed.prerequisites),
        licence: framework.licence.unwrap_or_default(),
    }
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
}

/// `GET /frameworks/{framework}?q=`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<FrameworkId>,
    Query(asked): Query<Asked>,
) -> Page {
    let query = asked.q.trim().to_owned();
    let shown = if query.is_empty() {
        let tree = browse_framework(&site.app, &signed_in.actor, id).await?;
        in_tree(&tree)
    } else {
        searched(&site, &signed_in, id, &query).await?
    };
    let href = format!("/frameworks/{id}");
    let roles = show_person(&site.app, &signed_in.actor).await?.roles;
    let administers = roles.contains(&RoleKind::Administrator);
    page(&FrameworkPage {
        shell: frame::shell(&site, &signed_in, &shown.framework.title, "/frameworks").await?,
        crumbs: vec![Link::new("Standards", "/frameworks")],
        title: shown.framework.title.clone(),
        facts: facts(&shown.framework, shown.size),
        links: vec![
            Link::new("Prerequisites", &format!("{href}/prerequisites")),
            Link::new("Versions", &format!("{href}/versions")),
            Link::new("Coverage", &format!("{href}/coverage")),
            Link::new("Table (CSV)", &format!("{href}/export?format=csv")),
            Link::new("Package (CASE)", &format!("{href}/export?format=case")),
        ]
        .into_iter()
        .chain(administers.then(|| Link::new("Levels", &format!("{href}/levels"))))
        .collect(),
        remarks: shown.remarks,
        tree: shown.tree,
        href,
        query,
        found: shown.found,
        found_summary: shown.summary,
    })
}

/// What the page shows of a framework: its tree, or what was found in it.
struct Shown {
    framework: Framework,
    size: String,
    remarks: Vec<String>,
    tree: Vec<TreeNode>,
    found: Vec<Found>,
    summary: String,
}

fn in_tree(tree: &FrameworkTree) -> Shown {
    let mut left = MOST_NODES;
    Shown {
        framework: tree.framework.clone(),
        size: size(tree.nodes.len(), tree.prerequisites),
        remarks: remarks(tree),
        tree: tree.roots.iter().map(|place| node(tree, *place, &mut left, 0)).collect(),
        found: Vec::new(),
        summary: String::new(),
    }
}

/// What the words find; the tree is not read for it.
async fn searched(site: &Site, signed_in: &SignedIn, id: FrameworkId, query: &str) -> Result<Shown, Refusal> {
    let all = list_frameworks(&site.app, &signed_in.actor).await?;
    let listed =
        all.into_iter().find(|one| one.framework.id == id).ok_or(Refusal::NotFound("this framework"))?;
    let found = search_competencies(&site.app, &signed_in.actor, Some(id), query, MOST_FOUND).await?;
    let more = if found.more { ", more are there: type more to narrow it down" } else { "" };
    Ok(Shown {
        size: size(listed.competencies, listed.prerequisites),
        framework: listed.framework,
        remarks: Vec::new(),
        tree: Vec::new(),
        summary: format!("{} of {} found{more}.", found.found.len(), grouped(listed.competencies)),
        found: found.found.iter().map(found_row).collect(),
    })
}

fn size<N: TryInto<u64>>(competencies: N, prerequisites: N) -> String {
    format!("{} competencies, {} prerequisites", grouped(competencies), grouped(prerequisites))
}

fn found_row(one: &FoundCompetency) -> Found {
    Found {
        code: one.competency.code.clone().unwrap_or_default(),
        statement: Title::whole(&one.competency.statement),
        href: format!("/competencies/{}", one.competency.id),
        path: one.path.join(" › "),
    }
}

fn facts(framework: &Framework, size: String) -> Vec<(String, String)> {
    let levels = framework.scale.levels().iter().map(|level| {
        let mastery = if level.points == framework.scale.mastery() { " (mastery)" } else { "" };
        format!("{} {}{mastery}", level.code, level.name)
    });
    let facts = [
        ("Publisher", Some(framework.creator.clone())),
        ("Version", framework.version.clone()),
        ("Status", framework.adoption_status.clone()),
        ("Subjects", Some(framework.subjects.join(", "))),
        ("Licence", framework.licence.clone()),
        ("Levels", Some(levels.collect::<Vec<_>>().join(", "))),
        ("Size", Some(size)),
    ];
    let filled = facts.into_iter().filter_map(|(label, value)| Some((label.to_owned(), value?)));
    filled.filter(|(_, value)| !value.is_empty()).collect()
}

fn remarks(tree: &FrameworkTree) -> Vec<String> {
    let mut remarks = Vec::new();
    if tree.leaving > 0 {
        remarks.push(format!(
            "{} links lead to competencies outside this package; they are kept.",
            grouped(tree.leaving)
        ));
    }
    if tree.circles > 0 {
        remarks.push(format!("{} links would close a circle; the tree does not follow them.", tree.circles));
    }
    remarks
}

/// A node with what lies below it, the whole subtree under its first parent only.
fn node(tree: &FrameworkTree, place: usize, left: &mut usize, depth: usize) -> TreeNode {
    let one = &tree.nodes[place];
    *left = left.saturating_sub(1);
    let own: Vec<usize> = one
        .children
        .iter()
        .copied()
        .filter(|child| tree.nodes[*child].parents.first() == Some(&place))
        .collect();
    let fits = *left >= own.len() && depth < 12;
    let others = one.parents.iter().skip(1).map(|parent| {
        let parent = &tree.nodes[*parent].competency;
        Link::new(&parent.label(), &format!("/competencies/{}", parent.id))
    });
    TreeNode {
        code: one.competency.code.clone().unwrap_or_default(),
        statement: Title::of(&one.competency),
        href: format!("/competencies/{}", one.competency.id),
        other_parents: others.collect(),
        hidden_below: if fits { 0 } else { own.len() },
        children: if fits {
            own.into_iter().map(|child| node(tree, child, left, depth + 1)).collect()
        } else {
            Vec::new()
        },
        open: depth == 0 && tree.roots.len() < 4,
    }
}
