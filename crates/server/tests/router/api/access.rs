//! Who may: nobody without a token, nothing with one that may only read, no stranger.

use axum::http::Method;
use domain::people::RoleKind;
use serde_json::{Value, json};

use crate::{
    api::document::operations,
    support::{House, text},
};

const NOBODY: &str = "01930000-0000-7000-8000-000000000001";

/// An address with something in every place.
fn filled(path: &str, id: &str) -> String {
    path.split('/')
        .map(|part| match part {
            "{sequence}" => "1",
            part if part.starts_with('{') => id,
            part => part,
        })
        .collect::<Vec<_>>()
        .join("/")
}

#[tokio::test]
async fn every_address_asks_for_a_token_that_works() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let spoilt = format!("{}x", &token[..token.len() - 1]);
        for (method, path) in operations() {
            for wrong in ["", "nonsense", "a.b", spoilt.as_str()] {
                let answer = house.call(method.clone(), &filled(&path, NOBODY), wrong, None).await;
                assert_eq!(answer.header("www-authenticate"), "Bearer", "{method} {path}");
                answer.expect_problem(401, "signed-out");
            }
        }
    }
}

#[tokio::test]
async fn a_revoked_token_works_no_more() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let listed = house.get("/api/v1/tokens", &token).await.expect(200).json();
        let id = text(&listed["items"][0]["id"]).to_owned();
        house.call(Method::DELETE, &format!("/api/v1/tokens/{id}"), &token, None).await.expect(204);
        house.get("/api/v1/me", &token).await.expect_problem(401, "signed-out");
    }
}

#[tokio::test]
async fn a_token_that_may_only_read_changes_nothing() {
    for house in House::on_each_engine().await {
        let token = house.token_with(RoleKind::Administrator, &["read"]).await;
        for (method, path) in operations() {
            if method != Method::GET {
                let answer =
                    house.call(method.clone(), &filled(&path, NOBODY), &token, Some(&json!({}))).await;
                answer.expect_problem(403, "denied");
            }
        }
        assert_eq!(house.get("/api/v1/me", &token).await.expect(200).json()["read_only"], true);
    }
}

#[tokio::test]
async fn a_stranger_does_not_learn_whether_a_class_or_learner_is_there() {
    for house in House::on_each_engine().await {
        let educator = house.token(RoleKind::Educator).await;
        let sections = house.get("/api/v1/sections", &educator).await.expect(200).json();
        let section = text(&sections["items"][0]["id"]);
        let grid =
            house.get(&format!("/api/v1/sections/{section}/mastery"), &educator).await.expect(200).json();
        let competency = text(&grid["targets"]["competencies"][0]["id"]);
        let own = house.get("/api/v1/me", &house.token(RoleKind::Learner).await).await.expect(200).json();
        let other = grid["rows"].as_array().expect("rows").iter().map(|row| &row["learner"]["id"]);
        let other = text(other.into_iter().find(|id| **id != own["id"]).expect("another learner"));
        let stranger = house.token(RoleKind::Learner).await;
        for (method, path) in operations() {
            if !path.contains("{section}") && !path.contains("{learner}") {
                continue;
            }
            let address = path
                .replace("{section}", section)
                .replace("{learner}", other)
                .replace("{competency}", competency)
                .replace("{sequence}", "1");
            let body = body_of(&path, other, competency);
            let answer = house.call(method.clone(), &address, &stranger, body.as_ref()).await;
            assert_eq!(answer.status, 404, "{method} {address}: {}", answer.text());
            answer.expect_problem(404, "not-found");
        }
    }
}

/// A body that would be taken from somebody who may.
fn body_of(path: &str, learner: &str, competency: &str) -> Option<Value> {
    let rating = json!({ "learner": learner, "competency": competency, "level": "3" });
    let last = path.rsplit('/').next().unwrap_or_default();
    Some(match last {
        "drafts" => json!({ "ratings": [rating] }),
        "targets" => json!({ "targets": [competency] }),
        "own-targets" => json!({ "competencies": ["Count"] }),
        "people" => json!({ "names": ["Ada Example"] }),
        "places" => json!({ "person": learner, "role": "educator" }),
        "end" => json!({ "people": [learner] }),
        "accommodations" => json!({ "reason": "Seen." }),
        "assignments" => json!({ "kind": "exit_slip", "competencies": [competency] }),
        "tasks" => json!({ "title": "A poster", "rubric": learner, "takes": ["words"] }),
        "observations" => json!({ "competency": competency, "level": "3", "learners": [learner] }),
        "decision" => json!({ "level": "3", "reason": "Seen." }),
        "amendments" => json!({ "about": "grade", "wanted": "6", "reason": "They moved up." }),
        "consents" => json!({ "purpose": "audio", "given": true }),
        "disclosures" => json!({ "recipient": "A", "purpose": "B", "ground": "C", "fields": "D" }),
        "directives" => json!({ "competency": competency, "kind": "pin", "reason": "Before the test." }),
        "goals" => json!({ "competencies": [competency] }),
        "interests" => json!({ "interests": ["music"] }),
        "attendance" => json!({ "learners": [{ "learner": learner, "presence": "present" }] }),
        "calendar" => json!({ "calendar": null }),
        "dates" => json!({ "targets": [{ "competency": competency }] }),
        "pauses" => json!({ "first": "2026-11-02", "reason": "Ill." }),
        "{pause}" => json!({ "last": "2026-11-03" }),
        "replans" | "preview" => json!({ "section": learner }),
        "resource-uses" => json!({ "resource": competency }),
        "release-time" => json!({ "at": null }),
        "retraction" | "excusal" | "withdrawal" => json!({ "reason": "A mistake." }),
        "release" | "passwords" | "cards" | "family-reports" | "spread" => json!({}),
        _ => return None,
    })
}

#[tokio::test]
async fn only_administrators_administer() {
    for house in House::on_each_engine().await {
        let educator = house.token(RoleKind::Educator).await;
        for path in [
            "/people",
            "/policies",
            "/policies/fields",
            "/measured-sets",
            "/imports",
            "/access-log",
            "/health",
            "/disclosures",
            "/amendments",
            "/outside-parties",
            "/consent-purposes",
            "/privacy/numbers",
            "/privacy/retention",
            "/erasures",
        ] {
            house.get(&format!("/api/v1{path}"), &educator).await.expect_problem(403, "denied");
        }
    }
}

#[tokio::test]
async fn an_administrator_opens_a_record_with_a_reason_only() {
    for house in House::on_each_engine().await {
        let administrator = house.token(RoleKind::Administrator).await;
        let learner = house.actor(RoleKind::Learner).person;
        let path = format!("/api/v1/learners/{learner}/mastery");
        house.get(&path, &administrator).await.expect_problem(404, "not-found");
        let request = axum::http::Request::get(&path)
            .header("authorization", format!("Bearer {administrator}"))
            .header("onramp-reason", "A parent asked for the record.")
            .body(axum::body::Body::empty())
            .expect("a request");
        let record = house.send(request).await.expect(200).json();
        assert_eq!(record["relationship"], "break_glass");
        let log = house.get("/api/v1/access-log", &administrator).await.expect(200).json();
        assert_eq!(log["items"][0]["reason"], "A parent asked for the record.");
    }
}

#[tokio::test]
async fn what_is_not_there_and_what_is_not_taken_are_problems_too() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        house.get("/api/v1/nothing", &token).await.expect_problem(404, "not-found");
        house.get("/api/v1/sections/not-an-id", &token).await.expect_problem(404, "not-found");
        house.call(Method::DELETE, "/api/v1/me", &token, None).await.expect_problem(405, "method");
    }
}
