//! From how dark bubbles are to what a row says, with doubt where a person should look.
//!
//! The limits come from `examples/reading_accuracy.rs`, 500 pages of its hard setting from seed 77: of 1,000
//! empty bubbles 999 were at most 0.05 dark, the darkest 0.09; of 100 whole fillings 99 were at least 0.17, the
//! lightest 0.12; marks rubbed out lie between. What is not clearly one of the two is doubted, not guessed.

use super::fill::Fill;
use super::{Doubt, RowRead};
use crate::layout::{Allowed, PlacedRow, SheetPage};

/// A bubble up to this dark is empty.
const MOST_OF_EMPTY: f64 = 0.07;
/// A bubble from this dark on is filled.
const LEAST_OF_FILLED: f64 = 0.18;
/// A filled bubble has at least this part of the darkness that is usual for filled ones on its page.
const LEAST_OF_USUAL: f64 = 0.4;
/// A filled bubble is filled in at least this many of its eight sectors.
const LEAST_SECTORS: usize = 6;
/// Strokes that leave a bubble, from which on it may be crossed out: the ends of one line.
const CROSSING_STROKES: usize = 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Looks {
    Empty,
    Unclear,
    Partly,
    Crossed,
    Filled,
}

pub(super) fn judge(page: &SheetPage, fills: &[Option<Vec<Fill>>]) -> Vec<RowRead> {
    let usual = usual(fills);
    page.rows.iter().zip(fills).map(|(row, fills)| judge_row(row, fills.as_deref(), usual)).collect()
}

/// The median darkness of the page's filled bubbles; 0 where there is none.
fn usual(fills: &[Option<Vec<Fill>>]) -> f64 {
    let all = fills.iter().flatten().flatten();
    let mut filled: Vec<f64> = all.map(|fill| fill.dark).filter(|&dark| dark >= LEAST_OF_FILLED).collect();
    filled.sort_by(f64::total_cmp);
    filled.get(filled.len() / 2).copied().unwrap_or(0.0)
}

fn judge_row(row: &PlacedRow, fills: Option<&[Fill]>, usual: f64) -> RowRead {
    let nothing = |doubt| RowRead {
        row: row.row,
        marked: Vec::new(),
        fill: vec![0.0; row.bubbles.len()],
        doubt: Some(doubt),
    };
    let Some(fills) = fills else {
        return nothing(if row.allowed == Allowed::Written { Doubt::Written } else { Doubt::NotSeen });
    };
    let looks: Vec<Looks> = fills.iter().map(|fill| look(fill, usual)).collect();
    let of = |wanted: &[Looks]| -> Vec<usize> {
        (0..looks.len()).filter(|&n| wanted.contains(&looks[n])).collect()
    };
    let mut marked = of(&[Looks::Filled]);
    let doubt = doubt(row.allowed, &looks);
    if marked.is_empty() && doubt != Some(Doubt::NoneMarked) {
        // What a person is shown first: what is neither empty nor filled.
        marked = of(&[Looks::Crossed, Looks::Partly, Looks::Unclear]);
    }
    #[expect(clippy::cast_possible_truncation, reason = "a part of 1")]
    let fill = fills.iter().map(|fill| fill.dark as f32).collect();
    RowRead { row: row.row, marked, fill, doubt }
}

fn look(fill: &Fill, usual: f64) -> Looks {
    if fill.dark <= MOST_OF_EMPTY {
        Looks::Empty
    } else if fill.dark >= LEAST_OF_FILLED && fill.strokes_outside >= CROSSING_STROKES {
        Looks::Crossed
    } else if fill.sectors < LEAST_SECTORS && fill.darkest >= LEAST_OF_FILLED {
        Looks::Partly
    } else if fill.sectors < LEAST_SECTORS || fill.dark < LEAST_OF_FILLED.max(LEAST_OF_USUAL * usual) {
        Looks::Unclear
    } else {
        Looks::Filled
    }
}

fn doubt(allowed: Allowed, looks: &[Looks]) -> Option<Doubt> {
    let how_many = |wanted: Looks| looks.iter().filter(|&&look| look == wanted).count();
    let filled = how_many(Looks::Filled);
    if how_many(Looks::Crossed) > 0 {
        Some(Doubt::CrossedOut)
    } else if allowed == Allowed::One && filled + how_many(Looks::Partly) > 1 {
        Some(Doubt::SeveralMarked)
    } else if how_many(Looks::Partly) > 0 {
        Some(Doubt::HalfFilled)
    } else if how_many(Looks::Unclear) > 0 {
        Some(if filled > 0 { Doubt::Erased } else { Doubt::Faint })
    } else if filled == 0 {
        Some(Doubt::NoneMarked)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{Doubt, Fill, doubt, look};
    use crate::layout::Allowed;

    #[test]
    fn clear_rows_are_not_doubted() {
        check(Allowed::One, &[0.0, 0.5, 0.02, -0.01], None);
        check(Allowed::Many, &[0.5, 0.5, 0.02], None);
    }

    #[test]
    fn what_a_person_must_see_is_said() {
        check(Allowed::One, &[0.0, 0.0, 0.0], Some(Doubt::NoneMarked));
        check(Allowed::One, &[0.5, 0.5, 0.0], Some(Doubt::SeveralMarked));
        check(Allowed::One, &[0.12, 0.5, 0.0], Some(Doubt::Erased));
        check(Allowed::Many, &[0.12, 0.5, 0.0], Some(Doubt::Erased));
        check(Allowed::One, &[0.12, 0.0, 0.0], Some(Doubt::Faint));
        // Half as dark as the limit for this page, where fillings have 0.6.
        check_usual(Allowed::One, &[0.19, 0.0, 0.0], 0.6, Some(Doubt::Faint));
    }

    #[test]
    fn parts_and_crossings_are_doubted_though_they_are_dark() {
        let tick = Fill { dark: 0.12, darkest: 0.4, sectors: 3, strokes_outside: 0 };
        let crossed = Fill { dark: 0.6, darkest: 0.7, sectors: 8, strokes_outside: 4 };
        assert_eq!(doubt(Allowed::One, &[look(&tick, 0.5)]), Some(Doubt::HalfFilled));
        assert_eq!(doubt(Allowed::One, &[look(&crossed, 0.5)]), Some(Doubt::CrossedOut));
    }

    #[track_caller]
    fn check(allowed: Allowed, dark: &[f64], expected: Option<Doubt>) {
        check_usual(allowed, dark, 0.4, expected);
    }

    #[track_caller]
    fn check_usual(allowed: Allowed, dark: &[f64], usual: f64, expected: Option<Doubt>) {
        let whole = |dark: &f64| Fill { dark: *dark, darkest: *dark, sectors: 8, strokes_outside: 0 };
        let looks: Vec<_> = dark.iter().map(whole).map(|fill| look(&fill, usual)).collect();
        assert_eq!(doubt(allowed, &looks), expected);
    }
}
