//! The log of a server says what was asked and how it went, and never whom it was about.

mod served;

use std::collections::BTreeSet;

use served::{Served, demonstration, link, onramp};

#[test]
fn no_name_and_no_id_of_a_learner_comes_into_the_log() {
    let folder = tempfile::tempdir().expect("a folder");
    let links = demonstration(folder.path());
    let people = onramp(folder.path()).args(["--json", "export", "people"]).output().expect("it runs").stdout;
    let people: serde_json::Value = serde_json::from_slice(&people).expect("JSON");
    let text =
        |person: &serde_json::Value, field: &str| person[field].as_str().unwrap_or_default().to_owned();
    let people = people.as_array().expect("people");
    let mut secrets: BTreeSet<String> = BTreeSet::from(["Zanotelli".to_owned(), "zanotelli".to_owned()]);
    for person in people {
        for field in ["id", "family_name", "given_name", "email", "sourced_id"] {
            secrets.insert(text(person, field));
        }
    }
    secrets.retain(|secret| secret.len() > 2);
    assert!(secrets.len() > 100, "{secrets:?}");

    for (format, level) in [("json", "debug"), ("text", "info")] {
        let served = Served::start(folder.path(), &["--log", format], |mut command| {
            command.env("ONRAMP_LOG", level);
            command
        });
        let administrator =
            if format == "json" { served.sign_in(link(&links, "administrator")) } else { String::new() };
        for person in people.iter().take(40) {
            let (id, family, given) =
                (text(person, "id"), text(person, "family_name"), text(person, "given_name"));
            served.get(&format!("/learners/{id}"), &administrator);
            served.get(&format!("/admin/people?q={family}"), &administrator);
            served.get(&format!("/{family}/{given}"), &administrator);
            served.get(&format!("/api/v1/learners/{id}/mastery?q={family}"), &administrator);
            served.form(&format!("/admin/people/{id}/open"), &administrator, &format!("reason={given}"));
            served.get("/sections/not-an-id", &format!("{administrator}Referer: http://here/{family}\r\n"));
        }
        served.form("/sign-in", "", "name=Zanotelli&password=zanotelli");
        served.form("/sections/new", &administrator, "title=Zanotelli&nonsense=%ff");
        let log = served.end();
        let said: Vec<&String> = secrets.iter().filter(|secret| log.contains(secret.as_str())).collect();
        assert!(said.is_empty(), "{said:?} in\n{log}");
        // It is a log all the same.
        assert!(log.contains("/learners/{learner}") && log.contains("ending"), "{log}");
        if format == "json" {
            for line in log.lines() {
                let line: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
                assert!(line["timestamp"].is_string() && line["level"].is_string(), "{line}");
            }
            let answered =
                log.lines().filter(|line| line.contains("\"route\":\"/learners/{learner}\"")).count();
            assert_eq!(answered, 40, "a line for each request");
        } else {
            assert!(!log.contains('\u{1b}'), "no colours in a file");
        }
    }
}

#[test]
fn figures_are_open_to_this_machine_and_to_no_proxy_on_it() {
    let folder = tempfile::tempdir().expect("a folder");
    demonstration(folder.path());
    let served = Served::start(folder.path(), &["--trusted-proxy"], |command| command);
    let answer = served.get("/metrics", "");
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(answer.body.contains("onramp_http_requests_total{method=\"GET\",route=\"/health/ready\""));
    assert_eq!(served.get("/metrics", "X-Forwarded-For: 198.51.100.7\r\n").status, 401);
}
