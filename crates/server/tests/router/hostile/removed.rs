//! People whom this morning's roster took out.

use super::{cookie_of, token_of};
use crate::{
    hillside::{Hillside, Roster, day},
    support::House,
};

#[tokio::test]
async fn a_guardian_removed_this_morning_sees_nothing_of_the_child_by_any_way() {
    for house in House::on_each_engine().await {
        let hillside = Hillside::beside(&house.app).await;
        let guardian = hillside.person("g1");
        let (cookie, csrf) = cookie_of(&house, &hillside.administrator, guardian).await;
        let token = token_of(&house, hillside.district, guardian).await;
        let (child, sibling) = (hillside.learner("l1"), hillside.learner("l2"));
        let pages = ["", "/family", "/report"].map(|rest| format!("/learners/{child}{rest}"));
        let calls = ["mastery", "evidence", "family", "family-report"]
            .map(|rest| format!("/api/v1/learners/{child}/{rest}"));
        for page in &pages {
            house.page(page, &cookie).await.expect(200);
        }
        for call in &calls {
            house.get(call, &token).await.expect(200);
        }
        assert!(house.page("/children", &cookie).await.expect(200).text().contains("Quillon"));

        let without = |out: (&'static str, &'static str)| {
            let mut roster = Roster::usual();
            roster.families.retain(|family| *family != out);
            roster
        };
        hillside.import(&without(("l1", "g1"))).await;
        for page in &pages {
            let answer = house.page(page, &cookie).await.expect(404);
            assert!(!answer.text().contains("Quillon"), "{page}");
        }
        for call in &calls {
            house.get(call, &token).await.expect_problem(404, "not-found");
        }
        let children = house.page("/children", &cookie).await.expect(200).text();
        assert!(!children.contains("Quillon") && children.contains("Zephyrine"), "the sibling stays");
        house.page(&format!("/learners/{sibling}/family"), &cookie).await.expect(200);
        let listed = house.get("/api/v1/me/children", &token).await.expect(200).text();
        assert!(!listed.contains(&child.to_string()) && listed.contains(&sibling.to_string()));
        // A form that was open before says no more than the page.
        let answer = house.form(&format!("/learners/{child}/family"), &cookie, format!("csrf={csrf}")).await;
        assert!(matches!(answer.status.as_u16(), 404 | 405), "{}", answer.status);
        assert!(!answer.text().contains("Quillon"));
        // The other parent is not touched.
        let other = token_of(&house, hillside.district, hillside.person("g2")).await;
        house.get(&calls[0], &other).await.expect(200);
    }
}

#[tokio::test]
async fn an_educator_keeps_an_ended_class_through_the_close_out_and_not_a_day_longer() {
    for house in House::on_each_engine().await {
        let hillside = Hillside::beside(&house.app).await;
        let educator = hillside.person("e1");
        let (cookie, csrf) = cookie_of(&house, &hillside.administrator, educator).await;
        let token = token_of(&house, hillside.district, educator).await;
        let (section, learner) = (hillside.section("c1"), hillside.learner("l3"));
        let reads = [
            format!("/api/v1/sections/{section}/mastery"),
            format!("/api/v1/sections/{section}/people"),
            format!("/api/v1/sections/{section}/drafts"),
            format!("/api/v1/learners/{learner}/mastery"),
        ];
        let close_out = usecases::access::CLOSE_OUT_DAYS;
        hillside.import(&Roster { last_day: day(-close_out), ..Roster::usual() }).await;
        for path in &reads {
            house.get(path, &token).await.expect(200);
        }
        hillside.import(&Roster { last_day: day(-close_out - 1), ..Roster::usual() }).await;
        for path in &reads {
            let problem = house.get(path, &token).await.expect_problem(404, "not-found");
            assert!(!problem.to_string().contains("Torvald"));
        }
        for page in ["", "/grid/stream", "/rate", "/people", "/release", "/cards", "/reports"] {
            let answer = house.page(&format!("/sections/{section}{page}"), &cookie).await;
            assert!(matches!(answer.status.as_u16(), 404 | 405), "{page}: {}", answer.status);
        }
        let draft = format!("csrf={csrf}&learner={learner}&competency={learner}&level=3&shown=");
        house.form(&format!("/sections/{section}/drafts"), &cookie, draft).await.expect(404);
        assert!(!house.page("/sections", &cookie).await.expect(200).text().contains("Pottery"));
    }
}

#[tokio::test]
async fn a_person_who_left_the_district_is_signed_out_with_the_roster() {
    for house in House::on_each_engine().await {
        let hillside = Hillside::beside(&house.app).await;
        let aide = hillside.person("a1");
        let link = usecases::sign_in_links::make_link(&house.app, &hillside.administrator, aide).await;
        let (cookie, _) = cookie_of(&house, &hillside.administrator, aide).await;
        let token = token_of(&house, hillside.district, aide).await;
        house.page("/sections", &cookie).await.expect(200);
        hillside.import(&Roster { without: vec!["a1"], ..Roster::usual() }).await;
        house.page("/sections", &cookie).await.expect(303);
        house.get("/api/v1/me", &token).await.expect_problem(401, "signed-out");
        let path = format!("/link/hillside/{}", link.expect("a link"));
        house.page(&path, "").await.expect(404);
        house.form(&path, "", String::new()).await.expect(404);
    }
}
