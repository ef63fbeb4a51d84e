//! Targets in a teacher's own words: lines become competencies of the class's own framework and its targets
//! at once, so that a class begins without any file.

use domain::SectionId;

use crate::{
    Actor, App, Change, Refusal, access,
    access::Action,
    add_framework, chance,
    choose_targets::{self, MOST_TARGETS},
    import_framework,
};

/// Makes each line a target of the section; how many lines there were. Whoever may change the section's
/// targets may. What was written for it before is found again by its words.
pub async fn write_targets(
    app: &App,
    actor: &Actor,
    section: SectionId,
    pasted: &str,
) -> Result<usize, Refusal> {
    access::may_write(actor)?;
    let lines = add_framework::read(pasted)?;
    if lines.len() > MOST_TARGETS {
        let why = format!("are too many: {MOST_TARGETS} targets are the most");
        return Err(Refusal::invalid("competencies", why));
    }
    let today = chance::today(actor.district);
    let count = app
        .db
        .write((actor.clone(), section, lines), move |tx, (actor, section, lines)| {
            Box::pin(async move {
                let (section, _) = access::section(tx, actor, *section, Action::Manage, today).await?;
                let about = import_framework::about_section(&section);
                let put = add_framework::put(tx, actor.district, &about, lines).await?;
                let written = &put.competencies;
                choose_targets::change(tx, actor.district, section.id, written, &[]).await?;
                Ok::<_, Refusal>(written.len())
            })
        })
        .await?;
    app.tell(Change::of_drafts(actor.district, Vec::new(), section));
    Ok(count)
}
