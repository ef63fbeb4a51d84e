//! Who read whose record, for administrators.

use std::collections::HashMap;

use domain::{Date, LearnerId, PersonId, Timestamp, access::Relationship};
use store::access_log::Access;

use crate::{Actor, App, Refusal, access, chance};

/// Which lines are looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccessQuery {
    /// Read by this person.
    pub reader: Option<PersonId>,
    /// About this learner.
    pub learner: Option<LearnerId>,
    /// On this day or later.
    pub from: Option<Date>,
    /// On this day or earlier.
    pub to: Option<Date>,
    /// Goes on before this line.
    pub before: Option<[u8; 16]>,
}

/// A page of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessPage {
    /// Newest first.
    pub lines: Vec<AccessLine>,
    /// Where the next page goes on; `None` at the end.
    pub next: Option<[u8; 16]>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessLine {
    /// When.
    pub at: Timestamp,
    /// Who read.
    pub reader: String,
    /// What, such as `mastery grid`.
    pub what: String,
    /// By which relationship.
    pub relationship: Relationship,
    /// The typed reason, where there was no relationship.
    pub reason: Option<String>,
    /// How many records.
    pub learners: usize,
    /// Names of the first few.
    pub names: Vec<String>,
}

/// Lines on one page.
const PAGE: usize = 100;
/// Lines looked through for one page, so that a search for a rare learner ends.
const MOST_READ: usize = 20_000;
/// Names written out of each line.
const NAMES: usize = 3;

/// Lists the access log.
pub async fn list_access_log(app: &App, actor: &Actor, query: AccessQuery) -> Result<AccessPage, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read((actor, query), |tx, (actor, query)| {
            Box::pin(async move {
                access::administrator(tx, actor, today).await?;
                let (mut before, mut read) = (query.before, 0);
                let mut found: Vec<Access> = Vec::new();
                let mut ended = false;
                while found.len() < PAGE && read < MOST_READ && !ended {
                    let page = store::access_log::page(tx, actor.district, query.reader, before, 500).await?;
                    (ended, read) = (page.len() < 500, read + page.len());
                    for line in page {
                        if found.len() == PAGE {
                            ended = false;
                            break;
                        }
                        before = Some(line.id);
                        let day = chance::date_of(actor.district, line.at);
                        if query.from.is_some_and(|from| day < from) {
                            ended = true;
                            break;
                        }
                        let wanted = query.learner.is_none_or(|learner| line.learners.contains(&learner));
                        if wanted && query.to.is_none_or(|to| day <= to) {
                            found.push(line);
                        }
                    }
                }
                let first_learners = found.iter().flat_map(|line| line.learners.iter().take(NAMES));
                let mut people: Vec<PersonId> = first_learners.map(|learner| learner.as_person()).collect();
                people.extend(found.iter().map(|line| line.person));
                people.sort_unstable();
                people.dedup();
                let known = store::person::find_all(tx, actor.district, &people).await?;
                let names: HashMap<PersonId, String> =
                    known.into_iter().map(|one| (one.id, one.name())).collect();
                let name = |id: PersonId| names.get(&id).cloned().unwrap_or_else(|| "somebody".to_owned());
                let lines = found
                    .into_iter()
                    .map(|line| AccessLine {
                        at: line.at,
                        reader: name(line.person),
                        what: line.what,
                        relationship: line.relationship,
                        reason: line.reason,
                        learners: line.learners.len(),
                        names: line.learners.iter().take(NAMES).map(|one| name(one.as_person())).collect(),
                    })
                    .collect();
                Ok(AccessPage { lines, next: before.filter(|_| !ended) })
            })
        })
        .await
}
