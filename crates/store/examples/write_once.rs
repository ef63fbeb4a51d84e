//! Opens an SQLite database, then commits some use cases one after another, saying when each begins
//! and when its caller is told that it is kept. `scripts/count_fsyncs` watches what happens between.
//!
//! Usage: `write_once FILE COMMITS`

use std::io::Write as _;

use domain::{DistrictId, PersonId, Timestamp, framework::Extra, people::Person};
use store::{Db, district::District};

const DISTRICT: DistrictId = DistrictId::from_bytes([1; 16]);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(commits)) = (arguments.next(), arguments.next()) else {
        return Err("usage: write_once FILE COMMITS".into());
    };
    let db = Db::open(&file).await?;
    let district = District { id: DISTRICT, name: "D".to_owned(), code: "d".to_owned(), demonstration: true };
    db.write(district, |tx, district| Box::pin(store::district::add(tx, district, Timestamp::UNIX_EPOCH)))
        .await?;
    for n in 1..=commits.parse::<u8>()? {
        say(&format!("begins {n}\n"))?;
        let person = Person {
            id: PersonId::from_bytes([n; 16]),
            given_name: "Once".to_owned(),
            family_name: "Written".to_owned(),
            email: None,
            grade: None,
            language: None,
            sourced_id: None,
            active: true,
            extra: Extra::new(),
        };
        db.write(person, |tx, person| {
            Box::pin(store::person::put(tx, DISTRICT, std::slice::from_ref(person)))
        })
        .await?;
        say(&format!("kept {n}\n"))?;
    }
    Ok(())
}

/// One `write` call per line, so that a trace shows it in its place.
fn say(line: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(line.as_bytes())?;
    out.flush()
}
