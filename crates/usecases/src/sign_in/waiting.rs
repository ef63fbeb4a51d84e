//! Who must wait after failed tries, so that passwords cannot be guessed and nobody locks out another.
//!
//! Tries are counted for a name from an address, and for an address as a whole. A school shares one
//! address: one pupil could keep a teacher waiting there. So a browser in which somebody has once given
//! their password keeps a proof of it, and its tries with that name are counted on their own. Links, cards
//! and codes are long enough never to wait.
//! Source: OWASP, Blocking Brute Force Attacks, device cookies.

use domain::{DistrictId, Timestamp, chain::hex};
use sha2::{Digest as _, Sha256};
use store::{Tx, account::Account};

use crate::{Refusal, chance};

/// One count of failed tries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Count {
    /// Of what.
    subject: String,
    /// So many are free, and so many are forgotten in an hour.
    free: i64,
    /// The longest wait, in seconds.
    longest: i64,
    /// Whether a password that fits ends it.
    ends: bool,
}

/// The first wait after the free tries, in seconds; it doubles with each further failure.
const FIRST_WAIT: i64 = 30;

/// Where a try with `name` is counted.
pub(super) fn counts(
    name: &str,
    address: &str,
    account: Option<&Account>,
    known: Option<&str>,
) -> Vec<Count> {
    if let Some(browser) = account.zip(known).and_then(|(account, known)| browser_of(account, known)) {
        return vec![Count { subject: format!("browser {browser}"), free: 5, longest: 900, ends: true }];
    }
    vec![
        Count { subject: format!("{name} from {address}"), free: 5, longest: 900, ends: true },
        // Short: everybody who is new at this address waits too.
        Count { subject: format!("address {address}"), free: 100, longest: 60, ends: false },
    ]
}

/// Seconds still to wait; 0 to go on.
pub(super) async fn seconds(
    tx: &mut Tx,
    district: DistrictId,
    counts: &[Count],
    now: Timestamp,
) -> Result<i64, Refusal> {
    let mut longest = 0;
    for count in counts {
        let so_far = store::account::failures(tx, district, &count.subject).await?;
        longest = longest.max(wait(so_far, count, now));
    }
    Ok(longest)
}

/// Counts a try that failed.
pub(super) async fn failed(
    tx: &mut Tx,
    district: DistrictId,
    counts: &[Count],
    now: Timestamp,
) -> Result<(), Refusal> {
    for count in counts {
        let so_far = store::account::failures(tx, district, &count.subject).await?;
        let failures = left(so_far, count.free, now) + 1;
        store::account::set_failures(tx, district, &count.subject, failures, now).await?;
    }
    Ok(())
}

/// Ends the counts that a password that fits ends.
pub(super) async fn succeeded(
    tx: &mut Tx,
    district: DistrictId,
    counts: &[Count],
    now: Timestamp,
) -> Result<(), Refusal> {
    for count in counts.iter().filter(|count| count.ends) {
        store::account::set_failures(tx, district, &count.subject, 0, now).await?;
    }
    Ok(())
}

/// What a browser keeps to be known again: whose it is, a name of its own, and a seal that only the
/// stored hash of the password gives. A new password makes it worthless.
pub(super) fn kept_by_browser(account: &Account) -> Option<String> {
    let browser = hex(&chance::random::<16>());
    Some(format!("{browser}.{}", seal(account, &browser)?))
}

/// The browser's name, when what it kept is of this account.
fn browser_of<'k>(account: &Account, known: &'k str) -> Option<&'k str> {
    let (browser, sealed) = known.split_once('.')?;
    (browser.len() == 32 && seal(account, browser)? == sealed).then_some(browser)
}

fn seal(account: &Account, browser: &str) -> Option<String> {
    let hash = account.password_hash.as_deref()?;
    let digest = Sha256::new().chain_update(b"onramp-known-1").chain_update(hash).chain_update(browser);
    Some(hex(&digest.finalize()))
}

/// Failures that are not forgotten yet.
fn left(so_far: Option<(i64, Timestamp)>, free: i64, now: Timestamp) -> i64 {
    let Some((failures, last)) = so_far else { return 0 };
    let forgotten = now.duration_since(last).as_secs().max(0).saturating_mul(free) / 3600;
    failures.saturating_sub(forgotten).max(0)
}

fn wait(so_far: Option<(i64, Timestamp)>, count: &Count, now: Timestamp) -> i64 {
    let Some((failures, last)) = so_far.filter(|(failures, _)| *failures >= count.free) else { return 0 };
    let doublings = u32::try_from((failures - count.free).min(10)).unwrap_or(10);
    let seconds = (FIRST_WAIT << doublings).min(count.longest);
    (seconds - now.duration_since(last).as_secs()).max(0)
}

#[cfg(test)]
mod tests {
    use domain::PersonId;

    use super::*;

    const THEN: Timestamp = Timestamp::UNIX_EPOCH;

    fn later(seconds: i64) -> Timestamp {
        THEN + jiff::SignedDuration::from_secs(seconds)
    }

    fn account(hash: &str) -> Account {
        Account {
            id: domain::AccountId::from_bytes([1; 16]),
            person: PersonId::from_bytes([1; 16]),
            sign_in_name: "ada".to_owned(),
            password_hash: Some(hash.to_owned()),
            disabled_at: None,
        }
    }

    #[test]
    fn the_wait_doubles_and_has_an_end() {
        let count = &counts("ada", "here", None, None)[0];
        for (failures, seconds) in [(4, 0), (5, 30), (6, 60), (9, 480), (10, 900), (1000, 900)] {
            assert_eq!(wait(Some((failures, THEN)), count, THEN), seconds, "{failures} failures");
        }
        assert_eq!(wait(Some((5, THEN)), count, later(31)), 0);
        assert_eq!(wait(None, count, THEN), 0);
    }

    #[test]
    fn a_whole_address_never_waits_longer_than_a_minute() {
        let count = &counts("ada", "here", None, None)[1];
        for (failures, seconds) in [(99, 0), (100, 30), (101, 60), (5_000, 60)] {
            assert_eq!(wait(Some((failures, THEN)), count, THEN), seconds, "{failures} failures");
        }
    }

    #[test]
    fn in_an_hour_as_many_failures_are_forgotten_as_are_free() {
        for (failures, free, after, expected) in
            [(8, 5, 0, 8), (8, 5, 720, 7), (8, 5, 3_600, 3), (8, 5, 36_000, 0), (130, 100, 360, 120)]
        {
            assert_eq!(
                left(Some((failures, THEN)), free, later(after)),
                expected,
                "{failures} after {after} s"
            );
        }
        assert_eq!(left(None, 5, THEN), 0);
    }

    #[test]
    fn a_browser_is_known_for_its_own_account_and_password_only() {
        let mine = account("a hash");
        let known = kept_by_browser(&mine).expect("there is a password");
        let subject = |account: &Account, known: &str| {
            counts("ada", "here", Some(account), Some(known)).remove(0).subject
        };
        assert!(subject(&mine, &known).starts_with("browser "));
        for (account, known) in [
            (account("another hash"), known.clone()),
            (mine.clone(), known.replace('.', "")),
            (mine.clone(), format!("{known}0")),
            (mine.clone(), format!("0{known}")),
            (mine, String::new()),
        ] {
            assert_eq!(subject(&account, &known), "ada from here", "{known}");
        }
    }
}
