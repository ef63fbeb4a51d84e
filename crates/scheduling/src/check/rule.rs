//! The rules, and how badly each is broken.

/// Whether a breach can be lived with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It can never be published.
    Never,
    /// It is published only when a person accepts it by name.
    Acceptable,
}

impl Severity {
    /// As files write it.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Acceptable => "acceptable",
        }
    }
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident $slug:literal $severity:ident)*) => {
        /// A rule that a schedule can break.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $($(#[$doc])* $name,)* }

        impl Rule {
            /// Every rule.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// As files write it.
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$name => $slug,)* }
            }

            /// Whether a breach of it can be lived with.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

rules! {
    /// What a schedule names is in the instance.
    UnknownPlace "unknown-place" Never
    /// Nobody has two seats in one period.
    SeatedTwice "seated-twice" Never
    /// Everybody has a seat in each period in which they are there.
    Unseated "unseated" Acceptable
    /// Nobody has a seat in a period in which they are not there.
    SeatedAway "seated-away" Acceptable
    /// A group has at least as many learners as its modality asks for.
    GroupTooSmall "group-too-small" Acceptable
    /// A group has at most as many learners as its modality allows.
    GroupTooLarge "group-too-large" Acceptable
    /// Everybody works on a lesson.
    NoLesson "no-lesson" Acceptable
    /// Where the group has a lesson, everybody works on it.
    NotTheGroupsLesson "not-the-groups-lesson" Acceptable
    /// Where everybody has a lesson of their own, the group has none.
    GroupLessonAmongOwn "group-lesson-among-own" Acceptable
    /// A lesson is given in its modality.
    OtherModality "other-modality" Acceptable
    /// A lesson is no longer than its period.
    LessonTooLong "lesson-too-long" Acceptable
    /// A learner works on what they are ready for.
    NotReady "not-ready" Acceptable
    /// A learner works between their floor and their ceiling.
    OutsideLevels "outside-levels" Acceptable
    /// A lesson can be had in a language that the learner learns in.
    OtherLanguage "other-language" Acceptable
    /// After so many tries that were not passed an educator leads the group.
    TriesWithoutEducator "tries-without-educator" Acceptable
    /// A lesson is worked on by no more learners at once than there are copies of its materials.
    Copies "copies" Acceptable
    /// No lesson is given again unless a person agreed.
    LessonHad "lesson-had" Acceptable
    /// No lesson is given twice a day.
    LessonTwice "lesson-twice" Acceptable
    /// A learner works on a competency only so often a day.
    CompetencyTooOften "competency-too-often" Acceptable
    /// A learner is in a modality only so often a day.
    ModalityTooOften "modality-too-often" Acceptable
    /// Who leads a group where its modality asks for it.
    NoEducator "no-educator" Acceptable
    /// Nobody leads a group whose modality asks for nobody.
    EducatorNotAsked "educator-not-asked" Acceptable
    /// An educator is there.
    EducatorAway "educator-away" Acceptable
    /// An educator leads one group or watches one room in a period.
    EducatorTwice "educator-twice" Acceptable
    /// An educator leads only so many groups a day.
    TooManyGroups "too-many-groups" Acceptable
    /// An educator is qualified for the competencies that the group works on.
    NotQualifiedToTeach "not-qualified-to-teach" Acceptable
    /// An educator is qualified for the modality of the group.
    NotQualifiedToLead "not-qualified-to-lead" Acceptable
    /// A room has a seat for everybody in it.
    RoomSeats "room-seats" Never
    /// A room has a device for everybody in it who needs one and brings none.
    RoomDevices "room-devices" Never
    /// A room holds only so many groups at once.
    RoomGroups "room-groups" Never
    /// A room is of a kind that the modality asks for.
    RoomKind "room-kind" Never
    /// A room can be had in the period.
    RoomNotToBeHad "room-not-to-be-had" Never
    /// In a room that has to be watched there is an educator while learners are.
    RoomUnwatched "room-unwatched" Never
    /// A learner sits in a group that is small enough for them.
    NeedsSmallerGroup "needs-smaller-group" Never
    /// A learner's room offers what they need.
    NeedsOfRoom "needs-of-room" Never
    /// The educator of a learner's group offers what they need.
    NeedsOfEducator "needs-of-educator" Never
    /// A learner is in no modality that they are not put in.
    NeedsOtherModality "needs-other-modality" Never
    /// Learners who are kept apart do not meet.
    KeptApart "kept-apart" Never
    /// Learners who stay together are in one group.
    KeptTogether "kept-together" Acceptable
    /// What a person has locked is so.
    Lock "lock" Acceptable
    /// A group that stands already is there.
    FixedMissing "fixed-missing" Acceptable
    /// A group that stands already is there once.
    FixedTwice "fixed-twice" Acceptable
    /// A group that stands already is as it stands.
    FixedChanged "fixed-changed" Acceptable
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_rules_are_written_alike() {
        let slugs: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.slug()).collect();
        assert_eq!(slugs.len(), Rule::ALL.len());
    }
}
