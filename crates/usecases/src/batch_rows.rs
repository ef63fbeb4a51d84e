//! What a batch does to one learner, and how that is undone: one file per action. Each looks first, says
//! what it would do or why it does not, and then does that in the transaction in which it looked.

mod enroll;
mod excuse;
mod moving;
mod places;
mod release;
mod remind;

pub(crate) use places::GIVEN_HERE;
pub(crate) use remind::LEARNER_REMINDER;

use domain::{
    BatchId, CompetencyId, Date, DistrictId, LearnerId, SectionId, Timestamp,
    access::Relationship,
    batch::BatchAction,
    people::{Person, Section},
};
use store::{Tx, batch::Batch, mail_server::MailServer};

use crate::{
    Actor, Refusal,
    access::{self, Action, LearnerPlaces, Standing},
    chance,
};

/// What would be done to one learner, or why nothing.
pub(crate) type Looked = Result<String, String>;

/// What was done to one learner.
pub(crate) struct Did {
    /// In words, for who did it.
    pub answer: String,
    /// What an undo looks for.
    pub left_behind: String,
    /// Cells that were judged again.
    pub cells: Vec<(LearnerId, CompetencyId)>,
}

/// What became of undoing one row.
pub(crate) enum Undid {
    /// It was undone.
    Undone(Did),
    /// It was left as it is, for a reason.
    Kept(String),
}

/// Who does what with a batch, and what all of its rows share.
pub(crate) struct Doing {
    pub actor: Actor,
    pub standing: Standing,
    pub batch: BatchId,
    pub action: BatchAction,
    pub reason: String,
    pub now: Timestamp,
    /// The section of the action: where learners are enrolled, or whose drafts are released.
    pub section: Option<Section>,
    /// The section that is left.
    pub from: Option<Section>,
    /// The district's mail, where it sends any.
    pub mail: Option<MailServer>,
    pub district_name: String,
}

impl Doing {
    /// Checks that `actor` may do the action at all, and loads what its rows share.
    pub async fn load(tx: &mut Tx, actor: &Actor, batch: &Batch, now: Timestamp) -> Result<Self, Refusal> {
        access::may_write(actor)?;
        let today = chance::date_of(actor.district, now);
        let district = actor.district;
        let standing = Standing::load(tx, actor, today).await?;
        let mut doing = Self {
            actor: actor.clone(),
            standing,
            batch: batch.id,
            action: batch.action.clone(),
            reason: batch.reason.clone(),
            now,
            section: None,
            from: None,
            mail: None,
            district_name: String::new(),
        };
        match &batch.action {
            BatchAction::Enroll { section, .. } => doing.section = Some(doing.placing(tx, *section).await?),
            BatchAction::Move { from, to, .. } => {
                doing.from = Some(doing.placing(tx, *from).await?);
                doing.section = Some(doing.placing(tx, *to).await?);
            }
            BatchAction::Excuse { .. } => {}
            BatchAction::Release { section } => {
                let (section, _) = access::section(tx, actor, *section, Action::Judge, today).await?;
                doing.section = Some(section);
            }
            BatchAction::Remind { .. } => {
                doing.mail = store::mail_server::find(tx, district).await?.filter(|server| server.sending);
                let known = store::district::find(tx, district).await?;
                doing.district_name = known.map(|district| district.name).unwrap_or_default();
            }
        }
        Ok(doing)
    }

    pub fn district(&self) -> DistrictId {
        self.actor.district
    }

    pub fn today(&self) -> Date {
        self.standing.today
    }

    /// A section in which this person may give and end places.
    async fn placing(&self, tx: &mut Tx, section: SectionId) -> Result<Section, Refusal> {
        let found = store::section::find(tx, self.district(), section).await?;
        let found = found.ok_or(Refusal::NotFound("this class"))?;
        if self.standing.places_in_section(&found) {
            return Ok(found);
        }
        match self.standing.with_section(&found, Action::See) {
            Some(_) => Err(Refusal::Denied("You can see this class, but not who is in it is yours to say.")),
            None => Err(Refusal::NotFound("this class")),
        }
    }

    /// What would be done to a learner.
    pub async fn look(&self, tx: &mut Tx, learner: LearnerId) -> Result<Looked, Refusal> {
        if let Err(why) = self.known(tx, learner).await? {
            return Ok(Err(why));
        }
        match &self.action {
            BatchAction::Enroll { .. } => Ok(enroll::plan(self, tx, learner).await?.map(|plan| plan.would)),
            BatchAction::Move { .. } => Ok(moving::plan(self, tx, learner).await?.map(|plan| plan.would)),
            BatchAction::Excuse { .. } => Ok(excuse::plan(self, tx, learner).await?.map(|plan| plan.would)),
            BatchAction::Release { .. } => Ok(release::plan(self, tx, learner).await?.map(|plan| plan.would)),
            BatchAction::Remind { .. } => Ok(remind::plan(self, tx, learner).await?.map(|plan| plan.would)),
        }
    }

    /// Does it to a learner, or says why not; then nothing was written.
    pub async fn act(&self, tx: &mut Tx, learner: LearnerId) -> Result<Result<Did, String>, Refusal> {
        if let Err(why) = self.known(tx, learner).await? {
            return Ok(Err(why));
        }
        // One learner, one writer: what was looked at is what is changed.
        store::learner::lock(tx, self.district(), learner, self.now).await?;
        match &self.action {
            BatchAction::Enroll { .. } => enroll::act(self, tx, learner).await,
            BatchAction::Move { .. } => moving::act(self, tx, learner).await,
            BatchAction::Excuse { .. } => excuse::act(self, tx, learner).await,
            BatchAction::Release { .. } => release::act(self, tx, learner).await,
            BatchAction::Remind { .. } => remind::act(self, tx, learner).await,
        }
    }

    /// Undoes what was done to a learner, where it is still as it was left.
    pub async fn undo(&self, tx: &mut Tx, learner: LearnerId, left: &str) -> Result<Undid, Refusal> {
        if let Err(why) = self.known(tx, learner).await? {
            return Ok(Undid::Kept(why));
        }
        store::learner::lock(tx, self.district(), learner, self.now).await?;
        match &self.action {
            BatchAction::Enroll { .. } => enroll::undo(self, tx, learner, left).await,
            BatchAction::Move { .. } => moving::undo(self, tx, learner, left).await,
            BatchAction::Excuse { .. } => excuse::undo(self, tx, learner, left).await,
            BatchAction::Release { .. } => release::undo(self, tx, learner, left).await,
            BatchAction::Remind { .. } => remind::undo(self, tx, learner, left).await,
        }
    }

    /// Whether this person may do the action to this learner. Who may not is told what they would be told of
    /// somebody who is not there.
    async fn known(&self, tx: &mut Tx, learner: LearnerId) -> Result<Result<(), String>, Refusal> {
        let person: Option<Person> = store::person::find(tx, self.district(), learner.as_person()).await?;
        let places = LearnerPlaces::load(tx, &self.actor, learner, self.today()).await?;
        let may = match &self.action {
            BatchAction::Enroll { .. } | BatchAction::Move { .. } => {
                self.standing.places_learner(&places)
                    || self.standing.with_learner(&places, Action::Manage).is_some()
            }
            BatchAction::Excuse { .. } | BatchAction::Release { .. } => {
                self.standing.with_learner(&places, Action::Judge).is_some()
            }
            BatchAction::Remind { .. } => {
                self.standing.with_learner(&places, Action::See).is_some_and(access::reminds)
            }
        };
        Ok(match person {
            Some(person) if may && !person.active => Err("has left the district".to_owned()),
            Some(_) if may => Ok(()),
            _ => Err("is not a student whom you may do this for".to_owned()),
        })
    }

    /// Whether this person may be told a learner's name.
    pub async fn names(&self, tx: &mut Tx, learner: LearnerId) -> Result<bool, Refusal> {
        let places = LearnerPlaces::load(tx, &self.actor, learner, self.today()).await?;
        let sees = self.standing.with_learner(&places, Action::See).is_some();
        Ok(sees || self.standing.places_learner(&places))
    }

    /// By which relationship this person reads of a learner; for the access log.
    pub async fn relationship(
        &self,
        tx: &mut Tx,
        learner: LearnerId,
    ) -> Result<Option<Relationship>, Refusal> {
        let places = LearnerPlaces::load(tx, &self.actor, learner, self.today()).await?;
        Ok(self.standing.with_learner(&places, Action::See))
    }
}

/// Parts of what a row leaves behind.
const BETWEEN: char = '\u{1f}';

fn joined<T: ToString>(parts: impl IntoIterator<Item = T>) -> String {
    parts.into_iter().map(|part| part.to_string()).collect::<Vec<_>>().join("\u{1f}")
}

fn parts<T: std::str::FromStr>(left: &str) -> Vec<T> {
    left.split(BETWEEN).filter_map(|part| part.parse().ok()).collect()
}

/// "1 piece", "3 pieces".
fn many(count: usize, one: &str, more: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {more}") }
}
