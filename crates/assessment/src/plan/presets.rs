//! What each kind usually is.

use domain::Points;

use super::{
    AdaptiveRules, Alignment, AnswersAfterTime, DomainOrder, EvidenceCounts, EvidenceWhen, Feedback,
    FreshForm, ItemRule, Layout, PassMark, Pauses, Plan, PlanKind, RushingAct, RushingRule, SelectBy,
};

/// Twelve weeks.
const DIAGNOSTIC_DAYS_APART: u32 = 84;

impl Plan {
    /// What a kind usually is. The items or the blueprint are still to be chosen.
    pub fn preset(kind: PlanKind) -> Self {
        let plain = custom(kind);
        match kind {
            PlanKind::AdaptiveDiagnostic => diagnostic(plain),
            PlanKind::ExitSlip => Self {
                items: Some(5),
                pass_mark: PassMark::Of { points: 4, of: 5 },
                attempts: Some(1),
                layout: Layout::AllOnAPage,
                ..plain
            },
            PlanKind::Check => Self {
                items: Some(10),
                pass_mark: PassMark::Of { points: 8, of: 10 },
                attempts: None,
                plan_between_attempts: true,
                rushing: RushingRule { act: RushingAct::Notice, ..plain.rushing.clone() },
                ..plain
            },
            PlanKind::PreTest => Self {
                items: Some(10),
                attempts: Some(1),
                not_taught: true,
                feedback: Feedback::Never,
                evidence_counts: EvidenceCounts::OnlyHelps,
                exempt_at: Some(Points::from_millionths(800_000)),
                ..plain
            },
            PlanKind::PostTest => Self {
                items: Some(10),
                pass_mark: PassMark::Of { points: 8, of: 10 },
                attempts: Some(2),
                plan_between_attempts: true,
                ..plain
            },
            PlanKind::Final => r#final(plain),
            PlanKind::Practice => Self {
                items: Some(10),
                attempts: None,
                fresh_form: FreshForm::RepeatsAllowed,
                again_after_passing: true,
                may_go_back: false,
                feedback: Feedback::AfterEachAnswer,
                show_solution: true,
                evidence_counts: EvidenceCounts::Practice,
                ..plain
            },
            PlanKind::Custom => plain,
        }
    }
}

fn diagnostic(plain: Plan) -> Plan {
    Plan {
        select_by: SelectBy::Adaptive,
        items: None,
        attempts: None,
        again_after_passing: true,
        per_year: Some(3),
        days_apart: DIAGNOSTIC_DAYS_APART,
        may_go_back: false,
        may_skip: false,
        shuffle_items: false,
        feedback: Feedback::Never,
        not_taught: true,
        may_be_split: true,
        pauses: Pauses::ClockStops,
        evidence_when: EvidenceWhen::AtTheEnd,
        evidence_counts: EvidenceCounts::OnlyHelps,
        rushing: RushingRule { act: RushingAct::NotPlaced, ..plain.rushing.clone() },
        ..plain
    }
}

fn r#final(plain: Plan) -> Plan {
    Plan {
        items: Some(20),
        pass_mark: PassMark::Share(Points::from_millionths(700_000)),
        attempts: Some(2),
        plan_between_attempts: true,
        feedback: Feedback::AfterRelease,
        shuffle_items: true,
        time_limit_minutes: Some(60),
        unlock: true,
        proctor_code: true,
        lock_again: true,
        note_device: true,
        rushing: RushingRule { act: RushingAct::Notice, ..plain.rushing.clone() },
        ..plain
    }
}

/// What the kinds have in common.
fn custom(kind: PlanKind) -> Plan {
    Plan {
        kind,
        select_by: SelectBy::Blueprint,
        fixed_items: Vec::new(),
        test: None,
        blueprint: Vec::new(),
        items: Some(10),
        adaptive: AdaptiveRules {
            item_rule: ItemRule::PosteriorWeighted,
            lot_of: 5,
            exposure_limit: Points::from_millionths(250_000),
            least: 20,
            most: 60,
            error: Points::from_millionths(300_000),
            domains: DomainOrder::Interleaved,
        },
        stop_after_wrong: None,
        pass_mark: PassMark::None,
        attempts: Some(1),
        wait_minutes: 0,
        plan_between_attempts: false,
        again_after_passing: false,
        fresh_form: FreshForm::AvoidRepeats,
        per_year: None,
        days_apart: 0,
        layout: Layout::OneAtATime,
        may_go_back: true,
        may_skip: true,
        feedback: Feedback::AfterSubmission,
        show_solution: false,
        shuffle_items: false,
        shuffle_options: true,
        not_taught: false,
        not_taught_leaves_after: 3,
        tools: Vec::new(),
        time_limit_minutes: None,
        answers_after_time: AnswersAfterTime::Refused,
        grace_seconds: 30,
        pauses: Pauses::ClockRuns,
        may_be_split: false,
        opens_at: None,
        closes_at: None,
        unlock: false,
        start_within_minutes: 30,
        proctor_code: false,
        lock_again: false,
        note_device: false,
        evidence_when: EvidenceWhen::AtTheEnd,
        evidence_counts: EvidenceCounts::Fully,
        alignment: Alignment::First,
        exempt_at: None,
        exempt_least_items: 3,
        rushing: RushingRule {
            act: RushingAct::Ignore,
            share_of_median: Points::from_millionths(100_000),
            most_seconds: 10,
            share_of_answers: Points::from_millionths(100_000),
        },
    }
}
