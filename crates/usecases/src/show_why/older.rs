//! Which evidence came from which older competency, in words.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use domain::{
    CompetencyId, DistrictId, PersonId, Timestamp, chain::Digest, crosswalk::Carry, evidence::Sequence,
    framework::Competency, judgement::Mastery,
};
use mastery::wording::Words;
use store::Tx;

use crate::{Refusal, class_list::Columns, rejudging::KeptInputs};

/// Who reads, and what they need to know beside the judgement.
pub(super) struct Reader {
    /// What they read.
    pub words: Arc<Words>,
    /// Names of those who judged, recorded or decided.
    pub people: HashMap<PersonId, String>,
    /// Older competencies with what names their version.
    pub older: HashMap<CompetencyId, (Competency, String)>,
    /// Statements of families, by the entry that they are about.
    pub statements: HashMap<Sequence, Vec<String>>,
    /// Where sets that judgements name came from, by digest.
    pub sets: HashMap<Digest, String>,
    pub now: Timestamp,
}

/// An older competency whose evidence counts here too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OlderVersion {
    /// The older competency.
    pub competency: Competency,
    /// Its framework's version, or its title where it states none.
    pub version: String,
    /// The link, as it was adopted.
    pub link: Carry,
}

impl Reader {
    /// What a link leads from.
    pub fn older_version(&self, link: &Carry) -> Option<OlderVersion> {
        let (competency, version) = self.older.get(&link.old)?.clone();
        Some(OlderVersion { competency, version, link: *link })
    }

    /// Names an older competency, such as `M.3 (version 2019)`; `None` for the one judged.
    pub fn named(&self, competency: CompetencyId, judged: CompetencyId) -> Option<String> {
        if competency == judged {
            return None;
        }
        let (found, version) = self.older.get(&competency)?;
        Some(format!("{} ({version})", found.label()))
    }
}

/// The older competencies that `judgements` took in, with what names their version.
pub(super) async fn older(
    tx: &mut Tx,
    district: DistrictId,
    judgements: &[Mastery],
    kept: &KeptInputs,
) -> Result<HashMap<CompetencyId, (Competency, String)>, Refusal> {
    let inputs = judgements.iter().filter_map(|judgement| kept.of(judgement));
    let links: BTreeSet<CompetencyId> =
        inputs.flat_map(|inputs| inputs.carried().iter().map(|link| link.old)).collect();
    if links.is_empty() {
        return Ok(HashMap::new());
    }
    let wanted: Vec<CompetencyId> = links.into_iter().collect();
    let columns = Columns::load(tx, district, &wanted).await?;
    let version = |competency: &Competency| {
        let framework = columns.frameworks.iter().find(|one| one.id == competency.framework);
        framework.map_or_else(String::new, |framework| match &framework.version {
            Some(version) => format!("version {version}"),
            None => framework.title.clone(),
        })
    };
    Ok(columns.competencies.iter().map(|one| (one.id, (one.clone(), version(one)))).collect())
}
