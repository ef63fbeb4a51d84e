//! People, guardians and places that are entered by hand, by the API and on the pages.

use axum::http::Method;
use domain::people::RoleKind;
use serde_json::json;

use crate::support::{House, text};

/// The section of the demonstration's educator, its organization, and one of its learners.
async fn class(house: &House) -> (String, String, String) {
    let token = house.token(RoleKind::Educator).await;
    let sections = house.get("/api/v1/sections", &token).await.expect(200).json();
    let section = text(&sections["items"][0]["id"]).to_owned();
    let school = text(&sections["items"][0]["organization"]).to_owned();
    let grid = house.get(&format!("/api/v1/sections/{section}/mastery"), &token).await.expect(200).json();
    let learner = text(&grid["rows"][2]["learner"]["id"]).to_owned();
    (section, school, learner)
}

#[tokio::test]
async fn a_guardian_is_added_barred_and_ended_by_the_api_and_on_the_page() {
    for house in House::on_each_engine().await {
        let (_, _, learner) = class(&house).await;
        let path = format!("/api/v1/people/{learner}/guardians");
        let admin = house.token(RoleKind::Administrator).await;
        let new = json!({
            "new": { "given_name": "Mina", "family_name": "Sato" }, "relation": "aunt", "may_see": true,
            "reason": "Said at the office",
        });
        let mina = house.post(&path, &admin, &new).await.expect(201).json();
        let barred = json!({ "guardian": mina["id"], "may_see": false, "reason": "Order of the court" });
        house.post(&path, &admin, &barred).await.expect(201);
        let shown = house.get(&path, &admin).await.expect(200).json();
        let all = shown["guardians"].as_array().expect("guardians");
        let found = all.iter().find(|one| one["id"] == mina["id"]).expect("Mina");
        assert_eq!((&found["may_see"], &found["by_hand"]), (&json!(false), &json!(true)));
        assert_eq!(text(&shown["decisions"][0]["reason"]), "Order of the court");
        for wrong in [
            json!({ "may_see": true, "reason": "x" }),
            json!({ "guardian": "Nobody Here", "may_see": true, "reason": "x" }),
            json!({ "guardian": mina["id"], "may_see": true, "reason": " " }),
            json!({ "guardian": learner, "may_see": true, "reason": "x" }),
        ] {
            house.post(&path, &admin, &wrong).await.expect_problem(422, "invalid");
        }
        let educator = house.token(RoleKind::Educator).await;
        house.get(&path, &educator).await.expect_problem(403, "denied");
        house.post(&path, &educator, &new).await.expect_problem(403, "denied");
        let end = format!("{path}/{}/end", text(&mina["id"]));
        house.post(&end, &admin, &json!({ "reason": "A mistake" })).await.expect(204);

        let (cookie, csrf) = house.cookie(RoleKind::Administrator).await;
        let page = format!("/admin/people/{learner}/guardians");
        let shown = house.page(&page, &cookie).await.expect(200).text();
        assert!(shown.contains("Sato, Mina") && shown.contains("Barred by custody"), "{shown}");
        let body = format!("csrf={csrf}&given_name=Otto&family_name=Lind&may_see=yes&reason=");
        let refused = house.form(&page, &cookie, body).await.expect(422).text();
        assert!(refused.contains("value=\"Otto\""), "what was typed is still there");
        let body = format!("csrf={csrf}&given_name=Otto&family_name=Lind&may_see=yes&reason=Papers");
        house.form(&page, &cookie, body).await.expect(303);
        assert!(house.page(&page, &cookie).await.expect(200).text().contains("Lind, Otto"));
        let listed = house.page("/admin/people?role=learner", &cookie).await.expect(200).text();
        assert!(listed.contains("/guardians\""), "the way there");
    }
}

#[tokio::test]
async fn a_second_teacher_is_added_corrected_placed_and_taken_out() {
    for house in House::on_each_engine().await {
        let (section, school, learner) = class(&house).await;
        let admin = house.token(RoleKind::Administrator).await;
        let educator = house.token(RoleKind::Educator).await;
        let new = json!({
            "given_name": "Lenna", "family_name": "Novak", "role": "educator", "organization": school,
        });
        house.post("/api/v1/people", &educator, &new).await.expect_problem(404, "not-found");
        let lena = house.post("/api/v1/people", &admin, &new).await.expect(201).json();
        let address = format!("/api/v1/people/{}", text(&lena["id"]));
        let right = json!({ "given_name": "Lena", "family_name": "Novak", "email": "", "grade": "" });
        let said = house.call(Method::PUT, &address, &admin, Some(&right)).await.expect(200).json();
        assert_eq!(said["roster_overwrites"], json!(false));
        let found = house.get("/api/v1/people?q=lena+novak", &admin).await.expect(200).json();
        assert_eq!(found["items"][0]["roles"][0]["role"], json!("educator"));

        let places = format!("/api/v1/sections/{section}/places");
        let place = json!({ "person": lena["id"], "role": "educator" });
        house.post(&places, &educator, &place).await.expect(204);
        let listed = house.get(&places, &admin).await.expect(200).text();
        assert!(listed.contains("Lena Novak"), "an administrator needs no reason to see who teaches");
        let (office, token) = house.cookie(RoleKind::Administrator).await;
        let classes = format!("/admin/classes/{section}");
        assert!(house.page("/admin/classes", &office).await.expect(200).text().contains(&classes));
        assert!(house.page(&classes, &office).await.expect(200).text().contains("Lena Novak, teacher"));
        let nobody = format!("csrf={token}&person=&role=educator");
        house.form(&format!("{classes}/places"), &office, nobody).await.expect(422);
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        let page = format!("/sections/{section}/people");
        assert!(house.page(&page, &cookie).await.expect(200).text().contains("Lena Novak, teacher"));
        let yesterday = crate::support::today().yesterday().expect("a day");
        let out = format!("csrf={csrf}&person={learner}&last_day={yesterday}");
        let early = format!("csrf={csrf}&person={learner}&last_day=2016-01-05");
        let end = format!("/sections/{section}/places/end");
        house.form(&end, &cookie, format!("csrf={csrf}&last_day=2026-01-05")).await.expect(422);
        house.form(&end, &cookie, early).await.expect(422);
        house.form(&end, &cookie, out).await.expect(303);
        let both = json!({ "people": [lena["id"]] });
        let ended = house.post(&format!("{places}/end"), &educator, &both).await.expect(200).json();
        assert_eq!(ended["ended"], json!(1));
        let people = house.get(&format!("/api/v1/sections/{section}/people"), &educator).await.expect(200);
        let people = people.json();
        let here = people["learners"].as_array().expect("learners");
        assert!(here.iter().all(|one| text(&one["id"]) != learner), "the learner has left");
        let others = people["others"].as_array().expect("others");
        assert!(others.iter().any(|one| text(&one["person"]) == learner), "and stays in the history");
    }
}
