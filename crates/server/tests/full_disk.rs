//! A server whose disk has no room: writing is refused in a clear sentence, reading goes on, and what was
//! acknowledged is there after a new start. A limit on the size of files stands for the full disk.

mod served;

use std::process::Command;

use served::{Served, demonstration, link, onramp};

/// The log of SQLite may grow to this. Unit: KiB.
const LIMIT: &str = "1500";

/// Far more tokens than find room.
const MOST: usize = 2_000;

#[test]
fn writing_is_refused_and_reading_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path();
    let links = demonstration(data);
    let served = Served::start(data, &[], |command| {
        // A write beyond the limit fails, as on a full disk, instead of ending the program.
        let mut shell = Command::new("bash");
        shell.args(["-c", "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"", LIMIT]);
        shell.arg(command.get_program()).args(command.get_args());
        shell
    });
    let administrator = served.sign_in(link(&links, "administrator"));
    let educator = served.sign_in(link(&links, "educator"));
    let sections = served.get("/sections", &educator).body;
    let section = sections.split("href=\"/sections/").nth(1).and_then(|rest| rest.split('"').next());
    let section = format!("/sections/{}", section.expect("a section"));
    assert_eq!(served.get(&section, &educator).status, 200);

    let page = served.get("/tokens", &administrator).body;
    let csrf = page.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let csrf = csrf.expect("a form").to_owned();
    let expires = page.split("type=\"date\"").nth(1).and_then(|rest| rest.split("value=\"").nth(1));
    let expires = expires.and_then(|rest| rest.split('"').next()).expect("a day").to_owned();
    let make = |name: &str| {
        let form = format!("csrf={csrf}&name={name}&scope=read&expires={expires}");
        served.form("/tokens", &administrator, &form)
    };
    let mut acknowledged = Vec::new();
    let refused = (0..MOST).find_map(|n| {
        let name = format!("token-{n:04}");
        let answer = make(&name);
        if answer.status == 200 {
            acknowledged.push(name);
            return None;
        }
        Some(answer)
    });
    let refused = refused.expect("the disk was full at some time");
    assert_eq!(refused.status, 507, "{refused:?}");
    assert!(refused.body.contains("disk is full"), "{}", refused.body);
    assert!(acknowledged.len() > 20, "{}", acknowledged.len());

    // Pages of learners go on although the line that says who read them finds no room yet.
    for _ in 0..3 {
        let grid = served.get(&section, &educator);
        assert_eq!(grid.status, 200, "{grid:?}");
    }
    assert!(served.get("/health/ready", "").body.contains("\"writes_fail\":true"));
    assert!(served.get("/metrics", "").body.contains("onramp_writes_fail 1"));
    drop(served);

    let served = Served::start(data, &[], |command| command);
    let listed = served.get("/tokens", &administrator).body;
    for name in &acknowledged {
        assert!(listed.contains(name.as_str()), "{name} was acknowledged");
    }
    assert_eq!(make_again(&served, &administrator, &csrf, &expires), 200);
    served.end();
    let verified = onramp(data).args(["ledger", "verify"]).output().expect("it runs");
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
}

fn make_again(served: &Served, cookie: &str, csrf: &str, expires: &str) -> u16 {
    served.form("/tokens", cookie, &format!("csrf={csrf}&name=later&scope=read&expires={expires}")).status
}
