//! Who must not meet, and who stays together.

use std::collections::BTreeMap;

use super::{
    Breach, Decided, Rule,
    day::{Day, Here, Taken},
};
use crate::ApartIn;

pub(super) fn find(day: &Day, found: &mut Vec<Breach>) {
    for (place, apart) in day.instance.apart.iter().enumerate() {
        let whereabouts = |here: &Here, taken: &Taken| match apart.within {
            ApartIn::Group => (here.group.room, Some(taken.here)),
            ApartIn::Room => (here.group.room, None),
        };
        for ((period, (room, _)), met) in gather(day, &apart.learners, whereabouts) {
            if met.learners.len() > 1 {
                let breach = Breach::of(Rule::KeptApart).when(period).in_room(room).who(met.learners);
                let breach = breach.seen_in(met.groups).against(Decided::Apart(place));
                found.push(breach);
            }
        }
    }
    for (place, together) in day.instance.together.iter().enumerate() {
        let mut by_period: BTreeMap<usize, Vec<Met>> = BTreeMap::new();
        for ((period, _), met) in gather(day, together, |_, taken| taken.here) {
            by_period.entry(period).or_default().push(met);
        }
        for (period, met) in by_period.into_iter().filter(|(_, met)| met.len() > 1) {
            let breach = Breach::of(Rule::KeptTogether).when(period).against(Decided::Together(place));
            let breach = breach.who(met.iter().flat_map(|met| met.learners.iter().copied()));
            found.push(breach.seen_in(met.iter().flat_map(|met| met.groups.iter().copied())));
        }
    }
}

#[derive(Default)]
struct Met {
    learners: Vec<usize>,
    groups: Vec<usize>,
}

/// Which of `learners` are together in each period, by what `whereabouts` says.
fn gather<T: Ord>(
    day: &Day,
    learners: &[usize],
    whereabouts: impl Fn(&Here, &Taken) -> T,
) -> BTreeMap<(usize, T), Met> {
    let mut gathered: BTreeMap<(usize, T), Met> = BTreeMap::new();
    for learner in learners {
        for taken in &day.taken[*learner] {
            let here = &day.groups[taken.here];
            let met = gathered.entry((taken.period, whereabouts(here, taken))).or_default();
            if !met.learners.contains(learner) {
                met.learners.push(*learner);
            }
            met.groups.push(here.place);
        }
    }
    gathered
}
