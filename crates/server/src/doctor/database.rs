//! The database: does it answer, are its tables up to date, does it keep what it acknowledges, is it backed
//! up and anchored.

use domain::Timestamp;
use jiff::SignedDuration;
use usecases::{
    back_up::last_backup,
    examine_database::{Examined, examine_database, shown},
    measure_server::measure_server,
    operator::operator,
    show_person::list_districts,
};

use super::{Findings, mail};
use crate::commands::Common;

/// A backup is made every night; half a day more is no alarm.
const BACKUP_HOURS: i64 = 36;

/// An anchor is made every day on which something was recorded.
const ANCHOR_HOURS: i64 = 26;

/// Clocks that differ by more make times of different machines useless. Unit: seconds.
const CLOCK_SECONDS: i64 = 5;

/// Before this version of the program was written no clock can be right.
const NEVER_BEFORE: &str = "2026-11-01T00:00:00Z";

/// Looks.
pub async fn look(common: &Common, public_address: Option<&str>, now: Timestamp, findings: &mut Findings) {
    let address = common.address();
    let name = shown(&address);
    if common.sqlite_file().is_some_and(|file| !file.exists()) {
        findings.doubtful(
            "database",
            format!("there is none at {name} yet: run `onramp admin install --name NAME --code CODE`."),
        );
        return clock(None, now, findings);
    }
    let found = match examine_database(&address).await {
        Ok(found) => found,
        Err(error) => {
            findings.wrong(
                "database",
                format!("{name} does not answer: {error}. Is it running, and may this user read it?"),
            );
            return clock(None, now, findings);
        }
    };
    clock(Some(&found), now, findings);
    settings(&name, &found, findings);
    if tables(&name, &found, findings) {
        in_use(common, public_address, now, &found, findings).await;
    }
}

/// Whether the tables can be used by this program; says how they are.
fn tables(name: &str, found: &Examined, findings: &mut Findings) -> bool {
    let state = &found.state;
    if state.version > state.known {
        findings.wrong(
            "tables",
            format!(
                "a newer Onramp has used {name} (table version {}, this program knows {}): use that program.",
                state.version, state.known
            ),
        );
    } else if state.version == 0 {
        findings.doubtful("tables", format!("{name} is empty: run `onramp admin install`."));
    } else if state.pending.is_empty() {
        findings.well("tables", format!("{name} is at table version {}.", state.version));
    } else {
        findings.doubtful(
            "tables",
            format!(
                "{name} is at table version {}, this program brings it to {} when it starts: back it up, then \
                 `onramp admin upgrade`.",
                state.version, state.known
            ),
        );
    }
    state.version == state.known
}

/// Whether an acknowledged answer survives a power cut.
fn settings(name: &str, found: &Examined, findings: &mut Findings) {
    let mut well = Vec::new();
    for (setting, value) in &found.settings {
        match (setting.as_str(), value.as_str()) {
            ("journal_mode", "wal") | ("fsync" | "full_page_writes", "on") => well.push(setting.as_str()),
            ("synchronous_commit", value) if value != "off" => well.push(setting.as_str()),
            ("server_version", _) => {}
            ("journal_mode", other) => findings.doubtful(
                "durability",
                format!("{name} has the journal mode {other}; Onramp sets it to wal when it starts."),
            ),
            (setting, value) => findings.wrong(
                "durability",
                format!(
                    "{name} has {setting} = {value}: a power cut loses acknowledged answers. Set it to on."
                ),
            ),
        }
    }
    if !well.is_empty() {
        findings.well("durability", format!("{} as it should be.", well.join(", ")));
    }
}

/// Whether the clock can be right.
fn clock(found: Option<&Examined>, now: Timestamp, findings: &mut Findings) {
    let earliest: Timestamp = NEVER_BEFORE.parse().expect("a moment");
    let newest = found.and_then(|found| found.newest).unwrap_or(earliest).max(earliest);
    if now + SignedDuration::from_secs(CLOCK_SECONDS) < newest {
        return findings.wrong(
            "clock",
            format!(
                "it says {now}, and entries of {newest} are there already: set the clock, keep it with NTP."
            ),
        );
    }
    let apart =
        found.and_then(|found| found.clock).map_or(0, |other| now.duration_since(other).as_secs().abs());
    if apart > CLOCK_SECONDS {
        return findings.doubtful(
            "clock",
            format!("this machine and the database are {apart} seconds apart: keep both with NTP."),
        );
    }
    findings.well("clock", format!("it says {now}."));
}

/// What only a database in use has: districts with administrators and mail, a backup, anchors.
async fn in_use(
    common: &Common,
    public_address: Option<&str>,
    now: Timestamp,
    found: &Examined,
    findings: &mut Findings,
) {
    let looked = async {
        let app = usecases::open(&common.address()).await?;
        let districts = list_districts(&app).await?;
        if districts.is_empty() {
            findings.doubtful("districts", "there is none yet: run `onramp admin install`.");
            return Ok(());
        }
        for district in &districts {
            match operator(&app, district.id).await {
                Ok(administrator) => {
                    findings.well("districts", format!("{} has an administrator.", district.name));
                    let name = &district.name;
                    mail::look(&app, &administrator, name, public_address, findings).await?;
                }
                Err(refusal) => findings.wrong("districts", format!("{}: {refusal}", district.name)),
            }
        }
        anchor(measure_server(&app).await?.anchored_at, found.newest, now, findings);
        Ok::<_, usecases::Refusal>(())
    };
    if let Err(refusal) = looked.await {
        findings.wrong("database", refusal.to_string());
    }
    backup(common, now, findings);
}

fn anchor(made: Option<Timestamp>, newest: Option<Timestamp>, now: Timestamp, findings: &mut Findings) {
    let Some(newest) = newest else { return };
    let advice = "the server makes one a day; keep one elsewhere with `onramp ledger anchor --out FILE`.";
    match made {
        None => findings.doubtful("anchor", format!("the ledger was never anchored: {advice}")),
        Some(made) if made < newest && hours(made, now) > ANCHOR_HOURS => {
            findings.doubtful("anchor", format!("the newest is {} hours old: {advice}", hours(made, now)));
        }
        Some(made) => findings.well("anchor", format!("the newest is of {made}.")),
    }
}

fn backup(common: &Common, now: Timestamp, findings: &mut Findings) {
    let Some(file) = common.sqlite_file() else {
        return findings.doubtful(
            "backup",
            "Onramp cannot see the backups of PostgreSQL: see that pg_dump runs every night, and restore one \
             once a term.",
        );
    };
    match last_backup(&file) {
        None => findings.doubtful("backup", "none was made with `onramp backup FILE`: make one every night."),
        Some(made) if hours(made, now) > BACKUP_HOURS => findings.doubtful(
            "backup",
            format!(
                "the newest is {} hours old: make one every night with `onramp backup FILE`.",
                hours(made, now)
            ),
        ),
        Some(made) => findings.well("backup", format!("the newest is of {made}.")),
    }
}

fn hours(since: Timestamp, now: Timestamp) -> i64 {
    now.duration_since(since).as_hours()
}
