//! Writes a district's evidence as a table, piece by piece, in the columns that the import reads. What
//! was retracted or erased is left out, and counted. For whoever runs the machine.

use std::collections::{HashMap, HashSet};

use domain::{
    CompetencyId, DistrictId, LearnerId,
    evidence::{Fact, Sequence},
    privacy::DisclosureWay,
};
use exchange::exports::evidence::{ExportedEvidence, write};
use store::{Tx, evidence::Sealed};

use crate::{
    Actor, App, Refusal, chance,
    disclosures::{self, Left},
};

/// Chains per read.
const CHAINS: i64 = 64;

/// What was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Exported {
    /// Pieces of evidence in the table.
    pub written: usize,
    /// Entries that are not: retracted or erased evidence, and retractions, excusals and decisions.
    pub left_out: usize,
}

/// Names that stand for ids in the table.
struct Names {
    learners: HashMap<LearnerId, String>,
    competencies: HashMap<CompetencyId, String>,
}

/// Hands the table to `out`, one chunk after another, the header first; written down as a disclosure.
pub async fn export_evidence(
    app: &App,
    actor: &Actor,
    mut out: impl FnMut(&[u8]) -> Result<(), Refusal>,
) -> Result<Exported, Refusal> {
    let district = actor.district;
    let left = Left {
        way: DisclosureWay::Export,
        recipient: "left-to-machine",
        purpose: "left-evidence",
        ground: "left-running",
        fields: "left-evidence-fields",
    };
    disclosures::note(app, actor, left, Vec::new(), chance::now()).await?;
    let mut exported = Exported::default();
    let mut after = None;
    out(&write([]))?;
    loop {
        let (chains, names) = app.db.read(after, |tx, after| Box::pin(stretch(tx, district, *after))).await?;
        let Some((last, _)) = chains.last() else { return Ok(exported) };
        after = Some(*last);
        for (learner, entries) in &chains {
            let retracted = retracted(entries);
            let rows: Vec<_> = entries.iter().filter_map(|one| row(one, &retracted, &names)).collect();
            exported.written += rows.len();
            exported.left_out += entries.len() - rows.len();
            let table = write(rows);
            // Every chunk comes with the header; it stands in the file once.
            let body = table.iter().position(|byte| *byte == b'\n').map_or(&[][..], |end| &table[end + 1..]);
            debug_assert!(names.learners.contains_key(learner), "a chain belongs to a person");
            out(body)?;
        }
    }
}

fn row<'a>(sealed: &'a Sealed, retracted: &HashSet<Sequence>, names: &Names) -> Option<ExportedEvidence<'a>> {
    let Fact::Evidence(evidence) = &sealed.entry.fact else { return None };
    if retracted.contains(&sealed.entry.sequence) {
        return None;
    }
    let learner = sealed.entry.learner;
    Some(ExportedEvidence {
        learner: names.learners.get(&learner).cloned().unwrap_or_else(|| learner.to_string()),
        competency: names
            .competencies
            .get(&evidence.competency)
            .cloned()
            .unwrap_or_else(|| evidence.competency.to_string()),
        key: sealed.entry.id.to_string(),
        evidence,
    })
}

/// The places that a standing retraction names; a retraction that was itself retracted does not count.
fn retracted(entries: &[Sealed]) -> HashSet<Sequence> {
    let mut places = HashSet::new();
    for sealed in entries.iter().rev() {
        if let Fact::Retraction { of, .. } = &sealed.entry.fact
            && !places.contains(&sealed.entry.sequence)
        {
            places.insert(*of);
        }
    }
    places
}

type Chains = Vec<(LearnerId, Vec<Sealed>)>;

async fn stretch(
    tx: &mut Tx,
    district: DistrictId,
    after: Option<LearnerId>,
) -> Result<(Chains, Names), Refusal> {
    let heads = store::learner::heads(tx, district, after, CHAINS).await?;
    let mut chains = Vec::with_capacity(heads.len());
    for (learner, _) in heads {
        // What a merged record says stands in the kept one's chain too, and goes out once.
        let merged = store::record_link::kept_of(tx, district, learner.as_person()).await?.is_some();
        if merged {
            chains.push((learner, Vec::new()));
            continue;
        }
        chains.push((learner, store::evidence::histories(tx, district, learner, &[]).await?));
    }
    let people: Vec<_> = chains.iter().map(|(learner, _)| learner.as_person()).collect();
    let people = store::person::find_all(tx, district, &people).await?;
    let learners = people
        .into_iter()
        .map(|person| (person.id.as_learner(), person.sourced_id.unwrap_or_else(|| person.id.to_string())))
        .collect();
    let named = |sealed: &Sealed| sealed.competency;
    let mut wanted: Vec<CompetencyId> =
        chains.iter().flat_map(|(_, entries)| entries.iter().filter_map(named)).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let competencies = store::competency::find_all(tx, district, &wanted).await?;
    let competencies = competencies.into_iter().map(|one| (one.id, one.code.unwrap_or(one.guid))).collect();
    Ok((chains, Names { learners, competencies }))
}
