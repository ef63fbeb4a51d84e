//! The reports of a whole class for its families, in one job: each in the family's language, with a code to
//! sign in for guardians without e-mail.

use std::{collections::HashSet, sync::Arc};

use domain::{
    LearnerId, PersonId, SectionId, Timestamp,
    access::Relationship,
    people::{Person, RoleKind, Section},
    privacy::DisclosureWay,
};
use store::Tx;
use wording::{Audience, Language, Words};

use crate::{
    Actor, App, Refusal,
    access::{self, Action, LearnerPlaces, Standing},
    chance, class_list,
    disclosures::{self, Left},
    family_report::{Around, Report},
    show_learner, sign_in_links, words,
};

/// What is printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrintJob {
    /// Learners of the class; all of them when none is named.
    pub learners: Vec<LearnerId>,
    /// One language for all; each family's own when none is given.
    pub language: Option<Language>,
    /// Whether guardians without e-mail get a code to sign in with.
    pub codes: bool,
}

/// Everything that one job prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The class.
    pub section: Section,
    /// The district's word in addresses.
    pub district_code: String,
    /// In the order of the class list.
    pub sheets: Vec<Sheet>,
    /// Guardians who got no code because it would open more than the one who asked may see.
    pub without_code: Vec<String>,
}

/// One sheet of paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The words it is in.
    pub words: Arc<Words>,
    /// What it tells.
    pub report: Report,
    /// Whom it is for; empty where nobody is known.
    pub guardians: Vec<Person>,
    /// The code of the one guardian it is for.
    pub code: Option<Code>,
}

/// A code to sign in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The secret in the address; in no table.
    pub token: String,
    /// Until when it works.
    pub expires_at: Timestamp,
}

/// Prints the reports of a class. Who may see its learners may print; codes are made for whoever may manage
/// the class, and for administrators.
pub async fn print_reports(
    app: &App,
    actor: &Actor,
    section: SectionId,
    job: PrintJob,
) -> Result<Printed, Refusal> {
    let now = chance::now();
    if job.codes {
        access::may_write(actor)?;
    }
    let (mut printed, wanted, relationship) = app
        .db
        .read((actor.clone(), section, job), move |tx, (actor, section, job)| {
            Box::pin(load(tx, actor, *section, job, now))
        })
        .await?;
    if !wanted.is_empty() {
        let made = app
            .db
            .write((actor.clone(), wanted), move |tx, (actor, wanted)| {
                Box::pin(async move {
                    let mut made = Vec::with_capacity(wanted.len());
                    for guardian in wanted {
                        let by = actor.person;
                        let (token, expires_at) =
                            sign_in_links::add_code(tx, actor.district, *guardian, by, now).await?;
                        made.push((*guardian, Code { token, expires_at }));
                    }
                    Ok::<_, Refusal>(made)
                })
            })
            .await?;
        for sheet in &mut printed.sheets {
            if let [guardian] = sheet.guardians.as_slice() {
                sheet.code = made.iter().find(|(id, _)| *id == guardian.id).map(|(_, code)| code.clone());
            }
        }
    }
    let mut learners: Vec<LearnerId> =
        printed.sheets.iter().map(|sheet| sheet.report.child.learner).collect();
    learners.dedup();
    access::log(app, actor, "family reports", relationship, learners.clone(), now).await?;
    if !learners.is_empty() {
        let left = Left {
            way: DisclosureWay::Printed,
            recipient: "left-families",
            purpose: "left-reports",
            ground: "left-right-of-family",
            fields: "left-reports-fields",
        };
        disclosures::note(app, actor, left, learners, now).await?;
    }
    Ok(printed)
}

/// Everything but the codes, and for whom those are to be made.
async fn load(
    tx: &mut Tx,
    actor: &Actor,
    section: SectionId,
    job: &PrintJob,
    now: Timestamp,
) -> Result<(Printed, Vec<PersonId>, Relationship), Refusal> {
    let today = chance::date_of(actor.district, now);
    let (section, relationship) = access::section(tx, actor, section, Action::Whole, today).await?;
    let standing = Standing::load(tx, actor, today).await?;
    if job.codes && !standing.is_administrator() {
        access::section(tx, actor, section.id, Action::Manage, today).await?;
    }
    let district = store::district::find(tx, actor.district).await?;
    let listed = class_list::learners(tx, actor.district, &section, today).await?;
    if let Some(stranger) = job.learners.iter().find(|id| !listed.iter().any(|one| one.learner == **id)) {
        return Err(Refusal::invalid("person", format!("{stranger} is not a learner of this class")));
    }
    let mut around = Around::default();
    let (mut sheets, mut wanted, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    let mut asked = HashSet::new();
    let chosen = listed.iter().filter(|one| job.learners.is_empty() || job.learners.contains(&one.learner));
    for one in chosen {
        let record = show_learner::load(tx, actor.district, one.learner, relationship, now).await?;
        let guardians = guardians(tx, actor, one.learner, today).await?;
        for (language, guardians) in papers(guardians, job) {
            if let ([guardian], true) = (guardians.as_slice(), job.codes)
                && guardian.email.is_none()
                && asked.insert(guardian.id)
            {
                if may_make_code(tx, actor, &standing, guardian.id).await? {
                    wanted.push(guardian.id);
                } else {
                    refused.push(guardian.name());
                }
            }
            let words = words::load(tx, actor.district, Audience::Family, language).await?;
            let report = around.report(tx, actor.district, &record, &words, today).await?;
            sheets.push(Sheet { words, report, guardians, code: None });
        }
    }
    let district_code = district.map(|district| district.code).unwrap_or_default();
    Ok((Printed { section, district_code, sheets, without_code: refused }, wanted, relationship))
}

/// The guardians whose custody lets them see a learner today, by name, each with their language.
async fn guardians(
    tx: &mut Tx,
    actor: &Actor,
    learner: LearnerId,
    today: domain::Date,
) -> Result<Vec<(Person, Language)>, Refusal> {
    let rights = store::guardianship::of_learner(tx, actor.district, learner).await?;
    let may_see = rights.iter().filter(|one| one.may_see && one.dates.contains(today));
    let ids: Vec<PersonId> = may_see.map(|one| one.guardian).collect();
    let mut people = store::person::find_all(tx, actor.district, &ids).await?;
    people.retain(|person| person.active);
    people.sort_by_cached_key(|person| (domain::text::search_key(&person.list_name()), person.id));
    let mut found = Vec::with_capacity(people.len());
    for person in people {
        let language = words::language_of(tx, actor.district, person.id, None).await?;
        found.push((person, language));
    }
    Ok(found)
}

/// On how many papers one child's guardians read: with codes, each without e-mail on their own; those who
/// read the same language on one otherwise, so that nobody gets none because another gets a code. A child of
/// whom no guardian is known gets one too.
fn papers(guardians: Vec<(Person, Language)>, job: &PrintJob) -> Vec<(Language, Vec<Person>)> {
    let language_of = |own: Language| job.language.unwrap_or(own);
    let (alone, shared): (Vec<_>, Vec<_>) =
        guardians.into_iter().partition(|(person, _)| job.codes && person.email.is_none());
    let mut papers: Vec<(Language, Vec<Person>)> = Vec::new();
    for (person, own) in shared {
        let language = language_of(own);
        match papers.iter_mut().find(|(known, _)| *known == language) {
            Some((_, people)) => people.push(person),
            None => papers.push((language, vec![person])),
        }
    }
    papers.extend(alone.into_iter().map(|(person, own)| (language_of(own), vec![person])));
    if papers.is_empty() {
        papers.push((language_of(Language::English), Vec::new()));
    }
    papers
}

/// Whether a code for `guardian` would open nothing that the one who asks may not see: the guardian is
/// nothing else here, and the one who asks sees every child of theirs. Administrators may make any link.
async fn may_make_code(
    tx: &mut Tx,
    actor: &Actor,
    standing: &Standing,
    guardian: PersonId,
) -> Result<bool, Refusal> {
    let roles = store::role::of_person(tx, actor.district, guardian).await?;
    let places = store::enrollment::of_person(tx, actor.district, guardian).await?;
    if roles.iter().any(|role| role.kind != RoleKind::Guardian) || !places.is_empty() {
        return Ok(false);
    }
    if standing.is_administrator() {
        return Ok(true);
    }
    for child in store::guardianship::of_guardian(tx, actor.district, guardian).await? {
        if child.may_see && child.dates.contains(standing.today) {
            let places = LearnerPlaces::load(tx, actor, child.learner, standing.today).await?;
            if standing.with_learner(&places, Action::Whole).is_none() {
                return Ok(false);
            }
        }
    }
    Ok(true)
}
