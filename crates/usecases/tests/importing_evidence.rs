//! Evidence and answers come in: judged once, never twice, and what cannot be used says why.

mod fixtures;

use domain::people::RoleKind;
use fixtures::{Place, empty_district, empty_districts};
use usecases::{
    import_files::import_files,
    import_report::{ImportState, ShownImport},
    import_request::{ImportKind, ImportOptions, ImportRequest},
    search_people::{PeopleQuery, search_people},
};

fn request(kind: ImportKind, create: bool, files: &[(&str, &str)]) -> ImportRequest {
    let files = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    let framework = create.then(|| "Skills".to_owned());
    let options = ImportOptions { create, framework, ..ImportOptions::default() };
    ImportRequest { kind, source: "lab".to_owned(), files, options }
}

async fn import(place: &Place, request: ImportRequest) -> ShownImport {
    import_files(&place.app, &place.administrator, request, &|_, _| {}).await.expect("is read")
}

fn counts(import: &ShownImport, kind: &str) -> [u64; 3] {
    let line = import.report.differences.iter().find(|line| line.kind == kind);
    line.map_or([0; 3], |line| [line.added, line.changed, line.unchanged])
}

const ANSWERS: &str =
    "user_id\titem_id\ttimestamp\tcorrect\n5\t9\t0\t1\n4\t9\t0\t0\n5\t8\t0\t1\n5\t9\t0\t1\n5\t7\t0\t1\n";
const MAP: &str = "item,competency\n9,A\n9,B\n8,A\n";

#[tokio::test]
async fn an_answer_gives_one_entry_for_each_competency_and_a_repeated_pair_counts_twice() {
    for place in empty_districts().await {
        let asked = request(ImportKind::Responses, true, &[("answers.csv", ANSWERS), ("map.csv", MAP)]);
        let done = import(&place, asked.clone()).await;
        assert_eq!(counts(&done, "people")[0], 2);
        assert_eq!(counts(&done, "competencies")[0], 2);
        assert_eq!(counts(&done, "evidence"), [7, 0, 0], "{:?}", done.report.problems);
        assert_eq!(counts(&done, "judgements"), [0, 4, 0]);
        assert_eq!(done.report.errors, 1, "item 7 is not in the map");
        assert!(import(&place, asked.clone()).await.repeated);
        let other_source = ImportRequest { source: "lab 2".to_owned(), ..asked };
        let again = import(
            &place,
            ImportRequest {
                options: ImportOptions {
                    create: true,
                    framework: Some("Skills".to_owned()),
                    ..ImportOptions::default()
                },
                ..other_source
            },
        )
        .await;
        assert_eq!(counts(&again, "evidence")[0], 0, "{:?}", again.report.problems);
        assert_eq!(counts(&again, "evidence")[2], 7);
    }
}

#[tokio::test]
async fn learners_who_came_in_with_answers_are_found_among_students() {
    for place in empty_districts().await {
        let asked = request(ImportKind::Responses, true, &[("answers.csv", ANSWERS), ("map.csv", MAP)]);
        import(&place, asked).await;
        let query = PeopleQuery { role: Some(RoleKind::Learner), ..PeopleQuery::default() };
        let found = search_people(&place.app, &place.administrator, query).await.expect("is found");
        let names: Vec<_> = found.people.iter().map(|one| (one.person.name(), one.learns)).collect();
        assert_eq!(names, [("4".to_owned(), true), ("5".to_owned(), true)]);
        let all = search_people(&place.app, &place.administrator, PeopleQuery::default()).await;
        let staff = all.expect("is found").people.iter().filter(|one| !one.learns).count();
        assert_eq!(staff, 1, "the administrator does not learn here");
    }
}

#[tokio::test]
async fn who_is_unknown_is_reported_and_nobody_is_made_without_being_asked() {
    let place = empty_district().await;
    let table = "learner,competency,points,points_possible\n5,A,1,1\n";
    let done = import(&place, request(ImportKind::Evidence, false, &[("e.csv", table)])).await;
    assert_eq!((done.state, done.report.errors), (ImportState::Applied, 1));
    assert_eq!(counts(&done, "evidence"), [0, 0, 0]);
    assert_eq!(done.report.problems[0].line, Some(2));
}

#[tokio::test]
async fn hostile_rows_are_refused_one_by_one() {
    let place = empty_district().await;
    let table = "learner,competency,points,points_possible,worked_at\n\
        5,A,3,4,2026-09-01\n5,A,NaN,4,\n5,A,1e400,4,\n5,A,3,4,2999-01-01\n5,A,3,4,1799-01-01\n\
        \u{627},A,3,4,2026-09-02\n5,A,3,0,\n";
    let done = import(&place, request(ImportKind::Evidence, true, &[("e.csv", table)])).await;
    assert_eq!(counts(&done, "evidence"), [2, 0, 0], "{:?}", done.report.problems);
    assert_eq!(done.report.errors, 5, "{:?}", done.report.problems);
    let lines: Vec<_> = done.report.problems.iter().filter_map(|problem| problem.line).collect();
    assert_eq!(lines, [3, 4, 5, 6, 8]);
}

#[tokio::test]
async fn a_key_makes_a_row_known_in_another_file() {
    let place = empty_district().await;
    let one = "learner,competency,level,key\n5,A,3,k1\n";
    let two = "learner,competency,level,key\n5,A,3,k1\n5,A,4,k2\n5,A,9,k3\n";
    let done = import(&place, request(ImportKind::Evidence, true, &[("e.csv", one)])).await;
    assert_eq!(counts(&done, "evidence"), [1, 0, 0], "{:?}", done.report.problems);
    let done = import(&place, request(ImportKind::Evidence, true, &[("e.csv", two)])).await;
    assert_eq!(counts(&done, "evidence"), [1, 0, 1], "{:?}", done.report.problems);
    assert_eq!(done.report.errors, 1, "the scale has no level 9");
}
