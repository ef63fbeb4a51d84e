//! What every rule has in common.

use domain::{
    CompetencyId, Points, Timestamp,
    evidence::{Entry, Evidence, Fact, Sequence, Source},
    scale::Scale,
};

use super::{Case, judge};
use crate::{
    explain::{Standing, explain},
    policy::{Inputs, Policy},
    testing::{
        COMPETENCY, case, decision, entry, evidence, history, inputs, on_day, points, scale_of, scored,
    },
};

fn average() -> Inputs {
    inputs("average", &[], scale_of("3", "5"))
}

fn retraction(sequence: i64, of: i64) -> Entry {
    entry(sequence, Fact::Retraction { of: Sequence(of), reason: "typo".to_owned() })
}

fn excusal(sequence: i64, of: i64) -> Entry {
    entry(sequence, Fact::Excusal { of: Sequence(of), reason: "was ill".to_owned() })
}

#[track_caller]
fn check(entries: &[Entry], inputs: &Inputs, value: Option<&str>, counted: i64) {
    let finding = judge(&case(entries, inputs)).finding;
    let said = finding.value.map(|value| value.to_string());
    assert_eq!((said.as_deref(), finding.evidence_count), (value, counted));
}

fn with(mut entries: Vec<Entry>, more: impl IntoIterator<Item = Entry>) -> Vec<Entry> {
    entries.extend(more);
    entries
}

#[test]
fn nothing_at_all_is_not_enough_and_no_failure() {
    check(&[], &average(), None, 0);
    let finding = judge(&case(&[], &average())).finding;
    assert_eq!(finding, domain::judgement::Finding::NOT_ENOUGH);
}

#[test]
fn a_finding_holds_level_trend_and_freshness() {
    let finding = judge(&case(&history(&["2", "4"], "5"), &average())).finding;
    assert_eq!((finding.value, finding.trend), (Some(points("3")), Some(points("1"))));
    assert_eq!((finding.level.as_deref(), finding.mastered), (Some("3"), true));
    assert_eq!((finding.last_worked_at, finding.decided, finding.changes_at), (Some(on_day(2)), false, None));
    assert_eq!(judge(&case(&history(&["2"], "5"), &average())).finding.trend, None);
}

#[test]
fn retracted_evidence_does_not_count_and_a_retracted_retraction_does_nothing() {
    let scores = || history(&["2", "4"], "5");
    check(&with(scores(), [retraction(3, 2)]), &average(), Some("2"), 1);
    check(&with(scores(), [retraction(3, 2), retraction(4, 3)]), &average(), Some("3"), 2);
    check(&with(scores(), [retraction(3, 2), retraction(4, 3), retraction(5, 4)]), &average(), Some("2"), 1);
}

#[test]
fn excused_evidence_does_not_count_until_the_excusal_is_retracted() {
    let scores = || history(&["2", "4"], "5");
    check(&with(scores(), [excusal(3, 1)]), &average(), Some("4"), 1);
    check(&with(scores(), [excusal(3, 1), retraction(4, 3)]), &average(), Some("3"), 2);
}

#[test]
fn a_correction_cannot_reach_forward_or_at_itself() {
    let entries = [retraction(1, 2), scored(2, "4", "5"), retraction(3, 3), excusal(4, 9)];
    check(&entries, &average(), Some("4"), 1);
}

#[test]
fn erased_entries_and_evidence_of_other_competencies_do_not_count() {
    let mut other = evidence("0", "5");
    other.competency = CompetencyId::from_bytes([8; 16]);
    let entries = [scored(1, "4", "5"), entry(2, Fact::Erased), entry(3, Fact::Evidence(other))];
    check(&entries, &average(), Some("4"), 1);
    let inputs = average();
    let standings: Vec<_> =
        explain(&case(&entries, &inputs)).evidence.iter().map(|line| line.standing).collect();
    assert_eq!(standings, [Standing::Counted, Standing::Erased]);
}

#[test]
fn too_few_pieces_are_not_enough() {
    let inputs = inputs("average", &[("minimum_evidence", 3)], scale_of("3", "5"));
    check(&history(&["5", "5"], "5"), &inputs, None, 2);
    check(&history(&["5", "5", "2"], "5"), &inputs, Some("4"), 3);
    assert_eq!(judge(&case(&history(&["5", "5", "2"], "5"), &inputs)).finding.trend, None);
}

#[test]
fn evidence_grows_too_old_at_a_moment_that_is_told_before() {
    let inputs = inputs("average", &[("too_old_days", 30)], scale_of("3", "5"));
    let entries = history(&["2", "4"], "5");
    let at = |as_of: Timestamp| judge(&Case { as_of, ..case(&entries, &inputs) }).finding;
    let fresh = at(on_day(3));
    assert_eq!((fresh.value, fresh.changes_at), (Some(points("3")), Some(on_day(31))));
    let later = at(on_day(31));
    assert_eq!((later.value, later.changes_at), (Some(points("4")), Some(on_day(32))));
    assert_eq!((at(on_day(32)).value, at(on_day(32)).changes_at), (None, None));
}

#[test]
fn sources_weigh_what_the_policy_says() {
    let given = [("source_weight.rating", points("3")), ("source_weight.observation", Points::ZERO)];
    let inputs = Inputs::new(Policy::of_rule("average", &given).expect("a policy"), scale_of("3", "5"));
    let of = |sequence, score, source| {
        entry(
            sequence,
            Fact::Evidence(Evidence { source, worked_at: on_day(sequence), ..evidence(score, "5") }),
        )
    };
    let entries =
        [of(1, "5", Source::Rating), of(2, "1", Source::ItemResponse), of(3, "0", Source::Observation)];
    check(&entries, &inputs, Some("4"), 2);
}

#[test]
fn a_decision_stands_over_the_rule_until_it_expires() {
    let inputs = average();
    let entries = with(history(&["1"], "5"), [decision(2, "4", Some(on_day(50)))]);
    let at = |as_of: Timestamp| judge(&Case { as_of, ..case(&entries, &inputs) }).finding;
    let decided = at(on_day(49));
    assert_eq!((decided.level.as_deref(), decided.decided, decided.mastered), (Some("4"), true, true));
    assert_eq!(decided.changes_at, Some(on_day(50)));
    let expired = at(on_day(50));
    assert_eq!((expired.level.as_deref(), expired.decided, expired.changes_at), (Some("1"), false, None));
    let why = explain(&Case { as_of: on_day(49), ..case(&entries, &inputs) });
    assert_eq!((why.by_rule, why.finding.value), (Some(points("1")), Some(points("4"))));
}

#[test]
fn the_newest_decision_stands_and_a_retracted_one_gives_way() {
    let two = with(history(&["1"], "5"), [decision(2, "4", None), decision(3, "2", None)]);
    check(&two, &average(), Some("2"), 1);
    check(&with(two, [retraction(4, 3)]), &average(), Some("4"), 1);
}

#[test]
fn a_decision_for_a_level_that_the_scale_does_not_have_does_not_stand() {
    check(&with(history(&["1"], "5"), [decision(2, "Z", None)]), &average(), Some("1"), 1);
}

// Canvas pools a quiz: 1 of 1 and 1 of 3 are 2 of 4, half of 5 points, in both places.
#[test]
fn results_of_one_group_are_pooled_by_their_points_possible() {
    let grouped = |sequence, score, possible| {
        let group = Some("quiz 1".to_owned());
        let mut given = evidence(score, possible);
        (given.result_group, given.worked_at) = (group, on_day(sequence));
        entry(sequence, Fact::Evidence(given))
    };
    let entries = [grouped(1, "1", "1"), grouped(2, "1", "3"), scored(3, "5", "5")];
    check(&entries, &average(), Some("3.33"), 3);
    check(&entries[..2], &inputs("latest", &[], scale_of("3", "5")), Some("2.5"), 2);
    check(&entries[..2], &inputs("highest", &[], scale_of("3", "5")), Some("5"), 2);
    let pooled = explain(&case(&entries, &average())).evidence[0].pooled;
    assert_eq!(pooled, Some(points("2.5")));
}

#[test]
fn the_same_moment_is_ordered_by_sequence() {
    let at_once = |sequence, score| entry(sequence, Fact::Evidence(evidence(score, "5")));
    let latest = inputs("latest", &[], scale_of("3", "5"));
    check(&[at_once(2, "4"), at_once(1, "1")], &latest, Some("4"), 2);
}

#[test]
fn late_recorded_work_counts_where_it_was_done() {
    let latest = inputs("latest", &[], scale_of("3", "5"));
    let late = Evidence { worked_at: on_day(0), ..evidence("1", "5") };
    check(&with(history(&["4"], "5"), [entry(2, Fact::Evidence(late))]), &latest, Some("4"), 2);
}

#[test]
fn a_level_of_the_scale_counts_as_its_points() {
    let mut rated = evidence("3", "4");
    rated.result.level = Some("2".to_owned());
    check(&[entry(1, Fact::Evidence(rated))], &inputs("latest", &[], Scale::four_levels()), Some("2"), 1);
}

#[test]
fn hostile_numbers_do_not_panic() {
    let mut wild = evidence("0", "1");
    wild.result.points = Points::from_millionths(i64::MAX);
    wild.result.points_possible = Points::from_millionths(0);
    wild.mastery_cut = Some(Points::from_millionths(i64::MIN));
    wild.worked_at = Timestamp::MAX;
    for rule in crate::rules::ALL {
        let inputs = inputs(rule.slug, &[("too_old_days", 1)], scale_of("3", "5"));
        let entries = [entry(1, Fact::Evidence(wild.clone())), scored(2, "1", "5")];
        let case = Case { entries: &entries, competency: COMPETENCY, inputs: &inputs, as_of: Timestamp::MIN };
        assert_eq!(judge(&case).why, explain(&case).why);
    }
}
