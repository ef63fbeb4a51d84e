//! A parent judged from its children: pure over their findings, with its reasons.

use domain::{CompetencyId, Points, judgement::Finding, scale::Scale};

use crate::{mean, rounding::half_away};

/// How a parent follows from its children.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rollup {
    /// Every child is mastered.
    All,
    /// At least so many children are mastered.
    Count(usize),
    /// The points of the mastered children reach this sum, and every required child is mastered.
    Points(Points),
    /// At least so many children are mastered: the parent's value is their mean, and children that are
    /// not mastered do not pull it down.
    MeanOfMastered(usize),
}

impl Rollup {
    /// The words of the policy field `mastery.rollup`.
    pub const WORDS: [&'static str; 4] = ["all", "count", "points", "mean_of_mastered"];

    /// Reads the policy fields; any other word is `all`.
    pub(crate) fn from_words(kind: &str, needed: usize, points: Points) -> Self {
        match kind {
            "count" => Self::Count(needed),
            "points" => Self::Points(points),
            "mean_of_mastered" => Self::MeanOfMastered(needed),
            _ => Self::All,
        }
    }

    /// What a parent needs, in a sentence.
    pub fn sentence(self) -> String {
        match self {
            Self::All => "Everything in it must be mastered.".to_owned(),
            Self::Count(1) => "At least one part of it must be mastered.".to_owned(),
            Self::Count(needed) => format!("At least {needed} parts of it must be mastered."),
            Self::Points(points) => {
                format!("The mastered parts must bring {points} points together, required ones among them.")
            }
            Self::MeanOfMastered(needed) => {
                format!("It is the mean of what is mastered in it, once that is at least {needed}.")
            }
        }
    }
}

/// One child of a parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Child<'a> {
    /// Which.
    pub competency: CompetencyId,
    /// What was found; `None` when it was never judged.
    pub finding: Option<&'a Finding>,
    /// What it brings when mastered, for [`Rollup::Points`].
    pub points: Points,
    /// Whether [`Rollup::Points`] cannot do without it.
    pub required: bool,
}

/// Where a child stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChildStanding {
    /// Mastered.
    Mastered,
    /// Judged, not yet mastered.
    InProgress,
    /// Not enough evidence, which is no failure.
    NotSeen,
}

/// A parent as judged from its children.
#[derive(Debug, Clone, PartialEq)]
pub struct RolledUp {
    /// Whether what is needed is there.
    pub mastered: bool,
    /// The mean of the mastered children's values, once the parent is mastered; `None` before, which is
    /// no failure.
    pub value: Option<Points>,
    /// Code of the level of that value.
    pub level: Option<String>,
    /// How much of what is needed is there, from 0 to 1.
    pub progress: f64,
    /// Where each child stands, in the order given.
    pub children: Vec<(CompetencyId, ChildStanding)>,
    /// How it is judged.
    pub rollup: Rollup,
}

/// Judges a parent. A parent without children is never mastered.
pub fn roll_up(rollup: Rollup, children: &[Child<'_>], scale: &Scale) -> RolledUp {
    let standings: Vec<_> = children.iter().map(|child| (child.competency, standing(child))).collect();
    let mastered: Vec<&Child<'_>> =
        children.iter().filter(|child| standing(child) == ChildStanding::Mastered).collect();
    let required = |child: &&Child<'_>| child.required;
    let (there, needed, condition) = match rollup {
        Rollup::All => (ratio(mastered.len()), ratio(children.len()), true),
        Rollup::Count(needed) | Rollup::MeanOfMastered(needed) => {
            (ratio(mastered.len()), ratio(needed), true)
        }
        Rollup::Points(needed) => {
            let earned = mastered.iter().map(|child| child.points.to_f64()).sum();
            let all =
                children.iter().filter(required).count() == mastered.iter().copied().filter(required).count();
            (earned, needed.to_f64(), all)
        }
    };
    let reached = !mastered.is_empty() && there >= needed && condition;
    let values = mastered.iter().filter_map(|child| child.finding?.value);
    let value = mean::of(values.map(|value| (value.to_f64(), 1.0)))
        .and_then(|value| Points::from_f64(half_away(value, 2)).ok())
        .filter(|_| reached);
    RolledUp {
        mastered: reached,
        level: value.map(|value| scale.level_at(value).code.clone()),
        value,
        progress: if reached { 1.0 } else { portion(there, needed) },
        children: standings,
        rollup,
    }
}

fn standing(child: &Child<'_>) -> ChildStanding {
    match child.finding {
        Some(finding) if finding.mastered => ChildStanding::Mastered,
        Some(finding) if finding.value.is_some() => ChildStanding::InProgress,
        _ => ChildStanding::NotSeen,
    }
}

fn ratio(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn portion(there: f64, needed: f64) -> f64 {
    if needed > 0.0 { (there / needed).min(1.0) } else { 0.0 }
}

impl RolledUp {
    /// How many children stand so.
    pub fn count(&self, standing: ChildStanding) -> usize {
        self.children.iter().filter(|(_, found)| *found == standing).count()
    }

    /// Why, in sentences: what is needed, and what is there.
    pub fn sentences(&self) -> Vec<String> {
        let (mastered, all) = (self.count(ChildStanding::Mastered), self.children.len());
        let mut said = vec![self.rollup.sentence(), format!("{mastered} of {all} mastered.")];
        match self.count(ChildStanding::NotSeen) {
            0 => {}
            1 => said.push("One has not been seen yet; it does not count against anyone.".to_owned()),
            unseen => {
                said.push(format!("{unseen} have not been seen yet; they do not count against anyone."));
            }
        }
        said
    }
}

#[cfg(test)]
mod tests;
