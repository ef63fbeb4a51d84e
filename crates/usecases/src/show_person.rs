//! Who somebody is on this platform: their name, roles and district, for the frame of every page.

use domain::{
    caseload::CaseloadKind,
    people::{Person, RoleKind},
};
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
    /// Whether they teach somewhere in somebody's place today.
    pub substitutes: bool,
    /// What they answer for today.
    pub caseloads: Vec<CaseloadKind>,
}

/// Loads the frame.
pub async fn show_person(app: &App, actor: &Actor) -> Result<Frame, Refusal> {
    let (now, today) = (chance::now(), chance::today(actor.district));
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
                let days = store::substitution::of_person(tx, actor.district, actor.person, now).await?;
                let charges = store::caseload::of_holder(tx, actor.district, actor.person).await?;
                let answers = |kind| charges.iter().any(|one| one.kind == kind && one.holds(today));
                Ok(Frame {
                    district: district.ok_or(Refusal::NotFound("this district"))?,
                    person: person.ok_or(Refusal::NotFound("this person"))?,
                    substitutes: days.iter().any(|one| one.holds(now)),
                    caseloads: CaseloadKind::ALL.into_iter().filter(|kind| answers(*kind)).collect(),
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
