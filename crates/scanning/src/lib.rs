//! Answer sheets: where their marks stand, and which ones are made on a photograph or scan. Pixels in, marks
//! with their doubt out; it knows nothing of items or learners.
//!
//! Four steps, in this order: [`layout::pages`] says where everything stands on paper, [`print::svg`] draws a
//! page of it, [`locate::locate`] finds a page in a picture and reads its code, [`marks::marks`] says which
//! bubbles of that page are filled and where a person must look. [`simulate`] makes pictures of filled sheets,
//! from which the thresholds and the figures of accuracy come.

pub mod geometry;
pub mod layout;
pub mod locate;
pub mod marks;
mod numbers;
pub mod picture;
pub mod print;
mod qr;
pub mod simulate;
