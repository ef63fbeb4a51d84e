//! Changing the words of a competency here. What the publisher wrote is kept beside, so that a newer
//! version of the framework finds the edit again.

use domain::{CompetencyId, framework::Competency, text};
use store::Tx;

use crate::{Actor, App, Refusal, access, chance, import_files::may_edit_frameworks};

/// What may be changed; `None` leaves it, an empty text takes it away where it may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// The code people use.
    pub code: Option<String>,
    /// The full statement.
    pub statement: Option<String>,
    /// The short title.
    pub short: Option<String>,
}

/// A competency with what its publisher wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editable {
    /// As it stands here.
    pub competency: Competency,
    /// As published; `None` when it was not edited here.
    pub published: Option<Competency>,
}

/// Shows what can be changed.
pub async fn show_editable(app: &App, actor: &Actor, competency: CompetencyId) -> Result<Editable, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read((actor, competency), |tx, (actor, competency)| {
            Box::pin(async move {
                let found = load(tx, actor, *competency).await?;
                may_edit_frameworks(tx, actor, today).await?;
                Ok(found)
            })
        })
        .await
}

async fn load(tx: &mut Tx, actor: &Actor, competency: CompetencyId) -> Result<Editable, Refusal> {
    let found = store::competency::find(tx, actor.district, competency).await?;
    let found = found.ok_or(Refusal::NotFound("this competency"))?;
    let published = store::published::of_framework(tx, actor.district, found.framework).await?;
    Ok(Editable { published: published.into_iter().find(|one| one.id == competency), competency: found })
}

/// Changes the words. The publisher's own words again make it unedited.
pub async fn edit_competency(
    app: &App,
    actor: &Actor,
    competency: CompetencyId,
    words: Words,
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let today = chance::today(actor.district);
    app.db
        .write((actor.clone(), competency, words), move |tx, (actor, competency, words)| {
            Box::pin(async move {
                may_edit_frameworks(tx, actor, today).await?;
                let Editable { competency: found, published } = load(tx, actor, *competency).await?;
                let edited = edited(&found, words)?;
                if edited == found {
                    return Ok(());
                }
                store::competency::put(tx, actor.district, std::slice::from_ref(&edited)).await?;
                match published {
                    Some(published) if published == edited => {
                        store::published::remove(tx, actor.district, edited.id).await?;
                    }
                    Some(_) => {}
                    None => store::published::put(tx, actor.district, &[found]).await?,
                }
                Ok(())
            })
        })
        .await
}

fn edited(found: &Competency, words: &Words) -> Result<Competency, Refusal> {
    let mut edited = found.clone();
    let optional = |field, text: &Option<String>, old: &Option<String>, most| match text {
        None => Ok(old.clone()),
        Some(text) => text::optional(text, most).map_err(Refusal::text(field)),
    };
    edited.code = optional("code", &words.code, &found.code, 100)?;
    edited.short = optional("short title", &words.short, &found.short, 300)?;
    if let Some(statement) = &words.statement {
        edited.statement = text::required(statement, 10_000).map_err(Refusal::text("statement"))?;
    }
    Ok(edited)
}
