//! Reasons to look at an item, in words that a teacher understands.

use measurement::{
    dif::{LikelihoodRatio, Size},
    models::Item,
    online::Drift,
};

use super::{online::Args, watching::Watched};

/// The letter of a size.
pub(super) fn size_name(size: Size) -> &'static str {
    match size {
        Size::A => "A",
        Size::B => "B",
        Size::C => "C",
    }
}

/// Reasons to look at an item, as a teacher would be told.
pub(super) fn of(
    args: &Args,
    known: &Watched,
    exposure: f64,
    item: Option<&Item>,
    difference: Option<&LikelihoodRatio>,
    groups: &[String],
) -> Vec<String> {
    let mut out = Vec::new();
    match known.drift {
        Some(Drift::Easier { answers }) => out.push(format!(
            "Over the last {answers} answers learners got this right more often than before: the question may have \
             become known. Look whether it was shared, and give it a rest or calibrate it anew."
        )),
        Some(Drift::Harder { answers }) => out.push(format!(
            "Over the last {answers} answers learners got this right less often than before: look at its text, its \
             picture and its key, or calibrate it anew."
        )),
        None => {}
    }
    if exposure > args.most_exposed {
        out.push(format!(
            "{:.0} % of the learners have seen this question: it may become known. Let others take its place.",
            100.0 * exposure
        ));
    }
    if let Some(found) = difference.filter(|found| found.size != Size::A) {
        out.push(format!(
            "At equal ability learners of {} score {:.0} % of the points {} than learners of {}: look for words or \
             situations that only one group knows.",
            groups[1],
            100.0 * found.effect.abs(),
            if found.effect < 0.0 { "lower" } else { "higher" },
            groups[0]
        ));
    }
    if known.item.is_none() {
        let needed = args.fewest - known.answers as f64;
        match item {
            None if needed > 0.0 => out.push(format!(
                "The question is new and has {} answers; {needed:.0} more are needed to judge it.",
                known.answers
            )),
            None => out.push(
                "The question is new, and nobody has reached some of its scores yet: wait for more answers, or look \
                 at its key."
                    .to_owned(),
            ),
            Some(item) if item.slope() < 0.3 => out.push(
                "Learners who do well otherwise do hardly better here than others: look at the key, and whether the \
                 question asks what it should."
                    .to_owned(),
            ),
            Some(item) if item.difficulties().iter().all(|b| *b > 3.0) => {
                out.push("Hardly anybody gets this right: use it for the ablest, or make it easier.".to_owned());
            }
            Some(item) if item.difficulties().iter().all(|b| *b < -3.0) => {
                out.push("Nearly everybody gets this right: it tells little about most learners.".to_owned());
            }
            Some(_) => {}
        }
    }
    out
}
