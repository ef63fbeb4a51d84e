//! What the program acknowledges is on the disk: its system calls are watched between a request and its
//! reply. (Of the store alone, `crates/store/tests/durable.rs` says the same.)

mod served;

use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use served::{Served, demonstration, link};

const REQUESTS: usize = 5;

#[test]
fn between_a_request_that_writes_and_its_reply_the_log_reaches_the_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path();
    let links = demonstration(data);
    let served = Served::start(data, &[], |command| command);
    let administrator = served.sign_in(link(&links, "administrator"));
    let page = served.get("/tokens", &administrator).body;
    let between = |text: &str, before: &str| {
        text.split(before).nth(1).and_then(|rest| rest.split('"').next()).expect("a field").to_owned()
    };
    let csrf = between(&page, "name=\"csrf\" value=\"");
    let day = page.split("type=\"date\"").nth(1).expect("a day");
    let expires = between(day, "value=\"");

    let trace = data.join("trace");
    let Some(mut watch) = watch(served.pid(), &trace) else { return };
    for n in 0..REQUESTS {
        let form = format!("csrf={csrf}&name=durable-{n}&scope=read&expires={expires}");
        assert_eq!(served.form("/tokens", &administrator, &form).status, 200);
    }
    let stopped = Command::new("kill").args(["-INT", &watch.id().to_string()]).status().expect("kill runs");
    assert!(stopped.success());
    let _ = watch.wait();
    let text = String::from_utf8_lossy(&fs::read(&trace).expect("a trace")).into_owned();
    let synced = synced(&text);
    assert_eq!(synced.len(), REQUESTS, "every request and its reply are seen: {text}");
    assert!(synced.iter().all(|times| *times > 0), "times the log reached the disk: {synced:?}");
}

/// Watches a program; `None` where that is not possible.
fn watch(pid: u32, trace: &Path) -> Option<Child> {
    let tried = Command::new("strace").args(["-e", "trace=none", "true"]).stderr(Stdio::null()).status();
    if !tried.is_ok_and(|status| status.success()) {
        eprintln!("skipped: strace is not there, or may not watch programs here");
        return None;
    }
    let calls = "trace=fsync,fdatasync,read,recvfrom,write,writev,sendto";
    let mut strace = Command::new("strace");
    strace.args(["-f", "-y", "-s", "40", "-e", "signal=none", "-e", calls]).arg("-o").arg(trace);
    let mut watching =
        strace.args(["-p", &pid.to_string()]).stderr(Stdio::null()).spawn().expect("strace runs");
    // It has made its file before it holds the program's threads.
    for _ in 0..100 {
        let held = fs::read_to_string(format!("/proc/{pid}/status")).expect("the program runs");
        if held.lines().any(|line| line.starts_with("TracerPid:") && !line.ends_with("\t0")) {
            thread::sleep(Duration::from_millis(300));
            return Some(watching);
        }
        thread::sleep(Duration::from_millis(50));
    }
    let ended = watching.wait();
    panic!("strace does not watch: {ended:?}");
}

/// For each request in order, how often SQLite's log was written through before the reply.
fn synced(trace: &str) -> Vec<usize> {
    let (mut found, mut open) = (Vec::new(), None);
    let mut waiting: Vec<&str> = Vec::new();
    for line in trace.lines() {
        let thread = line.split(' ').next().unwrap_or_default();
        let syncs = line.contains("fsync(") || line.contains("fdatasync(");
        if line.contains("\"POST /tokens ") {
            open = Some(0);
        } else if syncs && line.contains("onramp.sqlite-wal>") {
            if line.contains("<unfinished") {
                waiting.push(thread);
            } else if line.ends_with("= 0") {
                open = open.map(|times| times + 1);
            }
        } else if line.contains("sync resumed>") && line.ends_with("= 0") && waiting.contains(&thread) {
            waiting.retain(|other| *other != thread);
            open = open.map(|times| times + 1);
        } else if line.contains("\"HTTP/1.1 200 OK") {
            found.extend(open.take());
        }
    }
    found
}

#[test]
fn a_reply_before_the_log_is_seen() {
    let trace = "1 recvfrom(9<x>, \"POST /tokens HTTP/1.1\", 40) = 40\n\
                 2 fdatasync(5</d/onramp.sqlite-wal> <unfinished ...>\n\
                 1 sendto(9<x>, \"HTTP/1.1 200 OK\\r\\n\", 40) = 40\n\
                 2 <... fdatasync resumed>) = 0\n\
                 1 recvfrom(9<x>, \"POST /tokens HTTP/1.1\", 40) = 40\n\
                 2 fdatasync(5</d/onramp.sqlite-wal>) = 0\n\
                 2 fdatasync(5</d/onramp.sqlite>) = 0\n\
                 1 sendto(9<x>, \"HTTP/1.1 200 OK\\r\\n\", 40) = 40\n";
    assert_eq!(synced(trace), [0, 1]);
}
