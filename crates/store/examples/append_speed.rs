//! How many rows of evidence a second [`store::evidence::append`] keeps, in batches of 1,000 entries of
//! 25 learners, each batch one durable transaction with its locks and heads. And how long one section's
//! grid of 30 learners and 50 competencies takes to read.
//!
//! Usage: `append_speed ADDRESS`, an empty database: a new SQLite file or a `postgres://` address.

use std::{fs, time::Instant};

use domain::{
    CompetencyId, DistrictId, EvidenceId, FrameworkId, LearnerId, OrganizationId, PersonId, Points,
    SectionId, Timestamp,
    evidence::{Entry, Evidence, Fact, ScoredResult, Sequence, Source},
    framework::{Competency, Extra, Framework},
    judgement::{Context, Finding, Mastery},
    people::{Enrollment, Organization, Person, Section, SectionRole},
    scale::Scale,
    time::Dates,
};
use store::{Db, StoreError, Tx, district::District, evidence::Sealed, learner::Head};

const DISTRICT: DistrictId = DistrictId::from_bytes([1; 16]);
const SECTION: SectionId = SectionId::from_bytes([2; 16]);
const SCHOOL: OrganizationId = OrganizationId::from_bytes([3; 16]);
const FRAMEWORK: FrameworkId = FrameworkId::from_bytes([4; 16]);
const LEARNERS: u8 = 30;
const COMPETENCIES: u8 = 50;
const BATCHES: i64 = 60;
const LEARNERS_A_BATCH: u8 = 25;
const ENTRIES_A_LEARNER: i64 = 40;
const GRIDS: u32 = 400;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).ok_or("usage: append_speed ADDRESS")?;
    let db = Db::open(&address).await?;
    db.write((), |tx, ()| Box::pin(lay(tx))).await?;
    append(&db).await?;
    read_grids(&db).await?;
    Ok(())
}

#[expect(clippy::disallowed_methods, clippy::cast_precision_loss, reason = "a stopwatch")]
async fn append(db: &Db) -> Result<(), Box<dyn std::error::Error>> {
    let (began, cpu) = (Instant::now(), cpu_seconds()?);
    for batch in 0..BATCHES {
        db.write(batch, |tx, batch| Box::pin(append_batch(tx, *batch))).await?;
    }
    let (wall, cpu) = (began.elapsed().as_secs_f64(), cpu_seconds()? - cpu);
    let rows = (BATCHES * i64::from(LEARNERS_A_BATCH) * ENTRIES_A_LEARNER) as f64;
    println!("append: {:.0} rows/s ({:.1} us CPU a row in this process)", rows / wall, cpu / rows * 1e6);
    let (began, cpu) = (Instant::now(), cpu_seconds()?);
    let mut read = 0;
    for n in 0..LEARNERS_A_BATCH {
        let whole = db.read(n, |tx, n| {
            let learner = LearnerId::from_bytes([*n; 16]);
            Box::pin(store::evidence::histories(tx, DISTRICT, learner, &[]))
        });
        let whole: Vec<Sealed> = whole.await.map_err(|error: StoreError| error)?;
        read += whole.len();
    }
    let (wall, cpu) = (began.elapsed().as_secs_f64(), cpu_seconds()? - cpu);
    println!("histories: {:.0} rows/s ({:.1} us CPU a row)", read as f64 / wall, cpu / read as f64 * 1e6);
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a stopwatch")]
async fn read_grids(db: &Db) -> Result<(), Box<dyn std::error::Error>> {
    let (began, cpu) = (Instant::now(), cpu_seconds()?);
    let mut cells = 0;
    for _ in 0..GRIDS {
        let grid = db.read((), |tx, ()| Box::pin(store::mastery::of_section(tx, DISTRICT, SECTION)));
        let grid: Vec<_> = grid.await.map_err(|error: StoreError| error)?;
        cells = grid.len();
    }
    let (wall, cpu) = (began.elapsed().as_secs_f64(), cpu_seconds()? - cpu);
    let grids = f64::from(GRIDS);
    println!("grid of {cells} cells: {:.2} ms ({:.2} ms CPU)", wall / grids * 1e3, cpu / grids * 1e3);
    Ok(())
}

/// Processor time of this process so far, all threads; from Linux's `/proc`, in hundredths of a second.
fn cpu_seconds() -> Result<f64, Box<dyn std::error::Error>> {
    let text = fs::read_to_string("/proc/self/stat")?;
    let fields = text.rsplit_once(") ").ok_or("an odd /proc/self/stat")?.1;
    let ticks = fields.split(' ').skip(11).take(2).map(str::parse::<f64>).sum::<Result<f64, _>>()?;
    Ok(ticks / 100.0)
}

async fn append_batch(tx: &mut Tx, batch: i64) -> Result<(), StoreError> {
    let (mut all, mut heads) = (Vec::new(), Vec::new());
    for n in 0..LEARNERS_A_BATCH {
        let learner = LearnerId::from_bytes([n; 16]);
        let head = store::learner::lock(tx, DISTRICT, learner, at(batch)).await?.expect("a learner");
        let places = head.sequence.0 + 1..=head.sequence.0 + ENTRIES_A_LEARNER;
        all.extend(places.map(|place| entry(learner, place)));
        let sequence = Sequence(head.sequence.0 + ENTRIES_A_LEARNER);
        heads.push((learner, Head { sequence, seal: [9; 32] }));
    }
    store::evidence::append(tx, DISTRICT, &all).await?;
    store::learner::set_heads(tx, DISTRICT, &heads, at(batch)).await
}

fn entry(learner: LearnerId, place: i64) -> Sealed {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&place.to_be_bytes());
    let competency = CompetencyId::from_bytes([u8::try_from(place % 50).expect("below 50"); 16]);
    Sealed {
        entry: Entry {
            learner,
            sequence: Sequence(place),
            id: EvidenceId::from_bytes(id),
            recorded_at: at(place),
            recorded_by: Some(PersonId::from_bytes([200; 16])),
            fact: Fact::Evidence(Evidence {
                competency,
                result: ScoredResult {
                    points: Points::whole(3),
                    points_possible: Points::whole(4),
                    level: Some("3".to_owned()),
                },
                mastery_cut: None,
                result_group: None,
                source: Source::Rating,
                judge: Some(PersonId::from_bytes([200; 16])),
                instrument: Some("Workshop task".to_owned()),
                attempt: Some(1),
                section: Some(SECTION),
                worked_at: at(place),
                note: None,
                attachment: None,
            }),
        },
        competency: Some(competency),
        salt: Some([5; 16]),
        content: [6; 32],
        seal: [7; 32],
    }
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + seconds).expect("a moment")
}

#[expect(clippy::too_many_lines, reason = "a list of what lies there, not a procedure")]
async fn lay(tx: &mut Tx) -> Result<(), StoreError> {
    let text = str::to_owned;
    let district = District { id: DISTRICT, name: text("D"), code: text("d"), demonstration: true };
    store::district::add(tx, &district, at(0)).await?;
    store::organization::put(
        tx,
        DISTRICT,
        &[Organization {
            id: SCHOOL,
            parent: None,
            kind: text("school"),
            name: text("S"),
            sourced_id: None,
            extra: Extra::new(),
        }],
    )
    .await?;
    store::section::put(
        tx,
        DISTRICT,
        &[Section {
            id: SECTION,
            organization: SCHOOL,
            term: None,
            title: text("W"),
            dates: Dates::ALWAYS,
            grades: vec![],
            subjects: vec![],
            sourced_id: None,
            extra: Extra::new(),
        }],
    )
    .await?;
    store::framework::put(
        tx,
        DISTRICT,
        &Framework {
            id: FRAMEWORK,
            guid: text("f"),
            title: text("F"),
            creator: text("C"),
            version: None,
            adoption_status: None,
            language: None,
            subjects: vec![],
            licence: None,
            scale: Scale::four_levels(),
            extra: Extra::new(),
        },
    )
    .await?;
    let people: Vec<_> = (0..LEARNERS)
        .map(|n| Person {
            id: PersonId::from_bytes([n; 16]),
            given_name: text("G"),
            family_name: text("F"),
            email: None,
            grade: None,
            language: None,
            sourced_id: None,
            active: true,
            extra: Extra::new(),
        })
        .collect();
    store::person::put(tx, DISTRICT, &people).await?;
    let places: Vec<_> = people
        .iter()
        .map(|one| Enrollment {
            section: SECTION,
            person: one.id,
            role: SectionRole::Learner,
            dates: Dates::ALWAYS,
            sourced_id: None,
        })
        .collect();
    store::enrollment::put(tx, DISTRICT, &places).await?;
    let competencies: Vec<_> = (0..COMPETENCIES).map(|n| CompetencyId::from_bytes([n; 16])).collect();
    let known: Vec<_> = competencies
        .iter()
        .map(|id| Competency {
            id: *id,
            framework: FRAMEWORK,
            guid: id.to_string(),
            code: None,
            statement: text("Can"),
            short: None,
            kind: None,
            grades: vec![],
            position: 1,
            retired: false,
            extra: Extra::new(),
        })
        .collect();
    store::competency::put(tx, DISTRICT, &known).await?;
    store::target::replace(tx, DISTRICT, SECTION, &competencies).await?;
    let judged: Vec<_> = people
        .iter()
        .flat_map(|one| competencies.iter().map(|competency| judgement(one.id, *competency)))
        .collect();
    store::mastery::put(tx, DISTRICT, &judged).await
}

fn judgement(person: PersonId, competency: CompetencyId) -> Mastery {
    let finding = Finding {
        value: Some(Points::from_millionths(2_750_000)),
        level: Some("2".to_owned()),
        mastered: false,
        trend: Some(Points::from_millionths(250_000)),
        evidence_count: 4,
        last_worked_at: Some(at(0)),
        decided: false,
        changes_at: None,
    };
    Mastery {
        learner: person.as_learner(),
        competency,
        context: Context::Record,
        finding,
        rule: "decaying_average".to_owned(),
        rule_version: 1,
        inputs: [1; 32],
        last_sequence: Sequence(4),
        why: [2; 32],
        judged_at: at(0),
    }
}
