//! A rater tries a round, piece by piece; after the last they see the settled marks beside their own.

use super::{
    Actor, App, CalibrationPiece, CalibrationRound, CalibrationRoundId, CalibrationTrial, CriterionMark,
    Digest, FileValue, Mark, NONE, Refusal, Relationship, Said, Shown, Stretch, Timestamp, Tx, WholeTask,
    Work, access, blind_name, chance, files, judged, keep_content, load, marks_on,
};

/// A piece of a round beside its rubric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PieceSheet {
    /// The round.
    pub round: CalibrationRound,
    /// The task with the rubric.
    pub whole: WholeTask,
    /// Its place in the round.
    pub place: i64,
    /// Which piece it is, from 1: places of erased records do not count.
    pub number: usize,
    /// The work.
    pub work: Work,
    /// Its files, by names that tell nothing.
    pub files: Vec<FileValue>,
    /// The criteria to be rated: those that the settled marks have a level for.
    pub asked: Vec<usize>,
    /// What the reader says.
    pub marks: Vec<CriterionMark>,
    /// The settled marks, once the trial is over; empty before.
    pub anchors: Vec<CriterionMark>,
    /// Whether it can be rated: the round is open, and not passed.
    pub open: bool,
    /// The next piece that the reader has not rated.
    pub next: Option<i64>,
}

/// Shows a piece to a rater who tries themself.
pub async fn show_piece(
    app: &App,
    actor: &Actor,
    round: CalibrationRoundId,
    place: i64,
) -> Result<PieceSheet, Refusal> {
    let now = chance::now();
    let sheet = app
        .db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move { sheet(tx, actor, round, place, now).await })
        })
        .await?;
    access::log(app, actor, "calibration round", Relationship::Educator, vec![sheet.work.learner], now)
        .await?;
    Ok(sheet)
}

async fn sheet(
    tx: &mut Tx,
    actor: &Actor,
    id: CalibrationRoundId,
    place: i64,
    now: Timestamp,
) -> Result<PieceSheet, Refusal> {
    let (round, whole, pieces) = load(tx, actor, id, now).await?;
    let piece = pieces.iter().find(|one| one.place == place).ok_or(Refusal::NotFound("this piece"))?;
    let attempts = store::work::attempts(tx, actor.district, piece.learner, round.task).await?;
    let work = attempts.into_iter().find(|work| work.attempt == piece.attempt).ok_or(NONE)?;
    let mut files = files(tx, actor.district, piece.learner, &work).await?;
    for (place, file) in files.iter_mut().enumerate() {
        file.name = blind_name(&file.name, place);
    }
    let trial = own_trials(tx, actor, id).await?.pop();
    let over = trial.as_ref().is_some_and(|trial| trial.done_at.is_some());
    let said = trial.as_ref().map(|trial| marks_on(trial, place)).unwrap_or_default();
    let unrated = |one: &&CalibrationPiece| {
        one.place != place && trial.as_ref().is_none_or(|trial| over || marks_on(trial, one.place).is_empty())
    };
    let number = pieces.iter().take_while(|one| one.place != place).count() + 1;
    Ok(PieceSheet {
        number,
        asked: asked(piece),
        next: pieces.iter().find(unrated).map(|one| one.place),
        anchors: if over { piece.anchors.clone() } else { Vec::new() },
        open: round.closed_at.is_none() && !trial.as_ref().is_some_and(|trial| trial.passed),
        marks: said,
        round,
        whole,
        place,
        work,
        files,
    })
}

fn asked(piece: &CalibrationPiece) -> Vec<usize> {
    let with_level = piece.anchors.iter().filter(|one| matches!(one.mark, Some(Mark::Level(_))));
    with_level.map(|one| one.criterion).collect()
}

async fn own_trials(
    tx: &mut Tx,
    actor: &Actor,
    round: CalibrationRoundId,
) -> Result<Vec<CalibrationTrial>, Refusal> {
    let mut trials = store::calibration_round::trials(tx, actor.district, round).await?;
    trials.retain(|one| one.rater == actor.person);
    Ok(trials)
}

/// A file of a piece.
pub async fn show_piece_file(
    app: &App,
    actor: &Actor,
    (round, place): (CalibrationRoundId, i64),
    digest: Digest,
    stretch: Stretch,
) -> Result<Option<Shown>, Refusal> {
    let now = chance::now();
    let (learner, shown) = app
        .db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let sheet = sheet(tx, actor, round, place, now).await?;
                let file = sheet.files.iter().find(|file| file.digest == digest);
                let name = file.ok_or(Refusal::NotFound("this file"))?.name.clone();
                let shown = keep_content::read(tx, actor.district, &digest, name, stretch).await?;
                Ok::<_, Refusal>((sheet.work.learner, shown))
            })
        })
        .await?;
    access::log(app, actor, "file", Relationship::Educator, vec![learner], now).await?;
    Ok(shown)
}

/// Keeps what a rater says of a piece. The first piece begins a trial; the last ends it, and whether it is passed
/// is written down.
pub async fn rate_piece(
    app: &App,
    actor: &Actor,
    round: CalibrationRoundId,
    place: i64,
    said: Said,
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let (now, said) = (chance::now(), Said { done: true, ..said }.checked()?);
    app.db
        .write((actor.clone(), said), move |tx, (actor, said)| {
            Box::pin(async move { rate(tx, actor, (round, place), said, now).await })
        })
        .await
}

async fn rate(
    tx: &mut Tx,
    actor: &Actor,
    (id, place): (CalibrationRoundId, i64),
    said: &Said,
    now: Timestamp,
) -> Result<(), Refusal> {
    let district = actor.district;
    let (round, whole, pieces) = load(tx, actor, id, now).await?;
    // Two windows of one rater come one after the other.
    store::task::lock(tx, district, round.task).await?;
    let piece = pieces.iter().find(|one| one.place == place).ok_or(Refusal::NotFound("this piece"))?;
    let marks = said.marks_on(&whole.rubric, &asked(piece))?;
    let level = |one: &CriterionMark| one.mark.filter(|mark| matches!(mark, Mark::Level(_)));
    let marks: Option<Vec<(usize, Mark)>> =
        marks.iter().map(|one| Some((one.criterion, level(one)?))).collect();
    let marks = marks.ok_or(Refusal::invalid("level", "is needed for each: all of these apply"))?;
    let trials = own_trials(tx, actor, id).await?;
    if trials.iter().any(|one| one.passed) {
        return Err(Refusal::Conflict("You have passed this round: it stands as it is.".to_owned()));
    }
    if round.closed_at.is_some() {
        return Err(Refusal::Conflict("This round is closed.".to_owned()));
    }
    let last = trials.last();
    let trial = match last.filter(|one| one.done_at.is_none()) {
        Some(open) => open.clone(),
        None => CalibrationTrial {
            rater: actor.person,
            trial: last.map_or(1, |last| last.trial + 1),
            begun_at: now,
            done_at: None,
            passed: false,
            marks: Vec::new(),
        },
    };
    store::calibration_round::put_trial(tx, district, id, &trial).await?;
    let number = (actor.person, trial.trial);
    store::calibration_round::put_marks(tx, district, id, number, piece, &marks).await?;
    let trial = own_trials(tx, actor, id).await?.pop().unwrap_or(trial);
    if let Some(found) = judged(&whole, &pieces, &trial, round.bar)? {
        let over = CalibrationTrial { done_at: Some(now), passed: found.is_passed(), ..trial };
        store::calibration_round::put_trial(tx, district, id, &over).await?;
    }
    Ok(())
}
