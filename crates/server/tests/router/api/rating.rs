//! An educator's work: a class, its targets, ratings, release, decisions, corrections.

use axum::http::Method;
use domain::people::RoleKind;
use serde_json::{Value, json};

use crate::support::{House, text};

/// A class of the demonstration's educator.
struct Class {
    section: String,
    learner: String,
    competency: String,
}

async fn class(house: &House, token: &str) -> Class {
    let sections = house.get("/api/v1/sections", token).await.expect(200).json();
    let section = text(&sections["items"][0]["id"]).to_owned();
    let grid = house.get(&format!("/api/v1/sections/{section}/mastery"), token).await.expect(200).json();
    Class {
        section,
        learner: text(&grid["rows"][4]["learner"]["id"]).to_owned(),
        competency: text(&grid["targets"]["competencies"][0]["id"]).to_owned(),
    }
}

#[tokio::test]
async fn a_rating_is_a_draft_until_it_is_released() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let Class { section, learner, competency } = class(&house, &token).await;
        let base = format!("/api/v1/sections/{section}");
        let release = format!("{base}/release");
        house.post(&release, &token, &json!({})).await.expect(200);
        let rating = json!({ "learner": learner, "competency": competency, "level": "4", "note": "Clear." });
        let put = json!({ "ratings": [rating] });
        let drafts = format!("{base}/drafts");
        let rated = house.call(Method::PUT, &drafts, &token, Some(&put)).await.expect(200).json();
        assert_eq!((&rated[0]["changed"], &rated[0]["after"]["level"]), (&json!(true), &json!("4")));
        let again = house.call(Method::PUT, &drafts, &token, Some(&put)).await.expect(200).json();
        assert_eq!(again[0]["changed"], false);
        let away = format!("{drafts}/{learner}/{competency}");
        house.call(Method::DELETE, &away, &token, None).await.expect(204);
        house.call(Method::DELETE, &away, &token, None).await.expect(204);
        house.call(Method::PUT, &drafts, &token, Some(&put)).await.expect(200);
        let plan = json!({ "at": "2999-01-01T00:00:00Z" });
        let planned = house.call(Method::PUT, &format!("{base}/release-time"), &token, Some(&plan)).await;
        assert_eq!(planned.expect(200).json()["drafts"], 1);
        let sheet =
            house.get(&format!("{drafts}?competencies={competency}"), &token).await.expect(200).json();
        assert_eq!(
            (&sheet["drafts_in_section"], &sheet["release_at"]),
            (&json!(1), &json!("2999-01-01T00:00:00Z"))
        );
        let released =
            house.post(&release, &token, &json!({ "competencies": [competency] })).await.expect(200).json();
        assert_eq!((&released["ratings"], &released["learners"]), (&json!(1), &json!(1)));
        let released = house.post(&release, &token, &json!({})).await.expect(200).json();
        assert_eq!(released["ratings"], 0);
        let evidence =
            house.get(&format!("/api/v1/learners/{learner}/evidence"), &token).await.expect(200).json();
        let newest = &evidence["items"][0];
        assert_eq!(
            (&newest["level"], &newest["note"], &newest["points"]),
            (&json!("4"), &json!("Clear."), &json!(4))
        );
    }
}

#[tokio::test]
async fn a_rating_that_cannot_be_used_says_where() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let Class { section, learner, competency } = class(&house, &token).await;
        let path = format!("/api/v1/sections/{section}/drafts");
        let good = json!({ "learner": learner, "competency": competency, "level": "3" });
        let with = |name: &str, value: Value| {
            let mut one = good.clone();
            one[name] = value;
            json!({ "ratings": [good, one] })
        };
        for (body, field) in [
            (with("level", json!("9")), "level"),
            (with("level", json!(3)), "ratings[1].level"),
            (with("learner", json!("somebody")), "ratings[1].learner"),
            (with("colour", json!("red")), "ratings[1].colour"),
            (json!({ "ratings": [{ "learner": learner }] }), "ratings[0].competency"),
            (json!({}), "ratings"),
        ] {
            let answer = house.call(Method::PUT, &path, &token, Some(&body)).await;
            assert_eq!(answer.expect_problem(422, "invalid")["field"], field, "{body}");
        }
    }
}

#[tokio::test]
async fn a_decision_stands_until_it_is_withdrawn() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let Class { learner, competency, .. } = class(&house, &token).await;
        let cell = format!("/api/v1/learners/{learner}/competencies/{competency}");
        let decision = format!("{cell}/decision");
        let body = json!({ "level": "4", "reason": "Shown in conversation." });
        house.post(&decision, &token, &body).await.expect(201);
        let why = house.get(&format!("{cell}/why"), &token).await.expect(200).json();
        assert_eq!(why["record"]["mastery"]["decided"], true);
        assert_eq!(why["record"]["decisions"][0]["reason"], "Shown in conversation.");
        let withdrawal = format!("{decision}/withdrawal");
        house.post(&withdrawal, &token, &json!({ "reason": "A mistake." })).await.expect(201);
        house
            .post(&withdrawal, &token, &json!({ "reason": "A mistake." }))
            .await
            .expect_problem(409, "conflict");
        for (body, field) in [
            (json!({ "level": "4", "reason": " " }), "reason"),
            (json!({ "level": "4", "reason": "x", "expires_at": "2001-01-01T00:00:00Z" }), "expires"),
            (json!({ "level": "4", "reason": "x", "expires_at": "soon" }), "expires_at"),
        ] {
            assert_eq!(
                house.post(&decision, &token, &body).await.expect_problem(422, "invalid")["field"],
                field
            );
        }
    }
}

#[tokio::test]
async fn evidence_is_left_out_brought_back_and_taken_back() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let Class { learner, .. } = class(&house, &token).await;
        let list = format!("/api/v1/learners/{learner}/evidence?limit=1");
        let newest = async || house.get(&list, &token).await.expect(200).json()["items"][0].clone();
        let sequence = newest().await["sequence"].clone();
        let entry = format!("/api/v1/learners/{learner}/evidence/{sequence}");
        let why = json!({ "reason": "Ill that day." });
        house.post(&format!("{entry}/excusal"), &token, &why).await.expect(201);
        assert_eq!(newest().await["excused"], "Ill that day.");
        house.post(&format!("{entry}/excusal"), &token, &why).await.expect_problem(409, "conflict");
        house.post(&format!("{entry}/excusal/withdrawal"), &token, &why).await.expect(201);
        assert!(newest().await["excused"].is_null());
        let first = house.post(&format!("{entry}/retraction"), &token, &why).await.expect(201).json();
        assert_eq!(newest().await["retracted"], "Ill that day.");
        let again = house.post(&format!("{entry}/retraction"), &token, &why).await.expect(201).json();
        assert_eq!(first, again);
        let gone = format!("/api/v1/learners/{learner}/evidence/999999/retraction");
        house.post(&gone, &token, &why).await.expect_problem(404, "not-found");
    }
}

#[tokio::test]
async fn a_class_begins_with_names_and_targets() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let Class { section, competency, .. } = class(&house, &token).await;
        let known = house.get(&format!("/api/v1/sections/{section}"), &token).await.expect(200).json();
        let new = json!({
            "title": "Lunch club", "organization": known["organization"], "names": ["Ada Example", "Bo O'Brien"],
        });
        let made = house.post("/api/v1/sections", &token, &new).await.expect(201).json();
        let base = format!("/api/v1/sections/{}", text(&made["id"]));
        let more = json!({ "names": ["نور الهدى"] });
        let added = house.post(&format!("{base}/people"), &token, &more).await.expect(201).json();
        assert_eq!(added["learners"], 1);
        let people = house.get(&format!("{base}/people"), &token).await.expect(200).json();
        assert_eq!(people["learners"].as_array().map(Vec::len), Some(3));
        let path = format!("{base}/targets");
        let put = async |targets: Value| {
            house.call(Method::PUT, &path, &token, Some(&json!({ "targets": targets }))).await
        };
        put(json!([competency])).await.expect(204);
        put(json!([competency])).await.expect(204);
        let targets = house.get(&path, &token).await.expect(200).json();
        assert_eq!(targets["targets"][0]["id"], competency);
        put(json!(["01930000-0000-7000-8000-000000000001"])).await.expect_problem(422, "invalid");
        put(json!([])).await.expect(204);
        let own = json!({ "competencies": ["K.1 Measures", "Keeps it clean"] });
        house.post(&format!("{base}/own-targets"), &token, &own).await.expect(204);
        let written = house.get(&path, &token).await.expect(200).json();
        assert_eq!(written["targets"].as_array().map(Vec::len), Some(2));
        let cards = house.post(&format!("{base}/cards"), &token, &json!({})).await.expect(200).json();
        assert_eq!(cards.as_array().map(Vec::len), Some(3));
        let nameless = json!({ "title": " ", "organization": known["organization"] });
        house.post("/api/v1/sections", &token, &nameless).await.expect_problem(422, "invalid");
    }
}
