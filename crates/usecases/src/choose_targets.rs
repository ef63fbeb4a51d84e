//! What a section works on: the columns of its grid.

use domain::{CompetencyId, DistrictId, SectionId, framework::Competency, people::Section};
use store::Tx;

use crate::{Actor, App, Change, Refusal, access, access::Action, chance};

/// The most targets of a section.
pub const MOST_TARGETS: usize = 400;

/// The targets of a section, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Targets {
    /// The section.
    pub section: Section,
    /// What it works on.
    pub chosen: Vec<Competency>,
}

/// Shows what a section works on.
pub async fn show_targets(app: &App, actor: &Actor, section: SectionId) -> Result<Targets, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read((actor, section), |tx, (actor, section)| {
            Box::pin(async move {
                let (section, _) = access::section(tx, actor, *section, Action::See, today).await?;
                let ids = store::target::of_section(tx, actor.district, section.id).await?;
                let mut chosen = Vec::with_capacity(ids.len());
                for id in ids {
                    chosen.extend(store::competency::find(tx, actor.district, id).await?);
                }
                Ok(Targets { section, chosen })
            })
        })
        .await
}

/// Adds targets at the end and takes others away; what was recorded about those stays.
pub async fn choose_targets(
    app: &App,
    actor: &Actor,
    section: SectionId,
    add: Vec<CompetencyId>,
    remove: Vec<CompetencyId>,
) -> Result<(), Refusal> {
    let today = chance::today(actor.district);
    app.db
        .write((actor.clone(), section, add, remove), move |tx, (actor, section, add, remove)| {
            Box::pin(async move {
                let (section, _) = access::section(tx, actor, *section, Action::Manage, today).await?;
                change(tx, actor.district, section.id, add, remove).await
            })
        })
        .await?;
    app.tell(Change::of_drafts(actor.district, Vec::new(), section));
    Ok(())
}

/// Changes the targets, access having been checked.
pub(crate) async fn change(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
    add: &[CompetencyId],
    remove: &[CompetencyId],
) -> Result<(), Refusal> {
    let mut targets = store::target::of_section(tx, district, section).await?;
    targets.retain(|one| !remove.contains(one));
    for one in add {
        let found = store::competency::find(tx, district, *one).await?;
        if found.is_none_or(|found| found.retired) {
            return Err(Refusal::invalid("add", "names a competency that is not known here"));
        }
        if !targets.contains(one) {
            targets.push(*one);
        }
    }
    if targets.len() > MOST_TARGETS {
        return Err(Refusal::invalid("add", format!("gives too many: {MOST_TARGETS} are the most")));
    }
    Ok(store::target::replace(tx, district, section, &targets).await?)
}
