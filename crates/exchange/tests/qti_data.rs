//! Every QTI file of the given data: read and written again the same, or refused with a reason that was looked at.

mod given;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use exchange::{Problem, qti};

#[test]
fn every_file_is_read_and_written_again_the_same_or_refused_for_a_reason() {
    let Some(folder) = given::folder("qti") else { return };
    let mut files = Vec::new();
    walk(&folder, &mut files);
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut interactions: BTreeMap<&str, usize> = BTreeMap::new();
    let mut refused: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut notes: BTreeMap<String, usize> = BTreeMap::new();
    for path in files {
        let bytes = std::fs::read(&path).expect("the file can be read");
        let name = path.strip_prefix(&folder).expect("within").display().to_string();
        let text = String::from_utf8_lossy(&bytes);
        let (kind, said) = if text.contains("<qti-assessment-test") || text.contains("<assessmentTest") {
            ("tests", test(&bytes))
        } else if text.contains("<qti-assessment-item") || text.contains("<assessmentItem") {
            ("items", item(&bytes, &mut interactions))
        } else if text.contains("<qti-assessment-stimulus") {
            ("stimuli", qti::read_stimulus(&bytes).map(|read| read.notes))
        } else {
            continue;
        };
        *kinds.entry(kind).or_default() += 1;
        match said {
            Ok(said) => {
                for note in said {
                    *notes.entry(note.what).or_default() += 1;
                }
            }
            Err(problems) => {
                for problem in problems {
                    let at = format!("{name}:{} {:?}", problem.line.unwrap_or(0), problem.value);
                    refused.entry(problem.what).or_default().push(at);
                }
            }
        }
    }
    println!("{kinds:#?}\n{interactions:#?}\nrefused {refused:#?}\nnotes {notes:#?}");
}

fn item(
    bytes: &[u8],
    interactions: &mut BTreeMap<&'static str, usize>,
) -> Result<Vec<Problem>, Vec<Problem>> {
    let read = qti::read_item(bytes)?;
    for interaction in read.item.interactions() {
        *interactions.entry(interaction.kind_word()).or_default() += 1;
    }
    let written = qti::write_item(&read.item);
    let again =
        qti::read_item(written.as_bytes()).unwrap_or_else(|problems| panic!("{problems:?}\n{written}"));
    assert_eq!(again.item, read.item, "{written}");
    assert_eq!(qti::write_item(&again.item), written);
    Ok(read.notes)
}

fn test(bytes: &[u8]) -> Result<Vec<Problem>, Vec<Problem>> {
    let read = qti::read_test(bytes)?;
    let written = qti::write_test(&read.content);
    let again =
        qti::read_test(written.as_bytes()).unwrap_or_else(|problems| panic!("{problems:?}\n{written}"));
    assert_eq!(again.content, read.content, "{written}");
    Ok(read.notes)
}

fn walk(folder: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            walk(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "xml") {
            into.push(path);
        }
    }
}
