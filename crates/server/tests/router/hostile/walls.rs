//! Two districts in one database: an id of one means nothing in the other.

use domain::people::RoleKind;
use serde_json::json;

use super::{cookie_of, token_of};
use crate::{
    api::document::operations,
    hillside::Hillside,
    support::{House, text},
};

#[tokio::test]
async fn an_id_of_another_district_is_an_id_of_nothing() {
    for house in House::on_each_engine().await {
        let hillside = Hillside::beside(&house.app).await;
        let riverbend = house.token(RoleKind::Administrator).await;
        let educator = house.token(RoleKind::Educator).await;
        let one = async |path: &str, token: &str| {
            let listed = house.get(path, token).await.expect(200).json();
            let items = if listed.is_array() { &listed } else { &listed["items"] };
            text(&items[0]["id"]).to_owned()
        };
        let section = one("/api/v1/sections", &educator).await;
        let framework = one("/api/v1/frameworks", &educator).await;
        let competency = one(&format!("/api/v1/frameworks/{framework}/competencies"), &educator).await;
        let person = one("/api/v1/people?role=educator", &riverbend).await;
        let learner = one("/api/v1/people?role=learner", &riverbend).await;
        let token_id = one("/api/v1/tokens", &educator).await;
        let session = {
            let (_, _) = house.cookie(RoleKind::Educator).await;
            one("/api/v1/me/sessions", &educator).await
        };
        let thieves = [
            token_of(&house, hillside.district, hillside.administrator.person).await,
            token_of(&house, hillside.district, hillside.person("e1")).await,
            token_of(&house, hillside.district, hillside.person("g1")).await,
        ];
        for (method, path) in operations().iter().filter(|(_, path)| path.contains('{')) {
            let address = path
                .replace("{section}", &section)
                .replace("{learner}", &learner)
                .replace("{competency}", &competency)
                .replace("{framework}", &framework)
                .replace("{old}", &framework)
                .replace("{prerequisite}", &competency)
                .replace("{person}", &person)
                .replace("{token}", &token_id)
                .replace("{session}", &session)
                .replace("{sequence}", "1");
            if address.contains('{') {
                // Imports, looks, adoptions: the walk through every address has them.
                continue;
            }
            for thief in &thieves {
                let answer = house.call(method.clone(), &address, thief, Some(&json!({}))).await;
                let status = answer.status.as_u16();
                assert!(matches!(status, 403 | 404 | 422), "{method} {address}: {status} {}", answer.text());
            }
        }
        house.get("/api/v1/me", &educator).await.expect(200);
    }
}

#[tokio::test]
async fn a_secret_of_one_district_is_none_in_another() {
    for house in House::on_each_engine().await {
        let hillside = Hillside::beside(&house.app).await;
        let (cookie, _) = house.cookie(RoleKind::Administrator).await;
        let (_, secret) = cookie.split_once('.').expect("district and secret");
        house.page("/sections", &format!("onramp_session={}.{secret}", hillside.district)).await.expect(303);
        let token = house.token(RoleKind::Administrator).await;
        let (_, secret) = token.split_once('.').expect("district and secret");
        let moved = format!("{}.{secret}", hillside.district);
        house.get("/api/v1/people", &moved).await.expect_problem(401, "signed-out");
        let person = hillside.person("e1");
        let link = usecases::sign_in_links::make_link(&house.app, &hillside.administrator, person).await;
        let link = link.expect("a link");
        house.page(&format!("/link/riverbend/{link}"), "").await.expect(404);
        house.form(&format!("/link/riverbend/{link}"), "", String::new()).await.expect(404);
        house.page(&format!("/link/hillside/{link}"), "").await.expect(200);
    }
}

#[tokio::test]
async fn a_search_finds_nobody_of_another_district() {
    for house in House::on_each_engine().await {
        let hillside = Hillside::beside(&house.app).await;
        let administrator = hillside.administrator.person;
        let token = token_of(&house, hillside.district, administrator).await;
        let found = house.get("/api/v1/people?q=Haddad", &token).await.expect(200).json();
        assert_eq!(found["items"].as_array().map(Vec::len), Some(0), "{found}");
        let found = house.get("/api/v1/people?q=Quillon", &token).await.expect(200).json();
        assert_eq!(found["items"].as_array().map(Vec::len), Some(1), "{found}");
        let (cookie, _) = cookie_of(&house, &hillside.administrator, administrator).await;
        assert!(!house.page("/admin/people?q=Amina", &cookie).await.expect(200).text().contains("Haddad"));
        let table = house.get("/api/v1/people/export", &token).await.expect(200).text();
        assert!(table.contains("Abernathy") && !table.contains("Haddad"));
    }
}
