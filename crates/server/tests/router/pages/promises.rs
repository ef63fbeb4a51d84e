//! What pages promise beyond showing themselves.

use std::time::Duration;

use axum::{
    body::Body,
    http::{Request, header},
};
use domain::people::RoleKind;
use futures::StreamExt as _;
use server::site::Reach;
use tower::ServiceExt as _;

use crate::support::{House, text};

async fn class_of(house: &House) -> (String, String, String) {
    let token = house.token(RoleKind::Educator).await;
    let sections = house.get("/api/v1/sections", &token).await.expect(200).json();
    let section = text(&sections["items"][0]["id"]).to_owned();
    let grid = house.get(&format!("/api/v1/sections/{section}/mastery"), &token).await.expect(200).json();
    let learner = text(&grid["rows"][3]["learner"]["id"]).to_owned();
    (section, learner, text(&grid["targets"]["competencies"][0]["id"]).to_owned())
}

#[tokio::test]
async fn an_open_stream_ends_within_seconds_of_its_session() {
    for house in House::on_each_engine().await {
        let (section, ..) = class_of(&house).await;
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        let request =
            Request::get(format!("/sections/{section}/grid/stream")).header(header::COOKIE, &cookie);
        let request = request.body(Body::empty()).expect("a request");
        let response = house.router.clone().oneshot(request).await.expect("an answer");
        assert_eq!(response.status(), 200);
        let mut events = response.into_body().into_data_stream();
        events.next().await.expect("it opens").expect("a piece");
        let still = tokio::time::timeout(Duration::from_secs(4), events.next()).await;
        assert!(still.is_err(), "it stays open while the session does");
        house.form("/sign-out", &cookie, format!("csrf={csrf}")).await.expect(303);
        let ended =
            tokio::time::timeout(Duration::from_secs(8), async { while events.next().await.is_some() {} });
        ended.await.expect("it ends with its session");
    }
}

#[tokio::test]
async fn what_cannot_be_shown_keeps_the_menu_of_its_reader() {
    for house in House::on_each_engine().await {
        let (cookie, _) = house.cookie(RoleKind::Educator).await;
        for (path, status) in [("/no-such-page", 404), ("/admin", 403)] {
            let page = house.page(path, &cookie).await.expect(status).text();
            assert!(page.contains("aria-label=\"Main\"") && page.contains("href=\"/sections\""), "{page}");
        }
        let page = house.page("/no-such-page", "").await.expect(404).text();
        assert!(!page.contains("href=\"/sections\""), "{page}");
    }
}

#[tokio::test]
async fn browsers_are_told_to_keep_to_tls_where_it_is_on() {
    for house in House::on_each_engine().await {
        for (reach, expected) in [
            (Reach::DIRECT, ""),
            (Reach { tls: true, ..Reach::DIRECT }, "max-age=31536000"),
            (Reach { tls: true, trusted_proxy: true, ..Reach::DIRECT }, "max-age=31536000"),
        ] {
            let house = house.reached(reach);
            for path in ["/sign-in", "/health/ready", "/nowhere", "/api/v1/me", "/static/css/base.css"] {
                let answer = house.page(path, "").await;
                assert_eq!(answer.header("strict-transport-security"), expected, "{path}");
            }
        }
    }
}

#[tokio::test]
async fn a_decision_is_taken_back_with_a_reason_only() {
    for house in House::on_each_engine().await {
        let (_, learner, competency) = class_of(&house).await;
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        let path = format!("/learners/{learner}/competencies/{competency}/decide");
        house.form(&path, &cookie, format!("csrf={csrf}&level=4&reason=Shown+aloud")).await.expect(303);
        let page = house.page(&path, &cookie).await.expect(200).text();
        assert!(page.contains("Why it no longer holds"), "{page}");
        let withdraw = format!("{path}/withdraw");
        let refused =
            house.form(&withdraw, &cookie, format!("csrf={csrf}&reason=+")).await.expect(422).text();
        assert!(refused.contains("Say why"), "{refused}");
        let why = house.page(&format!("/learners/{learner}/competencies/{competency}"), &cookie).await;
        assert!(why.expect(200).text().contains("Shown aloud"), "it still stands");
        house.form(&withdraw, &cookie, format!("csrf={csrf}&reason=A+mix-up")).await.expect(303);
    }
}

#[tokio::test]
async fn tokens_and_people_say_when_they_were_last_here() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let administrator = house.token(RoleKind::Administrator).await;
        let listed = house.get("/api/v1/tokens", &token).await.expect(200).json();
        let used = &listed["items"][0]["last_used_at"];
        assert!(used.is_string(), "{listed}");
        let again = house.get("/api/v1/tokens", &token).await.expect(200).json();
        assert_eq!(&again["items"][0]["last_used_at"], used, "written once an hour");
        let name = "/api/v1/people?role=educator&limit=50";
        let signed_in = async || {
            let found = house.get(name, &administrator).await.expect(200).json();
            let people = found["items"].as_array().expect("people").clone();
            people.iter().filter(|person| person["last_signed_in_at"].is_string()).count()
        };
        assert_eq!(signed_in().await, 0);
        let (cookie, _) = house.cookie(RoleKind::Educator).await;
        assert_eq!(signed_in().await, 1);
        let tokens = house.page("/tokens", &cookie).await.expect(200).text();
        assert!(tokens.contains("<td>today"), "{tokens}");
    }
}

#[tokio::test]
async fn what_is_written_by_hand_says_where_it_comes_from_and_where_the_work_is() {
    for house in House::on_each_engine().await {
        let (_, learner, competency) = class_of(&house).await;
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        let form = house.page(&format!("/learners/{learner}/evidence/new"), &cookie).await.expect(200).text();
        for source in ["rating", "observation", "prior_learning", "transfer"] {
            assert!(form.contains(&format!("value=\"{source}\"")), "{source}");
        }
        let today = crate::support::today();
        let add = |source: &str, what: &str, work: &str| {
            format!(
                "csrf={csrf}&competency={competency}&level=3&source={source}&what={what}&attachment={work}\
                 &worked_on={today}&note=&key={what}"
            )
        };
        let path = format!("/learners/{learner}/evidence");
        let address = "https%3A%2F%2Fwork.example%2Ftalk";
        house.form(&path, &cookie, add("observation", "Talk", address)).await.expect(303);
        house.form(&path, &cookie, add("transfer", "Old+school", "report+card.pdf")).await.expect(303);
        let refused = house.form(&path, &cookie, add("item_response", "Key", "kept.pdf")).await.expect(422);
        assert!(refused.text().contains("value=\"kept.pdf\""), "what was typed is still there");
        let why = format!("/learners/{learner}/competencies/{competency}");
        for page in [why, format!("/learners/{learner}")] {
            let shown = house.page(&page, &cookie).await.expect(200).text();
            assert!(shown.contains("href=\"https://work.example/talk\""), "{page}");
            assert!(shown.contains("report card.pdf") && shown.contains("From another school"), "{page}");
        }
        let token = house.token(RoleKind::Educator).await;
        let listed = house.get(&format!("/api/v1/learners/{learner}/evidence"), &token).await.expect(200);
        let listed = listed.json();
        let talk = listed["items"].as_array().expect("items").iter().find(|one| one["instrument"] == "Talk");
        let talk = talk.expect("the talk");
        assert_eq!(
            (text(&talk["source"]), text(&talk["attachment"])),
            ("observation", "https://work.example/talk")
        );
    }
}
