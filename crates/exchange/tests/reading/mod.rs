//! How the tests of one format read: what a framework without a document is told, and its problems as
//! short lines.

use domain::scale::Scale;
use exchange::{Problem, Severity, imports::framework_csv::About};

/// What a table or a tree does not say of itself.
pub fn about(guid: &str, title: &str) -> About {
    About {
        guid: guid.to_owned(),
        title: title.to_owned(),
        creator: "local".to_owned(),
        version: None,
        language: None,
        subjects: Vec::new(),
        licence: None,
        scale: Scale::four_levels(),
    }
}

/// `E 2 title what is wrong`, and `-` where there is no line or no field. Each names its file and says
/// what to do.
pub fn lines(problems: &[Problem], file: &str) -> Vec<String> {
    let line = |problem: &Problem| {
        let severity = if problem.severity == Severity::Error { "E" } else { "W" };
        let line = problem.line.map_or_else(|| "-".to_owned(), |line| line.to_string());
        assert!(!problem.advice.is_empty() && problem.file == file, "{problem:?}");
        format!("{severity} {line} {} {}", problem.field.as_deref().unwrap_or("-"), problem.what)
    };
    problems.iter().map(line).collect()
}
