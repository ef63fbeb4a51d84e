//! Tasks in the browser: hostile files, forms that are too large, and what a rater's page does not say.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use domain::people::RoleKind;
use serde_json::json;

use crate::support::{Answer, House, text};

const BOUNDARY: &str = "onramp-boundary";

async fn upload(
    house: &House,
    path: &str,
    (cookie, csrf): &(String, String),
    name: &str,
    bytes: &[u8],
) -> Answer {
    let mut body = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--{BOUNDARY}\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    let request = Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
    house.send(request.body(Body::from(body)).expect("a request")).await
}

/// A task of the demonstration's first class that everybody may hand in, by a rubric of its own.
async fn task(house: &House, raters: u8) -> String {
    let token = house.token(RoleKind::Educator).await;
    let sections = house.get("/api/v1/sections", &token).await.expect(200).json();
    let section = text(&sections["items"][0]["id"]).to_owned();
    let targets = house.get(&format!("/api/v1/sections/{section}/targets"), &token).await.expect(200).json();
    let level = |name: &str, points: u8| json!({"name": name, "points": points});
    let rubric = json!({"title": "Bridge", "criteria": [{
        "title": "Stands", "met": 1, "competencies": [targets["targets"][0]["id"]],
        "levels": [level("Not yet", 0), level("There", 1)],
    }]});
    let rubric = house.post("/api/v1/rubrics", &token, &rubric).await.expect(200).json();
    let new = json!({"title": "Build", "rubric": rubric["id"], "takes": ["words", "files"], "raters": raters,
        "rated_by": if raters > 1 { people(house) } else { json!([]) }});
    let made =
        house.post(&format!("/api/v1/sections/{section}/tasks"), &token, &new).await.expect(200).json();
    text(&made["id"]).to_owned()
}

/// The educator and somebody else who works here.
fn people(house: &House) -> serde_json::Value {
    json!([
        house.actor(RoleKind::Educator).person.to_string(),
        house.actor(RoleKind::Principal).person.to_string()
    ])
}

#[tokio::test]
async fn a_file_that_is_not_what_it_says_is_refused_with_a_sentence() {
    for house in House::on_each_engine().await {
        let task = task(&house, 1).await;
        let path = format!("/work/{task}/files");
        let learner = house.cookie(RoleKind::Learner).await;
        for (name, bytes) in [
            ("drawing.svg", &b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"[..]),
            ("photo.png", b"<script>alert(1)</script>"),
            ("photo.png", b"alert(1)"),
            ("song.wav", b"RIFF\x24\0\0\0WAVEfmt "),
            ("page.html", b"<!doctype html><p>page"),
            ("run.exe", b"MZ\x90\0"),
            ("nothing.txt", b""),
        ] {
            let answer = upload(&house, &path, &learner, name, bytes).await.expect(422);
            assert!(answer.text().contains("Word (.docx)"), "{name}: {}", answer.text());
        }
        upload(&house, &path, &learner, "../../my plan.txt", b"First the base").await.expect(303);
        let page = house.page(&format!("/work/{task}"), &learner.0).await.expect(200).text();
        assert!(page.contains("plan"), "{page}");
        // Not without the form's token, not for somebody who does not learn there.
        let forged = (learner.0.clone(), "forged".to_owned());
        upload(&house, &path, &forged, "a.txt", b"text").await.expect(403);
        let guardian = house.cookie(RoleKind::Guardian).await;
        upload(&house, &path, &guardian, "a.txt", b"text").await.expect(404);
    }
}

#[tokio::test]
async fn two_hundred_megabytes_are_refused_without_being_kept() {
    for house in House::on_each_engine().await {
        let task = task(&house, 1).await;
        let (cookie, _) = house.cookie(RoleKind::Learner).await;
        let pieces = futures::stream::iter((0..200).map(|_| Ok::<_, std::io::Error>(vec![b'a'; 1 << 20])));
        let request = Request::builder()
            .method(Method::POST)
            .uri(format!("/work/{task}/files"))
            .header(header::COOKIE, &cookie)
            .header(header::CONTENT_LENGTH, 200 << 20)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
        let answer =
            house.send(request.body(Body::from_stream(pieces)).expect("a request")).await.expect(413);
        assert!(answer.text().contains("what you typed is still there"), "{}", answer.text());
        let token = house.token(RoleKind::Learner).await;
        let path = format!("/api/v1/work/{task}/files?name=a.txt");
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_LENGTH, 200 << 20);
        house.send(request.body(Body::empty()).expect("a request")).await.expect(413);
    }
}

#[tokio::test]
async fn a_blind_rater_is_not_told_whose_work_it_is() {
    for house in House::on_each_engine().await {
        let task = task(&house, 2).await;
        let learner = house.cookie(RoleKind::Learner).await;
        let id = house.actor(RoleKind::Learner).person.to_string();
        upload(&house, &format!("/work/{task}/files"), &learner, "mine.txt", b"First the base")
            .await
            .expect(303);
        let body = format!("csrf={}&words=The+base+first", learner.1);
        house.form(&format!("/work/{task}/hand-in"), &learner.0, body).await.expect(303);
        let token = house.token(RoleKind::Educator).await;
        let waiting = house.get("/api/v1/ratings", &token).await.expect(200).json();
        let mine =
            waiting.as_array().expect("a list").iter().find(|one| one["task"] == "Build").expect("asked");
        let rating = text(&mine["id"]).to_owned();
        assert!(mine["learner"].is_null());
        let (cookie, _) = house.cookie(RoleKind::Educator).await;
        for path in ["/ratings".to_owned(), format!("/ratings/{rating}")] {
            let page = house.page(&path, &cookie).await.expect(200).text();
            assert!(!page.contains(&id) && !page.contains("mine.txt"), "{path}: {page}");
        }
        let shown = house.get(&format!("/api/v1/ratings/{rating}"), &token).await.expect(200).json();
        let file = format!("/ratings/{rating}/files/{}", text(&shown["files"][0]));
        let answer = house.page(&file, &cookie).await.expect(200);
        assert_eq!(answer.text(), "First the base");
        assert!(answer.header("content-disposition").ends_with("file-1.txt"));
        house.page(&file, &learner.0).await.expect(404);
        house.page(&file, "").await.expect(303);
    }
}

#[tokio::test]
async fn a_rubric_is_written_in_a_form_and_used_for_a_task() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let sections = house.get("/api/v1/sections", &token).await.expect(200).json();
        let section = text(&sections["items"][0]["id"]).to_owned();
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        house.page(&format!("/rubrics/new?section={section}"), &cookie).await.expect(200);
        let criterion = |title: &str, codes: &str| {
            format!(
                "&criterion={title}&about=&codes={codes}&levels=0+%7C+No%0A2+%7C+Yes+%7C+It+is+there&met=2"
            )
        };
        let body = |codes: &str| {
            format!(
                "csrf={csrf}&title=Poem&description=&section={section}{}{}",
                criterion("Sound", codes),
                criterion("", "")
            )
        };
        let refused = house.form("/rubrics", &cookie, body("nonsense")).await.expect(200).text();
        assert!(
            refused.contains("no competency of the code") && refused.contains("value=\"Poem\""),
            "{refused}"
        );
        let made = house.form("/rubrics", &cookie, body("")).await.expect(303);
        let next = made.header("location").to_owned();
        assert!(next.starts_with(&format!("/sections/{section}/tasks/new?rubric=")), "{next}");
        let form = house.page(&next, &cookie).await.expect(200).text();
        assert!(form.contains("Poem"));
        let rubric = next.rsplit('=').next().expect("an id");
        let body =
            format!("csrf={csrf}&title=Write+a+poem&prompt=**Short**&rubric={rubric}&takes=words&raters=1");
        let given = house.form(&format!("/sections/{section}/tasks"), &cookie, body).await.expect(303);
        let page = house.page(given.header("location"), &cookie).await.expect(200).text();
        assert!(page.contains("<strong>Short</strong>") && page.contains("not begun"), "{page}");
        house.page(&format!("/rubrics/{rubric}/edit"), &cookie).await.expect(200);
        let (principal, csrf) = house.cookie(RoleKind::Principal).await;
        house.page(&format!("/rubrics/{rubric}/edit"), &principal).await.expect(403);
        let copy = house
            .form(&format!("/rubrics/{rubric}/copy"), &principal, format!("csrf={csrf}"))
            .await
            .expect(303);
        house.page(&format!("{}/edit", copy.header("location")), &principal).await.expect(200);
    }
}
