//! The administrator's first page: is everything well?

use axum::{Router, extract::State, routing::get};
use usecases::{
    chance,
    district_day::zone_of,
    import_report::{ImportState, ShownImport},
    show_health::{Anchor, Engine, Health, show_health},
};

use crate::{
    figures::grouped,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        admin_home::{AdminHome, Check},
        shell::Link,
    },
    when,
};

/// A database that answers slower than this needs somebody. Unit: microseconds.
const SLOW_MICROSECONDS: u64 = 200_000;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/admin", get(show))
}

/// What time it is here, and by which zone.
fn clock(signed_in: &SignedIn) -> String {
    let district = signed_in.actor.district;
    let now = chance::local(district, chance::now());
    let zone = zone_of(district);
    let zone = zone.iana_name().unwrap_or("the zone of the server");
    format!("{:02}:{:02}, {zone}; set under Mail and notices", now.hour(), now.minute())
}

/// `GET /admin`
async fn show(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let health = show_health(&site.app, &signed_in.actor).await?;
    let checks = checks(&health);
    let unwell = checks.iter().filter(|check| !check.well).count();
    let engine = match health.engine {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    };
    let facts = [
        ("Version", env!("CARGO_PKG_VERSION").to_owned()),
        ("Database", format!("{engine}, {} MB", grouped(health.database_bytes.div_euclid(1_000_000)))),
        ("People", grouped(health.people)),
        ("Classes", grouped(health.sections)),
        ("Frameworks", grouped(health.frameworks)),
        ("Clock", clock(&signed_in)),
        ("Ledger", format!("{} entries of {} learners", grouped(health.entries), grouped(health.chains))),
    ];
    page(&AdminHome {
        shell: frame::shell(&site, &signed_in, "Administration", "/admin").await?,
        summary: match unwell {
            0 => "Everything is well.".to_owned(),
            1 => "One thing needs you.".to_owned(),
            many => format!("{many} things need you."),
        },
        checks,
        facts: facts.into_iter().map(|(label, value)| (label.to_owned(), value)).collect(),
        links: vec![
            Link::new("What needs somebody", "/exceptions"),
            Link::new("Imports", "/admin/imports"),
            Link::new("People", "/admin/people"),
            Link::new("Classes and teachers", "/admin/classes"),
            Link::new("Caseloads", "/admin/caseloads"),
            Link::new("Substitutes", "/substitutes"),
            Link::new("Do something for many", "/many/new"),
            Link::new("What was done to many", "/many"),
            Link::new("Two records of one child", "/admin/records"),
            Link::new("Calendars and bells", "/admin/calendars"),
            Link::new("Rules and numbers", "/admin/policies"),
            Link::new("Plans of assessments", "/assessments/plans"),
            Link::new("Item parameters and tracing", "/admin/measured"),
            Link::new("Words for learners and families", "/admin/wording"),
            Link::new("Mail and notices", "/admin/mail"),
            Link::new("Outbox", "/admin/outbox"),
            Link::new("Privacy", "/admin/privacy"),
            Link::new("Access log", "/admin/access"),
            Link::new("New class from names", "/sections/new"),
            Link::new("Tokens", "/tokens"),
        ],
    })
}

/// Anchors older than this prove little, once something was recorded since.
const ANCHOR_DAYS: i64 = 31;

fn anchored(anchor: &Anchor, health: &Health) -> Check {
    let days = health.at.duration_since(anchor.made_at).as_hours() / 24;
    let since = health.entries - anchor.entries;
    let well = days <= ANCHOR_DAYS || since == 0;
    let made = when::moment(anchor.made_at);
    let text = if well {
        format!("Anchored {made}: {} entries.", grouped(anchor.entries))
    } else {
        format!(
            "Anchored {made}, and {} entries since. Run onramp ledger anchor, and keep the file on another \
             machine.",
            grouped(since)
        )
    };
    Check { name: "Ledger".to_owned(), well, text }
}

fn imported(import: &ShownImport) -> Check {
    let named = format!("The last one, {}, {}", import.file_name, when::moment(import.started_at));
    let (well, text) = match import.state {
        ImportState::Refused => (false, format!("{named}, was broken: nothing of it came in.")),
        _ if import.report.errors > 0 => {
            (false, format!("{named}: {} rows or parts were left out.", grouped(import.report.errors)))
        }
        _ => (true, format!("{named}.")),
    };
    Check { name: "Imports".to_owned(), well, text }
}

fn checks(health: &Health) -> Vec<Check> {
    let check = |name: &str, well, text: String| Check { name: name.to_owned(), well, text };
    let microseconds = health.answered_in_microseconds;
    let database = if microseconds < 1_000 {
        "Answers in under a millisecond.".to_owned()
    } else {
        format!("Answers in {} ms.", microseconds / 1_000)
    };
    let import = match (&health.interrupted, &health.last_import) {
        (Some(one), _) => check(
            "Imports",
            false,
            format!("{} is not finished: open it under Imports and apply it to go on.", one.file_name),
        ),
        (None, Some(one)) => imported(one),
        (None, None) => check("Imports", true, "Nothing has been brought in yet.".to_owned()),
    };
    let anchor = match &health.last_anchor {
        Some(anchor) => anchored(anchor, health),
        None if health.entries == 0 => check("Ledger", true, "Nothing is recorded yet.".to_owned()),
        None => check(
            "Ledger",
            false,
            "Never anchored. Run onramp ledger anchor, and keep the file on another machine.".to_owned(),
        ),
    };
    vec![check("Database", microseconds < SLOW_MICROSECONDS, database), anchor, import]
}
