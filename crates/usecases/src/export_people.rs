//! Writes who is in the district as a table, for administrators: who they are, never their records.

use domain::privacy::DisclosureWay;
use exchange::exports::{Shape, people};

use crate::{
    Actor, App, Refusal, access, chance,
    disclosures::{self, Left},
    search_people::after_of,
};

/// People per read.
const AT_ONCE: i64 = 1_000;

/// Everybody, by name.
pub async fn export_people(app: &App, actor: &Actor, shape: Shape) -> Result<Vec<u8>, Refusal> {
    let now = chance::now();
    let today = chance::date_of(actor.district, now);
    let everybody = app
        .db
        .read(actor.clone(), |tx, actor| {
            Box::pin(async move {
                access::administrator(tx, actor, today).await?;
                let mut everybody = Vec::new();
                loop {
                    let after = everybody.last().map(after_of);
                    let found =
                        store::person::page(tx, actor.district, None, after.as_ref(), AT_ONCE).await?;
                    if found.is_empty() {
                        return Ok::<_, Refusal>(everybody);
                    }
                    everybody.extend(found);
                }
            })
        })
        .await?;
    let left = Left {
        way: DisclosureWay::Export,
        recipient: "left-to-administrator",
        purpose: "left-people",
        ground: "left-running",
        fields: "left-people-fields",
    };
    disclosures::note(app, actor, left, Vec::new(), now).await?;
    Ok(people::write(shape, &everybody))
}
