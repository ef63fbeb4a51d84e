//! What needs somebody: one page of exceptions for who leads a school. Nothing where nothing is wrong.
//!
//! A principal reads the names of learners; an administrator reads of classes, imports and rules only. No
//! figure about a group is made: every exception names what it is about.

mod classes;
mod learners;
mod rules;

use std::collections::BTreeSet;

use domain::{
    AdoptionId, Date, ImportId, LearnerId, OrganizationId, SectionId, Timestamp, access::Relationship,
    people::RoleKind,
};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Standing},
    chance,
    silence::{Calendar, MOST_DAYS},
};

/// For how many days a change of a rule is news.
const NEWS_DAYS: i64 = 7;

/// What is not as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Learners of whom nothing was heard for too long.
    SilentLearners,
    /// Learners of the school who are in no class today.
    LearnersWithoutClass,
    /// Learners without anybody who may see their record for them.
    LearnersWithoutGuardian,
    /// Classes in which nothing was rated for too long.
    SilentSections,
    /// Classes that nobody teaches today.
    SectionsWithoutEducator,
    /// Classes that aim at nothing.
    SectionsWithoutTargets,
    /// Ratings that wait for too long to be released.
    WaitingDrafts,
    /// Imports of this week with errors, or that were not finished.
    Imports,
    /// Adoptions of changed rules that are running, or of this week.
    Adoptions,
    /// Rules that were changed this week, or change within the next one.
    Rules,
}

impl Kind {
    /// Every kind with its word.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::SilentLearners, "silent_learners"),
        (Self::LearnersWithoutClass, "learners_without_class"),
        (Self::LearnersWithoutGuardian, "learners_without_guardian"),
        (Self::SilentSections, "silent_sections"),
        (Self::SectionsWithoutEducator, "sections_without_educator"),
        (Self::SectionsWithoutTargets, "sections_without_targets"),
        (Self::WaitingDrafts, "waiting_drafts"),
        (Self::Imports, "imports"),
        (Self::Adoptions, "adoptions"),
        (Self::Rules, "rules"),
    ];

    /// The word of the API.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// What one line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A learner.
    Learner(LearnerId),
    /// A class.
    Section(SectionId),
    /// An import.
    Import(ImportId),
    /// An adoption.
    Adoption(AdoptionId),
    /// The rules.
    Rules,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is about.
    pub subject: Subject,
    /// Its name.
    pub name: String,
    /// How it is: since when, how much, whose.
    pub state: State,
}

/// How something is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Nothing was heard for so many days; the last day, where there was one.
    Silent {
        /// Unit: school days or days.
        days: i64,
        /// The day of the newest.
        last: Option<Date>,
    },
    /// So many ratings wait.
    Waiting {
        /// How many.
        drafts: usize,
        /// The day of the oldest.
        since: Date,
        /// Who rated them, by name.
        by: Vec<String>,
    },
    /// Where, or what, in a line; may be empty.
    Text(String),
    /// From that day on.
    From(Date),
}

/// One kind with everything that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// Which.
    pub kind: Kind,
    /// What; never empty.
    pub lines: Vec<Line>,
}

/// Everything that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exceptions {
    /// In the order of the kinds; empty when nothing is wrong.
    pub all: Vec<Exception>,
    /// After how many days something is silent.
    pub days: i64,
    /// Whether those are school days; else plain days.
    pub school_days: bool,
    /// Names of what was looked at: schools, or the district.
    pub places: Vec<String>,
    /// Whether learners were looked at: an administrator who leads no school reads of none.
    pub with_learners: bool,
}

/// What everybody who looks needs.
struct Look<'a> {
    actor: &'a Actor,
    standing: Standing,
    calendar: Calendar,
    days: i64,
    now: Timestamp,
}

impl Look<'_> {
    fn today(&self) -> Date {
        self.standing.today
    }

    /// Whether the reader leads an organization, as principal of it or of one around it.
    fn leads(&self, organization: OrganizationId) -> bool {
        self.standing.roles.iter().any(|role| {
            role.kind == RoleKind::Principal
                && role.dates.contains(self.today())
                && self.standing.lies_in(organization, role.organization)
        })
    }
}

/// Shows what needs somebody, after `days` of silence, for a principal or an administrator.
pub async fn show_exceptions(app: &App, actor: &Actor, days: i64) -> Result<Exceptions, Refusal> {
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(Refusal::invalid("days", format!("lies outside of 1 to {MOST_DAYS}")));
    }
    let now = chance::now();
    let found = app.db.read(actor, |tx, actor| Box::pin(load(tx, actor, days, now))).await?;
    let mut named: BTreeSet<LearnerId> = BTreeSet::new();
    for line in found.all.iter().flat_map(|one| &one.lines) {
        if let Subject::Learner(learner) = line.subject {
            named.insert(learner);
        }
    }
    let named = named.into_iter().collect();
    access::log(app, actor, "exceptions", Relationship::Principal, named, now).await?;
    Ok(found)
}

async fn load(tx: &mut Tx, actor: &Actor, days: i64, now: Timestamp) -> Result<Exceptions, Refusal> {
    let standing = access::rules(tx, actor, chance::date_of(actor.district, now)).await?;
    let calendar = Calendar::of(&store::term::list(tx, actor.district).await?);
    let look = Look { actor, standing, calendar, days, now };
    let mut all = learners::exceptions(tx, &look).await?;
    all.extend(classes::exceptions(tx, &look).await?);
    all.extend(rules::exceptions(tx, &look).await?);
    all.retain(|one| !one.lines.is_empty());
    all.sort_by_key(|one| one.kind);
    let here = look.standing.organizations.iter().filter(|one| look.standing.assigns_in(one.id));
    let outermost = |id: OrganizationId| {
        let parent = look.standing.organizations.iter().find(|one| one.id == id).and_then(|one| one.parent);
        parent.is_none_or(|parent| !look.standing.assigns_in(parent))
    };
    Ok(Exceptions {
        places: here.filter(|one| outermost(one.id)).map(|one| one.name.clone()).collect(),
        with_learners: look.standing.holds(RoleKind::Principal),
        all,
        days,
        school_days: look.calendar.counts_school_days(),
    })
}
