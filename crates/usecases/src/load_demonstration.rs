//! Fills an empty database with the demonstration district, and makes links to look at it in each role.

use domain::{
    Date, DistrictId, PersonId, Timestamp,
    evidence::{Evidence, Fact, ScoredResult},
    people::{Person, RoleKind, SectionRole},
};
use store::{Tx, district::District, draft::Draft};

use crate::{
    App, Refusal, chance, demonstrate_assessments, demonstrate_lessons, demonstrate_paths, demonstrate_rooms,
    demonstrate_tasks::{self, Stage},
    demonstration::{
        caseloads,
        content::{SUBJECTS, competency_id, framework},
        items::{self, BankRows},
        lessons::{self, Lessons},
        pace,
        people::{Roster, roster},
        simulate::{self, Work},
    },
    install, ledger,
    ledger::NewEntry,
    sign_in_links, tell_pace,
};

/// The same on every machine, so that addresses of the demonstration are too.
const DISTRICT: DistrictId = DistrictId::from_bytes(*b"\x01\x93\0\0\0\0\x70\0\x80\0riverb");

/// The seed of the invented term.
const SEED: u64 = 7;

/// Entries per transaction; fewer would hash and judge cells more often.
const CHUNK: usize = 4_000;

/// What was loaded.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The district.
    pub district: District,
    /// Learners, guardians and staff.
    pub people: usize,
    /// Items of the bank.
    pub items: usize,
    /// Entries recorded.
    pub entries: usize,
    /// Ratings left as drafts.
    pub drafts: usize,
    /// How long it took.
    pub seconds: f64,
}

/// A link to look at the demonstration with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleLink {
    /// The role: learner, guardian, educator, counselor and so on.
    pub role: RoleKind,
    /// Who one is then.
    pub person: Person,
    /// The token of a one-time link.
    pub token: String,
}

/// Loads the demonstration; refused when there is any district already.
pub async fn load_demonstration(app: &App) -> Result<Loaded, Refusal> {
    let clock = chance::Stopwatch::start();
    let (now, today) = (chance::now(), chance::today(DISTRICT));
    let district = District {
        id: DISTRICT,
        name: "Riverbend (invented)".to_owned(),
        code: "riverbend".to_owned(),
        demonstration: true,
    };
    let everybody = roster(DISTRICT, today);
    let (drafts, recorded): (Vec<Work>, Vec<Work>) =
        simulate::term(DISTRICT, SEED, &everybody, today).into_iter().partition(|work| work.draft);
    let stage = stage(&everybody);
    let (people, draft_count) = (everybody.people.len(), drafts.len());
    let bank = items::bank(DISTRICT, now);
    let items = bank.items();
    let library = lessons::lessons(DISTRICT, now);
    app.db
        .write(
            (district.clone(), everybody, drafts, (bank, library)),
            move |tx, (district, roster, drafts, content)| {
                Box::pin(set_up(tx, district, (roster, drafts, content), now))
            },
        )
        .await?;
    let entries: Vec<NewEntry> = recorded.iter().map(entry).collect();
    for chunk in by_learner(entries) {
        app.db.write(chunk, move |tx, chunk| Box::pin(ledger::append(tx, DISTRICT, chunk, now))).await?;
    }
    if let Some(stage) = stage {
        demonstrate_tasks::add(app, &stage).await?;
        demonstrate_assessments::add(app, &stage).await?;
        demonstrate_lessons::add(app, &stage).await?;
        demonstrate_paths::add(app, &stage).await?;
        demonstrate_rooms::add(app, DISTRICT, stage.educator, stage.section).await?;
    }
    tell_pace::tell_pace(app, DISTRICT, now).await?;
    let entries = app
        .db
        .read((), |tx, ()| {
            Box::pin(async move { Ok::<_, Refusal>(store::evidence::count(tx, DISTRICT).await?) })
        })
        .await?;
    let entries = usize::try_from(entries).unwrap_or(usize::MAX);
    Ok(Loaded { district, people, items, entries, drafts: draft_count, seconds: clock.seconds() })
}

/// Makes one link per role into the demonstration district; refused where there is none.
pub async fn link_each_role(app: &App) -> Result<Vec<RoleLink>, Refusal> {
    let (now, today) = (chance::now(), chance::today(DISTRICT));
    app.db.write((), move |tx, ()| Box::pin(links(tx, today, now))).await
}

async fn set_up(
    tx: &mut Tx,
    district: &District,
    (roster, drafts, (bank, library)): (&Roster, &[Work], &(BankRows, Lessons)),
    now: Timestamp,
) -> Result<(), Refusal> {
    if !store::district::list(tx).await?.is_empty() {
        return Err(Refusal::Conflict(
            "the demonstration goes into an empty database only, and this one has a district".to_owned(),
        ));
    }
    let id = district.id;
    store::district::add(tx, district, now).await?;
    store::organization::put(tx, id, &roster.organizations).await?;
    store::term::put(tx, id, std::slice::from_ref(&roster.term)).await?;
    store::person::put(tx, id, &roster.people).await?;
    store::role::put(tx, id, &roster.roles).await?;
    store::section::put(tx, id, &roster.sections).await?;
    store::enrollment::put(tx, id, &roster.enrollments).await?;
    store::guardianship::put(tx, id, &roster.guardianships).await?;
    store::caseload::add(tx, id, &caseloads::charges(roster, now)).await?;
    for one in caseloads::profiles(roster, now) {
        let profile = &one.profile;
        store::accommodation::add(tx, id, profile).await?;
        store::accommodation::add_reason(tx, id, profile.learner, profile.version, &one.reason).await?;
    }
    for subject in &SUBJECTS {
        let content = framework(id, subject);
        store::framework::put(tx, id, &content.framework).await?;
        store::competency::put(tx, id, &content.competencies).await?;
        store::association::put(tx, id, &content.associations).await?;
    }
    bank.put(tx, id).await?;
    library.put(tx, id).await?;
    for targets in &roster.targets {
        let competencies: Vec<_> = targets.competencies.iter().map(|code| competency_id(id, code)).collect();
        store::target::replace(tx, id, targets.section, &competencies).await?;
    }
    let today = chance::date_of(id, now);
    if let Some(invented) = pace::pace(id, roster, |code| competency_id(id, code), today, now) {
        put_pace(tx, id, &invented, now).await?;
    }
    for (kind, person) in guides(roster) {
        install::add_account(tx, id, person, kind.word(), now).await?;
    }
    for work in drafts {
        if let (Some(level), Some(judge)) = (work.level.clone(), work.judge) {
            store::draft::put(tx, id, &draft(work, level, judge)).await?;
        }
    }
    Ok(())
}

async fn put_pace(
    tx: &mut Tx,
    id: DistrictId,
    invented: &pace::InventedPace,
    now: Timestamp,
) -> Result<(), Refusal> {
    store::calendar::put(tx, id, &invented.calendar, invented.keeper, now).await?;
    store::calendar::put_periods(tx, id, invented.calendar.id, &invented.periods, now).await?;
    for (of, targets) in &invented.plans {
        store::dated_target::replace(tx, id, *of, targets).await?;
    }
    store::attendance::add(tx, id, &invented.attendance).await?;
    for pause in &invented.pauses {
        store::pause::add(tx, id, pause).await?;
    }
    Ok(())
}

fn draft(work: &Work, level: String, judge: PersonId) -> Draft {
    Draft {
        section: work.section,
        learner: work.learner,
        competency: work.competency,
        level,
        note: work.note.clone(),
        judge,
        rated_at: work.worked_at,
        release_at: None,
    }
}

fn entry(work: &Work) -> NewEntry {
    let (points, points_possible) = (work.points, work.points_possible);
    NewEntry {
        learner: work.learner,
        id: work.id,
        recorded_by: work.judge,
        fact: Fact::Evidence(Evidence {
            competency: work.competency,
            result: ScoredResult { points, points_possible, level: work.level.clone() },
            mastery_cut: None,
            result_group: work.result_group.clone(),
            source: work.source,
            judge: work.judge,
            instrument: Some(work.instrument.clone()),
            attempt: Some(work.attempt),
            section: Some(work.section),
            worked_at: work.worked_at,
            note: work.note.clone(),
            attachment: None,
        }),
    }
}

/// The first class, whose tasks are shown; somebody who teaches another rates with its educator.
fn stage(roster: &Roster) -> Option<Stage> {
    let section = roster.sections.first()?.id;
    let placed = |role: SectionRole, here: bool| {
        let of = move |place: &&domain::people::Enrollment| {
            place.role == role && (place.section == section) == here
        };
        roster.enrollments.iter().filter(of).map(|place| place.person)
    };
    let educator = placed(SectionRole::Educator, true).next()?;
    let targets = roster.targets.iter().find(|one| one.section == section)?;
    Some(Stage {
        district: DISTRICT,
        section,
        educator,
        colleague: placed(SectionRole::Educator, false).find(|person| *person != educator),
        learners: placed(SectionRole::Learner, true).take(3).map(PersonId::as_learner).collect(),
        competencies: targets.competencies.iter().map(|code| competency_id(DISTRICT, code)).collect(),
    })
}

/// Chunks that hold whole learners, so that each cell is judged once.
fn by_learner(mut entries: Vec<NewEntry>) -> Vec<Vec<NewEntry>> {
    entries.sort_by_key(|entry| entry.learner);
    let mut chunks: Vec<Vec<NewEntry>> = Vec::new();
    for entry in entries {
        match chunks.last_mut() {
            Some(chunk)
                if chunk.len() < CHUNK || chunk.last().is_some_and(|last| last.learner == entry.learner) =>
            {
                chunk.push(entry);
            }
            _ => chunks.push(vec![entry]),
        }
    }
    chunks
}

/// One person per role whom it is worth being: the first learner of the first section, a guardian who
/// may see that learner, its educator, and who leads and runs the district.
fn guides(roster: &Roster) -> Vec<(RoleKind, PersonId)> {
    let placed = |role: SectionRole| {
        let first = roster.sections.first()?.id;
        roster.enrollments.iter().find(|place| place.section == first && place.role == role)
    };
    let holder = |kind: RoleKind| roster.roles.iter().find(|role| role.kind == kind).map(|role| role.person);
    let learner = placed(SectionRole::Learner).map(|place| place.person);
    let guardian = roster
        .guardianships
        .iter()
        .find(|one| one.may_see && Some(one.learner.as_person()) == learner)
        .map(|one| one.guardian);
    [
        (RoleKind::Learner, learner),
        (RoleKind::Guardian, guardian),
        (RoleKind::Educator, placed(SectionRole::Educator).map(|place| place.person)),
        (RoleKind::Counselor, holder(RoleKind::Counselor)),
        (RoleKind::CaseManager, holder(RoleKind::CaseManager)),
        (RoleKind::Principal, holder(RoleKind::Principal)),
        (RoleKind::ProgramLead, holder(RoleKind::ProgramLead)),
        (RoleKind::Administrator, holder(RoleKind::Administrator)),
    ]
    .into_iter()
    .filter_map(|(kind, person)| Some((kind, person?)))
    .collect()
}

async fn links(tx: &mut Tx, today: Date, now: Timestamp) -> Result<Vec<RoleLink>, Refusal> {
    let district = store::district::find(tx, DISTRICT).await?;
    if !district.is_some_and(|district| district.demonstration) {
        return Err(Refusal::NotFound("the demonstration district"));
    }
    let mut links = Vec::new();
    for (role, person) in guides(&roster(DISTRICT, today)) {
        let found = store::person::find(tx, DISTRICT, person).await?;
        let token = sign_in_links::add_link(tx, DISTRICT, person, None, now).await?;
        links.extend(found.map(|person| RoleLink { role, person, token }));
    }
    Ok(links)
}
