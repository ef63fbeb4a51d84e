//! A small SMTP server on loopback: takes letters, or answers as it is told to.

#![expect(dead_code, reason = "each test file uses what it needs")]

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

/// A letter that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Of `MAIL FROM`.
    pub from: String,
    /// Of `RCPT TO`.
    pub to: Vec<String>,
    /// Headers and text, as sent, dots unstuffed.
    pub text: String,
}

/// What the server is told, and what it took.
#[derive(Debug, Default)]
struct State {
    taken: Vec<Taken>,
    /// Answers to the next `RCPT TO`s in the place of `250`.
    answers: VecDeque<&'static str>,
    /// Whether it hangs up when somebody comes.
    closed: bool,
    /// Whether it takes a letter and hangs up before it says so.
    silent: bool,
    /// `AUTH PLAIN` words that it takes; everybody where there is none.
    password: Option<&'static str>,
    connections: usize,
}

/// The server; ends with the test.
#[derive(Clone)]
pub struct Smtp {
    /// Where it listens.
    pub port: u16,
    state: Arc<Mutex<State>>,
}

impl Smtp {
    /// Listens on a free port of loopback.
    pub async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let state = Arc::new(Mutex::new(State::default()));
        let served = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&served)));
            }
        });
        Self { port, state }
    }

    /// Every letter that was taken, oldest first.
    pub fn taken(&self) -> Vec<Taken> {
        self.state.lock().expect("the state").taken.clone()
    }

    /// How often somebody connected.
    pub fn connections(&self) -> usize {
        self.state.lock().expect("the state").connections
    }

    /// Answers the next recipient with `line`.
    pub fn answer(&self, line: &'static str) {
        self.state.lock().expect("the state").answers.push_back(line);
    }

    /// Hangs up on everybody from now on, or no longer.
    pub fn close(&self, closed: bool) {
        self.state.lock().expect("the state").closed = closed;
    }

    /// Takes letters without saying so from now on, or says so again.
    pub fn be_silent(&self, silent: bool) {
        self.state.lock().expect("the state").silent = silent;
    }

    /// Asks for this word of `AUTH PLAIN`.
    pub fn ask_for(&self, word: &'static str) {
        self.state.lock().expect("the state").password = Some(word);
    }
}

async fn serve(stream: TcpStream, state: Arc<Mutex<State>>) {
    {
        let mut state = state.lock().expect("the state");
        state.connections += 1;
        if state.closed {
            return;
        }
    }
    let mut stream = BufReader::new(stream);
    let (mut from, mut to) = (String::new(), Vec::new());
    let mut answer = "220 test".to_owned();
    loop {
        if stream.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
            return;
        }
        let mut line = String::new();
        if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
            return;
        }
        let line = line.trim_end();
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        answer = match verb.as_str() {
            "EHLO" => "250-test\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH PLAIN".to_owned(),
            "AUTH" => {
                let given = line.rsplit(' ').next().unwrap_or_default();
                let expected = state.lock().expect("the state").password;
                let fits = expected.is_none_or(|word| word == given);
                if fits { "235 welcome" } else { "535 wrong name or password" }.to_owned()
            }
            "MAIL" => {
                (from, to) = (address(line), Vec::new());
                "250 ok".to_owned()
            }
            "RCPT" => {
                let told = state.lock().expect("the state").answers.pop_front();
                if told.is_none() {
                    to.push(address(line));
                }
                told.unwrap_or("250 ok").to_owned()
            }
            "DATA" => {
                if stream.write_all(b"354 go on\r\n").await.is_err() {
                    return;
                }
                let text = read_text(&mut stream).await;
                let mut state = state.lock().expect("the state");
                state.taken.push(Taken { from: from.clone(), to: to.clone(), text });
                if state.silent {
                    return;
                }
                "250 taken".to_owned()
            }
            "QUIT" => {
                let _ = stream.write_all(b"221 bye\r\n").await;
                return;
            }
            _ => "250 ok".to_owned(),
        };
    }
}

fn address(line: &str) -> String {
    line.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}

async fn read_text(stream: &mut BufReader<TcpStream>) -> String {
    let mut text = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.unwrap_or(0) == 0 || line == ".\r\n" {
            return text;
        }
        text.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
