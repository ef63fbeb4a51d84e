//! What a band of grades has for a learner.

use domain::{CompetencyId, FrameworkId, framework::Competency, grade::Grade, path::Band};

/// The competencies of a framework, by how they lie to a band.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InBand {
    /// Within it: some grade that the competency names lies from the floor to the ceiling.
    pub within: Vec<CompetencyId>,
    /// Wholly below the floor.
    pub below: Vec<CompetencyId>,
    /// Wholly above the ceiling.
    pub above: Vec<CompetencyId>,
    /// Of no grade that is known.
    pub without_grade: Vec<CompetencyId>,
}

/// Sorts `competencies` by the band; those of other frameworks and the retired are left out.
pub fn in_band<'c>(band: &Band, competencies: impl IntoIterator<Item = &'c Competency>) -> InBand {
    let mut found = InBand::default();
    let of = |framework: FrameworkId| framework == band.framework;
    for one in competencies.into_iter().filter(|one| of(one.framework) && !one.retired) {
        let list = match Grade::span(&one.grades) {
            None => &mut found.without_grade,
            Some((_, highest)) if highest < band.floor => &mut found.below,
            Some((lowest, _)) if lowest > band.ceiling => &mut found.above,
            Some(_) => &mut found.within,
        };
        list.push(one.id);
    }
    found
}

#[cfg(test)]
mod tests {
    use domain::framework::Extra;

    use super::*;

    fn competency(letter: char, framework: u8, grades: &[&str]) -> Competency {
        Competency {
            id: CompetencyId::from_bytes([letter as u8; 16]),
            framework: FrameworkId::from_bytes([framework; 16]),
            guid: letter.to_string(),
            code: None,
            statement: letter.to_string(),
            short: None,
            kind: None,
            grades: grades.iter().map(|grade| (*grade).to_owned()).collect(),
            position: 0,
            retired: letter == 'r',
            extra: Extra::new(),
        }
    }

    #[test]
    fn a_competency_is_within_where_its_grades_touch_the_band() {
        let grade = |text: &str| text.parse().expect("a grade");
        let band = Band::new(FrameworkId::from_bytes([1; 16]), grade("3"), grade("5")).expect("in order");
        let all = [
            competency('k', 1, &["KG", "02"]),
            competency('c', 1, &["02", "03"]),
            competency('e', 1, &["05"]),
            competency('h', 1, &["06", "07"]),
            competency('n', 1, &["all"]),
            competency('r', 1, &["04"]),
            competency('o', 2, &["04"]),
        ];
        let found = in_band(&band, &all);
        let letters =
            |ids: &[CompetencyId]| ids.iter().map(|id| char::from(id.as_bytes()[0])).collect::<String>();
        let lists = [&found.within, &found.below, &found.above, &found.without_grade].map(|ids| letters(ids));
        assert_eq!(lists, ["ce", "k", "h", "n"]);
    }
}
