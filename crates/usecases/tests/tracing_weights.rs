//! Tracing weights come in for the district's own competencies, and judgements name the version they were made with.

mod fixtures;

use domain::policy::Effect;
use fixtures::{Place, empty_districts};
use usecases::{
    Actor, Refusal, chance,
    import_files::{check_import, import_files},
    import_report::{ImportState, ShownImport},
    import_request::{ImportKind, ImportOptions, ImportRequest},
    list_measured_sets::list_measured_sets,
    rebuild_mastery::{Rebuild, rebuild_mastery},
    set_policy::{NewSetting, set_policy},
    show_why::show_why,
};

const ANSWERS: &str =
    "user_id,item_id,timestamp,correct\n5,q1,10,1\n5,q2,20,1\n5,q3,30,1\n5,q1,40,1\n5,q2,50,1\n5,q9,60,1\n";
const MAP: &str = "item,competency\nq1,A\nq2,A\nq3,A\nq9,B\n";

/// Right answers weigh 1.5 and all answers -0.5, both as `ln(1 + n)`: five right of five give 6/7.
fn model(offset: f64, competency: &str) -> String {
    let shared: Vec<String> = mastery::measured::SHARED_NAMES
        .iter()
        .map(|name| {
            let weight = match *name {
                "log_wins" => 1.5,
                "log_attempts" => -0.5,
                _ => 0.0,
            };
            format!("\"{name}\": {weight}")
        })
        .collect();
    format!(
        r#"{{"tracing": {{"shared": {{{}}}, "items": [{{"item": "q1", "difficulty": 0.5}}], "competencies": [
            {{"competency": "{competency}", "offset": {offset}, "wins": 0, "attempts": 0, "ease": 0, "difficulty": 0,
              "answers": 9}},
            {{"competency": "nowhere", "offset": 0, "wins": 0, "attempts": 0, "ease": 0, "difficulty": 0,
              "answers": 9}}]}}}}"#,
        shared.join(", ")
    )
}

fn request(kind: ImportKind, files: &[(&str, &str)]) -> ImportRequest {
    let files = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    let create = kind == ImportKind::Responses;
    let options = ImportOptions { create, framework: Some("Skills".to_owned()), ..ImportOptions::default() };
    ImportRequest { kind, source: "lab".to_owned(), files, options }
}

async fn import(place: &Place, kind: ImportKind, files: &[(&str, &str)]) -> ShownImport {
    let done = import_files(&place.app, &place.administrator, request(kind, files), &|_, _| {}).await;
    let done = done.expect("is read");
    assert_eq!(done.state, ImportState::Applied, "{:?}", done.report.problems);
    done
}

async fn by_tracing(place: &Place) {
    let setting = NewSetting {
        scope: "district".to_owned(),
        field: "mastery.rule".to_owned(),
        effect: Effect::Set,
        value: "traced".to_owned(),
        effective_from: chance::today(place.administrator.district),
        why: "Agreed".to_owned(),
    };
    set_policy(&place.app, &place.administrator, setting).await.expect("is set");
}

/// Mastered or not, and what *why* says, of each competency in the order of their codes.
async fn whys(place: &Place) -> Vec<(bool, String)> {
    let district = place.administrator.district;
    let cells = place.app.db.read((), move |tx, ()| {
        Box::pin(async move {
            let mut cells = Vec::new();
            for framework in store::framework::list(tx, district).await? {
                for competency in store::competency::of_framework(tx, district, framework.id).await? {
                    cells.push((competency.code.unwrap_or_default(), competency.id));
                }
            }
            let learner = store::learner::heads(tx, district, None, 10).await?[0].0;
            cells.sort();
            Ok::<_, Refusal>((learner, cells))
        })
    });
    let (learner, cells) = cells.await.expect("are read");
    let actor = Actor { break_glass: Some("To check".to_owned()), ..place.administrator.clone() };
    let mut found = Vec::new();
    for (_, competency) in cells {
        let why = show_why(&place.app, &actor, learner, competency).await.expect("is shown");
        let record = why.record.expect("a judgement");
        assert!(record.matches);
        found.push((record.finding.mastered, record.wording.sentences().join(" ")));
    }
    found
}

#[tokio::test]
async fn a_judgement_is_made_by_the_weights_in_use_and_a_rebuild_gives_it_again() {
    for place in empty_districts().await {
        import(&place, ImportKind::Responses, &[("answers.csv", ANSWERS), ("map.csv", MAP)]).await;
        by_tracing(&place).await;
        let first = model(0.0, "A");
        let looked = check_import(
            &place.app,
            &place.administrator,
            request(ImportKind::Tracing, &[("a.json", &first)]),
        );
        let looked = looked.await.expect("is read");
        assert_eq!(looked.report.line_of("competencies").map(|line| line.added), Some(1));
        // A competency that is not here is named and left out.
        let problem = &looked.report.problems[0];
        assert_eq!((looked.report.errors, problem.value.as_deref()), (1, Some("nowhere")), "{problem:?}");
        import(&place, ImportKind::Tracing, &[("a.json", &first)]).await;
        import(
            &place,
            ImportKind::Responses,
            &[("more.csv", "user_id,item_id,timestamp,correct\n5,q3,70,1\n5,q9,80,1\n"), ("map.csv", MAP)],
        )
        .await;
        let found = whys(&place).await;
        // Six right of six: 7/8.
        assert!(
            found[0].0 && found[0].1.contains("The chance that the next answer is right: 87.5 %"),
            "{}",
            found[0].1
        );
        assert!(found[0].1.contains("Version 1 of the tracing weights, from a.json"), "{}", found[0].1);
        assert!(!found[1].0 && found[1].1.contains("say nothing of this competency"), "{}", found[1].1);

        import(&place, ImportKind::Tracing, &[("b.json", &model(-2.0, "a"))]).await;
        assert!(whys(&place).await[0].0, "another version changes nothing by itself");
        let district = place.administrator.district;
        let same =
            rebuild_mastery(&place.app, district, Rebuild::default(), |_, _| {}).await.expect("is read");
        assert!(same.is_same(), "{:?}", same.differences);
        let sets = list_measured_sets(&place.app, &place.administrator).await.expect("are listed");
        let shown: Vec<_> =
            sets.iter().map(|one| (one.kind.word(), one.version, one.items, one.in_use)).collect();
        assert_eq!(shown, [("tracing", 2, 1, true), ("tracing", 1, 1, false)]);
    }
}

#[tokio::test]
async fn a_file_without_a_competency_of_the_district_or_without_a_weight_writes_nothing() {
    for place in empty_districts().await {
        import(&place, ImportKind::Responses, &[("answers.csv", ANSWERS), ("map.csv", MAP)]).await;
        let fewer = model(0.0, "A").replace("\"streak\": 0, ", "");
        for (text, said) in [
            (model(0.0, "elsewhere"), "there is no competency"),
            (fewer, "the shared weight \"streak\" is missing"),
        ] {
            let asked = request(ImportKind::Tracing, &[("broken.json", &text)]);
            let done =
                import_files(&place.app, &place.administrator, asked, &|_, _| {}).await.expect("is read");
            assert_eq!(done.state, ImportState::Refused);
            let problems = &done.report.problems;
            assert!(problems.iter().any(|problem| problem.what == said), "{said}: {problems:?}");
        }
        assert!(list_measured_sets(&place.app, &place.administrator).await.expect("are listed").is_empty());
    }
}
