//! Competencies by framework and strand.

use std::collections::HashMap;

use domain::{
    CompetencyId, DistrictId, FrameworkId,
    framework::{AssociationKind, Framework},
};
use store::Tx;

use super::CompetencyStanding;
use crate::{Refusal, class_list::Columns};

/// Competencies that lie under the same parent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strand {
    /// The framework.
    pub framework: FrameworkId,
    /// The framework's title.
    pub framework_title: String,
    /// The parent's short title; the framework's title for what has no parent.
    pub title: String,
    /// In the order of the section's targets, then of the framework.
    pub competencies: Vec<CompetencyStanding>,
}

/// Arranges standings into strands, in the order in which each strand first appears.
pub(super) async fn arrange(
    tx: &mut Tx,
    district: DistrictId,
    standings: Vec<CompetencyStanding>,
    frameworks: &[Framework],
) -> Result<Vec<Strand>, Refusal> {
    let mut strands: Vec<Strand> = Vec::new();
    for framework in frameworks {
        let here: Vec<&CompetencyStanding> =
            standings.iter().filter(|standing| standing.competency.framework == framework.id).collect();
        let parents = parents(tx, district, framework.id).await?;
        let mut named: Vec<CompetencyId> =
            here.iter().filter_map(|standing| parents.get(&standing.competency.id).copied()).collect();
        named.sort_unstable();
        named.dedup();
        let titles = Columns::load(tx, district, &named).await?;
        let first = strands.len();
        for standing in here {
            let parent = parents.get(&standing.competency.id);
            let parent = parent.and_then(|id| titles.competencies.iter().find(|one| one.id == *id));
            let title = parent.map_or_else(|| framework.title.clone(), domain::framework::Competency::title);
            match strands[first..].iter_mut().find(|strand| strand.title == title) {
                Some(strand) => strand.competencies.push(standing.clone()),
                None => strands.push(Strand {
                    framework: framework.id,
                    framework_title: framework.title.clone(),
                    title,
                    competencies: vec![standing.clone()],
                }),
            }
        }
    }
    Ok(strands)
}

/// The first parent of each competency of a framework.
async fn parents(
    tx: &mut Tx,
    district: DistrictId,
    framework: FrameworkId,
) -> Result<HashMap<CompetencyId, CompetencyId>, Refusal> {
    let kind = AssociationKind::IsChildOf;
    let associations = store::association::of_framework(tx, district, framework, Some(&kind)).await?;
    let mut parents = HashMap::new();
    for association in associations {
        if let (Some(child), Some(parent)) =
            (association.origin.competency, association.destination.competency)
        {
            parents.entry(child).or_insert(parent);
        }
    }
    Ok(parents)
}
