//! Calendars, attendance, dates, pace, pauses and new plans, by the API: signed out, as strangers, wrong, repeated.

use axum::http::Method;
use domain::people::RoleKind;
use serde_json::{Value, json};

use crate::support::{House, text, today};

/// The section of the demonstration's educator, and one of its learners.
async fn class(house: &House) -> (String, String) {
    let token = house.token(RoleKind::Educator).await;
    let sections = house.get("/api/v1/sections", &token).await.expect(200).json();
    let section = text(&sections["items"][0]["id"]).to_owned();
    let shown = house.get(&format!("/api/v1/sections/{section}/pace"), &token).await.expect(200).json();
    let own = house.actor(RoleKind::Learner).person.to_string();
    let learners = shown["learners"].as_array().expect("learners");
    let other = learners.iter().map(|one| text(&one["learner"])).find(|id| *id != own);
    (section, other.expect("another learner").to_owned())
}

fn calendar(organization: &Value) -> Value {
    let first = domain::calendar::days_after(today(), -20).expect("a day").to_string();
    let last = domain::calendar::days_after(today(), 200).expect("a day").to_string();
    json!({
        "organization": organization, "name": "Every day", "first": first, "last": last,
        "weekdays": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
        "special_days": [{ "first": today().to_string(), "name": "Snow day" }],
        "periods": [{ "name": "First", "begins": "08:00", "ends": "08:45" }],
    })
}

#[tokio::test]
async fn a_calendar_is_kept_changed_and_removed_by_who_sets_the_rules() {
    for house in House::on_each_engine().await {
        let admin = house.token(RoleKind::Administrator).await;
        let all = house.get("/api/v1/calendars", &admin).await.expect(200).json();
        let organization = all[0]["organization"].clone();
        assert_eq!(all[0]["periods"].as_array().expect("periods").len(), 4);
        let new = calendar(&organization);
        let added = house.post("/api/v1/calendars", &admin, &new).await.expect(201).json();
        let address = format!("/api/v1/calendars/{}", text(&added["id"]));
        for (name, wrong) in [
            ("weekdays", json!([])),
            ("weekdays", json!(["funday"])),
            ("last", json!("2000-01-01")),
            ("name", json!(" ")),
            ("periods", json!([{ "name": "First", "begins": "08:00", "ends": "08:00" }])),
            ("periods", json!([{ "name": "First", "begins": "09:00", "ends": "08:00" }])),
            ("periods", json!([{ "name": "First", "begins": "8", "ends": "9" }])),
            ("special_days", json!([{ "first": "2026-11-27", "last": "2026-11-26", "name": "Back" }])),
        ] {
            let mut bad = new.clone();
            bad[name] = wrong;
            house.post("/api/v1/calendars", &admin, &bad).await.expect_problem(422, "invalid");
        }
        let educator = house.token(RoleKind::Educator).await;
        house.post("/api/v1/calendars", &educator, &new).await.expect_problem(403, "denied");
        house.call(Method::PUT, &address, &educator, Some(&new)).await.expect_problem(403, "denied");
        let learner = house.token(RoleKind::Learner).await;
        house.get("/api/v1/calendars", &learner).await.expect_problem(403, "denied");

        // A class goes by it, and takes no attendance on its snow day.
        let (section, other) = class(&house).await;
        let chosen = json!({ "calendar": added["id"] });
        let choose = format!("/api/v1/sections/{section}/calendar");
        house.call(Method::PUT, &choose, &learner, Some(&chosen)).await.expect_problem(404, "not-found");
        house.call(Method::PUT, &choose, &educator, Some(&chosen)).await.expect(204);
        let take = json!({ "learners": [{ "learner": other, "presence": "absent" }] });
        let sheet = format!("/api/v1/sections/{section}/attendance");
        let refused = house.post(&sheet, &educator, &take).await.expect_problem(422, "invalid");
        assert!(refused.to_string().contains("Snow day"), "{refused}");
        house.call(Method::PUT, &address, &admin, Some(&new)).await.expect(204);
        for status in [204, 404] {
            house.call(Method::DELETE, &address, &admin, None).await.expect(status);
        }
    }
}

#[tokio::test]
async fn attendance_is_taken_by_who_teaches_and_a_correction_is_a_version() {
    for house in House::on_each_engine().await {
        let (section, other) = class(&house).await;
        let educator = house.token(RoleKind::Educator).await;
        // The demonstration keeps school from Monday to Friday.
        let mut day = today();
        while day.weekday().to_monday_zero_offset() > 4 {
            day = day.yesterday().expect("a day");
        }
        let sheet = format!("/api/v1/sections/{section}/attendance");
        let take = |presence: &str, minutes: Value| {
            json!({
                "day": day.to_string(), "others_present": true,
                "learners": [{ "learner": other, "presence": presence, "minutes_late": minutes }],
            })
        };
        let written = house.post(&sheet, &educator, &take("late", json!(5))).await.expect(200).json();
        assert!(written["written"].as_u64().expect("a number") > 0, "{written}");
        let again = house.post(&sheet, &educator, &take("late", json!(5))).await.expect(200).json();
        assert_eq!(again["written"], 0);
        house.post(&sheet, &educator, &take("excused", Value::Null)).await.expect(200);
        let shown = house.get(&format!("{sheet}?day={day}"), &educator).await.expect(200).json();
        let lines = shown["learners"].as_array().expect("learners");
        let line = lines.iter().find(|one| one["learner"] == json!(other)).expect("there");
        assert_eq!(line["presence"], "excused");
        assert!(lines.iter().all(|one| one["presence"] != Value::Null));
        for wrong in [take("late", Value::Null), take("gone", Value::Null), take("present", json!(3))] {
            house.post(&sheet, &educator, &wrong).await.expect_problem(422, "invalid");
        }
        let learner = house.token(RoleKind::Learner).await;
        house.get(&sheet, &learner).await.expect_problem(404, "not-found");
        house.post(&sheet, &learner, &take("present", Value::Null)).await.expect_problem(404, "not-found");
        house.get(&format!("{sheet}?day=x"), &educator).await.expect_problem(422, "invalid");
    }
}

#[tokio::test]
async fn pace_pauses_and_new_plans_are_the_schools_to_make_and_the_familys_to_see() {
    for house in House::on_each_engine().await {
        let (section, other) = class(&house).await;
        let educator = house.token(RoleKind::Educator).await;
        let own = house.actor(RoleKind::Learner).person.to_string();
        let learner = house.token(RoleKind::Learner).await;
        let shown = house.get(&format!("/api/v1/learners/{own}/pace"), &learner).await.expect(200).json();
        let pace = &shown["sections"][0]["pace"];
        assert!(
            ["ahead", "on_pace", "behind", "finished", "paused"].contains(&text(&pace["standing"])),
            "{pace}"
        );
        house.get(&format!("/api/v1/learners/{other}/pace"), &learner).await.expect_problem(404, "not-found");
        house
            .get(&format!("/api/v1/sections/{section}/pace"), &learner)
            .await
            .expect_problem(404, "not-found");

        let pauses = format!("/api/v1/learners/{other}/pauses");
        let day = today().to_string();
        let new = json!({ "first": day, "reason": "An illness" });
        house.post(&pauses, &learner, &new).await.expect_problem(404, "not-found");
        let own_pauses = format!("/api/v1/learners/{own}/pauses");
        house.post(&own_pauses, &learner, &new).await.expect_problem(403, "denied");
        let made = house.post(&pauses, &educator, &new).await.expect(201).json();
        let again = house.post(&pauses, &educator, &new).await.expect(201).json();
        assert_eq!(made, again, "the same pause");
        for wrong in [
            json!({ "first": day, "last": "2020-01-01", "reason": "x" }),
            json!({ "first": day, "reason": " " }),
            json!({ "reason": "x" }),
        ] {
            house.post(&pauses, &educator, &wrong).await.expect_problem(422, "invalid");
        }
        let address = format!("/api/v1/learners/{other}/pace");
        let shown = house.get(&address, &educator).await.expect(200).json();
        assert_eq!(shown["sections"][0]["pace"]["standing"], "paused");
        assert_eq!(shown["pauses"][0]["reason"], "An illness");
        let one = format!("{pauses}/{}", text(&made["id"]));
        house.call(Method::PUT, &one, &educator, Some(&json!({ "last": "2020-01-01" }))).await.expect(422);
        for _ in 0..2 {
            house.call(Method::DELETE, &one, &educator, None).await.expect(204);
        }
        house.call(Method::DELETE, &format!("{pauses}/{other}"), &educator, None).await.expect(404);

        let plan = json!({ "section": section });
        let plans = format!("/api/v1/learners/{other}/replans");
        let look = house.post(&format!("{plans}/preview"), &educator, &plan).await.expect(200).json();
        assert!(!look["moved"].as_array().expect("moved").is_empty(), "{look}");
        house.post(&plans, &learner, &plan).await.expect_problem(404, "not-found");
        let made = house.post(&plans, &educator, &plan).await.expect(201).json();
        let undo = format!("{plans}/{}", text(&made["id"]));
        house.call(Method::DELETE, &undo, &learner, None).await.expect(404);
        for _ in 0..2 {
            house.call(Method::DELETE, &undo, &educator, None).await.expect(204);
        }
        let past = json!({ "section": section, "from": "2020-01-01", "until": "2020-01-02" });
        house.post(&plans, &educator, &past).await.expect_problem(422, "invalid");
    }
}

#[tokio::test]
async fn news_of_pace_is_for_who_is_told_and_goes_when_it_is_seen() {
    for house in House::on_each_engine().await {
        let educator = house.token(RoleKind::Educator).await;
        let news = house.get("/api/v1/pace-alerts", &educator).await.expect(200).json();
        let one = &news.as_array().expect("news")[0];
        let seen = json!({ "learner": one["learner"], "section": one["section"] });
        for _ in 0..2 {
            house.post("/api/v1/pace-alerts/seen", &educator, &seen).await.expect(204);
        }
        let left = house.get("/api/v1/pace-alerts", &educator).await.expect(200).json();
        assert_eq!(left.as_array().expect("news").len(), news.as_array().expect("news").len() - 1);
        let admin = house.token(RoleKind::Administrator).await;
        let none = house.get("/api/v1/pace-alerts", &admin).await.expect(200).json();
        assert_eq!(none, json!([]));
    }
}

#[tokio::test]
async fn dates_are_the_educators_to_give() {
    for house in House::on_each_engine().await {
        let (section, _) = class(&house).await;
        let educator = house.token(RoleKind::Educator).await;
        let address = format!("/api/v1/sections/{section}/dates");
        let shown = house.get(&address, &educator).await.expect(200).json();
        let first = shown["targets"][0]["competency"]["id"].clone();
        let new = json!({ "targets": [{ "competency": first, "minutes": 45, "due": today().to_string() }] });
        for _ in 0..2 {
            house.call(Method::PUT, &address, &educator, Some(&new)).await.expect(204);
        }
        let shown = house.get(&address, &educator).await.expect(200).json();
        assert_eq!(
            (&shown["targets"][0]["minutes"], &shown["targets"][1]["due"]),
            (&json!(45), &Value::Null)
        );
        house.post(&format!("{address}/spread"), &educator, &json!({})).await.expect(204);
        let learner = house.token(RoleKind::Learner).await;
        house.call(Method::PUT, &address, &learner, Some(&new)).await.expect_problem(404, "not-found");
        let zero = json!({ "targets": [{ "competency": first, "minutes": 0 }] });
        house.call(Method::PUT, &address, &educator, Some(&zero)).await.expect_problem(422, "invalid");
        let admin = house.token(RoleKind::Administrator).await;
        let all = house.get("/api/v1/calendars", &admin).await.expect(200).json();
        let program = format!("/api/v1/organizations/{}/dates", text(&all[0]["organization"]));
        house.call(Method::PUT, &program, &educator, Some(&new)).await.expect_problem(403, "denied");
        house.call(Method::PUT, &program, &admin, Some(&new)).await.expect(204);
        let shown = house.get(&program, &educator).await.expect(200).json();
        assert_eq!(shown["targets"][0]["minutes"], 45);
        let nowhere = format!("/api/v1/organizations/{section}/dates");
        house.get(&nowhere, &educator).await.expect_problem(404, "not-found");
    }
}
