//! Many at once: looked at, done once, answered row by row, undone; by whom and by whom not.

use axum::http::Method;
use domain::people::RoleKind;
use serde_json::{Value, json};

use crate::support::{House, text};

const NOBODY: &str = "01930000-0000-7000-8000-000000000001";
const BATCHES: &str = "/api/v1/batches";

/// A class of the demonstration's educator, and one of its targets.
async fn class(house: &House, token: &str) -> (String, String) {
    let sections = house.get("/api/v1/sections", token).await.expect(200).json();
    let section = text(&sections["items"][0]["id"]).to_owned();
    let grid = house.get(&format!("/api/v1/sections/{section}/mastery"), token).await.expect(200).json();
    (section, text(&grid["targets"]["competencies"][0]["id"]).to_owned())
}

fn excuse(section: &str, competency: &str) -> Value {
    let action = json!({ "kind": "excuse", "competency": competency });
    json!({ "action": action, "section": section, "why": "The projector failed." })
}

fn counted(answer: &Value, state: &str) -> i64 {
    let counts = answer["batch"]["counts"].as_array().expect("counts").iter();
    counts.filter(|one| one["state"] == state).map(|one| one["learners"].as_i64().expect("a number")).sum()
}

async fn until(house: &House, token: &str, path: &str, state: &str) -> Value {
    for _ in 0..200 {
        let done = house.get(path, token).await.expect(200).json();
        if done["batch"]["state"] == state {
            return done;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("it is not {state} after ten seconds");
}

#[tokio::test]
async fn evidence_of_a_class_is_left_out_once_and_counts_again_after_an_undo() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let (section, competency) = class(&house, &token).await;
        let mut asked = excuse(&section, &competency);
        let looked = house.post(&format!("{BATCHES}/preview"), &token, &asked).await.expect(200).json();
        let doable = looked["doable"].as_i64().expect("a count");
        assert!(doable > 0, "{looked}");
        asked["id"] = json!("01930000-0000-7000-8000-00000000b001");
        let path = format!("{BATCHES}/01930000-0000-7000-8000-00000000b001");
        for _ in 0..2 {
            house.post(BATCHES, &token, &asked).await.expect(201);
            let done = until(&house, &token, &path, "done").await;
            assert_eq!((counted(&done, "done"), &done["batch"]["action"]), (doable, &json!("excuse")));
        }
        let again = house.post(&format!("{BATCHES}/preview"), &token, &asked).await.expect(200).json();
        assert_eq!(again["doable"], 0, "everything is left out");
        let mut other = asked.clone();
        other["action"] = json!({ "kind": "release", "section": section });
        house.post(BATCHES, &token, &other).await.expect_problem(409, "conflict");
        let listed = house.get(BATCHES, &token).await.expect(200).json();
        assert_eq!(listed["items"].as_array().expect("items").len(), 1);
        house.post(&format!("{path}/undo"), &token, &json!({ "why": "It worked." })).await.expect(200);
        let undone = until(&house, &token, &path, "undone").await;
        assert_eq!((counted(&undone, "undone"), counted(&undone, "kept")), (doable, 0));
        let looked = house.post(&format!("{BATCHES}/preview"), &token, &asked).await.expect(200).json();
        assert_eq!(looked["doable"], doable);
    }
}

#[tokio::test]
async fn who_may_not_learns_nothing_and_changes_nothing() {
    for house in House::on_each_engine().await {
        let educator = house.token(RoleKind::Educator).await;
        let (section, competency) = class(&house, &educator).await;
        let asked = excuse(&section, &competency);
        let done = house.post(BATCHES, &educator, &asked).await.expect(201).json();
        let path = format!("{BATCHES}/{}", text(&done["batch"]["id"]));
        let undo = json!({});
        for role in [RoleKind::Learner, RoleKind::Guardian] {
            let token = house.token(role).await;
            house.post(&format!("{BATCHES}/preview"), &token, &asked).await.expect_problem(404, "not-found");
            house.post(BATCHES, &token, &asked).await.expect_problem(404, "not-found");
            house.get(&path, &token).await.expect_problem(404, "not-found");
            house.post(&format!("{path}/undo"), &token, &undo).await.expect_problem(404, "not-found");
            let own = house.get(BATCHES, &token).await.expect(200).json();
            assert_eq!(own["items"], json!([]));
        }
        let search = json!({ "action": { "kind": "remind", "to": "learner" }, "search": "a" });
        house.post(&format!("{BATCHES}/preview"), &educator, &search).await.expect_problem(403, "denied");
        let reads = house.token_with(RoleKind::Educator, &["read"]).await;
        house.get(&path, &reads).await.expect(200);
        house.post(BATCHES, &reads, &asked).await.expect_problem(403, "denied");
        house.post(&format!("{path}/undo"), &reads, &undo).await.expect_problem(403, "denied");
        for (method, path) in [
            (Method::GET, BATCHES.to_owned()),
            (Method::POST, BATCHES.to_owned()),
            (Method::POST, format!("{BATCHES}/preview")),
            (Method::GET, path.clone()),
            (Method::POST, format!("{path}/undo")),
        ] {
            house.call(method, &path, "", Some(&asked)).await.expect_problem(401, "signed-out");
        }
    }
}

#[tokio::test]
async fn what_cannot_be_done_to_many_is_refused() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let (section, competency) = class(&house, &token).await;
        let good = excuse(&section, &competency);
        for (name, value, field) in [
            ("why", json!(" "), "reason"),
            ("learners", json!([NOBODY]), "learners"),
            ("section", Value::Null, "learners"),
            ("action", json!({ "kind": "excuse" }), "competency"),
            ("action", json!({ "kind": "remind", "to": "everybody" }), "to"),
            ("action", json!({ "kind": "move", "from": section, "to": section }), "to"),
        ] {
            let mut body = good.clone();
            body[name] = value;
            let refused = house.post(&format!("{BATCHES}/preview"), &token, &body).await;
            assert_eq!(refused.expect_problem(422, "invalid")["field"], field, "{body}");
        }
        for (name, value) in [("action", json!({ "kind": "expel" })), ("mood", json!(1)), ("id", json!("x"))]
        {
            let mut body = good.clone();
            body[name] = value;
            house.post(BATCHES, &token, &body).await.expect(422);
        }
        house.get(&format!("{BATCHES}/{NOBODY}"), &token).await.expect_problem(404, "not-found");
        let refused = house.get(&format!("{BATCHES}?after=x"), &token).await;
        assert_eq!(refused.expect_problem(422, "invalid")["field"], "after");
    }
}
