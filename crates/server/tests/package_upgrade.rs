//! What the Debian package does with a running server when a new version comes: it starts it, or goes back to
//! the program and the data from before. A script stands for systemd here.

mod served;

use std::{
    fs,
    net::TcpListener,
    os::unix::fs::{PermissionsExt as _, symlink},
    path::{Path, PathBuf},
    process::{Command, Output},
};

use served::{demonstration, onramp};

/// Starts what `ONRAMP_PROGRAM` names and waits until it answers, as systemd waits until it is told.
const SYSTEMCTL: &str = r#"#!/bin/bash
pid=$ONRAMP_DATA_DIR/pid
echo "$*" >>"$ONRAMP_DATA_DIR/asked"
case $1 in
  stop)
    if [[ -e $pid ]]; then
      kill "$(cat "$pid")" 2>/dev/null
      while kill -0 "$(cat "$pid")" 2>/dev/null; do sleep 0.05; done
      rm "$pid"
    fi ;;
  start)
    setsid "$ONRAMP_PROGRAM" serve </dev/null >/dev/null 2>>"$ONRAMP_DATA_DIR/journal" &
    echo $! >"$pid"
    for _ in {1..200}; do
      kill -0 "$(cat "$pid")" 2>/dev/null || exit 1
      if exec 3<>"/dev/tcp/127.0.0.1/${ONRAMP_LISTEN##*:}"; then
        printf 'GET /health/ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n' >&3
        timeout 5 grep -q '"ready":true' <&3 && exit 0
      fi 2>/dev/null
      sleep 0.05
    done
    exit 1 ;;
esac
"#;

/// A new version that changes the data and then does not become well.
const BROKEN: &str = r#"#!/bin/bash
if [[ $1 == serve ]]; then
  "$REAL_PROGRAM" admin install --name Broken --code broken >/dev/null
  echo "broken" >&2
  exit 1
fi
exec "$REAL_PROGRAM" "$@"
"#;

struct Machine {
    folder: tempfile::TempDir,
    listen: String,
}

impl Machine {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let free = TcpListener::bind("127.0.0.1:0").expect("a port");
        let listen = free.local_addr().expect("an address").to_string();
        drop(free);
        let machine = Self { folder, listen };
        fs::create_dir(machine.data()).expect("a folder");
        demonstration(&machine.data());
        machine.program("bin/systemctl", SYSTEMCTL);
        symlink(real(), machine.path("previous")).expect("linked");
        symlink(real(), machine.path("onramp")).expect("linked");
        assert!(machine.run("systemctl", &["start", "onramp"]).status.success(), "it runs before");
        machine
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn data(&self) -> PathBuf {
        self.path("data")
    }

    fn program(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        // What runs is not written over: it is replaced.
        let _ = fs::remove_file(&path);
        fs::write(&path, text).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("made a program");
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Output {
        let path = format!("{}:{}", self.path("bin").display(), std::env::var("PATH").expect("a path"));
        Command::new(program)
            .args(arguments)
            .env("PATH", path)
            .env("ONRAMP_PROGRAM", self.path("onramp"))
            .env("REAL_PROGRAM", real())
            .env("ONRAMP_SETTINGS", "/nowhere")
            .env("ONRAMP_AS_CALLER", "yes")
            .env("ONRAMP_DATA_DIR", self.data())
            .env("ONRAMP_LISTEN", &self.listen)
            .env_remove("ONRAMP_DATABASE_URL")
            .output()
            .expect("it runs")
    }

    fn upgrade_with(&self, settings: &Path) -> Output {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packaging/upgrade");
        let text = "ONRAMP_SETTINGS=$1 exec \"$2\" \"$3\"";
        let [settings, script, previous] =
            [settings, &script, &self.path("previous")].map(|path| path.display().to_string());
        self.run("sh", &["-euc", text, "sh", &settings, &script, &previous])
    }

    fn upgrade(&self) -> Output {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packaging/upgrade");
        let previous = self.path("previous").display().to_string();
        self.run(script.to_str().expect("readable"), &[&previous])
    }

    fn files(&self, part: &str) -> usize {
        let entries = fs::read_dir(self.data()).expect("the folder is there");
        let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        names.filter(|name| name.contains(part)).count()
    }

    fn has_district(&self, code: &str) -> bool {
        let listed = onramp(&self.data()).args(["--district", code, "export", "people"]).output();
        listed.expect("it runs").status.success()
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        self.run("systemctl", &["stop", "onramp"]);
    }
}

#[test]
fn a_new_version_that_becomes_well_stays() {
    let machine = Machine::new();
    for _ in 0..5 {
        let done = machine.upgrade();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.success(), "{said}");
        assert!(said.contains("the new version runs"), "{said}");
        // Copies are named by the second.
        std::thread::sleep(std::time::Duration::from_millis(1_100));
    }
    assert_eq!(machine.files("before-upgrade-"), 3, "the newest copies are kept");
    assert_eq!(machine.files(".failed-"), 0);
}

#[test]
fn a_new_version_that_does_not_become_well_is_taken_back_with_its_changes() {
    let machine = Machine::new();
    machine.run("systemctl", &["stop", "onramp"]);
    assert!(machine.run("systemctl", &["start", "onramp"]).status.success());
    machine.program("onramp", BROKEN);
    let done = machine.upgrade();
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(!done.status.success(), "dpkg is told");
    assert!(said.contains("The one from before runs again"), "{said}");
    assert_eq!(fs::read(machine.path("onramp")).expect("there"), fs::read(real()).expect("there"));
    assert_eq!(machine.files("onramp.sqlite.failed-"), 1, "what it did is kept aside");
    assert!(!machine.has_district("broken"), "its changes are gone");
    let verified = onramp(&machine.data()).args(["ledger", "verify"]).output().expect("it runs");
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
    let asked = fs::read_to_string(machine.data().join("asked")).expect("asked");
    assert!(asked.ends_with("stop onramp\nstart onramp\nstop onramp\nstart onramp\n"), "{asked}");
}

#[test]
fn without_a_copy_nothing_is_upgraded() {
    let machine = Machine::new();
    machine.program("previous", "#!/bin/sh\necho 'no room' >&2\nexit 1\n");
    machine.program("onramp", BROKEN);
    let done = machine.upgrade();
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(!done.status.success() && said.contains("nothing is upgraded"), "{said}");
    assert!(!machine.has_district("broken"), "the new version was never started");
}

/// As systemd reads it; a shell would run what stands behind `&`, and put its own number for `$$`.
const ADDRESS: &str = "postgres://onramp:p$$w&d@127.0.0.1:1/onramp?sslmode=require&application_name=x";

#[test]
fn settings_are_read_literally() {
    let machine = Machine::new();
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packaging/settings");
    let script = format!(
        ". {}; read_settings \"$1\" && printf '%s|%s|%s' \"$ONRAMP_DATABASE_URL\" \"$ONRAMP_LOG\" \"$ONRAMP_A\"",
        library.display()
    );
    let settings = machine.path("onramp.env");
    for (text, read) in [
        (format!("# one\n;two\n\n ONRAMP_DATABASE_URL={ADDRESS} \nONRAMP_LOG=\"a b\"\nONRAMP_A='c'"), true),
        ("ONRAMP_LOG=a\\\nb".to_owned(), false),
        ("touch /tmp/x".to_owned(), false),
        ("A;touch=x".to_owned(), false),
    ] {
        fs::write(&settings, &text).expect("written");
        let done = machine.run("sh", &["-euc", &script, "sh", settings.to_str().expect("readable")]);
        assert_eq!(done.status.success(), read, "{text}: {}", String::from_utf8_lossy(&done.stderr));
        if read {
            assert_eq!(String::from_utf8_lossy(&done.stdout), format!("{ADDRESS}|a b|c"));
        }
    }
}

#[test]
fn an_upgrade_dumps_the_database_that_the_service_uses_or_does_nothing() {
    let machine = Machine::new();
    machine
        .program("bin/pg_dump", "#!/bin/sh\nfor one; do echo \"$one\"; done >\"$ONRAMP_DATA_DIR/dumped\"\n");
    let settings = machine.path("onramp.env");
    fs::write(&settings, format!("ONRAMP_DATABASE_URL={ADDRESS}\n")).expect("written");
    let done = machine.upgrade_with(&settings);
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    let dumped = fs::read_to_string(machine.data().join("dumped")).expect("pg_dump was called");
    assert!(dumped.ends_with(&format!("{ADDRESS}\n")), "{dumped}");
    assert!(!done.status.success() && said.contains("there is no copy of the data"), "{said}");
    fs::write(&settings, "ONRAMP_DATABASE_URL=/nowhere/onramp.sqlite\n").expect("written");
    let done = machine.upgrade_with(&settings);
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(!done.status.success() && said.contains("there is no database at /nowhere"), "{said}");
}

#[test]
fn tonights_backup_is_made_and_old_ones_go() {
    let machine = Machine::new();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packaging/backup");
    let backups = machine.data().join("backups");
    fs::create_dir(&backups).expect("made");
    let old = backups.join("onramp-2020-01-01T000000.sqlite");
    fs::write(&old, "old").expect("written");
    let aged = Command::new("touch").args(["-d", "2020-01-01"]).arg(&old).status().expect("it runs");
    assert!(aged.success());
    let done = machine.run(script.to_str().expect("readable"), &[]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let left: Vec<_> = fs::read_dir(&backups).expect("there").map(|one| one.expect("one").path()).collect();
    assert_eq!(left.len(), 1, "{left:?}");
    let restored = machine.path("restored");
    let copy = left[0].to_str().expect("readable");
    let done = onramp(&restored).args(["restore", copy]).output().expect("it runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

fn real() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_onramp"))
}
