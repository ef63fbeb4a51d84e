//! The Wright map: abilities and difficulties on one scale.

use std::fmt::Write;

use super::{
    super::{Cell, Chart, Table},
    BOTTOM, COLOURS, HEIGHT, LEFT, RIGHT, TOP, WIDTH,
    axis::{self, Axis},
    escaped,
};

/// Letters of one line of item names.
const LINE: usize = 44;

/// One row per bin of the scale, lowest first: the columns `from`, the share of learners (the first of
/// `chart.y`) and the names of the items whose difficulty lies there (the second).
pub(super) fn draw(table: &Table, chart: &Chart) -> Option<String> {
    let (shares, from) = (table.numbers(chart.y.first()?), table.numbers(&chart.x));
    let names = table.column(chart.y.get(1)?)?;
    let width = from.get(1)? - from.first()?;
    let scale = Axis::exact(*from.first()?, from.last()? + width, HEIGHT - BOTTOM, TOP);
    let middle = LEFT + 0.42 * (WIDTH - LEFT - RIGHT);
    let most = shares.iter().copied().fold(0.0, f64::max).max(1e-9);
    let mut out = String::new();
    for tick in scale.ticks(9) {
        let at = scale.at(tick);
        let _ = writeln!(
            out,
            "<line x1=\"{LEFT}\" x2=\"{}\" y1=\"{at:.1}\" y2=\"{at:.1}\" stroke=\"#eee\"/>\
             <text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#444\">{}</text>",
            WIDTH - RIGHT,
            LEFT - 8.0,
            at + 4.0,
            axis::number(tick)
        );
    }
    for ((row, share), low) in table.rows.iter().zip(&shares).zip(&from) {
        let (bottom, top) = (scale.at(*low), scale.at(low + width));
        let long = share / most * (middle - LEFT - 12.0);
        let _ = writeln!(
            out,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{long:.1}\" height=\"{:.1}\" fill=\"{}\"/>",
            middle - long,
            top + 0.5,
            (bottom - top - 1.0).max(0.5),
            COLOURS[0]
        );
        if let Cell::Text(names) = &row[names] {
            let mut shown: String = names.chars().take(LINE).collect();
            if shown.len() < names.len() {
                shown.push('…');
            }
            let _ = writeln!(
                out,
                "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"10\">{}</text>",
                middle + 10.0,
                0.5 * (top + bottom) + 3.5,
                escaped(&shown)
            );
        }
    }
    let _ = writeln!(
        out,
        "<line x1=\"{middle:.1}\" x2=\"{middle:.1}\" y1=\"{TOP}\" y2=\"{}\" stroke=\"#444\"/>\
         <text x=\"{:.1}\" y=\"34\" text-anchor=\"end\" fill=\"#444\">learners</text>\
         <text x=\"{:.1}\" y=\"34\" fill=\"#444\">items by difficulty</text>\
         <text x=\"{LEFT}\" y=\"{}\" fill=\"#444\">scale in logits</text>",
        HEIGHT - BOTTOM,
        middle - 10.0,
        middle + 10.0,
        HEIGHT - 12.0
    );
    Some(out)
}
