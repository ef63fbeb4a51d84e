//! An educator decides; the evidence is laid out.

use super::{Instruments, Rule, Sample};

/// The registry's entry.
pub static ENTRY: Rule = Rule {
    slug: "body_of_evidence",
    name: "Body of evidence",
    definition: "An educator looks at all the evidence together and decides the level, with a reason. \
                 Until then nothing is decided, which is no failure.",
    example: "1, 4, 5 of 5 gives no value until an educator decides \"Proficient\".",
    source: "Great Schools Partnership, graduation standards judged by a body of evidence",
    parameters: &[],
    choices: &[],
    version: 1,
    pools_groups: false,
    weighs_sources: false,
    instruments: Instruments::Ignored,
    linear: false,
    needs: None,
    refuses: None,
    doubt: None,
    value,
};

fn value(_: &Sample<'_>) -> Option<f64> {
    None
}

#[cfg(test)]
mod tests {
    use super::ENTRY;
    use crate::{
        judge::judge,
        testing::{case, check_rule, decision, history, inputs, scale_of},
    };

    #[test]
    fn evidence_alone_decides_nothing() {
        check_rule(&ENTRY, &[], &["1", "4", "5"], None);
    }

    #[test]
    fn a_decision_does() {
        let mut entries = history(&["1", "4", "5"], "5");
        entries.push(decision(4, "3", None));
        let finding = judge(&case(&entries, &inputs(ENTRY.slug, &[], scale_of("3", "5")))).finding;
        assert_eq!(
            (finding.level.as_deref(), finding.mastered, finding.decided, finding.evidence_count),
            (Some("3"), true, true, 3)
        );
    }
}
