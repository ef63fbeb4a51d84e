//! What a learner picks to work on, among what is offered; and what they like.

use domain::{CompetencyId, LearnerId, access::Relationship, path::Choice, text};

use crate::{Actor, App, Refusal, access, chance, path_rights, show_path};

/// The most that is picked at once.
const MOST_CHOICES: usize = 5;
/// The most interests of a learner.
const MOST_INTERESTS: usize = 20;
/// The most characters of an interest.
const MOST_WORD: usize = 60;

/// Picks something to work on: what is suggested, or can be begun beyond the goals. Picked again, it is picked anew.
pub async fn choose_next(app: &App, actor: &Actor, competency: CompetencyId) -> Result<(), Refusal> {
    let (now, learner) = (chance::now(), actor.person.as_learner());
    app.db
        .write((actor.clone(), competency), move |tx, (actor, competency)| {
            Box::pin(async move {
                let (district, today) = (actor.district, chance::date_of(actor.district, now));
                path_rights::check(tx, actor, learner, is_own, today).await?;
                store::learner::lock(tx, district, learner, now).await?;
                show_path::check_offered(tx, district, learner, *competency, now).await?;
                let chosen = store::choice::of_learner(tx, district, learner).await?;
                let others = chosen.iter().filter(|one| one.competency != *competency).count();
                if others >= MOST_CHOICES {
                    let why = format!("You picked {MOST_CHOICES} already: put one back first.");
                    return Err(Refusal::Conflict(why));
                }
                let choice = Choice { competency: *competency, chosen_at: now };
                Ok(store::choice::put(tx, district, learner, choice).await?)
            })
        })
        .await?;
    access::log(app, actor, "path chosen", Relationship::Own, vec![learner], now).await
}

/// Puts back what was picked; what was not picked stays so. Errors: a competency that is not known here.
pub async fn put_back(app: &App, actor: &Actor, competency: CompetencyId) -> Result<(), Refusal> {
    let (now, learner) = (chance::now(), actor.person.as_learner());
    app.db
        .write((actor.clone(), competency), move |tx, (actor, competency)| {
            Box::pin(async move {
                let (district, today) = (actor.district, chance::date_of(actor.district, now));
                path_rights::check(tx, actor, learner, is_own, today).await?;
                let found = store::competency::find(tx, district, *competency).await?;
                found.ok_or(Refusal::NotFound("this"))?;
                store::learner::lock(tx, district, learner, now).await?;
                store::choice::remove(tx, district, learner, *competency).await?;
                Ok::<_, Refusal>(())
            })
        })
        .await?;
    access::log(app, actor, "path chosen", Relationship::Own, vec![learner], now).await
}

fn is_own(relationship: Relationship) -> bool {
    relationship == Relationship::Own
}

/// Replaces what a learner likes; a word given twice counts once.
pub async fn set_interests(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    words: Vec<String>,
) -> Result<(), Refusal> {
    let now = chance::now();
    let mut checked: Vec<String> = Vec::new();
    for word in &words {
        let word = text::optional(word, MOST_WORD).map_err(Refusal::text("interests"))?;
        checked.extend(word.filter(|word| !checked.contains(word)));
    }
    if checked.len() > MOST_INTERESTS {
        return Err(Refusal::invalid("interests", format!("are too many: {MOST_INTERESTS} are the most")));
    }
    let relationship = app
        .db
        .write((actor.clone(), checked), move |tx, (actor, words)| {
            Box::pin(async move {
                let (district, today) = (actor.district, chance::date_of(actor.district, now));
                let by = path_rights::check(tx, actor, learner, path_rights::sets_goals, today).await?;
                store::learner::lock(tx, district, learner, now).await?;
                store::choice::replace_interests(tx, district, learner, words).await?;
                Ok::<_, Refusal>(by)
            })
        })
        .await?;
    access::log(app, actor, "interests set", relationship, vec![learner], now).await
}
