//! Whoever asks too fast is told to wait, and nobody else is.

use std::net::SocketAddr;

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, header},
};
use domain::people::RoleKind;
use serde_json::json;
use server::limits::{Allowed, COSTLY};

use crate::{
    api::document::operations,
    pages::every_address::addresses,
    support::{Answer, House},
};

/// A request from a network address.
async fn from(house: &House, address: &str, method: Method, path: &str) -> Answer {
    let mut request = Request::builder().method(method).uri(path).body(Body::empty()).expect("a request");
    let peer: SocketAddr = format!("{address}:40000").parse().expect("an address");
    request.extensions_mut().insert(ConnectInfo(peer));
    house.send(request).await
}

#[tokio::test]
async fn one_person_is_told_when_to_come_back_and_others_go_on() {
    for house in House::on_each_engine().await {
        let house = house.limited(Allowed { changes: 3, ..Allowed::default() });
        let (educator, learner) =
            (house.token(RoleKind::Educator).await, house.token(RoleKind::Learner).await);
        let change = async |token: &str| house.post("/api/v1/evidence", token, &json!({})).await;
        for _ in 0..3 {
            change(&educator).await.expect(422);
        }
        let refused = change(&educator).await;
        assert_eq!(refused.header("retry-after"), "20", "{}", refused.text());
        refused.expect_problem(429, "too-many");
        house.get("/api/v1/me", &educator).await.expect(200);
        change(&learner).await.expect(422);

        // The person's pages have the same budget, and say it in the language of the browser.
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        for (language, words) in [("es-MX,es;q=0.9", "demasiadas cosas"), ("en", "very much")] {
            let request = Request::builder()
                .method(Method::POST)
                .uri("/sessions/end-others")
                .header(header::COOKIE, &cookie)
                .header(header::ACCEPT_LANGUAGE, language)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            let body = Body::from(format!("csrf={csrf}&once=0123456789abcdef"));
            let answer = house.send(request.body(body).expect("a request")).await.expect(429);
            assert!(answer.text().contains(words), "{}", answer.text());
            let tag = format!("lang=\"{}\"", &language[..2]);
            assert!(answer.text().contains(&tag), "{}", answer.text());
            assert!(matches!(answer.header("retry-after").parse(), Ok(1..=20)));
            assert_eq!(answer.header("x-frame-options"), "DENY");
        }
        house.page("/sections", &cookie).await.expect(200);
        let watcher = house.token_with(RoleKind::Administrator, &["metrics"]).await;
        let figures = house.get("/metrics", &watcher).await.expect(200).text();
        assert!(figures.contains("\nonramp_requests_limited_total{by=\"person\"} 3\n"), "{figures}");
        assert!(figures.contains("\nonramp_requests_limited_total{by=\"address\"} 0\n"));
    }
}

#[tokio::test]
async fn one_form_counts_once_on_its_way() {
    for house in House::on_each_engine().await {
        let house = house.limited(Allowed { changes: 2, ..Allowed::default() });
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        for (n, expected) in [(1, 303), (2, 303), (3, 429)] {
            let body = format!("csrf={csrf}&once=0123456789abcde{n}");
            house.form("/sessions/end-others", &cookie, body).await.expect(expected);
        }
    }
}

#[tokio::test]
async fn one_network_is_held_back_whoever_asks_and_another_is_not() {
    for house in House::on_each_engine().await {
        let house = house.limited(Allowed { changes: 2, costly: 1, people_an_address: 2 });
        for expected in [401, 401, 401, 401, 429] {
            let answer = from(&house, "192.0.2.1", Method::POST, "/api/v1/evidence").await;
            assert_eq!(answer.status.as_u16(), expected);
        }
        let refused = from(&house, "192.0.2.1", Method::POST, "/api/v1/evidence").await;
        refused.expect_problem(429, "too-many");
        from(&house, "192.0.2.2", Method::POST, "/api/v1/evidence").await.expect(401);
        // Guessing links and passwords is a change too; reading is not counted.
        let guess = from(&house, "192.0.2.1", Method::POST, "/link/riverbend/guess").await.expect(429);
        assert!(guess.text().contains("<h1>") && !guess.header("retry-after").is_empty());
        for _ in 0..20 {
            from(&house, "192.0.2.1", Method::GET, "/sign-in").await.expect(200);
        }
        for expected in [303, 303, 429] {
            let answer = from(&house, "192.0.2.3", Method::GET, "/admin/people/export").await;
            assert_eq!(answer.status.as_u16(), expected);
        }
    }
}

#[test]
fn every_costly_address_is_there() {
    let api = operations();
    for (method, route) in COSTLY {
        let there = if route.starts_with("/api/") {
            api.iter().any(|(known, path)| *known == method && path == route)
        } else {
            addresses(&method.as_str().to_lowercase()).iter().any(|known| known == route)
        };
        assert!(there, "{method} {route}");
    }
}
