//! Who somebody is on this platform: their name, roles and district, for the frame of every page.

use domain::people::{Person, RoleKind};
use store::district::District;

use crate::{Actor, App, Refusal, access::Standing, chance};

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
        .read(actor.clone(), |tx, actor| {
            Box::pin(async move {
                let district = store::district::find(tx, actor.district).await?;
                let person = store::person::find(tx, actor.district, actor.person).await?;
                let standing = Standing::load(tx, actor, today).await?;
                let mut roles: Vec<RoleKind> =
                    RoleKind::ALL.iter().copied().filter(|kind| standing.holds(*kind)).collect();
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
    app.db.read((), |tx, ()| Box::pin(async move { Ok(store::district::list(tx).await?) })).await
}
