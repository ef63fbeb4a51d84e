//! Writes with a key: done once, answered twice.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use domain::people::RoleKind;
use serde_json::{Value, json};

use crate::support::{Answer, House, text};

async fn keyed(house: &House, path: &str, token: &str, key: &str, body: &Value) -> Answer {
    let request = Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header("idempotency-key", key)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()));
    house.send(request.expect("a request")).await
}

async fn count(house: &House, path: &str, token: &str) -> usize {
    let found = house.get(path, token).await.expect(200).json();
    let listed = |value: &Value| value.as_array().map(Vec::len);
    let inside = || found.as_object().and_then(|fields| fields.values().find_map(listed));
    listed(&found).or_else(inside).expect("a list")
}

#[tokio::test]
async fn a_write_that_is_sent_twice_with_one_key_is_done_once() {
    for house in House::on_each_engine().await {
        let educator = house.token(RoleKind::Educator).await;
        let sections = house.get("/api/v1/sections", &educator).await.expect(200).json();
        let school = sections["items"][0]["organization"].clone();
        let until = (crate::support::today() + jiff::Span::new().days(9)).to_string();
        for (token, path, list, body) in [
            (
                &educator,
                "/api/v1/sections".to_owned(),
                "/api/v1/sections?limit=1000".to_owned(),
                json!({ "title": "Lunch club", "organization": school, "names": ["Ada Example"] }),
            ),
            (
                &educator,
                "/api/v1/tokens".to_owned(),
                "/api/v1/tokens".to_owned(),
                json!({ "name": "Gradebook", "scopes": ["read"], "expires_on": until }),
            ),
        ] {
            let before = count(&house, &list, token).await;
            let first = keyed(&house, &path, token, &path, &body).await.expect(201);
            let again = keyed(&house, &path, token, &path, &body).await.expect(201);
            assert_eq!(first.json(), again.json(), "{path}");
            assert_eq!(
                (first.header("idempotency-replayed"), again.header("idempotency-replayed")),
                ("", "true")
            );
            assert_eq!(again.header("content-type"), "application/json");
            assert_eq!(count(&house, &list, token).await, before + 1, "{path}");
            let mut other = body.clone();
            other["reason"] = json!("Something else.");
            keyed(&house, &path, token, &path, &other).await.expect_problem(422, "key-reused");
            keyed(&house, &path, token, &format!("{path} again"), &body).await.expect(201);
            assert_eq!(count(&house, &list, token).await, before + 2, "{path}");
        }
    }
}

#[tokio::test]
async fn a_decision_that_is_sent_twice_with_one_key_is_one_entry() {
    for house in House::on_each_engine().await {
        let educator = house.token(RoleKind::Educator).await;
        let sections = house.get("/api/v1/sections", &educator).await.expect(200).json();
        let section = text(&sections["items"][0]["id"]).to_owned();
        let grid =
            house.get(&format!("/api/v1/sections/{section}/mastery"), &educator).await.expect(200).json();
        let learner = text(&grid["rows"][0]["learner"]["id"]);
        let competency = text(&grid["targets"]["competencies"][0]["id"]);
        let path = format!("/api/v1/learners/{learner}/competencies/{competency}/decision");
        let decision = json!({ "level": "3", "reason": "Shown aloud." });
        let made = keyed(&house, &path, &educator, "d", &decision).await.expect(201).json();
        assert_eq!(keyed(&house, &path, &educator, "d", &decision).await.expect(201).json(), made);
        let next = keyed(&house, &path, &educator, "e", &decision).await.expect(201).json();
        assert_eq!(next["sequence"].as_u64(), made["sequence"].as_u64().map(|sequence| sequence + 1));
    }
}

#[tokio::test]
async fn two_at_once_with_one_key_are_one() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let before = count(&house, "/api/v1/tokens", &token).await;
        let until = (crate::support::today() + jiff::Span::new().days(9)).to_string();
        let new = json!({ "name": "Gradebook", "scopes": ["read"], "expires_on": until });
        let ask = || keyed(&house, "/api/v1/tokens", &token, "at once", &new);
        let (first, second, third) = tokio::join!(ask(), ask(), ask());
        let made = first.expect(201).json();
        assert_eq!((second.expect(201).json(), third.expect(201).json()), (made.clone(), made.clone()));
        assert_eq!(count(&house, "/api/v1/tokens", &token).await, before + 1);
        let works = house.get("/api/v1/me", text(&made["token"])).await;
        works.expect(200);
    }
}

#[tokio::test]
async fn a_key_is_its_owners_and_a_refused_request_leaves_it_free() {
    for house in House::on_each_engine().await {
        let educator = house.token(RoleKind::Educator).await;
        let until = (crate::support::today() + jiff::Span::new().days(9)).to_string();
        let good = json!({ "name": "Gradebook", "scopes": ["read"], "expires_on": until });
        let path = "/api/v1/tokens";
        let bad = json!({ "name": "", "scopes": ["read"], "expires_on": until });
        keyed(&house, path, &educator, "k", &bad).await.expect_problem(422, "invalid");
        let made = keyed(&house, path, &educator, "k", &good).await.expect(201).json();
        let other = house.token(RoleKind::Learner).await;
        assert_ne!(keyed(&house, path, &other, "k", &good).await.expect(201).json(), made);
        // Another token of the same person cannot read what the first was given.
        let second = house.token(RoleKind::Educator).await;
        keyed(&house, path, &second, "k", &good).await.expect_problem(409, "conflict");
        for key in ["", &"k".repeat(201)] {
            let problem = keyed(&house, path, &educator, key, &good).await.expect_problem(422, "invalid");
            assert_eq!(problem["field"], "Idempotency-Key");
        }
        keyed(&house, path, "nobody", "k", &good).await.expect_problem(401, "signed-out");
        let read_only = house.token_with(RoleKind::Educator, &["read"]).await;
        keyed(&house, path, &read_only, "r", &good).await.expect_problem(403, "denied");
    }
}

#[tokio::test]
async fn a_double_click_on_a_form_makes_one_class() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        let page = house.page("/sections/new", &cookie).await.expect(200).text();
        let once = page.split("name=\"once\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let once = once.expect("the form carries a key").to_owned();
        let school =
            page.split("name=\"organization\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let school = school.expect("one school").to_owned();
        let before = count(&house, "/api/v1/sections?limit=1000", &token).await;
        let send = |title: &str, csrf: &str| {
            let body = format!(
                "csrf={csrf}&once={once}&title={title}&organization={school}&names=Ada+Example&step=make"
            );
            house.form("/sections/new", &cookie, body)
        };
        let (first, second) = tokio::join!(send("Lunch", &csrf), send("Lunch", &csrf));
        let (first, second) = (first.expect(303), second.expect(303));
        assert_eq!(first.header("location"), second.header("location"));
        assert_eq!(count(&house, "/api/v1/sections?limit=1000", &token).await, before + 1);
        let changed = send("Supper", &csrf).await.expect(303);
        assert_ne!(changed.header("location"), first.header("location"));
        send("Lunch", "forged").await.expect(403);
        assert_eq!(count(&house, "/api/v1/sections?limit=1000", &token).await, before + 2);
    }
}
