//! Lessons of the demonstration's first class: some that were given, and learners who worked with them. Done by the
//! same use cases as everything else.

use crate::{
    Actor, App, Refusal,
    demonstrate_tasks::Stage,
    demonstration::lessons::lesson_id,
    give_resource::{ResourceGiving, give_resource},
    use_resource::note_use,
};

/// What is given, with what the educator says to it.
const GIVEN: [(&str, &str); 3] = [
    ("ratio-tables", "For Thursday: bring a recipe."),
    ("percent-strip", ""),
    ("plan-week", "Before you go home on Monday."),
];

/// Gives them, and lets the first learners say that they worked with the first.
pub(crate) async fn add(app: &App, stage: &Stage) -> Result<(), Refusal> {
    let educator = Actor::new(stage.district, stage.educator);
    for (slug, note) in GIVEN {
        let giving = ResourceGiving { note: note.to_owned(), ..ResourceGiving::default() };
        let id = lesson_id(stage.district, slug);
        give_resource(app, &educator, id, stage.section, giving).await?;
    }
    let id = lesson_id(stage.district, GIVEN[0].0);
    for (learner, minutes) in stage.learners.iter().skip(1).zip([25, 35]) {
        let actor = Actor::new(stage.district, learner.as_person());
        note_use(app, &actor, *learner, id, Some(minutes)).await?;
    }
    Ok(())
}
