//! `onramp schedule why`: why a learner sits where they sit, for staff.

use std::path::PathBuf;

use scheduling::{
    Instance,
    explain::{Alternative, NotTaken, Why, why},
    worth::Parts,
};
use serde_json::{Value, json};

use super::paths;
use crate::commands::{CommandError, output::say};

/// Options of `onramp schedule why`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The day.
    #[arg(value_name = "INSTANCE")]
    instance: PathBuf,
    /// Its schedule.
    #[arg(value_name = "SCHEDULE")]
    schedule: PathBuf,
    /// Who, by id.
    #[arg(long, value_name = "ID")]
    learner: String,
    /// When, by id.
    #[arg(long, value_name = "ID")]
    period: String,
}

/// Says it.
pub fn run(args: &Args, as_json: bool) -> Result<(), CommandError> {
    let day = paths::instance(&args.instance)?;
    let schedule = paths::schedule(&day, &args.schedule)?;
    let unknown =
        |what: &str, id: &str| CommandError::Other(format!("there is no {what} \"{id}\" in this day"));
    let learner = day.learners.iter().position(|one| one.id == args.learner);
    let learner = learner.ok_or_else(|| unknown("learner", &args.learner))?;
    let period = day.periods.iter().position(|one| one.id == args.period);
    let period = period.ok_or_else(|| unknown("period", &args.period))?;
    let found = why(&day, &schedule, learner, period).ok_or_else(|| {
        CommandError::Other(format!("{} is not there in {}", args.learner, day.periods[period].name))
    })?;
    if as_json {
        say!("{:#}", found_as_json(&day, &found));
    } else {
        print(&day, &found, learner, period);
    }
    Ok(())
}

fn print(day: &Instance, found: &Why, learner: usize, period: usize) {
    let (who, when) = (&day.learners[learner].name, &day.periods[period].name);
    match found.seat {
        None => say!("{who} has no seat in {when}."),
        Some(sat) => {
            let lesson = sat.lesson.map_or("no lesson", |place| &day.lessons[place].name);
            say!(
                "{who} sits in {} in {when}: {}, {lesson}.",
                day.rooms[sat.room].name,
                day.modalities[sat.modality].name
            );
        }
    }
    for lock in &found.locks {
        say!("{} locked it.", day.locks[*lock].by());
    }
    if let Some(fixed) = found.fixed {
        say!("{} stood already.", day.fixed[fixed].name);
    }
    if let Some(parts) = found.valued {
        say!("{}", valued(parts));
    }
    for one in &found.alternatives {
        let lesson = &day.lessons[one.lesson];
        say!(
            "Instead of it: {} ({}), {:+.3}: {}.",
            lesson.name,
            day.modalities[lesson.modality].name,
            one.more,
            not_taken(day, &one.not_taken)
        );
    }
}

fn valued(parts: Parts) -> String {
    format!(
        "Worth {:.3}: {:.2} for the competency x {:.2} for how the modality works for them, and {:.2} for balance \
         (it should have {:.0} % of the round and had {:.0} %), x {:.2} for what the days before gave.",
        parts.worth,
        parts.value,
        parts.works,
        parts.balance * parts.want,
        parts.share * 100.0,
        parts.had * 100.0,
        parts.weight
    )
}

fn not_taken(day: &Instance, why: &NotTaken) -> String {
    match why {
        NotTaken::Fixed => "their group stood already".to_owned(),
        NotTaken::Locked => "a lock decided their seat".to_owned(),
        NotTaken::SameToday { period } => format!("they have the like in {}", day.periods[*period].name),
        NotTaken::ModalityToday => "they have this modality as often as a day allows".to_owned(),
        NotTaken::WorthNoMore => "it was open, and worth no more".to_owned(),
        NotTaken::GroupNeedsThem => {
            "it was open, and their group would have been too small without them".to_owned()
        }
        NotTaken::NotBetterForAll => {
            "it was open, and would have cost others more, or nobody looked further".to_owned()
        }
        NotTaken::Full { learner, theirs } => {
            format!("the group was full, and {} would have lost {theirs:.3}", day.learners[*learner].name)
        }
        NotTaken::NotWithTheGroup => {
            "needs, keep-apart or keep-together do not allow the group there was".to_owned()
        }
        NotTaken::NoPlace => "no room had seats, devices or a place for a group left".to_owned(),
        NotTaken::TooFew { could, least } => format!("{could} could have come, and {least} make a group"),
        NotTaken::NobodyMayLead => "nobody who is there may lead it".to_owned(),
        NotTaken::EducatorsElsewhere(educators) => {
            let names: Vec<&str> =
                educators.iter().map(|place| day.educators[*place].name.as_str()).collect();
            format!("who may lead it led something else: {}", names.join(", "))
        }
        NotTaken::NotOpened { gain } => format!("a group of it would have gained all together {gain:+.3}"),
    }
}

fn found_as_json(day: &Instance, found: &Why) -> Value {
    let alternative = |one: &Alternative| {
        json!({
            "lesson": day.lessons[one.lesson].id,
            "valued": parts_as_json(one.parts),
            "more": one.more,
            "not_taken": not_taken(day, &one.not_taken),
        })
    };
    json!({
        "seat": found.seat.map(|sat| json!({
            "room": day.rooms[sat.room].id,
            "modality": day.modalities[sat.modality].id,
            "educator": sat.educator.map(|place| &day.educators[place].id),
            "lesson": sat.lesson.map(|place| &day.lessons[place].id),
        })),
        "valued": found.valued.map(parts_as_json),
        "locks": found.locks,
        "fixed": found.fixed.map(|place| &day.fixed[place].id),
        "alternatives": found.alternatives.iter().map(alternative).collect::<Vec<_>>(),
    })
}

fn parts_as_json(parts: Parts) -> Value {
    json!({
        "value": parts.value,
        "works": parts.works,
        "share": parts.share,
        "had": parts.had,
        "want": parts.want,
        "balance": parts.balance,
        "weight": parts.weight,
        "worth": parts.worth,
    })
}
