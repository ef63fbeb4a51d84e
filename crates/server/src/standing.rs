//! How a level, a result and a direction are shown: a shape and a word, never a colour alone.

use domain::{
    Points,
    evidence::Source,
    judgement::Finding,
    scale::{Level, Scale},
};
use mastery::wording::Audience;

use crate::figures::grouped;
use crate::views::{
    grid::Trend,
    mark::{Mark, Shape},
};

/// Where a level lies relative to the one where mastery begins; levels count from the highest.
pub fn level_shape(scale: &Scale, place: usize) -> Shape {
    let mastery = scale.levels().iter().rposition(|level| level.points >= scale.mastery()).unwrap_or(0);
    match place {
        place if place < mastery => Shape::Past,
        place if place == mastery => Shape::There,
        place if place == mastery + 1 => Shape::Near,
        _ => Shape::Far,
    }
}

/// The shape of what was found.
pub fn shape(finding: Option<&Finding>, scale: &Scale) -> Shape {
    let Some(finding) = finding else { return Shape::Unknown };
    let place = scale.levels().iter().position(|level| Some(&level.code) == finding.level.as_ref());
    let Some(place) = place else { return Shape::Unknown };
    // A mastery cut may lie between two levels: whether it is reached decides.
    match level_shape(scale, place) {
        Shape::Far | Shape::Near if finding.mastered => Shape::There,
        Shape::There | Shape::Past if !finding.mastered => Shape::Near,
        shape => shape,
    }
}

/// The pill of what was found, in the words of its reader.
pub fn mark(finding: Option<&Finding>, scale: &Scale, audience: Audience) -> Mark {
    let shape = shape(finding, scale);
    if audience != Audience::Educator {
        let begun = finding.is_some_and(|finding| finding.evidence_count > 0);
        return Mark::new(shape, plain_word(shape, begun));
    }
    let level = finding.and_then(|finding| scale.level(finding.level.as_deref()?));
    Mark::new(shape, &level.map_or_else(|| "Not enough yet".to_owned(), level_word))
}

/// `3 Proficient`.
pub fn level_word(level: &Level) -> String {
    if level.code == level.name { level.name.clone() } else { format!("{} {}", level.code, level.name) }
}

/// The word for learners and families.
fn plain_word(shape: Shape, begun: bool) -> &'static str {
    match shape {
        Shape::Unknown if begun => "Just begun",
        Shape::Unknown => "Not tried yet",
        Shape::Far => "Started",
        Shape::Near => "Almost",
        Shape::There => "Got it",
        Shape::Past => "And beyond",
    }
}

/// One pill per level, highest first, and the one for not enough evidence.
pub fn legend(scale: &Scale) -> Vec<Mark> {
    let levels = scale.levels().iter().enumerate();
    let known = levels.map(|(place, level)| Mark::new(level_shape(scale, place), &level_word(level)));
    known.chain([Mark::new(Shape::Unknown, "Not enough yet")]).collect()
}

/// Where a value is going.
pub fn trend(finding: &Finding) -> Trend {
    match finding.trend {
        None => Trend::Unknown,
        Some(change) if change > Points::ZERO => Trend::Rising,
        Some(change) if change < Points::ZERO => Trend::Falling,
        Some(_) => Trend::Steady,
    }
}

/// `Proficient`, or `5 of 8`.
pub fn result(level_name: Option<&str>, points: Points, possible: Points) -> String {
    level_name.map_or_else(|| format!("{points} of {possible}"), str::to_owned)
}

/// What a piece of work was: its instrument, or its kind.
pub fn work(source: Source, instrument: Option<&str>) -> String {
    match (source, instrument) {
        (Source::Rating, None | Some("rating")) => "Rating in class".to_owned(),
        (_, Some(instrument)) => instrument.to_owned(),
        (Source::ItemResponse, None) => "Question".to_owned(),
        (Source::Observation, None) => "Seen in class".to_owned(),
        (Source::Import, None) => "From another system".to_owned(),
        (Source::PriorLearning, None) => "Shown earlier".to_owned(),
        (Source::Transfer, None) => "From another school".to_owned(),
    }
}

/// `one piece`, `4 pieces`.
pub fn counted(count: i64, one: &str, several: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{} {several}", grouped(count)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(value: &str) -> Finding {
        let value: Points = value.parse().expect("points");
        let scale = Scale::four_levels();
        Finding {
            value: Some(value),
            level: Some(scale.level_at(value).code.clone()),
            mastered: value >= scale.mastery(),
            evidence_count: 2,
            ..Finding::NOT_ENOUGH
        }
    }

    #[test]
    fn each_level_has_a_shape_and_a_word_for_each_reader() {
        let scale = Scale::four_levels();
        for (value, shape, educator, learner) in [
            ("4", Shape::Past, "4 Advanced", "And beyond"),
            ("3.2", Shape::There, "3 Proficient", "Got it"),
            ("2.99", Shape::Near, "2 Developing", "Almost"),
            ("0.5", Shape::Far, "1 Beginning", "Started"),
        ] {
            let finding = found(value);
            let mark = |audience| mark(Some(&finding), &scale, audience);
            assert_eq!(mark(Audience::Educator).shape, shape);
            assert_eq!(mark(Audience::Educator).word, educator);
            assert_eq!(mark(Audience::Learner).word, learner);
        }
        assert_eq!(mark(None, &scale, Audience::Family).word, "Not tried yet");
        assert_eq!(mark(Some(&Finding::NOT_ENOUGH), &scale, Audience::Educator).shape, Shape::Unknown);
    }

    #[test]
    fn a_cut_between_two_levels_decides_the_shape() {
        let levels = Scale::four_levels().levels().to_vec();
        let scale = Scale::new(levels, "2.5".parse().expect("points"), Points::whole(4)).expect("a scale");
        let finding = Finding { mastered: true, ..found("2.7") };
        assert_eq!(shape(Some(&finding), &scale), Shape::There);
    }
}
