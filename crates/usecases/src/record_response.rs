//! A learner answers: one answer is kept, scored and counted once, whatever a browser sends twice; then it goes on
//! to the next item.
//!
//! Everything is decided from one snapshot and written in one short transaction that first looks whether the
//! sitting is still where the snapshot saw it: two tabs, a double click and a page from yesterday cannot fork it.

mod adaptive;
mod moving;
mod writing;

use assessment::plan::{EvidenceWhen, Layout, Plan, SelectBy};
use domain::{
    SittingId, Timestamp,
    sitting::{ResponseState, SittingState},
};
use store::response::Response;

pub use crate::sitting_item::Given;
use crate::{
    Actor, App, Change, Refusal, access, chance,
    show_sitting::loaded_at,
    sitting_end::Ending,
    sitting_item::InPlace,
    sitting_load::{self, Loaded},
    sitting_time,
};
use writing::Written;

/// The longest time that counts as working on one item between two requests: a closed laptop is not work.
///
/// Unit: milliseconds.
const MOST_AT_A_TIME: i64 = 30 * 60 * 1_000;

/// What a page or program sends.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    /// The turn that it saw.
    pub turn: i64,
    /// Which page sends, by a name that it was given; empty for a program.
    pub page: String,
    /// Answers by place.
    pub answers: Vec<(i64, Given)>,
    /// What is to happen then.
    pub act: Act,
    /// The device's own time, if it says one; kept, never decided by.
    pub device_at: Option<Timestamp>,
}

/// What is to happen with what was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Keep it; it can still be changed.
    Save,
    /// Count it as an attempt at the item, and stay there.
    Attempt,
    /// Count it, and go on to the next item.
    Next,
    /// Keep it, and go back.
    Previous,
    /// Keep it, and go to a place.
    Go(i64),
    /// Mark a place to come back to, or take the mark away.
    Flag(i64),
    /// "I have not been taught this."
    NotTaught,
    /// Keep it, and interrupt.
    Pause,
    /// Count everything and end.
    Submit,
    /// Go on here, though another page holds it.
    TakeOver,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It is kept; the sitting stands at this turn and place.
    At {
        /// To be sent with what comes next.
        turn: i64,
        /// The item that is shown.
        place: i64,
    },
    /// Interrupted.
    Paused,
    /// It is over.
    Ended,
    /// The same was taken before: nothing is done again.
    Before,
}

/// Takes what was sent.
pub async fn record_response(
    app: &App,
    actor: &Actor,
    sitting: SittingId,
    sent: Sent,
) -> Result<Taken, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let decided = app
        .db
        .read((actor.clone(), sent), |tx, (actor, sent)| {
            Box::pin(async move {
                let loaded = sitting_load::own(tx, actor, sitting).await?;
                let mut step = Step::load(tx, actor, loaded, now).await?;
                if let Some(taken) = step.stale(sent)? {
                    return Ok((None, taken));
                }
                let taken = step.take(tx, actor, sent).await?;
                Ok::<_, Refusal>((Some(step.written(taken, sent)), taken))
            })
        })
        .await?;
    let (Some(written), taken) = decided else { return Ok(decided.1) };
    let assignment = written.sitting.assignment;
    let written = app
        .db
        .write((actor.clone(), written), move |tx, (actor, written)| {
            Box::pin(async move { written.write(tx, actor, now).await })
        })
        .await?;
    let judged = match written {
        Ok(judged) => judged,
        // The other click of a double click was quicker: it is one answer.
        Err(taken) => return Ok(taken),
    };
    if !judged.is_empty() {
        app.tell(Change::of_judgements(actor.district, judged));
    }
    if taken_is_seen(taken) {
        app.tell(Change::of_assignment(actor.district, assignment));
    }
    Ok(taken)
}

/// Whether who watches sees something else now.
fn taken_is_seen(taken: Taken) -> bool {
    taken != Taken::Before
}

/// A sitting while something is done to it.
struct Step {
    loaded: Loaded,
    /// The items of the form, in order; loaded as they are needed.
    responses: Vec<Response>,
    /// What has changed of them.
    changed: Vec<usize>,
    ending: Option<Ending>,
    /// What is noted.
    events: Vec<(String, String)>,
    now: Timestamp,
    seen_turn: i64,
    seen_holder: Option<String>,
}

impl Step {
    async fn load(
        tx: &mut store::Tx,
        actor: &Actor,
        loaded: Loaded,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let (learner, id) = (loaded.sitting.learner, loaded.sitting.id);
        let responses = store::response::of_sitting(tx, actor.district, learner, id).await?;
        let (seen_turn, seen_holder) = (loaded.sitting.turn, loaded.sitting.holder.clone());
        Ok(Self {
            loaded,
            responses,
            changed: Vec::new(),
            ending: None,
            events: Vec::new(),
            now,
            seen_turn,
            seen_holder,
        })
    }

    fn plan(&self) -> &Plan {
        &self.loaded.plan
    }

    /// What is answered where the sitting is not where the sender saw it: it went on elsewhere, or it is over.
    fn stale(&self, sent: &Sent) -> Result<Option<Taken>, Refusal> {
        let sitting = &self.loaded.sitting;
        if sitting.state.has_ended() {
            return if sent.act == Act::Submit || sent.turn < sitting.turn {
                Ok(Some(Taken::Ended))
            } else {
                Err(over())
            };
        }
        if sent.act == Act::TakeOver {
            return Ok(None);
        }
        if sent.turn > sitting.turn {
            return Err(Refusal::invalid("turn", "is of a page that was never shown: load the page again"));
        }
        if sent.turn == sitting.turn {
            // A page that was loaded after the last word of another one has seen it: it goes on from there.
            let newer = loaded_at(&sent.page) > sitting.touched_at;
            let elsewhere = sitting.holder.as_ref().is_some_and(|holder| *holder != sent.page);
            return if elsewhere && !newer && !sent.page.is_empty() { Err(held()) } else { Ok(None) };
        }
        // A double click sends what was taken just now.
        if sent.turn + 1 == sitting.turn && sent.act != Act::Save {
            return Ok(Some(Taken::Before));
        }
        Err(Refusal::Conflict(
            "You went on from here already, in this window or another: what this page sent just now was not \
             taken. Load the page again to go on where you are."
                .to_owned(),
        ))
    }

    async fn take(&mut self, tx: &mut store::Tx, actor: &Actor, sent: &Sent) -> Result<Taken, Refusal> {
        if self.loaded.sitting.state == SittingState::Paused {
            // The clock stood still.
            let (deadline, since) = (self.loaded.sitting.deadline, self.loaded.sitting.touched_at);
            self.loaded.sitting.deadline = sitting_time::moved(&self.loaded.plan, deadline, since, self.now);
        }
        self.in_time(sent)?;
        self.count_time();
        let counts = matches!(sent.act, Act::Attempt | Act::Next | Act::Submit);
        for (place, given) in &sent.answers {
            let how = (counts, sent.act == Act::Save);
            self.take_answer(tx, actor, *place, given, how, sent.device_at).await?;
        }
        self.loaded.sitting.touched_at = self.now;
        if sent.act == Act::Save {
            self.loaded.sitting.holder = Some(sent.page.clone()).filter(|page| !page.is_empty());
            return Ok(self.stands());
        }
        self.loaded.sitting.turn += 1;
        self.loaded.sitting.holder = None;
        if self.loaded.sitting.state == SittingState::Paused && sent.act != Act::Pause {
            self.loaded.sitting.state = SittingState::Open;
            self.events.push(("went on".to_owned(), String::new()));
        }
        self.act(tx, actor, sent.act).await
    }

    /// Refuses what comes after the time; the sitting is then ended by whatever looks at it next.
    fn in_time(&self, sent: &Sent) -> Result<(), Refusal> {
        let late = sitting_time::is_over(self.plan(), self.loaded.sitting.deadline, self.now);
        if late && !matches!(sent.act, Act::Submit | Act::TakeOver) {
            return Err(Refusal::Conflict(
                "The time is over: nothing more is taken, and what you had saved is handed in.".to_owned(),
            ));
        }
        Ok(())
    }

    /// Adds the time since the last request to the item that was shown.
    fn count_time(&mut self) {
        let sitting = &self.loaded.sitting;
        if sitting.state == SittingState::Paused {
            return;
        }
        let since = self.now.duration_since(sitting.touched_at).as_millis();
        let since = i64::try_from(since).unwrap_or(i64::MAX).clamp(0, MOST_AT_A_TIME);
        let all_at_once = self.plan().layout == Layout::AllOnAPage;
        let place = usize::try_from(sitting.place).unwrap_or(0);
        if all_at_once {
            // Nobody knows which one: it is spread over those that are open.
            let open: Vec<usize> = (0..self.responses.len()).collect();
            let share = since / i64::try_from(open.len().max(1)).unwrap_or(1);
            for at in open {
                self.responses[at].milliseconds += share;
                self.mark(at);
            }
        } else if let Some(response) = self.responses.get_mut(place) {
            response.milliseconds += since;
            self.mark(place);
        }
    }

    fn mark(&mut self, at: usize) {
        if !self.changed.contains(&at) {
            self.changed.push(at);
        }
    }

    async fn take_answer(
        &mut self,
        tx: &mut store::Tx,
        actor: &Actor,
        place: i64,
        given: &Given,
        (counts, still_writing): (bool, bool),
        device_at: Option<Timestamp>,
    ) -> Result<(), Refusal> {
        let at = self.open_place(place)?;
        let mut one = InPlace::load(tx, actor.district, self.responses[at].clone()).await?;
        let values = one.read(given, still_writing)?;
        one.check(&values, false)?;
        let empty = values.values().all(domain::item::Value::is_null);
        if counts && !(empty && self.plan().may_skip && !one.item.adaptive) {
            one.answer(&values, self.now)?;
        } else if counts {
            one.keep(&values, self.now);
            one.response.state = ResponseState::Skipped;
        } else {
            one.keep(&values, self.now);
            if one.response.state == ResponseState::Answered {
                // A changed answer is scored again.
                one.answer(&values, self.now)?;
            }
        }
        one.response.device_at = device_at.or(one.response.device_at);
        self.responses[at] = one.response;
        self.mark(at);
        Ok(())
    }

    /// The place of an item whose answer may be given or changed now.
    fn open_place(&self, place: i64) -> Result<usize, Refusal> {
        let not_asked = || {
            Refusal::invalid("place", format!("{place} is not asked now: load the page again to see what is"))
        };
        let at = usize::try_from(place).ok().filter(|at| *at < self.responses.len()).ok_or_else(not_asked)?;
        let shown = self.plan().layout == Layout::AllOnAPage || place == self.loaded.sitting.place;
        let seen = self.responses[at].state != ResponseState::Planned;
        if shown || (seen && self.plan().may_go_back) { Ok(at) } else { Err(not_asked()) }
    }

    fn stands(&self) -> Taken {
        Taken::At { turn: self.loaded.sitting.turn, place: self.loaded.sitting.place }
    }

    /// What is to be written.
    fn written(self, taken: Taken, sent: &Sent) -> Written {
        let mut sitting = self.loaded.sitting;
        let answered = |one: &&Response| {
            matches!(
                one.state,
                ResponseState::Answered | ResponseState::NotTaught | ResponseState::Unscorable
            )
        };
        sitting.answered = i64::try_from(self.responses.iter().filter(answered).count()).unwrap_or(i64::MAX);
        sitting.items = i64::try_from(self.responses.len()).unwrap_or(i64::MAX);
        let changed = self.changed.iter().map(|at| self.responses[*at].clone()).collect();
        let each = self.loaded.plan.evidence_when == EvidenceWhen::EachAnswer
            && self.loaded.plan.select_by != SelectBy::Adaptive
            && !self.loaded.plan.may_go_back;
        Written {
            each_answer: each && taken != Taken::Ended,
            plan: self.loaded.plan,
            sitting,
            changed,
            ending: self.ending,
            events: self.events,
            seen_turn: self.seen_turn,
            seen_holder: self.seen_holder,
            page: sent.page.clone(),
            act: sent.act,
        }
    }
}

/// That the sitting has ended.
fn over() -> Refusal {
    Refusal::Conflict("This is over: nothing more is taken.".to_owned())
}

/// That another page holds the sitting.
fn held() -> Refusal {
    Refusal::Conflict(
        "This is open in another window or on another device, and was answered there: go on there, or load this \
         page again to go on here."
            .to_owned(),
    )
}
