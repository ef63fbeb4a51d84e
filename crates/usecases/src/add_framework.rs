//! A framework made here from pasted lines, so that a teacher can begin without any file.

use std::fmt::Write as _;

use domain::{FrameworkId, text};
use exchange::imports::framework_csv::{self, FrameworkTable};

use crate::{Actor, App, Refusal, access, access::Standing, chance, import_framework};

/// Competencies that one paste may hold.
const MOST_LINES: usize = 2_000;

/// Makes a framework from a title and lines, one competency each: `M.1 I can count to 100`, or only
/// the sentence. The same title again adds what has new codes. Refused for who teaches nowhere and runs nothing.
pub async fn add_framework(
    app: &App,
    actor: &Actor,
    title: &str,
    pasted: &str,
) -> Result<FrameworkId, Refusal> {
    access::may_write(actor)?;
    let title = text::required(title, 300).map_err(Refusal::text("title"))?;
    let table = table(pasted)?;
    let about = import_framework::about(&title, None);
    let parsed = framework_csv::read(actor.district, &about, "pasted lines", table.as_bytes());
    if let Some(problem) = parsed.problems.first() {
        return Err(Refusal::invalid(
            "competencies",
            format!("line {}: {}", problem.line.unwrap_or(2) - 1, problem.what),
        ));
    }
    let made = parsed.batch.ok_or_else(|| Refusal::invalid("competencies", "hold nothing"))?;
    let (today, id) = (chance::today(), made.framework.id);
    app.db
        .write((actor.clone(), made), move |tx, (actor, made)| {
            Box::pin(async move {
                let standing = Standing::load(tx, actor, today).await?;
                let teaches = standing.roles.iter().any(|role| {
                    use domain::people::RoleKind::{Administrator, Educator, ProgramLead};
                    matches!(role.kind, Administrator | Educator | ProgramLead) && role.dates.contains(today)
                });
                if !teaches {
                    return Err(Refusal::Denied(
                        "Only teachers, program leads and administrators can do this.",
                    ));
                }
                put(tx, actor, made).await
            })
        })
        .await?;
    Ok(id)
}

async fn put(tx: &mut store::Tx, actor: &Actor, made: &FrameworkTable) -> Result<(), Refusal> {
    let district = actor.district;
    if store::framework::find(tx, district, made.framework.id).await?.is_none() {
        store::framework::put(tx, district, &made.framework).await?;
    }
    let there = store::competency::of_framework(tx, district, made.framework.id).await?;
    let after = there.iter().map(|one| one.position).max().unwrap_or(-1) + 1;
    let mut new = made.competencies.clone();
    new.retain(|one| there.iter().all(|old| old.id != one.id));
    for one in &mut new {
        one.position += after;
    }
    store::competency::put(tx, district, &new).await?;
    Ok(())
}

/// The lines as a table with codes: the first word when it holds a digit, else a number.
fn table(pasted: &str) -> Result<String, Refusal> {
    let lines: Vec<&str> = pasted.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.is_empty() {
        return Err(Refusal::invalid("competencies", "are missing: write one on each line"));
    }
    if lines.len() > MOST_LINES {
        let why = format!("are too many: {MOST_LINES} lines are the most; import a file instead");
        return Err(Refusal::invalid("competencies", why));
    }
    let mut table = "code,statement\n".to_owned();
    for (number, line) in (1..).zip(lines) {
        let coded = line.split_once(char::is_whitespace).filter(|(code, _)| {
            code.chars().count() <= 30 && code.chars().any(|letter| letter.is_ascii_digit())
        });
        let (code, statement) = match coded {
            Some((code, statement)) => (code.trim_end_matches([':', ')', '.']).to_owned(), statement.trim()),
            None => (number.to_string(), line),
        };
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        // Writing to a text cannot fail.
        let _ = writeln!(table, "{},{}", quoted(&code), quoted(statement));
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_codes_or_get_numbers() {
        let table = table("M.1: Count, to 100\n\nSay \"please\"\n").expect("a table");
        assert_eq!(table, "code,statement\n\"M.1\",\"Count, to 100\"\n\"2\",\"Say \"\"please\"\"\"\n");
        assert!(super::table(" \n").is_err());
    }
}
