//! Who leads and who watches.

use std::collections::BTreeMap;

use super::{
    Breach, Rule,
    day::{Day, Here},
};

pub(super) fn find(day: &Day, found: &mut Vec<Breach>) {
    for here in &day.groups {
        asked_for(day, here, found);
        qualified(day, here, found);
    }
    there_and_once(day, found);
    groups_a_day(day, found);
}

fn asked_for(day: &Day, here: &Here, found: &mut Vec<Breach>) {
    if here.stands {
        return;
    }
    let group = here.group;
    let breach = |rule| {
        let breach = Breach::of(rule).when(group.period).in_room(group.room).by_way_of(group.modality);
        breach.who(here.learners()).seen_in([here.place])
    };
    match (day.modality(here).educator, group.educator) {
        (true, None) => found.push(breach(Rule::NoEducator)),
        (false, Some(educator)) => found.push(breach(Rule::EducatorNotAsked).led_by(educator)),
        _ => {}
    }
}

fn qualified(day: &Day, here: &Here, found: &mut Vec<Breach>) {
    let group = here.group;
    let Some(place) = group.educator.filter(|_| !here.stands) else { return };
    let educator = &day.instance.educators[place];
    let breach = |rule| {
        let breach = Breach::of(rule).when(group.period).in_room(group.room).led_by(place);
        breach.seen_in([here.place])
    };
    if !educator.modalities.contains(group.modality) {
        found.push(breach(Rule::NotQualifiedToLead).by_way_of(group.modality));
    }
    let lessons = here.seats.iter().filter_map(|seat| seat.lesson).chain(group.lesson);
    let mut competencies: Vec<usize> = lessons.map(|lesson| day.lesson(lesson).competency).collect();
    competencies.sort_unstable();
    competencies.dedup();
    for competency in competencies.into_iter().filter(|place| !educator.competencies.contains(*place)) {
        found.push(breach(Rule::NotQualifiedToTeach).about(competency));
    }
}

/// A room, and the group that is led there; none where the room is watched.
type Post = (usize, Option<usize>);

/// Each educator is there, and in one place.
fn there_and_once(day: &Day, found: &mut Vec<Breach>) {
    let mut posts: BTreeMap<(usize, usize), Vec<Post>> = BTreeMap::new();
    for here in &day.groups {
        if let Some(educator) = here.group.educator {
            posts.entry((here.group.period, educator)).or_default().push((here.group.room, Some(here.place)));
        }
    }
    for watch in &day.watches {
        posts.entry((watch.period, watch.educator)).or_default().push((watch.room, None));
    }
    for ((period, educator), posts) in posts {
        let breach = |rule| {
            let breach = Breach::of(rule).when(period).led_by(educator);
            breach.seen_in(posts.iter().filter_map(|(_, group)| *group))
        };
        if !day.educator_is_there(educator, period) {
            found.push(breach(Rule::EducatorAway));
        }
        if posts.len() > 1 {
            let mut breach = breach(Rule::EducatorTwice).counting(posts.len(), 1);
            for (room, group) in &posts {
                let does = if group.is_some() { "leads a group" } else { "watches" };
                breach = breach.saying(format!("{does} in {}", day.instance.rooms[*room].name));
            }
            found.push(breach);
        }
    }
}

fn groups_a_day(day: &Day, found: &mut Vec<Breach>) {
    let mut led: BTreeMap<usize, Vec<&Here>> = BTreeMap::new();
    for here in &day.groups {
        if let Some(educator) = here.group.educator {
            led.entry(educator).or_default().push(here);
        }
    }
    for (educator, led) in led {
        let most = day.instance.educators[educator].most_groups;
        if led.len() > most as usize && led.iter().any(|here| !here.stands) {
            let breach = Breach::of(Rule::TooManyGroups).led_by(educator).counting(led.len(), most);
            found.push(breach.seen_in(led.iter().map(|here| here.place)));
        }
    }
}
