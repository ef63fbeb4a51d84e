//! What a roster gives.

use std::collections::BTreeMap;

use domain::{
    OrganizationId, PersonId, SectionId, TermId,
    people::{Enrollment, Guardianship, Organization, Person, Role, Section, Term},
    time::Date,
};

/// Everything a roster says, as records with ids made from the source.
///
/// Shape: organizations and terms come parents first. A record whose row has ended is here too, if
/// its row is complete, and in `ended`: apply the records first, then the ends.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RosterBatch {
    /// The version the manifest names.
    pub version: Version,
    /// What each file is: in a bulk file, what is missing has ended; in a delta, it is unchanged.
    /// A bulk file with rows that cannot be read or told apart counts as a delta.
    pub modes: Modes,
    /// Schools and the like.
    pub organizations: Vec<Organization>,
    /// Academic sessions.
    pub terms: Vec<Term>,
    /// Classes.
    pub sections: Vec<Section>,
    /// Users.
    pub people: Vec<Person>,
    /// Roles in organizations. In 1.1 they are all the roles of each person of `people`, unless
    /// `left_out` names the person's sourcedId with [`Kind::Role`].
    pub roles: Vec<Role>,
    /// Places in sections.
    pub enrollments: Vec<Enrollment>,
    /// Who speaks for whom. They are all the guardianships that the rows of `people` state.
    pub guardianships: Vec<Guardianship>,
    /// What is over.
    pub ended: Vec<Ended>,
    /// Rows that are in their file but could not be used, by kind and sourcedId. They are not
    /// missing: what they are about does not end.
    pub left_out: Vec<(Kind, String)>,
    /// What the batch refers to and does not hold: it must have come in earlier.
    pub expected: Vec<Expected>,
}

/// The version of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Version {
    /// Roles are columns of `users.csv`.
    #[default]
    V1p1,
    /// Roles are rows of `roles.csv`.
    V1p2,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Not there.
    #[default]
    Absent,
    /// Everything there is: what is missing has ended.
    Bulk,
    /// What changed: what is missing is unchanged.
    Delta,
}

/// The mode of each kind's file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Modes(pub(super) BTreeMap<Kind, Mode>);

impl Modes {
    /// Nothing of this kind ends by being absent.
    pub(super) fn nothing_ends(&mut self, kind: Kind) {
        self.0.insert(kind, Mode::Delta);
    }

    /// The mode of this kind's file.
    pub fn of(&self, kind: Kind) -> Mode {
        self.0.get(&kind).copied().unwrap_or_default()
    }
}

/// The kinds of row that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `orgs.csv`
    Organization,
    /// `academicSessions.csv`
    Term,
    /// `courses.csv`
    Course,
    /// `classes.csv`
    Section,
    /// `users.csv`
    Person,
    /// `roles.csv` (1.2)
    Role,
    /// `userProfiles.csv` (1.2)
    UserProfile,
    /// `demographics.csv`
    Demographics,
    /// `enrollments.csv`
    Enrollment,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Organization,
        Self::Term,
        Self::Course,
        Self::Section,
        Self::Person,
        Self::Role,
        Self::UserProfile,
        Self::Demographics,
        Self::Enrollment,
    ];

    /// The file's name, lower case.
    pub const fn file_key(self) -> &'static str {
        match self {
            Self::Organization => "orgs.csv",
            Self::Term => "academicsessions.csv",
            Self::Course => "courses.csv",
            Self::Section => "classes.csv",
            Self::Person => "users.csv",
            Self::Role => "roles.csv",
            Self::UserProfile => "userprofiles.csv",
            Self::Demographics => "demographics.csv",
            Self::Enrollment => "enrollments.csv",
        }
    }

    /// What one row is, in words.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::Term => "academic session",
            Self::Course => "course",
            Self::Section => "class",
            Self::Person => "user",
            Self::Role => "role",
            Self::UserProfile => "user profile",
            Self::Demographics => "demographics",
            Self::Enrollment => "enrollment",
        }
    }

    /// Columns without which the file cannot be read.
    pub(super) const fn required_columns(self, version: Version) -> &'static [&'static str] {
        match (self, version) {
            (Self::Organization, _) => &["sourcedId", "name", "type"],
            (Self::Term, _) => &["sourcedId", "title", "type", "startDate", "endDate"],
            (Self::Course, _) => &["sourcedId", "title"],
            (Self::Section, _) => &["sourcedId", "title", "schoolSourcedId"],
            (Self::Person, Version::V1p1) => {
                &["sourcedId", "givenName", "familyName", "role", "orgSourcedIds"]
            }
            (Self::Person, Version::V1p2) => &["sourcedId", "givenName", "familyName"],
            (Self::Role, _) => &["sourcedId", "userSourcedId", "role", "orgSourcedId"],
            (Self::UserProfile, _) => &["sourcedId", "userSourcedId"],
            (Self::Demographics, _) => &["sourcedId"],
            (Self::Enrollment, _) => &["sourcedId", "classSourcedId", "userSourcedId", "role"],
        }
    }
}

/// Something that is over: a row with status `tobedeleted` or `inactive`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// What.
    pub what: EndedThing,
    /// The source's identifier.
    pub sourced_id: String,
    /// When the source says it changed; `None` when it does not say: today.
    pub on: Option<Date>,
    /// The line in its file.
    pub line: u64,
}

/// What is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EndedThing {
    /// An organization.
    Organization(OrganizationId),
    /// A term.
    Term(TermId),
    /// A section.
    Section(SectionId),
    /// A person is not here any more; never deleted.
    Person(PersonId),
    /// The enrollment with this `sourced_id`.
    Enrollment,
    /// This role, if the row says whose it is.
    Role(Option<Role>),
}

/// A reference to something that must have come in earlier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected {
    /// What kind of thing.
    pub kind: Kind,
    /// The source's identifier.
    pub sourced_id: String,
    /// Where it is referred to, first.
    pub file: String,
    /// The line there.
    pub line: u64,
    /// The column there.
    pub field: String,
}
