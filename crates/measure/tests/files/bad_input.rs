//! Every kind of bad input is refused with exit code 1, naming file, line, field, value and what to do, and
//! leaves nothing half written.

use std::{fmt::Write, fs};

use super::program::{folder, found, run};

const BANK: &[u8] =
    b"item,model,a,b,content\nq1,2pl,1,-0.5,x\nq2,2pl,1.2,0.3,x\nq3,2pl,0.8,0.1,y\nq4,2pl,0.9,1.1,y\n";

/// Thirty learners on three items, with the cells of one line replaced.
fn answers(line: usize, cells: &str) -> Vec<u8> {
    let mut text = "learner,q1,q2,q3\n".to_owned();
    for n in 2..32_usize {
        let usual = format!("l{n},{},{},{}", n % 2, usize::from(n % 3 == 0), usize::from(n % 5 < 2));
        text.push_str(if n == line { cells } else { &usual });
        text.push('\n');
    }
    text.into_bytes()
}

#[track_caller]
fn check(files: &[(&str, &[u8])], line: &str, named: &[&str]) {
    let folder = folder(files);
    let ended = run(folder.path(), &format!("{line} --out made.json"));
    let said = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(1), "{line}: {said}");
    assert!(ended.stdout.is_empty(), "{line} prints nothing on stdout");
    for part in named {
        assert!(said.contains(part), "{line}: {part:?} is not in {said}");
    }
    let mut left: Vec<String> = fs::read_dir(folder.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    left.retain(|name| files.iter().all(|(given, _)| given != name));
    assert!(left.is_empty(), "{line} left {left:?}");
}

#[track_caller]
fn check_answers(bytes: &[u8], named: &[&str]) {
    check(&[("a.csv", bytes)], "calibrate a.csv", named);
}

#[test]
fn an_empty_file_and_one_without_learners() {
    check_answers(b"", &["a.csv, line 1", "empty"]);
    check_answers(b"\n\n", &["a.csv, line 1", "empty"]);
    check_answers(b"learner,q1,q2\n", &["a.csv", "no learner", "add a line"]);
    check(&[], "calibrate nowhere.csv", &["nowhere.csv", "cannot be read", "check the name"]);
}

#[test]
fn one_item_or_one_learner_is_too_little() {
    let one_item: String =
        ["learner,q1\n".to_owned()].into_iter().chain((0..40).map(|n| format!("l{n},{}\n", n % 2))).collect();
    check_answers(one_item.as_bytes(), &["a.csv", "1 items are left to fit", "add items"]);
    check_answers(b"learner,q1,q2\nann,1,0\n", &["0 items are left", "field \"q1\"", "all answers score 1"]);
}

#[test]
fn a_column_without_answers_and_a_constant_one_are_set_aside_with_reasons_and_the_rest_is_fitted() {
    let mut text = "learner,q1,none,same,q2,q3\n".to_owned();
    for n in 0..60 {
        let right = |odds: i32| u8::from((n * 7 + odds) % 11 > odds);
        writeln!(text, "l{n},{},NA,1,{},{}", right(3), right(5), right(7)).expect("text");
    }
    let folder = folder(&[("a.csv", text.as_bytes())]);
    let found = found(folder.path(), "calibrate a.csv --model rasch");
    let aside = found["tables"]["set_aside"]["rows"].to_string();
    for part in ["none", "nobody answered it", "same", "all answers score 1"] {
        assert!(aside.contains(part), "{aside}");
    }
    assert_eq!(found["bank"]["items"].as_array().map(Vec::len), Some(3));
}

#[test]
fn what_is_no_score() {
    check_answers(
        &answers(5, "l5,1,yes,0"),
        &["a.csv, line 5", "field \"q2\"", "value \"yes\"", "whole number"],
    );
    check_answers(&answers(6, "l6,1,1,-2"), &["line 6", "field \"q3\"", "value \"-2\"", "--lowest"]);
    check_answers(&answers(7, "l7,1,0.5,1"), &["line 7", "field \"q2\"", "value \"0.5\""]);
    check_answers(
        &answers(8, "l8,1,99999999999,1"),
        &["line 8", "value \"99999999999\"", "at most 100 categories"],
    );
    check_answers(&answers(9, "l9,1,1"), &["line 9", "3 cells under 4 columns"]);
    check_answers(
        &answers(10, "l11,1,1,0"),
        &["line 11", "field \"learner\"", "value \"l11\"", "has line 10 already"],
    );
    check_answers(b"learner,q1,q1\na,1,0\n", &["line 1", "field \"q1\"", "two columns"]);
    check_answers(b"learner,q1,q\xFF\na,1,0\n", &["line 1", "not UTF-8"]);
    check_answers(b"learner,q1,q2\n\xFFx,1,0\n", &["line 2", "field \"learner\"", "not UTF-8"]);
}

#[test]
fn three_hundred_categories() {
    let mut text = "learner,q1,q2\n".to_owned();
    (0..300).for_each(|n| writeln!(text, "l{n},{n},{}", n % 2).expect("text"));
    check_answers(
        text.as_bytes(),
        &["line 102", "field \"q1\"", "value \"100\"", "merge neighbouring scores", "and 180 more"],
    );
}

#[test]
fn a_bank_without_parameters_or_with_wrong_ones() {
    let score = |bank: &[u8], named: &[&str]| {
        check(&[("a.csv", &answers(0, "")), ("b.csv", bank)], "score a.csv --bank b.csv", named);
    };
    score(
        b"item,model,a,b\nq1,2pl,,\nq2,2pl,1,0\nq3,2pl,1,0\n",
        &["b.csv", "value \"q1\"", "no parameters", "calibrate"],
    );
    score(
        b"item,model,a,b\nq1,4pl,1,0\n",
        &["b.csv, line 2", "field \"model\"", "value \"4pl\"", "rasch, 1pl"],
    );
    score(
        b"item,model,a,b\nq1,grm,1,0.5 -0.5\n",
        &["line 2", "field \"b\"", "value \"0.5 -0.5\"", "must fall"],
    );
    score(b"item,model,a,b,c\nq1,3pl,1,0,1.5\n", &["line 2", "field \"c\"", "value \"1.5\""]);
    score(b"item,model,a,b\nq1,2pl,1,inf\n", &["line 2", "field \"b\"", "value \"inf\"", "finite"]);
    score(b"item,model,a,b\nq1,2pl,1,0\nq1,2pl,1,0\n", &["line 3", "value \"q1\"", "line 2 has this item"]);
    score(b"item,model,a,b,enemies\nq1,2pl,1,0,q9\n", &["enemies of q1", "value \"q9\""]);
    score(b"x,y\n1,2\n", &["b.csv, line 1", "item, model, a, b"]);
    check(
        &[("a.csv", &answers(0, "")), ("b.json", b"{\"items\": 3}")],
        "score a.csv --bank b.json",
        &["b.json, line 1", "list \"items\""],
    );
}

#[test]
fn answers_that_do_not_belong_to_the_bank() {
    let bank: &[u8] = b"item,model,a,b\nq1,2pl,1,0\nq2,2pl,1,0\n";
    check(
        &[("a.csv", &answers(0, "")), ("b.csv", bank)],
        "score a.csv --bank b.csv",
        &["a.csv", "field \"q3\"", "not an item of the bank b.csv", "--leave-out"],
    );
    check(
        &[("a.csv", &answers(5, "l5,1,2,0")), ("b.csv", BANK)],
        "score a.csv --bank b.csv",
        &["a.csv, line 5", "field \"q2\"", "value \"2\"", "scores 0 to 1"],
    );
    check(
        &[("a.csv", &answers(5, "l5,1,2,0")), ("b.csv", BANK)],
        "decide a.csv --bank b.csv --cut 0",
        &["a.csv, line 5", "field \"q2\"", "value \"2\""],
    );
}

#[test]
fn quotas_that_cannot_be_met_name_their_conflict() {
    let quota = |line: &str, named: &[&str]| {
        check(&[("b.csv", BANK)], &format!("simulate --bank b.csv --learners 5 {line}"), named);
    };
    quota("--most 3 --quota x=3..3", &["--quota", "field \"x\"", "needs 3 items", "has 2"]);
    quota(
        "--most 3 --quota x=2..2 --quota y=2..2",
        &["--most", "need 4 items", "stops after 3", "raise --most to 4"],
    );
    quota("--least 4 --most 4 --quota x=0..1", &["--least", "allow 3 items", "lower --least to 3"]);
    quota("--quota x=2..1", &["field \"x\"", "value \"2..1\""]);
    quota("--quota z=1..2", &["value \"z\"", "no such content area", "\"x\", \"y\""]);
    quota("--per-set 3..2", &["--per-set", "lower number first"]);
    let sets: &[u8] = b"item,model,a,b,set\nq1,2pl,1,0,text\nq2,2pl,1,0,\nq3,2pl,1,0,\n";
    let line = "simulate --bank b.csv --learners 5 --most 3 --per-set 2";
    check(&[("b.csv", sets)], line, &["--per-set", "field \"text\"", "has 1"]);
    quota("--least 5 --most 3", &["--least", "raise --most"]);
}

#[test]
fn blueprints_that_are_none_or_that_no_test_keeps() {
    let with = |rows: &str, named: &[&str]| {
        let text = format!("rule,kind,where,fewest,most\n{rows}\n");
        let files: [(&str, &[u8]); 2] = [("b.csv", BANK), ("print.csv", text.as_bytes())];
        check(&files, "simulate --bank b.csv --learners 5 --blueprint print.csv", named);
    };
    with("a,,content=x,1,2", &["print.csv", "no line says how long"]);
    with("a,,,2,3", &["line 2", "one length"]);
    with(",,,9,9", &["line 2", "9 items cannot be made", "has 4"]);
    with(",,,3,3\nb,some,content=x,1,1", &["line 3", "value \"some\"", "number, together"]);
    with(",,,3,3\nb,,area=x,1,1", &["line 3", "no column is named", "item, content, set"]);
    with(",,,3,3\nb,,content=z,1,1", &["line 3", "no item of the bank"]);
    with(",,,3,3\nb,,content=x,-1,1", &["line 3", "value \"-1\"", "whole number"]);
    with(",,,3,3\nb,,content=x,2,1", &["line 3", "lower number first"]);
    with(",,,3,3\nb,,content=x,3,3", &["cannot be kept", "b: 3", "line 3"]);
    with(
        "long,,,3,3\nb,,content=x,0,1\nc,,content=y,0,1\nd,,item=q1,0,1",
        &[
            "no test keeps these together",
            "length: 3 (line 2)",
            "b: 0 to 1",
            "(line 3)",
            "c: 0 to 1",
            "(line 4)",
        ],
    );
    let rows = b"where,fewest,most\n,2,2\n";
    let line = "simulate --bank b.csv --learners 5 --blueprint p.csv";
    let files: [(&str, &[u8]); 2] = [("b.csv", BANK), ("p.csv", rows)];
    check(&files, &format!("{line} --selection randomesque:2"), &["--blueprint", "randomesque"]);
    let attributes: &[u8] = b"item,grade\nq1,4\nq1,5\n";
    let files: [(&str, &[u8]); 3] = [("b.csv", BANK), ("p.csv", rows), ("t.csv", attributes)];
    let named = ["t.csv, line 3", "has a line already", "value \"q2\"", "no attributes"];
    check(&files, &format!("{line} --attributes t.csv"), &named);
}

#[test]
fn answers_that_no_prerequisite_can_be_found_in() {
    let table = |learners: usize, cell: &str| {
        let mut text = "learner,add,divide\n".to_owned();
        for n in 0..learners {
            writeln!(text, "l{n},{},{cell}", n % 2).expect("a line");
        }
        text.into_bytes()
    };
    let with = |bytes: &[u8], more: &str, named: &[&str]| {
        check(&[("a.csv", bytes)], &format!("structure --discover a.csv {more}"), named);
    };
    with(&table(60, "1"), "", &["a.csv", "60 learners are too few", "100 are needed", "add learners"]);
    with(
        &table(120, "2"),
        "",
        &["a.csv, line 2", "field \"divide\"", "value \"2\"", "right (1) or wrong (0)"],
    );
    with(&table(120, "1"), "--strength 0", &["--strength", "value \"0\"", "above 0"]);
    let mut one = "learner,add\n".to_owned();
    for n in 0..120 {
        writeln!(one, "l{n},{}", n % 2).expect("a line");
    }
    with(one.as_bytes(), "", &["a.csv", "1 competency"]);
}

#[test]
fn abilities_that_are_no_numbers() {
    for (theta, value) in [("NaN", "NaN"), ("inf", "inf"), ("high", "high"), ("1e9", "1e9")] {
        let thetas = format!("theta\n0.5\n{theta}\n");
        check(
            &[("b.csv", BANK), ("t.csv", thetas.as_bytes())],
            "simulate --bank b.csv --abilities t.csv",
            &["t.csv, line 3", "field \"theta\"", &format!("value \"{value}\"")],
        );
    }
    check(&[("b.csv", BANK)], "simulate --bank b.csv --mean NaN", &["--mean", "finite"]);
    check(
        &[("a.csv", &answers(0, "")), ("b.csv", BANK)],
        "decide a.csv --bank b.csv --cut inf",
        &["--cut", "inf"],
    );
}

#[test]
fn long_tables() {
    let long = |body: &str, line: &str, named: &[&str]| {
        let text = format!("learner,item,score,competency,time\n{body}");
        check(&[("l.csv", text.as_bytes())], line, named);
    };
    long(
        "ann,q1,1,c,2026-03-01T10:00\nbob,q1,1,c,2026-01-01\nann,q2,0,c,2026-03-01T09:59\n",
        "trace l.csv",
        &[
            "l.csv, line 4",
            "field \"time\"",
            "value \"2026-03-01T09:59\"",
            "runs backwards",
            "line 2",
            "Sort",
        ],
    );
    long("ann,q1,1,c,soon\n", "trace l.csv", &["line 2", "field \"time\"", "value \"soon\""]);
    long(
        "ann,q1,1,c,1\nann,q1,0,c,2\n",
        "calibrate l.csv",
        &["line 3", "value \"q1 of ann\"", "keep one answer"],
    );
    long("ann,,1,c,1\n", "trace l.csv", &["line 2", "field \"item\"", "name is missing"]);
    long("ann,q1,3,c,1\n", "trace l.csv", &["line 2", "value \"3\"", "--passing"]);
    long("", "trace l.csv", &["l.csv", "no answer"]);
    long("ann,q1,1,c,1\nann,q2,1,c,2\n", "trace l.csv", &["too few learners"]);
    check(&[("a.csv", &answers(0, ""))], "trace a.csv", &["a.csv, line 1", "a line per answer"]);
}

#[test]
fn groups_forms_links_and_structures() {
    check(&[("a.csv", &answers(0, ""))], "dif a.csv", &["a.csv", "field \"group\"", "two groups"]);
    check(
        &[("x.csv", b"score,anchor\n1,1\n2,-1\n"), ("y.csv", b"score,anchor\n1,1\n3,0\n")],
        "equate x.csv y.csv --anchor internal",
        &["x.csv, line 3", "field \"anchor\"", "value \"-1\""],
    );
    check(
        &[("x.csv", b"score\n3\n3\n"), ("y.csv", b"score\n1\n3\n")],
        "equate x.csv y.csv",
        &["x.csv", "two different scores"],
    );
    check(
        &[("o.csv", BANK), ("n.csv", b"item,model,a,b\nz1,2pl,1,0\n")],
        "link o.csv n.csv",
        &["n.csv", "0 items are in o.csv too"],
    );
    check(
        &[("p.csv", b"before,after\nadd,multiply\nmultiply,divide\ndivide,add\ncount,add\n")],
        "structure p.csv",
        &[
            "p.csv",
            "add before multiply (line 2)",
            "multiply before divide (line 3)",
            "divide before add (line 4)",
            "Take one",
        ],
    );
    check(
        &[("p.csv", b"before,after\nadd,multiply\n")],
        "structure p.csv --known subtract",
        &["--known", "value \"subtract\"", "no such competency"],
    );
}

#[test]
fn growth_without_scores_norms_or_errors() {
    let growth = |scores: &str, norms: &str, line: &str, named: &[&str]| {
        let files: [(&str, &[u8]); 2] = [("s.csv", scores.as_bytes()), ("n.csv", norms.as_bytes())];
        check(&files, &format!("growth s.csv {line}"), named);
    };
    let few = "learner,start,start_se,end,end_se\nann,0,0.3,1,0.3\n";
    growth(few, "", "", &["s.csv", "1 learners with both scores are too few", "20 are needed", "--norms"]);
    growth("learner,start\nann,0\n", "", "", &["s.csv, line 1", "start_se"]);
    growth(
        "learner,start,start_se\nann,high,0.3\n",
        "",
        "",
        &["line 2", "field \"start\"", "value \"high\""],
    );
    growth("learner,start,start_se\nann,0,-1\n", "", "", &["line 2", "field \"start_se\"", "value \"-1\""]);
    let header = "grade,start_mean,start_sd,end_mean,end_sd,correlation\n";
    let wrong = format!("{header}4,200,15,209,15,1.2\n");
    growth(few, &wrong, "--norms n.csv", &["n.csv, line 2", "field \"correlation\"", "value \"1.2\""]);
    let of_four = format!("{header}4,200,15,209,15,0.8\n");
    let of_five = "learner,grade,start,start_se\nann,5,200,3\n";
    growth(
        of_five,
        &of_four,
        "--norms n.csv",
        &["s.csv, line 2", "field \"grade\"", "value \"5\"", "only of 4"],
    );
    growth(few, "", "--stretch 0.4", &["--stretch", "value \"0.4\""]);
}

#[test]
fn places_that_cannot_be_written_and_options_that_cannot_be() {
    let folder = folder(&[("a.csv", &answers(0, ""))]);
    for (line, part) in [
        ("calibrate a.csv --out nowhere/b.csv", "nowhere/b.csv"),
        ("calibrate a.csv --out b.txt", "ends in .csv, .json, .svg or .html"),
        ("calibrate a.csv --out b.svg", "draws nothing"),
        ("calibrate a.csv --threads 0", "--threads"),
        ("calibrate a.csv --nodes 3", "--nodes"),
        ("report a.csv", "--out FILE.html"),
    ] {
        let ended = run(folder.path(), line);
        let said = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(1), "{line}: {said}");
        assert!(said.contains(part), "{line}: {said}");
    }
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}
