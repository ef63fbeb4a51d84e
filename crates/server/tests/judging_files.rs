//! Files are judged and measured without a database.

mod served;

use std::fmt::Write as _;

use served::{done, onramp};

#[test]
fn evidence_in_a_file_is_judged_by_chances_without_a_database() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path.to_str().expect("a readable path").to_owned()
    };
    let mut rows = "learner,competency,points,points_possible,worked_at,instrument\n".to_owned();
    for item in 1..=5 {
        rows += format!("noor,fractions,1,1,2026-09-0{item},q{item}\n").as_str();
    }
    let answers = file("answers.csv", &rows);
    let bank: Vec<String> = (1..=5).map(|item| format!("q{item},2pl,1.5,-1\n")).collect();
    let bank = bank.concat();
    let bank = file("bank.csv", &format!("item,model,a,b\n{bank}"));
    for (arguments, expected) in [
        (&["--rule", "bkt"][..], "\"mastered\": true"),
        (&["--rule", "bkt", "--param", "learn=0", "--param", "guess=80"], "\"mastered\": false"),
        (&["--rule", "irt_cut", "--items", &bank, "--param", "sure=80"], "\"mastered\": true"),
        (&["--rule", "irt_cut", "--items", &bank], "Undecided: more answers are needed."),
        (&["--rule", "time_decayed", "--choose", "forgetting=fsrs"], "\"value\": 1.0"),
    ] {
        let said = done(folder.path(), &[&["--json", "mastery", "judge"], arguments, &[&answers]].concat());
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
    for (arguments, expected) in [
        (&["--rule", "irt_cut"][..], "give their file with --items"),
        (&["--rule", "bkt", "--items", &bank], "does not judge by item parameters"),
        (&["--rule", "bkt", "--param", "guess=60", "--param", "slip=40"], "cannot judge together"),
        (&["--rule", "irt_cut", "--items", &answers], "answers.csv cannot be used"),
        (&["--rule", "traced"], "give their file with --tracing"),
        (&["--rule", "traced", "--items", &bank], "does not judge by item parameters"),
        (&["--rule", "traced", "--tracing", &bank], "bank.csv cannot be used"),
    ] {
        let asked = [&["mastery", "judge"], arguments, &[&answers]].concat();
        let refused = onramp(folder.path()).args(&asked).output().expect("it runs");
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(refused.status.code() == Some(1) && said.contains(expected), "{arguments:?}: {said}");
    }
}

#[test]
fn a_model_traced_from_answers_is_what_the_rule_judges_by() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path.to_str().expect("a readable path").to_owned()
    };
    // Who is right once is right from then on, with a slip now and then; who is not stays wrong.
    let mut practice = String::from("learner,item,score,competency\n");
    for learner in 0..60 {
        for step in 0..12 {
            let right = step >= (learner * 7) % 16 && (learner + 3 * step) % 11 != 0;
            _ = writeln!(practice, "l{learner},q{},{},fractions", step % 5, u8::from(right));
        }
    }
    let practice = file("practice.csv", &practice);
    let model = folder.path().join("tracing.json");
    let model = model.to_str().expect("a readable path");
    let asked = ["measure", "trace", &practice, "--models", "elo", "--for-judging", "--out", model];
    let said = done(folder.path(), &asked);
    assert!(said.contains("onramp import tracing FILE.json"), "{said}");
    let mut rows = String::from("learner,competency,points,points_possible,worked_at,instrument\n");
    for step in 0..8 {
        _ = writeln!(rows, "noor,fractions,1,1,2026-09-0{},q{}", step + 1, step % 5);
        _ = writeln!(rows, "omar,fractions,{},1,2026-09-0{},q{}", u8::from(step < 2), step + 1, step % 5);
        _ = writeln!(rows, "omar,angles,1,1,2026-09-0{},q{}", step + 1, step % 5);
    }
    let answers = file("answers.csv", &rows);
    let said = done(
        folder.path(),
        &["--json", "mastery", "judge", "--rule", "traced", "--tracing", model, &answers],
    );
    let judged: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let of = |place: usize| {
        let one = &judged[place];
        (
            one["learner"].as_str(),
            one["competency"].as_str(),
            one["mastered"].as_bool(),
            one["value"].is_null(),
        )
    };
    assert_eq!(of(0), (Some("noor"), Some("fractions"), Some(true), false), "{said}");
    assert_eq!(of(1), (Some("omar"), Some("angles"), Some(false), true), "{said}");
    assert_eq!(of(2), (Some("omar"), Some("fractions"), Some(false), false), "{said}");
    assert!(said.contains("tracing weights of 1 competencies"), "{said}");
    assert!(said.contains("say nothing of this competency"), "{said}");
}

#[test]
fn measuring_gives_exactly_what_the_small_program_gives() {
    #[derive(clap::Parser)]
    struct Small {
        #[command(flatten)]
        measure: measure::Measure,
    }
    let folder = tempfile::tempdir().expect("a folder");
    let bank = folder.path().join("bank.csv");
    std::fs::write(&bank, "item,model,a,b\nq1,2pl,1,-0.5\nq2,2pl,1.2,0.3\nq3,rasch,,1\n").expect("written");
    let pairs = folder.path().join("pairs.csv");
    std::fs::write(&pairs, "before,after\nadd,multiply\n").expect("written");
    let [bank, pairs] = [&bank, &pairs].map(|path| path.to_str().expect("a readable path"));
    for arguments in [
        &["simulate", "--bank", bank, "--learners", "50", "--most", "2", "--seed", "7"][..],
        &["structure", pairs, "--known", "add"],
    ] {
        let line = ["onramp-measure"].iter().chain(arguments);
        let small = <Small as clap::Parser>::try_parse_from(line).expect("it is understood");
        for json in [false, true] {
            let before: &[&str] = if json { &["--json", "measure"] } else { &["measure"] };
            let expected = measure::run(&small.measure, json).expect("it runs");
            assert_eq!(done(folder.path(), &[before, arguments].concat()), expected, "{arguments:?}");
        }
    }
    let refused = onramp(folder.path()).args(["measure", "calibrate", bank]).output().expect("it runs");
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(refused.status.code() == Some(1) && said.contains("line 2, field \"model\""), "{said}");
}
