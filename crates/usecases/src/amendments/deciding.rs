//! Answering a request to amend, and the statement of the family where it was refused.

use domain::{
    AmendmentId, CompetencyId, LearnerId, Timestamp,
    access::Relationship,
    privacy::{Amendment, AmendmentFact, AmendmentState, Answer},
    text,
};
use store::Tx;

use super::{MOST_CHARACTERS, log, may_decide};
use crate::{
    Actor, App, Change, Refusal,
    access::{self, Action, LearnerPlaces, Standing},
    chance,
    ledger::{self, Receipt},
    retract_evidence::taking_back,
};

/// Follows a request, or refuses it; the answer says why. An entry is taken back, a name or grade changed.
pub async fn decide_amendment(
    app: &App,
    actor: &Actor,
    amendment: AmendmentId,
    accept: bool,
    answer: &str,
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let answer = text::required(answer, MOST_CHARACTERS).map_err(Refusal::text("answer"))?;
    let (learner, relationship, judged) = app
        .db
        .write((actor.clone(), answer), move |tx, (actor, answer)| {
            Box::pin(async move { decide(tx, actor, amendment, accept, answer, now).await })
        })
        .await?;
    if !judged.is_empty() {
        app.tell(Change::of_judgements(actor.district, judged));
    }
    log(app, actor, relationship, vec![learner], now).await
}

type Decided = (LearnerId, Relationship, Vec<(LearnerId, CompetencyId)>);

async fn decide(
    tx: &mut Tx,
    actor: &Actor,
    amendment: AmendmentId,
    accept: bool,
    answer: &str,
    now: Timestamp,
) -> Result<Decided, Refusal> {
    let (district, today) = (actor.district, chance::date_of(actor.district, now));
    let standing = Standing::load(tx, actor, today).await?;
    let found = store::amendment::find(tx, district, amendment).await?;
    let unknown = || Refusal::NotFound("this request");
    let mut one = found.ok_or_else(unknown)?;
    let places = LearnerPlaces::load(tx, actor, one.learner, today).await?;
    let Some(relationship) = may_decide(&standing, &places) else { return Err(unknown()) };
    store::learner::lock(tx, district, one.learner, now).await?;
    if one.state != AmendmentState::Asked {
        return Err(Refusal::Conflict("This request was answered already.".to_owned()));
    }
    let judged = if accept { follow(tx, actor, &one, answer, now).await? } else { Vec::new() };
    one.state = if accept { AmendmentState::Accepted } else { AmendmentState::Refused };
    one.answer = Some(Answer { text: answer.to_owned(), by: actor.person, at: now });
    store::amendment::update(tx, district, &one).await?;
    Ok((one.learner, relationship, judged))
}

/// Does what was asked for, as far as the platform holds it.
async fn follow(
    tx: &mut Tx,
    actor: &Actor,
    one: &Amendment,
    answer: &str,
    now: Timestamp,
) -> Result<Vec<(LearnerId, CompetencyId)>, Refusal> {
    let district = actor.district;
    if let Some(entry) = one.entry {
        let reason: String = format!("Amended on request: {answer}").chars().take(1_000).collect();
        let back = taking_back(actor, one.learner, entry, &reason);
        let appended = ledger::append(tx, district, &[back], now).await?;
        if let Some(Receipt::Refused(why)) = appended.receipts.first() {
            return Err(Refusal::Conflict(why.clone()));
        }
        return Ok(appended.judged);
    }
    let person = store::person::find(tx, district, one.learner.as_person()).await?;
    let mut person = person.ok_or(Refusal::NotFound("this learner"))?;
    let field = match one.fact {
        AmendmentFact::GivenName => &mut person.given_name,
        AmendmentFact::FamilyName => &mut person.family_name,
        AmendmentFact::Grade => person.grade.get_or_insert_default(),
        AmendmentFact::Entry | AmendmentFact::Other => return Ok(Vec::new()),
    };
    field.clone_from(&one.wanted);
    store::person::put(tx, district, &[person]).await?;
    Ok(Vec::new())
}

/// Attaches a statement to a request that was refused; for who asked, once they may still see the record.
pub async fn attach_statement(
    app: &App,
    actor: &Actor,
    amendment: AmendmentId,
    statement: &str,
) -> Result<LearnerId, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let statement = text::required(statement, MOST_CHARACTERS).map_err(Refusal::text("statement"))?;
    app.db
        .write((actor.clone(), statement), move |tx, (actor, statement)| {
            Box::pin(async move {
                let (district, today) = (actor.district, chance::date_of(actor.district, now));
                let found = store::amendment::find(tx, district, amendment).await?;
                let unknown = || Refusal::NotFound("this request");
                let mut one = found.ok_or_else(unknown)?;
                let seen = access::learner(tx, actor, one.learner, Action::Rights, today).await;
                seen.map_err(|_| unknown())?;
                if one.asked_by != actor.person {
                    return Err(Refusal::Denied("Who asked attaches the statement."));
                }
                if one.state != AmendmentState::Refused {
                    return Err(Refusal::Conflict(
                        "A statement answers a refusal, and there is none.".to_owned(),
                    ));
                }
                one.statement = Some(Answer { text: statement.clone(), by: actor.person, at: now });
                store::amendment::update(tx, district, &one).await?;
                Ok(one.learner)
            })
        })
        .await
}
