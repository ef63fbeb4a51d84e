//! Handing queued notices to the mail server, one after another.
//!
//! At least once: a notice is noted as being sent before it is handed over, and as sent afterwards. When the
//! program ends in between, nobody knows whether the server took it, and it is sent again, with the same
//! message id; a family that reads twice that there is news loses nothing, one that is never told does. Every
//! try is counted, so that nothing is sent for ever.

use domain::{DistrictId, Timestamp, notice::NoticeState};
use jiff::SignedDuration;
use mail::{Failure, Letter};
use store::{Tx, db::Turn, mail_server::MailServer, notice::Notice};

use crate::{
    App, District, Refusal,
    batch_rows::LEARNER_REMINDER,
    mail_settings::{domain_of, mailer, sending},
    preferences::{HowOften, how_often},
    queue_digests::wall,
    show_person,
    tell_pace::PACE_NEWS,
};

/// How many notices of a district one round hands over.
const MOST_AT_ONCE: usize = 100;

/// How often a notice is tried: with the waits below, for about three days.
const MOST_TRIES: i64 = 24;

/// The wait after the first try; it doubles up to the longest. Unit: minutes.
const FIRST_WAIT_MINUTES: i64 = 5;
const LONGEST_WAIT_MINUTES: i64 = 240;

/// After how long a notice that is being sent is taken to be left behind. Unit: minutes. A server's patience
/// for one letter is far less.
const LEFT_BEHIND_MINUTES: i64 = 10;

/// How long notices that are done with are kept for the outbox. Unit: days.
const KEPT_DAYS: i64 = 90;

/// Sends what is due in every district, outside its quiet hours, and forgets what is long done with. Returns
/// how many were taken by a server.
pub async fn send_notices(app: &App, now: Timestamp) -> Result<usize, Refusal> {
    let mut sent = 0;
    for district in show_person::list_districts(app).await? {
        sent += send_notices_of(app, &district, now).await?;
    }
    Ok(sent)
}

/// Sends what is due in one district.
pub async fn send_notices_of(app: &App, district: &District, now: Timestamp) -> Result<usize, Refusal> {
    let id = district.id;
    let Some(server) = sending(app, id).await? else { return Ok(0) };
    let mut sent = 0;
    if !is_quiet(&server, wall(&server, now).1) {
        sent = of_district(app, id, &district.name, &server, now).await?;
    }
    let old = now - SignedDuration::from_hours(24 * KEPT_DAYS);
    app.db
        .write_in(Turn::Behind, (), move |tx, ()| {
            Box::pin(async move { Ok::<_, Refusal>(store::notice::sweep(tx, id, old).await?) })
        })
        .await?;
    Ok(sent)
}

/// Whether a minute of the day lies in the quiet hours, which may go over midnight.
fn is_quiet(server: &MailServer, minute: i64) -> bool {
    let (from, until) = (server.quiet_from_minute, server.quiet_until_minute);
    if from <= until { (from..until).contains(&minute) } else { minute >= from || minute < until }
}

async fn of_district(
    app: &App,
    district: DistrictId,
    name: &str,
    server: &MailServer,
    now: Timestamp,
) -> Result<usize, Refusal> {
    let mailer = mailer(server)?;
    let today = wall(server, now).0;
    let mut sent = 0;
    for _ in 0..MOST_AT_ONCE {
        let claimed = app.db.write((), move |tx, ()| Box::pin(claim(tx, district, today, now))).await?;
        let Some((notice, to_name)) = claimed else { break };
        let letter = Letter {
            from_name: name.to_owned(),
            from: server.from_address.clone(),
            to_name,
            to: notice.address.clone(),
            subject: notice.subject.clone(),
            body: notice.body.clone(),
            language: notice.language.clone(),
            id: format!("{}@{}", notice.id, domain_of(&server.from_address)),
        };
        let outcome = mailer.send(&letter).await;
        let no_server = matches!(outcome, Err(Failure::NoServer(_)));
        sent += usize::from(outcome.is_ok());
        let after = after(notice, outcome, now);
        app.db
            .write(after, move |tx, after| {
                Box::pin(async move {
                    Ok::<_, Refusal>(store::notice::update(tx, district, after, after.tries).await?)
                })
            })
            .await?;
        if no_server {
            break;
        }
    }
    Ok(sent)
}

/// Takes the next notice that is due, and is still wanted and allowed, and notes that it is being sent; with
/// the name of whom it goes to.
async fn claim(
    tx: &mut Tx,
    district: DistrictId,
    today: domain::Date,
    now: Timestamp,
) -> Result<Option<(Notice, String)>, Refusal> {
    let left_behind = now - SignedDuration::from_mins(LEFT_BEHIND_MINUTES);
    for _ in 0..MOST_AT_ONCE {
        let Some(mut notice) = store::notice::next_due(tx, district, now, left_behind).await? else {
            return Ok(None);
        };
        let tries = notice.tries;
        let person = store::person::find(tx, district, notice.person).await?;
        let person = person.filter(|person| person.active);
        let email = person.as_ref().and_then(|person| person.email.clone());
        let chosen = store::preference::find(tx, district, notice.person).await?;
        let rights = store::guardianship::of_guardian(tx, district, notice.person).await?;
        let refused = if how_often(chosen.notices.as_deref()) == HowOften::Never {
            Some("they chose to get no notices")
        } else if ![LEARNER_REMINDER, PACE_NEWS].contains(&notice.kind.as_str())
            && !rights.iter().any(|one| one.may_see && one.dates.contains(today))
        {
            Some("there is no longer a child whose record they may see")
        } else if email.is_none() {
            Some("they no longer have an e-mail address")
        } else {
            None
        };
        let worn_out = tries >= MOST_TRIES;
        match (refused, email) {
            (None, Some(email)) if !worn_out => {
                notice.state = NoticeState::Sending;
                notice.address = email;
                notice.tries += 1;
                notice.tried_at = Some(now);
                if store::notice::update(tx, district, &notice, tries).await? {
                    return Ok(Some((notice, person.map(|person| person.name()).unwrap_or_default())));
                }
            }
            (refused, _) => {
                notice.state = if refused.is_some() { NoticeState::Dropped } else { NoticeState::Failed };
                notice.error = refused.map(str::to_owned).or(notice.error);
                store::notice::update(tx, district, &notice, tries).await?;
            }
        }
    }
    Ok(None)
}

/// What becomes of a notice after it was tried.
fn after(mut notice: Notice, outcome: Result<(), Failure>, now: Timestamp) -> Notice {
    match outcome {
        Ok(()) => {
            notice.state = NoticeState::Sent;
            notice.sent_at = Some(now);
            notice.error = None;
        }
        Err(Failure::ForGood(why)) => {
            notice.state = NoticeState::Failed;
            notice.error = Some(storable(&why));
        }
        Err(Failure::ForNow(why) | Failure::NoServer(why)) => {
            let worn_out = notice.tries >= MOST_TRIES;
            notice.state = if worn_out { NoticeState::Failed } else { NoticeState::Queued };
            notice.due_at = now + SignedDuration::from_mins(wait_minutes(notice.tries));
            notice.error = Some(storable(&why));
        }
    }
    notice
}

fn wait_minutes(tries: i64) -> i64 {
    let doublings = u32::try_from(tries - 1).unwrap_or_default().min(10);
    (FIRST_WAIT_MINUTES << doublings).min(LONGEST_WAIT_MINUTES)
}

/// What a server says is text from outside.
fn storable(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_three_days_in_all() {
        let waits: Vec<i64> = (1..MOST_TRIES).map(wait_minutes).collect();
        assert_eq!(waits[..7], [5, 10, 20, 40, 80, 160, 240]);
        let hours = waits.iter().sum::<i64>() / 60;
        assert!((70..80).contains(&hours), "{hours}");
    }
}
