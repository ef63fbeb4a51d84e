//! The catalogue of policy fields: what pages offer, what is checked, what ships.

use domain::{
    Date, Points, Timestamp,
    evidence::Source,
    policy::{Effect, Setting, Value},
    scale::Scale,
};

use super::{
    BUILT_IN, BadPolicy, OUTCOME_WEIGHT,
    scales::{SCALE, read_scale, scaled_framework, write_scale},
};
use crate::{
    rollup::Rollup,
    rules::{self, Choice, Parameter, Rule},
};

/// From this many days on, evidence never grows too old.
pub(super) const NEVER_TOO_OLD_DAYS: u32 = 36_500;

/// The field that moves the point at which mastery begins. Where nobody sets it, inputs do not name it, and
/// so have the digest that they had before there was such a field.
pub(super) const CUT: &str = "mastery.cut_percent";

/// A field of the mastery policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its word, such as `mastery.decaying_average.weight_percent`.
    pub name: String,
    /// What it decides, for people.
    pub label: &'static str,
    /// Its unit, for people; empty for a choice.
    pub unit: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// What ships.
    pub default: Value,
}

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One of these words.
    Choice(Vec<&'static str>),
    /// A number.
    Number {
        /// The least it can be.
        least: Points,
        /// The most it can be.
        most: Points,
        /// Whether fractions are refused.
        whole: bool,
    },
    /// The levels of a framework and where mastery begins, as [`write_scale`] writes them.
    Scale,
}

impl Field {
    /// Checks a value for this field.
    pub fn check(&self, value: &Value) -> Result<(), BadPolicy> {
        let name = || self.name.clone();
        match (&self.kind, value) {
            (Kind::Choice(choices), Value::Choice(given)) if choices.contains(&given.as_str()) => Ok(()),
            (Kind::Choice(choices), given) => Err(BadPolicy::NotAChoice {
                field: name(),
                given: super::word(given.clone()),
                choices: choices.clone(),
            }),
            (Kind::Scale, Value::Choice(text)) => read_scale(text, None).map(drop),
            (Kind::Scale, Value::Number(given)) => {
                Err(BadPolicy::Scale(format!("{given} is a number, and no levels")))
            }
            (Kind::Number { .. }, Value::Choice(given)) => {
                Err(BadPolicy::NotANumber { field: name(), given: given.clone() })
            }
            (&Kind::Number { least, most, whole }, &Value::Number(given)) => {
                if !(least..=most).contains(&given) {
                    Err(BadPolicy::OutOfRange { field: name(), given, least, most })
                } else if whole && given.millionths() % Points::ONE.millionths() != 0 {
                    Err(BadPolicy::NotWhole { field: name(), given })
                } else {
                    Ok(())
                }
            }
        }
    }
}

/// Checks the value of a new setting of `field`.
pub fn check(field_name: &str, value: &Value) -> Result<(), BadPolicy> {
    field(field_name).ok_or_else(|| BadPolicy::UnknownField(field_name.to_owned()))?.check(value)
}

/// The field with this word. Weights of outcomes are fields of their own, made by name.
pub fn field(name: &str) -> Option<Field> {
    if let Some(outcome) = name.strip_prefix(OUTCOME_WEIGHT) {
        return (!outcome.is_empty()).then(|| weight(name.to_owned(), "Weight of this outcome", 0));
    }
    if name.starts_with(SCALE) {
        return scaled_framework(name).map(|_| levels(name.to_owned()));
    }
    let rest = name.strip_prefix("mastery.")?;
    if let Some((slug, parameter)) = rest.split_once('.')
        && let Some(rule) = rules::find(slug)
    {
        if let Some(choice) = rule.choices.iter().find(|known| known.name == parameter) {
            return Some(choice_field(rule, choice));
        }
        let parameter = rule.parameters.iter().find(|known| known.name == parameter)?;
        return Some(parameter_field(rule, parameter));
    }
    general_fields().into_iter().find(|field| field.name == name)
}

/// Every field but the weights of outcomes and the levels of frameworks, in the order that people set them.
pub fn all_fields() -> Vec<Field> {
    let mut fields = general_fields();
    for rule in rules::ALL {
        fields.extend(rule.parameters.iter().map(|parameter| parameter_field(rule, parameter)));
        fields.extend(rule.choices.iter().map(|choice| choice_field(rule, choice)));
    }
    fields
}

/// What ships with Onramp, as settings of the built-in scope. The cut is not among them: while nobody
/// sets it, each scale has its own. Nor are choices of rules and weights of what learners say, which inputs name only
/// where somebody made one.
pub fn built_in() -> Vec<Setting> {
    let is_choice = |name: &str| {
        rules::ALL.iter().any(|rule| rule.choices.iter().any(|one| of_choice(rule, one) == name))
    };
    let of_learners = |name: &str| {
        let word = name.strip_prefix("mastery.source_weight.");
        word.and_then(Source::from_word).is_some_and(is_of_learners)
    };
    let shipped = |field: &Field| field.name != CUT && !is_choice(&field.name) && !of_learners(&field.name);
    let setting = |field: Field| Setting {
        scope: BUILT_IN,
        field: field.name,
        effect: Effect::Set,
        value: Some(field.default),
        effective_from: Date::MIN,
        version: 1,
        recorded_at: Timestamp::UNIX_EPOCH,
    };
    all_fields().into_iter().filter(shipped).map(setting).collect()
}

/// The field of a rule's parameter: each rule has its own, so that a number set for one rule is never
/// read by another that means something else by it.
pub(super) fn of_parameter(rule: &Rule, parameter: &Parameter) -> String {
    format!("mastery.{}.{}", rule.slug, parameter.name)
}

/// The field of a rule's choice.
pub(super) fn of_choice(rule: &Rule, choice: &Choice) -> String {
    format!("mastery.{}.{}", rule.slug, choice.name)
}

fn choice_field(rule: &Rule, given: &Choice) -> Field {
    let default = given.words.first().copied().unwrap_or_default();
    choice(&of_choice(rule, given), given.label, given.words.to_vec(), default)
}

fn parameter_field(rule: &Rule, parameter: &Parameter) -> Field {
    let Parameter { label, unit, least, most, default, whole, .. } = *parameter;
    Field {
        name: of_parameter(rule, parameter),
        label,
        unit,
        kind: Kind::Number { least: Points::whole(least), most: Points::whole(most), whole },
        default: Value::Number(Points::whole(default)),
    }
}

fn general_fields() -> Vec<Field> {
    let slugs = rules::ALL.iter().map(|rule| rule.slug).collect();
    let days = i32::try_from(NEVER_TOO_OLD_DAYS).unwrap_or(i32::MAX);
    let mut fields = vec![
        choice("mastery.rule", "How evidence becomes a level", slugs, "decaying_average"),
        whole(
            "mastery.minimum_evidence".to_owned(),
            "Pieces of evidence before anything is judged",
            "pieces",
            1,
            100,
            1,
        ),
        whole(
            "mastery.too_old_days".to_owned(),
            "Days after which evidence no longer counts (36500: never)",
            "days",
            1,
            days,
            days,
        ),
    ];
    fields.push(Field {
        name: CUT.to_owned(),
        label: "Where mastery begins, of the most points (0: where the scale says)",
        unit: "percent",
        kind: Kind::Number { least: Points::ZERO, most: Points::whole(100), whole: false },
        default: Value::Number(Points::ZERO),
    });
    for (source, word) in Source::ALL {
        let usual = i32::from(!is_of_learners(source));
        fields.push(weight(format!("mastery.source_weight.{word}"), source_label(source), usual));
    }
    fields.extend([
        choice(
            "mastery.alignment",
            "An answer that is aligned more than once counts each time or once",
            vec!["each", "fused"],
            "each",
        ),
        choice(
            "mastery.pool_groups",
            "Results of one quiz are pooled into one result (for rules that do so)",
            vec!["yes", "no"],
            "yes",
        ),
        choice("mastery.rollup", "How a parent follows from its children", Rollup::WORDS.to_vec(), "all"),
        whole(
            "mastery.rollup_needed".to_owned(),
            "Children that must be mastered, for a count or a mean of mastered",
            "competencies",
            1,
            1_000,
            1,
        ),
        Field {
            name: "mastery.rollup_points".to_owned(),
            label: "Points that mastered children must bring together",
            unit: "points",
            kind: Kind::Number { least: Points::ZERO, most: Points::whole(100_000), whole: false },
            default: Value::Number(Points::ONE),
        },
    ]);
    fields
}

/// Whether learners are the judges: such a source counts only where somebody gives it a weight.
pub(super) const fn is_of_learners(source: Source) -> bool {
    matches!(source, Source::SelfRating | Source::PeerRating)
}

const fn source_label(source: Source) -> &'static str {
    match source {
        Source::ItemResponse => "Weight of answers to items",
        Source::Rating => "Weight of ratings",
        Source::Observation => "Weight of observations",
        Source::Import => "Weight of imported results",
        Source::PriorLearning => "Weight of prior learning",
        Source::Transfer => "Weight of another school's record",
        Source::SelfRating => "Weight of learners' ratings of their own work (0: shown, not counted)",
        Source::PeerRating => "Weight of classmates' ratings (0: shown, not counted)",
    }
}

fn choice(name: &str, label: &'static str, choices: Vec<&'static str>, default: &str) -> Field {
    Field {
        name: name.to_owned(),
        label,
        unit: "",
        kind: Kind::Choice(choices),
        default: Value::Choice(default.to_owned()),
    }
}

fn whole(
    name: String,
    label: &'static str,
    unit: &'static str,
    least: i32,
    most: i32,
    default: i32,
) -> Field {
    let kind = Kind::Number { least: Points::whole(least), most: Points::whole(most), whole: true };
    Field { name, label, unit, kind, default: Value::Number(Points::whole(default)) }
}

fn levels(name: String) -> Field {
    Field {
        name,
        label: "Levels and where mastery begins",
        unit: "",
        kind: Kind::Scale,
        default: Value::Choice(write_scale(&Scale::four_levels())),
    }
}

fn weight(name: String, label: &'static str, default: i32) -> Field {
    let kind = Kind::Number { least: Points::ZERO, most: Points::whole(1_000), whole: false };
    let unit = "times an ordinary weight of 1";
    Field { name, label, unit, kind, default: Value::Number(Points::whole(default)) }
}
