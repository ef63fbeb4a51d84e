//! Assessments of the demonstration's first class: a check that is passed and failed, and a diagnostic that waits.
//! Done by the same use cases as everything else, so that they hold together as what people do.

use assessment::plan::{Part, PartOf, Plan, PlanKind};
use domain::{AssignmentId, LearnerId, SittingId};

use crate::{
    Actor, App, Refusal,
    demonstrate_tasks::Stage,
    give_assessment::{Giving, give_assessment, give_at_once},
    placement_criteria::Criteria,
    record_response::{Act, Given, Sent, Taken, record_response},
    show_sitting::{ShownPlace, show_sitting},
    sitting_item::solution_of,
    start_sitting::{Starting, start_sitting},
    write_assessment::{NewAssessment, add_assessment},
};

/// Where the work of each grade begins on the scale of the invented bank, and what is usually gained in a year.
const CRITERIA: &str = "5, -1.4, 0.5, 0.8\n6, -0.7, 0.45, 0.75\n7, 0.0, 0.4, 0.7\n8, 0.7, 0.35, 0.6";

/// More turns than any of its sittings has.
const MOST_TURNS: usize = 60;

/// Makes them. A class whose targets have too few items goes without.
pub(crate) async fn add(app: &App, stage: &Stage) -> Result<(), Refusal> {
    let educator = Actor::new(stage.district, stage.educator);
    let targets: Vec<_> = stage.competencies.iter().take(2).copied().collect();
    if targets.len() < 2 {
        return Ok(());
    }
    let check = give_at_once(app, &educator, stage.section, PlanKind::Check, targets, Vec::new()).await?;
    for (learner, wrong_every) in stage.learners.iter().zip([5, 2, 4]) {
        take(app, stage, check, *learner, wrong_every).await?;
    }
    let mut plan = Plan::preset(PlanKind::AdaptiveDiagnostic);
    (plan.adaptive.least, plan.adaptive.most) = (12, 24);
    let domain = |competency: &domain::CompetencyId| Part {
        of: PartOf::Competency(*competency),
        at_least: 2,
        at_most: 8,
    };
    plan.blueprint = stage.competencies.iter().take(6).map(domain).collect();
    let new = NewAssessment {
        title: "Diagnostic: where are you now?".to_owned(),
        section: Some(stage.section),
        organization: None,
        plan,
        criteria: Criteria::read(CRITERIA)?,
    };
    let made = add_assessment(app, &educator, new).await?;
    give_assessment(app, &educator, made, stage.section, Giving::default()).await?;
    Ok(())
}

/// One learner takes a check, and gets every so manieth question wrong.
async fn take(
    app: &App,
    stage: &Stage,
    check: AssignmentId,
    learner: LearnerId,
    wrong_every: usize,
) -> Result<(), Refusal> {
    let actor = Actor::new(stage.district, learner.as_person());
    let sitting = start_sitting(app, &actor, check, Starting::default()).await?;
    for turn in 0..MOST_TURNS {
        let shown = show_sitting(app, &actor, sitting).await?;
        let mut answers = Vec::new();
        for one in &shown.items {
            let right = (turn + 1) % wrong_every != 0;
            answers.push((one.place, answer(app, &actor, sitting, one, right).await?));
        }
        let act = if shown.items.is_empty() { Act::Submit } else { Act::Next };
        let sent = Sent { turn: shown.sitting.turn, page: shown.page, answers, act, device_at: None };
        if record_response(app, &actor, sitting, sent).await? == Taken::Ended {
            break;
        }
    }
    Ok(())
}

/// The key, or nothing at all.
async fn answer(
    app: &App,
    actor: &Actor,
    sitting: SittingId,
    one: &ShownPlace,
    right: bool,
) -> Result<Given, Refusal> {
    if !right {
        return Ok(Given::Values(crate::response_text::Values::new()));
    }
    Ok(Given::Values(solution_of(app, actor, sitting, one.place).await?))
}
