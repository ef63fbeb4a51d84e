//! The library of the demonstration: lessons written by hand (`demonstration/lessons.csv`), and a card for a small
//! group about every competency, made of its statement.

use assessment::authoring::to_stimulus;
use domain::{
    CompetencyId, DistrictId, ResourceId, Timestamp,
    resource::{Resource, ResourceKind},
};
use store::{Tx, resource::ResourceVersion};

use super::{
    NAMESPACE,
    content::{Row as Content, SUBJECTS, competency_id, rows},
    table,
};
use crate::{Refusal, item_kept_text::KeptText, write_resource::search_key};

/// The lessons that were written by hand.
const LESSONS: &str = include_str!("../../demonstration/lessons.csv");

/// One lesson as it was written.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
struct Lesson {
    slug: String,
    title: String,
    about: String,
    codes: String,
    modality: String,
    minutes: i64,
    language: String,
    grades: String,
    text: String,
}

/// The whole library.
#[derive(Debug, Clone)]
pub struct Lessons {
    resources: Vec<(Resource, String)>,
    versions: Vec<ResourceVersion>,
    alignments: Vec<(ResourceId, Vec<CompetencyId>)>,
}

/// The id of a lesson of the demonstration.
pub fn lesson_id(district: DistrictId, slug: &str) -> ResourceId {
    ResourceId::derived(district, &[NAMESPACE, "lesson", slug])
}

/// Makes the library.
pub fn lessons(district: DistrictId, now: Timestamp) -> Lessons {
    let mut all = Lessons { resources: Vec::new(), versions: Vec::new(), alignments: Vec::new() };
    for lesson in table::<Lesson>(LESSONS) {
        all.add(district, &lesson, now);
    }
    for subject in &SUBJECTS {
        for content in rows(subject).iter().filter(|row| row.is_competency()) {
            all.add(district, &card(content), now);
        }
    }
    all
}

/// A card by which three to six tell one another what a competency means.
fn card(content: &Content) -> Lesson {
    Lesson {
        slug: format!("card-{}", content.code),
        title: format!("In your own words: {}", content.title),
        about: "A card for three to six".to_owned(),
        codes: content.code.clone(),
        modality: "small-group".to_owned(),
        minutes: 15,
        language: "en".to_owned(),
        grades: content.grades.join(";"),
        text: format!(
            "Read it aloud: a learner who can do this\n\n> {}\n\n1. Each of you gives **one example**, on paper, before \
             anybody speaks.\n2. Go round: say yours, and why it is one.\n3. Find one that is *almost* an example. What \
             is missing?\n4. Write one question that is still open, and give it to your teacher.",
            content.statement
        ),
    }
}

impl Lessons {
    fn add(&mut self, district: DistrictId, lesson: &Lesson, now: Timestamp) {
        let text = to_stimulus("lesson", &lesson.title, Some(&lesson.language), &lesson.text);
        let text = text.unwrap_or_else(|why| panic!("{}: {why:?}", lesson.slug));
        let kept = KeptText::of_stimulus(&text);
        let id = lesson_id(district, &lesson.slug);
        let parts = |text: &str| {
            text.split(';').filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>()
        };
        let resource = Resource {
            id,
            kind: ResourceKind::Lesson,
            title: lesson.title.clone(),
            about: lesson.about.clone(),
            version: 1,
            modality: lesson.modality.clone(),
            minutes: lesson.minutes,
            language: lesson.language.clone(),
            grades: parts(&lesson.grades),
            address: String::new(),
            file: None,
            check: None,
            from_source: String::new(),
            from_identifier: String::new(),
            made_by: None,
            made_at: now,
            retired_at: None,
        };
        let key = search_key(&resource);
        self.resources.push((resource, key));
        self.versions.push(ResourceVersion {
            resource: id,
            version: 1,
            content: kept.content,
            digest: kept.digest,
            written_by: None,
            written_at: now,
        });
        let about = parts(&lesson.codes).iter().map(|code| competency_id(district, code)).collect();
        self.alignments.push((id, about));
    }

    /// Writes the library; its competencies have to be there.
    pub(crate) async fn put(&self, tx: &mut Tx, district: DistrictId) -> Result<(), Refusal> {
        store::resource::put(tx, district, &self.resources).await?;
        store::resource::add_versions(tx, district, &self.versions).await?;
        for (id, competencies) in &self.alignments {
            store::resource::align(tx, district, *id, competencies).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::modality::Modality;

    use super::*;

    #[test]
    fn every_lesson_can_be_shown_and_names_what_there_is() {
        let district = DistrictId::from_bytes([1; 16]);
        let all = lessons(district, Timestamp::UNIX_EPOCH);
        let known: BTreeSet<CompetencyId> =
            SUBJECTS.iter().flat_map(rows).map(|row| competency_id(district, &row.code)).collect();
        let ids: BTreeSet<ResourceId> = all.resources.iter().map(|(one, _)| one.id).collect();
        assert_eq!(ids.len(), all.resources.len(), "no two of one name");
        let keys: Vec<String> = Modality::usual().into_iter().map(|one| one.key).collect();
        let used: BTreeSet<&String> = all.resources.iter().map(|(one, _)| &one.modality).collect();
        assert!(used.iter().all(|key| keys.contains(key)), "{used:?}");
        assert_eq!(used.len(), keys.len(), "every way of learning occurs");
        assert!(
            all.alignments
                .iter()
                .all(|(_, about)| !about.is_empty() && about.iter().all(|id| known.contains(id)))
        );
        assert!(all.resources.len() > 60 && all.resources.iter().any(|(one, _)| one.language == "es"));
    }
}
