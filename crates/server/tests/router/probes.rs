//! What machines ask: health for everybody, figures for those who may watch.

use axum::{
    body::Body,
    http::{Method, Request},
};
use domain::people::RoleKind;
use serde_json::json;
use usecases::tokens;

use crate::support::{House, text};

#[tokio::test]
async fn health_is_open_and_says_nothing_of_anybody() {
    for house in House::on_each_engine().await {
        for (path, body) in
            [("/health/live", r#"{"live":true}"#), ("/health/ready", r#"{"ready":true,"writes_fail":false}"#)]
        {
            let answer = house.get(path, "").await.expect(200);
            assert_eq!(answer.text(), body);
        }
    }
}

#[tokio::test]
async fn figures_are_for_an_administrators_token_with_their_scope() {
    for house in House::on_each_engine().await {
        house.get("/metrics", "").await.expect_problem(401, "signed-out");
        let reads = house.token(RoleKind::Administrator).await;
        house.get("/metrics", &reads).await.expect_problem(403, "denied");
        let watches = house.token_with(RoleKind::Administrator, &["metrics"]).await;
        house.get("/api/v1/people?q=a", &watches).await.expect_problem(401, "signed-out");

        // Something to count: addresses with an id, with a name in them, and of no page.
        let learner = house.actor(RoleKind::Learner).person.to_string();
        house.get(&format!("/api/v1/learners/{learner}/mastery"), &reads).await;
        house.get("/api/v1/people?q=Zanotelli", &reads).await;
        house.get("/nothing/Zanotelli", "").await.expect(404);
        let odd = Request::builder().method("ZANOTELLI").uri("/").body(Body::empty()).expect("a request");
        house.send(odd).await;
        // And somebody who is judged anew.
        let educator = house.token(RoleKind::Educator).await;
        let sections = house.get("/api/v1/sections", &educator).await.expect(200).json();
        let section = format!("/api/v1/sections/{}", text(&sections["items"][0]["id"]));
        let grid = house.get(&format!("{section}/mastery"), &educator).await.expect(200).json();
        let competency = &grid["targets"]["competencies"][0]["id"];
        let seen =
            json!({ "competency": competency, "level": "3", "learners": [grid["rows"][0]["learner"]["id"]] });
        let answer =
            house.call(Method::POST, &format!("{section}/observations"), &educator, Some(&seen)).await;
        assert!(answer.status.is_success(), "{}", answer.text());

        let answer = house.get("/metrics", &watches).await.expect(200);
        assert!(answer.header("content-type").starts_with("text/plain; version=0.0.4"));
        let text = answer.text();
        assert!(!text.to_lowercase().contains("zanotelli") && !text.contains(&learner), "{text}");
        for line in [
            r#"onramp_http_requests_total{method="GET",route="/api/v1/people",status="200"} 1"#,
            r#"onramp_http_requests_total{method="GET",route="none",status="404"} 1"#,
            "onramp_writes_waiting 0",
            "onramp_writes_fail 0",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
        for (name, at_least) in [
            ("onramp_cells_judged_total", 1.0),
            ("onramp_commits_total", 1.0),
            ("onramp_database_bytes", 100_000.0),
            ("process_resident_memory_bytes", 1e6),
        ] {
            let line = text.lines().find_map(|line| line.strip_prefix(&format!("{name} ")));
            let value: f64 = line.expect(name).parse().expect("a number");
            assert!(value >= at_least, "{name} {value}");
        }
    }
}

#[tokio::test]
async fn only_an_administrator_gives_the_scope() {
    for house in House::on_each_engine().await {
        let (cookie, _) = house.cookie(RoleKind::Administrator).await;
        assert!(house.page("/tokens", &cookie).await.expect(200).text().contains("value=\"metrics\""));
        let (cookie, _) = house.cookie(RoleKind::Educator).await;
        assert!(!house.page("/tokens", &cookie).await.expect(200).text().contains("value=\"metrics\""));
        let educator = house.actor(RoleKind::Educator);
        let day = crate::support::today().tomorrow().expect("a day");
        let made = tokens::make_token(&house.app, &educator, "watch", vec!["metrics".to_owned()], day).await;
        assert!(made.expect_err("refused").to_string().contains("Only an administrator"));
    }
}
