//! Mail: one letter to one address, by the SMTP server that a district names.
//!
//! Nothing of ours is imported here, and nothing here knows why a letter is sent.

mod letter;
mod mailer;

pub use letter::{BadLetter, Letter, is_address};
pub use mailer::{BadServer, Failure, Mailer, Secrecy, Server};
