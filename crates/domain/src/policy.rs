//! Policies: every number that sites disagree on, versioned, dated, and resolved field by field from
//! the nearest scope within the floors, ceilings and locks that a wider scope sets.

use crate::{Points, Timestamp, time::Date};

/// How near a setting is to a learner; nearest first, in the order that resolution asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScopeKind {
    /// One learner.
    Learner,
    /// One learner's place in a section.
    Enrollment,
    /// A section.
    Section,
    /// A program.
    Program,
    /// A school (any organization below the district).
    School,
    /// The whole district.
    District,
    /// What ships with Onramp.
    BuiltIn,
}

impl ScopeKind {
    /// Every kind with its word, nearest first.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Learner, "learner"),
        (Self::Enrollment, "enrollment"),
        (Self::Section, "section"),
        (Self::Program, "program"),
        (Self::School, "school"),
        (Self::District, "district"),
        (Self::BuiltIn, "built_in"),
    ];

    /// The word in storage, files and the API.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind)
    }
}

/// One scope: a kind, and which one of that kind (16 bytes; zeros for the district and built-in).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope {
    /// How near.
    pub kind: ScopeKind,
    /// Which one.
    pub id: [u8; 16],
}

impl Scope {
    /// The whole district.
    pub const DISTRICT: Self = Self { kind: ScopeKind::District, id: [0; 16] };
}

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// A number, exact to a millionth.
    Number(Points),
    /// A word of a closed list, such as a rule's slug.
    Choice(String),
}

/// What a setting does to its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Gives the value, unless a nearer scope gives another.
    Set,
    /// No nearer scope may go below.
    Floor,
    /// No nearer scope may go above.
    Ceiling,
    /// Gives the value, and no nearer scope may change it.
    Lock,
}

impl Effect {
    /// Every effect with its word.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Set, "set"), (Self::Floor, "floor"), (Self::Ceiling, "ceiling"), (Self::Lock, "lock")];

    /// The word in storage, files and the API.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(effect, _)| *effect)
    }
}

/// One version of one field in one scope. Never changed: a newer version takes over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Where it applies.
    pub scope: Scope,
    /// The field, such as `mastery.rule`.
    pub field: String,
    /// What it does; `None` as value withdraws the effect.
    pub effect: Effect,
    /// The value; `None` withdraws an earlier version of the same scope, field and effect.
    pub value: Option<Value>,
    /// The first day it applies.
    pub effective_from: Date,
    /// 1, 2, 3, ... within its scope, field and effect.
    pub version: i64,
    /// When it was written down; decides what a replay of the ledger knew.
    pub recorded_at: Timestamp,
}

/// A field as resolved, and where its value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The value that applies.
    pub value: Value,
    /// The scope that gave it.
    pub from: Scope,
    /// The wider scope whose floor, ceiling or lock changed the nearer value, if one did.
    pub bounded_by: Option<(Scope, Effect)>,
}

/// Resolves one field for a chain of scopes, given nearest first, on `day`.
/// `settings` are those of this field alone, known at the moment in question, in any order.
/// `None` when no scope sets it.
pub fn resolve(settings: &[Setting], chain: &[Scope], day: Date) -> Option<Resolved> {
    let current = |scope: Scope, effect: Effect| {
        settings
            .iter()
            .filter(|s| s.scope == scope && s.effect == effect && s.effective_from <= day)
            .max_by_key(|s| (s.effective_from, s.version))
            .and_then(|s| s.value.clone())
    };
    let mut found: Option<Resolved> = None;
    for &scope in chain {
        if let Some(value) = current(scope, Effect::Set)
            && found.is_none()
        {
            found = Some(Resolved { value, from: scope, bounded_by: None });
        }
    }
    // Bounds from the nearest to the widest, so that the widest scope has the last word.
    for &scope in chain {
        if let Some(value) = current(scope, Effect::Lock) {
            let bounded_by =
                found.as_ref().filter(|nearer| nearer.value != value).map(|_| (scope, Effect::Lock));
            found = Some(Resolved { value, from: scope, bounded_by });
        }
        for (effect, crosses) in [
            (Effect::Floor, (|value, bound| value < bound) as fn(Points, Points) -> bool),
            (Effect::Ceiling, |value, bound| value > bound),
        ] {
            let Some(Value::Number(bound)) = current(scope, effect) else { continue };
            if let Some(Resolved { value: Value::Number(value), bounded_by, .. }) = &mut found
                && crosses(*value, bound)
            {
                *value = bound;
                *bounded_by = Some((scope, effect));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const SECTION: Scope = Scope { kind: ScopeKind::Section, id: [3; 16] };
    const SCHOOL: Scope = Scope { kind: ScopeKind::School, id: [2; 16] };
    const BUILT_IN: Scope = Scope { kind: ScopeKind::BuiltIn, id: [0; 16] };
    const CHAIN: [Scope; 4] = [SECTION, SCHOOL, Scope::DISTRICT, BUILT_IN];

    fn set(scope: Scope, effect: Effect, value: i32, version: i64, from: Date) -> Setting {
        Setting {
            scope,
            field: "mastery.minimum_evidence".to_owned(),
            effect,
            value: Some(Value::Number(Points::whole(value))),
            effective_from: from,
            version,
            recorded_at: Timestamp::UNIX_EPOCH,
        }
    }

    const JAN: Date = date(2026, 1, 1);
    const JUN: Date = date(2026, 6, 1);

    #[test]
    fn the_nearest_scope_gives_the_value() {
        check(
            &[set(BUILT_IN, Effect::Set, 1, 1, JAN), set(SECTION, Effect::Set, 3, 1, JAN)],
            JUN,
            3,
            SECTION,
        );
    }

    #[test]
    fn a_floor_of_a_wider_scope_holds() {
        check(
            &[set(SECTION, Effect::Set, 1, 1, JAN), set(Scope::DISTRICT, Effect::Floor, 2, 1, JAN)],
            JUN,
            2,
            SECTION,
        );
    }

    #[test]
    fn a_lock_of_a_wider_scope_holds_against_every_nearer_one() {
        check(
            &[set(SECTION, Effect::Set, 1, 1, JAN), set(Scope::DISTRICT, Effect::Lock, 5, 1, JAN)],
            JUN,
            5,
            Scope::DISTRICT,
        );
    }

    #[test]
    fn a_later_version_applies_from_its_day() {
        let versions = [set(SCHOOL, Effect::Set, 1, 1, JAN), set(SCHOOL, Effect::Set, 4, 2, JUN)];
        check(&versions, date(2026, 5, 31), 1, SCHOOL);
        check(&versions, JUN, 4, SCHOOL);
    }

    #[test]
    fn a_withdrawn_value_falls_back_to_the_wider_scope() {
        let mut gone = set(SECTION, Effect::Set, 0, 2, JUN);
        gone.value = None;
        check(
            &[set(BUILT_IN, Effect::Set, 1, 1, JAN), set(SECTION, Effect::Set, 3, 1, JAN), gone],
            JUN,
            1,
            BUILT_IN,
        );
    }

    #[test]
    fn nothing_set_is_none() {
        assert_eq!(resolve(&[], &CHAIN, JUN), None);
    }

    #[track_caller]
    fn check(settings: &[Setting], day: Date, value: i32, from: Scope) {
        let resolved = resolve(settings, &CHAIN, day).expect("resolves");
        assert_eq!((resolved.value, resolved.from), (Value::Number(Points::whole(value)), from));
    }
}
