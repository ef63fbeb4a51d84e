//! Going on: to the next item, back, to a place, or to the end.

use assessment::plan::{Layout, Pauses, SelectBy};
use domain::sitting::{ResponseState, SittingState};
use store::Tx;

use super::{Act, Step, Taken};
use crate::{Actor, Refusal, sitting_end};

impl Step {
    pub(super) async fn act(&mut self, tx: &mut Tx, actor: &Actor, act: Act) -> Result<Taken, Refusal> {
        match act {
            Act::Save | Act::Attempt | Act::TakeOver => Ok(self.stands()),
            Act::Next => self.next(tx, actor).await,
            Act::Previous => self.go(tx, actor, self.loaded.sitting.place - 1).await,
            Act::Go(place) => self.go(tx, actor, place).await,
            Act::Flag(place) => self.flag(place),
            Act::NotTaught => self.not_taught(tx, actor).await,
            Act::Pause => self.pause(),
            Act::Submit => self.end(tx, actor, "submitted").await,
        }
    }

    async fn next(&mut self, tx: &mut Tx, actor: &Actor) -> Result<Taken, Refusal> {
        let at = usize::try_from(self.loaded.sitting.place).unwrap_or(0);
        let one_at_a_time = self.plan().layout == Layout::OneAtATime;
        if let Some(here) = self.responses.get(at).filter(|_| one_at_a_time) {
            let open =
                matches!(here.state, ResponseState::Shown | ResponseState::Saved | ResponseState::Skipped);
            if open && !self.plan().may_skip {
                return Err(Refusal::invalid("answer", "is missing: answer before you go on"));
            }
            if here.state == ResponseState::Shown {
                self.responses[at].state = ResponseState::Skipped;
                self.mark(at);
            }
        }
        match self.plan().select_by {
            SelectBy::Adaptive => self.next_adaptive(tx, actor).await,
            SelectBy::Test => self.next_of_test(tx, actor).await,
            SelectBy::Fixed | SelectBy::Blueprint => {
                let next = self.loaded.sitting.place + 1;
                if usize::try_from(next).is_ok_and(|next| next < self.responses.len()) {
                    self.show(next);
                    return Ok(self.stands());
                }
                // After the last one it is looked over, or ends where nothing can be changed any more.
                if self.plan().may_go_back {
                    self.loaded.sitting.place = self.loaded.sitting.items;
                    return Ok(self.stands());
                }
                self.end(tx, actor, "submitted").await
            }
        }
    }

    async fn next_of_test(&mut self, tx: &mut Tx, actor: &Actor) -> Result<Taken, Refusal> {
        match crate::qti_course::after(tx, actor.district, &self.loaded, &self.responses).await? {
            Some(next) => {
                self.show(next);
                Ok(self.stands())
            }
            None => self.end(tx, actor, "submitted").await,
        }
    }

    /// Shows a place.
    pub(super) fn show(&mut self, place: i64) {
        self.loaded.sitting.place = place;
        let Ok(at) = usize::try_from(place) else { return };
        if let Some(next) = self.responses.get_mut(at)
            && next.state == ResponseState::Planned
        {
            next.state = ResponseState::Shown;
            next.shown_at = Some(self.now);
            self.mark(at);
        }
    }

    async fn go(&mut self, tx: &mut Tx, actor: &Actor, place: i64) -> Result<Taken, Refusal> {
        if self.plan().select_by == SelectBy::Test {
            let district = actor.district;
            if !crate::qti_course::may_go(tx, district, &self.loaded, &self.responses, place).await? {
                return Err(Refusal::invalid(
                    "place",
                    "cannot be gone to: in this part it only goes forward",
                ));
            }
            self.show(place);
            return Ok(self.stands());
        }
        let plan = self.plan();
        if !plan.may_go_back {
            return Err(Refusal::invalid("place", "cannot be gone back to: here it only goes forward"));
        }
        if !(0..=self.loaded.sitting.items).contains(&place) {
            return Err(Refusal::invalid("place", format!("{place} is not in this assessment")));
        }
        // Nobody passes over what may not be passed over.
        let until = usize::try_from(place).unwrap_or(0).min(self.responses.len());
        let unanswered = |state| matches!(state, ResponseState::Planned | ResponseState::Shown);
        if !plan.may_skip && self.responses[..until].iter().any(|one| unanswered(one.state)) {
            return Err(Refusal::invalid("answer", "is missing: answer before you go on"));
        }
        self.show(place);
        Ok(self.stands())
    }

    fn flag(&mut self, place: i64) -> Result<Taken, Refusal> {
        let at = self.open_place(place)?;
        self.responses[at].flagged = !self.responses[at].flagged;
        self.mark(at);
        Ok(self.stands())
    }

    async fn not_taught(&mut self, tx: &mut Tx, actor: &Actor) -> Result<Taken, Refusal> {
        if !self.plan().not_taught {
            return Err(Refusal::invalid("answer", "\"not taught yet\" is no answer here"));
        }
        let at = self.open_place(self.loaded.sitting.place)?;
        let one = &mut self.responses[at];
        (one.state, one.answer, one.outcomes) = (ResponseState::NotTaught, None, None);
        (one.points, one.points_possible, one.correct) = (None, None, None);
        one.answered_at = Some(self.now);
        self.mark(at);
        self.next(tx, actor).await
    }

    fn pause(&mut self) -> Result<Taken, Refusal> {
        if self.plan().pauses == Pauses::ClockStops {
            self.loaded.sitting.state = SittingState::Paused;
            self.events.push(("paused".to_owned(), String::new()));
            return Ok(Taken::Paused);
        }
        if self.loaded.sitting.deadline.is_some() {
            return Err(Refusal::Conflict(
                "The clock of this assessment does not stop: what you answered is saved, and you can leave and \
                 come back while there is time."
                    .to_owned(),
            ));
        }
        Ok(Taken::Paused)
    }

    pub(super) async fn end(&mut self, tx: &mut Tx, actor: &Actor, why: &str) -> Result<Taken, Refusal> {
        let ending =
            sitting_end::decide(tx, actor.district, &mut self.loaded, &mut self.responses, why, self.now)
                .await?;
        self.changed = (0..self.responses.len()).collect();
        self.events.push(("ended".to_owned(), why.to_owned()));
        self.ending = Some(ending);
        Ok(Taken::Ended)
    }
}
