//! Reading: each answer is there, has a tag, and pages without gaps.

use domain::people::RoleKind;
use serde_json::Value;

use crate::support::{House, text};

#[tokio::test]
async fn an_educator_reads_what_their_pages_show() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let get = async |path: &str| house.get(&format!("/api/v1{path}"), &token).await.expect(200).json();
        let me = get("/me").await;
        assert!(me["roles"].as_array().is_some_and(|roles| roles.contains(&"educator".into())), "{me}");
        assert_eq!(me["district"]["demonstration"], true);
        let sections = get("/sections").await;
        let section = text(&sections["items"][0]["id"]);
        assert_eq!(get(&format!("/sections/{section}")).await["title"], sections["items"][0]["title"]);
        let grid = get(&format!("/sections/{section}/mastery")).await;
        let columns = grid["targets"]["competencies"].as_array().expect("columns").len();
        let rows = grid["rows"].as_array().expect("rows");
        assert_eq!(rows.len(), 30);
        assert!(rows.iter().all(|row| row["cells"].as_array().is_some_and(|cells| cells.len() == columns)));
        let competency = text(&grid["targets"]["competencies"][0]["id"]);
        let judged = rows.iter().find(|row| !row["cells"][0].is_null()).expect("a judged learner");
        let learner = text(&judged["learner"]["id"]);
        let why = get(&format!("/learners/{learner}/competencies/{competency}/why")).await;
        assert_eq!(why["audience"], "educator");
        assert_eq!(why["record"]["matches"], true);
        assert_eq!(why["record"]["mastery"]["value"], judged["cells"][0]["value"]);
        for path in [
            format!("/sections/{section}/people"),
            format!("/sections/{section}/targets"),
            format!("/sections/{section}/groups?size=5"),
            format!("/sections/{section}/drafts?competencies={competency}"),
            format!("/sections/{section}/competencies/{competency}"),
            format!("/learners/{learner}/mastery"),
            format!("/learners/{learner}/family"),
            format!("/competencies/{competency}"),
            format!("/competencies/{competency}/organizations"),
            "/organizations".to_owned(),
            "/me/children".to_owned(),
            "/me/sessions".to_owned(),
            "/tokens".to_owned(),
        ] {
            get(&path).await;
        }
    }
}

#[tokio::test]
async fn learners_and_families_read_their_own_wording() {
    for house in House::on_each_engine().await {
        for (role, audience) in [(RoleKind::Learner, "learner"), (RoleKind::Guardian, "family")] {
            let token = house.token(role).await;
            let learner = if role == RoleKind::Learner {
                house.get("/api/v1/me", &token).await.expect(200).json()["id"].clone()
            } else {
                house.get("/api/v1/me/children", &token).await.expect(200).json()["items"][0]["id"].clone()
            };
            let learner = text(&learner);
            let record =
                house.get(&format!("/api/v1/learners/{learner}/mastery"), &token).await.expect(200).json();
            let all = record["strands"].as_array().expect("strands").iter();
            let all: Vec<&Value> =
                all.flat_map(|strand| strand["competencies"].as_array().expect("some")).collect();
            let judged = all.iter().find(|one| !one["mastery"].is_null()).expect("something judged");
            let competency = text(&judged["competency"]["id"]);
            let path = format!("/api/v1/learners/{learner}/competencies/{competency}/why");
            let why = house.get(&path, &token).await.expect(200).json();
            assert_eq!(why["audience"], audience);
            assert!(why["record"]["rule"].is_null(), "{why}");
        }
    }
}

#[tokio::test]
async fn what_did_not_change_is_not_sent_again() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let first = house.get("/api/v1/sections", &token).await.expect(200);
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with("W/\""), "{tag}");
        let again = |known: &str| {
            axum::http::Request::get("/api/v1/sections")
                .header("authorization", format!("Bearer {token}"))
                .header("if-none-match", known.to_owned())
                .body(axum::body::Body::empty())
                .expect("a request")
        };
        let known = house.send(again(&tag)).await.expect(304);
        assert!(known.body.is_empty());
        assert_eq!(known.header("etag"), tag);
        house.send(again("W/\"another\"")).await.expect(200);
    }
}

#[tokio::test]
async fn lists_go_on_without_gaps_or_repeats() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let frameworks = house.get("/api/v1/frameworks", &token).await.expect(200).json();
        let framework = text(&frameworks["items"][0]["id"]);
        let count = frameworks["items"][0]["competencies"].as_u64().expect("a number");
        let list = format!("/api/v1/frameworks/{framework}/competencies");
        let all = walked(&house, &token, &format!("{list}?limit=7")).await;
        assert_eq!(all.len() as u64, count);
        let mut ids: Vec<&str> = all.iter().map(|one| text(&one["id"])).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len() as u64, count);
        let code = text(&all[3]["code"]);
        let found = house.get(&format!("{list}?q={code}"), &token).await.expect(200).json();
        assert!(found["items"].as_array().expect("items").iter().any(|one| one["code"] == code), "{found}");
        let learner = house.actor(RoleKind::Learner).person;
        let own = house.token(RoleKind::Learner).await;
        let path = format!("/api/v1/learners/{learner}/evidence");
        let whole = house.get(&format!("{path}?limit=1000"), &own).await.expect(200).json();
        let walked = walked(&house, &own, &format!("{path}?limit=9")).await;
        assert_eq!(&walked, whole["items"].as_array().expect("items"));
    }
}

async fn walked(house: &House, token: &str, first: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let mut path = first.to_owned();
    loop {
        let page = house.get(&path, token).await.expect(200).json();
        all.extend(page["items"].as_array().expect("items").iter().cloned());
        match page["next"].as_str() {
            Some(next) => path = format!("{first}&after={next}"),
            None => return all,
        }
    }
}

#[tokio::test]
async fn a_query_that_is_not_known_is_refused() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let problem = house.get("/api/v1/sections?page=2", &token).await.expect_problem(422, "invalid");
        assert_eq!(problem["field"], "page");
        house.get("/api/v1/sections?limit=many", &token).await.expect_problem(422, "invalid");
    }
}
