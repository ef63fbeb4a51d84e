//! A letter as a message of the Internet (RFC 5322).

use lettre::{
    Address, Message,
    message::{
        Mailbox, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};

/// A letter in plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The name it comes from.
    pub from_name: String,
    /// The address it comes from.
    pub from: String,
    /// The name it goes to; may be empty.
    pub to_name: String,
    /// The address it goes to.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The text.
    pub body: String,
    /// Tag of its language.
    pub language: String,
    /// What names it for ever, without brackets: the same when it is sent again, so that the receiver can
    /// tell that it is the same.
    pub id: String,
}

/// A letter that no server would take.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadLetter {
    /// An address is none.
    #[error("\"{0}\" is not an e-mail address")]
    Address(String),
    /// The message cannot be put together.
    #[error("the message cannot be put together: {0}")]
    Message(String),
}

/// Whether a text is an e-mail address.
pub fn is_address(text: &str) -> bool {
    text.parse::<Address>().is_ok()
}

impl Letter {
    pub(crate) fn message(&self) -> Result<Message, BadLetter> {
        let address = |text: &str| -> Result<Address, BadLetter> {
            text.parse().map_err(|_| BadLetter::Address(text.to_owned()))
        };
        let named = |name: &str| (!name.trim().is_empty()).then(|| one_line(name));
        let header = |name: &'static str, value: &str| {
            HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
        };
        Message::builder()
            .from(Mailbox::new(named(&self.from_name), address(&self.from)?))
            .to(Mailbox::new(named(&self.to_name), address(&self.to)?))
            .subject(one_line(&self.subject))
            .message_id(Some(format!("<{}>", self.id)))
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("Content-Language", &self.language))
            .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(self.body.clone()))
            .map_err(|error| BadLetter::Message(error.to_string()))
    }
}

/// A line end in a header would begin another header.
fn one_line(text: &str) -> String {
    text.split(char::is_control).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter() -> Letter {
        Letter {
            from_name: "Riverbend".to_owned(),
            from: "onramp@riverbend.example".to_owned(),
            to_name: "Ana Núñez".to_owned(),
            to: "ana@home.example".to_owned(),
            subject: "Novedades".to_owned(),
            body: "Hola, Ana:\n¿Qué tal?".to_owned(),
            language: "es".to_owned(),
            id: "1@riverbend.example".to_owned(),
        }
    }

    fn written(letter: &Letter) -> String {
        String::from_utf8(letter.message().expect("a message").formatted()).expect("ASCII")
    }

    #[test]
    fn a_letter_says_who_what_and_in_which_language() {
        let written = written(&letter());
        for line in [
            "From: Riverbend <onramp@riverbend.example>\r\n",
            "To: =?utf-8?b?",
            "<ana@home.example>\r\n",
            "Subject: Novedades\r\n",
            "Message-ID: <1@riverbend.example>\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "Content-Language: es\r\n",
        ] {
            assert!(written.contains(line), "{line}\n{written}");
        }
    }

    #[test]
    fn nothing_in_a_name_or_subject_becomes_a_header() {
        let hostile = "News\r\nBcc: everybody@elsewhere.example\r\n\r\nBody";
        for letter in [
            Letter { subject: hostile.to_owned(), ..letter() },
            Letter { from_name: hostile.to_owned(), ..letter() },
            Letter { to_name: hostile.to_owned(), ..letter() },
        ] {
            let message = letter.message().expect("a message");
            assert_eq!(message.envelope().to().len(), 1);
            let written = written(&letter);
            assert!(!written.contains("\nBcc:"), "{written}");
        }
    }

    #[test]
    fn an_address_that_is_none_is_named() {
        for address in ["nobody", "a@", "@b.example", "a@b.example\r\nRCPT TO:<c@d.example>", ""] {
            let refused = Letter { to: address.to_owned(), ..letter() }.message();
            assert_eq!(refused.err(), Some(BadLetter::Address(address.to_owned())));
        }
    }
}
