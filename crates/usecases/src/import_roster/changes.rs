//! What a roster changes, kind by kind, in an order in which each record finds what it refers to.

use std::collections::{HashMap, HashSet};

use domain::{
    Date, LearnerId, OrganizationId, PersonId,
    people::{Enrollment, Guardianship, Organization, Person, Role, RoleKind, Section, Term},
};
use exchange::imports::oneroster::{Ended, EndedThing, Kind, Mode, RosterBatch, Version};

use super::{
    settle::{Ends, settle},
    stored::Stored,
};
use crate::{
    end_role::closed,
    import_changes::Changes,
    import_report::ImportReport,
    import_steps::{Plan, Step, Steps, in_steps, is_decided},
};

/// Everything that must be written, counted in the report.
pub(super) fn plan(mut report: ImportReport, batch: RosterBatch, stored: Stored, today: Date) -> Plan {
    let sent: HashSet<PersonId> = batch.people.iter().map(|person| person.id).collect();
    let over = Over { batch: &batch.ended, modes: &batch.modes, today };
    let role_ends = over.roles(batch.version);
    let guardian_ends = over.missing(true);
    let bulk_people = over.is_bulk(Kind::Person);
    let (person_ends, section_ends, place_ends) = (over.people(), over.sections(), over.enrollments());
    let by_hand = |role: &Role| stored.by_hand.contains(&role_key(role));
    let mut known_roles = roles_in_question(&batch, stored.roles, &sent, &role_ends);
    known_roles.retain(|role| !by_hand(role));
    let new_roles = batch.roles.iter().filter(|role| !by_hand(role)).cloned().collect();
    let of_families = (stored.guardianships, stored.decided.as_slice());
    let known_guardians = guardians_in_question(&batch, of_families, &sent, bulk_people);

    let mut writing = Writing { report: &mut report, total: 0, steps: Box::new(std::iter::empty()) };
    writing.add(organizations(batch.organizations, stored.organizations), Step::Organizations);
    writing.add(terms(batch.terms, stored.terms), Step::Terms);
    writing.add(people(batch.people, stored.people, &person_ends), Step::People);
    writing.add(sections(batch.sections, stored.sections, &section_ends), Step::Sections);
    writing.add(roles(new_roles, known_roles, &role_ends), Step::Roles);
    writing.add(enrollments(batch.enrollments, stored.enrollments, &place_ends), Step::Enrollments);
    let found = guardianships(batch.guardianships, known_guardians, guardian_ends);
    writing.add(found, Step::Guardianships);
    let (total, steps) = (writing.total, writing.steps);
    Plan { report, total, steps }
}

struct Writing<'r> {
    report: &'r mut ImportReport,
    total: u64,
    steps: Steps,
}

impl Writing<'_> {
    fn add<T: Send + 'static>(&mut self, found: Changes<T>, step: fn(Vec<T>) -> Step) {
        self.report.differences.push(found.counted);
        self.total += found.puts.len() as u64;
        let before = std::mem::replace(&mut self.steps, Box::new(std::iter::empty()));
        self.steps = Box::new(before.chain(in_steps(found.puts, step)));
    }
}

type RoleKey = (PersonId, RoleKind, OrganizationId);

/// What the roster says is over.
struct Over<'b> {
    batch: &'b [Ended],
    modes: &'b exchange::imports::oneroster::Modes,
    today: Date,
}

impl Over<'_> {
    fn is_bulk(&self, kind: Kind) -> bool {
        self.modes.of(kind) == Mode::Bulk
    }

    /// What a complete file does not hold was over before today.
    fn missing(&self, bulk: bool) -> Option<Date> {
        bulk.then_some(self.today.yesterday().unwrap_or(self.today))
    }

    fn named<N: Eq + std::hash::Hash>(&self, name: impl Fn(&Ended) -> Option<N>) -> HashMap<N, Date> {
        let ended = self.batch.iter();
        ended.filter_map(|one| Some((name(one)?, one.on.unwrap_or(self.today)))).collect()
    }

    fn people(&self) -> Ends<PersonId> {
        let named = self.named(|one| match one.what {
            EndedThing::Person(id) => Some(id),
            _ => None,
        });
        Ends { named, missing: self.missing(self.is_bulk(Kind::Person)) }
    }

    fn sections(&self) -> Ends<domain::SectionId> {
        let named = self.named(|one| match one.what {
            EndedThing::Section(id) => Some(id),
            _ => None,
        });
        Ends { named, missing: self.missing(self.is_bulk(Kind::Section)) }
    }

    fn enrollments(&self) -> Ends<Option<String>> {
        let named = self.named(|one| match one.what {
            EndedThing::Enrollment => Some(Some(one.sourced_id.clone())),
            _ => None,
        });
        Ends { named, missing: self.missing(self.is_bulk(Kind::Enrollment)) }
    }

    /// In 1.1 the row of a person states all their roles, in a delta too.
    fn roles(&self, version: Version) -> Ends<RoleKey> {
        let named = self.named(|one| match &one.what {
            EndedThing::Role(Some(role)) => Some(role_key(role)),
            _ => None,
        });
        Ends { named, missing: self.missing(version == Version::V1p1 || self.is_bulk(Kind::Role)) }
    }
}

fn organizations(new: Vec<Organization>, stored: Vec<Organization>) -> Changes<Organization> {
    // Organizations and terms have no end of their own: what lies in them ends.
    settle("organizations", new, stored, |one| one.id, |_| (), &Ends::never(), |one, _| one.clone())
}

fn terms(new: Vec<Term>, stored: Vec<Term>) -> Changes<Term> {
    settle("terms", new, stored, |one| one.id, |_| (), &Ends::never(), |one, _| one.clone())
}

fn people(new: Vec<Person>, stored: Vec<Person>, ends: &Ends<PersonId>) -> Changes<Person> {
    let gone = |one: &Person, _| Person { active: false, ..one.clone() };
    settle("people", new, stored, |one| one.id, |one| one.id, ends, gone)
}

fn sections(new: Vec<Section>, stored: Vec<Section>, ends: &Ends<domain::SectionId>) -> Changes<Section> {
    let gone = |one: &Section, on| Section { dates: closed(one.dates, on), ..one.clone() };
    settle("sections", new, stored, |one| one.id, |one| one.id, ends, gone)
}

fn role_key(role: &Role) -> RoleKey {
    (role.person, role.kind, role.organization)
}

fn roles(new: Vec<Role>, stored: Vec<Role>, ends: &Ends<RoleKey>) -> Changes<Role> {
    let gone = |one: &Role, on| Role { dates: closed(one.dates, on), ..one.clone() };
    settle("roles", new, stored, role_key, role_key, ends, gone)
}

/// The stored roles that this roster says something about. Those that are given by hand are not the
/// roster's to end.
fn roles_in_question(
    batch: &RosterBatch,
    stored: Vec<Role>,
    sent: &HashSet<PersonId>,
    ends: &Ends<RoleKey>,
) -> Vec<Role> {
    let stated: HashSet<RoleKey> = batch.roles.iter().map(role_key).collect();
    let all = match batch.version {
        Version::V1p1 => batch.modes.of(Kind::Person) == Mode::Bulk,
        Version::V1p2 => batch.modes.of(Kind::Role) == Mode::Bulk,
    };
    let in_question = |role: &Role| {
        let by_hand =
            matches!(role.kind, RoleKind::Administrator | RoleKind::CaseManager | RoleKind::ProgramLead);
        let of_sent = batch.version == Version::V1p1 && sent.contains(&role.person);
        let key = role_key(role);
        !by_hand && (all || of_sent || stated.contains(&key) || ends.named.contains_key(&key))
    };
    stored.into_iter().filter(in_question).collect()
}

fn enrollments(
    new: Vec<Enrollment>,
    stored: Vec<Enrollment>,
    ends: &Ends<Option<String>>,
) -> Changes<Enrollment> {
    let key = |one: &Enrollment| (one.section, one.person, one.role, one.sourced_id.clone());
    let gone = |one: &Enrollment, on| Enrollment { dates: closed(one.dates, on), ..one.clone() };
    settle("enrollments", new, stored, key, |one| one.sourced_id.clone(), ends, gone)
}

fn guardianships(
    new: Vec<Guardianship>,
    stored: Vec<Guardianship>,
    missing: Option<Date>,
) -> Changes<Guardianship> {
    let key = |one: &Guardianship| (one.guardian, one.learner);
    let gone = |one: &Guardianship, on| Guardianship { dates: closed(one.dates, on), ..one.clone() };
    let ends = Ends { named: HashMap::new(), missing };
    settle("guardianships", new, stored, key, key, &ends, gone)
}

/// The stored guardianships that this roster says something about: in a delta, those of which it
/// sends both people. Those that somebody decided here are not the roster's to change or end.
fn guardians_in_question(
    batch: &RosterBatch,
    (stored, decided): (Vec<Guardianship>, &[(PersonId, LearnerId)]),
    sent: &HashSet<PersonId>,
    bulk_people: bool,
) -> Vec<Guardianship> {
    let stated: HashSet<_> = batch.guardianships.iter().map(|one| (one.guardian, one.learner)).collect();
    let in_question = |one: &Guardianship| {
        if is_decided(decided, one) {
            return false;
        }
        let both = sent.contains(&one.guardian) && sent.contains(&one.learner.as_person());
        bulk_people || both || stated.contains(&(one.guardian, one.learner))
    };
    stored.into_iter().filter(in_question).collect()
}
