//! Two records of one child: found, compared, merged, separated; by whom and by whom not.

use axum::http::Method;
use domain::people::RoleKind;
use serde_json::{Value, json};

use crate::support::{House, text};

const NOBODY: &str = "01930000-0000-7000-8000-000000000001";
const LINKS: &str = "/api/v1/record-links";

/// Two learners of a class of the demonstration's educator.
async fn two(house: &House) -> [String; 2] {
    let token = house.token(RoleKind::Educator).await;
    let sections = house.get("/api/v1/sections", &token).await.expect(200).json();
    let section = text(&sections["items"][0]["id"]).to_owned();
    let grid = house.get(&format!("/api/v1/sections/{section}/mastery"), &token).await.expect(200).json();
    let rows = grid["rows"].as_array().expect("rows");
    [0, 1].map(|place: usize| text(&rows[place]["learner"]["id"]).to_owned())
}

fn link(kept: &str, merged: &str) -> Value {
    json!({ "kept": kept, "merged": merged, "why": "Registered twice.", "guardians": [] })
}

#[tokio::test]
async fn two_records_are_compared_merged_and_separated() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Administrator).await;
        let [kept, merged] = two(&house).await;
        house.get(&format!("{LINKS}/suggestions"), &token).await.expect(200);
        let compared = format!("{LINKS}/compared?kept={kept}&merged={merged}");
        let looked = house.get(&compared, &token).await.expect(200).json();
        assert_eq!((&looked["obstacle"], &looked["kept"]["learner"]), (&Value::Null, &json!(kept)));
        let entries = looked["merged"]["entries"].as_i64().expect("a count");
        let done = house.post(LINKS, &token, &link(&kept, &merged)).await.expect(201).json();
        let carried = done["carried"].as_i64().expect("a count");
        assert!(carried > 0 && carried <= entries, "{done}");
        let path = format!("{LINKS}/{}", text(&done["link"]));
        let shown = house.get(&path, &token).await.expect(200).json();
        assert_eq!((&shown["link"]["merged"], &shown["meanwhile"]), (&json!(merged), &json!([])));
        house.post(LINKS, &token, &link(&kept, &merged)).await.expect_problem(409, "conflict");
        let looked = house.get(&compared, &token).await.expect(200).json();
        assert!(text(&looked["obstacle"]).contains("separate that first"), "{looked}");
        let separate = json!({ "why": "Two children.", "to_merged": [] });
        let path = format!("{path}/separate");
        let done = house.post(&path, &token, &separate).await.expect(200).json();
        assert_eq!(done, json!({ "given": 0, "guardians_kept": [] }));
        house.post(&path, &token, &separate).await.expect_problem(409, "conflict");
        let listed = house.get(LINKS, &token).await.expect(200).json();
        assert_eq!(listed["items"][0]["separate_why"], "Two children.");
    }
}

#[tokio::test]
async fn nobody_but_an_administrator_joins_records() {
    for house in House::on_each_engine().await {
        let administrator = house.token(RoleKind::Administrator).await;
        let [kept, merged] = two(&house).await;
        let asked = link(&kept, &merged);
        let done = house.post(LINKS, &administrator, &asked).await.expect(201).json();
        let path = format!("{LINKS}/{}", text(&done["link"]));
        let separate = json!({ "why": "Two.", "to_merged": [] });
        let reads = [
            LINKS.to_owned(),
            format!("{LINKS}/suggestions"),
            format!("{LINKS}/compared?kept={kept}&merged={merged}"),
            path.clone(),
        ];
        for role in [RoleKind::Educator, RoleKind::Learner, RoleKind::Guardian, RoleKind::ProgramLead] {
            let token = house.token(role).await;
            for path in &reads {
                house.get(path, &token).await.expect_problem(403, "denied");
            }
            house.post(LINKS, &token, &asked).await.expect_problem(403, "denied");
            house.post(&format!("{path}/separate"), &token, &separate).await.expect_problem(403, "denied");
        }
        let only_reads = house.token_with(RoleKind::Administrator, &["read"]).await;
        house.post(LINKS, &only_reads, &asked).await.expect_problem(403, "denied");
        house.post(&format!("{path}/separate"), &only_reads, &separate).await.expect_problem(403, "denied");
        for path in &reads {
            house.get(path, &only_reads).await.expect(200);
            house.call(Method::GET, path, "", None).await.expect_problem(401, "signed-out");
        }
        house.call(Method::POST, LINKS, "", Some(&asked)).await.expect_problem(401, "signed-out");
        house
            .call(Method::POST, &format!("{path}/separate"), "", Some(&separate))
            .await
            .expect_problem(401, "signed-out");
    }
}

#[tokio::test]
async fn what_cannot_be_joined_is_refused() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Administrator).await;
        let [kept, merged] = two(&house).await;
        let mut no_reason = link(&kept, &merged);
        no_reason["why"] = json!(" ");
        let refused = house.post(LINKS, &token, &no_reason).await;
        assert_eq!(refused.expect_problem(422, "invalid")["field"], "reason");
        let mut stranger = link(&kept, &merged);
        stranger["guardians"] = json!([NOBODY]);
        let refused = house.post(LINKS, &token, &stranger).await;
        assert_eq!(refused.expect_problem(422, "invalid")["field"], "guardians");
        house.post(LINKS, &token, &link(&kept, &kept)).await.expect_problem(409, "conflict");
        house.post(LINKS, &token, &link(&kept, NOBODY)).await.expect_problem(404, "not-found");
        house.post(LINKS, &token, &json!({ "kept": "x" })).await.expect(422);
        let compared = format!("{LINKS}/compared?kept={kept}&merged={NOBODY}");
        house.get(&compared, &token).await.expect_problem(404, "not-found");
        house.get(&format!("{LINKS}/{NOBODY}"), &token).await.expect_problem(404, "not-found");
        let separate = json!({ "why": "Two.", "to_merged": [] });
        house
            .post(&format!("{LINKS}/{NOBODY}/separate"), &token, &separate)
            .await
            .expect_problem(404, "not-found");
    }
}
