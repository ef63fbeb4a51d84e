//! What the fuzzer keeps of statements, read again: no mark-up comes out that could run.

use std::{fs, path::Path};

use server::{address, statement};

#[test]
fn no_statement_becomes_something_that_runs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/statement");
    let files = fs::read_dir(&folder).expect("a corpus").map(|file| file.expect("a file").path());
    let mut read = 0;
    for file in files {
        let bytes = fs::read(&file).expect("readable");
        let text = String::from_utf8_lossy(&bytes);
        let html = statement::html(&text).to_ascii_lowercase();
        for bad in ["<script", "<style", "<iframe", "<object", "<form", "<svg", "=\"javascript:"] {
            assert!(!html.contains(bad), "{}: {bad}", file.display());
        }
        let to = address::local(&text);
        assert!(to.starts_with('/') && !to.starts_with("//"), "{}: {to}", file.display());
        read += 1;
    }
    assert!(read > 1, "{read} read");
}
