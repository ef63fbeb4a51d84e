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
