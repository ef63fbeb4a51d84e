//! `onramp schedule check`: every rule that a schedule breaks.

use std::path::PathBuf;

use scheduling::{
    Instance, Schedule, check,
    check::{Breach, Severity, Tally, tally},
};
use serde_json::{Value, json};

use super::paths;
use crate::commands::{CommandError, output::say};

/// Options of `onramp schedule check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The day.
    #[arg(value_name = "INSTANCE")]
    instance: PathBuf,
    /// Its schedule.
    #[arg(value_name = "SCHEDULE")]
    schedule: PathBuf,
}

/// Checks, and fails when a rule is broken.
pub fn run(args: &Args, json: bool) -> Result<(), CommandError> {
    let day = paths::instance(&args.instance)?;
    let schedule = paths::schedule(&day, &args.schedule)?;
    let breaches = check(&day, &schedule);
    if json {
        say!("{:#}", as_json(&day, &schedule, &breaches));
    } else {
        print(&day, &breaches);
        let figures = tally(&day, &schedule);
        say!(
            "{} seats, {} missing; {} changes of room; worth {:.3}.",
            figures.seats,
            figures.unseated,
            figures.room_changes,
            figures.worth
        );
    }
    let (never, acceptable) = counted(&breaches);
    if breaches.is_empty() {
        return Ok(());
    }
    let breaches =
        if breaches.len() == 1 { "1 breach".to_owned() } else { format!("{} breaches", breaches.len()) };
    Err(CommandError::Other(format!(
        "{breaches}: {never} can never be published, {acceptable} may be accepted by name"
    )))
}

/// How many of each severity.
pub fn counted(breaches: &[Breach]) -> (usize, usize) {
    let never = breaches.iter().filter(|breach| breach.severity() == Severity::Never).count();
    (never, breaches.len() - never)
}

/// A sentence for each.
pub fn print(day: &Instance, breaches: &[Breach]) {
    for breach in breaches {
        let severity = match breach.severity() {
            Severity::Never => "Never",
            Severity::Acceptable => "If accepted",
        };
        say!("{severity}: {} [{}]", breach.said(day), breach.rule.slug());
    }
}

/// Figures and breaches.
pub fn as_json(day: &Instance, schedule: &Schedule, breaches: &[Breach]) -> Value {
    let Tally { worth, seats, unseated, room_changes } = tally(day, schedule);
    let (never, acceptable) = counted(breaches);
    let said: Vec<Value> = breaches.iter().map(|breach| breach_as_json(day, breach)).collect();
    json!({
        "instance": day.id,
        "worth": worth,
        "seats": seats,
        "unseated": unseated,
        "room_changes": room_changes,
        "never": never,
        "acceptable": acceptable,
        "breaches": said,
    })
}

fn breach_as_json(day: &Instance, breach: &Breach) -> Value {
    let learner = |place: &usize| day.learners.get(*place).map(|one| one.id.as_str());
    json!({
        "rule": breach.rule.slug(),
        "severity": breach.severity().slug(),
        "says": breach.said(day).to_string(),
        "key": breach.key(day),
        "period": breach.period.map(|place| &day.periods[place].id),
        "learners": breach.learners.iter().filter_map(learner).collect::<Vec<_>>(),
        "educator": breach.educator.map(|place| &day.educators[place].id),
        "room": breach.room.map(|place| &day.rooms[place].id),
        "modality": breach.modality.map(|place| &day.modalities[place].id),
        "lesson": breach.lesson.map(|place| &day.lessons[place].id),
        "competency": breach.competency.map(|place| &day.competencies[place].id),
        "groups": breach.groups,
        "found": breach.numbers.map(|numbers| numbers.found),
        "limit": breach.numbers.map(|numbers| numbers.limit),
        "details": breach.details,
    })
}
