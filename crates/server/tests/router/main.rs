//! The real router over a real database: the API, and the pages.

mod api;
mod hillside;
mod hostile;
mod kept_demonstration;
mod pages;
mod probes;
mod signing_in;
mod support;
mod walk;
