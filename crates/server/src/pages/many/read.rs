//! The form in which something is asked for many: read, and written again for the next page.

use domain::{
    Date, LearnerId, SectionId,
    batch::{BatchAction, Reminded},
};
use usecases::{
    Refusal,
    preview_batch::{Chosen, NewBatch},
};

use crate::{form::Fields, when};

/// Reads what is asked for.
pub(super) fn asked(form: &Fields) -> Result<NewBatch, Refusal> {
    Ok(NewBatch { action: action(form)?, chosen: chosen(form)?, reason: form.one("reason").to_owned() })
}

fn action(form: &Fields) -> Result<BatchAction, Refusal> {
    let id = |field: &'static str| -> Result<SectionId, Refusal> {
        match form.one(field) {
            "" => Err(Refusal::invalid(field, "is missing: choose a class")),
            text => text.parse().map_err(|error| Refusal::invalid(field, error)),
        }
    };
    let day = |field: &'static str| -> Result<Date, Refusal> {
        match form.one(field) {
            "" => Ok(when::today()),
            text => text.parse().map_err(|_| Refusal::invalid(field, "is not a day: write 2026-11-29")),
        }
    };
    Ok(match form.one("action") {
        "enroll" => BatchAction::Enroll { section: id("enroll_section")?, day: day("enroll_day")? },
        "move" => BatchAction::Move { from: id("move_from")?, to: id("move_to")?, day: day("move_day")? },
        "excuse" => BatchAction::Excuse {
            competency: match form.one("competency") {
                "" => None,
                text => Some(text.parse().map_err(|error| Refusal::invalid("competency", error))?),
            },
            instrument: Some(form.one("instrument").to_owned()).filter(|name| !name.is_empty()),
        },
        "release" => BatchAction::Release { section: id("release_section")? },
        "remind" => BatchAction::Remind {
            to: Reminded::from_word(form.one("remind"))
                .ok_or_else(|| Refusal::invalid("remind", "is missing: choose whom"))?,
        },
        _ => return Err(Refusal::invalid("action", "is missing: choose what to do")),
    })
}

fn chosen(form: &Fields) -> Result<Chosen, Refusal> {
    let all = form.one("all");
    if let Some(section) = all.strip_prefix("section:") {
        return Ok(Chosen::Section(section.parse().map_err(|error| Refusal::invalid("all", error))?));
    }
    if let Some(words) = all.strip_prefix("search:") {
        return Ok(Chosen::Search(words.to_owned()));
    }
    let people = form.all("person").map(str::parse::<LearnerId>);
    let people = people.collect::<Result<Vec<_>, _>>();
    Ok(Chosen::Learners(people.map_err(|error| Refusal::invalid("person", error))?))
}

/// The fields of the action, for sending it again.
pub(super) fn again(form: &Fields) -> Vec<(String, String)> {
    const OWN: [&str; 5] = ["csrf", "once", "person", "all", "batch"];
    form.pairs.iter().filter(|(name, _)| !OWN.contains(&name.as_str())).cloned().collect()
}
