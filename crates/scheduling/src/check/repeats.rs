//! What a learner had before, and how often a day they have the same.

use std::collections::BTreeMap;

use super::{
    Breach, Rule,
    day::{Day, Taken},
};

pub(super) fn find(day: &Day, found: &mut Vec<Breach>) {
    for (place, learner, taken) in day.learners() {
        for seat in taken.iter().filter(|seat| !seat.stands) {
            let Some(lesson) = seat.lesson else { continue };
            if learner.had.contains(&lesson) && !learner.repeats.contains(&lesson) {
                let breach = Breach::of(Rule::LessonHad).when(seat.period).who([place]).on(lesson);
                found.push(breach.seen_in([day.groups[seat.here].place]));
            }
        }
        too_often(
            day,
            taken,
            |seat| seat.lesson,
            |lesson, seats| (seats > 1).then(|| Breach::of(Rule::LessonTwice).on(lesson).counting(seats, 1)),
        )
        .for_each(|breach| found.push(breach.who([place])));
        let chosen: Vec<Taken> = taken.iter().copied().filter(|seat| !seat.stands).collect();
        let most = day.instance.rules.most_of_a_competency;
        too_often(
            day,
            &chosen,
            |seat| seat.lesson.map(|lesson| day.lesson(lesson).competency),
            |competency, seats| {
                (seats > most as usize)
                    .then(|| Breach::of(Rule::CompetencyTooOften).about(competency).counting(seats, most))
            },
        )
        .for_each(|breach| found.push(breach.who([place])));
        too_often(
            day,
            taken,
            |seat| Some(day.groups[seat.here].group.modality),
            |modality, seats| {
                let most = day.instance.modalities[modality].most_a_day;
                (seats > most as usize)
                    .then(|| Breach::of(Rule::ModalityTooOften).by_way_of(modality).counting(seats, most))
            },
        )
        .for_each(|breach| found.push(breach.who([place])));
    }
}

/// The breaches that `judge` finds in a learner's seats counted by `what`; seats of groups that stand already count,
/// and are no breach by themselves.
fn too_often<'a>(
    day: &'a Day,
    taken: &[Taken],
    what: impl Fn(&Taken) -> Option<usize>,
    judge: impl Fn(usize, usize) -> Option<Breach> + 'a,
) -> impl Iterator<Item = Breach> + 'a {
    let mut counted: BTreeMap<usize, Vec<Taken>> = BTreeMap::new();
    for seat in taken {
        if let Some(place) = what(seat) {
            counted.entry(place).or_default().push(*seat);
        }
    }
    counted.into_iter().filter(|(_, seats)| seats.iter().any(|seat| !seat.stands)).filter_map(
        move |(place, seats)| {
            let groups = seats.iter().map(|seat| day.groups[seat.here].place);
            judge(place, seats.len()).map(|breach| breach.seen_in(groups))
        },
    )
}
