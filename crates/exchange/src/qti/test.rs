//! Tests, from elements.

use domain::{
    item::Node,
    test_plan::{
        Branch, ItemRef, Part, Selection, SessionControl, TestChild, TestPlan, TestSection, TimeLimits,
    },
};

use super::{
    reading::{Reading, words},
    rules::Processing,
    tree::{INCLUDED, Tag},
};

/// How many sections of other files stand in one another.
const MOST_FOLLOWED: usize = 8;

const ADAPTIVE: &str =
    "Give the section its items in a fixed or random order; Onramp adapts by its own rules.";

/// What parts, sections and items of a test have in common.
#[derive(Default)]
struct Gate {
    time: TimeLimits,
    preconditions: Vec<domain::item::Expression>,
    branches: Vec<Branch>,
    control: SessionControl,
}

impl Reading<'_> {
    /// The test whose outermost element this is.
    pub(super) fn test(&mut self, root: &Tag) -> TestPlan {
        self.only(
            root,
            &["identifier", "title", "tool-name", "tool-version", "xml:lang", "xml:base", "label"],
        );
        let mut plan = TestPlan {
            identifier: self.required(root, "identifier"),
            title: root.attribute("title").unwrap_or_default().to_owned(),
            time: TimeLimits::default(),
            outcomes: Vec::new(),
            parts: Vec::new(),
            outcome_processing: Vec::new(),
            feedback: Vec::new(),
        };
        for tag in root.tags() {
            match tag.name.as_str() {
                "qti-outcome-declaration" => plan.outcomes.push(self.outcome_declaration(tag)),
                "qti-time-limits" => plan.time = self.time_limits(tag),
                "qti-test-part" => {
                    let part = self.part(tag, &mut plan);
                    plan.parts.push(part);
                }
                "qti-outcome-processing" => {
                    plan.outcome_processing = self.rules(tag.tags(), Processing::Outcome);
                }
                "qti-test-feedback" => plan.feedback.push(self.modal(tag, "outcome-identifier")),
                "qti-context-declaration" | "qti-stylesheet" | "qti-rubric-block" => {
                    let what = format!("{} of a test is left out", tag.name);
                    self.note(
                        tag,
                        what,
                        "Nothing to do, unless it is missed: put it into the first section.",
                    );
                }
                _ => self.unknown(tag, "a test"),
            }
        }
        if plan.parts.is_empty() {
            self.refuse(
                root,
                "the test has no part",
                "Give it a qti-test-part with a section and its items.",
            );
        }
        self.check_test(root, &plan);
        plan
    }

    fn part(&mut self, tag: &Tag, plan: &mut TestPlan) -> Part {
        self.only(tag, &["identifier", "navigation-mode", "submission-mode", "title"]);
        for name in ["navigation-mode", "submission-mode"] {
            self.required(tag, name);
        }
        let navigation = [("nonlinear", true), ("linear", false)];
        let submission = [("simultaneous", true), ("individual", false)];
        let (identifier, mut gate, mut sections) =
            (self.required(tag, "identifier"), Gate::default(), Vec::new());
        for part in tag.tags() {
            match part.name.as_str() {
                "qti-assessment-section" => sections.push(self.section(part, 0)),
                "qti-assessment-section-ref" => sections.extend(self.section_elsewhere(part, 0)),
                "qti-test-feedback" => {
                    let what = "feedback of a part of a test is shown when the test ends";
                    self.note(part, what, "Nothing to do.");
                    plan.feedback.push(self.modal(part, "outcome-identifier"));
                }
                "qti-rubric-block" => {
                    let what = "qti-rubric-block of a part of a test is left out";
                    self.note(part, what, "Put it into the first section of the part.");
                }
                _ if self.gate(part, &mut gate) => {}
                _ => self.unknown(part, "a part of a test"),
            }
        }
        let Gate { time, preconditions, branches, control } = gate;
        Part {
            identifier,
            free_navigation: self.word(tag, "navigation-mode", &navigation, false),
            submit_together: self.word(tag, "submission-mode", &submission, false),
            time,
            preconditions,
            branches,
            control,
            sections,
        }
    }

    /// Reads what parts, sections and items have in common; `false` for anything else.
    fn gate(&mut self, tag: &Tag, gate: &mut Gate) -> bool {
        match tag.name.as_str() {
            "qti-pre-condition" => gate.preconditions.push(self.expression_in(tag)),
            "qti-branch-rule" => {
                let (target, when) = (self.required(tag, "target"), self.expression_in(tag));
                gate.branches.push(Branch { target, when });
            }
            "qti-item-session-control" => gate.control = self.control(tag),
            "qti-time-limits" => gate.time = self.time_limits(tag),
            _ => return false,
        }
        true
    }

    fn time_limits(&mut self, tag: &Tag) -> TimeLimits {
        let limits = TimeLimits {
            least: self.number(tag, "min-time"),
            most: self.number(tag, "max-time"),
            allow_late: self.flag(tag, "allow-late-submission", false),
        };
        for (name, seconds) in [("min-time", limits.least), ("max-time", limits.most)] {
            if seconds.is_some_and(|seconds| seconds < 0.0) {
                let value = tag.attribute(name).unwrap_or_default();
                self.refuse_value(tag, name, value, "a time is 0 seconds or more");
            }
        }
        limits
    }

    fn control(&mut self, tag: &Tag) -> SessionControl {
        let flag = |reading: &mut Self, name: &str| {
            tag.attribute(name)?;
            Some(reading.flag(tag, name, false))
        };
        SessionControl {
            max_attempts: self.count(tag, "max-attempts"),
            show_feedback: flag(self, "show-feedback"),
            allow_review: flag(self, "allow-review"),
            show_solution: flag(self, "show-solution"),
            allow_comment: flag(self, "allow-comment"),
            allow_skipping: flag(self, "allow-skipping"),
            validate_responses: flag(self, "validate-responses"),
        }
    }

    /// A section of another file of the package.
    fn section_elsewhere(&mut self, tag: &Tag, followed: usize) -> Option<TestSection> {
        let href = self.required(tag, "href");
        if followed >= MOST_FOLLOWED {
            self.refuse(
                tag,
                "sections of other files name one another too deeply",
                "Put them into the test.",
            );
            return None;
        }
        match self.other_file(&href) {
            Some(root) if root.name == "qti-assessment-section" => Some(self.section(&root, followed + 1)),
            Some(root) => {
                let what = format!("this file holds {} where a section is needed", root.name);
                self.refuse_value(tag, "href", &href, what);
                None
            }
            None => {
                let what = "the section that this names is not in the package, or cannot be read";
                self.refuse_value(tag, "href", &href, what);
                None
            }
        }
    }

    fn section(&mut self, tag: &Tag, followed: usize) -> TestSection {
        self.only(tag, &["identifier", "title", "visible", "fixed", "required", "keep-together", "class"]);
        let mut gate = Gate::default();
        let mut section = TestSection {
            identifier: self.required(tag, "identifier"),
            title: tag.attribute("title").unwrap_or_default().to_owned(),
            visible: self.flag(tag, "visible", true),
            keep_together: self.flag(tag, "keep-together", true),
            required: self.flag(tag, "required", false),
            fixed: self.flag(tag, "fixed", false),
            time: TimeLimits::default(),
            preconditions: Vec::new(),
            branches: Vec::new(),
            control: SessionControl::default(),
            select: None,
            shuffle: false,
            stimuli: Vec::new(),
            rubrics: Vec::new(),
            children: Vec::new(),
        };
        for part in tag.tags() {
            match part.name.as_str() {
                "qti-selection" => section.select = self.selection(part),
                "qti-ordering" => section.shuffle = self.flag(part, "shuffle", false),
                "qti-assessment-stimulus-ref" => section.stimuli.push(self.stimulus_ref(part)),
                "qti-rubric-block" => section.rubrics.push(self.test_rubric(part)),
                "qti-assessment-section" => {
                    section.children.push(TestChild::Section(self.section(part, followed)));
                }
                "qti-assessment-section-ref" => {
                    let found = self.section_elsewhere(part, followed);
                    section.children.extend(found.map(TestChild::Section));
                }
                "qti-assessment-item-ref" => section.children.push(TestChild::Item(self.item_ref(part))),
                "qti-adaptive-selection" => {
                    self.refuse(
                        part,
                        "a program of another system chooses the items of this section",
                        ADAPTIVE,
                    );
                }
                INCLUDED => {
                    let what = "it includes another file, which is not followed";
                    self.refuse(part, what, "Name the section by qti-assessment-section-ref.");
                }
                _ if self.gate(part, &mut gate) => {}
                _ => self.unknown(part, "a section"),
            }
        }
        let Gate { time, preconditions, branches, control } = gate;
        TestSection { time, preconditions, branches, control, ..section }
    }

    fn test_rubric(&mut self, tag: &Tag) -> Node {
        self.rubric(tag)
    }

    fn selection(&mut self, tag: &Tag) -> Option<Selection> {
        // Writers of QTI 2.2 name the program in here.
        if let Some(program) = tag.tags().next() {
            self.refuse(program, "a program of another system chooses the items of this section", ADAPTIVE);
        }
        self.required(tag, "select");
        let with_replacement = self.flag(tag, "with-replacement", false);
        self.count(tag, "select").map(|count| Selection { count, with_replacement })
    }

    fn item_ref(&mut self, tag: &Tag) -> ItemRef {
        self.only(tag, &["identifier", "href", "required", "fixed", "category"]);
        let mut gate = Gate::default();
        let (mut weights, mut template_defaults) = (Vec::new(), Vec::new());
        for part in tag.tags() {
            match part.name.as_str() {
                "qti-weight" => {
                    self.required(part, "value");
                    let weight = self.number(part, "value").unwrap_or_default();
                    weights.push((self.required(part, "identifier"), weight));
                }
                "qti-template-default" => {
                    let name = self.required(part, "template-identifier");
                    template_defaults.push((name, self.expression_in(part)));
                }
                "qti-variable-mapping" => {
                    let from = self.required(part, "source-identifier");
                    let what = format!(
                        "the test calls the outcome {from} of an item by another name, which is not followed"
                    );
                    self.refuse(part, what, "Give the outcomes of the items the names that the test uses.");
                }
                _ if self.gate(part, &mut gate) => {}
                _ => self.unknown(part, "an item of a test"),
            }
        }
        let Gate { time, preconditions, branches, control } = gate;
        ItemRef {
            identifier: self.required(tag, "identifier"),
            href: self.required(tag, "href"),
            categories: words(tag.attribute("category")),
            weights,
            required: self.flag(tag, "required", false),
            fixed: self.flag(tag, "fixed", false),
            time,
            preconditions,
            branches,
            control,
            template_defaults,
        }
    }
}
