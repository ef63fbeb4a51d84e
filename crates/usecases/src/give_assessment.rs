//! Giving an assessment to a class or to some of its learners, taking it back, and letting a learner begin.

use assessment::plan::{Part, PartOf, Plan, PlanKind};
use domain::{
    AssessmentId, AssignmentId, CompetencyId, LearnerId, SectionId, Timestamp, people::SectionRole, text,
};
use store::{
    Tx,
    assignment::{Assignment, Unlocking},
};

use crate::{
    Actor, App, Change, Refusal,
    access::{self, Action},
    chance,
    placement_criteria::Criteria,
    plans_kept,
    write_assessment::{self, NewAssessment},
};

/// What is given, to whom and when.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Giving {
    /// To whom in the class; empty for everybody.
    pub learners: Vec<LearnerId>,
    /// From when; `None` for at once.
    pub opens_at: Option<Timestamp>,
    /// Until when; `None` for without end.
    pub closes_at: Option<Timestamp>,
    /// What a proctor says before anybody begins; made by itself where the plan asks for one and none is given.
    pub proctor_code: Option<String>,
}

/// Gives an assessment to a class.
pub async fn give_assessment(
    app: &App,
    actor: &Actor,
    assessment: AssessmentId,
    section: SectionId,
    giving: Giving,
) -> Result<AssignmentId, Refusal> {
    let now = chance::now();
    let id = chance::assignment_id(now);
    let code = proctor_code();
    let done = app.db.write((actor.clone(), giving, code), move |tx, (actor, giving, code)| {
        Box::pin(async move {
            let today = chance::date_of(actor.district, now);
            access::section(tx, actor, section, Action::Judge, today).await?;
            let row = write_assessment::find(tx, actor, assessment).await?;
            if row.archived_at.is_some() {
                return Err(Refusal::Conflict(
                    "This assessment was archived: bring it back first.".to_owned(),
                ));
            }
            if row.section.is_some_and(|own| own != section) {
                return Err(Refusal::NotFound("this assessment"));
            }
            let plan = plans_kept::load(tx, actor.district, assessment, row.version).await?;
            let one = Assignment {
                id,
                assessment,
                section,
                everybody: giving.learners.is_empty(),
                opens_at: giving.opens_at,
                closes_at: giving.closes_at,
                proctor_code: code_of(&plan, giving, code)?,
                made_by: actor.person,
                made_at: now,
                withdrawn_at: None,
                released_at: None,
            };
            put(tx, actor, &one, &giving.learners).await
        })
    });
    done.await?;
    app.tell(Change::of_assignment(actor.district, id));
    Ok(id)
}

fn code_of(plan: &Plan, giving: &Giving, made: &str) -> Result<Option<String>, Refusal> {
    if !plan.proctor_code {
        return Ok(None);
    }
    match giving.proctor_code.as_deref().map(str::trim).filter(|code| !code.is_empty()) {
        None => Ok(Some(made.to_owned())),
        Some(code) => text::required(code, 40).map(Some).map_err(Refusal::text("proctor_code")),
    }
}

/// Six digits that nobody can guess.
fn proctor_code() -> String {
    format!("{:06}", u32::from_le_bytes(chance::random()) % 1_000_000)
}

async fn put(tx: &mut Tx, actor: &Actor, one: &Assignment, learners: &[LearnerId]) -> Result<(), Refusal> {
    if let (Some(opens), Some(closes)) = (one.opens_at, one.closes_at)
        && closes <= opens
    {
        return Err(Refusal::invalid("closes_at", "is not after it opens: choose a later moment"));
    }
    let places = store::enrollment::of_section(tx, actor.district, one.section).await?;
    let learns = |learner: &LearnerId| {
        places.iter().any(|place| place.role == SectionRole::Learner && place.person == learner.as_person())
    };
    if let Some(stranger) = learners.iter().find(|learner| !learns(learner)) {
        return Err(Refusal::invalid("learners", format!("name {stranger}, who is not in this class")));
    }
    Ok(store::assignment::put(tx, actor.district, one, learners).await?)
}

/// Makes an exit slip about what a class works on and gives it, in one go: five items of one target, or spread
/// over several.
pub async fn give_exit_slip(
    app: &App,
    actor: &Actor,
    section: SectionId,
    competencies: Vec<CompetencyId>,
    learners: Vec<LearnerId>,
) -> Result<AssignmentId, Refusal> {
    give_at_once(app, actor, section, PlanKind::ExitSlip, competencies, learners).await
}

/// Makes an assessment of `kind` about `competencies` for one class and gives it, in one go.
pub async fn give_at_once(
    app: &App,
    actor: &Actor,
    section: SectionId,
    kind: PlanKind,
    competencies: Vec<CompetencyId>,
    learners: Vec<LearnerId>,
) -> Result<AssignmentId, Refusal> {
    if competencies.is_empty() {
        return Err(Refusal::invalid("competencies", "are missing: choose at least one target"));
    }
    let now = chance::now();
    let (assessment, id) = (chance::assessment_id(now), chance::assignment_id(now));
    let asked = (actor.clone(), competencies, learners, proctor_code());
    app.db
        .write(asked, move |tx, (actor, competencies, learners, code)| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                access::section(tx, actor, section, Action::Judge, today).await?;
                let plan = spread(kind, competencies)?;
                let title = title(tx, actor, kind, competencies).await?;
                let new = NewAssessment {
                    title,
                    section: Some(section),
                    organization: None,
                    plan,
                    criteria: Criteria::default(),
                };
                write_assessment::add(tx, actor, assessment, &new.title, &new, now).await?;
                let one = Assignment {
                    id,
                    assessment,
                    section,
                    everybody: learners.is_empty(),
                    opens_at: None,
                    closes_at: None,
                    proctor_code: code_of(&new.plan, &Giving::default(), code)?,
                    made_by: actor.person,
                    made_at: now,
                    withdrawn_at: None,
                    released_at: None,
                };
                put(tx, actor, &one, learners).await
            })
        })
        .await?;
    app.tell(Change::of_assignment(actor.district, id));
    Ok(id)
}

/// The plan of a kind with its items spread evenly over `competencies`, the first ones getting one more.
fn spread(kind: PlanKind, competencies: &[CompetencyId]) -> Result<Plan, Refusal> {
    let mut plan = Plan::preset(kind);
    let number = u32::try_from(competencies.len()).unwrap_or(u32::MAX);
    let total = plan.items.unwrap_or(plan.adaptive.most);
    if number > total {
        return Err(Refusal::invalid(
            "competencies",
            format!("are {number}, and there are {total} items: choose fewer, or make a plan of your own"),
        ));
    }
    let part = |(place, competency): (u32, &CompetencyId)| {
        let items = total / number + u32::from(place < total % number);
        Part::exactly(items, PartOf::Competency(*competency))
    };
    plan.blueprint = (0..).zip(competencies).map(part).collect();
    if plan.items.is_none() {
        // An adaptive test takes as many as it needs of each.
        for part in &mut plan.blueprint {
            (part.at_least, part.at_most) = (1, total);
        }
    }
    plan.check().map_err(|problems| {
        let why: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Refusal::invalid("competencies", format!("do not make a plan: {}", why.join("; ")))
    })?;
    Ok(plan)
}

async fn title(
    tx: &mut Tx,
    actor: &Actor,
    kind: PlanKind,
    competencies: &[CompetencyId],
) -> Result<String, Refusal> {
    let found = store::competency::find_all(tx, actor.district, competencies).await?;
    if found.len() < competencies.len() {
        return Err(Refusal::NotFound("this target"));
    }
    let first = found
        .iter()
        .find(|one| one.id == competencies[0])
        .map(domain::framework::Competency::title)
        .unwrap_or_default();
    let more = if competencies.len() > 1 { format!(" +{}", competencies.len() - 1) } else { String::new() };
    let kind = match kind {
        PlanKind::ExitSlip => "Exit slip",
        PlanKind::Check => "Check",
        PlanKind::AdaptiveDiagnostic => "Diagnostic",
        PlanKind::PreTest => "Pre-test",
        PlanKind::PostTest => "Post-test",
        PlanKind::Final => "Final",
        PlanKind::Practice => "Practice",
        PlanKind::Custom => "Quiz",
    };
    let title: String = format!("{kind}: {first}{more}").chars().take(200).collect();
    Ok(title)
}

/// Takes an assignment back, or gives it again. Sittings that began go on.
pub async fn withdraw_assignment(
    app: &App,
    actor: &Actor,
    assignment: AssignmentId,
    withdrawn: bool,
) -> Result<(), Refusal> {
    let now = chance::now();
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let mut one = of_actor(tx, actor, assignment, Action::Judge, now).await?;
                one.withdrawn_at = withdrawn.then_some(now);
                let learners = store::assignment::learners_of(tx, actor.district, assignment).await?;
                Ok::<_, Refusal>(store::assignment::put(tx, actor.district, &one, &learners).await?)
            })
        })
        .await?;
    app.tell(Change::of_assignment(actor.district, assignment));
    Ok(())
}

/// Lets learners see the results of an assignment whose plan waits for that.
pub async fn release_results(app: &App, actor: &Actor, assignment: AssignmentId) -> Result<(), Refusal> {
    let now = chance::now();
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let mut one = of_actor(tx, actor, assignment, Action::Judge, now).await?;
                one.released_at = one.released_at.or(Some(now));
                let learners = store::assignment::learners_of(tx, actor.district, assignment).await?;
                Ok::<_, Refusal>(store::assignment::put(tx, actor.district, &one, &learners).await?)
            })
        })
        .await?;
    app.tell(Change::of_assignment(actor.district, assignment));
    Ok(())
}

/// An assignment of a class with which `actor` may do `action`.
pub(crate) async fn of_actor(
    tx: &mut Tx,
    actor: &Actor,
    assignment: AssignmentId,
    action: Action,
    now: Timestamp,
) -> Result<Assignment, Refusal> {
    let found = store::assignment::find(tx, actor.district, assignment).await?;
    let found = found.ok_or(Refusal::NotFound("this assessment"))?;
    let today = chance::date_of(actor.district, now);
    match access::section(tx, actor, found.section, action, today).await {
        Err(Refusal::NotFound(_)) => Err(Refusal::NotFound("this assessment")),
        other => other.map(|_| found),
    }
}

/// Lets learners begin: for a final, after the last attempt, or after a lock. Each gets one sitting of it, which
/// has to begin within the minutes that the plan says.
pub async fn let_begin(
    app: &App,
    actor: &Actor,
    assignment: AssignmentId,
    learners: Vec<LearnerId>,
    reason: &str,
) -> Result<usize, Refusal> {
    let now = chance::now();
    let reason = text::optional(reason, 2_000).map_err(Refusal::text("reason"))?.unwrap_or_default();
    let count = learners.len();
    app.db
        .write((actor.clone(), learners, reason), move |tx, (actor, learners, reason)| {
            Box::pin(async move {
                let given = of_actor(tx, actor, assignment, Action::Judge, now).await?;
                let row = write_assessment::find(tx, actor, given.assessment).await?;
                let plan = plans_kept::load(tx, actor.district, row.id, row.version).await?;
                let minutes = i64::from(plan.start_within_minutes);
                let until = now
                    .checked_add(jiff::SignedDuration::from_mins(minutes))
                    .map_err(|_| Refusal::invalid("start_within_minutes", "is beyond the end of time"))?;
                let places = store::enrollment::of_section(tx, actor.district, given.section).await?;
                let mut learners = learners.clone();
                learners.sort_unstable();
                learners.dedup();
                for learner in learners {
                    let here = |place: &&domain::people::Enrollment| {
                        place.role == SectionRole::Learner && place.person == learner.as_person()
                    };
                    if !places.iter().any(|place| here(&place)) {
                        return Err(Refusal::NotFound("this learner"));
                    }
                    store::learner::lock(tx, actor.district, learner, now).await?;
                    let known =
                        store::assignment::unlockings(tx, actor.district, learner, assignment).await?;
                    let one = Unlocking {
                        learner,
                        assignment,
                        place: known.last().map_or(1, |last| last.place + 1),
                        unlocked_by: actor.person,
                        unlocked_at: now,
                        until,
                        reason: reason.clone(),
                        sitting: None,
                    };
                    store::assignment::unlock(tx, actor.district, &one).await?;
                }
                Ok::<_, Refusal>(())
            })
        })
        .await?;
    app.tell(Change::of_assignment(actor.district, assignment));
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_spread_evenly_and_the_first_targets_get_the_rest() {
        for (targets, expected) in [(1, vec![5]), (2, vec![3, 2]), (5, vec![1; 5])] {
            let targets: Vec<CompetencyId> =
                (0..targets).map(|n| CompetencyId::from_bytes([n; 16])).collect();
            let plan = spread(PlanKind::ExitSlip, &targets).expect("a plan");
            let items: Vec<u32> = plan.blueprint.iter().map(|part| part.at_least).collect();
            assert_eq!(items, expected);
        }
        let six: Vec<CompetencyId> = (0..6).map(|n| CompetencyId::from_bytes([n; 16])).collect();
        assert!(spread(PlanKind::ExitSlip, &six).is_err());
    }
}
