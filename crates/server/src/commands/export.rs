//! `onramp export evidence|people|framework|learner`: tables on stdout or in a file, and the whole record of
//! one learner.

use std::{
    fs::OpenOptions,
    io::{self, Write},
    os::unix::fs::OpenOptionsExt as _,
    path::PathBuf,
};

use exchange::exports::Shape;
use usecases::{
    Actor, Refusal,
    export_case::export_case,
    export_evidence::export_evidence,
    export_framework::{export_framework, framework_called},
    export_people::export_people,
    export_record::{export_record, learner_called},
    operator::operator,
};

use super::{
    CommandError, Common,
    output::{self, say},
};
use crate::figures::grouped;

/// What to export.
#[derive(Debug, clap::Subcommand)]
pub enum What {
    /// Every piece of evidence that stands, as CSV in the columns that the import reads.
    Evidence {
        /// Where to write it; stdout without it.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// The whole record of one learner as a zip that people and programs read; written to the access log and
    /// to the disclosures.
    Learner {
        /// The learner, by id, by the roster's identifier, or by the whole name.
        #[arg(value_name = "NAME")]
        name: String,
        /// Why; written down.
        #[arg(long)]
        reason: String,
        /// Where to write it; a name of its own in this folder without it.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Everybody, by name: CSV, or JSON with --json.
    People {
        /// Where to write it; stdout without it.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// A framework in the columns that `onramp import framework` reads: CSV, or JSON with --json; or as a
    /// CASE 1.1 package, which holds everything.
    Framework {
        /// The framework, by its title, GUID or id.
        #[arg(value_name = "NAME")]
        name: String,
        /// How it is written.
        #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = ["table", "case"])]
        format: String,
        /// Where to write it; stdout without it.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

/// Where a table goes.
struct Out {
    path: String,
    to: Box<dyn Write + Send>,
}

impl Out {
    fn open(path: Option<PathBuf>) -> Result<Self, CommandError> {
        let Some(path) = path else {
            let to = Box::new(io::BufWriter::new(output::Stdout(io::stdout())));
            return Ok(Self { path: "stdout".to_owned(), to });
        };
        let shown = path.display().to_string();
        let file = for_its_owner().truncate(true).create(true).open(path);
        let file = file.map_err(|error| CommandError::File { path: shown.clone(), error })?;
        Ok(Self { path: shown, to: Box::new(io::BufWriter::new(file)) })
    }

    /// Into a file that is not there yet.
    fn new_file(path: PathBuf) -> Result<Self, CommandError> {
        let shown = path.display().to_string();
        let file = for_its_owner().create_new(true).open(path).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => CommandError::Other(format!(
                "{shown}: there is a file of this name already: move it away or choose another name"
            )),
            _ => CommandError::File { path: shown.clone(), error },
        })?;
        Ok(Self { path: shown, to: Box::new(io::BufWriter::new(file)) })
    }

    fn write(mut self, bytes: &[u8]) -> Result<(), CommandError> {
        let written = self.to.write_all(bytes).and_then(|()| self.to.flush());
        written.map_err(|error| CommandError::File { path: self.path, error })
    }
}

/// What is exported names people: a new file is its owner's alone.
fn for_its_owner() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).mode(0o600);
    options
}

/// Does it.
pub async fn run(what: What, common: &Common) -> Result<(), CommandError> {
    let app = common.open().await?;
    let district = common.district(&app).await?.id;
    let shape = if common.json { Shape::Json } else { Shape::Csv };
    match what {
        What::Evidence { out } => {
            let Out { path, mut to } = Out::open(out)?;
            let write = |bytes: &[u8]| {
                to.write_all(bytes).map_err(|error| Refusal::Conflict(format!("{path}: {error}")))
            };
            let actor = operator(&app, district).await?;
            let exported = export_evidence(&app, &actor, write).await?;
            to.flush().map_err(|error| CommandError::File { path, error })?;
            eprintln!(
                "{} pieces of evidence; {} entries left out: retracted, erased, or not evidence.",
                grouped(exported.written),
                grouped(exported.left_out)
            );
            Ok(())
        }
        What::Learner { name, reason, out } => {
            let reason = domain::text::required(&reason, 300).map_err(Refusal::text("reason"))?;
            let actor = Actor { break_glass: Some(reason), ..operator(&app, district).await? };
            let learner = learner_called(&app, &actor, &name).await?;
            // Before anything is written down as taken out.
            if let Some(path) = out.as_ref().filter(|path| path.exists()) {
                let why = "there is a file of this name already: move it away or choose another name";
                return Err(CommandError::Other(format!("{}: {why}", path.display())));
            }
            let record = export_record(&app, &actor, learner).await?;
            let path = out.unwrap_or_else(|| PathBuf::from(&record.file_name));
            let shown = path.display().to_string();
            Out::new_file(path)?.write(&record.bytes)?;
            if common.json {
                say!("{:#}", serde_json::json!({ "file": shown, "sha256": record.checksum }));
            } else {
                say!("{shown}\nSHA-256 {}", record.checksum);
            }
            Ok(())
        }
        What::People { out } => {
            let actor = operator(&app, district).await?;
            Out::open(out)?.write(&export_people(&app, &actor, shape).await?)
        }
        What::Framework { name, format, out } => {
            let actor = operator(&app, district).await?;
            let framework = framework_called(&app, &actor, &name).await?;
            if format == "case" {
                return Out::open(out)?.write(&export_case(&app, &actor, framework).await?.bytes);
            }
            Out::open(out)?.write(&export_framework(&app, &actor, framework, shape).await?.file)
        }
    }
}
