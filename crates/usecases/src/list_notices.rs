//! The outbox: what was sent to whom, why, and what came of it.

use std::collections::HashMap;

use domain::{NoticeId, PersonId, notice::NoticeState};
pub use store::notice::Notice;

use crate::{Actor, App, Refusal, access, chance};

/// Notices on one page.
pub const PAGE: usize = 50;

/// A page of the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outbox {
    /// Newest first, each with the name of whom it goes to.
    pub notices: Vec<(Notice, String)>,
    /// Where the next page goes on; `None` at the end.
    pub next: Option<NoticeId>,
    /// How many there are of each state.
    pub counts: Vec<(NoticeState, i64)>,
}

/// Lists notices, all or of one state, for an administrator.
pub async fn list_notices(
    app: &App,
    actor: &Actor,
    state: Option<NoticeState>,
    before: Option<NoticeId>,
) -> Result<Outbox, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read((actor, state, before), |tx, (actor, state, before)| {
            Box::pin(async move {
                access::administrator(tx, actor, today).await?;
                let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
                let mut found = store::notice::page(tx, actor.district, *state, *before, most).await?;
                let more = found.len() > PAGE;
                found.truncate(PAGE);
                let people: Vec<PersonId> = found.iter().map(|notice| notice.person).collect();
                let people = store::person::find_all(tx, actor.district, &people).await?;
                let names: HashMap<PersonId, String> =
                    people.into_iter().map(|person| (person.id, person.name())).collect();
                let name = |id: PersonId| names.get(&id).cloned().unwrap_or_default();
                Ok(Outbox {
                    next: found.last().filter(|_| more).map(|notice| notice.id),
                    notices: found.into_iter().map(|one| (one.clone(), name(one.person))).collect(),
                    counts: store::notice::counts(tx, actor.district).await?,
                })
            })
        })
        .await
}
