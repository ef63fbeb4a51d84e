//! People, organizations, terms, sections, and who has what place where and when.

use crate::{
    LearnerId, OrganizationId, PersonId, SectionId, TermId,
    framework::Extra,
    time::{Date, Dates},
};

/// A district, school, academy or employer (OneRoster `org`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Ours.
    pub id: OrganizationId,
    /// The one it lies in; `None` for the district itself.
    pub parent: Option<OrganizationId>,
    /// What kind: `district`, `school`, `academy`, `department`, `employer`, as OneRoster spells them.
    pub kind: String,
    /// What people read.
    pub name: String,
    /// The roster source's identifier.
    pub sourced_id: Option<String>,
    /// Columns without a place here.
    pub extra: Extra,
}

/// A school year, semester or grading period (OneRoster `academicSession`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Ours.
    pub id: TermId,
    /// The one it lies in.
    pub parent: Option<TermId>,
    /// `schoolYear`, `semester`, `term`, `gradingPeriod`.
    pub kind: String,
    /// What people read.
    pub title: String,
    /// First and last day.
    pub dates: Dates,
    /// The roster source's identifier.
    pub sourced_id: Option<String>,
    /// Columns without a place here.
    pub extra: Extra,
}

/// A person, whatever their roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Ours.
    pub id: PersonId,
    /// Given name; may be empty when only one name is known.
    pub given_name: String,
    /// Family name; may be empty when only one name is known.
    pub family_name: String,
    /// For signing in and notices; learners and guardians may have none.
    pub email: Option<String>,
    /// Grade, as the roster writes it.
    pub grade: Option<String>,
    /// Language tag of what they read; `None` for the district's.
    pub language: Option<String>,
    /// The roster source's identifier.
    pub sourced_id: Option<String>,
    /// Still here; people are never deleted.
    pub active: bool,
    /// Columns without a place here.
    pub extra: Extra,
}

impl Person {
    /// Given name, then family name.
    pub fn name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name).trim().to_owned()
    }

    /// Family name first, as a class list is sorted.
    pub fn list_name(&self) -> String {
        match (self.family_name.is_empty(), self.given_name.is_empty()) {
            (true, _) => self.given_name.clone(),
            (_, true) => self.family_name.clone(),
            _ => format!("{}, {}", self.family_name, self.given_name),
        }
    }
}

/// A class with its learners and educators (OneRoster `class`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Ours.
    pub id: SectionId,
    /// The school.
    pub organization: OrganizationId,
    /// The term it runs in.
    pub term: Option<TermId>,
    /// What people read.
    pub title: String,
    /// First and last day; from its term when the roster gives none.
    pub dates: Dates,
    /// Grades, as written.
    pub grades: Vec<String>,
    /// Subjects, as written.
    pub subjects: Vec<String>,
    /// The roster source's identifier.
    pub sourced_id: Option<String>,
    /// Columns without a place here.
    pub extra: Extra,
}

/// A dated place in a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrollment {
    /// Where.
    pub section: SectionId,
    /// Who.
    pub person: PersonId,
    /// As what.
    pub role: SectionRole,
    /// From when to when.
    pub dates: Dates,
    /// The roster source's identifier.
    pub sourced_id: Option<String>,
}

/// What a person is in a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SectionRole {
    /// Learns.
    Learner,
    /// Teaches, and rates.
    Educator,
    /// Helps, and sees.
    Aide,
    /// Teaches today.
    Substitute,
}

/// A dated role in an organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Who.
    pub person: PersonId,
    /// What.
    pub kind: RoleKind,
    /// Where; everything below it included.
    pub organization: OrganizationId,
    /// From when to when.
    pub dates: Dates,
}

/// The roles an organization gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RoleKind {
    /// Is a learner here.
    Learner,
    /// Works with learners here, in sections.
    Educator,
    /// Speaks for a learner.
    Guardian,
    /// Answers for what learners of this school are to be given; sees those of their own caseload.
    CaseManager,
    /// Credit, transcripts, graduation of this school.
    Counselor,
    /// Leads this school.
    Principal,
    /// Runs an on-ramp here.
    ProgramLead,
    /// Runs the installation.
    Administrator,
}

/// One adult's rights for one learner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guardianship {
    /// The adult.
    pub guardian: PersonId,
    /// The child.
    pub learner: LearnerId,
    /// As the roster writes it: parent, guardian, relative.
    pub relation: Option<String>,
    /// Whether custody lets this adult see the record.
    pub may_see: bool,
    /// From when to when.
    pub dates: Dates,
}

/// Words of an enumeration in storage, files and the API.
macro_rules! words {
    ($type:ident { $($variant:ident => $word:literal),+ $(,)? }) => {
        impl $type {
            /// Every variant, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in storage, files and the API.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads the word back.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

words!(SectionRole { Learner => "learner", Educator => "educator", Aide => "aide", Substitute => "substitute" });
words!(RoleKind {
    Learner => "learner",
    Educator => "educator",
    Guardian => "guardian",
    CaseManager => "case_manager",
    Counselor => "counselor",
    Principal => "principal",
    ProgramLead => "program_lead",
    Administrator => "administrator",
});

/// How old a person is on `day`, in whole years.
pub fn age_in_years(born: Date, day: Date) -> i16 {
    let had_birthday = (day.month(), day.day()) >= (born.month(), born.day());
    day.year() - born.year() - i16::from(!had_birthday)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_birthday_counts_from_its_morning() {
        let born = date(2008, 11, 24);
        assert_eq!(age_in_years(born, date(2026, 11, 23)), 17);
        assert_eq!(age_in_years(born, date(2026, 11, 24)), 18);
    }

    #[test]
    fn words_read_back() {
        for role in RoleKind::ALL {
            assert_eq!(RoleKind::from_word(role.word()), Some(*role));
        }
        assert_eq!(SectionRole::from_word("owner"), None);
    }
}
