//! The mastery policy: every number and choice that a judgement works with, resolved field by field
//! from the nearest scope, with the scope that gave each.

mod fields;
mod given;
mod inputs;
mod refusal;
mod scales;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date, Points,
    evidence::Source,
    policy::{Effect, Scope, ScopeKind, Setting, Value, resolve},
    scale::Scale,
};

pub use fields::{Field, Kind, all_fields, built_in, check, field};
pub use inputs::{BadInputs, Inputs};
pub use refusal::BadPolicy;
pub use scales::{SCALE, read_scale, scale_field, scale_of, scaled_framework, write_scale};

use crate::{
    rollup::Rollup,
    rules::{self, Parameter, Rule},
};

/// What ships with Onramp.
pub const BUILT_IN: Scope = Scope { kind: ScopeKind::BuiltIn, id: [0; 16] };

/// The beginning of the fields that weigh outcomes; the instrument's name follows.
pub const OUTCOME_WEIGHT: &str = "mastery.outcome_weight.";

/// The resolved mastery policy.
///
/// Shape: every value has passed [`check`]; parameters are those of the rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    rule: &'static Rule,
    parameters: Vec<Points>,
    /// Words of the rule's choices that somebody set.
    choices: Vec<(&'static str, String)>,
    minimum_evidence: usize,
    too_old_days: Option<u32>,
    source_weights: [Points; Source::ALL.len()],
    outcome_weights: BTreeMap<String, Points>,
    alignment: Alignment,
    pool_groups: bool,
    rollup: Rollup,
    /// Percent of the most points; `None` for the scale's own cut.
    cut_percent: Option<Points>,
    origins: Vec<Given>,
}

/// How one answer to an item that is aligned more than once to a competency counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// Every entry counts.
    Each,
    /// Entries of the same instrument, attempt, group, source and moment count once.
    Fused,
}

/// A field of a resolved policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The field, such as `mastery.rule`.
    pub field: String,
    /// Its value.
    pub value: Value,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where the value of a field comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The scope that gave it; `None` when it was given with the question (a what-if, a command line).
    pub scope: Option<Scope>,
    /// The wider scope whose floor, ceiling or lock changed it, if one did.
    pub bounded_by: Option<(Scope, Effect)>,
}

impl Policy {
    /// Resolves every field for a chain of scopes, given nearest first, on `day`.
    ///
    /// `settings` are those known at the moment in question, of any field and scope, in any order;
    /// other fields than the mastery policy's are passed over. [`built_in`] stands behind them.
    pub fn resolve(settings: &[Setting], chain: &[Scope], day: Date) -> Result<Self, BadPolicy> {
        let mut by_field: BTreeMap<&str, Vec<Setting>> = BTreeMap::new();
        let built_in = built_in();
        for setting in settings.iter().chain(&built_in) {
            if setting.field.starts_with("mastery.") {
                by_field.entry(&setting.field).or_default().push(setting.clone());
            }
        }
        let mut chain = chain.to_vec();
        if !chain.contains(&BUILT_IN) {
            chain.push(BUILT_IN);
        }
        let outcomes: BTreeSet<&str> =
            by_field.keys().copied().filter(|field| field.starts_with(OUTCOME_WEIGHT)).collect();
        Self::assemble(&outcomes, |field| {
            let found = resolve(by_field.get(field)?, &chain, day)?;
            Some((found.value, Origin { scope: Some(found.from), bounded_by: found.bounded_by }))
        })
    }

    /// Refuses parameters that cannot judge together, each being in its range: what is set is checked before
    /// it is kept. Where several scopes come to such a mix later, the rule gives no value and *why* says so.
    pub fn judges(&self) -> Result<(), BadPolicy> {
        let why = self.rule.refuses.and_then(|refuses| refuses(self));
        why.map_or(Ok(()), |why| Err(BadPolicy::Together { rule: self.rule.slug, why }))
    }

    /// Builds a policy from what `look_up` finds per field; built-in defaults stand behind it.
    fn assemble(
        outcomes: &BTreeSet<&str>,
        mut look_up: impl FnMut(&str) -> Option<(Value, Origin)>,
    ) -> Result<Self, BadPolicy> {
        let mut origins = Vec::new();
        let mut take = |name: &str| -> Result<Value, BadPolicy> {
            let known = field(name).ok_or_else(|| BadPolicy::UnknownField(name.to_owned()))?;
            let behind = || (known.default.clone(), Origin { scope: Some(BUILT_IN), bounded_by: None });
            let (value, origin) = look_up(name).unwrap_or_else(behind);
            known.check(&value)?;
            origins.push(Given { field: name.to_owned(), value: value.clone(), origin });
            Ok(value)
        };
        let slug = word(take("mastery.rule")?);
        let rule = rules::find(&slug).ok_or(BadPolicy::UnknownRule(slug))?;
        let mut parameters = Vec::with_capacity(rule.parameters.len());
        for parameter in rule.parameters {
            parameters.push(number(&take(&fields::of_parameter(rule, parameter))?));
        }
        let minimum_evidence = whole(&take("mastery.minimum_evidence")?);
        let too_old_days = whole(&take("mastery.too_old_days")?);
        let mut source_weights = [Points::ONE; Source::ALL.len()];
        for (source, word) in Source::ALL.into_iter().filter(|(source, _)| !fields::is_of_learners(*source)) {
            source_weights[source as usize] = number(&take(&format!("mastery.source_weight.{word}"))?);
        }
        let mut outcome_weights = BTreeMap::new();
        for &outcome in outcomes {
            outcome_weights.insert(outcome[OUTCOME_WEIGHT.len()..].to_owned(), number(&take(outcome)?));
        }
        let alignment = match word(take("mastery.alignment")?).as_str() {
            "fused" => Alignment::Fused,
            _ => Alignment::Each,
        };
        let pool_groups = word(take("mastery.pool_groups")?) == "yes";
        let kind = word(take("mastery.rollup")?);
        let needed = whole(&take("mastery.rollup_needed")?) as usize;
        let points = number(&take("mastery.rollup_points")?);
        let mut choices = Vec::new();
        for choice in rule.choices {
            let name = fields::of_choice(rule, choice);
            let Some((value, origin)) = look_up(&name) else { continue };
            check(&name, &value)?;
            choices.push((choice.name, word(value.clone())));
            origins.push(Given { field: name, value, origin });
        }
        // Those of learners are written down only where somebody set them, as choices are: what was judged before
        // there were such sources keeps the digest of its inputs.
        for (source, word) in Source::ALL.into_iter().filter(|(source, _)| fields::is_of_learners(*source)) {
            source_weights[source as usize] = Points::ZERO;
            let name = format!("mastery.source_weight.{word}");
            let Some((value, origin)) = look_up(&name) else { continue };
            check(&name, &value)?;
            source_weights[source as usize] = number(&value);
            origins.push(Given { field: name, value, origin });
        }
        let mut cut_percent = None;
        if let Some((value, origin)) = look_up(fields::CUT) {
            check(fields::CUT, &value)?;
            cut_percent = Some(number(&value)).filter(|percent| *percent > Points::ZERO);
            origins.push(Given { field: fields::CUT.to_owned(), value, origin });
        }
        Ok(Self {
            rule,
            parameters,
            choices,
            minimum_evidence: minimum_evidence as usize,
            too_old_days: (too_old_days < fields::NEVER_TOO_OLD_DAYS).then_some(too_old_days),
            source_weights,
            outcome_weights,
            alignment,
            pool_groups,
            rollup: Rollup::from_words(&kind, needed, points),
            cut_percent,
            origins,
        })
    }

    /// The rule that judges.
    pub const fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// The value of one of the rule's parameters; its default for a parameter of another rule.
    pub fn parameter(&self, parameter: &Parameter) -> Points {
        let place = self.rule.parameters.iter().position(|known| known.name == parameter.name);
        place
            .and_then(|place| self.parameters.get(place).copied())
            .unwrap_or(Points::whole(parameter.default))
    }

    /// The word of one of the rule's choices; what ships where nobody set it.
    pub fn choice(&self, choice: &rules::Choice) -> &str {
        let set = self.choices.iter().find(|(name, _)| *name == choice.name);
        set.map_or(choice.words.first().copied().unwrap_or_default(), |(_, word)| word)
    }

    /// How many pieces must count before there is a value; 1 or more.
    pub const fn minimum_evidence(&self) -> usize {
        self.minimum_evidence
    }

    /// From how many days after the work evidence no longer counts; `None` for never.
    pub const fn too_old_days(&self) -> Option<u32> {
        self.too_old_days
    }

    /// The weight of a source; 1 is ordinary, 0 does not count.
    pub const fn source_weight(&self, source: Source) -> Points {
        self.source_weights[source as usize]
    }

    /// The weight of an outcome: 1 for all when none has a weight, 0 for one that the others leave out.
    pub fn outcome_weight(&self, outcome: &str) -> Points {
        let unnamed = if self.outcome_weights.is_empty() { Points::ONE } else { Points::ZERO };
        self.outcome_weights.get(outcome).copied().unwrap_or(unnamed)
    }

    /// Outcomes that have a weight, in order of name.
    pub fn outcomes(&self) -> impl Iterator<Item = (&str, Points)> {
        self.outcome_weights.iter().map(|(outcome, weight)| (outcome.as_str(), *weight))
    }

    /// How an answer aligned more than once counts.
    pub const fn alignment(&self) -> Alignment {
        self.alignment
    }

    /// Whether results of one group are pooled, for rules that do so.
    pub const fn pool_groups(&self) -> bool {
        self.pool_groups
    }

    /// How a parent is judged from its children.
    pub const fn rollup(&self) -> Rollup {
        self.rollup
    }

    /// The points at which mastery begins on `scale`.
    pub fn cut(&self, scale: &Scale) -> Points {
        let Some(percent) = self.cut_percent else { return scale.mastery() };
        let millionths = i128::from(scale.points_possible().millionths()) * i128::from(percent.millionths());
        let hundred = i128::from(Points::whole(100).millionths());
        i64::try_from(millionths / hundred).map_or(scale.mastery(), Points::from_millionths)
    }

    /// Every field with its value and the scope that gave it: the rule first, then its parameters.
    pub fn origins(&self) -> &[Given] {
        &self.origins
    }
}

fn word(value: Value) -> String {
    match value {
        Value::Choice(word) => word,
        Value::Number(number) => number.to_string(),
    }
}

fn number(value: &Value) -> Points {
    match value {
        Value::Number(number) => *number,
        Value::Choice(_) => Points::ZERO,
    }
}

/// The whole number of a value that passed its check.
fn whole(value: &Value) -> u32 {
    u32::try_from(number(value).millionths() / Points::ONE.millionths()).unwrap_or(0)
}

#[cfg(test)]
mod tests;
