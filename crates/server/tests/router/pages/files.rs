//! Files that learners gave: who may have them, and how a browser gets them.

use axum::{
    body::Body,
    http::{Request, header},
};
use domain::{LearnerId, chain::hex, people::RoleKind};
use usecases::{chance, keep_content::keep, media};

use crate::support::{Answer, House};

const DRAWING: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>";

/// The address of a file that the demonstration's learner gave.
async fn give(house: &House, learner: LearnerId, name: &'static str, bytes: &'static [u8]) -> String {
    let district = house.actor(RoleKind::Learner).district;
    let kept = house.app.db.write((), move |tx, ()| {
        Box::pin(async move {
            keep(tx, district, Some(learner), (name, bytes), media::EVERYTHING, chance::now()).await
        })
    });
    let kept = kept.await.expect("kept");
    format!("/files/{learner}/{}", hex(&kept.digest))
}

async fn range(house: &House, path: &str, cookie: &str, range: &str) -> Answer {
    let request = Request::get(path).header(header::COOKIE, cookie).header(header::RANGE, range);
    house.send(request.body(Body::empty()).expect("a request")).await
}

#[tokio::test]
async fn a_file_is_for_its_learner_and_who_may_see_them() {
    for house in House::on_each_engine().await {
        let learner = house.actor(RoleKind::Learner).person.as_learner();
        let path = give(&house, learner, "../../Mi dibujo ñ.txt", "¿Qué tal?".as_bytes()).await;
        house.page(&path, "").await.expect(303);
        for (role, status) in [
            (RoleKind::Learner, 200),
            (RoleKind::Guardian, 200),
            (RoleKind::Educator, 200),
            (RoleKind::Administrator, 404),
        ] {
            let (cookie, _) = house.cookie(role).await;
            let answer = house.page(&path, &cookie).await.expect(status);
            if status == 200 {
                assert_eq!(answer.text(), "¿Qué tal?");
                assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
                let disposition = answer.header("content-disposition");
                assert_eq!(disposition, "attachment; filename*=UTF-8''Mi%20dibujo%20%C3%B1.txt");
            }
            // Somebody else's learner, another file, and what is no digest.
            let nobody = format!("/files/{}/{}", house.actor(RoleKind::Guardian).person, "00".repeat(32));
            house.page(&nobody, &cookie).await.expect(404);
            house.page(&format!("/files/{learner}/{}", "00".repeat(32)), &cookie).await.expect(404);
            house.page(&format!("/files/{learner}/no-digest"), &cookie).await.expect(404);
        }
    }
}

#[tokio::test]
async fn what_a_browser_could_run_is_only_kept_and_sound_comes_in_stretches() {
    for house in House::on_each_engine().await {
        let learner = house.actor(RoleKind::Learner).person.as_learner();
        let (cookie, _) = house.cookie(RoleKind::Learner).await;
        let path = give(&house, learner, "plan.svg", DRAWING).await;
        let answer = house.page(&path, &cookie).await.expect(200);
        assert!(answer.header("content-disposition").starts_with("attachment;"));
        assert!(answer.header("content-security-policy").contains("sandbox"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("content-type"), "image/svg+xml");
        let part = range(&house, &path, &cookie, "bytes=1-3").await.expect(206);
        assert_eq!(part.text(), "svg");
        assert_eq!(part.header("content-range"), format!("bytes 1-3/{}", DRAWING.len()));
        range(&house, &path, &cookie, "bytes=99999-").await.expect(416);
        range(&house, &path, &cookie, "nonsense").await.expect(200);
    }
}

#[tokio::test]
async fn the_api_lists_files_and_gives_them() {
    for house in House::on_each_engine().await {
        let learner = house.actor(RoleKind::Learner).person.as_learner();
        let path = give(&house, learner, "plan.svg", DRAWING).await;
        let digest = path.rsplit('/').next().expect("a digest");
        let token = house.token(RoleKind::Educator).await;
        let list = house.get(&format!("/api/v1/learners/{learner}/files"), &token).await.expect(200).json();
        let found = list.as_array().expect("a list").iter().find(|one| one["digest"] == digest);
        assert_eq!(found.expect("the file")["name"], "plan.svg");
        let file = format!("/api/v1/learners/{learner}/files/{digest}");
        assert_eq!(house.get(&file, &token).await.expect(200).body, DRAWING);
        house.get(&file, "nonsense").await.expect_problem(401, "signed-out");
        let stranger = house.token(RoleKind::Administrator).await;
        house.get(&file, &stranger).await.expect_problem(404, "not-found");
    }
}
