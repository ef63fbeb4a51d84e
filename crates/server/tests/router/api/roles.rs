//! Roles given and ended by hand, by API and on the pages.

use domain::people::RoleKind;
use serde_json::{Value, json};

use crate::support::{House, text};

async fn organizations(house: &House, token: &str) -> (String, String) {
    let all = house.get("/api/v1/organizations?limit=1000", token).await.expect(200).json();
    let all = all["items"].as_array().expect("organizations").clone();
    let of = |kind: &str| all.iter().find(|one| one["kind"] == kind).map(|one| text(&one["id"]).to_owned());
    (of("district").expect("the district"), of("school").expect("a school"))
}

fn role(organization: &str, kind: &str, who: &Value) -> Value {
    let mut body = json!({ "role": kind, "organization": organization, "reason": "Follows Bo" });
    body.as_object_mut().expect("an object").extend(who.as_object().expect("an object").clone());
    body
}

#[tokio::test]
async fn a_role_is_given_to_somebody_new_listed_and_ended() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Administrator).await;
        let (district, school) = organizations(&house, &token).await;
        let new = json!({ "new": { "given_name": "Ada", "family_name": "Fairweather" } });
        let body = role(&school, "principal", &new);
        let given = house.post("/api/v1/roles", &token, &body).await.expect(201).json();
        assert!(text(&given["path"]).starts_with("/link/riverbend/"), "{given}");
        let person = text(&given["person"]).to_owned();
        let path = format!("/api/v1/people/{person}/roles");
        let roles = house.get(&path, &token).await.expect(200).json();
        let one = &roles[0];
        assert_eq!(
            (&one["role"], &one["by_hand"], &one["reason"]),
            (&json!("principal"), &json!(true), &json!("Follows Bo"))
        );
        let listed = house.get("/api/v1/roles?limit=1000", &token).await.expect(200).json();
        let items = listed["items"].as_array().expect("items");
        assert!(items.iter().any(|one| one["person"] == json!(person)), "{listed}");
        assert!(items.iter().all(|one| one["role"] != "learner" && one["role"] != "guardian"));

        let known = json!({ "person": person });
        house
            .post("/api/v1/roles", &token, &role(&school, "principal", &known))
            .await
            .expect_problem(409, "conflict");
        for wrong in [
            role(&school, "wizard", &known),
            role(&school, "learner", &known),
            role(&person, "principal", &known),
            role(&school, "counselor", &json!({})),
            role(&school, "counselor", &json!({ "person": person, "new": {} })),
            role(&school, "counselor", &json!({ "person": person, "begins_on": "2020-01-01" })),
            role(&school, "counselor", &json!({ "person": person, "reason": " " })),
        ] {
            house.post("/api/v1/roles", &token, &wrong).await.expect_problem(422, "invalid");
        }
        let end = json!({ "role": "principal", "organization": school, "reason": "Has left" });
        for stranger in [RoleKind::Educator, RoleKind::Principal, RoleKind::Learner, RoleKind::Guardian] {
            let other = house.token(stranger).await;
            house.get("/api/v1/roles", &other).await.expect_problem(403, "denied");
            house.get(&path, &other).await.expect_problem(403, "denied");
            house.post("/api/v1/roles", &other, &body).await.expect_problem(403, "denied");
            house.post(&format!("{path}/end"), &other, &end).await.expect_problem(403, "denied");
        }
        house.post(&format!("{path}/end"), &token, &end).await.expect(200);
        house.post(&format!("{path}/end"), &token, &end).await.expect_problem(409, "conflict");
        let own = house.actor(RoleKind::Administrator).person;
        let last = json!({ "role": "administrator", "organization": district, "reason": "Has left" });
        let own = format!("/api/v1/people/{own}/roles/end");
        let refused = house.post(&own, &token, &last).await;
        assert!([404, 409].contains(&refused.status.as_u16()), "{}", refused.text());
        let log = house.get("/api/v1/access-log", &token).await.expect(200).json();
        assert_eq!(
            (&log["items"][0]["what"], &log["items"][0]["reason"]),
            (&json!("role ended"), &json!("Has left"))
        );
    }
}

#[tokio::test]
async fn a_persons_page_gives_a_role_with_a_link_and_ends_it() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Administrator).await;
        let (_, school) = organizations(&house, &token).await;
        let (cookie, csrf) = house.cookie(RoleKind::Administrator).await;
        let page = house.page("/admin/people/new-role", &cookie).await.expect(200).text();
        assert!(page.contains("Somebody new") && page.contains("Principal"), "{page}");
        let fields = format!("csrf={csrf}&role=counselor&organization={school}&reason=Joins+us");
        let empty = house.form("/admin/people/new-role", &cookie, fields.clone()).await.expect(422).text();
        assert!(empty.contains("Joins us"), "what was typed stays: {empty}");
        let made = house
            .form(
                "/admin/people/new-role",
                &cookie,
                format!("{fields}&given_name=Ada&family_name=Fairweather"),
            )
            .await
            .expect(200)
            .text();
        assert!(made.contains("/link/riverbend/") && made.contains("Joins us"), "{made}");
        let people = house.get("/api/v1/people?q=fairweather", &token).await.expect(200).json();
        let person = text(&people["items"][0]["id"]).to_owned();
        let path = format!("/admin/people/{person}");
        let again = house.form(&format!("{path}/roles"), &cookie, fields.clone()).await.expect(409).text();
        assert!(again.contains("end it first"), "{again}");
        house.form(&format!("{path}/roles/end"), &cookie, fields).await.expect(303);
        let page = house.page(&path, &cookie).await.expect(200).text();
        assert!(page.contains(">over<"), "{page}");
    }
}
