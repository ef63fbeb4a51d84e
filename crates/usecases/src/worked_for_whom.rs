//! For whom a resource worked: shares of those who reached mastery after they used it, beside those of learners who
//! began at the same level and did not. What was seen, never what caused it; of few nothing is said.

use std::collections::HashMap;

use domain::{
    CompetencyId, DistrictId, LearnerId, ResourceId, Timestamp,
    framework::Competency,
    judgement::{Context, Mastery},
    scale::Scale,
};
use planning::worked_for::{self, Course, Judged, Said};
use store::Tx;

use crate::{
    Actor, App, Refusal, chance, history, item_access,
    rejudging::{self, KeptInputs},
    search_resources::competencies_of,
    show_resource::find,
    small_cells::Smallest,
};

/// For how many days after its first use mastery is looked for, where nobody says.
pub const USUAL_DAYS: u16 = 28;
/// The most days.
const MOST_DAYS: u16 = 365;
/// The most learners whose record is looked at, those who used it first.
const MOST_LEARNERS: usize = 600;

/// What was seen of a resource and one competency.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkedFor {
    /// The competency.
    pub competency: Competency,
    /// For how many days after the first use mastery was looked for.
    pub days: u16,
    /// By the level at which learners began, lowest first; `None` for those of whom nothing was judged yet. Without a
    /// comparison where there are too few to say.
    pub groups: Vec<(Option<String>, Option<Comparison>)>,
    /// The fewest learners on each side of whom something is said.
    pub fewest: u32,
}

/// Two shares, and their difference with an interval that holds it in 95 of 100 cases.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// Of learners who used it: so many reached mastery, of so many.
    pub with: (u32, u32),
    /// Of learners who did not.
    pub without: (u32, u32),
    /// The first share less the second. Unit: shares, -1 to 1.
    pub difference: f64,
    /// The lower end of its interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

fn comparison(said: Said) -> Option<Comparison> {
    match said {
        Said::TooFew => None,
        Said::Compared { with, without, difference } => Some(Comparison {
            with: (with.reached, with.of),
            without: (without.reached, without.of),
            difference: difference.difference,
            low: difference.low,
            high: difference.high,
        }),
    }
}

/// Compares, for each competency of a resource, learners who used it with learners who did not; only learners of
/// whom something was judged in it.
pub async fn worked_for_whom(
    app: &App,
    actor: &Actor,
    resource: ResourceId,
    days: u16,
) -> Result<Vec<WorkedFor>, Refusal> {
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(Refusal::invalid("days", format!("are {days}: write 1 to {MOST_DAYS}")));
    }
    let now = chance::now();
    app.db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                item_access::looks_at_resources(tx, actor, chance::date_of(actor.district, now)).await?;
                find(tx, actor, resource).await?;
                let smallest = Smallest::load(tx, actor.district).await?;
                let fewest = u32::try_from(smallest.learners()).unwrap_or(u32::MAX).max(worked_for::FEWEST);
                let first_uses = first_uses(tx, actor.district, resource).await?;
                let mut found = Vec::new();
                for competency in competencies_of(tx, actor, resource).await? {
                    let framework = store::framework::find(tx, actor.district, competency.framework).await?;
                    let scale = framework.ok_or(Refusal::NotFound("this framework"))?.scale;
                    let courses = courses(tx, actor.district, competency.id, &scale, &first_uses).await?;
                    let groups = worked_for::worked_for(&courses, days, fewest, now);
                    let named = |level: Option<usize>| {
                        level.and_then(|place| scale.levels().get(place)).map(|level| level.name.clone())
                    };
                    let groups =
                        groups.into_iter().map(|one| (named(one.level), comparison(one.said))).collect();
                    found.push(WorkedFor { competency, days, groups, fewest });
                }
                Ok(found)
            })
        })
        .await
}

async fn first_uses(
    tx: &mut Tx,
    district: DistrictId,
    resource: ResourceId,
) -> Result<HashMap<LearnerId, Timestamp>, Refusal> {
    let mut first = HashMap::new();
    for one in store::resource_use::of_resource(tx, district, resource).await? {
        first.entry(one.learner).or_insert(one.used_at);
    }
    Ok(first)
}

/// What was judged of each learner over time, and when they first used the resource.
async fn courses(
    tx: &mut Tx,
    district: DistrictId,
    competency: CompetencyId,
    scale: &Scale,
    first_uses: &HashMap<LearnerId, Timestamp>,
) -> Result<Vec<Course>, Refusal> {
    let mut judgements = store::mastery::of_competency(tx, district, competency, Context::Record).await?;
    judgements.sort_by_key(|one| (!first_uses.contains_key(&one.learner), one.learner));
    judgements.truncate(MOST_LEARNERS);
    let mut kept = KeptInputs::default();
    kept.load(tx, district, &judgements).await?;
    let mut courses = Vec::with_capacity(judgements.len());
    for judgement in judgements {
        let first_use = first_uses.get(&judgement.learner).copied();
        let judged = judged(tx, district, &judgement, &kept, scale).await?;
        courses.push(Course { first_use, judged });
    }
    Ok(courses)
}

async fn judged(
    tx: &mut Tx,
    district: DistrictId,
    judgement: &Mastery,
    kept: &KeptInputs,
    scale: &Scale,
) -> Result<Vec<Judged>, Refusal> {
    let Some(inputs) = kept.of(judgement) else { return Ok(Vec::new()) };
    let one = std::slice::from_ref(judgement);
    let histories = rejudging::histories(tx, district, judgement.learner, one, kept).await?;
    let entries = rejudging::entries(judgement.competency, inputs, &histories);
    let read = rejudging::read_by(&entries, judgement.last_sequence);
    let points = history::of_competency(read, judgement.competency, inputs);
    let judged = points.into_iter().filter_map(|point| {
        let code = point.level?;
        let level = scale.levels().iter().position(|level| level.code == code)?;
        Some(Judged { at: point.worked_at, level, mastered: point.mastered })
    });
    Ok(judged.collect())
}
