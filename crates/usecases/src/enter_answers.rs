//! What a learner marked and wrote on paper is entered by a person, typed or confirmed after a scan; then the sitting
//! ends as one on a screen: scored, noted who entered it, and in the ledger.

use domain::{
    CompetencyId, Date, LearnerId, SittingId, Timestamp,
    item::Value,
    sitting::{Medium, ResponseState},
};
use store::{Tx, response::Response, sitting::Sitting};

use crate::{
    Actor, App, Change, Refusal, access, chance,
    paper_form::{self, ItemRows, LoadedForm, RowAnswer, SheetRow},
    read_sheets::entered,
    response_text::Values,
    sitting_end::{self, Ending},
    start_sitting::capitalized,
};

/// One sheet, as a person says that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub sitting: SittingId,
    /// Each row, in the order of the form.
    pub rows: Vec<RowSaid>,
    /// From where.
    pub from: EnteredFrom,
    /// Rows, from 0, that a reading was in doubt of and the person decided, each with the doubt: `faint`.
    pub decided: Vec<(usize, String)>,
    /// The day it was worked on; `None` for now.
    pub worked_on: Option<Date>,
}

/// One row, as a person says that it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowSaid {
    /// The letters of filled bubbles, such as `a` or `A C`, or what was written; empty for nothing.
    pub text: String,
    /// Whether a person scores it from the paper.
    pub from_paper: bool,
}

/// From where answers come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnteredFrom {
    /// Somebody looked at the sheet and typed.
    Keyboard,
    /// A photograph or scan was read, and somebody confirmed it.
    Scan,
}

/// What stands in one row.
#[derive(Debug, Clone, PartialEq, Eq)]
enum RowEntry {
    /// Nothing.
    Nothing,
    /// Marked bubbles, from 0.
    Marks(Vec<usize>),
    /// What was written, typed in.
    Typed(String),
    /// Something that a person scores from the paper.
    FromPaper,
}

/// What was entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Whose, family name first.
    pub list_name: String,
    /// Whether something is left for a person to score.
    pub waits: bool,
}

impl RowEntry {
    fn of(row: &SheetRow, said: &RowSaid) -> Result<Self, Refusal> {
        match row.answer {
            RowAnswer::Hand { .. } if said.from_paper => Ok(Self::FromPaper),
            _ => Self::typed(row, &said.text),
        }
    }

    /// The row as people type it: letters such as `A` or `ac`, or what was written.
    fn typed(row: &SheetRow, text: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        let RowAnswer::Marks { letters, several } = &row.answer else {
            return Ok(if text.is_empty() { Self::Nothing } else { Self::Typed(text.to_owned()) });
        };
        let bad = |why: String| Refusal::invalid("row", format!("{} {why}", row.label));
        let mut marked = Vec::new();
        for typed in text.chars().filter(|one| !one.is_whitespace() && !",;".contains(*one)) {
            let letter = typed.to_ascii_uppercase().to_string();
            let at = letters.iter().position(|known| *known == letter);
            let at = at.ok_or_else(|| {
                bad(format!(
                    "has no {typed}: it has {}",
                    letters
                        .first()
                        .zip(letters.last())
                        .map_or(String::new(), |(first, last)| format!("{first} to {last}"),)
                ))
            })?;
            if !marked.contains(&at) {
                marked.push(at);
            }
        }
        if marked.len() > 1 && !several {
            return Err(bad(format!("takes one letter, not {}: decide which one counts", marked.len())));
        }
        marked.sort_unstable();
        Ok(if marked.is_empty() { Self::Nothing } else { Self::Marks(marked) })
    }
}

/// Enters one sheet.
pub async fn enter_answers(app: &App, actor: &Actor, entry: Entry) -> Result<Done, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let sitting = entry.sitting;
    let written = app
        .db
        .read((actor.clone(), entry), |tx, (actor, entry)| {
            Box::pin(async move { decide(tx, actor, sitting, entry, now).await })
        })
        .await?;
    let (assignment, done) = (written.sitting.assignment, written.done.clone());
    let judged = app
        .db
        .write((actor.clone(), written), move |tx, (actor, written)| {
            Box::pin(async move { written.write(tx, actor, now).await })
        })
        .await?;
    if !judged.is_empty() {
        app.tell(Change::of_judgements(actor.district, judged));
    }
    app.tell(Change::of_assignment(actor.district, assignment));
    Ok(done)
}

/// What is written of one sheet.
#[derive(Clone)]
struct Written {
    sitting: Sitting,
    plan: std::sync::Arc<assessment::plan::Plan>,
    responses: Vec<Response>,
    ending: Ending,
    noted: String,
    seen_turn: i64,
    done: Done,
}

async fn decide(
    tx: &mut Tx,
    actor: &Actor,
    sitting: SittingId,
    entry: &Entry,
    now: Timestamp,
) -> Result<Written, Refusal> {
    const NONE: Refusal = Refusal::NotFound("this sheet");
    let district = actor.district;
    let found = store::sitting::find(tx, district, sitting).await?.ok_or(NONE)?;
    match paper_form::judged(tx, actor, found.assignment, now).await {
        Err(Refusal::NotFound(_)) => return Err(NONE),
        other => other?,
    };
    if found.medium != Medium::Paper {
        return Err(NONE);
    }
    let LoadedForm { form, mut loaded, items } = LoadedForm::load(tx, district, found).await?;
    if loaded.sitting.state.has_ended() {
        return Err(Refusal::Conflict(capitalized(&entered(&form))));
    }
    if entry.rows.len() != form.rows.len() {
        let why =
            format!("are {}, and this sheet has {}: load the page again", entry.rows.len(), form.rows.len());
        return Err(Refusal::invalid("rows", why));
    }
    let entries = form.rows.iter().zip(&entry.rows).map(|(row, said)| RowEntry::of(row, said));
    let entries = entries.collect::<Result<Vec<_>, _>>()?;
    let worked_at = worked_at(actor, &loaded.sitting, entry.worked_on, now)?;
    let mut responses = Vec::with_capacity(items.len());
    for item in items {
        responses.push(answered(item, &form.rows, &entries, worked_at)?);
    }
    let seen_turn = loaded.sitting.turn;
    loaded.sitting.ended_at = Some(worked_at);
    let ending = sitting_end::decide(tx, district, &mut loaded, &mut responses, "submitted", now).await?;
    let answered = responses.iter().filter(|one| one.answered_at.is_some()).count();
    loaded.sitting.answered = i64::try_from(answered).unwrap_or(i64::MAX);
    loaded.sitting.touched_at = now;
    loaded.sitting.turn += 1;
    let waits = responses.iter().any(sitting_end::needs_a_person);
    Ok(Written {
        noted: noted(entry, &form.rows),
        done: Done { list_name: form.list_name, waits },
        plan: loaded.plan,
        sitting: loaded.sitting,
        responses,
        ending,
        seen_turn,
    })
}

/// When it was worked on: noon of the day that is given, within the time since it was printed.
fn worked_at(
    actor: &Actor,
    sitting: &Sitting,
    day: Option<Date>,
    now: Timestamp,
) -> Result<Timestamp, Refusal> {
    let Some(day) = day else { return Ok(now) };
    let printed = chance::date_of(actor.district, sitting.started_at);
    let today = chance::date_of(actor.district, now);
    if day < printed || day > today {
        let why =
            format!("is {day}, and the sheet was printed on {printed}: give a day from then until today");
        return Err(Refusal::invalid("worked_on", why));
    }
    if day == today {
        return Ok(now);
    }
    Ok(chance::noon_of(actor.district, day).max(sitting.started_at).min(now))
}

/// The response of one item, answered as its rows say; as it was where nothing stands in them.
fn answered(
    one: ItemRows,
    rows: &[SheetRow],
    entries: &[RowEntry],
    at: Timestamp,
) -> Result<Response, Refusal> {
    let ItemRows { mut item, first, marks, hand } = one;
    let mut marked = Vec::new();
    let (mut typed, mut from_paper) = (Vec::new(), false);
    for place in 0..marks.len() + hand.len() {
        let label = &rows[first + place].label;
        let not_so = |why: &str| Refusal::invalid("row", format!("{label} {why}"));
        match (&entries[first + place], marks.get(place)) {
            (RowEntry::Nothing, _) => {}
            (RowEntry::Marks(bubbles), Some(_)) => {
                marked.extend(bubbles.iter().map(|bubble| (place, *bubble)));
            }
            (RowEntry::Typed(text), None) => {
                let row = &hand[place - marks.len()];
                if !row.typed {
                    return Err(not_so("is nothing that can be typed: score it from the paper"));
                }
                typed.push((row.response.clone(), text.clone()));
            }
            (RowEntry::FromPaper, None) => from_paper = true,
            (_, Some(_)) => return Err(not_so("has bubbles: say which are filled")),
            (RowEntry::Marks(_), None) => return Err(not_so("has no bubbles: it is answered by hand")),
        }
    }
    let mut values: Values = presentation::read_marks(&marks, &marked).map_err(|problems| {
        let why: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let label = rows.get(first).map(|row| row.label.clone()).unwrap_or_default();
        Refusal::invalid("row", format!("{label} cannot be taken: {}", why.join("; ")))
    })?;
    if !typed.is_empty() {
        values.extend(item.read_typed(&typed)?);
    }
    if from_paper {
        item.leave_to_a_person(&values, at);
    } else if values.values().any(|value| *value != Value::Null) {
        item.check(&values, false)?;
        item.answer(&values, at)?;
    } else {
        item.response.state = ResponseState::Skipped;
    }
    Ok(item.response)
}

/// What is noted of who entered it.
fn noted(entry: &Entry, rows: &[SheetRow]) -> String {
    let from = match entry.from {
        EnteredFrom::Keyboard => "by keyboard",
        EnteredFrom::Scan => "from a scan",
    };
    if entry.decided.is_empty() {
        return from.to_owned();
    }
    let decided = entry.decided.iter().filter_map(|(at, doubt)| {
        let doubt: String = doubt.chars().take(40).collect();
        Some(format!("{} ({doubt})", rows.get(*at)?.label))
    });
    format!("{from}; decided by hand: {}", decided.collect::<Vec<_>>().join(", "))
}

impl Written {
    async fn write(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Vec<(LearnerId, CompetencyId)>, Refusal> {
        let (district, sitting) = (actor.district, &self.sitting);
        store::learner::lock(tx, district, sitting.learner, now).await?;
        let stands = store::sitting::find(tx, district, sitting.id).await?;
        if !stands.is_some_and(|one| one.turn == self.seen_turn && !one.state.has_ended()) {
            return Err(Refusal::Conflict(
                "Somebody entered this sheet or took it back just now: load the page again.".to_owned(),
            ));
        }
        store::response::put(tx, district, &self.responses).await?;
        store::sitting::update(tx, district, sitting).await?;
        paper_form::note(tx, actor, sitting, "entered from paper", &self.noted, now).await?;
        self.ending.append(tx, district, sitting, &self.plan, now).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(several: bool) -> SheetRow {
        let letters = ["A", "B", "C", "D"].map(str::to_owned).to_vec();
        SheetRow { label: "7".to_owned(), place: 6, answer: RowAnswer::Marks { letters, several } }
    }

    #[test]
    fn letters_are_read_in_any_case_and_order() {
        for (several, text, expected) in [
            (false, "", Some(RowEntry::Nothing)),
            (false, " b ", Some(RowEntry::Marks(vec![1]))),
            (false, "bb", Some(RowEntry::Marks(vec![1]))),
            (false, "ab", None),
            (false, "e", None),
            (false, "1", None),
            (true, "c a", Some(RowEntry::Marks(vec![0, 2]))),
            (true, "A,C", Some(RowEntry::Marks(vec![0, 2]))),
        ] {
            assert_eq!(RowEntry::typed(&row(several), text).ok(), expected, "{text}");
        }
    }

    #[test]
    fn a_letter_that_is_not_there_is_named_with_those_that_are() {
        let said = RowEntry::typed(&row(false), "e").expect_err("no e").to_string();
        assert_eq!(said, "row 7 has no e: it has A to D");
    }

    #[test]
    fn what_was_written_is_kept_as_it_is() {
        let answer = RowAnswer::Hand { lines: 1, typed: true, judged: false };
        let row = SheetRow { label: "8".to_owned(), place: 7, answer };
        let read = RowEntry::typed(&row, " 3,5 cm ").expect("text");
        assert_eq!(read, RowEntry::Typed("3,5 cm".to_owned()));
    }
}
