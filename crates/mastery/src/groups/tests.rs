//! Groups and readiness on small classes.

use std::collections::{BTreeMap, BTreeSet};

use domain::{CompetencyId, LearnerId, Points, judgement::Finding};
use proptest::prelude::*;

use super::{Matrix, Question, Sizes, form, who_is_ready};

fn learner(number: u8) -> LearnerId {
    LearnerId::from_bytes([number; 16])
}

fn competency(letter: char) -> CompetencyId {
    CompetencyId::from_bytes([letter as u8; 16])
}

/// A class as text: one word per learner, one mark per target in the order of `targets`: `x` mastered,
/// `o` not yet, `.` not seen.
fn findings(class: &str, targets: &str) -> BTreeMap<(LearnerId, CompetencyId), Finding> {
    let mut found = BTreeMap::new();
    for (number, row) in (1..).zip(class.split(' ')) {
        for (mark, target) in row.chars().zip(targets.chars()) {
            if mark != '.' {
                let value = Some(Points::whole(if mark == 'x' { 3 } else { 1 }));
                let finding = Finding { value, mastered: mark == 'x', ..Finding::NOT_ENOUGH };
                found.insert((learner(number), competency(target)), finding);
            }
        }
    }
    found
}

/// Groups as text: `a:1,2` per group, `a!3` alone, `4` free.
#[track_caller]
fn check(class: &str, targets: &str, before: &[(char, char)], sizes: (usize, usize), expected: &str) {
    let found = findings(class, targets);
    let matrix: Matrix<'_> = found.iter().map(|(key, finding)| (*key, finding)).collect();
    let learners: Vec<_> = (1..).take(class.split(' ').count()).map(learner).collect();
    let order: Vec<_> = targets.chars().map(competency).collect();
    let pairs: Vec<_> = before.iter().map(|&(a, b)| (competency(a), competency(b))).collect();
    let question = Question {
        learners: &learners,
        targets: &order,
        matrix: &matrix,
        prerequisites: &pairs,
        sizes: Sizes::new(sizes.0, sizes.1).expect("sizes"),
    };
    let groups = form(&question);
    let letter = |id: CompetencyId| char::from(id.as_bytes()[0]);
    let number = |id: LearnerId| id.as_bytes()[0].to_string();
    let mut said: Vec<String> = Vec::new();
    for group in &groups.groups {
        let members: Vec<_> = group.members.iter().map(|member| number(member.learner)).collect();
        said.push(format!("{}:{}", letter(group.competency), members.join(",")));
    }
    said.extend(groups.alone.iter().map(|(who, what)| format!("{}!{}", letter(*what), number(*who))));
    said.extend(groups.free.iter().map(|who| number(*who)));
    assert_eq!(said.join(" "), expected);
}

#[test]
fn those_who_need_the_same_thing_come_together() {
    check("o. o. xo xo xx", "ab", &[], (2, 4), "a:1,2 b:3,4 5");
}

#[test]
fn a_large_need_is_split_evenly() {
    check("o o o o o", "a", &[], (2, 3), "a:1,2,3 a:4,5");
}

#[test]
fn a_left_over_learner_joins_a_group_of_a_later_need_with_room() {
    check("oo xo xo", "ab", &[], (2, 3), "b:1,2,3");
}

#[test]
fn nobody_is_grouped_before_they_are_ready() {
    check("oo xo xo", "ab", &[('a', 'b')], (2, 3), "b:2,3 a!1");
}

#[test]
fn a_cycle_of_prerequisites_holds_nothing_up() {
    check("oo oo", "ab", &[('a', 'b'), ('b', 'a'), ('a', 'a')], (1, 3), "1 2");
}

#[test]
fn an_unseen_competency_is_marked_and_counts_as_open() {
    let found = findings("o .", "a");
    let matrix: Matrix<'_> = found.iter().map(|(key, finding)| (*key, finding)).collect();
    let question = Question {
        learners: &[learner(1), learner(2)],
        targets: &[competency('a')],
        matrix: &matrix,
        prerequisites: &[],
        sizes: Sizes::new(1, 5).expect("sizes"),
    };
    let seen: Vec<_> = form(&question).groups[0].members.iter().map(|member| member.seen).collect();
    assert_eq!(seen, [true, false]);
    assert_eq!(who_is_ready(&question), [(competency('a'), vec![learner(1), learner(2)])]);
}

#[test]
fn sizes_that_no_group_can_have_are_refused() {
    assert!(Sizes::new(0, 4).is_err());
    assert!(Sizes::new(5, 4).is_err());
}

proptest! {
    #[test]
    fn everyone_is_placed_once_in_groups_of_the_right_size(
        rows in prop::collection::vec("[xo.]{4}", 1..40),
        least in 1..5_usize,
        more in 0..4_usize,
    ) {
        let found = findings(&rows.join(" "), "abcd");
        let matrix: Matrix<'_> = found.iter().map(|(key, finding)| (*key, finding)).collect();
        let learners: Vec<_> = (1..).take(rows.len()).map(learner).collect();
        let targets: Vec<_> = "abcd".chars().map(competency).collect();
        let pairs = [(competency('a'), competency('c'))];
        let sizes = Sizes::new(least, least + more).expect("sizes");
        let question =
            Question { learners: &learners, targets: &targets, matrix: &matrix, prerequisites: &pairs, sizes };
        let groups = form(&question);
        prop_assert_eq!(&groups, &form(&question));
        let mut placed = Vec::new();
        for group in &groups.groups {
            prop_assert!((least..=least + more).contains(&group.members.len()));
            for member in &group.members {
                let finding = found.get(&(member.learner, group.competency));
                prop_assert!(finding.is_none_or(|finding| !finding.mastered));
                placed.push(member.learner);
            }
        }
        placed.extend(groups.alone.iter().map(|(learner, _)| *learner));
        placed.extend(&groups.free);
        prop_assert_eq!(placed.len(), learners.len());
        prop_assert_eq!(placed.into_iter().collect::<BTreeSet<_>>().len(), learners.len());
    }
}
