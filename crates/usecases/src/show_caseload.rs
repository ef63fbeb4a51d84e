//! A counselor's page: each learner of the caseload, or of sections, with how far evidence reaches and how
//! long nothing was heard; longest silence first.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{
    CompetencyId, Date, LearnerId, PersonId, SectionId, Timestamp,
    access::Relationship,
    caseload::CaseloadKind,
    people::{Person, Section, SectionRole},
    text::search_key,
};
use store::{Tx, heard::Heard};

use crate::{
    Actor, App, Refusal,
    access::{self, Action, Standing},
    chance, class_list,
    silence::{Calendar, MOST_DAYS},
};

/// The most sections that are looked at together.
const MOST_SECTIONS: usize = 20;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseloadQuery {
    /// Sections whose learners are looked at; none for the caseload.
    pub sections: Vec<SectionId>,
    /// After how many days without evidence somebody is silent.
    pub days: i64,
    /// Only who is silent.
    pub only_silent: bool,
}

/// Learners at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caseload {
    /// Longest silence first, then by name.
    pub rows: Vec<CaseloadRow>,
    /// How many learners were looked at.
    pub learners: usize,
    /// How many of them are silent.
    pub silent: usize,
    /// After how many days somebody is silent.
    pub days: i64,
    /// Whether those are school days; else plain days.
    pub school_days: bool,
    /// How many learners are on the reader's own caseload.
    pub own: usize,
    /// The sections that can be looked at, by title.
    pub sections: Vec<Section>,
}

/// One learner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseloadRow {
    /// Who.
    pub person: Person,
    /// By which relationship they are shown.
    pub relationship: Relationship,
    /// Where they learn today.
    pub sections: Vec<Section>,
    /// What those sections aim at.
    pub targets: usize,
    /// How many of the targets have evidence that counts.
    pub covered: usize,
    /// How many of the targets are mastered.
    pub mastered: usize,
    /// The day of the newest counted work, of whatever competency.
    pub last: Option<Date>,
    /// How long nothing was heard: since that day, or since they began.
    pub silent_days: i64,
    /// Whether that is too long.
    pub is_silent: bool,
}

/// Shows the caseload, or sections, of `actor`.
pub async fn show_caseload(app: &App, actor: &Actor, query: CaseloadQuery) -> Result<Caseload, Refusal> {
    if !(1..=MOST_DAYS).contains(&query.days) {
        return Err(Refusal::invalid("days", format!("lies outside of 1 to {MOST_DAYS}")));
    }
    if query.sections.len() > MOST_SECTIONS {
        return Err(Refusal::invalid("section", format!("is named too often: {MOST_SECTIONS} is the most")));
    }
    let now = chance::now();
    let found =
        app.db.read((actor, query), |tx, (actor, query)| Box::pin(load(tx, actor, query, now))).await?;
    let mut by: BTreeMap<Relationship, Vec<LearnerId>> = BTreeMap::new();
    for row in &found.rows {
        by.entry(row.relationship).or_default().push(row.person.id.as_learner());
    }
    for (relationship, learners) in by {
        access::log(app, actor, "caseload", relationship, learners, now).await?;
    }
    Ok(found)
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    query: &CaseloadQuery,
    now: Timestamp,
) -> Result<Caseload, Refusal> {
    let district = actor.district;
    let today = chance::date_of(actor.district, now);
    let standing = Standing::load(tx, actor, today).await?;
    let own: HashSet<LearnerId> = standing
        .charges
        .iter()
        .filter(|one| standing.answers_for(one.learner, CaseloadKind::Counselor) && one.holds(today))
        .filter(|one| one.kind == CaseloadKind::Counselor)
        .map(|one| one.learner)
        .collect();
    let sections = may_look_at(tx, actor, &standing).await?;
    let mut whom: BTreeMap<LearnerId, Relationship> = BTreeMap::new();
    if query.sections.is_empty() {
        whom.extend(own.iter().map(|learner| (*learner, Relationship::Counselor)));
    }
    for section in &query.sections {
        let (section, relationship) = access::section(tx, actor, *section, Action::Whole, today).await?;
        for listed in class_list::learners(tx, district, &section, today).await? {
            let nearest = whom.entry(listed.learner).or_insert(relationship);
            *nearest = relationship.min(*nearest);
        }
    }
    let learners: Vec<LearnerId> = whom.keys().copied().collect();
    let calendar = Calendar::of(&store::term::list(tx, district).await?);
    let mut rows = rows(tx, actor, &whom, &learners, (&calendar, today, query.days)).await?;
    let silent = rows.iter().filter(|row| row.is_silent).count();
    if query.only_silent {
        rows.retain(|row| row.is_silent);
    }
    rows.sort_by_cached_key(|row| (-row.silent_days, search_key(&row.person.list_name()), row.person.id));
    Ok(Caseload {
        rows,
        learners: learners.len(),
        silent,
        days: query.days,
        school_days: calendar.counts_school_days(),
        own: own.len(),
        sections,
    })
}

/// Running sections whose learners' whole records are open to them.
async fn may_look_at(tx: &mut Tx, actor: &Actor, standing: &Standing) -> Result<Vec<Section>, Refusal> {
    let mut all: Vec<Section> = if standing.roles.is_empty() {
        standing.places.iter().map(|(_, section)| section.clone()).collect()
    } else {
        store::section::list(tx, actor.district).await?
    };
    all.retain(|one| {
        one.dates.contains(standing.today) && standing.with_section(one, Action::Whole).is_some()
    });
    Ok(all)
}

/// What is kept of a section while rows are made.
type Aims = HashMap<SectionId, (Section, Vec<CompetencyId>)>;

pub(crate) async fn rows(
    tx: &mut Tx,
    actor: &Actor,
    whom: &BTreeMap<LearnerId, Relationship>,
    learners: &[LearnerId],
    (calendar, today, days): (&Calendar, Date, i64),
) -> Result<Vec<CaseloadRow>, Refusal> {
    let district = actor.district;
    let ids: Vec<PersonId> = learners.iter().map(|one| one.as_person()).collect();
    let people = store::person::find_all(tx, district, &ids).await?;
    let mut heard: HashMap<LearnerId, Vec<Heard>> = HashMap::new();
    for one in store::heard::of_learners(tx, district, learners).await? {
        heard.entry(one.learner).or_default().push(one);
    }
    let mut aims: Aims = HashMap::new();
    let mut rows = Vec::with_capacity(people.len());
    for person in people {
        let learner = person.id.as_learner();
        let mut began: Option<Date> = None;
        let (mut sections, mut targets) = (Vec::new(), HashSet::new());
        for place in store::enrollment::of_person(tx, district, person.id).await? {
            if place.role != SectionRole::Learner || !place.dates.contains(today) {
                continue;
            }
            let Some((section, aimed)) = aim(tx, actor, &mut aims, place.section).await? else { continue };
            let first = place.dates.begins().or(section.dates.begins());
            began = match (began, first) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            };
            targets.extend(aimed.iter().copied());
            if !sections.iter().any(|one: &Section| one.id == section.id) {
                sections.push(section.clone());
            }
        }
        let known = heard.remove(&learner).unwrap_or_default();
        let counts = known.iter().filter(|one| one.pieces > 0 && targets.contains(&one.competency));
        let last = known
            .iter()
            .filter_map(|one| one.last_worked_at)
            .max()
            .map(|at| chance::date_of(actor.district, at));
        // Who has only begun is not silent yet; of whom nothing is known at all, everything is missing.
        let silent_days = match (last, began) {
            (Some(last), _) => calendar.days_since(last, today),
            (None, Some(began)) => {
                let before = began.yesterday().unwrap_or(began);
                calendar.days_since(before, today)
            }
            (None, None) => MOST_DAYS,
        };
        rows.push(CaseloadRow {
            relationship: whom.get(&learner).copied().unwrap_or(Relationship::Counselor),
            targets: targets.len(),
            covered: counts.clone().count(),
            mastered: counts.filter(|one| one.mastered).count(),
            last,
            silent_days,
            is_silent: silent_days >= days,
            sections,
            person,
        });
    }
    Ok(rows)
}

async fn aim<'a>(
    tx: &mut Tx,
    actor: &Actor,
    aims: &'a mut Aims,
    section: SectionId,
) -> Result<Option<&'a (Section, Vec<CompetencyId>)>, Refusal> {
    if !aims.contains_key(&section)
        && let Some(found) = store::section::find(tx, actor.district, section).await?
    {
        let targets = store::target::of_section(tx, actor.district, section).await?;
        aims.insert(section, (found, targets));
    }
    Ok(aims.get(&section))
}
