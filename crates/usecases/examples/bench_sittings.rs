//! Fills an empty database with classes that take assessments at the same minute, for `./bench`.
//!
//! `bench_sittings ADDRESS SECTIONS LEARNERS`: so many sections with so many learners each, a bank of 400 invented
//! items, a check of ten items that nobody has begun, and one that everybody has. Prints, as JSON, what a driver
//! needs: a session, an assignment and an open sitting of every learner.

#[path = "../tests/live_item/mod.rs"]
mod live_item;
#[path = "bench_district/people.rs"]
#[expect(dead_code, reason = "the districts of other benches print more")]
mod people;

use assessment::{
    authoring::{Authored, AuthoredChoice, AuthoredKind, Feedback, to_item},
    plan::{EvidenceWhen, Layout, Part, PartOf, Plan, PlanKind},
};
use domain::{AssessmentId, CompetencyId, DistrictId, Points};
use live_item::LiveItem;
use serde_json::{Value, json};
use store::item::Parameters;
use usecases::{
    Actor, App, Refusal, chance,
    give_assessment::{Giving, give_assessment},
    install,
    placement_criteria::Criteria,
    start_sitting::{Starting, start_sitting},
    write_assessment::{NewAssessment, add_assessment},
};

/// Items of the bank.
const ITEMS: usize = 400;

#[tokio::main]
async fn main() -> Result<(), Refusal> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next();
    let mut number = || arguments.next().and_then(|text| text.parse::<usize>().ok());
    let (Some(address), Some(sections), Some(learners)) = (address, number(), number()) else {
        eprintln!("usage: bench_sittings ADDRESS SECTIONS LEARNERS");
        std::process::exit(2);
    };
    let app = usecases::open(&address).await?;
    println!("{:#}", fill(&app, sections, learners).await?);
    Ok(())
}

async fn fill(app: &App, sections: usize, learners: usize) -> Result<Value, Refusal> {
    let wish = install::Wish {
        name: "Bench (invented)".to_owned(),
        code: "bench".to_owned(),
        administrator: ["Bench".to_owned(), "Administrator".to_owned()],
        email: None,
    };
    let installed = install::install(app, wish).await?;
    let district = installed.district.id;
    let framework = people::framework(district, 1);
    let competency = framework.1[0].id;
    people::save_framework(app, district, framework).await?;
    stock(app, district, competency).await?;
    let administrator = Actor::new(district, installed.administrator.id);
    let (at_the_end, each) = (plan(competency, false), plan(competency, true));
    let begun = make(app, &administrator, "Begun", at_the_end.clone()).await?;
    let waiting = make(app, &administrator, "Waiting", at_the_end).await?;
    let judged = make(app, &administrator, "Judged", each).await?;
    let mut printed = Vec::new();
    for number in 0..sections {
        let section = people::section(district, number, learners, &[competency]);
        people::save(app, district, &section, true).await?;
        let educator = Actor::new(district, section.educator);
        let id = section.id();
        let give =
            async |assessment| give_assessment(app, &educator, assessment, id, Giving::default()).await;
        let (open, later, answered) = (give(begun).await?, give(waiting).await?, give(judged).await?);
        for learner in &section.learners {
            let actor = Actor::new(district, learner.as_person());
            let session = people::signed_in(app, district, learner.as_person()).await?;
            let sitting = start_sitting(app, &actor, open, Starting::default()).await?;
            let each = start_sitting(app, &actor, answered, Starting::default()).await?;
            printed.push(json!({
                "cookie": format!("onramp_session={district}.{session}"),
                "session": session,
                "sitting": sitting.to_string(),
                "judged": each.to_string(),
                "assignment": later.to_string(),
            }));
        }
    }
    Ok(json!({ "district": district.to_string(), "items": 10, "learners": printed }))
}

/// A check of ten items: everything to the ledger at its end, or each answer as it is given.
fn plan(competency: CompetencyId, each_answer: bool) -> Plan {
    Plan {
        blueprint: vec![Part::exactly(10, PartOf::Competency(competency))],
        layout: Layout::OneAtATime,
        may_go_back: !each_answer,
        evidence_when: if each_answer { EvidenceWhen::EachAnswer } else { EvidenceWhen::AtTheEnd },
        ..Plan::preset(PlanKind::Check)
    }
}

async fn make(app: &App, actor: &Actor, title: &str, plan: Plan) -> Result<AssessmentId, Refusal> {
    let title = title.to_owned();
    let criteria = Criteria::default();
    add_assessment(app, actor, NewAssessment { title, section: None, organization: None, plan, criteria })
        .await
}

async fn stock(app: &App, district: DistrictId, competency: CompetencyId) -> Result<(), Refusal> {
    app.db
        .write((), move |tx, ()| {
            Box::pin(async move {
                for number in 0..ITEMS {
                    let item = to_item(&authored(number)).expect("an item");
                    let id = chance::item_id(chance::now());
                    let parameters = Parameters {
                        difficulty: Some(Points::ZERO),
                        discrimination: Some(Points::ONE),
                        guessing: None,
                    };
                    let live = LiveItem { id, item: &item, version: 1, parameters, competency };
                    live_item::put(tx, district, live).await?;
                }
                Ok::<_, Refusal>(())
            })
        })
        .await
}

fn authored(number: usize) -> Authored {
    let choice = |text: String, right| AuthoredChoice { text, right, feedback: None };
    Authored {
        identifier: format!("B-{number}"),
        title: format!("Item {number}"),
        language: Some("en".to_owned()),
        stimuli: Vec::new(),
        stem: format!("A shelf has {number} boxes of 12 pencils. How many pencils are there?"),
        kind: AuthoredKind::ChooseOne {
            choices: vec![
                choice(format!("{}", number * 12), true),
                choice(format!("{}", number * 12 + 1), false),
                choice(format!("{}", number * 12 + 10), false),
                choice(format!("{}", number * 12 + 12), false),
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
