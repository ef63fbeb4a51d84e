//! Histories as charts: one competency's value, or how many targets are reached.

use domain::{Points, Timestamp, scale::Scale};
use mastery::wording::Audience;
use usecases::history::HistoryPoint as Found;

use crate::{
    standing::{level_word, mark},
    views::chart::{History, HistoryLevel, HistoryPoint},
    when,
};

/// The value of one competency after each piece of work; `None` when there is nothing to draw.
pub fn of_value(points: &[Found], scale: &Scale, audience: Audience) -> Option<History> {
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
        mark(Some(&finding), scale, audience).word
    };
    let (began, ended) = (word(first), word(last));
    let caption = if began == ended {
        format!("{began} since {}.", when::day_of(first.worked_at))
    } else {
        format!(
            "From {began} ({}) to {ended} ({}).",
            when::day_of(first.worked_at),
            when::day_of(last.worked_at)
        )
    };
    let span = Span::of(first.worked_at, last.worked_at);
    let possible = scale.points_possible();
    let educator = audience == Audience::Educator;
    let cut = scale.levels().iter().rposition(|level| level.points >= scale.mastery());
    Some(History {
        caption,
        levels: scale
            .levels()
            .iter()
            .enumerate()
            .filter(|(place, _)| educator || Some(*place) == cut)
            .map(|(place, level)| HistoryLevel {
                word: if educator { level_word(level) } else { "Got it".to_owned() },
                height: share(level.points, possible),
                cut: Some(place) == cut,
            })
            .collect(),
        points: known
            .iter()
            .map(|(point, value)| HistoryPoint {
                at: span.place(point.worked_at),
                height: share(*value, possible),
                when: when::day_of(point.worked_at),
                value: if educator { format!("{value} ({})", word(point)) } else { word(point) },
            })
            .collect(),
    })
}

/// How many targets are reached over time, of `total`; `None` when there is nothing to draw.
pub fn of_reached(points: &[(Timestamp, usize)], total: usize) -> Option<History> {
    let (first, last) = (points.first()?, points.last()?);
    let total = total.max(points.iter().map(|(_, reached)| *reached).max().unwrap_or(0)).max(1);
    let span = Span::of(first.0, last.0);
    let level = |count: usize| HistoryLevel {
        word: format!("{count} reached"),
        height: part(count, total),
        cut: false,
    };
    Some(History {
        caption: format!("{} of {total} reached by {}.", last.1, when::day_of(last.0)),
        levels: vec![level(total), level(total / 2), level(0)],
        points: points
            .iter()
            .map(|(moment, reached)| HistoryPoint {
                at: span.place(*moment),
                height: part(*reached, total),
                when: when::day_of(*moment),
                value: format!("{reached} of {total}"),
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

/// The time a chart covers.
struct Span {
    begins: Timestamp,
    seconds: f64,
}

impl Span {
    fn of(begins: Timestamp, ends: Timestamp) -> Self {
        Self { begins, seconds: ends.duration_since(begins).as_secs_f64() }
    }

    /// 0.0 at the left to 1.0 at the right; in the middle when everything was at one moment.
    fn place(&self, moment: Timestamp) -> f64 {
        if self.seconds <= 0.0 {
            return 0.5;
        }
        moment.duration_since(self.begins).as_secs_f64() / self.seconds
    }
}
