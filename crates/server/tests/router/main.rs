//! The real router over a real database: the API, and the pages.

mod api;
mod pages;
mod probes;
mod support;
