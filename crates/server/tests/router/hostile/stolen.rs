//! A stolen token, a stolen cookie, a link that is used again.

use std::time::Duration;

use axum::{
    body::{Body, to_bytes},
    http::{Method, Request, header},
};
use domain::people::RoleKind;
use tower::ServiceExt as _;

use super::cookie_of;
use crate::support::{Answer, House, text};

/// `GET` from another network.
async fn from(house: &House, address: &str, path: &str, name: &str, value: &str) -> Answer {
    let request = Request::builder().uri(path).header(name, value).header("x-forwarded-for", address);
    house.send(request.body(Body::empty()).expect("a request")).await
}

#[tokio::test]
async fn a_stolen_token_shows_when_it_was_used_and_ends_for_both_when_it_is_taken_back() {
    for house in House::on_each_engine().await {
        let house = house.behind_a_proxy();
        let token = house.token(RoleKind::Educator).await;
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        assert!(house.page("/tokens", &cookie).await.expect(200).text().contains("<td>never</td>"));
        // Schools change their address: a token is not bound to one.
        for address in ["192.0.2.1", "198.51.100.7"] {
            let bearer = format!("Bearer {token}");
            from(&house, address, "/api/v1/me", "authorization", &bearer).await.expect(200);
        }
        let listed = house.page("/tokens", &cookie).await.expect(200).text();
        assert!(!listed.contains("<td>never</td>"), "its use shows where tokens are");
        assert!(!listed.contains(token.split('.').nth(1).expect("a secret")), "and its secret does not");
        let form = listed.split("/tokens/").nth(1).and_then(|rest| rest.split('"').next()).expect("a button");
        house.form(&format!("/tokens/{form}"), &cookie, format!("csrf={csrf}")).await.expect(303);
        for address in ["192.0.2.1", "198.51.100.7"] {
            let bearer = format!("Bearer {token}");
            let answer = from(&house, address, "/api/v1/me", "authorization", &bearer).await;
            answer.expect_problem(401, "signed-out");
        }
    }
}

#[tokio::test]
async fn the_secret_of_one_door_opens_no_other() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let (cookie, _) = house.cookie(RoleKind::Educator).await;
        let session = cookie.trim_start_matches("onramp_session=");
        house.get("/api/v1/me", session).await.expect_problem(401, "signed-out");
        house.page("/sections", &format!("onramp_session={token}")).await.expect(303);
        let request = Request::builder().uri("/api/v1/me").header(header::COOKIE, &cookie);
        let answer = house.send(request.body(Body::empty()).expect("a request")).await;
        answer.expect_problem(401, "signed-out");
        let watcher = house.token_with(RoleKind::Administrator, &["metrics"]).await;
        house.get("/api/v1/people", &watcher).await.expect_problem(401, "signed-out");
        house.get("/metrics", &watcher).await.expect(200);
    }
}

#[tokio::test]
async fn a_stolen_cookie_ends_when_its_owner_signs_out() {
    for house in House::on_each_engine().await {
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        let listed = house.page("/sessions", &cookie).await.expect(200);
        assert!(
            listed.text().contains("This one") || listed.text().contains("this one"),
            "{}",
            listed.text()
        );
        house.form("/sign-out", &cookie, format!("csrf={csrf}")).await.expect(303);
        let answer = house.page("/sections", &cookie).await.expect(303);
        assert!(answer.header("location").starts_with("/sign-in"));
        house.form("/password", &cookie, format!("csrf={csrf}&password=a&again=a")).await.expect(303);
    }
}

#[tokio::test]
async fn whoever_signs_out_elsewhere_ends_what_another_has_open_within_seconds() {
    for house in House::on_each_engine().await {
        let (here, csrf) = house.cookie(RoleKind::Educator).await;
        let educator = house.actor(RoleKind::Educator);
        let administrator = house.actor(RoleKind::Administrator);
        let (stolen, _) = cookie_of(&house, &administrator, educator.person).await;
        let token = house.token(RoleKind::Educator).await;
        let sections = house.get("/api/v1/sections", &token).await.expect(200).json();
        let stream = format!("/sections/{}/grid/stream", text(&sections["items"][0]["id"]));
        let request = Request::builder().uri(&stream).header(header::COOKIE, &stolen);
        let request = request.body(Body::empty()).expect("a request");
        let open = house.router.clone().oneshot(request).await.expect("an answer");
        assert_eq!(open.status(), 200);
        house.form("/sessions/end-others", &here, format!("csrf={csrf}")).await.expect(303);
        let ended = tokio::time::timeout(Duration::from_secs(20), to_bytes(open.into_body(), 1 << 24)).await;
        ended.expect("the stream ends").expect("what was sent before");
        house.page("/sections", &stolen).await.expect(303);
        house.page("/sections", &here).await.expect(200);
    }
}

#[tokio::test]
async fn a_new_password_ends_every_copy_of_the_cookie_and_gives_its_owner_a_new_one() {
    for house in House::on_each_engine().await {
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        let phrase = "seven+quiet+otters+read";
        let body = format!("csrf={csrf}&password={phrase}&again={phrase}");
        let answer = house.form("/password", &cookie, body).await.expect(303);
        let new = answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        assert!(new.starts_with("onramp_session=") && new != cookie, "{new}");
        assert!(answer.header("set-cookie").contains("HttpOnly; SameSite=Lax"));
        house.page("/sections", &cookie).await.expect(303);
        house.page("/sections", &new).await.expect(200);
        house.form("/sign-out", &new, format!("csrf={csrf}")).await.expect(403);
    }
}

#[tokio::test]
async fn a_link_signs_in_once_whatever_looked_at_it_before() {
    for house in House::on_each_engine().await {
        let administrator = house.actor(RoleKind::Administrator);
        let educator = house.actor(RoleKind::Educator).person;
        let link = usecases::sign_in_links::make_link(&house.app, &administrator, educator).await;
        let path = format!("/link/riverbend/{}", link.expect("a link"));
        // A mail scanner opens links before whom they are for.
        for method in [Method::GET, Method::HEAD, Method::GET] {
            let request = Request::builder().method(method).uri(&path).body(Body::empty());
            let answer = house.send(request.expect("a request")).await.expect(200);
            assert_eq!(answer.header("set-cookie"), "");
        }
        let post = || house.form(&path, "", String::new());
        let answers = tokio::join!(post(), post(), post());
        let mut statuses = [&answers.0, &answers.1, &answers.2].map(|answer| answer.status.as_u16());
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 404, 404], "three at once");
        let again = post().await.expect(404);
        assert_eq!(again.header("set-cookie"), "");
        house.page(&path, "").await.expect(404);
    }
}
