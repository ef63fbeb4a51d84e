//! Declarations of responses, outcomes and template variables, in and out.

use domain::item::{
    AreaMapping, BaseType, LookupTable, MapEntry, Mapping, OutcomeDeclaration, ResponseDeclaration, Scalar,
    TemplateDeclaration, Value,
};

use super::{
    reading::Reading,
    tree::Tag,
    values::{number_text, value_tags, with_shape},
};

const DECLARED: [&str; 3] = ["identifier", "cardinality", "base-type"];

impl Reading<'_> {
    pub(super) fn response_declaration(&mut self, tag: &Tag) -> ResponseDeclaration {
        self.only(tag, &DECLARED);
        let identifier = self.required(tag, "identifier");
        let (cardinality, base_type) = (self.cardinality(tag), self.base_type(tag));
        let mut declaration = ResponseDeclaration {
            identifier,
            cardinality,
            base_type,
            correct: None,
            mapping: None,
            area_mapping: None,
            default: None,
        };
        for part in tag.tags() {
            match part.name.as_str() {
                "qti-correct-response" => declaration.correct = self.said_value(part, cardinality, base_type),
                "qti-default-value" => declaration.default = self.said_value(part, cardinality, base_type),
                "qti-mapping" => declaration.mapping = Some(self.mapping(part, base_type)),
                "qti-area-mapping" => declaration.area_mapping = Some(self.area_mapping(part)),
                _ => self.unknown(part, &tag.name),
            }
        }
        declaration
    }

    fn said_value(
        &mut self,
        tag: &Tag,
        cardinality: domain::item::Cardinality,
        base: Option<BaseType>,
    ) -> Option<Value> {
        self.only(tag, &[]);
        self.value(tag, cardinality, base)
    }

    fn mapping(&mut self, tag: &Tag, base: Option<BaseType>) -> Mapping {
        let base = base.unwrap_or_else(|| {
            self.refuse(tag, "a mapping needs a base-type", "Give the response a base-type.");
            BaseType::String
        });
        let mut entries = Vec::new();
        for entry in tag.named("qti-map-entry") {
            let text = entry.attribute("map-key").unwrap_or_default();
            let key = self.scalar(entry, "map-key", base, text);
            self.required(entry, "mapped-value");
            let value = self.number(entry, "mapped-value").unwrap_or_default();
            let case_sensitive = self.flag(entry, "case-sensitive", false);
            entries.extend(key.map(|key| MapEntry { key, value, case_sensitive }));
        }
        Mapping {
            lower_bound: self.number(tag, "lower-bound"),
            upper_bound: self.number(tag, "upper-bound"),
            default: self.number(tag, "default-value").unwrap_or_default(),
            entries,
        }
    }

    fn area_mapping(&mut self, tag: &Tag) -> AreaMapping {
        let mut entries = Vec::new();
        for entry in tag.named("qti-area-map-entry") {
            self.required(entry, "mapped-value");
            entries.push((self.shape(entry), self.number(entry, "mapped-value").unwrap_or_default()));
        }
        AreaMapping {
            lower_bound: self.number(tag, "lower-bound"),
            upper_bound: self.number(tag, "upper-bound"),
            default: self.number(tag, "default-value").unwrap_or_default(),
            entries,
        }
    }

    pub(super) fn outcome_declaration(&mut self, tag: &Tag) -> OutcomeDeclaration {
        self.only(
            tag,
            &[
                "identifier",
                "cardinality",
                "base-type",
                "normal-maximum",
                "normal-minimum",
                "mastery-value",
                "interpretation",
                "external-scored",
            ],
        );
        let identifier = self.required(tag, "identifier");
        let (cardinality, base_type) = (self.cardinality(tag), self.base_type(tag));
        let scored = [("none", false), ("human", true), ("externalMachine", true)];
        let mut declaration = OutcomeDeclaration {
            identifier,
            cardinality,
            base_type,
            default: None,
            normal_maximum: self.number(tag, "normal-maximum"),
            normal_minimum: self.number(tag, "normal-minimum"),
            mastery_value: self.number(tag, "mastery-value"),
            interpretation: tag.attribute("interpretation").map(str::to_owned),
            external_scored: self.word(tag, "external-scored", &scored, false),
            lookup: None,
        };
        for part in tag.tags() {
            match part.name.as_str() {
                "qti-default-value" => declaration.default = self.said_value(part, cardinality, base_type),
                "qti-match-table" | "qti-interpolation-table" => {
                    declaration.lookup = Some(self.lookup_table(part, base_type));
                }
                _ => self.unknown(part, &tag.name),
            }
        }
        declaration
    }

    fn lookup_table(&mut self, tag: &Tag, base: Option<BaseType>) -> LookupTable {
        let base = base.unwrap_or(BaseType::String);
        let default = tag.attribute("default-value").map(str::to_owned);
        let default = default.and_then(|text| self.scalar(tag, "default-value", base, &text));
        let target = |reading: &mut Self, entry: &Tag| {
            let text = entry.attribute("target-value").unwrap_or_default().to_owned();
            reading.scalar(entry, "target-value", base, &text)
        };
        if tag.name == "qti-match-table" {
            let mut entries = Vec::new();
            for entry in tag.named("qti-match-table-entry") {
                self.required(entry, "source-value");
                let from = self.typed(entry, "source-value", "a whole number", |text| text.parse().ok());
                entries.extend(from.zip(target(self, entry)));
            }
            return LookupTable::Match { default, entries };
        }
        let mut entries: Vec<(f64, bool, Scalar)> = Vec::new();
        for entry in tag.named("qti-interpolation-table-entry") {
            self.required(entry, "source-value");
            let from = self.number(entry, "source-value").unwrap_or_default();
            let included = self.flag(entry, "include-boundary", true);
            entries.extend(target(self, entry).map(|to| (from, included, to)));
        }
        if !entries.is_sorted_by(|before, after| before.0 >= after.0) {
            self.note(
                tag,
                "the lines of an interpolation table did not stand highest first; they were put so",
                "Nothing to do.",
            );
            entries.sort_by(|before, after| after.0.total_cmp(&before.0));
        }
        LookupTable::Interpolation { default, entries }
    }

    pub(super) fn template_declaration(&mut self, tag: &Tag) -> TemplateDeclaration {
        self.only(tag, &["identifier", "cardinality", "base-type", "param-variable", "math-variable"]);
        let identifier = self.required(tag, "identifier");
        let (cardinality, base_type) = (self.cardinality(tag), self.base_type(tag));
        let default = tag.first("qti-default-value").cloned();
        TemplateDeclaration {
            identifier,
            cardinality,
            base_type,
            default: default.and_then(|part| self.said_value(&part, cardinality, base_type)),
            param_variable: self.flag(tag, "param-variable", false),
            math_variable: self.flag(tag, "math-variable", false),
        }
    }
}

fn declared(
    name: &str,
    identifier: &str,
    cardinality: domain::item::Cardinality,
    base: Option<BaseType>,
) -> Tag {
    Tag::new(name)
        .with("identifier", identifier)
        .with("cardinality", cardinality.word())
        .maybe("base-type", base.map(BaseType::word))
}

fn valued(name: &str, value: Option<&Value>) -> Option<Tag> {
    value.filter(|value| !value.is_null()).map(|value| Tag::new(name).holding_all(value_tags(value)))
}

pub(super) fn response_tag(declaration: &ResponseDeclaration) -> Tag {
    let ResponseDeclaration { identifier, cardinality, base_type, .. } = declaration;
    let bounds = |name: &str, lower: Option<f64>, upper: Option<f64>, default: f64| {
        Tag::new(name)
            .maybe("lower-bound", lower.map(number_text))
            .maybe("upper-bound", upper.map(number_text))
            .with("default-value", number_text(default))
    };
    let entry = |entry: &MapEntry| {
        Tag::new("qti-map-entry")
            .with("map-key", entry.key.text())
            .with("mapped-value", number_text(entry.value))
            .unless(false, "case-sensitive", entry.case_sensitive)
    };
    let area = |(shape, value): &(domain::item::Shape, f64)| {
        with_shape(Tag::new("qti-area-map-entry"), shape).with("mapped-value", number_text(*value))
    };
    let mapping = declaration.mapping.as_ref().map(|mapping| {
        bounds("qti-mapping", mapping.lower_bound, mapping.upper_bound, mapping.default)
            .holding_all(mapping.entries.iter().map(entry))
    });
    let areas = declaration.area_mapping.as_ref().map(|mapping| {
        bounds("qti-area-mapping", mapping.lower_bound, mapping.upper_bound, mapping.default)
            .holding_all(mapping.entries.iter().map(area))
    });
    declared("qti-response-declaration", identifier, *cardinality, *base_type)
        .holding_all(valued("qti-default-value", declaration.default.as_ref()))
        .holding_all(valued("qti-correct-response", declaration.correct.as_ref()))
        .holding_all(mapping)
        .holding_all(areas)
}

pub(super) fn outcome_tag(declaration: &OutcomeDeclaration) -> Tag {
    let OutcomeDeclaration { identifier, cardinality, base_type, .. } = declaration;
    declared("qti-outcome-declaration", identifier, *cardinality, *base_type)
        .maybe("interpretation", declaration.interpretation.clone())
        .maybe("normal-maximum", declaration.normal_maximum.map(number_text))
        .maybe("normal-minimum", declaration.normal_minimum.map(number_text))
        .maybe("mastery-value", declaration.mastery_value.map(number_text))
        .maybe("external-scored", declaration.external_scored.then_some("human"))
        .holding_all(valued("qti-default-value", declaration.default.as_ref()))
        .holding_all(declaration.lookup.as_ref().map(lookup_tag))
}

fn lookup_tag(table: &LookupTable) -> Tag {
    match table {
        LookupTable::Match { default, entries } => Tag::new("qti-match-table")
            .maybe("default-value", default.as_ref().map(Scalar::text))
            .holding_all(entries.iter().map(|(from, to)| {
                Tag::new("qti-match-table-entry")
                    .with("source-value", from.to_string())
                    .with("target-value", to.text())
            })),
        LookupTable::Interpolation { default, entries } => Tag::new("qti-interpolation-table")
            .maybe("default-value", default.as_ref().map(Scalar::text))
            .holding_all(entries.iter().map(|(from, included, to)| {
                Tag::new("qti-interpolation-table-entry")
                    .with("source-value", number_text(*from))
                    .unless(true, "include-boundary", *included)
                    .with("target-value", to.text())
            })),
    }
}

pub(super) fn template_tag(declaration: &TemplateDeclaration) -> Tag {
    let TemplateDeclaration { identifier, cardinality, base_type, .. } = declaration;
    declared("qti-template-declaration", identifier, *cardinality, *base_type)
        .unless(false, "param-variable", declaration.param_variable)
        .unless(false, "math-variable", declaration.math_variable)
        .holding_all(valued("qti-default-value", declaration.default.as_ref()))
}
