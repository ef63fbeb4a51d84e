//! Words, preferences, reports and mail by the API.

use axum::http::Method;
use domain::people::RoleKind;
use serde_json::json;

use crate::support::{House, text};

#[tokio::test]
async fn a_guardian_chooses_language_and_notices() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Guardian).await;
        let path = "/api/v1/me/preferences";
        let found = house.get(path, &token).await.expect(200).json();
        assert_eq!(found, json!({ "language": "en", "chosen": false, "notices": "weekly" }));
        let change = json!({ "language": "es", "notices": "never" });
        let found = house.call(Method::PUT, path, &token, Some(&change)).await.expect(200).json();
        assert_eq!(found, json!({ "language": "es", "chosen": true, "notices": "never" }));
        let found = house.call(Method::PUT, path, &token, Some(&json!({ "notices": "daily" }))).await;
        assert_eq!(found.expect(200).json()["language"], "es");
        let wrong = house.call(Method::PUT, path, &token, Some(&json!({ "notices": "hourly" }))).await;
        assert_eq!(wrong.expect_problem(422, "invalid")["field"], "notices");
        let children = house.get("/api/v1/me/children", &token).await.expect(200).json();
        let child = &children["items"][0];
        assert!(text(&child["sentences"][0]).contains("metas de este periodo"), "{child}");
        let report = format!("/api/v1/learners/{}/family-report", text(&child["id"]));
        let report = house.get(&report, &token).await.expect(200).json();
        assert_eq!((&report["language"], &report["child"]), (&json!("es"), child));
    }
}

#[tokio::test]
async fn reports_of_a_class_come_with_codes_that_sign_in() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let sections = house.get("/api/v1/sections", &token).await.expect(200).json();
        let path = format!("/api/v1/sections/{}/family-reports", text(&sections["items"][0]["id"]));
        let made = house.post(&path, &token, &json!({ "codes": true })).await.expect(200).json();
        let sheets = made["sheets"].as_array().expect("sheets");
        let coded = sheets.iter().find(|sheet| sheet["path"].is_string()).expect("one with a code");
        let page = house.page(text(&coded["path"]), "").await.expect(200).text();
        assert!(page.contains(text(&coded["guardians"][0])), "{page}");
        let wrong = house.post(&path, &token, &json!({ "language": "xx" })).await;
        assert_eq!(wrong.expect_problem(422, "invalid")["field"], "language");
    }
}

#[tokio::test]
async fn words_are_changed_whole_or_not_at_all() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Administrator).await;
        let files = house.get("/api/v1/wording", &token).await.expect(200).json();
        assert_eq!(files.as_array().expect("files").len(), 6);
        let path = "/api/v1/wording/family/es";
        let put =
            async |text: &str| house.call(Method::PUT, path, &token, Some(&json!({ "text": text }))).await;
        let problem = put("your-child = Su criatura\n\nnope = x").await.expect_problem(422, "invalid");
        assert_eq!((&problem["field"], &problem["line"]), (&json!("text"), &json!(3)));
        put("your-child = Su criatura").await.expect(204);
        put("").await.expect(204);
        let unknown = "/api/v1/wording/family/tlh";
        let answer = house.call(Method::PUT, unknown, &token, Some(&json!({ "text": "" }))).await;
        answer.expect_problem(404, "not-found");
        let educator = house.token(RoleKind::Educator).await;
        house.get("/api/v1/wording", &educator).await.expect_problem(403, "denied");
    }
}

#[tokio::test]
async fn a_mail_server_is_named_and_its_password_never_comes_back() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Administrator).await;
        let found = house.get("/api/v1/mail", &token).await.expect(200).json();
        assert_eq!((&found["server"], &found["has_password"]), (&json!(null), &json!(false)));
        let server = json!({
            "sending": true, "host": "mail.district.example", "port": 465, "secrecy": "tls",
            "sign_in_name": "onramp", "from_address": "a@b.example", "site_address": "https://b.example",
            "time_zone": "America/Chicago", "digest_at": "16:00", "digest_weekday": 5,
            "quiet_from": "20:00", "quiet_until": "07:00"
        });
        let new = json!({ "server": server, "password": "hunter2" });
        house.call(Method::PUT, "/api/v1/mail", &token, Some(&new)).await.expect(204);
        let found = house.get("/api/v1/mail", &token).await.expect(200);
        assert!(!found.text().contains("hunter2"));
        let found = found.json();
        assert_eq!((&found["server"], &found["has_password"]), (&server, &json!(true)));
        let test = house.post("/api/v1/mail/test", &token, &json!({ "to": "nobody" })).await;
        assert_eq!(test.expect_problem(422, "invalid")["field"], "to");
        let notices = house.get("/api/v1/notices?state=sent", &token).await.expect(200).json();
        assert_eq!(notices, json!({ "items": [] }));
        let educator = house.token(RoleKind::Educator).await;
        for path in ["/api/v1/mail", "/api/v1/notices"] {
            house.get(path, &educator).await.expect_problem(403, "denied");
        }
    }
}
