//! What a learner is to be given on a day. Everything that gives a task to a learner asks here; nothing here
//! reads why.

use std::{collections::HashMap, fmt::Write as _};

use domain::{
    Date, DistrictId, LearnerId,
    access::Relationship,
    accommodation::{Accommodations, PrintSize, Profile, TimeFactor},
};
use store::Tx;
use wording::Words;

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
};

/// What is in force for one learner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// Whose.
    pub learner: LearnerId,
    /// On which day.
    pub day: Date,
    /// The version that counts; `None` where nothing was ever written for that day.
    pub profile: Option<Profile>,
    /// By which relationship it is shown.
    pub relationship: Relationship,
}

impl InForce {
    /// What is given.
    pub fn given(&self) -> Accommodations {
        self.profile.as_ref().map(|profile| profile.given.clone()).unwrap_or_default()
    }
}

/// Shows what is in force for `learner` on `day`, or today, to whoever may see the learner.
pub async fn accommodations_in_force(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    day: Option<Date>,
) -> Result<InForce, Refusal> {
    let now = chance::now();
    let today = chance::date_of(actor.district, now);
    let day = day.unwrap_or(today);
    let found = app
        .db
        .read((actor, learner), |tx, (actor, learner)| {
            Box::pin(async move {
                let relationship = access::learner(tx, actor, *learner, Action::See, today).await?;
                let profile = on_day(tx, actor.district, &[*learner], day).await?.remove(learner);
                Ok::<_, Refusal>(InForce { learner: *learner, day, profile, relationship })
            })
        })
        .await?;
    access::log(app, actor, "accommodations", found.relationship, vec![learner], now).await?;
    Ok(found)
}

/// What counts for each of `learners` on `day`; who has nothing is left out. Whoever calls has checked
/// access.
pub async fn on_day(
    tx: &mut Tx,
    district: DistrictId,
    learners: &[LearnerId],
    day: Date,
) -> Result<HashMap<LearnerId, Profile>, Refusal> {
    let versions = store::accommodation::on_day(tx, district, learners, day).await?;
    // By version: the last one of a learner stays.
    let mut latest: HashMap<LearnerId, Profile> =
        versions.into_iter().map(|one| (one.learner, one)).collect();
    latest.retain(|_, one| !one.given.is_nothing());
    Ok(latest)
}

/// What is given, briefly, for whoever gives it: `extra time ×1.5, large print, seat: front`.
pub fn briefly(given: &Accommodations) -> String {
    let mut parts: Vec<String> = Vec::new();
    match given.time {
        TimeFactor::Usual => {}
        TimeFactor::Unlimited => parts.push("time without limit".to_owned()),
        factor => parts.push(format!("extra time ×{}", factor.word())),
    }
    if given.reader {
        parts.push("read aloud".to_owned());
    }
    match given.print {
        PrintSize::Standard => {}
        PrintSize::Large => parts.push("large print".to_owned()),
        PrintSize::VeryLarge => parts.push("very large print".to_owned()),
    }
    if let Some(language) = &given.language {
        parts.push(format!("in {language}"));
    }
    if let Some(seat) = &given.seat {
        parts.push(format!("seat: {seat}"));
    }
    let mut text = parts.join(", ");
    if let Some(delivery) = &given.delivery {
        let gap = if text.is_empty() { "" } else { "; " };
        let _ = write!(text, "{gap}{delivery}");
    }
    text
}

/// What is given, for the learner and their family, one thing each in their words; empty for nothing.
pub fn told(given: &Accommodations, words: &Words) -> Vec<String> {
    let mut parts = Vec::new();
    match given.time {
        TimeFactor::Usual => {}
        TimeFactor::Unlimited => parts.push(words.say("given-time-unlimited")),
        factor => parts.push(words.tell("given-time", &[("factor", factor.word().into())])),
    }
    if given.reader {
        parts.push(words.say("given-reader"));
    }
    match given.print {
        PrintSize::Standard => {}
        PrintSize::Large => parts.push(words.say("given-print-large")),
        PrintSize::VeryLarge => parts.push(words.say("given-print-very-large")),
    }
    if let Some(language) = &given.language {
        parts.push(words.tell("given-language", &[("language", language.into())]));
    }
    if let Some(seat) = &given.seat {
        parts.push(words.tell("given-seat", &[("seat", seat.into())]));
    }
    parts.extend(given.delivery.clone());
    parts
}

#[cfg(test)]
mod tests {
    use wording::{Audience, Language};

    use super::*;

    #[test]
    fn a_family_reads_what_is_given_in_its_language() {
        let given = Accommodations {
            time: TimeFactor::OneAndAHalf,
            reader: true,
            seat: Some("front".to_owned()),
            ..Accommodations::default()
        };
        for (language, expected) in [
            (Language::English, ["Extra time (×1.5)", "Texts are read aloud", "Seat: front"]),
            (Language::Spanish, ["Más tiempo (×1.5)", "Los textos se leen en voz alta", "Asiento: front"]),
        ] {
            assert_eq!(told(&given, &Words::built_in(Audience::Family, language)), expected);
        }
        assert!(
            told(&Accommodations::default(), &Words::built_in(Audience::Family, Language::English))
                .is_empty()
        );
    }

    #[test]
    fn what_is_given_is_said_in_a_line() {
        let nothing = Accommodations::default;
        let some = |text: &str| Some(text.to_owned());
        for (given, line) in [
            (nothing(), ""),
            (
                Accommodations { time: TimeFactor::OneAndAHalf, print: PrintSize::Large, ..nothing() },
                "extra time ×1.5, large print",
            ),
            (
                Accommodations {
                    time: TimeFactor::Unlimited,
                    reader: true,
                    print: PrintSize::VeryLarge,
                    language: some("Spanish"),
                    seat: some("front"),
                    delivery: some("Breaks when asked for."),
                },
                "time without limit, read aloud, very large print, in Spanish, seat: front; \
                 Breaks when asked for.",
            ),
            (Accommodations { delivery: some("Quiet room."), ..nothing() }, "Quiet room."),
        ] {
            assert_eq!(briefly(&given), line);
        }
    }
}
