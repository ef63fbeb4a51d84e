//! Rotation models to begin with. Each is a file of data in `room_templates`; a program changes what it likes.

use super::Setup;

/// A rotation model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// Its word in addresses and the API.
    pub slug: &'static str,
    /// As people say it.
    pub name: &'static str,
    /// What happens in it, in a sentence.
    pub about: &'static str,
    text: &'static str,
}

/// Every rotation model.
///
/// Source of the models: Christensen Institute, "Classifying K-12 blended learning" (Staker and Horn, 2012): station,
/// lab, flipped and individual rotation, flex; the School-of-One room as `docs/day-schedule.md` describes it.
pub const TEMPLATES: [Template; 6] = [
    Template {
        slug: "school-of-one",
        name: "School-of-One room",
        about: "One large room, eight ways of learning, two sessions a day, exit slips, groups made anew each night.",
        text: include_str!("../../room_templates/school-of-one.json"),
    },
    Template {
        slug: "station",
        name: "Station rotation",
        about: "One room with stations: with the teacher, in small groups, on a screen; everybody passes through.",
        text: include_str!("../../room_templates/station.json"),
    },
    Template {
        slug: "lab",
        name: "Lab rotation",
        about: "The classroom and a computer lab: half of the day in each.",
        text: include_str!("../../room_templates/lab.json"),
    },
    Template {
        slug: "individual",
        name: "Individual rotation",
        about: "A list for each learner: only the stations that they need, not all of them.",
        text: include_str!("../../room_templates/individual.json"),
    },
    Template {
        slug: "flipped",
        name: "Flipped classroom",
        about: "Instruction comes before class; class is tasks and small groups with the teacher.",
        text: include_str!("../../room_templates/flipped.json"),
    },
    Template {
        slug: "flex",
        name: "Flex",
        about: "Mostly on a screen at their own speed, with teachers who take small groups aside.",
        text: include_str!("../../room_templates/flex.json"),
    },
];

/// The model with a slug.
pub fn template(slug: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|one| one.slug == slug)
}

impl Template {
    /// The setup that a program begins with; nobody is in it yet.
    pub fn setup(&self) -> Setup {
        let mut setup: Setup =
            serde_json::from_str(self.text).expect("a file that was compiled in is a setup");
        self.slug.clone_into(&mut setup.template);
        setup
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_a_setup_that_can_be_used_as_it_is() {
        for one in TEMPLATES {
            let setup = one.setup();
            assert_eq!(setup.clone().checked().expect(one.slug), setup, "{}", one.slug);
            let seats: u32 = setup.rooms.iter().map(|room| room.seats).sum();
            assert!(seats >= 30, "{}: {seats} seats", one.slug);
            for modality in &setup.modalities {
                let fits = |room: &super::super::RoomSetup| {
                    modality.room_kinds.is_empty() || modality.room_kinds.contains(&room.kind)
                };
                assert!(setup.rooms.iter().any(fits), "{}: no room for {}", one.slug, modality.key);
            }
        }
    }

    #[test]
    fn every_file_of_templates_is_in_the_list() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("room_templates");
        for file in std::fs::read_dir(folder).expect("a folder") {
            let path = file.expect("a file").path();
            let slug = path.file_stem().expect("a name").to_string_lossy().into_owned();
            assert!(template(&slug).is_some(), "{slug}");
        }
    }
}
