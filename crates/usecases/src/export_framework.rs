//! Writes a framework as the table that its import reads. Frameworks are no one's record: everybody
//! signed in may have them.

use std::collections::HashSet;

use domain::{
    FrameworkId,
    framework::{Competency, Framework},
};
use exchange::{
    exports::{Shape, framework},
    imports::case,
};

use crate::{
    Actor, App, Refusal,
    browse_framework::{FrameworkTree, tree},
    known_competencies::find_framework,
};

/// A framework on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameworkFile {
    /// The framework; its title and version are not in the table.
    pub framework: Framework,
    /// The table.
    pub file: Vec<u8>,
}

/// The framework with this title, GUID or id (any case).
pub async fn framework_called(app: &App, actor: &Actor, name: &str) -> Result<FrameworkId, Refusal> {
    app.db
        .read((actor.district, name), |tx, (district, name)| {
            Box::pin(async move {
                let found = find_framework(tx, *district, name).await?;
                found.map(|found| found.id).ok_or(Refusal::NotFound("a framework with this name"))
            })
        })
        .await
}

/// Writes one framework; retired competencies are left out.
pub async fn export_framework(
    app: &App,
    actor: &Actor,
    framework: FrameworkId,
    shape: Shape,
) -> Result<FrameworkFile, Refusal> {
    let (framework, competencies, mut associations) = app
        .db
        .read((actor.district, framework), |tx, (district, id)| {
            Box::pin(async move {
                let found = store::framework::find(tx, *district, *id).await?;
                let found = found.ok_or(Refusal::NotFound("this framework"))?;
                let competencies = store::competency::of_framework(tx, *district, *id).await?;
                let associations = store::association::of_framework(tx, *district, *id, None).await?;
                Ok::<_, Refusal>((found, competencies, associations))
            })
        })
        .await?;
    let broken: HashSet<_> = case::cycles(&associations).into_iter().map(|circle| circle.broken).collect();
    associations.retain(|link| !broken.contains(&link.id));
    let tree = tree(framework, competencies, &associations);
    let file = framework::write(shape, &in_order(&tree), &associations);
    Ok(FrameworkFile { framework: tree.framework, file })
}

/// As in the file that they came from, where their places are their own; else as people read the tree.
fn in_order(tree: &FrameworkTree) -> Vec<&Competency> {
    let mut places = HashSet::new();
    if tree.nodes.iter().all(|node| places.insert(node.competency.position)) {
        return tree.nodes.iter().map(|node| &node.competency).collect();
    }
    let mut order = Vec::with_capacity(tree.nodes.len());
    let mut seen = HashSet::new();
    // What only a circle leads to has no root: it comes last.
    let mut waiting: Vec<usize> =
        (0..tree.nodes.len()).rev().chain(tree.roots.iter().rev().copied()).collect();
    while let Some(place) = waiting.pop() {
        if seen.insert(place) {
            order.push(&tree.nodes[place].competency);
            waiting.extend(tree.nodes[place].children.iter().rev());
        }
    }
    order
}
