//! A child's report for their family on one page: what they can do, what they work on, what comes next, and
//! whom to ask.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::Arc,
};

use domain::{
    Date, DistrictId, FrameworkId, LearnerId, PersonId, SectionId,
    people::{Person, SectionRole},
};
use store::Tx;
use wording::{Audience, Words};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
    show_family::{Child, told},
    show_learner::{self, CompetencyStanding, LearnerRecord},
    words,
};

/// How many targets of each kind stand on the page; the others are counted. With a code on it, all of it
/// has to stand on one side of a sheet (`print.css`).
const MOST_REACHED: usize = 8;
const MOST_UNDER_WAY: usize = 5;
const MOST_NEXT: usize = 3;
/// How many classes say who teaches them; a learner of more has them on their page.
const MOST_TEACHERS: usize = 6;

/// A child's report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Three sentences and one thing that helps.
    pub child: Child,
    /// What they can do, newest first.
    pub can: Told,
    /// What they work on, nearest to being reached first.
    pub working_on: Told,
    /// What can be started now.
    pub next: Told,
    /// Names of those who teach them today, with their classes.
    pub teachers: Vec<String>,
    /// The day it is of.
    pub day: Date,
}

/// Targets that stand on the page, and how many more there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// In order.
    pub titles: Vec<Title>,
    /// How many more there are.
    pub more: usize,
}

/// One target, as its framework writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The words.
    pub text: String,
    /// The tag of the framework's language, where it states one.
    pub language: Option<String>,
}

/// What reports need beside records, looked up once however many are made.
#[derive(Default)]
pub(crate) struct Around {
    languages: HashMap<FrameworkId, Option<String>>,
    teachers: HashMap<SectionId, Vec<PersonId>>,
    names: HashMap<PersonId, String>,
}

/// Makes the report of one learner, in the words of whoever asks.
pub async fn show_report(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
) -> Result<(Arc<Words>, Report), Refusal> {
    let now = chance::now();
    let (relationship, words, report) = app
        .db
        .read((actor, learner), |tx, (actor, learner)| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let relationship = access::learner(tx, actor, *learner, Action::Whole, today).await?;
                let record = show_learner::load(tx, actor.district, *learner, relationship, now).await?;
                let words = words::of_actor(tx, actor, Audience::Family).await?;
                let report = Around::default().report(tx, actor.district, &record, &words, today).await?;
                Ok::<_, Refusal>((relationship, words, report))
            })
        })
        .await?;
    access::log(app, actor, "family report", relationship, vec![learner], now).await?;
    Ok((words, report))
}

impl Around {
    /// The report of a record, access having been checked.
    pub async fn report(
        &mut self,
        tx: &mut Tx,
        district: DistrictId,
        record: &LearnerRecord,
        words: &Words,
        today: Date,
    ) -> Result<Report, Refusal> {
        let worked = |one: &&CompetencyStanding| one.finding.as_ref().and_then(|f| f.last_worked_at);
        let value = |one: &&CompetencyStanding| one.finding.as_ref().and_then(|finding| finding.value);
        let mut can: Vec<_> = record.standings().filter(|one| one.mastered()).collect();
        can.sort_by_key(|one| std::cmp::Reverse(worked(one)));
        let begun = |one: &&CompetencyStanding| one.finding.as_ref().is_some_and(|f| f.evidence_count > 0);
        let mut working_on: Vec<_> = record.standings().filter(|one| !one.mastered() && begun(one)).collect();
        working_on.sort_by_key(|one| std::cmp::Reverse((value(one), worked(one))));
        let untried = record.standings().filter(|one| one.target && !one.mastered() && !begun(one));
        let mut next: Vec<_> = untried.filter(|one| one.opens.is_some()).collect();
        next.sort_by_key(|one| std::cmp::Reverse(one.opens));
        Ok(Report {
            child: told(record, words),
            can: self.titles(tx, district, &can, MOST_REACHED).await?,
            working_on: self.titles(tx, district, &working_on, MOST_UNDER_WAY).await?,
            next: self.titles(tx, district, &next, MOST_NEXT).await?,
            teachers: self.teachers(tx, district, record, today).await?,
            day: today,
        })
    }

    async fn titles(
        &mut self,
        tx: &mut Tx,
        district: DistrictId,
        all: &[&CompetencyStanding],
        most: usize,
    ) -> Result<Told, Refusal> {
        let mut told = Told { more: all.len().saturating_sub(most), ..Told::default() };
        for one in all.iter().take(most) {
            let framework = one.competency.framework;
            if let Entry::Vacant(place) = self.languages.entry(framework) {
                let found = store::framework::find(tx, district, framework).await?;
                place.insert(found.and_then(|found| found.language));
            }
            let text = one.competency.title();
            told.titles.push(Title { text, language: self.languages.get(&framework).cloned().flatten() });
        }
        Ok(told)
    }

    async fn teachers(
        &mut self,
        tx: &mut Tx,
        district: DistrictId,
        record: &LearnerRecord,
        today: Date,
    ) -> Result<Vec<String>, Refusal> {
        let mut lines = Vec::new();
        for section in &record.sections {
            if lines.len() == MOST_TEACHERS {
                break;
            }
            if let Entry::Vacant(place) = self.teachers.entry(section.id) {
                let places = store::enrollment::of_section(tx, district, section.id).await?;
                let teaches = places
                    .iter()
                    .filter(|place| place.role == SectionRole::Educator && place.dates.contains(today));
                let mut ids: Vec<PersonId> = teaches.map(|place| place.person).collect();
                ids.dedup();
                let people = store::person::find_all(tx, district, &ids).await?;
                self.names.extend(people.iter().map(|person: &Person| (person.id, person.name())));
                place.insert(ids);
            }
            let teachers = self.teachers.get(&section.id).into_iter().flatten();
            let names: Vec<&str> = teachers.filter_map(|id| self.names.get(id)).map(String::as_str).collect();
            if !names.is_empty() {
                lines.push(format!("{} ({})", names.join(", "), section.title));
            }
        }
        Ok(lines)
    }
}
