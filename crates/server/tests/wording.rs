//! Every text that pages and use cases say is in a file of words, and every text in a file is said.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use wording::{Audience, File, Language, Words};

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// What could say something: code and templates.
fn sources() -> Vec<(PathBuf, String)> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("crates");
    let folders =
        ["server/src", "server/templates", "usecases/src", "mastery/src", "wording/src", "presentation/src"];
    let paths = folders.iter().flat_map(|folder| files(&crates.join(folder)));
    let paths = paths.filter(|path| !path.to_string_lossy().contains("tests"));
    paths.map(|path| (path.clone(), fs::read_to_string(&path).expect("readable"))).collect()
}

/// The keys of a file, read as plainly as can be.
fn keys(file: File) -> BTreeSet<String> {
    let lines = file.text(Language::English).lines();
    let entries = lines.filter(|line| line.starts_with(|letter: char| letter.is_ascii_lowercase()));
    entries.filter_map(|line| Some(line.split_once(" =")?.0.to_owned())).collect()
}

#[test]
fn every_text_that_is_said_is_there() {
    let all: BTreeSet<String> = File::ALL.iter().flat_map(|file| keys(*file)).collect();
    let mut said = 0;
    for (path, source) in sources() {
        for call in ["say(\"", "tell(\"", "tell(\n            \"", "tell(\n        \""] {
            for rest in source.split(call).skip(1) {
                let key = rest.split('"').next().unwrap_or_default();
                assert!(all.contains(key), "{} says {key}, which no file has", path.display());
                said += 1;
            }
        }
    }
    assert!(said > 60, "{said} were found");
}

#[test]
fn every_text_that_is_there_is_said() {
    let sources: String = sources().into_iter().map(|(_, source)| source).collect();
    for file in File::ALL {
        let whole = |key: &&String| !["rule-", "item-"].iter().any(|start| key.starts_with(start));
        for key in keys(*file).iter().filter(whole) {
            assert!(sources.contains(&format!("\"{key}\"")), "nobody says {key} of {}", file.word());
        }
    }
}

#[test]
fn what_learners_read_families_can_read_of_them() {
    for key in keys(File::Learner) {
        for language in Language::ALL {
            assert!(Words::built_in(Audience::Family, *language).has(&key), "{key} in {language:?}");
        }
    }
}

#[test]
fn pages_that_teachers_read_too_say_only_what_everybody_reads() {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    for name in [
        "layout.html",
        "why.html",
        "parts/history.html",
        "parts/crumbs.html",
        "sign_in.html",
        "link_confirm.html",
        "sessions.html",
        "password.html",
        "error_page.html",
    ] {
        let template = fs::read_to_string(templates.join(name)).expect(name);
        for rest in template.split("say(\"").skip(1) {
            let key = rest.split('"').next().unwrap_or_default();
            assert!(wording::english().has(key), "{name} says {key}");
        }
    }
}

#[test]
fn words_are_plain_in_each_language() {
    let jargon = [
        "framework",
        "evidence",
        "competency",
        "theta",
        "sitting",
        "policy",
        "judgement",
        "marco de ref",
        "evidencia",
        "competencia ",
        "ítem",
        "política",
    ];
    for file in File::ALL {
        for language in Language::ALL {
            let texts = file.text(*language).lines().filter(|line| !line.starts_with('#'));
            for line in texts {
                let said = line.split_once(" =").map_or(line, |(_, said)| said);
                // The code that a text is chosen by is not read.
                let coded = said.trim_start().strip_prefix('[').and_then(|code| code.split_once(']'));
                let said = coded.map_or(said, |(_, said)| said).to_lowercase();
                for word in jargon {
                    assert!(!said.contains(word), "{} {language:?} says {word}: {line}", file.word());
                }
            }
        }
    }
}
