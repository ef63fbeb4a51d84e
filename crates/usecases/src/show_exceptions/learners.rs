//! Learners of the schools that somebody leads.

use std::collections::{BTreeMap, HashSet};

use domain::{LearnerId, access::Relationship, people::RoleKind, text::search_key};
use store::Tx;

use super::{Exception, Kind, Line, Look, State, Subject};
use crate::{
    Refusal,
    show_caseload::{self, CaseloadRow},
};

pub(super) async fn exceptions(tx: &mut Tx, look: &Look<'_>) -> Result<Vec<Exception>, Refusal> {
    let district = look.actor.district;
    let roles = store::role::of_kind(tx, district, RoleKind::Learner).await?;
    let here = roles.iter().filter(|role| role.dates.contains(look.today()) && look.leads(role.organization));
    let whom: BTreeMap<LearnerId, Relationship> =
        here.map(|role| (role.person.as_learner(), Relationship::Principal)).collect();
    if whom.is_empty() {
        return Ok(Vec::new());
    }
    let learners: Vec<LearnerId> = whom.keys().copied().collect();
    let asked = (&look.calendar, look.today(), look.days);
    let mut rows = show_caseload::rows(tx, look.actor, &whom, &learners, asked).await?;
    rows.retain(|row| row.person.active);
    rows.sort_by_cached_key(|row| (search_key(&row.person.list_name()), row.person.id));
    let spoken_for: HashSet<LearnerId> = store::guardianship::list(tx, district)
        .await?
        .into_iter()
        .filter(|one| one.may_see && one.dates.contains(look.today()))
        .map(|one| one.learner)
        .collect();
    let line = |row: &CaseloadRow, state: State| Line {
        subject: Subject::Learner(row.person.id.as_learner()),
        name: row.person.list_name(),
        state,
    };
    let classes = |row: &CaseloadRow| {
        let titles: Vec<&str> = row.sections.iter().map(|one| one.title.as_str()).collect();
        State::Text(titles.join(", "))
    };
    let mut silent: Vec<&CaseloadRow> =
        rows.iter().filter(|row| row.is_silent && !row.sections.is_empty()).collect();
    silent.sort_by_key(|row| -row.silent_days);
    let silent = silent.into_iter().map(|row| {
        let state = State::Silent { days: row.silent_days, last: row.last };
        line(row, state)
    });
    let grade = |row: &CaseloadRow| {
        State::Text(row.person.grade.as_ref().map(|grade| format!("grade {grade}")).unwrap_or_default())
    };
    let without_class = rows.iter().filter(|row| row.sections.is_empty());
    let alone = rows.iter().filter(|row| !spoken_for.contains(&row.person.id.as_learner()));
    Ok(vec![
        Exception { kind: Kind::SilentLearners, lines: silent.collect() },
        Exception {
            kind: Kind::LearnersWithoutClass,
            lines: without_class.map(|row| line(row, grade(row))).collect(),
        },
        Exception {
            kind: Kind::LearnersWithoutGuardian,
            lines: alone.map(|row| line(row, classes(row))).collect(),
        },
    ])
}
