//! Attendance of one period of a day's schedule, group by group, kept with all other attendance.

use std::collections::HashMap;

use domain::{
    Date, DistrictId, LearnerId, PeriodId, RoomProgramId, SectionId,
    attendance::{Attendance, Presence},
    people::SectionRole,
};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance, day_state, room_programs,
};

/// The id under which attendance in a period of a program is kept.
pub fn period_id(district: DistrictId, program: RoomProgramId, key: &str) -> PeriodId {
    PeriodId::derived(district, &["room program", &program.to_string(), key])
}

/// Who was there in a period: everybody who is not in `marks` was.
///
/// Only who has a seat in the period can be marked.
pub async fn mark_period(
    app: &App,
    actor: &Actor,
    program: RoomProgramId,
    day: Date,
    period: &str,
    marks: Vec<(LearnerId, Presence)>,
) -> Result<usize, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    app.db
        .write((actor.clone(), period.to_owned(), marks), move |tx, (actor, period, marks)| {
            Box::pin(async move {
                let opened = room_programs::open(tx, actor, program, Action::Draft, now).await?;
                let today = chance::date_of(actor.district, now);
                if day > today {
                    return Err(Refusal::invalid("day", format!("{day} has not come yet")));
                }
                let state = day_state::published(tx, actor.district, (program, day)).await?;
                let state = state.ok_or(Refusal::NotFound("this day"))?;
                let when = state.period(period).ok_or(Refusal::NotFound("this period"))?;
                let seated: Vec<LearnerId> = state
                    .schedule
                    .groups
                    .iter()
                    .filter(|group| group.period == when)
                    .flat_map(|group| &group.seats)
                    .filter_map(|seat| state.instance.learners[seat.learner].id.parse().ok())
                    .collect();
                if let Some((stranger, _)) = marks.iter().find(|(learner, _)| !seated.contains(learner)) {
                    return Err(Refusal::invalid(
                        "learner",
                        format!("{stranger} has no seat in this period"),
                    ));
                }
                let marks: HashMap<LearnerId, Presence> = marks.iter().copied().collect();
                let id = period_id(actor.district, program, period);
                let before = store::attendance::standing(tx, actor.district, &seated, day, day).await?;
                let of = sections_of(tx, actor.district, &opened.program.sections).await?;
                let mut all = Vec::new();
                for learner in seated {
                    let presence = marks.get(&learner).copied().unwrap_or(Presence::Present);
                    let known = before.iter().find(|one| one.learner == learner && one.period == Some(id));
                    if known.is_some_and(|known| known.presence == presence) {
                        continue;
                    }
                    all.push(Attendance {
                        learner,
                        day,
                        period: Some(id),
                        version: known.map_or(1, |known| known.version + 1),
                        presence,
                        section: of.get(&learner).copied(),
                        recorded_by: actor.person,
                        recorded_at: now,
                    });
                }
                store::attendance::add(tx, actor.district, &all).await?;
                Ok(all.len())
            })
        })
        .await
}

/// In which of the sections somebody learns.
pub(crate) async fn sections_of(
    tx: &mut store::Tx,
    district: DistrictId,
    sections: &[SectionId],
) -> Result<HashMap<LearnerId, SectionId>, Refusal> {
    let mut of = HashMap::new();
    for section in sections {
        for place in store::enrollment::of_section(tx, district, *section).await? {
            if place.role == SectionRole::Learner {
                of.entry(place.person.as_learner()).or_insert(*section);
            }
        }
    }
    Ok(of)
}
