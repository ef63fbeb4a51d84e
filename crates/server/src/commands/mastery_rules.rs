//! `onramp mastery rules`: every rule with its definition, parameters and worked example.

use mastery::rules::{ALL, Rule};
use serde_json::json;

use super::{Common, output::say};

/// Lists them; nothing can go wrong.
pub fn run(common: &Common) {
    if common.json {
        say!("{:#}", ALL.iter().map(|rule| as_json(rule)).collect::<serde_json::Value>());
        return;
    }
    for rule in ALL {
        say!("{}  ({})\n  {}", rule.slug, rule.name, rule.definition);
        for one in rule.parameters {
            let (least, most, default) = (one.least, one.most, one.default);
            say!("  --param {}={default}  {} ({least} to {most} {})", one.name, one.label, one.unit);
        }
        for one in rule.choices {
            let words = one.words.join(" or ");
            say!("  --choose {}={}  {} ({words})", one.name, one.words[0], one.label);
        }
        say!("  Example: {}\n  Source: {}\n", rule.example, rule.source);
    }
}

fn as_json(rule: &Rule) -> serde_json::Value {
    let parameters = rule.parameters.iter().map(|one| {
        json!({
            "name": one.name, "label": one.label, "unit": one.unit,
            "least": one.least, "most": one.most, "default": one.default,
        })
    });
    json!({
        "slug": rule.slug,
        "name": rule.name,
        "definition": rule.definition,
        "example": rule.example,
        "source": rule.source,
        "version": rule.version,
        "parameters": parameters.collect::<Vec<_>>(),
        "choices": rule.choices.iter().map(|one| json!({"name": one.name, "label": one.label, "words": one.words})).collect::<Vec<_>>(),
        "needs": rule.needs.map(mastery::measured::Kind::word),
    })
}
