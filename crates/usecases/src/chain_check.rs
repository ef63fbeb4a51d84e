//! Whether one learner's chain is whole: pure, over stretches of entries in chain order.

use std::collections::HashMap;

use domain::{
    CompetencyId, LearnerId,
    chain::{Digest, GENESIS, content_digest, seal},
    evidence::{Fact, Sequence},
};
use store::{evidence::Sealed, learner::Head};

/// The most broken seals of one chain for which it is worked out whether entries changed places.
const MOST_COMPARED: usize = 64;

/// Something that is wrong with a chain, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whose chain.
    pub learner: LearnerId,
    /// Which entry.
    pub sequence: Sequence,
    /// What is wrong.
    pub wrong: Wrong,
}

/// What can be wrong with an entry; each reads on after "entry 7".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Rows are gone.
    #[error("is missing{}", up_to(*.last))]
    Missing {
        /// The last entry missing, when there are several in a row.
        last: Option<Sequence>,
    },
    /// The content's digest is another.
    #[error("was changed: its content is not what was sealed")]
    Changed,
    /// Content digest, seal or what comes before were rewritten.
    #[error("was changed: its seal does not fit its content, its place and the entry before it")]
    SealBroken,
    /// The seal fits another place.
    #[error("was moved here from place {}", .from.0)]
    Moved {
        /// Where it was sealed.
        from: Sequence,
    },
    /// An erasure that is none.
    #[error("lost its salt without being marked as erased, so its content cannot be checked")]
    HalfErased,
    /// A retraction or excusal counts for the wrong competency.
    #[error("is filed under another competency than the entry that it names")]
    Misfiled,
    /// The chain is longer than its head says.
    #[error("stands beyond the end of the chain")]
    BeyondHead,
    /// The head names another seal.
    #[error("has another seal than the head of the chain names")]
    HeadDiffers,
    /// The learner's row is gone.
    #[error("stands in a chain that has no head")]
    NoHead,
    /// The anchor says otherwise.
    #[error("has another seal than the anchor holds: it, or an entry before it, was rewritten since")]
    AnchorDiffers,
    /// The anchor knows more.
    #[error("is in the anchor and not in the chain")]
    AnchoredMissing,
}

fn up_to(last: Option<Sequence>) -> String {
    last.map(|last| format!(", and so is every entry up to {}", last.0)).unwrap_or_default()
}

/// Walks one chain, stretch by stretch.
pub(crate) struct ChainCheck {
    learner: LearnerId,
    head: Head,
    anchored: Option<(Sequence, Digest)>,
    last: Sequence,
    /// The seal before the next entry; `None` after a gap, when it is not known.
    previous: Option<Digest>,
    filed: HashMap<Sequence, Option<CompetencyId>>,
    broken: Vec<BrokenSeal>,
    findings: Vec<Finding>,
    /// Entries seen.
    pub(crate) entries: i64,
    /// Entries whose content was erased.
    pub(crate) erased: i64,
}

struct BrokenSeal {
    sequence: Sequence,
    previous: Digest,
    content: Digest,
    seal: Digest,
}

impl ChainCheck {
    pub(crate) fn new(learner: LearnerId, head: Head, anchored: Option<(Sequence, Digest)>) -> Self {
        Self {
            learner,
            head,
            anchored,
            last: Sequence(0),
            previous: Some(GENESIS),
            filed: HashMap::new(),
            broken: Vec::new(),
            findings: Vec::new(),
            entries: 0,
            erased: 0,
        }
    }

    /// The place of the last entry seen.
    pub(crate) fn last(&self) -> Sequence {
        self.last
    }

    /// Checks the next stretch.
    pub(crate) fn take(&mut self, stretch: &[Sealed]) {
        for sealed in stretch {
            self.check_place(sealed);
            self.check_content(sealed);
            self.check_seal(sealed);
            self.check_filing(sealed);
            self.entries += 1;
            self.last = sealed.entry.sequence;
            self.previous = Some(sealed.seal);
        }
    }

    /// Ends the walk: everything that is wrong, in chain order.
    pub(crate) fn finish(mut self) -> Vec<Finding> {
        self.sort_broken();
        if self.last < self.head.sequence {
            self.missing(self.last.0 + 1, self.head.sequence.0);
        } else if self.last == self.head.sequence
            && self.previous.unwrap_or(GENESIS) != self.head.seal
            // An entry that was moved to the end is named already.
            && self.findings.iter().all(|finding| finding.sequence != self.last)
        {
            self.wrong(self.last, Wrong::HeadDiffers);
        }
        if let Some((sequence, _)) = self.anchored
            && sequence > self.last
        {
            self.wrong(sequence, Wrong::AnchoredMissing);
        }
        self.findings.sort_by_key(|finding| finding.sequence);
        self.findings
    }

    fn check_place(&mut self, sealed: &Sealed) {
        let here = sealed.entry.sequence;
        if here.0 > self.last.0 + 1 {
            self.missing(self.last.0 + 1, here.0 - 1);
            self.previous = None;
        }
        if here > self.head.sequence && self.last <= self.head.sequence {
            self.wrong(here, Wrong::BeyondHead);
        }
        if self.anchored.is_some_and(|(place, seal)| place == here && seal != sealed.seal) {
            self.wrong(here, Wrong::AnchorDiffers);
        }
    }

    fn check_content(&mut self, sealed: &Sealed) {
        let erased = sealed.entry.fact == Fact::Erased;
        match &sealed.salt {
            None if erased => self.erased += 1,
            None => self.wrong(sealed.entry.sequence, Wrong::HalfErased),
            Some(salt) if erased || content_digest(salt, &sealed.entry) != sealed.content => {
                self.wrong(sealed.entry.sequence, Wrong::Changed);
            }
            Some(_) => {}
        }
    }

    fn check_seal(&mut self, sealed: &Sealed) {
        let Some(previous) = self.previous else { return };
        let sequence = sealed.entry.sequence;
        if seal(self.learner, sequence, &previous, &sealed.content) != sealed.seal {
            let (content, seal) = (sealed.content, sealed.seal);
            self.broken.push(BrokenSeal { sequence, previous, content, seal });
        }
    }

    fn check_filing(&mut self, sealed: &Sealed) {
        if let Fact::Retraction { of, .. } | Fact::Excusal { of, .. } = &sealed.entry.fact
            && self.filed.get(of).is_some_and(|competency| *competency != sealed.competency)
        {
            self.wrong(sealed.entry.sequence, Wrong::Misfiled);
        }
        self.filed.insert(sealed.entry.sequence, sealed.competency);
    }

    /// Tells an entry that changed places from one whose neighbour did, and both from a rewritten one.
    fn sort_broken(&mut self) {
        let broken = std::mem::take(&mut self.broken);
        let compared = &broken[..broken.len().min(MOST_COMPARED)];
        let mut before = vec![GENESIS];
        for one in compared {
            before.extend([one.seal, one.previous]);
            before.push(seal(self.learner, one.sequence, &one.previous, &one.content));
        }
        let sealed_at = |one: &BrokenSeal| {
            compared.iter().map(|other| other.sequence).find(|place| {
                before.iter().any(|previous| seal(self.learner, *place, previous, &one.content) == one.seal)
            })
        };
        let sorted: Vec<(Sequence, Wrong)> = broken
            .iter()
            .filter_map(|one| match sealed_at(one) {
                Some(place) if place == one.sequence => None,
                Some(from) => Some((one.sequence, Wrong::Moved { from })),
                None => Some((one.sequence, Wrong::SealBroken)),
            })
            .collect();
        for (sequence, wrong) in sorted {
            self.wrong(sequence, wrong);
        }
    }

    fn missing(&mut self, first: i64, last: i64) {
        let last = (last > first).then_some(Sequence(last));
        self.wrong(Sequence(first), Wrong::Missing { last });
    }

    fn wrong(&mut self, sequence: Sequence, wrong: Wrong) {
        self.findings.push(Finding { learner: self.learner, sequence, wrong });
    }
}
