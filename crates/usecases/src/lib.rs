//! placeholder

pub mod demonstration;
