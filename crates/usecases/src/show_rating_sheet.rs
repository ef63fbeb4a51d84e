//! The rating sheet: a section's learners, chosen competencies, the drafts that stand, what is known.

use std::collections::HashMap;

use domain::{
    CompetencyId, LearnerId, PersonId, SectionId, Timestamp, access::Relationship, judgement::Finding,
    people::Section,
};
use store::{Tx, draft::Draft};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
    class_list::{self, Columns, Listed},
};

/// A section to be rated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingSheet {
    /// The section.
    pub section: Section,
    /// By which relationship it is open.
    pub relationship: Relationship,
    /// Every target of the section, in order, to choose from.
    pub targets: Columns,
    /// What is rated, in the order that was asked for.
    pub columns: Columns,
    /// The class list.
    pub learners: Vec<Listed>,
    /// Who is to be given something today, in the order of the list, and what, in a line.
    pub accommodations: Vec<(Listed, String)>,
    /// Drafts of the columns, by cell.
    pub drafts: HashMap<(LearnerId, CompetencyId), Draft>,
    /// Names of the other educators whose drafts these are.
    pub judges: HashMap<PersonId, String>,
    /// Released judgements of the columns, by cell; a cell without one has no evidence.
    pub findings: HashMap<(LearnerId, CompetencyId), Finding>,
    /// How many drafts the whole section has.
    pub drafts_in_section: usize,
    /// When the clock releases drafts of the columns; `None` when an educator does.
    pub release_at: Option<Timestamp>,
}

impl RatingSheet {
    /// Whether the reader releases: a substitute rates only.
    pub fn may_release(&self) -> bool {
        self.relationship == Relationship::Educator
    }
}

/// Loads the sheet of `chosen` competencies; when none is chosen, of the first target with drafts, or else
/// of the first target.
pub async fn show_rating_sheet(
    app: &App,
    actor: &Actor,
    section: SectionId,
    chosen: Vec<CompetencyId>,
) -> Result<RatingSheet, Refusal> {
    let now = chance::now();
    let input = (actor.clone(), section, chosen);
    let sheet = app
        .db
        .read(input, |tx, (actor, section, chosen)| Box::pin(load(tx, actor, *section, chosen, now)))
        .await?;
    let learners = sheet.learners.iter().map(|listed| listed.learner).collect();
    access::log(app, actor, "rating sheet", sheet.relationship, learners, now).await?;
    Ok(sheet)
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    section: SectionId,
    chosen: &[CompetencyId],
    now: Timestamp,
) -> Result<RatingSheet, Refusal> {
    let district = actor.district;
    let today = chance::date_of(actor.district, now);
    let (section, relationship) = access::section(tx, actor, section, Action::Draft, today).await?;
    let targets = store::target::of_section(tx, district, section.id).await?;
    let all = store::draft::of_section(tx, district, section.id, None).await?;
    let waits = |target: &&CompetencyId| all.iter().any(|draft| draft.competency == **target);
    let first = targets.iter().find(waits).or(targets.first()).copied();
    let wanted: Vec<CompetencyId> =
        if chosen.is_empty() { first.into_iter().collect() } else { chosen.to_vec() };
    let columns = Columns::load(tx, district, &wanted).await?;
    let learners = class_list::learners(tx, district, &section, today).await?;
    let drafts_in_section = all.len();
    let drafts: HashMap<_, _> = all
        .into_iter()
        .filter(|draft| wanted.contains(&draft.competency))
        .map(|draft| ((draft.learner, draft.competency), draft))
        .collect();
    let mut judges = HashMap::new();
    for judge in drafts.values().map(|draft| draft.judge).filter(|judge| *judge != actor.person) {
        if !judges.contains_key(&judge)
            && let Some(person) = store::person::find(tx, district, judge).await?
        {
            judges.insert(judge, person.name());
        }
    }
    let findings = store::mastery::of_section(tx, district, section.id)
        .await?
        .into_iter()
        .filter(|cell| wanted.contains(&cell.competency))
        .map(|cell| ((cell.learner, cell.competency), cell.finding))
        .collect();
    Ok(RatingSheet {
        accommodations: class_list::accommodations(tx, district, &learners, today).await?,
        relationship,
        targets: Columns::load(tx, district, &targets).await?,
        columns,
        learners,
        release_at: drafts.values().filter_map(|draft| draft.release_at).min(),
        drafts,
        judges,
        findings,
        drafts_in_section,
        section,
    })
}
