//! The way down to some competencies, without reading their whole framework.

use std::collections::HashMap;

use domain::{CompetencyId, DistrictId, FrameworkId, framework::Competency};
use store::Tx;

use crate::Refusal;

/// No framework is read deeper.
const MOST_LEVELS: usize = 30;

/// The labels above each competency, top first, by first parents that are not retired.
pub(crate) async fn labels_above(
    tx: &mut Tx,
    district: DistrictId,
    framework: FrameworkId,
    of: &[CompetencyId],
) -> Result<HashMap<CompetencyId, Vec<String>>, Refusal> {
    let mut met: HashMap<CompetencyId, Competency> = HashMap::new();
    let mut first: HashMap<CompetencyId, Option<CompetencyId>> = HashMap::new();
    let mut level = of.to_vec();
    for _ in 0..MOST_LEVELS {
        level.retain(|one| !first.contains_key(one));
        level.sort_unstable();
        level.dedup();
        if level.is_empty() {
            break;
        }
        let links = store::association::parents(tx, district, framework, &level).await?;
        let mut parents: Vec<CompetencyId> = links.iter().map(|link| link.parent).collect();
        parents.retain(|parent| !met.contains_key(parent));
        parents.sort_unstable();
        parents.dedup();
        let found = store::competency::find_all(tx, district, &parents).await?;
        met.extend(found.into_iter().map(|one| (one.id, one)));
        for child in std::mem::take(&mut level) {
            let of_child = links.iter().filter(|link| link.child == child && link.parent != child);
            let parent = of_child
                .filter_map(|link| {
                    let parent = met.get(&link.parent).filter(|parent| !parent.retired)?;
                    Some((link.position.unwrap_or(i64::MAX), parent.position, link.parent))
                })
                .min()
                .map(|(.., parent)| parent);
            first.insert(child, parent);
            level.extend(parent);
        }
    }
    let way = |one: &CompetencyId| {
        let up =
            std::iter::successors(first.get(one).copied().flatten(), |at| first.get(at).copied().flatten());
        let mut labels: Vec<String> =
            up.take(MOST_LEVELS).filter_map(|at| met.get(&at)).map(Competency::label).collect();
        labels.reverse();
        labels
    };
    Ok(of.iter().map(|one| (*one, way(one))).collect())
}
