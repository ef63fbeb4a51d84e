//! How a level, a result and a direction are shown: a shape and a word, never a colour alone.

use domain::{
    Points,
    evidence::Source,
    judgement::Finding,
    scale::{Level, Scale},
};
use mastery::wording::{Audience, Words};

use crate::figures::grouped;
use crate::views::{
    grid::Trend,
    mark::{Mark, Shape},
    shell::Link,
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
pub fn mark(finding: Option<&Finding>, scale: &Scale, words: &Words) -> Mark {
    let shape = shape(finding, scale);
    if words.audience() != Audience::Educator {
        let begun = finding.is_some_and(|finding| finding.evidence_count > 0);
        return Mark::new(shape, &words.say(plain_word(shape, begun)));
    }
    let level = finding.and_then(|finding| scale.level(finding.level.as_deref()?));
    Mark::new(shape, &level.map_or_else(|| "Not enough yet".to_owned(), level_word))
}

/// `3 Proficient`.
pub fn level_word(level: &Level) -> String {
    if level.code == level.name { level.name.clone() } else { format!("{} {}", level.code, level.name) }
}

/// The word for learners and families, by its key.
fn plain_word(shape: Shape, begun: bool) -> &'static str {
    match shape {
        Shape::Unknown if begun => "mark-begun",
        Shape::Unknown => "mark-untried",
        Shape::Far => "mark-started",
        Shape::Near => "mark-almost",
        Shape::There => "mark-reached",
        Shape::Past => "mark-beyond",
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
pub fn result(level_name: Option<&str>, points: Points, possible: Points, words: &Words) -> String {
    if let Some(name) = level_name {
        return words.tell("level", &[("level", name.into())]);
    }
    let [points, possible] = [points, possible].map(|number| words.number(&number.to_string()));
    words.tell("result-of", &[("points", (&points).into()), ("possible", (&possible).into())])
}

/// What a piece of work was: its instrument, or its kind.
pub fn work(source: Source, instrument: Option<&str>, words: &Words) -> String {
    let key = match (source, instrument) {
        (Source::Rating, None | Some("rating")) => "work-rating",
        (Source::SelfRating, _) => "work-self-rating",
        (Source::PeerRating, _) => "work-peer-rating",
        (Source::Rating, Some(instrument)) if instrument.starts_with("task:") => "work-task",
        (Source::ItemResponse, None) => "work-question",
        (Source::Observation, None | Some(usecases::observe::INSTRUMENT)) => "work-observation",
        (Source::Import, None) => "work-import",
        (Source::PriorLearning, None) => "work-prior",
        (Source::Transfer, None) => "work-transfer",
        (_, Some(instrument)) => return instrument.to_owned(),
    };
    words.say(key)
}

/// Where a named piece comes from, for educators, where that is not what one expects of a piece of work; its
/// name alone does not tell.
pub fn unusual_source(source: Source, instrument: Option<&str>, words: &Words) -> Option<String> {
    let unusual = matches!(source, Source::Observation | Source::PriorLearning | Source::Transfer);
    let named = instrument.is_some_and(|name| name != usecases::observe::INSTRUMENT);
    (unusual && named).then(|| work(source, None, words))
}

/// The work itself as an entry names it: led to where it is an address of the web, else only said.
pub fn work_itself(named: &str) -> Link {
    let scheme = named.split_once("://").map(|(scheme, _)| scheme.to_lowercase());
    match scheme.as_deref() {
        Some("http" | "https") if !named.contains(char::is_whitespace) => {
            let shown = named.split_once("://").map_or(named, |(_, rest)| rest);
            Link::new(shown, named)
        }
        _ => Link::new(named, ""),
    }
}

/// `one piece`, `4 pieces`.
pub fn counted(count: i64, one: &str, several: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{} {several}", grouped(count)) }
}

#[cfg(test)]
mod tests {
    use wording::{Language, english};

    use super::*;

    #[test]
    fn only_an_address_of_the_web_is_led_to() {
        for (named, expected) in [
            ("https://a.example/x", "https://a.example/x"),
            ("HTTP://a.example", "HTTP://a.example"),
            ("javascript:alert(1)", ""),
            ("javascript://a.example/%0aalert(1)", ""),
            ("essay 3.pdf", ""),
            ("https://a.example/ x", ""),
        ] {
            assert_eq!(work_itself(named).href, expected, "{named}");
        }
    }

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
            let words = |audience| Words::built_in(audience, Language::English);
            let mark = |audience| mark(Some(&finding), &scale, &words(audience));
            assert_eq!(mark(Audience::Educator).shape, shape);
            assert_eq!(mark(Audience::Educator).word, educator);
            assert_eq!(mark(Audience::Learner).word, learner);
        }
        let spanish = Words::built_in(Audience::Family, Language::Spanish);
        assert_eq!(mark(None, &scale, &spanish).word, "Sin empezar");
        assert_eq!(mark(Some(&Finding::NOT_ENOUGH), &scale, english()).shape, Shape::Unknown);
        let (earned, possible) = ("2.5".parse().expect("points"), Points::whole(4));
        assert_eq!(result(None, earned, possible, &spanish), "2,5 de 4");
        assert_eq!(result(Some("Proficient"), earned, possible, &spanish), "Competente");
        assert_eq!(result(Some("House level"), earned, possible, english()), "House level");
    }

    #[test]
    fn a_cut_between_two_levels_decides_the_shape() {
        let levels = Scale::four_levels().levels().to_vec();
        let scale = Scale::new(levels, "2.5".parse().expect("points"), Points::whole(4)).expect("a scale");
        let finding = Finding { mastered: true, ..found("2.7") };
        assert_eq!(shape(Some(&finding), &scale), Shape::There);
    }
}
