//! Being signed in: who is, where, until when, and ending it.

use domain::{DistrictId, Timestamp, chain::Digest, people::Person};
use store::session::Session;

use crate::{
    Actor, App, Refusal, chance, password,
    sign_in::{self, NewSession, digest},
};

/// How long a session lives without being used.
const IDLE_HOURS: i64 = 12;

/// A session in use is written down at most this often.
const TOUCH_MINUTES: i64 = 5;

/// Who is signed in by a session's token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Who, and where.
    pub actor: Actor,
    /// The person.
    pub person: Person,
    /// The session.
    pub session: Session,
}

/// Who is signed in by `token`; `None` when nobody is any more.
pub async fn resume(app: &App, district: DistrictId, token: &str) -> Result<Option<SignedIn>, Refusal> {
    let now = chance::now();
    let token = digest(token);
    let found = app
        .db
        .look_up(token, |tx, token| {
            Box::pin(async move {
                let Some(session) = store::session::find(tx, district, token).await? else { return Ok(None) };
                let person = store::person::find(tx, district, session.person).await?;
                let active = person.as_ref().is_some_and(|person| person.active);
                // Who has two records is signed in to the one that stays, whichever they came with.
                let kept = store::record_link::kept_of(tx, district, session.person).await?;
                let person = match kept {
                    Some(kept) => store::person::find(tx, district, kept).await?,
                    None => person,
                };
                Ok::<_, Refusal>(person.filter(|_| active).map(|person| (session, person)))
            })
        })
        .await?;
    let Some((session, person)) = found.filter(|(session, _)| now < session.expires_at) else {
        return Ok(None);
    };
    if session.seen_at + jiff::SignedDuration::from_mins(TOUCH_MINUTES) < now {
        let touched = app
            .db
            .write(token, move |tx, token| {
                Box::pin(async move {
                    Ok::<_, Refusal>(store::session::touch(tx, district, token, now, expiry(now)).await?)
                })
            })
            .await;
        unless_full(touched)?;
    }
    Ok(Some(SignedIn { actor: Actor::new(district, person.id), person, session }))
}

/// A note that finds no room is left out: reading goes on while the disk is full.
pub(crate) fn unless_full(noted: Result<(), Refusal>) -> Result<(), Refusal> {
    match noted {
        Err(Refusal::Full) => Ok(()),
        other => other,
    }
}

/// Where a person is signed in, newest first, ended ones left out.
pub async fn list_sessions(app: &App, actor: &Actor) -> Result<Vec<Session>, Refusal> {
    let now = chance::now();
    app.db
        .look_up(actor.clone(), |tx, actor| {
            Box::pin(async move {
                let sessions = store::session::of_person(tx, actor.district, actor.person).await?;
                Ok(sessions.into_iter().filter(|session| now < session.expires_at).collect())
            })
        })
        .await
}

/// Ends one session of the person who asks.
pub async fn end_session(app: &App, actor: &Actor, session: domain::SessionId) -> Result<(), Refusal> {
    app.db
        .write((actor.clone(), session), |tx, (actor, session)| {
            Box::pin(async move {
                if store::session::end(tx, actor.district, actor.person, *session).await? {
                    return Ok(());
                }
                Err(Refusal::NotFound("this session"))
            })
        })
        .await
}

/// Ends the session with this token digest.
pub async fn sign_out(app: &App, actor: &Actor, session: Digest) -> Result<(), Refusal> {
    app.db
        .write((actor.clone(), session), |tx, (actor, session)| {
            Box::pin(async move {
                if let Some(found) = store::session::find(tx, actor.district, session).await? {
                    store::session::end(tx, actor.district, actor.person, found.id).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Ends every session of the person who asks, except the one with the digest `keep`.
pub async fn end_other_sessions(app: &App, actor: &Actor, keep: Digest) -> Result<u64, Refusal> {
    app.db
        .write((actor.clone(), keep), |tx, (actor, keep)| {
            Box::pin(async move {
                Ok(store::session::end_others(tx, actor.district, actor.person, Some(keep)).await?)
            })
        })
        .await
}

/// Whether the session with this token digest is still there, and its person still with the district.
pub async fn is_open(app: &App, district: DistrictId, session: Digest) -> Result<bool, Refusal> {
    let now = chance::now();
    app.db
        .look_up(session, |tx, session| {
            Box::pin(async move {
                let found = store::session::find(tx, district, session).await?;
                let Some(found) = found.filter(|found| now < found.expires_at) else { return Ok(false) };
                let person = store::person::find(tx, district, found.person).await?;
                Ok(person.is_some_and(|person| person.active))
            })
        })
        .await
}

/// Sets the password of the person who asks, ends every session of theirs, and begins a new one: whoever
/// holds a copy of the old cookie is out.
pub async fn choose_password(
    app: &App,
    actor: &Actor,
    secret: &str,
    device: &str,
) -> Result<NewSession, Refusal> {
    crate::access::may_write(actor)?;
    let now = chance::now();
    let hash = password::hash(secret).await?;
    app.db
        .write((actor.clone(), hash, device.to_owned()), move |tx, (actor, hash, device)| {
            Box::pin(async move {
                let account = store::account::of_person(tx, actor.district, actor.person).await?;
                let account = account.ok_or(Refusal::NotFound("your account"))?;
                store::account::set_password(tx, actor.district, account.id, hash).await?;
                store::session::end_others(tx, actor.district, actor.person, None).await?;
                sign_in::open(tx, actor.district, actor.person, "password", device, now).await
            })
        })
        .await
}

/// Until when a session lives that is used now.
pub(crate) fn expiry(now: Timestamp) -> Timestamp {
    now + jiff::SignedDuration::from_hours(IDLE_HOURS)
}
