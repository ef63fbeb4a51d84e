//! Paths in the browser and by the API: who sees and changes them, and what is refused.

use axum::http::Method;
use domain::people::RoleKind;
use serde_json::json;

use crate::support::{House, text};

const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

#[tokio::test]
async fn a_learner_sees_what_is_next_picks_it_and_puts_it_back() {
    for house in House::on_each_engine().await {
        let (cookie, csrf) = house.cookie(RoleKind::Learner).await;
        let token = house.token(RoleKind::Learner).await;
        let learner = house.actor(RoleKind::Learner).person;
        let api = format!("/api/v1/learners/{learner}/path");
        let shown = house.page("/path", &cookie).await.expect(200).text();
        for part in ["To choose from today", "The whole map", "<svg class=\"path-map\"", "Ready for algebra"]
        {
            assert!(shown.contains(part), "{part} is missing in {shown}");
        }
        assert!(!shown.contains("Direct this path"), "what is an educator's");
        let found = house.get(&api, &token).await.expect(200).json();
        let suggestions = found["suggestions"].as_array().expect("suggestions");
        assert!(suggestions.len() > 2, "several are offered");
        let first_reasons = suggestions[0]["reasons"].as_array().expect("reasons");
        assert_eq!(first_reasons[0]["kind"], json!("pinned"));
        let chosen = found["chosen"].as_array().expect("choices").len();
        let unpicked = suggestions
            .iter()
            .find(|one| !found["chosen"].as_array().expect("choices").contains(&one["competency"]["id"]));
        let picked = text(&unpicked.expect("one that is not picked")["competency"]["id"]).to_owned();
        for (answer, count) in [("yes", chosen + 1), ("yes", chosen + 1), ("no", chosen), ("no", chosen)] {
            let body = format!("csrf={csrf}&competency={picked}&picked={answer}");
            house.form("/path/choices", &cookie, body).await.expect(303);
            let found = house.get(&api, &token).await.expect(200).json();
            assert_eq!(found["chosen"].as_array().expect("choices").len(), count, "{answer}");
        }
        let waits =
            |one: &&serde_json::Value| one["stage"] == json!("later") || one["stage"] == json!("next");
        let later = found["steps"].as_array().expect("steps").iter().find(waits);
        let later = text(&later.expect("something that waits")["competency"]["id"]).to_owned();
        let refused =
            house.form("/path/choices", &cookie, format!("csrf={csrf}&competency={later}&picked=yes")).await;
        assert!(refused.expect(422).text().contains("waits for"));
        house.call(Method::PUT, &format!("/api/v1/me/choices/{later}"), &token, None).await.expect(422);
        house
            .form("/path/choices", &cookie, format!("csrf={csrf}&competency=x&picked=yes"))
            .await
            .expect(422);
        house.form("/path/choices", &cookie, format!("competency={picked}&picked=yes")).await.expect(403);
        house.form("/path/choices", "", format!("competency={picked}")).await.expect(303);
        house.page("/path", "").await.expect(303);
    }
}

#[tokio::test]
async fn goals_and_directives_are_kept_and_refused_by_page_and_api() {
    for house in House::on_each_engine().await {
        let learner = house.actor(RoleKind::Learner).person;
        let path = format!("/learners/{learner}/path");
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        let token = house.token(RoleKind::Educator).await;
        let own = house.token(RoleKind::Learner).await;
        let shown = house.page(&path, &cookie).await.expect(200).text();
        assert!(shown.contains("Direct this path") && !shown.contains("Pick this"));
        let found = house.get(&format!("/api/v1{path}"), &token).await.expect(200).json();
        let step = text(&found["steps"][0]["competency"]["id"]).to_owned();

        let goal = json!({ "competencies": [step], "title": "Soon", "due": "2199-12-31" });
        let goals = format!("/api/v1/learners/{learner}/goals");
        let made = house.post(&goals, &own, &goal).await.expect(201).json();
        let plan = format!("{goals}/{}/plan", text(&made["id"]));
        let planned = house.get(&plan, &token).await.expect(200).json();
        assert_eq!(planned["by"], json!("2199-12-31"));
        house.get(&format!("{plan}?by=1999-01-01"), &token).await.expect(422);
        house.get(&format!("{goals}/{NOBODY}/plan"), &token).await.expect_problem(404, "not-found");
        let asked = house.page(&format!("{path}?goal={}&by=2199-01-01", text(&made["id"])), &cookie).await;
        assert!(asked.expect(200).text().contains("What would it take?"));
        for wrong in [
            json!({}),
            json!({ "competencies": [] }),
            json!({ "competencies": [NOBODY] }),
            json!({ "competencies": [step], "band": { "framework": NOBODY, "floor": "3", "ceiling": "5" } }),
            json!({ "band": { "framework": NOBODY, "floor": "3", "ceiling": "5" } }),
            json!({ "band": { "framework": NOBODY, "floor": "5", "ceiling": "3" } }),
            json!({ "competencies": [step], "due": "1999-01-01" }),
        ] {
            house.post(&goals, &token, &wrong).await.expect_problem(422, "invalid");
        }
        let end = format!("/api/v1/goals/{}", text(&made["id"]));
        for _ in 0..2 {
            house.call(Method::DELETE, &end, &own, None).await.expect(204);
        }
        house.call(Method::DELETE, &format!("/api/v1/goals/{NOBODY}"), &own, None).await.expect(404);

        let form =
            |kind: &str, reason: &str| format!("csrf={csrf}&competency={step}&kind={kind}&reason={reason}");
        let directives = format!("{path}/directives");
        house.form(&directives, &cookie, form("skip", "Known")).await.expect(303);
        assert!(house.page(&path, &cookie).await.expect(200).text().contains("left out by"));
        house.form(&directives, &cookie, form("hide", "Known")).await.expect(422);
        house.form(&directives, &cookie, form("pin", "")).await.expect(422);
        let api = format!("/api/v1/learners/{learner}/directives");
        let pin = json!({ "competency": step, "kind": "pin", "reason": "Friday" });
        house.post(&api, &own, &pin).await.expect_problem(403, "denied");
        let made = house.post(&api, &token, &pin).await.expect(201).json();
        let end = format!("/api/v1/directives/{}", text(&made["id"]));
        house.call(Method::DELETE, &end, &own, None).await.expect_problem(403, "denied");
        for _ in 0..2 {
            house.call(Method::DELETE, &end, &token, None).await.expect(204);
        }
        house.call(Method::DELETE, &format!("/api/v1/directives/{NOBODY}"), &token, None).await.expect(404);
    }
}

#[tokio::test]
async fn a_family_reads_plain_words_and_others_read_nothing() {
    for house in House::on_each_engine().await {
        let learner = house.actor(RoleKind::Learner).person;
        let path = format!("/learners/{learner}/path");
        let (cookie, _) = house.cookie(RoleKind::Guardian).await;
        let shown = house.page(&path, &cookie).await.expect(200).text();
        assert!(shown.contains("What’s next for"), "{shown}");
        let (_, main) = shown.split_once("<main").expect("a page");
        for jargon in ["competency", "framework", "prerequisite", "fringe", "score"] {
            let seen =
                main.split(['<', '>']).skip(1).step_by(2).any(|text| text.to_lowercase().contains(jargon));
            assert!(!seen, "{jargon}");
        }
        let children = house.page("/children", &cookie).await.expect(200).text();
        assert!(children.contains(&path), "the way there");
        let other = house.token(RoleKind::Learner).await;
        let educator = house.token(RoleKind::Educator).await;
        let sections = house.get("/api/v1/sections", &educator).await.expect(200).json();
        let section = text(&sections["items"][0]["id"]).to_owned();
        let class =
            house.get(&format!("/api/v1/sections/{section}/paths"), &educator).await.expect(200).json();
        let learners = class["learners"].as_array().expect("learners");
        assert!(learners.len() > 5 && class["targets"].as_array().is_some_and(|all| !all.is_empty()));
        let classmate =
            learners.iter().map(|one| text(&one["learner"])).find(|id| *id != learner.to_string());
        let classmate = classmate.expect("somebody else");
        house
            .get(&format!("/api/v1/learners/{classmate}/path"), &other)
            .await
            .expect_problem(404, "not-found");
        house
            .get(&format!("/api/v1/learners/{NOBODY}/path"), &educator)
            .await
            .expect_problem(404, "not-found");
        house
            .get(&format!("/api/v1/sections/{section}/paths"), &other)
            .await
            .expect_problem(404, "not-found");
        let (cookie, _) = house.cookie(RoleKind::Educator).await;
        let overview = house.page(&format!("/sections/{section}/path"), &cookie).await.expect(200).text();
        assert!(overview.contains("Ready now") && overview.contains(&format!("/learners/{classmate}/path")));
    }
}
