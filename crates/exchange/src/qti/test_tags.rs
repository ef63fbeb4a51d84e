//! Tests as elements.

use domain::{
    item::Expression,
    test_plan::{Branch, ItemRef, Part, SessionControl, TestChild, TestPlan, TestSection, TimeLimits},
};

use super::{
    content_tags::rubric_tag,
    declarations::outcome_tag,
    expression_tags::expression_tag,
    item_tags::{modal_tag, root, stimulus_ref_tag},
    rules::{Processing, rule_tags},
    tree::Tag,
    values::number_text,
};

pub(super) fn test_tag(plan: &TestPlan) -> Tag {
    let processing = rule_tags(&plan.outcome_processing, Processing::Outcome);
    let processing = Some(processing).filter(|rules| !rules.is_empty());
    root("qti-assessment-test", &plan.identifier, &plan.title, None)
        .holding_all(plan.outcomes.iter().map(outcome_tag))
        .holding_all(time_tag(&plan.time))
        .holding_all(plan.parts.iter().map(part_tag))
        .holding_all(processing.map(|rules| Tag::new("qti-outcome-processing").holding_all(rules)))
        .holding_all(plan.feedback.iter().map(|one| modal_tag("qti-test-feedback", Some("atEnd"), one)))
}

fn part_tag(part: &Part) -> Tag {
    let tag = Tag::new("qti-test-part")
        .with("identifier", &part.identifier)
        .with("navigation-mode", if part.free_navigation { "nonlinear" } else { "linear" })
        .with("submission-mode", if part.submit_together { "simultaneous" } else { "individual" });
    gated(tag, &part.preconditions, &part.branches, &part.control, &part.time)
        .holding_all(part.sections.iter().map(section_tag))
}

fn gated(
    tag: Tag,
    preconditions: &[Expression],
    branches: &[Branch],
    control: &SessionControl,
    time: &TimeLimits,
) -> Tag {
    let precondition = |when: &Expression| Tag::new("qti-pre-condition").holding(expression_tag(when));
    let branch = |branch: &Branch| {
        Tag::new("qti-branch-rule").with("target", &branch.target).holding(expression_tag(&branch.when))
    };
    tag.holding_all(preconditions.iter().map(precondition))
        .holding_all(branches.iter().map(branch))
        .holding_all(control_tag(control))
        .holding_all(time_tag(time))
}

fn control_tag(control: &SessionControl) -> Option<Tag> {
    let flag = |flag: Option<bool>| flag.map(|flag| flag.to_string());
    let tag = Tag::new("qti-item-session-control")
        .maybe("max-attempts", control.max_attempts.map(|most| most.to_string()))
        .maybe("show-feedback", flag(control.show_feedback))
        .maybe("allow-review", flag(control.allow_review))
        .maybe("show-solution", flag(control.show_solution))
        .maybe("allow-comment", flag(control.allow_comment))
        .maybe("allow-skipping", flag(control.allow_skipping))
        .maybe("validate-responses", flag(control.validate_responses));
    Some(tag).filter(|tag| !tag.attributes.is_empty())
}

fn time_tag(time: &TimeLimits) -> Option<Tag> {
    let tag = Tag::new("qti-time-limits")
        .maybe("min-time", time.least.map(number_text))
        .maybe("max-time", time.most.map(number_text))
        .unless(false, "allow-late-submission", time.allow_late);
    Some(tag).filter(|tag| !tag.attributes.is_empty())
}

fn section_tag(section: &TestSection) -> Tag {
    let tag = Tag::new("qti-assessment-section")
        .with("identifier", &section.identifier)
        .unless(false, "required", section.required)
        .unless(false, "fixed", section.fixed)
        .with("title", &section.title)
        .with("visible", section.visible.to_string())
        .unless(true, "keep-together", section.keep_together);
    let select = section.select.map(|select| {
        Tag::new("qti-selection").with("select", select.count.to_string()).unless(
            false,
            "with-replacement",
            select.with_replacement,
        )
    });
    let ordering = section.shuffle.then(|| Tag::new("qti-ordering").with("shuffle", "true"));
    gated(tag, &section.preconditions, &section.branches, &section.control, &section.time)
        .holding_all(select)
        .holding_all(ordering)
        .holding_all(section.stimuli.iter().map(stimulus_ref_tag))
        .holding_all(section.rubrics.iter().map(rubric_tag))
        .holding_all(section.children.iter().map(|child| match child {
            TestChild::Section(section) => section_tag(section),
            TestChild::Item(item) => item_ref_tag(item),
        }))
}

fn item_ref_tag(item: &ItemRef) -> Tag {
    let categories = Some(item.categories.join(" ")).filter(|words| !words.is_empty());
    let tag = Tag::new("qti-assessment-item-ref")
        .with("identifier", &item.identifier)
        .unless(false, "required", item.required)
        .unless(false, "fixed", item.fixed)
        .with("href", &item.href)
        .maybe("category", categories);
    let weight = |(name, weight): &(String, f64)| {
        Tag::new("qti-weight").with("identifier", name).with("value", number_text(*weight))
    };
    let default = |(name, to): &(String, Expression)| {
        Tag::new("qti-template-default").with("template-identifier", name).holding(expression_tag(to))
    };
    gated(tag, &item.preconditions, &item.branches, &item.control, &item.time)
        .holding_all(item.weights.iter().map(weight))
        .holding_all(item.template_defaults.iter().map(default))
}
