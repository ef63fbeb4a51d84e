//! Looking up learners by what files call them.

use std::collections::HashMap;

use domain::{DistrictId, LearnerId, PersonId, people::Person};
use store::{Tx, person::After};

use crate::Refusal;

/// People read at once.
const PAGE: usize = 5_000;

/// Every person of the district by roster identifier, e-mail address and our id.
#[derive(Default)]
pub(crate) struct KnownPeople {
    by_name: HashMap<String, Vec<PersonId>>,
}

/// Why a name leads to nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoPerson {
    /// Nobody has this name.
    Unknown,
    /// Several have it.
    Several,
}

impl KnownPeople {
    /// Loads them.
    pub async fn load(tx: &mut Tx, district: DistrictId) -> Result<Self, Refusal> {
        let mut known = Self::default();
        let mut after: Option<After> = None;
        loop {
            let page = store::person::page(tx, district, None, after.as_ref(), 5_000).await?;
            for person in &page {
                known.add_person(person);
            }
            let Some(last) = page.last().filter(|_| page.len() == PAGE) else { return Ok(known) };
            let sort_key = domain::text::search_key(&last.list_name());
            after = Some(After { sort_key, person: last.id });
        }
    }

    /// Some people only.
    pub fn of(people: &[Person]) -> Self {
        let mut known = Self::default();
        for person in people {
            known.add_person(person);
        }
        known
    }

    fn add_person(&mut self, person: &Person) {
        let email = person.email.as_ref().map(|email| email.to_lowercase());
        for name in [Some(person.id.to_string()), person.sourced_id.clone(), email].into_iter().flatten() {
            self.add(&name, person.id);
        }
    }

    /// Makes one more name known.
    pub fn add(&mut self, name: &str, person: PersonId) {
        let all = self.by_name.entry(name.to_owned()).or_default();
        if !all.contains(&person) {
            all.push(person);
        }
    }

    /// The learner with this roster identifier, e-mail address or id.
    pub fn find(&self, name: &str) -> Result<LearnerId, NoPerson> {
        let found = self.by_name.get(name).or_else(|| self.by_name.get(name.to_lowercase().as_str()));
        match found.map(Vec::as_slice) {
            None | Some([]) => Err(NoPerson::Unknown),
            Some([one]) => Ok(one.as_learner()),
            Some(_) => Err(NoPerson::Several),
        }
    }
}
