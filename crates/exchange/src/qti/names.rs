//! The names of QTI 2.1 and 2.2 in those of 3.0: `choiceInteraction` is `qti-choice-interaction`, its
//! `maxChoices` is `max-choices`.
//!
//! Source: 1EdTech QTI 3.0, Migration from QTI 2.x: every name is written in lower case with hyphens, and
//! elements of QTI begin with `qti-`.

use super::QtiVersion;

/// Which QTI a file is, by its outermost element.
pub(super) fn version(root: &roxmltree::Node<'_, '_>) -> QtiVersion {
    let namespace = root.tag_name().namespace().unwrap_or_default();
    if root.tag_name().name().starts_with("qti-") || namespace.ends_with("v3p0") {
        QtiVersion::V3p0
    } else if namespace.ends_with("v2p2") {
        QtiVersion::V2p2
    } else {
        QtiVersion::V2p1
    }
}

/// The name of an element in QTI 3.0; those of HTML, MathML and SVG as they are.
pub(super) fn element(version: QtiVersion, node: &roxmltree::Node<'_, '_>, local: &str) -> String {
    let namespace = node.tag_name().namespace().unwrap_or_default();
    // APIP has items of QTI 2.1 in a namespace of its own that ends alike.
    let ours = namespace.is_empty() || namespace.contains("imsqti_v2");
    if version == QtiVersion::V3p0 || !ours {
        return local.to_owned();
    }
    let hyphens = hyphens(local);
    if QTI.binary_search(&hyphens.as_str()).is_ok() { format!("qti-{hyphens}") } else { local.to_owned() }
}

/// The name of an attribute of an element of QTI.
pub(super) fn attribute(version: QtiVersion, local: &str) -> String {
    if version == QtiVersion::V3p0 { local.to_owned() } else { hyphens(local) }
}

/// `maxChoices` as `max-choices`, `durationGTE` as `duration-gte`.
fn hyphens(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut before_upper = true;
    for character in name.chars() {
        if character.is_ascii_uppercase() && !before_upper {
            out.push('-');
        }
        before_upper = character.is_ascii_uppercase();
        out.push(character.to_ascii_lowercase());
    }
    out
}

/// Elements of QTI 2.1 and 2.2 with hyphens, sorted.
const QTI: &[&str] = &[
    "and",
    "any-n",
    "area-map-entry",
    "area-mapping",
    "assessment-item",
    "assessment-item-ref",
    "assessment-section",
    "assessment-section-ref",
    "assessment-stimulus",
    "assessment-stimulus-ref",
    "assessment-test",
    "associable-hotspot",
    "associate-interaction",
    "base-value",
    "branch-rule",
    "choice-interaction",
    "container-size",
    "contains",
    "correct",
    "correct-response",
    "custom-interaction",
    "custom-operator",
    "default",
    "default-value",
    "delete",
    "divide",
    "drawing-interaction",
    "duration-gte",
    "duration-lt",
    "end-attempt-interaction",
    "equal",
    "equal-rounded",
    "exit-response",
    "exit-template",
    "exit-test",
    "extended-text-interaction",
    "feedback-block",
    "feedback-inline",
    "field-value",
    "gap",
    "gap-img",
    "gap-match-interaction",
    "gap-text",
    "gcd",
    "graphic-associate-interaction",
    "graphic-gap-match-interaction",
    "graphic-order-interaction",
    "gt",
    "gte",
    "hotspot-choice",
    "hotspot-interaction",
    "hottext",
    "hottext-interaction",
    "index",
    "inline-choice",
    "inline-choice-interaction",
    "inside",
    "integer-divide",
    "integer-modulus",
    "integer-to-float",
    "interpolation-table",
    "interpolation-table-entry",
    "is-null",
    "item-body",
    "item-session-control",
    "lcm",
    "lookup-outcome-value",
    "lt",
    "lte",
    "map-entry",
    "map-response",
    "map-response-point",
    "mapping",
    "match",
    "match-interaction",
    "match-table",
    "match-table-entry",
    "math-constant",
    "math-operator",
    "max",
    "media-interaction",
    "member",
    "min",
    "modal-feedback",
    "multiple",
    "not",
    "null",
    "number-correct",
    "number-incorrect",
    "number-presented",
    "number-responded",
    "number-selected",
    "or",
    "order-interaction",
    "ordered",
    "ordering",
    "outcome-condition",
    "outcome-declaration",
    "outcome-else",
    "outcome-else-if",
    "outcome-if",
    "outcome-maximum",
    "outcome-minimum",
    "outcome-processing",
    "outcome-processing-fragment",
    "pattern-match",
    "portable-custom-interaction",
    "position-object-interaction",
    "position-object-stage",
    "power",
    "pre-condition",
    "printed-variable",
    "product",
    "prompt",
    "random",
    "random-float",
    "random-integer",
    "repeat",
    "response-condition",
    "response-declaration",
    "response-else",
    "response-else-if",
    "response-if",
    "response-processing",
    "response-processing-fragment",
    "round",
    "round-to",
    "rubric-block",
    "select-point-interaction",
    "selection",
    "set-correct-response",
    "set-default-value",
    "set-outcome-value",
    "set-template-value",
    "simple-associable-choice",
    "simple-choice",
    "simple-match-set",
    "slider-interaction",
    "stats-operator",
    "stimulus-body",
    "string-match",
    "stylesheet",
    "substring",
    "subtract",
    "sum",
    "template-block",
    "template-condition",
    "template-constraint",
    "template-declaration",
    "template-default",
    "template-else",
    "template-else-if",
    "template-if",
    "template-inline",
    "template-processing",
    "test-feedback",
    "test-part",
    "test-variables",
    "text-entry-interaction",
    "time-limits",
    "truncate",
    "upload-interaction",
    "value",
    "variable",
    "variable-mapping",
    "weight",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        assert!(QTI.is_sorted());
    }

    #[test]
    fn capitals_become_hyphens() {
        for (old, new) in [
            ("assessmentItemRef", "assessment-item-ref"),
            ("durationGTE", "duration-gte"),
            ("anyN", "any-n"),
            ("prompt", "prompt"),
            ("data-type", "data-type"),
        ] {
            assert_eq!(hyphens(old), new);
        }
    }
}
