//! A sitting ends: everything saved is scored, what was not answered counts as the plan says, rushing is looked at,
//! and the ledger gets what was shown.

use std::collections::{BTreeMap, HashMap};

use assessment::{
    diagnostic::rushing::{self, ItemTime},
    plan::{self, EvidenceWhen, Plan, RushingAct, SelectBy},
};
use domain::{
    CompetencyId, DistrictId, ItemId, LearnerId, Timestamp,
    item::Item,
    sitting::{Medium, ResponseState, SittingState},
};
use store::{Tx, response::Response, sitting::Sitting};

use crate::{
    App, Change, Refusal, chance,
    ledger::Appended,
    qti_course,
    sitting_evidence::{self, Scored},
    sitting_item::{self, InPlace},
    sitting_load::Loaded,
};

/// Answers from which the usual time of an item is taken.
const ANSWERS_OF_A_MEDIAN: i64 = 200;

/// Open sittings that are ended by the clock in one go.
const AT_ONCE: i64 = 200;

/// What ending one sitting appends.
#[derive(Debug, Clone)]
pub(crate) struct Ending {
    /// Scored answers, in their places.
    responses: Vec<Response>,
    about: HashMap<ItemId, (String, Vec<CompetencyId>)>,
    /// Whether it counts at all: not for who was rushing where the plan spares them.
    counts: bool,
}

/// Scores what is left and says what the sitting comes to. Changes the sitting and its responses; writes nothing.
pub(crate) async fn decide(
    tx: &mut Tx,
    district: DistrictId,
    loaded: &mut Loaded,
    responses: &mut [Response],
    why: &str,
    now: Timestamp,
) -> Result<Ending, Refusal> {
    let plan = loaded.plan.clone();
    // Nobody times what is answered on paper.
    let on_screen = loaded.sitting.medium == Medium::Screen;
    let mut times = Vec::new();
    for response in responses.iter_mut() {
        let reached = response.state != ResponseState::Planned;
        let mut one = InPlace::load(tx, district, response.clone()).await?;
        match one.response.state {
            ResponseState::Saved => {
                let values = one.answers()?;
                one.answer(&values, now)?;
            }
            // What an adaptive test or a branch did not come to is no part of the sitting.
            ResponseState::Shown | ResponseState::Skipped if plan.select_by != SelectBy::Adaptive => {
                one.omit();
            }
            ResponseState::Planned if matches!(plan.select_by, SelectBy::Fixed | SelectBy::Blueprint) => {
                one.omit();
            }
            _ => {}
        }
        if on_screen && reached && one.response.answered_at.is_some() {
            let time = item_time(tx, district, &one.item, one.response.item).await?;
            times.push((u32::try_from(one.response.milliseconds).unwrap_or(u32::MAX), time));
        }
        *response = one.response;
    }
    let rushed = rushing::judge(&plan.rushing, &times);
    let own = if plan.select_by == SelectBy::Test {
        qti_course::points(tx, district, loaded, responses).await?
    } else {
        None
    };
    let sitting = &mut loaded.sitting;
    let spared = rushed.rushing && plan.rushing.act == RushingAct::NotPlaced;
    finish(sitting, &plan, responses, why, now);
    if let Some((points, possible)) = own {
        (sitting.points, sitting.points_possible) = (Some(points), Some(possible));
        if sitting.state == SittingState::Scored {
            sitting.passed = plan::passes(&plan, points, possible);
        }
    }
    sitting.rushed = (on_screen && plan.rushing.act != RushingAct::Ignore).then_some(rushed.rushing);
    if spared {
        sitting.passed = None;
    }
    let about = about(tx, district, responses).await?;
    Ok(Ending { responses: responses.to_vec(), about, counts: !spared })
}

/// Sets what a sitting comes to from its scored answers.
pub(crate) fn finish(sitting: &mut Sitting, plan: &Plan, responses: &[Response], why: &str, now: Timestamp) {
    let waits = responses.iter().any(needs_a_person);
    let (points, possible) = sitting_item::totals(responses);
    sitting.state = if waits { SittingState::Waiting } else { SittingState::Scored };
    sitting.ended_at = sitting.ended_at.or(Some(now));
    sitting.ended_why = sitting.ended_why.take().or_else(|| Some(why.to_owned()));
    sitting.holder = None;
    sitting.points = Some(points);
    sitting.points_possible = Some(possible);
    sitting.passed = if waits { None } else { plan::passes(plan, points, possible) };
}

/// Whether an answer of an ended sitting says something in the ledger. What only time kept from being reached is no
/// evidence; what was passed over is.
pub(crate) fn says(sitting: &Sitting, one: &Response) -> bool {
    let submitted = sitting.ended_why.as_deref() == Some("submitted");
    one.points.is_some()
        && match one.state {
            ResponseState::Answered | ResponseState::Shown | ResponseState::Skipped => true,
            ResponseState::Planned => submitted,
            ResponseState::Saved | ResponseState::NotTaught | ResponseState::Unscorable => false,
        }
}

/// Whether it counts for nothing because the learner was rushing and the plan spares them.
pub(crate) fn is_spared(sitting: &Sitting, plan: &Plan) -> bool {
    sitting.rushed == Some(true) && plan.rushing.act == RushingAct::NotPlaced
}

/// Whether a person has to say what an answer is worth.
pub(crate) fn needs_a_person(one: &Response) -> bool {
    one.state == ResponseState::Unscorable || (one.state == ResponseState::Answered && one.points.is_none())
}

async fn item_time(tx: &mut Tx, district: DistrictId, item: &Item, id: ItemId) -> Result<ItemTime, Refusal> {
    let mut times: Vec<i64> = store::response::of_item(tx, district, id, ANSWERS_OF_A_MEDIAN)
        .await?
        .iter()
        .map(|one| one.milliseconds)
        // What was answered on paper has no time.
        .filter(|milliseconds| *milliseconds > 0)
        .collect();
    times.sort_unstable();
    let enough = times.len() >= rushing::FEWEST_TIMES;
    let median = times.get(times.len() / 2).filter(|_| enough).and_then(|time| u32::try_from(*time).ok());
    Ok(ItemTime { median, characters: characters(item) })
}

/// How much there is to read.
fn characters(item: &Item) -> usize {
    fn of(nodes: &[domain::item::Node]) -> usize {
        let one = |node: &domain::item::Node| match node {
            domain::item::Node::Text(text) => text.chars().count(),
            other => of(other.children()),
        };
        nodes.iter().map(one).sum()
    }
    of(&item.body)
}

/// What items are called and are about.
pub(crate) async fn about(
    tx: &mut Tx,
    district: DistrictId,
    responses: &[Response],
) -> Result<HashMap<ItemId, (String, Vec<CompetencyId>)>, Refusal> {
    let mut ids: Vec<ItemId> = responses.iter().map(|one| one.item).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut competencies: BTreeMap<ItemId, Vec<CompetencyId>> = BTreeMap::new();
    for (item, competency) in store::item::competencies_of(tx, district, &ids).await? {
        competencies.entry(item).or_default().push(competency);
    }
    let rows = store::item::find_all(tx, district, &ids).await?;
    let named = |row: store::item::ItemRow| {
        (row.id, (row.identifier, competencies.remove(&row.id).unwrap_or_default()))
    };
    Ok(rows.into_iter().map(named).collect())
}

impl Ending {
    /// Appends what the sitting shows; which cells were judged.
    pub async fn append(
        &self,
        tx: &mut Tx,
        district: DistrictId,
        sitting: &Sitting,
        plan: &Plan,
        now: Timestamp,
    ) -> Result<Vec<(LearnerId, CompetencyId)>, Refusal> {
        if !self.counts || sitting_evidence::waits_for_all(plan, &self.responses) {
            return Ok(Vec::new());
        }
        let scored = self.scored(self.responses.iter().filter(|one| says(sitting, one)));
        let appended = sitting_evidence::append(tx, district, sitting, plan, &scored, now).await?;
        told(appended)
    }

    fn scored<'r>(&self, responses: impl Iterator<Item = &'r Response>) -> Vec<Scored<'r>> {
        let one = |response: &'r Response| {
            let (identifier, competencies) = self.about.get(&response.item).cloned()?;
            Some(Scored { response, identifier, competencies, judge: None, regraded: 0 })
        };
        responses.filter_map(one).collect()
    }
}

fn told(appended: Appended) -> Result<Vec<(LearnerId, CompetencyId)>, Refusal> {
    let refused = appended.receipts.iter().find_map(|receipt| match receipt {
        crate::ledger::Receipt::Refused(why) => Some(why.clone()),
        _ => None,
    });
    match refused {
        Some(why) => Err(Refusal::Conflict(format!("An answer could not be recorded: {why}"))),
        None => Ok(appended.judged),
    }
}

/// Appends answers as they are given, where the plan says so.
pub(crate) async fn append_answers(
    tx: &mut Tx,
    district: DistrictId,
    sitting: &Sitting,
    plan: &Plan,
    responses: &[Response],
    now: Timestamp,
) -> Result<Vec<(LearnerId, CompetencyId)>, Refusal> {
    if plan.evidence_when != EvidenceWhen::EachAnswer {
        return Ok(Vec::new());
    }
    let answered: Vec<Response> = responses
        .iter()
        .filter(|one| one.state == ResponseState::Answered && one.points.is_some())
        .cloned()
        .collect();
    let about = about(tx, district, &answered).await?;
    let ending = Ending { responses: answered, about, counts: true };
    let scored = ending.scored(ending.responses.iter());
    told(sitting_evidence::append(tx, district, sitting, plan, &scored, now).await?)
}

/// Ends open sittings of a district whose time is over: what was saved is handed in.
pub(crate) async fn end_overdue(app: &App, district: DistrictId) -> Result<(), Refusal> {
    let now = chance::now();
    let overdue = app
        .db
        .read(district, |tx, district| {
            Box::pin(async move {
                let all = store::sitting::overdue(tx, *district, now, AT_ONCE).await?;
                let mut ended = Vec::new();
                for sitting in all {
                    let plan =
                        crate::plans_kept::load(tx, *district, sitting.assessment, sitting.version).await?;
                    // The grace of slow lines is over too.
                    if !crate::sitting_time::is_over(&plan, sitting.deadline, now) {
                        continue;
                    }
                    let seen = (sitting.turn, sitting.holder.clone());
                    let mut loaded = Loaded { sitting, plan };
                    let of = (loaded.sitting.learner, loaded.sitting.id);
                    let mut responses = store::response::of_sitting(tx, *district, of.0, of.1).await?;
                    let ending = decide(tx, *district, &mut loaded, &mut responses, "time", now).await?;
                    loaded.sitting.turn += 1;
                    ended.push((loaded, responses, ending, seen));
                }
                Ok::<_, Refusal>(ended)
            })
        })
        .await?;
    for one in overdue {
        let assignment = one.0.sitting.assignment;
        let judged = app
            .db
            .write(one, move |tx, (loaded, responses, ending, seen)| {
                Box::pin(async move {
                    let sitting = &loaded.sitting;
                    store::learner::lock(tx, district, sitting.learner, now).await?;
                    let stands = store::sitting::find(tx, district, sitting.id).await?;
                    let same = stands.is_some_and(|one| {
                        one.turn == seen.0 && one.holder == seen.1 && !one.state.has_ended()
                    });
                    if !same {
                        return Ok(Vec::new());
                    }
                    store::response::put(tx, district, responses).await?;
                    store::sitting::update(tx, district, sitting).await?;
                    ending.append(tx, district, sitting, &loaded.plan, now).await
                })
            })
            .await?;
        if !judged.is_empty() {
            app.tell(Change::of_judgements(district, judged));
        }
        app.tell(Change::of_assignment(district, assignment));
    }
    Ok(())
}
