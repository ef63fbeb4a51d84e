//! `onramp import framework|roster|evidence|responses|prerequisites|item-parameters|tracing|items`: files come in, with a report.

mod files;

use std::path::PathBuf;

use clap::Args;
use serde_json::json;
use usecases::{
    chance, import_cartridge,
    import_files::{check_import, import_files},
    import_items::USUAL_SOURCE,
    import_report::{ImportState, ShownImport},
    import_request::{Columns, ImportKind, ImportOptions},
    list_imports::usual_source,
    operator::operator,
};

use self::files::requests;
use super::{CommandError, Common, output::say, progress::bar};
use crate::figures::grouped;

/// What to bring in.
#[derive(Debug, clap::Subcommand)]
pub enum What {
    /// A CASE package, a table with the columns code, title, statement, parent, requires, or what ASN, Canvas
    /// or Moodle give. Another version of a framework stands beside the one that is here; see `onramp
    /// framework`.
    Framework {
        #[command(flatten)]
        files: Files,
        /// The title of a framework that is a table; by default the file's name.
        #[arg(long, value_name = "TEXT")]
        title: Option<String>,
        /// The version of a framework that is a table.
        #[arg(long, value_name = "TEXT")]
        version_text: Option<String>,
        /// The format, where the file does not show it: case, `framework_csv`, asn, `canvas_outcomes`,
        /// `moodle_competencies`.
        #[arg(long, value_name = "FORMAT")]
        format: Option<String>,
    },
    /// OneRoster 1.1 or 1.2: a zip, a folder, or its CSV files.
    Roster {
        #[command(flatten)]
        files: Files,
        /// End dates are the first day after, as the standard says, not the last day.
        #[arg(long)]
        ends_day_after: bool,
    },
    /// A table with the columns learner, competency, points, `points_possible` or level, `worked_at`.
    Evidence {
        #[command(flatten)]
        files: Files,
        #[command(flatten)]
        make: Make,
    },
    /// Answers to items, by tab or comma.
    Responses {
        #[command(flatten)]
        files: Files,
        #[command(flatten)]
        make: Make,
        /// Which competencies each item shows: a table with the columns item, competency.
        #[arg(long, value_name = "FILE")]
        items: Option<PathBuf>,
        /// The column with the learner (`user_id`).
        #[arg(long, value_name = "COLUMN")]
        learner_column: Option<String>,
        /// The column with the item (`item_id`).
        #[arg(long, value_name = "COLUMN")]
        item_column: Option<String>,
        /// The column with 1 or 0 (`correct`).
        #[arg(long, value_name = "COLUMN")]
        correct_column: Option<String>,
        /// The column with the time (`timestamp`); empty for a file without times.
        #[arg(long, value_name = "COLUMN")]
        time_column: Option<String>,
    },
    /// Pairs of codes: a table with the columns before, after.
    Prerequisites {
        #[command(flatten)]
        files: Files,
        /// The framework, by its title, GUID or id.
        #[arg(long, value_name = "NAME")]
        framework: String,
    },
    /// A calibrated bank, as `onramp measure calibrate` writes or prints it: what the mastery rule `irt_cut`
    /// judges by from now on.
    ItemParameters {
        #[command(flatten)]
        files: Files,
    },
    /// A model of the next answer, as `onramp measure trace --for-judging` writes it: what the mastery rule `traced`
    /// judges by from now on.
    Tracing {
        #[command(flatten)]
        files: Files,
        /// Where codes are looked up first; by title, GUID or id.
        #[arg(long, value_name = "NAME")]
        framework: Option<String>,
    },
    /// Items and tests: a QTI package of version 3.0, 2.2 or 2.1 (zip), or one file of QTI.
    Items {
        #[command(flatten)]
        files: Files,
    },
    /// Lessons, links, files and quizzes: a Common Cartridge of version 1.1 to 1.3.
    Cartridge {
        #[command(flatten)]
        files: Files,
    },
    /// Minutes and results that another system reports; which column is which is said once on the page
    /// /resources/import, or by the API.
    Minutes {
        #[command(flatten)]
        files: Files,
    },
}

/// Options of every import.
#[derive(Debug, Args)]
pub struct Files {
    /// The files; several are brought in one after another, those of a roster together.
    #[arg(required = true, value_name = "FILE")]
    paths: Vec<PathBuf>,
    /// The system that sends these files; ids are made from it, so keep it the same. By default that of the
    /// latest import of this kind, on a page or by a command, else "sis".
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Only look: what is wrong, and what would change.
    #[arg(long)]
    dry_run: bool,
}

/// What may be made.
#[derive(Debug, Args)]
pub struct Make {
    /// Make unknown learners, and unknown competencies in the framework that is named.
    #[arg(long)]
    create: bool,
    /// Where codes are looked up first and competencies are made; by title, GUID or id.
    #[arg(long, value_name = "NAME")]
    framework: Option<String>,
}

/// Does it.
pub async fn run(what: What, common: &Common) -> Result<(), CommandError> {
    let app = common.open().await?;
    let district = common.district(&app).await?;
    let actor = operator(&app, district.id).await?;
    let (kind, files, options, map) = sorted(what);
    let (mut broken, mut left_out) = (0, 0);
    let source = match &files.source {
        Some(source) => source.clone(),
        None if kind == ImportKind::Items => USUAL_SOURCE.to_owned(),
        None if kind == ImportKind::Cartridge => import_cartridge::USUAL_SOURCE.to_owned(),
        None => usual_source(&app, &actor, kind).await?,
    };
    for request in requests(kind, &source, &files.paths, &options, map.as_deref())? {
        let name = request.file_name();
        let watch = chance::Stopwatch::start();
        let progress = bar("rows");
        let show = |done, of| {
            progress.set_length(of);
            progress.set_position(done);
        };
        let done = if files.dry_run {
            check_import(&app, &actor, request).await?
        } else {
            import_files(&app, &actor, request, &show).await?
        };
        progress.finish_and_clear();
        broken += usize::from(done.state == ImportState::Refused);
        left_out += done.report.errors;
        if common.json {
            say!("{:#}", as_json(&done, watch.seconds()));
        } else {
            print(&name, &done, watch.seconds());
        }
    }
    if broken > 0 {
        return Err(CommandError::Other("a file is broken: nothing of it was taken in".to_owned()));
    }
    if left_out > 0 {
        return Err(CommandError::LeftOut(rows_or_parts(left_out)));
    }
    Ok(())
}

fn rows_or_parts(count: u64) -> String {
    if count == 1 { "one row or part was".to_owned() } else { format!("{count} rows or parts were") }
}

fn sorted(what: What) -> (ImportKind, Files, ImportOptions, Option<PathBuf>) {
    let none = ImportOptions::default;
    match what {
        What::Framework { files, title, version_text, format } => {
            let options = ImportOptions { title, version: version_text, format, ..none() };
            (ImportKind::Framework, files, options, None)
        }
        What::Roster { files, ends_day_after } => {
            (ImportKind::Roster, files, ImportOptions { ends_day_after, ..none() }, None)
        }
        What::Evidence { files, make: Make { create, framework } } => {
            (ImportKind::Evidence, files, ImportOptions { create, framework, ..none() }, None)
        }
        What::Responses {
            files,
            make: Make { create, framework },
            items,
            learner_column,
            item_column,
            correct_column,
            time_column,
        } => {
            let columns = Columns {
                learner: learner_column,
                item: item_column,
                correct: correct_column,
                time: time_column,
            };
            (ImportKind::Responses, files, ImportOptions { create, framework, columns, ..none() }, items)
        }
        What::Prerequisites { files, framework } => {
            let options = ImportOptions { framework: Some(framework), ..none() };
            (ImportKind::Prerequisites, files, options, None)
        }
        What::Items { files } => (ImportKind::Items, files, none(), None),
        What::Cartridge { files } => (ImportKind::Cartridge, files, none(), None),
        What::Minutes { files } => (ImportKind::Minutes, files, none(), None),
        What::ItemParameters { files } => (ImportKind::ItemParameters, files, none(), None),
        What::Tracing { files, framework } => {
            (ImportKind::Tracing, files, ImportOptions { framework, ..none() }, None)
        }
    }
}

/// Problems that are printed; the page and `--json` have more.
const PRINTED: usize = 20;

fn print(name: &str, done: &ShownImport, seconds: f64) {
    let report = &done.report;
    let outcome = match done.state {
        _ if done.repeated => "was brought in before, nothing was written; its report:",
        ImportState::Checked => "was looked at, nothing was written; it would change:",
        ImportState::Applied => "came in.",
        ImportState::Applying => "is being brought in.",
        ImportState::Refused => "is broken, nothing was written.",
    };
    say!("{name} {outcome}");
    for line in &report.differences {
        let (added, changed) = (grouped(line.added), grouped(line.changed));
        let (unchanged, ended) = (grouped(line.unchanged), grouped(line.ended));
        say!("  {:<14} {added} new, {changed} changed, {unchanged} as before, {ended} ended", line.kind);
    }
    for remark in &report.remarks {
        say!("  {remark}");
    }
    if let Some(version) = &report.version {
        say!("  Against {}:", version.old_title);
        for (what, count) in version.counts() {
            say!("    {what:<20} {}", grouped(count));
        }
    }
    for problem in report.problems.iter().take(PRINTED) {
        let line = problem.line.map(|line| format!(" line {line}")).unwrap_or_default();
        let field = problem.field.as_ref().map(|field| format!(", {field}")).unwrap_or_default();
        let value = problem.value.as_ref().map(|value| format!(" \"{value}\"")).unwrap_or_default();
        say!("  {}{line}{field}{value}: {}. {}", problem.file, problem.what, problem.advice);
    }
    let all = report.errors + report.warnings;
    if all > PRINTED as u64 {
        say!("  ... and {} more; --json has the first thousand.", grouped(all - PRINTED as u64));
    }
    say!("  {} errors, {} warnings, {seconds:.1} s", grouped(report.errors), grouped(report.warnings));
}

fn as_json(done: &ShownImport, seconds: f64) -> serde_json::Value {
    json!({
        "import": done.id.to_string(),
        "file": done.file_name,
        "state": done.state,
        "repeated": done.repeated,
        "report": done.report,
        "seconds": seconds,
    })
}
