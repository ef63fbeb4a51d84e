//! Who may look at the item bank, and who may write in it.

use domain::{Date, people::RoleKind};
use store::Tx;

use crate::{
    Actor, Refusal,
    access::{self, Action, Standing},
    write_assessment::staff,
};

/// Whoever works with learners here may look; to everybody else there is no bank.
pub(crate) async fn looks(tx: &mut Tx, actor: &Actor, today: Date) -> Result<Standing, Refusal> {
    staff(tx, actor, today).await.map_err(|refusal| match refusal {
        Refusal::NotFound(_) => Refusal::NotFound("this item"),
        other => other,
    })
}

/// Checks that somebody may write items, review them and put them live.
pub(crate) async fn writes(tx: &mut Tx, actor: &Actor, today: Date) -> Result<Standing, Refusal> {
    let standing = looks(tx, actor, today).await?;
    access::may_write(actor)?;
    if may_write(&standing) {
        return Ok(standing);
    }
    Err(Refusal::Denied(
        "Only educators, and whoever leads or runs a school or program, can write and review items.",
    ))
}

/// The same for the library of what there is to learn from.
pub(crate) async fn looks_at_resources(tx: &mut Tx, actor: &Actor, today: Date) -> Result<Standing, Refusal> {
    staff(tx, actor, today).await.map_err(|refusal| match refusal {
        Refusal::NotFound(_) => Refusal::NotFound("this resource"),
        other => other,
    })
}

/// Checks that somebody may add to the library and change what is in it.
pub(crate) async fn writes_resources(tx: &mut Tx, actor: &Actor, today: Date) -> Result<Standing, Refusal> {
    let standing = looks_at_resources(tx, actor, today).await?;
    access::may_write(actor)?;
    if may_write(&standing) {
        return Ok(standing);
    }
    Err(Refusal::Denied(
        "Only educators, and whoever leads or runs a school or program, can write lessons and add resources.",
    ))
}

/// Whether somebody teaches here, or leads or runs something.
pub(crate) fn may_write(standing: &Standing) -> bool {
    let leads = [RoleKind::Educator, RoleKind::ProgramLead, RoleKind::Principal, RoleKind::Administrator];
    let teaches = |(_, section): &(_, _)| standing.with_section(section, Action::Judge).is_some();
    leads.into_iter().any(|kind| standing.holds(kind)) || standing.places.iter().any(teaches)
}
