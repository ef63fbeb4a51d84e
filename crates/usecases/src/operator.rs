//! In whose name the command line works: an administrator of the whole district.

use domain::DistrictId;

use crate::{Actor, App, Refusal, access, chance};

/// The administrator who has run the whole district longest. Whoever can run commands on the machine can read
/// its database; this names somebody for the log. Refused while nobody runs the district.
pub async fn operator(app: &App, district: DistrictId) -> Result<Actor, Refusal> {
    find_operator(app, district).await?.ok_or_else(|| {
        Refusal::Conflict(
            "Nobody runs the whole district: give somebody the role with onramp admin role give.".to_owned(),
        )
    })
}

/// The same, or `None` while nobody runs the district.
pub async fn find_operator(app: &App, district: DistrictId) -> Result<Option<Actor>, Refusal> {
    let today = chance::today(district);
    app.db
        .read(district, |tx, district| {
            Box::pin(async move {
                let all = access::administrators_of_the_district(tx, *district, today).await?;
                Ok(all.first().map(|first| Actor::new(*district, *first)))
            })
        })
        .await
}
