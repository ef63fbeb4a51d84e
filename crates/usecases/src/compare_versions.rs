//! What a newer version of a framework changes, before anything is adopted: of two that are here, or of
//! one that is here and a file that was only looked at.

use std::collections::HashMap;

use domain::{
    CompetencyId, Date, FrameworkId, ImportId, SectionId, Timestamp,
    framework::{Competency, Framework},
};
use exchange::versions::{Difference, carried_prerequisites};
use store::{Tx, crosswalk::Link as Adopted};

use crate::{
    Actor, App, Refusal, access, chance,
    framework_versions::{self, Compared},
    framework_whole::{Stored, Whole},
    import_files::may_edit_frameworks,
    import_framework,
    import_report::ImportState,
    import_request::{ImportKind, ImportRequest},
};

pub use crate::framework_versions::{ShownLink, named, why_text};

/// Two versions against each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versions {
    /// The older one.
    pub old: Framework,
    /// The newer one.
    pub new: Framework,
    /// The competencies of both, by id.
    pub competencies: HashMap<CompetencyId, Competency>,
    /// In the order of the old version, without retired ones.
    pub old_order: Vec<CompetencyId>,
    /// In the order of the new version, without retired ones.
    pub new_order: Vec<CompetencyId>,
    /// What differs along the links that are taken.
    pub difference: Difference,
    /// Every link that was suggested, adopted or made by hand.
    pub links: Vec<ShownLink>,
    /// When it was adopted, last; `None` while it was not.
    pub adopted_at: Option<Timestamp>,
    /// Whether somebody changed the crosswalk since.
    pub corrected: bool,
    /// Prerequisites made here that would be carried.
    pub prerequisites: usize,
    /// Prerequisites made here whose ends have no single successor.
    pub prerequisites_left: usize,
    /// Sections with targets in the old version, with how many.
    pub sections: Vec<(SectionId, String, usize)>,
    /// Other frameworks that the new one can be compared with, the same publisher's identifier first.
    pub others: Vec<Framework>,
    /// Whether the new version is only a file that was looked at.
    pub looked_at_only: bool,
    /// Whether the person who asks may correct and adopt.
    pub may_edit: bool,
}

/// Compares a framework with an older version of it; without one, with the latest other of the same GUID.
pub async fn compare_versions(
    app: &App,
    actor: &Actor,
    new: FrameworkId,
    old: Option<FrameworkId>,
) -> Result<Versions, Refusal> {
    let today = chance::today(actor.district);
    let loaded = app
        .db
        .read((actor, new, old), |tx, (actor, new, old)| {
            Box::pin(async move {
                let found = Whole::find(tx, actor.district, *new).await?;
                Loaded::with(tx, actor, found.ok_or(Refusal::NotFound("this framework"))?, *old, today).await
            })
        })
        .await?;
    Ok(loaded.shown(actor, false))
}

/// Compares a file that was looked at with what is here.
pub async fn compare_import(
    app: &App,
    actor: &Actor,
    import: ImportId,
    old: Option<FrameworkId>,
) -> Result<Versions, Refusal> {
    let today = chance::today(actor.district);
    let loaded = app
        .db
        .read((actor, import, old), |tx, (actor, import, old)| {
            Box::pin(async move {
                may_edit_frameworks(tx, actor, today).await?;
                let found = store::import::find(tx, actor.district, *import).await?;
                let found = found.filter(|found| found.kind == ImportKind::Framework.word());
                let found = found.ok_or(Refusal::NotFound("this import"))?;
                let staged = store::import::file(tx, actor.district, *import).await?;
                let staged = staged.filter(|_| found.state == ImportState::Checked.word());
                let request = staged
                    .and_then(|file| ImportRequest::unstage(ImportKind::Framework, &found.source, &file))
                    .ok_or_else(|| Refusal::Conflict("The file is not kept any more.".to_owned()))?;
                let (_, whole) = import_framework::read(actor.district, &request)?;
                let whole = whole.ok_or_else(|| Refusal::Conflict("The file is broken.".to_owned()))?;
                Loaded::with(tx, actor, whole, *old, today).await
            })
        })
        .await?;
    Ok(loaded.shown(actor, true))
}

/// Two versions as they are stored, with what was said about their crosswalk.
pub(crate) struct Loaded {
    pub old: Stored,
    pub new: Whole,
    pub compared: Compared,
    /// The links that stand between the two.
    pub adopted: Vec<Adopted>,
    pub corrected: bool,
    pub sections: Vec<(SectionId, String, usize)>,
    others: Vec<Framework>,
    may_edit: bool,
}

impl Loaded {
    /// Loads what `new` is compared with.
    pub async fn with(
        tx: &mut Tx,
        actor: &Actor,
        new: Whole,
        old: Option<FrameworkId>,
        today: Date,
    ) -> Result<Self, Refusal> {
        let district = actor.district;
        let mut others = store::framework::list(tx, district).await?;
        others.retain(|one| one.id != new.framework.id);
        others.sort_by_key(|one| (one.guid != new.framework.guid, one.title.clone(), one.id));
        let same = others.iter().filter(|one| one.guid == new.framework.guid);
        let latest = same.max_by_key(|one| framework_versions::order(one)).map(|one| one.id);
        let old = old.or(latest).filter(|old| *old != new.framework.id);
        let old = old.ok_or(Refusal::NotFound("another version of this framework"))?;
        let old = Stored::find(tx, district, old).await?.ok_or(Refusal::NotFound("this version"))?;
        let pair = (old.whole.framework.id, new.framework.id);
        let mut adopted = store::crosswalk::all(tx, district).await?;
        adopted.retain(|one| (one.old_framework, one.new_framework) == pair && one.ended_at.is_none());
        let corrections = store::crosswalk::corrections(tx, district, pair).await?;
        let compared = framework_versions::compared(&old, &new, &adopted, &corrections);
        let mut sections: Vec<(SectionId, String, usize)> = Vec::new();
        for (section, _) in store::target::in_framework(tx, district, pair.0).await? {
            if let Some((.., targets)) = sections.iter_mut().find(|(there, ..)| *there == section) {
                *targets += 1;
                continue;
            }
            let title = store::section::find(tx, district, section).await?.map(|found| found.title);
            sections.push((section, title.unwrap_or_default(), 1));
        }
        let may_edit =
            access::may_write(actor).is_ok() && may_edit_frameworks(tx, actor, today).await.is_ok();
        let corrected = !corrections.is_empty();
        Ok(Self { old, new, compared, adopted, corrected, sections, others, may_edit })
    }

    fn shown(self, actor: &Actor, looked_at_only: bool) -> Versions {
        let Compared { difference, links } = self.compared;
        let carried = carried_prerequisites(actor.district, &self.old.whole.version(), &difference);
        let order = |all: &[Competency]| all.iter().filter(|one| !one.retired).map(|one| one.id).collect();
        Versions {
            old_order: order(&self.old.whole.competencies),
            new_order: order(&self.new.competencies),
            old: self.old.whole.framework,
            new: self.new.framework,
            competencies: self
                .old
                .whole
                .competencies
                .into_iter()
                .chain(self.new.competencies)
                .map(|one| (one.id, one))
                .collect(),
            difference,
            links,
            adopted_at: self.adopted.iter().map(|one| one.adopted_at).max(),
            corrected: self.corrected,
            prerequisites: carried.pairs.len(),
            prerequisites_left: carried.left.len(),
            sections: self.sections,
            others: self.others,
            looked_at_only,
            may_edit: self.may_edit && !looked_at_only,
        }
    }
}
