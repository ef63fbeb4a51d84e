//! Who is there when, and what each learner brings.

use std::collections::HashMap;

use domain::{
    Date, DistrictId, LearnerId, RoomProgramId,
    attendance::{Presence, of_day},
    room_program::RoomProgram,
};
use scheduling::{Learner, Levels, Needs, Ready};
use store::Tx;

use super::{history::History, library::Shelf};
use crate::{
    Refusal, accommodations_in_force,
    class_list::Listed,
    room_setup::{self, RoomNeeds, Setup},
};

/// The periods in which learners are there: who is marked absent for the program or the whole day, or has paused, is
/// in none, and who comes later is in the rest.
pub(super) async fn there(
    tx: &mut Tx,
    district: DistrictId,
    program: &RoomProgram,
    setup: &Setup,
    day: Date,
    learners: &[Listed],
) -> Result<HashMap<LearnerId, Vec<usize>>, Refusal> {
    let all: Vec<usize> = (0..setup.periods.len()).collect();
    let mut there: HashMap<LearnerId, Vec<usize>> =
        learners.iter().map(|one| (one.learner, all.clone())).collect();
    let ids: Vec<LearnerId> = learners.iter().map(|one| one.learner).collect();
    let marked = store::attendance::standing(tx, district, &ids, day, day).await?;
    for learner in &ids {
        let of: Vec<_> =
            marked.iter().filter(|one| one.learner == *learner && one.period.is_none()).collect();
        if matches!(of_day(&of), Some(Presence::Absent | Presence::Excused)) {
            there.remove(learner);
        }
        let pauses = store::pause::of_learner(tx, district, *learner).await?;
        if pauses.iter().any(|one| one.revoked_at.is_none() && one.dates.contains(day)) {
            there.remove(learner);
        }
    }
    for absence in store::day_schedule::absences(tx, district, (program.id, day)).await? {
        match absence.from_period.as_deref().and_then(|key| setup.period(key)) {
            Some(from) => {
                if let Some(periods) = there.get_mut(&absence.learner) {
                    periods.retain(|period| *period >= from);
                }
            }
            None => {
                there.remove(&absence.learner);
            }
        }
    }
    Ok(there)
}

/// What the schedule must give: what the program says of a learner, and the language of their accommodations.
pub(super) async fn needs(
    tx: &mut Tx,
    district: DistrictId,
    program: RoomProgramId,
    setup: &Setup,
    learners: &[LearnerId],
    day: Date,
) -> Result<HashMap<LearnerId, RoomNeeds>, Refusal> {
    let mut needs = room_setup::needs(tx, district, program).await?;
    for one in needs.values_mut() {
        one.not_modalities.retain(|key| setup.modality(key).is_some());
    }
    for (learner, profile) in accommodations_in_force::on_day(tx, district, learners, day).await? {
        // Only a tag names a language that lessons can be had in; a name is for whoever gives the lesson.
        let tag = |text: &String| text.len() <= 3 && text.chars().all(|letter| letter.is_ascii_lowercase());
        if let Some(language) = profile.given.language.filter(tag) {
            let of = needs.entry(learner).or_default();
            if !of.languages.contains(&language) {
                of.languages.push(language);
            }
        }
    }
    Ok(needs)
}

/// What is known of one learner.
pub(super) struct Who<'w> {
    pub listed: &'w Listed,
    pub periods: Vec<usize>,
    pub needs: Option<&'w RoomNeeds>,
    pub ready: Vec<Ready>,
    pub works: Vec<f64>,
}

/// One learner of the instance.
pub(super) fn learner(who: Who<'_>, shelf: &Shelf, history: &History, setup: &Setup) -> Learner {
    let id = who.listed.learner;
    let nothing = RoomNeeds::default();
    let needs = who.needs.unwrap_or(&nothing);
    let lessons = |resources: &HashMap<LearnerId, std::collections::BTreeSet<[u8; 16]>>| {
        let of = resources.get(&id).into_iter().flatten();
        let mut places: Vec<usize> = of.flat_map(|one| shelf.of_resource(one)).copied().collect();
        places.sort_unstable();
        places
    };
    let mut not_modalities: Vec<usize> =
        needs.not_modalities.iter().filter_map(|key| setup.modality(key)).collect();
    not_modalities.sort_unstable();
    Learner {
        id: id.to_string(),
        name: who.listed.name.clone(),
        periods: who.periods,
        ready: who.ready,
        levels: Levels { floor: needs.floor, ceiling: needs.ceiling },
        languages: needs.languages.clone(),
        own_device: needs.own_device,
        needs: Needs {
            group_most: needs.group_most,
            room_features: needs.room_features.clone(),
            educator_features: needs.educator_features.clone(),
            not_modalities,
        },
        had: lessons(&history.had),
        repeats: lessons(&history.repeats),
        minutes_had: history.minutes.get(&id).cloned().unwrap_or_else(|| vec![0; setup.modalities.len()]),
        works: who.works,
        served: history.served.get(&id).copied().unwrap_or(1.0),
    }
}
