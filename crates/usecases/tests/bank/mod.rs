//! Live items about the targets of a classroom: choices of four with one right, "A".

#[path = "../live_item/mod.rs"]
mod live_item;

use assessment::authoring::{Authored, AuthoredChoice, AuthoredKind, Feedback, to_item};
use domain::{CompetencyId, ItemId, Points};
use live_item::LiveItem;
use store::item::Parameters;
use usecases::{Refusal, chance};

use crate::classroom::Classroom;

/// One item as it is written.
pub fn authored(identifier: &str, stem: &str) -> Authored {
    let choice = |text: &str, right| AuthoredChoice { text: text.to_owned(), right, feedback: None };
    Authored {
        identifier: identifier.to_owned(),
        title: identifier.to_owned(),
        language: Some("en".to_owned()),
        stimuli: Vec::new(),
        stem: stem.to_owned(),
        kind: AuthoredKind::ChooseOne {
            choices: vec![
                choice("this one", true),
                choice("not this", false),
                choice("nor this", false),
                choice("never this", false),
            ],
            shuffle: true,
        },
        hint: None,
        feedback: Feedback::default(),
        points: 1.0,
        variables: Vec::new(),
        constraint: None,
        changing_supports: Vec::new(),
    }
}

/// Puts `count` live items about `competency` into the bank, with difficulties from -1 to 1.
pub async fn stock(room: &Classroom, competency: CompetencyId, count: usize) -> Vec<ItemId> {
    let items: Vec<Authored> = (0..count)
        .map(|n| authored(&format!("I{}-{n}", &competency.to_string()[..8]), &format!("Question {n}?")))
        .collect();
    stock_with(room, competency, items).await
}

/// Puts items as they are written into the bank, live.
pub async fn stock_with(room: &Classroom, competency: CompetencyId, items: Vec<Authored>) -> Vec<ItemId> {
    let district = room.educator.district;
    room.app()
        .db
        .write(items, move |tx, items| {
            Box::pin(async move {
                let mut ids = Vec::new();
                for (n, one) in items.iter().enumerate() {
                    let item = to_item(one).expect("an item");
                    let id = chance::item_id(chance::now());
                    let spread = i64::try_from(n * 2_000_000 / items.len().max(1)).expect("small");
                    let parameters = Parameters {
                        difficulty: Some(Points::from_millionths(spread - 1_000_000)),
                        discrimination: Some(Points::ONE),
                        guessing: None,
                    };
                    let live = LiveItem { id, item: &item, version: 1, parameters, competency };
                    live_item::put(tx, district, live).await?;
                    ids.push(id);
                }
                Ok::<_, Refusal>(ids)
            })
        })
        .await
        .expect("the bank is stocked")
}
