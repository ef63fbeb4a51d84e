//! What came in, with the report of each.

use std::collections::HashMap;

use domain::{ImportId, PersonId, people::RoleKind};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::Standing,
    chance,
    import_report::{ImportState, ShownImport},
    import_request::ImportKind,
    item_access,
};

/// What the first source of files is called.
pub const FIRST_SOURCE: &str = "sis";

/// How many imports are listed.
const MOST: i64 = 200;

/// An import with the name of who started it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedImport {
    /// The import.
    pub import: ShownImport,
    /// Who started it; empty when that is not known.
    pub by: String,
}

/// Lists imports, newest first: all for an administrator, those of frameworks for a program lead.
pub async fn list_imports(app: &App, actor: &Actor) -> Result<Vec<NamedImport>, Refusal> {
    app.db
        .read(actor, |tx, actor| {
            Box::pin(async move {
                let all = may_see_all(tx, actor).await?;
                let found = store::import::list(tx, actor.district, MOST).await?;
                let shown: Vec<_> = found.into_iter().map(ShownImport::of).collect();
                let shown: Vec<_> = shown.into_iter().filter(|one| all || of_frameworks(one)).collect();
                named(tx, actor, shown).await
            })
        })
        .await
}

/// Lists the imports of items, newest first, for whoever may bring some in.
pub async fn list_item_imports(app: &App, actor: &Actor) -> Result<Vec<NamedImport>, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor, move |tx, actor| {
            Box::pin(async move {
                item_access::looks(tx, actor, today).await?;
                let found = store::import::list(tx, actor.district, MOST).await?;
                let shown = found.into_iter().map(ShownImport::of).filter(of_items).collect();
                named(tx, actor, shown).await
            })
        })
        .await
}

/// Lists the imports of cartridges, and those of minutes and results that whoever asks brought in, newest first.
pub async fn list_resource_imports(app: &App, actor: &Actor) -> Result<Vec<NamedImport>, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor, move |tx, actor| {
            Box::pin(async move {
                let standing = item_access::looks_at_resources(tx, actor, today).await?;
                let all = standing.is_administrator();
                let found = store::import::list(tx, actor.district, MOST).await?;
                let shown = found.into_iter().map(ShownImport::of);
                let mine = |one: &ShownImport| {
                    of_cartridges(one) || (of_minutes(one) && (all || one.person == Some(actor.person)))
                };
                named(tx, actor, shown.filter(mine).collect()).await
            })
        })
        .await
}

/// Shows one import with its report: any for an administrator, of frameworks for a program lead, of items and
/// cartridges for whoever works with learners, of minutes and results for who brought them in.
pub async fn show_import(app: &App, actor: &Actor, import: ImportId) -> Result<NamedImport, Refusal> {
    app.db
        .read((actor, import), |tx, (actor, import)| {
            Box::pin(async move {
                let found = store::import::find(tx, actor.district, *import).await?.map(ShownImport::of);
                let found = match found {
                    Some(found) if of_items(&found) => {
                        item_access::looks(tx, actor, chance::today(actor.district)).await?;
                        Some(found)
                    }
                    Some(found) if of_cartridges(&found) => {
                        item_access::looks_at_resources(tx, actor, chance::today(actor.district)).await?;
                        Some(found)
                    }
                    Some(found) if of_minutes(&found) && found.person == Some(actor.person) => Some(found),
                    found => {
                        let all = may_see_all(tx, actor).await?;
                        found.filter(|one| all || of_frameworks(one))
                    }
                };
                let found = found.ok_or(Refusal::NotFound("this import"))?;
                named(tx, actor, vec![found]).await?.pop().ok_or(Refusal::NotFound("this import"))
            })
        })
        .await
}

/// The source that files of a kind are taken to come from when nobody says: that of the latest that came in,
/// on a page or by a command, else [`FIRST_SOURCE`].
pub async fn usual_source(app: &App, actor: &Actor, kind: ImportKind) -> Result<String, Refusal> {
    let imports = list_imports(app, actor).await?;
    let applied =
        |one: &&NamedImport| one.import.kind == Some(kind) && one.import.state == ImportState::Applied;
    let latest = imports.iter().find(applied).map(|one| one.import.source.clone());
    Ok(latest.unwrap_or_else(|| FIRST_SOURCE.to_owned()))
}

fn of_items(import: &ShownImport) -> bool {
    import.kind == Some(ImportKind::Items)
}

fn of_cartridges(import: &ShownImport) -> bool {
    import.kind == Some(ImportKind::Cartridge)
}

fn of_minutes(import: &ShownImport) -> bool {
    import.kind == Some(ImportKind::Minutes)
}

fn of_frameworks(import: &ShownImport) -> bool {
    matches!(import.kind, Some(ImportKind::Framework | ImportKind::Prerequisites))
}

/// Whether every import may be seen; refused for who may see none.
async fn may_see_all(tx: &mut Tx, actor: &Actor) -> Result<bool, Refusal> {
    let standing = Standing::load(tx, actor, chance::today(actor.district)).await?;
    if standing.is_administrator() {
        return Ok(true);
    }
    if standing.holds(RoleKind::ProgramLead) {
        return Ok(false);
    }
    Err(Refusal::Denied("Only an administrator or a program lead can see imports."))
}

async fn named(tx: &mut Tx, actor: &Actor, all: Vec<ShownImport>) -> Result<Vec<NamedImport>, Refusal> {
    let mut people: Vec<PersonId> = all.iter().filter_map(|import| import.person).collect();
    people.sort_unstable();
    people.dedup();
    let found = store::person::find_all(tx, actor.district, &people).await?;
    let names: HashMap<PersonId, String> = found.into_iter().map(|one| (one.id, one.name())).collect();
    let name = |import: &ShownImport| import.person.and_then(|id| names.get(&id).cloned());
    Ok(all.into_iter().map(|import| NamedImport { by: name(&import).unwrap_or_default(), import }).collect())
}
