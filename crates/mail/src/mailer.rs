//! Handing letters to an SMTP server.

use std::{fmt, net::IpAddr, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor,
    transport::smtp::{
        Error, PoolConfig,
        authentication::Credentials,
        client::{Tls, TlsParameters},
    },
};

use crate::{BadLetter, Letter};

/// How long a server may take for one step.
const PATIENCE: Duration = Duration::from_secs(20);

/// How the way to the server is kept secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secrecy {
    /// TLS from the first byte; usually port 465.
    Tls,
    /// TLS after a word in the clear, and nothing before it; usually port 587.
    StartTls,
    /// None, for a server on this machine.
    Plain,
}

impl Secrecy {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::Tls, Self::StartTls, Self::Plain];

    /// The word in storage and the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Tls => "tls",
            Self::StartTls => "starttls",
            Self::Plain => "plain",
        }
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|secrecy| secrecy.word() == word)
    }
}

/// A server, and how to sign in there.
#[derive(Clone, PartialEq, Eq)]
pub struct Server {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way there is kept secret.
    pub secrecy: Secrecy,
    /// Name and password; `None` where it asks for none.
    pub sign_in: Option<(String, String)>,
}

impl fmt::Debug for Server {
    /// Without the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.sign_in.as_ref().map(|(name, _)| name);
        write!(f, "Server({}:{}, {:?}, {name:?})", self.host, self.port, self.secrecy)
    }
}

/// A server that cannot be used at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadServer {
    /// A password would travel in the clear over a network.
    #[error("a password is sent to {0} only with TLS: choose TLS or STARTTLS, or leave the name empty")]
    PasswordInTheClear(String),
    /// The name of the server is none.
    #[error("\"{0}\" cannot be the name of a server")]
    Host(String),
}

/// Why a letter was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The letter or its address; trying again would end alike.
    #[error("{0}")]
    ForGood(String),
    /// The server refused for the moment.
    #[error("{0}")]
    ForNow(String),
    /// The server was not reached, or did not speak with us at all: what waits behind would fare alike.
    #[error("{0}")]
    NoServer(String),
}

/// A server, ready to take letters; keeps its connection for the next one. Needs a runtime of tokio around it.
pub struct Mailer(AsyncSmtpTransport<Tokio1Executor>);

impl Mailer {
    /// Prepares, without connecting yet.
    pub fn new(server: &Server) -> Result<Self, BadServer> {
        let Server { host, port, secrecy, sign_in } = server;
        if *secrecy == Secrecy::Plain && sign_in.is_some() && !is_here(host) {
            return Err(BadServer::PasswordInTheClear(host.clone()));
        }
        let parameters = || TlsParameters::new(host.clone()).map_err(|_| BadServer::Host(host.clone()));
        let tls = match secrecy {
            Secrecy::Tls => Tls::Wrapper(parameters()?),
            Secrecy::StartTls => Tls::Required(parameters()?),
            Secrecy::Plain => Tls::None,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(*port)
            .tls(tls)
            .timeout(Some(PATIENCE))
            .pool_config(PoolConfig::new().max_size(1));
        if let Some((name, password)) = sign_in {
            builder = builder.credentials(Credentials::new(name.clone(), password.clone()));
        }
        Ok(Self(builder.build()))
    }

    /// Hands over one letter; when this returns, the server has taken it.
    pub async fn send(&self, letter: &Letter) -> Result<(), Failure> {
        let message = letter.message().map_err(|error: BadLetter| Failure::ForGood(error.to_string()))?;
        match self.0.send(message).await {
            Ok(_) => Ok(()),
            Err(error) => Err(failure(&error)),
        }
    }
}

fn failure(error: &Error) -> Failure {
    use std::error::Error as _;
    // The cause says what happened; what stands around it only that something did.
    let text = error.source().map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"));
    let code = error.status().map(|code| code.to_string());
    // The server closes, or signing in failed: no letter fares better until that is mended.
    let of_all = matches!(code.as_deref(), Some("421" | "530" | "534" | "535" | "538"));
    if error.is_permanent() && !of_all {
        Failure::ForGood(text)
    } else if error.is_transient() && !of_all {
        Failure::ForNow(text)
    } else {
        Failure::NoServer(text)
    }
}

/// Whether a server is on this machine.
fn is_here(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_goes_nowhere_in_the_clear() {
        let server = |host: &str, secrecy, name: &str| Server {
            host: host.to_owned(),
            port: 25,
            secrecy,
            sign_in: (!name.is_empty()).then(|| (name.to_owned(), "secret".to_owned())),
        };
        for (server, usable) in [
            (server("mail.example", Secrecy::Plain, "onramp"), false),
            (server("mail.example", Secrecy::Plain, ""), true),
            (server("127.0.0.1", Secrecy::Plain, "onramp"), true),
            (server("localhost", Secrecy::Plain, "onramp"), true),
            (server("localhost.example", Secrecy::Plain, "onramp"), false),
        ] {
            assert_eq!(Mailer::new(&server).is_ok(), usable, "{server:?}");
            assert!(!format!("{server:?}").contains("secret"));
        }
    }
}
