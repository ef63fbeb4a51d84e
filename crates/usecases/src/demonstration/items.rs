//! The items of the demonstration, as they are stored: live, written by nobody, aligned by codes.

use domain::{
    CompetencyId, DistrictId, ItemId, StimulusId, Timestamp,
    item::{ItemState, StimulusRef},
};
use item_bank::BankItem;
use store::{
    Tx,
    item::{ItemRow, Parameters},
    item_version::ItemVersion,
    stimulus::StimulusRow,
};

use super::{NAMESPACE, content::competency_id};
use crate::{
    Refusal,
    item_kept_text::{self, KeptText},
    sitting_item,
};

/// Where the items are from.
const SOURCE: &str = "demonstration";

/// The rows of a bank.
#[derive(Debug, Clone, Default)]
pub struct BankRows {
    stimuli: Vec<StimulusRow>,
    items: Vec<(ItemRow, String)>,
    versions: Vec<ItemVersion>,
    about: Vec<(ItemId, CompetencyId, i64)>,
    tags: Vec<(ItemId, String)>,
}

impl BankRows {
    /// How many items.
    pub fn items(&self) -> usize {
        self.items.len()
    }

    /// Writes them.
    pub async fn put(&self, tx: &mut Tx, district: DistrictId) -> Result<(), Refusal> {
        for stimulus in &self.stimuli {
            store::stimulus::put(tx, district, stimulus).await?;
        }
        store::item::put_all(tx, district, &self.items).await?;
        store::item_version::add_all(tx, district, &self.versions).await?;
        store::item::add_competencies(tx, district, &self.about).await?;
        Ok(store::item::add_tags(tx, district, &self.tags).await?)
    }

    fn add(&mut self, district: DistrictId, one: BankItem, now: Timestamp) {
        let mut item = one.item;
        if let Some(identifier) = &one.stimulus {
            let href = item_kept_text::stimulus_href(identifier);
            item.stimuli = vec![StimulusRef { identifier: identifier.clone(), href, title: None }];
        }
        let id = ItemId::derived(district, &[NAMESPACE, &item.identifier]);
        let kept = KeptText::of_item(&item);
        let key = item_kept_text::search_key(&item.title, &item.identifier, &one.tags, &kept.content);
        let row = ItemRow {
            id,
            kinds: item_kept_text::kinds(&item),
            identifier: item.identifier,
            title: item.title,
            stimulus: one.stimulus.as_deref().map(|identifier| stimulus_id(district, identifier)),
            state: ItemState::Live,
            version: 1,
            live_version: Some(1),
            grades: one.grade_band,
            parameters: Parameters {
                difficulty: sitting_item::points(one.difficulty),
                discrimination: sitting_item::points(one.discrimination),
                guessing: None,
            },
            from_source: SOURCE.to_owned(),
            written_by: None,
            written_at: now,
        };
        self.items.push((row, key));
        self.versions.push(ItemVersion {
            item: id,
            version: 1,
            content: kept.content,
            digest: kept.digest,
            state: ItemState::Live,
            written_by: None,
            written_at: now,
            note: String::new(),
            reviewed_by: None,
            reviewed_at: None,
            review_note: String::new(),
            live_at: Some(now),
            retired_at: None,
        });
        let codes = (0_i64..).zip(&one.competencies);
        self.about.extend(codes.map(|(place, code)| (id, competency_id(district, code), place)));
        self.tags.extend(one.tags.into_iter().map(|tag| (id, tag)));
    }
}

/// The rows of the invented bank.
pub fn bank(district: DistrictId, now: Timestamp) -> BankRows {
    let mut rows = BankRows::default();
    for stimulus in item_bank::stimuli() {
        let kept = KeptText::of_stimulus(&stimulus);
        rows.stimuli.push(StimulusRow {
            id: stimulus_id(district, &stimulus.identifier),
            identifier: stimulus.identifier,
            title: stimulus.title,
            content: kept.content,
            digest: kept.digest,
            written_by: None,
            written_at: now,
        });
    }
    for one in item_bank::items() {
        rows.add(district, one, now);
    }
    rows
}

fn stimulus_id(district: DistrictId, identifier: &str) -> StimulusId {
    StimulusId::derived(district, &[NAMESPACE, identifier])
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::demonstration::content::{SUBJECTS, framework};

    #[test]
    fn every_item_is_about_competencies_of_the_demonstration_and_has_a_name_of_its_own() {
        let district = DistrictId::from_bytes([1; 16]);
        let rows = bank(district, Timestamp::UNIX_EPOCH);
        let known: HashSet<CompetencyId> = SUBJECTS
            .iter()
            .flat_map(|subject| framework(district, subject).competencies)
            .map(|one| one.id)
            .collect();
        let about: HashSet<ItemId> = rows.about.iter().map(|(item, ..)| *item).collect();
        assert!(rows.about.iter().all(|(_, competency, _)| known.contains(competency)));
        assert_eq!(about.len(), rows.items(), "each is about something");
        let names: HashSet<&str> = rows.items.iter().map(|(row, _)| row.identifier.as_str()).collect();
        assert_eq!(names.len(), rows.items());
    }
}
