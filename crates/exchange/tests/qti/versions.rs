//! QTI 2.1, 2.2 and 3.0 of the same item are the same item.

use domain::item::{Expression, InteractionKind, Rule, Scalar};
use exchange::qti::{QtiVersion, read_item};

use crate::read;

const OLD: &str = r#"<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="t"
    adaptive="false" timeDependent="false">
    <responseDeclaration identifier="RESPONSE" cardinality="multiple" baseType="directedPair">
        <correctResponse><value>A G1</value></correctResponse>
        <mapping lowerBound="0" defaultValue="-1"><mapEntry mapKey="A G1" mappedValue="2.5"/></mapping>
    </responseDeclaration>
    <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
    <itemBody><gapMatchInteraction responseIdentifier="RESPONSE" shuffle="true">
        <prompt>Fill <math xmlns="http://www.w3.org/1998/Math/MathML"><max/><mi>x</mi></math></prompt>
        <gapText identifier="A" matchMax="1">a</gapText>
        <p>x <gap identifier="G1"/></p></gapMatchInteraction>
        <rubricBlock view="scorer"><p>Two points.</p></rubricBlock></itemBody>
    <responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>
</assessmentItem>"#;

const NEW: &str = r#"<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="i" title="t"
    adaptive="false" time-dependent="false">
    <qti-response-declaration identifier="RESPONSE" cardinality="multiple" base-type="directedPair">
        <qti-correct-response><qti-value>A G1</qti-value></qti-correct-response>
        <qti-mapping lower-bound="0" default-value="-1"><qti-map-entry map-key="A G1" mapped-value="2.5"/></qti-mapping>
    </qti-response-declaration>
    <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>
    <qti-item-body><qti-gap-match-interaction response-identifier="RESPONSE" shuffle="true">
        <qti-prompt>Fill <math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math></qti-prompt>
        <qti-gap-text identifier="A" match-max="1">a</qti-gap-text>
        <p>x <qti-gap identifier="G1"/></p></qti-gap-match-interaction>
        <qti-rubric-block view="scorer"><qti-content-body><p>Two points.</p></qti-content-body></qti-rubric-block>
    </qti-item-body>
    <qti-response-processing template="https://www.imsglobal.org/question/qti_v3p0/rptemplates/map_response.xml"/>
</qti-assessment-item>"#;

#[test]
fn old_and_new_names_give_the_same_item() {
    let (old, new) = (read(OLD), read(NEW));
    assert_eq!((old.version, new.version), (QtiVersion::V2p1, QtiVersion::V3p0));
    assert_eq!(old.item, new.item);
    let second = OLD.replace("imsqti_v2p1\"", "imsqti_v2p2\"");
    assert_eq!(read(&second).version, QtiVersion::V2p2);
    let InteractionKind::GapMatch { choices, .. } = &old.item.interactions()[0].kind else { panic!() };
    assert_eq!(choices[0].choice.identifier, "A");
}

#[test]
fn a_standard_template_becomes_its_rules() {
    let Rule::Condition { branches, otherwise } = &read(NEW).item.response_processing[0] else { panic!() };
    let zero = Expression::BaseValue(Scalar::Float(0.0));
    assert_eq!(branches[0].1, [Rule::SetValue { identifier: "SCORE".to_owned(), to: zero }]);
    let points = Expression::MapResponse("RESPONSE".to_owned());
    assert_eq!(*otherwise, [Rule::SetValue { identifier: "SCORE".to_owned(), to: points }]);
}

#[test]
fn a_prefix_for_every_element_changes_nothing() {
    let prefixed = NEW
        .replace("<qti-", "<q:qti-")
        .replace("</qti-", "</q:qti-")
        .replace("<p>", "<q:p>")
        .replace("</p>", "</q:p>")
        .replace("xmlns=\"http://www.imsglobal.org", "xmlns:q=\"http://www.imsglobal.org");
    assert_eq!(read(&prefixed).item, read(NEW).item);
}

#[test]
fn the_name_that_qti_2_0_gave_to_the_status_is_known() {
    let old = NEW.replace(
        "<qti-response-processing template=\"https://www.imsglobal.org/question/qti_v3p0/rptemplates/map_response.xml\"/>",
        "<qti-response-processing><qti-set-outcome-value identifier=\"completion_status\"><qti-base-value \
         base-type=\"identifier\">completed</qti-base-value></qti-set-outcome-value></qti-response-processing>",
    );
    let item = read_item(old.as_bytes()).expect("the item is read");
    assert!(
        matches!(&item.item.response_processing[0], Rule::SetValue { identifier, .. } if identifier == "completionStatus")
    );
    assert_eq!(item.notes.len(), 1);
}
