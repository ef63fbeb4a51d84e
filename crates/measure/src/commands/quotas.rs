//! Content quotas by name, and what is said when they contradict each other.

use measurement::adaptive::{BadRules, PerSet, Quota};

use crate::{
    bank::Bank,
    trouble::{Problem, Trouble},
};

/// How many items of one area a test holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaQuota {
    name: String,
    at_least: usize,
    at_most: usize,
}

/// Reads `NAME=FEWEST..MOST` or `NAME=NUMBER`.
pub(super) fn parse(text: &str) -> Result<AreaQuota, String> {
    let expected = || "is written NAME=FEWEST..MOST, such as geometry=3..5".to_owned();
    let (name, range) = text.rsplit_once('=').ok_or_else(expected)?;
    let (least, most) = range.split_once("..").unwrap_or((range, range));
    let number = |text: &str| text.trim().parse::<usize>().map_err(|_| expected());
    Ok(AreaQuota { name: name.trim().to_owned(), at_least: number(least)?, at_most: number(most)? })
}

/// Reads `FEWEST..MOST` or `NUMBER`: questions on one stimulus.
pub(super) fn per_set(text: &str) -> Result<PerSet, String> {
    let (least, most) = text.split_once("..").unwrap_or((text, text));
    let number = |text: &str| {
        text.trim().parse::<usize>().map_err(|_| "is written FEWEST..MOST, such as 2..4".to_owned())
    };
    Ok(PerSet { at_least: number(least)?, at_most: number(most)? })
}

/// The quotas by the numbers of the bank's areas.
pub(super) fn numbered(quotas: &[AreaQuota], bank: &Bank) -> Result<Vec<Quota>, Trouble> {
    let areas = bank.areas();
    let mut trouble = Trouble::default();
    let mut out = Vec::with_capacity(quotas.len());
    for AreaQuota { name, at_least, at_most } in quotas {
        if let Some(content) = areas.iter().position(|area| area == name) {
            out.push(Quota { content, at_least: *at_least, at_most: *at_most });
            continue;
        }
        let known: Vec<String> = areas.iter().map(|area| format!("\"{area}\"")).collect();
        let says = format!("the bank {} has no such content area; it has {}", bank.file, known.join(", "));
        trouble.add(Problem::new("--quota", says).value(name.as_str()));
    }
    trouble.or(out)
}

/// Rules that cannot be met, with the areas by name and what to do.
pub(super) fn explained(why: &BadRules, bank: &Bank) -> Trouble {
    let areas = bank.areas();
    let name = |content: usize| areas.get(content).copied().unwrap_or_default();
    let quota = |content: usize, value: String, says: String| {
        Problem::new("--quota", says).field(name(content)).value(value)
    };
    let problem = match why.clone() {
        BadRules::QuotaBeyondBank { content, at_least, available } => quota(
            content,
            at_least.to_string(),
            format!(
                "the quota needs {at_least} items of the area, and the bank {} has {available}: lower the quota, \
                 or add items",
                bank.file
            ),
        ),
        BadRules::Quota { content, at_least, at_most } => quota(
            content,
            format!("{at_least}..{at_most}"),
            "the area is given twice, or its fewest are above its most: give each area one quota, lower number \
             first"
                .to_owned(),
        ),
        BadRules::QuotasBeyondLength { needed, most } => Problem::new(
            "--quota against --most",
            format!("the quotas together need {needed} items, and the test stops after {most}: raise --most to {needed}, or lower the quotas"),
        ),
        BadRules::QuotasBelowLength { allowed, least } => Problem::new(
            "--quota against --least",
            format!("the quotas together allow {allowed} items, and the test needs {least}: lower --least to {allowed}, or raise the quotas"),
        ),
        BadRules::PerSet { at_least, at_most, most } => Problem::new(
            "--per-set",
            format!(
                "at least {at_least} and at most {at_most} questions on a stimulus do not fit a test of at most \
                 {most}: begin with 1 or more, lower number first, and stay within --most"
            ),
        ),
        BadRules::SetTooSmall { set, items, at_least } => Problem::new(
            "--per-set",
            format!(
                "at least {at_least} questions are asked about each stimulus, and the bank {} has {items}: lower \
                 --per-set, or add questions",
                bank.file
            ),
        )
        .field(bank.sets().get(set).copied().unwrap_or_default()),
        BadRules::BesideBlueprint { what } => Problem::new(
            "--blueprint",
            format!("a blueprint says what a test holds; it does not go with {what}: leave one of them out"),
        ),
        other => Problem::new(bank.file.as_str(), format!("{other}: change the test's options")),
    };
    problem.into()
}

#[cfg(test)]
mod tests {
    use super::{AreaQuota, parse};

    #[test]
    fn a_quota_is_a_name_and_a_range() {
        let quota = |name: &str, at_least, at_most| AreaQuota { name: name.to_owned(), at_least, at_most };
        assert_eq!(parse("geometry=3..5"), Ok(quota("geometry", 3, 5)));
        assert_eq!(parse("a=b=4"), Ok(quota("a=b", 4, 4)));
        for wrong in ["geometry", "geometry=", "geometry=x..2", "geometry=1..-2"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
