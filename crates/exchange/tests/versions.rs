//! What a newer version changes: found, named, and the same from both sides.

mod two_versions;

use std::collections::BTreeSet;

use domain::CompetencyId;
use exchange::versions::{
    Difference, Fate, Field, Relation, Sure, Version, Why, carried_prerequisites, compare, keep_edits,
    local_edits,
};
use proptest::prelude::*;
use two_versions::{DISTRICT, Whole, arbitrary, whole};

#[test]
fn fields_that_changed_are_named_and_dates_of_change_are_not() {
    let old = whole("1", &["a|M.1|Add whole numbers", "b|M.2|Subtract"], &[]);
    let mut new = whole("2", &["a|M.1.a|Add whole numbers to 100", "b|M.2|Subtract"], &[]);
    new.competencies[0].grades = vec!["3".to_owned()];
    new.competencies[1].extra.insert("lastChangeDateTime".to_owned(), "\"2026\"".to_owned());
    check(&old, &new, &["changed a [Code, Statement, Grades]"]);
}

#[test]
fn what_is_new_and_what_is_gone() {
    let old = whole("1", &["a|M.1|Add whole numbers", "b|M.2|Draw a bar graph"], &[]);
    let new = whole("2", &["a|M.1|Add whole numbers", "c|M.9|Name the planets"], &[]);
    check(&old, &new, &["added c", "gone b"]);
}

#[test]
fn below_another_parent_is_moved() {
    let items = ["p|P|Numbers", "q|Q|Shapes", "a|M.1|Add whole numbers"];
    let old = whole("1", &items, &["a isChildOf p", "p isChildOf doc1", "q isChildOf doc1"]);
    let new = whole("2", &items, &["a isChildOf q", "p isChildOf doc2", "q isChildOf doc2"]);
    check(&old, &new, &["moved a [p] [q]"]);
}

#[test]
fn a_publisher_who_marks_and_replaces_is_believed() {
    let old = whole("1", &["a|M.1|Add whole numbers"], &[]);
    let mut new = whole("2", &["a|M.1|Add whole numbers", "n|X|Something else"], &["a replacedBy n"]);
    new.competencies[0].retired = true;
    let difference = check(&old, &new, &["changed a [Code, Statement]", "marked a"]);
    let links: Vec<_> =
        difference.crosswalk.iter().map(|link| (link.relation, link.why, link.sure)).collect();
    assert_eq!(links, [(Relation::Replaced, Why::SaidReplaced, Sure::Certain)]);
}

#[test]
fn new_guids_are_matched_by_code_statement_and_likeness_each_as_sure_as_it_is() {
    let old = whole(
        "1",
        &[
            "a|M.1|Add whole numbers",
            "b|M.2|Read a bar graph with a scale",
            "c|M.3|Measure length in whole centimetres with a ruler",
            "d|M.4|Tell the time to the nearest minute",
        ],
        &[],
    );
    let new = whole(
        "2",
        &[
            "w|M.1|add whole numbers.",
            "x|M.7|Read a bar graph with a scale",
            "y|M.3|Measure length in centimetres and metres with a ruler",
            "z|M.8|Tell the time to the nearest five minute",
        ],
        &[],
    );
    let difference = compare(&old.version(), &new.version(), &[]);
    let found: Vec<_> = difference.crosswalk.iter().map(|link| (link.why, link.sure)).collect();
    assert!(
        matches!(
            found[..],
            [
                (Why::SameCodedStatement, Sure::Likely),
                (Why::SameStatement, Sure::Likely),
                (Why::SameCode { .. }, Sure::Likely),
                (Why::SimilarText { .. }, Sure::Likely | Sure::Guess)
            ]
        ),
        "{found:?}"
    );
}

#[test]
fn a_framework_of_another_format_is_linked_by_the_matches_it_states() {
    use exchange::imports::{asn, framework_csv::About};
    let about = About {
        guid: "D1".to_owned(),
        title: "Standards".to_owned(),
        creator: "local".to_owned(),
        version: None,
        language: None,
        subjects: Vec::new(),
        licence: None,
        scale: domain::scale::Scale::four_levels(),
    };
    let tree = br#"[{"id": "http://x.example/S1", "text": "Count far", "skos_exactMatch": {"uri": "urn:guid:00000000000000000000000000000001"}}]"#;
    let old = asn::read(DISTRICT, &about, "a.json", tree).batch.expect("a framework");
    let new = whole("2", &["00000000-0000-0000-0000-000000000001|K.1|Reach a hundred"], &[]);
    let version = Version {
        framework: &old.framework,
        competencies: &old.competencies,
        associations: &old.associations,
    };
    let links = compare(&version, &new.version(), &[]).crosswalk;
    assert_eq!(links.len(), 1);
    assert_eq!((links[0].why, links[0].sure), (Why::SaidExactMatch, Sure::Certain));
}

#[test]
fn one_that_became_two_is_split_and_from_the_other_side_merged() {
    let old = whole("1", &["a|M.1|Add and subtract fractions with unlike denominators"], &[]);
    let parts = [
        "x|M.1a|Add fractions with unlike denominators",
        "y|M.1b|Subtract fractions and unlike denominators",
    ];
    let new = whole("2", &parts, &[]);
    let difference = check(&old, &new, &["split a [x, y]"]);
    assert!(
        difference.crosswalk.iter().all(|link| link.sure == Sure::Guess && link.relation == Relation::Split)
    );
    check(&new, &old, &["merged [x, y] a"]);
    let said = whole("2", &["x|1|One half", "y|2|The rest"], &["a replacedBy x", "a replacedBy y"]);
    let difference = check(&old, &said, &["split a [x, y]"]);
    assert!(difference.crosswalk.iter().all(|link| link.sure == Sure::Certain));
}

#[test]
fn local_edits_stay_unless_the_publisher_says_the_same() {
    let published =
        whole("1", &["a|M.1|Add", "b|M.2|Subtract", "c|M.3|Multiply by ten", "d|M.4|Draw a square"], &[]);
    let mut here = whole("1", &["a|M.1|Add up", "b|M.2|Take away", "c|M.3|Times ten", "d|M.4|Draw one"], &[]);
    here.framework = published.framework.clone();
    let mut new = whole("2", &["a|M.1|Add", "b|M.2|Take away", "c|M.3|Multiply by 10"], &[]);
    let edits = local_edits(&published.competencies, &here.competencies);
    let difference = compare(&published.version(), &new.version(), &edits);
    let fates: Vec<_> = difference.edits.iter().map(|edit| (edit.edit.field.clone(), edit.fate)).collect();
    let expected =
        [Fate::Kept, Fate::Agreed, Fate::Contested, Fate::Left].map(|fate| (Field::Statement, fate));
    assert_eq!(fates, expected);
    keep_edits(&difference.edits, &mut new.competencies);
    let statements: Vec<_> = new.competencies.iter().map(|one| one.statement.as_str()).collect();
    assert_eq!(statements, ["Add up", "Take away", "Times ten"]);
}

#[test]
fn prerequisites_made_here_are_carried_over_or_shown() {
    let mut old = whole("1", &["a|M.1|Add", "b|M.2|Multiply", "c|M.3|Draw a star"], &["a precedes b"]);
    let pairs = exchange::imports::prerequisites::read(
        DISTRICT,
        old.framework.id,
        &old.competencies,
        "p.csv",
        b"before,after\nb,c\na,b\n",
    );
    old.associations.extend(pairs.batch);
    let new = whole("2", &["a|M.1|Add", "b|M.2|Multiply"], &[]);
    let difference = compare(&old.version(), &new.version(), &[]);
    let carried = carried_prerequisites(DISTRICT, &old.version(), &difference);
    assert_eq!(carried.pairs, [(new.competencies[0].id, new.competencies[1].id)]);
    assert_eq!(carried.left, [old.associations[1].id]);
}

#[test]
fn ten_thousand_reissued_under_new_guids_are_all_found() {
    let items = |letter: &str| -> Vec<String> {
        (0..10_000)
            .map(|n| format!("{letter}{n}|M.{n}|Solve problem kind {n} of family {}", n % 97))
            .collect()
    };
    let (old, new) = (items("a"), items("b"));
    let old = whole("1", &old.iter().map(String::as_str).collect::<Vec<_>>(), &[]);
    let new = whole("2", &new.iter().map(String::as_str).collect::<Vec<_>>(), &[]);
    let difference = compare(&old.version(), &new.version(), &[]);
    assert_eq!((difference.crosswalk.len(), difference.is_empty()), (10_000, true));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_version_does_not_differ_from_itself(version in arbitrary("1")) {
        let difference = compare(&version.version(), &version.version(), &[]);
        prop_assert!(difference.is_empty(), "{difference:?}");
        prop_assert_eq!(difference.crosswalk.len(), version.competencies.len());
    }

    #[test]
    fn with_sides_swapped_everything_is_turned_around(old in arbitrary("1"), new in arbitrary("2")) {
        let (there, back) =
            (compare(&old.version(), &new.version(), &[]), compare(&new.version(), &old.version(), &[]));
        let gone = |d: &Difference| -> BTreeSet<CompetencyId> {
            d.retired.iter().filter(|one| one.marked.is_none()).map(|one| one.old).collect()
        };
        prop_assert_eq!(there.added.iter().copied().collect::<BTreeSet<_>>(), gone(&back));
        prop_assert_eq!(back.added.iter().copied().collect::<BTreeSet<_>>(), gone(&there));
        let split: BTreeSet<_> =
            there.split.iter().map(|one| (one.old, one.into.iter().copied().collect::<BTreeSet<_>>())).collect();
        let merged: BTreeSet<_> =
            back.merged.iter().map(|one| (one.into, one.old.iter().copied().collect::<BTreeSet<_>>())).collect();
        prop_assert_eq!(split, merged);
        let links: BTreeSet<_> =
            there.crosswalk.iter().map(|l| (l.old, l.new, turned(l.relation), l.why, l.sure)).collect();
        let turned_links: BTreeSet<_> =
            back.crosswalk.iter().map(|l| (l.new, l.old, l.relation, l.why, l.sure)).collect();
        prop_assert_eq!(links, turned_links);
        let changed: BTreeSet<_> =
            there.changed.iter().map(|one| (one.old, one.new, one.fields.clone())).collect();
        let turned_changed: BTreeSet<_> =
            back.changed.iter().map(|one| (one.new, one.old, one.fields.clone())).collect();
        prop_assert_eq!(changed, turned_changed);
        let moved: BTreeSet<_> = there.moved.iter().map(|one| (one.old, one.new, &one.from, &one.to)).collect();
        let turned_moved: BTreeSet<_> =
            back.moved.iter().map(|one| (one.new, one.old, &one.to, &one.from)).collect();
        prop_assert_eq!(moved, turned_moved);
    }

    #[test]
    fn every_old_competency_leads_somewhere_or_is_retired(old in arbitrary("1"), new in arbitrary("2")) {
        let difference = compare(&old.version(), &new.version(), &[]);
        for competency in &old.competencies {
            let linked = difference.crosswalk.iter().any(|link| link.old == competency.id);
            let retired = difference.retired.iter().any(|one| one.old == competency.id && one.marked.is_none());
            let kept = new.competencies.iter().any(|one| one.guid == competency.guid);
            prop_assert!(linked || retired || kept);
            prop_assert!(!(linked && retired));
        }
    }
}

fn turned(relation: Relation) -> Relation {
    match relation {
        Relation::Split => Relation::Merged,
        Relation::Merged => Relation::Split,
        same => same,
    }
}

/// Everything the difference says except the crosswalk, in words.
#[track_caller]
fn check(old: &Whole, new: &Whole, expected: &[&str]) -> Difference {
    let difference = compare(&old.version(), &new.version(), &[]);
    let name = |id: &CompetencyId| {
        let all = old.competencies.iter().chain(&new.competencies);
        all.into_iter().find(|one| one.id == *id).map_or("?", |one| one.guid.as_str())
    };
    let names = |ids: &[CompetencyId]| ids.iter().map(name).collect::<Vec<_>>().join(", ");
    let mut said: Vec<String> = Vec::new();
    said.extend(difference.added.iter().map(|id| format!("added {}", name(id))));
    said.extend(difference.changed.iter().map(|one| format!("changed {} {:?}", name(&one.old), one.fields)));
    for one in &difference.moved {
        said.push(format!("moved {} [{}] [{}]", name(&one.old), one.from.join(", "), one.to.join(", ")));
    }
    for one in &difference.retired {
        said.push(format!("{} {}", if one.marked.is_some() { "marked" } else { "gone" }, name(&one.old)));
    }
    said.extend(
        difference.split.iter().map(|one| format!("split {} [{}]", name(&one.old), names(&one.into))),
    );
    said.extend(
        difference.merged.iter().map(|one| format!("merged [{}] {}", names(&one.old), name(&one.into))),
    );
    assert_eq!(said, expected);
    difference
}

proptest! {
    #[test]
    fn along_the_suggested_crosswalk_the_difference_is_the_suggested_one(
        old in arbitrary("1"),
        new in arbitrary("2"),
    ) {
        let suggested = compare(&old.version(), &new.version(), &[]);
        let links = suggested.crosswalk.clone();
        let along = suggested.clone().along(&old.version(), &new.version(), links, &[]);
        prop_assert_eq!(&along.changed, &suggested.changed);
        prop_assert_eq!(&along.moved, &suggested.moved);
        prop_assert_eq!(&along.split, &suggested.split);
        prop_assert_eq!(&along.merged, &suggested.merged);
        prop_assert_eq!(&along.crosswalk, &suggested.crosswalk);
    }
}
