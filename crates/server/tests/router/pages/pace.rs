//! Pages of pace, attendance, calendars and days: each as its reader, and what is refused keeps what was typed.

use domain::people::RoleKind;

use crate::support::{House, text};

#[tokio::test]
async fn an_educator_takes_attendance_sees_the_pace_and_plans_anew() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Educator).await;
        let sections = house.get("/api/v1/sections", &token).await.expect(200).json();
        let section = text(&sections["items"][0]["id"]).to_owned();
        let (cookie, csrf) = house.cookie(RoleKind::Educator).await;
        let page = house.page(&format!("/sections/{section}/pace"), &cookie).await.expect(200).text();
        for part in ["When they will be done", "it changes no result", "Days and effort"] {
            assert!(page.contains(part), "{part}");
        }
        let learner = page.split("href=\"/learners/").nth(1).and_then(|rest| rest.split('/').next());
        let learner = learner.expect("a learner").to_owned();
        let page = house.page(&format!("/sections/{section}/attendance"), &cookie).await.expect(200).text();
        assert!(page.contains("Attendance is kept apart"), "{page}");
        let dates = house.page(&format!("/sections/{section}/dates"), &cookie).await.expect(200).text();
        assert!(dates.contains("Spread by effort"));
        let address = format!("/learners/{learner}/pace");
        house.page(&address, &cookie).await.expect(200);
        let body = format!("csrf={csrf}&first=2026-11-10&last=2026-11-09&reason=Ill");
        let page = house.form(&format!("/learners/{learner}/pauses"), &cookie, body).await.expect(422).text();
        assert!(page.contains("cannot end"), "{page}");
        let plan = format!("{address}/{section}/replan");
        let page = house.page(&plan, &cookie).await.expect(200).text();
        assert!(page.contains("Use this plan"), "{page}");
        house.form(&plan, &cookie, format!("csrf={csrf}&from=&until=")).await.expect(303);
        let page = house.page(&address, &cookie).await.expect(200).text();
        assert!(page.contains("New plans"), "{page}");
        house.page("/pace", &cookie).await.expect(200);
    }
}

#[tokio::test]
async fn a_family_reads_when_in_plain_words_and_never_why_there_was_a_pause() {
    for house in House::on_each_engine().await {
        let token = house.token(RoleKind::Guardian).await;
        let children = house.get("/api/v1/me/children", &token).await.expect(200).json();
        let child = text(&children["items"][0]["id"]).to_owned();
        let (cookie, csrf) = house.cookie(RoleKind::Guardian).await;
        let page = house.page(&format!("/learners/{child}/pace"), &cookie).await.expect(200).text();
        assert!(page.contains("By when:") && page.contains("never how well"), "{page}");
        for jargon in ["elapsed", "interval", "median", "logits"] {
            let main = page.split("<main").nth(1).unwrap_or_default();
            let words = main.split(|letter: char| !letter.is_alphabetic());
            assert!(!words.clone().any(|word| word == jargon), "{jargon}: {main}");
        }
        let body = format!("csrf={csrf}&first=2026-11-10&reason=Ill");
        house.form(&format!("/learners/{child}/pauses"), &cookie, body).await.expect(403);
        house.page("/pace", &cookie).await.expect(200);
        house.page("/admin/calendars", &cookie).await.expect(403);
    }
}

#[tokio::test]
async fn a_calendar_with_a_line_that_cannot_be_read_keeps_what_was_typed() {
    for house in House::on_each_engine().await {
        let (cookie, csrf) = house.cookie(RoleKind::Administrator).await;
        let page = house.page("/admin/calendars", &cookie).await.expect(200).text();
        assert!(page.contains("School year (invented)"), "{page}");
        let organization = page.split("<option value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let organization = organization.expect("an organization");
        let body = |bells: &str| {
            format!(
                "csrf={csrf}&organization={organization}&name=Summer+27&first=2027-06-21&last=2027-07-30&\
                 weekday=mon&weekday=tue&closures=2027-07-05+Holiday&bells={bells}"
            )
        };
        let refused =
            house.form("/admin/calendars", &cookie, body("09:00-09:00+Morning")).await.expect(422).text();
        for part in ["zero minutes", "Summer 27", "2027-07-05 Holiday", "09:00-09:00 Morning"] {
            assert!(refused.contains(part), "{part}: {refused}");
        }
        house.form("/admin/calendars", &cookie, body("09:00-10:00+Morning")).await.expect(303);
        let page = house.page("/admin/calendars", &cookie).await.expect(200).text();
        assert!(page.contains("Summer 27") && page.contains("09:00-10:00 Morning"), "{page}");
    }
}
