//! The next item of an adaptive test: by the answers so far, from the sitting's own seed.

use assessment::diagnostic::{Answer, Diagnostic, Next, State};
use domain::sitting::ResponseState;
use store::{StoreError, Tx, response::Response};

use super::{Step, Taken};
use crate::{Actor, Refusal, item_pool, start_sitting};

impl Step {
    /// Takes the answer in the sitting's place into the test, and shows what it asks next.
    pub(super) async fn next_adaptive(&mut self, tx: &mut Tx, actor: &Actor) -> Result<Taken, Refusal> {
        let (district, now) = (actor.district, self.now);
        let sitting = &self.loaded.sitting;
        let plan = self.loaded.plan.clone();
        let bytes = sitting.adaptive.as_deref().unwrap_or_default();
        let corrupt = |why: String| StoreError::Corrupt { column: "adaptive", value: why };
        let state = State::from_bytes(bytes).map_err(|why| corrupt(why.to_string()))?;
        let at = usize::try_from(sitting.place).unwrap_or(0);
        let Some(here) = self.responses.get(at).cloned() else {
            return Err(corrupt("the sitting stands where no item is".to_owned()).into());
        };
        let pool = item_pool::of(tx, district, sitting.assessment, sitting.version, &plan, now).await?;
        let taken = pool.diagnostic.as_ref().and_then(|made| made.as_ref().ok());
        let taken = taken.and_then(|made| went_on(made, &state, &here));
        let (state, next, version) = if let Some((state, next)) = taken {
            (state, next, None)
        } else {
            // An item of this sitting was retired since: the test is made with what it has had.
            let had: Vec<_> = self.responses.iter().map(|one| one.item).collect();
            let own = item_pool::look(tx, district, &plan, &had, now).await?;
            let made = own.diagnostic.as_ref().and_then(|made| made.as_ref().ok());
            let (state, next) = made
                .and_then(|made| went_on(made, &state, &here))
                .ok_or_else(|| corrupt("the adaptive test cannot go on from where it stands".to_owned()))?;
            let version = next_version(&next, &own);
            (state, next, version)
        };
        let version = version.or_else(|| next_version(&next, &pool)).unwrap_or(1);
        self.loaded.sitting.adaptive = Some(state.to_bytes());
        match next {
            Next::Stop(_) => self.end(tx, actor, "stop").await,
            Next::Ask { item, .. } => {
                let place = i64::try_from(self.responses.len()).unwrap_or(i64::MAX);
                self.responses.push(Response {
                    learner: here.learner,
                    sitting: here.sitting,
                    place,
                    item,
                    item_version: version,
                    seed: start_sitting::seed_of(self.loaded.sitting.seed, place),
                    state: ResponseState::Shown,
                    tries: 0,
                    answer: None,
                    outcomes: None,
                    points: None,
                    points_possible: None,
                    correct: None,
                    flagged: false,
                    milliseconds: 0,
                    shown_at: Some(now),
                    answered_at: None,
                    device_at: None,
                    repeated_from: None,
                });
                self.mark(self.responses.len() - 1);
                self.loaded.sitting.place = place;
                Ok(self.stands())
            }
        }
    }
}

fn next_version(next: &Next, pool: &item_pool::Pool) -> Option<i64> {
    match next {
        Next::Ask { item, .. } => pool.live.get(item).copied(),
        Next::Stop(_) => None,
    }
}

/// Takes an answer into the test; `None` where the test does not fit the state.
fn went_on(made: &Diagnostic, state: &State, here: &Response) -> Option<(State, Next)> {
    let mut run = made.resume(state).ok()?;
    let answer = match here.state {
        ResponseState::NotTaught => Answer::NotTaught,
        _ if here.correct == Some(true) => Answer::Right,
        _ => Answer::Wrong,
    };
    let milliseconds = u32::try_from(here.milliseconds).unwrap_or(u32::MAX);
    run.answer(here.item, answer, milliseconds).ok()?;
    Some((run.state().clone(), run.next_item()))
}
