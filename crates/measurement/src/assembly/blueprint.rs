//! What a whole test must hold.

/// How many items of a kind a test holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentRule {
    /// What a conflict calls it.
    pub name: String,
    /// The items that it counts, by place in the bank, each once.
    pub items: Vec<usize>,
    /// The fewest.
    pub at_least: usize,
    /// The most.
    pub at_most: usize,
}

/// Items that come together or not at all: questions on one stimulus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetRule {
    /// What a conflict calls it.
    pub name: String,
    /// The items of the set, by place in the bank, each once.
    pub items: Vec<usize>,
    /// The fewest when there are any, at least 1.
    pub at_least: usize,
    /// The most.
    pub at_most: usize,
}

/// What every whole test must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Blueprint {
    /// How many items the test has.
    pub length: usize,
    /// How many of each kind; an item may be of many kinds.
    pub content: Vec<ContentRule>,
    /// What comes together.
    pub sets: Vec<SetRule>,
    /// Groups of items of which a test holds at most one.
    pub enemies: Vec<Vec<usize>>,
}

/// A rule, as a conflict names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RuleName {
    /// The number of items of the test.
    Length,
    /// A content rule, by its place in the blueprint.
    Content(usize),
    /// A set, by its place in the blueprint.
    Set(usize),
    /// Enemies, by their place in the blueprint.
    Enemies(usize),
    /// Items that were given already, or that may not be given any more.
    Given,
}

/// What cannot be a blueprint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadBlueprint {
    /// No item, or more than there are.
    #[error("a test of {length} items cannot be made from {items}")]
    Length {
        /// The length asked for.
        length: usize,
        /// Items of the bank.
        items: usize,
    },
    /// A rule whose fewest is above its most.
    #[error("{rule:?} asks for at least {at_least} and at most {at_most} items")]
    TurnedRound {
        /// The rule.
        rule: RuleName,
        /// The fewest.
        at_least: usize,
        /// The most.
        at_most: usize,
    },
    /// A rule that names an item that is not there, or one twice.
    #[error("{rule:?} names item {item} (from 0), which is not there or named before")]
    Item {
        /// The rule.
        rule: RuleName,
        /// The item.
        item: usize,
    },
    /// Rules that no test keeps together; without any of them one could be made (where [`BadBlueprint::Conflict`]
    /// says so).
    #[error("no test keeps these rules together: {rules:?}")]
    Conflict {
        /// The rules.
        rules: Vec<RuleName>,
        /// Whether each of them is needed for the conflict. `false` when that took too long to find out.
        irreducible: bool,
    },
}

impl Blueprint {
    /// A test of so many items without further rules.
    pub fn of_length(length: usize) -> Self {
        Self { length, ..Self::default() }
    }

    /// Checks everything that needs no search.
    pub(crate) fn check(&self, items: usize) -> Result<(), BadBlueprint> {
        if self.length == 0 || self.length > items {
            return Err(BadBlueprint::Length { length: self.length, items });
        }
        let content = self
            .content
            .iter()
            .enumerate()
            .map(|(place, rule)| (RuleName::Content(place), &rule.items, rule.at_least, rule.at_most));
        let sets = self
            .sets
            .iter()
            .enumerate()
            .map(|(place, rule)| (RuleName::Set(place), &rule.items, rule.at_least.max(1), rule.at_most));
        let enemies =
            self.enemies.iter().enumerate().map(|(place, items)| (RuleName::Enemies(place), items, 0, 1));
        for (rule, named, at_least, at_most) in content.chain(sets).chain(enemies) {
            if at_least > at_most {
                return Err(BadBlueprint::TurnedRound { rule, at_least, at_most });
            }
            let mut seen = vec![false; items];
            for item in named {
                if *item >= items || std::mem::replace(&mut seen[*item], true) {
                    return Err(BadBlueprint::Item { rule, item: *item });
                }
            }
        }
        Ok(())
    }
}

/// Groups of enemies that cover all pairs: each pair is in a group whose members are all enemies of each other.
/// Fewer and larger groups make tighter rows.
pub(crate) fn cliques(items: usize, enemies: impl Fn(usize) -> Vec<usize>) -> Vec<Vec<usize>> {
    let foes: Vec<Vec<usize>> = (0..items)
        .map(|item| {
            let mut foes = enemies(item);
            foes.sort_unstable();
            foes.dedup();
            foes
        })
        .collect();
    let are = |a: usize, b: usize| foes[a].binary_search(&b).is_ok();
    let mut covered = std::collections::HashSet::new();
    let mut out = Vec::new();
    for (first, own) in foes.iter().enumerate() {
        for second in own.iter().copied().filter(|second| *second > first) {
            if covered.contains(&(first, second)) {
                continue;
            }
            let mut group = vec![first, second];
            for third in own {
                if !group.contains(third) && group.iter().all(|member| are(*member, *third)) {
                    group.push(*third);
                }
            }
            group.sort_unstable();
            for (place, a) in group.iter().enumerate() {
                covered.extend(group[place + 1..].iter().map(|b| (*a, *b)));
            }
            out.push(group);
        }
    }
    out
}
