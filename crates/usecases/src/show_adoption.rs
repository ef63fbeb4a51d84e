//! Adoptions of changed policies: what each did, how far it has come, and what came in since.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    AdoptionId, CompetencyId, LearnerId, PersonId, SectionId, Timestamp, access::Relationship,
    framework::Competency, judgement::Context, policy::Setting, scale::Scale,
};
use mastery::what_if::Turn;
use store::{Tx, adopted_cell::AdoptedCell, adoption::Adoption};

use crate::{
    Actor, App, Refusal, access, chance,
    class_list::Columns,
    policy_fields,
    policy_scopes::{self, ScopeNames},
    scale_change,
    small_cells::{Shown, Smallest},
    what_if::{CellTurned, Grade, ShownTally, Tally, leave_out, shown_cells},
};

/// The most judgements that are listed one by one; all are counted.
const MOST_CELLS: i64 = 200;

/// One adoption, with names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownAdoption {
    /// What is kept of it.
    pub adoption: Adoption,
    /// The setting that was adopted.
    pub setting: Option<Setting>,
    /// What the field is called.
    pub label: String,
    /// Where it applies, in words.
    pub scope: String,
    /// Who adopted it.
    pub by: String,
    /// Who undid it; empty while it stands.
    pub undone_by: String,
}

/// One adoption with what it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdoptionDetail {
    /// The adoption.
    pub shown: ShownAdoption,
    /// What became of the judgements so far.
    pub tally: Tally,
    /// Learners of whom a level or mastery changed.
    pub learners_changed: u64,
    /// The first judgements whose level or mastery changed. The learner is named to who may see the record.
    pub cells: Vec<CellTurned>,
    /// Judgements of it that were made again since, because evidence or a decision came in: an undo leaves
    /// them to a person.
    pub since: Vec<MadeSince>,
    /// How many of those there are in all.
    pub since_in_all: u64,
    /// Below how many learners numbers are left out for this reader; `None` for who may open the records.
    pub leave_out: Option<Smallest>,
}

/// What an adoption did, as far as its reader may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownCounts {
    /// What became of the judgements.
    pub tally: ShownTally,
    /// Learners of whom a level or mastery changed.
    pub learners_changed: Shown,
    /// Single judgements of learners whom the reader may open.
    pub cells: Vec<CellTurned>,
    /// Judgements that were made again since.
    pub since: Vec<MadeSince>,
    /// How many of those there are in all.
    pub since_in_all: Shown,
}

impl AdoptionDetail {
    /// As its reader may see it.
    pub fn counts(&self) -> ShownCounts {
        let Some(smallest) = self.leave_out else {
            return ShownCounts {
                tally: ShownTally::exact(&self.tally),
                learners_changed: Some(self.learners_changed),
                cells: shown_cells(&self.cells),
                since: self.since.clone(),
                since_in_all: Some(self.since_in_all),
            };
        };
        let looked_at = self.shown.adoption.learners_done.unsigned_abs();
        let learners_changed = smallest.part(self.learners_changed, looked_at.max(self.learners_changed));
        let tally = ShownTally::without_small(&self.tally, learners_changed, smallest);
        // Of single judgements since, those of learners whom the reader may open.
        let since = self.since.iter().filter(|one| one.learner.is_some()).cloned().collect();
        ShownCounts {
            learners_changed,
            cells: shown_cells(&self.cells),
            tally,
            since,
            since_in_all: Some(self.since_in_all).filter(|count| !smallest.is_small(*count)),
        }
    }
}

/// A judgement that was made again after the adoption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeSince {
    /// Whose; `None` for who may not see the record.
    pub learner: Option<(LearnerId, String)>,
    /// Of what.
    pub competency: Competency,
    /// The section whose own judgement it is; `None` for the record.
    pub section: Option<(SectionId, String)>,
    /// When.
    pub judged_at: Timestamp,
    /// Whether an educator's decision stands over the rule now.
    pub decided: bool,
    /// Before the adoption.
    pub before: Grade,
    /// Now.
    pub now: Grade,
}

/// Lists the adoptions of the scopes that `actor` may set, newest first.
pub async fn list_adoptions(app: &App, actor: &Actor) -> Result<Vec<ShownAdoption>, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor, |tx, actor| {
            Box::pin(async move {
                let standing = access::rules(tx, actor, today).await?;
                let mut all = store::adoption::list(tx, actor.district).await?;
                if !standing.sets_rules_of_the_district() {
                    let mut own = Vec::new();
                    for one in all {
                        if policy_scopes::check(tx, actor, one.scope, today).await.is_ok() {
                            own.push(one);
                        }
                    }
                    all = own;
                }
                shown(tx, actor, all).await
            })
        })
        .await
}

/// Shows one adoption.
pub async fn show_adoption(app: &App, actor: &Actor, id: AdoptionId) -> Result<AdoptionDetail, Refusal> {
    let now = chance::now();
    let (found, seen) = app.db.read(actor, |tx, actor| Box::pin(load(tx, actor, id, now))).await?;
    for (relationship, learners) in seen {
        access::log(app, actor, "adoption", relationship, learners, now).await?;
    }
    Ok(found)
}

type Seen = BTreeMap<Relationship, Vec<LearnerId>>;

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    id: AdoptionId,
    now: Timestamp,
) -> Result<(AdoptionDetail, Seen), Refusal> {
    let district = actor.district;
    let today = chance::date_of(actor.district, now);
    let adoption = match store::adoption::find(tx, district, id).await? {
        Some(found) if policy_scopes::check(tx, actor, found.scope, today).await.is_ok() => found,
        // Who may not set the scope does not learn whether there is such an adoption.
        _ => {
            access::rules(tx, actor, today).await?;
            return Err(Refusal::NotFound("this adoption"));
        }
    };
    let mut tally = Tally::default();
    for one in store::adopted_cell::counted(tx, district, id).await? {
        let turn = Turn::from_word(&one.turn).unwrap_or(Turn::Same);
        tally.add(turn, one.was_mastered, one.is_mastered, one.cells.unsigned_abs());
    }
    let learners_changed = store::adopted_cell::learners_turned(tx, district, id).await?.unsigned_abs();
    let turned = store::adopted_cell::turned(tx, district, id, MOST_CELLS).await?;
    let since = store::adopted_cell::judged_since(tx, district, id, MOST_CELLS).await?;
    let since_in_all = store::adopted_cell::count_judged_since(tx, district, id).await?.unsigned_abs();
    let learners: BTreeSet<LearnerId> =
        turned.iter().map(|cell| cell.learner).chain(since.iter().map(|(cell, _)| cell.learner)).collect();
    let levels = scale_change::before_and_after(tx, district, &adoption).await?;
    let names = Names::load(tx, actor, &turned, &since, learners, now).await?;
    let cells = turned.iter().filter_map(|cell| names.cell(cell, levels.as_ref())).collect();
    let made = since.iter().filter_map(|(cell, judgement)| {
        let (competency, scale) = names.columns.with_scale(cell.competency)?;
        Some(MadeSince {
            learner: names.learner(cell.learner),
            competency: competency.clone(),
            section: names.section(cell.context),
            judged_at: judgement.judged_at,
            decided: judgement.finding.decided,
            before: {
                let before = levels.as_ref().map_or(scale, |[before, _]| before);
                Grade::of(cell.before.as_ref().map(|before| &before.finding), before)
            },
            now: Grade::of(Some(&judgement.finding), scale),
        })
    });
    let since = made.collect();
    let shown = shown(tx, actor, vec![adoption]).await?.remove(0);
    let found = AdoptionDetail {
        shown,
        tally,
        learners_changed,
        cells,
        since,
        since_in_all,
        leave_out: leave_out(tx, actor, now).await?,
    };
    let mut seen = Seen::new();
    for (learner, (relationship, _)) in names.learners {
        seen.entry(relationship).or_default().push(learner);
    }
    Ok((found, seen))
}

/// Names of what cells are about.
struct Names {
    learners: HashMap<LearnerId, (Relationship, String)>,
    columns: Columns,
    sections: HashMap<SectionId, String>,
}

impl Names {
    async fn load(
        tx: &mut Tx,
        actor: &Actor,
        turned: &[AdoptedCell],
        since: &[(AdoptedCell, domain::judgement::Mastery)],
        learners: BTreeSet<LearnerId>,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let all = turned.iter().chain(since.iter().map(|(cell, _)| cell));
        let of: BTreeSet<CompetencyId> = all.map(|cell| cell.competency).collect();
        let of: Vec<CompetencyId> = of.into_iter().collect();
        let sections = store::section::list(tx, actor.district).await?;
        Ok(Self {
            learners: crate::what_if::seen_by(tx, actor, learners, now).await?,
            columns: Columns::load(tx, actor.district, &of).await?,
            sections: sections.into_iter().map(|one| (one.id, one.title)).collect(),
        })
    }

    fn learner(&self, learner: LearnerId) -> Option<(LearnerId, String)> {
        self.learners.get(&learner).map(|(_, name)| (learner, name.clone()))
    }

    fn section(&self, context: Context) -> Option<(SectionId, String)> {
        match context {
            Context::Record => None,
            Context::Section(id) => Some((id, self.sections.get(&id).cloned().unwrap_or_default())),
        }
    }

    fn cell(&self, cell: &AdoptedCell, levels: Option<&[Scale; 2]>) -> Option<CellTurned> {
        let (competency, scale) = self.columns.with_scale(cell.competency)?;
        let (was, is) = levels.map_or((scale, scale), |[was, is]| (was, is));
        Some(CellTurned {
            learner: self.learner(cell.learner),
            competency: competency.clone(),
            section: self.section(cell.context),
            turn: Turn::from_word(&cell.turn)?,
            before: Grade::of(cell.before.as_ref().map(|before| &before.finding), was),
            after: after(cell, is),
        })
    }
}

fn after(cell: &AdoptedCell, scale: &Scale) -> Grade {
    let level = cell.new.level.as_deref().and_then(|code| scale.level(code));
    Grade { level: level.map(|level| level.name.clone()), mastered: cell.new.mastered, value: cell.new.value }
}

async fn shown(tx: &mut Tx, actor: &Actor, all: Vec<Adoption>) -> Result<Vec<ShownAdoption>, Refusal> {
    let scopes: Vec<_> = all.iter().map(|one| one.scope).collect();
    let names = ScopeNames::load(tx, actor, &scopes).await?;
    let titles = scale_change::titles(tx, actor.district).await?;
    let undone = all.iter().filter_map(|one| one.undo.as_ref()?.by);
    let mut people: Vec<PersonId> = all.iter().filter_map(|one| one.adopted_by).chain(undone).collect();
    people.sort_unstable();
    people.dedup();
    let known = store::person::find_all(tx, actor.district, &people).await?;
    let by: HashMap<PersonId, String> = known.into_iter().map(|one| (one.id, one.name())).collect();
    let name = |id: Option<PersonId>| id.and_then(|id| by.get(&id).cloned()).unwrap_or_default();
    let settings: Vec<Setting> =
        store::policy::list(tx, actor.district).await?.into_iter().map(|one| one.setting).collect();
    let shown = all.into_iter().map(|one| ShownAdoption {
        setting: settings
            .iter()
            .find(|setting| {
                (setting.scope, setting.effect, setting.version) == (one.scope, one.effect, one.version)
                    && setting.field == one.field
            })
            .cloned(),
        label: policy_fields::field(&one.field).map_or(String::new(), |field| field.label.to_owned()),
        scope: titles.get(&one.field).cloned().unwrap_or_else(|| names.of(&one.scope)),
        by: name(one.adopted_by),
        undone_by: name(one.undo.as_ref().and_then(|undo| undo.by)),
        adoption: one,
    });
    Ok(shown.collect())
}
