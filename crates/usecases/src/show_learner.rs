//! Everything of one learner: what they can do and what is next, strand by strand; the entries; the way
//! there.

mod entries;
mod reached;
mod strands;

use std::collections::{HashMap, HashSet};

use domain::{
    CompetencyId, Date, DistrictId, LearnerId, SectionId, Timestamp,
    access::Relationship,
    framework::Competency,
    judgement::Finding,
    people::{Person, RoleKind, Section, SectionRole},
    scale::Scale,
};
use planning::path::{Kind, Reason, Suggestion};
use store::Tx;

pub use entries::{EntryLine, Mended};
pub use strands::Strand;

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    accommodations_in_force::{briefly, on_day},
    chance,
    class_list::Columns,
    judged_now::JudgedNow,
    learner_path::{self, Classes, Said},
};

/// One learner's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearnerRecord {
    /// Who.
    pub person: Person,
    /// By which relationship it is open.
    pub relationship: Relationship,
    /// Where they learn today.
    pub sections: Vec<Section>,
    /// The first of them that the reader may open.
    pub class: Option<SectionId>,
    /// Their school's name.
    pub school: Option<String>,
    /// What they are to be given today, in a line; empty for nothing.
    pub accommodations: String,
    /// Every competency that is a target or was judged, by framework and strand.
    pub strands: Vec<Strand>,
    /// What was recorded, newest work first.
    pub entries: Vec<EntryLine>,
    /// How many of those that count were mastered at the end of each day that changed the number.
    pub history: Vec<(Timestamp, usize)>,
}

/// Where a learner stands in one competency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompetencyStanding {
    /// What.
    pub competency: Competency,
    /// The scale it is judged on.
    pub scale: Scale,
    /// What was found; `None` when nothing was recorded.
    pub finding: Option<Finding>,
    /// Whether a section of today aims at it.
    pub target: bool,
    /// How many later ones build on it, when it can be learned now: it is not mastered, and everything
    /// before it is.
    pub opens: Option<usize>,
}

impl CompetencyStanding {
    /// Whether it is mastered.
    pub fn mastered(&self) -> bool {
        self.finding.as_ref().is_some_and(|finding| finding.mastered)
    }

    /// Whether anything is known yet.
    pub fn judged(&self) -> bool {
        self.finding.as_ref().is_some_and(|finding| finding.value.is_some())
    }
}

impl LearnerRecord {
    /// Whether the reader may rate, decide, retract.
    pub fn may_judge(&self) -> bool {
        self.relationship == Relationship::Educator
    }

    /// Whether the reader sees every entry and the way there.
    pub fn is_whole(&self) -> bool {
        self.relationship != Relationship::Substitute
    }

    /// Whether the reader may see what is the families': consents, what left, requests to amend.
    pub fn opens_rights(&self) -> bool {
        !matches!(self.relationship, Relationship::Substitute | Relationship::Aide)
    }

    /// Leaves what a substitute's day needs: where the learner stands in what the class works on, and none
    /// of the entries.
    fn keep_only(&mut self, targets: &HashSet<CompetencyId>) {
        self.entries.clear();
        self.history.clear();
        for strand in &mut self.strands {
            strand.competencies.retain(|one| targets.contains(&one.competency.id));
        }
        self.strands.retain(|strand| !strand.competencies.is_empty());
    }

    /// Those that "so many of so many" is about: the targets, or all that was judged where there are none.
    pub fn counted(&self) -> Vec<&CompetencyStanding> {
        let aims = self.standings().any(|one| one.target);
        self.standings().filter(|one| one.target || !aims).collect()
    }

    /// Every competency, strand by strand.
    pub fn standings(&self) -> impl Iterator<Item = &CompetencyStanding> {
        self.strands.iter().flat_map(|strand| &strand.competencies)
    }
}

/// Loads the record of one learner.
pub async fn show_learner(app: &App, actor: &Actor, learner: LearnerId) -> Result<LearnerRecord, Refusal> {
    let now = chance::now();
    let record = app
        .db
        .read((actor, learner), |tx, (actor, learner)| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let relationship = access::learner(tx, actor, *learner, Action::See, today).await?;
                let mut record = load(tx, actor.district, *learner, relationship, now).await?;
                record.class = access::openable(tx, actor, &record.sections, today).await?;
                if relationship == Relationship::Substitute {
                    record.keep_only(&access::lent_targets(tx, actor, today).await?);
                }
                Ok::<_, Refusal>(record)
            })
        })
        .await?;
    access::log(app, actor, "learner record", record.relationship, vec![learner], now).await?;
    Ok(record)
}

/// Loads the record, access having been checked.
pub(crate) async fn load(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    relationship: Relationship,
    now: Timestamp,
) -> Result<LearnerRecord, Refusal> {
    let today = chance::date_of(district, now);
    let person = store::person::find(tx, district, learner.as_person()).await?;
    let person = person.ok_or(Refusal::NotFound("this learner"))?;
    let sections = sections(tx, district, learner, today).await?;
    let targets = targets(tx, district, &sections).await?;
    let judged = JudgedNow::load(tx, district, learner, now).await?;
    let found = &judged.found;
    let mut wanted = targets.clone();
    wanted.extend(found.keys().filter(|competency| !targets.contains(competency)));
    let columns = Columns::load(tx, district, &wanted).await?;
    let ready = ready(tx, district, learner, &sections, &judged, now).await?;
    let standings = columns.competencies.iter().filter_map(|competency| {
        Some(CompetencyStanding {
            competency: competency.clone(),
            scale: columns.scale(competency.framework)?.clone(),
            finding: found.get(&competency.id).cloned(),
            target: targets.contains(&competency.id),
            opens: ready.get(&competency.id).copied(),
        })
    });
    let standings: Vec<CompetencyStanding> = standings.collect();
    // The same ones that `counted` counts, so that the chart ends where the page says they stand.
    let mut counted = judged.judgements.clone();
    counted.retain(|judgement| targets.is_empty() || targets.contains(&judgement.competency));
    let given = on_day(tx, district, &[learner], today).await?.remove(&learner);
    Ok(LearnerRecord {
        accommodations: given.map(|one| briefly(&one.given)).unwrap_or_default(),
        school: school(tx, district, learner, today).await?,
        strands: strands::arrange(tx, district, standings, &columns.frameworks).await?,
        entries: entries::lines(tx, district, relationship, &judged.histories, &columns).await?,
        history: reached::over_time(district, &counted, &judged.kept, &judged.histories),
        person,
        relationship,
        sections,
        class: None,
    })
}

/// The sections where the learner learns today.
pub(crate) async fn sections(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    today: Date,
) -> Result<Vec<Section>, Refusal> {
    let mut sections: Vec<Section> = Vec::new();
    for place in store::enrollment::of_person(tx, district, learner.as_person()).await? {
        let here = place.role == SectionRole::Learner && place.dates.contains(today);
        if here && !sections.iter().any(|section| section.id == place.section) {
            sections.extend(store::section::find(tx, district, place.section).await?);
        }
    }
    Ok(sections)
}

async fn targets(
    tx: &mut Tx,
    district: DistrictId,
    sections: &[Section],
) -> Result<Vec<CompetencyId>, Refusal> {
    let mut targets = Vec::new();
    for section in sections {
        for competency in store::target::of_section(tx, district, section.id).await? {
            if !targets.contains(&competency) {
                targets.push(competency);
            }
        }
    }
    Ok(targets)
}

async fn school(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    today: Date,
) -> Result<Option<String>, Refusal> {
    let roles = store::role::of_person(tx, district, learner.as_person()).await?;
    let here = roles.iter().find(|role| role.kind == RoleKind::Learner && role.dates.contains(today));
    let organizations = store::organization::list(tx, district).await?;
    let name = here.and_then(|role| organizations.into_iter().find(|one| one.id == role.organization));
    Ok(name.map(|organization| organization.name))
}

/// What can be learned now, as the learner's path says it, and how many that the path leads to build on each.
async fn ready(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    sections: &[Section],
    judged: &JudgedNow,
    now: Timestamp,
) -> Result<HashMap<CompetencyId, usize>, Refusal> {
    let classes = Classes::load(tx, district, sections).await?;
    let said = Said::load(tx, district, learner).await?;
    let map = learner_path::map_for(tx, district, &classes, judged, &said).await?;
    let found = learner_path::path_of(district, &map, &classes, judged, &said, now, false)?;
    let learn = found.path.suggestions.iter().filter(|one| one.kind == Kind::Learn);
    let opens = |one: &Suggestion| {
        one.reasons.iter().find_map(|reason| match reason {
            Reason::Opens(opens) => Some(*opens),
            _ => None,
        })
    };
    Ok(learn.map(|one| (one.competency, opens(one).unwrap_or(0))).collect())
}
