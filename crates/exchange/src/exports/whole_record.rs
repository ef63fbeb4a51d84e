//! The whole record of one learner as one zip: a page to read in a browser, each table as CSV and as JSON,
//! a text that says what is what, and checksums. Tables are written row by row; nothing of the words is
//! decided here.

mod cell;

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use zip::{ZipWriter, result::ZipError, write::SimpleFileOptions};

pub use cell::Cell;

use crate::cells::harmless;

/// What stands around the tables, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// Language tag.
    pub language: String,
    /// The heading.
    pub title: String,
    /// What this is, one paragraph each.
    pub about: Vec<String>,
    /// What stands above the list of tables.
    pub contents: String,
    /// What stands in an empty table.
    pub nothing: String,
    /// What stands before the names of a table's files.
    pub files: String,
}

/// One table before its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Name of its files.
    pub slug: &'static str,
    /// What it is called.
    pub title: String,
    /// What is in it, in a sentence.
    pub about: String,
    /// Names of the columns for programs, and for people.
    pub columns: Vec<(&'static str, String)>,
}

/// A package while it is written.
pub struct Package {
    cover: Cover,
    contents: String,
    sections: String,
    files: Vec<(String, Vec<u8>)>,
    open: Option<Open>,
}

struct Open {
    heading: Heading,
    csv: csv::Writer<Vec<u8>>,
    json: String,
    html: String,
    rows: usize,
}

impl Package {
    /// An empty one.
    pub fn new(cover: Cover) -> Self {
        Self { cover, contents: String::new(), sections: String::new(), files: Vec::new(), open: None }
    }

    /// Adds a file as it is, under a path of its own.
    pub fn attach(&mut self, path: String, bytes: Vec<u8>) {
        self.files.push((path, bytes));
    }

    /// Begins a table; the one before is ended.
    pub fn begin(&mut self, heading: Heading) {
        self.end();
        let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        let written = csv.write_record(heading.columns.iter().map(|(name, _)| *name));
        debug_assert!(written.is_ok(), "writing to memory cannot fail");
        self.open = Some(Open { heading, csv, json: "[".to_owned(), html: String::new(), rows: 0 });
    }

    /// Adds one row of the table that was begun; one cell per column.
    pub fn row(&mut self, cells: &[Cell]) {
        let Some(open) = &mut self.open else { return };
        debug_assert_eq!(cells.len(), open.heading.columns.len(), "{}", open.heading.slug);
        let written = open.csv.write_record(cells.iter().map(|cell| harmless(&cell.value).into_owned()));
        debug_assert!(written.is_ok(), "every row is as wide as the header");
        open.json.push_str(if open.rows == 0 { "\n  {" } else { ",\n  {" });
        open.html.push_str("<tr>");
        for (place, ((name, _), cell)) in open.heading.columns.iter().zip(cells).enumerate() {
            let value = Some(cell.value.as_str()).filter(|value| !value.is_empty());
            let value = serde_json::Value::from(value);
            let comma = if place == 0 { "" } else { ", " };
            let _ = write!(open.json, "{comma}\"{name}\": {value}");
            let _ = write!(open.html, "<td>{}</td>", escaped(cell.shown.as_ref().unwrap_or(&cell.value)));
        }
        open.json.push('}');
        open.html.push_str("</tr>\n");
        open.rows += 1;
    }

    fn end(&mut self) {
        let Some(Open { heading, csv, mut json, html, rows }) = self.open.take() else { return };
        json.push_str(if rows == 0 { "]\n" } else { "\n]\n" });
        let slug = heading.slug;
        let title = escaped(&heading.title);
        let _ = writeln!(self.contents, "<li><a href=\"#{slug}\">{title}</a> ({rows})</li>");
        let _ = write!(
            self.sections,
            "<section id=\"{slug}\"><h2>{title}</h2><p>{}</p>\n<p class=\"files\">{} \
             <a href=\"tables/{slug}.csv\">{slug}.csv</a>, <a href=\"tables/{slug}.json\">{slug}.json</a></p>\n",
            escaped(&heading.about),
            escaped(&self.cover.files),
        );
        if rows == 0 {
            let _ = writeln!(self.sections, "<p>{}</p></section>", escaped(&self.cover.nothing));
        } else {
            let head = heading.columns.iter().fold(String::new(), |mut head, (_, label)| {
                let _ = write!(head, "<th scope=\"col\">{}</th>", escaped(label));
                head
            });
            let _ = writeln!(
                self.sections,
                "<div class=\"wide\"><table><thead><tr>{head}</tr></thead><tbody>\n{html}</tbody></table></div>\
                 </section>"
            );
        }
        self.files.push((format!("tables/{slug}.csv"), csv.into_inner().unwrap_or_default()));
        self.files.push((format!("tables/{slug}.json"), json.into_bytes()));
    }

    /// Ends the package: `readme` becomes `README.txt`, and `digest` gives the checksum of each file, which
    /// `checksums.sha256` lists as `sha256sum --check` reads it.
    pub fn finish(mut self, readme: &str, digest: impl Fn(&[u8]) -> String) -> Result<Vec<u8>, ZipError> {
        self.end();
        let mut files = vec![
            ("README.txt".to_owned(), readme.as_bytes().to_vec()),
            ("index.html".to_owned(), self.index().into_bytes()),
        ];
        files.append(&mut self.files);
        let sums = files.iter().fold(String::new(), |mut sums, (name, bytes)| {
            let _ = writeln!(sums, "{}  {name}", digest(bytes));
            sums
        });
        files.push(("checksums.sha256".to_owned(), sums.into_bytes()));
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(name, SimpleFileOptions::default())?;
            zip.write_all(&bytes)?;
        }
        Ok(zip.finish()?.into_inner())
    }

    fn index(&self) -> String {
        let cover = &self.cover;
        let title = escaped(&cover.title);
        let about = cover.about.iter().fold(String::new(), |mut about, line| {
            let _ = writeln!(about, "<p>{}</p>", escaped(line));
            about
        });
        format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\n\
             <style>{STYLE}</style></head>\n<body><main><h1>{title}</h1>\n{about}<h2>{}</h2>\n<ul>\n{}</ul>\n{}\
             </main></body></html>\n",
            escaped(&cover.language),
            escaped(&cover.contents),
            self.contents,
            self.sections,
        )
    }
}

/// The page is opened from a folder: it brings its own few rules of style.
const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;margin:0;color:#1c1c1c;background:#fff}\
    main{max-width:70rem;margin:0 auto;padding:1.5rem}h1,h2{line-height:1.2}section{margin-top:3rem}\
    .wide{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem}\
    th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #ccc}\
    .files{font-size:.9rem}@media print{section{break-before:page}}";

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // What a page cannot hold, such as an escape character.
            letter if letter.is_control() && !"\n\t".contains(letter) => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    fn package(rows: &[[&str; 2]]) -> Vec<(String, String)> {
        let mut package = Package::new(Cover {
            language: "en".to_owned(),
            title: "Record of <Noor>".to_owned(),
            about: vec!["All of it.".to_owned()],
            contents: "In it".to_owned(),
            nothing: "Nothing.".to_owned(),
            files: "Files:".to_owned(),
        });
        package.begin(Heading {
            slug: "notes",
            title: "Notes".to_owned(),
            about: "What was written.".to_owned(),
            columns: vec![("day", "Day".to_owned()), ("note", "Note".to_owned())],
        });
        for row in rows {
            package.row(&row.map(|cell| Cell::from(cell.to_owned())));
        }
        let bytes = package.finish("Read me.", |bytes| format!("{:04}", bytes.len())).expect("a zip");
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("opens");
        (0..zip.len())
            .map(|at| {
                let mut file = zip.by_index(at).expect("a file");
                let mut text = String::new();
                file.read_to_string(&mut text).expect("UTF-8");
                (file.name().expect("a name").into_owned(), text)
            })
            .collect()
    }

    #[test]
    fn people_and_programs_read_the_same_rows() {
        let files = package(&[["2026-11-24", "Clear, \"good\""], ["", "<script>alert(1)</script>"]]);
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            ["README.txt", "index.html", "tables/notes.csv", "tables/notes.json", "checksums.sha256"]
        );
        let text = |name: &str| files.iter().find(|(found, _)| found == name).expect("there").1.as_str();
        assert!(
            text("index.html").contains("Record of &lt;Noor&gt;") && !text("index.html").contains("<script")
        );
        assert!(text("tables/notes.csv").starts_with("day,note\r\n2026-11-24,\"Clear, \"\"good\"\"\"\r\n"));
        let read: serde_json::Value = serde_json::from_str(text("tables/notes.json")).expect("JSON");
        assert_eq!(read[0]["note"], "Clear, \"good\"");
        assert_eq!(read[1]["day"], serde_json::Value::Null);
        assert_eq!(text("checksums.sha256").lines().count(), 4);
    }

    #[test]
    fn people_read_words_where_programs_read_codes() {
        let mut package = Package::new(Cover {
            language: "es".to_owned(),
            title: "Expediente".to_owned(),
            about: Vec::new(),
            contents: String::new(),
            nothing: String::new(),
            files: String::new(),
        });
        package.begin(Heading {
            slug: "roles",
            title: "Como".to_owned(),
            about: String::new(),
            columns: vec![("role", "Como".to_owned())],
        });
        package.row(&[Cell::shown("learner", "Estudiante")]);
        package.end();
        assert!(package.sections.contains("<td>Estudiante</td>"), "{}", package.sections);
        let files: Vec<String> =
            package.files.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
        assert_eq!(files, ["role\r\nlearner\r\n", "[\n  {\"role\": \"learner\"}\n]\n"]);
    }

    #[test]
    fn a_table_without_rows_says_so() {
        let files = package(&[]);
        assert!(files[1].1.contains("<p>Nothing.</p>"), "{}", files[1].1);
        assert_eq!(files[3].1, "[]\n");
    }

    #[test]
    fn a_cell_that_is_a_formula_is_harmless_in_a_spreadsheet() {
        let files = package(&[["=1+1", "\u{1b}[31mred"]]);
        assert!(files[2].1.contains("'=1+1"), "{}", files[2].1);
        assert!(!files[1].1.contains('\u{1b}'));
    }
}
