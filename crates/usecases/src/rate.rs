//! Rating: a draft per learner and competency of a section, which nobody else sees until its release.

use std::collections::HashMap;

use domain::people::SectionRole;
use domain::{CompetencyId, DistrictId, LearnerId, PersonId, SectionId, Timestamp, text};
use store::{Tx, draft::Draft};

use crate::{
    Actor, App, Change, Refusal,
    access::{self, Action},
    chance,
    class_list::Columns,
};

/// The most characters of a note.
const MOST_NOTE_CHARACTERS: usize = 10_000;

/// The most ratings of one call: a section of 200 on 50 competencies.
const MOST_RATINGS: usize = 10_000;

/// One rating to be set, changed or taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// Whom.
    pub learner: LearnerId,
    /// In what.
    pub competency: CompetencyId,
    /// Code of the level on the framework's scale; `None` takes the draft away.
    pub level: Option<String>,
    /// What the judge writes; `None` keeps the judge's own earlier note.
    pub note: Option<String>,
    /// What the judge saw before; `None` when they did not say. When another level stands by now, theirs
    /// is not taken.
    pub shown: Option<Shown>,
}

/// Code of the level that a judge saw; `None` for no rating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown(pub Option<String>);

/// What a rating did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rated {
    /// The draft that stood before; setting its level again undoes the rating.
    pub before: Option<Draft>,
    /// The draft that stands now.
    pub after: Option<Draft>,
    /// The other educator whose rating this one replaced, by name.
    pub replaced: Option<String>,
    /// Why this rating was not taken: another one than was shown stood already, and stands.
    pub overtaken: Option<Overtaken>,
}

/// A change that came first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overtaken {
    /// Who rated, by name; `None` where the rating that was shown is gone: released or taken away.
    pub by: Option<String>,
}

impl Rated {
    /// Whether the level or the note is another one than before.
    pub fn changed(&self) -> bool {
        let said = |draft: &Option<Draft>| draft.as_ref().map(|d| (d.level.clone(), d.note.clone()));
        said(&self.before) != said(&self.after)
    }
}

/// Sets, changes or takes away one draft. Two educators at once: who said what they saw is told that it
/// has changed, and nothing is lost; who did not say wins, and is told whose rating stood before.
pub async fn rate(app: &App, actor: &Actor, section: SectionId, rating: Rating) -> Result<Rated, Refusal> {
    let mut rated = rate_many(app, actor, section, vec![rating]).await?;
    rated.pop().ok_or(Refusal::NotFound("this learner"))
}

/// Sets a whole page of drafts, all or none; what is as it was keeps its judge and time.
/// One answer per rating, in order.
pub async fn rate_many(
    app: &App,
    actor: &Actor,
    section: SectionId,
    ratings: Vec<Rating>,
) -> Result<Vec<Rated>, Refusal> {
    let now = chance::now();
    if ratings.len() > MOST_RATINGS {
        return Err(Refusal::invalid("ratings", format!("are too many at once: {MOST_RATINGS} is the most")));
    }
    let ratings = ratings.into_iter().map(checked).collect::<Result<Vec<_>, _>>()?;
    let page = Page { actor: actor.clone(), section, ratings, now };
    let rated = app.db.write(page, |tx, page: &Page| Box::pin(async move { page.save(tx).await })).await?;
    let cells: Vec<(LearnerId, CompetencyId)> = rated
        .iter()
        .filter(|one| one.changed())
        .filter_map(|one| one.after.as_ref().or(one.before.as_ref()))
        .map(|draft| (draft.learner, draft.competency))
        .collect();
    if !cells.is_empty() {
        app.tell(Change::of_drafts(actor.district, cells, section));
    }
    Ok(rated)
}

fn checked(rating: Rating) -> Result<Rating, Refusal> {
    let note = rating.note.as_deref().map_or(Ok(None), |note| text::optional(note, MOST_NOTE_CHARACTERS));
    Ok(Rating { note: note.map_err(Refusal::text("note"))?, ..rating })
}

struct Page {
    actor: Actor,
    section: SectionId,
    ratings: Vec<Rating>,
    now: Timestamp,
}

impl Page {
    async fn save(&self, tx: &mut Tx) -> Result<Vec<Rated>, Refusal> {
        let district = self.actor.district;
        let today = chance::date_of(district, self.now);
        access::section(tx, &self.actor, self.section, Action::Draft, today).await?;
        self.check_places(tx, today).await?;
        self.check_levels(tx).await?;
        // One learner, one writer: a release of the same learner waits, or is waited for.
        for learner in self.learners() {
            store::learner::lock(tx, district, learner, self.now).await?;
        }
        let mut standing = self.standing(tx).await?;
        let mut names: HashMap<PersonId, String> = HashMap::new();
        let mut rated = Vec::with_capacity(self.ratings.len());
        for rating in &self.ratings {
            let cell = (rating.learner, rating.competency);
            let before = standing.get(&cell).cloned();
            let asked = asked(rating, before.as_ref());
            let after = match asked {
                Asked::Change => self.put(tx, rating, before.as_ref(), &standing).await?,
                Asked::Nothing | Asked::TooLate => before.clone(),
            };
            match &after {
                Some(draft) => _ = standing.insert(cell, draft.clone()),
                None => _ = standing.remove(&cell),
            }
            let mut one = Rated { before, after, replaced: None, overtaken: None };
            if asked == Asked::TooLate {
                let by = match &one.before {
                    Some(draft) => Some(name(tx, district, draft.judge, &mut names).await?),
                    None => None,
                };
                one.overtaken = Some(Overtaken { by });
            }
            if let Some(before) = one.before.as_ref().filter(|before| before.judge != self.actor.person)
                && one.changed()
            {
                one.replaced = Some(name(tx, district, before.judge, &mut names).await?);
            }
            rated.push(one);
        }
        Ok(rated)
    }

    /// In id order, each once.
    fn learners(&self) -> Vec<LearnerId> {
        let mut learners: Vec<LearnerId> = self.ratings.iter().map(|rating| rating.learner).collect();
        learners.sort_unstable();
        learners.dedup();
        learners
    }

    fn competencies(&self) -> Vec<CompetencyId> {
        let mut competencies: Vec<CompetencyId> =
            self.ratings.iter().map(|rating| rating.competency).collect();
        competencies.sort_unstable();
        competencies.dedup();
        competencies
    }

    /// Every learner has, or had, a place in the section.
    async fn check_places(&self, tx: &mut Tx, today: domain::Date) -> Result<(), Refusal> {
        let learners = self.learners();
        let district = self.actor.district;
        let places = match learners[..] {
            [one] => store::enrollment::of_person(tx, district, one.as_person()).await?,
            _ => store::enrollment::of_section(tx, district, self.section).await?,
        };
        let enrolled = |learner: LearnerId| {
            places.iter().any(|place| {
                place.section == self.section
                    && place.role == SectionRole::Learner
                    && place.person == learner.as_person()
                    && place.dates.begins().is_none_or(|begins| begins <= today)
            })
        };
        match learners.into_iter().find(|learner| !enrolled(*learner)) {
            Some(_) => Err(Refusal::NotFound("this learner in this class")),
            None => Ok(()),
        }
    }

    /// Every level is on the scale of its competency's framework.
    async fn check_levels(&self, tx: &mut Tx) -> Result<(), Refusal> {
        let columns = Columns::load(tx, self.actor.district, &self.competencies()).await?;
        for rating in &self.ratings {
            let (_, scale) =
                columns.with_scale(rating.competency).ok_or(Refusal::NotFound("this competency"))?;
            if let Some(level) = rating.level.as_deref().filter(|level| scale.level(level).is_none()) {
                let codes: Vec<&str> = scale.levels().iter().map(|level| level.code.as_str()).collect();
                let why = format!("\"{level}\" is not on the scale: choose one of {}", codes.join(", "));
                return Err(Refusal::invalid("level", why));
            }
        }
        Ok(())
    }

    /// The drafts of the competencies that are rated.
    async fn standing(&self, tx: &mut Tx) -> Result<HashMap<(LearnerId, CompetencyId), Draft>, Refusal> {
        let mut standing = HashMap::new();
        for competency in self.competencies() {
            let drafts =
                store::draft::of_section(tx, self.actor.district, self.section, Some(competency)).await?;
            standing.extend(drafts.into_iter().map(|draft| ((draft.learner, draft.competency), draft)));
        }
        Ok(standing)
    }

    /// Writes one draft unless it is as it was, and returns what stands now.
    async fn put(
        &self,
        tx: &mut Tx,
        rating: &Rating,
        before: Option<&Draft>,
        standing: &HashMap<(LearnerId, CompetencyId), Draft>,
    ) -> Result<Option<Draft>, Refusal> {
        let district = self.actor.district;
        let Some(level) = &rating.level else {
            if before.is_some() {
                store::draft::remove(tx, district, self.section, rating.learner, rating.competency).await?;
            }
            return Ok(None);
        };
        let own = before.filter(|before| before.judge == self.actor.person);
        let same_level = before.is_some_and(|before| before.level == *level);
        if same_level && rating.note.is_none() {
            return Ok(before.cloned());
        }
        // A release that is planned for the competency takes a later rating along.
        let planned = standing
            .values()
            .filter(|d| d.competency == rating.competency)
            .find_map(|draft| draft.release_at);
        let draft = Draft {
            section: self.section,
            learner: rating.learner,
            competency: rating.competency,
            level: level.clone(),
            note: rating.note.clone().or_else(|| own.and_then(|own| own.note.clone())),
            judge: self.actor.person,
            rated_at: self.now,
            release_at: before.and_then(|before| before.release_at).or(planned),
        };
        store::draft::put(tx, district, &draft).await?;
        Ok(Some(draft))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// The cell was left as it was shown.
    Nothing,
    Change,
    /// Another level than was shown stands.
    TooLate,
}

/// What a rating asks for, given the draft that stands.
fn asked(rating: &Rating, standing: Option<&Draft>) -> Asked {
    let Some(Shown(shown)) = &rating.shown else { return Asked::Change };
    let standing = standing.map(|draft| &draft.level);
    if standing == shown.as_ref() || standing == rating.level.as_ref() {
        Asked::Change
    } else if rating.level == *shown {
        Asked::Nothing
    } else {
        Asked::TooLate
    }
}

async fn name(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
    known: &mut HashMap<PersonId, String>,
) -> Result<String, Refusal> {
    if let Some(name) = known.get(&person) {
        return Ok(name.clone());
    }
    let found = store::person::find(tx, district, person).await?;
    let name = found.map_or_else(|| "somebody else".to_owned(), |person| person.name());
    known.insert(person, name.clone());
    Ok(name)
}
