//! What happens around a family: a child reaches a target, and the roster says something else than before.

use domain::{
    LearnerId,
    people::{Guardianship, Person},
    time::Dates,
};
use usecases::{
    Actor, Refusal,
    rate::{Rating, rate},
    release_drafts::release_drafts,
};

use crate::classroom::Classroom;

/// Rates a learner as proficient, and gives the family something to read.
pub async fn reach(room: &Classroom, learner: usize, target: usize) {
    let rating = Rating {
        learner: room.learners[learner],
        competency: room.targets[target],
        level: Some("3".to_owned()),
        note: None,
        shown: None,
    };
    rate(room.app(), &room.educator, room.section, rating).await.expect("rates");
    release_drafts(room.app(), &room.educator, room.section, vec![]).await.expect("releases");
}

/// Changes what the roster says of a person.
pub async fn change_person<F>(room: &Classroom, actor: &Actor, change: F)
where
    F: Fn(&mut Person) + Clone + Send + Sync + 'static,
{
    room.app()
        .db
        .write((actor.clone(), change), |tx, (actor, change): &(Actor, F)| {
            Box::pin(async move {
                let person = store::person::find(tx, actor.district, actor.person).await?;
                let mut person = person.expect("a person");
                change(&mut person);
                Ok::<_, Refusal>(store::person::put(tx, actor.district, &[person]).await?)
            })
        })
        .await
        .expect("the roster changes");
}

/// Says whether a guardian may see a learner.
pub async fn custody(room: &Classroom, guardian: &Actor, learner: LearnerId, may_see: bool) {
    let (guardian, district) = (guardian.person, guardian.district);
    let row = Guardianship { guardian, learner, relation: None, may_see, dates: Dates::ALWAYS };
    room.app()
        .db
        .write(row, move |tx, row: &Guardianship| {
            Box::pin(async move {
                let rows = std::slice::from_ref(row);
                Ok::<_, Refusal>(store::guardianship::put(tx, district, rows).await?)
            })
        })
        .await
        .expect("the roster changes");
}
