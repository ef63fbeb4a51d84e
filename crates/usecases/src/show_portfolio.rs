//! What a learner made: tasks with their feedback, for the learner, the family and who may see the learner.
//! Families read what was released; drafts are the learner's alone.

use std::collections::HashMap;

use domain::{
    LearnerId, TaskId, Timestamp,
    access::Relationship,
    item::FileValue,
    people::{Person, SectionRole},
    task::{Task, Work, WorkState},
};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
    feedback::{self, Feedback},
    whole_task::{WholeTask, files},
};

/// What one learner made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portfolio {
    /// Who.
    pub person: Person,
    /// By which relationship it is open.
    pub relationship: Relationship,
    /// Newest first.
    pub tasks: Vec<PortfolioTask>,
    /// Tasks of the learner's classes that take work now and have none of it handed in, soonest due first; for
    /// the learner alone.
    pub open: Vec<Task>,
}

/// One task with what was made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortfolioTask {
    /// The task.
    pub whole: WholeTask,
    /// Attempts that the reader may see, oldest first, with their files.
    pub attempts: Vec<(Work, Vec<FileValue>)>,
    /// What came of those that were released, and what was said of them.
    pub feedback: HashMap<i64, Feedback>,
    /// By criterion, whether it is met by now.
    pub met: Vec<bool>,
}

/// Shows what a learner made.
pub async fn show_portfolio(app: &App, actor: &Actor, learner: LearnerId) -> Result<Portfolio, Refusal> {
    let now = chance::now();
    let portfolio = app
        .db
        .read(actor.clone(), move |tx, actor| Box::pin(async move { load(tx, actor, learner, now).await }))
        .await?;
    access::log(app, actor, "work", portfolio.relationship, vec![learner], now).await?;
    Ok(portfolio)
}

async fn load(tx: &mut Tx, actor: &Actor, learner: LearnerId, now: Timestamp) -> Result<Portfolio, Refusal> {
    let (district, today) = (actor.district, chance::date_of(actor.district, now));
    let relationship = access::learner(tx, actor, learner, Action::See, today).await?;
    let person = store::person::find(tx, district, learner.as_person()).await?;
    let person = person.ok_or(Refusal::NotFound("this learner"))?;
    let own = relationship == Relationship::Own;
    let sees = |work: &Work| match work.state {
        WorkState::Released => true,
        WorkState::HandedIn => relationship != Relationship::Guardian,
        WorkState::Draft => own,
    };
    let work = store::work::of_learner(tx, district, learner).await?;
    let mut by_task: Vec<(TaskId, Vec<Work>)> = Vec::new();
    for one in work.iter().filter(|one| sees(one)) {
        match by_task.iter_mut().find(|(task, _)| *task == one.task) {
            Some((_, attempts)) => attempts.push(one.clone()),
            None => by_task.push((one.task, vec![one.clone()])),
        }
    }
    let mut tasks = Vec::with_capacity(by_task.len());
    for (task, attempts) in by_task.into_iter().rev() {
        let whole = WholeTask::load(tx, district, task).await?;
        let feedback = feedback::released(tx, district, learner, &attempts).await?;
        let met = feedback::met(&whole, &feedback);
        let mut with_files = Vec::with_capacity(attempts.len());
        for one in attempts {
            let found = files(tx, district, learner, &one).await?;
            with_files.push((one, found));
        }
        tasks.push(PortfolioTask { whole, attempts: with_files, feedback, met });
    }
    let open = if own { open_tasks(tx, actor, &work, now).await? } else { Vec::new() };
    Ok(Portfolio { person, relationship, tasks, open })
}

async fn open_tasks(tx: &mut Tx, actor: &Actor, work: &[Work], now: Timestamp) -> Result<Vec<Task>, Refusal> {
    let (district, today) = (actor.district, chance::date_of(actor.district, now));
    let mut open = Vec::new();
    for place in store::enrollment::of_person(tx, district, actor.person).await? {
        if place.role != SectionRole::Learner || !place.dates.contains(today) {
            continue;
        }
        for task in store::task::of_section(tx, district, place.section).await? {
            let begun = task.opens_at.is_none_or(|opens| opens <= now);
            let ended = task.closes_at.is_some_and(|closes| closes <= now) || task.archived_at.is_some();
            let given = work.iter().any(|one| one.task == task.id && one.handed_in_at.is_some());
            if begun && !ended && !given {
                open.push(task);
            }
        }
    }
    open.sort_by_key(|task| (task.due_at.is_none(), task.due_at, task.id));
    Ok(open)
}
