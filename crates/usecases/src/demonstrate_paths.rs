//! Goals, pins and choices of the demonstration's first learners, so that their paths are worth looking at. Done by
//! the same use cases as everything else.

use domain::{LearnerId, path::DirectiveKind};

use crate::{
    Actor, App, Refusal, chance,
    choose_next::{choose_next, set_interests},
    demonstrate_tasks::Stage,
    demonstration::content::competency_id,
    direct_path::{NewDirective, direct_path},
    set_goal::{NewAim, NewGoal, set_goal},
    show_path::{Kind, show_path},
};

/// The strand that the first learner is to reach.
const STRAND: &str = "MA.ALG";
/// In how many weeks.
const WEEKS: i64 = 12;

/// Sets them.
pub(crate) async fn add(app: &App, stage: &Stage) -> Result<(), Refusal> {
    let educator = Actor::new(stage.district, stage.educator);
    let due = chance::today(stage.district).checked_add(jiff::Span::new().weeks(WEEKS)).ok();
    for (place, &learner) in stage.learners.iter().enumerate() {
        let strand = competency_id(stage.district, STRAND);
        let goal = NewGoal {
            title: if place == 0 { "Ready for algebra".to_owned() } else { String::new() },
            aim: NewAim::Competencies(vec![strand]),
            due,
        };
        set_goal(app, &educator, learner, goal).await?;
    }
    let Some(&first) = stage.learners.first() else { return Ok(()) };
    direct(app, &educator, first).await?;
    let own = Actor::new(stage.district, first.as_person());
    set_interests(app, &own, first, vec!["maps".to_owned(), "games".to_owned()]).await?;
    let path = show_path(app, &own, first).await?;
    let unpicked = path.offered_today().filter(|one| one.kind == Kind::Learn).nth(1);
    match unpicked.map(|one| one.competency) {
        Some(competency) => choose_next(app, &own, competency).await,
        None => Ok(()),
    }
}

/// Pins the last that the learner can learn now, and sends back to something that is mastered.
async fn direct(app: &App, educator: &Actor, learner: LearnerId) -> Result<(), Refusal> {
    let path = show_path(app, educator, learner).await?;
    let last = path.suggestions.iter().rfind(|one| one.kind == Kind::Learn);
    let again = path.suggestions.iter().find(|one| one.kind == Kind::Review);
    let directed = [
        (last, DirectiveKind::Pin, "We build on this together on Friday."),
        (again, DirectiveKind::SendBack, "Explain it once more to somebody before you go on."),
    ];
    for (one, kind, reason) in directed {
        let Some(one) = one else { continue };
        let new = NewDirective { competency: one.competency, kind, reason: reason.to_owned(), until: None };
        direct_path(app, educator, learner, new).await?;
    }
    Ok(())
}
