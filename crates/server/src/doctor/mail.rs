//! The mail server of a district: is one named, does it answer, and do letters lead back to the pages.

use std::{
    io::{BufRead as _, BufReader},
    net::{TcpStream, ToSocketAddrs as _},
    time::Duration,
};

use usecases::{
    Actor, App, Refusal,
    mail_settings::{Chosen, Secrecy, show_mail_settings},
};

use super::Findings;

/// How long a mail server may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Looks at the settings of one district; `public_address` is what `serve` is given.
pub async fn look(
    app: &App,
    administrator: &Actor,
    district: &str,
    public_address: Option<&str>,
    findings: &mut Findings,
) -> Result<(), Refusal> {
    let Some(settings) = show_mail_settings(app, administrator).await? else {
        findings.well("mail", format!("{district} names no mail server: families get no mail."));
        return Ok(());
    };
    let chosen = &settings.chosen;
    if !chosen.sending {
        findings.well("mail", format!("{district} has turned sending off."));
        return Ok(());
    }
    if !chosen.sign_in_name.is_empty() && !settings.has_password {
        findings.wrong(
            "mail",
            format!("{district} signs in to {} without a password: type it at /admin/mail.", chosen.host),
        );
    }
    reached(chosen, district, findings);
    if chosen.secrecy == Secrecy::Plain && !is_here(&chosen.host) {
        findings.doubtful(
            "mail",
            format!(
                "{district} sends to {} without encryption: families' addresses can be read on the way. Choose \
                 STARTTLS or TLS.",
                chosen.host
            ),
        );
    }
    link(chosen, district, public_address, findings);
    Ok(())
}

/// Whether somebody takes letters there. Nothing is sent: a server greets whoever comes.
fn reached(chosen: &Chosen, district: &str, findings: &mut Findings) {
    let place = format!("{}:{}", chosen.host, chosen.port);
    match greeted(chosen) {
        Ok(true) => findings.well("mail", format!("{place} answers for {district}.")),
        Ok(false) => findings.wrong(
            "mail",
            format!("{place}, named by {district}, is no mail server: look at the name, port and encryption."),
        ),
        Err(error) => findings.wrong(
            "mail",
            format!(
                "{place}, named by {district}, does not answer: {error}. Notices wait and are tried again; look \
                 at /admin/mail and at the firewall."
            ),
        ),
    }
}

fn greeted(chosen: &Chosen) -> std::io::Result<bool> {
    let mut last = std::io::Error::other("the name is not known");
    for address in (chosen.host.as_str(), chosen.port).to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, PATIENCE) {
            // Behind TLS the greeting is encrypted: that it listens is what can be seen.
            Ok(_) if chosen.secrecy == Secrecy::Tls => return Ok(true),
            Ok(stream) => {
                stream.set_read_timeout(Some(PATIENCE))?;
                let mut greeting = String::new();
                // A greeting that is not text is not one.
                let read = BufReader::new(stream).read_line(&mut greeting);
                return Ok(read.is_ok() && greeting.starts_with("220"));
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

fn is_here(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "::1")
}

/// Whether the link in a letter leads to where people sign in.
fn link(chosen: &Chosen, district: &str, public_address: Option<&str>, findings: &mut Findings) {
    let site = &chosen.site_address;
    if let Some(public) = public_address.filter(|public| public.trim_end_matches('/') != site) {
        findings.doubtful(
            "mail link",
            format!("letters of {district} lead to {site}, and --public-address is {public}: one is old."),
        );
    } else if !site.starts_with("https://") {
        findings
            .doubtful("mail link", format!("letters of {district} lead to {site}, which is not encrypted."));
    } else {
        findings.well("mail link", format!("letters of {district} lead to {site}."));
    }
}
