//! A small bank of live items to take assessments from, and learners who take them.

#[path = "../live_item/mod.rs"]
mod live_item;

use assessment::{
    authoring::{Authored, AuthoredChoice, AuthoredKind, Feedback, to_item},
    plan::{Plan, PlanKind, SelectBy},
};
use domain::{
    AssessmentId, AssignmentId, CompetencyId, DistrictId, ItemId, SittingId,
    item::{InteractionKind, Item, Scalar, Value},
};
use live_item::LiveItem;
use store::item::Parameters;
use usecases::{
    Actor, App,
    give_assessment::{Giving, give_assessment},
    placement_criteria::Criteria,
    record_response::{Act, Given, Sent, Taken, record_response},
    show_sitting::show_sitting,
    start_sitting::{Starting, start_sitting},
    write_assessment::{NewAssessment, add_assessment},
};

use crate::classroom::Classroom;

/// The id of item `n`.
pub fn item_id(district: DistrictId, n: usize) -> ItemId {
    ItemId::derived(district, &["bank", &n.to_string()])
}

/// An item of one choice among four, whose key is the choice at `key`.
pub fn one_of_four(n: usize, key: usize) -> Item {
    let choice =
        |at: usize| AuthoredChoice { text: format!("Answer {at}"), right: at == key, feedback: None };
    made(n, AuthoredKind::ChooseOne { choices: (0..4).map(choice).collect(), shuffle: false })
}

/// An item that a person scores.
pub fn essay(n: usize) -> Item {
    made(n, AuthoredKind::ExtendedText { lines: 5, guideline: "A reason is given.".to_owned() })
}

fn made(n: usize, kind: AuthoredKind) -> Item {
    let authored = Authored {
        identifier: format!("bank-{n}"),
        title: format!("Bank {n}"),
        language: Some("en".to_owned()),
        stimuli: Vec::new(),
        stem: "What is right?".to_owned(),
        kind,
        hint: None,
        feedback: Feedback::default(),
        points: 1.0,
        variables: Vec::new(),
        constraint: None,
        changing_supports: Vec::new(),
    };
    to_item(&authored).expect("an item")
}

/// What an item takes as an answer: its response, with the choice at `choice`, or a text.
pub fn answer(item: &Item, choice: usize) -> Given {
    let interactions = item.interactions();
    let asked = interactions[0];
    let value = match &asked.kind {
        InteractionKind::Choice { choices, .. } => Value::identifier(&choices[choice].identifier),
        _ => Value::Single(Scalar::String(format!("Text {choice}"))),
    };
    Given::Values([(asked.response.clone(), value)].into())
}

/// Puts a version of item `n` into the bank, live.
pub async fn put_live(
    app: &App,
    district: DistrictId,
    n: usize,
    version: i64,
    item: Item,
    about: CompetencyId,
) {
    app.db
        .write((item, about), move |tx, (item, about)| {
            let (id, parameters) = (item_id(district, n), Parameters::default());
            let live = LiveItem { id, item, version, parameters, competency: *about };
            Box::pin(live_item::put(tx, district, live))
        })
        .await
        .expect("the item is kept");
}

/// Five items about the first target; the key of item 0 is the choice at 0, of the others the one at 1.
pub async fn bank_of_five(room: &Classroom) {
    for n in 0..5 {
        let item = one_of_four(n, usize::from(n > 0));
        put_live(room.app(), room.educator.district, n, 1, item, room.targets[0]).await;
    }
}

/// A plan of items 0 to `items`, in this order.
pub fn fixed(room: &Classroom, kind: PlanKind, items: usize) -> NewAssessment {
    let district = room.educator.district;
    let plan = Plan {
        select_by: SelectBy::Fixed,
        fixed_items: (0..items).map(|n| item_id(district, n)).collect(),
        items: None,
        ..Plan::preset(kind)
    };
    NewAssessment {
        title: "Five questions".to_owned(),
        section: Some(room.section),
        organization: None,
        plan,
        criteria: Criteria::default(),
    }
}

/// Makes it and gives it to the class.
pub async fn given(room: &Classroom, new: NewAssessment) -> (AssessmentId, AssignmentId) {
    let assessment = add_assessment(room.app(), &room.educator, new).await.expect("is made");
    let giving = Giving::default();
    let given = give_assessment(room.app(), &room.educator, assessment, room.section, giving).await;
    (assessment, given.expect("is given"))
}

/// A learner takes it and hands it in, with these answers by place.
pub async fn take(
    room: &Classroom,
    learner: &Actor,
    assignment: AssignmentId,
    answers: Vec<Given>,
) -> SittingId {
    let app = room.app();
    let sitting = start_sitting(app, learner, assignment, Starting::default()).await.expect("begins");
    let shown = show_sitting(app, learner, sitting).await.expect("is shown");
    let one_page = shown.items.len() > 1;
    let mut turn = shown.sitting.turn;
    let last = answers.len() - 1;
    let sent = |turn, answers, act| Sent { turn, page: String::new(), answers, act, device_at: None };
    let numbered: Vec<(i64, Given)> = (0_i64..).zip(answers).collect();
    if one_page {
        let taken = record_response(app, learner, sitting, sent(turn, numbered, Act::Submit)).await;
        assert_eq!(taken.expect("is taken"), Taken::Ended);
        return sitting;
    }
    for (place, answer) in numbered {
        let act = if usize::try_from(place) == Ok(last) { Act::Submit } else { Act::Next };
        let taken = record_response(app, learner, sitting, sent(turn, vec![(place, answer)], act)).await;
        match taken.expect("is taken") {
            Taken::At { turn: next, .. } => turn = next,
            other => assert_eq!(other, Taken::Ended),
        }
    }
    sitting
}

/// Answers to items 0 to 4, by the choice of each.
pub fn choices(of: [usize; 5]) -> Vec<Given> {
    (0..).zip(of).map(|(n, choice)| answer(&one_of_four(n, 0), choice)).collect()
}
