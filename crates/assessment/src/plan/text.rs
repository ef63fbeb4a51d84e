//! How one value of a plan is written and read back. Law: `read(write(x)) == x`.

use std::fmt::Display;

use domain::{Points, Timestamp};

/// A value as text. The error says what to write, without naming the field.
pub(super) trait FieldText: Sized {
    fn write(&self) -> String;
    fn read(text: &str) -> Result<Self, String>;
}

impl FieldText for bool {
    fn write(&self) -> String {
        if *self { "yes" } else { "no" }.to_owned()
    }

    fn read(text: &str) -> Result<Self, String> {
        match text {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err("write yes or no".to_owned()),
        }
    }
}

impl FieldText for u32 {
    fn write(&self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Result<Self, String> {
        let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = if plain { text.parse().ok() } else { None };
        number.ok_or_else(|| "write a whole number such as 10".to_owned())
    }
}

impl FieldText for Points {
    fn write(&self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Result<Self, String> {
        text.parse().map_err(|_| "write a decimal number such as 0.8".to_owned())
    }
}

impl FieldText for Timestamp {
    fn write(&self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Result<Self, String> {
        text.parse().map_err(|_| "write a moment such as 2026-09-01T08:00:00Z".to_owned())
    }
}

impl FieldText for String {
    fn write(&self) -> String {
        self.clone()
    }

    fn read(text: &str) -> Result<Self, String> {
        Ok(text.to_owned())
    }
}

impl FieldText for domain::ItemId {
    fn write(&self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Result<Self, String> {
        text.parse().map_err(|why: domain::ids::NotAnId| why.to_string())
    }
}

/// Nothing is the empty text.
impl<T: FieldText> FieldText for Option<T> {
    fn write(&self) -> String {
        self.as_ref().map(T::write).unwrap_or_default()
    }

    fn read(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Ok(None);
        }
        T::read(text).map(Some).map_err(|what| format!("{what}, or nothing"))
    }
}

/// One after another, by `;`.
impl<T: FieldText> FieldText for Vec<T> {
    fn write(&self) -> String {
        joined(self.iter().map(T::write))
    }

    fn read(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Ok(Self::new());
        }
        text.split(';').map(|part| T::read(part.trim())).collect()
    }
}

fn joined(parts: impl Iterator<Item = impl Display>) -> String {
    let parts: Vec<String> = parts.map(|part| part.to_string()).collect();
    parts.join("; ")
}
