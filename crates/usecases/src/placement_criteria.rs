//! Against what a diagnostic places: the ability at which each grade's work begins, and what a learner of that
//! grade usually gains in a year.

use std::collections::BTreeSet;

use assessment::diagnostic::{BadCuts, Cuts, growth::Goals};
use domain::Points;

use crate::Refusal;

/// Criteria, lowest grade first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Criteria {
    /// One per grade.
    pub grades: Vec<Criterion>,
}

/// One grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// As people and rosters name it: `6`.
    pub grade: String,
    /// From which ability on its work is the right one.
    ///
    /// Unit: logits.
    pub from: Points,
    /// What learners of that grade usually gain in 30 weeks; `None` where nobody said.
    ///
    /// Unit: logits.
    pub typical: Option<Points>,
    /// What would bring one who is behind back within a few years; `None` where nobody said.
    ///
    /// Unit: logits.
    pub stretch: Option<Points>,
}

impl Criteria {
    /// A line per grade: `6, -0.5, 0.4, 0.7`; the last two may be left out.
    pub fn write(&self) -> String {
        let line = |one: &Criterion| {
            let goal = |goal: Option<Points>| goal.map_or_else(String::new, |goal| format!(", {goal}"));
            format!("{}, {}{}{}", one.grade, one.from, goal(one.typical), goal(one.stretch))
        };
        self.grades.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// Reads lines as [`Criteria::write`] gives them. Errors name the line.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let grades = lines.map(criterion).collect::<Result<Vec<_>, _>>()?;
        let mut seen = BTreeSet::new();
        if let Some(twice) = grades.iter().find(|one| !seen.insert(&one.grade)) {
            return Err(Refusal::invalid("criteria", format!("have two lines of grade \"{}\"", twice.grade)));
        }
        let criteria = Self { grades };
        if !criteria.grades.is_empty() {
            criteria.cuts().map_err(|why| Refusal::invalid("criteria", format!("cannot be used: {why}")))?;
        }
        Ok(criteria)
    }

    /// The cuts, to place by.
    pub fn cuts(&self) -> Result<Cuts, BadCuts> {
        Cuts::new(self.grades.iter().map(|one| (one.grade.clone(), one.from.to_f64())).collect())
    }

    /// The goals of a grade, if it has both.
    pub fn goals(&self, grade: &str) -> Option<Goals> {
        let found = self.grades.iter().find(|one| one.grade == grade)?;
        Some(Goals { typical: found.typical?.to_f64(), stretch: found.stretch?.to_f64() })
    }
}

fn criterion(line: &str) -> Result<Criterion, Refusal> {
    let cells: Vec<&str> = line.split(',').map(str::trim).collect();
    let wrong = || {
        let line: String = line.chars().take(100).collect();
        Refusal::invalid(
            "criteria",
            format!(
                "have the line \"{line}\": write a grade, the logits where its work begins, and if you know \
                 them the usual and the stretch gain of 30 weeks, such as \"6, -0.5, 0.4, 0.7\""
            ),
        )
    };
    let (grade, numbers) = cells.split_first().ok_or_else(wrong)?;
    if grade.is_empty() || !(1..=3).contains(&numbers.len()) || grade.chars().count() > 20 {
        return Err(wrong());
    }
    let number = |place: usize| numbers.get(place).map(|text| text.parse::<Points>()).transpose();
    let [from, typical, stretch] = [0, 1, 2].map(number);
    Ok(Criterion {
        grade: (*grade).to_owned(),
        from: from.map_err(|_| wrong())?.ok_or_else(wrong)?,
        typical: typical.map_err(|_| wrong())?,
        stretch: stretch.map_err(|_| wrong())?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn criteria_read_back_as_they_are_written() {
        let text = "5, -1.2\n6, -0.5, 0.4, 0.7\n7, 0.1, 0.35, 0.6";
        assert_eq!(Criteria::read(text).expect("readable").write(), text);
        assert_eq!(Criteria::read(" \n").expect("none"), Criteria::default());
    }

    #[test]
    fn a_line_that_cannot_be_is_named() {
        for text in ["6", "6, half", ", 1", "6, 1, 2, 3, 4", "6, 1\n5, 2\n5, 3", "7, 1\n8, 0.5"] {
            let refused = Criteria::read(text).expect_err("refused").to_string();
            assert!(refused.starts_with("criteria "), "{refused}");
        }
    }
}
