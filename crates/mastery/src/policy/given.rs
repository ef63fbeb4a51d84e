//! Policies that are given with a question: a command line, a test.

use std::collections::BTreeMap;

use domain::{Points, policy::Value};

use super::{BadPolicy, Given, OUTCOME_WEIGHT, Origin, Policy, check, field, fields};
use crate::rules;

impl Policy {
    /// The built-in policy with another rule and some of its numbers, outside any district.
    ///
    /// A name is a parameter of the rule, with or without its unit (`weight` for `weight_percent`), or
    /// another numeric field without `mastery.` (`minimum_evidence`, `source_weight.rating`).
    pub fn of_rule(slug: &str, given: &[(&str, Points)]) -> Result<Self, BadPolicy> {
        let rule = rules::find(slug).ok_or_else(|| BadPolicy::UnknownRule(slug.to_owned()))?;
        let mut values = BTreeMap::from([("mastery.rule".to_owned(), Value::Choice(slug.to_owned()))]);
        for &(name, number) in given {
            let parameter = rule.parameters.iter().find(|parameter| {
                parameter.name.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
            });
            let field_name = match parameter {
                Some(parameter) => fields::of_parameter(rule, parameter),
                None => format!("mastery.{name}"),
            };
            if field(&field_name).is_none() {
                return Err(BadPolicy::UnknownParameter { rule: rule.slug, parameter: name.to_owned() });
            }
            values.insert(field_name, Value::Number(number));
        }
        let outcomes = values.keys().map(String::as_str).filter(|field| field.starts_with(OUTCOME_WEIGHT));
        let policy = Self::assemble(&outcomes.collect(), |field| {
            let value = values.get(field)?.clone();
            Some((value, Origin { scope: None, bounded_by: None }))
        })?;
        policy.judges()?;
        Ok(policy)
    }

    /// The same with a choice of the rule made, outside any district.
    pub fn choosing(mut self, name: &str, chosen: &str) -> Result<Self, BadPolicy> {
        let (rule, unknown) =
            (self.rule, || BadPolicy::UnknownParameter { rule: self.rule.slug, parameter: name.to_owned() });
        let choice = rule.choices.iter().find(|known| known.name == name).ok_or_else(unknown)?;
        let (field, value) = (fields::of_choice(rule, choice), Value::Choice(chosen.to_owned()));
        check(&field, &value)?;
        self.choices.retain(|(known, _)| *known != choice.name);
        self.origins.retain(|given| given.field != field);
        self.choices.push((choice.name, chosen.to_owned()));
        self.origins.push(Given { field, value, origin: Origin { scope: None, bounded_by: None } });
        Ok(self)
    }
}
