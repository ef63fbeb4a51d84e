//! How far evidence covers a framework: which competencies have some, from how many learners.

use std::collections::{HashMap, HashSet};

use domain::{
    CompetencyId, FrameworkId,
    framework::{AssociationKind, Competency, Framework},
    people::RoleKind,
};
use store::{Tx, mastery::Covered};

use crate::{Actor, App, Refusal, access::Standing, chance, distribution::SMALLEST_GROUP};

/// A framework with what evidence there is of each competency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The framework.
    pub framework: Framework,
    /// Its competencies in order. Retired ones and headings of others are among them only when something
    /// counts for them: nobody is expected to bring evidence of those.
    pub competencies: Vec<CoveredCompetency>,
    /// How many of them have evidence.
    pub with_evidence: usize,
}

/// One competency with the evidence there is of it, by the record: what came over a crosswalk counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoveredCompetency {
    /// The competency.
    pub competency: Competency,
    /// Learners of whom something counts.
    pub learners: Figure,
    /// Pieces of evidence that count.
    pub pieces: Figure,
    /// Learners who have mastered it.
    pub mastered: Figure,
}

/// A number of a group, honest about what it hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// As it is.
    Count(i64),
    /// From 1 to 9 learners: too few to be shown.
    Few,
    /// Not shown, because a small number could be worked out from it.
    Hidden,
}

impl CoveredCompetency {
    fn of(competency: Competency, covered: Option<&Covered>) -> Self {
        let smallest = i64::try_from(SMALLEST_GROUP).unwrap_or(i64::MAX);
        let small = |count: i64| count > 0 && count < smallest;
        let Some(covered) = covered else {
            let none = Figure::Count(0);
            return Self { competency, learners: none, pieces: none, mastered: none };
        };
        if small(covered.learners) {
            let hidden = Figure::Hidden;
            return Self { competency, learners: Figure::Few, pieces: hidden, mastered: hidden };
        }
        let tells = small(covered.mastered) || small(covered.learners - covered.mastered);
        Self {
            competency,
            learners: Figure::Count(covered.learners),
            pieces: Figure::Count(covered.pieces),
            mastered: if tells { Figure::Hidden } else { Figure::Count(covered.mastered) },
        }
    }
}

/// Shows the coverage of a framework: numbers only, for who teaches or runs something.
pub async fn show_coverage(app: &App, actor: &Actor, framework: FrameworkId) -> Result<Coverage, Refusal> {
    let today = chance::today();
    let (framework, competencies, headings, covered) = app
        .db
        .read((actor, framework), |tx, (actor, framework)| {
            Box::pin(async move {
                may_see_figures(&Standing::load(tx, actor, today).await?)?;
                load(tx, actor, *framework).await
            })
        })
        .await?;
    let covered: HashMap<CompetencyId, Covered> =
        covered.into_iter().map(|one| (one.competency, one)).collect();
    let expected = |one: &Competency| !one.retired && !headings.contains(&one.id);
    let there = |one: &Competency| expected(one) || covered.contains_key(&one.id);
    Ok(Coverage {
        framework,
        with_evidence: competencies.iter().filter(|one| covered.contains_key(&one.id)).count(),
        competencies: competencies
            .into_iter()
            .filter(there)
            .map(|one| {
                let covered = covered.get(&one.id);
                CoveredCompetency::of(one, covered)
            })
            .collect(),
    })
}

/// A framework, its competencies, those of them that head others, and what is covered.
type Loaded = (Framework, Vec<Competency>, HashSet<CompetencyId>, Vec<Covered>);

async fn load(tx: &mut Tx, actor: &Actor, framework: FrameworkId) -> Result<Loaded, Refusal> {
    let district = actor.district;
    let found = store::framework::find(tx, district, framework).await?;
    let found = found.ok_or(Refusal::NotFound("this framework"))?;
    let competencies = store::competency::of_framework(tx, district, framework).await?;
    let below = AssociationKind::IsChildOf;
    let below = store::association::of_framework(tx, district, framework, Some(&below)).await?;
    let headings = below.into_iter().filter_map(|child| child.destination.competency).collect();
    Ok((found, competencies, headings, store::mastery::coverage(tx, district, framework).await?))
}

/// Refuses learners and families: figures of groups are for who works with them.
pub(crate) fn may_see_figures(standing: &Standing) -> Result<(), Refusal> {
    use domain::people::SectionRole::Learner;
    let works = standing.roles.iter().any(|role| {
        !matches!(role.kind, RoleKind::Learner | RoleKind::Guardian) && role.dates.contains(standing.today)
    });
    let teaches = standing
        .places
        .iter()
        .any(|(place, _)| place.role != Learner && place.dates.contains(standing.today));
    if works || teaches {
        return Ok(());
    }
    Err(Refusal::Denied("Only people who teach or run something see figures of groups."))
}

#[cfg(test)]
mod tests {
    use domain::framework::Extra;

    use super::*;

    #[test]
    fn small_numbers_and_what_gives_them_away_are_not_shown() {
        use Figure::{Count, Few, Hidden};
        check(9, 3, (Few, Hidden, Hidden));
        check(10, 10, (Count(10), Count(20), Count(10)));
        check(30, 25, (Count(30), Count(20), Hidden));
        check(30, 4, (Count(30), Count(20), Hidden));
        check(30, 0, (Count(30), Count(20), Count(0)));
    }

    #[track_caller]
    fn check(learners: i64, mastered: i64, expected: (Figure, Figure, Figure)) {
        let competency = Competency {
            id: CompetencyId::from_bytes([1; 16]),
            framework: FrameworkId::from_bytes([1; 16]),
            guid: String::new(),
            code: None,
            statement: String::new(),
            short: None,
            kind: None,
            grades: Vec::new(),
            position: 0,
            retired: false,
            extra: Extra::new(),
        };
        let covered = Covered { competency: competency.id, learners, pieces: 20, mastered };
        let found = CoveredCompetency::of(competency, Some(&covered));
        assert_eq!((found.learners, found.pieces, found.mastered), expected);
    }
}
