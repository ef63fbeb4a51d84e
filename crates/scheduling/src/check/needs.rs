//! What must be given to learners.

use super::{Breach, Rule, day::Day};

pub(super) fn find(day: &Day, found: &mut Vec<Breach>) {
    for here in &day.groups {
        let group = here.group;
        let room = &day.instance.rooms[group.room];
        for learner in here.learners() {
            let needs = &day.instance.learners[learner].needs;
            let breach = |rule| Breach::of(rule).when(group.period).who([learner]).seen_in([here.place]);
            if let Some(most) = needs.group_most
                && here.seats.len() > most as usize
            {
                found.push(breach(Rule::NeedsSmallerGroup).counting(here.seats.len(), most));
            }
            if let Some(missing) = missing(&needs.room_features, &room.features) {
                found.push(breach(Rule::NeedsOfRoom).in_room(group.room).saying(missing));
            }
            if let Some(place) = group.educator
                && let Some(missing) =
                    missing(&needs.educator_features, &day.instance.educators[place].features)
            {
                found.push(breach(Rule::NeedsOfEducator).led_by(place).saying(missing));
            }
            if needs.not_modalities.contains(&group.modality) {
                found.push(breach(Rule::NeedsOtherModality).by_way_of(group.modality));
            }
        }
    }
}

/// What is needed and not offered, in words; nothing where all is there.
fn missing(needed: &[String], offered: &[String]) -> Option<String> {
    let missing: Vec<&str> =
        needed.iter().filter(|feature| !offered.contains(feature)).map(String::as_str).collect();
    (!missing.is_empty()).then(|| missing.join(", "))
}
