//! What the form of a plan holds, and the plan that it makes.

use std::collections::BTreeMap;

use assessment::plan::{BadField, PartOf, Plan, PlanKind};
use domain::ItemId;
use usecases::{
    Actor, App, Refusal,
    show_assessment::{ShownAssessment, find_items},
};

use crate::form::Fields;

/// What stands in the form.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    /// Fields of the plan that are fields of the form, by name.
    values: BTreeMap<String, String>,
    pub title: String,
    pub organization: String,
    /// How many of which competency, as written.
    pub parts: Vec<(String, String)>,
    pub tags: String,
    pub listed: String,
    pub criteria: String,
    pub search: String,
    /// Whether something was looked for, and how much of it is new in the form.
    pub looked: bool,
    pub found: usize,
    pub seen: i64,
}

/// Fields that the form holds in another shape.
const OTHERWISE: [&str; 2] = ["fixed_items", "blueprint"];

/// Whether a field is yes or no.
pub(super) fn is_tick(field: &str) -> bool {
    let usual = Plan::preset(PlanKind::Custom).fields();
    usual.iter().any(|(name, text)| *name == field && matches!(text.as_str(), "yes" | "no"))
}

impl Typed {
    /// What a kind usually is.
    pub fn preset(kind: PlanKind) -> Self {
        Self { values: values(&Plan::preset(kind)), ..Self::default() }
    }

    /// What stands.
    pub fn shown(shown: &ShownAssessment) -> Self {
        let number = |part: &assessment::plan::Part| {
            if part.at_least == part.at_most {
                part.at_least.to_string()
            } else {
                format!("{}-{}", part.at_least, part.at_most)
            }
        };
        let (mut parts, mut tags) = (Vec::new(), Vec::new());
        for part in &shown.plan.blueprint {
            match &part.of {
                PartOf::Competency(id) => parts.push((id.to_string(), number(part))),
                PartOf::Tag(tag) => tags.push(format!("{} {tag}", number(part))),
            }
        }
        let listed: Vec<&str> = shown.items.iter().map(|(_, identifier)| identifier.as_str()).collect();
        Self {
            values: values(&shown.plan),
            title: shown.row.title.clone(),
            parts,
            tags: tags.join("\n"),
            listed: listed.join("\n"),
            criteria: shown.criteria.write(),
            seen: shown.row.version,
            ..Self::default()
        }
    }

    /// What was sent.
    pub fn of(fields: &Fields) -> Self {
        let names = Plan::preset(PlanKind::Custom).fields();
        let value = |name: &str| match (is_tick(name), fields.one(name)) {
            (true, "") => "no".to_owned(),
            (_, text) => text.to_owned(),
        };
        let values = names
            .iter()
            .filter(|(name, _)| !OTHERWISE.contains(name))
            // Days are the assignment's; what the form does not hold stays as it usually is.
            .filter(|(name, _)| !matches!(*name, "opens_at" | "closes_at"))
            .map(|(name, _)| ((*name).to_owned(), value(name)))
            .collect();
        let part = |(name, text): &(String, String)| {
            Some((name.strip_prefix("part-")?.to_owned(), text.trim().to_owned()))
        };
        let one = |name: &str| fields.one(name).to_owned();
        Self {
            values,
            title: one("title"),
            organization: one("organization"),
            parts: fields.pairs.iter().filter_map(part).collect(),
            tags: one("tags"),
            listed: one("listed"),
            criteria: one("criteria"),
            search: one("q"),
            looked: false,
            found: 0,
            seen: fields.one("seen").parse().unwrap_or(0),
        }
    }

    /// Keeps the days of a plan, which the form does not hold.
    pub fn keep_days(&mut self, plan: &Plan) {
        let days = plan.fields().into_iter().filter(|(name, _)| matches!(*name, "opens_at" | "closes_at"));
        self.values.extend(days.map(|(name, text)| (name.to_owned(), text)));
    }

    /// What a field holds.
    pub fn value(&self, field: &str) -> &str {
        self.values.get(field).map_or("", String::as_str)
    }

    /// Fills in what the chosen kind usually is; title and questions stay.
    pub fn become_usual(&mut self) {
        let kind = PlanKind::from_word(self.value("kind")).unwrap_or(PlanKind::Custom);
        self.values = values(&Plan::preset(kind));
    }

    /// The items of the list.
    pub async fn items(&self, app: &App, actor: &Actor) -> Result<Vec<ItemId>, (String, String)> {
        let identifiers: Vec<String> =
            self.listed.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        if identifiers.is_empty() {
            return Ok(Vec::new());
        }
        let problem = |why: String| ("fixed_items".to_owned(), why);
        let found = find_items(app, actor, identifiers).await;
        let (items, unknown) = found.map_err(|refusal: Refusal| problem(refusal.to_string()))?;
        if unknown.is_empty() {
            return Ok(items);
        }
        Err(problem(format!("No question is called {}: see the list of questions.", unknown.join(", "))))
    }

    /// The plan, or every problem by its field.
    pub fn plan(&self, items: &[ItemId]) -> Result<Plan, Vec<(String, String)>> {
        let joined = |parts: Vec<String>| parts.join("; ");
        let asked = self.parts.iter().filter(|(_, asked)| !asked.is_empty() && asked != "0");
        let mut parts: Vec<String> = asked.map(|(id, asked)| format!("{asked} of competency {id}")).collect();
        for line in self.tags.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (asked, tag) = line.split_once(' ').unwrap_or((line, ""));
            parts.push(format!("{asked} of tag {tag}"));
        }
        let blueprint = joined(parts);
        let list = joined(items.iter().map(ItemId::to_string).collect());
        let mut pairs: Vec<(&str, &str)> =
            self.values.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        pairs.extend([("blueprint", blueprint.as_str()), ("fixed_items", list.as_str())]);
        let plan = Plan::from_fields(pairs).map_err(|problems| {
            let told = |problem: BadField| match problem {
                BadField::Value { field: "blueprint", .. } => (
                    "blueprint".to_owned(),
                    "Write numbers such as 3 or 2-4, and before each tag how many of it.".to_owned(),
                ),
                BadField::Value { field, what_to_do, .. } => (field.to_owned(), sentence(&what_to_do)),
                other => ("kind".to_owned(), sentence(&other.to_string())),
            };
            problems.into_iter().map(told).collect::<Vec<_>>()
        })?;
        plan.check().map_err(|problems| {
            problems
                .into_iter()
                .map(|one| (one.field.to_owned(), sentence(&one.what_to_do)))
                .collect::<Vec<_>>()
        })?;
        Ok(plan)
    }
}

fn values(plan: &Plan) -> BTreeMap<String, String> {
    let kept = |(name, _): &(&'static str, String)| !OTHERWISE.contains(name);
    plan.fields().into_iter().filter(kept).map(|(name, text)| (name.to_owned(), text)).collect()
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().map(|one| one.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_was_only_opened_lacks_its_questions_alone() {
        for (kind, _) in PlanKind::ALL {
            let mut typed = Typed::preset(*kind);
            typed.tags = "60 fractions".to_owned();
            let found = typed.plan(&[]).map(|plan| plan.blueprint.len());
            let wrong: Vec<String> =
                found.clone().err().unwrap_or_default().into_iter().map(|(field, _)| field).collect();
            let fine = found == Ok(1) || wrong.iter().all(|field| field == "blueprint");
            assert!(fine, "{kind:?}: {found:?}");
        }
    }

    #[test]
    fn every_problem_is_told_at_its_field() {
        let mut typed = Typed::preset(PlanKind::Check);
        typed.values.insert("attempts".to_owned(), "many".to_owned());
        typed.values.insert("items".to_owned(), "-1".to_owned());
        typed.tags = "x fractions".to_owned();
        let problems = typed.plan(&[]).expect_err("problems");
        let mut fields: Vec<&str> = problems.iter().map(|(field, _)| field.as_str()).collect();
        fields.sort_unstable();
        assert_eq!(fields, ["attempts", "blueprint", "items"]);
    }
}
