//! Signing in with a password, a one-time link, a card or a printed code. What comes of it is in `sessions`;
//! who must wait after failed tries, in `sign_in/waiting.rs`.

mod waiting;

use domain::{DistrictId, PersonId, Timestamp, chain::Digest, people::Person};
use sha2::{Digest as _, Sha256};
use store::{Tx, session::Session};

use crate::{App, Refusal, chance, password, sessions::expiry};

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
    /// What the browser keeps for longer, after a password: by it [`with_password`] knows it again.
    pub known: Option<String>,
}

/// Signs in with a name (or e-mail) and a password. Every refusal reads the same and takes as long,
/// whether the name exists or not. `known` is what the browser kept of an earlier time.
pub async fn with_password(
    app: &App,
    district: DistrictId,
    name: &str,
    secret: &str,
    visitor: &Visitor,
    known: Option<&str>,
) -> Result<NewSession, Refusal> {
    let now = chance::now();
    let name = domain::text::search_key(name);
    if name.contains('\0') || name.chars().count() > 300 {
        return Err(wrong());
    }
    let asked = (name, visitor.address.clone(), known.map(str::to_owned));
    let (account, counts, waits) = app
        .db
        .read(asked, |tx, (name, address, known)| {
            Box::pin(async move {
                let account = store::account::find_by_name(tx, district, name).await?;
                let counts = waiting::counts(name, address, account.as_ref(), known.as_deref());
                let waits = waiting::seconds(tx, district, &counts, now).await?;
                Ok::<_, Refusal>((account, counts, waits))
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
        app.db.write(counts, move |tx, counts| Box::pin(waiting::failed(tx, district, counts, now))).await?;
        return Err(wrong());
    };
    app.db
        .write((counts, account, visitor.device.clone()), move |tx, (counts, account, device)| {
            Box::pin(async move {
                waiting::succeeded(tx, district, counts, now).await?;
                let session = open(tx, district, account.person, "password", device, now).await?;
                Ok::<_, Refusal>(NewSession { known: waiting::kept_by_browser(account), ..session })
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
    Ok(NewSession { district, person, token, known: None })
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
}
