use domain::item::{InteractionKind, Value};

use super::{entry, manifest, opened, resource, told};
use crate::{imports::common_cartridge::Cartridge, qti::write_item};

/// A question of QTI 1.2: its profile, what is asked, how it is answered, what is right.
pub(super) fn question(profile: &str, asked: &str, answers: &str, processing: &str) -> String {
    format!(
        "<item ident='q{}' title='Question'><itemmetadata><qtimetadata><qtimetadatafield>\
         <fieldlabel>cc_profile</fieldlabel><fieldentry>{profile}</fieldentry></qtimetadatafield></qtimetadata>\
         </itemmetadata><presentation><material><mattext texttype='text/html'>{asked}</mattext></material>\
         {answers}</presentation><resprocessing><outcomes><decvar varname='SCORE' maxvalue='100'/></outcomes>\
         {processing}</resprocessing></item>",
        asked.len() + answers.len() + processing.len(),
    )
}

pub(super) fn labels(texts: &[&str]) -> String {
    let one = |(place, text): (usize, &&str)| {
        format!(
            "<response_label ident='{place}'><material><mattext>{text}</mattext></material></response_label>"
        )
    };
    texts.iter().enumerate().map(one).collect()
}

pub(super) fn right(of: &str) -> String {
    format!(
        "<respcondition continue='No'><conditionvar>{of}</conditionvar>\
         <setvar action='Set' varname='SCORE'>100</setvar></respcondition>"
    )
}

pub(super) fn choose_one() -> String {
    let answers = format!(
        "<response_lid ident='r' rcardinality='Single'><render_choice>{}</render_choice></response_lid>",
        labels(&["one half", "one third"])
    );
    question(
        "cc.multiple_choice.v0p1",
        "&lt;p&gt;Which is more?&lt;/p&gt;",
        &answers,
        &right("<varequal respident='r'>0</varequal>"),
    )
}

pub(super) fn quiz(title: &str, questions: &[String]) -> String {
    format!(
        "<questestinterop xmlns='http://www.imsglobal.org/xsd/ims_qtiasiv1p2'><assessment ident='a' title='{title}'>\
         <section ident='root_section'>{}</section></assessment></questestinterop>",
        questions.concat()
    )
}

fn read(questions: &[String]) -> Cartridge {
    let kind = "imsqti_xmlv1p2/imscc_xmlv1p1/assessment";
    opened(&[
        ("imsmanifest.xml", manifest("1", &entry("Q", "Quiz"), &resource("Q", kind, "q.xml"))),
        ("q.xml", quiz("Quiz", questions)),
    ])
}

/// The one question of a quiz: how it is answered and its key.
fn taken(question: String) -> (InteractionKind, Option<Value>) {
    let found = read(&[question]);
    let item = &found.package.items.first().unwrap_or_else(|| panic!("{:#?}", found.problems)).result;
    let item = &item.as_ref().expect("is taken").item;
    let again = crate::qti::read_item(write_item(item).as_bytes()).expect("reads back");
    assert_eq!(again.item, *item);
    (item.interactions()[0].kind.clone(), item.responses[0].correct.clone())
}

fn of_list(cardinality: &str, texts: &[&str]) -> String {
    format!(
        "<response_lid ident='r' rcardinality='{cardinality}'><render_choice>{}</render_choice></response_lid>",
        labels(texts)
    )
}

#[test]
fn one_of_a_list_is_chosen() {
    let (kind, key) = taken(choose_one());
    let InteractionKind::Choice { choices, max, .. } = kind else { panic!("{kind:?}") };
    assert_eq!((choices.len(), max), (2, 1));
    assert_eq!(key, Some(Value::identifier("choice_1")));
}

#[test]
fn true_or_false_is_a_list_of_two() {
    let answers = of_list("Single", &["True", "False"]);
    let key = right("<varequal respident='r'>1</varequal>");
    let (kind, key) = taken(question("cc.true_false.v0p1", "A third is more.", &answers, &key));
    assert!(matches!(kind, InteractionKind::Choice { max: 1, .. }), "{kind:?}");
    assert_eq!(key, Some(Value::identifier("choice_2")));
}

#[test]
fn several_of_a_list_are_right_together() {
    let answers = of_list("Multiple", &["1/2", "2/4", "1/3"]);
    let key = right(
        "<and><varequal respident='r'>0</varequal><varequal respident='r'>1</varequal>\
         <not><varequal respident='r'>2</varequal></not></and>",
    );
    let (kind, key) = taken(question("cc.multiple_response.v0p1", "Which are one half?", &answers, &key));
    assert!(matches!(kind, InteractionKind::Choice { max: 0, .. }), "{kind:?}");
    let Some(Value::Multiple(key)) = key else { panic!("{key:?}") };
    assert_eq!(key.len(), 2);
}

#[test]
fn a_word_is_typed_and_each_right_one_counts() {
    let answers = "<response_str ident='r'><render_fib/></response_str>";
    let key = right("<varequal respident='r'>half</varequal><varequal respident='r'>a half</varequal>");
    let (kind, key) = taken(question("cc.fib.v0p1", "2/4 is one", answers, &key));
    assert!(matches!(kind, InteractionKind::TextEntry { .. }), "{kind:?}");
    assert!(matches!(key, Some(Value::Single(_))), "{key:?}");
}

#[test]
fn an_essay_waits_for_a_person() {
    let answers = "<response_str ident='r'><render_fib/></response_str>";
    let (kind, key) = taken(question("cc.essay.v0p1", "Tell of halves.", answers, ""));
    assert!(matches!(kind, InteractionKind::ExtendedText { .. }), "{kind:?}");
    assert_eq!(key, None);
}

#[test]
fn without_a_profile_a_question_is_what_it_shows() {
    let plain = choose_one().replace("cc.multiple_choice.v0p1", "");
    assert!(matches!(taken(plain).0, InteractionKind::Choice { max: 1, .. }));
}

#[test]
fn a_question_that_cannot_be_kept_is_named_and_leaves_the_others() {
    let answers = "<response_str ident='r'><render_fib/></response_str>";
    let parts = right("<varsubstring respident='r'>hal</varsubstring>");
    let wrong = [
        (question("cc.pattern_match.v0p1", "x", answers, &parts), "takes answers that hold parts of words"),
        (question("cc.hotspot.v0p1", "x", answers, ""), "is of the kind \"cc.hotspot.v0p1\""),
        (
            question("cc.multiple_choice.v0p1", "x", &of_list("Single", &["a", "b"]), ""),
            "has no answer that is right",
        ),
        (
            question(
                "cc.multiple_choice.v0p1",
                "x",
                &of_list("Single", &["a", "b"]),
                &right("<varequal respident='r'>7</varequal>"),
            ),
            "takes \"7\" as right, which is none of its choices",
        ),
        (
            question(
                "cc.multiple_choice.v0p1",
                "x",
                &of_list("Single", &["a"]),
                &right("<varequal respident='r'>0</varequal>"),
            ),
            "has 1 choices",
        ),
        (choose_one().replace("Which is more?", ""), "asks nothing"),
    ];
    for (question, expected) in wrong {
        let found = read(&[question, choose_one()]);
        assert_eq!(found.package.items.len(), 1, "{expected}");
        let told = told(&found);
        assert!(told.iter().any(|one| one.contains(expected)), "{expected} is not in {told:#?}");
    }
}

#[test]
fn two_questions_of_one_name_get_two_identifiers() {
    let found = read(&[choose_one(), choose_one()]);
    let names: Vec<&str> = found.package.items.iter().map(|one| one.identifier.as_str()).collect();
    assert_eq!(names.len(), 2);
    assert_ne!(names[0], names[1]);
}
