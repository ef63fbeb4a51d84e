//! A program director's day, by the API and by the pages: from the template to the wall.

use axum::http::Method;
use domain::people::RoleKind;
use serde_json::{Value, json};

use crate::support::{House, text};

/// Makes a program of the demonstration's first class that meets every day and is solved within two seconds.
async fn program(house: &House, token: &str) -> (String, String) {
    let sections = house.get("/api/v1/sections", token).await.expect(200).json();
    let section = text(&sections["items"][0]["id"]).to_owned();
    let body = json!({ "name": "Test room", "template": "station", "sections": [section] });
    let made = house.post("/api/v1/room-programs", token, &body).await.expect(201).json();
    let address = format!("/api/v1/room-programs/{}", text(&made["id"]));
    let shown = house.get(&address, token).await.expect(200).json();
    let mut setup = shown["setup"].clone();
    setup["weekdays"] = json!(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
    setup["numbers"]["seconds"] = json!(2);
    setup["rooms"][0]["seats"] = json!(40);
    setup["rooms"][0]["devices"] = json!(40);
    setup["rooms"][0]["groups"] = json!(12);
    let body = json!({ "version": shown["version"], "setup": setup });
    let put =
        house.call(Method::PUT, &format!("{address}/setup"), token, Some(&body)).await.expect(200).json();
    assert_eq!(put["version"], json!(2));
    house
        .call(Method::PUT, &format!("{address}/setup"), token, Some(&body))
        .await
        .expect_problem(409, "conflict");
    (address, section)
}

/// The day, once it is no longer being made.
async fn made(house: &House, address: &str, token: &str) -> Value {
    for _ in 0..60 {
        let day = house.get(address, token).await.expect(200).json();
        assert_ne!(day["making"], json!("failed"), "{day}");
        if day["making"] == json!("idle") && !day["version"].is_null() {
            return day;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    panic!("the day is made");
}

#[tokio::test]
async fn a_day_is_made_changed_published_and_seen_by_those_whose_it_is() {
    for house in House::on_each_engine().await {
        let educator = house.token(RoleKind::Educator).await;
        let (program, _) = program(&house, &educator).await;
        let day = usecases::chance::today(house.actor(RoleKind::Educator).district);
        let address = format!("{program}/days/{day}");
        house.post(&address, &educator, &json!({})).await.expect(202);
        let draft = made(&house, &address, &educator).await;
        assert_eq!(draft["published"], Value::Null);
        let groups = draft["groups"].as_array().expect("groups");
        let seats: usize = groups.iter().map(|one| one["seats"].as_array().expect("seats").len()).sum();
        assert!(seats > 30, "{seats} seats");

        let learner = house.token(RoleKind::Learner).await;
        let own = house.actor(RoleKind::Learner).person.to_string();
        let mine = format!("/api/v1/learners/{own}/day");
        let before = house.get(&mine, &learner).await.expect(200).json();
        assert_eq!(before["sessions"], json!([]), "a draft is nobody's day");
        let seen = json!({ "version": draft["version"] });
        let published = house.post(&format!("{address}/publication"), &educator, &seen).await;
        if published.status.as_u16() == 409 {
            // A rule that cannot be kept in this room is accepted by name.
            let mut version = draft["version"].clone();
            for breach in draft["breaches"].as_array().expect("breaches") {
                assert_eq!(breach["never"], json!(false), "{breach}");
                let body = json!({ "version": version, "kind": "accept", "breach": breach["key"], "reason": "Today" });
                version = house
                    .post(&format!("{address}/changes"), &educator, &body)
                    .await
                    .expect(200)
                    .json()["version"]
                    .clone();
            }
            let seen = json!({ "version": version });
            house.post(&format!("{address}/publication"), &educator, &seen).await.expect(204);
        } else {
            published.expect(204);
        }
        let after = house.get(&mine, &learner).await.expect(200).json();
        assert_eq!(after["sessions"].as_array().expect("sessions").len(), 3);
        house.get("/api/v1/me/day", &educator).await.expect(200);

        // What stands now is not what was seen.
        let stale = json!({ "version": 0, "kind": "undo" });
        house.post(&format!("{address}/changes"), &educator, &stale).await.expect_problem(409, "conflict");
        let nonsense = json!({ "version": 1, "kind": "dance" });
        house.post(&format!("{address}/changes"), &educator, &nonsense).await.expect_problem(422, "invalid");
        house.get(&format!("{program}/days/someday"), &educator).await.expect_problem(404, "not-found");

        let wall = json!({ "name": "Hall" });
        let wall = house.post(&format!("{program}/walls"), &educator, &wall).await.expect(201).json();
        let screen = house.page(text(&wall["path"]), "").await.expect(200);
        assert!(screen.text().contains("http-equiv=\"refresh\""), "{}", screen.text());
        let link = format!("{program}/walls/{}", text(&wall["id"]));
        house.call(Method::DELETE, &link, &educator, None).await.expect(204);
        house.page(text(&wall["path"]), "").await.expect(404);

        // A learner at staff's addresses, and somebody of another class.
        for (method, place) in [
            (Method::GET, program.clone()),
            (Method::GET, address.clone()),
            (Method::POST, address.clone()),
            (Method::GET, format!("{program}/pairs")),
            (Method::GET, format!("{program}/walls")),
            (Method::GET, format!("{program}/doses")),
            (Method::GET, format!("{address}/morning")),
        ] {
            house.call(method, &place, &learner, None).await.expect_problem(404, "not-found");
        }
    }
}
