//! XML Schema regular expressions over whole texts.
//!
//! Our own rather than a crate: the syntax differs from every crate's (`\i`, `\c`, classes less classes, `^` and
//! `$` as plain characters), and patterns and texts both come from outside. All ways through a pattern are
//! followed at once, so that no pattern takes more than its size times the length of the text.
//!
//! One thing is not as XML Schema says: a pattern between `^` and `$` is taken for what its author meant.

mod classes;
mod reading;

pub(super) use classes::Class;

use super::Problem;
use reading::Step;

/// How much work one comparison may be.
///
/// Unit: characters of the text times steps of the pattern.
const MAX_WORK: usize = 5_000_000;

/// A pattern that can be compared with texts.
#[derive(Debug, Clone)]
pub struct Pattern {
    steps: Vec<Step>,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// Errors: [`Problem::BadPattern`] where it is none, is longer than 2,000 bytes, or unfolds to too much.
    /// Source: XML Schema Part 2, appendix F.
    pub fn new(pattern: &str) -> Result<Self, Problem> {
        let meant = pattern.strip_prefix('^').and_then(|rest| rest.strip_suffix('$'));
        let meant = meant.filter(|rest| !rest.ends_with('\\')).unwrap_or(pattern);
        let steps = reading::read(meant)
            .map_err(|why| Problem::BadPattern { pattern: pattern.chars().take(200).collect(), why })?;
        Ok(Self { steps })
    }

    /// How much work it is to read the pattern and compare a text with it.
    pub(super) fn work(&self, text: &str) -> usize {
        self.steps.len().saturating_mul(text.len() + 1)
    }

    /// Whether a whole text looks like the pattern.
    ///
    /// Errors: [`Problem::BadPattern`] where pattern and text are together too large to compare.
    pub fn matches(&self, text: &str) -> Result<bool, Problem> {
        if self.work(text) > MAX_WORK {
            return Err(Problem::BadPattern {
                pattern: String::new(),
                why: "text and pattern are too large",
            });
        }
        let mut now = Places::new(self.steps.len());
        let mut next = Places::new(self.steps.len());
        self.reach(&mut now, 0);
        for character in text.chars() {
            for index in 0..now.list.len() {
                let place = now.list[index];
                if let Step::One(class) = &self.steps[place]
                    && class.holds(character)
                {
                    self.reach(&mut next, place + 1);
                }
            }
            std::mem::swap(&mut now, &mut next);
            next.clear();
            if now.list.is_empty() {
                return Ok(false);
            }
        }
        Ok(now.list.iter().any(|place| matches!(self.steps[*place], Step::End)))
    }

    /// Adds a place and all that can be reached from it without a character.
    fn reach(&self, places: &mut Places, first: usize) {
        places.open.push(first);
        while let Some(place) = places.open.pop() {
            if std::mem::replace(&mut places.seen[place], true) {
                continue;
            }
            places.list.push(place);
            match &self.steps[place] {
                Step::Jump(to) => places.open.push(*to),
                Step::Either(one, two) => places.open.extend([*one, *two]),
                Step::One(_) | Step::End => {}
            }
        }
    }
}

/// Places in a pattern where a text may be at once.
struct Places {
    list: Vec<usize>,
    seen: Vec<bool>,
    open: Vec<usize>,
}

impl Places {
    fn new(count: usize) -> Self {
        Self { list: Vec::new(), seen: vec![false; count], open: Vec::new() }
    }

    fn clear(&mut self) {
        for place in self.list.drain(..) {
            self.seen[place] = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_those_of_xml_schema() {
        for (pattern, yes, no) in [
            ("", &[""][..], &["a"][..]),
            ("[0-9]+", &["0", "2026"], &["", "1a", "a1"]),
            ("^[0-9]+$", &["7"], &["^7$", ""]),
            ("\\$5", &["$5"], &["5"]),
            ("x^2", &["x^2"], &["x2", "x"]),
            ("5$", &["5$"], &["5"]),
            ("a|bc|", &["a", "bc", ""], &["ab", "abc"]),
            ("(ab)*c?", &["", "abab", "ababc", "c"], &["a", "abb"]),
            ("a{2}", &["aa"], &["a", "aaa"]),
            ("a{2,}", &["aa", "aaaa"], &["a"]),
            ("a{0,2}b", &["b", "ab", "aab"], &["aaab"]),
            ("[^abc]", &["d", "é"], &["a", "dd", ""]),
            ("[a-z-[aeiou]]+", &["xyz"], &["xaz", "-"]),
            ("[a-]", &["a", "-"], &["b"]),
            ("[-+]?\\d+([.,]\\d+)?", &["-3", "+2,5", "٣"], &["2,", "--3"]),
            ("\\p{Lu}\\p{Ll}*", &["Élan", "A"], &["élan", "AB"]),
            ("\\P{L}+", &["12!"], &["12a"]),
            ("\\w+", &["naïve", "日本"], &["a b", "a."]),
            ("\\s\\S", &[" a", "\tb"], &["ab", "\u{a0}b"]),
            ("\\i\\c*", &["_a-1", "ns:x"], &["1a", "-"]),
            (".", &["a", "."], &["\n", ""]),
            ("[\\]\\\\]", &["]", "\\"], &["["]),
            ("\\p{IsBasicLatin}+", &["az"], &["é"]),
            ("(a|a)*", &["aaaaaaaa"], &["aaab"]),
        ] {
            let read = Pattern::new(pattern).unwrap();
            for text in yes {
                assert_eq!(read.matches(text), Ok(true), "{pattern} {text:?}");
            }
            for text in no {
                assert_eq!(read.matches(text), Ok(false), "{pattern} {text:?}");
            }
        }
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        let deep = "(".repeat(500);
        let long = "a".repeat(3000);
        for pattern in [
            "(",
            ")",
            "[",
            "[]",
            "a{",
            "a{2",
            "a{3,2}",
            "a{99999}",
            "*",
            "a**",
            "\\",
            "\\q",
            "\\p{Xx}",
            "\\p{IsKlingon}",
            "[z-a]",
            "((a{99}){99}){99}",
            "a{1}{2}",
            &deep,
            &long,
        ] {
            assert!(Pattern::new(pattern).is_err(), "{}", &pattern[..pattern.len().min(20)]);
        }
    }

    #[test]
    fn no_pattern_takes_long_over_a_hostile_text() {
        let text = "a".repeat(5_000);
        assert_eq!(Pattern::new("(a*)*(a*)*b").unwrap().matches(&text), Ok(false));
        assert!(Pattern::new("a{500}a*").unwrap().matches(&"a".repeat(100_000)).is_err());
    }
}
