//! Who somebody is on this platform: their name, roles and district, for the frame of every page.

use domain::people::{Person, RoleKind};
use store::district::District;

use crate::{Actor, App, Refusal, chance};

/// The frame of every page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The district.
    pub district: District,
    /// The person.
    pub person: Person,
    /// What they are today, most far-reaching first.
    pub roles: Vec<RoleKind>,
}

/// Loads the frame.
pub async fn show_person(app: &App, actor: &Actor) -> Result<Frame, Refusal> {
    let today = chance::today();
    app.db
        .look_up(actor.clone(), |tx, actor| {
            Box::pin(async move {
                let district = store::district::find(tx, actor.district).await?;
                let person = store::person::find(tx, actor.district, actor.person).await?;
                let held = store::role::of_person(tx, actor.district, actor.person).await?;
                let holds = |kind| held.iter().any(|role| role.kind == kind && role.dates.contains(today));
                let mut roles: Vec<RoleKind> =
                    RoleKind::ALL.iter().copied().filter(|kind| holds(*kind)).collect();
                roles.reverse();
                Ok(Frame {
                    district: district.ok_or(Refusal::NotFound("this district"))?,
                    person: person.ok_or(Refusal::NotFound("this person"))?,
                    roles,
                })
            })
        })
        .await
}

/// Every district of this installation; one is the usual case.
pub async fn list_districts(app: &App) -> Result<Vec<District>, Refusal> {
    app.db.look_up((), |tx, ()| Box::pin(async move { Ok(store::district::list(tx).await?) })).await
}
