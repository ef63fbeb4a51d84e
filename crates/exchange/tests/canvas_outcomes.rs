//! Outcomes of Canvas: groups, parents, ratings, methods, and files that are broken.

mod reading;

use domain::{DistrictId, Points, framework::AssociationKind, policy::Value, scale::Scale};
use exchange::{
    Parsed,
    imports::canvas_outcomes::{CanvasOutcomes, read},
};

/// The columns and the form of the sample in Canvas' documentation; the words are ours.
const SAMPLE: &str = "\
vendor_guid,object_type,title,description,display_name,calculation_method,calculation_int,workflow_state,parent_guids,mastery_points,ratings,,,,,,,
a,group,Parent group,all of it,,,,active,,,,,,,,,,
b,group,Child group,some of it,,,,active,a,,,,,,,,,
c,outcome,Carry tens,<p>Add &amp; carry <b>tens</b></p>,LS-100,decaying_average,40,active,a b,2,3,Excellent,2,Better,1,Good,,
d,outcome,M.1.2,,,n_mastery,3,deleted,b,2,3,Excellent,2,Better,1,Good,,
e,outcome,Own scale,Other ratings,,highest,,,b,1,\"1,5\",Yes,0,No,,,,
";

#[test]
fn the_documented_form_comes_in_with_groups_parents_ratings_and_methods() {
    let read = check(
        SAMPLE.as_bytes(),
        &[
            "W - ratings 1 outcomes have other ratings than most; they are kept, and judged on the ratings of most",
        ],
    );
    let read = read.expect("outcomes");
    let package = &read.package;
    let parents: Vec<_> = package
        .associations
        .iter()
        .filter(|link| link.kind == AssociationKind::IsChildOf)
        .map(|link| format!("{}<{}", link.origin.guid, link.destination.guid))
        .collect();
    assert_eq!(parents, ["b<a", "c<a", "c<b", "d<b", "e<b"]);
    let carry = &package.competencies[2];
    assert_eq!(carry.statement, "Add & carry tens");
    assert_eq!(carry.short.as_deref(), Some("LS-100"));
    assert_eq!(carry.extra.get("title"), Some("\"Carry tens\""));
    assert_eq!(carry.extra.get("description"), Some("\"<p>Add &amp; carry <b>tens</b></p>\""));
    assert_eq!(package.competencies[3].code.as_deref(), Some("M.1.2"));
    assert!(package.competencies[3].retired && !carry.retired);
    let names: Vec<_> = package.framework.scale.levels().iter().map(|level| level.name.as_str()).collect();
    assert_eq!(names, ["Excellent", "Better", "Good"]);
    assert_eq!(package.framework.scale.mastery(), Points::whole(2));
    assert!(package.competencies[4].extra.get("ratings").unwrap_or_default().contains("1,5"));
}

/// Canvas computes what it calls a decaying average as a weighted one: reference/peers.md, section 2.
#[test]
fn methods_become_the_policy_fields_that_judge_alike() {
    let methods = check(SAMPLE.as_bytes(), &["W - ratings 1 outcomes have other ratings than most; they are kept, and judged on the ratings of most"]).expect("outcomes").methods;
    let number = |value| Value::Number(Points::whole(value));
    let choice = |word: &str| ("mastery.rule".to_owned(), Value::Choice(word.to_owned()));
    let found: Vec<_> = methods.into_iter().map(|method| (method.word, method.settings)).collect();
    let expected = [
        (
            "decaying_average",
            vec![
                choice("weighted_average"),
                ("mastery.weighted_average.weight_percent".to_owned(), number(40)),
            ],
        ),
        ("highest", vec![choice("highest")]),
        ("n_mastery", vec![choice("n_mastery"), ("mastery.n_mastery.times".to_owned(), number(3))]),
    ]
    .map(|(word, settings)| (word.to_owned(), settings));
    assert_eq!(found, expected);
}

#[test]
fn everything_wrong_is_named_at_once_and_the_rest_comes_in() {
    let text = "\
vendor_guid,object_type,title,parent_guids,calculation_method,calculation_int,workflow_state,mastery_points,ratings,,,
a,group,A group,,,,,,,,,
a,group,Again,,,,,,,,,
,outcome,No guid,,,,,,,,,
b,lesson,Odd type,,,,,,,,,
c,outcome,,,,,,,,,,
d,outcome,Bad number,z a,n_mastery,40,gone,,3,High,x,Low
e,outcome,Bad scale,d,magic,1,,2,1,Low,3,High
";
    let read = check(
        text.as_bytes(),
        &[
            "E 3 vendor_guid this vendor_guid was already given; the row is left out",
            "E 4 vendor_guid the cell is empty: write at least one character; the row is left out",
            "E 5 object_type the object_type is neither outcome nor group; the row is left out",
            "E 6 title the cell is empty: write at least one character; the row is left out",
            "W 7 workflow_state the workflow_state is neither active nor deleted; it counts as active",
            "W 7 ratings a rating has no number of points; these ratings are kept, but are no scale",
            "W 7 calculation_int the method does not take this number; it is kept, and the method's own default counts",
            "W 8 ratings these ratings are kept, but are no scale: level \"3\" must have fewer points than the level above it, and not below 0",
            "W 8 calculation_method this calculation method is not known; it is kept, and no policy follows from it",
            "E 7 parent_guids no row has this vendor_guid, so it cannot be the parent; the link is left out",
            "W 8 parent_guids the parent is an outcome, not a group; the link is kept",
        ],
    )
    .expect("outcomes");
    assert_eq!(read.package.competencies.len(), 3);
    assert_eq!(read.package.framework.scale, Scale::four_levels());
}

#[test]
fn a_circle_of_groups_loses_the_link_that_closes_it() {
    let text = "vendor_guid,object_type,title,parent_guids\na,group,A a,b\nb,group,B b,a\n";
    let read = check(
        text.as_bytes(),
        &["E - parent_guids the parents run in a circle: a > b > a; the link that closes it is left out"],
    );
    assert_eq!(read.expect("outcomes").package.associations.len(), 1);
}

#[test]
fn hostile_files_are_survived() {
    let header = "vendor_guid,object_type,title,description\n";
    let marked = format!("\u{feff}{}", format!("{header}a,outcome,Sum up,x\n").replace('\n', "\r\n"));
    assert_eq!(check(marked.as_bytes(), &[]).expect("outcomes").package.competencies.len(), 1);
    let latin: Vec<u8> = format!("{header}a,outcome,R\u{e9}gion une,x\n").chars().map(|c| c as u8).collect();
    let read = check(&latin, &["W - - the file is not UTF-8; it was read as Windows-1252 (Latin-1)"]);
    assert_eq!(read.expect("outcomes").package.competencies[0].short.as_deref(), Some("Région une"));
    let huge = format!("{header}a,outcome,Sum up,{}\nb,outcome,Take off,x\n", "y".repeat(200_000));
    let parsed = parse(huge.as_bytes());
    assert_eq!((parsed.errors, parsed.batch.expect("outcomes").package.competencies.len()), (1, 1));
    let nul = format!("{header}a,outcome,Su\0m,x\nb,outcome,Take off,\"line one\nline two\"\n");
    let read = check(nul.as_bytes(), &["E 2 title the cell holds a NUL character; the row is left out"]);
    assert_eq!(read.expect("outcomes").package.competencies[0].statement, "line one\nline two");
    for broken in ["", "title\nx\n", "{}"] {
        assert!(parse(broken.as_bytes()).stopped, "{broken}");
    }
}

fn parse(bytes: &[u8]) -> Parsed<Option<CanvasOutcomes>> {
    let about = reading::about("local:outcomes", "Outcomes");
    read(DistrictId::from_bytes([7; 16]), &about, "o.csv", bytes)
}

#[track_caller]
fn check(bytes: &[u8], problems: &[&str]) -> Option<CanvasOutcomes> {
    let parsed = parse(bytes);
    assert_eq!(reading::lines(&parsed.problems, "o.csv"), problems);
    parsed.batch
}
