//! What counts as met, and what people said, by the graph's numbers.

use domain::path::{Directive, DirectiveKind};

use super::asked::Asked;
use crate::{bits::Bits, graph::Graph};

/// Per competency: whether what rests on it may go on, and the directive that stands.
pub(super) struct Marks<'a> {
    met: Bits,
    mastered: Bits,
    /// Taken as known by a goal, without evidence.
    assumed: Bits,
    directives: Vec<(usize, &'a Directive)>,
    pinned: Bits,
    skipped: Bits,
    sent_back: Bits,
}

impl<'a> Marks<'a> {
    pub fn new(asked: &Asked<'a>) -> Self {
        let len = asked.graph.len();
        let mut marks = Self {
            met: Bits::none(len),
            mastered: Bits::none(len),
            assumed: Bits::none(len),
            directives: standing_directives(asked),
            pinned: Bits::none(len),
            skipped: Bits::none(len),
            sent_back: Bits::none(len),
        };
        for &(number, directive) in &marks.directives {
            match directive.kind {
                DirectiveKind::Pin => marks.pinned.add(number),
                DirectiveKind::Skip => marks.skipped.add(number),
                DirectiveKind::SendBack => marks.sent_back.add(number),
            };
        }
        for (number, standing) in asked.standings.all().iter().enumerate() {
            if standing.mastered {
                marks.mastered.add(number);
            }
            if (standing.mastered || marks.skipped.has(number)) && !marks.sent_back.has(number) {
                marks.met.add(number);
            }
        }
        marks
    }

    /// Takes something as known that no goal needs to be learned.
    pub fn assume(&mut self, number: usize) {
        self.assumed.add(number);
        self.met.add(number);
    }

    pub fn is_met(&self, number: usize) -> bool {
        self.met.has(number)
    }

    pub fn is_mastered(&self, number: usize) -> bool {
        self.mastered.has(number)
    }

    pub fn is_pinned(&self, number: usize) -> bool {
        self.pinned.has(number)
    }

    /// Skipped and not mastered: what is mastered is done whatever was said.
    pub fn is_skipped(&self, number: usize) -> bool {
        self.skipped.has(number) && !self.mastered.has(number)
    }

    pub fn is_sent_back(&self, number: usize) -> bool {
        self.sent_back.has(number)
    }

    /// Met only because a goal takes it as known.
    pub fn is_assumed(&self, number: usize) -> bool {
        self.assumed.has(number)
    }

    /// The directives that stand, by number.
    pub fn directives(&self) -> &[(usize, &'a Directive)] {
        &self.directives
    }

    pub fn directive(&self, number: usize) -> Option<&'a Directive> {
        let place = self.directives.binary_search_by_key(&number, |one| one.0).ok()?;
        Some(self.directives[place].1)
    }

    /// What comes directly before and is not met.
    pub fn unmet_before(&self, graph: &'a Graph, number: usize) -> impl Iterator<Item = usize> {
        graph.before(number).filter(|before| !self.met.has(*before))
    }
}

/// The newest directive of each competency that stands and is not fulfilled; two of one moment, the one of the later
/// id. What was mastered by later work fulfils pins and send-backs.
fn standing_directives<'a>(asked: &Asked<'a>) -> Vec<(usize, &'a Directive)> {
    let standing = asked.directives.iter().filter(|one| one.stands(asked.now));
    let mut found: Vec<(usize, &Directive)> =
        standing.filter_map(|one| Some((asked.graph.find(one.competency)?, one))).collect();
    found.sort_by_key(|(number, one)| (*number, std::cmp::Reverse((one.given_at, one.id))));
    found.dedup_by_key(|(number, _)| *number);
    found.retain(|(number, one)| {
        let standing = &asked.standings.all()[*number];
        let worked_since = standing.worked_at.is_some_and(|worked| worked > one.given_at);
        one.kind == DirectiveKind::Skip || !(standing.mastered && worked_since)
    });
    found
}
