//! A roster comes in: OneRoster, bulk or delta. What is new is added, what differs is changed, what a
//! bulk file no longer holds has ended. People are never deleted.

mod settle;
mod stored;

use std::collections::{HashMap, HashSet};

use domain::{
    Date, OrganizationId, PersonId, SectionId,
    people::{Person, RoleKind},
    time::Dates,
};
use exchange::{
    Parsed, Problem,
    imports::oneroster::{
        self, EndDates, EndedThing, Kind, Limits, Mode, RosterBatch, RosterSource, Version,
    },
};
use settle::{Ends, settle};
use stored::Stored;

use crate::{
    Actor, App, Refusal, chance,
    import_report::ImportReport,
    import_request::ImportRequest,
    import_steps::{Plan, Step, in_steps},
};

/// What the import of one roster does.
pub(crate) async fn plan(app: &App, actor: &Actor, request: &ImportRequest) -> Result<Plan, Refusal> {
    let today = chance::today();
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
    let batch = with_known_ends(&mut report, batch, &stored);
    let steps = steps(&mut report, batch, stored, today);
    Ok(Plan::of(report, steps))
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

/// Everything that must be written, in an order in which each record finds what it refers to.
fn steps(report: &mut ImportReport, batch: RosterBatch, stored: Stored, today: Date) -> Vec<Step> {
    let yesterday = today.yesterday().unwrap_or(today);
    let bulk = |kind: Kind| batch.modes.of(kind) == Mode::Bulk;
    let (bulk_people, bulk_sections) = (bulk(Kind::Person), bulk(Kind::Section));
    let bulk_places = bulk(Kind::Enrollment);
    let bulk_roles = match batch.version {
        Version::V1p1 => bulk_people,
        Version::V1p2 => bulk(Kind::Role),
    };
    let sent: HashSet<PersonId> = batch.people.iter().map(|person| person.id).collect();
    let (mut people, mut sections, mut places, mut roles) =
        (HashMap::new(), HashMap::new(), HashMap::new(), HashMap::new());
    for ended in &batch.ended {
        let on = ended.on.unwrap_or(today);
        match &ended.what {
            EndedThing::Person(id) => _ = people.insert(*id, on),
            EndedThing::Section(id) => _ = sections.insert(*id, on),
            EndedThing::Enrollment => _ = places.insert(Some(ended.sourced_id.clone()), on),
            EndedThing::Role(Some(role)) => {
                roles.insert((role.person, role.kind, role.organization), on);
            }
            // They have no end of their own: what lies in them ends.
            EndedThing::Role(None) | EndedThing::Organization(_) | EndedThing::Term(_) => {}
        }
    }
    let never = Ends::<()> { named: HashMap::new(), missing: None };
    let missing = |bulk: bool| bulk.then_some(yesterday);
    let mut steps = Vec::new();

    let found = settle(
        "organizations",
        batch.organizations,
        stored.organizations,
        |one| one.id,
        |_| (),
        &never,
        |one, _| one.clone(),
    );
    report.differences.push(found.counted);
    steps.extend(in_steps(found.puts, Step::Organizations));

    let found =
        settle("terms", batch.terms, stored.terms, |one| one.id, |_| (), &never, |one, _| one.clone());
    report.differences.push(found.counted);
    steps.extend(in_steps(found.puts, Step::Terms));

    let ends = Ends { named: people, missing: missing(bulk_people) };
    let found = settle(
        "people",
        batch.people,
        stored.people,
        |one| one.id,
        |one| one.id,
        &ends,
        |one, _| Person { active: false, ..one.clone() },
    );
    report.differences.push(found.counted);
    steps.extend(in_steps(found.puts, Step::People));

    let ends = Ends { named: sections, missing: missing(bulk_sections) };
    let found = settle(
        "sections",
        batch.sections,
        stored.sections,
        |one| one.id,
        |one| one.id,
        &ends,
        |one, on| {
            let mut ended = one.clone();
            ended.dates = closed(one.dates, on);
            ended
        },
    );
    report.differences.push(found.counted);
    steps.extend(in_steps(found.puts, Step::Sections));

    let of_roster = stored.roles.into_iter().filter(|role| {
        let by_hand = matches!(role.kind, RoleKind::Administrator | RoleKind::ProgramLead);
        !by_hand
            && (bulk_roles
                || batch.version == Version::V1p1 && sent.contains(&role.person)
                || roles.contains_key(&(role.person, role.kind, role.organization))
                || batch.roles.iter().any(|new| new.person == role.person))
    });
    let all_stated = bulk_roles || batch.version == Version::V1p1;
    let role_key = |role: &domain::people::Role| (role.person, role.kind, role.organization);
    let ends = Ends { named: roles.clone(), missing: missing(all_stated) };
    let of_roster: Vec<_> = of_roster.collect();
    let found = settle("roles", batch.roles, of_roster, role_key, role_key, &ends, |one, on| {
        let mut ended = one.clone();
        ended.dates = closed(one.dates, on);
        ended
    });
    report.differences.push(found.counted);
    steps.extend(in_steps(found.puts, Step::Roles));

    let ends = Ends { named: places, missing: missing(bulk_places) };
    let place_key =
        |one: &domain::people::Enrollment| (one.section, one.person, one.role, one.sourced_id.clone());
    let found = settle(
        "enrollments",
        batch.enrollments,
        stored.enrollments,
        place_key,
        |one| one.sourced_id.clone(),
        &ends,
        |one, on| {
            let mut ended = one.clone();
            ended.dates = closed(one.dates, on);
            ended
        },
    );
    report.differences.push(found.counted);
    steps.extend(in_steps(found.puts, Step::Enrollments));

    let stated = |one: &domain::people::Guardianship| {
        bulk_people || sent.contains(&one.guardian) && sent.contains(&one.learner.as_person())
    };
    let (stored_here, others): (Vec<_>, Vec<_>) = stored.guardianships.into_iter().partition(stated);
    let known: HashSet<_> = batch.guardianships.iter().map(|one| (one.guardian, one.learner)).collect();
    let others = others.into_iter().filter(|one| known.contains(&(one.guardian, one.learner)));
    let stored_here: Vec<_> = stored_here.into_iter().chain(others).collect();
    let key = |one: &domain::people::Guardianship| (one.guardian, one.learner);
    let ends = Ends { named: HashMap::new(), missing: missing(true) };
    let found = settle("guardianships", batch.guardianships, stored_here, key, key, &ends, |one, on| {
        let mut ended = one.clone();
        ended.dates = closed(one.dates, on);
        ended
    });
    report.differences.push(found.counted);
    steps.extend(in_steps(found.puts, Step::Guardianships));
    steps
}

/// The span cut at its last day; one that had not begun by then is over at once.
fn closed(dates: Dates, last: Date) -> Dates {
    let last = dates.ends().map_or(last, |ends| ends.min(last));
    Dates::new(dates.begins(), Some(last)).or_else(|_| Dates::new(Some(last), Some(last))).unwrap_or(dates)
}
