//! What stood in the way of one alternative.

use crate::solve::{Draft, Offer};

/// Why a lesson was not taken.
#[derive(Debug, Clone, PartialEq)]
pub enum NotTaken {
    /// The learner is in a group that stood already.
    Fixed,
    /// A lock decided their seat.
    Locked,
    /// They work on its competency, or have the lesson itself, in another period of the day, by place.
    SameToday {
        /// When.
        period: usize,
    },
    /// They have its modality as often as a day allows.
    ModalityToday,
    /// A seat was open to them, and was worth no more than theirs.
    WorthNoMore,
    /// A seat was open to them; without them their group would have been too small.
    GroupNeedsThem,
    /// A seat was open to them; taking it would have cost others more, or the search ended before it.
    NotBetterForAll,
    /// The group had no place left. Whoever of it would lose least by leaving loses this much.
    Full {
        /// Who of the group would lose least, by place.
        learner: usize,
        /// What they would lose.
        theirs: f64,
    },
    /// Their room, their needs, who they are kept apart from or stay with do not allow the group there was.
    NotWithTheGroup,
    /// No room had seats, devices or a place for a group left.
    NoPlace,
    /// Too few others could have come.
    TooFew {
        /// How many could have come, the learner among them.
        could: usize,
        /// How many a group needs.
        least: usize,
    },
    /// Nobody who is there in this period may lead it.
    NobodyMayLead,
    /// Whoever may lead it led something else, by place.
    EducatorsElsewhere(Vec<usize>),
    /// A group could have been opened, and would have gained less than what the others would have left for it.
    NotOpened {
        /// What all together would have gained by it; negative for lost.
        gain: f64,
    },
}

/// What stood in the way of `lesson`, which is worth so much `more` to the learner than their seat.
pub fn reason(draft: &mut Draft, learner: usize, period: usize, lesson: usize, more: f64) -> NotTaken {
    let day = draft.day;
    let Some(party) = day.party_at(learner, period) else { return NotTaken::Fixed };
    let what = &day.instance.lessons[lesson];
    let mark = draft.mark();
    let breaks = draft.seat[party].is_some_and(|group| {
        let forming = &draft.groups[group];
        let least = day.instance.modalities[forming.modality].group.least as usize;
        forming.size < least + day.parties[party].members.len()
            && forming.size > day.parties[party].members.len()
    });
    draft.leave_seat(party);
    let reason = if let Some(period) = draft.same_today(learner, period, lesson) {
        NotTaken::SameToday { period }
    } else if !draft.modality_left(learner, what.modality) {
        NotTaken::ModalityToday
    } else {
        let own = crate::admission::own_lessons(day.instance, what.modality);
        let groups =
            if own { draft.with_own(period, what.modality) } else { draft.with_lesson(period, lesson) }
                .to_vec();
        let open = groups.iter().any(|group| draft.joined(party, *group).is_some());
        let new = own && !open && draft.best_new(party, what.modality);
        if open || new {
            match (more > 1e-9, breaks) {
                (false, _) => NotTaken::WorthNoMore,
                (true, true) => NotTaken::GroupNeedsThem,
                (true, false) => NotTaken::NotBetterForAll,
            }
        } else if let Some(group) = groups.iter().find(|group| full(draft, **group)) {
            least_loss(draft, *group)
        } else if !groups.is_empty() {
            NotTaken::NotWithTheGroup
        } else {
            draft.back_to(mark);
            not_open(draft, period, lesson)
        }
    };
    draft.back_to(mark);
    reason
}

fn full(draft: &Draft, group: usize) -> bool {
    let forming = &draft.groups[group];
    let how = &draft.day.instance.modalities[forming.modality];
    forming.size >= how.group.most as usize
        || draft.seats_left(forming.period, forming.room) == 0
        || (how.device && draft.devices_left(forming.period, forming.room) == 0)
}

/// Who of a group would lose least by leaving it.
fn least_loss(draft: &mut Draft, group: usize) -> NotTaken {
    let mut least: Option<(usize, f64)> = None;
    for party in draft.groups[group].parties.clone() {
        let mark = draft.mark();
        let worth = draft.worth_now(party);
        draft.leave_seat(party);
        let other = draft.best_place_but(party, group).map_or(0.0, |joined| joined.worth);
        draft.back_to(mark);
        let learner = draft.day.parties[party].members[0];
        if least.is_none_or(|(_, loss)| worth - other < loss) {
            least = Some((learner, worth - other));
        }
    }
    least.map_or(NotTaken::NoPlace, |(learner, theirs)| NotTaken::Full { learner, theirs })
}

/// Why no group had the lesson.
fn not_open(draft: &Draft, period: usize, lesson: usize) -> NotTaken {
    let day = draft.day;
    let what = &day.instance.lessons[lesson];
    let how = &day.instance.modalities[what.modality];
    let own = crate::admission::own_lessons(day.instance, what.modality);
    if !own {
        let interest = day.interest(period, lesson);
        let could: usize = interest.iter().map(|(party, _)| day.parties[*party].members.len()).sum();
        let least = how.group.least as usize;
        if could < least {
            return NotTaken::TooFew { could, least };
        }
    }
    let offered = (!own).then_some(lesson);
    let mut offer = Offer { period, modality: what.modality, lesson: offered, educator: None };
    if how.educator {
        let may: Vec<usize> = (0..day.instance.educators.len())
            .filter(|educator| day.may_lead(period, *educator, what.modality, Some(lesson)))
            .collect();
        let Some(first) = may.first() else { return NotTaken::NobodyMayLead };
        if may.iter().all(|educator| draft.leads_something(period, *educator)) {
            return NotTaken::EducatorsElsewhere(may);
        }
        offer.educator = Some(*first);
    }
    draft.promise(offer).map_or(NotTaken::NoPlace, |gain| NotTaken::NotOpened { gain })
}
