use super::{ParameterRow, PopulationRow, read};

fn row(line: u64, name: &str, model: &str, a: &[f64], b: &[f64], c: Option<f64>) -> ParameterRow {
    let (name, model) = (name.to_owned(), model.to_owned());
    ParameterRow { line, name, model, a: a.to_vec(), b: b.to_vec(), c, d: Vec::new() }
}

#[track_caller]
fn check(text: &str, items: &[ParameterRow], populations: &[(f64, f64)], errors: u64) {
    let parsed = read("bank", text.as_bytes());
    let populations: Vec<_> = populations
        .iter()
        .map(|(mean, sd)| PopulationRow { group: String::new(), mean: *mean, sd: *sd })
        .collect();
    assert_eq!((parsed.errors, parsed.stopped), (errors, items.is_empty()), "{:?}", parsed.problems);
    if !parsed.stopped {
        assert_eq!((&parsed.batch.items[..], &parsed.batch.populations[..]), (items, &populations[..]));
    }
}

#[test]
fn a_bank_comes_in_as_a_table_in_either_shape_and_as_json() {
    let two = row(2, "q1", "2pl", &[1.2], &[-0.5], None);
    let three = row(3, "q2", "grm", &[0.8], &[-1.0, 0.5], None);
    check("item,model,a,b,c\nq1,2PL,1.2,-0.5,\nq2,grm,.8,-1 0.5,NA\n", &[two.clone(), three.clone()], &[], 0);
    check("Item;model;a;b1;b2\nq1;2pl;1.2;-0.5;\nq2;grm;0.8;-1;0.5\n", &[two.clone(), three], &[], 0);
    check("\u{feff}item,model,a,b\r\nq1,2pl,1.2,-0.5\r\n,population,1.1,0.2\r\n", &[two], &[(0.2, 1.1)], 0);
    let of_document = row(1, "q1", "3pl", &[1.2], &[-0.5], Some(0.2));
    let bank = r#"{"items": [{"item": "q1", "model": "3pl", "a": 1.2, "b": [-0.5], "c": 0.2, "a_se": 0.1}],
        "populations": [{"group": "", "mean": 0, "sd": 1, "mean_se": null}]}"#;
    check(bank, std::slice::from_ref(&of_document), &[(0.0, 1.0)], 0);
    let printed = format!(r#"{{"schema": "onramp-measure/1", "command": "calibrate", "bank": {bank}}}"#);
    check(&printed, &[of_document], &[(0.0, 1.0)], 0);
}

#[test]
fn what_is_wrong_is_all_told_at_once_and_the_rest_comes_in() {
    let good = row(2, "q1", "", &[], &[0.1], None);
    check(
        "item,model,a,b\nq1,,,0.1\nq2,,inf,0\nq3,,1,x\n,population,1,\n",
        std::slice::from_ref(&good),
        &[],
        3,
    );
    let json = r#"{"items": [{"item": "q1", "b": 0.1}, 3, {"item": 4}, {"item": "x", "a": "y"}],
        "populations": [{"mean": [0, 1], "sd": 1}]}"#;
    check(json, &[ParameterRow { line: 1, ..good }], &[], 4);
}

#[test]
fn a_file_that_holds_no_bank_is_stopped() {
    for (text, errors) in [
        ("", 1_u64),
        ("item,model,a,b\n", 1),
        ("model,a,b\n2pl,1,0\n", 2),
        ("{", 2),
        ("{\"items\": 3}", 2),
        ("{\"items\": []}", 1),
        ("[]", 1),
        ("item\0,model\n", 1),
    ] {
        let parsed = read("bank", text.as_bytes());
        assert!(
            parsed.stopped && parsed.errors >= 1 && parsed.errors <= errors + 1,
            "{text}: {:?}",
            parsed.problems
        );
    }
    assert!(read("bank", &[0xE4, b',', 0xFF]).stopped);
}

#[test]
fn a_cell_of_megabytes_and_a_truncated_document_are_refused() {
    let long = format!("item,model,a,b\n{},2pl,1,0\n", "q".repeat(3_000_000));
    assert!(read("bank", long.as_bytes()).stopped);
    let bank = r#"{"items": [{"item": "q1", "b": 0.1}]}"#;
    for end in 1..bank.len() {
        assert!(read("bank", &bank.as_bytes()[..end]).stopped, "{end}");
    }
}
