//! `onramp ledger verify` and `onramp ledger anchor`.

use std::path::{Path, PathBuf};

use serde_json::json;
use usecases::{
    anchor_ledger::anchor_ledger,
    verify_ledger::{AnchorVerdict, Finding, Verified, verify_ledger},
};

use super::{
    CommandError, Common,
    output::say,
    progress::{bar, show},
};
use crate::figures::grouped;

/// What to do with the ledger.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Walk every chain and name whatever was changed, taken away or moved.
    Verify {
        /// An anchor file that was kept elsewhere: proves everything that it covers.
        #[arg(long, value_name = "FILE")]
        anchor: Option<PathBuf>,
    },
    /// Sign what every chain ends in now. Keep the file away from this machine.
    Anchor {
        /// Where to write the file; stdout without it.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

/// Does it.
pub async fn run(action: Action, common: &Common) -> Result<(), CommandError> {
    match action {
        Action::Verify { anchor } => verify(common, anchor.as_deref()).await,
        Action::Anchor { out } => make_anchor(common, out.as_deref()).await,
    }
}

async fn verify(common: &Common, anchor: Option<&Path>) -> Result<(), CommandError> {
    let text = anchor
        .map(|path| {
            std::fs::read_to_string(path)
                .map_err(|error| CommandError::File { path: path.display().to_string(), error })
        })
        .transpose()?;
    let app = common.open().await?;
    let district = common.district(&app).await?;
    let progress = bar("entries");
    let found =
        verify_ledger(&app, district.id, text.as_deref(), |done, of| show(&progress, done, of)).await?;
    progress.finish_and_clear();
    if common.json {
        say!("{:#}", as_json(&found));
    } else {
        print(&found);
    }
    if found.is_whole() {
        return Ok(());
    }
    Err(CommandError::Other(
        "the ledger is not what was recorded: keep this machine as it is and compare with a backup"
            .to_owned(),
    ))
}

fn print(found: &Verified) {
    for finding in &found.findings {
        say!("{}", sentence(found, finding));
    }
    if found.more > 0 {
        say!("... and {} more.", grouped(found.more));
    }
    let whole = if found.findings.is_empty() { "The ledger is whole" } else { "The ledger was walked" };
    let erased =
        if found.erased > 0 { format!(", {} of them erased", grouped(found.erased)) } else { String::new() };
    say!(
        "{whole}: {} entries{erased} in {} chains, in {:.1} s.",
        grouped(found.entries),
        grouped(found.chains),
        found.seconds
    );
    match &found.anchor {
        Some(anchor) => print_anchor(anchor),
        None => say!(
            "Without an anchor this shows that entries, seals and heads fit each other. It cannot show that \
             nobody rewrote a chain together with its seals: keep anchors elsewhere, and verify with --anchor."
        ),
    }
}

fn print_anchor(anchor: &AnchorVerdict) {
    let since = match anchor.unproven {
        0 => "Nothing was recorded since.".to_owned(),
        entries => format!("It says nothing about the {} recorded since.", grouped(entries)),
    };
    say!(
        "The anchor of {} covers {} entries in {} chains. {since}",
        anchor.made_at,
        grouped(anchor.entries),
        grouped(anchor.chains)
    );
    if !anchor.same_key {
        say!("The anchor was signed with another key than the district's: the key or the file was replaced.");
    }
}

fn sentence(found: &Verified, finding: &Finding) -> String {
    let name = found.names.get(&finding.learner).map_or("an unknown person", String::as_str);
    format!("{name} ({}): entry {} {}.", finding.learner, finding.sequence.0, finding.wrong)
}

fn as_json(found: &Verified) -> serde_json::Value {
    let finding = |one: &Finding| {
        json!({
            "learner": one.learner.to_string(),
            "sequence": one.sequence.0,
            "wrong": one.wrong.to_string(),
        })
    };
    json!({
        "whole": found.is_whole(),
        "chains": found.chains,
        "entries": found.entries,
        "erased": found.erased,
        "findings": found.findings.iter().map(finding).collect::<Vec<_>>(),
        "more_findings": found.more,
        "anchor": found.anchor.as_ref().map(|anchor| json!({
            "made_at": anchor.made_at.to_string(),
            "entries": anchor.entries,
            "chains": anchor.chains,
            "same_key": anchor.same_key,
            "unproven_entries": anchor.unproven,
        })),
        "seconds": found.seconds,
    })
}

async fn make_anchor(common: &Common, out: Option<&Path>) -> Result<(), CommandError> {
    let app = common.open().await?;
    let district = common.district(&app).await?;
    let anchor = anchor_ledger(&app, district.id).await?;
    let Some(path) = out else {
        super::output::text(&anchor.file);
        return Ok(());
    };
    std::fs::write(path, &anchor.file)
        .map_err(|error| CommandError::File { path: path.display().to_string(), error })?;
    if common.json {
        say!(
            "{:#}",
            json!({
                "file": path.display().to_string(),
                "made_at": anchor.made_at.to_string(),
                "chains": anchor.chains,
                "entries": anchor.entries,
            })
        );
    } else {
        say!(
            "{} covers {} entries in {} chains. Keep it away from this machine.",
            path.display(),
            grouped(anchor.entries),
            grouped(anchor.chains)
        );
    }
    Ok(())
}
