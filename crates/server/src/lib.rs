//! The front ends of Onramp: pages, API and command line. Thin: each handler extracts, calls one use
//! case, and fills a view. There is no SQL here and no rule.

pub mod address;
pub mod api;
pub mod commands;
pub mod doctor;
pub mod download;
pub mod erased_tables;
pub mod figures;
pub mod form;
pub mod frame;
pub mod guard;
pub mod history_chart;
pub mod limits;
pub mod metrics;
pub mod notify;
pub mod observe;
pub mod once;
pub mod page_error;
pub mod pages;
pub mod probes;
pub mod process;
mod qr;
pub mod routes;
mod sent_file;
pub mod serve;
pub mod session;
pub mod site;
pub mod standing;
pub mod statement;
pub mod static_files;
pub mod upload;
pub mod views;
pub mod when;
