//! Looking up whom and what the rows of one call name, each name once.

use std::collections::{BTreeMap, BTreeSet};

use domain::{CompetencyId, DistrictId, FrameworkId, LearnerId, framework::Competency, scale::Scale};
use store::Tx;

use super::{NewEvidence, WhichCompetency, WhichLearner, shortened};
use crate::Refusal;

/// What the names of a call stand for.
pub(super) struct Names {
    learners: BTreeMap<String, LearnerId>,
    competencies: BTreeMap<WhichCompetency, Vec<Competency>>,
    scales: BTreeMap<FrameworkId, Scale>,
}

impl Names {
    pub(super) async fn load(
        tx: &mut Tx,
        district: DistrictId,
        rows: &[NewEvidence],
    ) -> Result<Self, Refusal> {
        let mut names = Self {
            learners: learners(tx, district, rows).await?,
            competencies: BTreeMap::new(),
            scales: BTreeMap::new(),
        };
        for row in rows {
            if !names.competencies.contains_key(&row.competency) {
                let found = match &row.competency {
                    WhichCompetency::Id(id) => {
                        store::competency::find(tx, district, *id).await?.into_iter().collect()
                    }
                    WhichCompetency::Code(code) => store::competency::named(tx, district, code).await?,
                };
                names.load_scales(tx, district, &found).await?;
                names.competencies.insert(row.competency.clone(), found);
            }
        }
        Ok(names)
    }

    async fn load_scales(
        &mut self,
        tx: &mut Tx,
        district: DistrictId,
        found: &[Competency],
    ) -> Result<(), Refusal> {
        for framework in found.iter().map(|competency| competency.framework) {
            if !self.scales.contains_key(&framework)
                && let Some(known) = store::framework::find(tx, district, framework).await?
            {
                self.scales.insert(framework, known.scale);
            }
        }
        Ok(())
    }

    pub(super) fn learner(&self, which: &WhichLearner) -> Option<LearnerId> {
        match which {
            WhichLearner::Id(id) => Some(*id),
            WhichLearner::SourcedId(sourced_id) => self.learners.get(sourced_id).copied(),
        }
    }

    pub(super) fn competency(&self, which: &WhichCompetency) -> Result<(CompetencyId, &Scale), String> {
        let found = self.competencies.get(which).map(Vec::as_slice).unwrap_or_default();
        match found {
            [one] => match self.scales.get(&one.framework) {
                Some(scale) => Ok((one.id, scale)),
                None => Err("this competency has no scale".to_owned()),
            },
            [] => Err("this competency is not known here".to_owned()),
            several => {
                let name = match which {
                    WhichCompetency::Id(id) => id.to_string(),
                    WhichCompetency::Code(code) => shortened(code),
                };
                Err(format!("\"{name}\" names {} competencies: use the id", several.len()))
            }
        }
    }
}

/// Everybody whom a row names by the roster source's identifier; of two with one, the first by id.
async fn learners(
    tx: &mut Tx,
    district: DistrictId,
    rows: &[NewEvidence],
) -> Result<BTreeMap<String, LearnerId>, Refusal> {
    let named: BTreeSet<&str> = rows
        .iter()
        .filter_map(|row| match &row.learner {
            WhichLearner::SourcedId(sourced_id) => Some(sourced_id.as_str()),
            WhichLearner::Id(_) => None,
        })
        .collect();
    let named: Vec<&str> = named.into_iter().collect();
    let mut learners = BTreeMap::new();
    for (sourced_id, person) in store::person::with_sourced_ids(tx, district, &named).await? {
        learners.entry(sourced_id).or_insert(person.as_learner());
    }
    Ok(learners)
}
