//! What answers say of an item, over all its versions and forms: how often it is given, how hard it is, whom it tells
//! apart, how long it takes. Whoever looks may not open all of those records, so that small numbers are left out for
//! everybody; who may open them finds all of it question by question, at the assessment.

use std::collections::HashSet;

use assessment::{
    analysis::{self, Alone, Cell, Column, ItemReport},
    plan::Layout,
};
use domain::Points;
use store::{Tx, item::ItemRow, response::Beside};

use crate::{
    Actor, Refusal,
    analyse_items::{Options, cell, share_tells},
    items_kept, plans_kept,
    small_cells::{Shown, Smallest},
};

/// The most answers that are looked at, the last ones, with whoever left the item in that time: so that the page of an
/// item that is asked a great deal is as quick as that of another.
const MOST_ANSWERS: i64 = 1_000;

/// Below this share of the points an item is looked at again: a learner who guesses among five gets so many.
const HARD: f64 = 0.2;
/// Above this share an item tells nobody apart.
const EASY: f64 = 0.95;

/// How an item was answered, over all its versions.
#[derive(Debug, Clone, PartialEq)]
pub struct Uses {
    /// In how many sittings it was given.
    pub given: i64,
    /// How often it was answered.
    pub answers: i64,
    /// How that went.
    pub told: Told,
    /// So many learners have to have got it.
    pub smallest: u64,
}

/// What is said of how answers went.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// Too few learners got it.
    TooFew,
    /// It would say something of a few: of those who were right, or wrong, or left it.
    LeftOut,
    /// That.
    Went(Went),
}

/// How answers to an item went: of each learner the last, in ended sittings that were not rushed.
#[derive(Debug, Clone, PartialEq)]
pub struct Went {
    /// Learners, at most those of the last 1,000 answers and whoever left it in that time.
    pub learners: usize,
    /// Mean share of the points. Unit: 0 to 1: the difficulty p of classical test theory.
    pub p: f64,
    /// The standard error of that; `None` below the fewest answers of an analysis.
    pub p_error: Option<f64>,
    /// Correlation with the share of points on the other items of the sitting: a point-biserial one, corrected for the
    /// item itself, where it is right or wrong. `None` where it does not vary, or too few others were given.
    pub correlation: Option<f64>,
    /// Share that left it without an answer.
    pub omitted: f64,
    /// Points, on average.
    pub mean_points: f64,
    /// Seconds of an answer, on average; `None` where no time is known, as on a page with other items.
    pub mean_seconds: Option<f64>,
    /// What somebody should look at, by its share of points alone.
    pub flag: Option<Flag>,
    /// What to do, in a sentence each, most urgent first.
    pub advice: Vec<String>,
}

/// What somebody should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// Fewer points than by guessing: a wrong key, or an unclear question.
    VeryHard,
    /// Nearly all right: it tells nobody apart.
    VeryEasy,
}

/// Looks at how an item was answered.
pub(crate) async fn load(tx: &mut Tx, actor: &Actor, row: &ItemRow) -> Result<Uses, Refusal> {
    let district = actor.district;
    let (given, answers) = store::response::times_of_item(tx, district, row.id).await?;
    let smallest = Smallest::load(tx, district).await?;
    let newest = store::response::beside_others(tx, district, row.id, MOST_ANSWERS).await?;
    let mut seen = HashSet::new();
    let last: Vec<Beside> = newest.into_iter().filter(|one| seen.insert(one.response.learner)).collect();
    let version = last.iter().map(|one| one.response.item_version).max().unwrap_or(row.version);
    let options = Options::of(&*items_kept::load(tx, district, row.id, version).await?);
    let mut taken = Vec::with_capacity(last.len());
    for one in &last {
        let plan = plans_kept::load(tx, district, one.assessment, one.plan_version).await?;
        let cell = cell(Some(&one.response), &options, plan.layout == Layout::AllOnAPage)?;
        if cell != Cell::NotGiven {
            taken.push((one, cell));
        }
    }
    let column = Column { item: row.id, options: options.choices(), parameters: None };
    Ok(Uses { given, answers, told: told(column, &taken, smallest)?, smallest: smallest.learners() })
}

fn told(column: Column, taken: &[(&Beside, Cell)], smallest: Smallest) -> Result<Told, Refusal> {
    let learners = taken.len();
    if learners == 0 || smallest.is_small(learners as u64) {
        return Ok(Told::TooFew);
    }
    let alone: Vec<Alone> = taken.iter().map(|(one, cell)| alone(one, *cell)).collect();
    let report = analysis::analyse_alone(column, &alone)
        .map_err(|why| Refusal::Conflict(format!("The answers cannot be looked at: {why}.")))?;
    let p = mean(taken.iter().map(|(_, cell)| share(*cell)), learners);
    let left = taken.iter().map(|(_, cell)| f64::from(u8::from(*cell == Cell::Omitted)));
    let omitted = mean(left, learners);
    if !share_tells(p, learners, smallest) || !share_tells(omitted, learners, smallest) {
        return Ok(Told::LeftOut);
    }
    let figures = report.figures.as_ref();
    let points = taken.iter().map(|(one, _)| one.response.points.map_or(0.0, Points::to_f64));
    let times: Vec<f64> = taken.iter().filter_map(|(_, cell)| seconds(*cell)).collect();
    Ok(Told::Went(Went {
        learners,
        p,
        p_error: figures.map(|figures| figures.p_error),
        correlation: figures.and_then(|figures| figures.correlation),
        omitted,
        mean_points: mean(points, learners),
        mean_seconds: (!times.is_empty()).then(|| mean(times.iter().copied(), times.len())),
        flag: flag(p),
        advice: advice(&report, smallest),
    }))
}

/// What to do. Advice on options says how many chose one: where that is a few, none is given.
fn advice(report: &ItemReport, smallest: Smallest) -> Vec<String> {
    let options = report.figures.as_ref().map(|figures| figures.options.as_slice()).unwrap_or_default();
    let chosen: u64 = options.iter().map(|one| one.chosen as u64).sum();
    let rest = (report.given as u64).saturating_sub(chosen);
    let counts: Vec<u64> = options.iter().map(|one| one.chosen as u64).chain([rest]).collect();
    let all = |shown: Vec<Shown>| shown.iter().all(Option::is_some);
    if options.is_empty() || smallest.row(&counts).is_some_and(all) {
        report.advice.iter().map(ToString::to_string).collect()
    } else {
        Vec::new()
    }
}

#[expect(clippy::cast_precision_loss, reason = "shares of points, added up")]
fn alone(one: &Beside, cell: Cell) -> Alone {
    Alone {
        cell,
        others: one.others as f64 / 1_000_000.0,
        other_items: usize::try_from(one.other_items).unwrap_or_default(),
    }
}

fn share(cell: Cell) -> f64 {
    if let Cell::Answered { share, .. } = cell { share } else { 0.0 }
}

fn seconds(cell: Cell) -> Option<f64> {
    let Cell::Answered { milliseconds, .. } = cell else { return None };
    milliseconds.map(|milliseconds| f64::from(milliseconds) / 1_000.0)
}

fn mean(values: impl Iterator<Item = f64>, count: usize) -> f64 {
    values.sum::<f64>() / f64_of(count.max(1))
}

#[expect(clippy::cast_precision_loss, reason = "numbers of learners")]
fn f64_of(count: usize) -> f64 {
    count as f64
}

fn flag(p: f64) -> Option<Flag> {
    match p {
        p if p < HARD => Some(Flag::VeryHard),
        p if p > EASY => Some(Flag::VeryEasy),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use domain::{AssessmentId, ItemId, LearnerId, SittingId, sitting::ResponseState};
    use store::response::Response;

    use super::*;

    fn beside(learner: u8, right: bool, others: i64) -> Beside {
        Beside {
            response: Response {
                learner: LearnerId::from_bytes([learner; 16]),
                sitting: SittingId::from_bytes([learner; 16]),
                place: 0,
                item: ItemId::from_bytes([1; 16]),
                item_version: 1,
                seed: 1,
                state: ResponseState::Answered,
                tries: 1,
                answer: None,
                outcomes: None,
                points: Some(if right { Points::ONE } else { Points::ZERO }),
                points_possible: Some(Points::ONE),
                correct: Some(right),
                flagged: false,
                milliseconds: 30_000,
                shown_at: None,
                answered_at: None,
                device_at: None,
                repeated_from: None,
            },
            assessment: AssessmentId::from_bytes([1; 16]),
            plan_version: 1,
            others: others * 1_000_000,
            other_items: 10,
        }
    }

    /// Of so many learners the first so many are right, and do better on the others.
    fn of(learners: u8, right: u8) -> Told {
        let all: Vec<Beside> = (0..learners)
            .map(|learner| {
                let is_right = learner < right;
                beside(learner, is_right, i64::from(learner % 4) + if is_right { 5 } else { 1 })
            })
            .collect();
        let cell = |right| Cell::Answered {
            share: f64::from(u8::from(right)),
            option: None,
            milliseconds: Some(30_000),
        };
        let taken: Vec<(&Beside, Cell)> =
            all.iter().map(|one| (one, cell(one.response.correct == Some(true)))).collect();
        let column = Column { item: ItemId::from_bytes([1; 16]), options: Vec::new(), parameters: None };
        told(column, &taken, Smallest::new(10)).expect("is looked at")
    }

    #[test]
    fn nothing_is_said_of_few_learners_nor_of_few_who_were_right_or_wrong() {
        for (learners, right, expected) in [
            (0, 0, Told::TooFew),
            (9, 4, Told::TooFew),
            (40, 38, Told::LeftOut),
            (40, 3, Told::LeftOut),
            (19, 10, Told::LeftOut),
        ] {
            assert_eq!(of(learners, right), expected, "{right} of {learners}");
        }
    }

    #[test]
    fn of_many_it_is_said_how_hard_it_is_and_whom_it_tells_apart() {
        let Told::Went(few) = of(20, 10) else { panic!("ten right and ten wrong can be told") };
        assert_eq!((few.p, few.correlation, few.mean_seconds), (0.5, None, Some(30.0)));
        assert!(few.advice[0].starts_with("too few to say: 20 responses"), "{:?}", few.advice);
        let Told::Went(many) = of(40, 20) else { panic!("twenty of each can be told") };
        assert!(many.correlation.is_some_and(|r| r > 0.7), "{many:?}");
        assert!(many.p_error.is_some() && many.advice.is_empty(), "{many:?}");
        let Told::Went(easy) = of(250, 240) else { panic!("ten wrong can be told") };
        assert_eq!(easy.flag, Some(Flag::VeryEasy));
        assert!(easy.advice[0].contains("tells little of anybody"), "{:?}", easy.advice);
    }
}
