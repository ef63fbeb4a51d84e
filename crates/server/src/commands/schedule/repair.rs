//! `onramp schedule repair`: a schedule mended for a day that has changed.

use std::path::PathBuf;

use scheduling::{
    Instance,
    file::{read_earlier_schedule, write_schedule},
    repair::{Lost, Move, Repair, Sat, WhyMoved, repair},
};
use serde_json::{Value, json};

use super::{Out, Search, paths, solve};
use crate::commands::{CommandError, output::say};

/// Options of `onramp schedule repair`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The day as it is now.
    #[arg(value_name = "INSTANCE")]
    instance: PathBuf,
    /// The schedule that was made for it before it changed.
    #[arg(value_name = "SCHEDULE")]
    schedule: PathBuf,
    /// The day as it was when the schedule was made: the schedule is then known to be of it.
    #[arg(long, value_name = "INSTANCE")]
    was: Option<PathBuf>,
    #[command(flatten)]
    out: Out,
    #[command(flatten)]
    search: Search,
}

/// Mends, checks, writes, and shows the difference.
pub fn run(args: &Args, as_json: bool) -> Result<(), CommandError> {
    let now = paths::instance(&args.instance)?;
    let (was, schedule) = if let Some(was) = &args.was {
        let was = paths::instance(was)?;
        let schedule = paths::schedule(&was, &args.schedule)?;
        (Some(was), schedule)
    } else {
        let earlier = read_earlier_schedule(&now, &paths::bytes(&args.schedule)?)
            .map_err(|why| paths::refused(&args.schedule, &why))?;
        for gone in &earlier.gone {
            eprintln!("{}: not there any more: {gone}", args.schedule.display());
        }
        (None, earlier.schedule)
    };
    let was = was.as_ref().unwrap_or(&now);
    let (mended, seconds) =
        solve::timed(&args.search, |limits, clock| repair(was, &schedule, &now, limits, clock));
    let breaches = solve::publishable(&now, &mended.outcome)?;
    let text = write_schedule(&now, &mended.outcome.schedule)
        .map_err(|error| CommandError::Other(error.to_string()))?;
    paths::write(&args.out.out, &text)?;
    if as_json {
        let mut value = solve::as_json(&now, &mended.outcome, &breaches, seconds);
        if let Some(fields) = value.as_object_mut() {
            fields.remove("bound");
            fields.remove("gap");
        }
        value["moved"] = json!(mended.moved);
        value["least_moved"] = json!(mended.least_moved);
        value["moves"] = mended.moves.iter().map(|one| move_as_json(&now, one)).collect();
        value["unprepared"] =
            unprepared(&now, &mended).map(|(educator, period)| json!([educator, period])).collect();
        say!("{value:#}");
    } else {
        print(&now, &mended, seconds);
    }
    solve::left_out(&mended.outcome)
}

fn unprepared<'a>(day: &'a Instance, mended: &Repair) -> impl Iterator<Item = (&'a str, &'a str)> {
    let places = mended.unprepared.iter();
    places.map(|(educator, period)| (day.educators[*educator].id.as_str(), day.periods[*period].id.as_str()))
}

fn print(day: &Instance, mended: &Repair, seconds: f64) {
    for one in &mended.moves {
        say!(
            "{}, {}: {} instead of {} ({}).",
            day.learners[one.learner].name,
            day.periods[one.period].name,
            seat(day, one.to),
            seat(day, one.from),
            why(one.why)
        );
    }
    for (educator, period) in &mended.unprepared {
        let (educator, period) = (&day.educators[*educator].name, &day.periods[*period].name);
        say!("{educator} has another group in {period} than was prepared.");
    }
    solve::print(day, &mended.outcome, seconds);
    say!(
        "{} learners move; no schedule that keeps every rule moves fewer than {}.",
        mended.moved,
        mended.least_moved
    );
}

fn seat(day: &Instance, sat: Option<Sat>) -> String {
    let Some(sat) = sat else { return "no seat".to_owned() };
    let led = sat.educator.map(|place| format!(" with {}", day.educators[place].name)).unwrap_or_default();
    let lesson = sat.lesson.map(|place| format!(", {}", day.lessons[place].name)).unwrap_or_default();
    format!("{} in {}{led}{lesson}", day.modalities[sat.modality].name, day.rooms[sat.room].name)
}

fn move_as_json(day: &Instance, one: &Move) -> Value {
    let seat = |sat: Option<Sat>| {
        sat.map(|sat| {
            json!({
                "room": day.rooms[sat.room].id,
                "modality": day.modalities[sat.modality].id,
                "educator": sat.educator.map(|place| &day.educators[place].id),
                "lesson": sat.lesson.map(|place| &day.lessons[place].id),
            })
        })
    };
    json!({
        "learner": day.learners[one.learner].id,
        "period": day.periods[one.period].id,
        "from": seat(one.from),
        "to": seat(one.to),
        "why": why(one.why),
    })
}

const fn why(why: WhyMoved) -> &'static str {
    match why {
        WhyMoved::New => "they had none",
        WhyMoved::Lost(Lost::Educator) => "the educator is out",
        WhyMoved::Lost(Lost::Room) => "the room is out",
        WhyMoved::Lost(Lost::Lesson) => "the lesson is gone or not for them any more",
        WhyMoved::Lost(Lost::Decided) => "people decided otherwise",
        WhyMoved::GroupTooSmall => "too few of the group were left",
        WhyMoved::ForOthers => "so that others find a seat or more is gained",
    }
}
