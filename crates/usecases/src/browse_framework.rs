//! Frameworks, and the tree of one: where it is no tree, several parents and circles are said.

use std::collections::{HashMap, HashSet};

use domain::{
    CompetencyId, FrameworkId,
    framework::{Association, AssociationKind, Competency, Framework},
};

use crate::{Actor, App, Refusal};

/// A framework and how large it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedFramework {
    /// The framework.
    pub framework: Framework,
    /// Competencies that are not retired.
    pub competencies: i64,
    /// Pairs of which one must come before the other.
    pub prerequisites: i64,
}

/// Lists frameworks by title. Frameworks are no one's record: everybody signed in may see them.
pub async fn list_frameworks(app: &App, actor: &Actor) -> Result<Vec<ListedFramework>, Refusal> {
    app.db
        .read(actor.district, |tx, district| {
            Box::pin(async move {
                let competencies: HashMap<FrameworkId, i64> =
                    store::competency::counts(tx, *district).await?.into_iter().collect();
                let kind = AssociationKind::Precedes;
                let pairs: HashMap<FrameworkId, i64> =
                    store::association::counts(tx, *district, &kind).await?.into_iter().collect();
                let of = |counts: &HashMap<FrameworkId, i64>, id| counts.get(&id).copied().unwrap_or(0);
                let all = store::framework::list(tx, *district).await?.into_iter();
                Ok(all
                    .map(|framework| ListedFramework {
                        competencies: of(&competencies, framework.id),
                        prerequisites: of(&pairs, framework.id),
                        framework,
                    })
                    .collect())
            })
        })
        .await
}

/// A framework as a tree where it is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameworkTree {
    /// The framework.
    pub framework: Framework,
    /// Every competency; other fields name them by their place here.
    pub nodes: Vec<Node>,
    /// Places of those without a parent, in order.
    pub roots: Vec<usize>,
    /// Pairs of which one must come before the other.
    pub prerequisites: usize,
    /// Associations of which one end is not in this framework.
    pub leaving: usize,
    /// Links left out because they would close a circle.
    pub circles: usize,
}

/// One competency in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The competency.
    pub competency: Competency,
    /// Places of its parents, in order; several are possible.
    pub parents: Vec<usize>,
    /// Places of its children, in order.
    pub children: Vec<usize>,
}

/// Shows one framework. Retired competencies are left out.
pub async fn browse_framework(
    app: &App,
    actor: &Actor,
    framework: FrameworkId,
) -> Result<FrameworkTree, Refusal> {
    let (framework, competencies, associations) = app
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
    Ok(tree(framework, competencies, &associations))
}

/// Builds the tree.
pub(crate) fn tree(
    framework: Framework,
    competencies: Vec<Competency>,
    associations: &[Association],
) -> FrameworkTree {
    let broken: HashSet<_> =
        exchange::imports::case::cycles(associations).into_iter().map(|circle| circle.broken).collect();
    let mut nodes: Vec<Node> = competencies
        .into_iter()
        .filter(|one| !one.retired)
        .map(|competency| Node { competency, parents: Vec::new(), children: Vec::new() })
        .collect();
    let places: HashMap<CompetencyId, usize> =
        nodes.iter().enumerate().map(|(place, node)| (node.competency.id, place)).collect();
    let place = |end: &domain::framework::End| end.competency.and_then(|id| places.get(&id).copied());
    let mut links = Vec::new();
    let (mut prerequisites, mut leaving) = (0, 0);
    for one in associations {
        let ends = (place(&one.origin), place(&one.destination));
        prerequisites += usize::from(one.kind == AssociationKind::Precedes && ends.0.is_some());
        let to_document = one.destination.guid == framework.guid;
        match ends {
            (Some(child), Some(parent)) => {
                if one.kind == AssociationKind::IsChildOf && !broken.contains(&one.id) && child != parent {
                    links.push((one.position.unwrap_or(i64::MAX), child, parent));
                }
            }
            (None, None) => {}
            _ => leaving += usize::from(!to_document),
        }
    }
    links.sort_unstable();
    links.dedup_by_key(|(_, child, parent)| (*child, *parent));
    for (_, child, parent) in links {
        if !nodes[child].parents.contains(&parent) {
            nodes[child].parents.push(parent);
            nodes[parent].children.push(child);
        }
    }
    let roots = (0..nodes.len()).filter(|place| nodes[*place].parents.is_empty()).collect();
    FrameworkTree { framework, nodes, roots, prerequisites, leaving, circles: broken.len() }
}

impl FrameworkTree {
    /// The labels above a competency, top first, by first parents.
    pub fn path(&self, place: usize) -> Vec<String> {
        let mut path = Vec::new();
        let mut at = self.nodes[place].parents.first();
        while let Some(parent) = at.filter(|_| path.len() < self.nodes.len()) {
            path.push(self.nodes[*parent].competency.label());
            at = self.nodes[*parent].parents.first();
        }
        path.reverse();
        path
    }
}
