//! Who speaks for whom, from `agentSourcedIds`: on a learner's row it names the adults, on an
//! adult's row the learners. Files do either, or both.

use std::collections::{HashMap, HashSet};

use domain::{
    people::{Guardianship, RoleKind},
    time::Dates,
};

use super::{
    Reading,
    batch::Kind,
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
                let (guardian, learner, guardian_id) = if is.learner && may_be_guardian(agent_is) {
                    (agent, person, wanted)
                } else if is.guardian && (agent_is.learner || agent_is == Known::default()) {
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
}

/// A guardian, or someone of whom this package says nothing because they came in earlier.
fn may_be_guardian(known: Known) -> bool {
    known.guardian || known == Known::default()
}

fn not_a_pair(entry: &Entry<'_>, wanted: &str) -> crate::Problem {
    let what =
        "an agent makes a guardian only between a student and a parent, guardian or relative; not taken";
    let advice = "Correct the roles, or remove the agent.";
    entry.row.warning("agentSourcedIds", what, advice).with_value(wanted)
}
