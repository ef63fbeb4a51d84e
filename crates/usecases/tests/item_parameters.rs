//! Item parameters come in version by version, judgements name the one they were made with, and a rebuild gives
//! the same again.

mod fixtures;

use domain::{judgement::Mastery, policy::Effect};
use fixtures::{Place, empty_districts};
use usecases::{
    Refusal, chance,
    import_files::{check_import, import_files},
    import_report::{ImportState, ShownImport},
    import_request::{ImportKind, ImportOptions, ImportRequest},
    list_measured_sets::list_measured_sets,
    rebuild_mastery::{Rebuild, Rebuilt, rebuild_mastery},
    set_policy::{NewSetting, set_policy},
    show_why::show_why,
    what_if::what_if,
};

const BANK: &str =
    "item,model,a,b\nq1,2pl,1.5,-1\nq2,2pl,1.5,-1\nq3,2pl,1.5,-1\nq4,2pl,1.5,-1\n,population,1,0\n";
const HARDER: &str =
    "item,model,a,b\nq1,2pl,1.5,1\nq2,2pl,1.5,1\nq3,2pl,1.5,1\nq5,2pl,1.5,1\n,population,1,0\n";
const ANSWERS: &str = "user_id,item_id,timestamp,correct\n5,q1,10,1\n5,q2,20,1\n5,q3,30,1\n5,q9,40,1\n";
const LATER: &str = "user_id,item_id,timestamp,correct\n5,q2,50,1\n";
const MAP: &str = "item,competency\nq1,A\nq2,A\nq3,A\nq9,A\n";

fn request(kind: ImportKind, files: &[(&str, &str)]) -> ImportRequest {
    let files = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    let create = kind == ImportKind::Responses;
    let framework = create.then(|| "Skills".to_owned());
    let options = ImportOptions { create, framework, ..ImportOptions::default() };
    ImportRequest { kind, source: "lab".to_owned(), files, options }
}

async fn import(place: &Place, kind: ImportKind, files: &[(&str, &str)]) -> ShownImport {
    let done = import_files(&place.app, &place.administrator, request(kind, files), &|_, _| {}).await;
    let done = done.expect("is read");
    assert_eq!(done.state, ImportState::Applied, "{:?}", done.report.problems);
    done
}

fn setting(place: &Place, field: &str, value: &str) -> NewSetting {
    NewSetting {
        scope: "district".to_owned(),
        field: field.to_owned(),
        effect: Effect::Set,
        value: value.to_owned(),
        effective_from: chance::today(place.administrator.district),
        why: "Agreed".to_owned(),
    }
}

async fn set(place: &Place, field: &str, value: &str) -> Result<i64, Refusal> {
    set_policy(&place.app, &place.administrator, setting(place, field, value)).await
}

async fn only_judgement(place: &Place) -> Mastery {
    let district = place.administrator.district;
    let found = place.app.db.read((), move |tx, ()| {
        Box::pin(async move {
            let mut all = Vec::new();
            for (learner, _) in store::learner::heads(tx, district, None, 10).await? {
                all.extend(store::mastery::of_learner(tx, district, learner).await?);
            }
            Ok::<_, Refusal>(all)
        })
    });
    let mut found = found.await.expect("is read");
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

async fn rebuilt(place: &Place, asked: Rebuild) -> Rebuilt {
    let district = place.administrator.district;
    rebuild_mastery(&place.app, district, asked, |_, _| {}).await.expect("the ledger is read")
}

#[tokio::test]
async fn a_judgement_names_its_version_and_a_rebuild_gives_it_again() {
    for place in empty_districts().await {
        import(&place, ImportKind::ItemParameters, &[("easy.csv", BANK)]).await;
        set(&place, "mastery.rule", "irt_cut").await.expect("is set");
        set(&place, "mastery.irt_cut.sure_percent", "75").await.expect("is set");
        import(&place, ImportKind::Responses, &[("answers.csv", ANSWERS), ("map.csv", MAP)]).await;
        let first = only_judgement(&place).await;
        assert_eq!(
            (first.rule.as_str(), first.finding.mastered, first.finding.evidence_count),
            ("irt_cut", true, 3)
        );
        let then = chance::now();

        // Another version changes nothing by itself, also for whoever opens the why.
        import(&place, ImportKind::ItemParameters, &[("harder.csv", HARDER)]).await;
        let why = show_why(&place.app, &with_reason(&place), first.learner, first.competency)
            .await
            .expect("is shown");
        let record = why.record.expect("a judgement");
        assert!(record.matches && record.finding.mastered);
        let said = record.wording.sentences().join(" ");
        assert!(said.contains("Version 1 of the item parameters, from easy.csv"), "{said}");
        assert!(said.contains("its item has no parameters"), "{said}");
        let same = rebuilt(&place, Rebuild::default()).await;
        assert!(same.is_same(), "{:?}", same.differences);
        let easy = *same.sets.keys().next().expect("a set");
        assert_eq!(same.sets.values().sum::<i64>(), 1);

        // New evidence is judged by the version in use, and the past stays what it was.
        import(&place, ImportKind::Responses, &[("later.csv", LATER), ("map.csv", MAP)]).await;
        let second = only_judgement(&place).await;
        assert_ne!(second.inputs, first.inputs);
        let same = rebuilt(&place, Rebuild { write: true, ..Rebuild::default() }).await;
        assert!(same.is_same() && !same.sets.contains_key(&easy), "{:?}", same.differences);
        let past = rebuilt(&place, Rebuild { as_of: Some(then), write: false }).await;
        assert_eq!((past.cells, past.mastered, past.later), (1, 1, 1));
        assert_eq!(past.sets.get(&easy), Some(&1));

        let sets = list_measured_sets(&place.app, &place.administrator).await.expect("is listed");
        let shown: Vec<_> =
            sets.iter().map(|one| (one.version, one.file_name.as_str(), one.items, one.in_use)).collect();
        assert_eq!(shown, [(2, "harder.csv", 4, true), (1, "easy.csv", 4, false)]);
        assert_eq!(sets[1].digest, easy);
    }
}

/// The administrator, who says why they open a record.
fn with_reason(place: &Place) -> usecases::Actor {
    let mut actor = place.administrator.clone();
    actor.break_glass = Some("To check".to_owned());
    actor
}

#[tokio::test]
async fn a_look_at_the_rule_judges_by_the_parameters_in_use() {
    for place in empty_districts().await {
        import(&place, ImportKind::Responses, &[("answers.csv", ANSWERS), ("map.csv", MAP)]).await;
        let change = setting(&place, "mastery.rule", "irt_cut");
        let none =
            what_if(&place.app, &place.administrator, &change, &|_, _| {}).await.expect("is looked at");
        assert_eq!(none.tally.not_enough, 1, "{:?}", none.tally);
        import(&place, ImportKind::ItemParameters, &[("easy.csv", BANK)]).await;
        set(&place, "mastery.irt_cut.sure_percent", "75").await.expect("is set");
        let some =
            what_if(&place.app, &place.administrator, &change, &|_, _| {}).await.expect("is looked at");
        assert_eq!(some.tally.not_enough, 0, "{:?}", some.tally);
    }
}

#[tokio::test]
async fn the_same_parameters_come_in_once_and_broken_ones_are_named() {
    for place in empty_districts().await {
        import(&place, ImportKind::ItemParameters, &[("easy.csv", BANK)]).await;
        let renamed = BANK.replace("item,model", "Item,Model");
        let again = import(&place, ImportKind::ItemParameters, &[("again.csv", &renamed)]).await;
        assert!(
            again.report.remarks.iter().any(|said| said.contains("in use already")),
            "{:?}",
            again.report.remarks
        );
        assert_eq!(list_measured_sets(&place.app, &place.administrator).await.expect("is listed").len(), 1);
        let mixed = "item,model,a,b\nq1,2pl,1,0\nq1,2pl,1,0\nq2,nominal,1,0\nq3,2pl,0,0\nq4,grm,1,1 0\n";
        let look = request(ImportKind::ItemParameters, &[("mixed.csv", mixed)]);
        let look = check_import(&place.app, &place.administrator, look).await.expect("is looked at");
        assert_eq!((look.state, look.report.errors), (ImportState::Checked, 4), "{:?}", look.report.problems);
        let line = look.report.differences.iter().find(|line| line.kind == "items").expect("a line");
        assert_eq!((line.added, line.changed, line.unchanged, line.ended), (0, 1, 0, 3));
        for broken in ["", "item,a\n", "item,model,a,b\n,population,1,0\nx,population,1,0\nq,2pl,1,0\n"] {
            let look = request(ImportKind::ItemParameters, &[("broken.csv", broken)]);
            let look = check_import(&place.app, &place.administrator, look).await.expect("is looked at");
            assert_eq!(look.state, ImportState::Refused, "{broken}");
        }
    }
}

#[tokio::test]
async fn guess_and_slip_that_cannot_judge_together_are_refused_when_they_are_set() {
    for place in empty_districts().await {
        set(&place, "mastery.rule", "bkt").await.expect("is set");
        set(&place, "mastery.bkt.guess_percent", "60").await.expect("is set");
        let refused = set(&place, "mastery.bkt.slip_percent", "40").await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "value", .. })), "{refused:?}");
        set(&place, "mastery.bkt.slip_percent", "12.5").await.expect("is set");
    }
}
