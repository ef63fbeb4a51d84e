//! In whose name the command line works: an administrator of the district.

use domain::{DistrictId, people::RoleKind};

use crate::{Actor, App, Refusal, chance};

/// The administrator who holds the role longest. Whoever can run commands on the machine can read its
/// database; this names somebody for the log. Refused while the district has no administrator.
pub async fn operator(app: &App, district: DistrictId) -> Result<Actor, Refusal> {
    let today = chance::today(district);
    app.db
        .read(district, |tx, district| {
            Box::pin(async move {
                let roles = store::role::of_kind(tx, *district, RoleKind::Administrator).await?;
                let holds = roles.into_iter().filter(|role| role.dates.contains(today));
                let first = holds.min_by_key(|role| (role.dates.begins(), role.person));
                let first = first.ok_or_else(|| {
                    Refusal::Conflict(
                        "The district has no administrator: make one with onramp admin install.".to_owned(),
                    )
                })?;
                Ok(Actor::new(*district, first.person))
            })
        })
        .await
}
