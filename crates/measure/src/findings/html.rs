//! Findings as one page of HTML that needs nothing else: charts inline, their numbers in tables.

use std::fmt::Write;

use super::{Findings, SCHEMA, Table, svg, text};

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}\
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.5rem}table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.875rem}\
caption{text-align:left;font-weight:600;padding:.25rem 0}th,td{padding:.25rem .6rem;border-bottom:1px solid #ddd;text-align:right}\
th{border-bottom:2px solid #888;vertical-align:bottom}th[scope=row],td.text{text-align:left}.wide{overflow-x:auto}\
figure{margin:1rem 0}svg{max-width:100%;height:auto;font-family:system-ui,sans-serif;font-size:12px}\
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(19rem,1fr));gap:.5rem}.note{background:#f3f6f9;padding:.6rem 1rem;border-left:4px solid #1b5e8c}\
details{margin:.5rem 0}summary{cursor:pointer}@media print{details>*{display:block}body{max-width:none}}";

/// The page.
pub(super) fn page(findings: &Findings) -> String {
    let title = format!("{} report", findings.command);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<h1>{}</h1>\n",
        heading(findings)
    );
    figures(findings, &mut out);
    for note in &findings.notes {
        let _ = writeln!(out, "<p class=\"note\">{}</p>", svg::escaped(note));
    }
    for known in findings.tables.iter().filter(|table| !table.rows.is_empty()) {
        let _ = writeln!(out, "<section>\n<h2>{}</h2>", svg::escaped(&known.title));
        let charts: Vec<String> = findings
            .charts
            .iter()
            .filter(|chart| chart.table == known.key)
            .filter_map(|chart| svg::of(findings, chart))
            .map(|chart| format!("<figure>{chart}</figure>\n"))
            .collect();
        match charts.as_slice() {
            [] => table(known, &mut out),
            [only] => {
                out.push_str(only);
                folded(known, &mut out);
            }
            several => {
                let _ = writeln!(out, "<div class=\"charts\">{}</div>", several.concat());
                folded(known, &mut out);
            }
        }
        out.push_str("</section>\n");
    }
    let _ = writeln!(
        out,
        "<p><small>Onramp {} ({SCHEMA}). SE: standard error, in the unit of its figure.</small></p>\n</body>\n</html>",
        env!("CARGO_PKG_VERSION")
    );
    out
}

fn heading(findings: &Findings) -> String {
    let mut command = findings.command.to_owned();
    if let Some(first) = command.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    svg::escaped(&command)
}

fn figures(findings: &Findings, out: &mut String) {
    if findings.facts.is_empty() {
        return;
    }
    out.push_str("<table>\n<caption>Figures</caption>\n<thead><tr><th scope=\"col\">Figure</th><th scope=\"col\">Value</th><th scope=\"col\">SE</th><th scope=\"col\">Unit</th></tr></thead>\n<tbody>\n");
    for fact in &findings.facts {
        let error = fact.error.map_or_else(String::new, |error| format!("{error:.4}"));
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{error}</td><td class=\"text\">{}</td></tr>",
            svg::escaped(fact.name),
            svg::escaped(&text::cell(&fact.value)),
            fact.unit
        );
    }
    out.push_str("</tbody>\n</table>\n");
}

fn folded(known: &Table, out: &mut String) {
    out.push_str("<details><summary>The numbers</summary>\n");
    table(known, out);
    out.push_str("</details>\n");
}

fn table(table: &Table, out: &mut String) {
    let _ = writeln!(
        out,
        "<div class=\"wide\"><table>\n<caption>{}</caption>\n<thead><tr>",
        svg::escaped(&table.title)
    );
    for column in &table.columns {
        let key = match column.key.strip_suffix("_se") {
            Some(of) => format!("SE of {of}"),
            None => column.key.replace('_', " "),
        };
        let unit = if column.unit.is_empty() {
            String::new()
        } else {
            format!("<br><small>{}</small>", column.unit)
        };
        let _ = write!(out, "<th scope=\"col\">{}{unit}</th>", svg::escaped(&key));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (place, cell) in row.iter().enumerate() {
            let shown = svg::escaped(&text::cell(cell));
            let _ = match (place, cell) {
                (0, _) => write!(out, "<th scope=\"row\">{shown}</th>"),
                (_, super::Cell::Text(_)) => write!(out, "<td class=\"text\">{shown}</td>"),
                _ => write!(out, "<td>{shown}</td>"),
            };
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}
