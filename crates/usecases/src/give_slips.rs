//! Exit slips of a group, given in one go: one for each competency that its learners work on.

use std::collections::BTreeMap;

use domain::{
    AssignmentId, CompetencyId, Date, LearnerId, RoomProgramId, SectionId, room_program::GroupSlip,
};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance, day_instance, day_state, give_assessment, mark_periods, room_programs,
};

/// Gives the exit slips of one group of a published day. A slip that was given already is not given again.
pub async fn give_group_slips(
    app: &App,
    actor: &Actor,
    program: RoomProgramId,
    day: Date,
    group: usize,
) -> Result<Vec<AssignmentId>, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let found = app.db.read(actor, move |tx, actor| {
        Box::pin(async move {
            let opened = room_programs::open(tx, actor, program, Action::Judge, now).await?;
            let state = day_state::published(tx, actor.district, (program, day)).await?;
            let state = state.ok_or(Refusal::NotFound("this day"))?;
            let group = state.schedule.groups.get(group).ok_or(Refusal::NotFound("this group"))?.clone();
            let sections = mark_periods::sections_of(tx, actor.district, &opened.program.sections).await?;
            let slips = store::session_had::slips(tx, actor.district, program, (day, day)).await?;
            let mut wanted: BTreeMap<(SectionId, CompetencyId), Vec<LearnerId>> = BTreeMap::new();
            for seat in &group.seats {
                let competency =
                    seat.lesson.and_then(|one| day_instance::competency_of(&state.instance, one));
                let learner = state.instance.learners[seat.learner].id.parse::<LearnerId>().ok();
                let (Some(competency), Some(learner)) = (competency, learner) else { continue };
                if let Some(section) = sections.get(&learner) {
                    wanted.entry((*section, competency)).or_default().push(learner);
                }
            }
            let (period, room) =
                (&state.instance.periods[group.period].id, &state.instance.rooms[group.room].id);
            let modality = &state.instance.modalities[group.modality].id;
            let given = |competency: CompetencyId, learners: &[LearnerId]| {
                let same = slips.iter().filter(|one| one.period == *period && one.room == *room);
                let same = same.filter(|one| one.modality == *modality && one.competency == competency);
                let assigned: Vec<AssignmentId> = same.map(|one| one.assignment).collect();
                (assigned, learners.to_vec())
            };
            let mut open = Vec::new();
            for ((section, competency), learners) in wanted {
                let (assigned, mut learners) = given(competency, &learners);
                for assignment in assigned {
                    let of = store::assignment::learners_of(tx, actor.district, assignment).await?;
                    learners.retain(|one| !of.contains(one));
                }
                if !learners.is_empty() {
                    open.push((section, competency, learners));
                }
            }
            Ok::<_, Refusal>((open, period.clone(), room.clone(), modality.clone()))
        })
    });
    let (open, period, room, modality) = found.await?;
    let mut given = Vec::with_capacity(open.len());
    for (section, competency, learners) in open {
        let assignment =
            give_assessment::give_exit_slip(app, actor, section, vec![competency], learners).await?;
        let slip = GroupSlip {
            day,
            period: period.clone(),
            room: room.clone(),
            modality: modality.clone(),
            competency,
            assignment,
            given_by: actor.person,
            given_at: now,
        };
        let district = actor.district;
        let noted = app.db.write(slip, move |tx, slip| {
            Box::pin(async move {
                Ok::<_, Refusal>(store::session_had::add_slip(tx, district, program, slip).await?)
            })
        });
        noted.await?;
        given.push(assignment);
    }
    Ok(given)
}
