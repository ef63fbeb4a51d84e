//! An import that is killed half way and run again ends as if nothing had happened.

use std::{
    fmt::Write as _,
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

/// Answers in the file, each showing one of four competencies.
const ANSWERS: usize = 20_000;

#[test]
fn an_import_killed_half_way_and_run_again_ends_like_an_undisturbed_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let (answers, map) = (folder.path().join("answers.csv"), folder.path().join("map.csv"));
    fs::write(&answers, answers_file()).expect("written");
    fs::write(&map, "item,competency\n0,one\n1,two\n2,three\n3,four\n").expect("written");
    let import = |data: &Path| {
        let mut command = onramp(data);
        command.args(["import", "responses"]).arg(&answers).arg("--items").arg(&map);
        command.args(["--create", "--framework", "Four things"]);
        command
    };
    let (calm, killed) = (folder.path().join("calm"), folder.path().join("killed"));
    for data in [&calm, &killed] {
        run(onramp(data).args(["demonstration", "start", "--empty"]));
    }
    run(&mut import(&calm));
    let expected = states(&calm);
    assert_eq!(expected.len(), ANSWERS, "every answer became evidence");

    let mut interrupted = 0;
    for milliseconds in (40..).step_by(60).take(60) {
        let begun = entries(&killed);
        let child = import(&killed).spawn().expect("it starts");
        if ended_within(child, Duration::from_millis(milliseconds)) {
            break;
        }
        let done = entries(&killed);
        assert!(done >= begun, "what was recorded stays: {begun}, then {done}");
        interrupted += usize::from(done > begun && done < ANSWERS);
    }
    run(&mut import(&killed));
    assert!(interrupted > 0, "no kill came half way");
    let found = states(&killed);
    assert_eq!(found.len(), ANSWERS, "every answer became evidence once");
    let differs = found.iter().zip(&expected).find(|(found, expected)| found != expected);
    assert_eq!(differs, None, "learner by learner, in the order of the work");
    run(onramp(&killed).args(["ledger", "verify"]));
    run(onramp(&killed).args(["mastery", "rebuild"]));
}

/// Forty learners; the same learner meets the same item again and again.
fn answers_file() -> String {
    let mut file = "user_id,item_id,correct,timestamp\n".to_owned();
    for n in 0..ANSWERS {
        let _ = writeln!(file, "{},{},{},0", n % 40, (n / 40) % 4, usize::from((n * 7 + n / 11) % 3 > 0));
    }
    file
}

/// Kills it with signal 9 unless it has ended by itself by then.
fn ended_within(mut child: Child, patience: Duration) -> bool {
    thread::sleep(patience);
    if let Some(status) = child.try_wait().expect("it can be asked") {
        assert!(status.success());
        return true;
    }
    child.kill().expect("it is killed");
    child.wait().expect("it ends");
    false
}

/// How many entries were recorded so far.
fn entries(data: &Path) -> usize {
    run(onramp(data).args(["export", "evidence"])).lines().count() - 1
}

/// What every entry says, learner by learner, each in the order of their chain. The two districts gave
/// other ids to the same people, and other moments to the same work.
fn states(data: &Path) -> Vec<Vec<String>> {
    let table = run(onramp(data).args(["export", "evidence"]));
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let headers = rows.headers().expect("a header").clone();
    let kept: Vec<usize> = ["learner", "competency", "points", "points_possible", "source", "instrument"]
        .iter()
        .map(|name| {
            headers.iter().position(|header| header == *name).unwrap_or_else(|| panic!("{headers:?}"))
        })
        .collect();
    let mut entries: Vec<Vec<String>> = rows
        .records()
        .map(|row| {
            let row = row.expect("a row");
            kept.iter().map(|at| row[*at].to_owned()).collect()
        })
        .collect();
    entries.sort_by(|one, other| one[0].cmp(&other[0]));
    entries
}

fn onramp(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onramp"));
    command.arg("--data").arg(data).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

#[track_caller]
fn run(command: &mut Command) -> String {
    let done = command.stderr(Stdio::piped()).output().expect("it runs");
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).expect("text")
}
