//! The rights of families, outside parties, retention and erasure by the API; and which figures of groups
//! there are.

use std::collections::BTreeSet;

use axum::http::Method;
use domain::people::RoleKind;
use serde_json::{Value, json};

use crate::support::{House, text};

#[tokio::test]
async fn a_family_takes_the_record_consents_and_asks_to_amend() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Guardian).await;
        let children = house.get("/api/v1/me/children", &token).await.expect(200).json();
        let base = format!("/api/v1/learners/{}", text(&children["items"][0]["id"]));
        let zip = house.get(&format!("{base}/record"), &token).await.expect(200);
        assert_eq!(zip.header("content-type"), "application/zip");
        assert!(zip.header("onramp-checksum").starts_with("sha256:") && zip.body.starts_with(b"PK"));
        let left = house.get(&format!("{base}/disclosures"), &token).await.expect(200).json();
        assert_eq!((&left[0]["way"], &left[0]["everybody"]), (&json!("whole_record"), &json!(false)));

        let consents = format!("{base}/consents");
        let audio = async |query: &str| {
            let found = house.get(&format!("{consents}{query}"), &token).await.expect(200).json();
            let all = found.as_array().expect("purposes").clone();
            all.into_iter().find(|one| one["purpose"] == "audio").expect("audio")
        };
        assert_eq!(audio("").await["in_force"], false);
        house.post(&consents, &token, &json!({ "purpose": "audio", "given": true })).await.expect(204);
        assert_eq!(audio("").await["in_force"], true);
        assert_eq!(audio("?day=2020-01-01").await["in_force"], false);
        let wrong = house.post(&consents, &token, &json!({ "purpose": "gold", "given": true })).await;
        assert_eq!(wrong.expect_problem(422, "invalid")["field"], "purpose");
        house.get(&format!("{consents}?day=soon"), &token).await.expect_problem(422, "invalid");

        let asked = json!({ "about": "grade", "wanted": "6", "reason": "They moved up." });
        let amendments = format!("{base}/amendments");
        let made = house.post(&amendments, &token, &asked).await.expect(201).json();
        house.post(&amendments, &token, &asked).await.expect_problem(409, "conflict");
        house.post(&amendments, &token, &json!({ "about": "mood" })).await.expect_problem(422, "invalid");
        let administrator = house.token(RoleKind::Administrator).await;
        let open = house.get("/api/v1/amendments?state=asked", &administrator).await.expect(200).json();
        assert_eq!((open.as_array().map(Vec::len), &open[0]["id"]), (Some(1), &made["id"]));
        house.get("/api/v1/amendments?state=lost", &administrator).await.expect_problem(422, "invalid");
        let answer = format!("/api/v1/amendments/{}/answer", text(&made["id"]));
        house
            .post(&answer, &token, &json!({ "accept": true, "answer": "Yes" }))
            .await
            .expect_problem(404, "not-found");
        house.post(&answer, &administrator, &json!({ "accept": false, "answer": "No" })).await.expect(204);
        let state = format!("/api/v1/amendments/{}/statement", text(&made["id"]));
        house.post(&state, &token, &json!({ "statement": "Still." })).await.expect(204);
        let found = house.get(&amendments, &token).await.expect(200).json();
        assert_eq!((&found[0]["state"], &found[0]["statement"]), (&json!("refused"), &json!("Still.")));
    }
}

#[tokio::test]
async fn staff_write_down_what_they_hand_over_and_administrators_keep_the_inventory() {
    for house in House::on_each_engine().await {
        let administrator = house.token(RoleKind::Administrator).await;
        let party = json!({
            "name": "Bus company", "kind": "organization", "purpose": "Transport", "fields": "Names",
            "ground": "Agreement", "agreement": "2026/7"
        });
        let made = house.post("/api/v1/outside-parties", &administrator, &party).await.expect(201).json();
        let path = format!("/api/v1/outside-parties/{}", text(&made["id"]));
        let mut changed = party.clone();
        changed["ends_on"] = json!("2099-07-31");
        house.call(Method::PUT, &path, &administrator, Some(&changed)).await.expect(204);
        changed["begins_on"] = json!("2100-01-01");
        house.call(Method::PUT, &path, &administrator, Some(&changed)).await.expect_problem(422, "invalid");
        let all = house.get("/api/v1/outside-parties", &administrator).await.expect(200).json();
        assert_eq!((&all[0]["name"], &all[0]["ends_on"]), (&json!("Bus company"), &json!("2099-07-31")));

        let educator = house.token(RoleKind::Educator).await;
        let sections = house.get("/api/v1/sections", &educator).await.expect(200).json();
        let section = text(&sections["items"][0]["id"]).to_owned();
        let grid =
            house.get(&format!("/api/v1/sections/{section}/mastery"), &educator).await.expect(200).json();
        let learner = text(&grid["rows"][0]["learner"]["id"]).to_owned();
        let path = format!("/api/v1/learners/{learner}/disclosures");
        house.post(&path, &educator, &json!({ "party": made["id"] })).await.expect(201);
        let empty = house.post(&path, &educator, &json!({})).await;
        assert_eq!(empty.expect_problem(422, "invalid")["field"], "recipient");
        let left = house.get("/api/v1/disclosures", &administrator).await.expect(200).json();
        let first = &left["items"][0];
        assert_eq!(
            (&first["disclosure"]["recipient"], &first["learners"]),
            (&json!("Bus company"), &json!(1))
        );

        let purpose = json!({
            "purpose": "trip", "title_en": "Trip", "title_es": "Excursión", "about_en": "A day out",
            "about_es": "Un día fuera", "asked": true
        });
        let path = "/api/v1/consent-purposes";
        house.call(Method::PUT, path, &administrator, Some(&purpose)).await.expect(204);
        let all = house.get(path, &administrator).await.expect(200).json();
        assert_eq!(all.as_array().map(Vec::len), Some(4), "{all}");
    }
}

#[tokio::test]
async fn numbers_are_set_within_bounds_and_retention_is_looked_at_first() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Administrator).await;
        let path = "/api/v1/privacy/numbers";
        let put = async |body: Value| house.call(Method::PUT, path, &token, Some(&body)).await;
        put(json!({ "field": "smallest_group", "value": 20, "why": "The state asks" })).await.expect(204);
        for (body, field) in [
            (json!({ "field": "smallest_group", "value": 2, "why": "x" }), "value"),
            (json!({ "field": "gold", "value": 2, "why": "x" }), "field"),
            (json!({ "field": "smallest_group", "value": 20, "why": " " }), "why"),
        ] {
            assert_eq!(put(body).await.expect_problem(422, "invalid")["field"], field);
        }
        let all = house.get(path, &token).await.expect(200).json();
        let smallest = all.as_array().expect("numbers").iter().find(|one| one["field"] == "smallest_group");
        assert_eq!(smallest.expect("there")["value"], 20);
        let look = house.get("/api/v1/privacy/retention", &token).await.expect(200).json();
        assert_eq!(look["due"].as_array().map(Vec::len), Some(6));
        let apply = async |kind: &str| {
            house.post("/api/v1/privacy/retention", &token, &json!({ "kind": kind })).await
        };
        apply("notices").await.expect_problem(409, "conflict");
        apply("gold").await.expect_problem(422, "invalid");
        put(json!({ "field": "years_kept.notices", "value": 1, "why": "x" })).await.expect(204);
        assert_eq!(apply("notices").await.expect(200).json()["taken"], 0);
    }
}

#[tokio::test]
async fn an_erasure_is_planned_asked_for_and_confirmed_by_name() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Administrator).await;
        let learner = house.actor(RoleKind::Learner).person.to_string();
        let plan =
            house.get(&format!("/api/v1/erasures/plan?learner={learner}"), &token).await.expect(200).json();
        assert!(plan["entries"].as_i64().is_some_and(|entries| entries > 0), "{plan}");
        let new = json!({ "learner": learner, "ground": "Court order", "reason": "Moved" });
        let made = house.post("/api/v1/erasures", &token, &new).await.expect(201).json();
        let path = format!("/api/v1/erasures/{}", text(&made["id"]));
        let wrong = house.post(&format!("{path}/confirm"), &token, &json!({ "name": "Nobody" })).await;
        assert_eq!(wrong.expect_problem(422, "invalid")["field"], "name");
        let done = house.post(&format!("{path}/confirm"), &token, &json!({ "name": plan["name"] })).await;
        assert_eq!(done.expect(200).json()["state"], "done");
        house
            .call(Method::POST, &format!("{path}/withdraw"), &token, None)
            .await
            .expect_problem(409, "conflict");
        let all = house.get("/api/v1/erasures", &token).await.expect(200).json();
        assert_eq!((&all[0]["reason"], &all[0]["entries"]), (&json!(""), &plan["entries"]));
        house.get("/api/v1/erasures/plan?learner=nonsense", &token).await.expect_problem(422, "invalid");
    }
}

/// Operations whose answer holds a number of learners or of their judgements, each with what keeps small ones
/// from strangers.
const FIGURES: [(&str, &str); 24] = [
    ("GET /api/v1/frameworks/{framework}/coverage", "small_cells"),
    ("GET /api/v1/competencies/{competency}/organizations", "small_cells"),
    ("GET /api/v1/sections/{section}/competencies/{competency}", "names each learner beside it"),
    ("GET /api/v1/policies/what-if/{look}", "small_cells"),
    ("POST /api/v1/policies/what-if", "small_cells"),
    ("GET /api/v1/policies/adoptions/{adoption}", "small_cells"),
    ("POST /api/v1/policies/adoptions", "small_cells"),
    ("POST /api/v1/policies/adoptions/{adoption}/undo", "small_cells"),
    ("POST /api/v1/frameworks/{framework}/versions/{old}/adoption", "small_cells"),
    ("GET /api/v1/learners/{learner}/mastery", "one learner, for who may see the record"),
    ("GET /api/v1/sections", "how many are enrolled, for who may see the class"),
    ("GET /api/v1/sections/{section}", "how many are enrolled, for who may see the class"),
    ("GET /api/v1/sections/{section}/paths", "names each learner beside it"),
    ("POST /api/v1/sections/{section}/people", "how many are enrolled, for who may see the class"),
    ("POST /api/v1/sections/{section}/release", "what a teacher has released"),
    ("GET /api/v1/caseload", "names each learner beside it"),
    ("GET /api/v1/caseloads", "how many each holder answers for, for who gives them out"),
    ("GET /api/v1/batches", "how many one's own action named"),
    ("GET /api/v1/assessments/{assessment}/items", "small_cells, for who may not open the records"),
    ("GET /api/v1/assignments/{assignment}/items", "small_cells, for who may not open the records"),
    ("GET /api/v1/batches/{batch}", "names each learner beside it"),
    ("POST /api/v1/batches", "names each learner beside it"),
    ("POST /api/v1/sections/{section}/observations", "how many one's own action named"),
    ("POST /api/v1/batches/{batch}/undo", "names each learner beside it"),
];

/// Numbers that are not about what learners can do: rows that go, files, pages of lists.
const NOT_OF_GROUPS: [&str; 6] =
    ["/access-log", "/imports", "/privacy/retention", "/erasures", "/disclosures", "/health"];

#[test]
fn every_figure_of_a_group_is_listed_here() {
    let document = serde_json::to_value(server::api::document()).expect("JSON");
    let mut found = BTreeSet::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("methods") {
            let counts = operation["responses"].as_object().into_iter().flatten().any(|(_, answer)| {
                let mut seen = BTreeSet::new();
                counts_learners(&document, answer, &mut seen)
            });
            if counts && !NOT_OF_GROUPS.iter().any(|part| path.contains(part)) {
                found.insert(format!("{} {path}", method.to_uppercase()));
            }
        }
    }
    let listed: BTreeSet<String> = FIGURES.iter().map(|(operation, _)| (*operation).to_owned()).collect();
    assert_eq!(found, listed, "say what keeps small numbers of it from strangers, and list it");
}

/// Whether a schema holds a whole number under a name that counts learners or judgements.
fn counts_learners(document: &Value, schema: &Value, seen: &mut BTreeSet<String>) -> bool {
    const NAMES: [&str; 8] =
        ["learners", "learners_changed", "mastered", "unknown", "judgements", "up", "down", "since_in_all"];
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap_or_default().to_owned();
        return seen.insert(name.clone())
            && counts_learners(document, &document["components"]["schemas"][&name], seen);
    }
    match schema {
        Value::Object(fields) => {
            let properties = fields.get("properties").and_then(Value::as_object);
            let counted = properties.into_iter().flatten().any(|(name, what)| {
                let whole = what["type"] == "integer"
                    || what["type"].as_array().is_some_and(|all| all.contains(&json!("integer")));
                NAMES.contains(&name.as_str()) && whole
            });
            counted || fields.values().any(|inner| counts_learners(document, inner, seen))
        }
        Value::Array(all) => all.iter().any(|inner| counts_learners(document, inner, seen)),
        _ => false,
    }
}
