//! Work: a learner makes it, hands it in, reads what came of it; families and staff read along.

use std::sync::Arc;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderMap, StatusCode, header},
    middleware,
    response::{IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use domain::{
    LearnerId, TaskId,
    access::Relationship,
    chain::hex,
    item::FileValue,
    rubric::Rubric,
    task::{CriterionMark, NotAgain, RaterKind, Work, WorkState},
};
use mastery::wording::{Audience, Words};
use usecases::{
    begin_again::begin_again,
    feedback::{Feedback as CameOfIt, Voice},
    hand_in::{Written, add_file, hand_in, keep_draft, remove_file, show_own_task},
    keep_content::Checked,
    media::{EVERYTHING, Kind},
    review_work::Review,
    show_portfolio::{PortfolioTask, show_portfolio},
    show_why::audience,
    take_review::take_review,
    words::words_for,
};

use crate::{
    form::Fields,
    frame, item_html,
    page_error::{Page, PageError, page},
    sent_file,
    session::SignedIn,
    site::Site,
    statement,
    upload::{MOST_WORK_BYTES, Upload, refuse_large},
    views::{
        self,
        shell::Link,
        work::{Attempt, Draft, Feedback, FileKind, KeptFile, Made, OwnTask, Portfolio},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    let files =
        post(file).layer(DefaultBodyLimit::max(MOST_WORK_BYTES)).layer(middleware::from_fn(refuse_large));
    Router::new()
        .route("/work", get(own))
        .route("/work/{task}", get(show))
        .route("/work/{task}/draft", post(draft))
        .route("/work/{task}/hand-in", post(hand))
        .route("/work/{task}/again", post(again))
        .route("/work/{task}/reviews", post(take))
        .route("/work/{task}/files", files)
        .route("/work/{task}/files/{digest}/remove", post(remove))
        .route("/learners/{learner}/work", get(portfolio))
}

/// `GET /work`: what the reader made, and what waits for them.
async fn own(State(site): State<Site>, signed_in: SignedIn) -> Page {
    made(&site, &signed_in, signed_in.actor.person.as_learner(), "/work").await
}

/// `GET /learners/{learner}/work`
async fn portfolio(State(site): State<Site>, signed_in: SignedIn, Path(learner): Path<LearnerId>) -> Page {
    made(&site, &signed_in, learner, &format!("/learners/{learner}/work")).await
}

async fn made(site: &Site, signed_in: &SignedIn, learner: LearnerId, path: &str) -> Page {
    let found = show_portfolio(&site.app, &signed_in.actor, learner).await?;
    let words = words_for(&site.app, &signed_in.actor, audience(found.relationship)).await?;
    let name = found.person.name();
    let heading = words.tell("work-of", &[("name", (&name).into())]);
    let shell = frame::worded(site, signed_in, Arc::clone(&words), &heading, path).await?;
    let own = found.relationship == Relationship::Own;
    let crumbs = match found.relationship {
        Relationship::Own => vec![Link::new(&words.say("nav-can-do"), "/me")],
        Relationship::Guardian => vec![Link::new(&words.say("nav-children"), "/children")],
        _ => vec![Link::new(&name, &format!("/learners/{learner}"))],
    };
    let open = found.open.iter().map(|task| {
        let due = task.due_at.map(|due| due_word(&words, due)).unwrap_or_default();
        (Link::new(&task.title, &format!("/work/{}", task.id)), due)
    });
    page(&Portfolio {
        crumbs,
        heading,
        open: open.collect(),
        tasks: found.tasks.iter().map(|one| made_of(one, own, &words)).collect(),
        shell,
    })
}

fn due_word(words: &Words, due: domain::Timestamp) -> String {
    words.tell("work-due", &[("when", (&when::moment_in(words, due)).into())])
}

fn made_of(one: &PortfolioTask, own: bool, words: &Words) -> Made {
    let task = &one.whole.task;
    let attempt = |(work, files): &(Work, Vec<FileValue>)| {
        attempt(&one.whole.rubric, work, files, one.feedback.get(&work.attempt), words)
    };
    let met = one.met.iter().filter(|met| **met).count();
    let numbers = [("met", met.into()), ("all", one.met.len().into())];
    Made {
        title: Link::new(&task.title, &if own { format!("/work/{}", task.id) } else { String::new() }),
        progress: if one.feedback.is_empty() { String::new() } else { words.tell("work-met", &numbers) },
        attempts: one.attempts.iter().rev().map(attempt).collect(),
    }
}

/// What was handed in once, in the words of its reader.
fn attempt(
    rubric: &Rubric,
    work: &Work,
    files: &[FileValue],
    came_of_it: Option<&CameOfIt>,
    words: &Words,
) -> Attempt {
    let date = when::moment_in(words, work.handed_in_at.unwrap_or(work.touched_at));
    let number = usize::try_from(work.attempt).unwrap_or(0);
    let heading = words.tell("work-attempt", &[("number", number.into()), ("when", (&date).into())]);
    let state = match work.state {
        WorkState::Draft => format!(" · {}", words.say("work-draft")),
        WorkState::HandedIn => format!(" · {}", words.say("work-waits")),
        WorkState::Released => String::new(),
    };
    Attempt {
        heading: format!("{heading}{state}"),
        words: work.words.clone(),
        link: work.link.clone(),
        files: files.iter().map(|file| kept(work.learner, file)).collect(),
        feedback: came_of_it
            .into_iter()
            .flat_map(|one| &one.results)
            .filter_map(|one| feedback(rubric, one, words))
            .collect(),
        voices: came_of_it
            .into_iter()
            .flat_map(|one| &one.voices)
            .map(|one| voice(rubric, work.learner, one, words))
            .collect(),
    }
}

fn voice(rubric: &Rubric, learner: LearnerId, one: &Voice, words: &Words) -> views::work::Voice {
    views::work::Voice {
        from: match one.from {
            RaterKind::Staff => String::new(),
            RaterKind::Own => words.say("work-self-rating"),
            RaterKind::Peer => words.say("work-peer-rating"),
        },
        comment: one.comment.clone(),
        recordings: one.recordings.iter().map(|file| kept(learner, file)).collect(),
        marks: one.marks.iter().filter_map(|mark| feedback(rubric, mark, words)).collect(),
    }
}

fn feedback(rubric: &Rubric, said: &CriterionMark, words: &Words) -> Option<Feedback> {
    let (criterion, mark) = (rubric.criteria.get(said.criterion)?, said.mark?);
    let level = criterion.level(mark);
    let met = criterion.is_met(mark);
    let name = level.map_or_else(|| words.say("work-not-applicable"), |level| level.name.clone());
    let word = match (level, met) {
        (None, _) => String::new(),
        (Some(_), true) => format!(", {}", words.say("work-is-met")),
        (Some(_), false) => format!(", {}", words.say("work-not-met")),
    };
    Some(Feedback {
        criterion: criterion.title.clone(),
        result: format!("{name}{word}"),
        descriptor: level.map_or_else(String::new, |level| level.descriptor.clone()),
        comment: said.comment.clone(),
        met,
    })
}

/// A file as a view.
fn kept(learner: LearnerId, file: &FileValue) -> KeptFile {
    let href = format!("/files/{learner}/{}", hex(&file.digest));
    KeptFile {
        link: Link::new(&file.name, &href),
        kind: file_kind(&file.media_type),
        remove_action: String::new(),
    }
}

/// How a file of a kind is shown.
pub fn file_kind(media_type: &str) -> FileKind {
    let shows = Kind::from_media_type(media_type).is_some_and(Kind::shows_in_place);
    match media_type.split_once('/') {
        Some(("audio", _)) if shows => FileKind::Sound,
        Some(("video", _)) if shows => FileKind::Film,
        Some(("image", _)) if shows => FileKind::Picture,
        _ => FileKind::Other,
    }
}

/// `GET /work/{task}`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(task): Path<TaskId>) -> Page {
    let found = show_own_task(&site.app, &signed_in.actor, task).await?;
    let words = words_for(&site.app, &signed_in.actor, Audience::Learner).await?;
    let path = format!("/work/{task}");
    let shell = frame::worded(&site, &signed_in, Arc::clone(&words), &found.whole.task.title, &path).await?;
    let learner = signed_in.actor.person.as_learner();
    let rubric = &found.whole.rubric;
    let takes = found.whole.task.takes;
    let last = found.attempts.last();
    let current = last.filter(|(work, _)| work.state == WorkState::Draft);
    let empty = last.is_none();
    let draft = (found.open && (empty || current.is_some())).then(|| {
        let (work, files) = current.map_or((None, &[][..]), |(work, files)| (Some(work), files.as_slice()));
        let once_more = work.filter(|work| work.attempt > 1);
        let title = |place: &usize| rubric.criteria.get(*place).map(|one| one.title.clone());
        Draft {
            action: format!("{path}/hand-in"),
            draft_action: format!("{path}/draft"),
            file_action: format!("{path}/files"),
            words: takes.words.then(|| work.map_or_else(String::new, |work| work.words.clone())),
            link: takes.link.then(|| work.map_or_else(String::new, |work| work.link.clone())),
            files: takes.files,
            audio: takes.audio,
            kept: files
                .iter()
                .map(|file| KeptFile {
                    remove_action: format!("{path}/files/{}/remove", hex(&file.digest)),
                    ..kept(learner, file)
                })
                .collect(),
            only: once_more.map_or_else(Vec::new, |work| work.asked.iter().filter_map(title).collect()),
        }
    });
    let state = match (&draft, last.map(|(work, _)| work.state), &found.again) {
        (Some(_), ..) | (None, _, Some(Ok(_))) => "",
        (None, Some(WorkState::HandedIn), _) => "work-state-waits",
        (None, _, Some(Err(NotAgain::AllMet))) => "work-state-all-met",
        (None, _, Some(Err(NotAgain::Meeting))) => "work-state-meeting",
        (None, _, Some(Err(NotAgain::Most(_)))) => "work-state-most",
        _ => "work-state-closed",
    };
    let may_again = found.open && draft.is_none() && matches!(found.again, Some(Ok(_)));
    let handed_in = found.attempts.iter().rev().filter(|(work, _)| work.state != WorkState::Draft);
    page(&OwnTask {
        crumbs: vec![Link::new(&words.say("nav-work"), "/work")],
        title: found.whole.task.title.clone(),
        due: found.whole.task.due_at.map(|due| due_word(&words, due)).unwrap_or_default(),
        prompt: statement::html(&found.whole.task.prompt),
        criteria: rubric
            .criteria
            .iter()
            .map(|one| {
                let met = one.levels.get(one.met);
                let looks = met.map_or_else(String::new, |level| {
                    if level.descriptor.is_empty() { level.name.clone() } else { level.descriptor.clone() }
                });
                (one.title.clone(), looks)
            })
            .collect(),
        draft,
        state: if state.is_empty() { String::new() } else { words.say(state) },
        script_words: item_html::words(&words).for_scripts(),
        reviews: reviews(&found.reviews, &words),
        peers: if found.peers.asked == 0 {
            String::new()
        } else {
            let numbers = [("done", found.peers.done.into()), ("asked", found.peers.asked.into())];
            words.tell("review-progress", &numbers)
        },
        take_action: if found.peers.may_take { format!("{path}/reviews") } else { String::new() },
        again_action: if may_again { format!("{path}/again") } else { String::new() },
        attempts: handed_in
            .map(|(work, files)| attempt(rubric, work, files, found.feedback.get(&work.attempt), &words))
            .collect(),
        shell,
    })
}

/// What the learner may rate: their own work, and that of classmates by number.
fn reviews(found: &[Review], words: &Words) -> Vec<(Link, String)> {
    let mut number = 0_usize;
    let line = |one: &Review| {
        let label = if one.rating.seat.kind() == RaterKind::Own {
            words.say("review-own")
        } else {
            number += 1;
            words.tell("review-peer", &[("number", number.into())])
        };
        let state = if one.rating.done_at.is_some() { words.say("review-is-done") } else { String::new() };
        (Link::new(&label, &format!("/reviews/{}", one.rating.id)), state)
    };
    found.iter().map(line).collect()
}

fn written(form: &Fields) -> Written {
    let field =
        |name: &str| form.pairs.iter().find(|(found, _)| found == name).map(|(_, value)| value.clone());
    // Browsers send line ends as CR LF.
    Written { words: field("words").map(|words| words.replace("\r\n", "\n")), link: field("link") }
}

fn back(task: TaskId) -> Response {
    Redirect::to(&format!("/work/{task}")).into_response()
}

/// `POST /work/{task}/draft`: 204 for a script, back to the page for a form.
async fn draft(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(task): Path<TaskId>,
    headers: HeaderMap,
    form: Fields,
) -> Result<Response, PageError> {
    keep_draft(&site.app, &signed_in.actor, task, written(&form)).await?;
    let script =
        headers.get(header::ACCEPT).is_some_and(|accept| accept.as_bytes().starts_with(b"application/json"));
    if script { Ok(StatusCode::NO_CONTENT.into_response()) } else { Ok(back(task)) }
}

/// `POST /work/{task}/hand-in`
async fn hand(State(site): State<Site>, signed_in: SignedIn, Path(task): Path<TaskId>, form: Fields) -> Page {
    hand_in(&site.app, &signed_in.actor, task, written(&form)).await?;
    Ok(back(task))
}

/// `POST /work/{task}/again`
async fn again(State(site): State<Site>, signed_in: SignedIn, Path(task): Path<TaskId>, _: Fields) -> Page {
    begin_again(&site.app, &signed_in.actor, task).await?;
    Ok(back(task))
}

/// `POST /work/{task}/reviews`: a classmate's work to rate.
async fn take(State(site): State<Site>, signed_in: SignedIn, Path(task): Path<TaskId>, _: Fields) -> Page {
    let rating = take_review(&site.app, &signed_in.actor, task).await?;
    Ok(Redirect::to(&format!("/reviews/{rating}")).into_response())
}

/// `POST /work/{task}/files`
async fn file(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(task): Path<TaskId>,
    mut upload: Upload,
) -> Page {
    let (name, bytes) = upload.take_file("file").ok_or(usecases::Refusal::invalid("file", "is missing"))?;
    let file = Checked::new(&name, bytes, EVERYTHING)?;
    add_file(&site.app, &signed_in.actor, task, file).await?;
    Ok(back(task))
}

/// `POST /work/{task}/files/{digest}/remove`
async fn remove(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((task, digest)): Path<(TaskId, String)>,
    _: Fields,
) -> Page {
    remove_file(&site.app, &signed_in.actor, task, sent_file::digest(&digest)?).await?;
    Ok(back(task))
}
