//! A newer version of a framework: compared, corrected, adopted, and mastery carried over.

mod fixtures;
mod versions;

use domain::crosswalk::Relation;
use exchange::versions::Why;
use fixtures::{empty_districts, given};
use usecases::{
    Refusal,
    adopt_version::{Adoption, adopt_version},
    compare_versions::{Versions, compare_versions},
    correct_crosswalk::{SaidLink, correct_crosswalk},
    edit_competency::{Words, edit_competency},
    edit_prerequisites::{add_prerequisite, show_prerequisites},
    export_case::export_case,
    show_why::show_why,
};
use versions::{School, V1, V2};

#[tokio::test]
async fn a_split_and_a_rename_carry_the_evidence_and_a_rebuild_gives_the_same() {
    for place in empty_districts().await {
        let school = School::with(place, V1).await;
        let (noor, ed) = (school.learner, &school.educator);
        let first = school.rate("F.2", 4).await;
        school.rate("F.2", 2).await;
        school.rate("F.3", 3).await;
        let chain = school.chain().await;
        school.import(V2, "2").await;
        let pair = school.pair().await;
        let compared =
            compare_versions(school.app(), school.administrator(), pair.1, None).await.expect("compared");
        assert_eq!(compared.old.version.as_deref(), Some("1"));
        assert!(of(&compared, "F.3", "F.9").is_some_and(|link| matches!(link.why, Why::SameStatement)));
        let (halves, parts) = (school.newer("F.2a").await, school.newer("F.2b").await);
        let old = school.old("F.2").await;
        let split = |new| SaidLink { old, new, relation: Some(Relation::Split) };
        correct_crosswalk(
            school.app(),
            school.administrator(),
            pair.0,
            pair.1,
            &[split(halves), split(parts)],
        )
        .await
        .expect("corrected");
        assert!(school.judged(halves).await.is_none(), "nothing is carried before it is adopted");
        let done = school.adopt(pair).await;
        assert_eq!((done.links_ended, done.sections, done.learners), (0, 1, 1));
        assert_eq!(school.chain().await, chain, "the ledger is as it was");
        for new in [halves, parts] {
            let judged = school.judged(new).await.expect("it is judged");
            assert_eq!(judged.finding.evidence_count, 2);
        }
        assert_eq!(
            school.judged(school.newer("F.9").await).await.map(|one| one.finding.mastered),
            Some(true)
        );
        assert_eq!(
            school.targets().await,
            [school.newer("F.1").await, halves, parts, school.newer("F.9").await]
        );
        school.assert_rebuilt("after adopting").await;

        let why = show_why(school.app(), ed, noor, parts).await.expect("it opens").record.expect("a record");
        assert!(why.matches);
        assert_eq!(why.pieces.len(), 2);
        assert!(why.pieces.iter().all(|one| one.carried_from.as_deref() == Some("F.2 (version 1)")));
        assert_eq!(why.older.len(), 1);

        school.rate_new("F.2a", 1).await;
        school.rate("F.2", 3).await;
        school.take_back(first).await;
        for (new, count) in [(halves, 3), (parts, 2)] {
            assert_eq!(school.judged(new).await.expect("judged").finding.evidence_count, count);
        }
        school.assert_rebuilt("after more evidence of both versions").await;

        let none = SaidLink { old, new: parts, relation: None };
        correct_crosswalk(school.app(), school.administrator(), pair.0, pair.1, &[none])
            .await
            .expect("corrected");
        let done = school.adopt(pair).await;
        assert_eq!((done.links_new, done.links_ended), (0, 1));
        assert!(school.judged(parts).await.is_none(), "nothing leads there any more");
        assert_eq!(school.judged(halves).await.expect("judged").finding.evidence_count, 3);
        school.assert_rebuilt("after the crosswalk was corrected").await;
        let turned = Adoption { old: pair.1, new: pair.0, move_targets: false, give_up: Vec::new() };
        let back = adopt_version(school.app(), school.administrator(), turned, &|_, _| {}).await;
        assert!(matches!(back, Err(Refusal::Conflict(_))), "{back:?}");
    }
}

fn of(compared: &Versions, old: &str, new: &str) -> Option<exchange::versions::Link> {
    let code = |id| compared.competencies.get(&id).and_then(|one| one.code.as_deref());
    let links = compared.links.iter().map(|one| &one.link);
    links.clone().find(|link| code(link.old) == Some(old) && code(link.new) == Some(new)).cloned()
}

#[tokio::test]
async fn edits_and_prerequisites_made_here_come_along_and_the_publisher_wins_where_asked() {
    for place in empty_districts().await {
        let school = School::with(place, V1).await;
        let administrator = school.administrator();
        let words = |statement: &str| Words { statement: Some(statement.to_owned()), ..Words::default() };
        let (one, three) = (school.old("F.1").await, school.old("F.3").await);
        edit_competency(school.app(), administrator, one, words("Fold paper into equal parts"))
            .await
            .expect("edited");
        let again = school.import(&format!("{V1}F.4,Count by halves on a line,\n"), "1").await;
        assert_eq!(again.report.line_of("edits").map(|line| line.unchanged), Some(1), "{:?}", again.report);
        assert_eq!(school.statement(one).await, "Fold paper into equal parts");
        add_prerequisite(school.app(), administrator, school.first().await, one, three).await.expect("added");
        let next = V2.replace("Divide a whole into equal parts", "Divide a whole into parts of equal size");
        school.import(&next, "2").await;
        let pair = school.pair().await;
        let new_one = school.newer("F.1").await;
        assert_eq!(
            school.statement(new_one).await,
            "Divide a whole into parts of equal size",
            "as published"
        );
        let compared =
            compare_versions(school.app(), administrator, pair.1, Some(pair.0)).await.expect("compared");
        assert_eq!((compared.prerequisites, compared.difference.edits.len()), (1, 1));
        let done = school.adopt(pair).await;
        assert_eq!((done.prerequisites, done.edits), (1, 1));
        assert_eq!(school.statement(new_one).await, "Fold paper into equal parts");
        let shown = show_prerequisites(school.app(), administrator, pair.1).await.expect("shown");
        let pairs: Vec<_> = shown.pairs.iter().map(|one| (one.before.label(), one.after.label())).collect();
        assert_eq!(pairs, [("F.1".to_owned(), "F.9".to_owned())]);
        let publishers = words("Divide a whole into parts of equal size");
        edit_competency(school.app(), administrator, new_one, publishers).await.expect("edited back");
        let same = school.import(&next, "2").await;
        assert!(same.repeated, "the same file again");
    }
}

#[tokio::test]
async fn a_real_package_goes_out_and_gives_the_same_framework_in_another_district() {
    let Some(folder) = given("case") else { return };
    let mut paths: Vec<_> = std::fs::read_dir(folder.join("packages"))
        .or_else(|_| std::fs::read_dir(&folder))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    paths.sort_by_key(|path| std::fs::metadata(path).map_or(0, |found| found.len()));
    let mut tried = 0;
    for path in paths.iter().take(3) {
        let bytes = std::fs::read(path).expect("readable");
        let (here, there) = (fixtures::empty_district().await, fixtures::empty_district().await);
        let Some(one) = versions::packages::bring_in(&here, "a.json", &bytes).await else { continue };
        let out = export_case(&here.app, &here.administrator, one).await.expect("it goes out");
        let other =
            versions::packages::bring_in(&there, &out.file_name, &out.bytes).await.expect("it comes in");
        let again = export_case(&there.app, &there.administrator, other).await.expect("it goes out");
        assert_eq!(out.framework.title, again.framework.title);
        assert_eq!(out.competencies, again.competencies);
        let same = versions::packages::without_moment(&out.bytes)
            == versions::packages::without_moment(&again.bytes);
        assert!(same, "{} is not the same in another district", path.display());
        tried += 1;
    }
    assert!(tried > 0, "no package could be tried");
}
