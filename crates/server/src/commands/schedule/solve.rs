//! `onramp schedule solve`: a schedule of a day, and how good it is proven to be.

use std::{path::PathBuf, time::Duration};

use scheduling::{
    Broken, Instance, Limits, NoSeat, NotForThem, Outcome, Stopped, check,
    check::{Breach, Severity},
    conflict::{Conflict, conflicts as find},
    file::write_schedule,
    solve,
};
use serde_json::{Value, json};
use usecases::chance::Stopwatch;

use super::{Out, Search, check as checking, conflicts, paths};
use crate::commands::{
    CommandError,
    output::say,
    progress::{bar, show},
};

/// Options of `onramp schedule solve`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The day.
    #[arg(value_name = "INSTANCE")]
    instance: PathBuf,
    #[command(flatten)]
    out: Out,
    #[command(flatten)]
    search: Search,
}

/// Solves, checks, writes.
pub fn run(args: &Args, json: bool) -> Result<(), CommandError> {
    let day = paths::instance(&args.instance)?;
    let (outcome, seconds) = timed(&args.search, |limits, clock| solve(&day, limits, clock));
    let breaches = publishable(&day, &outcome)?;
    let found = stand_against(&day, &outcome);
    let text =
        write_schedule(&day, &outcome.schedule).map_err(|error| CommandError::Other(error.to_string()))?;
    paths::write(&args.out.out, &text)?;
    if json {
        let mut value = as_json(&day, &outcome, &breaches, seconds);
        value["conflicts"] = found.iter().map(|one| conflicts::as_json(&day, one)).collect();
        say!("{value:#}");
    } else {
        print(&day, &outcome, seconds);
        for conflict in &found {
            conflicts::print(&day, conflict);
        }
    }
    left_out(&outcome)
}

/// What stands against the seats that are missing and the decisions that are not kept.
fn stand_against(day: &Instance, outcome: &Outcome) -> Vec<Conflict> {
    if outcome.unseated.is_empty() && outcome.broken.is_empty() { Vec::new() } else { find(day, outcome) }
}

/// What `work` gives with the limits of the search, and how many seconds it took; a bar on stderr shows the time.
pub(super) fn timed<T>(search: &Search, work: impl FnOnce(&Limits, &dyn Fn() -> Duration) -> T) -> (T, f64) {
    let limits = Limits {
        time: Duration::from_secs_f64(search.seconds),
        steps: search.steps,
        gap: search.gap,
        seed: search.seed,
    };
    let watch = Stopwatch::start();
    let progress = bar("tenths of a second at most");
    let tenths = i64::try_from(limits.time.as_millis() / 100).unwrap_or(i64::MAX);
    let clock = || {
        let passed = Duration::from_secs_f64(watch.seconds());
        show(&progress, i64::try_from(passed.as_millis() / 100).unwrap_or(i64::MAX), tenths);
        passed
    };
    let done = work(&limits, &clock);
    progress.finish_and_clear();
    (done, watch.seconds())
}

/// The breaches of a schedule that may be accepted; a schedule that can never be published is not given out.
pub(super) fn publishable(day: &Instance, outcome: &Outcome) -> Result<Vec<Breach>, CommandError> {
    let breaches = check(day, &outcome.schedule);
    match breaches.iter().find(|breach| breach.severity() == Severity::Never) {
        None => Ok(breaches),
        Some(never) => Err(CommandError::Other(format!(
            "the checker refuses what was found, and nothing was written: {} {}",
            never.said(day),
            "What people fixed may leave no other way; if not, please report this day"
        ))),
    }
}

/// Exit status 3 where somebody has no seat or a decision is not kept.
pub(super) fn left_out(outcome: &Outcome) -> Result<(), CommandError> {
    let count = outcome.unseated.len() + outcome.broken.len();
    match count {
        0 => Ok(()),
        1 => Err(CommandError::LeftOut("one seat or decision was".to_owned())),
        _ => Err(CommandError::LeftOut(format!("{count} seats or decisions were"))),
    }
}

pub(super) fn print(day: &Instance, outcome: &Outcome, seconds: f64) {
    for one in &outcome.unseated {
        let (learner, period) = (&day.learners[one.learner].name, &day.periods[one.period].name);
        say!("No seat: {learner} in {period}: {}.", no_seat(day, one.why));
    }
    for one in &outcome.broken {
        say!("Not kept: {}.", broken(day, *one));
    }
    let stopped = match outcome.stopped {
        Stopped::Gap => "near enough to the bound",
        Stopped::Time => "the time was over",
        Stopped::Steps => "the steps were over",
    };
    say!(
        "Worth {:.3}; no schedule of this day is worth more than {:.3}: a gap of {:.2} %.",
        outcome.value,
        outcome.bound,
        outcome.gap() * 100.0
    );
    say!("{seconds:.1} s, {} steps, then {stopped}.", outcome.steps);
    say!(
        "{} without a seat; {} changes of room. Of what would be best for them alone the learner with least gets \
         {:.0} %, one in ten {:.0} % or less, half {:.0} % or less.",
        outcome.unseated.len(),
        outcome.room_changes,
        outcome.spread.least * 100.0,
        outcome.spread.tenth * 100.0,
        outcome.spread.median * 100.0
    );
}

pub(super) fn as_json(day: &Instance, outcome: &Outcome, breaches: &[Breach], seconds: f64) -> Value {
    let unseated = outcome.unseated.iter().map(|one| {
        json!({
            "learner": day.learners[one.learner].id,
            "period": day.periods[one.period].id,
            "why": no_seat(day, one.why),
        })
    });
    json!({
        "value": outcome.value,
        "bound": outcome.bound,
        "gap": outcome.gap(),
        "seconds": seconds,
        "steps": outcome.steps,
        "stopped": match outcome.stopped {
            Stopped::Gap => "gap",
            Stopped::Time => "time",
            Stopped::Steps => "steps",
        },
        "unseated": unseated.collect::<Vec<_>>(),
        "broken": outcome.broken.iter().map(|one| broken(day, *one)).collect::<Vec<_>>(),
        "spread": {
            "least": outcome.spread.least,
            "tenth": outcome.spread.tenth,
            "median": outcome.spread.median,
        },
        "check": checking::as_json(day, &outcome.schedule, breaches),
    })
}

fn no_seat(day: &Instance, why: NoSeat) -> String {
    match why {
        NoSeat::ReadyForNothing => "ready for nothing".to_owned(),
        NoSeat::NoLesson(why) => format!("no lesson is for them: {}", not_for_them(why)),
        NoSeat::FixedGroup(place) => format!("their group {} cannot stand", day.fixed[place].name),
        NoSeat::Locks => "what people locked leaves nothing".to_owned(),
        NoSeat::NoRoomLeft => "no seat was left that keeps every rule".to_owned(),
    }
}

pub(super) const fn not_for_them(why: NotForThem) -> &'static str {
    match why {
        NotForThem::NotReady => "they are ready for none of its competencies",
        NotForThem::Level => "the others lie outside their levels",
        NotForThem::Language => "the others cannot be had in a language of theirs",
        NotForThem::Had => "they had the others, and nobody agreed to repeat one",
        NotForThem::TriesBeforeEducator => "they tried so often that an educator leads what comes next",
        NotForThem::NeedsNotModality => "they are not put in the modality of the others",
        NotForThem::NeedsSmallerGroup => "the groups of the others are larger than they need",
        NotForThem::TooLong => "the others are longer than the period",
        NotForThem::NoLessons => "there is none of what they are ready for",
    }
}

fn broken(day: &Instance, broken: Broken) -> String {
    match broken {
        Broken::Lock(place) => format!("the lock at place {place} by {}", day.locks[place].by()),
        Broken::Fixed(place) => format!("the group {} that stands already", day.fixed[place].name),
    }
}
