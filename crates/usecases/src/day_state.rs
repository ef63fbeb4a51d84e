//! One version of a day, read back: what it was made from, who is where, what people decided and accepted.

use std::collections::HashMap;

use domain::{Date, DistrictId, PersonId, RoomProgramId, room_program::DayVersion};
use scheduling::{
    Group, Instance, Schedule,
    check::{Severity, check},
};
use store::{StoreError, Tx};

use crate::{
    Refusal,
    day_kept::{self, Accepted, KeptLock},
};

/// A version with everything that it stands on. People have their names in it.
#[derive(Debug, Clone, PartialEq)]
pub struct DayState {
    /// The version as it is kept.
    pub version: DayVersion,
    /// What it was made from, with the locks of this version.
    pub instance: Instance,
    /// Who is where.
    pub schedule: Schedule,
    /// What people decided, in the order in which they did.
    pub locks: Vec<KeptLock>,
    /// What people accepted.
    pub accepted: Vec<Accepted>,
}

/// A breach as staff read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreachShown {
    /// What is accepted when it is.
    pub key: String,
    /// In a sentence.
    pub sentence: String,
    /// Whether it can never be published.
    pub never: bool,
    /// Who accepted it, and why.
    pub accepted: Option<Accepted>,
    /// Whose.
    pub learners: Vec<usize>,
    /// When.
    pub period: Option<usize>,
}

impl DayState {
    /// Every breach, what can never be published first.
    pub fn breaches(&self) -> Vec<BreachShown> {
        let shown = check(&self.instance, &self.schedule).into_iter().map(|breach| {
            let key = breach.key(&self.instance);
            BreachShown {
                sentence: breach.said(&self.instance).to_string(),
                never: breach.severity() == Severity::Never,
                accepted: self.accepted.iter().find(|one| one.breach == key).cloned(),
                learners: breach.learners.clone(),
                period: breach.period,
                key,
            }
        });
        shown.collect()
    }

    /// The group in which a learner sits.
    pub fn group_of(&self, learner: usize, period: usize) -> Option<(usize, &Group)> {
        let holds =
            |group: &Group| group.period == period && group.seats.iter().any(|seat| seat.learner == learner);
        self.schedule.groups.iter().enumerate().find(|(_, group)| holds(group))
    }

    /// The place of a learner.
    pub fn learner(&self, id: &str) -> Option<usize> {
        self.instance.learners.iter().position(|one| one.id == id)
    }

    /// The place of a period.
    pub fn period(&self, id: &str) -> Option<usize> {
        self.instance.periods.iter().position(|one| one.id == id)
    }
}

/// The text that is kept of an instance: people stand in it by id alone, and locks are kept with each version.
pub(crate) fn instance_text(instance: &Instance) -> String {
    let mut kept = instance.clone();
    for one in &mut kept.learners {
        one.name.clone_from(&one.id);
    }
    for one in &mut kept.educators {
        one.name.clone_from(&one.id);
    }
    kept.locks.clear();
    scheduling::file::write_instance(&kept)
}

/// Refuses an instance that could not be read back, and says why: a period in the hour in which clocks change.
pub(crate) fn sound(instance: &Instance) -> Result<(), Refusal> {
    let read = scheduling::file::read_instance(instance_text(instance).as_bytes());
    read.map(drop).map_err(|why| Refusal::Conflict(format!("This day cannot be made: {why}")))
}

/// Reads a version back.
pub(crate) async fn read(
    tx: &mut Tx,
    district: DistrictId,
    version: DayVersion,
) -> Result<DayState, Refusal> {
    let corrupt = |value: String| Refusal::from(StoreError::Corrupt { column: "instance", value });
    let text = store::day_schedule::instance(tx, district, version.program, &version.instance).await?;
    let text = text.ok_or_else(|| corrupt("is missing".to_owned()))?;
    let mut instance =
        scheduling::file::read_instance(text.as_bytes()).map_err(|why| corrupt(why.to_string()))?;
    name(tx, district, &mut instance).await?;
    let schedule = day_kept::read_schedule(&instance, &version.schedule)?;
    let locks = day_kept::read_locks(&version.locks)?;
    instance.locks = day_kept::placed_locks(&instance, &locks);
    let accepted = day_kept::read_accepted(&version.accepted)?;
    Ok(DayState { version, instance, schedule, locks, accepted })
}

/// Puts the names of people in; who was erased has none.
async fn name(tx: &mut Tx, district: DistrictId, instance: &mut Instance) -> Result<(), Refusal> {
    let learners = instance.learners.iter().map(|one| &one.id);
    let all = learners.chain(instance.educators.iter().map(|one| &one.id));
    let ids: Vec<PersonId> = all.filter_map(|id| id.parse().ok()).collect();
    let found = store::person::find_all(tx, district, &ids).await?;
    let names: HashMap<String, String> =
        found.into_iter().map(|one| (one.id.to_string(), one.name())).collect();
    let name = |id: &String| names.get(id).cloned().unwrap_or_else(|| "Erased".to_owned());
    for one in &mut instance.learners {
        one.name = name(&one.id);
    }
    for one in &mut instance.educators {
        one.name = name(&one.id);
    }
    Ok(())
}

/// The newest version of a day, draft or not.
pub(crate) async fn newest(
    tx: &mut Tx,
    district: DistrictId,
    of: (RoomProgramId, Date),
) -> Result<Option<DayState>, Refusal> {
    match store::day_schedule::newest(tx, district, of).await? {
        Some(version) => read(tx, district, version).await.map(Some),
        None => Ok(None),
    }
}

/// The version of a day that was published last.
pub(crate) async fn published(
    tx: &mut Tx,
    district: DistrictId,
    of: (RoomProgramId, Date),
) -> Result<Option<DayState>, Refusal> {
    match store::day_schedule::published(tx, district, of).await? {
        Some(version) => read(tx, district, version).await.map(Some),
        None => Ok(None),
    }
}

/// What was done, with the names of learners in the place of `@id`.
pub fn told(did: &str, names: &HashMap<String, String, impl std::hash::BuildHasher>) -> String {
    did.split('@')
        .enumerate()
        .map(|(place, part)| {
            let id = part.get(..36).filter(|id| place > 0 && id.parse::<PersonId>().is_ok());
            match id {
                Some(id) => {
                    let name = names.get(id).map_or("a learner", String::as_str);
                    format!("{name}{}", &part[36..])
                }
                None if place > 0 => format!("@{part}"),
                None => part.to_owned(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_told_with_names_that_are_not_kept_in_it() {
        let id = PersonId::from_bytes([7; 16]).to_string();
        let names = HashMap::from([(id.clone(), "Noor Haddad".to_owned())]);
        for (did, expected) in [
            (format!("moved @{id} to Lab"), "moved Noor Haddad to Lab"),
            (format!("@{id}"), "Noor Haddad"),
            ("made anew".to_owned(), "made anew"),
            ("moved @erased-12 to Lab".to_owned(), "moved @erased-12 to Lab"),
        ] {
            assert_eq!(told(&did, &names), expected);
        }
        let nobody = HashMap::new();
        assert_eq!(told(&format!("moved @{id}"), &nobody), "moved a learner");
    }
}
