//! Substitutes' days, caseloads, accommodations and exceptions, by the API.

use axum::http::Method;
use domain::people::RoleKind;
use serde_json::{Value, json};

use crate::support::{House, text};

/// The section of the demonstration's educator, and one of its learners.
async fn class(house: &House) -> (String, String) {
    let token = house.token(RoleKind::Educator).await;
    let sections = house.get("/api/v1/sections", &token).await.expect(200).json();
    let section = text(&sections["items"][0]["id"]).to_owned();
    let grid = house.get(&format!("/api/v1/sections/{section}/mastery"), &token).await.expect(200).json();
    let own = house.actor(RoleKind::Learner).person.to_string();
    let rows = grid["rows"].as_array().expect("rows");
    let other = rows.iter().map(|row| text(&row["learner"]["id"])).find(|id| *id != own);
    (section, other.expect("another learner").to_owned())
}

#[tokio::test]
async fn a_substitutes_day_is_given_listed_and_taken_back() {
    for house in House::on_each_engine().await {
        let (section, _) = class(&house).await;
        let educator = house.token(RoleKind::Educator).await;
        let body =
            json!({ "sections": [section], "new": { "given_name": "Ada", "family_name": "Fairweather" } });
        let given = house.post("/api/v1/substitutions", &educator, &body).await.expect(201).json();
        assert!(text(&given["path"]).starts_with("/link/riverbend/"), "{given}");
        let listed = house.get("/api/v1/substitutions", &educator).await.expect(200).json();
        let one = &listed["items"][0];
        assert_eq!((text(&one["name"]), text(&one["section"])), ("Ada Fairweather", section.as_str()));
        assert_eq!(one["ends_at"], given["ends_at"]);
        let address = format!("/api/v1/substitutions/{}", text(&one["id"]));
        let stranger = house.token(RoleKind::Learner).await;
        house.call(Method::DELETE, &address, &stranger, None).await.expect_problem(404, "not-found");
        house.post("/api/v1/substitutions", &stranger, &body).await.expect_problem(404, "not-found");
        for wrong in [
            json!({ "sections": [section] }),
            json!({ "sections": [section], "person": section, "new": { "given_name": "A" } }),
            json!({ "sections": [], "new": { "given_name": "A" } }),
            json!({ "sections": [section], "new": { "given_name": "A" }, "day": "2020-01-01" }),
            json!({ "sections": ["x"], "new": { "given_name": "A" } }),
        ] {
            house.post("/api/v1/substitutions", &educator, &wrong).await.expect_problem(422, "invalid");
        }
        let person = json!({ "sections": [section], "person": given["person"] });
        let again = house.post("/api/v1/substitutions", &educator, &person).await.expect(201).json();
        assert_eq!(again["substitutions"], given["substitutions"], "the same place");
        house.call(Method::DELETE, &address, &educator, None).await.expect(204);
        let listed = house.get("/api/v1/substitutions", &educator).await.expect(200).json();
        assert_eq!(listed["items"], json!([]));
    }
}

#[tokio::test]
async fn a_counselor_reads_the_caseload_that_a_principal_gives() {
    for house in House::on_each_engine().await {
        let counselor = house.token(RoleKind::Counselor).await;
        let shown = house.get("/api/v1/caseload", &counselor).await.expect(200).json();
        assert_eq!((&shown["learners"], &shown["days"]), (&json!(24), &json!(10)));
        assert_eq!(shown["counted_in"], "school_days");
        let silent = house.get("/api/v1/caseload?silent=true&days=1", &counselor).await.expect(200).json();
        let items = silent["items"].as_array().expect("items");
        assert_eq!(json!(items.len()), silent["silent"]);
        assert!(items.iter().all(|one| one["silent"] == true));
        for wrong in ["days=0", "days=x", "section=x", "unknown=1"] {
            let answer = house.get(&format!("/api/v1/caseload?{wrong}"), &counselor).await;
            answer.expect_problem(422, "invalid");
        }
        let learner = house.token(RoleKind::Learner).await;
        let own = house.get("/api/v1/caseload", &learner).await.expect(200).json();
        assert_eq!(own["learners"], 0);

        let (section, other) = class(&house).await;
        let address = format!("/api/v1/caseload?section={section}");
        house.get(&address, &learner).await.expect_problem(404, "not-found");
        house.get(&address, &house.token(RoleKind::Educator).await).await.expect(200);

        // The principal of the other school gives one of theirs to their case manager.
        let principal = house.token(RoleKind::Principal).await;
        let manager = house.actor(RoleKind::CaseManager).person.to_string();
        let body = json!({ "person": manager, "kind": "counselor", "learners": [other] });
        let done = house.post("/api/v1/caseloads", &principal, &body).await.expect(201).json();
        assert_eq!(done, json!({ "added": 1, "already": 0 }));
        let listed = house.get("/api/v1/caseloads", &principal).await.expect(200).json();
        assert_eq!(listed["items"].as_array().map(Vec::len), Some(2), "{listed}");
        let of = house.get(&format!("/api/v1/caseloads/{manager}"), &principal).await.expect(200).json();
        assert!(of.as_array().expect("a list").iter().any(|one| one["learner"] == json!(other)), "{of}");
        let end = format!("/api/v1/caseloads/{manager}/end");
        let ended = json!({ "kind": "counselor", "learners": [other] });
        for refused in [&counselor, &learner] {
            house.post(&end, refused, &ended).await.expect_problem(403, "denied");
            house.post("/api/v1/caseloads", refused, &body).await.expect_problem(403, "denied");
            house.get("/api/v1/caseloads", refused).await.expect_problem(403, "denied");
            house.get(&format!("/api/v1/caseloads/{manager}"), refused).await.expect_problem(403, "denied");
        }
        for wrong in [
            json!({ "person": manager, "kind": "coach", "learners": [other] }),
            json!({ "person": manager, "kind": "counselor", "learners": ["Nobody Here"] }),
            json!({ "person": manager, "kind": "counselor", "learners": [] }),
            json!({ "person": other, "kind": "counselor", "learners": [other] }),
            json!({ "person": manager, "kind": "counselor", "learners": [other],
                    "begins_on": "2026-02-01", "ends_on": "2026-01-01" }),
        ] {
            house.post("/api/v1/caseloads", &principal, &wrong).await.expect_problem(422, "invalid");
        }
        assert_eq!(house.post(&end, &principal, &ended).await.expect(200).json(), json!({ "ended": 1 }));
        house.post(&end, &principal, &json!({ "kind": "counselor" })).await.expect_problem(422, "invalid");
    }
}

#[tokio::test]
async fn accommodations_are_written_by_a_case_manager_and_read_without_their_reason() {
    for house in House::on_each_engine().await {
        let manager = house.token(RoleKind::CaseManager).await;
        let educator = house.token(RoleKind::Educator).await;
        let cases = house.get("/api/v1/cases", &manager).await.expect(200).json();
        let cases = cases["items"].as_array().expect("cases");
        assert_eq!(cases.len(), 8);
        let without = cases.iter().find(|one| one["given"].is_null()).expect("one without");
        let address = format!("/api/v1/learners/{}/accommodations", text(&without["learner"]["id"]));
        let before = house.get(&address, &educator).await.expect(200).json();
        assert_eq!((&before["version"], &before["given"]["time_factor"]), (&Value::Null, &json!("1")));
        let body = json!({ "time_factor": "1.5", "print_size": "large", "seat": "front",
            "reason": "Nobody else's business" });
        assert_eq!(house.post(&address, &manager, &body).await.expect(201).json(), json!({ "version": 1 }));
        let now = house.get(&address, &educator).await.expect(200);
        assert!(!now.text().contains("business"), "{}", now.text());
        assert_eq!(now.json()["given"]["time_factor"], "1.5");
        let past = house.get(&format!("{address}?on=2020-01-01"), &educator).await.expect(200).json();
        assert_eq!(past["version"], Value::Null);
        let versions = format!("{address}/versions");
        let read = house.get(&versions, &educator).await.expect(200).json();
        assert_eq!((&read[0]["version"], &read[0]["reason"]), (&json!(1), &Value::Null));
        let read = house.get(&versions, &manager).await.expect(200).json();
        assert_eq!(read[0]["reason"], "Nobody else's business");
        house.post(&address, &educator, &body).await.expect_problem(403, "denied");
        for wrong in [
            json!({ "time_factor": "3", "reason": "x" }),
            json!({ "print_size": "huge", "reason": "x" }),
            json!({ "reason": " " }),
            json!({}),
            json!({ "reason": "x", "begins_on": "2026-02-01", "ends_on": "2026-01-01" }),
        ] {
            house.post(&address, &manager, &wrong).await.expect_problem(422, "invalid");
        }
        house.get(&format!("{address}?on=soon"), &educator).await.expect_problem(422, "invalid");
        let none = house.get("/api/v1/cases", &educator).await.expect(200).json();
        assert_eq!(none["items"], json!([]));
    }
}

#[tokio::test]
async fn exceptions_are_for_who_leads_or_runs() {
    for house in House::on_each_engine().await {
        let principal = house.token(RoleKind::Principal).await;
        let shown = house.get("/api/v1/exceptions?days=3", &principal).await.expect(200).json();
        assert_eq!(shown["places"], json!(["Otter Creek Middle School"]));
        assert_eq!(shown["with_learners"], true);
        for one in shown["items"].as_array().expect("items") {
            assert_eq!(one["count"], json!(one["lines"].as_array().expect("lines").len()));
            assert_ne!(one["count"], 0, "{one}");
        }
        let administrator = house.token(RoleKind::Administrator).await;
        let shown = house.get("/api/v1/exceptions", &administrator).await.expect(200).json();
        let about = shown["items"].as_array().expect("items").iter();
        let about: Vec<_> = about.flat_map(|one| one["lines"].as_array().expect("lines")).collect();
        assert!(about.iter().all(|line| line["about"] != "learner"), "{about:?}");
        for role in [RoleKind::Educator, RoleKind::Learner, RoleKind::Counselor, RoleKind::CaseManager] {
            let token = house.token(role).await;
            house.get("/api/v1/exceptions", &token).await.expect_problem(403, "denied");
        }
        for wrong in ["days=0", "days=soon", "day=1"] {
            let answer = house.get(&format!("/api/v1/exceptions?{wrong}"), &principal).await;
            answer.expect_problem(422, "invalid");
        }
    }
}
