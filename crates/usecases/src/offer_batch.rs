//! What can be done to many: the learners to choose from, and the sections and competencies of the actions.

use std::collections::HashSet;

use domain::{CompetencyId, LearnerId, SectionId, framework::Competency, people::Section, text};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Action, Standing},
    chance, class_list,
    preview_batch::{Chosen, learners},
};

/// The most learners that are listed to be ticked; all of them can be chosen at once all the same.
pub const MOST_LISTED: usize = 300;

/// The most sections that are offered.
const MOST_SECTIONS: usize = 1_000;

/// What there is to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The section whose learners are offered; `None` for a search.
    pub section: Option<Section>,
    /// What was searched for.
    pub words: String,
    /// Learners with their name, family name first; at most [`MOST_LISTED`].
    pub learners: Vec<(LearnerId, String)>,
    /// How many there are in all.
    pub in_all: usize,
    /// Sections in which this person says who is in them.
    pub sections: Vec<Section>,
    /// The section's targets.
    pub competencies: Vec<Competency>,
    /// Whether this person judges in the section.
    pub judges: bool,
    /// Whether this person may have letters sent.
    pub reminds: bool,
}

/// Offers what can be done with the learners of a section, or with those whom a search finds.
pub async fn offer_batch(
    app: &App,
    actor: &Actor,
    section: Option<SectionId>,
    words: &str,
) -> Result<Offer, Refusal> {
    let today = chance::today(actor.district);
    let words = text::optional(words, 200).map_err(Refusal::text("q"))?.unwrap_or_default();
    app.db
        .read((actor.clone(), words), move |tx, (actor, words)| {
            Box::pin(async move {
                let standing = Standing::load(tx, actor, today).await?;
                let mut offer = match section {
                    Some(section) => of_section(tx, actor, &standing, section).await?,
                    None => of_search(tx, actor, &standing, words).await?,
                };
                offer.sections = sections(tx, actor, &standing).await?;
                Ok(offer)
            })
        })
        .await
}

async fn of_section(
    tx: &mut Tx,
    actor: &Actor,
    standing: &Standing,
    section: SectionId,
) -> Result<Offer, Refusal> {
    let (section, relationship) = access::section(tx, actor, section, Action::See, standing.today).await?;
    let listed = class_list::learners(tx, actor.district, &section, standing.today).await?;
    let targets: Vec<CompetencyId> = store::target::of_section(tx, actor.district, section.id).await?;
    Ok(Offer {
        words: String::new(),
        in_all: listed.len(),
        learners: listed.into_iter().take(MOST_LISTED).map(|one| (one.learner, one.list_name)).collect(),
        sections: Vec::new(),
        competencies: class_list::Columns::load(tx, actor.district, &targets).await?.competencies,
        judges: standing.with_section(&section, Action::Judge).is_some(),
        reminds: access::reminds(relationship),
        section: Some(section),
    })
}

async fn of_search(tx: &mut Tx, actor: &Actor, standing: &Standing, words: &str) -> Result<Offer, Refusal> {
    let found = match learners(tx, actor, standing, &Chosen::Search(words.to_owned())).await {
        // Nobody, or too many: then nobody is listed, and the search can be narrowed.
        Err(Refusal::Invalid { .. }) => Vec::new(),
        other => other?,
    };
    let ids: Vec<_> = found.iter().take(MOST_LISTED).map(|learner| learner.as_person()).collect();
    let people = store::person::find_all(tx, actor.district, &ids).await?;
    let mut listed: Vec<(LearnerId, String)> =
        people.iter().map(|person| (person.id.as_learner(), person.list_name())).collect();
    listed.sort_by_cached_key(|(learner, name)| (text::search_key(name), *learner));
    Ok(Offer {
        section: None,
        words: words.to_owned(),
        learners: listed,
        in_all: found.len(),
        sections: Vec::new(),
        competencies: Vec::new(),
        judges: false,
        reminds: false,
    })
}

/// The sections that have not ended in which this person says who is in them, by title.
async fn sections(tx: &mut Tx, actor: &Actor, standing: &Standing) -> Result<Vec<Section>, Refusal> {
    let mut all: Vec<Section> = if standing.roles.is_empty() {
        standing.places.iter().map(|(_, section)| section.clone()).collect()
    } else {
        store::section::list(tx, actor.district).await?
    };
    let mut seen = HashSet::new();
    all.retain(|section| {
        let open = section.dates.ends().is_none_or(|ends| ends >= standing.today);
        open && seen.insert(section.id) && standing.places_in_section(section)
    });
    all.sort_by(|left, right| (&left.title, left.id).cmp(&(&right.title, right.id)));
    all.truncate(MOST_SECTIONS);
    Ok(all)
}
