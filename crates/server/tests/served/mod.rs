//! The program itself, serving the demonstration on a free port, and plain requests to it.

#![expect(dead_code, reason = "each test file uses what it needs")]

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    thread,
    time::Duration,
};

/// A program that serves, killed when it is dropped.
pub struct Served {
    program: Child,
    address: SocketAddr,
    log: PathBuf,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers, with lower-case names, one a line.
    pub headers: String,
    /// The body.
    pub body: String,
}

impl Served {
    /// Serves what is in `data`, and waits until it does. `prepare` may change how it is started.
    pub fn start(data: &Path, arguments: &[&str], prepare: impl FnOnce(Command) -> Command) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = free.local_addr().expect("a port");
        drop(free);
        let log = data.join("log");
        let mut command = onramp(data);
        command.args(["serve", "--listen", &address.to_string()]).args(arguments);
        let mut command = prepare(command);
        let log_file = std::fs::File::create(&log).expect("a log");
        let program = command.stderr(log_file).spawn().expect("it starts");
        let served = Self { program, address, log };
        for _ in 0..200 {
            if TcpStream::connect(address).is_ok() && served.get("/health/ready", "").status == 200 {
                return served;
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("it does not answer: {}", served.log());
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.program.id()
    }

    /// What it logged so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).expect("the log is text")
    }

    /// `GET`, with headers if any, each ending in CR LF.
    pub fn get(&self, path: &str, headers: &str) -> Answer {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n{headers}\r\n"))
    }

    /// A form.
    pub fn form(&self, path: &str, headers: &str, body: &str) -> Answer {
        let length = body.len();
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
        ))
    }

    fn send(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").expect("a head");
        let (first, headers) = head.split_once("\r\n").unwrap_or((head, ""));
        let status = first.split(' ').nth(1).and_then(|word| word.parse().ok()).expect("a status");
        Answer { status, headers: headers.to_owned(), body: body.to_owned() }
    }

    /// The cookie of whoever a printed link signs in.
    pub fn sign_in(&self, link: &str) -> String {
        let path = link.split_once("://").and_then(|(_, rest)| rest.split_once('/')).expect("an address").1;
        let answer = self.form(&format!("/{path}"), "", "");
        let set = answer.headers.lines().find_map(|line| line.strip_prefix("set-cookie: "));
        let cookie = set.unwrap_or_else(|| panic!("{answer:?}")).split(';').next().expect("a cookie");
        format!("Cookie: {cookie}\r\n")
    }

    /// Ends it as a service manager does, and waits.
    pub fn end(mut self) -> String {
        let ended = Command::new("kill").arg(self.program.id().to_string()).status().expect("kill runs");
        assert!(ended.success());
        assert!(self.program.wait().expect("it ends").success());
        self.log()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// The demonstration in `data`: a link for each role, by its name.
pub fn demonstration(data: &Path) -> Vec<(String, String)> {
    let done = onramp(data).args(["--json", "demonstration", "start"]).output().expect("it runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let json: serde_json::Value = serde_json::from_slice(&done.stdout).expect("JSON");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let links = json["links"].as_array().expect("links");
    links.iter().map(|link| (text(&link["role"]), text(&link["address"]))).collect()
}

/// The link of a role.
pub fn link<'l>(links: &'l [(String, String)], role: &str) -> &'l str {
    &links.iter().find(|(found, _)| found == role).expect("a link of this role").1
}

/// The program over `data`.
pub fn onramp(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onramp"));
    command.arg("--data").arg(data).stdin(Stdio::null());
    command
}

/// What the program prints over `data`, when it does what it is told.
#[track_caller]
pub fn done(data: &Path, arguments: &[&str]) -> String {
    let Output { status, stdout, stderr } = onramp(data).args(arguments).output().expect("it runs");
    assert!(status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).expect("UTF-8")
}
