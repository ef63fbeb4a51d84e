//! An anchor as a text file that is kept away from the machine: what every chain of a district ended in
//! at one moment, signed.
//!
//! The head lines (`onramp-anchor-1`, `district`, `made_at`, `chains`, `entries`, `root`, `key`) are what
//! the `signature` line signs with Ed25519; the Merkle root in them covers one line per chain below:
//! learner, sequence and seal. Digests are hexadecimal.

use std::fmt::Write as _;

use domain::{
    DistrictId, LearnerId, Timestamp,
    chain::{Digest, merkle_root},
    evidence::Sequence,
};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

const HEADING: &str = "onramp-anchor-1";

/// What an anchor says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnchorFile {
    /// Of which district.
    pub district: DistrictId,
    /// When it was made.
    pub made_at: Timestamp,
    /// The district's public key.
    pub key: [u8; 32],
    /// The end of every chain that had entries, in learner order.
    pub heads: Vec<(LearnerId, Sequence, Digest)>,
}

/// A text that is no anchor, or no longer the one that was signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadAnchor {
    /// A line is missing or cannot be read.
    #[error("line {0} of the anchor file cannot be read")]
    Line(usize),
    /// The head lines were changed.
    #[error("the anchor file was changed: its signature does not fit")]
    Signature,
    /// The chains' lines were changed.
    #[error("the anchor file was changed: its lines do not give the root that was signed")]
    Root,
}

impl AnchorFile {
    /// How many entries the anchor covers.
    pub fn entries(&self) -> i64 {
        self.heads.iter().map(|(_, sequence, _)| sequence.0).sum()
    }

    /// The Merkle root over all heads.
    pub fn root(&self) -> Digest {
        merkle_root(&self.heads)
    }

    /// The lines that are signed, with their signature.
    pub fn signed_head(&self, secret: &[u8; 32]) -> String {
        let mut text = format!(
            "{HEADING}\ndistrict {}\nmade_at {}\nchains {}\nentries {}\nroot {}\nkey {}\n",
            self.district,
            self.made_at,
            self.heads.len(),
            self.entries(),
            domain::chain::hex(&self.root()),
            domain::chain::hex(&self.key),
        );
        let signature = SigningKey::from_bytes(secret).sign(text.as_bytes());
        let _ = writeln!(text, "signature {}", domain::chain::hex(&signature.to_bytes()));
        text
    }

    /// The whole file.
    pub fn write(&self, secret: &[u8; 32]) -> String {
        let mut text = self.signed_head(secret);
        text.reserve(self.heads.len() * 112);
        for (learner, sequence, seal) in &self.heads {
            let _ = writeln!(text, "{learner} {} {}", sequence.0, domain::chain::hex(seal));
        }
        text
    }

    /// Reads a file and checks that it is the one that was signed by the key it names.
    pub fn read(text: &str) -> Result<Self, BadAnchor> {
        let text = text.replace("\r\n", "\n");
        let mut lines = text.lines().zip(1..);
        let mut field = |name: &str| {
            let (line, number) = lines.next().unwrap_or_default();
            let value = line.strip_prefix(name).map(str::trim_start).map(str::to_owned);
            value.ok_or(BadAnchor::Line(number)).map(|value| (value, number))
        };
        field(HEADING)?;
        let district = parsed(field("district ")?)?;
        let made_at = parsed(field("made_at ")?)?;
        let chains: usize = parsed(field("chains ")?)?;
        let entries: i64 = parsed(field("entries ")?)?;
        let root = digits::<32>(field("root ")?)?;
        let key = digits::<32>(field("key ")?)?;
        let signature = digits::<64>(field("signature ")?)?;
        let signed = text.split_once("signature ").map_or("", |(signed, _)| signed);
        VerifyingKey::from_bytes(&key)
            .and_then(|key| key.verify_strict(signed.as_bytes(), &Signature::from_bytes(&signature)))
            .map_err(|_| BadAnchor::Signature)?;
        let heads = lines
            .map(|(line, number)| head(line).ok_or(BadAnchor::Line(number)))
            .collect::<Result<Vec<_>, _>>()?;
        let file = Self { district, made_at, key, heads };
        if file.root() != root || file.heads.len() != chains || file.entries() != entries {
            return Err(BadAnchor::Root);
        }
        Ok(file)
    }
}

/// The public key of a district's secret key.
pub fn public_key(secret: &[u8; 32]) -> [u8; 32] {
    SigningKey::from_bytes(secret).verifying_key().to_bytes()
}

fn head(line: &str) -> Option<(LearnerId, Sequence, Digest)> {
    let mut parts = line.split(' ');
    let learner = parts.next()?.parse().ok()?;
    let sequence = Sequence(parts.next()?.parse().ok().filter(|sequence| *sequence > 0)?);
    let seal = bytes(parts.next()?)?;
    parts.next().is_none().then_some((learner, sequence, seal))
}

fn parsed<T: std::str::FromStr>((value, line): (String, usize)) -> Result<T, BadAnchor> {
    value.parse().map_err(|_| BadAnchor::Line(line))
}

fn digits<const N: usize>((value, line): (String, usize)) -> Result<[u8; N], BadAnchor> {
    bytes(&value).ok_or(BadAnchor::Line(line))
}

fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    if text.len() != 2 * N || !text.is_ascii() {
        return None;
    }
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * place..2 * place + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: [u8; 32] = [7; 32];

    fn anchor() -> AnchorFile {
        let head = |n: u8| (LearnerId::from_bytes([n; 16]), Sequence(i64::from(n)), [n; 32]);
        AnchorFile {
            district: DistrictId::from_bytes([1; 16]),
            made_at: Timestamp::UNIX_EPOCH,
            key: public_key(&SECRET),
            heads: vec![head(1), head(2), head(3)],
        }
    }

    #[test]
    fn an_anchor_reads_back() {
        assert_eq!(AnchorFile::read(&anchor().write(&SECRET)), Ok(anchor()));
        assert_eq!(AnchorFile::read(&anchor().write(&SECRET).replace('\n', "\r\n")), Ok(anchor()));
    }

    #[test]
    fn any_change_is_refused() {
        let text = anchor().write(&SECRET);
        check(&text.replace("entries 6", "entries 7"), BadAnchor::Signature);
        check(&text.replace("made_at 1970", "made_at 1971"), BadAnchor::Signature);
        check(&text.replace(" 2 0202", " 4 0202"), BadAnchor::Root);
        check(text.rsplit_once("03030303-").expect("the last line").0, BadAnchor::Root);
        check("", BadAnchor::Line(0));
        check("onramp-anchor-1\ndistrict x\n", BadAnchor::Line(2));
        check(&format!("{text}more\n"), BadAnchor::Line(12));
    }

    #[track_caller]
    fn check(text: &str, expected: BadAnchor) {
        assert_eq!(AnchorFile::read(text), Err(expected));
    }
}
