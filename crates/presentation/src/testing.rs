//! Interactions to try things on, and the fields that a rendered form would send.

mod form;
mod interactions;

pub(crate) use form::fields_of;
pub(crate) use interactions::*;
