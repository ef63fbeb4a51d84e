//! A roster comes in: OneRoster, bulk or delta. What is new is added, what differs is changed, what a
//! bulk file no longer holds has ended. People are never deleted.

mod changes;
mod settle;
mod stored;

use std::collections::HashSet;

use domain::{OrganizationId, PersonId, SectionId, people::Guardianship};
use exchange::{
    Parsed, Problem,
    imports::oneroster::{self, EndDates, Limits, RosterBatch, RosterSource},
};
use stored::Stored;

use crate::{
    Actor, App, Refusal, chance,
    import_report::ImportReport,
    import_request::ImportRequest,
    import_steps::{Plan, is_decided},
};

/// What the import of one roster does.
pub(crate) async fn plan(app: &App, actor: &Actor, request: &ImportRequest) -> Result<Plan, Refusal> {
    let today = chance::today(actor.district);
    let source = RosterSource {
        district: actor.district,
        name: &request.source,
        end_dates: if request.options.ends_day_after { EndDates::DayAfter } else { EndDates::LastDay },
    };
    let (mut report, batch) = ImportReport::of(read(&source, request));
    if report.stopped {
        return Ok(Plan::nothing(report));
    }
    let stored = app
        .db
        .read((actor.district, request.source.clone()), |tx, (district, source)| {
            Box::pin(Stored::load(tx, *district, source))
        })
        .await?;
    let mut batch = with_known_ends(&mut report, batch, &stored);
    leave_decided(&mut report, &mut batch, &stored);
    Ok(changes::plan(report, batch, stored, today))
}

/// Leaves out who speaks for whom where somebody here decided it: what was barred by hand, no roster gives
/// back. Says so where the roster says something else.
fn leave_decided(report: &mut ImportReport, batch: &mut RosterBatch, stored: &Stored) {
    let kept = batch.guardianships.iter().filter(|one| {
        let same = |other: &&Guardianship| other.guardian == one.guardian && other.learner == one.learner;
        is_decided(&stored.decided, one) && stored.guardianships.iter().find(same) != Some(one)
    });
    let kept = kept.count();
    if kept > 0 {
        report.remarks.push(format!(
            "Guardians where the roster says something else than was decided here: {kept}. What was decided \
             here stands."
        ));
    }
    batch.guardianships.retain(|one| !is_decided(&stored.decided, one));
}

fn read(source: &RosterSource<'_>, request: &ImportRequest) -> Parsed<RosterBatch> {
    let limits = Limits::default();
    match request.files.as_slice() {
        [(name, bytes)] if bytes.starts_with(b"PK") || name.to_lowercase().ends_with(".zip") => {
            oneroster::read_zip(source, name, bytes, &limits)
        }
        files => oneroster::read_files(source, files.to_vec(), &limits),
    }
}

/// Reports what the batch refers to and nobody has sent, and leaves out what cannot do without it.
fn with_known_ends(report: &mut ImportReport, mut batch: RosterBatch, stored: &Stored) -> RosterBatch {
    for expected in &batch.expected {
        if !stored.holds(expected.kind, &expected.sourced_id) {
            let kind = expected.kind.word();
            let what =
                format!("the {kind} it names has not come in yet; what cannot do without it is left out");
            let advice = "Send a full roster first, or add the row to the file of its kind.";
            let problem = Problem::error(&expected.file, what, advice).at_line(expected.line);
            report.note(problem.in_field(&expected.field).with_value(&expected.sourced_id));
        }
    }
    let organizations: HashSet<OrganizationId> =
        batch.organizations.iter().chain(&stored.organizations).map(|one| one.id).collect();
    let terms: HashSet<_> = batch.terms.iter().chain(&stored.terms).map(|one| one.id).collect();
    let people: HashSet<PersonId> = batch.people.iter().chain(&stored.people).map(|one| one.id).collect();
    for organization in &mut batch.organizations {
        organization.parent = organization.parent.filter(|parent| organizations.contains(parent));
    }
    for term in &mut batch.terms {
        term.parent = term.parent.filter(|parent| terms.contains(parent));
    }
    batch.sections.retain(|section| organizations.contains(&section.organization));
    for section in &mut batch.sections {
        section.term = section.term.filter(|term| terms.contains(term));
    }
    let sections: HashSet<SectionId> =
        batch.sections.iter().chain(&stored.sections).map(|one| one.id).collect();
    batch.roles.retain(|role| people.contains(&role.person) && organizations.contains(&role.organization));
    batch.enrollments.retain(|place| people.contains(&place.person) && sections.contains(&place.section));
    batch
        .guardianships
        .retain(|one| people.contains(&one.guardian) && people.contains(&one.learner.as_person()));
    batch
}
