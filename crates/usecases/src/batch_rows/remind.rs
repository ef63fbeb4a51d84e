//! Queueing a letter that asks to look. Nothing of a record is in it.

use domain::{
    LearnerId, NoticeId,
    batch::{BatchAction, Reminded},
    notice::NoticeState,
    people::Person,
};
use store::{Tx, notice::Notice};
use wording::{Audience, Language};

use super::{Did, Doing, Undid, joined, many, parts};
use crate::{
    Refusal, chance,
    preferences::{HowOften, how_often},
    queue_digests::wall,
    words,
};

/// The kind of letters to guardians.
pub(crate) const REMINDER: &str = "reminder";

/// The kind of letters to learners, who need no right to somebody else's record.
pub(crate) const LEARNER_REMINDER: &str = "learner_reminder";

/// What would be done.
pub(super) struct Plan {
    pub would: String,
    people: Vec<Person>,
    passed_over: String,
    to: Reminded,
}

pub(super) async fn plan(
    doing: &Doing,
    tx: &mut Tx,
    learner: LearnerId,
) -> Result<Result<Plan, String>, Refusal> {
    let BatchAction::Remind { to } = &doing.action else {
        return Ok(Err("this is no reminder".to_owned()));
    };
    if doing.mail.is_none() {
        return Ok(Err("no mail is sent here: an administrator can set it up".to_owned()));
    }
    let district = doing.district();
    let ids = match to {
        Reminded::Learner => vec![learner.as_person()],
        Reminded::Guardians => {
            let all = store::guardianship::of_learner(tx, district, learner).await?;
            let may = |one: &&domain::people::Guardianship| one.may_see && one.dates.contains(doing.today());
            all.iter().filter(may).map(|one| one.guardian).collect()
        }
    };
    let (mut people, mut no_address, mut unwanted) = (Vec::new(), 0, 0);
    for person in store::person::find_all(tx, district, &ids).await? {
        let chosen = store::preference::find(tx, district, person.id).await?;
        if how_often(chosen.notices.as_deref()) == HowOften::Never {
            unwanted += 1;
        } else if person.active && person.email.is_some() {
            people.push(person);
        } else {
            no_address += 1;
        }
    }
    let mut passed_over = String::new();
    if no_address > 0 {
        passed_over = format!("{no_address} without an e-mail address");
    }
    if unwanted > 0 {
        let joint = if passed_over.is_empty() { "" } else { ", " };
        passed_over = format!("{passed_over}{joint}{unwanted} who chose to get no letters");
    }
    if people.is_empty() {
        let nobody = match to {
            Reminded::Guardians => "nobody who speaks for this student can be written to",
            Reminded::Learner => "this student cannot be written to",
        };
        let why = if passed_over.is_empty() { nobody.to_owned() } else { format!("{nobody}: {passed_over}") };
        return Ok(Err(why));
    }
    let mut would = format!("{} queued", many(people.len(), "letter is", "letters are"));
    if !passed_over.is_empty() {
        would = format!("{would}; passed over: {passed_over}");
    }
    Ok(Ok(Plan { would, people, passed_over, to: *to }))
}

pub(super) async fn act(
    doing: &Doing,
    tx: &mut Tx,
    learner: LearnerId,
) -> Result<Result<Did, String>, Refusal> {
    let plan = match plan(doing, tx, learner).await? {
        Ok(plan) => plan,
        Err(why) => return Ok(Err(why)),
    };
    let mut queued: Vec<NoticeId> = Vec::new();
    let mut today_already = 0;
    for person in &plan.people {
        let Some(notice) = notice(doing, tx, person, plan.to).await? else { continue };
        if store::notice::add(tx, doing.district(), &notice).await? {
            queued.push(notice.id);
        } else {
            today_already += 1;
        }
    }
    if queued.is_empty() {
        return Ok(Err("is reminded by another letter of today".to_owned()));
    }
    let mut answer = format!("{} queued", many(queued.len(), "letter was", "letters were"));
    if today_already > 0 {
        answer = format!("{answer}; {today_already} had one today");
    }
    if !plan.passed_over.is_empty() {
        answer = format!("{answer}; passed over: {}", plan.passed_over);
    }
    Ok(Ok(Did { answer, left_behind: joined(queued), cells: Vec::new() }))
}

async fn notice(
    doing: &Doing,
    tx: &mut Tx,
    person: &Person,
    to: Reminded,
) -> Result<Option<Notice>, Refusal> {
    let Some(server) = &doing.mail else { return Ok(None) };
    let (audience, kind, page) = match to {
        Reminded::Guardians => (Audience::Family, REMINDER, "/children"),
        Reminded::Learner => (Audience::Learner, LEARNER_REMINDER, "/me"),
    };
    let chosen = store::preference::find(tx, doing.district(), person.id).await?;
    let language = words::chosen_or_known(chosen.language.as_deref(), Some(person));
    let words = words::load(tx, doing.district(), audience, language.unwrap_or(Language::English)).await?;
    let name = if person.given_name.is_empty() { person.name() } else { person.given_name.clone() };
    let body = [
        words.tell("reminder-hello", &[("name", (&name).into())]).as_str(),
        &format!("{}\n{}{page}", words.say("reminder-look"), server.site_address),
        &words.say("reminder-no-details"),
        &doing.district_name,
    ]
    .join("\n\n");
    Ok(Some(Notice {
        id: chance::notice_id(doing.now),
        person: person.id,
        kind: kind.to_owned(),
        day: wall(server, doing.now).0,
        why: "reminder: somebody at the school asked them to look".to_owned(),
        address: person.email.clone().unwrap_or_default(),
        language: words.language().tag().to_owned(),
        subject: words.say("reminder-subject"),
        body: format!("{body}\n"),
        state: NoticeState::Queued,
        queued_at: doing.now,
        due_at: doing.now,
        tries: 0,
        tried_at: None,
        sent_at: None,
        error: None,
    }))
}

/// Takes back the letters that wait; one that was sent cannot be.
pub(super) async fn undo(
    doing: &Doing,
    tx: &mut Tx,
    _learner: LearnerId,
    left: &str,
) -> Result<Undid, Refusal> {
    let (mut taken, mut sent) = (0, 0);
    for id in parts::<NoticeId>(left) {
        let Some(mut notice) = store::notice::find(tx, doing.district(), id).await? else { continue };
        if notice.state == NoticeState::Queued {
            notice.state = NoticeState::Dropped;
            notice.error = Some("taken back by who asked for it".to_owned());
            let tries = notice.tries;
            if store::notice::update(tx, doing.district(), &notice, tries).await? {
                taken += 1;
                continue;
            }
        }
        if matches!(notice.state, NoticeState::Sent | NoticeState::Sending) {
            sent += 1;
        }
    }
    if taken == 0 {
        let why = if sent > 0 {
            "a letter that was sent cannot be taken back"
        } else {
            "no letter of it waits any more"
        };
        return Ok(Undid::Kept(why.to_owned()));
    }
    let mut answer = format!("{} taken back", many(taken, "letter was", "letters were"));
    if sent > 0 {
        answer = format!("{answer}; {sent} had been sent, and a letter that was sent cannot be taken back");
    }
    Ok(Undid::Undone(Did { answer, left_behind: left.to_owned(), cells: Vec::new() }))
}
