//! What a plan cannot be.

use domain::Points;

use super::{EvidenceCounts, EvidenceWhen, Feedback, ItemRule, PartOf, PassMark, Plan, SelectBy};

/// The most items of one sitting.
pub const MOST_ITEMS: u32 = 500;
/// The most minutes of a limit, a wait or an unlocking: a year.
const MOST_MINUTES: u32 = 366 * 24 * 60;
/// The longest tag or identifier, characters.
const LONGEST_NAME: usize = 200;

/// A field that cannot be so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field} cannot be \"{value}\": {what_to_do}")]
pub struct PlanProblem {
    /// The field, as in [`Plan::fields`].
    pub field: &'static str,
    /// Its value, as in [`Plan::fields`].
    pub value: String,
    /// What to do.
    pub what_to_do: String,
}

impl Plan {
    /// Checks every field by itself and beside the others; all problems at once.
    pub fn check(&self) -> Result<(), Vec<PlanProblem>> {
        let mut found = Found { plan: self, problems: Vec::new() };
        items(self, &mut found);
        blueprint(self, &mut found);
        if self.select_by == SelectBy::Adaptive {
            adaptive(self, &mut found);
        }
        passing(self, &mut found);
        attempts(self, &mut found);
        showing(self, &mut found);
        times(self, &mut found);
        rushing(self, &mut found);
        if found.problems.is_empty() { Ok(()) } else { Err(found.problems) }
    }
}

/// The problems so far.
struct Found<'p> {
    plan: &'p Plan,
    problems: Vec<PlanProblem>,
}

impl Found<'_> {
    /// Notes a problem where `wrong`.
    fn when(&mut self, wrong: bool, field: &'static str, what_to_do: impl Into<String>) {
        if wrong {
            let value = self.plan.fields().into_iter().find(|(name, _)| *name == field);
            let value = value.map(|(_, text)| text.chars().take(LONGEST_NAME).collect()).unwrap_or_default();
            self.problems.push(PlanProblem { field, value, what_to_do: what_to_do.into() });
        }
    }
}

fn items(plan: &Plan, found: &mut Found) {
    let most = MOST_ITEMS as usize;
    let list = &plan.fixed_items;
    let twice = list.iter().enumerate().any(|(place, item)| list[..place.min(most)].contains(item));
    found.when(list.len() > most, "fixed_items", format!("keep {MOST_ITEMS} at most"));
    found.when(twice, "fixed_items", "name every item once");
    match plan.select_by {
        SelectBy::Fixed => {
            found.when(list.is_empty(), "fixed_items", "choose at least one item");
            let another = plan.items.is_some_and(|items| items as usize != list.len());
            found.when(another, "items", format!("write {} or nothing: so many are listed", list.len()));
        }
        SelectBy::Blueprint => {
            let fine = plan.items.is_some_and(|items| (1..=MOST_ITEMS).contains(&items));
            found.when(!fine, "items", format!("say how many items a form has, 1 to {MOST_ITEMS}"));
        }
        SelectBy::Adaptive => {
            found.when(
                plan.items.is_some(),
                "items",
                "leave it empty: adaptive.least and adaptive.most say it",
            );
            found.when(plan.may_go_back, "may_go_back", "write no: the next item depends on this answer");
            let page = plan.layout == super::Layout::AllOnAPage;
            found.when(page, "layout", "write one_at_a_time: the next item depends on this answer");
        }
        SelectBy::Test => {
            let named = plan.test.as_deref().is_some_and(is_name);
            found.when(!named, "test", "name the QTI test, in 1 to 200 characters");
        }
    }
    if plan.select_by != SelectBy::Test {
        let named = plan.test.as_deref().is_none_or(is_name);
        found.when(!named, "test", "name the QTI test, in 1 to 200 characters, or leave it empty");
    }
}

/// Whether a text reads back as it was written.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && text.chars().count() <= LONGEST_NAME && !text.contains('\0')
}

fn blueprint(plan: &Plan, found: &mut Found) {
    let parts = &plan.blueprint;
    if parts.is_empty() {
        return;
    }
    let turned = parts.iter().any(|part| part.at_least > part.at_most || part.at_most == 0);
    found.when(
        turned,
        "blueprint",
        "let each part have at least one item, and its fewest not above its most",
    );
    let tag = |part: &super::Part| matches!(&part.of, PartOf::Tag(tag) if !is_name(tag) || tag.contains(';'));
    found.when(parts.iter().any(tag), "blueprint", "write tags of 1 to 200 characters without a semicolon");
    let twice =
        parts.iter().enumerate().any(|(place, part)| parts[..place].iter().any(|one| one.of == part.of));
    found.when(twice, "blueprint", "name every competency and tag once");
    found.when(parts.len() > MOST_ITEMS as usize, "blueprint", format!("keep {MOST_ITEMS} parts at most"));
    let sum = |of: fn(&super::Part) -> u32| parts.iter().map(|part| u64::from(of(part))).sum::<u64>();
    let (fewest, most) = match plan.select_by {
        SelectBy::Blueprint => (plan.items, plan.items),
        SelectBy::Adaptive => (Some(plan.adaptive.least), Some(plan.adaptive.most)),
        SelectBy::Fixed | SelectBy::Test => return,
    };
    if let (Some(fewest), Some(most)) = (fewest, most) {
        let needed = sum(|part| part.at_least);
        let allowed = sum(|part| part.at_most);
        // An item may count for several parts, so that only the sum of the most is a bound from below.
        let short = allowed < u64::from(fewest);
        found.when(
            short,
            "blueprint",
            format!("the parts allow {allowed} items and {fewest} are needed: ask for more"),
        );
        let long = plan.select_by == SelectBy::Adaptive && needed > u64::from(most);
        found.when(
            long,
            "blueprint",
            format!("the domains need {needed} items and {most} is the most: ask for less"),
        );
        let beyond = parts.iter().any(|part| part.at_least > most);
        found.when(
            beyond && !long,
            "blueprint",
            format!("no part can have more than the {most} items of the form"),
        );
    }
}

fn adaptive(plan: &Plan, found: &mut Found) {
    let rules = &plan.adaptive;
    found.when(rules.least == 0, "adaptive.least", "ask for at least 1 item");
    found.when(rules.most < rules.least, "adaptive.most", format!("write {} or more", rules.least));
    found.when(rules.most > MOST_ITEMS, "adaptive.most", format!("keep {MOST_ITEMS} at most"));
    let error = rules.error <= Points::ZERO || rules.error > Points::whole(3);
    found.when(error, "adaptive.error", "write a standard error above 0 and up to 3 logits, such as 0.3");
    let exposure = rules.exposure_limit <= Points::ZERO || rules.exposure_limit > Points::ONE;
    found.when(exposure, "adaptive.exposure_limit", "write a share above 0 and up to 1, such as 0.25");
    let lot = rules.item_rule == ItemRule::Randomesque && !(1..=MOST_ITEMS).contains(&rules.lot_of);
    found.when(lot, "adaptive.lot_of", format!("draw among 1 to {MOST_ITEMS} items, such as 5"));
    let leaves = plan.not_taught && plan.not_taught_leaves_after == 0;
    found.when(leaves, "not_taught_leaves_after", "write 1 or more: a domain cannot be left before it began");
}

fn passing(plan: &Plan, found: &mut Found) {
    let what = match plan.pass_mark {
        PassMark::Points(mark) if mark <= Points::ZERO => "write more than 0 points, or nothing",
        PassMark::Of { points, of } if of == 0 || points == 0 || points > of => {
            "write a mark such as \"4 of 5\": above 0, and not more than there are"
        }
        PassMark::Share(share) if share <= Points::ZERO || share > Points::ONE => {
            "write a share above 0 and up to 1, such as 0.8"
        }
        _ => "",
    };
    found.when(!what.is_empty(), "pass_mark", what);
    let exempt = plan.exempt_at.is_some_and(|share| share <= Points::ZERO || share > Points::ONE);
    found.when(exempt, "exempt_at", "write a share above 0 and up to 1, such as 0.8, or nothing");
    let fewest = plan.exempt_at.is_some() && plan.exempt_least_items == 0;
    found.when(fewest, "exempt_least_items", "write 1 or more: no answer exempts nobody");
    let practice = plan.evidence_counts == EvidenceCounts::Practice && plan.exempt_at.is_some();
    found.when(practice, "exempt_at", "leave it empty: practice counts nothing, so that it cannot exempt");
    found.when(plan.stop_after_wrong == Some(0), "stop_after_wrong", "write 1 or more, or nothing");
}

fn attempts(plan: &Plan, found: &mut Found) {
    found.when(plan.attempts == Some(0), "attempts", "write 1 or more, or nothing for any number");
    found.when(plan.per_year == Some(0), "per_year", "write 1 or more, or nothing for any number");
    found.when(plan.days_apart > 366, "days_apart", "write 366 days at most");
    found.when(plan.wait_minutes > MOST_MINUTES, "wait_minutes", format!("write {MOST_MINUTES} at most"));
}

fn showing(plan: &Plan, found: &mut Found) {
    let each = plan.feedback == Feedback::AfterEachAnswer;
    found.when(
        each && plan.may_go_back,
        "may_go_back",
        "write no: an answer could be changed once it was told",
    );
    found.when(
        plan.show_solution && plan.feedback == Feedback::Never,
        "show_solution",
        "write no, or say when feedback is given",
    );
    found.when(
        plan.evidence_when == EvidenceWhen::EachAnswer && plan.may_go_back,
        "evidence_when",
        "write at_the_end: an answer that may still be changed is no evidence yet",
    );
    found.when(
        plan.evidence_when == EvidenceWhen::EachAnswer && plan.evidence_counts == EvidenceCounts::OnlyHelps,
        "evidence_when",
        "write at_the_end: whether evidence helps depends on all answers together",
    );
    let mut tools = plan.tools.clone();
    tools.sort_unstable();
    tools.dedup();
    found.when(tools.len() < plan.tools.len(), "tools", "name every tool once");
}

fn times(plan: &Plan, found: &mut Found) {
    let limit = plan.time_limit_minutes.is_some_and(|minutes| minutes == 0 || minutes > MOST_MINUTES);
    found.when(limit, "time_limit_minutes", "write 1 minute or more, or nothing for without limit");
    found.when(plan.grace_seconds > 3600, "grace_seconds", "write an hour (3600) at most");
    if let (Some(opens), Some(closes)) = (plan.opens_at, plan.closes_at) {
        found.when(closes <= opens, "closes_at", format!("write a moment after {opens}, when it opens"));
    }
    let within = plan.unlock && !(1..=MOST_MINUTES).contains(&plan.start_within_minutes);
    found.when(within, "start_within_minutes", "write 1 minute or more, such as 30");
    let nothing_to_lock = plan.lock_again && !plan.unlock;
    found.when(
        nothing_to_lock,
        "lock_again",
        "write no, or unlock yes: what is never locked is not locked again",
    );
}

fn rushing(plan: &Plan, found: &mut Found) {
    let share = |value: Points| value <= Points::ZERO || value > Points::ONE;
    let (median, answers) = (plan.rushing.share_of_median, plan.rushing.share_of_answers);
    found.when(share(median), "rushing.share_of_median", "write a share above 0 and up to 1, such as 0.1");
    found.when(share(answers), "rushing.share_of_answers", "write a share above 0 and up to 1, such as 0.1");
    let seconds = !(1..=600).contains(&plan.rushing.most_seconds);
    found.when(seconds, "rushing.most_seconds", "write 1 to 600 seconds, such as 10");
}
