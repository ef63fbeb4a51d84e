//! Parents from children.

use domain::{CompetencyId, Points, judgement::Finding, scale::Scale};

use super::{Child, ChildStanding, Rollup, roll_up};

/// Children by value: `-` was never judged; every child brings 2 points; `!` marks a required one.
#[track_caller]
fn check(rollup: Rollup, children: &str, mastered: bool, value: Option<&str>, progress: f64) {
    let findings: Vec<(Option<Finding>, bool)> = children
        .split(' ')
        .map(|child| {
            let value = child.trim_end_matches('!').parse::<Points>().ok();
            let finding = value.map(|value| Finding {
                value: Some(value),
                mastered: value >= Points::whole(3),
                ..Finding::NOT_ENOUGH
            });
            (finding, child.ends_with('!'))
        })
        .collect();
    let children: Vec<Child<'_>> = (1..)
        .zip(&findings)
        .map(|(number, (finding, required))| Child {
            competency: CompetencyId::from_bytes([number; 16]),
            finding: finding.as_ref(),
            points: Points::whole(2),
            required: *required,
        })
        .collect();
    let found = roll_up(rollup, &children, &Scale::four_levels());
    let said = found.value.map(|value| value.to_string());
    assert_eq!((found.mastered, said.as_deref()), (mastered, value));
    assert!((found.progress - progress).abs() < 1e-12, "{}", found.progress);
}

#[test]
fn all_needs_every_child() {
    check(Rollup::All, "3 4 3", true, Some("3.33"), 1.0);
    check(Rollup::All, "3 4 2", false, None, 2.0 / 3.0);
    check(Rollup::All, "3 4 -", false, None, 2.0 / 3.0);
}

#[test]
fn a_count_needs_so_many() {
    check(Rollup::Count(2), "3 4 1 -", true, Some("3.5"), 1.0);
    check(Rollup::Count(2), "3 2 1 -", false, None, 0.5);
}

#[test]
fn points_need_their_sum_and_every_required_child() {
    check(Rollup::Points(Points::whole(4)), "3 4 1", true, Some("3.5"), 1.0);
    check(Rollup::Points(Points::whole(5)), "3 4 1", false, None, 0.8);
    check(Rollup::Points(Points::whole(4)), "3 4 1!", false, None, 1.0);
    check(Rollup::Points(Points::whole(4)), "3! 4 1", true, Some("3.5"), 1.0);
}

#[test]
fn the_mean_of_mastered_leaves_the_others_out() {
    check(Rollup::MeanOfMastered(2), "3 4 1", true, Some("3.5"), 1.0);
    check(Rollup::MeanOfMastered(3), "3 4 1", false, None, 2.0 / 3.0);
}

#[test]
fn nothing_seen_is_no_failure_and_no_children_is_no_mastery() {
    check(Rollup::All, "- -", false, None, 0.0);
    let empty = roll_up(Rollup::All, &[], &Scale::four_levels());
    assert!(!empty.mastered);
    assert_eq!(empty.count(ChildStanding::NotSeen), 0);
}
