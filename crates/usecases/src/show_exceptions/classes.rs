//! Classes of the schools that somebody leads or runs.

use std::collections::HashMap;

use domain::{
    Date, PersonId, SectionId,
    people::{Section, SectionRole},
};
use store::{Tx, draft::Draft};

use super::{Exception, Kind, Line, Look, State, Subject};
use crate::{Refusal, chance};

pub(super) async fn exceptions(tx: &mut Tx, look: &Look<'_>) -> Result<Vec<Exception>, Refusal> {
    let district = look.actor.district;
    let mut sections = store::section::list(tx, district).await?;
    sections.retain(|one| look.standing.assigns_in(one.organization));
    let mut counts: HashMap<(SectionId, SectionRole), i64> = HashMap::new();
    for (section, role, count) in store::enrollment::counts(tx, district, look.today()).await? {
        counts.insert((section, role), count);
    }
    let with = |section: &Section, role| counts.get(&(section.id, role)).copied().unwrap_or(0);
    let (mut silent, mut untaught, mut aimless, mut waiting) = (vec![], vec![], vec![], vec![]);
    for section in &sections {
        let drafts = store::draft::of_section(tx, district, section.id, None).await?;
        // A class that has ended still owes its families what was rated.
        waiting.extend(late(tx, look, section, &drafts).await?);
        let learners = with(section, SectionRole::Learner);
        if !section.dates.contains(look.today()) || learners == 0 {
            continue;
        }
        if with(section, SectionRole::Educator) == 0 {
            untaught.push(line(section, State::Text(students(learners))));
        }
        if store::target::of_section(tx, district, section.id).await?.is_empty() {
            aimless.push(line(section, State::Text(students(learners))));
            continue;
        }
        let judged = store::heard::last_in_section(tx, district, section.id).await?;
        let rated = drafts.iter().map(|draft| draft.rated_at).max();
        let last = judged.max(rated).map(|at| chance::date_of(district, at));
        let heard = match (last, section.dates.begins()) {
            (Some(last), _) => Some(last),
            (None, begins) => begins.map(|first| first.yesterday().unwrap_or(first)),
        };
        let days =
            heard.map_or(crate::silence::MOST_DAYS, |heard| look.calendar.days_since(heard, look.today()));
        if days >= look.days {
            silent.push(line(section, State::Silent { days, last }));
        }
    }
    Ok(vec![
        Exception { kind: Kind::SilentSections, lines: silent },
        Exception { kind: Kind::SectionsWithoutEducator, lines: untaught },
        Exception { kind: Kind::SectionsWithoutTargets, lines: aimless },
        Exception { kind: Kind::WaitingDrafts, lines: waiting },
    ])
}

fn line(section: &Section, state: State) -> Line {
    Line { subject: Subject::Section(section.id), name: section.title.clone(), state }
}

fn students(count: i64) -> String {
    if count == 1 { "1 student".to_owned() } else { format!("{count} students") }
}

/// The drafts of a section that wait for too long; those that a clock releases are not forgotten.
async fn late(
    tx: &mut Tx,
    look: &Look<'_>,
    section: &Section,
    drafts: &[Draft],
) -> Result<Option<Line>, Refusal> {
    let day = |draft: &Draft| chance::date_of(look.actor.district, draft.rated_at);
    let is_late = |draft: &&Draft| {
        draft.release_at.is_none() && look.calendar.days_since(day(draft), look.today()) >= look.days
    };
    let late: Vec<&Draft> = drafts.iter().filter(is_late).collect();
    let since: Option<Date> = late.iter().map(|draft| day(draft)).min();
    let Some(since) = since else { return Ok(None) };
    let mut judges: Vec<PersonId> = late.iter().map(|draft| draft.judge).collect();
    judges.sort_unstable();
    judges.dedup();
    let mut by: Vec<String> = store::person::find_all(tx, look.actor.district, &judges)
        .await?
        .iter()
        .map(domain::people::Person::name)
        .collect();
    by.sort_unstable();
    Ok(Some(line(section, State::Waiting { drafts: late.len(), since, by })))
}
