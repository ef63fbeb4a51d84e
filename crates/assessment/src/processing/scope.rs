//! What variables are, and where what is set goes.

use domain::item::{Expression, OutcomeDeclaration, ResponseDeclaration, Value};

use super::Problem;

/// What an expression may ask.
pub trait Scope {
    /// The value of a variable, weighed where a weight is named; `None` where none of that name is declared.
    fn value(&self, identifier: &str, weight: Option<&str>) -> Option<Value>;

    /// What a variable is before an answer; `None` where none of that name is declared.
    fn initial(&self, identifier: &str) -> Option<Value>;

    /// The key of a response; `None` where none of that name is declared.
    fn correct(&self, identifier: &str) -> Option<Value>;

    /// The declaration of a response; `None` where none of that name is declared.
    fn response(&self, identifier: &str) -> Option<&ResponseDeclaration>;

    /// What a question about the items of a test comes to ([`Expression::TestVariables`],
    /// [`Expression::OutcomeBound`], [`Expression::Count`]); `None` where there is no test.
    fn over_items(&self, _question: &Expression) -> Option<Value> {
        None
    }
}

/// What rules may set.
pub trait State: Scope {
    /// Sets a variable.
    fn set(&mut self, identifier: &str, value: Value) -> Result<(), Problem>;

    /// The declaration of an outcome; `None` where none of that name is declared.
    fn outcome(&self, identifier: &str) -> Option<&OutcomeDeclaration>;

    /// Sets the key of a response.
    fn set_correct(&mut self, _identifier: &str, _value: Value) -> Result<(), Problem> {
        Err(Problem::NotHere("qti-set-correct-response"))
    }

    /// Sets what a variable is before an answer.
    fn set_default(&mut self, _identifier: &str, _value: Value) -> Result<(), Problem> {
        Err(Problem::NotHere("qti-set-default-value"))
    }
}
