//! One sitting whose answers to an item are scored anew: what that comes to, and how it is written.

use std::collections::BTreeMap;

use assessment::{
    diagnostic::{Answer, State},
    plan::{EvidenceCounts, RushingAct, SelectBy},
    regrade::{Losing, Regrade, Rescored, Score, SittingScore, regrade},
};
use domain::{
    AssignmentId, CompetencyId, DistrictId, EvidenceId, ItemId, LearnerId, PersonId, Points, SectionId,
    SittingId, Timestamp,
    evidence::{Fact, Sequence},
    sitting::{ResponseState, SittingState},
};
use store::{Tx, response::Response, sitting::SittingEvent};

use crate::{
    Actor, Refusal, item_pool,
    ledger::{self, NewEntry, Receipt},
    plans_kept, qti_course, sitting_end,
    sitting_evidence::{self, Scored},
    sitting_item::{self, FAILED, InPlace},
    sitting_load::Loaded,
};

/// Stands in the detail of such an event before the outcomes as they were.
pub(super) const BEFORE: &str = " Before: ";

/// The word of the event that a regrade leaves in a sitting.
const EVENT: &str = "scored anew";

/// What scoring anew makes of one sitting.
pub(super) struct Decided {
    loaded: Loaded,
    /// As they were.
    before: Vec<Response>,
    /// As they are from now on.
    after: Vec<Response>,
    /// What changes.
    pub regrade: Regrade,
    /// Answers that stand whatever the new version says.
    pub standing: usize,
    version: i64,
}

impl Decided {
    /// Scores the answers to `item` by `version` and says what that does to the sitting. Writes nothing.
    pub async fn load(
        tx: &mut Tx,
        district: DistrictId,
        sitting: SittingId,
        item: ItemId,
        version: i64,
        losing: Losing,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let sitting = store::sitting::find(tx, district, sitting).await?;
        let sitting = sitting.ok_or(Refusal::NotFound("this assessment"))?;
        let plan = plans_kept::load(tx, district, sitting.assessment, sitting.version).await?;
        let before = store::response::of_sitting(tx, district, sitting.learner, sitting.id).await?;
        let mut after = before.clone();
        let (mut old, mut new, mut standing) = (NOTHING, NOTHING, 0);
        for response in after.iter_mut().filter(|one| one.item == item && one.item_version != version) {
            let was = response.clone();
            match rescored(tx, district, was.clone(), version).await? {
                None => standing += 1,
                Some(scored) => {
                    old = plus(old, &was);
                    new = plus(new, &scored);
                    *response = scored;
                }
            }
        }
        let (points, possible) = sitting_item::totals(&before);
        let stands =
            SittingScore { sitting: sitting.id, learner: sitting.learner, score: Score { points, possible } };
        let rescored = Rescored { sitting: sitting.id, item, old, new };
        let counts = sitting.state == SittingState::Scored || sitting.state == SittingState::Waiting;
        let responses = if counts { vec![rescored] } else { Vec::new() };
        let regrade = regrade(&[stands], &responses, plan.pass_mark, losing)
            .map_err(|why| Refusal::Conflict(why.to_string()))?;
        // Where nothing changes the old scores are kept: as the new version gives the same, or would take away.
        if !counts || (regrade.changes.is_empty() && old != new) {
            after.clone_from(&before);
        }
        let loaded = Loaded { sitting, plan };
        let mut decided = Self { loaded, before, after, regrade, standing, version };
        decided.sum_up(tx, district, now).await?;
        Ok(decided)
    }

    pub fn section(&self) -> SectionId {
        self.loaded.sitting.section
    }

    pub fn assignment(&self) -> AssignmentId {
        self.loaded.sitting.assignment
    }

    /// Which answers are other than they were.
    fn changed(&self) -> Vec<usize> {
        (0..self.after.len()).filter(|at| self.after[*at] != self.before[*at]).collect()
    }

    fn spared(&self) -> bool {
        self.loaded.sitting.rushed == Some(true) && self.loaded.plan.rushing.act == RushingAct::NotPlaced
    }

    /// Sets what the sitting comes to.
    async fn sum_up(&mut self, tx: &mut Tx, district: DistrictId, now: Timestamp) -> Result<(), Refusal> {
        if self.changed().is_empty() {
            return Ok(());
        }
        let (spared, plan) = (self.spared(), self.loaded.plan.clone());
        sitting_end::finish(&mut self.loaded.sitting, &plan, &self.after, "submitted", now);
        if plan.select_by == SelectBy::Test
            && let Some((points, possible)) =
                qti_course::points(tx, district, &self.loaded, &self.after).await?
        {
            let sitting = &mut self.loaded.sitting;
            (sitting.points, sitting.points_possible) = (Some(points), Some(possible));
            if sitting.state == SittingState::Scored {
                sitting.passed = assessment::plan::passes(&plan, points, possible);
            }
        }
        if spared {
            self.loaded.sitting.passed = None;
        }
        if plan.select_by == SelectBy::Adaptive {
            self.mend_course(tx, district, now).await?;
        }
        Ok(())
    }

    /// Sets right and wrong in the course of an adaptive test, so that its placement is by the mended key too. Where
    /// the course cannot be followed any more it stays as it was measured.
    async fn mend_course(
        &mut self,
        tx: &mut Tx,
        district: DistrictId,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let Some(Ok(mut state)) = self.loaded.sitting.adaptive.as_deref().map(State::from_bytes) else {
            return Ok(());
        };
        for at in self.changed() {
            let one = &self.after[at];
            let answer = if one.correct == Some(true) { Answer::Right } else { Answer::Wrong };
            for event in state.events.iter_mut().filter(|event| event.item == one.item) {
                if event.answer != Answer::NotTaught {
                    event.answer = answer;
                }
            }
        }
        let had: Vec<ItemId> = state.events.iter().map(|event| event.item).collect();
        let pool = item_pool::look(tx, district, &self.loaded.plan, &had, now).await?;
        let follows = pool.diagnostic.as_ref().and_then(|made| made.as_ref().ok());
        if follows.is_some_and(|made| made.resume(&state).is_ok()) {
            self.loaded.sitting.adaptive = Some(state.to_bytes());
        }
        Ok(())
    }

    /// Writes it: answers, sums, what happened, and what the ledger says from now on. The learner is locked.
    pub async fn write(
        self,
        tx: &mut Tx,
        actor: &Actor,
        reason: &str,
        now: Timestamp,
    ) -> Result<Vec<(LearnerId, CompetencyId)>, Refusal> {
        let changed = self.changed();
        if changed.is_empty() {
            return Ok(Vec::new());
        }
        let (district, sitting) = (actor.district, &self.loaded.sitting);
        let of = (sitting.learner, sitting.id);
        let events = store::sitting::events(tx, district, of.0, of.1).await?;
        let times = events.iter().filter(|event| event.what == EVENT).count();
        let times = i64::try_from(times).unwrap_or(i64::MAX);
        let rows: Vec<Response> = changed.iter().map(|at| self.after[*at].clone()).collect();
        store::response::put(tx, district, &rows).await?;
        store::sitting::update(tx, district, sitting).await?;
        for at in &changed {
            let event = SittingEvent {
                place: 0,
                at: now,
                what: EVENT.to_owned(),
                detail: self.told(*at, reason),
                by: Some(actor.person),
            };
            store::sitting::note(tx, district, of, &event).await?;
        }
        let same = |at: &usize| {
            let (was, is) = (&self.before[*at], &self.after[*at]);
            (was.points, was.points_possible, was.state) == (is.points, is.points_possible, is.state)
        };
        if changed.iter().all(same) || self.spared() {
            return Ok(Vec::new());
        }
        self.say_anew(tx, actor, &changed, times, reason, now).await
    }

    /// What one answer came to before, and comes to now.
    fn told(&self, at: usize, reason: &str) -> String {
        let (was, is) = (&self.before[at], &self.after[at]);
        let of = |one: &Response| match (one.points, one.points_possible) {
            (Some(points), Some(possible)) => format!("{points} of {possible}"),
            _ => "not scored".to_owned(),
        };
        format!(
            "question {}: version {} gave {}, version {} gives {}. {reason}{BEFORE}{}",
            was.place + 1,
            was.item_version,
            of(was),
            self.version,
            of(is),
            was.outcomes.as_deref().unwrap_or("{}"),
        )
    }

    /// Retracts what the answers said and says what they say now.
    async fn say_anew(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        changed: &[usize],
        times: i64,
        reason: &str,
        now: Timestamp,
    ) -> Result<Vec<(LearnerId, CompetencyId)>, Refusal> {
        let (district, sitting, plan) = (actor.district, &self.loaded.sitting, &self.loaded.plan);
        let anew = self.said_anew(changed);
        let mut by_whom: BTreeMap<i64, PersonId> = BTreeMap::new();
        let mut retractions = Vec::new();
        for (sequence, place, judge) in self.said(tx, district, times).await? {
            by_whom.extend(judge.map(|judge| (place, judge)));
            if anew.iter().any(|at| self.after[*at].place == place) {
                retractions.push(NewEntry {
                    learner: sitting.learner,
                    id: EvidenceId::derived(
                        district,
                        &["scored anew", &sitting.id.to_string(), &sequence.0.to_string()],
                    ),
                    recorded_by: Some(actor.person),
                    fact: Fact::Retraction {
                        of: sequence,
                        reason: format!("The question was mended: {reason}"),
                    },
                });
            }
        }
        let mut judged = ledger::append(tx, district, &retractions, now).await?.judged;
        let about = sitting_end::about(tx, district, &self.after).await?;
        let says = |(at, one): &(usize, &Response)| anew.contains(at) && sitting_end::says(sitting, one);
        let scored = self.after.iter().enumerate().filter(says).filter_map(|(_, response)| {
            let (identifier, competencies) = about.get(&response.item).cloned()?;
            let judge = by_whom.get(&response.place).copied();
            Some(Scored { response, identifier, competencies, judge, regraded: times + 1 })
        });
        let scored: Vec<Scored<'_>> = scored.collect();
        let appended = sitting_evidence::append(tx, district, sitting, plan, &scored, now).await?;
        if let Some(Receipt::Refused(why)) =
            appended.receipts.iter().find(|receipt| matches!(receipt, Receipt::Refused(_)))
        {
            return Err(Refusal::Conflict(format!("An answer could not be recorded: {why}")));
        }
        judged.extend(appended.judged);
        judged.sort_unstable();
        judged.dedup();
        Ok(judged)
    }

    /// Which answers are said anew: those that changed, and of the same moment those behind them, because rules read
    /// entries of one moment in the order in which they were recorded. Where evidence only helps, what helps depends on
    /// all answers together: then it is all of them.
    fn said_anew(&self, changed: &[usize]) -> Vec<usize> {
        let every = self.loaded.plan.evidence_counts == EvidenceCounts::OnlyHelps;
        let worked = |at: usize| sitting_evidence::worked_at(&self.loaded.sitting, &self.after[at]);
        let behind = |at: usize| changed.iter().any(|one| *one <= at && worked(*one) == worked(at));
        (0..self.after.len()).filter(|at| every || changed.contains(at) || behind(*at)).collect()
    }

    /// What stands of the sitting in the ledger: where, of which place, and who scored it.
    async fn said(
        &self,
        tx: &mut Tx,
        district: DistrictId,
        times: i64,
    ) -> Result<Vec<(Sequence, i64, Option<PersonId>)>, Refusal> {
        let sitting = &self.loaded.sitting;
        let group = format!("sitting:{}", sitting.id);
        let mut said = Vec::new();
        for sequence in store::evidence::of_group(tx, district, sitting.learner, &group).await? {
            let Some(sealed) = store::evidence::find(tx, district, sitting.learner, sequence).await? else {
                continue;
            };
            let Fact::Evidence(evidence) = &sealed.entry.fact else { continue };
            let of = |place: &i64| {
                (0..=times).any(|regraded| {
                    let key = (sitting.id, *place, evidence.competency);
                    sitting_evidence::entry_id(district, key.0, key.1, key.2, regraded) == sealed.entry.id
                })
            };
            if let Some(place) = self.after.iter().map(|one| one.place).find(of) {
                said.push((sequence, place, evidence.judge));
            }
        }
        Ok(said)
    }
}

const NOTHING: Score = Score { points: Points::ZERO, possible: Points::ZERO };

/// The sum with one answer more, as [`sitting_item::totals`] adds.
fn plus(sum: Score, one: &Response) -> Score {
    let (points, possible) = sitting_item::totals(std::slice::from_ref(one));
    let add = |a: Points, b: Points| Points::from_millionths(a.millionths().saturating_add(b.millionths()));
    Score { points: add(sum.points, points), possible: add(sum.possible, possible) }
}

/// An answer as the new version scores it; `None` for one that stands: scored by a person, answered in several steps of
/// which only the last is kept, or nothing that counts.
async fn rescored(
    tx: &mut Tx,
    district: DistrictId,
    response: Response,
    version: i64,
) -> Result<Option<Response>, Refusal> {
    let before = InPlace::load(tx, district, response.clone()).await?;
    let by_a_person = response.state == ResponseState::Answered && response.points.is_some() && {
        let outcomes = before.outcomes()?;
        outcomes.is_none_or(|outcomes| outcomes.values.contains_key(FAILED) || outcomes.score().is_none())
    };
    if by_a_person || before.item.adaptive {
        return Ok(None);
    }
    let mut one = InPlace::load(tx, district, Response { item_version: version, ..response }).await?;
    match one.response.state {
        ResponseState::Answered | ResponseState::Unscorable => {
            let values = one.answers()?;
            one.response.state = ResponseState::Answered;
            one.score(&values, None);
        }
        // Left without an answer: nothing, of what could be earned by the new version.
        ResponseState::Shown | ResponseState::Skipped | ResponseState::Planned
            if one.response.points_possible.is_some() =>
        {
            one.omit();
        }
        _ => {}
    }
    Ok(Some(one.response))
}
