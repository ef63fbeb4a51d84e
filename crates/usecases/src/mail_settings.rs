//! The server that a district's mail goes through, and when it may go. The password never comes back out.

use domain::{DistrictId, Timestamp};
use jiff::tz::TimeZone;
pub use mail::Secrecy;
use mail::{BadServer, Failure, Letter, Mailer, Server};
use store::mail_server::MailServer;

use crate::{Actor, App, Refusal, access, chance, district_day::keep_zone};

/// The last minute of a day.
const LAST_MINUTE: i64 = 24 * 60 - 1;

/// What is set, for whoever may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailSettings {
    /// Everything but the password.
    pub chosen: Chosen,
    /// Whether there is a password.
    pub has_password: bool,
    /// Who changed it last, and when.
    pub changed: (String, Timestamp),
}

/// What an administrator chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Whether mail is sent at all.
    pub sending: bool,
    /// The server's name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way there is kept secret.
    pub secrecy: Secrecy,
    /// The name to sign in with; empty where the server asks for none.
    pub sign_in_name: String,
    /// The address that mail comes from.
    pub from_address: String,
    /// The address of the pages, for the link in the mail.
    pub site_address: String,
    /// Name of the time zone, such as `America/Chicago`.
    pub time_zone: String,
    /// When digests are made. Unit: minutes after midnight.
    pub digest_minute: i64,
    /// On which day weekly ones are made: 1 is Monday.
    pub digest_weekday: i64,
    /// From when nothing is sent. Unit: minutes after midnight.
    pub quiet_from_minute: i64,
    /// From when it is sent again; the same as the beginning for no quiet hours.
    pub quiet_until_minute: i64,
}

impl Chosen {
    /// What stands in the form of a district that has chosen nothing: Fridays at four, quiet at night.
    pub fn proposed(site_address: &str) -> Self {
        Self {
            sending: true,
            host: String::new(),
            port: 587,
            secrecy: Secrecy::StartTls,
            sign_in_name: String::new(),
            from_address: String::new(),
            site_address: site_address.to_owned(),
            time_zone: TimeZone::system().iana_name().unwrap_or("UTC").to_owned(),
            digest_minute: 16 * 60,
            digest_weekday: 5,
            quiet_from_minute: 20 * 60,
            quiet_until_minute: 7 * 60,
        }
    }
}

/// Shows what is set; `None` where no server was named.
pub async fn show_mail_settings(app: &App, actor: &Actor) -> Result<Option<MailSettings>, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor, |tx, actor| {
            Box::pin(async move {
                access::administrator(tx, actor, today).await?;
                let Some(server) = store::mail_server::find(tx, actor.district).await? else {
                    return Ok(None);
                };
                let who = store::person::find(tx, actor.district, server.changed_by).await?;
                Ok(Some(MailSettings {
                    has_password: server.password.is_some(),
                    changed: (who.map(|person| person.name()).unwrap_or_default(), server.changed_at),
                    chosen: chosen(server)?,
                }))
            })
        })
        .await
}

/// Changes what is set. A password of `None` stays, unless the server becomes another one: then it has to be
/// given again, so that it is never handed to a server that it was not meant for. An empty one is forgotten.
pub async fn change_mail_settings(
    app: &App,
    actor: &Actor,
    new: Chosen,
    password: Option<String>,
) -> Result<(), Refusal> {
    let (now, today) = (chance::now(), chance::today(actor.district));
    access::may_write(actor)?;
    let new = checked(new)?;
    let zone = new.time_zone.clone();
    app.db
        .write((actor.clone(), new, password), move |tx, (actor, new, password)| {
            Box::pin(async move {
                access::administrator(tx, actor, today).await?;
                let before = store::mail_server::find(tx, actor.district).await?;
                let password = match (password, &before) {
                    (Some(given), _) => Some(given.clone()).filter(|given| !given.is_empty()),
                    (None, Some(before)) if before.password.is_some() && !new.sign_in_name.is_empty() => {
                        if before.host != new.host || before.port != i64::from(new.port) {
                            let why = "has to be typed again for another server";
                            return Err(Refusal::invalid("password", why));
                        }
                        before.password.clone()
                    }
                    _ => None,
                };
                let server = MailServer {
                    sending: new.sending,
                    host: new.host.clone(),
                    port: i64::from(new.port),
                    secrecy: new.secrecy.word().to_owned(),
                    sign_in_name: Some(new.sign_in_name.clone()).filter(|name| !name.is_empty()),
                    password,
                    from_address: new.from_address.clone(),
                    site_address: new.site_address.clone(),
                    time_zone: new.time_zone.clone(),
                    digest_minute: new.digest_minute,
                    digest_weekday: new.digest_weekday,
                    quiet_from_minute: new.quiet_from_minute,
                    quiet_until_minute: new.quiet_until_minute,
                    digested_on: None,
                    changed_by: actor.person,
                    changed_at: now,
                };
                mailer(&server)?;
                Ok::<_, Refusal>(store::mail_server::put(tx, actor.district, &server).await?)
            })
        })
        .await?;
    keep_zone(actor.district, Some(&zone));
    Ok(())
}

/// Sends a letter that says only that it arrived, now, whatever the quiet hours. What the server answers
/// when it does not take it is in the refusal.
pub async fn send_test_mail(app: &App, actor: &Actor, to: &str) -> Result<(), Refusal> {
    let (now, today) = (chance::now(), chance::today(actor.district));
    access::may_write(actor)?;
    let to = to.trim().to_owned();
    if !mail::is_address(&to) {
        return Err(Refusal::invalid("to", "is not an e-mail address"));
    }
    let (server, district) = app
        .db
        .read(actor, |tx, actor| {
            Box::pin(async move {
                access::administrator(tx, actor, today).await?;
                let server = store::mail_server::find(tx, actor.district).await?;
                let district = store::district::find(tx, actor.district).await?;
                Ok::<_, Refusal>((server, district))
            })
        })
        .await?;
    let server = server.ok_or(Refusal::NotFound("a mail server: save one first"))?;
    let letter = Letter {
        from_name: district.map(|district| district.name).unwrap_or_default(),
        from: server.from_address.clone(),
        to_name: String::new(),
        to,
        subject: "Onramp: a test".to_owned(),
        body: "This letter shows that Onramp can send mail.\n".to_owned(),
        language: "en".to_owned(),
        id: format!("{}@{}", chance::notice_id(now), domain_of(&server.from_address)),
    };
    let sent = mailer(&server)?.send(&letter).await;
    sent.map_err(|failure| match failure {
        Failure::NoServer(why) => Refusal::invalid("host", format!("did not take the letter: {why}")),
        Failure::ForGood(why) | Failure::ForNow(why) => {
            Refusal::invalid("to", format!("was refused by the server: {why}"))
        }
    })
}

/// The mail server of a district that sends; `None` where there is none or it is turned off.
pub(crate) async fn sending(app: &App, district: DistrictId) -> Result<Option<MailServer>, Refusal> {
    let server = app
        .db
        .look_up((), |tx, ()| {
            Box::pin(async move { Ok::<_, Refusal>(store::mail_server::find(tx, district).await?) })
        })
        .await?;
    Ok(server.filter(|server| server.sending))
}

/// What takes letters for a district.
pub(crate) fn mailer(server: &MailServer) -> Result<Mailer, Refusal> {
    let secrecy = Secrecy::from_word(&server.secrecy).ok_or(Refusal::invalid("secrecy", "is not known"))?;
    let sign_in = server.sign_in_name.clone().map(|name| (name, server.password.clone().unwrap_or_default()));
    let port = u16::try_from(server.port).map_err(|_| Refusal::invalid("port", "is none"))?;
    Mailer::new(&Server { host: server.host.clone(), port, secrecy, sign_in }).map_err(|error| match error {
        BadServer::PasswordInTheClear(_) => Refusal::invalid("secrecy", format!("does not do: {error}")),
        BadServer::Host(_) => Refusal::invalid("host", format!("is none: {error}")),
    })
}

/// What stands behind the sign of an address.
pub(crate) fn domain_of(address: &str) -> &str {
    address.rsplit('@').next().unwrap_or_default()
}

fn chosen(server: MailServer) -> Result<Chosen, Refusal> {
    Ok(Chosen {
        sending: server.sending,
        host: server.host,
        port: u16::try_from(server.port).unwrap_or_default(),
        secrecy: Secrecy::from_word(&server.secrecy).ok_or(Refusal::invalid("secrecy", "is not known"))?,
        sign_in_name: server.sign_in_name.unwrap_or_default(),
        from_address: server.from_address,
        site_address: server.site_address,
        time_zone: server.time_zone,
        digest_minute: server.digest_minute,
        digest_weekday: server.digest_weekday,
        quiet_from_minute: server.quiet_from_minute,
        quiet_until_minute: server.quiet_until_minute,
    })
}

/// Refuses what could not work, with what to write instead.
fn checked(mut new: Chosen) -> Result<Chosen, Refusal> {
    new.host = new.host.trim().to_owned();
    new.sign_in_name = new.sign_in_name.trim().to_owned();
    new.from_address = new.from_address.trim().to_owned();
    new.site_address = new.site_address.trim().trim_end_matches('/').to_owned();
    let of_host = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | ':');
    if new.host.is_empty() || new.host.len() > 253 || !new.host.chars().all(of_host) {
        return Err(Refusal::invalid("host", "is not the name of a server, such as mail.district.example"));
    }
    if new.port == 0 {
        return Err(Refusal::invalid("port", "is a number from 1 to 65535: 587 and 465 are usual"));
    }
    if !mail::is_address(&new.from_address) {
        return Err(Refusal::invalid("from_address", "is not an e-mail address"));
    }
    let address = &new.site_address;
    let web = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    if !web.is_some_and(|rest| !rest.is_empty() && !rest.chars().any(|c| c.is_whitespace() || c.is_control()))
    {
        let why = "is not the address of the pages, such as https://onramp.district.example";
        return Err(Refusal::invalid("site_address", why));
    }
    if TimeZone::get(&new.time_zone).is_err() {
        return Err(Refusal::invalid("time_zone", "is not known: write it as in America/Chicago"));
    }
    for (field, minute) in [
        ("digest_minute", new.digest_minute),
        ("quiet_from_minute", new.quiet_from_minute),
        ("quiet_until_minute", new.quiet_until_minute),
    ] {
        if !(0..=LAST_MINUTE).contains(&minute) {
            return Err(Refusal::invalid(field, "is not a time of the day"));
        }
    }
    if !(1..=7).contains(&new.digest_weekday) {
        return Err(Refusal::invalid("digest_weekday", "is a number from 1 (Monday) to 7 (Sunday)"));
    }
    for (field, text) in [("sign_in_name", &new.sign_in_name), ("site_address", &new.site_address)] {
        if text.len() > 300 || text.contains('\0') {
            return Err(Refusal::invalid(field, "is too long"));
        }
    }
    Ok(new)
}
