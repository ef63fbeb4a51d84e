//! Calibration rounds: made of released work, tried by raters, read by who releases.

use axum::{
    Router,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{
    CalibrationRoundId, LearnerId, Points, TaskId,
    chain::hex,
    item::FileValue,
    task::{CalibrationBar, CriterionMark, WorkState},
};
use usecases::{
    Refusal,
    calibrate_raters::{
        NewRound, PieceSheet, RaterStanding, RoundShown, close_round, list_rounds, make_round, rate_piece,
        show_piece, show_piece_file, show_round,
    },
    give_task::show_task,
};

use super::rater_agreement::{crumbs, percent, severity};
use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    pages::work::file_kind,
    rubric_form, sent_file,
    session::SignedIn,
    site::Site,
    statement,
    views::{
        raters::{CalibrationPage, CalibrationPiece, Calibrations},
        ratings::RatedCriterion,
        shell::Link,
        work::KeptFile,
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/tasks/{task}/calibrations", get(list).post(make))
        .route("/calibrations/{round}", get(show))
        .route("/calibrations/{round}/close", post(close))
        .route("/calibrations/{round}/{place}", get(piece).post(rate))
        .route("/calibrations/{round}/{place}/files/{digest}", get(file))
}

/// `GET /tasks/{task}/calibrations`
async fn list(State(site): State<Site>, signed_in: SignedIn, Path(task): Path<TaskId>) -> Page {
    let usual = ["70", "90", ""].map(str::to_owned);
    form(&site, &signed_in, task, (Vec::new(), usual), None).await
}

async fn form(
    site: &Site,
    signed_in: &SignedIn,
    task: TaskId,
    (chosen, bar): (Vec<String>, [String; 3]),
    refusal: Option<String>,
) -> Page {
    let rounds = list_rounds(&site.app, &signed_in.actor, task).await?;
    let found = show_task(&site.app, &signed_in.actor, task).await?;
    let criteria = &found.whole.rubric.criteria;
    let named = |marks: &[CriterionMark]| {
        let name = |one: &CriterionMark| {
            let criterion = criteria.get(one.criterion)?;
            Some(format!("{}: {}", criterion.title, rubric_form::level_name(criterion, one.mark)))
        };
        marks.iter().filter_map(name).collect::<Vec<_>>().join("; ")
    };
    let mut works = Vec::new();
    for row in &found.rows {
        for work in row.attempts.iter().filter(|work| work.state == WorkState::Released) {
            let value = format!("{}.{}", work.learner, work.attempt);
            let marks = row.results.get(&work.attempt).map(|marks| named(marks)).unwrap_or_default();
            let time = if work.attempt > 1 { format!(", time {}", work.attempt) } else { String::new() };
            let is_chosen = chosen.contains(&value);
            works.push((value, format!("{}{time}", row.learner.list_name), marks, is_chosen));
        }
    }
    page(&Calibrations {
        shell: frame::shell(site, signed_in, "Calibration rounds", "/sections").await?,
        crumbs: crumbs(&found.whole),
        action: format!("/tasks/{task}/calibrations"),
        rounds: rounds
            .iter()
            .map(|(round, tried, passed)| {
                let closed = if round.closed_at.is_some() { ", closed" } else { "" };
                let label = format!("Round of {}", when::moment(round.made_at));
                let link = Link::new(&label, &format!("/calibrations/{}", round.id));
                (link, format!("{tried} tried, {passed} passed{closed}"))
            })
            .collect(),
        works,
        bar,
        refusal,
    })
}

/// `POST /tasks/{task}/calibrations`
async fn make(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(task): Path<TaskId>,
    fields: Fields,
) -> Page {
    let made = match read(&fields) {
        Ok(new) => make_round(&site.app, &signed_in.actor, task, new).await,
        Err(refusal) => Err(refusal),
    };
    match made {
        Ok(round) => Ok(Redirect::to(&format!("/calibrations/{round}")).into_response()),
        Err(Refusal::Invalid { field, why }) => {
            let typed = ["exact", "adjacent", "weighted"].map(|name| fields.one(name).to_owned());
            let chosen = fields.all("work").map(str::to_owned).collect();
            let refusal = Some(format!("The field {field} {why}."));
            form(&site, &signed_in, task, (chosen, typed), refusal).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn read(fields: &Fields) -> Result<NewRound, Refusal> {
    let mut works: Vec<(LearnerId, i64)> = Vec::new();
    for value in fields.all("work") {
        let work = value
            .split_once('.')
            .and_then(|(learner, attempt)| Some((learner.parse().ok()?, attempt.parse().ok()?)));
        works.push(work.ok_or_else(|| Refusal::invalid("work", "names no work of this task"))?);
    }
    let number = |name: &'static str| -> Result<Option<f64>, Refusal> {
        let text = fields.one(name).trim();
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|_| Refusal::invalid(name, "is not a number"))
    };
    let points = |name: &'static str, value: f64| {
        Points::from_f64(value).map_err(|error| Refusal::invalid(name, error))
    };
    let share = |name| points(name, number(name)?.unwrap_or(0.0) / 100.0);
    Ok(NewRound {
        works,
        bar: CalibrationBar {
            exact: share("exact")?,
            adjacent: share("adjacent")?,
            weighted: number("weighted")?.map(|kappa| points("weighted", kappa)).transpose()?,
        },
    })
}

/// `GET /calibrations/{round}`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(round): Path<CalibrationRoundId>) -> Page {
    let found = show_round(&site.app, &signed_in.actor, round).await?;
    let bar = found.round.bar;
    let kappa = bar.weighted.map_or_else(String::new, |kappa| {
        format!(", with a weighted kappa of {:.2} or more", kappa.to_f64())
    });
    let (passed, standing) = standing(&found);
    page(&CalibrationPage {
        shell: frame::shell(&site, &signed_in, "Calibration round", "/sections").await?,
        crumbs: if found.may_close {
            crumbs(&found.whole)
        } else {
            vec![Link::new("What I rate", "/ratings")]
        },
        bar: format!(
            "{}: at least {} of your marks are the settled ones, and {} within one level{kappa}.",
            found.whole.task.title,
            percent(bar.exact.to_f64()),
            percent(bar.adjacent.to_f64()),
        ),
        standing,
        passed,
        short: match (&found.result, found.passed) {
            (Some(result), false) => result.short.iter().map(ToString::to_string).collect(),
            _ => Vec::new(),
        },
        pieces: pieces(&found),
        raters: found.raters.iter().map(rater).collect(),
        close_action: if found.may_close && found.round.closed_at.is_none() {
            format!("/calibrations/{round}/close")
        } else {
            String::new()
        },
    })
}

fn standing(found: &RoundShown) -> (Option<bool>, String) {
    if found.passed {
        return (Some(true), "You have passed.".to_owned());
    }
    if found.round.closed_at.is_some() {
        return (None, "This round is closed.".to_owned());
    }
    match &found.trial {
        Some(trial) if trial.done_at.is_some() => {
            (Some(false), format!("Not passed at time {}.", trial.trial))
        }
        Some(_) => {
            let rated = found.pieces.iter().filter(|piece| found.is_rated(piece.place)).count();
            (None, format!("{rated} of {} are rated.", found.pieces.len()))
        }
        None => (None, "Rate each of these as you would rate work of your own class.".to_owned()),
    }
}

fn pieces(found: &RoundShown) -> Vec<(Link, String)> {
    let over = found.trial.as_ref().filter(|trial| trial.done_at.is_some());
    let line = |(number, piece): (usize, &domain::task::CalibrationPiece)| {
        let href = format!("/calibrations/{}/{}", found.round.id, piece.place);
        let state = match over {
            Some(trial) => {
                let mine = |criterion: usize| {
                    trial
                        .marks
                        .iter()
                        .find(|(place, one)| *place == piece.place && one.criterion == criterion)
                };
                let same =
                    |one: &&CriterionMark| mine(one.criterion).is_some_and(|(_, mark)| mark.mark == one.mark);
                let same = piece.anchors.iter().filter(same).count();
                format!("{same} of {} as settled", piece.anchors.len())
            }
            None if found.is_rated(piece.place) => "rated".to_owned(),
            None => "to rate".to_owned(),
        };
        (Link::new(&format!("Piece {}", number + 1), &href), state)
    };
    found.pieces.iter().enumerate().map(line).collect()
}

fn rater(one: &RaterStanding) -> [String; 6] {
    let [exact, adjacent, difference] = one.result.as_ref().map_or_else(
        || [const { String::new() }; 3],
        |result| {
            let agreement = &result.agreement;
            [percent(agreement.exact), percent(agreement.adjacent), severity(agreement.difference)]
        },
    );
    let state = match (one.passed, &one.result) {
        (true, _) => "passed",
        (false, Some(_)) => "not passed",
        (false, None) => "at it",
    };
    [one.name.clone(), one.trials.to_string(), exact, adjacent, difference, state.to_owned()]
}

/// `POST /calibrations/{round}/close`
async fn close(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(round): Path<CalibrationRoundId>,
    _: Fields,
) -> Page {
    close_round(&site.app, &signed_in.actor, round).await?;
    Ok(Redirect::to(&format!("/calibrations/{round}")).into_response())
}

/// `GET /calibrations/{round}/{place}`
async fn piece(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((round, place)): Path<(CalibrationRoundId, i64)>,
) -> Page {
    let sheet = show_piece(&site.app, &signed_in.actor, round, place).await?;
    answer(&site, &signed_in, &sheet, None).await
}

async fn answer(site: &Site, signed_in: &SignedIn, sheet: &PieceSheet, refusal: Option<String>) -> Page {
    let round = format!("/calibrations/{}", sheet.round.id);
    let href = format!("{round}/{}", sheet.place);
    let heading = format!("Piece {}", sheet.number);
    let file = |file: &FileValue| KeptFile {
        link: Link::new(&file.name, &format!("{href}/files/{}", hex(&file.digest))),
        kind: file_kind(&file.media_type),
        remove_action: String::new(),
    };
    page(&CalibrationPiece {
        shell: frame::shell(site, signed_in, &heading, "/sections").await?,
        crumbs: vec![Link::new("What I rate", "/ratings"), Link::new("Calibration round", &round)],
        heading,
        prompt: statement::html(&sheet.whole.task.prompt),
        words: sheet.work.words.clone(),
        link: sheet.work.link.clone(),
        files: sheet.files.iter().map(file).collect(),
        action: if sheet.open { href.clone() } else { String::new() },
        criteria: sheet.asked.iter().filter_map(|place| criterion(sheet, *place)).collect(),
        refusal,
    })
}

fn criterion(sheet: &PieceSheet, place: usize) -> Option<RatedCriterion> {
    let found = sheet.whole.rubric.criteria.get(place)?;
    let mine = sheet.marks.iter().find(|one| one.criterion == place);
    let settled = sheet.anchors.iter().find(|one| one.criterion == place).map(|one| {
        let words = if one.comment.is_empty() { String::new() } else { format!(": {}", one.comment) };
        format!("Settled: {}{words}", rubric_form::level_name(found, one.mark))
    });
    Some(RatedCriterion {
        both: settled.into_iter().collect(),
        ..rubric_form::criterion(found, place, mine, None)
    })
}

/// `POST /calibrations/{round}/{place}`: on to the next piece that is not rated, or to what came of it.
async fn rate(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((round, place)): Path<(CalibrationRoundId, i64)>,
    form: Fields,
) -> Page {
    let said = rubric_form::read(&form)?;
    match rate_piece(&site.app, &signed_in.actor, round, place, said.clone()).await {
        Ok(()) => {
            let sheet = show_piece(&site.app, &signed_in.actor, round, place).await?;
            // With the last piece the trial is over, and the round tells what came of it.
            let next = sheet.next.filter(|_| sheet.anchors.is_empty());
            let to = next.map_or_else(String::new, |next| format!("/{next}"));
            Ok(Redirect::to(&format!("/calibrations/{round}{to}")).into_response())
        }
        Err(Refusal::Invalid { field, why }) => {
            let mut sheet = show_piece(&site.app, &signed_in.actor, round, place).await?;
            sheet.marks = said.marks;
            answer(&site, &signed_in, &sheet, Some(format!("The {field} {why}."))).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// `GET /calibrations/{round}/{place}/files/{digest}`
async fn file(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((round, place, digest)): Path<(CalibrationRoundId, i64, String)>,
    headers: HeaderMap,
) -> Page {
    let (digest, stretch) = (sent_file::digest(&digest)?, sent_file::stretch(&headers));
    let of = (round, place);
    Ok(sent_file::answer(show_piece_file(&site.app, &signed_in.actor, of, digest, stretch).await?))
}
