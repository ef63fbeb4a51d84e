//! A framework of thousands: its pages stay small, and what is meant is written by code.

use std::fmt::Write as _;

use axum::{
    body::Body,
    http::{Request, header},
};
use domain::people::RoleKind;

use crate::support::{House, text};

/// Ten strands of 100; every item within a strand after the one before it.
async fn bring_in(house: &House) -> String {
    let mut rows = String::from("code,title,parent,requires\n");
    for strand in 0..10 {
        _ = writeln!(rows, "S{strand},Strand {strand},,");
        for item in 0..100 {
            let needs = if item > 0 { format!("S{strand}.{}", item - 1) } else { String::new() };
            _ = writeln!(rows, "S{strand}.{item},Skill {item} of strand {strand},S{strand},{needs}");
        }
    }
    let administrator = house.token(RoleKind::Administrator).await;
    let request =
        Request::post("/api/v1/imports?kind=framework&source=test&file_name=thousand.csv&title=Thousand")
            .header(header::AUTHORIZATION, format!("Bearer {administrator}"))
            .body(Body::from(rows))
            .expect("a request");
    house.send(request).await.expect(201);
    let found = house.get("/api/v1/competencies?q=S7.99", &administrator).await.expect(200).json();
    text(&found["items"][0]["framework"]).to_owned()
}

#[tokio::test]
async fn prerequisites_of_a_large_framework_are_written_by_code_and_searched() {
    for house in House::on_each_engine().await {
        let framework = bring_in(&house).await;
        let (cookie, csrf) = house.cookie(RoleKind::Administrator).await;
        let path = format!("/frameworks/{framework}/prerequisites");
        let shown = house.page(&path, &cookie).await.expect(200).text();
        assert!(!shown.contains("<select id=\"before\""), "a list of a thousand");
        assert!(shown.contains("690 more") && shown.len() < 300_000, "{}", shown.len());
        let shown = house.page(&format!("{path}?q=s3.42"), &cookie).await.expect(200).text();
        assert_eq!(shown.matches("<td class=\"act\">").count(), 2, "before it and after it");

        let add = |before: &str, after: &str| {
            let body = format!("csrf={csrf}&before={before}&after={after}");
            house.form(&path, &cookie, body)
        };
        add("S1.99", "s2.0").await.expect(303);
        // In any case, also where other codes begin alike.
        add("s1.9", "S2.5").await.expect(303);
        for (before, after, said) in [
            ("strand+4", "S5.1", "can mean"),
            ("nowhere", "S5.1", "is no competency here"),
            ("S2.0", "S1.99", "would close a circle"),
            ("", "S5.1", "must"),
        ] {
            let refused = add(before, after).await.expect(200).text();
            assert!(refused.contains(said), "{before} {after}");
        }
        let shown = house.page(&format!("{path}?q=S1.99"), &cookie).await.expect(200).text();
        assert!(shown.contains("S2.0"), "the pair is there");
    }
}

#[tokio::test]
async fn what_is_found_in_a_framework_says_where_it_stands() {
    for house in House::on_each_engine().await {
        let framework = bring_in(&house).await;
        let (cookie, _) = house.cookie(RoleKind::Administrator).await;
        let shown = house.page(&format!("/frameworks/{framework}?q=S6.17"), &cookie).await.expect(200).text();
        assert!(shown.contains("Skill 17 of strand 6") && shown.contains(">S6</span>"), "{shown}");
    }
}
