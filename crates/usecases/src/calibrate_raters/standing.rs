//! How far a round is: for a rater their own trials, for who releases everybody's.

use super::{
    Action, Actor, App, Calibration, CalibrationPiece, CalibrationRound, CalibrationRoundId,
    CalibrationTrial, LearnerId, PersonId, Refusal, Relationship, TaskId, Timestamp, Tx, WholeTask, access,
    chance, judged, load, marks_on, may, name,
};

/// A round as the reader sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct RoundShown {
    /// The round.
    pub round: CalibrationRound,
    /// The task whose work it is, with the rubric.
    pub whole: WholeTask,
    /// Its pieces.
    pub pieces: Vec<CalibrationPiece>,
    /// The reader's last trial; `None` where they have not begun.
    pub trial: Option<CalibrationTrial>,
    /// How that trial compares with the settled marks, once each piece is rated.
    pub result: Option<Calibration>,
    /// Whether the reader has passed, in whichever trial.
    pub passed: bool,
    /// Everybody's last trial, for who may see the class's whole records; empty for others.
    pub raters: Vec<RaterStanding>,
    /// Whether the reader may close the round.
    pub may_close: bool,
}

impl RoundShown {
    /// Whether the reader has rated a piece in the trial that is open, or was the last.
    pub fn is_rated(&self, place: i64) -> bool {
        self.trial.as_ref().is_some_and(|trial| !marks_on(trial, place).is_empty())
    }
}

/// How one rater did.
#[derive(Debug, Clone, PartialEq)]
pub struct RaterStanding {
    /// Who.
    pub person: PersonId,
    /// By name.
    pub name: String,
    /// How often they tried.
    pub trials: i64,
    /// Whether one was passed.
    pub passed: bool,
    /// How the last that was finished compares; `None` while none is.
    pub result: Option<Calibration>,
}

/// Shows a round to who may take it.
pub async fn show_round(app: &App, actor: &Actor, round: CalibrationRoundId) -> Result<RoundShown, Refusal> {
    let now = chance::now();
    let shown = app
        .db
        .read(actor.clone(), move |tx, actor| Box::pin(async move { shown(tx, actor, round, now).await }))
        .await?;
    let learners: Vec<LearnerId> = shown.pieces.iter().map(|one| one.learner).collect();
    access::log(app, actor, "calibration round", Relationship::Educator, learners, now).await?;
    Ok(shown)
}

async fn shown(
    tx: &mut Tx,
    actor: &Actor,
    id: CalibrationRoundId,
    now: Timestamp,
) -> Result<RoundShown, Refusal> {
    let (round, whole, pieces) = load(tx, actor, id, now).await?;
    let today = chance::date_of(actor.district, now);
    let may_close = may(tx, actor, &whole, Action::Judge, today).await.is_ok();
    let sees_all = may(tx, actor, &whole, Action::Whole, today).await.is_ok();
    let trials = store::calibration_round::trials(tx, actor.district, id).await?;
    let own = |trial: &&CalibrationTrial| trial.rater == actor.person;
    let passed = trials.iter().filter(own).any(|trial| trial.passed);
    let trial = trials.iter().rfind(own).cloned();
    let finished = trial.as_ref().filter(|trial| trial.done_at.is_some());
    let result = match finished {
        Some(trial) => judged(&whole, &pieces, trial, round.bar)?,
        None => None,
    };
    let mut raters: Vec<RaterStanding> = Vec::new();
    for one in trials.iter().filter(|_| sees_all) {
        let result = if one.done_at.is_some() { judged(&whole, &pieces, one, round.bar)? } else { None };
        // Trials of one rater stand together, oldest first.
        match raters.last_mut().filter(|last| last.person == one.rater) {
            Some(last) => {
                last.trials += 1;
                last.passed |= one.passed;
                last.result = result.or(last.result.take());
            }
            None => raters.push(RaterStanding {
                person: one.rater,
                name: name(tx, actor.district, one.rater).await?,
                trials: 1,
                passed: one.passed,
                result,
            }),
        }
    }
    Ok(RoundShown { round, whole, pieces, trial, result, passed, raters, may_close })
}

/// The rounds with work of a task, newest first, for who releases it; with how many have tried and passed.
pub async fn list_rounds(
    app: &App,
    actor: &Actor,
    task: TaskId,
) -> Result<Vec<(CalibrationRound, usize, usize)>, Refusal> {
    let now = chance::now();
    app.db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let (district, today) = (actor.district, chance::date_of(actor.district, now));
                let whole = WholeTask::load(tx, district, task).await?;
                may(tx, actor, &whole, Action::Whole, today).await?;
                let mut found = Vec::new();
                for round in store::calibration_round::of_task(tx, district, task).await? {
                    let trials = store::calibration_round::trials(tx, district, round.id).await?;
                    let mut tried: Vec<PersonId> = trials.iter().map(|one| one.rater).collect();
                    tried.dedup();
                    let mut passed: Vec<PersonId> =
                        trials.iter().filter(|one| one.passed).map(|one| one.rater).collect();
                    passed.dedup();
                    found.push((round, tried.len(), passed.len()));
                }
                Ok::<_, Refusal>(found)
            })
        })
        .await
}
