//! How sure a rule is, and what it judges by, as educators read it.

use crate::{
    doubt::{Doubt, Event},
    explain::{Explanation, MeasuredBy},
    measured::{Measured, NotRead},
};

/// What was measured beforehand, the chance, and both ways of being wrong.
pub(super) fn sentences(explanation: &Explanation<'_>) -> Vec<String> {
    let mut said = Vec::new();
    let refused = explanation.rule.refuses.and_then(|refuses| refuses(explanation.policy));
    said.extend(refused.map(|why| format!("No value: {why}.")));
    match explanation.measured {
        MeasuredBy::Nothing => {}
        MeasuredBy::Missing(kind) => said.push(format!(
            "No value: this rule judges by {}, and none were in use. An administrator brings them in.",
            kind.name()
        )),
        MeasuredBy::Set(set) => said.push(format!("Judged by {}.", named(set))),
        MeasuredBy::NotOf(set) => {
            said.push(format!("No value: the {} say nothing of this competency.", named(set)));
        }
    }
    if let Some(doubt) = &explanation.doubt {
        said.extend(doubtful(doubt));
    }
    said
}

/// A set, and how to find it.
fn named(set: &Measured) -> String {
    let (kind, digits) = (set.kind(), domain::chain::hex(&set.digest()[..4]));
    format!("{} of {} {} ({digits})", kind.name(), set.count(), kind.counts())
}

fn doubtful(doubt: &Doubt) -> Vec<String> {
    let (chance, enough) = (share(doubt.chance), share(doubt.enough));
    let mut said = Vec::new();
    if let Some(placed) = doubt.placed {
        said.push(format!(
            "Ability {:.2} logits, standard error {:.2}; the cut lies at {}.",
            placed.ability, placed.error, placed.cut
        ));
    }
    let of = match doubt.of {
        Event::Known => "The chance that this is known",
        Event::AboveCut => "The chance that ability lies at or above the cut",
        Event::NextRight => "The chance that the next answer is right",
    };
    let between = if doubt.too_little < doubt.enough {
        format!(", not yet up to {}, undecided between", share(doubt.too_little))
    } else {
        String::new()
    };
    said.push(format!("{of}: {chance}. Mastered from {enough} on{between}."));
    if let (Some(mastered), Some(not_yet)) = (doubt.wrong_if_mastered(), doubt.wrong_if_not_yet()) {
        said.push(format!(
            "Saying mastered would be wrong with a chance of {}, saying not yet with {}.",
            share(mastered),
            share(not_yet)
        ));
    }
    said
}

/// A chance in percent, with what tells it from certainty.
fn share(chance: f64) -> String {
    format!("{:.1} %", chance * 100.0)
}

/// Why an answer says nothing to a rule that judges by parameters of items.
pub(super) fn not_read(why: NotRead) -> &'static str {
    match why {
        NotRead::NoItem => "it names no item",
        NotRead::UnknownItem => "its item has no parameters",
        NotRead::NoCategory => "its score is none of the item's categories",
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ::wording::{Audience, Language, Words};
    use domain::{
        evidence::{Entry, Evidence, Fact},
        scale::Scale,
    };
    use measurement::models::Item;

    use crate::{
        explain,
        measured::{ItemParameters, Measured, Population},
        policy::Inputs,
        testing::{case, entry, evidence, history, inputs, on_day},
        wording::say,
    };

    #[track_caller]
    fn check(entries: &[Entry], inputs: &Inputs, audience: Audience, language: Language, expected: &[&str]) {
        let said = say(&explain(&case(entries, inputs)), &Words::built_in(audience, language));
        let sentences = said.sentences();
        for one in expected {
            assert!(sentences.contains(one), "{one}: {sentences:#?}");
        }
    }

    fn judged_by_items() -> (Vec<Entry>, Inputs) {
        let items =
            (1..=5).map(|place: i32| (place.to_string(), Item::two_parameter(1.5, -1.0).expect("an item")));
        let set: Measured = ItemParameters::new(Population::STANDARD, items).expect("a set").into();
        let answer = |day: i64| {
            let instrument = Some(if day == 4 { "9".to_owned() } else { day.to_string() });
            entry(day, Fact::Evidence(Evidence { instrument, worked_at: on_day(day), ..evidence("1", "1") }))
        };
        let inputs = inputs("irt_cut", &[], Scale::four_levels()).measured_by(Arc::new(set));
        ((1..=4).map(answer).collect(), inputs)
    }

    #[test]
    fn an_educator_reads_the_chance_and_both_ways_of_being_wrong() {
        let known = inputs("bkt", &[], Scale::four_levels());
        check(
            &history(&["4", "4"], "4"),
            &known,
            Audience::Educator,
            Language::English,
            &[
                "Developing (2.99 of 4), not yet mastered. Mastery begins at 3.",
                "The chance that this is known: 94.5 %. Mastered from 95.0 % on.",
                "Saying mastered would be wrong with a chance of 5.5 %, saying not yet with 94.5 %.",
                "One more score of 3 (Proficient) or better would reach mastery.",
            ],
        );
        let (entries, items) = judged_by_items();
        check(
            &entries,
            &items,
            Audience::Educator,
            Language::English,
            &[
                "Undecided: more answers are needed.",
                "5 January 2026: 1 of 1 = 4 of 4 on the scale; not counted: its item has no parameters.",
                "Ability 0.58 logits, standard error 0.79; the cut lies at 0.",
            ],
        );
    }

    #[test]
    fn a_family_and_a_learner_read_that_a_few_more_answers_will_tell() {
        let (entries, items) = judged_by_items();
        for (audience, language, expected) in [
            (Audience::Family, Language::English, "A few more answers will make it clear."),
            (Audience::Learner, Language::Spanish, "Con algunas respuestas más quedará claro."),
        ] {
            check(&entries, &items, audience, language, &[expected]);
        }
    }

    #[test]
    fn a_rule_without_its_parameters_and_numbers_that_cannot_judge_are_said() {
        let bare = inputs("irt_cut", &[], Scale::four_levels());
        let missing = "No value: this rule judges by item parameters, and none were in use. An administrator \
                       brings them in.";
        check(&history(&["4"], "4"), &bare, Audience::Educator, Language::English, &[missing]);
        let text = inputs("bkt", &[("guess", 60)], Scale::four_levels()).text().to_owned();
        let mixed =
            text.replace("mastery.bkt.slip_percent\tnumber\t10", "mastery.bkt.slip_percent\tnumber\t50");
        let mixed = Inputs::read(&mixed).expect("reads");
        check(
            &history(&["4"], "4"),
            &mixed,
            Audience::Educator,
            Language::English,
            &[
                "No value: guess and slip come to 100 percent or more: a right answer would speak against knowing.",
            ],
        );
    }
}
