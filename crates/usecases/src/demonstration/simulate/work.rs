//! The single pieces of work, as the ledger would take them.

use domain::{EvidenceId, Points, Timestamp, evidence::Source};

use super::{Course, Work, learner::Learner};
use crate::demonstration::{
    NAMESPACE, notes, school_days,
    sittings::{Kind, Sitting},
};

/// Chances of a right answer from which a rating reaches the levels 2, 3 and 4.
const LEVEL_CUTS: [f64; 3] = [0.32, 0.55, 0.8];
/// How far an educator's impression strays from the chance of a right answer.
const IMPRESSION_SPREAD: f64 = 0.1;
const NOTE_SHARE: f64 = 0.18;
const LESSON_MINUTES: u32 = 50;

/// `possible` questions, each answered right with the chance given; `part` names the part of the quiz.
pub(super) fn quiz(
    course: &Course,
    learner: &mut Learner,
    sitting: Sitting,
    (success, possible, part): (f64, i32, &str),
) -> Work {
    let right = (0..possible).filter(|_| learner.chance.happens(success)).count();
    let week = sitting.week();
    let title = &course.competencies[sitting.competency].title;
    let instrument = match sitting.kind {
        Kind::WeeklyCheck => format!("Weekly check {week}{part}"),
        Kind::Review => format!("Mixed review {week}"),
        _ => format!("Practice: {title}"),
    };
    let group = (sitting.kind == Kind::WeeklyCheck).then(|| format!("weekly-check-{week}"));
    Work {
        points: Points::whole(i32::try_from(right).unwrap_or(possible)),
        points_possible: Points::whole(possible),
        result_group: group,
        ..blank(course, learner, (sitting.competency, sitting.day), (instrument, sitting.attempt))
    }
}

/// An educator's rating of a task, or of what they saw.
pub(super) fn rating(course: &Course, learner: &mut Learner, sitting: Sitting, success: f64) -> Work {
    let title = &course.competencies[sitting.competency].title;
    let (source, instrument) = match sitting.kind {
        Kind::Observation => (Source::Observation, "Seen in class".to_owned()),
        _ => (Source::Rating, format!("Task: {title}")),
    };
    let level = impression(learner, success);
    let note = remark(learner, level, sitting.attempt);
    let place = (sitting.competency, sitting.day);
    rated(course, blank(course, learner, place, (instrument, sitting.attempt)), source, (level, note))
}

/// A rating of today's round that its educator has not released.
pub(super) fn draft(course: &Course, learner: &mut Learner, place: (usize, usize), success: f64) -> Work {
    let level = impression(learner, success);
    let note = remark(learner, level, 1);
    let blank = blank(course, learner, place, ("Exit ticket".to_owned(), 1));
    Work { draft: true, ..rated(course, blank, Source::Rating, (level, note)) }
}

/// What a former school's record, or a placement task, says on a learner's first day.
pub(super) fn brought_along(
    course: &Course,
    learner: &mut Learner,
    place: (usize, usize),
    newcomer: bool,
) -> Work {
    let (source, instrument) = if newcomer {
        (Source::Transfer, "Record of the former school")
    } else {
        (Source::PriorLearning, "Placement task")
    };
    let blank = blank(course, learner, place, (instrument.to_owned(), 1));
    let work = rated(course, blank, source, (3, None));
    if newcomer { Work { judge: None, ..work } } else { work }
}

fn impression(learner: &mut Learner, success: f64) -> u8 {
    let seen = success + IMPRESSION_SPREAD * learner.chance.normal();
    1 + LEVEL_CUTS.iter().map(|cut| u8::from(seen >= *cut)).sum::<u8>()
}

fn remark(learner: &mut Learner, level: u8, attempt: i64) -> Option<String> {
    let remarks = if attempt > 1 && level >= 3 { notes::AFTER_A_RETRY } else { notes::for_level(level) };
    let chosen = learner.chance.below(u32::try_from(remarks.len()).unwrap_or(0)) as usize;
    let written = learner.chance.happens(NOTE_SHARE);
    remarks.get(chosen).filter(|_| written).map(|text| (*text).to_owned())
}

fn rated(course: &Course, work: Work, source: Source, (level, note): (u8, Option<String>)) -> Work {
    Work {
        points: Points::whole(i32::from(level)),
        points_possible: Points::whole(4),
        level: Some(level.to_string()),
        source,
        judge: course.educator,
        note,
        ..work
    }
}

/// Work without a result: an item response at a random minute of the day's lesson.
fn blank(
    course: &Course,
    learner: &mut Learner,
    (competency, day): (usize, usize),
    (instrument, attempt): (String, i64),
) -> Work {
    let code = course.competencies[competency].code.clone();
    let (seed, who) = (course.seed.to_string(), learner.id.to_string());
    let date = course.days[day].to_string();
    let occasion = [NAMESPACE, &seed, &who, &code, &instrument, &attempt.to_string(), &date];
    Work {
        id: EvidenceId::derived(course.district, &occasion),
        learner: learner.id,
        section: course.section,
        competency: course.id(competency),
        code,
        points: Points::ZERO,
        points_possible: Points::ONE,
        level: None,
        source: Source::ItemResponse,
        worked_at: minute_of_lesson(course, learner, day),
        instrument,
        attempt,
        result_group: None,
        judge: None,
        note: None,
        draft: false,
    }
}

fn minute_of_lesson(course: &Course, learner: &mut Learner, day: usize) -> Timestamp {
    let seconds = i64::from(learner.chance.below(LESSON_MINUTES * 60));
    school_days::moment(course.days[day], course.lesson_begins + seconds)
}
