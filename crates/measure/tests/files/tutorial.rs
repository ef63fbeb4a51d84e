//! Every example of `docs/measure.md` runs and prints what stands there.

use std::{env, path::Path, process::Command};

const GUIDE: &str = include_str!("../../../../docs/measure.md");

/// The fenced blocks of the tutorial, by language.
fn blocks() -> Vec<(&'static str, Vec<&'static str>)> {
    let tutorial = GUIDE.split("## A tutorial").nth(1).expect("a tutorial");
    let mut blocks = Vec::new();
    let mut open: Option<(&str, Vec<&str>)> = None;
    for line in tutorial.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(language), None) => open = Some((language, Vec::new())),
            (None, Some((_, lines))) => lines.push(line),
            (None, None) => {}
        }
    }
    blocks
}

#[test]
fn every_example_of_the_tutorial_runs_and_prints_what_stands_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = Path::new(env!("CARGO_BIN_EXE_onramp-measure"));
    let path =
        format!("{}:{}", program.parent().expect("a folder").display(), env::var("PATH").unwrap_or_default());
    let shell = |script: &str| {
        let ran = Command::new("sh")
            .args(["-e", "-c", script])
            .current_dir(folder.path())
            .env("PATH", &path)
            .output();
        let ran = ran.expect("a shell");
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert!(ran.status.success() && said.is_empty(), "{script}: {said}");
        String::from_utf8(ran.stdout).expect("text")
    };
    let mut examples = 0;
    for (language, lines) in blocks() {
        match language {
            "sh" => {
                shell(&lines.join("\n"));
            }
            "console" => {
                for part in lines.join("\n").split("$ ").skip(1) {
                    let (command, expected) = part.split_once('\n').unwrap_or((part, ""));
                    assert_eq!(shell(command).trim_end(), expected.trim_end(), "$ {command}");
                    examples += 1;
                }
            }
            other => panic!("a block of {other}"),
        }
    }
    assert!(examples > 12, "{examples} examples");
}

#[test]
fn the_guide_names_every_command() {
    for command in [
        "calibrate",
        "score",
        "simulate",
        "online",
        "trace",
        "decide",
        "equate",
        "link",
        "growth",
        "dif",
        "structure",
        "report",
    ] {
        assert!(GUIDE.contains(&format!("| `{command} ")), "{command}");
    }
}
