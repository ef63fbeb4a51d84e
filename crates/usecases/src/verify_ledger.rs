//! Walks every chain of a district and names whatever was changed, taken away or moved. For whoever runs
//! the machine; nothing of what the entries say is in the report.

use std::collections::HashMap;

use domain::{DistrictId, LearnerId, Timestamp, chain::Digest, evidence::Sequence};
use store::{Tx, learner::Head};

use crate::{
    App, Refusal,
    anchor_file::{AnchorFile, public_key},
    chain_check::ChainCheck,
    chance::Stopwatch,
};

pub use crate::chain_check::{Finding, Wrong};

/// Chains that are read in one snapshot.
const CHAINS: i64 = 64;

/// Entries per read of a long chain.
const STRETCH: i64 = 5_000;

/// The most findings that are kept; the rest is counted.
const MOST_FINDINGS: usize = 1_000;

/// The most chains without a head that are named.
const MOST_HEADLESS: i64 = 100;

/// What the walk found.
#[derive(Debug, Clone, PartialEq)]
pub struct Verified {
    /// Chains walked.
    pub chains: i64,
    /// Entries checked.
    pub entries: i64,
    /// Entries whose content was erased: their place and seal were checked.
    pub erased: i64,
    /// Everything that is wrong, at most a thousand findings.
    pub findings: Vec<Finding>,
    /// How many findings there are beyond those.
    pub more: usize,
    /// Names of the learners in the findings.
    pub names: HashMap<LearnerId, String>,
    /// What the anchor shows, when one was given.
    pub anchor: Option<AnchorVerdict>,
    /// How long it took.
    pub seconds: f64,
}

/// What an anchor shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnchorVerdict {
    /// When it was made.
    pub made_at: Timestamp,
    /// Entries that it covers.
    pub entries: i64,
    /// Chains that it covers.
    pub chains: usize,
    /// Whether the district still signs with the key that signed it.
    pub same_key: bool,
    /// Entries recorded since, which it says nothing about.
    pub unproven: i64,
}

impl Verified {
    /// Whether nothing is wrong.
    pub fn is_whole(&self) -> bool {
        self.findings.is_empty() && self.anchor.as_ref().is_none_or(|anchor| anchor.same_key)
    }
}

/// Walks every chain; `anchor` is the text of an anchor file. `progress` is told how many of how many
/// entries are done.
pub async fn verify_ledger(
    app: &App,
    district: DistrictId,
    anchor: Option<&str>,
    mut progress: impl FnMut(i64, i64),
) -> Result<Verified, Refusal> {
    let clock = Stopwatch::start();
    let anchor = anchor.map(|text| read_anchor(text, district)).transpose()?;
    let (total, key) = app
        .db
        .read((), |tx, ()| {
            Box::pin(async move {
                let key = store::anchor::signing_key(tx, district).await?;
                Ok::<_, Refusal>((store::evidence::count(tx, district).await?, key))
            })
        })
        .await?;
    let mut anchored: HashMap<LearnerId, (Sequence, Digest)> = HashMap::new();
    for (learner, sequence, seal) in anchor.iter().flat_map(|file| &file.heads) {
        anchored.insert(*learner, (*sequence, *seal));
    }
    let (mut walk, mut after) = (Walk::default(), None);
    loop {
        let input = (after, &anchored);
        let (some, last) = app
            .db
            .read(input, |tx, (after, anchored)| Box::pin(stretch(tx, district, *after, anchored)))
            .await?;
        walk.add(some);
        progress(walk.entries, total);
        after = last;
        if after.is_none() {
            break;
        }
    }
    let Walk { chains, entries, erased, mut findings, walked } = walk;
    for learner in walked {
        anchored.remove(&learner);
    }
    findings.extend(lost(app, district, anchored).await?);
    findings.sort_by_key(|finding| (finding.learner, finding.sequence));
    let more = findings.len().saturating_sub(MOST_FINDINGS);
    findings.truncate(MOST_FINDINGS);
    let names = names(app, district, &findings).await?;
    let anchor = anchor.map(|file| AnchorVerdict {
        made_at: file.made_at,
        entries: file.entries(),
        chains: file.heads.len(),
        same_key: key.is_some_and(|secret| public_key(&secret) == file.key),
        unproven: (entries - file.entries()).max(0),
    });
    let seconds = clock.seconds();
    Ok(Verified { chains, entries, erased, findings, more, names, anchor, seconds })
}

/// What was walked.
#[derive(Debug, Default)]
struct Walk {
    chains: i64,
    entries: i64,
    erased: i64,
    findings: Vec<Finding>,
    walked: Vec<LearnerId>,
}

impl Walk {
    fn add(&mut self, other: Self) {
        self.chains += other.chains;
        self.entries += other.entries;
        self.erased += other.erased;
        self.findings.extend(other.findings);
        self.walked.extend(other.walked);
    }
}

/// Walks the next chains in one snapshot; the last learner walked, if there may be more.
async fn stretch(
    tx: &mut Tx,
    district: DistrictId,
    after: Option<LearnerId>,
    anchored: &HashMap<LearnerId, (Sequence, Digest)>,
) -> Result<(Walk, Option<LearnerId>), Refusal> {
    let mut walk = Walk::default();
    for (learner, head) in store::learner::all_heads(tx, district, after, CHAINS).await? {
        let check = one_chain(tx, district, learner, head, anchored.get(&learner).copied()).await?;
        walk.chains += i64::from(check.entries > 0);
        walk.entries += check.entries;
        walk.erased += check.erased;
        walk.walked.push(learner);
        walk.findings.extend(check.finish());
    }
    let last = walk.walked.last().copied();
    Ok((walk, last))
}

async fn one_chain(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    head: Head,
    anchored: Option<(Sequence, Digest)>,
) -> Result<ChainCheck, Refusal> {
    let mut check = ChainCheck::new(learner, head, anchored);
    loop {
        let entries = store::evidence::chain(tx, district, learner, check.last(), STRETCH).await?;
        check.take(&entries);
        if i64::try_from(entries.len()).is_ok_and(|read| read < STRETCH) {
            return Ok(check);
        }
    }
}

/// Chains that have entries but no head, and anchored chains that are gone altogether.
async fn lost(
    app: &App,
    district: DistrictId,
    anchored: HashMap<LearnerId, (Sequence, Digest)>,
) -> Result<Vec<Finding>, Refusal> {
    let headless = app
        .db
        .read((), |tx, ()| {
            Box::pin(
                async move { Ok::<_, Refusal>(store::learner::headless(tx, district, MOST_HEADLESS).await?) },
            )
        })
        .await?;
    let headless =
        headless.into_iter().map(|learner| Finding { learner, sequence: Sequence(1), wrong: Wrong::NoHead });
    let gone = anchored.into_iter().map(|(learner, (sequence, _))| Finding {
        learner,
        sequence,
        wrong: Wrong::AnchoredMissing,
    });
    Ok(headless.chain(gone).collect())
}

async fn names(
    app: &App,
    district: DistrictId,
    findings: &[Finding],
) -> Result<HashMap<LearnerId, String>, Refusal> {
    let mut people: Vec<_> = findings.iter().map(|finding| finding.learner.as_person()).collect();
    people.dedup();
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let found = app
        .db
        .read(people, |tx, people| {
            Box::pin(async move { Ok::<_, Refusal>(store::person::find_all(tx, district, people).await?) })
        })
        .await?;
    Ok(found.into_iter().map(|person| (person.id.as_learner(), person.name())).collect())
}

fn read_anchor(text: &str, district: DistrictId) -> Result<AnchorFile, Refusal> {
    let file = AnchorFile::read(text).map_err(|error| Refusal::Conflict(error.to_string()))?;
    if file.district != district {
        return Err(Refusal::Conflict("the anchor file is of another district".to_owned()));
    }
    Ok(file)
}
