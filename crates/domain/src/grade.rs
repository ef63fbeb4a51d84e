//! Grades in their order, as publishers write them.

use std::{fmt, str::FromStr};

/// A school grade.
///
/// Shape: from prekindergarten (-1) over kindergarten (0) and grades 1 to 12 to a thirteenth year.
/// Errors: [`NotAGrade`] for a text that is none.
/// Source: CEDS grade levels, as in CASE `educationLevel`: `PK`, `KG`, `01` to `13`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grade(i8);

/// A text that is not a grade.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a grade: write PK, K, or a number from 1 to 13")]
pub struct NotAGrade(pub String);

impl Grade {
    /// The lowest and the highest of the grades that a competency names; `None` when it names none that is known.
    pub fn span(grades: &[String]) -> Option<(Self, Self)> {
        let known = grades.iter().filter_map(|grade| grade.parse::<Self>().ok());
        known.fold(None, |span, grade| {
            Some(span.map_or((grade, grade), |(low, high): (Self, Self)| (low.min(grade), high.max(grade))))
        })
    }
}

impl fmt::Display for Grade {
    /// `PK`, `K`, `1` to `13`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            -1 => f.write_str("PK"),
            0 => f.write_str("K"),
            number => number.fmt(f),
        }
    }
}

impl FromStr for Grade {
    type Err = NotAGrade;

    fn from_str(text: &str) -> Result<Self, NotAGrade> {
        let trimmed = text.trim();
        let number = match trimmed.to_ascii_uppercase().as_str() {
            "PK" | "PREK" | "PRE-K" => Some(-1),
            "K" | "KG" | "KINDERGARTEN" => Some(0),
            other if other.len() <= 2 && other.bytes().all(|byte| byte.is_ascii_digit()) => {
                other.parse::<i8>().ok().filter(|number| (1..=13).contains(number))
            }
            _ => None,
        };
        number.map(Self).ok_or_else(|| NotAGrade(text.chars().take(40).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::Grade;

    #[test]
    fn grades_read_back_in_their_order() {
        check("PK", Some("PK"));
        check(" kg ", Some("K"));
        check("03", Some("3"));
        check("13", Some("13"));
        let order: Vec<Grade> =
            ["PK", "K", "1", "09", "10"].iter().map(|text| text.parse().expect("a grade")).collect();
        assert!(order.is_sorted());
    }

    #[test]
    fn what_is_no_grade_is_refused() {
        for hostile in ["", "14", "00", "-1", "+3", "9-12", "third", "١", "3\0"] {
            check(hostile, None);
        }
    }

    #[test]
    fn a_span_is_what_the_known_ones_cover() {
        let of =
            |grades: &[&str]| Grade::span(&grades.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["11", "09", "odd"]), Some(("9".parse().expect("one"), "11".parse().expect("one"))));
        assert_eq!(of(&["odd"]), None);
        assert_eq!(of(&[]), None);
    }

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(
            text.parse::<Grade>().ok().map(|grade| grade.to_string()).as_deref(),
            expected,
            "{text:?}"
        );
    }
}
