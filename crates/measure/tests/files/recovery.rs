//! Made-up answers give back what made them, within the stated errors; what was planted is found.

use std::{fmt::Write, fs};

use serde_json::Value;

use super::program::{figure, folder, found, number, rows, run};

/// Items of several models.
const BANK: &[u8] = b"item,model,a,b,c,content,enemies\n\
q1,2pl,1.2,-1.0,,x,\nq2,2pl,0.8,-0.6,,x,q3\nq3,2pl,1.5,-0.2,,x,\nq4,2pl,1.0,0.0,,x,\nq5,2pl,1.3,0.3,,y,\n\
q6,2pl,0.9,0.7,,y,\nq7,2pl,1.1,1.1,,y,\nq8,grm,1.2,-0.9 0.1 1.0,,y,\nq9,gpcm,0.8,0.4 -0.3,,z,\nq10,2pl,1.4,-0.5,,z,\n";

/// The lowest of forty-odd standardized deviations is beyond 4 once in a thousand such tests, and the seed is fixed.
const FAR: f64 = 4.0;

#[test]
fn calibration_gives_the_bank_back_within_its_errors_and_carries_content_and_enemies_over() {
    let folder = folder(&[("bank.csv", BANK)]);
    let at = folder.path();
    assert!(
        run(at, "simulate --bank bank.csv --learners 3000 --most 3 --write-answers a.csv").status.success()
    );
    // The same bank without parameters says the models.
    let models: String = String::from_utf8_lossy(BANK)
        .lines()
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            if cells[0] == "item" {
                format!("{line}\n")
            } else {
                format!("{},{},,,,{},{}\n", cells[0], cells[1], cells[5], cells[6])
            }
        })
        .collect();
    fs::write(at.join("models.csv"), models).expect("written");
    let found = found(at, "calibrate a.csv --items models.csv --out made.csv");
    let truth: Value = super::program::found(at, "calibrate a.csv --items bank.csv");
    let (items, truths) = (rows(&found, "items"), rows(&truth, "items"));
    let mut compared = 0;
    for (item, truth) in items.iter().zip(truths) {
        for key in ["a", "b"] {
            let list = |row: &Value, key: &str| -> Vec<f64> {
                row[key].as_array().map_or_else(
                    || vec![number(row, key)],
                    |list| list.iter().filter_map(Value::as_f64).collect(),
                )
            };
            let errors = list(item, &format!("{key}_se"));
            for ((value, truth), error) in list(item, key).iter().zip(list(truth, key)).zip(errors) {
                assert!(
                    (value - truth).abs() < FAR * error && error < 0.5,
                    "{item}: {value} {truth} {error}"
                );
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 8 * 2 + 4 + 3);
    let made = fs::read_to_string(at.join("made.csv")).expect("written");
    assert!(made.lines().any(|line| line.starts_with("q2,2pl,") && line.ends_with(",x,,q3")), "{made}");
}

#[test]
fn scores_lie_around_the_abilities_and_every_method_and_table_is_there() {
    let folder = folder(&[("bank.csv", BANK)]);
    let at = folder.path();
    assert!(
        run(at, "simulate --bank bank.csv --learners 800 --mean 0.5 --sd 0.8 --most 3 --write-answers a.csv")
            .status
            .success()
    );
    for method in ["eap", "map", "wle", "ml"] {
        let line = format!(
            "score a.csv --bank bank.csv --mean 0.5 --sd 0.8 --method {method} --person-fit --sum-scores --plausible 2"
        );
        let found = found(at, &line);
        assert!((figure(&found, "mean") - 0.5).abs() < 0.15, "{method}");
        assert_eq!(rows(&found, "scores").len(), 800);
        assert_eq!(rows(&found, "sum_scores").len(), 8 + 3 + 2 + 1);
        assert!(
            rows(&found, "scores")[0]["pv2"].is_number()
                && found["tables"]["scores"]["units"]["theta"] == "logit"
        );
    }
}

#[test]
fn a_moved_bank_is_brought_back_by_every_criterion_and_an_item_that_changed_is_named() {
    let moved = |a: f64, b: f64| (a / 0.8, (b - 0.5) * 0.8 + 0.0);
    let mut old = "item,model,a,b,a_se,b_se\n".to_owned();
    let mut new = old.clone();
    for n in 0..12_i32 {
        let (a, b) = (0.8 + 0.05 * f64::from(n), f64::from(n - 6) / 3.0);
        let (a_new, b_new) = moved(a, b);
        let b_new = if n == 11 { b_new + 0.9 } else { b_new };
        writeln!(old, "q{n},2pl,{a},{b},0.05,0.05").expect("text");
        writeln!(new, "q{n},2pl,{a_new},{b_new},0.05,0.05").expect("text");
    }
    let folder = folder(&[("old.csv", old.as_bytes()), ("new.csv", new.as_bytes())]);
    let at = folder.path();
    let all = found(at, "link old.csv new.csv --replications 10");
    assert!(all["notes"].to_string().contains("q11"), "{}", all["notes"]);
    let clean = found(at, "link old.csv new.csv --leave-out q11 --replications 10 --out linked.csv");
    // theta_new = 0.8 (theta_old - 0.5), so A = 1.25 and B = 0.5.
    for row in rows(&clean, "lines") {
        assert!((number(row, "a") - 1.25).abs() < 1e-3 && (number(row, "b") - 0.5).abs() < 1e-3, "{row}");
        assert!(
            row["criterion"] == "haebara" || number(row, "a_se") > 0.0 && number(row, "b_se") > 0.0,
            "{row}"
        );
    }
    let linked = fs::read_to_string(at.join("linked.csv")).expect("written");
    let line = linked.lines().find(|line| line.starts_with("q0,")).expect("q0");
    let cells: Vec<f64> =
        line.split(',').skip(2).take(2).map(|cell| cell.parse().expect("a number")).collect();
    assert!((cells[0] - 0.8).abs() < 1e-3 && (cells[1] + 2.0).abs() < 1e-3, "{line}");
}

/// The answers of two groups, the focal one finding q4 harder by a logit.
fn two_groups(at: &std::path::Path) {
    let harder = String::from_utf8_lossy(BANK).replace("q4,2pl,1.0,0.0", "q4,2pl,1.0,1.0");
    fs::write(at.join("focal.csv"), harder).expect("written");
    assert!(
        run(at, "simulate --bank bank.csv --learners 1500 --most 2 --write-answers r.csv --seed 3")
            .status
            .success()
    );
    assert!(
        run(at, "simulate --bank focal.csv --learners 1500 --most 2 --write-answers f.csv --seed 4")
            .status
            .success()
    );
    let mut text = String::new();
    for (file, group) in [("r.csv", "town"), ("f.csv", "country")] {
        let read = fs::read_to_string(at.join(file)).expect("written");
        for (place, line) in read.lines().enumerate() {
            match (place, text.is_empty()) {
                (0, true) => writeln!(text, "group,{line}").expect("text"),
                (0, false) => {}
                _ => writeln!(text, "{group},{group} {line}").expect("text"),
            }
        }
    }
    fs::write(at.join("both.csv"), text).expect("written");
}

#[test]
fn an_item_that_is_harder_for_one_group_is_found_by_every_method_and_in_running_tests() {
    let folder = folder(&[("bank.csv", BANK)]);
    let at = folder.path();
    two_groups(at);
    let found = found(at, "dif both.csv --leave-out q8,q9");
    for row in rows(&found, "items") {
        let planted = row["item"] == "q4";
        for size in ["mh_size", "logistic_size", "irt_size"] {
            let letter = row[size].as_str().expect("a letter");
            assert!(if planted { letter != "A" } else { letter == "A" }, "{size} of {row}");
        }
        assert_eq!(
            row["flag"].as_str().is_some_and(|flag| flag.contains("harder for country")),
            planted,
            "{row}"
        );
    }
    let turned =
        super::program::found(at, "dif both.csv --leave-out q8,q9 --reference country --methods irt");
    assert!(number(&rows(&turned, "items")[3], "irt") > 0.0);
    let watched = super::program::found(at, "online both.csv --bank bank.csv --most-exposed 1");
    for row in rows(&watched, "items") {
        let flag = row["flags"].as_str().unwrap_or_default();
        assert_eq!(flag.contains("learners of country score"), row["item"] == "q4", "{row}");
    }
}

#[test]
fn new_items_are_calibrated_among_running_tests_and_a_changed_one_is_noticed() {
    let folder = folder(&[("bank.csv", BANK)]);
    let at = folder.path();
    // What is answered: the bank with q4 easier than it was calibrated.
    let changed = String::from_utf8_lossy(BANK).replace("q4,2pl,1.0,0.0", "q4,2pl,1.0,-0.8");
    fs::write(at.join("changed.csv"), changed).expect("written");
    assert!(
        run(at, "simulate --bank changed.csv --learners 2500 --most 2 --write-answers a.csv")
            .status
            .success()
    );
    // What is known: q6 is new, q10 is not in the bank.
    let known: String = String::from_utf8_lossy(BANK)
        .lines()
        .filter(|line| !line.starts_with("q10,"))
        .map(|line| if line.starts_with("q6,") { "q6,2pl,,,,y,\n".to_owned() } else { format!("{line}\n") })
        .collect();
    fs::write(at.join("known.csv"), known).expect("written");
    let found = found(at, "online a.csv --bank known.csv --out grown.csv");
    let mut alarms = 0;
    for row in rows(&found, "items") {
        let name = row["item"].as_str().expect("a name");
        if name == "q4" {
            assert_eq!(row["drift"], "easier", "{row}");
        }
        alarms += usize::from(!row["drift"].is_null());
        let flags = row["flags"].as_str().unwrap_or_default();
        assert!(flags.contains("have seen this question"), "everybody saw it: {row}");
        if let Some((a, b)) = [("q6", (0.9, 0.7)), ("q10", (1.4, -0.5))]
            .into_iter()
            .find_map(|(new, truth)| (new == name).then_some(truth))
        {
            assert_eq!(row["status"], "new");
            assert!((number(row, "a") - a).abs() < FAR * number(row, "a_se"), "{row}");
            // q4 moved, which moves abilities a little: a tenth of a logit is let pass.
            assert!((number(row, "b") - b).abs() < FAR * number(row, "b_se") + 0.1, "{row}");
        }
    }
    // 17,500 answers to the seven sound items: a false alarm on either side comes about every 25,000.
    assert!(alarms <= 5, "{alarms}");
    let grown = fs::read_to_string(at.join("grown.csv")).expect("written");
    assert!(grown.contains("\nq10,2pl,") && grown.contains("\nq6,2pl,"), "{grown}");
    let few = super::program::found(at, "online a.csv --bank known.csv --fewest 5000");
    let row = rows(&few, "items").iter().find(|row| row["item"] == "q6").expect("q6");
    assert!(row["a"].is_null() && row["flags"].to_string().contains("2500 more are needed"), "{row}");
}

#[test]
fn decisions_say_how_sure_they_are_and_how_many_answers_are_missing() {
    let folder = folder(&[
        ("bank.csv", BANK),
        ("a.csv", b"learner,q1,q2,q4,q5\nable,1,1,1,1\nnew,,,,\nweak,0,0,0,0\n"),
    ]);
    let found = found(folder.path(), "decide a.csv --bank bank.csv --cut -0.2 --risk 0.2");
    let [able, new, weak] = rows(&found, "decisions") else { panic!("three rows") };
    assert_eq!(
        (&able["decision"], &new["decision"], &weak["decision"]),
        (&"mastered".into(), &"not sure".into(), &"not yet".into())
    );
    // Without answers the population stands: P(theta > -0.2) of a standard normal.
    assert!(
        (number(new, "chance_above") - 0.579_260).abs() < 1e-3 && number(new, "more_answers") > 0.0,
        "{new}"
    );
    for row in [able, new, weak] {
        assert!((number(row, "wrong_if_mastered") + number(row, "wrong_if_not_yet") - 1.0).abs() < 1e-12);
    }
    assert_eq!(able["more_answers"], 0);
}

#[test]
fn growth_is_compared_with_that_of_learners_who_began_alike() {
    let norms = b"grade,start_mean,start_sd,end_mean,end_sd,correlation\n4,200,15,209,15,0.8\n";
    let scores =
        b"learner,grade,start,start_se,end,end_se\nann,4,215,0,221,0\nbob,4,215,0,,\ncai,4,200,20,209,20\n";
    let folder = folder(&[("n.csv", norms), ("s.csv", scores)]);
    let found = found(folder.path(), "growth s.csv --norms n.csv");
    let [ann, bob, cai] = rows(&found, "learners") else { panic!("three rows") };
    // By hand: one standard deviation above at the start, 0.8 of one expected at the end, 209 + 12 = 221; the
    // stretch goal 0.841621 times 15 sqrt(1 - 0.64) = 9 above.
    for row in [ann, bob] {
        assert!((number(row, "typical_goal") - 221.0).abs() < 1e-9, "{row}");
        assert!((number(row, "stretch_goal") - (221.0 + 9.0 * 0.841_621)).abs() < 1e-4, "{row}");
    }
    assert!((number(ann, "percentile") - 0.5).abs() < 1e-9 && ann["goal_reached"] == "typical", "{ann}");
    assert!(bob["percentile"].is_null() && bob["goal_reached"].is_null(), "{bob}");
    // Scores that say little leave nearly everything possible.
    assert!(number(cai, "from") < 0.1 && number(cai, "to") > 0.9, "{cai}");
}

/// Answers of learners who learn, by competency.
fn practice() -> Vec<u8> {
    let mut text = "learner,item,score,competency\n".to_owned();
    for learner in 0..60 {
        for (step, competency) in (0..24).map(|step| (step, ["add", "multiply"][step % 2])) {
            // Right from some step on, with a slip now and then.
            let from = (learner * 7) % 20;
            let right = (step >= from) != ((learner + 3 * step) % 9 == 0);
            writeln!(text, "l{learner},{competency} {},{},{competency}", step % 6, u8::from(right))
                .expect("text");
        }
    }
    text.into_bytes()
}

#[test]
fn tracing_judges_all_models_on_new_learners_and_decides_what_is_known() {
    let folder = folder(&[("p.csv", &practice())]);
    let at = folder.path();
    let traced = found(at, "trace p.csv --replications 10");
    assert_eq!(rows(&traced, "models").len(), 8);
    for row in rows(&traced, "models") {
        assert!(number(row, "auc") > 0.5 && number(row, "auc_se") > 0.0 && number(row, "ece") < 0.3, "{row}");
    }
    assert!(!traced["tables"]["models"].to_string().contains("das3h"), "there are no times");
    let timed = String::from_utf8_lossy(&practice())
        .lines()
        .enumerate()
        .map(|(place, line)| match place {
            0 => format!("{line},time\n"),
            _ => format!("{line},{}\n", 40 * place),
        })
        .collect::<String>();
    fs::write(at.join("timed.csv"), timed).expect("written");
    let by_time = found(at, "trace timed.csv --models das3h,pfa --replications 0");
    assert!(number(&rows(&by_time, "models")[1], "auc") > 0.6, "{}", by_time["tables"]["models"]);
    let learners = figure(&traced, "train_learners") + figure(&traced, "test_learners");
    assert!((learners - 60.0).abs() < 0.5 && rows(&traced, "skills").len() == 2);
    let decided = found(at, "decide p.csv");
    assert_eq!(rows(&decided, "decisions").len(), 120);
    // One answer with two competencies on two lines is one answer.
    let twice = b"learner,item,score,competency\nann,q1,1,a\nann,q1,1,b\nann,q2,0,a\nbob,q1,0,a\nbob,q1,0,b\nbob,q2,1,a\n";
    fs::write(at.join("twice.csv"), twice).expect("written");
    let merged = found(at, "trace twice.csv --hold-out 0.5 --models elo --seed 2 --replications 0");
    assert_eq!(merged["figures"]["train_answers"]["value"], 2);
    assert_eq!(merged["figures"]["test_answers"]["value"], 2);
    assert!(
        merged["notes"].to_string().contains("2 lines named a further competency"),
        "{}",
        merged["notes"]
    );
}

#[test]
fn a_structure_says_what_comes_next_and_a_page_needs_nothing_else() {
    let folder = folder(&[
        ("p.csv", b"before,after\nadd,multiply\nadd,subtract\nmultiply,divide\nsubtract,divide\n"),
        ("bank.csv", BANK),
    ]);
    let at = folder.path();
    let found = found(at, "structure p.csv --known add,multiply");
    // States by hand: {}, a, am, as, ams, amsd.
    assert_eq!(
        (&found["figures"]["states"]["value"], &found["figures"]["implied"]["value"]),
        (&6.into(), &5.into())
    );
    let next: Vec<(&str, &str)> = rows(&found, "next")
        .iter()
        .map(|row| (row["competency"].as_str().unwrap_or_default(), row["is"].as_str().unwrap_or_default()))
        .collect();
    assert_eq!(next, [("subtract", "ready to be learned"), ("multiply", "learned last, perhaps")]);
    assert!(
        run(at, "simulate --bank bank.csv --learners 500 --most 2 --write-answers a.csv --out sim.svg")
            .status
            .success()
    );
    assert!(run(at, "report a.csv --model gpcm --out page.html").status.success());
    let page = fs::read_to_string(at.join("page.html")).expect("written");
    let charts = page.matches("<svg ").count();
    assert_eq!((charts, page.matches("</svg>").count()), (10 + 2 + 1, charts));
    for outside in ["<script", "src=", "href=", "url(", "@import"] {
        assert!(!page.contains(outside), "{outside}");
    }
    for part in [
        "Wright map",
        "Marginal reliability",
        "Fit of items",
        "Information of the form",
        "<th scope=\"row\">q10</th>",
    ] {
        assert!(page.contains(part), "{part}");
    }
    let drawing = fs::read_to_string(at.join("sim.svg")).expect("written");
    assert!(drawing.starts_with("<svg ") && drawing.matches("<title>").count() == 3);
}
