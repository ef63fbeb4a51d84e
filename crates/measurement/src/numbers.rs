//! Numerics that several families need, each small and exact enough to say how exact.

pub(crate) mod distributions;
pub(crate) mod exp;
pub(crate) mod logistic;
pub(crate) mod matrix;
