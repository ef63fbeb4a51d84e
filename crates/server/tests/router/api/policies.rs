//! Policies: compared, looked at before they are changed, adopted, undone; by whom and by whom not.

use axum::http::Method;
use domain::people::RoleKind;
use serde_json::{Value, json};

use crate::support::{House, text};

const NOBODY: &str = "01930000-0000-7000-8000-000000000001";

fn cut(percent: &str) -> Value {
    json!({ "scope": "school:Otter Creek Middle School", "field": "mastery.cut_percent", "value": percent })
}

#[tokio::test]
async fn a_change_is_looked_at_adopted_for_the_past_and_undone() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Administrator).await;
        let look = house.post("/api/v1/policies/what-if", &token, &cut("100")).await;
        let mut look = look.json();
        while look["found"].is_null() {
            let path = format!("/api/v1/policies/what-if/{}", text(&look["id"]));
            look = house.get(&path, &token).await.json();
        }
        let found = &look["found"];
        assert_eq!((&found["awards"], &found["turns"]["up"]), (&json!("none recorded yet"), &json!(0)));
        let down = found["turns"]["down"].as_u64().expect("a count");
        assert!(down > 0, "{found}");
        assert_eq!(found["cells"], json!([]), "an administrator without a reason reads figures only");
        let adopted = json!({ "change": cut("100"), "for_past": true, "why": "Agreed in May." });
        let done = house.post("/api/v1/policies/adoptions", &token, &adopted).await.expect(201).json();
        let id = text(&done["adoption"]["id"]).to_owned();
        let path = format!("/api/v1/policies/adoptions/{id}");
        let done = until(&house, &token, &path, "adopted").await;
        assert_eq!(done["cells"], json!([]), "nor of what was adopted");
        assert_eq!(
            (&done["turns"], &done["learners_changed"]),
            (&found["turns"], &found["learners_changed"])
        );
        assert_eq!(done["adoption"]["why"], "Agreed in May.");
        let listed = house.get("/api/v1/policies/adoptions", &token).await.expect(200).json();
        assert_eq!(listed["items"][0]["id"], id);
        let history = "/api/v1/policies/history?field=mastery.cut_percent&scope=";
        let scope = house.get("/api/v1/policies?limit=1000", &token).await.expect(200).json();
        let scope = scope["items"].as_array().expect("items").iter();
        let mut scope = scope.filter(|one| one["field"] == "mastery.cut_percent");
        let scope = text(&scope.next().expect("the setting")["scope_word"]).to_owned();
        let compared = house.get(&format!("{history}{scope}"), &token).await.expect(200).json();
        let said = text(&compared["differences"][0]);
        assert!(said.ends_with("100 percent, where nothing was set before."), "{said}");
        let undo = json!({ "reason": "Too soon." });
        house.post(&format!("{path}/undo"), &token, &undo).await.expect(200);
        until(&house, &token, &path, "undone").await;
        house.post(&format!("{path}/undo"), &token, &undo).await.expect_problem(409, "conflict");
        let compared = house.get(&format!("{history}{scope}"), &token).await.expect(200).json();
        assert_eq!((&compared["older"]["version"], &compared["newer"]["version"]), (&json!(1), &json!(2)));
    }
}

async fn until(house: &House, token: &str, path: &str, state: &str) -> Value {
    for _ in 0..200 {
        let done = house.get(path, token).await.expect(200).json();
        if done["adoption"]["state"] == state {
            return done;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("it is not {state} after ten seconds");
}

#[tokio::test]
async fn who_may_not_set_a_scope_neither_looks_nor_adopts_nor_undoes() {
    for house in House::on_each_engine().await {
        let administrator = house.token(RoleKind::Administrator).await;
        let adopted = json!({ "change": cut("100"), "for_past": false, "why": "Agreed." });
        let done =
            house.post("/api/v1/policies/adoptions", &administrator, &adopted).await.expect(201).json();
        let path = format!("/api/v1/policies/adoptions/{}", text(&done["adoption"]["id"]));
        let undo = json!({ "reason": "Too soon." });
        let look = house.post("/api/v1/policies/what-if", &administrator, &cut("100")).await.json();
        let look = format!("/api/v1/policies/what-if/{}", text(&look["id"]));
        for role in [RoleKind::Educator, RoleKind::Learner, RoleKind::Guardian, RoleKind::ProgramLead] {
            let token = house.token(role).await;
            house.post("/api/v1/policies/what-if", &token, &cut("100")).await.expect_problem(403, "denied");
            house.post("/api/v1/policies/adoptions", &token, &adopted).await.expect_problem(403, "denied");
            house.post(&format!("{path}/undo"), &token, &undo).await.expect_problem(403, "denied");
            house.get(&path, &token).await.expect_problem(403, "denied");
            house.get("/api/v1/policies/adoptions", &token).await.expect_problem(403, "denied");
            house
                .get("/api/v1/policies/history?field=mastery.rule", &token)
                .await
                .expect_problem(403, "denied");
            house.get(&look, &token).await.expect_problem(404, "not-found");
            house.call(Method::DELETE, &look, &token, None).await.expect_problem(404, "not-found");
        }
        let reads = house.token_with(RoleKind::Administrator, &["read"]).await;
        // It writes nothing, but it sets the machine to work.
        house.post("/api/v1/policies/what-if", &reads, &cut("100")).await.expect_problem(403, "denied");
        house.post("/api/v1/policies/adoptions", &reads, &adopted).await.expect_problem(403, "denied");
        house.post(&format!("{path}/undo"), &reads, &undo).await.expect_problem(403, "denied");
        for (method, path) in [
            (Method::POST, "/api/v1/policies/what-if"),
            (Method::POST, "/api/v1/policies/adoptions"),
            (Method::GET, &path),
        ] {
            house.call(method, path, "", Some(&adopted)).await.expect_problem(401, "signed-out");
        }
        house.call(Method::DELETE, &look, &administrator, None).await.expect(204);
        house.get(&look, &administrator).await.expect_problem(404, "not-found");
    }
}

#[tokio::test]
async fn what_cannot_be_judged_by_and_what_is_not_there_is_refused() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Administrator).await;
        for (name, value, field) in [
            ("value", json!("101"), "value"),
            ("value", json!("much"), "value"),
            ("field", json!("mastery.mood"), "field"),
            ("effect", json!("wish"), "effect"),
            ("effect", json!("floor"), "effect"),
            ("scope", json!("the moon"), "scope"),
            ("effective_from", json!("soon"), "effective_from"),
        ] {
            let mut body = cut("90");
            body[name] = value;
            let refused = house.post("/api/v1/policies/what-if", &token, &body).await;
            assert_eq!(refused.expect_problem(422, "invalid")["field"], field, "{body}");
        }
        let no_reason = json!({ "change": cut("90"), "for_past": true, "why": " " });
        let refused = house.post("/api/v1/policies/adoptions", &token, &no_reason).await;
        assert_eq!(refused.expect_problem(422, "invalid")["field"], "reason");
        let mut to_come = json!({ "change": cut("90"), "for_past": true, "why": "Agreed." });
        to_come["change"]["effective_from"] = json!("2999-01-01");
        let refused = house.post("/api/v1/policies/adoptions", &token, &to_come).await;
        assert_eq!(refused.expect_problem(422, "invalid")["field"], "effective_from");
        for path in ["adoptions", "what-if"] {
            let path = format!("/api/v1/policies/{path}/{NOBODY}");
            house.get(&path, &token).await.expect_problem(404, "not-found");
        }
        let history = "/api/v1/policies/history?field=mastery.rule";
        house.get(history, &token).await.expect_problem(404, "not-found");
        let shipped = format!("{history}&scope=built_in");
        house.get(&shipped, &token).await.expect(200);
        let refused = house.get(&format!("{shipped}&newer=7"), &token).await;
        assert_eq!(refused.expect_problem(422, "invalid")["field"], "newer");
    }
}

#[tokio::test]
async fn levels_of_a_framework_are_looked_at_adopted_for_the_past_and_undone() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Administrator).await;
        let frameworks = house.get("/api/v1/frameworks", &token).await.expect(200).json();
        let id = text(&frameworks["items"][0]["id"]).to_owned();
        let path = format!("/api/v1/frameworks/{id}");
        let before = house.get(&path, &token).await.expect(200).json()["scale"].clone();
        let change = json!({ "scope": "district", "field": format!("mastery.scale.{id}"), "value": "4" });
        let mut look = house.post("/api/v1/policies/what-if", &token, &change).await.json();
        while look["found"].is_null() {
            let path = format!("/api/v1/policies/what-if/{}", text(&look["id"]));
            look = house.get(&path, &token).await.json();
        }
        assert!(look["found"]["turns"]["down"].as_u64() > Some(0), "{look}");
        assert_eq!(house.get(&path, &token).await.expect(200).json()["scale"], before, "nothing is written");
        let adopted = json!({ "change": change, "for_past": true, "why": "Agreed in May." });
        let done = house.post("/api/v1/policies/adoptions", &token, &adopted).await.expect(201).json();
        let adoption = format!("/api/v1/policies/adoptions/{}", text(&done["adoption"]["id"]));
        let done = until(&house, &token, &adoption, "adopted").await;
        assert_eq!(done["turns"], look["found"]["turns"]);
        let after = house.get(&path, &token).await.expect(200).json()["scale"].clone();
        assert_ne!(after, before, "{after}");
        let undo = json!({ "reason": "Too soon." });
        house.post(&format!("{adoption}/undo"), &token, &undo).await.expect(200);
        until(&house, &token, &adoption, "undone").await;
        assert_eq!(house.get(&path, &token).await.expect(200).json()["scale"], before);
        let gone = json!({ "scope": "district", "field": format!("mastery.scale.{id}"), "value": "4|A|4" });
        house.post("/api/v1/policies/what-if", &token, &gone).await.expect_problem(422, "invalid");
        let principal = house.token(RoleKind::Principal).await;
        house.post("/api/v1/policies/what-if", &principal, &change).await.expect_problem(403, "denied");
    }
}

#[tokio::test]
async fn the_page_of_levels_looks_first_and_says_what_does_not_fit() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Administrator).await;
        let frameworks = house.get("/api/v1/frameworks", &token).await.expect(200).json();
        let path = format!("/frameworks/{}/levels", text(&frameworks["items"][0]["id"]));
        let (principal, _) = house.cookie(RoleKind::Principal).await;
        house.page(&path, &principal).await.expect(403);
        let (cookie, csrf) = house.cookie(RoleKind::Administrator).await;
        let page = house.page(&path, &cookie).await.expect(200).text();
        assert!(page.contains("value=\"Proficient\""), "{page}");
        let levels = |mastery: usize| {
            let rows = [("4", "Exceeds"), ("3", "Meets"), ("2", "Near"), ("1", "Below")];
            let rows = rows.iter().enumerate();
            let rows = rows.map(|(at, (code, name))| {
                format!("&code-{at}={code}&known-{at}=1&name-{at}={name}&points-{at}={code}")
            });
            format!("csrf={csrf}{}&mastery={mastery}&possible=4", rows.collect::<String>())
        };
        let refused = house.form(&path, &cookie, levels(9)).await.expect(422).text();
        assert!(refused.contains("needs one level at which mastery begins"), "{refused}");
        assert!(refused.contains("value=\"Exceeds\""), "what was typed stays: {refused}");
        let looked = house.form(&path, &cookie, levels(0)).await.expect(303);
        let mut answer = house.page(looked.header("location"), &cookie).await.expect(200).text();
        while !answer.contains("A look only") {
            answer = house.page(looked.header("location"), &cookie).await.expect(200).text();
        }
        assert!(answer.contains("Levels of") && answer.contains("4 Exceeds from 4"), "{answer}");
        assert!(answer.contains(&format!("href=\"{path}\"")), "the way back: {answer}");
    }
}
