//! A learner begins an assessment, or goes on with what they began: a second click begins no second sitting.

mod drawing;
mod situation;

use assessment::plan::{self, NotNow, Plan};
use domain::{
    AssignmentId, LearnerId, SittingId, Timestamp,
    accommodation::{Accommodations, Profile},
    sitting::{Medium, ResponseState, SittingState},
};
use store::{
    Tx,
    assessment::AssessmentRow,
    assignment::{Assignment, Unlocking},
    response::Response,
    sitting::{Sitting, SittingEvent},
};

use crate::{
    Actor, App, Change, Refusal, access,
    accommodations_in_force::{briefly, on_day},
    chance, paper_code, plans_kept, sitting_time,
    supports::{self, Supports},
};
pub(crate) use drawing::Drawn;
pub(crate) use drawing::{lacks, seed_of};
use situation::Known;

/// What a browser says when it begins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Starting {
    /// The proctor's code, as typed.
    pub code: Option<String>,
    /// What the browser says it is.
    pub device: Option<String>,
    /// From which network it asks.
    pub network: Option<String>,
}

/// What a learner sees before they begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BeforeStart {
    /// By which assignment.
    pub assignment: Assignment,
    /// What.
    pub assessment: AssessmentRow,
    /// How it goes.
    pub plan: Plan,
    /// Which attempt it would be, from 1.
    pub attempt: i64,
    /// Why it cannot begin now; `None` where it can.
    pub not_now: Option<NotNow>,
    /// The sitting to go on with, if one is open.
    pub running: Option<SittingId>,
    /// The last sitting that ended, if there is one.
    pub last: Option<SittingId>,
    /// What is given to this learner, and what of it the screen cannot give.
    pub supports: Supports,
    /// How many minutes they have; `None` for without limit.
    pub minutes: Option<u32>,
    /// How many items of the next form they have seen before, because the bank has no others.
    pub repeats: usize,
}

/// Everything that is known when a learner stands before an assessment.
pub(crate) struct Before {
    assignment: Assignment,
    assessment: AssessmentRow,
    pub plan: std::sync::Arc<Plan>,
    learner: LearnerId,
    known: Known,
    profile: Option<Profile>,
}

/// Shows a learner what they are about to begin.
pub async fn look_before_start(
    app: &App,
    actor: &Actor,
    assignment: AssignmentId,
) -> Result<BeforeStart, Refusal> {
    let now = chance::now();
    app.db
        .read((actor.clone(), assignment), |tx, (actor, assignment)| {
            Box::pin(async move {
                let before = Before::load(tx, actor, *assignment, now).await?;
                let mut not_now = before.may_start(None, now).err();
                let mut repeats = 0;
                // A bank that is too small is told before anybody presses a button.
                if matches!(not_now, None | Some(NotNow::NoCode)) {
                    match before.draw(tx, actor, 0, now).await? {
                        Ok(drawn) => repeats = drawn.repeats(),
                        Err(why) => not_now = Some(why),
                    }
                }
                Ok(before.shown(not_now, repeats))
            })
        })
        .await
}

/// How a learner stands before one assignment, for a list.
pub(crate) struct StandingBefore {
    pub title: String,
    pub kind: plan::PlanKind,
    pub running: Option<SittingId>,
    pub ended: usize,
    pub passed: Option<bool>,
    pub not_now: Option<NotNow>,
}

/// How the learner stands before an assignment of theirs; `None` where it is not given to them.
pub(crate) async fn standing_before(
    tx: &mut Tx,
    actor: &Actor,
    assignment: &Assignment,
    now: Timestamp,
) -> Result<Option<StandingBefore>, Refusal> {
    let before = match Before::load(tx, actor, assignment.id, now).await {
        Err(Refusal::NotFound(_)) => return Ok(None),
        other => other?,
    };
    let not_now = before.may_start(None, now).err();
    let (ended, passed) = before.known.ended();
    Ok(Some(StandingBefore {
        title: before.assessment.title.clone(),
        kind: before.plan.kind,
        running: before.known.running(),
        ended,
        passed,
        not_now: not_now.filter(|why| !matches!(why, NotNow::Running { .. } | NotNow::NoCode)),
    }))
}

/// Begins, or finds the sitting that is open already.
pub async fn start_sitting(
    app: &App,
    actor: &Actor,
    assignment: AssignmentId,
    starting: Starting,
) -> Result<SittingId, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let seed = i64::from_le_bytes(chance::random());
    let prepared = app
        .db
        .read((actor.clone(), starting.code.clone()), |tx, (actor, code)| {
            Box::pin(async move {
                let before = Before::load(tx, actor, assignment, now).await?;
                if let Some(running) = before.known.running() {
                    return Ok(Err(running));
                }
                before.may_start(code.as_deref(), now).map_err(|why| refused(&why))?;
                let drawn = before.draw(tx, actor, seed, now).await?.map_err(|why| refused(&why))?;
                Ok::<_, Refusal>(Ok((before, drawn)))
            })
        })
        .await?;
    let (before, drawn) = match prepared {
        Ok(prepared) => prepared,
        Err(running) => return Ok(running),
    };
    let id = chance::sitting_id(now);
    let (sitting, responses) = before.sitting(id, seed, &drawn, &starting, Medium::Screen, now);
    let unlocking = before.known.unlocking.clone().filter(|_| before.plan.unlock);
    let given = before.given();
    let begun = begin(app, actor, Begun { sitting, responses, unlocking, given, drawn, now }).await?;
    app.tell(Change::of_assignment(actor.district, assignment));
    Ok(begun)
}

/// What is written when a sitting begins.
#[derive(Clone)]
pub(crate) struct Begun {
    pub sitting: Sitting,
    pub responses: Vec<Response>,
    pub unlocking: Option<Unlocking>,
    pub given: Accommodations,
    pub drawn: Drawn,
    pub now: Timestamp,
}

/// Writes a beginning, and gives a sitting on paper its code; the sitting that is open already where one is.
pub(crate) async fn begin(app: &App, actor: &Actor, begun: Begun) -> Result<SittingId, Refusal> {
    app.db
        .write((actor.clone(), begun), |tx, (actor, begun)| {
            Box::pin(async move {
                let (district, sitting) = (actor.district, &begun.sitting);
                store::learner::lock(tx, district, sitting.learner, begun.now).await?;
                let past = store::sitting::of_learner_with(tx, district, sitting.learner, sitting.assessment)
                    .await?;
                if let Some(running) = past.iter().find(|one| !one.state.has_ended()) {
                    return Ok(running.id);
                }
                if past.iter().any(|one| one.attempt >= sitting.attempt) {
                    return Err(Refusal::Conflict(
                        "It was begun elsewhere just now: open it again.".to_owned(),
                    ));
                }
                let mut coded = sitting.clone();
                if sitting.medium == Medium::Paper {
                    coded.code = Some(paper_code::free(tx, district).await?);
                }
                store::sitting::add(tx, district, &coded).await?;
                store::response::put(tx, district, &begun.responses).await?;
                if let Some(used) = &begun.unlocking {
                    let used = Unlocking { sitting: Some(sitting.id), ..used.clone() };
                    store::assignment::use_unlocking(tx, district, &used).await?;
                }
                let by = (actor.person != sitting.learner.as_person()).then_some(actor.person);
                for (what, detail) in events(begun) {
                    let event = SittingEvent { place: 0, at: begun.now, what, detail, by };
                    store::sitting::note(tx, district, (sitting.learner, sitting.id), &event).await?;
                }
                Ok::<_, Refusal>(sitting.id)
            })
        })
        .await
}

/// What is noted of a beginning.
fn events(begun: &Begun) -> Vec<(String, String)> {
    let first = if begun.sitting.medium == Medium::Paper { "printed" } else { "begun" };
    let mut events = vec![(first.to_owned(), begun.sitting.device.clone().unwrap_or_default())];
    if !begun.given.is_nothing() {
        events.push(("given".to_owned(), briefly(&begun.given)));
        let missing = supports::of(&begun.given).by_a_person;
        if !missing.is_empty() {
            events.push(("needs a person".to_owned(), missing.join(", ")));
        }
    }
    if begun.drawn.repeats() > 0 {
        events.push(("repeats".to_owned(), begun.drawn.repeats().to_string()));
    }
    events
}

impl Before {
    async fn load(
        tx: &mut Tx,
        actor: &Actor,
        assignment: AssignmentId,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let learner = actor.person.as_learner();
        Self::of_learner(tx, actor, learner, assignment, now).await
    }

    /// As the learner themself stands before it. Whoever calls has checked that they may ask for this learner.
    pub async fn of_learner(
        tx: &mut Tx,
        actor: &Actor,
        learner: LearnerId,
        assignment: AssignmentId,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        const NONE: Refusal = Refusal::NotFound("this assessment");
        let district = actor.district;
        let today = chance::date_of(district, now);
        let assignment = store::assignment::find(tx, district, assignment).await?.ok_or(NONE)?;
        if assignment.withdrawn_at.is_some()
            || !situation::is_given(tx, district, learner, &assignment, today).await?
        {
            return Err(NONE);
        }
        let assessment = store::assessment::find(tx, district, assignment.assessment).await?.ok_or(NONE)?;
        let plan = plans_kept::load(tx, district, assessment.id, assessment.version).await?;
        let known = Known::load(tx, district, learner, &assignment, now).await?;
        let profile = on_day(tx, district, &[learner], today).await?.remove(&learner);
        Ok(Self { assignment, assessment, plan, learner, known, profile })
    }

    pub fn given(&self) -> Accommodations {
        self.profile.as_ref().map(|profile| profile.given.clone()).unwrap_or_default()
    }

    /// The plan with the days of the assignment.
    fn dated(&self) -> Plan {
        let mut plan = (*self.plan).clone();
        plan.opens_at = plan.opens_at.max(self.assignment.opens_at);
        plan.closes_at = match (plan.closes_at, self.assignment.closes_at) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        plan
    }

    fn may_start(&self, code: Option<&str>, now: Timestamp) -> Result<(), NotNow> {
        let right = |code: &str| {
            self.assignment
                .proctor_code
                .as_deref()
                .is_none_or(|wanted| code.trim().eq_ignore_ascii_case(wanted))
        };
        self.known.judged(&self.dated(), code.is_some_and(right), now, |plan, situation| {
            plan::may_start(plan, situation, now)
        })
    }

    /// Whether it may be printed: the learner's turn as on a screen, but nobody has to unlock what an educator
    /// hands out.
    pub fn may_print(&self, now: Timestamp) -> Result<(), NotNow> {
        let plan = Plan { unlock: false, proctor_code: false, ..self.dated() };
        self.known.judged(&plan, true, now, |plan, situation| plan::may_start(plan, situation, now))
    }

    /// The sitting that is open, if one is.
    pub fn running(&self) -> Option<SittingId> {
        self.known.running()
    }

    pub async fn draw(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        seed: i64,
        now: Timestamp,
    ) -> Result<drawing::Draw, Refusal> {
        drawing::draw(tx, actor.district, self.learner, &self.assessment, &self.plan, seed, now).await
    }

    fn shown(&self, not_now: Option<NotNow>, repeats: usize) -> BeforeStart {
        let not_now = not_now.filter(|why| !matches!(why, NotNow::Running { .. }));
        BeforeStart {
            attempt: self.known.next_attempt(),
            running: self.known.running(),
            last: self.known.last(),
            supports: supports::of(&self.given()),
            minutes: self.plan.time_limit_minutes.and_then(|minutes| self.given().time.of_minutes(minutes)),
            assignment: self.assignment.clone(),
            assessment: self.assessment.clone(),
            plan: (*self.plan).clone(),
            not_now,
            repeats,
        }
    }

    pub fn sitting(
        &self,
        id: SittingId,
        seed: i64,
        drawn: &Drawn,
        starting: &Starting,
        medium: Medium,
        now: Timestamp,
    ) -> (Sitting, Vec<Response>) {
        let plan = self.dated();
        let cut = |text: &Option<String>| {
            let kept: Option<String> = text.as_ref().map(|text| text.chars().take(300).collect());
            kept.filter(|_| plan.note_device)
        };
        let sitting = Sitting {
            learner: self.learner,
            id,
            assignment: self.assignment.id,
            assessment: self.assessment.id,
            version: self.assessment.version,
            section: self.assignment.section,
            attempt: self.known.next_attempt(),
            medium,
            seed,
            state: SittingState::Open,
            turn: 0,
            place: drawn.first,
            items: i64::try_from(drawn.items.len()).unwrap_or(i64::MAX),
            answered: 0,
            started_at: now,
            touched_at: now,
            // On paper nobody knows when it is taken: whoever hands it out keeps the time.
            deadline: (medium == Medium::Screen)
                .then(|| sitting_time::deadline(&plan, self.given().time, now))
                .flatten(),
            ended_at: None,
            ended_why: None,
            adaptive: drawn.adaptive.clone(),
            accommodation_version: self.profile.as_ref().map(|profile| profile.version),
            holder: None,
            device: cut(&starting.device),
            network: cut(&starting.network),
            code: None,
            points: None,
            points_possible: None,
            passed: None,
            rushed: None,
            result: String::new(),
        };
        let all_at_once = plan.layout == plan::Layout::AllOnAPage || medium == Medium::Paper;
        let response = |(place, item): (i64, &drawing::DrawnItem)| {
            let shown = place == drawn.first || all_at_once;
            Response {
                learner: self.learner,
                sitting: id,
                place,
                item: item.id,
                item_version: item.version,
                seed: item.seed,
                state: if shown { ResponseState::Shown } else { ResponseState::Planned },
                tries: 0,
                answer: None,
                outcomes: None,
                points: None,
                points_possible: None,
                correct: None,
                flagged: false,
                milliseconds: 0,
                shown_at: shown.then_some(now),
                answered_at: None,
                device_at: None,
                repeated_from: item.repeated_from,
            }
        };
        let responses = (0..).zip(&drawn.items).map(response).collect();
        (sitting, responses)
    }
}

/// Why it cannot begin, as an answer to whoever asked.
fn refused(why: &NotNow) -> Refusal {
    Refusal::Conflict(capitalized(&why.to_string()))
}

pub(crate) fn capitalized(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first: String = letters.next().map(|one| one.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
