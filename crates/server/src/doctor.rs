//! `onramp doctor`: looks at a set-up from outside and says in words what is wrong with it and what to do.
//! Changes nothing.

mod certificate;
mod database;
mod files;
mod mail;
mod network;
mod tls;

use domain::Timestamp;
use usecases::chance;

use crate::{
    commands::{CommandError, Common, line},
    serve,
};

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// As it should be.
    Well,
    /// It works, and should be looked at.
    Doubtful,
    /// It does not work, or what was acknowledged may be lost or seen by others.
    Wrong,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at, in a word or two that stay the same.
    pub about: &'static str,
    /// How it is.
    pub state: State,
    /// In a sentence, with what to do.
    pub sentence: String,
}

/// Where findings are gathered.
#[derive(Debug, Default)]
pub struct Findings(pub Vec<Finding>);

impl Findings {
    /// Something is as it should be.
    pub fn well(&mut self, about: &'static str, sentence: impl Into<String>) {
        self.add(about, State::Well, sentence.into());
    }

    /// Something should be looked at.
    pub fn doubtful(&mut self, about: &'static str, sentence: impl Into<String>) {
        self.add(about, State::Doubtful, sentence.into());
    }

    /// Something is wrong.
    pub fn wrong(&mut self, about: &'static str, sentence: impl Into<String>) {
        self.add(about, State::Wrong, sentence.into());
    }

    fn add(&mut self, about: &'static str, state: State, sentence: String) {
        self.0.push(Finding { about, state, sentence });
    }
}

impl State {
    const fn word(self) -> &'static str {
        match self {
            Self::Well => "well",
            Self::Doubtful => "doubtful",
            Self::Wrong => "wrong",
        }
    }
}

/// Looks at everything and prints it; ends with an error when something is wrong.
pub async fn run(args: serve::Args, common: &Common) -> Result<(), CommandError> {
    let now = chance::now();
    let mut findings = Findings::default();
    files::look(common, &mut findings);
    database::look(common, args.public_address.as_deref(), now, &mut findings).await;
    tls::look(&args, now, &mut findings);
    network::look(&args, &mut findings);
    print(common, now, &findings);
    let wrong = findings.0.iter().filter(|finding| finding.state == State::Wrong).count();
    match wrong {
        0 => Ok(()),
        1 => Err(CommandError::Other("one thing is wrong".to_owned())),
        count => Err(CommandError::Other(format!("{count} things are wrong"))),
    }
}

fn print(common: &Common, now: Timestamp, findings: &Findings) {
    if common.json {
        let finding = |one: &Finding| serde_json::json!({ "about": one.about, "state": one.state.word(), "sentence": one.sentence });
        let all: Vec<_> = findings.0.iter().map(finding).collect();
        line(format_args!("{:#}", serde_json::json!({ "at": now.to_string(), "findings": all })));
        return;
    }
    for one in &findings.0 {
        line(format_args!("{:<9} {:<16} {}", one.state.word(), one.about, one.sentence));
    }
}
