//! How far evidence covers a framework: which competencies have some, from how many learners.

use std::collections::{BTreeMap, HashSet};

use domain::{
    CompetencyId, Date, FrameworkId, PersonId,
    framework::{AssociationKind, Competency, Framework},
    people::RoleKind,
};
use store::{Tx, mastery::Covered};

use crate::{Actor, App, Refusal, access::Standing, chance, small_cells::Smallest};

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
    /// Below how many learners numbers are left out.
    pub smallest: Smallest,
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
    /// Of too few learners to be shown.
    Few,
    /// Not shown, because a small number could be worked out from it.
    Hidden,
}

impl CoveredCompetency {
    /// `all` are the learners of the district: who has no evidence is a number too. What is shown fits what
    /// the levels of the same competency show elsewhere: where one of those is left out, so is mastery.
    fn of(competency: Competency, covered: Option<&Covered>, all: u64, smallest: Smallest) -> Self {
        let Some(covered) = covered else {
            let none = Figure::Count(0);
            return Self { competency, learners: none, pieces: none, mastered: none };
        };
        let hidden = Figure::Hidden;
        let count = |number: i64| u64::try_from(number).unwrap_or(0);
        let (learners, mastered) = (count(covered.learners), count(covered.mastered));
        if smallest.is_small(learners) {
            return Self { competency, learners: Figure::Few, pieces: hidden, mastered: hidden };
        }
        if smallest.is_small(all.saturating_sub(learners)) {
            return Self { competency, learners: hidden, pieces: hidden, mastered: hidden };
        }
        let one_is_small = covered.levels.iter().any(|number| smallest.is_small(count(*number)));
        let part = smallest.part(mastered, learners).filter(|_| !one_is_small || mastered == 0);
        Self {
            competency,
            learners: Figure::Count(covered.learners),
            pieces: Figure::Count(covered.pieces),
            mastered: part.map_or(hidden, |_| Figure::Count(covered.mastered)),
        }
    }
}

/// Shows the coverage of a framework: numbers only, for who teaches or runs something.
pub async fn show_coverage(app: &App, actor: &Actor, framework: FrameworkId) -> Result<Coverage, Refusal> {
    let today = chance::today(actor.district);
    let Loaded { framework, competencies, headings, covered, learners, smallest } = app
        .db
        .read((actor, framework), |tx, (actor, framework)| {
            Box::pin(async move {
                may_see_figures(&Standing::load(tx, actor, today).await?)?;
                load(tx, actor, *framework, today).await
            })
        })
        .await?;
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
                CoveredCompetency::of(one, covered, learners, smallest)
            })
            .collect(),
        smallest,
    })
}

/// A framework, its competencies, those of them that head others, what is covered, and how many learners
/// there are.
struct Loaded {
    framework: Framework,
    competencies: Vec<Competency>,
    headings: HashSet<CompetencyId>,
    covered: BTreeMap<CompetencyId, Covered>,
    learners: u64,
    smallest: Smallest,
}

async fn load(tx: &mut Tx, actor: &Actor, framework: FrameworkId, today: Date) -> Result<Loaded, Refusal> {
    let district = actor.district;
    let found = store::framework::find(tx, district, framework).await?;
    let found = found.ok_or(Refusal::NotFound("this framework"))?;
    let competencies = store::competency::of_framework(tx, district, framework).await?;
    let below = AssociationKind::IsChildOf;
    let below = store::association::of_framework(tx, district, framework, Some(&below)).await?;
    let roles = store::role::of_kind(tx, district, RoleKind::Learner).await?;
    let learners: HashSet<PersonId> =
        roles.iter().filter(|role| role.dates.contains(today)).map(|role| role.person).collect();
    Ok(Loaded {
        framework: found,
        competencies,
        headings: below.into_iter().filter_map(|child| child.destination.competency).collect(),
        covered: store::mastery::coverage(tx, district, framework).await?,
        learners: learners.len() as u64,
        smallest: Smallest::load(tx, district).await?,
    })
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
        check(&[6, 3], 3, 100, (Few, Hidden, Hidden));
        check(&[10], 10, 100, (Count(10), Count(20), Count(10)));
        check(&[25, 5], 25, 100, (Count(30), Count(20), Hidden));
        check(&[26, 4], 4, 100, (Count(30), Count(20), Hidden));
        check(&[30], 0, 100, (Count(30), Count(20), Count(0)));
        check(&[15, 15], 15, 100, (Count(30), Count(20), Count(15)));
    }

    #[test]
    fn who_has_no_evidence_and_who_is_at_which_level_are_numbers_too() {
        use Figure::{Count, Hidden};
        check(&[15, 15], 15, 33, (Hidden, Hidden, Hidden));
        check(&[15, 15], 15, 30, (Count(30), Count(20), Count(15)));
        // Levels of 12, 4 and 20 show 20 and leave two out; 16 mastered of 36 would give away neither, 32 would.
        check(&[12, 4, 20], 32, 100, (Count(36), Count(20), Hidden));
    }

    /// How many at each level, how many of them have mastered, and of how many in the district.
    #[track_caller]
    fn check(levels: &[i64], mastered: i64, all: u64, expected: (Figure, Figure, Figure)) {
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
        let covered =
            Covered { learners: levels.iter().sum(), pieces: 20, mastered, levels: levels.to_vec() };
        let found = CoveredCompetency::of(competency, Some(&covered), all, Smallest::new(10));
        assert_eq!((found.learners, found.pieces, found.mastered), expected);
    }
}
