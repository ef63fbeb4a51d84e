//! Lessons in the browser and by the API: written, given, worked with; minutes of another system; who may what.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use domain::people::RoleKind;
use serde_json::{Value, json};

use crate::support::{Answer, House, text};

const BOUNDARY: &str = "onramp-boundary";
const DISPOSITION: &str = "\r\nContent-Disposition: form-data; name=\"";

fn encoded(fields: &[(&str, &str)]) -> String {
    serde_urlencoded::to_string(fields).expect("fields")
}

async fn upload(
    house: &House,
    path: &str,
    (cookie, csrf): &(String, String),
    fields: &[(&str, &str)],
    (name, bytes): (&str, &[u8]),
) -> Answer {
    let mut body = String::new();
    for (field, value) in fields.iter().chain([&("csrf", csrf.as_str())]) {
        body += &["--", BOUNDARY, DISPOSITION, field, "\"\r\n\r\n", value, "\r\n"].concat();
    }
    body += &["--", BOUNDARY, DISPOSITION, "file\"; filename=\"", name, "\"\r\n\r\n"].concat();
    let mut body = body.into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    let request = Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
    house.send(request.body(Body::from(body)).expect("a request")).await
}

/// The educator's class and its first target.
async fn class(house: &House) -> (String, String) {
    let token = house.token(RoleKind::Educator).await;
    let sections = house.get("/api/v1/sections", &token).await.expect(200).json();
    let section = text(&sections["items"][0]["id"]).to_owned();
    let targets = house.get(&format!("/api/v1/sections/{section}/targets"), &token).await.expect(200).json();
    (section, text(&targets["targets"][0]["id"]).to_owned())
}

fn lesson(title: &str, target: &str) -> Value {
    json!({"kind": "lesson", "title": title, "modality": "task", "minutes": 20, "language": "en",
        "competencies": [target], "text": "Fold a **strip**."})
}

#[tokio::test]
async fn a_lesson_is_written_on_its_page_given_and_opened_by_its_learners() {
    for house in House::on_each_engine().await {
        let educator = house.cookie(RoleKind::Educator).await;
        let (cookie, csrf) = &educator;
        let (section, _) = class(&house).await;
        let sent = |act: &str, title: &str, text: &str, seen: &str| {
            encoded(&[
                ("csrf", csrf),
                ("kind", "lesson"),
                ("act", act),
                ("title", title),
                ("modality", "task"),
                ("minutes", "20"),
                ("language", "en"),
                ("codes", "MA.RAT.1"),
                ("text", text),
                ("seen", seen),
            ])
        };
        for kind in ["lesson", "link", "file", "activity", "nothing"] {
            house.page(&format!("/resources/new?kind={kind}"), cookie).await.expect(200);
        }
        let piece = house
            .form("/resources/preview", cookie, sent("", "", "The **strip**", ""))
            .await
            .expect(200)
            .text();
        assert!(piece.contains("<strong>strip</strong>") && !piece.contains("<html"), "{piece}");
        for (title, text, said) in [
            ("", "x", "The title is empty"),
            ("Strips", " ", "The text is empty"),
            ("Strips", "![a map](map.png)", "was not sent"),
            ("Strips", "![](a.png)", "no alternative text"),
        ] {
            let page =
                house.form("/resources/new", cookie, sent("save", title, text, "")).await.expect(200).text();
            assert!(page.contains("role=\"alert\"") && page.contains(said), "{said}: {page}");
        }
        let saved =
            house.form("/resources/new", cookie, sent("save", "Strips", "Fold a **strip**.", "")).await;
        let here = saved.expect(303).header("location").to_owned();
        let page = house.page(&here, cookie).await.expect(200).text();
        assert!(page.contains("<strong>strip</strong>") && page.contains("MA.RAT.1"), "{page}");
        assert!(page.contains("not what the lesson caused"), "{page}");
        let page = house.page(&format!("{here}/edit"), cookie).await.expect(200).text();
        assert!(page.contains("Fold a **strip**."), "{page}");
        let change = sent("save", "Strips", "Fold two.", "1");
        house.form(&format!("{here}/edit"), cookie, change).await.expect(303);
        let stale = house.form(&format!("{here}/edit"), cookie, sent("save", "Strips", "Fold.", "1")).await;
        assert!(stale.expect(200).text().contains("Somebody has changed this resource"));
        let found =
            house.page("/resources?q=strips&about=MA.RAT.1&modality=task", cookie).await.expect(200).text();
        assert!(found.contains("1 resource."), "{found}");

        let give =
            encoded(&[("csrf", csrf), ("section", &section), ("check", "none"), ("note", "With paper")]);
        house.form(&format!("{here}/give"), cookie, give.clone()).await.expect(303);
        house.form(&format!("{here}/give"), cookie, give).await.expect(303);
        let lessons = house.page(&format!("/sections/{section}/lessons"), cookie).await.expect(200).text();
        assert!(lessons.contains("Strips"), "{lessons}");
        let no_class = encoded(&[("csrf", csrf), ("section", "nowhere")]);
        house.form(&format!("{here}/give"), cookie, no_class).await.expect(422);

        let (learner, learner_csrf) = house.cookie(RoleKind::Learner).await;
        let mine = house.page("/lessons", &learner).await.expect(200).text();
        assert!(mine.contains("Strips") && mine.contains("With paper"), "{mine}");
        let open = here.replace("/resources/", "/lessons/");
        let page = house.page(&open, &learner).await.expect(200).text();
        assert!(page.contains("Fold two."), "{page}");
        let done = encoded(&[("csrf", &learner_csrf), ("minutes", "15")]);
        house.form(&format!("{open}/done"), &learner, done).await.expect(303);
        let page = house.page(&open, &learner).await.expect(200).text();
        assert!(page.contains("15 minutes"), "{page}");
        let wrong = encoded(&[("csrf", &learner_csrf), ("minutes", "many")]);
        house.form(&format!("{open}/done"), &learner, wrong).await.expect(422);
        for path in [
            "/resources",
            "/resources/new",
            &here,
            &format!("{here}/edit"),
            "/resources/import",
            "/modalities",
        ] {
            house.page(path, &learner).await.expect(404);
        }
        let forged = encoded(&[("csrf", &learner_csrf), ("section", &section)]);
        house.form(&format!("{here}/give"), &learner, forged.clone()).await.expect(404);
        house.form(&format!("{here}/give/back"), &learner, forged.clone()).await.expect(404);
        house.form(&format!("{here}/retire"), &learner, forged).await.expect(404);
        let back = encoded(&[("csrf", csrf), ("section", &section)]);
        house.form(&format!("{here}/give/back"), cookie, back).await.expect(303);
        house
            .form(&format!("{here}/retire"), cookie, encoded(&[("csrf", csrf), ("retired", "1")]))
            .await
            .expect(303);
        house.page(&open, &learner).await.expect(404);
        house.page("/resources/00000000-0000-0000-0000-000000000000", cookie).await.expect(404);
    }
}

#[tokio::test]
async fn what_the_pages_do_the_api_does_for_who_may() {
    for house in House::on_each_engine().await {
        let (section, target) = class(&house).await;
        let educator = house.token(RoleKind::Educator).await;
        let learner = house.token(RoleKind::Learner).await;
        let reader = house.token_with(RoleKind::Educator, &["read"]).await;
        let made =
            house.post("/api/v1/resources", &educator, &lesson("Strips", &target)).await.expect(200).json();
        let here = format!("/api/v1/resources/{}", text(&made["id"]));
        house
            .post("/api/v1/resources", &learner, &lesson("Strips", &target))
            .await
            .expect_problem(404, "not-found");
        house
            .post("/api/v1/resources", &reader, &lesson("Strips", &target))
            .await
            .expect_problem(403, "denied");
        for (wrong, field) in [
            (json!({"kind": "link", "address": "javascript:alert(1)"}), "address"),
            (json!({"kind": "scorm"}), "kind"),
            (json!({"minutes": 0}), "minutes"),
        ] {
            let mut sent = lesson("Wrong", &target);
            for (name, value) in wrong.as_object().expect("fields") {
                sent[name] = value.clone();
            }
            let problem =
                house.post("/api/v1/resources", &educator, &sent).await.expect_problem(422, "invalid");
            assert_eq!(problem["field"], field, "{problem}");
        }
        let whole = house.get(&here, &educator).await.expect(200).json();
        assert_eq!(whole["text"], "Fold a **strip**.");
        house.get(&here, &learner).await.expect_problem(404, "not-found");
        let opened = house.get(&format!("{here}/opened"), &learner).await.expect(200).json();
        assert_eq!(opened["resource"]["title"], "Strips");
        let list = house.get(&format!("/api/v1/resources?q=strips&competency={target}"), &educator).await;
        assert_eq!(list.expect(200).json()["resources"].as_array().map(Vec::len), Some(1));
        let give = json!({"section": section, "note": "Paper"});
        house.post(&format!("{here}/given"), &educator, &give).await.expect(200);
        house.post(&format!("{here}/given"), &learner, &give).await.expect_problem(404, "not-found");
        let given =
            house.get(&format!("/api/v1/sections/{section}/resources"), &educator).await.expect(200).json();
        assert!(
            given.as_array().expect("a list").iter().any(|one| one["resource"]["title"] == "Strips"),
            "{given}"
        );
        let worked = house.get(&format!("{here}/worked-for"), &educator).await.expect(200).json();
        assert_eq!(worked[0]["groups"], json!([]), "nobody used it yet");

        let me = house.actor(RoleKind::Learner).person.to_string();
        let uses = format!("/api/v1/learners/{me}/resource-uses");
        let note = json!({"resource": made["id"], "minutes": 10});
        let first = house.post(&uses, &learner, &note).await.expect(200).json();
        let again = house.post(&uses, &learner, &note).await.expect(200).json();
        assert_eq!(first, again, "once a day");
        let listed = house.get(&uses, &educator).await.expect(200).json();
        let of_it = listed.as_array().expect("a list").iter().filter(|one| one["id"] == first["id"]).count();
        assert_eq!(of_it, 1);
        let gone = format!("{uses}/{}", text(&first["id"]));
        house.call(Method::DELETE, &gone, &learner, None).await.expect(204);
        let about = format!("/api/v1/learners/{me}/competencies/{target}/resources");
        let about = house.get(&about, &learner).await.expect(200).json();
        assert!(about.as_array().expect("a list").iter().any(|one| one["title"] == "Strips"));
        house.call(Method::DELETE, &format!("{here}/given/{section}"), &educator, None).await.expect(204);
        let retired = json!({"retired": true});
        house.call(Method::PUT, &format!("{here}/retirement"), &educator, Some(&retired)).await.expect(200);

        let ways = house.get("/api/v1/modalities", &educator).await.expect(200).json();
        assert_eq!(ways.as_array().map(Vec::len), Some(8));
        house
            .call(Method::PUT, "/api/v1/modalities", &educator, Some(&ways))
            .await
            .expect_problem(403, "denied");
        let lead = house.token(RoleKind::ProgramLead).await;
        house.call(Method::PUT, "/api/v1/modalities", &lead, Some(&ways)).await.expect(200);
        house
            .call(Method::PUT, "/api/v1/modalities", &lead, Some(&json!([])))
            .await
            .expect_problem(422, "invalid");
        house.get("/api/v1/modalities", &learner).await.expect_problem(404, "not-found");
    }
}

#[tokio::test]
async fn a_table_of_another_system_asks_once_which_column_is_which() {
    for house in House::on_each_engine().await {
        let educator = house.cookie(RoleKind::Educator).await;
        let me = house.actor(RoleKind::Learner).person.to_string();
        let table = format!(
            "Student ID,Lesson,Date,Time,Score\n{me},Halves,2026-09-30,12,80\nnobody,Halves,2026-09-30,9,70\n"
        );
        let file = ("week.csv", table.as_bytes());
        let source = [("source", "numbers")];
        let asked = upload(&house, "/resources/minutes", &educator, &source, file).await.expect(200).text();
        assert!(asked.contains("Which column is which?") && asked.contains("Halves"), "{asked}");
        let digest = asked.split("name=\"digest\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let digest = digest.expect("a digest").to_owned();
        let said = |minutes: &str| {
            encoded(&[
                ("csrf", educator.1.as_str()),
                ("source", "numbers"),
                ("file_name", "week.csv"),
                ("digest", &digest),
                ("learner_column", "Student ID"),
                ("activity_column", "Lesson"),
                ("date_column", "Date"),
                ("minutes_column", minutes),
                ("time", "minutes"),
                ("result_column", "Score"),
                ("scale", "percent"),
                ("cut", ""),
            ])
        };
        let again =
            house.form("/resources/minutes/columns", &educator.0, said("Score")).await.expect(200).text();
        assert!(again.contains("for two things"), "{again}");
        let done = house.form("/resources/minutes/columns", &educator.0, said("Time")).await.expect(303);
        let report = house.page(done.header("location"), &educator.0).await.expect(200).text();
        assert!(report.contains("Applied.") && report.contains("nobody"), "{report}");
        // The next time it goes in by itself; the same file changes nothing.
        let next = upload(&house, "/resources/minutes", &educator, &source, file).await.expect(303);
        assert_eq!(next.header("location"), done.header("location"));
        let learner = house.cookie(RoleKind::Learner).await;
        upload(&house, "/resources/minutes", &learner, &source, file).await.expect(403);
        house.page(done.header("location"), &learner.0).await.expect(404);
        let wrong =
            upload(&house, "/resources/minutes", &educator, &source, ("x.csv", b"")).await.expect(200).text();
        assert!(wrong.contains("role=\"alert\""), "{wrong}");
        let broken = upload(&house, "/resources/import", &educator, &[("dry", "")], ("c.imscc", b"PK")).await;
        let report = house.page(broken.expect(303).header("location"), &educator.0).await.expect(200).text();
        assert!(report.contains("nothing was written"), "{report}");
    }
}
