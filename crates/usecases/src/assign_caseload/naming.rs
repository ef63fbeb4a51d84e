//! From what somebody writes to the learners it means.

use domain::{LearnerId, people::Person, people::RoleKind, text::search_key};
use store::Tx;

use crate::{Actor, Refusal, access::Standing};

/// How many lines that name nobody are said.
const MOST_SAID: usize = 10;

/// The learners that `lines` name, each once, in their order.
pub(super) async fn learners(
    tx: &mut Tx,
    actor: &Actor,
    standing: &Standing,
    lines: &[String],
) -> Result<Vec<LearnerId>, Refusal> {
    let mut found: Vec<LearnerId> = Vec::new();
    let mut wrong: Vec<String> = Vec::new();
    for (number, line) in (1..).zip(lines) {
        let mut here = meant(tx, actor, standing, line).await?;
        if here.is_empty()
            && let Some((first, _)) = line.split_once(['\t', ';', ','])
        {
            // A row of a table: its first cell.
            here = meant(tx, actor, standing, first.trim()).await?;
        }
        match here[..] {
            [one] if found.contains(&one) => {}
            [one] => found.push(one),
            [] => wrong.push(format!("line {number}: no student of yours is called \"{}\"", shortened(line))),
            _ => wrong.push(format!(
                "line {number}: {} students are called \"{}\", write the identifier",
                here.len(),
                shortened(line)
            )),
        }
    }
    if wrong.is_empty() {
        return Ok(found);
    }
    let more = wrong.len().saturating_sub(MOST_SAID);
    wrong.truncate(MOST_SAID);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    Err(Refusal::invalid("learners", format!("cannot be used: {}{more}", wrong.join("; "))))
}

/// Everybody of theirs whom a text can mean: one by id or identifier, else all of that name.
async fn meant(
    tx: &mut Tx,
    actor: &Actor,
    standing: &Standing,
    text: &str,
) -> Result<Vec<LearnerId>, Refusal> {
    let district = actor.district;
    if text.is_empty() || text.contains('\0') {
        return Ok(Vec::new());
    }
    let by_id = text.parse::<LearnerId>().ok();
    let by_source = store::person::with_sourced_ids(tx, district, &[text]).await?;
    let named: Vec<LearnerId> =
        by_id.into_iter().chain(by_source.into_iter().map(|(_, id)| id.as_learner())).collect();
    let mut all = Vec::new();
    for learner in named {
        if is_learner_of_theirs(tx, actor, standing, learner).await? && !all.contains(&learner) {
            all.push(learner);
        }
    }
    if !all.is_empty() {
        return Ok(all);
    }
    let key = search_key(text);
    let called = |one: &Person| search_key(&one.name()) == key || search_key(&one.list_name()) == key;
    // The search looks in "Given Family": the last part of the name is enough to find it by.
    let part = key.rsplit([',', ' ']).find(|part| !part.is_empty()).unwrap_or(&key).to_owned();
    for person in store::person::page(tx, district, Some(&part), None, 1_000).await? {
        let learner = person.id.as_learner();
        if called(&person) && is_learner_of_theirs(tx, actor, standing, learner).await? {
            all.push(learner);
        }
    }
    Ok(all)
}

async fn is_learner_of_theirs(
    tx: &mut Tx,
    actor: &Actor,
    standing: &Standing,
    learner: LearnerId,
) -> Result<bool, Refusal> {
    let roles = store::role::of_person(tx, actor.district, learner.as_person()).await?;
    Ok(roles.iter().any(|role| {
        role.kind == RoleKind::Learner
            && role.dates.contains(standing.today)
            && standing.assigns_in(role.organization)
    }))
}

/// Whether a learner is theirs, or nobody's any more.
pub(super) async fn is_theirs(
    tx: &mut Tx,
    actor: &Actor,
    standing: &Standing,
    learner: LearnerId,
) -> Result<bool, Refusal> {
    let roles = store::role::of_person(tx, actor.district, learner.as_person()).await?;
    let mut today =
        roles.iter().filter(|role| role.kind == RoleKind::Learner && role.dates.contains(standing.today));
    let nowhere = today.clone().next().is_none();
    Ok(nowhere || today.any(|role| standing.assigns_in(role.organization)))
}

fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}
