//! A plan as pairs of field and text, and back.

use super::{Plan, PlanKind, text::FieldText};

/// A pair that is no field of a plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadField {
    /// No such field.
    #[error("a plan has no field \"{0}\": leave it out, or read it with the program that wrote it")]
    Unknown(String),
    /// The same field twice.
    #[error("the field {0} is given twice: leave one out")]
    Twice(&'static str),
    /// A text that is no value of the field.
    #[error("{field} cannot be \"{text}\": {what_to_do}")]
    Value {
        /// The field.
        field: &'static str,
        /// The text, cut at 200 characters.
        text: String,
        /// What to write.
        what_to_do: String,
    },
}

/// One field.
struct Field {
    name: &'static str,
    write: fn(&Plan) -> String,
    read: fn(&mut Plan, &str) -> Result<(), String>,
}

macro_rules! field {
    ($name:literal, $($path:ident).+) => {
        Field {
            name: $name,
            write: |plan| FieldText::write(&plan.$($path).+),
            read: |plan, text| {
                plan.$($path).+ = FieldText::read(text)?;
                Ok(())
            },
        }
    };
}

/// Every field, in the order that they are written.
const FIELDS: &[Field] = &[
    field!("kind", kind),
    field!("select_by", select_by),
    field!("fixed_items", fixed_items),
    field!("test", test),
    field!("blueprint", blueprint),
    field!("items", items),
    field!("adaptive.item_rule", adaptive.item_rule),
    field!("adaptive.lot_of", adaptive.lot_of),
    field!("adaptive.exposure_limit", adaptive.exposure_limit),
    field!("adaptive.least", adaptive.least),
    field!("adaptive.most", adaptive.most),
    field!("adaptive.error", adaptive.error),
    field!("adaptive.domains", adaptive.domains),
    field!("stop_after_wrong", stop_after_wrong),
    field!("pass_mark", pass_mark),
    field!("attempts", attempts),
    field!("wait_minutes", wait_minutes),
    field!("plan_between_attempts", plan_between_attempts),
    field!("again_after_passing", again_after_passing),
    field!("fresh_form", fresh_form),
    field!("per_year", per_year),
    field!("days_apart", days_apart),
    field!("layout", layout),
    field!("may_go_back", may_go_back),
    field!("may_skip", may_skip),
    field!("feedback", feedback),
    field!("show_solution", show_solution),
    field!("shuffle_items", shuffle_items),
    field!("shuffle_options", shuffle_options),
    field!("not_taught", not_taught),
    field!("not_taught_leaves_after", not_taught_leaves_after),
    field!("tools", tools),
    field!("time_limit_minutes", time_limit_minutes),
    field!("answers_after_time", answers_after_time),
    field!("grace_seconds", grace_seconds),
    field!("pauses", pauses),
    field!("may_be_split", may_be_split),
    field!("opens_at", opens_at),
    field!("closes_at", closes_at),
    field!("unlock", unlock),
    field!("start_within_minutes", start_within_minutes),
    field!("proctor_code", proctor_code),
    field!("lock_again", lock_again),
    field!("note_device", note_device),
    field!("evidence_when", evidence_when),
    field!("evidence_counts", evidence_counts),
    field!("alignment", alignment),
    field!("exempt_at", exempt_at),
    field!("exempt_least_items", exempt_least_items),
    field!("rushing.act", rushing.act),
    field!("rushing.share_of_median", rushing.share_of_median),
    field!("rushing.most_seconds", rushing.most_seconds),
    field!("rushing.share_of_answers", rushing.share_of_answers),
];

impl Plan {
    /// Every field with its text; [`Plan::from_fields`] is the inverse for every plan that [`Plan::check`] takes.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        FIELDS.iter().map(|field| (field.name, (field.write)(self))).collect()
    }

    /// Reads fields in any order. One that is missing is the preset's of the kind, and without a kind that of
    /// [`PlanKind::Custom`], so that a form may send only what it shows. White space around a text is dropped.
    ///
    /// Errors: every pair that is none, in the order given. The plan is not checked: see [`Plan::check`].
    pub fn from_fields<'t>(
        pairs: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Result<Self, Vec<BadField>> {
        let pairs: Vec<(&str, &str)> = pairs.into_iter().map(|(name, text)| (name, text.trim())).collect();
        let kind =
            pairs.iter().find(|(name, _)| *name == "kind").and_then(|(_, word)| PlanKind::from_word(word));
        let mut plan = Self::preset(kind.unwrap_or(PlanKind::Custom));
        let mut problems = Vec::new();
        for (place, (name, text)) in pairs.iter().enumerate() {
            let Some(field) = FIELDS.iter().find(|field| field.name == *name) else {
                problems.push(BadField::Unknown(name.chars().take(200).collect()));
                continue;
            };
            if pairs[..place].iter().any(|(before, _)| before == name) {
                problems.push(BadField::Twice(field.name));
                continue;
            }
            if let Err(what_to_do) = (field.read)(&mut plan, text) {
                let text = text.chars().take(200).collect();
                problems.push(BadField::Value { field: field.name, text, what_to_do });
            }
        }
        if problems.is_empty() { Ok(plan) } else { Err(problems) }
    }
}
