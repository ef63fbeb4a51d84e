//! Why somebody may read or write a learner's record: the words of the access table and access log.

/// By which relationship a record is read; the reason that the access log keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relationship {
    /// The learner themself.
    Own,
    /// A guardian whose custody lets them see.
    Guardian,
    /// Teaches the learner now, or within the close-out window.
    Educator,
    /// Helps in a section of the learner now.
    Aide,
    /// Teaches a section of the learner today.
    Substitute,
    /// Answers for what the learner is to be given: has them on a case manager's caseload.
    CaseManager,
    /// Counselor of the learner, by caseload, or of their school.
    Counselor,
    /// Principal of the learner's school.
    Principal,
    /// Leads a program in the learner's organization.
    ProgramLead,
    /// An administrator with a typed reason.
    BreakGlass,
    /// Rates a piece of work of the learner as one of the same class, without being told whose it is.
    Classmate,
}

impl Relationship {
    /// Every relationship with its word.
    pub const ALL: [(Self, &'static str); 11] = [
        (Self::Own, "own"),
        (Self::Guardian, "guardian"),
        (Self::Educator, "educator"),
        (Self::Aide, "aide"),
        (Self::Substitute, "substitute"),
        (Self::CaseManager, "case_manager"),
        (Self::Counselor, "counselor"),
        (Self::Principal, "principal"),
        (Self::ProgramLead, "program_lead"),
        (Self::BreakGlass, "break_glass"),
        (Self::Classmate, "classmate"),
    ];

    /// The word in storage and the API.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind)
    }
}
