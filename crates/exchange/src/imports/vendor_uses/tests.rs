use super::*;

fn columns() -> UseColumns {
    UseColumns {
        learner: "Student ID".to_owned(),
        activity: "Lesson".to_owned(),
        date: "Day".to_owned(),
        minutes: Some("Time".to_owned()),
        result: Some("Score".to_owned()),
        competency: None,
        ..UseColumns::default()
    }
}

const HEAD: &str = "Student ID,Lesson,Day,Time,Score\n";

fn rows(text: &str, columns: &UseColumns, wrong: &[(u64, &str)]) -> Vec<UseRow> {
    let parsed = read("numbers.csv", text.as_bytes(), columns);
    let told: Vec<_> = parsed
        .problems
        .iter()
        .map(|one| (one.line.unwrap_or(0), one.field.clone().unwrap_or_default()))
        .collect();
    let expected: Vec<_> = wrong.iter().map(|(line, field)| (*line, (*field).to_owned())).collect();
    assert_eq!(told, expected, "{:#?}", parsed.problems);
    parsed.batch
}

#[test]
fn a_row_is_whom_with_what_when_how_long_and_how_well() {
    let text = format!("{HEAD}L1,Fractions 3,2026-09-30,12.5,80%\r\nL2,Fractions 3,9/30/2026 10:15,,\r\n");
    let found = rows(&text, &columns(), &[]);
    let one = &found[0];
    assert_eq!((one.line, one.learner.as_str(), one.activity.as_str()), (2, "L1", "Fractions 3"));
    assert_eq!((one.minutes, one.used_at.to_string()), (Some(13), "2026-09-30T12:00:00Z".to_owned()));
    assert_eq!(one.result, Some(UseResult { points: Points::whole(80), possible: Points::whole(100) }));
    assert_eq!((found[1].minutes, found[1].result), (None, None));
    assert_eq!(found[1].used_at.to_string(), "2026-09-30T10:15:00Z");
}

#[test]
fn times_and_results_are_read_as_somebody_said_that_they_are_written() {
    for (unit, cell, expected) in [
        (TimeUnit::Minutes, "0", 0),
        (TimeUnit::Minutes, "7,5", 8),
        (TimeUnit::Seconds, "61", 2),
        (TimeUnit::Seconds, "60", 1),
        (TimeUnit::Clock, "1:05:00", 65),
        (TimeUnit::Clock, "12:30", 13),
    ] {
        let text = format!("{HEAD}L1,A,2026-09-30,\"{cell}\",\n");
        let found = rows(&text, &UseColumns { time: unit, ..columns() }, &[]);
        assert_eq!(found[0].minutes, Some(expected), "{cell}");
    }
    let half = Points::from_millionths(500_000);
    for (scale, cell, points, possible) in [
        (ResultScale::Percent, "50", Points::whole(50), Points::whole(100)),
        (ResultScale::Percent, "50 %", Points::whole(50), Points::whole(100)),
        (ResultScale::Share, "0.5", half, Points::ONE),
        (ResultScale::OutOf, "4/5", Points::whole(4), Points::whole(5)),
        (ResultScale::OutOf, "4 out of 5", Points::whole(4), Points::whole(5)),
        (ResultScale::OutOf, "4 of 5", Points::whole(4), Points::whole(5)),
        (ResultScale::Passed, "Passed", Points::ONE, Points::ONE),
        (ResultScale::Passed, "no", Points::ZERO, Points::ONE),
    ] {
        let text = format!("{HEAD}L1,A,2026-09-30,,{cell}\n");
        let found = rows(&text, &UseColumns { scale, ..columns() }, &[]);
        assert_eq!(found[0].result, Some(UseResult { points, possible }), "{cell}");
    }
}

#[test]
fn bad_cells_are_named_with_line_field_and_value_all_at_once() {
    let text = format!(
        "{HEAD},A,2026-09-30,1,1\nL1,,yesterday,-3,120%\nL1,A,2026-09-30,601,\nL1,A,31/31/2026,1,1\nL1,A,2026-09-30,1,1\n"
    );
    let wrong =
        [(2, "Student ID"), (3, "Lesson"), (3, "Day"), (3, "Time"), (3, "Score"), (4, "Time"), (5, "Day")];
    assert_eq!(rows(&text, &columns(), &wrong).len(), 1);
    let problem = &read("n.csv", text.as_bytes(), &columns()).problems[2];
    assert_eq!((problem.file.as_str(), problem.value.as_deref()), ("n.csv", Some("yesterday")));
}

#[test]
fn a_row_that_is_repeated_counts_once() {
    let row = "L1,A,2026-09-30,5,50\n";
    let text = format!("{HEAD}{row}{row}L1,A,2026-09-30,6,50\n");
    assert_eq!(rows(&text, &columns(), &[(3, "learner")]).len(), 2);
}

#[test]
fn a_table_without_a_column_that_was_named_stops_and_names_it() {
    let other = UseColumns { result: Some("Points".to_owned()), learner: "Name".to_owned(), ..columns() };
    let parsed = read("n.csv", format!("{HEAD}L1,A,2026-09-30,5,50\n").as_bytes(), &other);
    assert!(parsed.stopped && parsed.batch.is_empty());
    let fields: Vec<_> = parsed.problems.iter().filter_map(|one| one.field.as_deref()).collect();
    assert_eq!(fields, ["Name", "Points"]);
}

#[test]
fn the_first_rows_are_shown_before_anybody_says_what_they_mean() {
    let text = format!("{HEAD}{}", "L1,A,2026-09-30,5,50\n".repeat(9));
    let found = sample("n.csv", text.as_bytes()).batch;
    assert_eq!(found.columns, ["Student ID", "Lesson", "Day", "Time", "Score"]);
    assert_eq!((found.rows.len(), found.rows[0].len()), (SAMPLE, 5));
    assert!(sample("n.csv", b"").stopped);
}

#[test]
fn hostile_tables_end() {
    for text in [
        "",
        "\u{feff}",
        "a\0b",
        "Student ID;Lesson;Day;Time;Score\r\nL1;A;2026-09-30;5;50",
        "\"",
        &"x,".repeat(9_000),
    ] {
        read("n.csv", text.as_bytes(), &columns());
        read("n.csv", &text.as_bytes()[..text.len().min(7)], &columns());
    }
    let semicolons = read("n.csv", b"Student ID;Lesson;Day;Time;Score\r\nL1;A;2026-09-30;5;50", &columns());
    assert_eq!(semicolons.batch.len(), 1);
    let latin =
        read("n.csv", b"Student ID,Lesson,Day,Time,Score\nL1,Fracci\xf3n,2026-09-30,5,50", &columns());
    assert_eq!(latin.batch[0].activity, "Fracción");
}

#[test]
fn words_read_back() {
    for (unit, word) in TimeUnit::ALL {
        assert_eq!((unit.word(), TimeUnit::from_word(word)), (word, Some(unit)));
    }
    for (scale, word) in ResultScale::ALL {
        assert_eq!((scale.word(), ResultScale::from_word(word)), (word, Some(scale)));
    }
}
