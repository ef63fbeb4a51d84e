//! Where a learner stands in each competency, as planning takes it.

use std::collections::{HashMap, HashSet};

use domain::{
    CompetencyId, Timestamp,
    evidence::{Entry, Fact, Sequence},
    judgement::Finding,
    scale::Scale,
};
use planning::{
    path::Rules,
    review::{Recall, Review, remembered, with_implied},
    standing::{Chance, Standing, Standings},
};

use crate::{history, judged_now::JudgedNow, path_map::PathMap, rejudging};

/// `whole`: with what is remembered, and since when each is mastered, which costs a look through the records.
pub(super) fn of(map: &PathMap, judged: &JudgedNow, whole: bool) -> Standings {
    let mut found: Vec<(CompetencyId, Standing)> = Vec::with_capacity(judged.judgements.len());
    let mut reviews: HashMap<usize, Vec<Review>> = HashMap::new();
    for judgement in &judged.judgements {
        let competency = judgement.competency;
        let scale = judged.found.get(&competency).zip(map.scale(competency));
        let Some((finding, scale)) = scale else { continue };
        let mut standing = standing(finding, scale);
        let seen = if whole { judged.kept.of(judgement) } else { None };
        if let Some(inputs) = seen {
            let entries = rejudging::entries(competency, inputs, &judged.histories);
            if finding.mastered {
                standing.mastered_since =
                    mastered_since(&history::of_competency(&entries, competency, inputs));
            }
            if let Some(number) = map.graph.find(competency) {
                reviews.insert(number, self::reviews(&entries, scale));
            }
        }
        found.push((competency, standing));
    }
    for (competency, standing) in found.iter_mut().filter(|(_, standing)| standing.mastered) {
        let Some(number) = map.graph.find(*competency) else { continue };
        let Some(own) = reviews.get(&number) else { continue };
        let building = map.graph.after(number).filter_map(|after| reviews.get(&after)).flatten();
        let all = with_implied(own, building.copied());
        standing.memory = remembered(&Rules::published().weights, &all);
    }
    Standings::new(&map.graph, found)
}

/// What the finding alone says. What somebody entitled decided is certain.
fn standing(finding: &Finding, scale: &Scale) -> Standing {
    let pieces = u32::try_from(finding.evidence_count).unwrap_or(u32::MAX);
    let chance = match (finding.decided, finding.value) {
        (true, _) if finding.mastered => Chance::CERTAIN,
        (true, _) => Chance::NONE,
        (false, Some(value)) => Chance::of_value(
            value.to_f64(),
            scale.mastery().to_f64(),
            scale.points_possible().to_f64(),
            pieces,
        ),
        (false, None) => Chance::UNKNOWN,
    };
    // A decision without work is evidence too: what was decided is not taken as known or unknown.
    let pieces = pieces.max(u32::from(finding.decided));
    Standing {
        mastered: finding.mastered,
        chance,
        pieces,
        worked_at: finding.last_worked_at,
        ..Standing::UNKNOWN
    }
}

/// The first moment of the last stretch in which it was mastered.
fn mastered_since(points: &[history::HistoryPoint]) -> Option<Timestamp> {
    points.iter().rev().take_while(|point| point.mastered).last().map(|point| point.worked_at)
}

/// Work that counts, as reviews. The instrument's own cut decides where it has one, else that of the scale.
fn reviews(entries: &[Entry], scale: &Scale) -> Vec<Review> {
    let mended: HashSet<Sequence> = entries
        .iter()
        .filter_map(|entry| match entry.fact {
            Fact::Retraction { of, .. } | Fact::Excusal { of, .. } => Some(of),
            _ => None,
        })
        .collect();
    let of_scale = scale.mastery().to_f64() / scale.points_possible().to_f64();
    let counting = entries.iter().filter(|entry| !mended.contains(&entry.sequence));
    counting
        .filter_map(|entry| match &entry.fact {
            Fact::Evidence(evidence) => {
                let possible = evidence.result.points_possible.to_f64();
                let cut = evidence.mastery_cut.map_or(of_scale, domain::Points::to_f64) * possible;
                let recall = Recall::of_score(evidence.result.points.to_f64(), cut, possible);
                Some(Review { at: evidence.worked_at, recall })
            }
            _ => None,
        })
        .collect()
}

/// How many competencies were mastered from `since` on, by the record.
pub(crate) fn mastered_after(judged: &JudgedNow, since: Timestamp) -> usize {
    let recent = judged.judgements.iter().filter(|judgement| {
        let finding = judged.found.get(&judgement.competency);
        let at: Option<CompetencyId> = finding.filter(|one| one.mastered).map(|_| judgement.competency);
        let since_when = at.zip(judged.kept.of(judgement)).and_then(|(competency, inputs)| {
            let entries = rejudging::entries(competency, inputs, &judged.histories);
            mastered_since(&history::of_competency(&entries, competency, inputs))
        });
        since_when.is_some_and(|at| at >= since)
    });
    recent.count()
}
