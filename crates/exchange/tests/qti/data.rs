//! Every QTI file of the given data: read and written again the same, or refused for a reason that was looked at.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use exchange::{Problem, qti};

use crate::given;

/// Interactions of all loose items that are read, as `grep` counts them, those of the refused item left out.
const INTERACTIONS: [(&str, usize); 20] = [
    ("associate", 2),
    ("choice", 97),
    ("drawing", 1),
    ("end-attempt", 7),
    ("extended-text", 12),
    ("gap-match", 4),
    ("graphic-associate", 2),
    ("graphic-gap-match", 5),
    ("graphic-order", 2),
    ("hotspot", 4),
    ("hottext", 3),
    ("inline-choice", 18),
    ("match", 4),
    ("media", 4),
    ("order", 8),
    ("position-object", 2),
    ("select-point", 3),
    ("slider", 2),
    ("text-entry", 68),
    ("upload", 4),
];

/// Files that are refused, each looked at: a program of another system, text of another file that a loose file does
/// not bring along, and a test that gives an outcome another name.
const REFUSED: [(&str, &str); 5] = [
    (
        "qti-3.0/packages/BBQsTest/id-bd44a757f562/SineRule-001.xml",
        "the custom operator org.qtitools.mathassess.CasProcess is a program of another system",
    ),
    ("qti-3.0/tests/rtest01-set01.xml", INCLUDES),
    ("qti-3.0/tests/rtest01-set02.xml", INCLUDES),
    ("qti-3.0/tests/rtest01-set03.xml", INCLUDES),
    (
        "qti-3.0/tests/rtest26.xml",
        "the test calls the outcome NOTA of an item by another name, which is not followed",
    ),
];

const INCLUDES: &str = "it includes a file that is not in the package, or a part of one";

#[test]
fn every_file_is_read_and_written_again_the_same_or_refused_for_a_reason() {
    let Some(folder) = given::folder("qti") else { return };
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut interactions: BTreeMap<&str, usize> = BTreeMap::new();
    let mut refused = Vec::new();
    let mut notes: BTreeMap<String, usize> = BTreeMap::new();
    for path in files(&folder, "xml") {
        let bytes = std::fs::read(&path).expect("the file can be read");
        let name = path.strip_prefix(&folder).expect("within").display().to_string();
        let text = String::from_utf8_lossy(&bytes);
        let begins = |name: &str| text.contains(&format!("<{name}"));
        let (kind, said) = if begins("qti-assessment-test") || begins("assessmentTest") {
            ("tests", test(&bytes))
        } else if begins("qti-assessment-item") || begins("assessmentItem") {
            ("items", item(&bytes, &mut interactions))
        } else {
            continue;
        };
        *kinds.entry(kind).or_default() += 1;
        match said {
            Ok(said) => said.into_iter().for_each(|note| *notes.entry(note.what).or_default() += 1),
            Err(problems) => refused.push((name, problems)),
        }
    }
    println!("{kinds:#?}\n{interactions:#?}\nnotes {notes:#?}");
    for (name, problems) in &refused {
        println!("refused {name}: {}", problems[0].what);
    }
    assert_eq!(kinds, BTreeMap::from([("items", 205), ("tests", 24)]));
    assert_eq!(interactions, BTreeMap::from(INTERACTIONS));
    let reasons: Vec<_> = refused.iter().map(|(name, all)| (name.as_str(), all[0].what.as_str())).collect();
    assert_eq!(reasons, REFUSED);
    for problem in refused.iter().flat_map(|(_, problems)| problems) {
        assert!(problem.line.is_some() && !problem.advice.is_empty(), "{problem:?}");
    }
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
    // What was left out is gone: the second reading leaves nothing out.
    let left: Vec<_> = again.notes.iter().filter(|note| note.what.contains("left out")).collect();
    assert!(left.is_empty(), "{left:?}");
    if let Some(folder) = std::env::var_os("QTI_WRITTEN") {
        let name = format!("{}-{}.xml", read.item.identifier.replace('/', "_"), bytes.len());
        std::fs::write(Path::new(&folder).join(name), &written).expect("the folder can be written");
    }
    Ok(read.notes)
}

fn test(bytes: &[u8]) -> Result<Vec<Problem>, Vec<Problem>> {
    let read = qti::read_test(bytes)?;
    let written = qti::write_test(&read.content);
    let again =
        qti::read_test(written.as_bytes()).unwrap_or_else(|problems| panic!("{problems:?}\n{written}"));
    assert_eq!(again.content, read.content, "{written}");
    if let Some(folder) = std::env::var_os("QTI_WRITTEN") {
        let name = format!("test-{}-{}.xml", read.content.identifier, bytes.len());
        std::fs::write(Path::new(&folder).join(name), &written).expect("the folder can be written");
    }
    Ok(read.notes)
}

/// The files of a folder with an ending, at any depth, in order.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    let within = |path: PathBuf| {
        if path.is_dir() {
            files(&path, ending)
        } else {
            Some(path)
                .filter(|path| path.extension().is_some_and(|known| known == ending))
                .into_iter()
                .collect()
        }
    };
    entries.into_iter().flat_map(within).collect()
}
