//! Questions with a key that is known, and an assessment of them given to a class.

#[path = "../live_item/mod.rs"]
mod live_item;

use assessment::{
    authoring::{Authored, AuthoredChoice, AuthoredKind, Feedback, NumberTolerance, to_item},
    plan::{PassMark, Plan, PlanKind, SelectBy},
};
use domain::{AssignmentId, CompetencyId, ItemId, Points, SectionId};
use live_item::LiveItem;
use store::item::Parameters;
use usecases::{
    Actor, App, Refusal, chance,
    give_assessment::{Giving, give_assessment},
    placement_criteria::Criteria,
    write_assessment::{NewAssessment, add_assessment},
};

/// The text of the right choice of every question.
pub const KEY: &str = "the right one";

/// A class, and who gives it a quiz.
pub struct Class<'a> {
    /// The platform.
    pub app: &'a App,
    /// Who gives.
    pub educator: &'a Actor,
    /// To which class.
    pub section: SectionId,
    /// What the questions are about.
    pub target: CompetencyId,
}

/// Gives a class a quiz of `choices` questions with four choices, and one with a number, 12, where `number`.
pub async fn given(class: &Class<'_>, choices: usize, number: bool) -> AssignmentId {
    let mut items: Vec<Authored> = (0..choices).map(choice).collect();
    if number {
        items.push(question(choices, "What is 3 times 4?", twelve()));
    }
    let ids = add(class, items).await;
    give(class, ids).await
}

/// Adds live items about the class's first target.
async fn add(class: &Class<'_>, items: Vec<Authored>) -> Vec<ItemId> {
    let now = chance::now();
    let ids: Vec<ItemId> = items.iter().map(|_| chance::item_id(now)).collect();
    let rows = ids.iter().copied().zip(items).collect::<Vec<_>>();
    let (district, target) = (class.educator.district, class.target);
    class
        .app
        .db
        .write(rows, move |tx, rows: &Vec<(ItemId, Authored)>| {
            Box::pin(async move {
                for (id, authored) in rows {
                    let mut item = to_item(authored).expect("an item");
                    item.identifier = format!("{}-{id}", authored.identifier);
                    let (item, parameters) = (&item, Parameters::default());
                    let live = LiveItem { id: *id, item, version: 1, parameters, competency: target };
                    live_item::put(tx, district, live).await?;
                }
                Ok::<_, Refusal>(())
            })
        })
        .await
        .expect("items");
    ids
}

async fn give(class: &Class<'_>, items: Vec<ItemId>) -> AssignmentId {
    let plan = Plan {
        select_by: SelectBy::Fixed,
        fixed_items: items,
        items: None,
        blueprint: Vec::new(),
        pass_mark: PassMark::Share(Points::from_millionths(800_000)),
        shuffle_items: false,
        shuffle_options: true,
        ..Plan::preset(PlanKind::Custom)
    };
    let new = NewAssessment {
        title: "A quiz on paper".to_owned(),
        section: Some(class.section),
        organization: None,
        plan,
        criteria: Criteria::default(),
    };
    let made = add_assessment(class.app, class.educator, new).await.expect("made");
    let given = give_assessment(class.app, class.educator, made, class.section, Giving::default()).await;
    given.expect("given")
}

fn choice(at: usize) -> Authored {
    let wrong = ["one", "another", "a third"].map(|text| (text, false));
    let choices = wrong.into_iter().chain([(KEY, true)]);
    let choices =
        choices.map(|(text, right)| AuthoredChoice { text: text.to_owned(), right, feedback: None });
    let kind = AuthoredKind::ChooseOne { choices: choices.collect(), shuffle: true };
    question(at, "Which is it?", kind)
}

fn twelve() -> AuthoredKind {
    AuthoredKind::Number {
        value: "12".to_owned(),
        tolerance: NumberTolerance::Exact,
        units: Vec::new(),
        decimal_comma: false,
    }
}

fn question(at: usize, stem: &str, kind: AuthoredKind) -> Authored {
    let number = matches!(kind, AuthoredKind::Number { .. });
    Authored {
        identifier: format!("Q-{at}"),
        title: format!("Question {at}"),
        language: Some("en".to_owned()),
        stimuli: Vec::new(),
        stem: if number { format!("{stem} {{{{1}}}}") } else { stem.to_owned() },
        kind,
        hint: None,
        feedback: Feedback::default(),
        points: 1.0,
        variables: Vec::new(),
        constraint: None,
        changing_supports: Vec::new(),
    }
}
