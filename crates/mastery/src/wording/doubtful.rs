//! How sure a rule is, and what it judges by, as educators read it.

use crate::{
    doubt::{Doubt, Event},
    explain::{Explanation, MeasuredBy},
    measured::NotRead,
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
        MeasuredBy::Set(set) => {
            let digits: String = set.digest().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
            said.push(format!("Judged by {} of {} items ({digits}).", set.kind().name(), set.item_count()));
        }
    }
    if let Some(doubt) = &explanation.doubt {
        said.extend(doubtful(doubt));
    }
    said
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
