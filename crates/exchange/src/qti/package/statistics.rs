//! What earlier use has shown of items (QTI usage data).

use crate::qti::{reading::number, tree::Tag};

/// One figure of an item or of one of its choices.
#[derive(Debug, Clone, PartialEq)]
pub struct Statistic {
    /// The item, by its identifier.
    pub item: String,
    /// A part of it, such as a choice.
    pub part: Option<String>,
    /// Which figure, in the words of who made it: `P-Value`, `PTbis`, ...
    pub name: String,
    /// In which use.
    pub context: Option<String>,
    /// Of how many learners.
    pub cases: Option<u64>,
    /// Its standard error.
    pub standard_error: Option<f64>,
    /// When it was made, as it is written.
    pub updated: Option<String>,
    /// The figure as it is written.
    pub value: String,
    /// The figure, if it is a number.
    pub number: Option<f64>,
}

/// The figures of a file of usage data.
pub(super) fn read(root: &Tag) -> Vec<Statistic> {
    let mut figures = Vec::new();
    for figure in root.named("ordinaryStatistic") {
        let own = |name: &str| figure.attribute(name).map(str::to_owned);
        let value = figure.first("value").or(figure.first("qti-value"));
        let value = value.map(|value| value.text().trim().to_owned()).unwrap_or_default();
        for target in figure.named("targetObject") {
            let Some(item) = target.attribute("identifier") else { continue };
            figures.push(Statistic {
                item: item.to_owned(),
                part: target.attribute("partIdentifier").map(str::to_owned),
                name: own("name").unwrap_or_default(),
                context: own("context"),
                cases: own("caseCount").and_then(|count| count.parse().ok()),
                standard_error: own("stdError").as_deref().and_then(number),
                updated: own("lastUpdated"),
                number: number(&value),
                value: value.clone(),
            });
        }
    }
    figures
}
