//! Charts as SVG: drawn from the columns of a table, with title and description for who cannot see them.

mod axis;
mod wright;

use std::fmt::Write;

use axis::Axis;

use super::{Cell, Chart, Findings, Shape, Table, text};

/// Size of a chart and its margins, in pixels.
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 320.0;
const LEFT: f64 = 60.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 44.0;
const BOTTOM: f64 = 44.0;

/// Colours that are told apart by whoever sees few of them; lines differ in their dashes too.
const COLOURS: [&str; 4] = ["#1b5e8c", "#c2491d", "#2f7d4f", "#6b4a9e"];
const DASHES: [&str; 4] = ["none", "7 4", "2 3", "10 3 2 3"];

/// All charts of the findings, one below the other.
pub(super) fn of_all(findings: &Findings) -> String {
    let charts: Vec<String> = findings.charts.iter().filter_map(|chart| of(findings, chart)).collect();
    let height = HEIGHT * charts.len() as f64;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" \
         font-family=\"system-ui, sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
    );
    for (place, chart) in charts.iter().enumerate() {
        let _ = writeln!(out, "<g transform=\"translate(0 {})\">{chart}</g>", HEIGHT * place as f64);
    }
    out.push_str("</svg>\n");
    out
}

/// One chart; `None` when its table is not there or holds nothing to draw.
pub(super) fn of(findings: &Findings, chart: &Chart) -> Option<String> {
    let table = findings.table(chart.table)?;
    let rows = chart.rows.clone().unwrap_or(0..table.rows.len());
    let part = Table { rows: table.rows.get(rows)?.to_vec(), ..table.clone() };
    if part.rows.is_empty() {
        return None;
    }
    let drawn = match chart.shape {
        Shape::Wright => wright::draw(&part, chart),
        _ => draw(&part, chart),
    }?;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{WIDTH}\" height=\"{HEIGHT}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\">\
         <title>{title}</title>\n<text x=\"{LEFT}\" y=\"16\" font-weight=\"600\">{title}</text>\n{drawn}</svg>",
        title = escaped(&chart.title)
    ))
}

fn draw(table: &Table, chart: &Chart) -> Option<String> {
    let series: Vec<Vec<f64>> = chart.y.iter().map(|key| table.numbers(key)).collect();
    let bars = chart.shape == Shape::Bars;
    let place = table.column(&chart.x)?;
    let named = table.rows.iter().any(|row| matches!(row[place], Cell::Text(_)));
    let xs: Vec<f64> = if bars || named {
        (0..table.rows.len()).map(|row| row as f64).collect()
    } else {
        table.numbers(&chart.x)
    };
    let finite = |numbers: &mut dyn Iterator<Item = f64>| -> Option<(f64, f64)> {
        let known: Vec<f64> = numbers.filter(|number| number.is_finite()).collect();
        let low = known.iter().copied().reduce(f64::min)?;
        Some((low, known.iter().copied().fold(low, f64::max)))
    };
    let (low, high) = finite(&mut series.iter().flatten().copied())?;
    let (low, high) =
        if bars || (low > 0.0 && low < 0.5 * high) { (low.min(0.0), high) } else { (low, high) };
    let y = Axis::new(low, high, HEIGHT - BOTTOM, TOP);
    let (first, last) = finite(&mut xs.iter().copied())?;
    let x = if bars || named {
        Axis::exact(-0.5, xs.len() as f64 - 0.5, LEFT, WIDTH - RIGHT)
    } else {
        Axis::exact(first, last, LEFT, WIDTH - RIGHT)
    };
    let mut out = String::new();
    frame(&mut out, table, chart, &y);
    if bars || named {
        let step = xs.len().div_ceil(12);
        for (row, cells) in table.rows.iter().enumerate().step_by(step.max(1)) {
            label(&mut out, x.at(row as f64), &text::cell(&cells[place]));
        }
    } else {
        for tick in x.ticks(9) {
            label(&mut out, x.at(tick), &axis::number(tick));
        }
    }
    for (number, values) in series.iter().enumerate() {
        let (colour, dash) = (COLOURS[number % 4], DASHES[number % 4]);
        let points = xs.iter().zip(values).filter(|(at, value)| at.is_finite() && value.is_finite());
        let points: Vec<(f64, f64)> = points.map(|(at, value)| (x.at(*at), y.at(*value))).collect();
        if bars {
            let wide = (0.8 * (x.at(1.0) - x.at(0.0)) / series.len() as f64).clamp(0.5, 40.0);
            let shift = wide * (number as f64 - 0.5 * series.len() as f64);
            for (at, value) in &points {
                let (top, bottom) = (value.min(y.at(0.0)), value.max(y.at(0.0)));
                let _ = writeln!(
                    out,
                    "<rect x=\"{:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{:.1}\" fill=\"{colour}\"/>",
                    at + shift,
                    bottom - top
                );
            }
        } else if chart.shape == Shape::LineAndDots && number > 0 {
            for (at, value) in &points {
                let _ = writeln!(
                    out,
                    "<circle cx=\"{at:.1}\" cy=\"{value:.1}\" r=\"4\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>"
                );
            }
        } else {
            let path: Vec<String> = points.iter().map(|(at, value)| format!("{at:.1},{value:.1}")).collect();
            let _ = writeln!(
                out,
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dash}\"/>",
                path.join(" ")
            );
        }
    }
    legend(&mut out, chart);
    Some(out)
}

/// Gridlines, numbers along the left, and what both axes are.
fn frame(out: &mut String, table: &Table, chart: &Chart, y: &Axis) {
    for tick in y.ticks(6) {
        let at = y.at(tick);
        let _ = writeln!(
            out,
            "<line x1=\"{LEFT}\" x2=\"{}\" y1=\"{at:.1}\" y2=\"{at:.1}\" stroke=\"#ddd\"/>\
             <text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#444\">{}</text>",
            WIDTH - RIGHT,
            LEFT - 8.0,
            at + 4.0,
            axis::number(tick)
        );
    }
    let unit = |key: &str| {
        let column = table.columns.iter().find(|column| column.key == key);
        column.map_or("", |column| column.unit)
    };
    let with = |key: &str| match unit(key) {
        "" => key.replace('_', " "),
        unit => format!("{} ({unit})", key.replace('_', " ")),
    };
    let _ = writeln!(
        out,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"#444\">{}</text>",
        WIDTH - RIGHT,
        HEIGHT - 8.0,
        escaped(&with(&chart.x))
    );
    if let [only] = chart.y.as_slice() {
        let _ = writeln!(out, "<text x=\"{LEFT}\" y=\"34\" fill=\"#444\">{}</text>", escaped(&with(only)));
    }
}

fn label(out: &mut String, at: f64, text: &str) {
    let _ = writeln!(
        out,
        "<text x=\"{at:.1}\" y=\"{}\" text-anchor=\"middle\" fill=\"#444\">{}</text>",
        HEIGHT - BOTTOM + 16.0,
        escaped(text)
    );
}

/// What is what, when there are several.
fn legend(out: &mut String, chart: &Chart) {
    if chart.y.len() < 2 {
        return;
    }
    let mut at = LEFT;
    for (number, key) in chart.y.iter().enumerate() {
        let name = key.replace('_', " ");
        let (colour, dash) = (COLOURS[number % 4], DASHES[number % 4]);
        let dot = chart.shape == Shape::LineAndDots && number > 0;
        let mark = if dot {
            format!(
                "<circle cx=\"{}\" cy=\"30\" r=\"4\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
                at + 10.0
            )
        } else {
            format!(
                "<line x1=\"{at}\" x2=\"{}\" y1=\"30\" y2=\"30\" stroke=\"{colour}\" stroke-width=\"3\" stroke-dasharray=\"{dash}\"/>",
                at + 22.0
            )
        };
        let _ =
            writeln!(out, "{mark}<text x=\"{}\" y=\"34\" fill=\"#222\">{}</text>", at + 28.0, escaped(&name));
        at += 44.0 + 6.6 * name.chars().count() as f64;
    }
}

/// Text that is safe inside SVG and HTML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
