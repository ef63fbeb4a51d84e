//! Whose sittings somebody may score anew.

use std::collections::BTreeMap;

use domain::{
    LearnerId, SectionId, SittingId, Timestamp,
    access::Relationship,
    people::{RoleKind, Section},
};
use store::{Tx, item::ItemRow};

use crate::{
    Actor, Refusal,
    access::{Action, Standing},
    chance,
};

/// Which sittings are whose to score.
pub(super) struct Reach {
    /// By learner, then sitting.
    pub sittings: Vec<(LearnerId, SittingId)>,
    pub left_out: usize,
    pub sections: BTreeMap<SectionId, Reached>,
}

pub(super) struct Reached {
    pub section: Section,
    /// Whether the actor may score there.
    may: bool,
    /// By which relationship the actor sees its learners, if by any.
    pub sees: Option<Relationship>,
}

impl Reach {
    pub async fn load(
        tx: &mut Tx,
        actor: &Actor,
        item: &ItemRow,
        version: i64,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let district = actor.district;
        let today = chance::date_of(district, now);
        let standing = Standing::load(tx, actor, today).await?;
        let mut reach = Self { sittings: Vec::new(), left_out: 0, sections: BTreeMap::new() };
        for (learner, id) in store::response::sittings_with_other(tx, district, item.id, version).await? {
            let Some(sitting) = store::sitting::find(tx, district, id).await? else { continue };
            if !reach.sections.contains_key(&sitting.section) {
                let Some(section) = store::section::find(tx, district, sitting.section).await? else {
                    continue;
                };
                let may =
                    standing.with_section(&section, Action::Judge).is_some() || leads(&standing, &section);
                let sees = standing.with_section(&section, Action::See);
                reach.sections.insert(section.id, Reached { section, may, sees });
            }
            if reach.sections[&sitting.section].may {
                reach.sittings.push((learner, id));
            } else {
                reach.left_out += 1;
            }
        }
        Ok(reach)
    }
}

/// Whether somebody runs or leads the program that a class belongs to.
fn leads(standing: &Standing, section: &Section) -> bool {
    standing.roles.iter().any(|role| {
        matches!(role.kind, RoleKind::Administrator | RoleKind::ProgramLead)
            && role.dates.contains(standing.today)
            && standing.lies_in(section.organization, role.organization)
    })
}
