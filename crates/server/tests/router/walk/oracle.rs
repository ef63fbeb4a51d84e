//! Whose name or id may stand in an answer, from the rosters alone. It is written apart from the access
//! check of the platform on purpose: two that were written once would be wrong alike.

use std::collections::{HashMap, HashSet};

use aho_corasick::{AhoCorasick, MatchKind};
use domain::{
    Date, DistrictId, LearnerId, OrganizationId, PersonId, SectionId, Timestamp,
    people::{RoleKind, SectionRole},
    time::Dates,
};
use usecases::demonstration::caseloads;

use super::town::{Caller, Door, Town};
use crate::hillside;

/// Days in which an educator keeps a class after its end, as the glossary says.
const CLOSE_OUT_DAYS: i32 = 30;

/// Where administrators see who is in the district, without any record: lists, logs and imports, and what the law
/// asks of them.
const OFFICES: [&str; 13] = [
    "/admin",
    "/many/new",
    "/api/v1/caseloads",
    "/api/v1/people",
    "/api/v1/access-log",
    "/api/v1/amendments",
    "/api/v1/disclosures",
    "/api/v1/erasures",
    "/api/v1/notices",
    "/api/v1/imports",
    "/api/v1/policies",
    "/api/v1/mail",
    "/access-log",
];

/// Somebody whose name is looked for.
struct Known {
    person: PersonId,
    district: DistrictId,
    name: String,
    /// Staff are known to everybody of their district.
    staff: bool,
}

/// What one district's roster says.
#[derive(Default)]
struct Facts {
    parents: HashMap<OrganizationId, OrganizationId>,
    sections: HashMap<SectionId, (OrganizationId, Dates)>,
    places: Vec<(SectionId, PersonId, SectionRole, Dates)>,
    roles: Vec<(PersonId, RoleKind, OrganizationId, Dates)>,
    families: Vec<(PersonId, LearnerId, bool, Dates)>,
    charges: Vec<(PersonId, LearnerId, Dates)>,
}

/// The oracle.
pub struct Oracle {
    search: AhoCorasick,
    /// Whose name or id each needle is; namesakes share one.
    owners: Vec<Vec<usize>>,
    needles: Vec<String>,
    people: Vec<Known>,
    allowed: HashMap<(DistrictId, PersonId), HashSet<usize>>,
}

impl Oracle {
    /// Reads the rosters.
    pub fn of(town: &Town) -> Self {
        let riverbend = riverbend(town);
        let hills = hills(town);
        let people = people(town, &riverbend, &hills);
        let mut owners: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, known) in people.iter().enumerate() {
            for needle in needles_of(known) {
                owners.entry(needle).or_default().push(at);
            }
        }
        let mut needles: Vec<String> = owners.keys().cloned().collect();
        needles.sort();
        let search = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&needles);
        let owners = needles.iter().map(|needle| owners[needle].clone()).collect();
        let allowed = town
            .callers
            .iter()
            .map(|caller| {
                let facts = if caller.district == town.riverbend { &riverbend } else { &hills };
                let may = |(_, known): &(usize, &Known)| {
                    known.district == caller.district && facts.may(caller.person, known)
                };
                let may = people.iter().enumerate().filter(may).map(|(at, _)| at).collect();
                ((caller.district, caller.person), may)
            })
            .collect();
        Self { search: search.expect("a search"), owners, needles, people, allowed }
    }

    /// A name and an id that this caller must not see.
    pub fn secret_from(&self, caller: &Caller) -> [&str; 2] {
        let hidden = |needle: &&String| {
            let owners = &self.owners[self.needles.binary_search(needle).expect("a needle")];
            !owners.iter().any(|person| self.may(caller, "", *person))
        };
        let names = self.needles.iter().filter(hidden);
        let [id, name] = [true, false].map(|id| {
            names.clone().find(|needle| needle.parse::<PersonId>().is_ok() == id).expect("somebody hidden")
        });
        [id, name]
    }

    /// How many names and ids are looked for.
    pub fn needles(&self) -> usize {
        self.needles.len()
    }

    /// Whose name or id stands in an answer where it must not, apart from what the caller sent.
    pub fn leaks(&self, caller: &Caller, pattern: &str, asked: &str, body: &[u8]) -> Vec<String> {
        let mut found = HashSet::new();
        for hit in self.search.find_overlapping_iter(body) {
            found.insert(hit.pattern().as_usize());
        }
        let mut leaks = Vec::new();
        for needle in found {
            let known = self.owners[needle].iter().any(|person| self.may(caller, pattern, *person));
            if !known && !asked.contains(&self.needles[needle]) {
                let whose = &self.people[self.owners[needle][0]].name;
                leaks.push(format!("\"{}\" ({whose})", self.needles[needle]));
            }
        }
        leaks
    }

    fn may(&self, caller: &Caller, pattern: &str, person: usize) -> bool {
        // Samples of every page, of names that the program was built with: the same for everybody.
        if pattern.starts_with("/style") {
            return true;
        }
        if caller.door == Door::Street {
            return false;
        }
        let own_district = self.people[person].district == caller.district;
        let office = OFFICES.iter().any(|office| pattern.starts_with(office));
        let administers = caller.name.contains("administrator");
        let in_office = administers && own_district && (office || caller.has_reason());
        in_office || self.allowed[&(caller.district, caller.person)].contains(&person)
    }
}

impl Facts {
    /// Whether somebody may know of another of the same district.
    fn may(&self, who: PersonId, known: &Known) -> bool {
        known.staff
            || who == known.person
            || self.sees(who, known.person)
            // Who may see a child may know who speaks for the child.
            || self.families.iter().any(|(guardian, child, ..)| {
                *guardian == known.person && self.sees(who, child.as_person())
            })
    }

    /// Whether somebody may see a learner's record today.
    fn sees(&self, who: PersonId, learner: PersonId) -> bool {
        let today = hillside::day(0);
        if who == learner {
            return true;
        }
        let custody = self.families.iter().any(|(guardian, child, may_see, dates)| {
            *guardian == who && child.as_person() == learner && *may_see && dates.contains(today)
        });
        let classes = self
            .places
            .iter()
            .filter(|(_, person, role, _)| *person == learner && *role == SectionRole::Learner);
        let classes: HashSet<SectionId> = classes.map(|(section, ..)| *section).collect();
        let in_class = self.places.iter().any(|(section, person, role, dates)| {
            *person == who && classes.contains(section) && self.works_in(*section, *role, dates, today)
        });
        let mut schools: Vec<OrganizationId> = classes.iter().map(|class| self.sections[class].0).collect();
        schools.extend(self.roles.iter().filter_map(|(person, kind, school, dates)| {
            (*person == learner && *kind == RoleKind::Learner && dates.contains(today)).then_some(*school)
        }));
        let overseen = |place: OrganizationId| {
            self.roles.iter().any(|(person, kind, school, dates)| {
                let oversees =
                    matches!(kind, RoleKind::Counselor | RoleKind::Principal | RoleKind::ProgramLead);
                *person == who && oversees && dates.contains(today) && self.within(place, *school)
            })
        };
        let answers_for = self.charges.iter().any(|(holder, charge, dates)| {
            *holder == who && charge.as_person() == learner && dates.contains(today)
        });
        custody || in_class || answers_for || schools.into_iter().any(overseen)
    }

    fn works_in(&self, section: SectionId, role: SectionRole, place: &Dates, today: Date) -> bool {
        let class = &self.sections[&section].1;
        match role {
            SectionRole::Learner => false,
            SectionRole::Substitute => place.contains(today),
            SectionRole::Aide => place.contains(today) && class.contains(today),
            SectionRole::Educator => {
                let first = place.begins().is_none_or(|begins| begins <= today);
                let earlier = today.checked_sub(jiff::Span::new().days(CLOSE_OUT_DAYS)).expect("a day");
                let open = |dates: &Dates| dates.ends().is_none_or(|ends| ends >= earlier);
                first && open(place) && open(class)
            }
        }
    }

    fn within(&self, mut inner: OrganizationId, outer: OrganizationId) -> bool {
        while inner != outer {
            let Some(parent) = self.parents.get(&inner) else { return false };
            inner = *parent;
        }
        true
    }
}

fn riverbend(town: &Town) -> Facts {
    let roster = &town.roster;
    let organizations = roster.organizations.iter();
    Facts {
        parents: organizations.filter_map(|one| Some((one.id, one.parent?))).collect(),
        sections: roster.sections.iter().map(|one| (one.id, (one.organization, one.dates))).collect(),
        places: roster.enrollments.iter().map(|one| (one.section, one.person, one.role, one.dates)).collect(),
        roles: roster.roles.iter().map(|one| (one.person, one.kind, one.organization, one.dates)).collect(),
        families: roster
            .guardianships
            .iter()
            .map(|one| (one.guardian, one.learner, one.may_see, one.dates))
            .collect(),
        charges: caseloads::charges(roster, Timestamp::UNIX_EPOCH)
            .into_iter()
            .map(|one| (one.holder, one.learner, one.dates))
            .collect(),
    }
}

/// The roster of the second district, read from what the test writes into it.
fn hills(town: &Town) -> Facts {
    let hills = &town.hillside;
    let school = |id: &str| OrganizationId::derived(hills.district, &["sis", "org", id]);
    let mut facts = Facts {
        parents: ["s1", "s2"].map(|id| (school(id), school("d1"))).into_iter().collect(),
        sections: [("c1", "s1"), ("c2", "s2")]
            .map(|(class, id)| (hills.section(class), (school(id), Dates::ALWAYS)))
            .into_iter()
            .collect(),
        ..Facts::default()
    };
    for (class, person, role) in hillside::PLACES {
        let role = match role {
            "student" => SectionRole::Learner,
            "teacher" => SectionRole::Educator,
            _ => SectionRole::Aide,
        };
        facts.places.push((hills.section(class), hills.person(person), role, Dates::ALWAYS));
    }
    for (id, role, place, ..) in hillside::PEOPLE {
        let kind = match role {
            "student" => RoleKind::Learner,
            "parent" => RoleKind::Guardian,
            "principal" => RoleKind::Principal,
            "counselor" => RoleKind::Counselor,
            _ => RoleKind::Educator,
        };
        facts.roles.push((hills.person(id), kind, school(place), Dates::ALWAYS));
    }
    for (child, adult) in hillside::FAMILIES {
        facts.families.push((hills.person(adult), hills.learner(child), true, Dates::ALWAYS));
    }
    facts
}

fn people(town: &Town, riverbend: &Facts, hills: &Facts) -> Vec<Known> {
    let staff = |facts: &Facts, person: PersonId| {
        !facts.roles.iter().any(|(holder, kind, ..)| {
            *holder == person && matches!(kind, RoleKind::Learner | RoleKind::Guardian)
        })
    };
    let of_riverbend = town.roster.people.iter().map(|one| Known {
        person: one.id,
        district: town.riverbend,
        name: format!("{}\t{}", one.given_name, one.family_name),
        staff: staff(riverbend, one.id),
    });
    let of_hills = hillside::PEOPLE.iter().map(|(id, _, _, given, family)| Known {
        person: town.hillside.person(id),
        district: town.hillside.district,
        name: format!("{given}\t{family}"),
        staff: staff(hills, town.hillside.person(id)),
    });
    of_riverbend.chain(of_hills).collect()
}

/// Id and names as pages, tables and JSON write them.
fn needles_of(known: &Known) -> Vec<String> {
    let (given, family) = known.name.split_once('\t').expect("two names");
    let mut all = vec![known.person.to_string()];
    for name in [format!("{given} {family}"), format!("{family}, {given}"), format!("{given},{family}")] {
        all.push(name.replace('\'', "&#39;"));
        all.push(name);
    }
    all.dedup();
    all
}
