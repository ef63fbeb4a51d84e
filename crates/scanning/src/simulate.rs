//! Pictures of filled sheets, for tests, for the thresholds of [`crate::marks`] and for figures of accuracy.
//!
//! A page is drawn, marked by an imagined hand, and photographed: everything from a seed, so that a figure can
//! be had again. What it does not show: colours, real handwriting, creases, and cameras' own corrections.

mod dice;
mod draw;
mod hand;
mod jpeg;
mod photo;

pub use dice::Dice;
pub use draw::{PIXELS_PER_MM, drawn};
pub use hand::{Hand, Mark, mark, strays};
pub use jpeg::jpeg;
pub use photo::{Conditions, photograph};
