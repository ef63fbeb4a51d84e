//! Passwords: hashed with argon2id, never stored, made of words when the platform makes them.

use std::{sync::LazyLock, thread};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use tokio::sync::{mpsc, oneshot};

use crate::{Refusal, chance};

/// The fewest characters of a password that a person chooses (NIST SP 800-63B asks for 8 at least).
pub const LEAST_CHARACTERS: usize = 10;

/// The most characters; argon2 takes more, but nobody needs to send a megabyte.
const MOST_CHARACTERS: usize = 200;

/// How many may wait for their hash before callers have to.
const QUEUE: usize = 1024;

/// Hashing waits for its turn here.
type Job = Box<dyn FnOnce() + Send>;

/// One thread does all hashing. Each hash takes 19 MiB, which the allocator keeps for every thread that
/// ever hashed: 500 MB were measured after 30 people had signed in on the runtime's own threads.
static HASHING: LazyLock<mpsc::Sender<Job>> = LazyLock::new(|| {
    let (sender, mut receiver) = mpsc::channel::<Job>(QUEUE);
    thread::spawn(move || {
        while let Some(job) = receiver.blocking_recv() {
            job();
        }
    });
    sender
});

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
    in_turn(move || made_of(&password, &salt)).await
}

/// Whether `password` gives `hash`. Takes as long without a hash, so that nobody learns which names exist.
pub async fn fits(password: &str, hash: Option<&str>) -> Result<bool, Refusal> {
    let password: String = password.chars().take(MOST_CHARACTERS).collect();
    let Some(hash) = hash.map(str::to_owned) else {
        in_turn(move || drop(std::hint::black_box(made_of(&password, &[0; 16])))).await?;
        return Ok(false);
    };
    in_turn(move || {
        PasswordHash::new(&hash)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await
}

/// The hash in the PHC string format, as it is stored.
fn made_of(password: &str, salt: &[u8; 16]) -> String {
    let hash: PasswordHash = Argon2::default()
        .hash_password_with_salt(password.as_bytes(), salt)
        .expect("argon2 takes any password and a salt of 16 bytes");
    hash.to_string()
}

/// A password that is easy to read out: three words and two digits, about 32 bits, which is
/// enough behind the waits of signing in.
pub fn made() -> String {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let [a, b, c, d]: [u16; 4] = std::array::from_fn(|_| u16::from_be_bytes(chance::random()));
    let word = |n: u16| words[usize::from(n) % words.len()];
    format!("{}-{}-{}-{:02}", word(a), word(b), word(c), d % 100)
}

/// Runs `work` on the hashing thread.
async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
    let (tell, told) = oneshot::channel();
    let job: Job = Box::new(move || {
        // Who asked may have gone; then nobody needs to know.
        let _ = tell.send(work());
    });
    HASHING.send(job).await.map_err(|_| store::StoreError::WriterStopped)?;
    Ok(told.await.map_err(|_| store::StoreError::WriterStopped)?)
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
    async fn what_is_no_hash_fits_nothing() {
        assert!(!fits("anything", Some("$argon2id$v=19$m=1")).await.expect("answers"));
        assert!(!fits("", Some("")).await.expect("answers"));
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
