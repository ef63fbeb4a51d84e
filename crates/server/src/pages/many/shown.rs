//! What was done to many, in words.

use domain::{
    batch::{BatchAction, Reminded, RowState},
    people::Section,
};
use usecases::show_batch::{BatchDetail, ShownBatch};

use crate::{
    figures::grouped,
    pages::rate::label,
    views::{
        many::{ManyBatch, ManyRow, RowLine},
        shell::{Link, Shell},
    },
    when,
};

/// What is asked for, before names are known.
pub(super) fn asked(action: &BatchAction) -> &'static str {
    match action {
        BatchAction::Enroll { .. } => "Enroll in a class",
        BatchAction::Move { .. } => "Move to another class",
        BatchAction::Excuse { .. } => "Leave evidence out",
        BatchAction::Release { .. } => "Release ratings",
        BatchAction::Remind { to: Reminded::Guardians } => "Remind families",
        BatchAction::Remind { to: Reminded::Learner } => "Remind students",
    }
}

fn title(section: Option<&Section>) -> String {
    section.map_or_else(|| "a class".to_owned(), |section| section.title.clone())
}

fn what(one: &ShownBatch) -> String {
    let section = title(one.section.as_ref());
    match &one.batch.action {
        BatchAction::Enroll { day, .. } => format!("Enroll in {section} from {} on", when::day(*day)),
        BatchAction::Move { day, .. } => {
            format!("Move from {} to {section} on {}", title(one.from.as_ref()), when::day(*day))
        }
        BatchAction::Excuse { instrument, .. } => {
            let of = one.competency.as_ref().map(|competency| format!(" of {}", label(competency)));
            let with = instrument.as_ref().map(|name| format!(" with \"{name}\""));
            format!("Leave evidence{}{} out", of.unwrap_or_default(), with.unwrap_or_default())
        }
        BatchAction::Release { .. } => format!("Release ratings of {section}"),
        other @ BatchAction::Remind { .. } => asked(other).to_owned(),
    }
}

fn counts(one: &ShownBatch) -> String {
    let words = [
        (RowState::Done, "done"),
        (RowState::Undone, "undone"),
        (RowState::Kept, "not undone"),
        (RowState::Refused, "refused"),
        (RowState::Waiting, "waiting"),
    ];
    let counted = words.iter().map(|(state, word)| (one.count(*state), word)).filter(|(count, _)| *count > 0);
    counted.map(|(count, word)| format!("{} {word}", grouped(count))).collect::<Vec<_>>().join(", ")
}

/// One line of the list.
pub(super) fn row(one: &ShownBatch) -> ManyRow {
    let batch = &one.batch;
    ManyRow {
        what: Link::new(&what(one), &format!("/many/{}", batch.id)),
        when: format!("{}, {}", when::moment(batch.made_at), one.by),
        counts: counts(one),
        state: match &batch.undo {
            Some(undo) if undo.finished_at.is_none() => "Being undone".to_owned(),
            Some(undo) => format!("Undone {}, {}", when::moment(undo.at), one.undone_by),
            None if batch.is_running() => "Being done".to_owned(),
            None => "Stands".to_owned(),
        },
    }
}

/// One batch row by row.
pub(super) fn batch(shell: Shell, found: &BatchDetail, problem: String) -> ManyBatch {
    let one = &found.shown;
    let batch = &one.batch;
    let mut lines = vec![format!("{}, by {}.", when::moment(batch.made_at), one.by)];
    if !batch.reason.is_empty() {
        lines.push(batch.reason.clone());
    }
    if let Some(undo) = &batch.undo {
        let why = if undo.reason.is_empty() { String::new() } else { format!(" {}", undo.reason) };
        lines.push(format!("Undone {}, by {}.{why}", when::moment(undo.at), one.undone_by));
    }
    let waiting = match &batch.undo {
        None => one.count(RowState::Waiting),
        Some(_) => one.count(RowState::Done),
    };
    let done = one.count(RowState::Done);
    ManyBatch {
        shell,
        what: what(one),
        lines,
        summary: counts(one),
        running: batch.is_running().then(|| (one.in_all() - waiting, one.in_all())),
        undo: (batch.undo.is_none() && !batch.is_running() && done > 0)
            .then(|| format!("/many/{}/undo", batch.id)),
        undo_button: format!("Undo all {}", grouped(done)),
        undo_note: match &batch.action {
            BatchAction::Enroll { .. } | BatchAction::Move { .. } => {
                "Places get back the dates they had, where nobody has changed them since."
            }
            BatchAction::Excuse { .. } => "The evidence counts again, with an entry that says so.",
            BatchAction::Release { .. } => {
                "The ratings are drafts again. Families may have seen them meanwhile; the record keeps that \
                 they were taken back."
            }
            BatchAction::Remind { .. } => {
                "Letters that wait are not sent. A letter that was sent cannot be taken back."
            }
        },
        problem,
        rows: found
            .rows
            .iter()
            .map(|(row, name)| RowLine {
                name: if name.is_empty() { "A student".to_owned() } else { name.clone() },
                state: match row.state {
                    RowState::Waiting => "waits",
                    RowState::Done => "done",
                    RowState::Refused => "refused",
                    RowState::Undone => "undone",
                    RowState::Kept => "not undone",
                },
                good: matches!(row.state, RowState::Done | RowState::Undone),
                answer: row.answer.clone(),
            })
            .collect(),
    }
}
