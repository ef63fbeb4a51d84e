//! Releasing feedback: what raters settled becomes evidence, one entry for each competency of each criterion, and
//! learner and family read it. And meetings, which come before some attempts.

use domain::{
    CompetencyId, Date, DistrictId, EvidenceId, LearnerId, PersonId, Points, TaskId, Timestamp,
    chain::hex,
    evidence::{Evidence, Fact, ScoredResult, Source},
    task::{CriterionMark, Seat, Work, WorkRating, WorkState},
    text,
};
use sha2::{Digest as _, Sha256};
use store::{Tx, content::Given, work::Meeting};

use crate::{
    Actor, App, Change, Refusal,
    access::Action,
    chance,
    give_task::may,
    ledger::{self, NewEntry, Receipt},
    rated::{Rated, rated},
    whole_task::{WholeTask, recordings},
};

/// How much work one transaction releases.
const CHUNK: usize = 50;

/// What a release did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Released {
    /// How many pieces of work.
    pub works: usize,
    /// How many entries of the ledger came of them.
    pub entries: usize,
}

/// Releases what is settled of a task: of these learners, or of everybody where none is named.
pub async fn release_work(
    app: &App,
    actor: &Actor,
    task: TaskId,
    learners: Vec<LearnerId>,
) -> Result<Released, Refusal> {
    let now = chance::now();
    let mut total = Released::default();
    loop {
        let (chunk, judged) = app
            .db
            .write((actor.clone(), learners.clone()), move |tx, (actor, learners)| {
                Box::pin(async move { release(tx, actor, task, learners, now).await })
            })
            .await?;
        total.works += chunk.works;
        total.entries += chunk.entries;
        if !judged.is_empty() {
            app.tell(Change::of_judgements(actor.district, judged));
        }
        if chunk.works < CHUNK {
            return Ok(total);
        }
    }
}

async fn release(
    tx: &mut Tx,
    actor: &Actor,
    task: TaskId,
    learners: &[LearnerId],
    now: Timestamp,
) -> Result<(Released, Vec<(LearnerId, CompetencyId)>), Refusal> {
    let district = actor.district;
    let whole = WholeTask::load(tx, district, task).await?;
    may(tx, actor, &whole, Action::Judge, chance::date_of(district, now)).await?;
    let mut waiting: Vec<LearnerId> = store::work::of_task(tx, district, task)
        .await?
        .into_iter()
        .filter(|work| work.state == WorkState::HandedIn)
        .map(|work| work.learner)
        .filter(|learner| learners.is_empty() || learners.contains(learner))
        .collect();
    waiting.dedup();
    // In the order of their ids, as everybody who locks several.
    for learner in &waiting {
        store::learner::lock(tx, district, *learner, now).await?;
    }
    let ratings = store::work_rating::of_task(tx, district, task).await?;
    let mut entries: Vec<NewEntry> = Vec::new();
    let mut done = Released::default();
    // Read again behind the locks.
    for work in store::work::of_task(tx, district, task).await? {
        if work.state != WorkState::HandedIn || !waiting.contains(&work.learner) || done.works >= CHUNK {
            continue;
        }
        let of_work: Vec<&WorkRating> =
            ratings.iter().filter(|one| one.learner == work.learner && one.attempt == work.attempt).collect();
        let Rated::Ready(said) = rated(&whole.task, &work, &of_work) else { continue };
        for (mark, judge) in &said {
            entries.extend(evidence(actor, &whole, &work, mark, Judged::by_staff(*judge)));
        }
        for one in of_work.iter().filter(|one| one.stands()) {
            let Some(judged) = Judged::by_learner(one) else { continue };
            for mark in &one.marks {
                entries.extend(evidence(actor, &whole, &work, mark, judged));
            }
        }
        give_recordings(tx, district, &of_work, now).await?;
        let results: Vec<CriterionMark> = said.into_iter().map(|(mark, _)| mark).collect();
        let work = Work { state: WorkState::Released, released_at: Some(now), ..work };
        store::work::update(tx, district, &work).await?;
        store::work::put_results(tx, district, &work, actor.person, &results).await?;
        done.works += 1;
    }
    let appended = ledger::append(tx, district, &entries, now).await?;
    if let Some(why) = appended.receipts.iter().find_map(|receipt| match receipt {
        Receipt::Refused(why) => Some(why.clone()),
        _ => None,
    }) {
        return Err(Refusal::Conflict(format!("This cannot be recorded: {why}.")));
    }
    done.entries = appended.accepted();
    Ok((done, appended.judged))
}

/// Whose judgement an entry is.
#[derive(Debug, Clone, Copy)]
struct Judged {
    source: Source,
    /// Who; nobody of a classmate, whose name the learner is not told.
    judge: Option<PersonId>,
    /// The seat of a learner who judged, so that each is an entry and a group of its own.
    seat: Option<&'static str>,
}

impl Judged {
    fn by_staff(judge: PersonId) -> Self {
        Self { source: Source::Rating, judge: Some(judge), seat: None }
    }

    fn by_learner(rating: &WorkRating) -> Option<Self> {
        let (source, seat) = match rating.seat {
            Seat::First | Seat::Second | Seat::Third => return None,
            Seat::Own => (Source::SelfRating, "own"),
            Seat::PeerOne => (Source::PeerRating, "peer-1"),
            Seat::PeerTwo => (Source::PeerRating, "peer-2"),
            Seat::PeerThree => (Source::PeerRating, "peer-3"),
        };
        let judge = (rating.seat == Seat::Own).then_some(rating.rater);
        Some(Self { source, judge, seat: Some(seat) })
    }
}

/// What was said by voice becomes a part of the learner's record.
async fn give_recordings(
    tx: &mut Tx,
    district: DistrictId,
    ratings: &[&WorkRating],
    now: Timestamp,
) -> Result<(), Refusal> {
    for rating in ratings {
        for file in recordings(tx, district, rating).await? {
            let name = format!("feedback-{}-{}", rating.seat.number(), file.name);
            let given = Given { learner: rating.learner, digest: file.digest, name, given_at: now };
            store::content::give(tx, district, &given).await?;
        }
    }
    Ok(())
}

/// The entries of one criterion: one for each competency, each with the same result; none where it does not
/// apply.
fn evidence(
    actor: &Actor,
    whole: &WholeTask,
    work: &Work,
    said: &CriterionMark,
    judged: Judged,
) -> Vec<NewEntry> {
    let criterion = whole.rubric.criteria.get(said.criterion);
    let Some((criterion, level)) =
        criterion.and_then(|one| Some((one, said.mark.and_then(|mark| one.level(mark))?)))
    else {
        return Vec::new();
    };
    let possible = criterion.points_possible();
    let Ok(result) = ScoredResult::new(level.points, possible, None) else { return Vec::new() };
    let cut = criterion.levels.get(criterion.met).map(|met| met.points.to_f64() / possible.to_f64());
    let (task, attempt) = (work.task.to_string(), work.attempt.to_string());
    let (learner, criterion_place) = (work.learner.to_string(), said.criterion.to_string());
    let entry = |competency: &CompetencyId| NewEntry {
        learner: work.learner,
        id: {
            let competency = competency.to_string();
            let mut key = vec!["task", &task, &learner, &attempt, &criterion_place, &competency];
            key.extend(judged.seat);
            EvidenceId::derived(actor.district, &key)
        },
        recorded_by: Some(actor.person),
        fact: Fact::Evidence(Evidence {
            competency: *competency,
            result: result.clone(),
            mastery_cut: cut.and_then(|cut| Points::from_f64(cut).ok()),
            result_group: Some(match judged.seat {
                None => format!("task:{task}:{attempt}"),
                Some(seat) => format!("task:{task}:{attempt}:{seat}"),
            }),
            source: judged.source,
            judge: judged.judge,
            instrument: Some(format!("task:{task}")),
            attempt: Some(work.attempt),
            section: Some(whole.section.id),
            worked_at: work.handed_in_at.unwrap_or(work.touched_at),
            note: Some(said.comment.clone()).filter(|note| !note.is_empty()),
            attachment: Some(attachment(work)),
        }),
    };
    criterion.competencies.iter().map(entry).collect()
}

/// The digest of what was handed in: of the one file, or of all that it is.
fn attachment(work: &Work) -> String {
    if let ([digest], true, true) = (&work.files[..], work.words.is_empty(), work.link.is_empty()) {
        return format!("sha256:{}", hex(digest));
    }
    let mut all = Sha256::new();
    all.update(work.words.as_bytes());
    all.update([0]);
    all.update(work.link.as_bytes());
    for digest in &work.files {
        all.update(digest);
    }
    format!("sha256:{}", hex(&all.finalize()))
}

/// Notes that learner and educator met after the last attempt.
pub async fn note_meeting(
    app: &App,
    actor: &Actor,
    (task, learner): (TaskId, LearnerId),
    met_on: Date,
    note: &str,
) -> Result<(), Refusal> {
    let now = chance::now();
    let note = text::optional(note, 4_000).map_err(Refusal::text("note"))?.unwrap_or_default();
    let today = chance::date_of(actor.district, now);
    if met_on > today {
        return Err(Refusal::invalid("met_on", "has not come yet: note a meeting after it was"));
    }
    app.db
        .write((actor.clone(), note), move |tx, (actor, note)| {
            Box::pin(async move {
                let district = actor.district;
                let whole = WholeTask::load(tx, district, task).await?;
                may(tx, actor, &whole, Action::Judge, today).await?;
                let attempts = store::work::attempts(tx, district, learner, task).await?;
                let last = attempts.last().filter(|work| work.state == WorkState::Released);
                let last = last.ok_or(Refusal::NotFound("work with feedback of this learner"))?;
                let attempt = last.attempt;
                let note = note.clone();
                let noted_by = actor.person;
                let meeting = Meeting { learner, task, attempt, met_on, note, noted_by, noted_at: now };
                Ok::<_, Refusal>(store::work::put_meeting(tx, district, &meeting).await?)
            })
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_is_its_own_attachment() {
        let mut work = Work {
            learner: LearnerId::from_bytes([1; 16]),
            task: TaskId::from_bytes([2; 16]),
            attempt: 1,
            state: WorkState::HandedIn,
            words: String::new(),
            link: String::new(),
            files: vec![[0xAB; 32]],
            asked: Vec::new(),
            begun_at: Timestamp::UNIX_EPOCH,
            touched_at: Timestamp::UNIX_EPOCH,
            handed_in_at: None,
            rate_by: None,
            released_at: None,
        };
        assert_eq!(attachment(&work), format!("sha256:{}", "ab".repeat(32)));
        let alone = attachment(&work);
        work.words = "And words".to_owned();
        assert_ne!(attachment(&work), alone);
    }
}
