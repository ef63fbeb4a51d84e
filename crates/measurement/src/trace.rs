//! Knowledge tracing: the chance of the next answer, from a learner's answers so far.
//!
//! | Model | Where |
//! | --- | --- |
//! | Bayesian knowledge tracing, with or without forgetting | [`bkt`] |
//! | Ratings after every answer (Elo) | [`Ratings`] |
//! | IRT, PFA, DAS3H and Best-LR as sparse logistic regressions | [`Traced`], by [`Kind`] |
//! | Our own: counts, ratings and recency in one logistic regression | [`Kind::CountsAndRatings`] |
//! | The same from one competency's answers alone, for judging it | [`NextAnswer`] |
//!
//! An answer belongs to one competency; an item of several is traced under one name for all of them, so
//! that one answer is one prediction. Files with a row per competency of the same answer make every model
//! look better than it is. Every model predicts before it hears the answer.

pub mod bkt;
mod doubts;
mod evaluate;
mod features;
mod history;
mod log;
mod logistic;
mod next_answer;
mod ratings;
mod traced;

pub use evaluate::{Accuracy, accuracy};
pub use features::Kind;
pub use log::{Answer, BadLog, Log, MOST_NUMBERED};
pub use next_answer::{Heard, NextAnswer, OnCompetency, OnItem, SHARED, SHARED_NAMES};
pub use ratings::{Rated, Ratings, rate_answers};
pub use traced::{Foretold, Traced, Tracer};
