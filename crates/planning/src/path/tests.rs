use domain::{
    CompetencyId, DirectiveId, LearnerId, PersonId, Timestamp,
    path::{Choice, Directive, DirectiveKind},
};
use measurement::memory::Recall;

use super::{Asked, Assumes, Goal, Instead, Interest, Kind, Path, Reason, Rules, Stage, Stuck, path};
use crate::{
    graph::{Graph, Place},
    review::{Review, remembered},
    standing::{Chance, Standing, Standings},
};

const NOW: i64 = 1_800_000_000;
const DAY: i64 = 86_400;

pub(super) fn at(days_ago: i64) -> Timestamp {
    Timestamp::from_second(NOW - days_ago * DAY).expect("a moment")
}

fn competency(letter: char) -> CompetencyId {
    CompetencyId::from_bytes([letter as u8; 16])
}

fn letters(ids: impl IntoIterator<Item = CompetencyId>) -> String {
    ids.into_iter().map(|id| char::from(id.as_bytes()[0])).collect()
}

/// A framework, a learner, and what people said, in letters.
#[derive(Default)]
struct Given<'g> {
    competencies: &'g str,
    /// `ab`: a before b.
    pairs: &'g str,
    mastered: &'g str,
    /// Mastered by one piece of work so many days ago, and remembered by it.
    remembered: &'g [(char, i64)],
    /// One goal per word.
    goals: &'g str,
    assumed: &'g str,
    /// Days ago and what.
    directives: &'g [(char, DirectiveKind, i64)],
    chosen: &'g str,
    liked: &'g str,
}

impl Given<'_> {
    fn path(&self) -> Path {
        let places: Vec<Place> = self
            .competencies
            .chars()
            .zip(0..)
            .map(|(letter, position)| Place { competency: competency(letter), position })
            .collect();
        let pairs: Vec<_> = self
            .pairs
            .split_whitespace()
            .map(|pair| {
                let mut letters = pair.chars().map(competency);
                (letters.next().expect("before"), letters.next().expect("after"))
            })
            .collect();
        let graph = Graph::new(&places, &pairs);
        let mastered = |worked: Option<i64>| Standing {
            mastered: true,
            chance: Chance::new(0.9).expect("a chance"),
            pieces: 3,
            mastered_since: worked.map(at),
            worked_at: worked.map(at),
            memory: worked.and_then(|days| {
                remembered(&Rules::published().weights, &[Review { at: at(days), recall: Recall::Good }])
            }),
        };
        let plain = self.mastered.chars().map(|one| (competency(one), mastered(None)));
        let known = self.remembered.iter().map(|(one, days)| (competency(*one), mastered(Some(*days))));
        let standings = Standings::new(&graph, plain.chain(known));
        let goals: Vec<Goal> = self
            .goals
            .split_whitespace()
            .map(|goal| Goal {
                competencies: goal.chars().map(competency).collect(),
                assumes: match self.assumed {
                    "" => Assumes::Nothing,
                    "*" => Assumes::EverythingElse,
                    these => Assumes::These(these.chars().map(competency).collect()),
                },
                due: None,
            })
            .collect();
        let directives: Vec<Directive> = self
            .directives
            .iter()
            .zip(0_u8..)
            .map(|(&(one, kind, days), number)| Directive {
                id: DirectiveId::from_bytes([number; 16]),
                learner: LearnerId::from_bytes([1; 16]),
                competency: competency(one),
                kind,
                reason: "because".to_owned(),
                given_by: PersonId::from_bytes([2; 16]),
                given_at: at(days),
                until: None,
                ended: None,
            })
            .collect();
        let choices: Vec<Choice> =
            self.chosen.chars().map(|one| Choice { competency: competency(one), chosen_at: at(0) }).collect();
        let interests: Vec<Interest> = self
            .liked
            .chars()
            .map(|one| Interest { competency: competency(one), word: "bees".to_owned() })
            .collect();
        path(&Asked {
            graph: &graph,
            standings: &standings,
            goals: &goals,
            directives: &directives,
            choices: &choices,
            interests: &interests,
            rules: &Rules::published(),
            now: at(0),
        })
        .expect("few goals")
    }
}

/// What is suggested, and what is done, ready, next, later, skipped.
#[track_caller]
fn check(given: &Given<'_>, suggested: &str, stages: &str) {
    let path = given.path();
    let of =
        |stage: Stage| letters(path.steps.iter().filter(|one| one.stage == stage).map(|one| one.competency));
    let all = [Stage::Done, Stage::Ready, Stage::Next, Stage::Later, Stage::Skipped].map(of);
    let found = letters(path.suggestions.iter().map(|one| one.competency));
    assert_eq!((found.as_str(), all.join(" ").trim_end()), (suggested, stages.trim_end()));
}

fn reasons(path: &Path, letter: char) -> &[Reason] {
    let found = path.suggestions.iter().find(|one| one.competency == competency(letter));
    &found.expect("suggested").reasons
}

#[test]
fn of_what_goals_need_everything_ready_is_suggested_and_what_opens_most_comes_first() {
    check(
        &Given { competencies: "abcdefxy", pairs: "ab bc de ef", goals: "cef", ..Given::default() },
        "ad",
        " ad be cf",
    );
    check(&Given { competencies: "abcd", pairs: "cd", goals: "abd", ..Given::default() }, "cab", " abc d ");
    let given = Given {
        competencies: "abcdef",
        pairs: "ab bc de ef",
        mastered: "ad",
        goals: "cf",
        ..Given::default()
    };
    // What is mastered and no goal names is not part of the way.
    check(&given, "be", " be cf ");
}

#[test]
fn what_rests_on_nothing_that_a_goal_needs_is_offered_beyond() {
    let given =
        Given { competencies: "abxyz", pairs: "ab yz", mastered: "x", goals: "b", ..Given::default() };
    assert_eq!(letters(given.path().beyond), "y");
}

#[test]
fn a_pin_comes_first_even_before_what_it_rests_on_and_says_so() {
    let given = Given {
        competencies: "abc",
        pairs: "ab bc",
        goals: "c",
        directives: &[('c', DirectiveKind::Pin, 1)],
        ..Given::default()
    };
    check(&given, "ca", " ac b ");
    let path = given.path();
    assert!(matches!(reasons(&path, 'c')[0], Reason::Pinned { .. }));
    assert!(reasons(&path, 'c').contains(&Reason::Despite(vec![competency('b')])));
    let step = path.steps.iter().find(|step| step.competency == competency('c')).expect("there");
    assert_eq!(step.blocked.as_ref().map(|blocked| letters(blocked.by.clone())), Some("b".to_owned()));
}

#[test]
fn what_is_skipped_holds_nothing_up_and_stays_listed() {
    let given = Given {
        competencies: "abc",
        pairs: "ab bc",
        goals: "abc",
        directives: &[('a', DirectiveKind::Skip, 1)],
        ..Given::default()
    };
    check(&given, "b", " b c  a");
    assert!(reasons(&given.path(), 'b').contains(&Reason::PassedOver(vec![competency('a')])));
}

#[test]
fn what_is_sent_back_is_worked_on_again_and_what_rests_on_it_waits() {
    let mut given = Given {
        competencies: "abc",
        pairs: "ab bc",
        remembered: &[('a', 3), ('b', 2)],
        goals: "abc",
        directives: &[('b', DirectiveKind::SendBack, 1)],
        ..Given::default()
    };
    // `a` falls due within the week.
    check(&given, "ba", "a b c ");
    assert!(matches!(reasons(&given.path(), 'b')[0], Reason::SentBack { .. }));
    // Work after it that stands as mastered fulfils it.
    given.remembered = &[('a', 3), ('b', 0)];
    check(&given, "ca", "ab c  ");
}

#[test]
fn the_newest_directive_of_a_competency_stands() {
    let given = Given {
        competencies: "ab",
        goals: "ab",
        directives: &[
            ('b', DirectiveKind::Pin, 2),
            ('b', DirectiveKind::Skip, 1),
            ('a', DirectiveKind::Pin, -1),
        ],
        ..Given::default()
    };
    check(&given, "a", " a   b");
}

#[test]
fn what_the_learner_chose_comes_before_the_rest_and_what_they_like_counts() {
    let given = Given { competencies: "abcd", goals: "abcd", chosen: "d", liked: "c", ..Given::default() };
    check(&given, "dcab", " abcd  ");
    let path = given.path();
    assert!(matches!(reasons(&path, 'd')[0], Reason::Chosen { .. }));
    assert!(reasons(&path, 'c').contains(&Reason::Liked("bees".to_owned())));
}

#[test]
fn a_choice_that_is_not_ready_lists_its_way() {
    check(&Given { competencies: "abc", pairs: "ab bc", chosen: "c", ..Given::default() }, "a", " a b c");
}

#[test]
fn what_is_nearly_forgotten_comes_back_and_says_until_when() {
    // One good review is remembered with a chance of 0.8 for some seven days.
    let given =
        Given { competencies: "abc", remembered: &[('a', 30), ('b', 0)], goals: "abc", ..Given::default() };
    let path = given.path();
    let kinds: Vec<(String, Kind)> =
        path.suggestions.iter().map(|one| (letters([one.competency]), one.kind)).collect();
    assert!(kinds.contains(&("a".to_owned(), Kind::Review)), "{kinds:?}");
    assert!(kinds.contains(&("c".to_owned(), Kind::Learn)), "{kinds:?}");
    let fades = reasons(&path, 'a').iter().find_map(|one| match one {
        Reason::Fades { by, recall } => Some((*by, *recall)),
        _ => None,
    });
    let (by, recall) = fades.expect("said");
    assert!(by < at(0) && recall < 0.8, "{by} {recall}");
}

#[test]
fn ready_since_is_when_the_last_of_what_comes_before_was_mastered() {
    let given = Given {
        competencies: "abc",
        pairs: "ac bc",
        remembered: &[('a', 9), ('b', 4)],
        goals: "c",
        ..Given::default()
    };
    assert!(reasons(&given.path(), 'c').contains(&Reason::ReadySince(at(4))));
}

#[test]
fn below_a_floor_what_is_unknown_is_taken_as_known_and_said() {
    let given = Given { competencies: "abc", pairs: "ab bc", goals: "c", assumed: "ab", ..Given::default() };
    check(&given, "c", " c  ");
    assert!(reasons(&given.path(), 'c').contains(&Reason::Assumed(vec![competency('b')])));
    // Another goal names it: then it is not taken as known.
    check(&Given { goals: "c b", ..given }, "b", " b c ");
}

#[test]
fn a_class_that_begins_in_the_middle_takes_as_known_what_it_does_not_name_and_nobody_has_seen() {
    let given =
        Given { competencies: "abcd", pairs: "ab bc cd", goals: "cd", assumed: "*", ..Given::default() };
    check(&given, "c", " c d ");
    // Somebody sends back what was taken as known: then it holds up, and what comes before it is asked after too.
    check(&Given { directives: &[('b', DirectiveKind::SendBack, 1)], ..given }, "ba", " ab  cd");
}

#[test]
fn a_blocked_one_says_by_what_and_the_nearest_way() {
    let given =
        Given { competencies: "abcde", pairs: "ab bc cd ed", mastered: "", goals: "d", ..Given::default() };
    let path = given.path();
    let last = path.steps.iter().find(|step| step.competency == competency('d')).expect("listed");
    let blocked = last.blocked.as_ref().expect("blocked");
    assert_eq!((letters(blocked.by.clone()), blocked.steps), ("ce".to_owned(), 3));
    assert_eq!((blocked.towards, &blocked.stuck), (Some(competency('e')), &None));
}

#[track_caller]
fn check_stuck(given: &Given<'_>, letter: char, expected: &Stuck) {
    let path = given.path();
    let found = path.without_path.iter().find(|one| one.competency == competency(letter));
    assert_eq!(found.map(|one| &one.why), Some(expected));
}

#[test]
fn a_circle_is_named_from_its_first_in_order_and_what_lies_behind_it_names_it_too() {
    let given = Given { competencies: "abcde", pairs: "ab bc ca cd", goals: "de", ..Given::default() };
    let circle = Stuck::Circle(['a', 'b', 'c'].map(competency).to_vec());
    check_stuck(&given, 'd', &circle);
    check(&given, "e", " e  abcd");
    // Mastered somewhere, it is a circle no more.
    check(&Given { mastered: "b", ..given }, "ce", " ce d ");
}

#[test]
fn a_goal_outside_the_framework_or_below_something_missing_is_named() {
    let given = Given { competencies: "abc", pairs: "zb bc", goals: "cq", ..Given::default() };
    check_stuck(&given, 'q', &Stuck::Outside);
    let missing = Stuck::Missing { needed_by: competency('b'), missing: vec![competency('z')] };
    check_stuck(&given, 'c', &missing);
}

#[test]
fn who_is_ready_for_nothing_is_told_what_to_do() {
    let circle = Given { competencies: "abxy", pairs: "ab ba", goals: "b", ..Given::default() };
    assert_eq!(circle.path().instead(), [Instead::AskEducator(2), Instead::ChooseMore(2)]);
    let done = Given { competencies: "ab", mastered: "ab", goals: "ab", ..Given::default() };
    assert_eq!(done.path().instead(), [Instead::Everything]);
    let without_goals = Given { competencies: "ab", pairs: "ab", ..Given::default() };
    assert_eq!(without_goals.path().instead(), [Instead::ChooseGoal(1)]);
    let fading = Given { competencies: "a", remembered: &[('a', 30)], goals: "a", ..Given::default() };
    assert_eq!(fading.path().instead(), [Instead::Review(1)]);
    let outside = Given { competencies: "a", mastered: "a", goals: "q", ..Given::default() };
    assert_eq!(outside.path().instead(), [Instead::AskEducator(1)]);
}

#[test]
fn who_is_ready_for_everything_is_offered_everything_in_the_order_of_the_framework() {
    check(&Given { competencies: "abcd", goals: "dcba", ..Given::default() }, "abcd", " abcd  ");
}

#[test]
fn today_has_something_new_beside_what_fades_and_what_people_put_first() {
    let given = Given {
        competencies: "abcdefgh",
        remembered: &[('a', 400), ('b', 400), ('c', 400), ('d', 400)],
        goals: "abcdefgh",
        directives: &[('c', DirectiveKind::Pin, 1)],
        ..Given::default()
    };
    let path = given.path();
    let today = letters(path.today(4).iter().map(|one| one.competency));
    let reviews = path.today(4).iter().filter(|one| one.kind == Kind::Review).count();
    assert!(today.starts_with('c') && reviews == 2, "{today}");
    assert_eq!(path.today(100).len(), path.suggestions.len());
    assert!(path.today(0).is_empty());
}

#[test]
fn more_goals_than_a_path_holds_are_refused() {
    let words = "a ".repeat(65);
    let given = Given { competencies: "a", goals: &words, ..Given::default() };
    assert!(std::panic::catch_unwind(|| given.path()).is_err());
}
