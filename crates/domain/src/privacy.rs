//! Privacy: the numbers that a district sets, consent by purpose, requests to amend, disclosures, and what is
//! kept for how long.

use crate::{
    AmendmentId, ConsentId, DisclosureId, LearnerId, PartyId, PersonId,
    evidence::Sequence,
    time::{Date, Dates, Timestamp},
};

/// Words of an enumeration in storage, files and the API.
macro_rules! words {
    ($(#[$doc:meta])* $type:ident { $($(#[$each:meta])* $variant:ident => $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type { $($(#[$each])* $variant),+ }

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

words!(
    /// What is kept for some years and then goes.
    Kept {
        /// Whole records of learners who have left, counted from their last day.
        Records => "records",
        /// Who read whose record.
        AccessLog => "access_log",
        /// What left to whom.
        Disclosures => "disclosures",
        /// Letters that were sent, or failed.
        Notices => "notices",
        /// Ended sessions, used links and revoked tokens.
        SignIns => "sign_ins",
        /// Reports of finished imports, which can name people.
        Imports => "imports",
    }
);

words!(
    /// How far a request to amend is.
    AmendmentState {
        /// Nobody has decided.
        Asked => "asked",
        /// It was followed.
        Accepted => "accepted",
        /// It was not, with a reason; a statement can be attached.
        Refused => "refused",
    }
);

words!(
    /// What a request to amend is about.
    AmendmentFact {
        /// One entry of the ledger.
        Entry => "entry",
        /// The given name.
        GivenName => "given_name",
        /// The family name.
        FamilyName => "family_name",
        /// The grade.
        Grade => "grade",
        /// Anything else that is recorded.
        Other => "other",
    }
);

words!(
    /// How records left.
    DisclosureWay {
        /// A file was written.
        Export => "export",
        /// A program of an outside party read by the API.
        Api => "api",
        /// On paper.
        Printed => "printed",
        /// The whole record of one learner.
        WholeRecord => "whole_record",
        /// By hand, and recorded by a person.
        Recorded => "recorded",
    }
);

words!(
    /// What an outside party is.
    PartyKind {
        /// A program or service.
        App => "app",
        /// A school, office, court, researcher or company.
        Organization => "organization",
    }
);

words!(
    /// How far an erasure is.
    ErasureState {
        /// Asked for, and not confirmed.
        Asked => "asked",
        /// Done.
        Done => "done",
        /// Given up.
        Withdrawn => "withdrawn",
    }
);

/// A number that a district sets for its privacy, with what is taken where nothing is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrivacyNumber {
    /// Figures about fewer learners are not shown.
    SmallestGroup,
    /// From this age on learners consent for themselves. Unit: years.
    AgeOfConsent,
    /// In how many days a request to amend is to be answered.
    DaysToAnswer,
    /// For how many years something is kept; for ever where nothing is set.
    YearsKept(Kept),
}

impl PrivacyNumber {
    /// Every number.
    pub fn all() -> impl Iterator<Item = Self> {
        [Self::SmallestGroup, Self::AgeOfConsent, Self::DaysToAnswer]
            .into_iter()
            .chain(Kept::ALL.iter().map(|kind| Self::YearsKept(*kind)))
    }

    /// The word in storage and the API.
    pub fn word(self) -> String {
        match self {
            Self::SmallestGroup => "smallest_group".to_owned(),
            Self::AgeOfConsent => "age_of_consent".to_owned(),
            Self::DaysToAnswer => "days_to_answer".to_owned(),
            Self::YearsKept(kind) => format!("years_kept.{}", kind.word()),
        }
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::all().find(|number| number.word() == word)
    }

    /// What is taken where the district sets nothing; `None` for ever.
    /// Source: 10 learners and 45 days as FERPA's practice has them, 18 years as its text has it.
    pub const fn built_in(self) -> Option<i64> {
        match self {
            Self::SmallestGroup => Some(10),
            Self::AgeOfConsent => Some(18),
            Self::DaysToAnswer => Some(45),
            Self::YearsKept(_) => None,
        }
    }

    /// The least and the most that can be set.
    pub const fn bounds(self) -> (i64, i64) {
        match self {
            Self::SmallestGroup => (5, 1_000),
            Self::AgeOfConsent => (13, 21),
            Self::DaysToAnswer => (1, 365),
            Self::YearsKept(_) => (1, 100),
        }
    }
}

/// A consent that was given or withdrawn by one person; nothing of it ever changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Its id.
    pub id: ConsentId,
    /// For whom.
    pub learner: LearnerId,
    /// For which purpose, by its word.
    pub purpose: String,
    /// Given, or withdrawn.
    pub given: bool,
    /// By whom.
    pub by: PersonId,
    /// When it was written down.
    pub recorded_at: Timestamp,
    /// From the first day to the last.
    pub dates: Dates,
}

/// Whether consent is in force on `day`, from everything that was said for one learner and purpose, in the
/// order it was written down. `speaks` says who may speak for the learner on that day.
///
/// Of each person the last word that had begun counts. One who speaks and says no outweighs all who say yes;
/// without anybody's yes there is none.
pub fn in_force(said: &[Consent], day: Date, speaks: impl Fn(PersonId) -> bool) -> bool {
    let mut last: Vec<(PersonId, bool)> = Vec::new();
    for one in said.iter().filter(|one| one.dates.begins().is_none_or(|begins| begins <= day)) {
        let stands = one.given && one.dates.contains(day);
        // A consent that ran out is not a refusal: nothing is said any more.
        let word = (!one.given || stands).then_some(one.given);
        last.retain(|(person, _)| *person != one.by);
        last.extend(word.map(|word| (one.by, word)));
    }
    last.retain(|(person, _)| speaks(*person));
    !last.is_empty() && last.iter().all(|(_, given)| *given)
}

/// A request to amend an entry or a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// Its id.
    pub id: AmendmentId,
    /// Whose record.
    pub learner: LearnerId,
    /// What it is about.
    pub fact: AmendmentFact,
    /// The entry, where it is about one.
    pub entry: Option<Sequence>,
    /// What it should say.
    pub wanted: String,
    /// Why.
    pub reason: String,
    /// Who asks.
    pub asked_by: PersonId,
    /// When.
    pub asked_at: Timestamp,
    /// Until when it is to be answered.
    pub due_on: Date,
    /// How far it is.
    pub state: AmendmentState,
    /// What was answered, by whom and when.
    pub answer: Option<Answer>,
    /// What the family attached.
    pub statement: Option<Answer>,
}

/// A text with who wrote it and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What.
    pub text: String,
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// An app or outside party that gets data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideParty {
    /// Its id.
    pub id: PartyId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: PartyKind,
    /// What for.
    pub purpose: String,
    /// Which fields.
    pub fields: String,
    /// By which right.
    pub ground: String,
    /// The agreement: its title, and where it lies.
    pub agreement: String,
    /// From when to when it holds.
    pub dates: Dates,
}

/// One time that records left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// Its id; ids sort by time.
    pub id: DisclosureId,
    /// When.
    pub at: Timestamp,
    /// How.
    pub way: DisclosureWay,
    /// The party of the inventory, where it is one.
    pub party: Option<PartyId>,
    /// To whom, by name.
    pub recipient: String,
    /// What for.
    pub purpose: String,
    /// By which right.
    pub ground: String,
    /// Which fields.
    pub fields: String,
    /// Who let them go.
    pub by: PersonId,
    /// Whether it holds everybody in the district; then learners are not named one by one.
    pub everybody: bool,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const MOTHER: PersonId = PersonId::from_bytes([1; 16]);
    const FATHER: PersonId = PersonId::from_bytes([2; 16]);

    fn said(by: PersonId, given: bool, from: Date, until: Option<Date>) -> Consent {
        Consent {
            id: ConsentId::from_bytes([0; 16]),
            learner: LearnerId::from_bytes([9; 16]),
            purpose: "audio".to_owned(),
            given,
            by,
            recorded_at: Timestamp::UNIX_EPOCH,
            dates: Dates::new(Some(from), until).expect("in order"),
        }
    }

    #[track_caller]
    fn check(said: &[Consent], expected: bool) {
        assert_eq!(in_force(said, date(2026, 11, 24), |_| true), expected);
    }

    #[test]
    fn silence_is_not_consent() {
        check(&[], false);
    }

    #[test]
    fn a_yes_holds_from_its_first_day_through_its_last() {
        check(&[said(MOTHER, true, date(2026, 11, 24), None)], true);
        check(&[said(MOTHER, true, date(2026, 11, 25), None)], false);
        check(&[said(MOTHER, true, date(2026, 9, 1), Some(date(2026, 11, 24)))], true);
        check(&[said(MOTHER, true, date(2026, 9, 1), Some(date(2026, 11, 23)))], false);
    }

    #[test]
    fn the_last_word_of_a_person_counts_and_one_no_outweighs() {
        let day = date(2026, 9, 1);
        check(&[said(MOTHER, true, day, None), said(MOTHER, false, day, None)], false);
        check(&[said(MOTHER, false, day, None), said(MOTHER, true, day, None)], true);
        check(&[said(MOTHER, true, day, None), said(FATHER, false, day, None)], false);
        check(&[said(FATHER, false, day, None), said(MOTHER, true, day, None)], false);
    }

    #[test]
    fn who_does_not_speak_for_the_learner_is_not_heard() {
        let day = date(2026, 9, 1);
        let both = [said(MOTHER, true, day, None), said(FATHER, false, day, None)];
        assert!(in_force(&both, day, |person| person == MOTHER));
        assert!(!in_force(&both[..1], day, |person| person == FATHER));
    }

    #[test]
    fn words_read_back() {
        for number in PrivacyNumber::all() {
            assert_eq!(PrivacyNumber::from_word(&number.word()), Some(number));
            let (least, most) = number.bounds();
            assert!(number.built_in().is_none_or(|value| (least..=most).contains(&value)));
        }
        assert_eq!(PrivacyNumber::from_word("years_kept.gold"), None);
    }
}
