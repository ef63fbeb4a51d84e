//! A framework made here from pasted lines, so that a teacher can begin without any file.

mod lines;

use domain::{FrameworkId, people::RoleKind, text};

use crate::{Actor, App, Refusal, access, access::Standing, chance, import_framework};

pub(crate) use lines::{put, read};

/// Competencies that one paste may hold.
pub const MOST_LINES: usize = 2_000;

/// Makes a framework from a title and lines, one competency each: `M.1 I can count to 100`, or only
/// the sentence. The same title again adds what is new. Refused for who teaches nowhere and runs nothing.
pub async fn add_framework(
    app: &App,
    actor: &Actor,
    title: &str,
    pasted: &str,
) -> Result<FrameworkId, Refusal> {
    access::may_write(actor)?;
    let title = text::required(title, 300).map_err(Refusal::text("title"))?;
    let about = import_framework::about(&title, None);
    let written = read(pasted)?;
    let today = chance::today(actor.district);
    app.db
        .write((actor.clone(), about, written), move |tx, (actor, about, written)| {
            Box::pin(async move {
                if !may_add(&Standing::load(tx, actor, today).await?, today) {
                    return Err(Refusal::Denied(
                        "Only teachers, program leads and administrators can do this.",
                    ));
                }
                Ok(put(tx, actor.district, about, written).await?.framework)
            })
        })
        .await
}

/// Whether somebody may make a framework of their own: whoever teaches, leads a program or administers.
fn may_add(standing: &Standing, today: domain::Date) -> bool {
    standing.roles.iter().any(|role| makes_frameworks(role.kind) && role.dates.contains(today))
}

/// Whether people of this role may make frameworks of their own.
pub fn makes_frameworks(role: RoleKind) -> bool {
    matches!(role, RoleKind::Administrator | RoleKind::Educator | RoleKind::ProgramLead)
}
