//! Competencies without a code and without a short title are named by their statement, in plain words.

use axum::{
    body::Body,
    http::{Request, header},
};
use domain::people::RoleKind;
use serde_json::json;

use crate::support::{House, text};

const STATEMENT: &str = "Solve $x^2 = 1$ by *hand*";
const PLAIN: &str = "Solve x² = 1 by hand";

#[tokio::test]
async fn no_page_shows_mark_up_in_a_label() {
    for house in House::on_each_engine().await {
        let administrator = house.token(RoleKind::Administrator).await;
        let item = json!({ "identifier": "3f0c2d10-0000-4000-8000-000000000001", "fullStatement": STATEMENT,
            "uri": "https://standards.example/items/1", "lastChangeDateTime": "2026-03-01T00:00:00Z" });
        let package = json!({ "CFDocument": { "identifier": "3f0c2d10-0000-4000-8000-0000000000d0",
            "uri": "https://standards.example/documents/1", "title": "Squares", "creator": "Somebody",
            "lastChangeDateTime": "2026-03-01T00:00:00Z" }, "CFItems": [item], "CFAssociations": [] });
        let request = Request::post("/api/v1/imports?kind=framework&source=test&file_name=squares.json")
            .header(header::AUTHORIZATION, format!("Bearer {administrator}"))
            .body(Body::from(package.to_string()))
            .expect("a request");
        house.send(request).await.expect(201);

        let token = house.token(RoleKind::Educator).await;
        let found = house.get("/api/v1/competencies?q=solve", &token).await.expect(200).json();
        let all = found["items"].as_array().expect("a list");
        let competency = all.iter().find(|one| text(&one["label"]) == PLAIN).expect("found by its words");
        assert_eq!((text(&competency["label"]), text(&competency["statement"])), (PLAIN, STATEMENT));
        let (id, framework) = (text(&competency["id"]), text(&competency["framework"]));
        let sections = house.get("/api/v1/sections", &token).await.expect(200).json();
        let section = text(&sections["items"][0]["id"]);
        let grid = house.get(&format!("/api/v1/sections/{section}/mastery"), &token).await.expect(200).json();
        let learner = text(&grid["rows"][0]["learner"]["id"]);
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        let targets = format!("/sections/{section}/targets");
        let all = grid["targets"]["competencies"].as_array().expect("targets");
        let off: Vec<String> = all.iter().map(|one| format!("&remove={}", text(&one["id"]))).collect();
        let off = off.concat();
        house.form(&targets, &cookie, format!("csrf={csrf}&add={id}{off}")).await.expect(303);
        let evidence = json!([{ "key": "a", "learner": learner, "competency": id, "level": "4",
            "worked_at": "2026-01-10T09:00:00Z" }]);
        house.post("/api/v1/evidence", &token, &evidence).await.expect(200);

        for path in [
            format!("/sections/{section}"),
            format!("/sections/{section}/groups"),
            format!("/sections/{section}/rate"),
            format!("{targets}?q=solve"),
            format!("/frameworks/{framework}"),
            format!("/frameworks/{framework}?q=solve"),
            format!("/frameworks/{framework}/coverage"),
            format!("/learners/{learner}"),
            format!("/learners/{learner}/family"),
            format!("/learners/{learner}/report"),
            format!("/learners/{learner}/evidence/new"),
            format!("/learners/{learner}/competencies/{id}"),
        ] {
            let shown = house.page(&path, &cookie).await.expect(200).text();
            // Groups name what several learners need, and here one learner has done one piece of work.
            let names = !path.ends_with("/groups");
            assert!(!names || shown.contains(PLAIN) || shown.contains("<math"), "{path}: {shown}");
            assert!(!shown.contains("$x^2") && !shown.contains("*hand*"), "{path}: {shown}");
        }
    }
}
