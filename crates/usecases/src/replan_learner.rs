//! What is left for a learner in a class, spread anew over the school days that are left: looked at, done, undone.

use domain::{
    CompetencyId, Date, LearnerId, ReplanId, SectionId, Timestamp,
    framework::Competency,
    pace::{OwnDate, Replan},
};
use planning::replan::{self, Moved};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance, class_pace,
    pause_learner::{NOT_YOURS, may_plan},
};

/// What a re-plan would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// The learner's name.
    pub learner: String,
    /// The class's title.
    pub section: String,
    /// The first day of the plan.
    pub from: Date,
    /// The last day of the plan.
    pub until: Date,
    /// The learner's own school days between.
    pub school_days: u32,
    /// Minutes of what is left.
    pub minutes: u32,
    /// Each competency with its old day and its new one.
    pub moved: Vec<(Competency, Moved)>,
}

/// From when and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// The first day; today without one.
    pub from: Option<Date>,
    /// The last day; the last of the class without one, stretched where the learner has more time.
    pub until: Option<Date>,
}

/// Looks at what a re-plan would do; changes nothing.
pub async fn preview_replan(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    section: SectionId,
    span: Span,
) -> Result<Preview, Refusal> {
    let now = chance::now();
    let preview = app
        .db
        .read((actor, learner, section), |tx, (actor, learner, section)| {
            Box::pin(look(tx, actor, *learner, *section, span, now))
        })
        .await?;
    access::log(app, actor, "a new plan of pace", preview.1, vec![learner], now).await?;
    Ok(preview.0)
}

async fn look(
    tx: &mut Tx,
    actor: &Actor,
    learner: LearnerId,
    section: SectionId,
    span: Span,
    now: Timestamp,
) -> Result<(Preview, domain::access::Relationship), Refusal> {
    let district = actor.district;
    let today = chance::date_of(district, now);
    let relationship = access::learner(tx, actor, learner, Action::Whole, today).await?;
    if !may_plan(relationship) {
        return Err(Refusal::Denied(NOT_YOURS));
    }
    let (section, _) = access::section(tx, actor, section, Action::Whole, today).await?;
    let class = class_pace::load(tx, district, &section, today, now).await?;
    let own = class.of(learner).ok_or(Refusal::NotFound("this learner in this class"))?;
    let Some(days) = &own.own else {
        let why = "has no calendar: an administrator or the principal keeps one for the school";
        return Err(Refusal::invalid("section", why));
    };
    let from = span.from.unwrap_or(today).max(class.first);
    let until = span.until.unwrap_or_else(|| {
        // The last day of the class, further for who has more time.
        let left = days.through(from, class.last);
        let wanted = own.time.of_minutes(left).unwrap_or(u32::MAX);
        days.nth(from, wanted.max(1)).or_else(|| days.last()).unwrap_or(class.last).max(class.last)
    });
    let left = own.left();
    let minutes: Vec<u32> = left.iter().map(|place| class.targets[*place].minutes).collect();
    let spread = replan::spread(days, from, until, &minutes)
        .map_err(|error| Refusal::invalid("until", format!("cannot be: {error}")))?;
    let before: Vec<Option<Date>> = left.iter().map(|place| own.due[*place]).collect();
    let moved = replan::difference(&before, &spread);
    let moved = moved.into_iter().map(|one| (class.targets[left[one.target]].competency.clone(), one));
    let preview = Preview {
        learner: own.learner.name.clone(),
        section: class.section.title.clone(),
        from,
        until,
        school_days: days.through(from, until),
        minutes: minutes.iter().sum(),
        moved: moved.collect(),
    };
    Ok((preview, relationship))
}

/// Does it; the id by which it is undone.
pub async fn replan_learner(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    section: SectionId,
    span: Span,
) -> Result<ReplanId, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let id = chance::replan_id(now);
    app.db
        .write((actor.clone(), learner, section), move |tx, (actor, learner, section)| {
            Box::pin(async move {
                store::learner::lock(tx, actor.district, *learner, now).await?;
                let (preview, _) = look(tx, actor, *learner, *section, span, now).await?;
                if preview.moved.is_empty() {
                    return Err(Refusal::Conflict(
                        "nothing is left to be planned: everything is mastered".to_owned(),
                    ));
                }
                let replan = Replan {
                    id,
                    learner: *learner,
                    section: *section,
                    from: preview.from,
                    until: preview.until,
                    made_by: actor.person,
                    made_at: now,
                    undone_at: None,
                    undone_by: None,
                };
                store::dated_target::add_replan(tx, actor.district, &replan).await?;
                let own = |competency: CompetencyId, moved: &Moved| OwnDate {
                    learner: *learner,
                    section: *section,
                    competency,
                    from: preview.from,
                    after_days: moved.after.place,
                    due: moved.after.date,
                    replan: Some(id),
                };
                let dates: Vec<OwnDate> =
                    preview.moved.iter().map(|(competency, moved)| own(competency.id, moved)).collect();
                Ok(store::dated_target::add_own(tx, actor.district, &dates).await?)
            })
        })
        .await?;
    Ok(id)
}

/// Undoes a re-plan: the dates from before stand again. Undone again, nothing changes.
pub async fn undo_replan(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    replan: ReplanId,
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    app.db
        .write((actor.clone(), learner), move |tx, (actor, learner)| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let relationship = access::learner(tx, actor, *learner, Action::Whole, today).await?;
                if !may_plan(relationship) {
                    return Err(Refusal::Denied(NOT_YOURS));
                }
                store::learner::lock(tx, actor.district, *learner, now).await?;
                let all = store::dated_target::replans(tx, actor.district, *learner).await?;
                if all.iter().all(|one| one.id != replan) {
                    return Err(Refusal::NotFound("this plan"));
                }
                store::dated_target::undo_replan(tx, actor.district, *learner, replan, actor.person, now)
                    .await?;
                Ok(())
            })
        })
        .await
}
