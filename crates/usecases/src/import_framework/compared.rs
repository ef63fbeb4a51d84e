//! A framework that came in against the same version as it is stored.

use std::collections::{BTreeMap, HashMap};

use domain::{
    AssociationId, CompetencyId, DistrictId,
    framework::{Association, Competency},
};
use exchange::{
    Problem,
    versions::{EditFate, Fate, compare, keep_edits, local_edits},
};

use super::is_by_hand;
use crate::{
    framework_whole::{Stored, Whole},
    import_changes::changes,
    import_report::ImportReport,
    import_steps::{Plan, Step, in_steps},
};

/// The steps that make the store hold `new`, with the edits that were made here.
pub(super) fn plan(
    district: DistrictId,
    mut report: ImportReport,
    mut new: Whole,
    old: Option<Stored>,
) -> Plan {
    let mut published = Published::default();
    let (old_framework, old_competencies, old_associations) = match old {
        Some(old) => {
            // Levels are edited here: a file that says nothing about them does not undo that.
            new.framework.scale = old.whole.framework.scale.clone();
            published = keep(&mut report, &old, &mut new);
            (Some(old.whole.framework), old.whole.competencies, old.whole.associations)
        }
        None => (None, Vec::new(), Vec::new()),
    };
    let mut steps = Vec::new();
    let frameworks = changes("frameworks", vec![new.framework.clone()], old_framework, |one| one.id);
    let framework_changes = !frameworks.puts.is_empty();
    report.differences.push(frameworks.counted);
    if framework_changes {
        steps.push(Step::Framework(Box::new(new.framework.clone())));
    }

    let mut competencies = changes("competencies", new.competencies, old_competencies, |one| one.id);
    for mut gone in competencies.gone.into_iter().filter(|gone| !gone.retired) {
        gone.retired = true;
        competencies.counted.ended += 1;
        competencies.puts.push(gone);
    }
    report.differences.push(competencies.counted);
    steps.extend(in_steps(competencies.puts, Step::Competencies));
    steps.extend(in_steps(published.still, Step::Published));
    steps.extend(in_steps(published.no_longer, Step::Unpublish));

    let mut associations = changes("associations", new.associations, old_associations, |one| one.id);
    let gone = gone(district, &associations.gone);
    associations.counted.ended = gone.len() as u64;
    report.differences.push(associations.counted);
    steps.extend(in_steps(associations.puts, Step::Associations));
    steps.extend(in_steps(gone, Step::Unlink));
    Plan::of(report, steps)
}

fn gone(district: DistrictId, associations: &[Association]) -> Vec<AssociationId> {
    associations.iter().filter(|gone| !is_by_hand(district, gone)).map(|gone| gone.id).collect()
}

/// What the publisher writes now of competencies that were edited here.
#[derive(Default)]
struct Published {
    still: Vec<Competency>,
    no_longer: Vec<CompetencyId>,
}

/// Writes the edits made here into what came in, and says what became of them.
fn keep(report: &mut ImportReport, old: &Stored, new: &mut Whole) -> Published {
    let edits = local_edits(&old.published, &old.whole.competencies);
    if edits.is_empty() {
        return Published::default();
    }
    let fates = compare(&old.whole.version(), &new.version(), &edits).edits;
    let mut of_competency: BTreeMap<CompetencyId, Vec<&EditFate>> = BTreeMap::new();
    for fate in &fates {
        of_competency.entry(fate.edit.competency).or_default().push(fate);
        if fate.fate == Fate::Contested {
            let what = "this was edited here, and the publisher writes something else now; the edit stays";
            let advice = "Open the competency to take over the publisher's words.";
            let field = fate.edit.field.word();
            let problem = Problem::warning("framework", what, advice).in_field(&field);
            report.note(problem.with_value(fate.newly.as_deref().unwrap_or_default()));
        }
    }
    let as_published: HashMap<CompetencyId, Competency> =
        new.competencies.iter().map(|one| (one.id, one.clone())).collect();
    keep_edits(&fates, &mut new.competencies);
    let mut published = Published::default();
    for (competency, fates) in of_competency {
        let stays = |fate: &&EditFate| matches!(fate.fate, Fate::Kept | Fate::Contested);
        match as_published.get(&competency) {
            Some(found) if fates.iter().any(stays) => published.still.push(found.clone()),
            Some(_) => published.no_longer.push(competency),
            None => {}
        }
    }
    report.line("edits").unchanged +=
        fates.iter().filter(|fate| matches!(fate.fate, Fate::Kept | Fate::Contested)).count() as u64;
    published
}
