//! Rules of response, template and outcome processing, in and out.

use domain::item::{Expression, Rule};

use super::{expression_tags::expression_tag, reading::Reading, tree::Tag};

/// Which processing rules belong to; QTI names the same rules differently in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Processing {
    Response,
    Template,
    Outcome,
}

impl Processing {
    fn word(self) -> &'static str {
        match self {
            Self::Response => "response",
            Self::Template => "template",
            Self::Outcome => "outcome",
        }
    }

    /// `qti-exit-response`, `qti-exit-template`, `qti-exit-test`.
    fn exit(self) -> &'static str {
        match self {
            Self::Response => "qti-exit-response",
            Self::Template => "qti-exit-template",
            Self::Outcome => "qti-exit-test",
        }
    }

    fn set(self) -> &'static str {
        if self == Self::Template { "qti-set-template-value" } else { "qti-set-outcome-value" }
    }
}

impl Reading<'_> {
    /// The rules in an element; fragments are taken apart.
    pub(super) fn rules<'t>(
        &mut self,
        parts: impl IntoIterator<Item = &'t Tag>,
        of: Processing,
    ) -> Vec<Rule> {
        let mut rules = Vec::new();
        for part in parts {
            if part.name == format!("qti-{}-processing-fragment", of.word()) {
                rules.extend(self.rules(part.tags(), of));
            } else {
                rules.extend(self.rule(part, of));
            }
        }
        rules
    }

    fn rule(&mut self, tag: &Tag, of: Processing) -> Option<Rule> {
        let name = tag.name.as_str();
        let template = of == Processing::Template;
        if name == of.set() {
            return Some(Rule::SetValue {
                identifier: self.required(tag, "identifier"),
                to: self.expression_in(tag),
            });
        }
        if name == of.exit() {
            return Some(Rule::Exit);
        }
        if name == format!("qti-{}-condition", of.word()) {
            return Some(self.condition(tag, of));
        }
        match name {
            "qti-lookup-outcome-value" if !template => Some(Rule::Lookup {
                identifier: self.required(tag, "identifier"),
                of: self.expression_in(tag),
            }),
            "qti-set-correct-response" if template => Some(Rule::SetCorrect {
                identifier: self.required(tag, "identifier"),
                to: self.expression_in(tag),
            }),
            "qti-set-default-value" if template => Some(Rule::SetDefault {
                identifier: self.required(tag, "identifier"),
                to: self.expression_in(tag),
            }),
            "qti-template-constraint" if template => Some(Rule::TemplateConstraint(self.expression_in(tag))),
            _ => {
                self.unknown(tag, &format!("{} processing", of.word()));
                None
            }
        }
    }

    fn condition(&mut self, tag: &Tag, of: Processing) -> Rule {
        let (mut branches, mut otherwise) = (Vec::new(), Vec::new());
        for (place, part) in tag.tags().enumerate() {
            let kind = part.name.strip_prefix("qti-").and_then(|name| name.strip_prefix(of.word()));
            match kind {
                Some("-if") if place == 0 => branches.extend(self.branch(part, of)),
                Some("-else-if") if place > 0 => branches.extend(self.branch(part, of)),
                Some("-else") if place > 0 => otherwise = self.rules(part.tags(), of),
                _ => self.unknown(part, &tag.name),
            }
        }
        if branches.is_empty() {
            self.refuse(tag, "a condition has no case", "Give it an if with an expression.");
        }
        Rule::Condition { branches, otherwise }
    }

    fn branch(&mut self, tag: &Tag, of: Processing) -> Option<(Expression, Vec<Rule>)> {
        let mut parts = tag.tags();
        let Some(condition) = parts.next() else {
            self.refuse(tag, "a case has no condition", "Give it an expression.");
            return None;
        };
        let condition = self.expression(condition);
        Some((condition, self.rules(parts, of)))
    }
}

/// The elements of rules.
pub(super) fn rule_tags(rules: &[Rule], of: Processing) -> Vec<Tag> {
    rules.iter().map(|rule| rule_tag(rule, of)).collect()
}

fn rule_tag(rule: &Rule, of: Processing) -> Tag {
    let sets = |name: &str, identifier: &str, to: &Expression| {
        Tag::new(name).with("identifier", identifier).holding(expression_tag(to))
    };
    match rule {
        Rule::SetValue { identifier, to } => sets(of.set(), identifier, to),
        Rule::SetCorrect { identifier, to } => sets("qti-set-correct-response", identifier, to),
        Rule::SetDefault { identifier, to } => sets("qti-set-default-value", identifier, to),
        Rule::Lookup { identifier, of } => sets("qti-lookup-outcome-value", identifier, of),
        Rule::TemplateConstraint(constraint) => {
            Tag::new("qti-template-constraint").holding(expression_tag(constraint))
        }
        Rule::Exit => Tag::new(of.exit()),
        Rule::Condition { branches, otherwise } => {
            let name = |kind: &str| format!("qti-{}-{kind}", of.word());
            let mut tag = Tag::new(name("condition"));
            for (place, (condition, rules)) in branches.iter().enumerate() {
                let case = Tag::new(name(if place == 0 { "if" } else { "else-if" }));
                tag = tag.holding(case.holding(expression_tag(condition)).holding_all(rule_tags(rules, of)));
            }
            if otherwise.is_empty() {
                tag
            } else {
                tag.holding(Tag::new(name("else")).holding_all(rule_tags(otherwise, of)))
            }
        }
    }
}
