//! One clock: what the forms call today, what a substitute's day is, and what pages show.

use axum::http::Method;
use domain::people::RoleKind;
use jiff::tz::TimeZone;
use serde_json::json;
use usecases::chance;

use crate::support::{House, text, today};

/// A zone where it is another day than here: one of the two ends of the calendar always is.
fn elsewhere() -> (&'static str, String) {
    let at =
        |zone: &str| chance::now().to_zoned_datetime(TimeZone::get(zone).expect("a zone")).date().to_string();
    let zones = ["Pacific/Kiritimati", "Etc/GMT+12"].map(|zone| (zone, at(zone)));
    zones.into_iter().find(|(_, day)| *day != today().to_string()).expect("another day")
}

#[tokio::test]
async fn a_district_has_one_clock() {
    for house in House::on_each_engine().await {
        let administrator = house.token(RoleKind::Administrator).await;
        let (zone, day) = elsewhere();
        let server = json!({
            "sending": false, "host": "mail.district.example", "port": 465, "secrecy": "tls",
            "sign_in_name": "", "from_address": "a@b.example", "site_address": "https://b.example",
            "time_zone": zone, "digest_at": "16:00", "digest_weekday": 5,
            "quiet_from": "20:00", "quiet_until": "07:00"
        });
        let new = json!({ "server": server });
        house.call(Method::PUT, "/api/v1/mail", &administrator, Some(&new)).await.expect(204);

        let token = house.token(RoleKind::Educator).await;
        let sections = house.get("/api/v1/sections", &token).await.expect(200).json();
        let section = text(&sections["items"][0]["id"]).to_owned();
        let grid = house.get(&format!("/api/v1/sections/{section}/mastery"), &token).await.expect(200).json();
        let learner = text(&grid["rows"][0]["learner"]["id"]);
        let (educator, csrf) = house.cookie(RoleKind::Educator).await;
        let form =
            house.page(&format!("/learners/{learner}/evidence/new"), &educator).await.expect(200).text();
        assert!(form.contains(&format!("max=\"{day}\"")), "the work of today may be entered today: {form}");

        let asked =
            format!("csrf={csrf}&section={section}&given_name=Bo&family_name=Lindqvist&email=&day={day}");
        house.form("/substitutes", &educator, asked).await;
        let given = house.get("/api/v1/substitutions", &token).await.expect(200).json();
        assert_eq!(given["items"][0]["day"], json!(day), "a substitute's day is the same one: {given}");

        let (cookie, _) = house.cookie(RoleKind::Administrator).await;
        assert!(house.page("/admin", &cookie).await.expect(200).text().contains(zone));
    }
}
