//! How long nothing has been heard of a learner or class: in school days where terms are known, else in
//! plain days.

use domain::{Date, people::Term, time::Dates};
use jiff::civil::Weekday;

/// After how many days without evidence somebody is shown as silent, where nobody says otherwise.
pub const USUAL_DAYS: i64 = 10;

/// The most days that can be asked for.
pub const MOST_DAYS: i64 = 365;

/// The days on which something could have been heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    terms: Vec<Dates>,
}

impl Calendar {
    /// The shortest terms that are known: those that no other lies in. A school year counts where nothing
    /// divides it.
    pub fn of(terms: &[Term]) -> Self {
        let divided = |one: &Term| terms.iter().any(|other| other.parent == Some(one.id));
        let dated = |one: &&Term| one.dates.begins().is_some() && one.dates.ends().is_some();
        let leaves = terms.iter().filter(|one| !divided(one)).filter(dated);
        Self { terms: leaves.map(|one| one.dates).collect() }
    }

    /// Whether days are counted from Monday to Friday within terms; else all of them are.
    pub fn counts_school_days(&self) -> bool {
        !self.terms.is_empty()
    }

    /// How many days lie after `heard`, up to and with `today`.
    ///
    /// Unit: school days, or days.
    pub fn days_since(&self, heard: Date, today: Date) -> i64 {
        if !self.counts_school_days() {
            return i64::from((today - heard).get_days()).max(0);
        }
        let mut count = 0;
        let mut day = heard;
        // Nobody is asked about more than two years: who was silent so long is silent by any measure.
        for _ in 0..730 {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            if day > today {
                break;
            }
            let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            if !weekend && self.terms.iter().any(|term| term.contains(day)) {
                count += 1;
            }
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use domain::{TermId, framework::Extra};
    use jiff::civil::date;

    use super::*;

    fn term(n: u8, parent: Option<u8>, begins: Date, ends: Date) -> Term {
        Term {
            id: TermId::from_bytes([n; 16]),
            parent: parent.map(|n| TermId::from_bytes([n; 16])),
            kind: "term".to_owned(),
            title: String::new(),
            dates: Dates::new(Some(begins), Some(ends)).expect("in order"),
            sourced_id: None,
            extra: Extra::new(),
        }
    }

    #[test]
    fn without_terms_every_day_counts() {
        let calendar = Calendar::of(&[]);
        assert!(!calendar.counts_school_days());
        assert_eq!(calendar.days_since(date(2026, 11, 20), date(2026, 11, 24)), 4);
        assert_eq!(calendar.days_since(date(2026, 11, 24), date(2026, 11, 24)), 0);
        assert_eq!(calendar.days_since(date(2026, 11, 25), date(2026, 11, 24)), 0);
    }

    #[test]
    fn weekends_and_the_days_between_terms_do_not_count() {
        let year = term(1, None, date(2026, 9, 1), date(2027, 6, 30));
        let autumn = term(2, Some(1), date(2026, 9, 1), date(2026, 12, 18));
        let spring = term(3, Some(1), date(2027, 1, 4), date(2027, 6, 30));
        let calendar = Calendar::of(&[year, autumn, spring]);
        for (heard, today, days) in [
            // Friday to Monday.
            (date(2026, 11, 20), date(2026, 11, 23), 1),
            (date(2026, 11, 20), date(2026, 11, 22), 0),
            // Over the winter holidays.
            (date(2026, 12, 17), date(2027, 1, 3), 1),
            (date(2026, 12, 17), date(2027, 1, 5), 3),
            (date(2026, 11, 9), date(2026, 11, 23), 10),
        ] {
            assert_eq!(calendar.days_since(heard, today), days, "{heard} to {today}");
        }
    }
}
