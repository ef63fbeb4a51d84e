//! `onramp export evidence`: the ledger's evidence as a table.

use std::{
    fs::File,
    io::{self, Write},
    path::PathBuf,
};

use usecases::{Refusal, export_evidence::export_evidence};

use super::{CommandError, Common, progress::count};

/// What to export.
#[derive(Debug, clap::Subcommand)]
pub enum What {
    /// Every piece of evidence that stands, as CSV in the columns that the import reads.
    Evidence {
        /// Where to write it; stdout without it.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

/// Does it.
pub async fn run(what: What, common: &Common) -> Result<(), CommandError> {
    let What::Evidence { out } = what;
    let app = common.open().await?;
    let district = common.district(&app).await?;
    let path = out.as_ref().map_or("stdout".to_owned(), |path| path.display().to_string());
    let failed = |error| CommandError::File { path: path.clone(), error };
    let mut file: Box<dyn Write + Send> = match &out {
        Some(path) => Box::new(io::BufWriter::new(File::create(path).map_err(failed)?)),
        None => Box::new(io::stdout()),
    };
    let write =
        |bytes: &[u8]| file.write_all(bytes).map_err(|error| Refusal::Conflict(format!("{path}: {error}")));
    let exported = export_evidence(&app, district.id, write).await?;
    file.flush().map_err(failed)?;
    eprintln!(
        "{} pieces of evidence; {} entries left out: retracted, erased, or not evidence.",
        count(exported.written),
        count(exported.left_out)
    );
    Ok(())
}
