//! `onramp items import|export`: QTI packages of the item bank, in and out.

use std::path::PathBuf;

use serde_json::json;
use usecases::{
    export_items::{Chosen, export_items},
    operator::operator,
    search_items::{Looked, competency_called},
};

use super::{CommandError, Common, import, output::say};
use crate::figures::grouped;

/// What to do with items.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Bring a QTI package in, or one file of QTI: each item is taken or left out for itself; what is new is a draft.
    Import {
        #[command(flatten)]
        files: import::Files,
    },
    /// Write items as a QTI 3.0 package: all, or those that are found.
    Export {
        /// Words of the text, title, identifier or a tag.
        #[arg(long, value_name = "WORDS")]
        text: Option<String>,
        /// A tag.
        #[arg(long, value_name = "TAG")]
        tag: Option<String>,
        /// A competency by its code, with whatever lies in it.
        #[arg(long, value_name = "CODE")]
        competency: Option<String>,
        /// Where to write it; a name of its own in this folder without it.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

/// Does it.
pub async fn run(action: Action, common: &Common) -> Result<(), CommandError> {
    let (text, tag, competency, out) = match action {
        Action::Import { files } => return import::run(import::What::Items { files }, common).await,
        Action::Export { text, tag, competency, out } => (text, tag, competency, out),
    };
    let app = common.open().await?;
    let district = common.district(&app).await?;
    let actor = operator(&app, district.id).await?;
    let competency = match competency {
        None => None,
        Some(code) => match competency_called(&app, &actor, &code).await? {
            Ok(id) => Some(id),
            Err(why) => return Err(CommandError::Other(format!("\"{code}\": {why}"))),
        },
    };
    let looked = Looked { text: text.unwrap_or_default(), tag, competency, ..Looked::default() };
    let package = export_items(&app, &actor, Chosen::Found(looked)).await?;
    let path = out.unwrap_or_else(|| PathBuf::from(&package.file_name));
    std::fs::write(&path, &package.bytes)
        .map_err(|error| CommandError::File { path: path.display().to_string(), error })?;
    if common.json {
        say!("{:#}", json!({ "file": path.display().to_string(), "items": package.items }));
    } else {
        let items = i64::try_from(package.items).unwrap_or(i64::MAX);
        say!("{} items in {}", grouped(items), path.display());
    }
    Ok(())
}
