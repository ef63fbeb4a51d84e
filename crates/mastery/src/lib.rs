//! What the evidence says: from a learner's ledger entries to a level, and why.
//!
//! A judgement is a pure function of three things: the entries of one learner about one competency,
//! the [`policy::Inputs`] (resolved policy and scale), and a moment. Nothing here reads a clock, a
//! database or a file, so that a judgement can be thrown away and made again years later.
//!
//! The way through the crate, in the order things happen:
//!
//! 1. [`policy`] resolves settings of nested scopes into one [`policy::Policy`], keeps which scope gave
//!    each field, and packs it with the scale into [`policy::Inputs`], kept by digest.
//! 2. `counting` decides which pieces of evidence count: retracted, excused, erased, too old and
//!    weightless ones do not, each with its reason. `conversion` puts each result on the scale.
//! 3. [`rules`] holds one file per rule: from the counted pieces, oldest first, to a value.
//! 4. [`judge()`] rounds the value once, finds the level, lets a standing decision override it, and seals
//!    the *why* with a digest. [`explain()`] makes the same *why* readable; [`wording`] says it to a
//!    learner, a family or an educator. [`what_if`] says which way a judgement would turn under another
//!    policy.
//! 5. [`measured`] holds what was measured beforehand and is named by digest: parameters of items;
//!    [`doubt`] says how sure a rule is that works with chances.
//! 6. [`rollup`] judges a parent from its children; [`groups`] finds who needs the same thing.
//!
//! What is deliberately absent: now, chance, floating-point functions of the machine (`libm` computes
//! them), fused multiply-add, and any judgement without a named rule, version and inputs. Not enough
//! evidence is `None`, never a low value.

mod conversion;
mod counting;
pub mod crosswalk;
pub mod doubt;
mod escaped;
pub mod explain;
pub mod groups;
pub mod judge;
mod mean;
pub mod measured;
mod next_step;
pub mod policy;
pub mod rollup;
mod rounding;
pub mod rules;
#[cfg(test)]
mod testing;
pub mod what_if;
pub mod wording;

pub use explain::{Explanation, explain};
pub use judge::{Case, Judged, judge};
pub use measured::Measured;
pub use policy::{BadPolicy, Inputs, Policy};
