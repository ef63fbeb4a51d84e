//! Plans of assessments in words for educators.

use assessment::plan::PlanKind;

/// What people call a kind.
pub fn kind_name(kind: PlanKind) -> &'static str {
    match kind {
        PlanKind::AdaptiveDiagnostic => "diagnostic",
        PlanKind::ExitSlip => "exit slip",
        PlanKind::Check => "check",
        PlanKind::PreTest => "pre-test",
        PlanKind::PostTest => "post-test",
        PlanKind::Final => "final",
        PlanKind::Practice => "practice",
        PlanKind::Custom => "quiz",
    }
}

/// What a field of a plan is called and what may be written, in the order of a form: name, label, hint, and whether
/// it stands among the first.
pub const FIELDS: &[(&str, &str, &str, bool)] = &[
    ("items", "Questions", "how many a form has; empty for a fixed list or a diagnostic", true),
    ("pass_mark", "Pass mark", "\"4 of 5\", \"12 points\", a share such as 0.8, or nothing", true),
    ("attempts", "Attempts", "a number; empty for any number", true),
    ("wait_minutes", "Minutes between attempts", "0 for none", true),
    ("plan_between_attempts", "A plan between attempts", "yes or no", true),
    ("time_limit_minutes", "Minutes", "empty for without limit; extended time comes on top by itself", true),
    ("feedback", "Feedback", "never, after_each_answer, after_submission, after_release", true),
    ("show_solution", "Show the key with the feedback", "yes or no", true),
    ("layout", "Layout", "one_at_a_time or all_on_a_page", true),
    ("may_go_back", "May go back", "yes or no", true),
    ("may_skip", "May skip", "yes or no", true),
    ("unlock", "Has to be unlocked", "yes or no", true),
    ("proctor_code", "Asks for a proctor's code", "yes or no", true),
    ("evidence_counts", "Counts", "fully, only_helps or practice", true),
    ("select_by", "Items come by", "blueprint, fixed, adaptive or test", false),
    ("test", "QTI test", "the identifier of an imported test", false),
    ("again_after_passing", "Again after passing", "yes or no", false),
    ("fresh_form", "Fresh form", "never_repeat, avoid_repeats or repeats_allowed", false),
    ("per_year", "Times a year", "a number; empty for any number", false),
    ("days_apart", "Days apart", "0 for none", false),
    ("shuffle_items", "Shuffle questions", "yes or no", false),
    ("shuffle_options", "Shuffle options", "yes or no", false),
    ("not_taught", "\"Not taught yet\" is an answer", "yes or no", false),
    ("not_taught_leaves_after", "Leaves a domain after so many", "1 or more", false),
    ("tools", "Tools for everybody", "such as basic_calculator; line_reader", false),
    ("answers_after_time", "After the time", "refused, marked_late or taken", false),
    ("grace_seconds", "Grace", "seconds for slow lines", false),
    ("pauses", "Pauses", "clock_runs or clock_stops", false),
    ("may_be_split", "May be finished on another day", "yes or no", false),
    ("start_within_minutes", "Starts within", "minutes after the unlocking", false),
    ("lock_again", "Locks again", "yes or no", false),
    ("note_device", "Notes device and network", "yes or no", false),
    ("evidence_when", "Evidence is written", "each_answer or at_the_end", false),
    ("alignment", "One answer, several targets", "first: counts once; each: for each of them", false),
    ("exempt_at", "Exempts from a target at", "a share such as 0.8; empty for nothing", false),
    ("exempt_least_items", "with at least so many questions", "1 or more", false),
    ("rushing.act", "Rushing", "ignore, notice or not_placed", false),
    (
        "rushing.share_of_median",
        "Rapid below this share of the usual time",
        "0.1 is the field's threshold",
        false,
    ),
    ("rushing.most_seconds", "but never above so many seconds", "10", false),
    ("rushing.share_of_answers", "Rushing from this share of rapid answers", "0.1", false),
    ("adaptive.item_rule", "Next item", "posterior_weighted, maximum_information, ...", false),
    ("adaptive.least", "Fewest items", "1 or more", false),
    ("adaptive.most", "Most items", "", false),
    ("adaptive.error", "Stops at a standard error of", "logits, such as 0.3", false),
    ("adaptive.exposure_limit", "Largest share of students per item", "0.25", false),
    ("adaptive.lot_of", "By lot among", "for randomesque", false),
    ("adaptive.domains", "Domains", "interleaved or in_turn", false),
    ("stop_after_wrong", "Ends after so many wrong in a row", "empty for never", false),
];

/// The choices of a field that is one, each with its word and what people read; `None` for any other field.
pub fn choices(field: &str) -> Option<Vec<(&'static str, &'static str)>> {
    use assessment::plan::{
        Alignment, AnswersAfterTime, DomainOrder, EvidenceCounts, EvidenceWhen, Feedback, FreshForm,
        ItemRule, Layout, Pauses, RushingAct, SelectBy,
    };
    fn named<T: Copy>(
        all: &[(T, &'static str)],
        name: fn(T) -> &'static str,
    ) -> Vec<(&'static str, &'static str)> {
        all.iter().map(|(one, word)| (*word, name(*one))).collect()
    }
    let found = match field {
        "kind" => named(PlanKind::ALL, kind_name),
        "select_by" => named(SelectBy::ALL, |one| match one {
            SelectBy::Blueprint => "drawn anew for each attempt, so many of each target",
            SelectBy::Fixed => "these questions, in this order",
            SelectBy::Adaptive => "one by one, by the answers so far",
            SelectBy::Test => "as an imported QTI test says",
        }),
        "feedback" => named(Feedback::ALL, |one| match one {
            Feedback::Never => "never",
            Feedback::AfterEachAnswer => "after each answer",
            Feedback::AfterSubmission => "when it is handed in",
            Feedback::AfterRelease => "when you release the results",
        }),
        "layout" => named(Layout::ALL, |one| match one {
            Layout::OneAtATime => "one question at a time",
            Layout::AllOnAPage => "all on one page",
        }),
        "evidence_counts" => named(EvidenceCounts::ALL, |one| match one {
            EvidenceCounts::Fully => "fully",
            EvidenceCounts::OnlyHelps => "only where it helps the student",
            EvidenceCounts::Practice => "not at all: practice",
        }),
        "evidence_when" => named(EvidenceWhen::ALL, |one| match one {
            EvidenceWhen::EachAnswer => "as each answer is scored",
            EvidenceWhen::AtTheEnd => "when it is handed in",
        }),
        "alignment" => named(Alignment::ALL, |one| match one {
            Alignment::First => "for the target named first",
            Alignment::Each => "for each of its targets",
        }),
        "fresh_form" => named(FreshForm::ALL, |one| match one {
            FreshForm::NeverRepeat => "never the same question again",
            FreshForm::AvoidRepeats => "the same question only when there is no other",
            FreshForm::RepeatsAllowed => "as it comes",
        }),
        "answers_after_time" => named(AnswersAfterTime::ALL, |one| match one {
            AnswersAfterTime::Refused => "not taken",
            AnswersAfterTime::MarkedLate => "taken and marked late",
            AnswersAfterTime::Taken => "taken: the time is a recommendation",
        }),
        "pauses" => named(Pauses::ALL, |one| match one {
            Pauses::ClockRuns => "the clock runs on",
            Pauses::ClockStops => "a pause stops the clock",
        }),
        "rushing.act" => named(RushingAct::ALL, |one| match one {
            RushingAct::Ignore => "nothing",
            RushingAct::Notice => "you see it",
            RushingAct::NotPlaced => "it does not count, and may be taken again",
        }),
        "adaptive.item_rule" => named(ItemRule::ALL, |one| match one {
            ItemRule::MaximumInformation => "the one that tells most at the estimate",
            ItemRule::PosteriorWeighted => "the one that tells most on average",
            ItemRule::KullbackLeibler => "the largest Kullback-Leibler distance",
            ItemRule::Progressive => "by chance at first, by what it tells at last",
            ItemRule::Randomesque => "by lot among those that tell most",
        }),
        "adaptive.domains" => named(DomainOrder::ALL, |one| match one {
            DomainOrder::InTurn => "one domain after another",
            DomainOrder::Interleaved => "whichever is least sure next",
        }),
        _ => return None,
    };
    Some(found)
}

#[cfg(test)]
mod tests {
    use assessment::plan::Plan;

    use super::*;

    #[test]
    fn every_field_of_a_form_is_one_of_a_plan_and_every_choice_is_taken() {
        let known = Plan::preset(PlanKind::Custom).fields();
        for (field, ..) in FIELDS {
            assert!(known.iter().any(|(name, _)| name == field), "{field}");
            for (word, label) in choices(field).unwrap_or_default() {
                assert!(!label.is_empty());
                assert!(Plan::from_fields([(*field, word)]).is_ok(), "{field} {word}");
            }
        }
    }
}
