//! The steps in which an import is applied: each one transaction of under 50 ms.

use domain::{
    AssociationId, CompetencyId, DistrictId, LearnerId, PersonId, Timestamp,
    framework::{Association, Competency, Framework},
    people::{Enrollment, Guardianship, Organization, Person, Role, Section, Term},
    resource::ResourceUse,
};
use store::{Tx, qti_test::QtiTest};

use crate::{
    Refusal,
    import_cartridge::{self, ImportedResource},
    import_items::{self, ImportedItem, ImportedStimulus},
    import_measured::{self, NewSet},
    import_report::ImportReport,
    keep_content::Checked,
    ledger::{self, NewEntry, Receipt},
};

/// Records of one step.
pub(crate) const ROWS: usize = 500;

/// What an import does, worked out but not applied.
pub(crate) struct Plan {
    /// What will change and what was wrong.
    pub report: ImportReport,
    /// How many units of progress the steps are.
    pub total: u64,
    /// The steps, made as they are needed.
    pub steps: Steps,
}

/// Steps in the order they must be applied.
pub(crate) type Steps = Box<dyn Iterator<Item = Step> + Send>;

impl Plan {
    /// A plan that does nothing, for a file that is broken.
    pub fn nothing(report: ImportReport) -> Self {
        Self { report, total: 0, steps: Box::new(std::iter::empty()) }
    }

    /// A plan of steps that are all known.
    pub fn of(report: ImportReport, steps: Vec<Step>) -> Self {
        let total = steps.iter().map(Step::units).sum();
        Self { report, total, steps: Box::new(steps.into_iter()) }
    }
}

/// One transaction's worth.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Framework(Box<Framework>),
    Competencies(Vec<Competency>),
    /// Competencies that were edited here, as the publisher writes them.
    Published(Vec<Competency>),
    /// Competencies that are edited here no longer.
    Unpublish(Vec<CompetencyId>),
    Associations(Vec<Association>),
    Unlink(Vec<AssociationId>),
    Organizations(Vec<Organization>),
    Terms(Vec<Term>),
    People(Vec<Person>),
    Sections(Vec<Section>),
    Roles(Vec<Role>),
    Enrollments(Vec<Enrollment>),
    Guardianships(Vec<Guardianship>),
    Entries(Entries),
    /// The next version of what is judged by.
    MeasuredSet(Box<NewSet>),
    /// One picture, sound or other file that items show.
    Content(Box<Checked>),
    Stimuli(Vec<ImportedStimulus>),
    Items(Vec<ImportedItem>),
    /// Tests as a package brought them.
    Tests(Vec<QtiTest>),
    /// What there is to learn from.
    Resources(Vec<ImportedResource>),
    /// Who worked with what.
    Uses(Vec<ResourceUse>),
}

/// Entries for the ledger, each with the file and line it comes from.
#[derive(Debug, Clone)]
pub(crate) struct Entries {
    pub file: String,
    pub new: Vec<NewEntry>,
    pub lines: Vec<u64>,
}

/// What one step did, where it was not known before.
#[derive(Debug, Default)]
pub(crate) struct Done {
    pub receipts: Vec<Receipt>,
    pub judged: Vec<(LearnerId, CompetencyId)>,
}

impl Step {
    /// Units of progress: rows.
    pub fn units(&self) -> u64 {
        let rows = match self {
            Self::Framework(_) | Self::MeasuredSet(_) | Self::Content(_) => 1,
            Self::Stimuli(all) => all.len(),
            Self::Items(all) => all.len(),
            Self::Tests(all) => all.len(),
            Self::Resources(all) => all.len(),
            Self::Uses(all) => all.len(),
            Self::Competencies(all) | Self::Published(all) => all.len(),
            Self::Unpublish(all) => all.len(),
            Self::Associations(all) => all.len(),
            Self::Unlink(all) => all.len(),
            Self::Organizations(all) => all.len(),
            Self::Terms(all) => all.len(),
            Self::People(all) => all.len(),
            Self::Sections(all) => all.len(),
            Self::Roles(all) => all.len(),
            Self::Enrollments(all) => all.len(),
            Self::Guardianships(all) => all.len(),
            Self::Entries(entries) => entries.new.len(),
        };
        rows as u64
    }

    /// Applies it.
    pub async fn apply(&self, tx: &mut Tx, district: DistrictId, now: Timestamp) -> Result<Done, Refusal> {
        match self {
            Self::Framework(one) => store::framework::put(tx, district, one).await?,
            Self::Competencies(all) => store::competency::put(tx, district, all).await?,
            Self::Published(all) => store::published::put(tx, district, all).await?,
            Self::Unpublish(all) => {
                for id in all {
                    store::published::remove(tx, district, *id).await?;
                }
            }
            Self::Associations(all) => store::association::put(tx, district, all).await?,
            Self::Unlink(all) => {
                for id in all {
                    store::association::remove(tx, district, *id).await?;
                }
            }
            Self::Organizations(all) => store::organization::put(tx, district, all).await?,
            Self::Terms(all) => store::term::put(tx, district, all).await?,
            Self::People(all) => store::person::put(tx, district, all).await?,
            Self::Sections(all) => store::section::put(tx, district, all).await?,
            Self::Roles(all) => store::role::put(tx, district, all).await?,
            Self::Enrollments(all) => store::enrollment::put(tx, district, all).await?,
            Self::Guardianships(all) => put_guardianships(tx, district, all).await?,
            Self::MeasuredSet(new) => import_measured::add(tx, district, new, now).await?,
            Self::Content(file) => file.keep(tx, district, None, now).await.map(drop)?,
            Self::Stimuli(all) => import_items::put_stimuli(tx, district, all).await?,
            Self::Items(all) => import_items::put_items(tx, district, all).await?,
            Self::Tests(all) => import_items::put_tests(tx, district, all).await?,
            Self::Resources(all) => import_cartridge::put_resources(tx, district, all).await?,
            Self::Uses(all) => store::resource_use::add(tx, district, all).await.map(drop)?,
            Self::Entries(entries) => {
                let appended = ledger::append(tx, district, &entries.new, now).await?;
                return Ok(Done { receipts: appended.receipts, judged: appended.judged });
            }
        }
        Ok(Done::default())
    }
}

/// Writes what a roster says of guardians, but for those whom somebody decided about, meanwhile too.
async fn put_guardianships(tx: &mut Tx, district: DistrictId, all: &[Guardianship]) -> Result<(), Refusal> {
    let decided = store::custody::decided(tx, district).await?;
    let left: Vec<Guardianship> = all.iter().filter(|one| !is_decided(&decided, one)).cloned().collect();
    store::guardianship::put(tx, district, &left).await?;
    // Who decides from now on waits for these rows; who decided while they were written is found here.
    let decided = store::custody::decided(tx, district).await?;
    for one in left.iter().filter(|one| is_decided(&decided, one)) {
        let decisions = store::custody::of_learner(tx, district, one.learner).await?;
        let newest = decisions.into_iter().find(|found| found.rights.guardian == one.guardian);
        if let Some(newest) = newest {
            store::guardianship::put(tx, district, &[newest.rights]).await?;
        }
    }
    Ok(())
}

/// Whether somebody decided about this adult and learner by hand; `decided` is in order.
pub(crate) fn is_decided(decided: &[(PersonId, LearnerId)], one: &Guardianship) -> bool {
    decided.binary_search(&(one.guardian, one.learner)).is_ok()
}

/// Cuts records into steps, each made when it is asked for.
pub(crate) fn in_steps<T>(all: Vec<T>, step: fn(Vec<T>) -> Step) -> impl Iterator<Item = Step> {
    let mut all = all.into_iter();
    std::iter::from_fn(move || {
        let rows: Vec<T> = all.by_ref().take(ROWS).collect();
        (!rows.is_empty()).then(|| step(rows))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_holds_no_more_room_than_its_rows() {
        let all: Vec<AssociationId> =
            (0..2_001_u16).map(|n| AssociationId::from_bytes([n.to_be_bytes()[1]; 16])).collect();
        let (mut steps, mut back) = (0, Vec::new());
        for step in in_steps(all.clone(), Step::Unlink) {
            let Step::Unlink(rows) = step else { panic!("{step:?}") };
            assert!(rows.capacity() <= ROWS, "{} for {} rows", rows.capacity(), rows.len());
            steps += 1;
            back.extend(rows);
        }
        assert_eq!((steps, back), (5, all));
    }
}
