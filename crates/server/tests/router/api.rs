//! The API: each address signed out, with a token that may only read, as a stranger, as it should be,
//! again, and malformed.

mod access;
mod administration;
mod by_hand;
pub mod document;
mod evidence;
mod families;
mod many;
mod once;
mod pace;
mod people_who_help;
mod policies;
mod privacy;
mod rating;
mod reading;
mod records;
mod roles;
mod room_days;
