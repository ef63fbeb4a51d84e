//! Frameworks come in with a report, twice without a change, and retire what is gone.

mod fixtures;

use fixtures::{Place, empty_district, empty_districts, given};
use usecases::{
    Refusal,
    import_files::import_files,
    import_report::{ImportState, ShownImport},
    import_request::{ImportKind, ImportOptions, ImportRequest},
};

fn request(kind: ImportKind, name: &str, bytes: &[u8]) -> ImportRequest {
    let options = ImportOptions { framework: Some("Fractions".to_owned()), ..ImportOptions::default() };
    let options = if kind == ImportKind::Framework { ImportOptions::default() } else { options };
    ImportRequest { kind, source: "us".to_owned(), files: vec![(name.to_owned(), bytes.to_vec())], options }
}

async fn import(place: &Place, request: ImportRequest) -> ShownImport {
    import_files(&place.app, &place.administrator, request, &|_, _| {}).await.expect("is read")
}

fn counts(import: &ShownImport, kind: &str) -> [u64; 4] {
    let line = import.report.differences.iter().find(|line| line.kind == kind).expect("a line of this kind");
    [line.added, line.changed, line.unchanged, line.ended]
}

const TABLE: &str = "code,title,parent,requires\nF,Fractions,,\nF.1,Equal parts,F,\nF.2,Compare,F,F.1\n";

#[tokio::test]
async fn a_table_comes_in_and_what_is_gone_from_the_next_one_is_retired() {
    for place in empty_districts().await {
        let kind = ImportKind::Framework;
        let first = import(&place, request(kind, "Fractions.csv", TABLE.as_bytes())).await;
        assert_eq!(counts(&first, "competencies"), [3, 0, 0, 0], "{:?}", first.report.problems);
        assert_eq!(counts(&first, "associations"), [3, 0, 0, 0]);
        let again = import(&place, request(kind, "Fractions.csv", TABLE.as_bytes())).await;
        assert!(again.repeated);
        let next = TABLE.replace("F.1,Equal parts,F,\n", "").replace("Compare,F,F.1", "Compare them,F,");
        let next = import(&place, request(kind, "Fractions.csv", next.as_bytes())).await;
        assert_eq!(counts(&next, "frameworks"), [0, 0, 1, 0]);
        assert_eq!(counts(&next, "competencies"), [0, 1, 1, 1]);
        assert_eq!(counts(&next, "associations")[3], 1, "the prerequisite stays, the parent goes");
    }
}

#[tokio::test]
async fn a_known_identifier_under_another_title_is_said() {
    for place in empty_districts().await {
        let package = |title: &str, creator: &str| {
            format!(
                r#"{{"CFDocument": {{"identifier": "3f0c2d10-0000-4000-8000-0000000000d0", "title": "{title}",
                    "uri": "https://standards.example/1", "creator": "{creator}",
                    "lastChangeDateTime": "2026-03-01T00:00:00Z"}}, "CFItems": [], "CFAssociations": []}}"#
            )
        };
        let said = async |title: &str, creator: &str| {
            let package = package(title, creator);
            let done = import(&place, request(ImportKind::Framework, "a.json", package.as_bytes())).await;
            assert_eq!(done.state, ImportState::Applied, "{:?}", done.report.problems);
            done.report
                .problems
                .iter()
                .any(|problem| problem.what.contains("has the identifier of \"Squares\""))
        };
        assert!(!said("Squares", "Somebody").await);
        assert!(said("Circles", "Somebody").await, "the framework of that identifier is replaced");
        assert!(!said("Circles", "Somebody else").await);
    }
}

#[tokio::test]
async fn prerequisites_come_in_by_code_and_a_circle_is_refused() {
    let place = empty_district().await;
    import(&place, request(ImportKind::Framework, "Fractions.csv", TABLE.as_bytes())).await;
    let pairs = b"before,after\nF.1,F.2\nF.2,F.1\nF.9,F.1\n";
    let done = import(&place, request(ImportKind::Prerequisites, "p.csv", pairs)).await;
    assert_eq!(counts(&done, "prerequisites"), [0, 0, 1, 0], "{:?}", done.report.problems);
    assert_eq!(done.report.errors, 2);
    let circle = b"before,after\nF.2,F.1\n";
    let done = import(&place, request(ImportKind::Prerequisites, "p.csv", circle)).await;
    assert_eq!((done.report.errors, counts(&done, "prerequisites")[0]), (1, 0));
}

#[tokio::test]
async fn a_cut_off_package_writes_nothing_and_says_so() {
    let place = empty_district().await;
    let done = import(&place, request(ImportKind::Framework, "p.json", b"{\"CFDocument\": {")).await;
    assert_eq!(done.state, ImportState::Refused);
    assert!(done.report.problems[0].what.contains("too early"), "{:?}", done.report.problems);
}

#[tokio::test]
async fn every_given_package_comes_in_and_changes_nothing_twice() {
    let Some(folder) = given("case") else { return };
    let place = empty_district().await;
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let bytes = std::fs::read(&path).expect("the file can be read");
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        let mut first = request(ImportKind::Framework, name, &bytes);
        let done = import(&place, first.clone()).await;
        println!("{name}: {:?} {:?}", done.state, counts_or_none(&done));
        if done.state == ImportState::Refused {
            assert!(done.report.errors > 0, "{name} says why");
            continue;
        }
        first.source = "another".to_owned();
        let again = import(&place, first).await;
        assert!(again.report.changes_nothing(), "{name}: {:?}", again.report.differences);
    }
}

fn counts_or_none(import: &ShownImport) -> Vec<(String, u64)> {
    import.report.differences.iter().map(|line| (line.kind.clone(), line.added)).collect()
}

#[tokio::test]
async fn only_who_runs_a_program_or_the_installation_imports_a_framework() {
    let place = empty_district().await;
    let stranger = usecases::Actor::new(place.administrator.district, domain::PersonId::from_bytes([7; 16]));
    let asked = request(ImportKind::Framework, "Fractions.csv", TABLE.as_bytes());
    let refused = import_files(&place.app, &stranger, asked, &|_, _| {}).await;
    assert!(matches!(refused, Err(Refusal::Denied(_))));
}
