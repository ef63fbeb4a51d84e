//! The mail server of a district, with a test, and the outbox.

use axum::{
    Router,
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{NoticeId, notice::NoticeState};
use usecases::{
    Refusal,
    list_notices::list_notices,
    mail_settings::{
        Chosen, MailSettings, Secrecy, change_mail_settings, send_test_mail, show_mail_settings,
    },
};

use crate::{
    figures::grouped,
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        mail::{MailForm, Outbox, OutboxLine},
        shell::{Choice, Link, Notice, Shell, Tone},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/admin/mail", get(show).post(change))
        .route("/admin/mail/test", post(test))
        .route("/admin/outbox", get(outbox))
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    saved: Option<String>,
}

/// `GET /admin/mail`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Page {
    let found = show_mail_settings(&site.app, &signed_in.actor).await?;
    let saved = asked.saved.map(|_| good("Saved. Send a test to see whether it works."));
    let chosen = shown(&site, &headers, found.as_ref());
    form_page(&site, &signed_in, found.as_ref(), &chosen, saved).await
}

/// `POST /admin/mail`
async fn change(State(site): State<Site>, signed_in: SignedIn, headers: HeaderMap, form: Fields) -> Page {
    let found = show_mail_settings(&site.app, &signed_in.actor).await?;
    let before = shown(&site, &headers, found.as_ref());
    let password = form.one("password");
    let forget = !form.one("forget_password").is_empty();
    let password = if forget { Some(String::new()) } else { some(password) };
    let sent = match typed(&form) {
        Ok(new) => match change_mail_settings(&site.app, &signed_in.actor, new.clone(), password).await {
            Ok(()) => return Ok(Redirect::to("/admin/mail?saved=yes").into_response()),
            Err(refusal) => (new, refusal),
        },
        Err(refusal) => (before, refusal),
    };
    match sent {
        (chosen, Refusal::Invalid { field, why }) => {
            let notice = Notice { tone: Tone::Bad, text: format!("{} {why}.", label(field)), undo: None };
            let shown = form_page(&site, &signed_in, found.as_ref(), &chosen, Some(notice)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
        (_, refusal) => Err(refusal.into()),
    }
}

/// `POST /admin/mail/test`
async fn test(State(site): State<Site>, signed_in: SignedIn, headers: HeaderMap, form: Fields) -> Page {
    let found = show_mail_settings(&site.app, &signed_in.actor).await?;
    let to = form.one("to").trim();
    let (status, notice) = match send_test_mail(&site.app, &signed_in.actor, to).await {
        Ok(()) => {
            (StatusCode::OK, good(&format!("The server took the letter to {to}. Look whether it arrives.")))
        }
        Err(Refusal::Invalid { field, why }) => {
            let text = format!("{} {why}.", label(field));
            (StatusCode::UNPROCESSABLE_ENTITY, Notice { tone: Tone::Bad, text, undo: None })
        }
        Err(refusal) => return Err(refusal.into()),
    };
    let chosen = shown(&site, &headers, found.as_ref());
    let shown = form_page(&site, &signed_in, found.as_ref(), &chosen, Some(notice)).await?;
    Ok((status, shown).into_response())
}

fn good(text: &str) -> Notice {
    Notice { tone: Tone::Good, text: text.to_owned(), undo: None }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// What stands in the form: what is set, or what is proposed.
fn shown(site: &Site, headers: &HeaderMap, found: Option<&MailSettings>) -> Chosen {
    found.map_or_else(|| Chosen::proposed(&site.reach.address(headers)), |found| found.chosen.clone())
}

fn label(field: &str) -> &'static str {
    match field {
        "host" => "The server",
        "port" => "The port",
        "secrecy" => "The way to the server",
        "sign_in_name" => "The name",
        "password" => "The password",
        "from_address" => "The sender's address",
        "site_address" => "The address of the pages",
        "time_zone" => "The time zone",
        "digest_minute" => "The time of the digests",
        "digest_weekday" => "The day of the weekly digests",
        "quiet_from_minute" | "quiet_until_minute" => "The quiet hours",
        "to" => "The letter",
        _ => "The form",
    }
}

fn typed(form: &Fields) -> Result<Chosen, Refusal> {
    let minute = |field: &'static str| {
        minutes(form.one(field)).ok_or_else(|| Refusal::invalid(field, "have to be like 16:00"))
    };
    Ok(Chosen {
        sending: !form.one("sending").is_empty(),
        host: form.one("host").to_owned(),
        port: form.one("port").trim().parse().unwrap_or(0),
        secrecy: Secrecy::from_word(form.one("secrecy"))
            .ok_or_else(|| Refusal::invalid("secrecy", "is not known"))?,
        sign_in_name: form.one("sign_in_name").to_owned(),
        from_address: form.one("from_address").to_owned(),
        site_address: form.one("site_address").to_owned(),
        time_zone: form.one("time_zone").trim().to_owned(),
        digest_minute: minute("digest_minute")?,
        digest_weekday: form.one("digest_weekday").parse().unwrap_or(0),
        quiet_from_minute: minute("quiet_from_minute")?,
        quiet_until_minute: minute("quiet_until_minute")?,
    })
}

/// Minutes after midnight of `16:00`.
pub fn minutes(text: &str) -> Option<i64> {
    let time: jiff::civil::Time = text.trim().parse().ok()?;
    Some(i64::from(time.hour()) * 60 + i64::from(time.minute()))
}

/// `16:00`.
pub fn clock(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

async fn form_page(
    site: &Site,
    signed_in: &SignedIn,
    found: Option<&MailSettings>,
    chosen: &Chosen,
    notice: Option<Notice>,
) -> Page {
    let shell = frame::shell(site, signed_in, "Mail", "/admin/mail").await?;
    let secrecies = [
        (Secrecy::StartTls, "STARTTLS (usually port 587)"),
        (Secrecy::Tls, "TLS (usually port 465)"),
        (Secrecy::Plain, "None: a server on this machine"),
    ];
    let weekdays = WEEKDAYS.iter().zip(1..);
    page(&MailForm {
        shell: Shell { notice, ..shell },
        crumbs: vec![Link::new("Administration", "/admin")],
        sending: chosen.sending,
        host: chosen.host.clone(),
        port: if chosen.port == 0 { String::new() } else { chosen.port.to_string() },
        secrecies: secrecies
            .map(|(one, label)| Choice { selected: one == chosen.secrecy, ..Choice::new(one.word(), label) })
            .to_vec(),
        sign_in_name: chosen.sign_in_name.clone(),
        has_password: found.is_some_and(|found| found.has_password),
        from_address: chosen.from_address.clone(),
        site_address: chosen.site_address.clone(),
        time_zone: chosen.time_zone.clone(),
        digest_at: clock(chosen.digest_minute),
        weekdays: weekdays
            .map(|(label, number)| Choice {
                selected: number == chosen.digest_weekday,
                ..Choice::new(&number.to_string(), label)
            })
            .collect(),
        quiet_from: clock(chosen.quiet_from_minute),
        quiet_until: clock(chosen.quiet_until_minute),
        changed: found.map_or_else(String::new, |found| {
            format!("Changed by {}, {}.", found.changed.0, when::moment(found.changed.1))
        }),
    })
}

#[derive(serde::Deserialize)]
struct OutboxQuery {
    #[serde(default)]
    state: String,
    before: Option<NoticeId>,
}

/// `GET /admin/outbox?state=&before=`
async fn outbox(State(site): State<Site>, signed_in: SignedIn, Query(query): Query<OutboxQuery>) -> Page {
    let state = NoticeState::from_word(&query.state);
    let found = list_notices(&site.app, &signed_in.actor, state, query.before).await?;
    let counts = found.counts.iter().map(|(state, count)| format!("{} {}", grouped(*count), word(*state)));
    let counts: Vec<String> = counts.collect();
    let states = NoticeState::ALL.iter();
    page(&Outbox {
        shell: frame::shell(&site, &signed_in, "Outbox", "/admin/outbox").await?,
        crumbs: vec![Link::new("Administration", "/admin")],
        summary: if counts.is_empty() {
            "Nothing was ever sent.".to_owned()
        } else {
            counts.join(", ") + "."
        },
        states: std::iter::once(Choice::new("", "All"))
            .chain(
                states.map(|one| Choice {
                    selected: Some(*one) == state,
                    ..Choice::new(one.word(), word(*one))
                }),
            )
            .collect(),
        lines: found
            .notices
            .iter()
            .map(|(notice, name)| OutboxLine {
                to: name.clone(),
                address: notice.address.clone(),
                why: notice.why.clone(),
                queued: when::moment(notice.queued_at),
                state: word(notice.state).to_owned(),
                well: notice.state != NoticeState::Failed,
                detail: detail(notice),
                language: notice.language.clone(),
                subject: notice.subject.clone(),
                body: notice.body.clone(),
            })
            .collect(),
        next: found.next.map(|id| {
            let state = state.map_or("", NoticeState::word);
            format!("/admin/outbox?state={state}&before={id}")
        }),
    })
}

fn word(state: NoticeState) -> &'static str {
    match state {
        NoticeState::Queued => "waiting",
        NoticeState::Sending => "being sent",
        NoticeState::Sent => "sent",
        NoticeState::Failed => "not delivered",
        NoticeState::Dropped => "not sent",
    }
}

/// When it was sent, or why it was not.
fn detail(notice: &usecases::list_notices::Notice) -> String {
    let tries = match notice.tries {
        0 => String::new(),
        1 => "tried once".to_owned(),
        tries => format!("tried {tries} times"),
    };
    let sent = notice.sent_at.map(when::moment);
    let next = (notice.state == NoticeState::Queued && notice.tries > 0)
        .then(|| format!("next try {}", when::moment(notice.due_at)));
    let parts =
        [sent.unwrap_or_default(), tries, next.unwrap_or_default(), notice.error.clone().unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_the_day_are_read_and_written() {
        for (text, minute) in
            [("00:00", Some(0)), ("16:05", Some(965)), ("23:59", Some(1439)), ("24:00", None), ("", None)]
        {
            assert_eq!(minutes(text), minute, "{text}");
        }
        assert_eq!(clock(965), "16:05");
    }
}
