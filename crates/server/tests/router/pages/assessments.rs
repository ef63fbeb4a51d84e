//! Plans by hand and what comes after an assessment: for who teaches the class, and for nobody else.

use domain::people::RoleKind;
use serde_json::json;

use crate::support::{House, text};

/// What the form sends of a check about a tag.
fn form(csrf: &str, section: &str, more: &str) -> String {
    format!(
        "csrf={csrf}&section={section}&seen=0&title=Fractions+again&kind=check&select_by=blueprint&tags=10+fractions\
         &feedback=after_submission&layout=one_at_a_time&evidence_counts=fully&fresh_form=avoid_repeats\
         &per_year=&days_apart=0&wait_minutes=0&not_taught_leaves_after=3&answers_after_time=refused\
         &grace_seconds=30&pauses=clock_runs&start_within_minutes=30&evidence_when=at_the_end&alignment=first\
         &exempt_at=&exempt_least_items=3&rushing.act=notice&rushing.share_of_median=0.1&rushing.most_seconds=10\
         &rushing.share_of_answers=0.1&adaptive.item_rule=posterior_weighted&adaptive.least=20&adaptive.most=60\
         &adaptive.error=0.3&adaptive.exposure_limit=0.25&adaptive.lot_of=5&adaptive.domains=interleaved&{more}"
    )
}

#[tokio::test]
async fn a_plan_is_written_shown_with_its_problems_saved_and_given() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let sections = house.get("/api/v1/sections", &token).await.expect(200).json();
        let section = text(&sections["items"][0]["id"]).to_owned();
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        let new = format!("/assessments/new?section={section}&kind=exit_slip");
        let page = house.page(&new, &cookie).await.expect(200).text();
        assert!(page.contains("value=\"exit_slip\" selected"), "{page}");

        let wrong = form(&csrf, &section, "step=save&items=10&pass_mark=12+of+10&attempts=0");
        let page = house.form("/assessments/new", &cookie, wrong).await.expect(200).text();
        assert!(page.contains("value=\"Fractions again\"") && page.contains("10 fractions"), "{page}");
        assert!(page.contains("wrong-pass_mark") && page.contains("wrong-attempts"), "{page}");
        for step in ["kind", "search&q=ratio"] {
            let body = form(&csrf, &section, &format!("step={step}&items=10&pass_mark=8+of+10&attempts="));
            let page = house.form("/assessments/new", &cookie, body).await.expect(200).text();
            assert!(page.contains("value=\"Fractions again\""), "{page}");
        }
        let right = form(&csrf, &section, "step=save&items=10&pass_mark=8+of+10&attempts=");
        house.form("/assessments/new", &cookie, right).await.expect(303);

        let listed = house.get("/api/v1/assessments", &token).await.expect(200).json();
        let all = listed["items"].as_array().expect("a list");
        let made = all.iter().find(|one| one["title"] == "Fractions again").expect("is listed");
        let id = text(&made["id"]);
        let whole = house.get(&format!("/api/v1/assessments/{id}"), &token).await.expect(200).json();
        assert_eq!(whole["plan"]["blueprint"], "10 of tag fractions");
        let page = house.page(&format!("/assessments/{id}/edit"), &cookie).await.expect(200).text();
        assert!(page.contains("value=\"Fractions again\""), "{page}");
        assert!(
            house.page("/assessments/plans", &cookie).await.expect(200).text().contains("Fractions again")
        );

        let body = json!({ "assessment": id });
        let given = house.post(&format!("/api/v1/sections/{section}/assignments"), &token, &body).await;
        let given = given.expect(201).json();
        let assignment = text(&given["id"]);
        let paths = [
            format!("/assignments/{assignment}"),
            format!("/assignments/{assignment}/items"),
            format!("/assignments/{assignment}/items.csv"),
            format!("/assignments/{assignment}/competencies"),
            format!("/assignments/{assignment}/score"),
            format!("/assignments/{assignment}/results.csv"),
            format!("/assignments/{assignment}/results.zip"),
            format!("/assessments/{id}/items"),
            format!("/assignments/{assignment}/items/groups"),
            format!("/assessments/{id}/items/groups"),
            format!("/assessments/{id}/edit"),
        ];
        for path in &paths {
            house.page(path, &cookie).await.expect(200);
        }
        for role in [RoleKind::Learner, RoleKind::Guardian] {
            let (cookie, _) = house.cookie(role).await;
            for path in &paths {
                house.page(path, &cookie).await.expect(404);
            }
            house.page("/assessments/plans", &cookie).await.expect(404);
        }
        // Nobody has taken it: every row is named, and nothing is compared.
        let list = "learner,group\nS1,focal\nS2,girls\n";
        for of in [format!("assignments/{assignment}"), format!("assessments/{id}")] {
            let pasted = format!("csrf={csrf}&list={}", list.replace(',', "%2C").replace('\n', "%0A"));
            let page = house.form(&format!("/{of}/items/groups"), &cookie, pasted).await.expect(200).text();
            for said in ["list, line 2", "list, line 3", "Write reference or focal", "nothing to compare"] {
                assert!(page.contains(said), "{said}: {page}");
            }
            let path = format!("/api/v1/{of}/items/groups");
            let found = house.post(&path, &token, &json!({ "groups": list })).await.expect(200).json();
            let lines: Vec<_> =
                found["problems"].as_array().expect("problems").iter().map(|one| &one["line"]).collect();
            assert_eq!(lines, [&json!(null), &json!(2), &json!(3)], "{found}");
            assert_eq!((&found["focal_learners"], &found["items"]), (&json!(0), &json!([])));
            let learner = house.token(RoleKind::Learner).await;
            house.post(&path, &learner, &json!({ "groups": list })).await.expect(404);
        }
        for path in ["items", "results", "competencies", "waiting"] {
            let path = format!("/api/v1/assignments/{assignment}/{path}");
            house.get(&path, &token).await.expect(200);
            let learner = house.token(RoleKind::Learner).await;
            house.get(&path, &learner).await.expect(404);
        }
    }
}

#[tokio::test]
async fn a_program_reads_why_a_plan_cannot_be_and_that_there_is_nothing_to_ask() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let sections = house.get("/api/v1/sections", &token).await.expect(200).json();
        let section = text(&sections["items"][0]["id"]).to_owned();
        let plan = |items: &str| {
            json!({ "title": "By a program", "section": section,
            "plan": { "kind": "exit_slip", "items": items, "blueprint": "5 of tag nothing" } })
        };
        for items in ["many", "0"] {
            house.post("/api/v1/assessments", &token, &plan(items)).await.expect_problem(422, "invalid");
        }
        let made = house.post("/api/v1/assessments", &token, &plan("5")).await.expect(201).json();
        let id = text(&made["id"]);
        let next = |seen: i64| {
            let mut body = plan("5");
            body["seen"] = json!(seen);
            body
        };
        let path = format!("/api/v1/assessments/{id}");
        let put = axum::http::Method::PUT;
        let revised = house.call(put.clone(), &path, &token, Some(&next(1))).await.expect(200).json();
        assert_eq!(revised["version"], 2);
        house.call(put, &path, &token, Some(&next(1))).await.expect_problem(409, "conflict");

        let body = json!({ "assessment": id });
        let given = house.post(&format!("/api/v1/sections/{section}/assignments"), &token, &body).await;
        let assignment = text(&given.expect(201).json()["id"]).to_owned();
        let grid = house.get(&format!("/api/v1/sections/{section}/mastery"), &token).await.expect(200).json();
        let own = house.actor(RoleKind::Learner).person.to_string();
        let rows = grid["rows"].as_array().expect("rows");
        if rows.iter().any(|row| text(&row["learner"]["id"]) == own) {
            let learner = house.token(RoleKind::Learner).await;
            let path = format!("/api/v1/assignments/{assignment}/sittings");
            // The bank is empty: it says so, and nothing begins.
            house.post(&path, &learner, &json!({})).await.expect_problem(409, "conflict");
        }
        house.post(&format!("{path}/archive"), &token, &json!({ "archived": true })).await.expect(204);
    }
}
