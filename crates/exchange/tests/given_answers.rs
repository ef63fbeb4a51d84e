//! The given answers of ASSISTments 2009: 278,336 answers by 332,990 entries into 40,093 cells.
//! The figures were counted from the files by another program.

mod given;

use std::{
    collections::HashSet,
    fmt::Write as _,
    io::{Cursor, Read as _},
};

use exchange::imports::responses::{ItemMap, ResponseColumns, Responses, read};

#[test]
fn every_answer_becomes_an_entry_for_each_competency_of_its_item() {
    let Some(folder) = given::folder("responses") else { return };
    let map = ItemMap::read("map.csv", pairs_of(&folder.join("assistments09_q_mat.npz")).as_bytes());
    assert_eq!((map.errors, map.warnings), (0, 0), "{:?}", map.problems.first());
    let (mut answers, mut entries, mut cells) = (0, 0, HashSet::new());
    for name in ["assistments09_preprocessed_data_train.csv", "assistments09_preprocessed_data_test.csv"] {
        let parsed =
            read(name, &std::fs::read(folder.join(name)).expect("a file"), &ResponseColumns::usual());
        assert_eq!((parsed.errors, parsed.warnings), (0, 0), "{:?}", parsed.problems.first());
        let responses: Responses = parsed.batch;
        assert!(responses.rows.iter().all(|row| row.worked_at.is_none()), "every timestamp is 0");
        assert_eq!(map.batch.unknown_items(name, &responses).batch, Vec::<String>::new());
        answers += responses.rows.len();
        for (row, competency) in map.batch.entries(&responses) {
            entries += 1;
            cells.insert((responses.learners[row.learner as usize].clone(), competency));
        }
    }
    assert_eq!((answers, entries, cells.len()), (278_336, 332_990, 40_093));
}

/// Reads a sparse matrix as scipy saves it (CSR in a zip of NPY arrays) and writes `item,competency`.
fn pairs_of(file: &std::path::Path) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(std::fs::read(file).expect("a file"))).expect("a zip");
    let mut array = |name: &str| {
        let mut bytes = Vec::new();
        archive.by_name(name).expect("the array").read_to_end(&mut bytes).expect("unpacked");
        bytes
    };
    let (indices, starts) = (integers(&array("indices.npy")), integers(&array("indptr.npy")));
    let values = numbers(&array("data.npy"));
    let mut text = "item,competency\n".to_owned();
    for (item, row) in starts.windows(2).enumerate() {
        for place in row[0]..row[1] {
            if values[place] != 0.0 {
                writeln!(text, "{item},{}", indices[place]).expect("a text");
            }
        }
    }
    text
}

/// The header's dictionary and the bytes after it. Source: NumPy, "NPY format", version 1.0.
fn header_and_data(npy: &[u8]) -> (String, &[u8]) {
    assert_eq!(&npy[..8], b"\x93NUMPY\x01\x00");
    let end = 10 + usize::from(u16::from_le_bytes([npy[8], npy[9]]));
    (String::from_utf8_lossy(&npy[10..end]).into_owned(), &npy[end..])
}

fn integers(npy: &[u8]) -> Vec<usize> {
    let (header, data) = header_and_data(npy);
    assert!(header.contains("<i4"), "{header}");
    let number = |bytes: &[u8]| i32::from_le_bytes(bytes.try_into().expect("four bytes"));
    data.chunks_exact(4).map(|bytes| usize::try_from(number(bytes)).expect("not negative")).collect()
}

fn numbers(npy: &[u8]) -> Vec<f64> {
    let (header, data) = header_and_data(npy);
    assert!(header.contains("<f8"), "{header}");
    data.chunks_exact(8).map(|bytes| f64::from_le_bytes(bytes.try_into().expect("eight bytes"))).collect()
}
