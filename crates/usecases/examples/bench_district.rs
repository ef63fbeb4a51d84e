//! Fills an empty database with a district of a wished size, for `./bench`.
//!
//! `bench_district ADDRESS SECTIONSxLEARNERSxCOMPETENCIESxENTRIES...`: for each shape so many sections,
//! each with so many learners, so many targets, and so many entries in each cell. Prints, as JSON, how long
//! it took and what a driver needs: sections, learners, competencies, and a signed-in session per section.
//! Everything in it is invented and the same in every run, tokens apart.

#[path = "bench_district/people.rs"]
#[expect(dead_code, reason = "the other bench signs learners in")]
mod people;
#[path = "bench_district/term.rs"]
mod term;

use domain::{CompetencyId, DistrictId};
use serde_json::{Value, json};
use usecases::{Actor, App, Refusal, chance, install, ledger, tokens};

/// Entries per transaction, as the loader of the demonstration.
const CHUNK: usize = 4_000;

/// Sections whose ids and sessions are printed; a driver needs no more.
const PRINTED: usize = 64;

/// Sections of one shape.
#[derive(Debug, Clone, Copy)]
struct Shape {
    sections: usize,
    learners: usize,
    competencies: usize,
    entries: usize,
}

impl Shape {
    fn read(text: &str) -> Option<Self> {
        let numbers: Vec<usize> = text.split('x').map(str::parse).collect::<Result<_, _>>().ok()?;
        let [sections, learners, competencies, entries] = numbers.try_into().ok()?;
        Some(Self { sections, learners, competencies, entries })
    }
}

#[tokio::main]
async fn main() -> Result<(), Refusal> {
    let mut arguments = std::env::args().skip(1);
    let (address, shapes) =
        (arguments.next(), arguments.map(|text| Shape::read(&text)).collect::<Option<Vec<_>>>());
    let (Some(address), Some(shapes)) = (address, shapes.filter(|shapes| !shapes.is_empty())) else {
        eprintln!("usage: bench_district ADDRESS SECTIONSxLEARNERSxCOMPETENCIESxENTRIES...");
        std::process::exit(2);
    };
    let app = usecases::open(&address).await?;
    println!("{:#}", fill(&app, &shapes).await?);
    Ok(())
}

async fn fill(app: &App, shapes: &[Shape]) -> Result<Value, Refusal> {
    let wish = install::Wish {
        name: "Bench (invented)".to_owned(),
        code: "bench".to_owned(),
        administrator: ["Bench".to_owned(), "Administrator".to_owned()],
        email: None,
    };
    let installed = install::install(app, wish).await?;
    let district = installed.district.id;
    let most = shapes.iter().map(|shape| shape.competencies).max().unwrap_or(0);
    let framework = people::framework(district, most);
    let competencies: Vec<CompetencyId> = framework.1.iter().map(|competency| competency.id).collect();
    people::save_framework(app, district, framework).await?;
    let clock = chance::Stopwatch::start();
    let (mut printed, mut learners, mut entries, mut number) = (Vec::new(), 0, 0, 0);
    for shape in shapes {
        let mut waiting = Vec::new();
        for _ in 0..shape.sections {
            let section =
                people::section(district, number, shape.learners, &competencies[..shape.competencies]);
            number += 1;
            learners += section.learners.len();
            let session = people::save(app, district, &section, number <= PRINTED).await?;
            for learner in &section.learners {
                waiting.extend(term::entries(
                    district,
                    *learner,
                    section.educator,
                    &section.targets,
                    shape.entries,
                ));
                if waiting.len() >= CHUNK {
                    entries += append(app, district, &mut waiting).await?;
                }
            }
            if let Some(session) = session {
                let token = token(app, Actor::new(district, section.educator)).await?;
                printed.push(section.printed(district, &session, &token));
            }
        }
        entries += append(app, district, &mut waiting).await?;
    }
    let seconds = clock.seconds();
    let token = token(app, Actor::new(district, installed.administrator.id)).await?;
    Ok(json!({
        "district": district.to_string(),
        "token": token,
        "competencies": competencies.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "sections": printed,
        "learners": learners,
        "entries": entries,
        "seconds": seconds,
    }))
}

/// A token for the API that may read and change everything its owner may.
async fn token(app: &App, owner: Actor) -> Result<String, Refusal> {
    let today = chance::today(owner.district);
    let last_day = today.checked_add(jiff::Span::new().days(30)).unwrap_or(today);
    let scopes = vec!["read".to_owned(), "write".to_owned()];
    tokens::make_token(app, &owner, "bench", scopes, last_day).await
}

async fn append(
    app: &App,
    district: DistrictId,
    waiting: &mut Vec<ledger::NewEntry>,
) -> Result<usize, Refusal> {
    let (batch, now) = (std::mem::take(waiting), chance::now());
    if batch.is_empty() {
        return Ok(0);
    }
    let appended =
        app.db.write(batch, move |tx, batch| Box::pin(ledger::append(tx, district, batch, now))).await?;
    Ok(appended.accepted())
}
