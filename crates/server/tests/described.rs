//! The command line as shells and `man` know it.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

#[test]
fn each_shell_can_read_its_completions() {
    for shell in ["bash", "zsh", "fish"] {
        let script = printed(&["completions", shell]);
        for word in ["ledger", "verify", "doctor", "database-url"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
        let mut checks = Command::new(shell);
        checks.arg("-n").stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let Ok(mut reading) = checks.spawn() else {
            println!("{shell} is not here to read it");
            continue;
        };
        reading.stdin.take().expect("a pipe").write_all(script.as_bytes()).expect("read");
        let read = reading.wait_with_output().expect("it ends");
        assert!(read.status.success(), "{shell}: {}", String::from_utf8_lossy(&read.stderr));
    }
}

#[test]
fn bash_completes_a_command() {
    let script = printed(&["completions", "bash"]);
    let asks =
        "COMP_WORDS=(onramp ledger ''); COMP_CWORD=2; _onramp onramp '' ledger; echo \"${COMPREPLY[@]}\"";
    // Read from its input: the script is longer than one argument may be.
    let mut bash = Command::new("bash");
    let mut bash = bash.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("bash runs");
    let mut input = bash.stdin.take().expect("a pipe");
    input.write_all(format!("{script}\n{asks}\n").as_bytes()).expect("read");
    drop(input);
    let done = bash.wait_with_output().expect("it ends");
    let offered = String::from_utf8(done.stdout).expect("text");
    let words: Vec<&str> = offered.split_whitespace().collect();
    assert!(words.contains(&"verify") && words.contains(&"anchor"), "{offered}");
}

#[test]
fn every_command_has_a_page() {
    let first = printed(&["man"]);
    assert!(first.contains(".TH onramp 1") && first.contains("ONRAMP_DATABASE_URL"), "{first}");
    let folder = tempfile::tempdir().expect("a folder");
    printed(&["man", "--dir", folder.path().to_str().expect("readable")]);
    for page in ["onramp.1", "onramp-serve.1", "onramp-ledger-verify.1", "onramp-admin-move.1"] {
        assert!(folder.path().join(page).exists(), "{page}");
    }
}

#[track_caller]
fn printed(arguments: &[&str]) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_onramp")).args(arguments).output().expect("it runs");
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).expect("UTF-8")
}
