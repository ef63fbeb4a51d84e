//! Scoring anew that was stopped between two of its transactions, as by a crash.

#[expect(dead_code, reason = "each test file uses what it needs")]
mod banks;
mod classroom;
mod fixtures;

use assessment::{plan::PlanKind, regrade::Losing};
use banks::{bank_of_five, choices, fixed, given, item_id, one_of_four, put_live, take};
use classroom::{Classroom, classrooms};
use domain::{Points, SittingId};
use usecases::{
    Refusal,
    rebuild_mastery::{Rebuild, rebuild_mastery},
    regrade_item::{self, Regrading, preview_regrade, regrade_item},
    tick::tick,
};

/// The whole class answers item 0 by the choice at 1 and everything else right, then its key is mended to that.
async fn class_by_the_wrong_key(room: &Classroom) -> Vec<SittingId> {
    bank_of_five(room).await;
    let (_, assignment) = given(room, fixed(room, PlanKind::ExitSlip, 5)).await;
    let mut sittings = Vec::new();
    for learner in 0..room.learners.len() {
        // Every third by the old key: loses a point where the new score counts.
        let first = usize::from(learner % 3 != 0);
        sittings.push(take(room, &room.as_actor(learner), assignment, choices([first, 1, 1, 1, 1])).await);
    }
    put_live(room.app(), room.educator.district, 0, 2, one_of_four(0, 1), room.targets[0]).await;
    sittings
}

async fn points(room: &Classroom, sittings: &[SittingId]) -> Vec<Points> {
    let district = room.educator.district;
    let found = room.app().db.read(sittings.to_vec(), move |tx, sittings| {
        Box::pin(async move {
            let mut all = Vec::new();
            for id in sittings {
                let one = store::sitting::find(tx, district, *id).await?.expect("is there");
                all.push(one.points.expect("is scored"));
            }
            Ok::<_, Refusal>(all)
        })
    });
    found.await.expect("are read")
}

/// Begins to score anew, and is gone after the first transaction. Nothing else runs meanwhile.
async fn stopped_half_way(room: &Classroom, how: Regrading) {
    let mut changes = room.app().listen();
    let item = item_id(room.educator.district, 0);
    let work = regrade_item(room.app(), &room.educator, item, how, "The key was wrong");
    tokio::select! {
        biased;
        _ = changes.recv() => {}
        done = work => panic!("it came to its end: {done:?}"),
    }
    // The transaction that was under way then comes to its end by itself.
    let mut before = None;
    loop {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        let look = preview_regrade(room.app(), &room.educator, item, how).await.expect("a look");
        let looked_at = look.unfinished.map(|one| one.looked_at);
        if looked_at == before {
            return;
        }
        before = looked_at;
    }
}

fn by_the_new_score() -> Vec<Points> {
    (0..30).map(|learner| Points::whole(if learner % 3 == 0 { 4 } else { 5 })).collect()
}

async fn is_as_a_rebuild_gives(room: &Classroom) {
    let district = room.educator.district;
    let rebuilt = rebuild_mastery(room.app(), district, Rebuild::default(), |_, _| {}).await;
    let rebuilt = rebuilt.expect("a rebuild");
    assert!(rebuilt.is_same(), "{rebuilt:?}");
}

#[tokio::test]
async fn the_clock_goes_on_with_a_regrade_that_was_stopped() {
    for room in classrooms().await {
        let sittings = class_by_the_wrong_key(&room).await;
        let (app, educator, item) = (room.app(), &room.educator, item_id(room.educator.district, 0));
        let how = Regrading { version: Some(2), losing: Losing::Counts };
        stopped_half_way(&room, how).await;
        let half = points(&room, &sittings).await;
        assert_ne!(half, by_the_new_score(), "some are left");
        let look = preview_regrade(app, educator, item, how).await.expect("a look");
        let unfinished = look.unfinished.expect("it is not at its end");
        assert_eq!((unfinished.version, unfinished.stopped_why.as_str()), (2, ""));
        assert!((10..30).contains(&unfinished.looked_at), "{unfinished:?}");

        tick(app).await.expect("the clock goes on with it");
        assert_eq!(points(&room, &sittings).await, by_the_new_score());
        let look = preview_regrade(app, educator, item, how).await.expect("a look");
        assert_eq!((look.unfinished, look.changes.len(), look.unchanged), (None, 0, 0));
        is_as_a_rebuild_gives(&room).await;
        // Nothing is left for whoever presses the button again.
        let again = regrade_item(app, educator, item, how, "Once more").await.expect("is done");
        assert_eq!((again.changed, again.unchanged), (0, 0));
    }
}

#[tokio::test]
async fn pressing_the_button_again_ends_it_as_it_was_begun() {
    for room in classrooms().await {
        let sittings = class_by_the_wrong_key(&room).await;
        let (app, educator, item) = (room.app(), &room.educator, item_id(room.educator.district, 0));
        stopped_half_way(&room, Regrading { version: None, losing: Losing::Counts }).await;
        // With another choice: nobody is treated otherwise than who was scored before the stop.
        let kind = Regrading { version: None, losing: Losing::KeepsTheOld };
        let again = regrade_item(app, educator, item, kind, "Again").await.expect("is done");
        assert_eq!((again.changed, again.unchanged), (0, 0), "the first one did them all");
        assert_eq!(points(&room, &sittings).await, by_the_new_score());
        is_as_a_rebuild_gives(&room).await;
    }
}

#[tokio::test]
async fn two_who_go_on_at_once_score_nobody_twice() {
    for room in classrooms().await {
        let sittings = class_by_the_wrong_key(&room).await;
        let (app, district) = (room.app(), room.educator.district);
        stopped_half_way(&room, Regrading { version: None, losing: Losing::Counts }).await;
        let (one, other) =
            tokio::join!(regrade_item::go_on(app, district), regrade_item::go_on(app, district));
        one.and(other).expect("both go on");
        assert_eq!(points(&room, &sittings).await, by_the_new_score());
        let look = preview_regrade(
            app,
            &room.educator,
            item_id(district, 0),
            Regrading { version: None, losing: Losing::Counts },
        );
        assert_eq!(look.await.expect("a look").unfinished, None);
        is_as_a_rebuild_gives(&room).await;
    }
}

#[tokio::test]
async fn whoever_began_it_and_left_scores_nobody_more() {
    for room in classrooms().await {
        let sittings = class_by_the_wrong_key(&room).await;
        let (app, district, who) = (room.app(), room.educator.district, room.educator.person);
        stopped_half_way(&room, Regrading { version: None, losing: Losing::Counts }).await;
        let section = room.section;
        app.db
            .write((), move |tx, ()| {
                Box::pin(async move {
                    let one = domain::people::Enrollment {
                        section,
                        person: who,
                        role: domain::people::SectionRole::Educator,
                        dates: domain::time::Dates::ALWAYS,
                        sourced_id: None,
                    };
                    store::enrollment::remove(tx, district, &one).await?;
                    Ok::<_, Refusal>(())
                })
            })
            .await
            .expect("the educator leaves the class");
        let half = points(&room, &sittings).await;
        tick(app).await.expect("the clock looks at it");
        assert_eq!(points(&room, &sittings).await, half);
        // A colleague who scores there presses the button.
        let how = Regrading { version: None, losing: Losing::Counts };
        let item = item_id(district, 0);
        let done = regrade_item(app, &room.colleague, item, how, "The rest").await.expect("is done");
        assert!(done.changed > 0, "{done:?}");
        assert_eq!(points(&room, &sittings).await, by_the_new_score());
    }
}
