//! Lessons of the library for what learners are ready for; where it has none, the educator's own.

use std::collections::{HashMap, HashSet};

use domain::{CompetencyId, DistrictId, framework::Competency};
use scheduling::Lesson;
use store::Tx;

use super::line;
use crate::{Refusal, room_setup::Setup};

/// Every lesson of a day.
pub(super) struct Shelf {
    pub lessons: Vec<Lesson>,
    by_resource: HashMap<[u8; 16], Vec<usize>>,
}

impl Shelf {
    /// The places of the lessons that one resource gives.
    pub fn of_resource(&self, resource: &[u8; 16]) -> &[usize] {
        self.by_resource.get(resource).map_or(&[], Vec::as_slice)
    }

    /// The place of a resource's lesson in a way of learning.
    pub fn place_of(&self, resource: [u8; 16], modality: usize) -> Option<usize> {
        self.of_resource(&resource).iter().copied().find(|place| self.lessons[*place].modality == modality)
    }
}

/// The resource and the competency of a lesson's id, as [`id`] wrote it; no resource for an educator's own lesson.
pub(crate) fn parts(id: &str) -> (Option<domain::ResourceId>, Option<CompetencyId>) {
    let (first, competency) = id.split_once('.').unwrap_or((id, ""));
    (first.parse().ok(), competency.parse().ok())
}

fn id(resource: &str, competency: CompetencyId) -> String {
    format!("{resource}.{competency}")
}

/// Loads what the library has for `competencies` in the ways of learning of the setup, no longer than `longest`.
pub(super) async fn load(
    tx: &mut Tx,
    district: DistrictId,
    setup: &Setup,
    competencies: &[Competency],
    longest: u32,
) -> Result<Shelf, Refusal> {
    let ids: Vec<CompetencyId> = competencies.iter().map(|one| one.id).collect();
    let place: HashMap<CompetencyId, usize> = ids.iter().copied().zip(0..).collect();
    let mut shelf = Shelf { lessons: Vec::new(), by_resource: HashMap::new() };
    let mut covered = HashSet::new();
    for (competency, resource) in store::resource::about(tx, district, &ids).await? {
        let Some(modality) = setup.modality(&resource.modality) else { continue };
        let minutes = u32::try_from(resource.minutes).unwrap_or(u32::MAX);
        if minutes > longest {
            continue;
        }
        covered.insert((competency, modality));
        shelf.by_resource.entry(*resource.id.as_bytes()).or_default().push(shelf.lessons.len());
        shelf.lessons.push(Lesson {
            id: id(&resource.id.to_string(), competency),
            name: line(&resource.title),
            competency: place[&competency],
            modality,
            minutes,
            languages: Some(resource.language.clone()).filter(|tag| !tag.is_empty()).into_iter().collect(),
            materials: resource.file.iter().map(|(_, name)| line(name)).collect(),
            copies: None,
        });
    }
    for (modality, how) in setup.modalities.iter().enumerate() {
        for competency in competencies.iter().filter(|one| !covered.contains(&(one.id, modality))) {
            shelf.lessons.push(Lesson {
                id: id(&format!("own-{}", how.key), competency.id),
                name: line(&format!("Own lesson: {}", competency.code_and_title())),
                competency: place[&competency.id],
                modality,
                minutes: 1,
                languages: Vec::new(),
                materials: Vec::new(),
                copies: None,
            });
        }
    }
    Ok(shelf)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_lesson_tells_its_resource_and_its_competency() {
        let competency = CompetencyId::from_bytes([7; 16]);
        let resource = domain::ResourceId::from_bytes([9; 16]);
        let of_library = id(&resource.to_string(), competency);
        assert_eq!(parts(&of_library), (Some(resource), Some(competency)));
        assert_eq!(parts(&id("own-task", competency)), (None, Some(competency)));
        assert_eq!(parts("what"), (None, None));
    }
}
