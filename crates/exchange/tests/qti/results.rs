//! Results of a sitting.

use std::collections::BTreeMap;

use domain::item::{BaseType, Cardinality, Scalar, Value};
use exchange::qti::results::{
    AssessmentResult, ItemResult, OutcomeVariable, ResponseVariable, SessionStatus, TestResult, write_result,
};

#[test]
fn a_sitting_is_written_with_its_answers_and_outcomes() {
    let written = write_result(&sitting());
    for line in [
        r#"<assessmentResult xmlns="http://www.imsglobal.org/xsd/imsqti_result_v3p0""#,
        r#"<context sourcedId="johnsmith1">"#,
        r#"<sessionIdentifier sourceID="http://example.org/" identifier="EXAMPLE"/>"#,
        r#"<testResult identifier="SAMPLE" datestamp="2020-08-25T18:19:20">"#,
        r#"<itemResult identifier="Q01" sequenceIndex="1" datestamp="2020-08-25T18:18:40" sessionStatus="final">"#,
        r#"<responseVariable identifier="RESPONSE" cardinality="single" baseType="identifier" choiceSequence="D B C A">"#,
        r#"<outcomeVariable identifier="SCORE" cardinality="single" baseType="float" masteryValue="1">"#,
        r#"<value fieldIdentifier="unit" baseType="string">cm &lt; m</value>"#,
        "<candidateComment>So-so</candidateComment>",
    ] {
        assert!(written.contains(line), "{line}: {written}");
    }
    assert_eq!(written, write_result(&sitting()));
    // An answer that was not given is an empty one.
    assert!(written.contains("<candidateResponse/>"));
}

fn sitting() -> AssessmentResult {
    let response = |candidate: Value, base_type| ResponseVariable {
        identifier: "RESPONSE".to_owned(),
        cardinality: Cardinality::Single,
        base_type,
        choice_sequence: ["D", "B", "C", "A"].map(str::to_owned).to_vec(),
        correct: Some(Value::identifier("A")),
        candidate,
    };
    let unit = Some(Scalar::String("cm < m".to_owned()));
    let record = Value::Record(BTreeMap::from([("unit".to_owned(), unit)]));
    AssessmentResult {
        sourced_id: Some("johnsmith1".to_owned()),
        sessions: vec![("http://example.org/".to_owned(), "EXAMPLE".to_owned())],
        test: Some(TestResult {
            identifier: "SAMPLE".to_owned(),
            datestamp: "2020-08-25T18:19:20".to_owned(),
            responses: vec![ResponseVariable {
                correct: None,
                ..response(Value::Null, Some(BaseType::Duration))
            }],
            outcomes: Vec::new(),
        }),
        items: vec![ItemResult {
            identifier: "Q01".to_owned(),
            sequence_index: Some(1),
            datestamp: "2020-08-25T18:18:40".to_owned(),
            status: SessionStatus::Final,
            comment: Some("So-so".to_owned()),
            responses: vec![
                response(Value::identifier("B"), Some(BaseType::Identifier)),
                ResponseVariable { cardinality: Cardinality::Record, ..response(record, None) },
            ],
            outcomes: vec![OutcomeVariable {
                identifier: "SCORE".to_owned(),
                cardinality: Cardinality::Single,
                base_type: Some(BaseType::Float),
                normal_maximum: None,
                normal_minimum: None,
                mastery_value: Some(1.0),
                value: Value::float(0.0),
            }],
        }],
    }
}

#[test]
fn the_elements_and_attributes_are_those_of_the_given_examples() {
    let Some(folder) = crate::given::folder("qti/qti-3.0/results") else { return };
    let examples: String = ["report.xml", "conformance-use-case-1.xml"]
        .iter()
        .map(|name| std::fs::read_to_string(folder.join(name)).expect("the example can be read"))
        .collect();
    // Neither example has a comment or a record.
    let plain = write_result(&sitting());
    let plain: Vec<&str> = plain
        .lines()
        .filter(|line| !line.contains("candidateComment") && !line.contains("fieldIdentifier"))
        .collect();
    for word in plain.join("\n").split([' ', '\n']) {
        let name = word.split(['=', '>', '/']).next().unwrap_or_default();
        if name.starts_with('<') && name.len() > 1 || word.contains("=\"") {
            assert!(examples.contains(name), "{name}");
        }
    }
}
