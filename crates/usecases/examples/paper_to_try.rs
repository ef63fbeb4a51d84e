//! Gives the demonstration something on paper to try, for the journeys in a browser and for whoever looks around:
//!
//! ```text
//! cargo run -p usecases --example paper_to_try -- DATABASE give
//! cargo run -p usecases --example paper_to_try -- DATABASE photograph ASSIGNMENT FILE.jpg
//! ```
//!
//! `give` writes seven questions, gives them to the educator's first class as a quiz, and says the assignment's id.
//! `photograph` fills the first open sheet of an assignment with B, row 3 faintly, and takes a picture of it.

#[expect(dead_code, reason = "tests read the questions too")]
#[path = "../tests/questions/mod.rs"]
mod questions;

use domain::{AssignmentId, people::RoleKind};
use questions::Class;
use scanning::{
    layout::Paper,
    simulate::{Conditions, Dice, Hand, Mark, drawn, jpeg, mark, photograph},
};
use usecases::{
    Actor, App,
    list_my_sections::list_my_sections,
    load_demonstration::link_each_role,
    print_forms::{Printing, print_forms},
    show_sheets::{Which, show_sheets},
};

type Failed = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Failed> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = given.iter().map(String::as_str).collect();
    let (database, rest) = words.split_first().ok_or("name a database")?;
    let app = usecases::open(database).await?;
    let educator = educator(&app).await?;
    match rest {
        ["give"] => println!("{}", give(&app, &educator).await?),
        ["photograph", assignment, file] => {
            std::fs::write(file, picture(&app, &educator, assignment.parse()?).await?)?;
        }
        _ => return Err("say give, or photograph ASSIGNMENT FILE.jpg".into()),
    }
    drop(app);
    usecases::settled().await;
    Ok(())
}

async fn educator(app: &App) -> Result<Actor, Failed> {
    let district = app.db.look_up((), |tx, ()| {
        Box::pin(async move { Ok::<_, usecases::Refusal>(store::district::list(tx).await?) })
    });
    let district = district.await?.into_iter().next().ok_or("no district")?.id;
    let links = link_each_role(app).await?;
    let link = links.iter().find(|link| link.role == RoleKind::Educator).ok_or("no educator")?;
    Ok(Actor::new(district, link.person.id))
}

async fn give(app: &App, educator: &Actor) -> Result<AssignmentId, Failed> {
    let sections = list_my_sections(app, educator).await?;
    let section = sections.first().ok_or("no class")?.section.id;
    let district = educator.district;
    let target = app.db.read((), move |tx, ()| {
        Box::pin(async move {
            Ok::<_, usecases::Refusal>(store::target::of_section(tx, district, section).await?)
        })
    });
    let target = *target.await?.first().ok_or("no target")?;
    Ok(questions::given(&Class { app, educator, section, target }, 6, true).await)
}

async fn picture(app: &App, educator: &Actor, assignment: AssignmentId) -> Result<Vec<u8>, Failed> {
    let sheets = show_sheets(app, educator, assignment, Which::Next).await?;
    let open = sheets.open.ok_or("no open sheet: print first")?;
    let printing = Printing {
        learners: vec![open.sitting.learner],
        paper: Paper::A4,
        large: false,
        alike: false,
        instruction: String::new(),
    };
    let printed = print_forms(app, educator, assignment, printing).await?;
    let page = printed.forms.first().and_then(|form| form.pages.first()).ok_or("no page")?;
    let mut dice = Dice::new(5);
    let marks: Vec<_> = page
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| !row.bubbles.is_empty())
        .map(|(at, row)| (at, 1, if row.row == 2 { Mark::Faint } else { Mark::Filled }))
        .collect();
    let hand = Hand::careful(&mut dice);
    let paper = mark(&drawn(page, &mut dice), page, &marks, &hand, &mut dice);
    Ok(jpeg(&[&photograph(&paper, &Conditions::easy(&mut dice), &mut dice)], 85))
}
