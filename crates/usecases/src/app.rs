//! What every use case is given: the database, and who asks.

use domain::{AssignmentId, CompetencyId, DistrictId, LearnerId, PartyId, PersonId, SectionId};
use store::Db;
use tokio::sync::broadcast;
use wording::Language;

use crate::{late_access::Late, running_what_ifs::Looks};

/// How many changes a slow listener may be behind before it has to read everything again.
const CHANGES_KEPT: usize = 1024;

/// The running platform; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    changes: broadcast::Sender<Change>,
    looks: Looks,
    pub(crate) late: Late,
}

/// Judgements or drafts changed: who shows them reads them again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// In which district.
    pub district: DistrictId,
    /// Which cells.
    pub cells: Vec<(LearnerId, CompetencyId)>,
    /// Where drafts changed; `None` when judgements did.
    pub drafts_of: Option<SectionId>,
    /// Of which assignment sittings changed.
    pub sittings_of: Option<AssignmentId>,
}

impl Change {
    /// Judgements changed.
    pub fn of_judgements(district: DistrictId, cells: Vec<(LearnerId, CompetencyId)>) -> Self {
        Self { district, cells, drafts_of: None, sittings_of: None }
    }

    /// Drafts of a section changed.
    pub fn of_drafts(
        district: DistrictId,
        cells: Vec<(LearnerId, CompetencyId)>,
        section: SectionId,
    ) -> Self {
        Self { district, cells, drafts_of: Some(section), sittings_of: None }
    }

    /// Sittings of an assignment changed.
    pub fn of_assignment(district: DistrictId, assignment: AssignmentId) -> Self {
        Self { district, cells: Vec::new(), drafts_of: None, sittings_of: Some(assignment) }
    }
}

impl App {
    /// Around an open database.
    pub fn new(db: Db) -> Self {
        Self {
            db,
            changes: broadcast::channel(CHANGES_KEPT).0,
            looks: Looks::default(),
            late: Late::default(),
        }
    }

    /// Tells everyone who listens; called after the commit.
    pub fn tell(&self, change: Change) {
        // Nobody listening is not an error.
        let _ = self.changes.send(change);
    }

    /// Looks at changes of policy that run.
    pub(crate) fn looks(&self) -> &Looks {
        &self.looks
    }

    /// Listens from now on.
    pub fn listen(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }
}

/// Who asks, and how far they may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// In which district.
    pub district: DistrictId,
    /// Who.
    pub person: PersonId,
    /// Why an administrator opens records they have no relationship to; typed by them, logged.
    pub break_glass: Option<String>,
    /// Whether a token without the scope `write` asks: then nothing may be changed.
    pub read_only: bool,
    /// The language that their browser or program asks for; what they chose themselves goes before it.
    pub language: Option<Language>,
    /// The outside party whose program asks; what it reads is written down as disclosed.
    pub party: Option<PartyId>,
}

impl Actor {
    /// Somebody signed in, in the ordinary way.
    pub fn new(district: DistrictId, person: PersonId) -> Self {
        Self { district, person, break_glass: None, read_only: false, language: None, party: None }
    }
}
