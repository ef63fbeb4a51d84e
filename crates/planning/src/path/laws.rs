//! What holds of every path, against brute force on small random orders.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    CompetencyId, DirectiveId, LearnerId, PersonId, Timestamp,
    path::{Choice, Directive, DirectiveKind},
};
use measurement::memory::{Memory, Weights};
use proptest::prelude::*;

use super::{Asked, Goal, Kind, Path, Reason, Rules, Stage, Stuck, path};
use crate::{
    graph::{Graph, Place},
    review::Remembered,
    standing::{Chance, Standing, Standings},
};

const LEN: u8 = 9;

fn id(number: u8) -> CompetencyId {
    CompetencyId::from_bytes([number; 16])
}

fn now() -> Timestamp {
    Timestamp::from_second(1_800_000_000).expect("a moment")
}

/// Everything that decides a path, by number; lists in any order.
#[derive(Debug, Clone)]
struct World {
    pairs: Vec<(u8, u8)>,
    mastered: BTreeSet<u8>,
    faded: BTreeSet<u8>,
    goals: Vec<Vec<u8>>,
    directives: Vec<(u8, DirectiveKind)>,
    chosen: Vec<u8>,
}

impl World {
    fn graph(&self) -> Graph {
        let places: Vec<Place> =
            (0..LEN).map(|number| Place { competency: id(number), position: u32::from(number) }).collect();
        let pairs: Vec<_> = self.pairs.iter().map(|(before, after)| (id(*before), id(*after))).collect();
        Graph::new(&places, &pairs)
    }

    fn path(&self) -> Path {
        let graph = self.graph();
        let memory = Remembered {
            memory: Memory { stability: 1.0, difficulty: 5.0 },
            since: Timestamp::from_second(1_700_000_000).expect("a moment"),
        };
        let standings = Standings::new(
            &graph,
            self.mastered.iter().map(|number| {
                let memory = self.faded.contains(number).then_some(memory);
                let chance = Chance::new(0.9).expect("a chance");
                (id(*number), Standing { mastered: true, chance, pieces: 2, memory, ..Standing::UNKNOWN })
            }),
        );
        let goal = |goal: &Vec<u8>| Goal {
            competencies: goal.iter().map(|one| id(*one)).collect(),
            ..Goal::default()
        };
        let goals: Vec<Goal> = self.goals.iter().map(goal).collect();
        let directives: Vec<Directive> = self
            .directives
            .iter()
            .map(|(number, kind)| Directive {
                id: DirectiveId::from_bytes([*number * 4 + *kind as u8; 16]),
                learner: LearnerId::from_bytes([1; 16]),
                competency: id(*number),
                kind: *kind,
                reason: String::new(),
                given_by: PersonId::from_bytes([2; 16]),
                given_at: now(),
                until: None,
                ended: None,
            })
            .collect();
        let choices: Vec<Choice> =
            self.chosen.iter().map(|one| Choice { competency: id(*one), chosen_at: now() }).collect();
        path(&Asked {
            graph: &graph,
            standings: &standings,
            goals: &goals,
            directives: &directives,
            choices: &choices,
            interests: &[],
            rules: &Rules::new(Weights::PUBLISHED, 0.8).expect("a retention"),
            now: now(),
        })
        .expect("few goals")
    }

    /// The directive that stands for each: of several of one moment, the later id.
    fn directed(&self) -> BTreeMap<u8, DirectiveKind> {
        let mut all = self.directives.clone();
        all.sort_unstable();
        all.into_iter().collect()
    }

    fn is_met(&self, number: u8) -> bool {
        match self.directed().get(&number) {
            Some(DirectiveKind::SendBack) => false,
            Some(DirectiveKind::Skip) => true,
            _ => self.mastered.contains(&number),
        }
    }

    fn before(&self, number: u8) -> BTreeSet<u8> {
        let pairs = self.pairs.iter().filter(|(before, after)| *after == number && before != after);
        pairs.map(|(before, _)| *before).collect()
    }

    /// Whether everything before it is met: by definition, without the crate.
    fn is_open(&self, number: u8) -> bool {
        self.before(number).iter().all(|one| self.is_met(*one))
    }
}

/// Any pairs, circles among them.
fn world() -> impl Strategy<Value = World> {
    let number = || 0..LEN;
    let kind =
        prop_oneof![Just(DirectiveKind::Pin), Just(DirectiveKind::Skip), Just(DirectiveKind::SendBack)];
    (
        prop::collection::vec((number(), number()), 0..16),
        prop::collection::btree_set(number(), 0..6),
        prop::collection::btree_set(number(), 0..4),
        prop::collection::vec(prop::collection::vec(number(), 1..4), 0..4),
        prop::collection::vec((number(), kind), 0..4),
        prop::collection::vec(number(), 0..2),
    )
        .prop_map(|(pairs, mastered, faded, goals, directives, chosen)| World {
            pairs,
            mastered,
            faded,
            goals,
            directives,
            chosen,
        })
}

fn number(competency: CompetencyId) -> u8 {
    competency.as_bytes()[0]
}

/// The knowledge states of an order without circles, as the sets that hold with each member all before it.
fn states(pairs: &[(u8, u8)]) -> Vec<u16> {
    (0..1_u16 << LEN)
        .filter(|state| {
            pairs.iter().all(|(before, after)| state >> after & 1 == 0 || state >> before & 1 == 1)
        })
        .collect()
}

proptest! {
    #[test]
    fn nothing_is_suggested_before_what_it_rests_on_unless_a_person_said_so(world in world()) {
        let directed = world.directed();
        for one in world.path().suggestions {
            let at = number(one.competency);
            let by_a_person = matches!(directed.get(&at), Some(DirectiveKind::Pin | DirectiveKind::SendBack));
            if one.kind == Kind::Learn && !world.is_open(at) {
                prop_assert!(by_a_person, "{at}");
                let says = |reason: &Reason| matches!(reason, Reason::Despite(ids) if !ids.is_empty());
                prop_assert!(one.reasons.iter().any(says));
            }
            prop_assert!(!one.reasons.is_empty());
            prop_assert!(one.score.total().is_finite() && one.score.total() >= 0.0);
        }
    }

    #[test]
    fn every_goal_is_in_exactly_one_stage_and_all_that_is_ready_is_suggested(world in world()) {
        let path = world.path();
        let named: BTreeSet<u8> = world.goals.iter().flatten().copied().collect();
        let steps: Vec<u8> = path.steps.iter().map(|step| number(step.competency)).collect();
        let once: BTreeSet<u8> = steps.iter().copied().collect();
        prop_assert_eq!(once.len(), steps.len());
        prop_assert!(named.is_subset(&once));
        for step in &path.steps {
            let at = number(step.competency);
            let learn = path.suggestions.iter().filter(|one| one.competency == step.competency && one.kind == Kind::Learn);
            prop_assert_eq!(learn.count(), usize::from(step.stage == Stage::Ready), "{}", at);
            prop_assert_eq!(step.is_goal, named.contains(&at));
            if step.stage == Stage::Skipped {
                prop_assert_eq!(world.directed().get(&at).copied(), Some(DirectiveKind::Skip));
            }
        }
        let beyond: BTreeSet<u8> = path.beyond.iter().map(|one| number(*one)).collect();
        for at in 0..LEN {
            let offered = once.contains(&at) || beyond.contains(&at);
            prop_assert!(offered || world.is_met(at) || !world.is_open(at), "{at} is lost");
        }
    }

    #[test]
    fn every_blocked_one_has_a_finite_way_or_a_named_circle(world in world()) {
        let path = world.path();
        for step in &path.steps {
            let waits = matches!(step.stage, Stage::Next | Stage::Later);
            prop_assert!(!waits || step.blocked.is_some());
            let Some(blocked) = &step.blocked else { continue };
            prop_assert!(!blocked.by.is_empty());
            for by in &blocked.by {
                prop_assert!(!world.is_met(number(*by)));
                prop_assert!(world.before(number(step.competency)).contains(&number(*by)));
            }
            match &blocked.stuck {
                None => {
                    // Mastering what is ready, again and again, opens it after as many rounds as it says.
                    let mut after = world.clone();
                    for round in 0..blocked.steps {
                        prop_assert!(!after.is_open(number(step.competency)), "open after {round}");
                        let ready: Vec<u8> = (0..LEN).filter(|one| !after.is_met(*one) && after.is_open(*one)).collect();
                        after.directives.retain(|(one, kind)| *kind != DirectiveKind::SendBack || !ready.contains(one));
                        after.mastered.extend(ready);
                    }
                    prop_assert!(after.is_open(number(step.competency)));
                    prop_assert!(blocked.towards.is_some());
                }
                Some(Stuck::Circle(circle)) => {
                    prop_assert!(circle.len() > 1);
                    for (before, next) in circle.iter().zip(circle.iter().cycle().skip(1)) {
                        prop_assert!(!world.is_met(number(*before)));
                        prop_assert!(world.before(number(*next)).contains(&number(*before)));
                    }
                }
                Some(other) => prop_assert!(false, "{other:?} in a whole graph"),
            }
            if let Some(towards) = blocked.towards {
                prop_assert!(world.is_open(number(towards)) && !world.is_met(number(towards)));
            }
        }
    }

    #[test]
    fn without_circles_what_is_ready_is_the_outer_fringe_of_the_state(
        drawn in prop::collection::vec((0..LEN, 0..LEN), 0..16),
        lot in any::<prop::sample::Index>(),
    ) {
        let pairs: Vec<(u8, u8)> =
            drawn.into_iter().filter(|(one, other)| one != other).map(|(one, other)| (one.min(other), one.max(other))).collect();
        let states = states(&pairs);
        let state = states[lot.index(states.len())];
        // By brute force: what makes a state of the state by itself.
        let fringe: BTreeSet<u8> =
            (0..LEN).filter(|one| state >> one & 1 == 0 && states.contains(&(state | 1 << one))).collect();
        let world = World {
            pairs,
            mastered: (0..LEN).filter(|one| state >> one & 1 == 1).collect(),
            faded: BTreeSet::new(),
            goals: vec![(0..LEN).collect()],
            directives: Vec::new(),
            chosen: Vec::new(),
        };
        let path = world.path();
        let ready: BTreeSet<u8> = path.suggestions.iter().map(|one| number(one.competency)).collect();
        prop_assert_eq!(ready, fringe);
        prop_assert!(path.without_path.is_empty());
    }

    #[test]
    fn the_order_of_what_is_given_does_not_matter(world in world(), turn in 0..16_usize) {
        let mut turned = world.clone();
        turned.pairs.reverse();
        let turn_by = |len: usize| turn % len.max(1);
        let by = turn_by(turned.pairs.len());
        turned.pairs.rotate_left(by);
        turned.directives.reverse();
        turned.goals.iter_mut().for_each(|goal| goal.reverse());
        let by = turn_by(turned.chosen.len());
        turned.chosen.rotate_left(by);
        prop_assert_eq!(turned.path(), world.path());
    }

    #[test]
    fn pins_come_first_then_what_is_sent_back_then_what_was_chosen_then_by_score(world in world()) {
        let directed = world.directed();
        let suggestions = world.path().suggestions;
        let tier = |one: &super::Suggestion| match directed.get(&number(one.competency)) {
            Some(DirectiveKind::Pin) => 0,
            Some(DirectiveKind::SendBack) => 1,
            _ if world.chosen.contains(&number(one.competency)) => 2,
            _ => 3,
        };
        prop_assert!(suggestions.is_sorted_by_key(tier));
        for pair in suggestions.windows(2).filter(|pair| tier(&pair[0]) == tier(&pair[1])) {
            prop_assert!(pair[0].score.total() >= pair[1].score.total());
        }
    }

    #[test]
    fn what_is_mastered_and_faded_comes_back_unless_it_was_left_out(world in world()) {
        let directed = world.directed();
        let path = world.path();
        for at in world.mastered.intersection(&world.faded) {
            let left_out = directed.get(at) == Some(&DirectiveKind::Skip);
            let back = path.suggestions.iter().any(|one| number(one.competency) == *at);
            prop_assert_eq!(back, !left_out, "{}", at);
        }
    }
}
