//! What a judgement is made from besides the entries, as a text that is kept by its digest and read
//! again years later.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    sync::Arc,
};

use domain::{
    CompetencyId, Points,
    chain::Digest,
    crosswalk::{Carry, Relation},
    policy::{Effect, Scope, ScopeKind, Value},
    scale::{BadScale, Level, Scale},
};
use sha2::{Digest as _, Sha256};

use super::{BadPolicy, OUTCOME_WEIGHT, Origin, Policy};
use crate::measured::{
    Kind, Measured, Named,
    text::{line as write_line, parts as split},
};

const HEADING: &str = "onramp-inputs-1";

/// The resolved policy and the scale of a judgement, the crosswalk over which it takes in older evidence, and
/// which set measured beforehand it judges by.
///
/// Text: a heading, one line per policy field (`field`, its name, `number` or `choice`, its value, the
/// scope that gave it, and what bounded it), one line for the scale, one per level, one per link of the
/// crosswalk (`carried`, the older id, the newer id, the relation), one for a set (`measured`, its kind, its
/// digest in hexadecimal digits); parts are separated by one tab, and `%`, tabs and line ends within a part
/// are written as `%` and two hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inputs {
    policy: Policy,
    scale: Scale,
    carried: Vec<Carry>,
    measured: Option<Named>,
    text: String,
    digest: Digest,
}

/// A text that holds no inputs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadInputs {
    /// A line that cannot be read.
    #[error("line {number} of the inputs cannot be read: \"{line}\"")]
    Line {
        /// From 1.
        number: usize,
        /// Its beginning.
        line: String,
    },
    /// The scale is missing, or given twice.
    #[error("the inputs need one line of scale")]
    NoScale,
    /// The scale cannot judge.
    #[error(transparent)]
    Scale(#[from] BadScale),
    /// The policy cannot judge.
    #[error(transparent)]
    Policy(#[from] BadPolicy),
}

impl Inputs {
    /// Packs a policy and a scale.
    pub fn new(policy: Policy, scale: Scale) -> Self {
        let (carried, text, digest) = (Vec::new(), String::new(), Digest::default());
        Self { policy, scale, carried, measured: None, text, digest }.written()
    }

    /// The same with the links of a crosswalk over which evidence of older competencies counts. Their
    /// order does not matter; without any, text and digest stay what they are.
    #[must_use]
    pub fn carrying(mut self, links: &[Carry]) -> Self {
        self.carried.extend_from_slice(links);
        self.carried.sort_unstable();
        self.carried.dedup();
        self.written()
    }

    /// The same with a set that was measured beforehand. Where the rule needs none of its kind, text and
    /// digest stay what they are.
    #[must_use]
    pub fn measured_by(mut self, set: Arc<Measured>) -> Self {
        if self.policy.rule().needs != Some(set.kind()) {
            return self;
        }
        self.measured = Some(Named { kind: set.kind(), digest: set.digest(), set: Some(set) });
        self.written()
    }

    /// Writes text and digest anew.
    fn written(mut self) -> Self {
        self.text = write(&self.policy, &self.scale);
        for link in &self.carried {
            _ = writeln!(self.text, "carried\t{}\t{}\t{}", link.old, link.new, link.relation.word());
        }
        if let Some(named) = &self.measured {
            let digits = domain::chain::hex(&named.digest);
            _ = writeln!(self.text, "measured\t{}\t{digits}", named.kind.word());
        }
        self.digest = Sha256::digest(self.text.as_bytes()).into();
        self
    }

    /// Reads a text that [`Inputs::text`] gave. A set that it names is brought with [`Inputs::bring`].
    pub fn read(text: &str) -> Result<Self, BadInputs> {
        let mut lines = text.lines().zip(1..);
        if lines.next().is_none_or(|(heading, _)| heading != HEADING) {
            return Err(bad_line(1, text.lines().next().unwrap_or_default()));
        }
        let mut fields: BTreeMap<String, (Value, Origin)> = BTreeMap::new();
        let (mut levels, mut carried, mut cut, mut measured) = (Vec::new(), Vec::new(), None, None);
        for (line, number) in lines {
            let parts = split(line);
            let parts = parts.ok_or_else(|| bad_line(number, line))?;
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            let read = match parts[..] {
                ["field", name, kind, value, ref origin @ ..] => read_field(kind, value, origin)
                    .filter(|_| !fields.contains_key(name))
                    .map(|read| _ = fields.insert(name.to_owned(), read)),
                ["scale", mastery, possible] => (|| {
                    let given = (mastery.parse::<Points>().ok()?, possible.parse::<Points>().ok()?);
                    cut.replace(given).is_none().then_some(())
                })(),
                ["level", code, points, name] => points.parse().ok().map(|points| {
                    levels.push(Level { code: code.to_owned(), name: name.to_owned(), points });
                }),
                ["carried", old, new, relation] => (|| {
                    let (old, new) = (old.parse().ok()?, new.parse().ok()?);
                    carried.push(Carry { old, new, relation: Relation::from_word(relation)? });
                    Some(())
                })(),
                ["measured", kind, digits] => (|| {
                    let named =
                        Named { kind: Kind::from_word(kind)?, digest: read_digest(digits)?, set: None };
                    measured.replace(named).is_none().then_some(())
                })(),
                _ => None,
            };
            read.ok_or_else(|| bad_line(number, line))?;
        }
        let (mastery, possible) = cut.ok_or(BadInputs::NoScale)?;
        let scale = Scale::new(levels, mastery, possible)?;
        let outcomes: BTreeSet<&str> =
            fields.keys().map(String::as_str).filter(|field| field.starts_with(OUTCOME_WEIGHT)).collect();
        let policy = Policy::assemble(&outcomes, |field| fields.get(field).cloned())?;
        Ok(Self {
            policy,
            scale,
            carried,
            measured,
            text: text.to_owned(),
            digest: Sha256::digest(text.as_bytes()).into(),
        })
    }

    /// The policy.
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The scale.
    pub const fn scale(&self) -> &Scale {
        &self.scale
    }

    /// The points at which mastery begins: what the policy says, or else the scale.
    pub fn cut(&self) -> Points {
        self.policy.cut(&self.scale)
    }

    /// The links over which evidence of older competencies counts, in the order of their ends.
    pub fn carried(&self) -> &[Carry] {
        &self.carried
    }

    /// Whether evidence of `competency` counts as that of an older version.
    pub fn takes_in(&self, competency: CompetencyId) -> bool {
        self.carried.iter().any(|link| link.old == competency)
    }

    /// The kind and digest of the set that these inputs name, and whether it is at hand.
    pub const fn named_set(&self) -> Option<&Named> {
        self.measured.as_ref()
    }

    /// Brings the set that inputs named when they were read back; refuses another one.
    #[must_use]
    pub fn bring(&mut self, set: &Arc<Measured>) -> bool {
        let Some(named) = self.measured.as_mut().filter(|named| named.digest == set.digest()) else {
            return false;
        };
        named.set = Some(Arc::clone(set));
        true
    }

    /// The set that is judged by, where the rule needs one and it is at hand.
    pub fn measured(&self) -> Option<&Measured> {
        self.measured.as_ref()?.set.as_deref()
    }

    /// The text to keep.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// SHA-256 of the text: what a judgement names.
    pub const fn digest(&self) -> Digest {
        self.digest
    }
}

fn write(policy: &Policy, scale: &Scale) -> String {
    let mut text = String::with_capacity(1_024);
    text.push_str(HEADING);
    text.push('\n');
    let mut line = |parts: &[&str]| write_line(&mut text, parts);
    for given in policy.origins() {
        let (kind, value) = match &given.value {
            Value::Number(number) => ("number", number.to_string()),
            Value::Choice(word) => ("choice", word.clone()),
        };
        let scope = given.origin.scope.map(scope_text);
        let bound = given.origin.bounded_by.map(|(scope, effect)| (scope_text(scope), effect.word()));
        let mut parts = vec!["field", &given.field, kind, &value, scope.as_deref().unwrap_or("given")];
        if let Some((scope, effect)) = &bound {
            parts.extend([effect, scope.as_str()]);
        }
        line(&parts);
    }
    line(&["scale", &scale.mastery().to_string(), &scale.points_possible().to_string()]);
    for level in scale.levels() {
        line(&["level", &level.code, &level.points.to_string(), &level.name]);
    }
    text
}

fn read_field(kind: &str, value: &str, origin: &[&str]) -> Option<(Value, Origin)> {
    let value = match kind {
        "number" => Value::Number(value.parse().ok()?),
        "choice" => Value::Choice(value.to_owned()),
        _ => return None,
    };
    let (scope, bounded_by) = match *origin {
        [scope] => (scope, None),
        [scope, effect, bound] => (scope, Some((read_scope(bound)?, Effect::from_word(effect)?))),
        _ => return None,
    };
    let scope = if scope == "given" { None } else { Some(read_scope(scope)?) };
    Some((value, Origin { scope, bounded_by }))
}

fn read_digest(digits: &str) -> Option<Digest> {
    let mut digest = Digest::default();
    if digits.len() != 2 * digest.len() || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    for (place, byte) in digest.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&digits[2 * place..2 * place + 2], 16).ok()?;
    }
    Some(digest)
}

/// `section:0303...`: the kind and 32 hexadecimal digits.
fn scope_text(scope: Scope) -> String {
    let mut text = format!("{}:", scope.kind.word());
    for byte in scope.id {
        _ = write!(text, "{byte:02x}");
    }
    text
}

fn read_scope(text: &str) -> Option<Scope> {
    let (kind, digits) = text.split_once(':')?;
    if digits.len() != 32 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let id = u128::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some(Scope { kind: ScopeKind::from_word(kind)?, id })
}

fn bad_line(number: usize, line: &str) -> BadInputs {
    BadInputs::Line { number, line: line.chars().take(80).collect() }
}
