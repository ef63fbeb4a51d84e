use proptest::prelude::*;

use super::*;

fn sitting(number: u8) -> SittingId {
    SittingId::from_bytes([number; 16])
}

fn item(number: u8) -> ItemId {
    ItemId::from_bytes([number; 16])
}

fn score(points: i32, possible: i32) -> Score {
    Score { points: Points::whole(points), possible: Points::whole(possible) }
}

fn stands(number: u8, points: i32) -> SittingScore {
    SittingScore {
        sitting: sitting(number),
        learner: LearnerId::from_bytes([number; 16]),
        score: score(points, 5),
    }
}

fn rescored(number: u8, old: Score, new: Score) -> Rescored {
    Rescored { sitting: sitting(number), item: item(9), old, new }
}

const MARK: PassMark = PassMark::Of { points: 4, of: 5 };

#[test]
fn a_mended_key_shows_who_passes_now_and_who_does_not_any_more() {
    let sittings = [stands(1, 3), stands(2, 4), stands(3, 5), stands(4, 2)];
    let (right, wrong) = (score(1, 1), score(0, 1));
    let responses = [
        rescored(1, wrong, right),
        rescored(2, right, wrong),
        rescored(3, right, wrong),
        rescored(4, wrong, wrong),
    ];
    let found = regrade(&sittings, &responses, MARK, Losing::Counts).expect("a regrade");
    let seen: Vec<(SittingId, Score, Crossing)> =
        found.changes.iter().map(|change| (change.sitting, change.after, change.crossing)).collect();
    assert_eq!(
        seen,
        [
            (sitting(1), score(4, 5), Crossing::NowPasses),
            (sitting(2), score(3, 5), Crossing::NoLongerPasses),
            (sitting(3), score(4, 5), Crossing::None),
        ]
    );
    assert_eq!((found.unchanged, found.up, found.down), (1, 1, 2));
    assert_eq!((found.now_pass, found.no_longer_pass), (1, 1));
    let kind = regrade(&sittings, &responses, MARK, Losing::KeepsTheOld).expect("a regrade");
    assert_eq!((kind.changes.len(), kind.down, kind.now_pass, kind.no_longer_pass), (1, 0, 1, 0));
}

#[test]
fn an_item_left_out_leaves_its_points_out_of_what_is_possible() {
    let sittings = [stands(1, 3), stands(2, 4)];
    // The first answered it wrong: 3 of 4 is below the mark still. The second right: 3 of 4 is below it now.
    let responses = [rescored(1, score(0, 1), NOTHING), rescored(2, score(1, 1), NOTHING)];
    let found = regrade(&sittings, &responses, MARK, Losing::Counts).expect("a regrade");
    let after: Vec<Score> = found.changes.iter().map(|change| change.after).collect();
    assert_eq!(after, [score(3, 4), score(3, 4)]);
    assert_eq!((found.up, found.down, found.no_longer_pass), (1, 1, 1));
    let kind = regrade(&sittings, &responses, MARK, Losing::KeepsTheOld).expect("a regrade");
    assert_eq!((kind.up, kind.down, kind.unchanged), (1, 0, 1));
}

#[test]
fn a_sitting_that_is_passed_by_points_stays_passed_where_the_old_score_is_kept() {
    // 3 of 5 at a mark of 3 points; an item with half a point is left out: 2.5 of 4 are a larger share, and no pass.
    let half = Score { points: Points::from_millionths(500_000), possible: Points::ONE };
    let responses = [rescored(1, half, NOTHING)];
    let mark = PassMark::Points(Points::whole(3));
    let found = regrade(&[stands(1, 3)], &responses, mark, Losing::Counts).expect("a regrade");
    assert_eq!(found.no_longer_pass, 1);
    let kind = regrade(&[stands(1, 3)], &responses, mark, Losing::KeepsTheOld).expect("a regrade");
    assert_eq!((kind.unchanged, kind.no_longer_pass), (1, 0));
}

#[test]
fn scores_that_do_not_belong_together_are_refused() {
    let one = [stands(1, 3)];
    let response = rescored(1, score(0, 1), score(1, 1));
    let refused = |sittings: &[SittingScore], responses: &[Rescored]| {
        regrade(sittings, responses, MARK, Losing::Counts).expect_err("refused")
    };
    assert_eq!(refused(&[stands(1, 3), stands(1, 4)], &[]), BadRegrade::SittingTwice(sitting(1)));
    assert_eq!(refused(&one, &[rescored(2, score(0, 1), score(1, 1))]), BadRegrade::NoSitting(sitting(2)));
    let twice = BadRegrade::ItemTwice { sitting: sitting(1), item: item(9) };
    assert_eq!(refused(&one, &[response, response]), twice);
    assert_eq!(refused(&one, &[rescored(1, score(0, 6), score(1, 6))]), BadRegrade::NotItsOwn(sitting(1)));
}

proptest! {
    #[test]
    fn nobody_loses_where_the_old_score_is_kept_and_the_counts_add_up(
        rows in prop::collection::vec((0_i32..=4, prop::bool::ANY, prop::bool::ANY, prop::bool::ANY), 0..30),
    ) {
        let numbered = || (0_u8..).zip(&rows);
        let sittings: Vec<SittingScore> =
            numbered().map(|(number, (others, old, ..))| stands(number, others + i32::from(*old))).collect();
        let responses: Vec<Rescored> = numbered()
            .map(|(number, (_, old, new, out))| {
                let new = if *out { NOTHING } else { score(i32::from(*new), 1) };
                rescored(number, score(i32::from(*old), 1), new)
            })
            .collect();
        for losing in [Losing::Counts, Losing::KeepsTheOld] {
            let found = regrade(&sittings, &responses, MARK, losing).expect("a regrade");
            prop_assert_eq!(found.changes.len() + found.unchanged, sittings.len());
            // All of them right before and after the item was left out: the same share of less.
            let level = found.changes.iter().filter(|change| gain(change) == 0.0).count();
            prop_assert_eq!(found.up + found.down + level, found.changes.len());
            if losing == Losing::KeepsTheOld {
                prop_assert_eq!(found.down, 0);
                prop_assert_eq!(found.no_longer_pass, 0);
            }
        }
    }
}
