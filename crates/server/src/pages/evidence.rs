//! Evidence by hand: adding a piece.

mod mending;

use axum::{
    Router,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{CompetencyId, Date, LearnerId, Points, Timestamp, evidence::Source};
use usecases::{
    Refusal, chance,
    ledger::Receipt,
    record_evidence::{NewEvidence, NewResult, WhichCompetency, WhichLearner, record_evidence},
    show_learner::show_learner,
};

use crate::{
    form::Form,
    frame,
    page_error::{Page, PageError, page},
    pages::rate::label,
    session::SignedIn,
    site::Site,
    standing,
    views::{
        decide::EvidenceForm,
        shell::{Choice, Link},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/learners/{learner}/evidence/new", get(show))
        .route("/learners/{learner}/evidence", post(add))
        .route("/learners/{learner}/evidence/{entry}/{verb}", get(mending::ask).post(mending::mend))
}

/// What is typed into the form.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Typed {
    competency: String,
    level: String,
    points: String,
    points_possible: String,
    worked_on: String,
    source: String,
    what: String,
    attachment: String,
    note: String,
    key: String,
}

/// `GET /learners/{learner}/evidence/new?competency=...`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(learner): Path<LearnerId>,
    Query(typed): Query<Typed>,
) -> Page {
    form(&site, &signed_in, learner, typed, None).await
}

/// `POST /learners/{learner}/evidence`
async fn add(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(learner): Path<LearnerId>,
    Form(typed): Form<Typed>,
) -> Page {
    let refusal = match new_evidence(learner, &typed) {
        Err(refusal) => refusal,
        Ok(new) => {
            let receipts = record_evidence(&site.app, &signed_in.actor, vec![new]).await?;
            let Some(Receipt::Refused(why)) = receipts.into_iter().next() else {
                let address = format!("/learners/{learner}/competencies/{}", typed.competency);
                return Ok(Redirect::to(&address).into_response());
            };
            Refusal::Conflict(why)
        }
    };
    let again = form(&site, &signed_in, learner, typed, Some(refusal.to_string())).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
}

fn new_evidence(learner: LearnerId, typed: &Typed) -> Result<NewEvidence, Refusal> {
    let competency: CompetencyId =
        typed.competency.parse().map_err(|error| Refusal::invalid("competency", error))?;
    let result = if typed.level.is_empty() {
        let points =
            |field, text: &str| text.parse::<Points>().map_err(|error| Refusal::invalid(field, error));
        NewResult::Points {
            points: points("points", &typed.points)?,
            points_possible: points("points_possible", &typed.points_possible)?,
        }
    } else {
        NewResult::Level(typed.level.clone())
    };
    Ok(NewEvidence {
        key: typed.key.clone(),
        learner: WhichLearner::Id(learner),
        competency: WhichCompetency::Id(competency),
        result,
        mastery_cut: None,
        result_group: None,
        source: source(&typed.source)?,
        instrument: Some(typed.what.clone()),
        attempt: None,
        section: None,
        worked_at: worked_at(&typed.worked_on)?,
        note: Some(typed.note.clone()),
        attachment: Some(typed.attachment.clone()),
    })
}

/// Sources that a person writes down, as people call them; answers are scored by their key, and imports come
/// from files and other systems.
const BY_HAND: [(Source, &str); 4] = [
    (Source::Rating, "Rating of a piece of work"),
    (Source::Observation, "Observation: I saw it happen"),
    (Source::PriorLearning, "Prior learning: shown by documents or a test"),
    (Source::Transfer, "Transfer: another school’s record"),
];

/// A rating where nothing was chosen.
fn source(word: &str) -> Result<Source, Refusal> {
    if word.is_empty() {
        return Ok(Source::Rating);
    }
    let known = BY_HAND.into_iter().map(|(source, _)| source).find(|source| source.word() == word);
    known.ok_or_else(|| Refusal::invalid("source", "is not written by hand: choose one of the list"))
}

/// Noon of the day of the work; `None`, which is now, for today.
fn worked_at(day: &str) -> Result<Option<Timestamp>, Refusal> {
    let day: Date =
        day.parse().map_err(|_| Refusal::invalid("worked_on", "is no day: write it as 2026-11-24"))?;
    if day > when::today() {
        return Err(Refusal::invalid("worked_on", "lies in the future: choose the day of the work"));
    }
    Ok((day < when::today()).then(|| chance::noon_of(when::here(), day)))
}

async fn form(
    site: &Site,
    signed_in: &SignedIn,
    learner: LearnerId,
    typed: Typed,
    refusal: Option<String>,
) -> Page {
    let record = show_learner(&site.app, &signed_in.actor, learner).await?;
    if !record.may_judge() {
        return Err(PageError::Refused(Refusal::Denied("Only a teacher of this student can add evidence.")));
    }
    let path = format!("/learners/{learner}/evidence");
    let shell = frame::shell(site, signed_in, "Add evidence", &path).await?;
    let name = record.person.name();
    let today = when::today().to_string();
    let chosen = |choice: Choice, is: bool| if is { choice.chosen() } else { choice };
    let competencies = record.standings().map(|one| {
        let id = one.competency.id.to_string();
        chosen(Choice::new(&id, &label(&one.competency)), id == typed.competency)
    });
    let scale = record.standings().next().map(|one| one.scale.clone());
    let levels = scale.iter().flat_map(domain::scale::Scale::levels).map(|level| {
        chosen(Choice::new(&level.code, &standing::level_word(level)), level.code == typed.level)
    });
    page(&EvidenceForm {
        shell,
        crumbs: vec![Link::new(&name, &format!("/learners/{learner}"))],
        action: path,
        key: if typed.key.is_empty() { fresh_key() } else { typed.key.clone() },
        competencies: competencies.collect(),
        levels: levels.collect(),
        today: today.clone(),
        sources: BY_HAND
            .iter()
            .map(|(one, said)| chosen(Choice::new(one.word(), said), one.word() == typed.source))
            .collect(),
        what: typed.what.clone(),
        attachment: typed.attachment.clone(),
        points: typed.points.clone(),
        points_possible: typed.points_possible.clone(),
        worked_on: if typed.worked_on.is_empty() { today } else { typed.worked_on.clone() },
        note: typed.note.clone(),
        refusal,
        name,
    })
}

/// A key that no other form has, so that a form sent twice is recorded once.
fn fresh_key() -> String {
    chance::evidence_id(chance::now()).to_string()
}
