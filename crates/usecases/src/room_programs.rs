//! Programs whose rooms are scheduled: made from a template, listed, set up. Whoever sees every class of a program
//! sees its days; whoever manages every class of it sets it up.

use std::collections::{BTreeMap, HashMap};

use domain::{
    Date, DistrictId, LearnerId, PersonId, RoomProgramId, SectionId, Timestamp,
    access::Relationship,
    people::{Section, SectionRole},
    room_program::{RoomProgram, SetupVersion},
    text,
};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Action, Standing},
    chance,
    class_list::{self, Listed},
    room_setup::{self, RoomNeeds, Setup, template},
};

/// The most classes of one program.
const MOST_SECTIONS: usize = 40;

/// A program as its list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramLine {
    /// Which.
    pub program: RoomProgram,
    /// Its classes by title.
    pub sections: Vec<String>,
    /// Whether the reader may set it up.
    pub manages: bool,
}

/// The programs of a person, and the classes that they could make one of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programs {
    /// By name.
    pub programs: Vec<ProgramLine>,
    /// Classes that they manage, by title.
    pub sections: Vec<Section>,
}

/// A program to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProgram {
    /// As people say it.
    pub name: String,
    /// The rotation model.
    pub template: String,
    /// The classes.
    pub sections: Vec<SectionId>,
}

/// A program with its setup and people.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgramShown {
    /// Which.
    pub program: RoomProgram,
    /// By which relationship it is open.
    pub relationship: Relationship,
    /// Whether the reader may change it.
    pub manages: bool,
    /// The setup that stands.
    pub setup: Setup,
    /// Its version.
    pub version: i64,
    /// The classes.
    pub sections: Vec<Section>,
    /// Who learns there, by list name.
    pub learners: Vec<Listed>,
    /// Who teaches there, by list name: from these educators are chosen.
    pub staff: Vec<(PersonId, String)>,
    /// What the schedule must give; empty for who may not change it.
    pub needs: HashMap<LearnerId, RoomNeeds>,
}

/// Lists the programs whose days the actor may see, and what a new one could be made of.
pub async fn list_room_programs(app: &App, actor: &Actor) -> Result<Programs, Refusal> {
    let today = chance::today(actor.district);
    app.db.read(actor, |tx, actor| Box::pin(list(tx, actor, today))).await
}

async fn list(tx: &mut Tx, actor: &Actor, today: Date) -> Result<Programs, Refusal> {
    let standing = Standing::load(tx, actor, today).await?;
    let mut sections = store::section::list(tx, actor.district).await?;
    let by_id: HashMap<SectionId, &Section> = sections.iter().map(|one| (one.id, one)).collect();
    let mut programs = Vec::new();
    for program in store::room_program::list(tx, actor.district).await? {
        let of: Vec<&Section> = program.sections.iter().filter_map(|id| by_id.get(id).copied()).collect();
        let may =
            |action| !of.is_empty() && of.iter().all(|one| standing.with_section(one, action).is_some());
        if program.archived_at.is_none() && may(Action::See) {
            let mut titles: Vec<String> = of.iter().map(|one| one.title.clone()).collect();
            titles.sort();
            programs.push(ProgramLine { manages: may(Action::Manage), sections: titles, program });
        }
    }
    sections.retain(|one| standing.with_section(one, Action::Manage).is_some());
    Ok(Programs { programs, sections })
}

/// Makes a program of classes from a rotation model. Who teaches them are its educators, for everything.
pub async fn make_room_program(app: &App, actor: &Actor, new: NewProgram) -> Result<RoomProgramId, Refusal> {
    access::may_write(actor)?;
    let name = text::required(&new.name, 120).map_err(Refusal::text("name"))?;
    let model = template(&new.template).ok_or_else(|| {
        Refusal::invalid("template", format!("\"{}\" is not there: choose one of the list", new.template))
    })?;
    let mut sections = new.sections;
    sections.sort_unstable();
    sections.dedup();
    if sections.is_empty() || sections.len() > MOST_SECTIONS {
        return Err(Refusal::invalid(
            "sections",
            format!("are {}: choose 1 to {MOST_SECTIONS} classes", sections.len()),
        ));
    }
    let now = chance::now();
    let id = chance::room_program_id(now);
    app.db
        .write((actor.clone(), name, sections), move |tx, (actor, name, sections)| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let mut organization = None;
                for section in sections {
                    let (found, _) = access::section(tx, actor, *section, Action::Manage, today).await?;
                    organization.get_or_insert(found.organization);
                }
                let organization = organization.ok_or(Refusal::NotFound("this class"))?;
                let program = RoomProgram {
                    id,
                    organization,
                    name: name.clone(),
                    sections: sections.clone(),
                    made_by: actor.person,
                    made_at: now,
                    archived_at: None,
                };
                store::room_program::put(tx, actor.district, &program).await?;
                let mut setup = model.setup();
                let most_groups = u32::try_from(setup.periods.len()).unwrap_or(1);
                for (person, _) in staff(tx, actor.district, sections, today).await? {
                    setup.educators.push(room_setup::EducatorSetup {
                        person,
                        modalities: Vec::new(),
                        codes: Vec::new(),
                        features: Vec::new(),
                        periods: Vec::new(),
                        most_groups,
                    });
                }
                put_setup(tx, actor, id, &setup, 1, now).await?;
                Ok(id)
            })
        })
        .await
}

async fn put_setup(
    tx: &mut Tx,
    actor: &Actor,
    program: RoomProgramId,
    setup: &Setup,
    version: i64,
    now: Timestamp,
) -> Result<(), Refusal> {
    let written =
        SetupVersion { program, version, setup: setup.text(), written_by: actor.person, written_at: now };
    Ok(store::room_program::add_setup(tx, actor.district, &written).await?)
}

/// Shows a program with its setup and people.
pub async fn show_room_program(app: &App, actor: &Actor, id: RoomProgramId) -> Result<ProgramShown, Refusal> {
    let now = chance::now();
    let shown = app.db.read(actor, move |tx, actor| Box::pin(load(tx, actor, id, now))).await?;
    let learners = shown.learners.iter().map(|one| one.learner).collect();
    access::log(app, actor, "room program", shown.relationship, learners, now).await?;
    Ok(shown)
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    id: RoomProgramId,
    now: Timestamp,
) -> Result<ProgramShown, Refusal> {
    let today = chance::date_of(actor.district, now);
    let opened = open(tx, actor, id, Action::See, now).await?;
    let (setup, version) = room_setup::load(tx, actor.district, id).await?;
    let sections = sections(tx, actor.district, &opened.program).await?;
    let mut needs = HashMap::new();
    if opened.manages {
        needs = room_setup::needs(tx, actor.district, id).await?;
    }
    Ok(ProgramShown {
        learners: learners(tx, actor.district, &sections, today).await?,
        staff: staff(tx, actor.district, &opened.program.sections, today).await?,
        program: opened.program,
        relationship: opened.relationship,
        manages: opened.manages,
        setup,
        version,
        sections,
        needs,
    })
}

/// Writes a new version of the setup over `version`, which the actor saw.
pub async fn write_room_setup(
    app: &App,
    actor: &Actor,
    id: RoomProgramId,
    version: i64,
    setup: Setup,
) -> Result<i64, Refusal> {
    access::may_write(actor)?;
    let setup = setup.checked()?;
    let now = chance::now();
    app.db
        .write((actor.clone(), setup), move |tx, (actor, setup)| {
            Box::pin(async move {
                let opened = open(tx, actor, id, Action::Manage, now).await?;
                let (_, standing) = room_setup::load(tx, actor.district, id).await?;
                if standing != version {
                    let why = "Somebody else has changed the setup meanwhile: look at it again.";
                    return Err(Refusal::Conflict(why.to_owned()));
                }
                let today = chance::date_of(actor.district, now);
                let staff = staff(tx, actor.district, &opened.program.sections, today).await?;
                for one in &setup.educators {
                    if staff.iter().all(|(person, _)| *person != one.person) {
                        let why = format!(
                            "name {}, who teaches no class of this program: give them a place in it first",
                            one.person
                        );
                        return Err(Refusal::invalid("educators", why));
                    }
                }
                put_setup(tx, actor, id, setup, standing + 1, now).await?;
                Ok(standing + 1)
            })
        })
        .await
}

/// Says what the schedule must give one learner.
pub async fn write_room_needs(
    app: &App,
    actor: &Actor,
    id: RoomProgramId,
    learner: LearnerId,
    needs: RoomNeeds,
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    app.db
        .write((actor.clone(), needs), move |tx, (actor, needs)| {
            Box::pin(async move {
                let opened = open(tx, actor, id, Action::Manage, now).await?;
                let (setup, _) = room_setup::load(tx, actor.district, id).await?;
                let needs = needs.clone().checked(&setup)?;
                learns_in(tx, actor, &opened.program, learner, now).await?;
                let text = serde_json::to_string(&needs).expect("texts and numbers are JSON");
                let of = (id, learner);
                Ok(store::room_program::put_needs(tx, actor.district, of, &text, (actor.person, now)).await?)
            })
        })
        .await
}

/// Renames a program, or puts it away.
pub async fn change_room_program(
    app: &App,
    actor: &Actor,
    id: RoomProgramId,
    name: &str,
    archived: bool,
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let name = text::required(name, 120).map_err(Refusal::text("name"))?;
    let now = chance::now();
    app.db
        .write((actor.clone(), name), move |tx, (actor, name)| {
            Box::pin(async move {
                let opened = open(tx, actor, id, Action::Manage, now).await?;
                let archived_at = archived.then_some(now);
                let program = RoomProgram { name: name.clone(), archived_at, ..opened.program };
                Ok(store::room_program::put(tx, actor.district, &program).await?)
            })
        })
        .await
}

/// A program that somebody may open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Opened {
    /// Which.
    pub program: RoomProgram,
    /// The farthest relationship to any of its classes.
    pub relationship: Relationship,
    /// Whether they may change it.
    pub manages: bool,
}

/// Checks that `actor` may do `action` with every class of a program.
pub(crate) async fn open(
    tx: &mut Tx,
    actor: &Actor,
    id: RoomProgramId,
    action: Action,
    now: Timestamp,
) -> Result<Opened, Refusal> {
    let missing = || Refusal::NotFound("this program");
    let today = chance::date_of(actor.district, now);
    let program = store::room_program::find(tx, actor.district, id).await?.ok_or_else(missing)?;
    let mut relationship = None;
    for section in &program.sections {
        let (_, by) = access::section(tx, actor, *section, action, today).await.map_err(|why| match why {
            Refusal::NotFound(_) => missing(),
            Refusal::Denied(_) => Refusal::Denied("You can see this program, but not change it."),
            other => other,
        })?;
        relationship = relationship.max(Some(by));
    }
    let relationship = relationship.ok_or_else(missing)?;
    let mut manages = !actor.read_only;
    for section in &program.sections {
        manages = manages && access::section(tx, actor, *section, Action::Manage, today).await.is_ok();
    }
    Ok(Opened { program, relationship, manages })
}

/// The classes of a program by title.
pub(crate) async fn sections(
    tx: &mut Tx,
    district: DistrictId,
    program: &RoomProgram,
) -> Result<Vec<Section>, Refusal> {
    let mut found = Vec::with_capacity(program.sections.len());
    for section in &program.sections {
        found.extend(store::section::find(tx, district, *section).await?);
    }
    found.sort_by(|one, other| one.title.cmp(&other.title));
    Ok(found)
}

/// Who learns in any of `sections` on a day, by list name.
pub(crate) async fn learners(
    tx: &mut Tx,
    district: DistrictId,
    sections: &[Section],
    day: Date,
) -> Result<Vec<Listed>, Refusal> {
    let mut all: Vec<Listed> = Vec::new();
    for section in sections {
        for one in class_list::learners(tx, district, section, day).await? {
            if all.iter().all(|known| known.learner != one.learner) {
                all.push(one);
            }
        }
    }
    all.sort_by_cached_key(|one| (text::search_key(&one.list_name), one.learner));
    Ok(all)
}

/// Refuses a learner who is not in the program.
pub(crate) async fn learns_in(
    tx: &mut Tx,
    actor: &Actor,
    program: &RoomProgram,
    learner: LearnerId,
    now: Timestamp,
) -> Result<(), Refusal> {
    let today = chance::date_of(actor.district, now);
    let sections = sections(tx, actor.district, program).await?;
    let all = learners(tx, actor.district, &sections, today).await?;
    if all.iter().any(|one| one.learner == learner) {
        return Ok(());
    }
    Err(Refusal::NotFound("this learner"))
}

/// Who teaches in any of `sections` on a day, with their names, by list name.
pub(crate) async fn staff(
    tx: &mut Tx,
    district: DistrictId,
    sections: &[SectionId],
    day: Date,
) -> Result<Vec<(PersonId, String)>, Refusal> {
    let mut people = Vec::new();
    for section in sections {
        for place in store::enrollment::of_section(tx, district, *section).await? {
            if place.role == SectionRole::Educator && place.dates.contains(day) {
                people.push(place.person);
            }
        }
    }
    people.sort_unstable();
    people.dedup();
    let found = store::person::find_all(tx, district, &people).await?;
    let named: BTreeMap<(String, PersonId), String> =
        found.into_iter().map(|one| ((text::search_key(&one.list_name()), one.id), one.name())).collect();
    Ok(named.into_iter().map(|((_, id), name)| (id, name)).collect())
}
