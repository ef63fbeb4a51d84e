//! How many people any repair moves at least.

use super::carried::Carried;
use crate::solve::Day;

/// A number that no repair stays below.
///
/// Everybody whose seat as it was cannot be any more; and beside them what the one group needs that fell furthest
/// below its least size (its members go, or others come), or the one room that holds fewer than before.
pub fn moved(day: &Day, carried: &Carried) -> usize {
    let instance = day.instance;
    let must = |learner: usize| {
        instance.learners[learner].periods.iter().any(|period| carried.lost(day, learner, *period).is_some())
    };
    let must: Vec<bool> = (0..instance.learners.len()).map(must).collect();
    let many = must.iter().filter(|one| **one).count();
    let new = (0..instance.learners.len())
        .filter(|one| {
            instance.learners[*one].periods.iter().any(|period| carried.seat(*one, *period).is_none())
        })
        .count();
    let mut more = 0;
    let mut in_room = vec![0; day.periods * instance.rooms.len()];
    for group in &carried.groups {
        let Some(sat) = group.sat else { continue };
        let stay = group.learners.iter().filter(|(one, _)| !must[*one]).count();
        in_room[group.period * instance.rooms.len() + sat.room] += stay;
        let left =
            group.learners.iter().filter(|(one, _)| carried.lost(day, *one, group.period).is_none()).count();
        let least = instance.modalities[sat.modality].group.least as usize;
        if !group.fixed && left > 0 && left < least {
            more = more.max(stay.min((least - left).saturating_sub(many + new)));
        }
    }
    for (at, stay) in in_room.iter().enumerate() {
        let seats = instance.rooms[at % instance.rooms.len()].seats as usize;
        more = more.max(stay.saturating_sub(seats));
    }
    many + more
}
