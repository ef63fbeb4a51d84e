//! The invented calendar with its bells, days of what is to be learned, a few absences and a pause.

use domain::{
    CalendarId, CompetencyId, Date, DistrictId, LearnerId, PauseId, PeriodId, PersonId, Timestamp,
    attendance::{Attendance, Presence},
    bell::{BellPeriod, Bells},
    calendar::{Calendar, SpecialDays, Weekdays},
    pace::{DatedTarget, PlanOf},
    pause::Pause,
    people::{Section, SectionRole},
    time::Dates,
};
use planning::{calendar::SchoolDays, replan};

use super::{NAMESPACE, people::Roster, school_days};

/// How long the calendar goes on after the term: pace looks ahead of it.
const DAYS_AFTER_THE_TERM: u32 = 180;

/// On how many of the last days attendance of the first class was taken.
const DAYS_TAKEN: usize = 10;

/// Everything of the invented pace.
pub struct InventedPace {
    /// The district's calendar.
    pub calendar: Calendar,
    /// Its bells.
    pub periods: Vec<BellPeriod>,
    /// The days of each class but the last, which works without.
    pub plans: Vec<(PlanOf, Vec<DatedTarget>)>,
    /// Who was there in the first class.
    pub attendance: Vec<Attendance>,
    /// One learner's pause.
    pub pauses: Vec<Pause>,
    /// Who keeps the calendar.
    pub keeper: PersonId,
}

/// Makes it; `None` without people or days.
pub fn pace(
    district: DistrictId,
    roster: &Roster,
    competency_id: impl Fn(&str) -> CompetencyId,
    today: Date,
    now: Timestamp,
) -> Option<InventedPace> {
    let keeper = roster.roles.first()?.person;
    let calendar = calendar(district, roster)?;
    let days = SchoolDays::of(&calendar).ok()?;
    let last = roster.term.dates.ends()?;
    let spread = |targets: &super::people::Targets| {
        let minutes: Vec<u32> = (0..targets.competencies.len()).map(minutes).collect();
        let spread = replan::spread(&days, calendar.first, last, &minutes).ok()?;
        let dated = targets.competencies.iter().zip(minutes).zip(spread).map(|((code, minutes), day)| {
            DatedTarget { competency: competency_id(code), minutes, due: Some(day.date) }
        });
        Some((PlanOf::Section(targets.section), dated.collect()))
    };
    let dated = roster.targets.len().saturating_sub(1);
    let first = roster.sections.first()?;
    let learners = learners(roster, first);
    let taught =
        roster.enrollments.iter().find(|one| one.section == first.id && one.role == SectionRole::Educator);
    let educator = taught.map_or(keeper, |one| one.person);
    Some(InventedPace {
        periods: periods(district, &calendar),
        plans: roster.targets.iter().take(dated).filter_map(spread).collect(),
        attendance: attendance(&calendar, first, &learners, educator, today, now),
        pauses: learners
            .get(2)
            .and_then(|one| pause(district, *one, educator, today, now))
            .into_iter()
            .collect(),
        calendar,
        keeper,
    })
}

/// A lesson's worth, two, or three: so that effort counts for something.
fn minutes(place: usize) -> u32 {
    [60, 120, 90, 180][place % 4]
}

fn calendar(district: DistrictId, roster: &Roster) -> Option<Calendar> {
    let (first, ends) = (roster.term.dates.begins()?, roster.term.dates.ends()?);
    let break_begins = school_days::forward(ends, 3);
    let special = vec![SpecialDays {
        first: break_begins,
        last: school_days::forward(break_begins, 13),
        name: "Break between terms".to_owned(),
        school: false,
    }];
    let calendar = Calendar {
        id: CalendarId::derived(district, &[NAMESPACE, "calendar"]),
        organization: roster.organizations.first()?.id,
        name: "School year (invented)".to_owned(),
        first,
        last: school_days::forward(ends, DAYS_AFTER_THE_TERM),
        weekdays: Weekdays::MONDAY_TO_FRIDAY,
        special,
    };
    calendar.checked().ok()
}

fn periods(district: DistrictId, calendar: &Calendar) -> Vec<BellPeriod> {
    [("First period", 480), ("Second period", 570), ("Third period", 675), ("Fourth period", 780)]
        .into_iter()
        .filter_map(|(name, begins)| {
            Some(BellPeriod {
                id: PeriodId::derived(district, &[NAMESPACE, "period", name]),
                calendar: calendar.id,
                name: name.to_owned(),
                weekdays: calendar.weekdays,
                bells: Bells::from_minutes(begins, begins + 80).ok()?,
            })
        })
        .collect()
}

fn learners(roster: &Roster, section: &Section) -> Vec<LearnerId> {
    let places = roster.enrollments.iter();
    let learns = places.filter(|one| one.section == section.id && one.role == SectionRole::Learner);
    learns.map(|one| one.person.as_learner()).collect()
}

/// Most are there; one is away for three days, excused, one now and then, one late.
fn attendance(
    calendar: &Calendar,
    section: &Section,
    learners: &[LearnerId],
    educator: PersonId,
    today: Date,
    now: Timestamp,
) -> Vec<Attendance> {
    let school = |day: &Date| calendar.on(*day).is_school();
    let days: Vec<Date> =
        (1..30).map(|back| school_days::back(today, back)).filter(school).take(DAYS_TAKEN).collect();
    let entry = |(at, day): (usize, &Date), (place, learner): (usize, &LearnerId)| Attendance {
        learner: *learner,
        day: *day,
        period: None,
        version: 1,
        presence: match (place, at) {
            (1, 0..3) => Presence::Excused,
            (4, 2 | 6) => Presence::Absent,
            (6, 1) => Presence::Late(12),
            _ => Presence::Present,
        },
        section: Some(section.id),
        recorded_by: educator,
        recorded_at: now,
    };
    days.iter()
        .enumerate()
        .flat_map(|day| learners.iter().enumerate().map(move |learner| entry(day, learner)))
        .collect()
}

fn pause(
    district: DistrictId,
    learner: LearnerId,
    educator: PersonId,
    today: Date,
    now: Timestamp,
) -> Option<Pause> {
    let first = school_days::back(today, 21);
    Some(Pause {
        id: PauseId::derived(district, &[NAMESPACE, "pause"]),
        learner,
        dates: Dates::new(Some(first), Some(school_days::forward(first, 6))).ok()?,
        reason: "Away with family (invented).".to_owned(),
        made_by: educator,
        made_at: now,
        revoked_at: None,
        revoked_by: None,
    })
}
