//! Rating, undoing, releasing, correcting: what who sees when.

mod classroom;
mod fixtures;

use classroom::{Classroom, classrooms};
use domain::{evidence::Sequence, judgement::Finding};
use usecases::{
    Refusal, chance,
    rate::{Rated, Rating, Shown, rate, rate_many},
    release_drafts::{plan_release, release_drafts, release_due},
    retract_evidence::retract_evidence,
    show_family::show_family,
    show_grid::show_grid,
    show_learner::show_learner,
    show_rating_sheet::show_rating_sheet,
    show_why::show_why,
};

fn rating(room: &Classroom, learner: usize, level: Option<&str>) -> Rating {
    Rating {
        learner: room.learners[learner],
        competency: room.targets[0],
        level: level.map(str::to_owned),
        note: None,
        shown: None,
    }
}

async fn rated(room: &Classroom, learner: usize, level: Option<&str>) -> Rated {
    rate(room.app(), &room.educator, room.section, rating(room, learner, level)).await.expect("rates")
}

fn level(rated: &Rated) -> (Option<&str>, Option<&str>) {
    (rated.before.as_ref().map(|d| d.level.as_str()), rated.after.as_ref().map(|d| d.level.as_str()))
}

async fn cell(room: &Classroom, learner: usize) -> Option<Finding> {
    let grid = show_grid(room.app(), &room.educator, room.section).await.expect("a grid");
    let row = grid.rows.into_iter().find(|row| row.learner.learner == room.learners[learner]);
    row.expect("a row").cells.swap_remove(0)
}

#[tokio::test]
async fn families_see_nothing_of_a_half_rated_class_and_the_same_judgement_after_its_release() {
    for room in classrooms().await {
        let ratings = (0..15).map(|learner| rating(&room, learner, Some("3"))).collect();
        let saved = rate_many(room.app(), &room.educator, room.section, ratings).await.expect("saves");
        assert_eq!(saved.iter().filter(|one| one.changed()).count(), 15);

        let (_, children) = show_family(room.app(), &room.guardian).await.expect("a family page");
        assert_eq!(children.len(), 1);
        assert!(!children[0].anything, "nothing is released");
        let own = show_learner(room.app(), &room.as_actor(0), room.learners[0]).await.expect("own page");
        assert!(own.entries.is_empty() && own.standings().all(|standing| standing.finding.is_none()));
        assert_eq!(cell(&room, 0).await, None, "drafts are no judgements");
        let sheet =
            show_rating_sheet(room.app(), &room.educator, room.section, vec![]).await.expect("a sheet");
        assert_eq!((sheet.learners.len(), sheet.drafts.len(), sheet.drafts_in_section), (30, 15, 15));

        let released =
            release_drafts(room.app(), &room.educator, room.section, vec![]).await.expect("releases");
        assert_eq!((released.ratings, released.learners, released.refused.len()), (15, 15, 0));
        let again = release_drafts(room.app(), &room.educator, room.section, vec![]).await.expect("releases");
        assert_eq!(again.ratings, 0, "nothing is left");

        let finding = cell(&room, 0).await.expect("a judgement");
        assert!(finding.mastered);
        let why = |actor| show_why(room.app(), actor, room.learners[0], room.targets[0]);
        let family = why(&room.guardian).await.expect("the family's why").record.expect("a record");
        let educator = why(&room.educator).await.expect("the educator's why").record.expect("a record");
        assert_eq!(family.finding, educator.finding);
        assert_eq!(family.finding, finding);
        assert!(family.matches && educator.matches, "the explanation has the stored digest");
        assert_eq!(educator.pieces[0].judge.as_deref(), Some("Tom Okafor"));
        assert_eq!((family.pieces[0].judge.as_deref(), family.rule), (None, None));
        assert!(show_family(room.app(), &room.guardian).await.expect("a family page").1[0].anything);
    }
}

#[tokio::test]
async fn a_slip_is_undone_while_it_is_a_draft() {
    for room in classrooms().await {
        assert_eq!(level(&rated(&room, 0, Some("3")).await), (None, Some("3")));
        let slip = rated(&room, 0, Some("1")).await;
        assert_eq!(level(&slip), (Some("3"), Some("1")));
        let before = slip.before.map(|draft| draft.level);
        assert_eq!(level(&rated(&room, 0, before.as_deref()).await), (Some("1"), Some("3")));
        assert_eq!(level(&rated(&room, 0, None).await), (Some("3"), None));
        assert_eq!(level(&rated(&room, 0, None).await), (None, None));
    }
}

#[tokio::test]
async fn of_two_educators_the_last_one_wins_and_is_told_whose_rating_stood() {
    for room in classrooms().await {
        rated(&room, 0, Some("2")).await;
        let second = rate(room.app(), &room.colleague, room.section, rating(&room, 0, Some("4"))).await;
        let second = second.expect("rates");
        assert_eq!(second.replaced.as_deref(), Some("Tom Okafor"));
        assert_eq!(level(&second), (Some("2"), Some("4")));
        let same = rate(room.app(), &room.educator, room.section, rating(&room, 0, Some("4"))).await;
        let same = same.expect("rates");
        assert_eq!(same.replaced, None, "nothing was replaced");
        assert_eq!(same.after.expect("a draft").judge, room.colleague.person, "the judge stays");
    }
}

#[tokio::test]
async fn a_page_that_was_loaded_before_a_colleague_rated_takes_nothing_away() {
    for room in classrooms().await {
        for (learner, level) in [(0, "2"), (1, "2"), (2, "2"), (3, "2")] {
            rated(&room, learner, Some(level)).await;
        }
        let shown = |learner: usize, shown: Option<&str>, level: Option<&str>| Rating {
            shown: Some(Shown(shown.map(str::to_owned))),
            ..rating(&room, learner, level)
        };
        // Meanwhile the colleague changes the first two, takes the third away, and rates the fifth.
        for (learner, level) in [(0, Some("4")), (1, Some("4")), (2, None), (4, Some("1"))] {
            let cell = rating(&room, learner, level);
            rate(room.app(), &room.colleague, room.section, cell).await.expect("rates");
        }
        let page = vec![
            shown(0, Some("2"), Some("2")), // left as it was shown
            shown(1, Some("2"), Some("3")), // changed by both
            shown(2, Some("2"), Some("3")), // taken away meanwhile
            shown(3, Some("2"), Some("3")), // changed by this page only
            shown(4, None, None),           // left without a rating
            shown(5, None, Some("3")),      // new
        ];
        let saved = rate_many(room.app(), &room.educator, room.section, page).await.expect("saves");
        let stands: Vec<Option<&str>> =
            saved.iter().map(|one| one.after.as_ref().map(|draft| draft.level.as_str())).collect();
        assert_eq!(stands, [Some("4"), Some("4"), None, Some("3"), Some("1"), Some("3")]);
        let overtaken: Vec<Option<Option<&str>>> =
            saved.iter().map(|one| one.overtaken.as_ref().map(|by| by.by.as_deref())).collect();
        assert_eq!(overtaken, [None, Some(Some("Ines Robledo")), Some(None), None, None, None]);
        // The same page once more, as a browser that did not hear the answer sends it.
        let again = shown(3, Some("2"), Some("3"));
        let again = rate(room.app(), &room.educator, room.section, again).await.expect("rates");
        assert!(again.overtaken.is_none() && !again.changed());
    }
}

#[tokio::test]
async fn what_cannot_be_rated_is_refused_and_nothing_of_the_page_is_kept() {
    for room in classrooms().await {
        let mut wrong = rating(&room, 1, Some("5"));
        let page = vec![rating(&room, 0, Some("3")), wrong.clone()];
        let refused = rate_many(room.app(), &room.educator, room.section, page).await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "level", .. })), "{refused:?}");
        wrong.learner = room.educator.person.as_learner();
        wrong.level = Some("3".to_owned());
        let refused = rate(room.app(), &room.educator, room.section, wrong).await;
        assert!(matches!(refused, Err(Refusal::NotFound(_))), "{refused:?}");
        let sheet =
            show_rating_sheet(room.app(), &room.educator, room.section, vec![]).await.expect("a sheet");
        assert_eq!(sheet.drafts_in_section, 0);
    }
}

#[tokio::test]
async fn a_correction_after_the_release_needs_a_reason_and_keeps_the_history() {
    for room in classrooms().await {
        rated(&room, 0, Some("1")).await;
        release_drafts(room.app(), &room.educator, room.section, vec![]).await.expect("releases");
        let learner = room.learners[0];
        let retract = |reason| retract_evidence(room.app(), &room.educator, learner, Sequence(1), reason);
        let refused = retract("  ").await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "reason", .. })), "{refused:?}");
        assert_eq!(retract("Wrong child").await.expect("takes back"), Sequence(2));
        assert_eq!(retract("Wrong child").await.expect("again"), Sequence(2), "once only");
        rated(&room, 0, Some("4")).await;
        release_drafts(room.app(), &room.educator, room.section, vec![]).await.expect("releases");

        let educator = show_learner(room.app(), &room.educator, learner).await.expect("a record");
        let told: Vec<(i64, bool)> =
            educator.entries.iter().map(|line| (line.sequence.0, line.mended.is_some())).collect();
        assert_eq!(told, [(3, false), (1, true)]);
        let family = show_learner(room.app(), &room.guardian, learner).await.expect("a record");
        assert_eq!(family.entries.len(), 1);
        let finding = cell(&room, 0).await.expect("a judgement");
        assert_eq!((finding.level.as_deref(), finding.evidence_count), (Some("4"), 1));
    }
}

#[tokio::test]
async fn the_clock_releases_when_the_time_has_come() {
    for room in classrooms().await {
        rated(&room, 0, Some("3")).await;
        let later = chance::now() + std::time::Duration::from_millis(400);
        let plan = |at| plan_release(room.app(), &room.educator, room.section, vec![room.targets[0]], at);
        assert_eq!(plan(Some(later)).await.expect("plans"), 1);
        rated(&room, 1, Some("3")).await;
        release_due(room.app()).await.expect("looks at the clock");
        assert_eq!(cell(&room, 0).await, None, "it is too early");
        tokio::time::sleep(std::time::Duration::from_millis(450)).await;
        release_due(room.app()).await.expect("releases");
        assert!(cell(&room, 0).await.is_some());
        assert!(cell(&room, 1).await.is_some(), "rated after the plan was made");
        let past = plan(Some(later)).await;
        assert!(matches!(past, Err(Refusal::Invalid { field: "at", .. })), "{past:?}");
    }
}

#[tokio::test]
async fn two_releases_at_once_record_each_rating_once() {
    for room in classrooms().await {
        let ratings = (0..30).map(|learner| rating(&room, learner, Some("3"))).collect();
        rate_many(room.app(), &room.educator, room.section, ratings).await.expect("saves");
        let (one, other) = tokio::join!(
            release_drafts(room.app(), &room.educator, room.section, vec![]),
            release_drafts(room.app(), &room.colleague, room.section, vec![]),
        );
        one.and(other).expect("both release");
        for learner in [0, 29] {
            assert_eq!(cell(&room, learner).await.map(|finding| finding.evidence_count), Some(1));
        }
    }
}
