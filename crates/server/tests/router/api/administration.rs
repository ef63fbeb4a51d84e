//! An administrator's work: people, policies, imports, prerequisites, the log, health, tokens.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use domain::people::RoleKind;
use serde_json::{Value, json};

use crate::support::{Answer, House, text};

async fn upload(house: &House, token: &str, query: &str, file: &str) -> Answer {
    let request = Request::post(format!("/api/v1/imports?{query}"))
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .body(Body::from(file.to_owned()))
        .expect("a request");
    house.send(request).await
}

#[tokio::test]
async fn a_file_is_looked_at_applied_and_not_applied_twice() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Administrator).await;
        let file = "code,statement\nK.1,Count to ten\nK.2,Count to twenty\n";
        let query = "kind=framework&source=test&file_name=kinder.csv";
        let looked = upload(&house, &token, &format!("{query}&dry_run=true"), file).await.expect(201).json();
        assert_eq!(looked["state"], "checked", "{looked}");
        let path = format!("/api/v1/imports/{}", text(&looked["id"]));
        let applied = house.post(&format!("{path}/application"), &token, &json!({})).await.expect(200).json();
        assert_eq!(applied["state"], "applied", "{applied}");
        assert_eq!(house.get(&path, &token).await.expect(200).json()["state"], "applied");
        let again = upload(&house, &token, query, file).await.expect(201).json();
        assert_eq!((&again["repeated"], &again["id"]), (&json!(true), &looked["id"]));
        let listed = house.get("/api/v1/imports?limit=1", &token).await.expect(200).json();
        assert_eq!(listed["items"][0]["id"], looked["id"]);
        let broken = upload(&house, &token, "kind=framework&source=test&file_name=a.json", "{").await;
        assert_eq!(broken.expect(201).json()["state"], "refused");
        let unknown = upload(&house, &token, "kind=riddle&source=test&file_name=a.json", "{").await;
        assert_eq!(unknown.expect_problem(422, "invalid")["field"], "kind");
        let nameless = upload(&house, &token, "kind=framework&source=test", "{").await;
        assert_eq!(nameless.expect_problem(422, "invalid")["field"], "file_name");
    }
}

#[tokio::test]
async fn item_parameters_come_in_and_only_administrators_see_which_are_in_use() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Administrator).await;
        let bank = r#"{"items": [{"item": "q1", "model": "2pl", "a": 1.2, "b": -0.5}]}"#;
        let query = "kind=item_parameters&source=test&file_name=bank.json";
        let applied = upload(&house, &token, query, bank).await.expect(201).json();
        assert_eq!((&applied["state"], &applied["errors"]), (&json!("applied"), &json!(0)), "{applied}");
        let sets = house.get("/api/v1/measured-sets", &token).await.expect(200).json();
        assert_eq!((&sets[0]["version"], &sets[0]["items"]), (&json!(1), &json!(1)), "{sets}");
        assert_eq!((&sets[0]["file_name"], &sets[0]["in_use"]), (&json!("bank.json"), &json!(true)));
        let lead = house.token(RoleKind::ProgramLead).await;
        house.get("/api/v1/measured-sets", &lead).await.expect_problem(403, "denied");
        upload(&house, &lead, query, bank).await.expect_problem(403, "denied");
    }
}

#[tokio::test]
async fn a_framework_is_made_and_its_prerequisites_are_edited() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Administrator).await;
        let new = json!({ "title": "Baking", "competencies": ["B.1 Weigh flour", "B.2 Knead dough"] });
        let made = house.post("/api/v1/frameworks", &token, &new).await.expect(201).json();
        assert_eq!(house.post("/api/v1/frameworks", &token, &new).await.expect(201).json(), made);
        let base = format!("/api/v1/frameworks/{}", text(&made["id"]));
        assert_eq!(house.get(&base, &token).await.expect(200).json()["competencies"], 2);
        let all = house.get(&format!("{base}/competencies"), &token).await.expect(200).json();
        let (first, second) = (&all["items"][0]["id"], &all["items"][1]["id"]);
        let path = format!("{base}/prerequisites");
        let pair = json!({ "before": first, "after": second });
        house.post(&path, &token, &pair).await.expect(204);
        house.post(&path, &token, &pair).await.expect(204);
        let circle = json!({ "before": second, "after": first });
        house.post(&path, &token, &circle).await.expect_problem(422, "invalid");
        let listed = house.get(&path, &token).await.expect(200).json();
        assert_eq!(listed["items"].as_array().map(Vec::len), Some(1));
        let one = format!("{path}/{}", text(&listed["items"][0]["id"]));
        house.call(Method::DELETE, &one, &token, None).await.expect(204);
        house.call(Method::DELETE, &one, &token, None).await.expect_problem(404, "not-found");
        let empty = json!({ "title": "Nothing", "competencies": [] });
        house.post("/api/v1/frameworks", &token, &empty).await.expect_problem(422, "invalid");
    }
}

#[tokio::test]
async fn a_policy_gets_a_new_version_with_a_reason() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Administrator).await;
        let fields = house.get("/api/v1/policies/fields", &token).await.expect(200).json();
        assert!(fields.as_array().is_some_and(|all| all.iter().any(|one| one["field"] == "mastery.rule")));
        let new = json!({
            "scope": "district", "field": "mastery.minimum_evidence", "value": "2", "why": "Agreed in May.",
        });
        let post = async |body: &Value| house.post("/api/v1/policies", &token, body).await;
        assert_eq!(post(&new).await.expect(201).json()["version"], 1);
        assert_eq!(post(&new).await.expect(201).json()["version"], 2);
        let listed = house.get("/api/v1/policies?limit=1000", &token).await.expect(200).json();
        let newest = listed["items"].as_array().expect("items").iter().find(|one| one["version"] == 2);
        assert_eq!(newest.expect("the new version")["why"], "Agreed in May.");
        for (name, value, field) in [
            ("value", json!("-1"), "value"),
            ("value", json!(2), "value"),
            ("field", json!("mastery.mood"), "field"),
            ("effect", json!("wish"), "effect"),
            ("scope", json!("the moon"), "scope"),
            ("why", json!(""), "reason"),
            ("effective_from", json!("soon"), "effective_from"),
        ] {
            let mut body = new.clone();
            body[name] = value;
            assert_eq!(post(&body).await.expect_problem(422, "invalid")["field"], field, "{body}");
        }
    }
}

#[tokio::test]
async fn people_are_found_and_paged() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Administrator).await;
        let mut seen = Vec::new();
        let mut path = "/api/v1/people?role=educator&limit=2".to_owned();
        loop {
            let page = house.get(&path, &token).await.expect(200).json();
            seen.extend(page["items"].as_array().expect("items").iter().map(|one| one["id"].clone()));
            match page["next"].as_str() {
                Some(next) => path = format!("/api/v1/people?role=educator&limit=2&after={next}"),
                None => break,
            }
        }
        let whole = house.get("/api/v1/people?role=educator", &token).await.expect(200).json();
        let ids: Vec<Value> =
            whole["items"].as_array().expect("items").iter().map(|one| one["id"].clone()).collect();
        assert_eq!(seen, ids);
        let link = format!("/api/v1/people/{}/sign-in-link", text(&ids[0]));
        let made = house.post(&link, &token, &json!({})).await.expect(201).json();
        assert!(text(&made["path"]).starts_with("/link/riverbend/"));
        house.get("/api/v1/people?role=wizard", &token).await.expect_problem(422, "invalid");
    }
}

#[tokio::test]
async fn what_was_read_is_in_the_log() {
    for house in House::on_each_engine().await {
        let learner = house.token(RoleKind::Learner).await;
        let id = house.actor(RoleKind::Learner).person;
        house.get(&format!("/api/v1/learners/{id}/mastery"), &learner).await.expect(200);
        let token = house.token(RoleKind::Administrator).await;
        let log = house.get(&format!("/api/v1/access-log?learner={id}"), &token).await.expect(200).json();
        assert_eq!(
            (&log["items"][0]["what"], &log["items"][0]["relationship"]),
            (&json!("learner record"), &json!("own"))
        );
        house.get("/api/v1/access-log?after=x", &token).await.expect_problem(422, "invalid");
    }
}

#[tokio::test]
async fn health_counts_what_there_is() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Administrator).await;
        let health = house.get("/api/v1/health", &token).await.expect(200).json();
        assert!(["sqlite", "postgres"].contains(&text(&health["engine"])), "{health}");
        assert!(health["entries"].as_i64().is_some_and(|entries| entries > 1_000), "{health}");
    }
}

#[tokio::test]
async fn a_token_is_made_listed_and_revoked() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let in_a_month = crate::support::today().checked_add(jiff::Span::new().days(30)).expect("a day");
        let new = json!({ "name": "Gradebook", "scopes": ["read"], "expires_on": in_a_month.to_string() });
        let made = house.post("/api/v1/tokens", &token, &new).await.expect(201).json();
        house.get("/api/v1/me", text(&made["token"])).await.expect(200);
        let listed = house.get("/api/v1/tokens", &token).await.expect(200).json();
        let listed =
            listed["items"].as_array().expect("items").iter().find(|one| one["name"] == "Gradebook").cloned();
        let path = format!("/api/v1/tokens/{}", text(&listed.expect("the new token")["id"]));
        house.call(Method::DELETE, &path, &token, None).await.expect(204);
        house.get("/api/v1/me", text(&made["token"])).await.expect_problem(401, "signed-out");
        for (name, value, field) in [
            ("scopes", json!([]), "scope"),
            ("scopes", json!(["everything"]), "scope"),
            ("expires_on", json!("2001-01-01"), "expires"),
            ("name", json!(""), "name"),
        ] {
            let mut body = new.clone();
            body[name] = value;
            assert_eq!(
                house.post("/api/v1/tokens", &token, &body).await.expect_problem(422, "invalid")["field"],
                field
            );
        }
    }
}

#[tokio::test]
async fn tables_go_out_to_whom_the_pages_give_them() {
    for house in House::on_each_engine().await {
        let (administrator, educator) =
            (house.token(RoleKind::Administrator).await, house.token(RoleKind::Educator).await);
        house.get("/api/v1/people/export", &educator).await.expect_problem(403, "denied");
        let people = house.get("/api/v1/people/export", &administrator).await.expect(200);
        assert_eq!(people.header("content-type"), "text/csv; charset=utf-8");
        assert_eq!(people.header("content-disposition"), "attachment; filename=\"people.csv\"");
        let json = house.get("/api/v1/people/export?format=json", &administrator).await.expect(200).json();
        assert_eq!(json.as_array().map(Vec::len), Some(people.text().lines().count() - 1));
        let frameworks = house.get("/api/v1/frameworks", &educator).await.expect(200).json();
        let one = &frameworks["items"][0];
        let path = format!("/api/v1/frameworks/{}/export", text(&one["id"]));
        let table = house.get(&path, &educator).await.expect(200).text();
        assert_eq!(
            table.lines().next().map(|line| line.starts_with("code,title,statement,parent")),
            Some(true)
        );
        let json = house.get(&format!("{path}?format=json"), &educator).await.expect(200).json();
        assert_eq!(json.as_array().map(|rows| rows.len() as u64), one["competencies"].as_u64());
        let refused = house.get(&format!("{path}?format=xml"), &educator).await;
        assert_eq!(refused.expect_problem(422, "invalid")["field"], "format");
    }
}
