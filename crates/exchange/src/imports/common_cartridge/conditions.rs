//! What a question of QTI 1.2 takes as right, from its response processing.
//!
//! Source: QTI 1.2.1, ASI Best Practice, `resprocessing`; the profile of Common Cartridge, which scores from 0 to
//! 100.

use crate::qti::tree::{Child, Tag};

/// What gives the most points.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Key {
    /// Values that are right, in their order: of a question with one answer any of them, of one with several
    /// all of them.
    pub right: Vec<String>,
    /// Whether capitals matter.
    pub case_sensitive: bool,
    /// Whether a part of the points is given somewhere, which is not kept.
    pub has_shares: bool,
    /// Whether parts of words are looked for, which cannot be kept.
    pub looks_for_parts: bool,
}

/// Reads the key of an item; one without right values where nothing scores.
pub(super) fn key(item: &Tag) -> Key {
    let mut key = Key::default();
    let mut most = 0.0_f64;
    let conditions = item.all("respcondition");
    for condition in &conditions {
        let points = points(condition);
        if points > 0.0 && most > 0.0 && (points - most).abs() > f64::EPSILON {
            key.has_shares = true;
        }
        most = most.max(points);
    }
    if most <= 0.0 {
        return key;
    }
    for condition in conditions {
        if points(condition) + f64::EPSILON < most {
            continue;
        }
        for tag in condition.named("conditionvar") {
            gather(tag, false, &mut key);
        }
    }
    key
}

/// The points that a condition sets or adds; 0 where it does neither.
fn points(condition: &Tag) -> f64 {
    let scores = condition.named("setvar").filter(|set| {
        let named = set.attribute("varname").is_none_or(|name| name.eq_ignore_ascii_case("SCORE"));
        let action = set.attribute("action").unwrap_or("Set");
        named && (action.eq_ignore_ascii_case("set") || action.eq_ignore_ascii_case("add"))
    });
    let numbers = scores.filter_map(|set| set.text().trim().parse::<f64>().ok());
    numbers.filter(|number| number.is_finite()).fold(0.0, f64::max)
}

fn gather(tag: &Tag, negated: bool, key: &mut Key) {
    for child in &tag.children {
        let Child::Tag(inner) = child else { continue };
        // A file without a namespace is read as if these were QTI 2.
        match inner.name.strip_prefix("qti-").unwrap_or(&inner.name) {
            "varequal" if !negated => {
                let value = inner.text().trim().to_owned();
                key.case_sensitive |=
                    inner.attribute("case").is_some_and(|case| case.eq_ignore_ascii_case("yes"));
                if !value.is_empty() && !key.right.contains(&value) {
                    key.right.push(value);
                }
            }
            "varsubstring" | "varsubset" | "vargte" | "varlte" | "vargt" | "varlt" => {
                key.looks_for_parts = true;
            }
            "not" => gather(inner, !negated, key),
            "and" | "or" => gather(inner, negated, key),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::qti::{Limits, tree::Read};

    fn read(conditions: &str) -> Key {
        let xml = format!("<item><resprocessing>{conditions}</resprocessing></item>");
        key(&Read::new("q.xml", xml.as_bytes(), &Limits::default()).expect("xml").root)
    }

    fn condition(of: &str, points: &str) -> String {
        format!(
            "<respcondition><conditionvar>{of}</conditionvar>\
             <setvar action='Set' varname='SCORE'>{points}</setvar></respcondition>"
        )
    }

    #[test]
    fn what_gives_the_most_is_right() {
        let (a, b) = ("<varequal respident='r'>a</varequal>", "<varequal respident='r'>b</varequal>");
        for (conditions, right, shares) in [
            (condition(a, "100"), vec!["a"], false),
            (condition(a, "50") + &condition(b, "100"), vec!["b"], true),
            (condition(a, "100") + &condition(b, "100"), vec!["a", "b"], false),
            (condition(&format!("<and>{a}<not>{b}</not></and>"), "100"), vec!["a"], false),
            (condition(&format!("<and>{a}{b}</and>"), "1"), vec!["a", "b"], false),
            (condition(&format!("<not><not>{a}</not></not>"), "1"), vec!["a"], false),
            (condition("<other/>", "0"), vec![], false),
            (condition(a, "0"), vec![], false),
            (condition(a, "NaN"), vec![], false),
            (String::new(), vec![], false),
        ] {
            let found = read(&conditions);
            assert_eq!(
                (found.right, found.has_shares),
                (right.into_iter().map(str::to_owned).collect(), shares)
            );
        }
    }

    #[test]
    fn capitals_matter_where_it_says_so_and_parts_of_words_are_noticed() {
        assert!(read(&condition("<varequal case='Yes'>Ash</varequal>", "100")).case_sensitive);
        assert!(!read(&condition("<varequal>Ash</varequal>", "100")).case_sensitive);
        assert!(read(&condition("<varsubstring>as</varsubstring>", "100")).looks_for_parts);
    }
}
