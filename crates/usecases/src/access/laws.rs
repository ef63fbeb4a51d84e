//! Laws of the access table, over invented people with any roles, places and children on any dates: what
//! must hold whoever is added to it.

use std::collections::HashSet;

use domain::{
    OrganizationId,
    framework::Extra,
    people::{Enrollment, Guardianship, Organization, Role, RoleKind, SectionRole},
    time::Dates,
};
use jiff::{Span, civil::date};
use proptest::{collection::vec, prelude::*, sample::select};

use super::*;

/// Days lie around this one.
const TODAY: Date = date(2026, 11, 24);

/// Places in [`Action::ALL`].
const SEE: u8 = 0;
const WHOLE: u8 = 1;
const RIGHTS: u8 = 2;
const DRAFT: u8 = 3;
const JUDGE: u8 = 4;

/// Of each kind there are so many.
const ORGANIZATIONS: u8 = 6;
const SECTIONS: u8 = 4;
const LEARNERS: u8 = 4;

fn organization_id(n: u8) -> OrganizationId {
    OrganizationId::from_bytes([0x10 + n; 16])
}

fn section_id(n: u8) -> SectionId {
    SectionId::from_bytes([0x20 + n; 16])
}

/// The first learner is the person who asks.
fn learner_id(n: u8) -> LearnerId {
    LearnerId::from_bytes([0x30 + n; 16])
}

fn day(from_today: i32) -> Date {
    TODAY.checked_add(Span::new().days(from_today)).expect("a day")
}

/// Days that begin and end anywhere near, or not at all.
fn dates() -> impl Strategy<Value = Dates> {
    let end = || prop_oneof![Just(None), (-90_i32..90).prop_map(Some)];
    (end(), end()).prop_map(|(one, other)| {
        let (begins, ends) = match (one, other) {
            (Some(one), Some(other)) => (Some(one.min(other)), Some(one.max(other))),
            either => either,
        };
        Dates::new(begins.map(day), ends.map(day)).expect("in order")
    })
}

/// A tree: each lies in one before it, the first in none.
fn organizations() -> impl Strategy<Value = Vec<Organization>> {
    vec(any::<u8>(), usize::from(ORGANIZATIONS)).prop_map(|parents| {
        let one = |(n, parent): (u8, &u8)| Organization {
            id: organization_id(n),
            parent: (n > 0).then(|| organization_id(parent % n)),
            kind: if n == 0 { "district" } else { "school" }.to_owned(),
            name: format!("Place {n}"),
            sourced_id: None,
            extra: Extra::new(),
        };
        (0..).zip(&parents).map(one).collect()
    })
}

fn sections() -> impl Strategy<Value = Vec<Section>> {
    vec((0..ORGANIZATIONS, dates()), usize::from(SECTIONS)).prop_map(|all| {
        let one = |(n, (organization, dates)): (u8, &(u8, Dates))| Section {
            id: section_id(n),
            organization: organization_id(*organization),
            term: None,
            title: format!("Class {n}"),
            dates: *dates,
            grades: Vec::new(),
            subjects: Vec::new(),
            sourced_id: None,
            extra: Extra::new(),
        };
        (0..).zip(&all).map(one).collect()
    })
}

/// One thing that somebody is to somebody.
#[derive(Debug, Clone)]
enum Tie {
    Role(RoleKind, u8, Dates),
    Place(SectionRole, u8, Dates),
    Child(u8, bool, Dates),
}

impl Tie {
    fn dates(&self) -> Dates {
        match self {
            Self::Role(_, _, dates) | Self::Place(_, _, dates) | Self::Child(_, _, dates) => *dates,
        }
    }
}

fn tie() -> impl Strategy<Value = Tie> {
    let places = [SectionRole::Learner, SectionRole::Educator, SectionRole::Aide, SectionRole::Substitute];
    prop_oneof![
        (select(RoleKind::ALL.to_vec()), 0..ORGANIZATIONS, dates()).prop_map(|(a, b, c)| Tie::Role(a, b, c)),
        (select(places.to_vec()), 0..SECTIONS, dates()).prop_map(|(a, b, c)| Tie::Place(a, b, c)),
        (0..LEARNERS, any::<bool>(), dates()).prop_map(|(a, b, c)| Tie::Child(a, b, c)),
    ]
}

/// A district with its classes, and where each learner is.
#[derive(Debug, Clone)]
struct World {
    organizations: Vec<Organization>,
    sections: Vec<Section>,
    learners: Vec<LearnerPlaces>,
}

fn world() -> impl Strategy<Value = World> {
    let places = vec((vec(0..SECTIONS, 0..3), vec(0..ORGANIZATIONS, 0..2)), usize::from(LEARNERS));
    (organizations(), sections(), places).prop_map(|(organizations, sections, places)| {
        let one = |(n, (classes, schools)): (u8, &(Vec<u8>, Vec<u8>))| LearnerPlaces {
            learner: learner_id(n),
            sections: classes.iter().map(|class| sections[usize::from(*class)].clone()).collect(),
            sections_today: classes.iter().map(|class| section_id(*class)).collect(),
            organizations: schools.iter().map(|school| organization_id(*school)).collect(),
        };
        let learners = (0..).zip(&places).map(one).collect();
        World { organizations, sections, learners }
    })
}

impl World {
    fn standing(&self, ties: &[Tie]) -> Standing {
        let person = learner_id(0).as_person();
        let mut standing = Standing {
            person,
            roles: Vec::new(),
            places: Vec::new(),
            children: Vec::new(),
            charges: Vec::new(),
            substitutions: Vec::new(),
            organizations: self.organizations.clone(),
            today: TODAY,
            now: Timestamp::UNIX_EPOCH,
        };
        for tie in ties {
            match *tie {
                Tie::Role(kind, n, dates) => {
                    let organization = organization_id(n);
                    standing.roles.push(Role { person, kind, organization, dates });
                }
                Tie::Place(role, n, dates) => {
                    let section = self.sections[usize::from(n)].clone();
                    let place = Enrollment { section: section.id, person, role, dates, sourced_id: None };
                    standing.places.push((place, section));
                }
                Tie::Child(n, may_see, dates) => {
                    let learner = learner_id(n);
                    let child = Guardianship { guardian: person, learner, relation: None, may_see, dates };
                    standing.children.push(child);
                }
            }
        }
        standing
    }

    /// Everything that these ties give: of each class and each learner, each action.
    fn given(&self, ties: &[Tie]) -> HashSet<(&'static str, u8, u8)> {
        let standing = self.standing(ties);
        let mut given = HashSet::new();
        for (what, action) in (0..).zip(Action::ALL) {
            for (n, section) in (0..).zip(&self.sections) {
                if standing.with_section(section, action).is_some() {
                    given.insert(("class", n, what));
                }
            }
            for (n, learner) in (0..).zip(&self.learners) {
                if standing.with_learner(learner, action).is_some() {
                    given.insert(("learner", n, what));
                }
            }
        }
        given
    }

    /// Whether one place is another or lies in it, found from the inside out over the tree.
    fn lies_in(&self, mut inner: OrganizationId, outer: OrganizationId) -> bool {
        while inner != outer {
            let Some(parent) =
                self.organizations.iter().find(|one| one.id == inner).and_then(|one| one.parent)
            else {
                return false;
            };
            inner = parent;
        }
        true
    }
}

/// What everybody has: their own record, whole.
fn own() -> HashSet<(&'static str, u8, u8)> {
    HashSet::from([("learner", 0, SEE), ("learner", 0, WHOLE), ("learner", 0, RIGHTS)])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn who_is_more_never_sees_less(world in world(), ties in vec(tie(), 0..5), more in vec(tie(), 1..4)) {
        let before = world.given(&ties);
        let after = world.given(&[ties, more].concat());
        prop_assert!(before.is_subset(&after), "lost: {:?}", before.difference(&after));
    }

    #[test]
    fn the_order_of_what_somebody_is_decides_nothing(world in world(), ties in vec(tie(), 0..6)) {
        let reversed: Vec<Tie> = ties.iter().rev().cloned().collect();
        prop_assert_eq!(world.given(&ties), world.given(&reversed));
    }

    #[test]
    fn a_stranger_sees_their_own_record_and_nothing_else(world in world()) {
        prop_assert_eq!(world.given(&[]), own());
    }

    #[test]
    fn what_has_not_begun_gives_nothing(world in world(), ties in vec(tie(), 0..6)) {
        let not_yet: Vec<Tie> = ties.into_iter().filter(|tie| tie.dates().begins().is_some_and(|day| day > TODAY)).collect();
        prop_assert_eq!(world.given(&not_yet), own());
    }

    #[test]
    fn what_has_ended_gives_nothing_beyond_an_educators_close_out(world in world(), ties in vec(tie(), 0..6)) {
        let over = |tie: &Tie| {
            let last = match tie {
                Tie::Place(SectionRole::Educator, ..) => day(-CLOSE_OUT_DAYS),
                _ => TODAY,
            };
            tie.dates().ends().is_some_and(|ends| ends < last)
        };
        let ended: Vec<Tie> = ties.into_iter().filter(over).collect();
        prop_assert_eq!(world.given(&ended), own());
    }

    #[test]
    fn who_may_judge_or_manage_may_see(world in world(), ties in vec(tie(), 0..6)) {
        let given = world.given(&ties);
        for (kind, n, _) in given.iter().filter(|(_, _, what)| *what != SEE) {
            prop_assert!(given.contains(&(*kind, *n, SEE)), "{kind} {n}");
        }
    }

    #[test]
    fn speaking_for_a_child_gives_sight_of_that_child_only(world in world(), ties in vec(tie(), 0..6)) {
        let children: Vec<Tie> = ties.into_iter().filter(|tie| matches!(tie, Tie::Child(..))).collect();
        let mut expected = own();
        for tie in &children {
            if let Tie::Child(n, true, dates) = tie
                && dates.contains(TODAY)
            {
                expected.extend([SEE, WHOLE, RIGHTS].map(|what| ("learner", *n, what)));
            }
        }
        prop_assert_eq!(world.given(&children), expected);
    }

    #[test]
    fn a_role_ends_at_the_walls_of_its_organization(world in world(), ties in vec(tie(), 0..6)) {
        let roles: Vec<Tie> = ties.into_iter().filter(|tie| matches!(tie, Tie::Role(..))).collect();
        let standing = world.standing(&roles);
        let reaches = |inner| standing.roles.iter().any(|role| world.lies_in(inner, role.organization));
        for (kind, n, what) in world.given(&roles) {
            if own().contains(&(kind, n, what)) {
                continue;
            }
            let within = if kind == "class" {
                reaches(world.sections[usize::from(n)].organization)
            } else {
                let learner = &world.learners[usize::from(n)];
                let mut places = learner.sections.iter().map(|section| section.organization);
                places.any(reaches) || learner.organizations.iter().any(|place| reaches(*place))
            };
            prop_assert!(within, "{kind} {n}");
        }
    }

    #[test]
    fn a_place_in_one_class_opens_that_class_and_its_learners_only(
        world in world(), role in 0_u8..4, class in 0..SECTIONS, dates in dates(),
    ) {
        let roles = [SectionRole::Learner, SectionRole::Educator, SectionRole::Aide, SectionRole::Substitute];
        for (kind, n, what) in world.given(&[Tie::Place(roles[usize::from(role)], class, dates)]) {
            if own().contains(&(kind, n, what)) {
                continue;
            }
            let within = if kind == "class" {
                n == class
            } else {
                world.learners[usize::from(n)].sections.iter().any(|section| section.id == section_id(class))
            };
            prop_assert!(within, "{kind} {n}");
            prop_assert!(role == 1 || what <= DRAFT, "only educators judge and manage");
            prop_assert!(role != 2 || what <= WHOLE, "an aide sees");
            prop_assert!(role != 3 || what != WHOLE, "a substitute sees no whole record");
            prop_assert!(role == 1 || what != RIGHTS, "what is the families' is no aide's and no substitute's");
            prop_assert!(role != 0, "classmates open nothing");
        }
    }

    #[test]
    fn nobody_judges_by_an_office(world in world(), ties in vec(tie(), 0..6)) {
        let offices: Vec<Tie> = ties.into_iter().filter(|tie| !matches!(tie, Tie::Place(..))).collect();
        let judged: Vec<_> = world.given(&offices).into_iter().filter(|(_, _, what)| [DRAFT, JUDGE].contains(what)).collect();
        prop_assert!(judged.is_empty(), "{judged:?}");
    }

    #[test]
    fn whoever_sets_the_rules_of_the_district_sets_those_of_every_place(world in world(), ties in vec(tie(), 0..6)) {
        let standing = world.standing(&ties);
        let every = world.organizations.iter().all(|one| standing.sets_rules_of(one.id));
        prop_assert!(!standing.sets_rules_of_the_district() || every);
    }

    #[test]
    fn roles_are_given_within_the_walls_of_an_administrators_organization(world in world(), ties in vec(tie(), 0..6)) {
        let standing = world.standing(&ties);
        for one in &world.organizations {
            let runs = standing.roles.iter().any(|role| {
                role.kind == RoleKind::Administrator
                    && role.dates.contains(TODAY)
                    && world.lies_in(one.id, role.organization)
            });
            prop_assert_eq!(standing.gives_roles_in(one.id), runs, "{}", one.name);
        }
    }
}
