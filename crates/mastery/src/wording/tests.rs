//! What each audience reads, and what it must never read.

use domain::{
    evidence::{Entry, Fact, Sequence},
    scale::Scale,
};

use ::wording::Language;

use super::{Audience, Wording, Words};
use crate::{
    explain::{Explanation, explain},
    policy::Inputs,
    rules,
    testing::{case, decision, entry, history, inputs, on_day, scale_of},
};

/// In English and in Spanish.
const SHAMING: [&str; 16] = [
    "fail",
    "percent",
    "%",
    "weight",
    "poor",
    "bad",
    "average",
    "evidence",
    "rule",
    "fracas",
    "promedio",
    "por ciento",
    "malo",
    "evidencia",
    "regla",
    "pondera",
];

fn say(explanation: &Explanation<'_>, audience: Audience) -> Wording {
    super::say(explanation, &Words::built_in(audience, Language::English))
}

#[track_caller]
fn check(entries: &[Entry], inputs: &Inputs, audience: Audience, expected: &[&str]) {
    assert_eq!(say(&explain(&case(entries, inputs)), audience).sentences(), expected);
}

fn decaying() -> Inputs {
    inputs("decaying_average", &[], Scale::four_levels())
}

#[test]
fn a_learner_reads_what_brings_them_closer() {
    check(
        &history(&["1", "2", "3"], "4"),
        &decaying(),
        Audience::Learner,
        &[
            "You are on the way. The level so far: Developing.",
            "This looks at 3 pieces of your work, the newest from 4 January 2026.",
            "Newer work counts more than older work.",
            "Your newest work moved you up.",
            "You can show it with one more piece of work at Advanced or better.",
        ],
    );
}

#[test]
fn a_family_reads_no_numbers_of_weights_and_no_worry() {
    check(
        &[],
        &decaying(),
        Audience::Family,
        &[
            "There is not enough work to go on yet. This is no cause for worry.",
            "It can be shown with one more piece of work at Proficient or better.",
        ],
    );
    check(
        &history(&["4", "4"], "4"),
        &decaying(),
        Audience::Family,
        &[
            "Your child can do this. The level so far: Advanced.",
            "This looks at 2 pieces of your child's work, the newest from 3 January 2026.",
            "Newer work counts more than older work.",
        ],
    );
}

#[test]
fn an_educator_reads_every_number() {
    let mut entries = history(&["1", "4", "2"], "4");
    entries.push(entry(4, Fact::Retraction { of: Sequence(1), reason: "wrong learner".to_owned() }));
    check(
        &entries,
        &decaying(),
        Audience::Educator,
        &[
            "Developing (2.7 of 4), not yet mastered. Mastery begins at 3.",
            "Decaying average: Starts at the first result; each newer one moves the value towards itself by a \
             fixed weight, so that old results fade step by step.",
            "Weight of each newer result against everything before it: 65 percent (as shipped).",
            "Pieces of evidence before anything is judged: 1 piece (as shipped).",
            "2 January 2026: 1 of 4 = 1 of 4 on the scale; not counted: retracted by entry 4 (wrong learner).",
            "3 January 2026: 4 of 4 = 4 of 4 on the scale; counted, 35.0 % of the value.",
            "4 January 2026: 2 of 4 = 2 of 4 on the scale; counted, 65.0 % of the value.",
            "The newest piece moved the value by -1.3.",
            "One more score of 4 (Advanced) or better would reach mastery.",
        ],
    );
}

#[test]
fn a_decision_is_visible_as_such() {
    let mut entries = history(&["1"], "4");
    entries.push(decision(2, "3", Some(on_day(2_000))));
    check(
        &entries,
        &decaying(),
        Audience::Learner,
        &[
            "You can do this. The level so far: Proficient.",
            "Your teacher decided this. The reason: seen in the workshop",
            "This holds until 24 June 2031.",
        ],
    );
}

#[test]
fn what_would_change_the_judgement_is_found_by_trying() {
    let educator = |rule: &str, given: &[(&str, i32)], scores: &[&str]| {
        let inputs = inputs(rule, given, scale_of("3", "5"));
        say(&explain(&case(&history(scores, "5"), &inputs)), Audience::Educator).next.expect("a next step")
    };
    for (rule, given, scores, next) in [
        ("latest", vec![], vec!["1"], "One more score of 3 (Level 3) or better would reach mastery."),
        ("average", vec![], vec!["1", "2"], "2 more scores of 5 (Level 5) or better would reach mastery."),
        ("n_of_m", vec![], vec!["5", "0"], "2 more scores of 3 (Level 3) or better would reach mastery."),
        (
            "average",
            vec![("minimum_evidence", 3)],
            vec!["4"],
            "2 more scores of 3 (Level 3) or better would reach mastery.",
        ),
        ("average", vec![], vec!["4"], "One more score of 1 (Level 1) or lower would lose mastery."),
        ("highest", vec![], vec!["4"], "One more piece of any level keeps mastery."),
        ("body_of_evidence", vec![], vec!["4"], "An educator's decision gives the level."),
        (
            "all_criteria",
            vec![("criteria", 3)],
            vec!["4"],
            "2 more scores of 3 (Level 3) or better would reach mastery.",
        ),
        ("average", vec![], vec!["0"; 40], "More than ten further scores would be needed to reach mastery."),
    ] {
        assert_eq!(educator(rule, &given, &scores), next, "{rule}");
    }
}

#[test]
fn a_family_reads_spanish_with_the_dates_and_numbers_of_spanish() {
    let words = Words::built_in(Audience::Family, Language::Spanish);
    let (entries, inputs) = (history(&["1", "2", "3"], "4"), decaying());
    assert_eq!(
        super::say(&explain(&case(&entries, &inputs)), &words).sentences(),
        [
            "Su hija o hijo va por buen camino. El nivel por ahora: En desarrollo.",
            "Se miran 3 trabajos de su hija o hijo. El más reciente: 4 de enero de 2026.",
            "El trabajo más nuevo cuenta más que el anterior.",
            "El trabajo más nuevo fue un avance.",
            "Se puede demostrar con un trabajo más de nivel Avanzado o mejor.",
        ]
    );
}

#[test]
fn every_rule_has_a_sentence_for_learners_and_families_in_each_language() {
    for language in Language::ALL {
        let words = Words::built_in(Audience::Family, *language);
        for rule in rules::ALL {
            assert!(words.has(&format!("rule-{}", rule.slug)), "{} in {language:?}", rule.slug);
        }
    }
}

#[test]
fn learners_and_families_never_read_rule_names_weights_or_shame() {
    for rule in rules::ALL {
        for scores in [&[][..], &["0", "0"], &["1", "4"], &["4", "4", "4"]] {
            let inputs = inputs(rule.slug, &[], Scale::four_levels());
            let entries = history(scores, "4");
            let why = explain(&case(&entries, &inputs));
            for audience in [Audience::Learner, Audience::Family] {
                for language in Language::ALL {
                    let words = Words::built_in(audience, *language);
                    let text = super::say(&why, &words).sentences().join(" ").to_lowercase();
                    for word in SHAMING {
                        assert!(!text.contains(word), "{rule:?} {words:?} says {word}: {text}");
                    }
                }
            }
        }
    }
}
