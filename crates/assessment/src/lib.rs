//! What decides about assessments, pure: items processed and scored, forms assembled, sittings led from item to
//! item, results read. No clock, no database; chance comes from a seed that is stored with the sitting.

pub mod agreement;
pub mod analysis;
pub mod authoring;
pub mod diagnostic;
pub mod forms;
pub mod plan;
pub mod processing;
pub mod regrade;
pub mod session;
pub mod test;
pub mod timing;
