//! Passwords: hashed with argon2id, never stored, made of words when the platform makes them.

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash, Salt},
};
use tokio::sync::Semaphore;

use crate::{Refusal, chance};

/// The fewest characters of a password that a person chooses (NIST SP 800-63B asks for 8 at least).
pub const LEAST_CHARACTERS: usize = 10;

/// The most characters; argon2 takes more, but nobody needs to send a megabyte.
pub const MOST_CHARACTERS: usize = 200;

/// Each hash takes 19 MiB; so many run at once.
static HASHING: Semaphore = Semaphore::const_new(2);

/// Memory asked for by one hash, of which it touches its 19 MiB. The allocator keeps what is smaller than
/// 32 MiB for each thread that ever hashed (500 MB after 30 people); what is larger goes back at once.
const ASKED_BYTES: usize = 33 << 20;

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
    blocking(move || made_of(&password, &salt).expect("argon2 takes any password and a salt of 16 bytes"))
        .await
}

/// Whether `password` gives `hash`. Takes as long without a hash, so that nobody learns which names exist.
pub async fn fits(password: &str, hash: Option<&str>) -> Result<bool, Refusal> {
    let password: String = password.chars().take(MOST_CHARACTERS).collect();
    let Some(hash) = hash.map(str::to_owned) else {
        blocking(move || {
            std::hint::black_box(made_of(&password, &[0; 16]));
        })
        .await?;
        return Ok(false);
    };
    blocking(move || is_made_of(&hash, &password).unwrap_or(false)).await
}

/// The hash in the PHC string format, as it is stored.
fn made_of(password: &str, salt: &[u8]) -> Option<String> {
    let (algorithm, version, params) = (Algorithm::default(), Version::default(), Params::default());
    let parameters = ParamsString::try_from(&params).ok()?;
    let output =
        output(&Argon2::new(algorithm, version, params), password, salt, Params::DEFAULT_OUTPUT_LEN)?;
    let salt = Salt::new(salt).ok()?;
    Some(format!("${algorithm}$v={}${parameters}${salt}${output}", u32::from(version)))
}

/// Whether a stored hash is of this password, by its own parameters; `None` for what is no hash of argon2.
fn is_made_of(stored: &str, password: &str) -> Option<bool> {
    let stored = PasswordHash::new(stored).ok()?;
    let algorithm = Algorithm::try_from(stored.algorithm.as_str()).ok()?;
    let version = stored.version.map_or(Ok(Version::default()), Version::try_from).ok()?;
    let params = Params::try_from(&stored).ok()?;
    let (salt, expected) = (stored.salt?, stored.hash?);
    let found = output(&Argon2::new(algorithm, version, params), password, salt.as_ref(), expected.len())?;
    // Compared in constant time by `Output`.
    Some(found == expected)
}

fn output(argon2: &Argon2<'_>, password: &str, salt: &[u8], length: usize) -> Option<Output> {
    let blocks = argon2.params().block_count();
    let mut memory = Vec::with_capacity(blocks.max(ASKED_BYTES / Block::SIZE));
    memory.resize(blocks, Block::default());
    let mut output = vec![0; length];
    argon2.hash_password_into_with_memory(password.as_bytes(), salt, &mut output, &mut memory).ok()?;
    Output::new(&output).ok()
}

/// A password that is easy to read out: three words and two digits, about 32 bits, which is
/// enough behind the waits of signing in.
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

    #[test]
    fn hashes_are_those_of_the_standard() {
        use argon2::{PasswordHasher as _, PasswordVerifier as _};
        let ours = made_of("correct horse battery", &[7; 16]).expect("hashes");
        let theirs: PasswordHash =
            Argon2::default().hash_password_with_salt(b"correct horse battery", &[7; 16]).expect("hashes");
        assert_eq!(ours, theirs.to_string());
        assert!(Argon2::default().verify_password(b"correct horse battery", ours.as_str()).is_ok());
        assert_eq!(is_made_of("$argon2id$v=19$m=1", "anything"), None);
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
