//! `onramp schedule invent`: an invented day.

use std::path::PathBuf;

use scheduling::{
    file::write_instance,
    invent::{Invention, invent},
};

use super::{paths, share};
use crate::commands::{CommandError, output};

/// Options of `onramp schedule invent`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How many learners.
    #[arg(long, value_parser = clap::value_parser!(u32).range(0..=20_000))]
    learners: u32,
    /// How many competencies; by default 40 or 300.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=5000))]
    competencies: Option<u32>,
    /// How many educators; by default one of 30 learners and one more.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=2000))]
    educators: Option<u32>,
    /// How many periods.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=12))]
    periods: Option<u32>,
    /// How many rooms; by default one of 70 learners and one more.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1000))]
    rooms: Option<u32>,
    /// How many seats in all for each learner; below 1 not everybody finds one.
    #[arg(long, value_parser = seats)]
    seats: Option<f64>,
    /// The share of educators who may not teach everything.
    #[arg(long, value_parser = share)]
    specialists: Option<f64>,
    /// The share of learners who need something, are kept apart or together, or do not know every language.
    #[arg(long, value_parser = share)]
    particular: Option<f64>,
    /// Without groups that stand already.
    #[arg(long)]
    no_fixed: bool,
    /// Where the chance begins: the same seed gives the same day.
    #[arg(long, default_value = "1")]
    seed: u64,
    /// Write it here; to stdout without it.
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
}

fn seats(text: &str) -> Result<f64, String> {
    super::number(text, 0.0..=10.0)
}

/// Invents and writes.
pub fn run(args: &Args) -> Result<(), CommandError> {
    let plain = Invention::of(args.learners as usize, args.seed);
    let wanted = Invention {
        competencies: args.competencies.map_or(plain.competencies, |count| count as usize),
        educators: args.educators.map_or(plain.educators, |count| count as usize),
        periods: args.periods.map_or(plain.periods, |count| count as usize),
        rooms: args.rooms.map_or(plain.rooms, |count| count as usize),
        seats: args.seats.unwrap_or(plain.seats),
        specialists: args.specialists.unwrap_or(plain.specialists),
        particular: args.particular.unwrap_or(plain.particular),
        fixed: !args.no_fixed,
        ..plain
    };
    let text = write_instance(&invent(&wanted));
    if let Some(path) = &args.out {
        return paths::write(path, &text);
    }
    output::text(&text);
    Ok(())
}
