//! Pages of assessments on paper: what is sent in place of a picture of a sheet, and who is shown what.

use assessment::plan::PlanKind;
use axum::{
    body::Body,
    http::{Request, header},
};
use domain::{AssignmentId, CompetencyId, SectionId, people::RoleKind};
use usecases::give_assessment::give_at_once;

use crate::support::{Answer, House, text};

/// An assessment of a kind given to the educator's first class, and that class.
async fn given(house: &House, kind: PlanKind) -> (AssignmentId, String) {
    let token = house.token(RoleKind::Educator).await;
    let sections = house.get("/api/v1/sections", &token).await.expect(200).json();
    let section = text(&sections["items"][0]["id"]).to_owned();
    let grid = house.get(&format!("/api/v1/sections/{section}/mastery"), &token).await.expect(200).json();
    let target: CompetencyId = text(&grid["targets"]["competencies"][0]["id"]).parse().expect("a competency");
    let actor = house.actor(RoleKind::Educator);
    let class: SectionId = section.parse().expect("a section");
    let given = give_at_once(&house.app, &actor, class, kind, vec![target], Vec::new()).await;
    (given.expect("given"), section)
}

/// Sends files as the form for pictures does.
async fn send(house: &House, path: &str, cookie: &str, csrf: &str, files: &[(&str, Vec<u8>)]) -> Answer {
    let mut body = Vec::new();
    body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n").bytes());
    for (name, bytes) in files {
        let head = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"sheets\"; filename=\"{name}\"\r\n\
             Content-Type: image/jpeg\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--edge--\r\n");
    let request = Request::post(path)
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
    house.send(request.body(Body::from(body)).expect("a request")).await
}

/// A PNG file that says it is this large, and holds nothing.
fn empty_png(width: u32, height: u32) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    file.extend(width.to_be_bytes());
    file.extend(height.to_be_bytes());
    file.extend([8, 0, 0, 0, 0, 0, 0, 0, 0]);
    file
}

#[tokio::test]
async fn what_is_no_picture_is_said_by_its_name_and_never_shown() {
    for house in House::on_each_engine().await {
        let (assignment, _) = given(&house, PlanKind::ExitSlip).await;
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        let path = format!("/assignments/{assignment}/paper/scan");
        let files = [
            ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec()),
            ("b.html", b"<!doctype html><script>alert(2)</script>".to_vec()),
            ("<script>alert(3)</script>.jpg", b"GIF89a".to_vec()),
            ("huge.png", empty_png(100_000, 100_000)),
            ("tiny.png", empty_png(1, 1)),
            ("cut.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec()),
            ("zip.pdf", b"PK\x03\x04".to_vec()),
            ("bomb.pdf", b"%PDF-1.7\n1 0 obj << /Length 99999999999 >> stream".to_vec()),
            ("../../../etc/passwd", b"root:x:0:0".to_vec()),
        ];
        let page = send(&house, &path, &cookie, &csrf, &files).await.expect(200).text();
        assert_eq!(page.matches("<li><strong>").count(), files.len(), "{page}");
        assert!(page.contains("0 sheets read"), "{page}");
        assert!(!page.contains("<script>alert"), "{page}");
        assert!(page.contains("<bdi>passwd</bdi>"), "{page}");
        send(&house, &path, &cookie, "0000", &files[..1]).await.expect(403);
        send(&house, &path, &cookie, &csrf, &[]).await.expect(422);
        send(&house, &path, &cookie, &csrf, &[("large.jpg", vec![0; 101 << 20])]).await.expect(413);
        let (learner, theirs) = house.cookie(RoleKind::Learner).await;
        let answer = send(&house, &path, &learner, &theirs, &files[..1]).await;
        assert!(matches!(answer.status.as_u16(), 403 | 404), "{}", answer.text());
    }
}

#[tokio::test]
async fn an_adaptive_test_says_why_it_is_not_printed() {
    for house in House::on_each_engine().await {
        let (assignment, section) = given(&house, PlanKind::AdaptiveDiagnostic).await;
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        let path = format!("/assignments/{assignment}/paper");
        let page = house.page(&path, &cookie).await.expect(200).text();
        assert!(page.contains("chooses each question by the answers before it"), "{page}");
        assert!(page.contains(&format!("/sections/{section}")), "{page}");
        house.form(&path, &cookie, format!("csrf={csrf}")).await.expect(409);
    }
}

#[tokio::test]
async fn a_code_that_is_none_is_said_beside_the_field() {
    for house in House::on_each_engine().await {
        let (cookie, _) = house.cookie(RoleKind::Educator).await;
        house.page("/paper/read", &cookie).await.expect(200);
        let page = house.page("/paper/read?code=hello", &cookie).await.expect(422).text();
        assert!(page.contains("type the eight characters"), "{page}");
        house.page("/paper/read?code=2222-2222", &cookie).await.expect(404);
        let (assignment, _) = given(&house, PlanKind::ExitSlip).await;
        let path = format!("/assignments/{assignment}/paper/read?code=22222222");
        let page = house.page(&path, &cookie).await.expect(200).text();
        assert!(page.contains("is of no sheet of this assessment"), "{page}");
    }
}
