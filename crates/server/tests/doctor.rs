//! What `onramp doctor` says of set-ups that are well, doubtful and wrong.

mod served;

use std::{fs, net::TcpListener, os::unix::fs::PermissionsExt as _, path::Path, process::Command};

use serde_json::Value;
use served::{Served, demonstration, onramp};

#[test]
fn a_good_set_up_has_nothing_wrong() {
    let folder = closed_folder();
    demonstration(folder.path());
    done(onramp(folder.path()).arg("backup").arg(folder.path().join("copy.sqlite")));
    let looked = look(
        folder.path(),
        &["--listen", &free(), "--trusted-proxy", "--public-address", "https://a.example"],
    );
    assert!(looked.ended_well, "{looked:?}");
    for about in
        ["data folder", "database", "free space", "disk", "tables", "durability", "clock", "port", "backup"]
    {
        // What a machine of tests lacks in room is not this test's to say.
        let state = looked.state(about);
        assert!(about == "database" || about == "free space" || state == Some("well"), "{about}: {looked:?}");
    }
    assert_eq!(looked.count("wrong"), 0);
}

#[test]
fn a_damaged_database_says_what_to_do_and_the_copy_is_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    demonstration(folder.path());
    let (file, copy) = (folder.path().join("onramp.sqlite"), folder.path().join("copy.sqlite"));
    done(onramp(folder.path()).arg("backup").arg(&copy));
    let mut bytes = fs::read(&file).expect("the database");
    assert!(bytes.len() > 1 << 20, "{} bytes", bytes.len());
    bytes[8_192..1 << 20].fill(0x5A);
    fs::write(&file, bytes).expect("written");
    let damaged = onramp(folder.path()).args(["ledger", "verify"]).output().expect("it runs");
    let said = String::from_utf8_lossy(&damaged.stderr).into_owned();
    assert!(
        damaged.status.code() == Some(1) && said.contains("is damaged") && said.contains("onramp restore"),
        "{said}"
    );
    expect(&look(folder.path(), &[]), "database", "wrong", "is damaged");
    for part in ["onramp.sqlite", "onramp.sqlite-wal", "onramp.sqlite-shm"] {
        let (from, to) = (folder.path().join(part), folder.path().join(format!("damaged-{part}")));
        if from.exists() {
            fs::rename(from, to).expect("moved");
        }
    }
    done(onramp(folder.path()).arg("restore").arg(&copy));
    done(onramp(folder.path()).args(["ledger", "verify"]));
}

#[test]
fn each_fault_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    demonstration(&data);
    let busy = TcpListener::bind("127.0.0.1:0").expect("a port");
    let busy_address = busy.local_addr().expect("an address").to_string();

    expect(&look(&data, &["--listen", &busy_address]), "port", "wrong", "another program has");
    expect(&look(&data, &["--listen", "192.0.2.1:8080"]), "port", "wrong", "an address of this machine");
    expect(&look(&data, &["--listen", "0.0.0.0:0"]), "encryption", "wrong", "without TLS");
    let http = ["--listen", &free(), "--trusted-proxy", "--public-address", "http://a.example"];
    expect(&look(&data, &http), "public address", "wrong", "https://");
    expect(&look(&data, &["--listen", &free()]), "backup", "doubtful", "none was made");

    let nowhere = folder.path().join("nowhere");
    let missing = nowhere.join("onramp.sqlite").display().to_string();
    expect(&look(&nowhere, &["--database-url", &missing]), "data folder", "wrong", "install -d");
    let gone = "postgres://nobody:hidden@127.0.0.1:1/none";
    let looked = look(&data, &["--database-url", gone]);
    expect(&looked, "database", "wrong", "does not answer");
    assert!(!format!("{looked:?}").contains("hidden"), "a password is not printed");

    let file = data.join("onramp.sqlite");
    for way in [folder.path(), &data] {
        fs::set_permissions(way, fs::Permissions::from_mode(0o755)).expect("changed");
    }
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("changed");
    expect(&look(&data, &["--listen", &free()]), "database file", "wrong", "chmod o-rwx");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("changed");
    expect(&look(&data, &["--listen", &free()]), "database file", "well", "closed to others");

    fs::write(folder.path().join("odd.sqlite"), "no database").expect("written");
    let odd = folder.path().join("odd.sqlite").display().to_string();
    expect(&look(&data, &["--database-url", &odd]), "database", "wrong", "does not answer");
}

#[test]
fn a_mail_server_is_asked_for_its_greeting_and_letters_lead_to_the_pages() {
    let folder = tempfile::tempdir().expect("a folder");
    let links = demonstration(folder.path());
    let listen = free();
    let at = |public: &str| look(folder.path(), &["--listen", &listen, "--public-address", public]);
    expect(&at("https://a.example"), "mail", "well", "names no mail server");
    let served = Served::start(folder.path(), &[], |command| command);
    let cookie = served.sign_in(served::link(&links, "administrator"));
    let mail_server = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = mail_server.local_addr().expect("an address").port();
    let save = |secrecy: &str, site: &str| {
        let page = served.get("/admin/mail", &cookie).body;
        let csrf = page.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let body = format!(
            "csrf={}&sending=yes&host=127.0.0.1&port={port}&secrecy={secrecy}&sign_in_name=&password=\
             &from_address=a%40a.example&site_address={site}&time_zone=UTC&digest_minute=16%3A00\
             &digest_weekday=5&quiet_from_minute=20%3A00&quiet_until_minute=07%3A00",
            csrf.expect("a form")
        );
        let answer = served.form("/admin/mail", &cookie, &body);
        assert!(matches!(answer.status, 200 | 303), "{answer:?}");
    };
    let (a, b) = ("https://a.example", "https%3A%2F%2Fa.example");
    save("starttls", b);
    let (say, greeting) = std::sync::mpsc::channel::<&str>();
    std::thread::spawn(move || {
        for greeting in greeting {
            let (mut stream, _) = mail_server.accept().expect("somebody asks");
            let _ = std::io::Write::write_all(&mut stream, greeting.as_bytes());
        }
    });
    say.send("220 post.example ready\r\n").expect("it listens");
    let looked = at(a);
    expect(&looked, "mail", "well", "answers for");
    expect(&looked, "mail link", "well", a);
    say.send("SSH-2.0-odd\r\n").expect("it listens");
    expect(&at(a), "mail", "wrong", "no mail server");
    say.send("220 post.example ready\r\n").expect("it listens");
    expect(&at("https://b.example"), "mail link", "doubtful", "one is old");
    drop(say);
    std::thread::sleep(std::time::Duration::from_millis(200));
    expect(&at(a), "mail", "wrong", "does not answer");
}

#[test]
fn a_server_that_runs_has_its_port() {
    let folder = tempfile::tempdir().expect("a folder");
    demonstration(folder.path());
    let served = Served::start(folder.path(), &[], |command| command);
    let looked = look(folder.path(), &["--listen", &served.address().to_string()]);
    expect(&looked, "port", "well", "Onramp answers");
}

#[test]
fn certificates_are_read_and_compared() {
    let folder = closed_folder();
    if Command::new("openssl").arg("version").output().is_err() {
        println!("skipped: openssl is not here to make certificates");
        return;
    }
    demonstration(folder.path());
    let made = |name: &str, days: &str| {
        let file = |ending: &str| folder.path().join(format!("{name}.{ending}")).display().to_string();
        done(Command::new("openssl").args([
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            days,
            "-subj",
            "/CN=onramp.example",
            "-addext",
            "subjectAltName=DNS:onramp.example",
            "-keyout",
            &file("key"),
            "-out",
            &file("pem"),
        ]));
        (file("pem"), file("key"))
    };
    let (good, key) = made("good", "90");
    let (short, short_key) = made("short", "3");
    let at = |cert: &str, key: &str, host: &str| {
        let address = format!("https://{host}");
        look(
            folder.path(),
            &["--listen", &free(), "--tls-cert", cert, "--tls-key", key, "--public-address", &address],
        )
    };
    let looked = at(&good, &key, "onramp.example");
    for about in ["TLS certificate", "TLS key", "TLS name", "encryption"] {
        assert_eq!(looked.state(about), Some("well"), "{about}: {looked:?}");
    }
    assert_eq!(looked.count("wrong"), 0, "{looked:?}");
    expect(&at(&good, &short_key, "onramp.example"), "TLS key", "wrong", "does not go with");
    expect(&at(&short, &short_key, "onramp.example"), "TLS certificate", "doubtful", "renewed");
    expect(&at(&good, &key, "other.example"), "TLS name", "wrong", "not for other.example");
    expect(&at(&key, &key, "onramp.example"), "TLS certificate", "wrong", "no certificate");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("changed");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).expect("changed");
    expect(&at(&good, &key, "onramp.example"), "TLS key file", "wrong", "chmod o-rwx");
}

#[test]
fn a_postgres_that_can_lose_answers_is_wrong() {
    let Ok(server) = std::env::var("ONRAMP_TEST_POSTGRES") else {
        println!("skipped: ONRAMP_TEST_POSTGRES names no server");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let looked = look(folder.path(), &["--listen", &free(), "--database-url", &server]);
    // The server of tests does not wait for its disk.
    expect(&looked, "durability", "wrong", "fsync = off");
    assert!(
        looked.findings.iter().any(|one| one["about"] == "clock" && one["state"] == "well"),
        "{looked:?}"
    );
}

/// What was said.
#[derive(Debug)]
struct Looked {
    ended_well: bool,
    findings: Vec<Value>,
}

impl Looked {
    fn state(&self, about: &str) -> Option<&str> {
        let states = self.findings.iter().filter(|one| one["about"] == about).map(|one| &one["state"]);
        // The worst of what is said about it.
        let states: Vec<&str> = states.filter_map(Value::as_str).collect();
        ["wrong", "doubtful", "well"].into_iter().find(|state| states.contains(state))
    }

    fn count(&self, state: &str) -> usize {
        self.findings.iter().filter(|one| one["state"] == state).count()
    }
}

#[track_caller]
fn expect(looked: &Looked, about: &str, state: &str, words: &str) {
    let said = |one: &&Value| one["sentence"].as_str().is_some_and(|sentence| sentence.contains(words));
    let found =
        looked.findings.iter().filter(|one| one["about"] == about && one["state"] == state).find(said);
    assert!(found.is_some(), "{about} is not {state} with \"{words}\": {looked:#?}");
    assert_eq!(looked.ended_well, looked.count("wrong") == 0, "its status says whether something is wrong");
}

fn look(data: &Path, options: &[&str]) -> Looked {
    let done = onramp(data).args(["--json", "doctor"]).args(options).output().expect("it runs");
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    let json: Value = serde_json::from_str(&said)
        .unwrap_or_else(|_| panic!("{said}\n{}", String::from_utf8_lossy(&done.stderr)));
    Looked {
        ended_well: done.status.success(),
        findings: json["findings"].as_array().expect("a list").clone(),
    }
}

/// A folder that others may not enter.
fn closed_folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).expect("closed");
    folder
}

/// An address that nobody has at this moment.
fn free() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").to_string()
}

#[track_caller]
fn done(command: &mut Command) {
    let done = command.output().expect("it runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}
