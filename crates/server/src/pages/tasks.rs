//! Tasks of a class, as its educators give them and follow them.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{
    LearnerId, PersonId, RubricId, SectionId, TaskId, Timestamp,
    task::{Again, Judging, Takes, Task, WorkState},
};
use usecases::{
    Refusal,
    browse_rubrics::list_rubrics,
    chance,
    give_task::{
        NewTask, TaskRow as Found, TaskShown, archive_task, give_task, list_tasks, possible_raters, show_task,
    },
    rated::Rated,
    release_work::{note_meeting, release_work},
    third_rater::name_third,
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    statement,
    views::{
        shell::{Choice, Link, Notice, Tone},
        tasks::{TaskLine, TaskNew, TaskPage, TaskRow, Tasks, TypedTask},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sections/{section}/tasks", get(list).post(give))
        .route("/sections/{section}/tasks/new", get(new))
        .route("/tasks/{task}", get(show))
        .route("/tasks/{task}/release", post(release))
        .route("/tasks/{task}/meetings", post(meeting))
        .route("/tasks/{task}/third", post(third))
        .route("/tasks/{task}/archive", post(archive))
}

/// `GET /sections/{section}/tasks`
async fn list(State(site): State<Site>, signed_in: SignedIn, Path(section): Path<SectionId>) -> Page {
    let found = list_tasks(&site.app, &signed_in.actor, section).await?;
    let href = format!("/sections/{section}");
    let line = |(task, handed_in, waiting): (Task, usize, usize)| TaskLine {
        link: Link::new(&task.title, &format!("/tasks/{}", task.id)),
        about: match (task.archived_at, task.due_at) {
            (Some(_), _) => "put away".to_owned(),
            (None, Some(due)) => format!("due {}", when::moment(due)),
            (None, None) => String::new(),
        },
        progress: match (handed_in, waiting) {
            (0, _) => "none yet".to_owned(),
            (handed_in, 0) => format!("{handed_in} handed in"),
            (handed_in, waiting) => format!("{handed_in} handed in, {waiting} to rate or release"),
        },
    };
    page(&Tasks {
        shell: frame::shell(&site, &signed_in, "Tasks", "/sections").await?,
        crumbs: vec![Link::new("My classes", "/sections"), Link::new(&found.section.title, &href)],
        section: found.section.title.clone(),
        new_href: if found.may_give { format!("{href}/tasks/new") } else { String::new() },
        rows: found.tasks.into_iter().map(line).collect(),
    })
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    rubric: String,
}

/// `GET /sections/{section}/tasks/new?rubric=`
async fn new(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    Query(asked): Query<Asked>,
) -> Page {
    form(&site, &signed_in, section, (TypedTask::usual(), asked.rubric, Vec::new()), None).await
}

async fn form(
    site: &Site,
    signed_in: &SignedIn,
    section: SectionId,
    (typed, rubric, chosen): (TypedTask, String, Vec<String>),
    refusal: Option<String>,
) -> Page {
    let raters = possible_raters(&site.app, &signed_in.actor, section).await?;
    let mut rubrics = list_rubrics(&site.app, &signed_in.actor, "").await?;
    // One's own first.
    rubrics.sort_by_key(|one| !one.own);
    let choice = |one: usecases::browse_rubrics::Listed| {
        let id = one.kept.id.to_string();
        let choice = Choice::new(&id, &format!("{} ({})", one.kept.title, one.by));
        if id == rubric { choice.chosen() } else { choice }
    };
    let found = list_tasks(&site.app, &signed_in.actor, section).await?;
    let href = format!("/sections/{section}");
    let rater = |(id, name): (PersonId, String)| {
        let choice = Choice::new(&id.to_string(), &name);
        if chosen.contains(&choice.value) { choice.chosen() } else { choice }
    };
    page(&TaskNew {
        shell: frame::shell(site, signed_in, "Give a task", "/sections").await?,
        crumbs: vec![
            Link::new("My classes", "/sections"),
            Link::new(&found.section.title, &href),
            Link::new("Tasks", &format!("{href}/tasks")),
        ],
        action: format!("{href}/tasks"),
        rubric_href: format!("/rubrics/new?section={section}"),
        rubrics: rubrics.into_iter().map(choice).collect(),
        raters: raters.into_iter().map(rater).collect(),
        typed,
        refusal,
    })
}

/// `POST /sections/{section}/tasks`
async fn give(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    fields: Fields,
) -> Page {
    let given = match read(&signed_in, &fields) {
        Ok(new) => give_task(&site.app, &signed_in.actor, section, new).await,
        Err(refusal) => Err(refusal),
    };
    match given {
        Ok(task) => Ok(Redirect::to(&format!("/tasks/{task}")).into_response()),
        Err(Refusal::Invalid { field, why }) => {
            let one = |name: &str| fields.one(name).to_owned();
            let typed = TypedTask {
                title: one("title"),
                prompt: one("prompt"),
                takes: fields.all("takes").map(str::to_owned).collect(),
                due: one("due"),
                closes: one("closes"),
                most: one("most"),
                meeting_after: one("meeting_after"),
                raters: one("raters"),
                tolerance: one("tolerance"),
                days: one("days"),
                calibrated: !fields.one("calibrated").is_empty(),
                own: !fields.one("own").is_empty(),
                peers: one("peers"),
            };
            let chosen = fields.all("rater").map(str::to_owned).collect();
            let refusal = Some(format!("The field {field} {why}."));
            form(&site, &signed_in, section, (typed, one("rubric"), chosen), refusal).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn read(signed_in: &SignedIn, fields: &Fields) -> Result<NewTask, Refusal> {
    let moment = |name: &'static str| -> Result<Option<Timestamp>, Refusal> {
        let text = fields.one(name).trim();
        if text.is_empty() {
            return Ok(None);
        }
        let read = chance::moment_by_the_wall(signed_in.actor.district, text);
        read.map(Some).ok_or_else(|| Refusal::invalid(name, "is not a day and time"))
    };
    let number = |name: &'static str, usual: i64| -> Result<i64, Refusal> {
        let text = fields.one(name).trim();
        if text.is_empty() {
            Ok(usual)
        } else {
            text.parse().map_err(|_| Refusal::invalid(name, "is not a number"))
        }
    };
    let times = |name| Ok::<_, Refusal>(Some(number(name, 0)?).filter(|times| *times != 0));
    let rubric: RubricId =
        fields.one("rubric").parse().map_err(|_| Refusal::invalid("rubric", "is missing"))?;
    let raters: Result<Vec<PersonId>, _> = fields.all("rater").map(str::parse).collect();
    Ok(NewTask {
        title: fields.one("title").to_owned(),
        prompt: fields.one("prompt").to_owned(),
        rubric,
        takes: Takes::from_words(fields.all("takes"))
            .ok_or_else(|| Refusal::invalid("takes", "names something that cannot be handed in"))?,
        opens_at: None,
        due_at: moment("due")?,
        closes_at: moment("closes")?,
        again: Again { most: times("most")?, meeting_after: times("meeting_after")? },
        judging: Judging {
            raters: number("raters", 1)?,
            tolerance: number("tolerance", 0)?,
            business_days: number("days", 5)?,
            calibrated: !fields.one("calibrated").is_empty(),
            own: !fields.one("own").is_empty(),
            peers: number("peers", 0)?,
        },
        raters: raters.map_err(|error| Refusal::invalid("rater", error))?,
    })
}

#[derive(serde::Deserialize)]
struct Done {
    released: Option<usize>,
}

/// `GET /tasks/{task}`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(task): Path<TaskId>,
    Query(done): Query<Done>,
) -> Page {
    let found = show_task(&site.app, &signed_in.actor, task).await?;
    let mut shell = frame::shell(&site, &signed_in, &found.whole.task.title, "/sections").await?;
    shell.notice = done.released.map(|released| {
        let text = match released {
            0 => "There was nothing to release.".to_owned(),
            1 => "1 piece of work released: the student and their family see it now.".to_owned(),
            many => format!("{many} pieces of work released: students and families see them now."),
        };
        Notice { tone: Tone::Good, text, undo: None }
    });
    let href = format!("/tasks/{task}");
    let section = format!("/sections/{}", found.whole.section.id);
    let people = if found.may_release {
        possible_raters(&site.app, &signed_in.actor, found.whole.section.id).await?
    } else {
        Vec::new()
    };
    page(&TaskPage {
        shell,
        crumbs: vec![
            Link::new("My classes", "/sections"),
            Link::new(&found.whole.section.title, &section),
            Link::new("Tasks", &format!("{section}/tasks")),
        ],
        prompt: statement::html(&found.whole.task.prompt),
        facts: facts(&found),
        ready: found.rows.iter().filter(|row| matches!(row.rated, Some(Rated::Ready(_)))).count(),
        may_release: found.may_release,
        release_action: format!("{href}/release"),
        meeting_action: format!("{href}/meetings"),
        third_action: format!("{href}/third"),
        people: people.iter().map(|(id, name)| Choice::new(&id.to_string(), name)).collect(),
        archive: (
            format!("{href}/archive"),
            if found.whole.task.archived_at.is_some() { "Take out again" } else { "Put away" }.to_owned(),
        ),
        more: if found.may_release { more(&found.whole.task, &href) } else { Vec::new() },
        rows: found.rows.iter().map(|row| line(&found, row)).collect(),
    })
}

/// What there is to look at of this task: nothing of raters where one rates alone.
fn more(task: &Task, href: &str) -> Vec<Link> {
    let students = task.judging.own || task.judging.peers > 0;
    let mut links = Vec::new();
    if students {
        links.push(Link::new("What students say", &format!("{href}/reviews")));
    }
    if students || task.judging.raters > 1 {
        links.push(Link::new("How far raters agree", &format!("{href}/agreement")));
    }
    links.push(Link::new("Calibration rounds", &format!("{href}/calibrations")));
    links
}

fn facts(found: &TaskShown) -> Vec<(String, String)> {
    let task = &found.whole.task;
    let mut facts = vec![
        ("Rubric".to_owned(), format!("{}, version {}", found.whole.rubric.title, task.rubric_version)),
        ("Handed in".to_owned(), task.takes.as_words().join(", ")),
    ];
    facts.extend(task.due_at.map(|due| ("Due".to_owned(), when::moment(due))));
    facts.extend(task.closes_at.map(|closes| ("Takes nothing after".to_owned(), when::moment(closes))));
    let again = match (task.again.most, task.again.meeting_after) {
        (None, None) => "as often as it takes".to_owned(),
        (Some(most), None) => format!("{most} times in all"),
        (None, Some(after)) => format!("as often as it takes, from time {after} on after a meeting"),
        (Some(most), Some(after)) => format!("{most} times in all, from time {after} on after a meeting"),
    };
    facts.push(("Handing in again".to_owned(), again));
    let how = if task.judging.raters > 1 {
        format!("two without seeing each other, {} levels apart still agree", task.judging.tolerance)
    } else {
        "one".to_owned()
    };
    facts.push(("Rating".to_owned(), format!("{how}; within {} business days", task.judging.business_days)));
    let students: Vec<String> = [
        task.judging.own.then(|| "their own work".to_owned()),
        (task.judging.peers > 0).then(|| format!("work of {} without names", classmates(task.judging.peers))),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !students.is_empty() {
        facts.push(("Students rate".to_owned(), students.join("; ")));
    }
    if task.judging.calibrated {
        facts.push(("Raters".to_owned(), "pass a calibration round first".to_owned()));
    }
    for (_, name, waiting) in &found.raters {
        facts.push((name.clone(), format!("{waiting} to rate")));
    }
    facts
}

fn classmates(number: i64) -> String {
    if number == 1 { "1 classmate".to_owned() } else { format!("{number} classmates") }
}

fn line(found: &TaskShown, row: &Found) -> TaskRow {
    let state = match row.last() {
        None => "not begun".to_owned(),
        Some(work) => {
            let time = if work.attempt > 1 { format!(" (time {})", work.attempt) } else { String::new() };
            let state = match (work.state, &row.rated) {
                (WorkState::Draft, _) => "working on it".to_owned(),
                (WorkState::Released, _) => "feedback released".to_owned(),
                (WorkState::HandedIn, Some(Rated::Ready(_))) => "rated, to be released".to_owned(),
                (WorkState::HandedIn, Some(Rated::Apart(apart))) => {
                    format!("two raters are too far apart on {}: a third decides", apart.len())
                }
                (WorkState::HandedIn, _) => {
                    let by = work.rate_by.map_or_else(String::new, |by| format!(", by {}", when::day_of(by)));
                    format!("to be rated{by}")
                }
            };
            let due = found.whole.task.due_at;
            let late = work.handed_in_at.is_some_and(|at| due.is_some_and(|due| at > due));
            format!("{state}{time}{}", if late { ", late" } else { "" })
        }
    };
    TaskRow {
        learner: row.learner.learner.to_string(),
        name: Link::new(&row.learner.list_name, &format!("/learners/{}/work", row.learner.learner)),
        state,
        rate: row
            .own_rating
            .as_ref()
            .filter(|_| row.last().is_some_and(|work| work.state == WorkState::HandedIn))
            .map(|rating| Link::new("Rate", &format!("/ratings/{}", rating.id))),
        ready: matches!(row.rated, Some(Rated::Ready(_))),
        meeting: row.meeting_due,
        apart: matches!(row.rated, Some(Rated::Apart(_))),
    }
}

/// `POST /tasks/{task}/release`: fields `learner`, several; all where none is named.
async fn release(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(task): Path<TaskId>,
    form: Fields,
) -> Page {
    let learners: Result<Vec<LearnerId>, _> = form.all("learner").map(str::parse).collect();
    let learners = learners.map_err(|error| Refusal::invalid("learner", error))?;
    let done = release_work(&site.app, &signed_in.actor, task, learners).await?;
    Ok(Redirect::to(&format!("/tasks/{task}?released={}", done.works)).into_response())
}

fn learner(form: &Fields) -> Result<LearnerId, Refusal> {
    form.one("learner").parse().map_err(|error| Refusal::invalid("learner", error))
}

/// `POST /tasks/{task}/meetings`
async fn meeting(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(task): Path<TaskId>,
    form: Fields,
) -> Page {
    let met_on = form.one("met_on").parse().map_err(|_| Refusal::invalid("met_on", "is not a day"))?;
    note_meeting(&site.app, &signed_in.actor, (task, learner(&form)?), met_on, form.one("note")).await?;
    Ok(Redirect::to(&format!("/tasks/{task}")).into_response())
}

/// `POST /tasks/{task}/third`
async fn third(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(task): Path<TaskId>,
    form: Fields,
) -> Page {
    let person = form.one("person").parse().map_err(|error| Refusal::invalid("person", error))?;
    name_third(&site.app, &signed_in.actor, (task, learner(&form)?), person).await?;
    Ok(Redirect::to(&format!("/tasks/{task}")).into_response())
}

/// `POST /tasks/{task}/archive`
async fn archive(State(site): State<Site>, signed_in: SignedIn, Path(task): Path<TaskId>, _: Fields) -> Page {
    let found = show_task(&site.app, &signed_in.actor, task).await?;
    archive_task(&site.app, &signed_in.actor, task, found.whole.task.archived_at.is_none()).await?;
    Ok(Redirect::to(&format!("/tasks/{task}")).into_response())
}
