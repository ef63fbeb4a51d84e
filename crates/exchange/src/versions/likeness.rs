//! Which statements are alike by their words.

use std::collections::HashMap;

use domain::framework::Competency;

use super::words::{Vocabulary, Words};

/// The words of the statements of both versions.
pub(super) struct Statements {
    pub vocabulary: Vocabulary,
    pub old: Vec<Words>,
    pub new: Vec<Words>,
}

/// Statements that are alike by less are not linked.
const LEAST_PER_MILLE: u16 = 600;

/// A word that more statements without a link hold than this does not lead from one to another.
const MOST_HOLDERS: usize = 200;

impl Statements {
    /// Takes up all statements.
    pub fn of(old: &[Competency], new: &[Competency]) -> Self {
        let mut vocabulary = Vocabulary::default();
        let mut words = |side: &[Competency]| -> Vec<Words> {
            side.iter().map(|one| vocabulary.words(&one.statement)).collect()
        };
        let (old, new) = (words(old), words(new));
        Self { vocabulary, old, new }
    }

    /// Twice what both hold over what each holds (Dice), by weight, in thousandths.
    pub fn alike(&self, old: usize, new: usize) -> u16 {
        let (from, to) = (&self.old[old], &self.new[new]);
        let all = self.vocabulary.weight(from) + self.vocabulary.weight(to);
        per_mille(2 * self.vocabulary.shared(from, to), all)
    }
}

/// `part` of `whole` in thousandths; nothing of nothing is nothing.
pub(super) fn per_mille(part: u32, whole: u32) -> u16 {
    if whole == 0 {
        return 0;
    }
    let thousandths = u64::from(part) * 1000 / u64::from(whole);
    u16::try_from(thousandths.min(1000)).unwrap_or(1000)
}

/// Pairs that hold a word together, of those without a link.
pub(super) fn near(statements: &Statements, open_old: &[usize], open_new: &[usize]) -> Vec<(usize, usize)> {
    let holders = |side: &[Words], open: &[usize]| {
        let mut holders: HashMap<u32, Vec<usize>> = HashMap::new();
        for place in open {
            for word in &side[*place] {
                holders.entry(*word).or_default().push(*place);
            }
        }
        holders
    };
    let (old, new) = (holders(&statements.old, open_old), holders(&statements.new, open_new));
    let mut pairs = Vec::new();
    for from in open_old {
        let mut reached: Vec<usize> = Vec::new();
        for word in &statements.old[*from] {
            let (Some(theirs), Some(ours)) = (new.get(word), old.get(word)) else { continue };
            if theirs.len() <= MOST_HOLDERS && ours.len() <= MOST_HOLDERS {
                reached.extend(theirs);
            }
        }
        reached.sort_unstable();
        reached.dedup();
        pairs.extend(reached.into_iter().map(|to| (*from, to)));
    }
    pairs
}

/// The most alike first, each competency once: (old, new, how alike in thousandths).
pub(super) fn alike_pairs(
    old: &[Competency],
    new: &[Competency],
    statements: &Statements,
    open_old: &[usize],
    open_new: &[usize],
) -> Vec<(usize, usize, u16)> {
    let mut alike: Vec<_> = near(statements, open_old, open_new)
        .into_iter()
        .map(|(from, to)| (statements.alike(from, to), from, to))
        .filter(|(alike, ..)| *alike >= LEAST_PER_MILLE)
        .collect();
    // By the pair of GUIDs whichever side they are on, so that swapped versions give the same pairs.
    let ranks = ranks(old, new);
    alike.sort_unstable_by_key(|(alike, from, to)| {
        let (one, other) = (ranks[old[*from].guid.as_str()], ranks[new[*to].guid.as_str()]);
        (std::cmp::Reverse(*alike), one.min(other), one.max(other))
    });
    let (mut taken_old, mut taken_new) = (vec![false; old.len()], vec![false; new.len()]);
    let mut pairs = Vec::new();
    for (alike, from, to) in alike {
        if !taken_old[from] && !taken_new[to] {
            (taken_old[from], taken_new[to]) = (true, true);
            pairs.push((from, to, alike));
        }
    }
    pairs
}

/// The place of each GUID in the order of all of them.
fn ranks<'a>(old: &'a [Competency], new: &'a [Competency]) -> HashMap<&'a str, usize> {
    let mut guids: Vec<&str> = old.iter().chain(new).map(|one| one.guid.as_str()).collect();
    guids.sort_unstable();
    guids.into_iter().zip(0..).collect()
}
