//! Everybody has one seat in each period in which they are there, and none elsewhere.

use super::{Breach, Rule, day::Day};

pub(super) fn find(day: &Day, found: &mut Vec<Breach>) {
    let periods = day.instance.periods.len();
    for (place, learner, taken) in day.learners() {
        let mut seats = vec![Vec::new(); periods];
        for seat in taken {
            seats[seat.period].push(day.groups[seat.here].place);
        }
        for (period, groups) in seats.into_iter().enumerate() {
            let breach = |rule| Breach::of(rule).when(period).who([place]);
            let there = learner.periods.contains(&period);
            match (there, groups.len()) {
                (true, 0) => found.push(breach(Rule::Unseated)),
                (false, 1..) => found.push(breach(Rule::SeatedAway).seen_in(groups.iter().copied())),
                _ => {}
            }
            if groups.len() > 1 {
                found.push(breach(Rule::SeatedTwice).counting(groups.len(), 1).seen_in(groups));
            }
        }
    }
}
