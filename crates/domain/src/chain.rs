//! The seal of a ledger entry: a salted digest of its content, chained by hash to the entry before.
//!
//! `seal = SHA-256("onramp-seal-1" | learner | sequence | previous seal | content digest)` and
//! `content digest = SHA-256("onramp-content-1" | salt | encoded entry)`. Erasing an entry's content
//! and salt leaves its content digest, so that the chain still verifies and says "erased".

use sha2::{Digest as _, Sha256};

use crate::{
    LearnerId, Points, Timestamp,
    evidence::{Entry, Evidence, Fact, Sequence},
};

/// 32 bytes of SHA-256.
pub type Digest = [u8; 32];

/// Bytes in lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut digits, byte| {
        for half in [byte >> 4, byte & 15] {
            digits.push(char::from_digit(u32::from(half), 16).unwrap_or_default());
        }
        digits
    })
}

/// Reads a digest that [`hex`] wrote; `None` for any other text.
pub fn from_hex(text: &str) -> Option<Digest> {
    let digits: Vec<u8> =
        text.chars().map(|one| one.to_digit(16).and_then(|n| u8::try_from(n).ok())).collect::<Option<_>>()?;
    let mut digest = [0; 32];
    if digits.len() != 64 {
        return None;
    }
    for (byte, pair) in digest.iter_mut().zip(digits.chunks(2)) {
        *byte = (pair[0] << 4) | pair[1];
    }
    Some(digest)
}

/// What the first entry of a chain follows.
pub const GENESIS: Digest = [0; 32];

/// 16 random bytes that keep an erased entry from being guessed from its digest.
pub type Salt = [u8; 16];

/// The digest of an entry's content; the learner and sequence are sealed around it.
pub fn content_digest(salt: &Salt, entry: &Entry) -> Digest {
    let mut content = Vec::with_capacity(256);
    content.extend_from_slice(b"onramp-content-1");
    content.extend_from_slice(salt);
    encode(entry, &mut content);
    Sha256::digest(&content).into()
}

/// The seal over one entry and, through `previous`, over everything before it.
pub fn seal(learner: LearnerId, sequence: Sequence, previous: &Digest, content: &Digest) -> Digest {
    let mut hasher = Sha256::new();
    hasher.update(b"onramp-seal-1");
    hasher.update(learner.as_bytes());
    hasher.update(sequence.0.to_be_bytes());
    hasher.update(previous);
    hasher.update(content);
    hasher.finalize().into()
}

/// The Merkle root over the heads of all chains of a district, in learner order; [`GENESIS`] for none.
/// An odd node is carried up unchanged; leaves and nodes are hashed under different prefixes.
pub fn merkle_root(heads: &[(LearnerId, Sequence, Digest)]) -> Digest {
    let mut level: Vec<Digest> = heads
        .iter()
        .map(|(learner, sequence, head)| {
            let mut hasher = Sha256::new();
            hasher.update(b"onramp-leaf-1");
            hasher.update(learner.as_bytes());
            hasher.update(sequence.0.to_be_bytes());
            hasher.update(head);
            hasher.finalize().into()
        })
        .collect();
    while level.len() > 1 {
        level = level
            .chunks(2)
            .map(|pair| match pair {
                [left, right] => {
                    let mut hasher = Sha256::new();
                    hasher.update(b"onramp-node-1");
                    hasher.update(left);
                    hasher.update(right);
                    hasher.finalize().into()
                }
                odd => odd[0],
            })
            .collect();
    }
    level.first().copied().unwrap_or(GENESIS)
}

/// Every field in a fixed order; each text and id with its length; each optional field with a mark.
fn encode(entry: &Entry, out: &mut Vec<u8>) {
    out.extend_from_slice(entry.id.as_bytes());
    number(out, entry.recorded_at.as_microsecond());
    optional_id(out, entry.recorded_by.map(|person| *person.as_bytes()));
    match &entry.fact {
        Fact::Evidence(evidence) => {
            out.push(1);
            encode_evidence(evidence, out);
        }
        Fact::Retraction { of, reason } => {
            out.push(2);
            number(out, of.0);
            text(out, reason);
        }
        Fact::Excusal { of, reason } => {
            out.push(3);
            number(out, of.0);
            text(out, reason);
        }
        Fact::Decision(decision) => {
            out.push(4);
            out.extend_from_slice(decision.competency.as_bytes());
            text(out, &decision.level);
            text(out, &decision.reason);
            out.extend_from_slice(decision.judge.as_bytes());
            optional_number(out, decision.expires_at.map(Timestamp::as_microsecond));
        }
        Fact::Erased => out.push(5),
    }
}

fn encode_evidence(evidence: &Evidence, out: &mut Vec<u8>) {
    out.extend_from_slice(evidence.competency.as_bytes());
    number(out, evidence.result.points.millionths());
    number(out, evidence.result.points_possible.millionths());
    optional_text(out, evidence.result.level.as_deref());
    optional_number(out, evidence.mastery_cut.map(Points::millionths));
    optional_text(out, evidence.result_group.as_deref());
    text(out, evidence.source.word());
    optional_id(out, evidence.judge.map(|person| *person.as_bytes()));
    optional_text(out, evidence.instrument.as_deref());
    optional_number(out, evidence.attempt);
    optional_id(out, evidence.section.map(|section| *section.as_bytes()));
    number(out, evidence.worked_at.as_microsecond());
    optional_text(out, evidence.note.as_deref());
    optional_text(out, evidence.attachment.as_deref());
}

fn number(out: &mut Vec<u8>, number: i64) {
    out.extend_from_slice(&number.to_be_bytes());
}

fn text(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(&(text.len() as u64).to_be_bytes());
    out.extend_from_slice(text.as_bytes());
}

fn optional_text(out: &mut Vec<u8>, value: Option<&str>) {
    out.push(u8::from(value.is_some()));
    if let Some(value) = value {
        text(out, value);
    }
}

fn optional_number(out: &mut Vec<u8>, value: Option<i64>) {
    out.push(u8::from(value.is_some()));
    if let Some(value) = value {
        number(out, value);
    }
}

fn optional_id(out: &mut Vec<u8>, value: Option<[u8; 16]>) {
    out.push(u8::from(value.is_some()));
    if let Some(value) = value {
        out.extend_from_slice(&value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::EvidenceId;

    fn retraction(reason: &str) -> Entry {
        Entry {
            learner: LearnerId::from_bytes([1; 16]),
            sequence: Sequence(2),
            id: EvidenceId::from_bytes([2; 16]),
            recorded_at: Timestamp::UNIX_EPOCH,
            recorded_by: None,
            fact: Fact::Retraction { of: Sequence(1), reason: reason.to_owned() },
        }
    }

    #[test]
    fn the_digest_changes_with_the_content_and_with_the_salt() {
        let plain = content_digest(&[0; 16], &retraction("typo"));
        assert_ne!(plain, content_digest(&[0; 16], &retraction("typos")));
        assert_ne!(plain, content_digest(&[1; 16], &retraction("typo")));
    }

    #[test]
    fn the_seal_changes_with_the_place_and_with_what_came_before() {
        let learner = LearnerId::from_bytes([1; 16]);
        let here = seal(learner, Sequence(1), &GENESIS, &[7; 32]);
        assert_ne!(here, seal(learner, Sequence(2), &GENESIS, &[7; 32]));
        assert_ne!(here, seal(learner, Sequence(1), &[1; 32], &[7; 32]));
    }

    #[test]
    fn the_root_covers_every_chain() {
        let head = |n: u8| (LearnerId::from_bytes([n; 16]), Sequence(1), [n; 32]);
        let three = merkle_root(&[head(1), head(2), head(3)]);
        assert_ne!(three, merkle_root(&[head(1), head(2)]));
        assert_ne!(three, merkle_root(&[head(2), head(1), head(3)]));
        assert_eq!(merkle_root(&[]), GENESIS);
    }
}
