//! The evaluator: what an expression comes to, within a budget.

use domain::item::{Expression, Scalar, Unary, Value};
use measurement::random::Generator;

use super::fitting::{described, emptied};
use super::{Problem, Scope, containers, counting, drawing, logic, mapping, number, shapes};

/// How much work one run of rules may be; an item of a real bank needs a few hundred steps at most.
///
/// Unit: expressions, rules and comparisons of scalars.
pub const MAX_STEPS: u32 = 100_000;

/// What a question about all items of a test counts as.
const ITEMS_STEPS: usize = 100;

/// How deep rules and expressions may be nested.
pub const MAX_DEPTH: u32 = 100;

/// Evaluates expressions and runs rules, within [`MAX_STEPS`] and [`MAX_DEPTH`].
#[derive(Debug)]
pub struct Machine {
    /// Where what is drawn comes from.
    pub(super) generator: Generator,
    /// The rule that is being done: its number among its siblings, and so on inwards, from 1.
    pub(super) path: Vec<usize>,
    budget: u32,
    steps_left: u32,
    depth: u32,
}

impl Machine {
    /// A machine that draws from this generator.
    pub fn new(generator: Generator) -> Self {
        Self { generator, path: Vec::new(), budget: MAX_STEPS, steps_left: MAX_STEPS, depth: 0 }
    }

    /// The machine with another budget than [`MAX_STEPS`].
    #[must_use]
    pub fn with_budget(self, steps: u32) -> Self {
        Self { budget: steps, steps_left: steps, ..self }
    }

    /// Forgets where it was in the rules, for what is done next; goes on drawing, and on what is left of the budget.
    pub fn restart(&mut self) {
        self.depth = 0;
        self.path.clear();
    }

    /// The rule at which it stopped: its number among its siblings, and so on inwards, from 1.
    pub fn path(&self) -> &[usize] {
        &self.path
    }

    /// What an expression comes to.
    pub fn value(&mut self, scope: &dyn Scope, expression: &Expression) -> Result<Value, Problem> {
        self.spend(1)?;
        self.deeper()?;
        let value = self.variables(scope, expression)?;
        // Values are copied: what is large costs more than what is small.
        match &value {
            Value::Single(Scalar::String(text)) => self.spend(text.len() / 256)?,
            other => self.spend(other.scalars().len() / 16)?,
        }
        self.depth -= 1;
        Ok(value)
    }

    /// Whether an expression is true; what has no value is not.
    pub fn is_true(&mut self, scope: &dyn Scope, expression: &Expression) -> Result<bool, Problem> {
        let value = self.value(scope, expression)?;
        Ok(logic::truth("a condition", &value)?.unwrap_or(false))
    }

    /// What each of some expressions comes to.
    pub(super) fn values(
        &mut self,
        scope: &dyn Scope,
        expressions: &[Expression],
    ) -> Result<Vec<Value>, Problem> {
        expressions.iter().map(|one| self.value(scope, one)).collect()
    }

    /// What two expressions come to; `None` where one has no value.
    pub(super) fn both(
        &mut self,
        scope: &dyn Scope,
        one: &Expression,
        two: &Expression,
    ) -> Result<Option<(Value, Value)>, Problem> {
        let (one, two) = (self.value(scope, one)?, self.value(scope, two)?);
        Ok(if one.is_null() || two.is_null() { None } else { Some((one, two)) })
    }

    /// Takes work off the budget.
    pub(super) fn spend(&mut self, steps: usize) -> Result<(), Problem> {
        let left = u32::try_from(steps).ok().and_then(|steps| self.steps_left.checked_sub(steps));
        self.steps_left = left.ok_or(Problem::TooMuchWork(self.budget))?;
        Ok(())
    }

    pub(super) fn deeper(&mut self) -> Result<(), Problem> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(Problem::TooDeep(MAX_DEPTH)) } else { Ok(()) }
    }

    pub(super) fn shallower(&mut self) {
        self.depth -= 1;
    }

    fn variables(&mut self, scope: &dyn Scope, expression: &Expression) -> Result<Value, Problem> {
        let known = |name: &str, value: Option<Value>| {
            value.map(emptied).ok_or_else(|| Problem::UnknownVariable(name.to_owned()))
        };
        match expression {
            Expression::BaseValue(scalar) => Ok(emptied(Value::Single(scalar.clone()))),
            Expression::Null => Ok(Value::Null),
            Expression::Variable { identifier, weight } => {
                known(identifier, scope.value(identifier, weight.as_deref()))
            }
            Expression::Default(name) => known(name, scope.initial(name)),
            Expression::Correct(name) => known(name, scope.correct(name)),
            Expression::MapResponse(name) => {
                let declaration =
                    scope.response(name).ok_or_else(|| Problem::UnknownVariable(name.clone()))?;
                let response = known(name, scope.value(name, None))?;
                let count = response.scalars().len();
                self.spend(count.saturating_mul(count + 64) / 64)?;
                mapping::map_response(declaration, &response).map(Value::float)
            }
            Expression::MapResponsePoint(name) => {
                let declaration =
                    scope.response(name).ok_or_else(|| Problem::UnknownVariable(name.clone()))?;
                let response = known(name, scope.value(name, None))?;
                self.spend(response.scalars().len())?;
                mapping::map_response_point(declaration, &response).map(Value::float)
            }
            Expression::Inside(shape, of) => {
                let value = self.value(scope, of)?;
                shapes::inside(shape, &value)
            }
            Expression::TestVariables { .. } | Expression::OutcomeBound { .. } | Expression::Count(..) => {
                self.spend(ITEMS_STEPS)?;
                scope.over_items(expression).ok_or(Problem::NotHere("a question about a test's items"))
            }
            Expression::Unary(Unary::IsNull, of) => {
                Ok(Value::Single(Scalar::Boolean(self.value(scope, of)?.is_null())))
            }
            Expression::Field(name, of) => match self.value(scope, of)? {
                Value::Null => Ok(Value::Null),
                Value::Record(mut fields) => {
                    Ok(fields.remove(name).flatten().map_or(Value::Null, Value::Single))
                }
                other => Err(Problem::WrongType {
                    operator: "field-value",
                    wanted: "a record",
                    found: described(&other),
                }),
            },
            Expression::RandomInteger { .. } | Expression::RandomFloat { .. } | Expression::Random(_) => {
                drawing::value(self, scope, expression)
            }
            Expression::Multiple(_)
            | Expression::Ordered(_)
            | Expression::Repeat(..)
            | Expression::Index(..)
            | Expression::Member(..)
            | Expression::Delete(..)
            | Expression::Contains(..)
            | Expression::Unary(Unary::ContainerSize, _)
            | Expression::Statistic(..) => containers::value(self, scope, expression),
            Expression::And(_)
            | Expression::Or(_)
            | Expression::AnyN { .. }
            | Expression::Unary(Unary::Not, _) => logic::value(self, scope, expression),
            Expression::Match(..)
            | Expression::StringMatch { .. }
            | Expression::Substring { .. }
            | Expression::PatternMatch(..)
            | Expression::Equal { .. }
            | Expression::EqualRounded { .. }
            | Expression::Compare(..) => super::comparing::value(self, scope, expression),
            _ => counting::value(self, scope, expression),
        }
    }

    /// The whole number that an attribute comes to, which may be a variable.
    pub(super) fn attribute(
        &mut self,
        scope: &dyn Scope,
        operator: &'static str,
        expression: &Expression,
    ) -> Result<Option<i64>, Problem> {
        let value = self.value(scope, expression)?;
        number::single_integer(operator, &value)
    }
}
