//! The pieces of evidence and the decisions of an explanation, for whoever reads them.

use domain::{
    CompetencyId, Points, Timestamp,
    evidence::{Sequence, Source},
};
use mastery::{
    Explanation,
    explain::{DecisionLine, DecisionStanding, Line, Standing},
    measured::NotRead,
    wording::{Audience, Words},
};

use super::older::Reader;

/// One piece of evidence of a *why*.
#[derive(Debug, Clone, PartialEq)]
pub struct PieceShown {
    /// Its place in the learner's chain.
    pub sequence: Sequence,
    /// When the work was done; `None` when its content was erased.
    pub worked_at: Option<Timestamp>,
    /// Where it comes from; `None` when erased.
    pub source: Option<Source>,
    /// The test, task or item.
    pub instrument: Option<String>,
    /// Points earned and possible; `None` when erased.
    pub points: Option<(Points, Points)>,
    /// Name of the level, when one was chosen.
    pub level_name: Option<String>,
    /// Points on the scale, pooled with its group where the rule pools.
    pub value: Option<Points>,
    /// Its share of the value (0 to 1), for rules that mix by shares; for educators only.
    pub share: Option<f64>,
    /// Whether it counts.
    pub counts: bool,
    /// Whether somebody left it out, who can also bring it back.
    pub left_out: bool,
    /// Whether somebody took it back.
    pub taken_back: bool,
    /// Why it does not count, as a sentence; empty when it counts.
    pub why_not: String,
    /// What the judge wrote.
    pub note: Option<String>,
    /// Address, file name or content digest of the work itself.
    pub attachment: Option<String>,
    /// Who judged; for educators only.
    pub judge: Option<String>,
    /// The older competency that it is evidence of, with its version; `None` for the one judged.
    pub carried_from: Option<String>,
    /// Statements that the family attached to it.
    pub statements: Vec<String>,
}

/// One decision of a *why*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionShown {
    /// Its place in the learner's chain.
    pub sequence: Sequence,
    /// Who decided.
    pub by: String,
    /// When.
    pub decided_at: Timestamp,
    /// Name of the level.
    pub level_name: String,
    /// Why.
    pub reason: String,
    /// Until when; `None` for until it is taken back.
    pub expires_at: Option<Timestamp>,
    /// Whether it stands over the rule.
    pub stands: bool,
    /// Why it does not stand, as a sentence; empty when it does.
    pub why_not: String,
    /// The older competency that it is about, with its version; `None` for the one judged.
    pub carried_from: Option<String>,
    /// Statements that the family attached to it.
    pub statements: Vec<String>,
}

/// Pieces for whoever reads, newest work first. Learners and families do not read what was taken back or
/// erased.
pub(super) fn shown(explanation: &Explanation<'_>, judged: CompetencyId, reader: &Reader) -> Vec<PieceShown> {
    let words = reader.words.as_ref();
    let educator = words.audience() == Audience::Educator;
    let hidden = |line: &&Line<'_>| {
        !educator && matches!(line.standing, Standing::Retracted { .. } | Standing::Erased)
    };
    explanation
        .evidence
        .iter()
        .rev()
        .filter(|line| !hidden(line))
        .map(|line| {
            let evidence = line.evidence;
            let level = evidence.and_then(|found| found.result.level.as_deref());
            let judge = evidence.and_then(|found| found.judge).filter(|_| educator);
            PieceShown {
                sequence: line.entry.sequence,
                worked_at: line.worked_at(),
                source: evidence.map(|found| found.source),
                instrument: evidence.and_then(|found| found.instrument.clone()),
                points: evidence.map(|found| (found.result.points, found.result.points_possible)),
                level_name: level.and_then(|code| explanation.scale.level(code)).map(|l| l.name.clone()),
                value: line.pooled.or(line.value),
                share: line.share.filter(|_| educator),
                counts: line.standing == Standing::Counted,
                left_out: matches!(line.standing, Standing::Excused { .. }),
                taken_back: matches!(line.standing, Standing::Retracted { .. }),
                why_not: if educator { why_not(line) } else { plain_why_not(line, words) },
                note: evidence.and_then(|found| found.note.clone()),
                attachment: evidence.and_then(|found| found.attachment.clone()),
                judge: judge.and_then(|judge| reader.people.get(&judge).cloned()),
                carried_from: evidence.and_then(|found| reader.named(found.competency, judged)),
                statements: reader.statements.get(&line.entry.sequence).cloned().unwrap_or_default(),
            }
        })
        .collect()
}

/// Why a piece does not count, as educators read it, with the reason that was given.
fn why_not(line: &Line<'_>) -> String {
    let given = line.reason.map(|reason| format!(": {reason}")).unwrap_or_default();
    match line.standing {
        Standing::Counted => String::new(),
        Standing::Retracted { .. } => format!("Taken back{given}"),
        Standing::Excused { .. } => format!("Left out{given}"),
        Standing::Erased => "Its content was erased by law.".to_owned(),
        Standing::TooOld { .. } => "Too long ago to count.".to_owned(),
        Standing::SourceWithoutWeight => "This kind of work does not count here.".to_owned(),
        Standing::OutcomeWithoutWeight => "This task has no weight in the rule.".to_owned(),
        Standing::SameAnswer { .. } => "The same answer counts already.".to_owned(),
        Standing::NotRead(NotRead::NoItem) => "It names no item, which this rule needs.".to_owned(),
        Standing::NotRead(NotRead::UnknownItem) => "Its item has no parameters.".to_owned(),
        Standing::NotRead(NotRead::NoCategory) => "Its score is none of its item's categories.".to_owned(),
        Standing::AnsweredAgain { .. } => "A newer answer to the same item counts.".to_owned(),
    }
}

/// The same in the words of learners and families, to whom what was taken back or erased is not shown.
fn plain_why_not(line: &Line<'_>, words: &Words) -> String {
    let key = match line.standing {
        Standing::Counted | Standing::Retracted { .. } | Standing::Erased => return String::new(),
        Standing::Excused { .. } => "piece-excused",
        Standing::TooOld { .. } => "piece-too-old",
        Standing::SourceWithoutWeight => "piece-source",
        Standing::OutcomeWithoutWeight => "piece-outcome",
        Standing::SameAnswer { .. } => "piece-same",
        Standing::NotRead(_) => "piece-not-read",
        Standing::AnsweredAgain { .. } => "piece-again",
    };
    words.say(key)
}

/// Decisions for whoever reads, newest first.
pub(super) fn decisions(
    explanation: &Explanation<'_>,
    judged: CompetencyId,
    reader: &Reader,
) -> Vec<DecisionShown> {
    let stands = |line: &DecisionLine<'_>| line.standing == DecisionStanding::Stands;
    explanation
        .decisions
        .iter()
        .rev()
        .filter(|line| reader.words.audience() == Audience::Educator || stands(line))
        .map(|line| DecisionShown {
            sequence: line.entry.sequence,
            by: reader
                .people
                .get(&line.decision.judge)
                .cloned()
                .unwrap_or_else(|| reader.words.say("some-educator")),
            decided_at: line.entry.recorded_at,
            level_name: line.level.map_or_else(|| line.decision.level.clone(), |level| level.name.clone()),
            reason: line.decision.reason.clone(),
            expires_at: line.decision.expires_at,
            stands: stands(line),
            why_not: match line.standing {
                DecisionStanding::Stands => "",
                DecisionStanding::Retracted { .. } => "Taken back.",
                DecisionStanding::Expired { .. } => "Its time is over.",
                DecisionStanding::Replaced { .. } => "A later decision took its place.",
                DecisionStanding::UnknownLevel => "The scale no longer has this level.",
            }
            .to_owned(),
            carried_from: reader.named(line.decision.competency, judged),
            statements: reader.statements.get(&line.entry.sequence).cloned().unwrap_or_default(),
        })
        .collect()
}
