//! What a day gave, written once it is over: the next night learns from it. Written again when attendance came late.

use std::collections::HashMap;

use domain::{
    Date, DistrictId, LearnerId, Points, RoomProgramId, Timestamp,
    attendance::Presence,
    calendar::days_after,
    room_program::{DayAbsence, SessionHad},
};
use scheduling::spread;
use store::Tx;

use crate::{
    App, Refusal, chance,
    day_instance::lesson_parts,
    day_state::{self, DayState},
    mark_periods::period_id,
};

/// How many days are written again, for attendance that came late.
const AGAIN: i64 = 3;

/// Writes what the published days before `day` gave, as far as they are over.
pub(crate) async fn learn_before(
    app: &App,
    district: DistrictId,
    program: RoomProgramId,
    day: Date,
) -> Result<(), Refusal> {
    let now = chance::now();
    app.db
        .write((), move |tx, ()| {
            Box::pin(async move {
                let known = store::session_had::last_day(tx, district, program).await?;
                let first = known.and_then(|known| days_after(known, -AGAIN));
                let mut at = day;
                let mut days = Vec::new();
                while let Some(before) =
                    store::day_schedule::last_published_day(tx, district, program, at).await?
                {
                    if first.is_some_and(|first| before < first) || days.len() > 400 {
                        break;
                    }
                    days.push(before);
                    at = before;
                }
                for day in days.into_iter().rev() {
                    learn(tx, district, (program, day), now).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Writes what one day gave, if its last period is over.
async fn learn(
    tx: &mut Tx,
    district: DistrictId,
    of: (RoomProgramId, Date),
    now: Timestamp,
) -> Result<(), Refusal> {
    let Some(state) = day_state::published(tx, district, of).await? else { return Ok(()) };
    let local = chance::local(district, now);
    let minute = i64::from(local.hour()) * 60 + i64::from(local.minute());
    let ends = state.instance.periods.iter().map(|one| i64::from(one.ends)).max().unwrap_or(0);
    if local.date() < of.1 || (local.date() == of.1 && minute < ends) {
        return Ok(());
    }
    let absences = store::day_schedule::absences(tx, district, of).await?;
    let learners: Vec<LearnerId> =
        state.instance.learners.iter().filter_map(|one| one.id.parse().ok()).collect();
    let marked = store::attendance::standing(tx, district, &learners, of.1, of.1).await?;
    let mut presence = HashMap::new();
    for one in marked {
        presence.insert((one.learner, one.period), one.presence);
    }
    let there = |learner: LearnerId, period: usize| {
        let id = period_id(district, of.0, &state.instance.periods[period].id);
        let whole = presence.get(&(learner, None));
        let said = presence.get(&(learner, Some(id))).or(whole).map(|one: &Presence| one.was_there());
        said.unwrap_or(true) && comes(&state, &absences, learner, period)
    };
    let sessions = sessions(&state, &there);
    store::session_had::remove(tx, district, of).await?;
    store::session_had::put(tx, district, &sessions).await?;
    let served: Vec<(LearnerId, i64)> = spread::served(&state.instance, &state.schedule)
        .into_iter()
        .zip(&state.instance.learners)
        .filter_map(|(served, learner)| {
            let served = Points::from_f64(served).ok()?.millionths();
            Some((learner.id.parse().ok()?, served))
        })
        .collect();
    Ok(store::session_had::put_served(tx, district, of, &served).await?)
}

/// Whether what was marked in the morning lets a learner be there in a period.
fn comes(state: &DayState, absences: &[DayAbsence], learner: LearnerId, period: usize) -> bool {
    let Some(absence) = absences.iter().find(|one| one.learner == learner) else { return true };
    let from = absence.from_period.as_deref().and_then(|key| state.period(key));
    from.is_some_and(|from| from <= period)
}

/// The sessions of who was there.
fn sessions(state: &DayState, there: &dyn Fn(LearnerId, usize) -> bool) -> Vec<SessionHad> {
    let instance = &state.instance;
    let mut all = Vec::new();
    for group in &state.schedule.groups {
        let modality = &instance.modalities[group.modality];
        for seat in &group.seats {
            let Ok(learner) = instance.learners[seat.learner].id.parse::<LearnerId>() else { continue };
            if !there(learner, group.period) {
                continue;
            }
            let lesson = seat.lesson.map(|lesson| lesson_parts(&instance.lessons[lesson].id));
            all.push(SessionHad {
                learner,
                program: state.version.program,
                day: state.version.day,
                period: instance.periods[group.period].id.clone(),
                modality: modality.id.clone(),
                minutes: i64::from(instance.periods[group.period].minutes),
                screen: modality.screen,
                lesson: lesson.and_then(|(resource, _)| resource).map(|one| *one.as_bytes()),
                competency: lesson.and_then(|(_, competency)| competency),
            });
        }
    }
    all
}

/// Writes the days of every program of a district that are over; the clock calls it.
pub(crate) async fn learn_due(app: &App, district: DistrictId, now: Timestamp) -> Result<(), Refusal> {
    let today = chance::date_of(district, now);
    let Some(tomorrow) = days_after(today, 1) else { return Ok(()) };
    let due = app.db.look_up(district, move |tx, district| {
        Box::pin(async move {
            let mut due = Vec::new();
            for program in store::room_program::list(tx, *district).await? {
                let last =
                    store::day_schedule::last_published_day(tx, *district, program.id, tomorrow).await?;
                let known = store::session_had::last_day(tx, *district, program.id).await?;
                if program.archived_at.is_none() && last.is_some() && last > known {
                    let (setup, _) = crate::room_setup::load(tx, *district, program.id).await?;
                    let local = chance::local(*district, now);
                    let minute = i32::from(local.hour()) * 60 + i32::from(local.minute());
                    let ends = setup.periods.last().map_or(0, |one| one.span().1);
                    if last < Some(today) || i64::from(minute) >= i64::from(ends) {
                        due.push(program.id);
                    }
                }
            }
            Ok::<_, Refusal>(due)
        })
    });
    for program in due.await? {
        learn_before(app, district, program, tomorrow).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use domain::{PersonId, room_program::DayVersion};
    use scheduling::{Group, Schedule, Seat, invent};

    use super::*;

    fn day() -> DayState {
        let mut instance = invent::invent(&invent::Invention::of(12, 1));
        for (place, one) in (1..).zip(&mut instance.learners) {
            one.id = LearnerId::from_bytes([place; 16]).to_string();
        }
        let group = Group {
            period: 0,
            room: 0,
            modality: instance.lessons[0].modality,
            educator: None,
            lesson: Some(0),
            fixed: None,
            seats: vec![Seat { learner: 0, lesson: Some(0) }, Seat { learner: 1, lesson: Some(0) }],
        };
        let version = DayVersion {
            program: RoomProgramId::from_bytes([1; 16]),
            day: instance.day,
            version: 1,
            from: None,
            instance: [0; 32],
            schedule: String::new(),
            locks: String::new(),
            accepted: String::new(),
            did: String::new(),
            worth: 0,
            bound: None,
            milliseconds: None,
            made_by: None,
            made_at: Timestamp::UNIX_EPOCH,
            published_by: None,
            published_at: None,
        };
        let schedule = Schedule { groups: vec![group], watches: Vec::new() };
        DayState { version, instance, schedule, locks: Vec::new(), accepted: Vec::new() }
    }

    #[test]
    fn only_who_was_there_had_the_session_and_it_has_the_minutes_of_its_period() {
        let state = day();
        let first = LearnerId::from_bytes([1; 16]);
        let had = sessions(&state, &|learner, _| learner == first);
        assert_eq!(had.len(), 1);
        assert_eq!((had[0].learner, had[0].minutes), (first, i64::from(state.instance.periods[0].minutes)));
        let modality = &state.instance.modalities[state.instance.lessons[0].modality];
        assert_eq!((had[0].screen, &had[0].modality), (modality.screen, &modality.id));
    }

    #[test]
    fn who_comes_later_is_there_from_that_period_on_and_who_does_not_come_in_none() {
        let state = day();
        let learner = LearnerId::from_bytes([1; 16]);
        let absence = |from: Option<usize>| DayAbsence {
            learner,
            from_period: from.map(|place| state.instance.periods[place].id.clone()),
            marked_by: PersonId::from_bytes([9; 16]),
            marked_at: Timestamp::UNIX_EPOCH,
        };
        let last = state.instance.periods.len() - 1;
        for (marked, period, there) in [
            (vec![], 0, true),
            (vec![absence(None)], 0, false),
            (vec![absence(None)], last, false),
            (vec![absence(Some(last))], last, true),
            (vec![absence(Some(last))], last.saturating_sub(1), last == 0),
        ] {
            assert_eq!(comes(&state, &marked, learner, period), there);
        }
    }
}
