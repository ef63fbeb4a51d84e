//! The posterior of ability on a grid: what calibration, scoring and fit share.

mod grid;
mod packs;
mod sweep;

pub(crate) use grid::Nodes;
pub use grid::{BadGrid, Grid, Population};
pub(crate) use packs::Packs;
pub(crate) use sweep::{chunk_size, posterior};
