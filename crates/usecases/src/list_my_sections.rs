//! The sections that somebody may see, with what waits there.

use std::collections::HashMap;

use domain::{
    Date, DistrictId, SectionId, Timestamp,
    access::Relationship,
    people::{Section, SectionRole},
};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{Action, Standing},
    chance,
};

/// One section of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MySection {
    /// The section.
    pub section: Section,
    /// By which relationship it is open.
    pub relationship: Relationship,
    /// The school's name.
    pub organization: String,
    /// The term's title.
    pub term: Option<String>,
    /// How many learn there today.
    pub learners: i64,
    /// How many ratings wait to be released; 0 for who may not rate.
    pub drafts: usize,
    /// Whether it runs today.
    pub running: bool,
    /// For a substitute: when their day there is over.
    pub until: Option<Timestamp>,
}

/// Lists the sections of `actor`: those of a substitute's day first, then own ones, running ones before others, by title. No learner's
/// record is read.
pub async fn list_my_sections(app: &App, actor: &Actor) -> Result<Vec<MySection>, Refusal> {
    let today = chance::today(actor.district);
    app.db.read((actor, today), |tx, (actor, today)| Box::pin(load(tx, actor, *today))).await
}

async fn load(tx: &mut Tx, actor: &Actor, today: Date) -> Result<Vec<MySection>, Refusal> {
    let district = actor.district;
    let standing = Standing::load(tx, actor, today).await?;
    let mut sections: Vec<Section> = if standing.roles.is_empty() {
        let mut own: Vec<Section> = standing.places.iter().map(|(_, section)| section.clone()).collect();
        for section in standing.substitutes_in() {
            own.extend(store::section::find(tx, district, section).await?);
        }
        own
    } else {
        store::section::list(tx, district).await?
    };
    sections.sort_by_key(|section| section.id);
    sections.dedup_by_key(|section| section.id);
    let terms = store::term::list(tx, district).await?;
    let counts: HashMap<SectionId, i64> = store::enrollment::counts(tx, district, today)
        .await?
        .into_iter()
        .filter(|(_, role, _)| *role == SectionRole::Learner)
        .map(|(section, _, places)| (section, places))
        .collect();
    let mut mine = Vec::new();
    for section in sections {
        let Some(relationship) = standing.with_section(&section, Action::See) else { continue };
        let drafts = if standing.with_section(&section, Action::Draft).is_some() {
            store::draft::of_section(tx, district, section.id, None).await?.len()
        } else {
            0
        };
        let school = standing.organizations.iter().find(|one| one.id == section.organization);
        mine.push(MySection {
            relationship,
            organization: school.map(|school| school.name.clone()).unwrap_or_default(),
            term: terms.iter().find(|term| Some(term.id) == section.term).map(|term| term.title.clone()),
            learners: counts.get(&section.id).copied().unwrap_or(0),
            drafts,
            running: section.dates.contains(today),
            until: (relationship == Relationship::Substitute)
                .then(|| until(actor.district, &standing, section.id))
                .flatten(),
            section,
        });
    }
    mine.sort_by(|left, right| order(left).cmp(&order(right)));
    Ok(mine)
}

/// When a substitute's day in a section is over.
fn until(district: DistrictId, standing: &Standing, section: SectionId) -> Option<Timestamp> {
    let here = standing.substitutions.iter().filter(|one| one.section == section && one.holds(standing.now));
    here.map(|one| one.ends_at).max().or_else(|| chance::end_of(district, standing.today))
}

fn order(mine: &MySection) -> (bool, bool, bool, &str, SectionId) {
    let today = mine.relationship == Relationship::Substitute;
    let own = today || matches!(mine.relationship, Relationship::Educator | Relationship::Aide);
    (!today, !own, !mine.running, &mine.section.title, mine.section.id)
}
