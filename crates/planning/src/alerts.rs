//! Who is to be told of a change of pace: each person once per change, and not everybody.

use domain::pace::{
    PaceStanding::{self, Ahead, Behind, Finished, NoLine, OnPace, Paused},
    ToldOfPace::{self, Counselor, Educator, Family, Learner},
};

/// After how many own school days behind somebody is told. Unit: school days; `None` for never.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Telling {
    /// The learner.
    pub learner: Option<u32>,
    /// Who teaches the class.
    pub educator: Option<u32>,
    /// Whose caseload the learner is on.
    pub counselor: Option<u32>,
    /// Who speaks for the learner.
    pub family: Option<u32>,
}

impl Telling {
    fn after(self, who: ToldOfPace) -> Option<u32> {
        match who {
            Learner => self.learner,
            Family => self.family,
            Educator => self.educator,
            Counselor => self.counselor,
        }
    }
}

/// Where a learner's standing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now<'a> {
    /// What it was before the last change, if anything.
    pub before: Option<PaceStanding>,
    /// What it is.
    pub standing: PaceStanding,
    /// For how many of the learner's own school days.
    pub days: u32,
    /// Who is told of this change already.
    pub told: &'a [ToldOfPace],
    /// Who was told that the learner is behind, when that was the change before.
    pub told_before: &'a [ToldOfPace],
}

/// Who is to be told now. Behind: each after their number of days. Back on pace: who was told of the other. Finished:
/// who was told before, the learner, the family and who teaches them. Nobody is told of a pause, of a line that
/// begins, or of being ahead.
pub fn to_tell(now: &Now<'_>, telling: Telling) -> Vec<ToldOfPace> {
    let wanted = |who: ToldOfPace| match now.standing {
        Behind => telling.after(who).is_some_and(|after| after <= now.days),
        OnPace | Ahead => now.before == Some(Behind) && now.told_before.contains(&who),
        Finished => {
            let near = who != Counselor && telling.after(who).is_some();
            now.before.is_some() && (near || now.told_before.contains(&who))
        }
        Paused | NoLine => false,
    };
    ToldOfPace::ALL
        .into_iter()
        .map(|(who, _)| who)
        .filter(|who| wanted(*who) && !now.told.contains(who))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: Telling =
        Telling { learner: Some(0), educator: Some(0), family: Some(5), counselor: Some(10) };

    #[track_caller]
    fn check(
        before: PaceStanding,
        standing: PaceStanding,
        days: u32,
        told: &[ToldOfPace],
        expected: &[ToldOfPace],
    ) {
        let told_before: &[ToldOfPace] = if before == Behind { &[Learner, Educator] } else { &[] };
        let now = Now { before: Some(before), standing, days, told, told_before };
        assert_eq!(to_tell(&now, USUAL), expected);
    }

    #[test]
    fn who_falls_behind_and_who_teaches_them_are_told_first_and_others_when_it_lasts() {
        check(OnPace, Behind, 0, &[], &[Learner, Educator]);
        check(OnPace, Behind, 4, &[Learner, Educator], &[]);
        check(OnPace, Behind, 5, &[Learner, Educator], &[Family]);
        check(OnPace, Behind, 10, &[Learner, Educator, Family], &[Counselor]);
        check(OnPace, Behind, 99, &[Learner, Educator, Family, Counselor], &[]);
    }

    #[test]
    fn of_getting_back_only_those_hear_who_heard_of_the_other() {
        check(Behind, OnPace, 0, &[], &[Learner, Educator]);
        check(Behind, Ahead, 0, &[Learner], &[Educator]);
        check(OnPace, Ahead, 0, &[], &[]);
        check(Ahead, OnPace, 0, &[], &[]);
        check(Paused, OnPace, 0, &[], &[]);
    }

    #[test]
    fn of_the_end_the_learner_the_family_and_the_educator_hear() {
        check(OnPace, Finished, 0, &[], &[Learner, Family, Educator]);
        check(OnPace, Finished, 3, &[Learner, Family, Educator], &[]);
        let first = Now { before: None, standing: Finished, days: 0, told: &[], told_before: &[] };
        assert_eq!(to_tell(&first, USUAL), [], "what was finished before anybody looked is no news");
    }

    #[test]
    fn a_pause_and_a_missing_line_are_told_to_nobody_and_never_is_never() {
        check(Behind, Paused, 30, &[], &[]);
        check(Behind, NoLine, 30, &[], &[]);
        let never = Telling { learner: None, educator: None, family: None, counselor: None };
        let now = Now { before: None, standing: Behind, days: 400, told: &[], told_before: &[] };
        assert_eq!(to_tell(&now, never), []);
    }
}
