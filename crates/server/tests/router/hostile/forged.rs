//! Forms that another site sends, and methods that are not what they say.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use domain::people::RoleKind;

use crate::support::{Answer, House, text};

/// A form with these headers.
async fn form(house: &House, cookie: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut request = Request::builder()
        .method(Method::POST)
        .uri("/sessions/end-others")
        .header(header::COOKIE, cookie)
        .header(header::HOST, "onramp.example")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    house.send(request.body(Body::from(body.to_owned())).expect("a request")).await
}

#[tokio::test]
async fn a_form_needs_its_token_and_must_not_come_from_elsewhere() {
    for house in House::on_each_engine().await {
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        let good = format!("csrf={csrf}");
        let forged = format!("csrf={}", "0".repeat(64));
        for (headers, body, expected) in [
            // Old browsers and programs name no origin: the form's token decides.
            (&[][..], good.as_str(), 303),
            (&[], "", 403),
            (&[], "csrf=", 403),
            (&[], forged.as_str(), 403),
            (&[("origin", "http://onramp.example")], &good, 303),
            (&[("origin", "http://onramp.example")], "", 403),
            (&[("origin", "https://evil.example")], &good, 403),
            (&[("origin", "null")], &good, 403),
            (&[("origin", "http://onramp.example.evil.example")], &good, 403),
            (&[("sec-fetch-site", "cross-site")], &good, 403),
            (&[("sec-fetch-site", "same-site")], &good, 403),
            (&[("sec-fetch-site", "same-origin")], &good, 303),
            (&[("content-type", "text/plain")], "", 403),
        ] {
            let answer = form(&house, &cookie, headers, body).await;
            assert_eq!(answer.status.as_u16(), expected, "{headers:?} {body}");
        }
    }
}

#[tokio::test]
async fn a_method_is_what_the_request_line_says() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let listed = house.get("/api/v1/tokens", &token).await.expect(200).json();
        let path = format!("/api/v1/tokens/{}", text(&listed["items"][0]["id"]));
        for (method, name, value) in [
            (Method::GET, "x-http-method-override", "DELETE"),
            (Method::POST, "x-http-method-override", "DELETE"),
            (Method::POST, "x-method-override", "DELETE"),
            (Method::TRACE, "x-http-method", "DELETE"),
            (Method::PATCH, "x-http-method", "DELETE"),
        ] {
            let request = Request::builder()
                .method(method.clone())
                .uri(format!("{path}?_method=DELETE"))
                .header(header::AUTHORIZATION, format!("Bearer {token}"))
                .header(name, value);
            let answer = house.send(request.body(Body::from("_method=DELETE")).expect("a request")).await;
            answer.expect_problem(405, "method");
        }
        house.get("/api/v1/me", &token).await.expect(200);
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        house.page(&format!("/sign-out?_method=POST&csrf={csrf}"), &cookie).await.expect(404);
        house.page("/sections", &cookie).await.expect(200);
    }
}
