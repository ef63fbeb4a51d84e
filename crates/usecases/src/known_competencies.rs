//! Looking up competencies and frameworks by what people and files call them.

use std::collections::{HashMap, HashSet};

use domain::{
    CompetencyId, DistrictId, FrameworkId,
    framework::{Competency, Framework},
    scale::Scale,
};
use store::Tx;

use crate::{Refusal, framework_versions};

/// The framework with this id, GUID or title (any case); the latest version where
/// several have it.
pub(crate) async fn find_framework(
    tx: &mut Tx,
    district: DistrictId,
    name: &str,
) -> Result<Option<Framework>, Refusal> {
    let all = store::framework::list(tx, district).await?;
    let key = domain::text::search_key(name);
    let by_id = name.parse().ok();
    let named = |one: &&Framework| {
        Some(one.id) == by_id
            || one.guid == name
            || domain::text::search_key(&one.title) == key
            || domain::text::search_key(&framework_versions::named(one)) == key
    };
    Ok(all.iter().filter(named).max_by_key(|one| framework_versions::order(one)).cloned())
}

/// Every competency of the district by code, GUID and our id.
pub(crate) struct KnownCompetencies {
    by_name: HashMap<String, Vec<(CompetencyId, FrameworkId)>>,
    scales: HashMap<FrameworkId, Scale>,
    preferred: Option<FrameworkId>,
    /// Whose place a newer version has taken.
    superseded: HashSet<CompetencyId>,
}

/// Why a name leads to no competency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoCompetency {
    /// Nothing has this name.
    Unknown,
    /// Several have it.
    Several,
}

impl NoCompetency {
    /// In words.
    pub fn said(self) -> &'static str {
        match self {
            Self::Unknown => "no competency here has this code, identifier or id",
            Self::Several => "several competencies have this code",
        }
    }
}

impl KnownCompetencies {
    /// Loads them; where a code occurs in several frameworks, that of `preferred` is meant, else the one
    /// whose place no newer version has taken.
    pub async fn load(
        tx: &mut Tx,
        district: DistrictId,
        preferred: Option<FrameworkId>,
    ) -> Result<Self, Refusal> {
        let mut known =
            Self { by_name: HashMap::new(), scales: HashMap::new(), preferred, superseded: HashSet::new() };
        for framework in store::framework::list(tx, district).await? {
            for competency in store::competency::of_framework(tx, district, framework.id).await? {
                known.add(&competency);
            }
            known.scales.insert(framework.id, framework.scale);
        }
        let links = store::crosswalk::all(tx, district).await?;
        let standing = links.iter().filter(|link| link.ended_at.is_none());
        known.superseded = standing.map(|link| link.carry.old).collect();
        Ok(known)
    }

    /// Makes one more known.
    pub fn add(&mut self, competency: &Competency) {
        let mut names = vec![competency.id.to_string(), competency.guid.to_lowercase()];
        names.extend(competency.code.as_ref().map(|code| code.to_lowercase()));
        names.sort();
        names.dedup();
        for name in names {
            self.by_name.entry(name).or_default().push((competency.id, competency.framework));
        }
    }

    /// Makes the levels of one more framework known.
    pub fn add_scale(&mut self, framework: &Framework) {
        self.scales.insert(framework.id, framework.scale.clone());
    }

    /// The competency with this code, GUID or id (any case).
    pub fn find(&self, name: &str) -> Result<(CompetencyId, &Scale), NoCompetency> {
        let all = self.by_name.get(name.trim().to_lowercase().as_str()).map_or(&[][..], Vec::as_slice);
        let of_preferred = || {
            let mut those = all.iter().filter(|(_, framework)| Some(*framework) == self.preferred);
            those.next().filter(|_| those.next().is_none())
        };
        let newest = || {
            let mut those = all.iter().filter(|(competency, _)| !self.superseded.contains(competency));
            those.next().filter(|_| those.next().is_none())
        };
        let (id, framework) = match all {
            [] => return Err(NoCompetency::Unknown),
            [one] => one,
            _ => of_preferred().or_else(newest).ok_or(NoCompetency::Several)?,
        };
        let scale = self.scales.get(framework).ok_or(NoCompetency::Unknown)?;
        Ok((*id, scale))
    }
}
