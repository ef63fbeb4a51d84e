//! Classmates' work: a learner takes one piece after the other, so that nobody waits for ratings of somebody who
//! does not come.

use domain::{
    DistrictId, RatingId, TaskId, Timestamp,
    task::{RaterKind, Seat, Work, WorkRating, WorkState},
};
use store::Tx;

use crate::{
    Actor, App, Refusal, access, chance, class_list,
    hand_in::own,
    whole_task::{WholeTask, seat},
};

/// How far a learner is with the work of classmates at a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PeerProgress {
    /// How many the task asks for.
    pub asked: usize,
    /// How many are done, released ones too.
    pub done: usize,
    /// Whether there is one to take now.
    pub may_take: bool,
}

/// How far a learner is with the work of classmates.
pub(crate) async fn progress(
    tx: &mut Tx,
    actor: &Actor,
    whole: &WholeTask,
    now: Timestamp,
) -> Result<PeerProgress, Refusal> {
    let asked = usize::try_from(whole.task.judging.peers).unwrap_or(0).min(Seat::PEERS.len());
    if asked == 0 {
        return Ok(PeerProgress::default());
    }
    let seats = seats_of_peers(tx, actor.district, whole.task.id).await?;
    let done = seats.iter().filter(|one| one.rater == actor.person && one.done_at.is_some()).count();
    let may_take = next_work(tx, actor, whole, &seats, now).await?.is_some();
    Ok(PeerProgress { asked, done, may_take })
}

async fn seats_of_peers(tx: &mut Tx, district: DistrictId, task: TaskId) -> Result<Vec<WorkRating>, Refusal> {
    let mut seats = store::work_rating::of_task(tx, district, task).await?;
    seats.retain(|one| one.seat.kind() == RaterKind::Peer);
    Ok(seats)
}

/// The work that a learner rates next, with its free seat: of what was handed in by others who are here, that with
/// the fewest ratings, then that which was handed in next after their own. Nothing before they have handed in themselves, nothing while one is not
/// finished, and at most twice what the task asks for, so that works handed in late are rated too.
async fn next_work(
    tx: &mut Tx,
    actor: &Actor,
    whole: &WholeTask,
    seats: &[WorkRating],
    now: Timestamp,
) -> Result<Option<(Work, Seat)>, Refusal> {
    let most = usize::try_from(whole.task.judging.peers).unwrap_or(0).min(Seat::PEERS.len());
    let mine: Vec<&WorkRating> = seats.iter().filter(|one| one.rater == actor.person).collect();
    let mut works = store::work::of_task(tx, actor.district, whole.task.id).await?;
    let is_over = |seat: &WorkRating| {
        let of = |work: &&Work| (work.learner, work.attempt) == (seat.learner, seat.attempt);
        seat.stands() || works.iter().find(of).is_none_or(|work| work.state != WorkState::HandedIn)
    };
    let own = actor.person.as_learner();
    let handed_in = works.iter().any(|work| work.learner == own && work.handed_in_at.is_some());
    if !handed_in
        || mine.len() >= 2 * most
        || mine.iter().any(|one| one.left_out_at.is_none() && !is_over(one))
    {
        return Ok(None);
    }
    let today = chance::date_of(actor.district, now);
    let here = class_list::learners(tx, actor.district, &whole.section, today).await?;
    let taken = |work: &Work| -> Vec<Seat> {
        let of_work = |one: &&WorkRating| (one.learner, one.attempt) == (work.learner, work.attempt);
        seats.iter().filter(of_work).map(|one| one.seat).collect()
    };
    works.sort_by_key(|work| (work.handed_in_at, work.learner, work.attempt));
    // Round in a circle from one's own, so that everybody rates other works and each is rated as often.
    let after = works.iter().rposition(|work| work.learner == own).map_or(0, |place| place + 1);
    let all = works.len().max(1);
    works.rotate_left(after % all);
    let next = works
        .iter()
        .filter(|work| work.state == WorkState::HandedIn && work.learner != own)
        .filter(|work| here.iter().any(|one| one.learner == work.learner))
        .filter(|work| mine.iter().all(|one| one.learner != work.learner))
        .map(|work| (work, taken(work)))
        .filter(|(_, taken)| taken.len() < most)
        .min_by_key(|(_, taken)| taken.len());
    Ok(next.and_then(|(work, taken)| {
        let free = Seat::PEERS.into_iter().find(|place| !taken.contains(place))?;
        Some((work.clone(), free))
    }))
}

/// Gives a learner a classmate's work to rate.
pub async fn take_review(app: &App, actor: &Actor, task: TaskId) -> Result<RatingId, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let (whole, ..) = own(tx, actor, task, now).await?;
                // Two who take at once are dealt with one after the other.
                store::task::lock(tx, actor.district, task).await?;
                let seats = seats_of_peers(tx, actor.district, task).await?;
                let next = next_work(tx, actor, &whole, &seats, now).await?;
                let none = "There is no classmate's work for you to rate now: hand in yours, finish the one you \
                            have, or come back when others have handed in.";
                let (work, place) = next.ok_or_else(|| Refusal::Conflict(none.to_owned()))?;
                let taken = seat(tx, actor.district, &work, place, (&[actor.person], &[]), now).await?;
                taken.map(|one| one.id).ok_or(Refusal::NotFound("this work"))
            })
        })
        .await
}
