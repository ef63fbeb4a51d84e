//! Passwords: hashed with argon2id, never stored, made of words when the platform makes them.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use tokio::sync::Semaphore;

use crate::{Refusal, chance};

/// The fewest characters of a password that a person chooses (NIST SP 800-63B asks for 8 at least).
pub const LEAST_CHARACTERS: usize = 10;

/// The most characters; argon2 takes more, but nobody needs to send a megabyte.
const MOST_CHARACTERS: usize = 200;

/// Each hash takes 19 MiB; so many run at once.
static HASHING: Semaphore = Semaphore::const_new(2);

/// Words of made passwords: short, common, hard to misspell, none that embarrasses a child.
const WORDS: &str = include_str!("password_words.txt");

/// Hashes a password that a person chose, away from the threads that answer requests.
pub async fn hash(password: &str) -> Result<String, Refusal> {
    let length = password.chars().count();
    if length < LEAST_CHARACTERS {
        let why = format!("has {length} characters: use at least {LEAST_CHARACTERS}");
        return Err(Refusal::invalid("password", why));
    }
    if length > MOST_CHARACTERS {
        return Err(Refusal::invalid("password", format!("is longer than {MOST_CHARACTERS} characters")));
    }
    let password = password.to_owned();
    let salt: [u8; 16] = chance::random();
    blocking(move || {
        let hash: PasswordHash = Argon2::default()
            .hash_password_with_salt(password.as_bytes(), &salt)
            .expect("argon2 takes any password and a salt of 16 bytes");
        hash.to_string()
    })
    .await
}

/// Whether `password` gives `hash`. Takes as long without a hash, so that nobody learns which names exist.
pub async fn fits(password: &str, hash: Option<&str>) -> Result<bool, Refusal> {
    let password: String = password.chars().take(MOST_CHARACTERS).collect();
    let Some(hash) = hash.map(str::to_owned) else {
        blocking(move || {
            let made: Result<PasswordHash, _> =
                Argon2::default().hash_password_with_salt(password.as_bytes(), &[0; 16]);
            std::hint::black_box(made.is_ok());
        })
        .await?;
        return Ok(false);
    };
    blocking(move || {
        PasswordHash::new(&hash)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await
}

/// A password that is easy to read out: three words and two digits, about 32 bits; enough behind the waits of signing in.
pub fn made() -> String {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let [a, b, c, d]: [u16; 4] = std::array::from_fn(|_| u16::from_be_bytes(chance::random()));
    let word = |n: u16| words[usize::from(n) % words.len()];
    format!("{}-{}-{}-{:02}", word(a), word(b), word(c), d % 100)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
    let _turn = HASHING.acquire().await.map_err(|_| store::StoreError::WriterStopped)?;
    tokio::task::spawn_blocking(work).await.map_err(|_| store::StoreError::WriterStopped.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only() {
        let hash = hash("correct horse battery").await.expect("long enough");
        assert!(fits("correct horse battery", Some(&hash)).await.expect("hashes"));
        assert!(!fits("correct horse batterz", Some(&hash)).await.expect("hashes"));
        assert!(!fits("correct horse battery", None).await.expect("hashes"));
    }

    #[tokio::test]
    async fn a_short_password_is_refused() {
        assert!(hash("short").await.is_err());
    }

    #[test]
    fn made_passwords_are_long_enough_and_differ() {
        assert!(made().chars().count() >= LEAST_CHARACTERS);
        assert_ne!(made(), made());
    }
}
