//! Roles in organizations: columns of `users.csv` in 1.1, rows of `roles.csv` in 1.2.

use std::collections::HashSet;

use domain::{
    people::{Role, RoleKind},
    time::Dates,
};

use super::{
    Reading,
    batch::{EndedThing, Kind},
    row_cells::closed,
    sheet::{Entry, Sheet, Status},
    standing::Need,
};

/// What a roster's word means here.
enum Meaning {
    Role(RoleKind),
    /// Must be given by hand.
    ByHand,
    Unknown,
}

fn meaning(word: &str) -> Meaning {
    match word.to_lowercase().as_str() {
        "student" => Meaning::Role(RoleKind::Learner),
        "teacher" | "aide" | "proctor" => Meaning::Role(RoleKind::Educator),
        "parent" | "guardian" | "relative" => Meaning::Role(RoleKind::Guardian),
        "counselor" => Meaning::Role(RoleKind::Counselor),
        "principal" | "administrator" | "siteadministrator" | "districtadministrator" => {
            Meaning::Role(RoleKind::Principal)
        }
        "systemadministrator" => Meaning::ByHand,
        _ => Meaning::Unknown,
    }
}

impl Reading<'_> {
    /// 1.1: one role in each organization of `orgSourcedIds`.
    pub fn roles_of_users(&mut self, users: &Sheet) {
        for entry in users.entries() {
            if entry.status != Status::Active || !self.standings.is_taken(Kind::Person, entry.sourced_id) {
                continue;
            }
            let Some(kind) = self.role_kind(&entry) else {
                self.leave_out(Kind::Role, &entry);
                continue;
            };
            let person = self.person_id(entry.sourced_id);
            let organizations = entry.list("orgSourcedIds");
            if organizations.is_empty() {
                let what = "the user belongs to no organization; the person comes in without a role";
                self.problems.add(entry.row.warning("orgSourcedIds", what, "Name the school."));
            }
            let mut seen = HashSet::new();
            for wanted in organizations.into_iter().filter(|wanted| seen.insert(*wanted)) {
                if self.refers_to(&entry, "orgSourcedIds", Kind::Organization, wanted, Need::Optional) {
                    let organization = self.organization_id(wanted);
                    self.batch.roles.push(Role { person, kind, organization, dates: Dates::ALWAYS });
                } else {
                    self.leave_out(Kind::Role, &entry);
                }
            }
        }
    }

    /// 1.2: one row for each role.
    pub fn roles(&mut self, sheet: &Sheet) {
        for entry in sheet.entries() {
            match entry.status {
                Status::Active => {
                    let role = self.role(&entry);
                    if role.is_none() {
                        self.leave_out(Kind::Role, &entry);
                    }
                    self.batch.roles.extend(role);
                }
                Status::Ended(on) => {
                    let role = self.ended_role(&entry);
                    let cut = role
                        .clone()
                        .zip(on)
                        .and_then(|(role, on)| closed(role.dates, on).map(|dates| Role { dates, ..role }));
                    self.batch.roles.extend(cut);
                    self.end(&entry, EndedThing::Role(role), on);
                }
            }
        }
    }

    fn role(&mut self, entry: &Entry<'_>) -> Option<Role> {
        let (user, org) = (entry.cell("userSourcedId"), entry.cell("orgSourcedId"));
        let ends = self.source.end_dates;
        let dates = entry.dates(["beginDate", "endDate"], ends, self.problems);
        let person_known = self.refers_to(entry, "userSourcedId", Kind::Person, user, Need::Required);
        let org_known = self.refers_to(entry, "orgSourcedId", Kind::Organization, org, Need::Required);
        let kind = self.role_kind(entry)?;
        let dates = dates.ok().filter(|_| person_known && org_known)?;
        Some(Role { person: self.person_id(user), kind, organization: self.organization_id(org), dates })
    }

    /// The role that an ended row names, if both its ends are records of this batch.
    fn ended_role(&self, entry: &Entry<'_>) -> Option<Role> {
        let (user, org) = (entry.cell("userSourcedId"), entry.cell("orgSourcedId"));
        let known =
            self.standings.is_taken(Kind::Person, user) && self.standings.is_taken(Kind::Organization, org);
        let Meaning::Role(kind) = meaning(entry.cell("role")) else { return None };
        let mut quiet = crate::Problems::default();
        let dates = entry.dates(["beginDate", "endDate"], self.source.end_dates, &mut quiet).ok()?;
        let (person, organization) = (self.person_id(user), self.organization_id(org));
        known.then_some(Role { person, kind, organization, dates })
    }

    /// The role a row names; `None` after reporting why there is none.
    fn role_kind(&mut self, entry: &Entry<'_>) -> Option<RoleKind> {
        let word = entry.cell("role");
        let (what, advice) = match meaning(word) {
            Meaning::Role(kind) => return Some(kind),
            Meaning::ByHand => (
                "a roster cannot make anyone administrator of this installation; the role is left out",
                "Give the role by hand to those who need it.",
            ),
            Meaning::Unknown => {
                ("this role is not known; it is left out", "Write student, teacher, parent, ...")
            }
        };
        self.problems.add(entry.row.error("role", what, advice).with_value(word));
        None
    }
}
