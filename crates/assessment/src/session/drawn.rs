//! What is drawn for a sitting: template processing.

use std::collections::BTreeMap;

use domain::item::{Item, OutcomeDeclaration, ResponseDeclaration, Rule, TemplateDeclaration, Value};
use measurement::random::Generator;

use crate::processing::{Flow, MAX_STEPS, Machine, Problem, Process, ProcessingError, Scope, State, fit};

/// How often it is drawn again where a constraint is not met. Source: QTI 3.0, template-constraint.
const MAX_DRAWS: u32 = 100;

/// How much work all draws of one item may be.
const DRAWING_STEPS: u32 = 10 * MAX_STEPS;

/// What was drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Drawn {
    /// Template variables.
    pub(super) templates: BTreeMap<String, Value>,
    /// Keys that are others than the declared.
    pub(super) correct: BTreeMap<String, Value>,
    /// What responses and outcomes are before an answer, where it is other than declared.
    pub(super) initial: BTreeMap<String, Value>,
}

/// Draws for a seed. Where a constraint is not met it is drawn again; after [`MAX_DRAWS`] the variables are what
/// they are declared as, and it goes on after the constraint.
pub(super) fn draw(item: &Item, seed: u64, set: &[(String, Value)]) -> Result<Drawn, ProcessingError> {
    let failed = |rule: &[usize], problem: Problem| ProcessingError {
        identifier: item.identifier.clone(),
        process: Process::Template,
        rule: rule.to_vec(),
        problem: Box::new(problem),
    };
    let declared = declared(item, set).map_err(|problem| failed(&[], problem))?;
    let mut drawing = Drawing { item, drawn: Drawn { templates: declared.clone(), ..Drawn::default() } };
    if item.template_processing.is_empty() {
        return Ok(drawing.drawn);
    }
    let mut machine = Machine::new(Generator::of(seed, 0, 0)).with_budget(DRAWING_STEPS);
    let (mut draws, mut first) = (0, 0);
    loop {
        let flow = machine
            .run_from(&mut drawing, &item.template_processing, first)
            .map_err(|problem| failed(machine.path(), problem))?;
        if flow != Flow::Unmet {
            return Ok(drawing.drawn);
        }
        draws += 1;
        let unmet = machine.path().first().copied().unwrap_or(item.template_processing.len());
        machine.restart();
        if draws < MAX_DRAWS {
            drawing.drawn = Drawn { templates: declared.clone(), ..Drawn::default() };
        } else {
            // What was set of keys before the constraint would belong to values that are gone.
            if draws == MAX_DRAWS {
                drawing.drawn = Drawn { templates: declared.clone(), ..Drawn::default() };
                machine
                    .run(&mut drawing, &settling(&item.template_processing[..unmet]))
                    .map_err(|problem| failed(machine.path(), problem))?;
                machine.restart();
            }
            first = unmet;
        }
    }
}

/// Rules that set keys and starting values, which after too many draws follow from the declared values.
fn settling(rules: &[Rule]) -> Vec<Rule> {
    rules
        .iter()
        .filter(|rule| matches!(rule, Rule::SetCorrect { .. } | Rule::SetDefault { .. }))
        .cloned()
        .collect()
}

/// Template variables before anything is drawn, with what a test sets.
fn declared(item: &Item, set: &[(String, Value)]) -> Result<BTreeMap<String, Value>, Problem> {
    let mut values = BTreeMap::new();
    for one in &item.templates {
        values.insert(one.identifier.clone(), one.default.clone().unwrap_or_default());
    }
    for (identifier, value) in set {
        let one = template(item, identifier).ok_or_else(|| Problem::UnknownVariable(identifier.clone()))?;
        let value = fit(identifier, one.cardinality, one.base_type, value.clone())?;
        values.insert(identifier.clone(), value);
    }
    Ok(values)
}

fn template<'a>(item: &'a Item, identifier: &str) -> Option<&'a TemplateDeclaration> {
    item.templates.iter().find(|one| one.identifier == identifier)
}

struct Drawing<'a> {
    item: &'a Item,
    drawn: Drawn,
}

impl Scope for Drawing<'_> {
    fn value(&self, identifier: &str, _weight: Option<&str>) -> Option<Value> {
        self.drawn.templates.get(identifier).cloned()
    }

    fn initial(&self, identifier: &str) -> Option<Value> {
        if let Some(value) = self.drawn.initial.get(identifier) {
            return Some(value.clone());
        }
        let declared = template(self.item, identifier).map(|one| &one.default);
        let declared = declared.or_else(|| self.item.response(identifier).map(|one| &one.default));
        let declared = declared.or_else(|| self.item.outcome(identifier).map(|one| &one.default));
        declared.map(|default| default.clone().unwrap_or_default())
    }

    fn correct(&self, identifier: &str) -> Option<Value> {
        let declared = self.item.response(identifier)?;
        let drawn = self.drawn.correct.get(identifier);
        Some(drawn.or(declared.correct.as_ref()).cloned().unwrap_or_default())
    }

    fn response(&self, identifier: &str) -> Option<&ResponseDeclaration> {
        self.item.response(identifier)
    }
}

impl State for Drawing<'_> {
    fn set(&mut self, identifier: &str, value: Value) -> Result<(), Problem> {
        let one =
            template(self.item, identifier).ok_or_else(|| Problem::UnknownVariable(identifier.to_owned()))?;
        let value = fit(identifier, one.cardinality, one.base_type, value)?;
        self.drawn.templates.insert(identifier.to_owned(), value);
        Ok(())
    }

    fn outcome(&self, _identifier: &str) -> Option<&OutcomeDeclaration> {
        None
    }

    fn set_correct(&mut self, identifier: &str, value: Value) -> Result<(), Problem> {
        let one =
            self.item.response(identifier).ok_or_else(|| Problem::UnknownVariable(identifier.to_owned()))?;
        let value = fit(identifier, one.cardinality, one.base_type, value)?;
        self.drawn.correct.insert(identifier.to_owned(), value);
        Ok(())
    }

    fn set_default(&mut self, identifier: &str, value: Value) -> Result<(), Problem> {
        let response = self.item.response(identifier).map(|one| (one.cardinality, one.base_type));
        let shape =
            response.or_else(|| self.item.outcome(identifier).map(|one| (one.cardinality, one.base_type)));
        let (cardinality, base) = shape.ok_or_else(|| Problem::UnknownVariable(identifier.to_owned()))?;
        let value = fit(identifier, cardinality, base, value)?;
        self.drawn.initial.insert(identifier.to_owned(), value);
        Ok(())
    }
}
