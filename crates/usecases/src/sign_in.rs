//! Signing in with a password, a one-time link, a card or a printed code. What comes of it is in `sessions`.

use domain::{DistrictId, PersonId, Timestamp, chain::Digest, people::Person};
use sha2::{Digest as _, Sha256};
use store::{Tx, session::Session};

use crate::{App, Refusal, chance, password, sessions::expiry};

/// Failed tries with one name from one address before the wait begins.
const FREE_TRIES: i64 = 5;

/// Failed tries from one address, whatever the names, before the wait begins: a whole school shares one.
const FREE_TRIES_OF_ADDRESS: i64 = 100;

/// The longest wait. It holds one name from one address only, so that nobody can lock out another.
const LONGEST_WAIT_SECONDS: i64 = 900;

/// Where somebody knocks from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// Network address, as far as it is known.
    pub address: String,
    /// What the browser says it is.
    pub device: String,
}

/// A new session. The token is in no table: only its digest is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    /// In which district.
    pub district: DistrictId,
    /// Who.
    pub person: PersonId,
    /// The secret for the cookie: 64 hexadecimal digits.
    pub token: String,
}

/// Signs in with a name (or e-mail) and a password. Every refusal reads the same and takes as long,
/// whether the name exists or not.
pub async fn with_password(
    app: &App,
    district: DistrictId,
    name: &str,
    secret: &str,
    visitor: &Visitor,
) -> Result<NewSession, Refusal> {
    let now = chance::now();
    let name = domain::text::search_key(name);
    if name.contains('\0') || name.chars().count() > 300 {
        return Err(wrong());
    }
    let pair = format!("{name} from {}", visitor.address);
    let address = format!("address {}", visitor.address);
    let (account, waits) = app
        .db
        .read((name, pair.clone(), address.clone()), |tx, (name, pair, address)| {
            Box::pin(async move {
                let account = store::account::find_by_name(tx, district, name).await?;
                let by_pair = store::account::failures(tx, district, pair).await?;
                let by_address = store::account::failures(tx, district, address).await?;
                let waits = wait(by_pair, FREE_TRIES, now).max(wait(by_address, FREE_TRIES_OF_ADDRESS, now));
                Ok::<_, Refusal>((account, waits))
            })
        })
        .await?;
    if waits > 0 {
        return Err(Refusal::TooMany { seconds: waits });
    }
    let usable = account.filter(|account| account.disabled_at.is_none());
    let hash = usable.as_ref().and_then(|account| account.password_hash.as_deref());
    let fits = password::fits(secret, hash).await?;
    let Some(account) = usable.filter(|_| fits) else {
        app.db
            .write((pair, address), move |tx, (pair, address)| {
                Box::pin(async move {
                    fail(tx, district, pair, now).await?;
                    fail(tx, district, address, now).await
                })
            })
            .await?;
        return Err(wrong());
    };
    let device = visitor.device.clone();
    app.db
        .write((pair, device), move |tx, (pair, device)| {
            Box::pin(async move {
                store::account::set_failures(tx, district, pair, 0, now).await?;
                open(tx, district, account.person, "password", device, now).await
            })
        })
        .await
}

/// Whom a link or card would sign in; nothing is used up.
pub async fn look_at_link(app: &App, district: DistrictId, token: &str) -> Result<Person, Refusal> {
    let now = chance::now();
    app.db
        .read(digest(&as_made(token)), |tx, token| {
            Box::pin(async move {
                let person = usable_link(tx, district, token, now).await?.person;
                let person = store::person::find(tx, district, person).await?;
                person.filter(|person| person.active).ok_or(Refusal::NotFound("this link"))
            })
        })
        .await
}

/// Signs in with a link (which is used up), or with a card or printed code (which is not).
pub async fn with_link(
    app: &App,
    district: DistrictId,
    token: &str,
    visitor: &Visitor,
) -> Result<NewSession, Refusal> {
    let now = chance::now();
    app.db
        .write((digest(&as_made(token)), visitor.device.clone()), move |tx, (token, device)| {
            Box::pin(async move {
                let link = usable_link(tx, district, token, now).await?;
                let person = store::person::find(tx, district, link.person).await?;
                if person.is_none_or(|person| !person.active) {
                    return Err(Refusal::NotFound("this link"));
                }
                if link.kind == "link" && !store::sign_in_link::use_once(tx, district, token, now).await? {
                    return Err(Refusal::NotFound("this link"));
                }
                open(tx, district, link.person, &link.kind, device, now).await
            })
        })
        .await
}

/// The digest under which a secret token is stored.
pub fn digest(token: &str) -> Digest {
    Sha256::digest(token.as_bytes()).into()
}

/// Letters and digits of a printed code: none that looks like another (Crockford's base 32).
const CODE_LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// How many characters a printed code has; 5 bits each.
const CODE_LENGTH: usize = 16;

/// A secret short enough to be typed from paper: 80 bits in 16 letters and digits.
pub fn new_code() -> String {
    let letters = chance::random::<CODE_LENGTH>().map(|byte| CODE_LETTERS[usize::from(byte % 32)]);
    letters.iter().map(|letter| char::from(*letter)).collect()
}

/// A token as it was made, from how somebody typed it off paper: in capitals, with dashes or spaces, an O
/// for a zero. Long tokens are never typed and stay as they are.
pub fn as_made(typed: &str) -> String {
    let letters: Vec<char> = typed.chars().filter(|letter| !matches!(letter, '-' | ' ')).collect();
    if letters.len() != CODE_LENGTH {
        return typed.to_owned();
    }
    let read = letters.iter().map(|letter| match letter.to_ascii_lowercase() {
        'o' => '0',
        'i' | 'l' => '1',
        letter => letter,
    });
    read.collect()
}

/// A secret token: 64 hexadecimal digits.
pub fn new_token() -> String {
    chance::random::<32>().iter().fold(String::with_capacity(64), |mut text, byte| {
        use std::fmt::Write as _;
        let _ = write!(text, "{byte:02x}");
        text
    })
}

async fn usable_link(
    tx: &mut Tx,
    district: DistrictId,
    token: &Digest,
    now: Timestamp,
) -> Result<store::sign_in_link::SignInLink, Refusal> {
    let link = store::sign_in_link::find(tx, district, token).await?;
    link.filter(|link| {
        link.revoked_at.is_none()
            && link.used_at.is_none()
            && link.expires_at.is_none_or(|expires_at| now < expires_at)
    })
    .ok_or(Refusal::NotFound("this link"))
}

/// Begins a session.
pub(crate) async fn open(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
    method: &str,
    device: &str,
    now: Timestamp,
) -> Result<NewSession, Refusal> {
    let token = new_token();
    let session = Session {
        id: chance::session_id(now),
        token: digest(&token),
        person,
        method: method.to_owned(),
        device: device.chars().take(200).filter(|c| !c.is_control()).collect(),
        created_at: now,
        seen_at: now,
        expires_at: expiry(now),
    };
    store::session::add(tx, district, &session).await?;
    store::person::note_sign_in(tx, district, person, now).await?;
    Ok(NewSession { district, person, token })
}

async fn fail(tx: &mut Tx, district: DistrictId, subject: &str, now: Timestamp) -> Result<(), Refusal> {
    let so_far = store::account::failures(tx, district, subject).await?;
    // After a quiet hour the count starts again.
    let fresh = so_far.is_none_or(|(_, last)| last + jiff::SignedDuration::from_hours(1) < now);
    let failures = if fresh { 1 } else { so_far.map_or(1, |(failures, _)| failures + 1) };
    Ok(store::account::set_failures(tx, district, subject, failures, now).await?)
}

/// Seconds still to wait: half a minute after the free tries, doubling with each further failure.
fn wait(failures: Option<(i64, Timestamp)>, free: i64, now: Timestamp) -> i64 {
    let Some((failures, last)) = failures.filter(|(failures, _)| *failures >= free) else { return 0 };
    let doublings = u32::try_from((failures - free).min(10)).unwrap_or(10);
    let seconds = (30_i64 << doublings).min(LONGEST_WAIT_SECONDS);
    (seconds - now.duration_since(last).as_secs()).max(0)
}

fn wrong() -> Refusal {
    Refusal::invalid("name", "and password do not go together. Check both, or ask for a new card or link")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_is_typed_from_paper() {
        let code = new_code();
        assert_eq!((code.len(), as_made(&code)), (16, code.clone()));
        assert_ne!(new_code(), code);
        assert_eq!(as_made("7QK4-M2XD OI1L-zz09"), "7qk4m2xd0111zz09");
        let token = new_token();
        assert_eq!(as_made(&token), token);
        assert_eq!(as_made("short"), "short");
    }

    #[test]
    fn the_wait_doubles_and_has_an_end() {
        let then = Timestamp::UNIX_EPOCH;
        for (failures, seconds) in [(4, 0), (5, 30), (6, 60), (9, 480), (10, 900), (1000, 900)] {
            assert_eq!(wait(Some((failures, then)), 5, then), seconds, "{failures} failures");
        }
        assert_eq!(wait(Some((5, then)), 5, then + jiff::SignedDuration::from_secs(31)), 0);
        assert_eq!(wait(None, 5, then), 0);
    }
}
