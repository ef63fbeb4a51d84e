//! What others have published, from files. The data is not part of the project; without it, nothing is tried.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use super::program::{figure, folder, found, number, rows};

/// The folder of data, if there is one.
fn data() -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let data = std::env::var_os("ONRAMP_DATA").map_or_else(|| Path::new(beside).to_owned(), PathBuf::from);
    let there = data.join("measurement").is_dir();
    if !there {
        println!("skipped: {} is not here", data.display());
    }
    there.then_some(data)
}

#[test]
fn lsat7_is_that_of_mirt() {
    let Some(data) = data() else { return };
    let folder = folder(&[]);
    let at = folder.path();
    let file = data.join("measurement/LSAT7.csv");
    let made = found(at, &format!("calibrate {} --fit --out bank.csv", file.display()));
    for (key, reference, near) in [
        ("log_likelihood", -2_658.805_114, 1e-4),
        ("marginal_reliability", 0.4418, 1e-4),
        ("empirical_reliability", 0.4523, 1e-4),
        ("m2", 11.9384, 1e-3),
        ("m2_p", 0.0356, 1e-4),
        ("rmsea", 0.0373, 1e-4),
    ] {
        assert!((figure(&made, key) - reference).abs() < near, "{key}: {}", figure(&made, key));
    }
    let slopes =
        [0.98755, 1.08084, 1.70748, 0.76499, 0.73567].iter().zip([0.1772, 0.1688, 0.3211, 0.1341, 0.1511]);
    for (row, (a, error)) in rows(&made, "items").iter().zip(slopes) {
        assert!((number(row, "a") - a).abs() < 1e-3 && (number(row, "a_se") - error).abs() < 2e-4, "{row}");
    }
    assert!((number(&rows(&made, "fit")[1], "s_x2") - 14.453).abs() < 2e-3);
    // The scores of all patterns.
    let reference = fs::read_to_string(data.join("measurement/LSAT7_2PL_EAP_mirt.csv")).expect("a file");
    let (mut patterns, mut scores) = ("Item.1,Item.2,Item.3,Item.4,Item.5\n".to_owned(), Vec::new());
    for line in reference.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        writeln!(patterns, "{}", cells[..5].join(",")).expect("text");
        scores.push([cells[5], cells[6]].map(|cell| cell.parse::<f64>().expect("a number")));
    }
    fs::write(at.join("patterns.csv"), patterns).expect("written");
    let by_bank = found(at, "score patterns.csv --bank bank.csv");
    assert_eq!(rows(&by_bank, "scores").len(), scores.len());
    for (row, [theta, error]) in rows(&by_bank, "scores").iter().zip(scores) {
        assert!(
            (number(row, "theta") - theta).abs() < 1e-3 && (number(row, "theta_se") - error).abs() < 1e-3,
            "{row}"
        );
    }
}

#[test]
fn science_by_the_graded_model_is_that_of_mirt() {
    let Some(data) = data() else { return };
    let folder = folder(&[]);
    let file = data.join("measurement/Science.csv");
    let made = found(folder.path(), &format!("calibrate {} --model grm --lowest 1", file.display()));
    assert!((figure(&made, "log_likelihood") + 1608.8694).abs() < 1e-3);
}

#[test]
fn act_mathematics_is_that_of_equate() {
    let Some(data) = data() else { return };
    let counts = fs::read_to_string(data.join("measurement/ACTmath.csv")).expect("a file");
    let form = |column: usize| {
        let mut text = "score,count\n".to_owned();
        for line in counts.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            writeln!(text, "{},{}", cells[0], cells[column]).expect("text");
        }
        text
    };
    let folder = folder(&[("x.csv", form(1).as_bytes()), ("y.csv", form(2).as_bytes())]);
    let line = "equate x.csv y.csv --highest-x 40 --highest-y 40 --replications 0";
    for (line, column, file, near) in [
        (line.to_owned(), "linear", "equate_ACTmath_linear.csv", 1e-3),
        (line.to_owned(), "equipercentile", "equate_ACTmath_equip.csv", 1e-3),
        (format!("{line} --smooth 6"), "equipercentile", "equate_ACTmath_equip_loglin6.csv", 1e-3),
    ] {
        let equated = found(folder.path(), &line);
        let reference = fs::read_to_string(data.join("measurement").join(file)).expect("a file");
        for (row, line) in rows(&equated, "equated").iter().zip(reference.lines().skip(1)) {
            let expected: f64 = line.split(',').nth(1).and_then(|cell| cell.parse().ok()).expect("a number");
            assert!((number(row, column) - expected).abs() < near, "{file}: {row} {expected}");
        }
    }
}

#[test]
fn an_adaptive_test_of_five_hundred_items_meets_the_goal() {
    let Some(data) = data() else { return };
    let folder = folder(&[]);
    let at = folder.path();
    let thetas = fs::read_to_string(data.join("measurement/cat_thetas1000.csv")).expect("a file");
    fs::write(at.join("thetas.csv"), format!("theta\n{thetas}")).expect("written");
    let bank = data.join("measurement/cat_bank500_3pl.csv");
    let line =
        format!("simulate --bank {} --abilities thetas.csv --stop-error 0.3 --most 60", bank.display());
    let found = found(at, &line);
    assert!(
        figure(&found, "length") < 21.9
            && figure(&found, "rmse") < 0.305
            && figure(&found, "bias").abs() < 0.02
    );
}

#[test]
fn ratings_on_assistments_2009_are_those_of_the_reference() {
    let Some(data) = data() else { return };
    let folder = folder(&[]);
    let file = |part: &str| data.join(format!("responses/assistments09_preprocessed_data_{part}.csv"));
    let line = format!(
        "trace {} --test {} --models elo --replications 0",
        file("train").display(),
        file("test").display()
    );
    let traced = found(folder.path(), &line);
    assert!(
        (number(&rows(&traced, "models")[0], "auc") - 0.7568).abs() < 5e-4,
        "{}",
        traced["tables"]["models"]
    );
    let answers = |part: &str| traced["figures"][part]["value"].clone();
    assert_eq!((answers("train_answers"), answers("test_answers")), (220_070.into(), 58_266.into()));
}
