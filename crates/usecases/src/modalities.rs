//! Ways of learning: the district's list, which everything that is taught, given and scheduled chooses from.

use domain::{DistrictId, modality::Modality, people::RoleKind};
use store::Tx;

use crate::{Actor, App, Refusal, access, access::Standing, chance, write_assessment::staff};

/// The modalities of a district, in its order, and whether whoever asks may change them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownModalities {
    /// The list.
    pub modalities: Vec<Modality>,
    /// Whether these are the usual ones, because the district said nothing.
    pub usual: bool,
    /// Whether whoever asks may change them.
    pub may_change: bool,
}

/// Lists the modalities, for whoever works with learners.
pub async fn list_modalities(app: &App, actor: &Actor) -> Result<ShownModalities, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let standing = staff(tx, actor, today).await?;
                let own = store::modality::list(tx, actor.district, false).await?;
                Ok(ShownModalities {
                    usual: own.is_empty(),
                    modalities: or_usual(own),
                    may_change: may_change(&standing) && !actor.read_only,
                })
            })
        })
        .await
}

/// Takes over a district's whole list: for an administrator or a program lead. What is not in it any more keeps its
/// name for what names it.
pub async fn put_modalities(app: &App, actor: &Actor, all: Vec<Modality>) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let all = Modality::checked_all(all).map_err(|why| Refusal::invalid("modality", why))?;
    app.db
        .write((actor.clone(), all), move |tx, (actor, all)| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let standing = Standing::load(tx, actor, today).await?;
                if !may_change(&standing) {
                    return Err(Refusal::Denied(
                        "Only an administrator or a program lead can change the ways of learning.",
                    ));
                }
                Ok(store::modality::replace(tx, actor.district, all, now).await?)
            })
        })
        .await
}

fn may_change(standing: &Standing) -> bool {
    standing.is_administrator() || standing.holds(RoleKind::ProgramLead)
}

/// The modalities of a district: its own, or the usual ones.
pub(crate) async fn of(tx: &mut Tx, district: DistrictId) -> Result<Vec<Modality>, Refusal> {
    Ok(or_usual(store::modality::list(tx, district, false).await?))
}

/// The same with those that it gave up, so that everything that names one finds its name.
pub(crate) async fn with_retired(tx: &mut Tx, district: DistrictId) -> Result<Vec<Modality>, Refusal> {
    Ok(or_usual(store::modality::list(tx, district, true).await?))
}

fn or_usual(own: Vec<Modality>) -> Vec<Modality> {
    if own.is_empty() { Modality::usual() } else { own }
}
