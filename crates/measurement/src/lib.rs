//! Measuring ability: from answers to item parameters, scores, fit and the next question to ask.
//!
//! Everything works on numbers handed in: no clock, no database, no file, and chance only from a seed
//! that the caller passes. Arrays are flat; a missing answer is missing by design unless the caller
//! scores it.
//!
//! The way through the crate:
//!
//! 1. [`models`]: what an item is ([`models::Item`]) and how likely each category of it is at an ability.
//! 2. [`responses`]: the table of answers, checked once ([`responses::Responses`]).
//! 3. [`calibrate`]: item parameters by marginal maximum likelihood, with standard errors.
//! 4. [`score`]: abilities, sum-score tables, plausible values.
//! 5. [`fit`]: whether the model describes the answers, and how sure scores are.
//! 6. [`adaptive`]: the next question, and when to stop; [`assembly`]: whole tests from a blueprint; [`online`]:
//!    new items calibrated meanwhile.
//! 7. [`decide`]: mastered or not yet, and how sure; the one part that gives the same bits on every machine.
//! 8. [`trace`]: the chance of the next answer while a learner learns.
//! 9. [`memory`]: how likely something learned is still remembered.
//! 10. [`growth`]: typical and stretch goals, and growth compared with that of learners who began alike;
//!     [`equate`]: one scale for several forms and calibrations; [`dif`]: whether an item treats two groups
//!     alike; [`structure`]: what must be known before what.
//!
//! [`simulate`] and [`random`] make answers up from a seed, to check all of it. What was measured, against
//! which program, is in `docs/measurement-results.md`.
//!
//! Units: ability, difficulty and intercepts are in logits of the calibrated scale; slopes are per logit
//! (no 1.7); information is per squared logit; log-likelihoods are natural logarithms.

#![expect(clippy::cast_precision_loss, reason = "counts lie far below 2^52")]
#![expect(clippy::many_single_char_names, reason = "the letters of the formulas")]

pub mod adaptive;
pub mod assembly;
pub mod calibrate;
pub mod decide;
pub mod dif;
pub mod equate;
pub mod fit;
pub mod growth;
pub mod memory;
pub mod models;
mod numbers;
pub mod online;
pub mod posterior;
pub mod random;
pub mod responses;
pub mod score;
pub mod simulate;
pub mod structure;
pub mod trace;
pub mod waiting;
