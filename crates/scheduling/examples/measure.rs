//! Solves invented days and prints what came of it: `measure LEARNERS EDUCATORS PERIODS ROOMS SECONDS GAP SEED [STEPS]`.
#![expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]

#[path = "../tests/laws/valid.rs"]
mod valid;

use std::time::{Duration, Instant};

use scheduling::invent::{Invention, invent};
use scheduling::{Limits, repair, solve};

fn main() {
    let numbers: Vec<f64> = std::env::args().skip(1).filter_map(|one| one.parse().ok()).collect();
    let whole = |at: usize, otherwise: usize| {
        numbers.get(at).and_then(|one| format!("{one:.0}").parse().ok()).unwrap_or(otherwise)
    };
    let learners = whole(0, 150);
    let day = invent(&Invention {
        educators: whole(1, 6),
        periods: whole(2, 2),
        rooms: whole(3, 3),
        ..Invention::of(learners, u64::try_from(whole(6, 1)).unwrap_or(1))
    });
    let limits = Limits {
        time: Duration::from_secs_f64(numbers.get(4).copied().unwrap_or(10.0)),
        steps: numbers.get(7).map(|_| u64::try_from(whole(7, 0)).unwrap_or(0)),
        gap: numbers.get(5).copied().unwrap_or(0.01),
        seed: 1,
    };
    let began = Instant::now();
    let found = solve(&day, &limits, &|| began.elapsed());
    let seconds = began.elapsed().as_secs_f64();
    let broken = valid::broken(&day, &found.schedule);
    let without = valid::without_seat(&day, &found.schedule).len();
    let led = found.schedule.groups.iter().filter(|group| group.educator.is_some()).count();
    println!(
        "{learners} learners: {seconds:.2} s, {} steps, value {:.3}, bound {:.3}, gap {:.2} %, {} unseated ({without}), \
         {} changes of room, {} groups, {led} led, {} broken rules, {:?}, {:?}",
        found.steps,
        found.value,
        found.bound,
        found.gap() * 100.0,
        found.unseated.len(),
        found.room_changes,
        found.schedule.groups.len(),
        broken.len(),
        found.stopped,
        found.spread,
    );
    for one in broken.iter().take(10) {
        println!("  {one}");
    }
    for one in found.unseated.iter().take(5) {
        println!("  {one:?}");
    }
    let mut now = day.clone();
    now.educators[0].periods.retain(|period| *period > 0);
    now.learners
        .iter_mut()
        .skip(3)
        .step_by(7)
        .take(5)
        .for_each(|late| late.periods.retain(|period| *period > 0));
    let began = Instant::now();
    let mended =
        repair(&day, &found.schedule, &now, &Limits { time: Duration::from_secs(10), ..limits }, &|| {
            began.elapsed()
        });
    println!(
        "an educator out, five learners late: {:.2} s, {} moved (at least {}), {} seats, {} prepared groups changed, {} unseated, \
         {} broken rules, value {:.3}",
        began.elapsed().as_secs_f64(),
        mended.moved,
        mended.least_moved,
        mended.moves.len(),
        mended.unprepared.len(),
        mended.outcome.unseated.len(),
        valid::broken(&now, &mended.outcome.schedule).len(),
        mended.outcome.value,
    );
}
