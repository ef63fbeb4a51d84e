//! What can be worked on now, and why.

use domain::{
    CompetencyId, PersonId, Timestamp,
    path::{Directive, DirectiveKind},
};

use super::{
    asked::Asked,
    marks::Marks,
    reach::Reach,
    score::{self, Score},
};

/// Reviews that fall due within so many days are said beforehand.
pub(super) const SOON_DAYS: f64 = 7.0;
/// Below this chance something before it is said to be not safe yet. A convention.
const SAFE: f64 = 0.7;

/// Something to work on now.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// What.
    pub competency: CompetencyId,
    /// To learn it, or to look at it again.
    pub kind: Kind,
    /// What decided its place among those that nobody put first.
    pub score: Score,
    /// Why, the weightiest first; never empty.
    pub reasons: Vec<Reason>,
}

/// What working on something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// It is not mastered.
    Learn,
    /// It is mastered, and would be forgotten, or an educator put it first.
    Review,
}

/// One reason to work on something now; each becomes a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// An educator put it first.
    Pinned {
        /// Who.
        by: PersonId,
        /// Their reason.
        why: String,
    },
    /// An educator asks to work on it again.
    SentBack {
        /// Who.
        by: PersonId,
        /// Their reason.
        why: String,
    },
    /// The learner picked it.
    Chosen {
        /// When.
        at: Timestamp,
    },
    /// It is recalled with the wished chance until then; an earlier moment than now when it is due already.
    Fades {
        /// Until when.
        by: Timestamp,
        /// The chance of recall now.
        recall: f64,
    },
    /// So many others that the goals need build on it.
    Opens(usize),
    /// A goal needs it.
    NeededFor {
        /// The goal, by its place among those given.
        goal: usize,
        /// Whether the goal names it itself.
        itself: bool,
        /// By when.
        due: Option<Timestamp>,
    },
    /// It has to do with something the learner likes.
    Liked(String),
    /// Work on it has begun: so many pieces of evidence.
    Begun(u32),
    /// Since then everything before it is mastered.
    ReadySince(Timestamp),
    /// Nothing comes before it.
    NothingBefore,
    /// These come before it and are not mastered; it is offered because a person put it first.
    Despite(Vec<CompetencyId>),
    /// These come before it and were left out by an educator.
    PassedOver(Vec<CompetencyId>),
    /// These come before it and are taken as known.
    Assumed(Vec<CompetencyId>),
    /// This comes before it and is mastered, but not safely.
    Unsure {
        /// What.
        before: CompetencyId,
        /// The chance that it is there.
        chance: f64,
    },
}

/// Why one thing is suggested, the weightiest first.
pub(super) fn of(
    asked: &Asked<'_>,
    marks: &Marks<'_>,
    reach: &Reach,
    number: usize,
    kind: Kind,
    opens: usize,
) -> Vec<Reason> {
    let mut reasons = said_by_people(marks.directive(number), chosen(asked, number));
    if kind == Kind::Review {
        reasons.extend(fades(asked, reach, number));
    }
    reasons.extend((opens > 0).then_some(Reason::Opens(opens)));
    reasons.extend(needed_for(asked, reach, number));
    reasons.extend(liked(asked, number).map(|word| Reason::Liked(word.to_owned())));
    if kind == Kind::Learn {
        reasons.extend(of_what_comes_before(asked, marks, number));
    }
    reasons
}

/// What the learner likes that it has to do with.
pub(super) fn liked<'a>(asked: &Asked<'a>, number: usize) -> Option<&'a str> {
    let id = asked.graph.id(number);
    asked.interests.iter().filter(|one| one.competency == id).map(|one| one.word.as_str()).min()
}

/// When the learner picked it.
pub(super) fn chosen(asked: &Asked<'_>, number: usize) -> Option<Timestamp> {
    let id = asked.graph.id(number);
    asked.choices.iter().filter(|choice| choice.competency == id).map(|choice| choice.chosen_at).max()
}

fn said_by_people(directive: Option<&Directive>, chosen: Option<Timestamp>) -> Vec<Reason> {
    let directed = directive.and_then(|one| match one.kind {
        DirectiveKind::Pin => Some(Reason::Pinned { by: one.given_by, why: one.reason.clone() }),
        DirectiveKind::SendBack => Some(Reason::SentBack { by: one.given_by, why: one.reason.clone() }),
        DirectiveKind::Skip => None,
    });
    directed.into_iter().chain(chosen.map(|at| Reason::Chosen { at })).collect()
}

fn fades(asked: &Asked<'_>, reach: &Reach, number: usize) -> Option<Reason> {
    let by = score::due_at(asked, number).filter(|_| score::is_due(asked, number, SOON_DAYS))?;
    Some(Reason::Fades { by, recall: reach.recalls.of(asked, number) })
}

fn needed_for(asked: &Asked<'_>, reach: &Reach, number: usize) -> Vec<Reason> {
    let named = reach.named[number];
    score::goals_of(reach.needed[number])
        .map(|goal| Reason::NeededFor { goal, itself: named >> goal & 1 == 1, due: asked.goals[goal].due })
        .collect()
}

fn of_what_comes_before(asked: &Asked<'_>, marks: &Marks<'_>, number: usize) -> Vec<Reason> {
    let (graph, standings) = (asked.graph, asked.standings.all());
    let ids = |wanted: &dyn Fn(usize) -> bool| -> Vec<CompetencyId> {
        graph.before(number).filter(|before| wanted(*before)).map(|before| graph.id(before)).collect()
    };
    let mut despite = ids(&|before| !marks.is_met(before));
    despite.extend(graph.missing(number));
    let skipped = ids(&|before| marks.is_skipped(before));
    let assumed = ids(&|before| marks.is_assumed(before));
    let mut reasons = Vec::new();
    let pieces = standings[number].pieces;
    reasons.extend((pieces > 0).then_some(Reason::Begun(pieces)));
    let alone = graph.before(number).next().is_none();
    if despite.is_empty() && alone {
        reasons.push(Reason::NothingBefore);
    } else if despite.is_empty() {
        let since = graph.before(number).filter_map(|before| standings[before].mastered_since).max();
        reasons.extend(since.map(Reason::ReadySince));
    }
    reasons.extend((!despite.is_empty()).then_some(Reason::Despite(despite)));
    reasons.extend((!skipped.is_empty()).then_some(Reason::PassedOver(skipped)));
    reasons.extend((!assumed.is_empty()).then_some(Reason::Assumed(assumed)));
    let least = graph
        .before(number)
        .filter(|before| marks.is_mastered(*before) && marks.is_met(*before))
        .min_by(|one, other| standings[*one].chance.get().total_cmp(&standings[*other].chance.get()));
    reasons.extend(least.map(|before| (before, standings[before].chance.get())).and_then(
        |(before, chance)| (chance < SAFE).then(|| Reason::Unsure { before: graph.id(before), chance }),
    ));
    if reasons.is_empty() {
        reasons.push(Reason::NothingBefore);
    }
    reasons
}
