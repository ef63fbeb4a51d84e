//! A framework goes out as a CASE 1.1 package that gives the same framework when it comes in again.

use domain::{FrameworkId, framework::Framework};
use exchange::exports::case::{self, Filling, Outgoing};

use crate::{Actor, App, Refusal, chance, framework_whole::Whole};

/// The address below which things without one of their own are named.
const ADDRESS: &str = "https://onramp.invalid/ims/case/v1p1";

/// A package and what to call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedCase {
    /// The framework.
    pub framework: Framework,
    /// How many competencies it has, retired ones too.
    pub competencies: usize,
    /// A name for its file.
    pub file_name: String,
    /// The package.
    pub bytes: Vec<u8>,
}

/// Writes a framework, edits made here included. Frameworks are no one's record: everybody signed in may.
pub async fn export_case(app: &App, actor: &Actor, framework: FrameworkId) -> Result<ExportedCase, Refusal> {
    let now = chance::now();
    let whole = app
        .db
        .read((actor.district, framework), |tx, (district, framework)| {
            Box::pin(async move {
                let found = Whole::find(tx, *district, *framework).await?;
                found.ok_or(Refusal::NotFound("this framework"))
            })
        })
        .await?;
    let outgoing = Outgoing {
        district: actor.district,
        framework: &whole.framework,
        competencies: &whole.competencies,
        associations: &whole.associations,
    };
    let bytes = case::write(&outgoing, &Filling { address: ADDRESS, changed_at: now });
    Ok(ExportedCase {
        file_name: file_name(&whole.framework),
        competencies: whole.competencies.len(),
        framework: whole.framework,
        bytes,
    })
}

/// Letters and digits of title and version, such as `mathematics-2026.case.json`.
fn file_name(framework: &Framework) -> String {
    let text = format!("{} {}", framework.title, framework.version.as_deref().unwrap_or_default());
    let mut name = String::new();
    for character in domain::text::search_key(&text).chars().take(80) {
        if character.is_ascii_alphanumeric() {
            name.push(character);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    format!("{}.case.json", if name.is_empty() { "framework" } else { name })
}
