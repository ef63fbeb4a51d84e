//! What a rater says of a piece of work, checked against its rubric.

use domain::{rubric::Rubric, task::CriterionMark, text};

use crate::Refusal;

/// The most characters of a comment.
const MOST_COMMENT: usize = 10_000;

/// What a rater says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Of the whole.
    pub comment: String,
    /// By criterion.
    pub marks: Vec<CriterionMark>,
    /// Whether it is done; a draft otherwise.
    pub done: bool,
}

impl Said {
    /// With comments as they are kept; refused where one is too long.
    pub(crate) fn checked(self) -> Result<Self, Refusal> {
        let words = |text: &str| -> Result<String, Refusal> {
            Ok(text::optional(text, MOST_COMMENT).map_err(Refusal::text("comment"))?.unwrap_or_default())
        };
        let mut marks = Vec::with_capacity(self.marks.len());
        for one in self.marks {
            marks.push(CriterionMark { comment: words(&one.comment)?, ..one });
        }
        Ok(Self { comment: words(&self.comment)?, marks, ..self })
    }

    /// What is said of the criteria that are asked; refused where a level is none of its criterion, and where it
    /// is to be done and a criterion is left out.
    pub(crate) fn marks_on(&self, rubric: &Rubric, asked: &[usize]) -> Result<Vec<CriterionMark>, Refusal> {
        let mut marks: Vec<CriterionMark> = Vec::with_capacity(asked.len());
        for criterion in asked {
            let Some(one) = self.marks.iter().find(|one| one.criterion == *criterion) else { continue };
            let takes = rubric.criteria.get(*criterion);
            if one.mark.is_some_and(|mark| takes.is_none_or(|takes| !takes.takes(mark))) {
                return Err(Refusal::invalid("level", "is not one of this criterion"));
            }
            marks.push(one.clone());
        }
        let said = marks.iter().filter(|one| one.mark.is_some()).count();
        if self.done && said < asked.len() {
            let why = "are missing: choose a level, or \"not applicable\", for each criterion";
            return Err(Refusal::invalid("levels", why));
        }
        Ok(marks)
    }
}
