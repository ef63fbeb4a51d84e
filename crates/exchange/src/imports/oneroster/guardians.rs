//! Who speaks for whom, from `agentSourcedIds`: on a learner's row it names the adults, on an
//! adult's row the learners. Files do either, or both.

use std::collections::{HashMap, HashSet};

use domain::{
    people::{Guardianship, RoleKind},
    time::Dates,
};

use super::{
    Reading,
    batch::{Kind, Mode, Version},
    sheet::{Entry, Sheet, Status},
    standing::Need,
};

/// What the batch knows a person as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Known {
    learner: bool,
    guardian: bool,
    other: bool,
}

impl Reading<'_> {
    pub fn guardians(&mut self, users: &Sheet) {
        let mut known: HashMap<_, Known> = HashMap::new();
        for role in &self.batch.roles {
            let known = known.entry(role.person).or_default();
            match role.kind {
                RoleKind::Learner => known.learner = true,
                RoleKind::Guardian => known.guardian = true,
                _ => known.other = true,
            }
        }
        let words: HashMap<&str, &str> =
            users.entries().map(|entry| (entry.sourced_id, entry.cell("role"))).collect();
        let mut seen = HashSet::new();
        for entry in users.entries() {
            if entry.status != Status::Active || !self.standings.is_taken(Kind::Person, entry.sourced_id) {
                continue;
            }
            let person = self.person_id(entry.sourced_id);
            let is = known.get(&person).copied().unwrap_or_default();
            for wanted in entry.list("agentSourcedIds") {
                if !self.refers_to(&entry, "agentSourcedIds", Kind::Person, wanted, Need::Optional) {
                    continue;
                }
                let agent = self.person_id(wanted);
                let agent_is = known.get(&agent).copied().unwrap_or_default();
                let agent_may_be_either = agent_is == Known::default() && self.may_be_either(wanted);
                let may_be_either = is == Known::default() && self.may_be_either(entry.sourced_id);
                let of_learner = is.learner && (agent_is.guardian || agent_may_be_either);
                let of_guardian = is.guardian && (agent_is.learner || agent_may_be_either);
                let (guardian, learner, guardian_id) = if of_learner || may_be_either && agent_is.guardian {
                    (agent, person, wanted)
                } else if of_guardian || may_be_either && agent_is.learner {
                    (person, agent, entry.sourced_id)
                } else {
                    self.problems.add(not_a_pair(&entry, wanted));
                    continue;
                };
                if guardian != learner && seen.insert((guardian, learner)) {
                    let relation = words.get(guardian_id).filter(|word| !word.is_empty());
                    self.batch.guardianships.push(Guardianship {
                        guardian,
                        learner: learner.as_learner(),
                        relation: relation.map(|word| word.to_lowercase()),
                        may_see: true,
                        dates: Dates::ALWAYS,
                    });
                }
            }
        }
    }

    /// Whether someone without a role in this package may have one from an earlier import.
    fn may_be_either(&self, sourced_id: &str) -> bool {
        let roles_are_in_users = self.batch.version == Version::V1p1;
        let here = self.standings.is_taken(Kind::Person, sourced_id);
        !here || !roles_are_in_users && self.standings.mode(Kind::Role) != Mode::Bulk
    }
}

fn not_a_pair(entry: &Entry<'_>, wanted: &str) -> crate::Problem {
    let what =
        "an agent makes a guardian only between a student and a parent, guardian or relative; not taken";
    let advice = "Correct the roles, or remove the agent.";
    entry.row.warning("agentSourcedIds", what, advice).with_value(wanted)
}
