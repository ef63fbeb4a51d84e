//! Goals, directives, choices and interests.

use domain::{
    DirectiveId, GoalId,
    access::Relationship,
    grade::Grade,
    path::{Aim, Band, Choice, Directive, DirectiveKind, Ended, Goal},
};

use crate::{
    engines::on_both,
    sample::{DISTRICT, ELSEWHERE, FRAMEWORK, at, competency, day, learner, person},
};

fn grade(text: &str) -> Grade {
    text.parse().expect("a grade")
}

fn goal(n: u8, full: bool) -> Goal {
    let band = Band::new(FRAMEWORK, grade("PK"), grade("12")).expect("in order");
    Goal {
        id: GoalId::from_bytes([n; 16]),
        learner: learner(1),
        title: "It's fractions".to_owned(),
        aim: if full { Aim::Competencies(vec![competency(2), competency(1)]) } else { Aim::Band(band) },
        due: full.then(|| day("2026-12-18")),
        set_by: person(2),
        relationship: Relationship::Guardian,
        set_at: at(i64::from(n)),
        ended: full.then(|| Ended { at: at(99), by: person(3) }),
    }
}

fn directive(n: u8, full: bool) -> Directive {
    Directive {
        id: DirectiveId::from_bytes([n; 16]),
        learner: learner(1),
        competency: competency(n),
        kind: if full { DirectiveKind::SendBack } else { DirectiveKind::Pin },
        reason: "for Friday's test".to_owned(),
        given_by: person(2),
        given_at: at(i64::from(n)),
        until: full.then(|| at(50)),
        ended: full.then(|| Ended { at: at(60), by: person(3) }),
    }
}

#[tokio::test]
async fn goals_are_kept_in_order_and_end_once() {
    on_both(|tx| {
        Box::pin(async move {
            for one in [goal(1, true), goal(2, false)] {
                store::goal::add(tx, DISTRICT, &one).await?;
            }
            assert_eq!(
                store::goal::of_learner(tx, DISTRICT, learner(1)).await?,
                [goal(1, true), goal(2, false)]
            );
            assert_eq!(store::goal::of_learner(tx, DISTRICT, learner(2)).await?, []);
            assert_eq!(store::goal::find(tx, DISTRICT, goal(1, true).id).await?, Some(goal(1, true)));
            assert_eq!(store::goal::find(tx, ELSEWHERE, goal(1, true).id).await?, None);
            let ended = Ended { at: at(70), by: person(4) };
            assert!(store::goal::end(tx, DISTRICT, goal(2, false).id, ended).await?);
            assert!(!store::goal::end(tx, DISTRICT, goal(2, false).id, ended).await?);
            assert!(!store::goal::end(tx, DISTRICT, GoalId::from_bytes([9; 16]), ended).await?);
            let found = store::goal::find(tx, DISTRICT, goal(2, false).id).await?;
            assert_eq!(found, Some(Goal { ended: Some(ended), ..goal(2, false) }));
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn directives_are_kept_in_order_and_end_once() {
    on_both(|tx| {
        Box::pin(async move {
            for one in [directive(2, false), directive(1, true)] {
                store::directive::add(tx, DISTRICT, &one).await?;
            }
            let all = store::directive::of_learner(tx, DISTRICT, learner(1)).await?;
            assert_eq!(all, [directive(1, true), directive(2, false)]);
            assert_eq!(store::directive::find(tx, ELSEWHERE, directive(1, true).id).await?, None);
            let ended = Ended { at: at(70), by: person(4) };
            assert!(!store::directive::end(tx, DISTRICT, directive(1, true).id, ended).await?);
            assert!(store::directive::end(tx, DISTRICT, directive(2, false).id, ended).await?);
            let found = store::directive::find(tx, DISTRICT, directive(2, false).id).await?;
            assert_eq!(found, Some(Directive { ended: Some(ended), ..directive(2, false) }));
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn what_was_chosen_is_there_once_and_interests_are_replaced() {
    on_both(|tx| {
        Box::pin(async move {
            let choice = |n: u8, seconds| Choice { competency: competency(n), chosen_at: at(seconds) };
            for one in [choice(1, 1), choice(2, 2), choice(1, 3)] {
                store::choice::put(tx, DISTRICT, learner(1), one).await?;
            }
            let all = store::choice::of_learner(tx, DISTRICT, learner(1)).await?;
            assert_eq!(all, [choice(2, 2), choice(1, 3)]);
            assert!(store::choice::remove(tx, DISTRICT, learner(1), competency(2)).await?);
            assert!(!store::choice::remove(tx, DISTRICT, learner(1), competency(2)).await?);
            for words in [vec!["bees", "it's", "bees"], vec![], vec!["trains"]] {
                let words: Vec<String> = words.into_iter().map(str::to_owned).collect();
                store::choice::replace_interests(tx, DISTRICT, learner(1), &words).await?;
                let mut once = words;
                once.dedup();
                once.sort();
                once.dedup();
                assert_eq!(store::choice::interests(tx, DISTRICT, learner(1)).await?, once);
            }
            Ok(())
        })
    })
    .await;
}
