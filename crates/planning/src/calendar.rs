//! School days counted: of a class, and of one learner, whose absences and pauses do not count.

use std::collections::BTreeSet;

use domain::{
    Date,
    calendar::{BadCalendar, Calendar, days_after, days_between},
    time::Dates,
};

/// The school days of a calendar, or those of them that are a learner's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolDays {
    first: Date,
    /// How many of the days before the one in this place are school days; one longer than the calendar.
    before: Vec<u32>,
}

impl SchoolDays {
    /// Those of a class. Refuses by name a calendar on whose days no school is ever held.
    pub fn of(calendar: &Calendar) -> Result<Self, BadCalendar> {
        let calendar = calendar.clone().checked()?;
        Ok(Self::counted(calendar.first, calendar.days().map(|day| calendar.on(day).is_school())))
    }

    fn counted(first: Date, days: impl Iterator<Item = bool>) -> Self {
        let mut before = vec![0];
        let mut count = 0;
        for school in days {
            count += u32::from(school);
            before.push(count);
        }
        Self { first, before }
    }

    /// Without the days of pauses and absences: what is left may be none at all.
    #[must_use]
    pub fn without(&self, pauses: &[Dates], absences: &BTreeSet<Date>) -> Self {
        let days =
            std::iter::successors(Some(self.first), |day| day.tomorrow().ok()).zip(self.before.windows(2));
        let own = |day: Date| !absences.contains(&day) && !pauses.iter().any(|pause| pause.contains(day));
        Self::counted(self.first, days.map(|(day, count)| count[0] < count[1] && own(day)))
    }

    /// How many there are from `first` to before `end`.
    pub fn count(&self, first: Date, end: Date) -> u32 {
        self.before(end).saturating_sub(self.before(first))
    }

    /// How many there are from `first` through `last`, both included.
    pub fn through(&self, first: Date, last: Date) -> u32 {
        last.tomorrow()
            .map_or_else(|_| self.total().saturating_sub(self.before(first)), |end| self.count(first, end))
    }

    /// Whether `day` is one.
    pub fn contains(&self, day: Date) -> bool {
        self.through(day, day) == 1
    }

    /// The `place`-th of them from `first` on, counted from 1; `None` for 0 and beyond the last.
    pub fn nth(&self, first: Date, place: u32) -> Option<Date> {
        if place == 0 {
            return None;
        }
        let wanted = self.before(first).checked_add(place)?;
        let at = self.before.partition_point(|count| *count < wanted);
        let days = i64::try_from(at.checked_sub(1)?).ok().filter(|_| at < self.before.len())?;
        days_after(self.first, days)
    }

    /// The last of them.
    pub fn last(&self) -> Option<Date> {
        self.nth(self.first, self.total())
    }

    fn total(&self) -> u32 {
        self.before.last().copied().unwrap_or(0)
    }

    fn before(&self, day: Date) -> u32 {
        let at = usize::try_from(days_between(self.first, day)).unwrap_or(0);
        self.before.get(at).copied().unwrap_or_else(|| self.total())
    }
}

#[cfg(test)]
pub(crate) mod testing {
    use domain::{
        CalendarId, Date, OrganizationId,
        calendar::{Calendar, SpecialDays, Weekdays},
    };

    use super::SchoolDays;

    /// Autumn 2026, Monday to Friday, closed on November 26 and 27.
    pub fn autumn() -> SchoolDays {
        SchoolDays::of(&calendar()).expect("school is held")
    }

    pub fn calendar() -> Calendar {
        Calendar {
            id: CalendarId::from_bytes([1; 16]),
            organization: OrganizationId::from_bytes([1; 16]),
            name: "Autumn".to_owned(),
            first: day("2026-09-01"),
            last: day("2026-12-18"),
            weekdays: Weekdays::MONDAY_TO_FRIDAY,
            special: vec![SpecialDays {
                first: day("2026-11-26"),
                last: day("2026-11-27"),
                name: "Thanksgiving".to_owned(),
                school: false,
            }],
        }
    }

    pub fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        testing::{autumn, calendar, day},
        *,
    };

    #[test]
    fn days_are_counted_without_weekends_closures_absences_and_pauses() {
        let all = autumn();
        let pause = Dates::new(Some(day("2026-11-09")), Some(day("2026-11-15"))).expect("in order");
        // The second absence is on a holiday and takes nothing away.
        let absences = BTreeSet::from([day("2026-11-17"), day("2026-11-26")]);
        let own = all.without(&[pause], &absences);
        for (first, end, class, learner) in [
            ("2026-11-02", "2026-11-07", 5, 5),
            ("2026-11-09", "2026-11-16", 5, 0),
            ("2026-11-16", "2026-11-23", 5, 4),
            ("2026-11-23", "2026-11-30", 3, 3),
            ("2026-08-01", "2026-09-03", 2, 2),
            ("2026-12-17", "2027-03-01", 2, 2),
            ("2026-11-20", "2026-11-02", 0, 0),
        ] {
            let (first, end) = (day(first), day(end));
            assert_eq!((all.count(first, end), own.count(first, end)), (class, learner), "{first} {end}");
        }
    }

    #[test]
    fn the_nth_day_is_found_from_any_day_on_and_there_is_none_beyond_the_calendar() {
        let all = autumn();
        for (first, place, found) in [
            ("2026-11-24", 1, Some("2026-11-24")),
            ("2026-11-24", 3, Some("2026-11-30")),
            ("2026-11-28", 1, Some("2026-11-30")),
            ("2026-12-18", 1, Some("2026-12-18")),
            ("2026-12-18", 2, None),
            ("2026-11-24", 0, None),
            ("2026-01-01", 1, Some("2026-09-01")),
        ] {
            assert_eq!(all.nth(day(first), place), found.map(day), "{first} {place}");
        }
        assert_eq!(all.last(), Some(day("2026-12-18")));
    }

    #[test]
    fn a_calendar_without_school_days_is_refused_by_name() {
        let bare = Calendar { weekdays: domain::calendar::Weekdays::NONE, ..calendar() };
        let refused = SchoolDays::of(&bare).expect_err("no school is held").to_string();
        assert!(refused.contains("\"Autumn\" has no school days"), "{refused}");
    }

    #[test]
    fn a_learner_who_is_away_all_the_time_has_no_days() {
        let none = autumn().without(&[Dates::ALWAYS], &BTreeSet::new());
        assert_eq!((none.last(), none.count(day("2026-09-01"), day("2026-12-31"))), (None, 0));
    }

    proptest! {
        #[test]
        fn counting_to_the_nth_day_comes_to_n(from in 0_i64..130, place in 1_u32..90, gone in 0_i64..100) {
            let start = day("2026-08-25");
            let from = days_after(start, from).expect("a day");
            let gone = days_after(start, gone).expect("a day");
            let own = autumn().without(&[], &BTreeSet::from([gone]));
            if let Some(found) = own.nth(from, place) {
                prop_assert!(own.contains(found));
                prop_assert_eq!(own.through(from, found), place);
            } else {
                prop_assert!(own.count(from, day("2027-01-01")) < place);
            }
        }
    }
}
