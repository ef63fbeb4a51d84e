//! Histories as charts: one competency's value, or how many targets are reached.

use std::sync::Arc;

use domain::{Points, Timestamp, scale::Scale};
use mastery::wording::{Audience, Words};
use usecases::history::HistoryPoint as Found;

use crate::{
    standing::{level_word, mark},
    views::chart::{History, HistoryLevel, HistoryPoint},
    when,
};

/// The value of one competency after each piece of work; `None` when there is nothing to draw.
pub fn of_value(points: &[Found], scale: &Scale, words: &Arc<Words>) -> Option<History> {
    let known: Vec<(&Found, Points)> =
        points.iter().filter_map(|point| Some((point, point.value?))).collect();
    let (first, last) = (known.first()?.0, known.last()?.0);
    let word = |point: &Found| {
        let finding = domain::judgement::Finding {
            value: point.value,
            level: point.level.clone(),
            mastered: point.mastered,
            ..domain::judgement::Finding::NOT_ENOUGH
        };
        mark(Some(&finding), scale, words).word
    };
    let (began, ended) = (word(first), word(last));
    let since = when::day_of_in(words, first.worked_at);
    let caption = if began == ended {
        words.tell("chart-since", &[("level", (&began).into()), ("day", (&since).into())])
    } else {
        let day = when::day_of_in(words, last.worked_at);
        words.tell(
            "chart-from-to",
            &[
                ("first", (&began).into()),
                ("since", (&since).into()),
                ("last", (&ended).into()),
                ("day", (&day).into()),
            ],
        )
    };
    let moments: Vec<Timestamp> = known.iter().map(|(point, _)| point.worked_at).collect();
    let possible = scale.points_possible();
    let educator = words.audience() == Audience::Educator;
    let cut = scale.levels().iter().rposition(|level| level.points >= scale.mastery());
    Some(History {
        words: Arc::clone(words),
        caption,
        levels: scale
            .levels()
            .iter()
            .enumerate()
            .filter(|(place, _)| educator || Some(*place) == cut)
            .map(|(place, level)| HistoryLevel {
                word: if educator { level_word(level) } else { words.say("mark-reached") },
                height: share(level.points, possible),
                cut: Some(place) == cut,
            })
            .collect(),
        points: known
            .iter()
            .zip(places(&moments))
            .map(|((point, value), at)| HistoryPoint {
                at,
                height: share(*value, possible),
                when: when::day_of_in(words, point.worked_at),
                value: if educator { format!("{value} ({})", word(point)) } else { word(point) },
            })
            .collect(),
    })
}

/// How many targets are reached over time, of `total`; `None` when there is nothing to draw.
pub fn of_reached(points: &[(Timestamp, usize)], total: usize, words: &Arc<Words>) -> Option<History> {
    let last = points.last()?;
    let total = total.max(points.iter().map(|(_, reached)| *reached).max().unwrap_or(0)).max(1);
    let moments: Vec<Timestamp> = points.iter().map(|(moment, _)| *moment).collect();
    let day = when::day_of_in(words, last.0);
    let level = |count: usize| HistoryLevel {
        word: words.tell("chart-reached", &[("reached", count.into())]),
        height: part(count, total),
        cut: false,
    };
    Some(History {
        words: Arc::clone(words),
        caption: words.tell(
            "chart-reached-by",
            &[("reached", last.1.into()), ("total", total.into()), ("day", (&day).into())],
        ),
        levels: vec![level(total), level(total / 2), level(0)],
        points: points
            .iter()
            .zip(places(&moments))
            .map(|((moment, reached), at)| HistoryPoint {
                at,
                height: part(*reached, total),
                when: when::day_of_in(words, *moment),
                value: words.tell("chart-of", &[("reached", (*reached).into()), ("total", total.into())]),
            })
            .collect(),
    })
}

fn share(value: Points, possible: Points) -> f64 {
    value.to_f64() / possible.to_f64()
}

#[expect(clippy::cast_precision_loss, reason = "numbers of competencies are far below 2^52")]
fn part(count: usize, total: usize) -> f64 {
    count as f64 / total as f64
}

/// The least space between two dots, as a share of the chart's width; less where there are many.
const LEAST_APART: f64 = 0.04;

/// Where each moment stands, 0.0 at the left to 1.0 at the right; moments in order. Work of one day is
/// spread out beside its day, so that it is no vertical line; a single moment stands in the middle.
fn places(moments: &[Timestamp]) -> Vec<f64> {
    let (Some(first), Some(last)) = (moments.first(), moments.last()) else { return Vec::new() };
    let Some(gaps) = moments.len().checked_sub(1).filter(|gaps| *gaps > 0) else { return vec![0.5] };
    let seconds = last.duration_since(*first).as_secs_f64();
    if seconds <= 0.0 {
        return (0..moments.len()).map(|place| part(place, gaps)).collect();
    }
    let apart = LEAST_APART.min(0.5 * part(1, gaps));
    let by_time = moments.iter().map(|moment| moment.duration_since(*first).as_secs_f64() / seconds);
    let mut places: Vec<f64> = by_time.collect();
    for at in 1..places.len() {
        places[at] = places[at].max(places[at - 1] + apart);
    }
    // What was pushed over the right edge goes back, and pushes those before it; rounding pushes nobody
    // over the left edge.
    let mut most = 1.0;
    for place in places.iter_mut().rev() {
        *place = place.min(most).max(0.0);
        most = *place - apart;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_over_time_stands_where_its_time_is() {
        check(&[0, 50, 100], &[0.0, 0.5, 1.0]);
        check(&[7], &[0.5]);
        check(&[], &[]);
    }

    #[test]
    fn work_of_one_moment_is_spread_over_the_whole_width() {
        check(&[5, 5, 5, 5, 5], &[0.0, 0.25, 0.5, 0.75, 1.0]);
    }

    #[test]
    fn work_of_one_day_among_others_stands_side_by_side() {
        check(&[0, 50, 50, 50, 100], &[0.0, 0.5, 0.54, 0.58, 1.0]);
        check(&[0, 100, 100, 100], &[0.0, 0.92, 0.96, 1.0]);
        check(&[0, 0, 0, 100], &[0.0, 0.04, 0.08, 1.0]);
    }

    #[test]
    fn however_many_there_are_they_stand_in_order_and_within_the_chart() {
        let moments: Vec<i64> = (0..900).map(|at| (at / 300) * 10).collect();
        let found = places_of(&moments);
        assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(found[0] >= 0.0 && found[899] <= 1.0);
    }

    fn places_of(seconds: &[i64]) -> Vec<f64> {
        let moment = |second: &i64| Timestamp::from_second(*second).expect("a moment");
        places(&seconds.iter().map(moment).collect::<Vec<_>>())
    }

    #[track_caller]
    fn check(seconds: &[i64], expected: &[f64]) {
        let found = places_of(seconds);
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
        }
    }
}
