//! Writes pages with every way to answer, to look at and to try in a browser:
//! `cargo run -p presentation --example gallery -- FOLDER`. The style sheets and scripts are those of the server,
//! from `crates/server/static`; serve the folder with any file server.

mod gallery {
    pub mod items;
}

use std::{collections::BTreeMap, fmt::Write as _, path::Path};

use domain::item::{Card, Node, Scalar, Value};
use presentation::{Mark, Medium, Options, Words, render, render_paper};

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "gallery".to_owned());
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/static"), &folder.join("static"))?;
    std::fs::write(folder.join("map.svg"), gallery::items::MAP)?;
    std::fs::write(folder.join("pin.svg"), gallery::items::PIN)?;

    let words = Words::default();
    let asset = |address: &str| address.to_owned();
    let catalog = [Card {
        id: "estuary".to_owned(),
        support: "glossary-on-screen".to_owned(),
        language: None,
        content: vec![Node::Text("Where a river meets the sea.".to_owned())],
    }];
    let supports = ["glossary-on-screen".to_owned()];
    let options = Options {
        language: Some("en"),
        catalog: &catalog,
        supports: &supports,
        ..Options::new(&words, &asset)
    };
    let nothing = BTreeMap::new();
    let mut all = String::new();
    for (name, nodes) in gallery::items::all() {
        let options = Options { prefix: &format!("{name}-"), ..options };
        write!(all, "<h2 class=\"soft\">{name}</h2>\n{}\n", render(&nodes, &nothing, &options))
            .map_err(std::io::Error::other)?;
    }
    page(folder, "index.html", &words, &all)?;

    let marks = BTreeMap::from([("RESPONSE".to_owned(), Mark::Wrong), ("SECOND".to_owned(), Mark::Right)]);
    let solution = BTreeMap::from([("RESPONSE".to_owned(), Value::identifier("C2"))]);
    let answers = BTreeMap::from([
        ("RESPONSE".to_owned(), Value::identifier("C1")),
        ("SECOND".to_owned(), Value::Single(Scalar::String("12".to_owned()))),
    ]);
    let review = Options { locked: true, marks: &marks, solution: Some(&solution), ..options };
    page(folder, "review.html", &words, &render(&gallery::items::two(), &answers, &review))?;

    let arabic = Options { language: Some("ar"), ..options };
    page(folder, "right-to-left.html", &words, &render(&gallery::items::arabic(), &nothing, &arabic))?;

    for (file, medium) in [("paper.html", Medium::Paper), ("large-print.html", Medium::LargePrint)] {
        let mut all = String::new();
        for (name, nodes) in gallery::items::all() {
            let paper = render_paper(&nodes, &Options { medium, prefix: &format!("{name}-"), ..options });
            let bubbles: Vec<_> = paper.marks.iter().map(|row| row.bubbles.len().to_string()).collect();
            write!(all, "<h2 class=\"soft\">{name} ({})</h2>\n{}\n", bubbles.join(", "), paper.html)
                .map_err(std::io::Error::other)?;
        }
        page(folder, file, &words, &all)?;
    }
    Ok(())
}

fn page(folder: &Path, file: &str, words: &Words, item: &str) -> std::io::Result<()> {
    let sheets = ["tokens", "base", "parts", "print", "item"];
    let sheets = sheets
        .map(|name| {
            format!(
                "<link rel=\"stylesheet\" href=\"static/css/{name}.css\">
"
            )
        })
        .concat();
    let scripts = ["item/item", "item/tools", "item/autosave", "recorder"]
        .map(|name| format!("<script type=\"module\" src=\"static/js/{name}.js\"></script>\n"))
        .concat();
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Every way to answer</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; img-src 'self' data:\">\n\
         {sheets}{scripts}</head>\n<body data-person=\"p1\">\n<main>\n<h1>Every way to answer</h1>\n\
         <form id=\"answer\" class=\"stack wide\" method=\"post\" enctype=\"multipart/form-data\" novalidate \
         data-save=\"save\" data-sitting=\"s1\" data-position=\"1\" data-sequence=\"1\" \
         data-tools=\"calculator scientific-calculator line-reader contrast font-size read-aloud timer\" \
         data-seconds-left=\"605\">\n{}\n{item}\n<p data-save-state></p><div class=\"row\"><button>Next</button></div>\n\
         </form>\n</main>\n</body>\n</html>\n",
        words.for_scripts()
    );
    std::fs::write(folder.join(file), html)
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
