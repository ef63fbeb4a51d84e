//! `onramp framework list|compare|adopt`: what a newer version changes, and taking it over.

use exchange::versions::Sure;
use serde_json::json;
use usecases::{
    Actor, App,
    adopt_version::{Adoption, adopt_version},
    browse_framework::list_frameworks,
    compare_versions::{Versions, compare_versions, named, why_text},
    export_framework::framework_called,
    operator::operator,
};

use super::{CommandError, Common, output::say, progress::bar};
use crate::figures::grouped;

/// What to do with two versions.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// List frameworks with their versions and ids.
    List,
    /// Show what a version changes against an older one, and the crosswalk that follows.
    Compare(Pair),
    /// Adopt a version: evidence of the older one counts for it along the crosswalk.
    Adopt {
        #[command(flatten)]
        pair: Pair,
        /// Move the targets of sections along.
        #[arg(long)]
        move_targets: bool,
    },
}

/// Two versions.
#[derive(Debug, clap::Args)]
pub struct Pair {
    /// The newer version, by its id, GUID, title, or "title (version)".
    #[arg(value_name = "NAME")]
    name: String,
    /// The older version; by default the latest other one of the same GUID.
    #[arg(long, value_name = "NAME")]
    from: Option<String>,
}

/// Does it.
pub async fn run(action: Action, common: &Common) -> Result<(), CommandError> {
    let app = common.open().await?;
    let district = common.district(&app).await?;
    let actor = operator(&app, district.id).await?;
    match action {
        Action::List => {
            let all = list_frameworks(&app, &actor).await?;
            let rows: Vec<_> = all
                .iter()
                .map(|one| {
                    json!({
                        "id": one.framework.id.to_string(),
                        "title": one.framework.title,
                        "version": one.framework.version,
                        "competencies": one.competencies,
                    })
                })
                .collect();
            if common.json {
                say!("{:#}", serde_json::Value::from(rows));
            } else {
                for one in &all {
                    say!(
                        "{}  {}, {} competencies",
                        one.framework.id,
                        named(&one.framework),
                        grouped(one.competencies)
                    );
                }
            }
        }
        Action::Compare(pair) => {
            let found = compared(&app, &actor, &pair).await?;
            if common.json { say!("{:#}", as_json(&found)) } else { print(&found) }
        }
        Action::Adopt { pair, move_targets } => {
            let found = compared(&app, &actor, &pair).await?;
            let asked = Adoption { old: found.old.id, new: found.new.id, move_targets, give_up: Vec::new() };
            let progress = bar("learners");
            let show = |done, of| {
                progress.set_length(of);
                progress.set_position(done);
            };
            let done = adopt_version(&app, &actor, asked, &show).await?;
            progress.finish_and_clear();
            if common.json {
                let said = json!({
                    "links": done.links,
                    "links_new": done.links_new,
                    "links_ended": done.links_ended,
                    "prerequisites": done.prerequisites,
                    "edits": done.edits,
                    "sections": done.sections,
                    "learners": done.learners,
                    "judgements": done.judgements,
                });
                say!("{said:#}");
            } else {
                say!("{} is adopted: {} links stand.", named(&found.new), grouped(done.links));
                say!(
                    "  {} learners judged, {} judgements; {} edits and {} prerequisites came along; targets of {} sections moved.",
                    grouped(done.learners),
                    grouped(done.judgements),
                    grouped(done.edits),
                    grouped(done.prerequisites),
                    grouped(done.sections)
                );
            }
        }
    }
    Ok(())
}

async fn compared(app: &App, actor: &Actor, pair: &Pair) -> Result<Versions, CommandError> {
    let new = framework_called(app, actor, &pair.name).await?;
    let old = match &pair.from {
        Some(from) => Some(framework_called(app, actor, from).await?),
        None => None,
    };
    Ok(compare_versions(app, actor, new, old).await?)
}

/// Links that are printed; `--json` has all.
const PRINTED: usize = 40;

fn print(found: &Versions) {
    let difference = &found.difference;
    say!("{} against {}:", named(&found.new), named(&found.old));
    say!(
        "  {} added, {} changed, {} moved, {} retired, {} split, {} merged; {} edits made here",
        grouped(difference.added.len()),
        grouped(difference.changed.len()),
        grouped(difference.moved.len()),
        grouped(difference.retired.len()),
        grouped(difference.split.len()),
        grouped(difference.merged.len()),
        grouped(difference.edits.len())
    );
    let label =
        |id| found.competencies.get(&id).map_or_else(String::new, domain::framework::Competency::label);
    for one in found.links.iter().take(PRINTED) {
        let taken = if one.taken { one.link.relation.word() } else { "not taken" };
        let (old, new) = (label(one.link.old), label(one.link.new));
        say!("  {old} -> {new}: {taken}; {} ({})", why_text(one.link.why), sure(one.link.sure));
    }
    if found.links.len() > PRINTED {
        say!("  ... and {} more links; --json has all.", grouped(found.links.len() - PRINTED));
    }
}

fn sure(sure: Sure) -> &'static str {
    match sure {
        Sure::Certain => "certain",
        Sure::Likely => "likely",
        Sure::Guess => "a guess",
    }
}

fn as_json(found: &Versions) -> serde_json::Value {
    let links: Vec<_> = found
        .links
        .iter()
        .map(|one| {
            json!({
                "old": one.link.old.to_string(),
                "new": one.link.new.to_string(),
                "relation": one.link.relation.word(),
                "why": why_text(one.link.why),
                "sure": sure(one.link.sure),
                "taken": one.taken,
                "by_hand": one.by_hand,
            })
        })
        .collect();
    let difference = &found.difference;
    json!({
        "old": found.old.id.to_string(),
        "new": found.new.id.to_string(),
        "added": difference.added.len(),
        "changed": difference.changed.len(),
        "moved": difference.moved.len(),
        "retired": difference.retired.len(),
        "split": difference.split.len(),
        "merged": difference.merged.len(),
        "edits": difference.edits.len(),
        "adopted": found.adopted_at.is_some(),
        "links": links,
    })
}
