//! Each rule: what is just allowed, and what just breaks it.

use std::collections::BTreeSet;

use super::room::*;
use crate::{
    Apart, ApartIn, FixedGroup, Group, Instance, Levels, Lock, Qualified, Schedule, Seat, Watch,
    check::{Rule, check},
};

type Edit = fn(&mut Instance, &mut Schedule);

/// A rule, an edit of the day that keeps it and one that breaks it, and what else the second breaks.
struct Case(Rule, Edit, Edit, &'static [Rule]);

#[test]
fn each_rule_is_kept_to_its_limit_and_broken_beyond() {
    let mut wrong = Vec::new();
    for (place, Case(rule, allowed, broken, besides)) in CASES.iter().enumerate() {
        wrong.extend(other_than(*allowed, &[]).map(|found| format!("{place} {rule:?}, allowed: {found}")));
        let expected = [besides, &[*rule][..]].concat();
        wrong
            .extend(other_than(*broken, &expected).map(|found| format!("{place} {rule:?}, broken: {found}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_rule_is_without_a_case() {
    let tried: BTreeSet<Rule> = CASES.iter().map(|Case(rule, ..)| *rule).collect();
    assert_eq!(tried, Rule::ALL.iter().copied().collect());
}

/// What the edited day breaks, if that is other than `expected`.
fn other_than(edit: Edit, expected: &[Rule]) -> Option<String> {
    let (mut instance, mut schedule) = (instance(), schedule());
    edit(&mut instance, &mut schedule);
    let breaches = check(&instance, &schedule);
    let mut found: Vec<Rule> = breaches.iter().map(|breach| breach.rule).collect();
    let mut expected = expected.to_vec();
    found.sort_unstable();
    expected.sort_unstable();
    let said =
        || breaches.iter().map(|breach| breach.said(&instance).to_string()).collect::<Vec<_>>().join(" ");
    (found != expected).then(|| format!("{found:?} is not {expected:?}: {}", said()))
}

fn nothing(_: &mut Instance, _: &mut Schedule) {}

/// Moves a learner of a group into another, with the lesson given.
fn moved(day: &mut Schedule, learner: usize, from: usize, to: usize, lesson: usize) {
    day.groups[from].seats.retain(|seat| seat.learner != learner);
    day.groups[to].seats.push(Seat { learner, lesson: Some(lesson) });
}

fn seat(learner: usize, lesson: Option<usize>) -> Seat {
    Seat { learner, lesson }
}

/// The group at place 3, Ana and Ben in the studio, stands already.
fn standing(day: &mut Instance, schedule: &mut Schedule) {
    let group = &mut schedule.groups[3];
    group.fixed = Some(0);
    day.fixed.push(FixedGroup {
        id: "bridges".to_owned(),
        name: "Bridges, day 2 of 4".to_owned(),
        period: 1,
        modality: PAIRS,
        lesson: Some(5),
        educator: None,
        room: STUDIO,
        learners: vec![ANA, BEN],
    });
}

fn locked(lesson: Option<usize>, room: Option<usize>) -> Lock {
    Lock::Seat {
        by: "Ms. Ortiz".to_owned(),
        learner: CAM,
        period: 1,
        modality: None,
        lesson,
        educator: None,
        room,
    }
}

const CASES: &[Case] = &[
    Case(Rule::UnknownPlace, nothing, |_, day| day.groups[1].seats.push(seat(99, None)), &[]),
    Case(
        Rule::UnknownPlace,
        nothing,
        |_, day| day.groups.push(Group { period: 9, ..day.groups[0].clone() }),
        &[],
    ),
    Case(
        Rule::UnknownPlace,
        |_, day| day.watches.push(Watch { period: 0, room: LAB, educator: ADEYEMI }),
        |_, day| day.watches.push(Watch { period: 0, room: 7, educator: ADEYEMI }),
        &[],
    ),
    Case(Rule::SeatedTwice, nothing, |_, day| day.groups[1].seats.push(seat(ANA, Some(3))), &[]),
    Case(
        Rule::Unseated,
        |day, schedule| {
            day.learners[ELI].periods = vec![0];
            schedule.groups[4].seats.pop();
        },
        |_, day| _ = day.groups[4].seats.pop(),
        &[],
    ),
    Case(Rule::SeatedAway, nothing, |day, _| day.learners[CAM].periods = vec![0], &[]),
    Case(
        Rule::GroupTooSmall,
        |day, _| day.modalities[TEACH].group.least = 2,
        |day, _| day.modalities[TEACH].group.least = 3,
        &[],
    ),
    Case(
        Rule::GroupTooLarge,
        |day, _| day.modalities[PRACTICE].group.most = 3,
        |day, _| day.modalities[PRACTICE].group.most = 2,
        &[],
    ),
    Case(Rule::NoLesson, nothing, |_, day| day.groups[1].seats[0].lesson = None, &[]),
    Case(
        Rule::NoLesson,
        nothing,
        |_, day| {
            day.groups[0].lesson = None;
            day.groups[0].seats.iter_mut().for_each(|seat| seat.lesson = None);
        },
        &[],
    ),
    Case(
        Rule::NotTheGroupsLesson,
        |_, day| {
            day.groups[2].lesson = Some(0);
            day.groups[2].seats = vec![seat(DINA, Some(0)), seat(FATOU, Some(0))];
            day.groups[1].seats = vec![seat(DINA, Some(3)), seat(ELI, Some(3)), seat(FATOU, Some(4))];
        },
        |_, day| day.groups[0].seats[0].lesson = Some(1),
        &[],
    ),
    Case(
        Rule::GroupLessonAmongOwn,
        |_, day| day.groups[4].lesson = None,
        |_, day| {
            day.groups[4].lesson = Some(3);
            day.groups[4].seats.truncate(1);
            moved(day, ELI, 4, 2, 1);
        },
        &[Rule::CompetencyTooOften],
    ),
    Case(Rule::OtherModality, nothing, |day, _| day.lessons[5].modality = PRACTICE, &[]),
    Case(Rule::OtherModality, nothing, |day, _| day.lessons[4].modality = PAIRS, &[]),
    Case(
        Rule::LessonTooLong,
        |day, _| (day.lessons[4].minutes, day.lessons[5].minutes) = (1, 35),
        |day, _| day.lessons[4].minutes = 36,
        &[],
    ),
    Case(
        Rule::NotReady,
        |day, _| _ = day.learners[ANA].ready.remove(1),
        |day, _| _ = day.learners[ANA].ready.remove(2),
        &[],
    ),
    Case(
        Rule::OutsideLevels,
        |day, _| day.learners[DINA].levels = Levels { floor: Some(5), ceiling: Some(5) },
        |day, _| {
            day.learners[DINA].levels = Levels { floor: Some(6), ceiling: None };
            day.competencies[1].level = None;
        },
        &[],
    ),
    Case(
        Rule::OtherLanguage,
        |day, _| {
            day.lessons[4].languages = vec!["en".to_owned(), "es".to_owned()];
            day.learners[FATOU].languages = vec!["es".to_owned(), "fr".to_owned()];
        },
        |day, _| {
            day.lessons[4].languages = vec!["en".to_owned()];
            day.learners[FATOU].languages = vec!["es".to_owned(), "fr".to_owned()];
        },
        &[],
    ),
    Case(
        Rule::TriesWithoutEducator,
        |day, _| (day.learners[ANA].ready[0].tries, day.learners[ANA].ready[2].tries) = (9, 2),
        |day, _| day.learners[ANA].ready[2].tries = 3,
        &[],
    ),
    Case(
        Rule::Copies,
        |day, _| day.lessons[5].copies = Some(2),
        |day, _| day.lessons[5].copies = Some(1),
        &[],
    ),
    Case(
        Rule::LessonHad,
        |day, _| (day.learners[CAM].had, day.learners[CAM].repeats) = (vec![0, 3, 4], vec![0, 3]),
        |day, _| day.learners[CAM].had = vec![3, 4],
        &[],
    ),
    Case(
        Rule::LessonTwice,
        |day, _| day.rules.most_of_a_competency = 2,
        |day, schedule| {
            day.rules.most_of_a_competency = 2;
            schedule.groups[4].seats[1].lesson = Some(3);
        },
        &[],
    ),
    Case(
        Rule::CompetencyTooOften,
        nothing,
        |day, _| day.lessons[5].competency = 0,
        &[Rule::CompetencyTooOften],
    ),
    Case(
        Rule::ModalityTooOften,
        |day, _| day.modalities[TEACH].most_a_day = 1,
        |day, _| day.modalities[PRACTICE].most_a_day = 1,
        &[],
    ),
    Case(
        Rule::NoEducator,
        |_, day| day.groups[0].educator = Some(ADEYEMI),
        |_, day| {
            day.groups[0].educator = None;
            day.watches.push(Watch { period: 0, room: STUDIO, educator: ORTIZ });
        },
        &[],
    ),
    Case(Rule::EducatorNotAsked, nothing, |_, day| day.groups[4].educator = Some(ADEYEMI), &[]),
    Case(
        Rule::EducatorAway,
        |day, _| day.educators[ADEYEMI].periods = Vec::new(),
        |day, schedule| {
            day.educators[ADEYEMI].periods = vec![1];
            schedule.watches.push(Watch { period: 0, room: LAB, educator: ADEYEMI });
        },
        &[],
    ),
    Case(
        Rule::EducatorTwice,
        |_, day| day.watches.push(Watch { period: 0, room: LAB, educator: ADEYEMI }),
        |_, day| {
            day.watches.push(Watch { period: 0, room: STUDIO, educator: ADEYEMI });
            day.watches.push(Watch { period: 0, room: LAB, educator: ADEYEMI });
        },
        &[],
    ),
    Case(
        Rule::EducatorTwice,
        nothing,
        |_, day| day.watches.push(Watch { period: 0, room: STUDIO, educator: ORTIZ }),
        &[],
    ),
    Case(
        Rule::TooManyGroups,
        |day, _| day.educators[ADEYEMI].most_groups = 0,
        |day, _| day.educators[ORTIZ].most_groups = 1,
        &[],
    ),
    Case(
        Rule::NotQualifiedToTeach,
        |day, _| day.educators[ORTIZ].competencies = Qualified::Only(vec![0, 1]),
        |day, _| day.educators[ORTIZ].competencies = Qualified::Only(vec![0]),
        &[],
    ),
    Case(
        Rule::NotQualifiedToTeach,
        nothing,
        |day, schedule| {
            day.modalities[PRACTICE].educator = true;
            schedule.groups[1].educator = Some(ADEYEMI);
            schedule.groups[4].educator = Some(ADEYEMI);
            day.educators[ADEYEMI].competencies = Qualified::Only(vec![0, 1]);
        },
        &[],
    ),
    Case(
        Rule::NotQualifiedToLead,
        |day, _| day.educators[ORTIZ].modalities = Qualified::Only(vec![TEACH]),
        |day, schedule| {
            day.educators[ADEYEMI].modalities = Qualified::Only(vec![PAIRS, PRACTICE]);
            schedule.groups[0].educator = Some(ADEYEMI);
        },
        &[],
    ),
    Case(Rule::RoomSeats, |day, _| day.rooms[STUDIO].seats = 4, |day, _| day.rooms[LAB].seats = 2, &[]),
    Case(
        Rule::RoomDevices,
        |day, _| {
            day.rooms[LAB].devices = 2;
            day.learners[DINA].own_device = true;
        },
        |day, _| day.rooms[LAB].devices = 2,
        &[],
    ),
    Case(Rule::RoomGroups, nothing, |day, _| day.rooms[STUDIO].groups = 1, &[]),
    Case(
        Rule::RoomKind,
        |day, _| day.modalities[PRACTICE].room_kinds = vec!["quiet".to_owned(), "lab".to_owned()],
        |day, _| day.modalities[PAIRS].room_kinds = vec!["quiet".to_owned(), "lab".to_owned()],
        &[],
    ),
    Case(
        Rule::RoomNotToBeHad,
        |_, day| day.watches.push(Watch { period: 0, room: LAB, educator: ADEYEMI }),
        |day, _| day.rooms[LAB].periods = vec![0],
        &[],
    ),
    Case(
        Rule::RoomUnwatched,
        |day, schedule| {
            day.rooms[LAB].watched = true;
            schedule.watches.push(Watch { period: 0, room: LAB, educator: ADEYEMI });
            schedule.watches.push(Watch { period: 1, room: LAB, educator: ADEYEMI });
        },
        |day, schedule| {
            day.rooms[LAB].watched = true;
            schedule.watches.push(Watch { period: 0, room: LAB, educator: ADEYEMI });
        },
        &[],
    ),
    Case(
        Rule::RoomUnwatched,
        nothing,
        |day, schedule| {
            day.rooms[LAB].watched = true;
            day.educators[ADEYEMI].periods = vec![1];
            schedule.watches.push(Watch { period: 0, room: LAB, educator: ADEYEMI });
            schedule.watches.push(Watch { period: 1, room: LAB, educator: ADEYEMI });
        },
        &[Rule::EducatorAway],
    ),
    Case(
        Rule::NeedsSmallerGroup,
        |day, _| day.learners[CAM].needs.group_most = Some(3),
        |day, _| day.learners[CAM].needs.group_most = Some(2),
        &[],
    ),
    Case(
        Rule::NeedsOfRoom,
        |day, _| day.learners[ANA].needs.room_features = vec!["step-free".to_owned()],
        |day, _| day.learners[DINA].needs.room_features = vec!["step-free".to_owned()],
        &[],
    ),
    Case(
        Rule::NeedsOfEducator,
        |day, _| {
            day.learners[DINA].needs.educator_features = vec!["spanish".to_owned()];
            day.educators[ORTIZ].features = vec!["spanish".to_owned()];
        },
        |day, _| day.learners[DINA].needs.educator_features = vec!["spanish".to_owned()],
        &[],
    ),
    Case(
        Rule::NeedsOtherModality,
        |day, _| day.learners[DINA].needs.not_modalities = vec![PAIRS],
        |day, _| day.learners[DINA].needs.not_modalities = vec![PAIRS, TEACH],
        &[],
    ),
    Case(
        Rule::KeptApart,
        |day, _| day.apart.push(Apart { learners: vec![ANA, DINA], within: ApartIn::Group }),
        |day, _| day.apart.push(Apart { learners: vec![ANA, DINA], within: ApartIn::Room }),
        &[],
    ),
    Case(
        Rule::KeptApart,
        |day, _| day.apart.push(Apart { learners: vec![ANA, ELI], within: ApartIn::Group }),
        |day, _| day.apart.push(Apart { learners: vec![ANA, CAM, FATOU], within: ApartIn::Group }),
        &[],
    ),
    Case(
        Rule::KeptTogether,
        |day, _| day.together.push(vec![ANA, BEN]),
        |day, _| day.together.push(vec![ANA, CAM]),
        &[],
    ),
    Case(
        Rule::KeptTogether,
        |day, schedule| {
            day.together.push(vec![ANA, CAM]);
            day.learners[CAM].periods = vec![0];
            schedule.groups[4].seats.remove(0);
        },
        |day, _| day.together.push(vec![DINA, ELI, FATOU]),
        &[],
    ),
    Case(
        Rule::Lock,
        |day, _| day.locks.push(locked(Some(3), Some(LAB))),
        |day, _| day.locks.push(locked(Some(3), Some(STUDIO))),
        &[],
    ),
    Case(
        Rule::Lock,
        |day, schedule| {
            day.locks.push(locked(Some(2), Some(STUDIO)));
            day.learners[CAM].periods = vec![0];
            schedule.groups[4].seats.remove(0);
        },
        |day, schedule| {
            day.locks.push(locked(None, None));
            schedule.groups[4].seats.remove(0);
        },
        &[Rule::Unseated],
    ),
    Case(
        Rule::Lock,
        |day, _| day.locks.push(leads(ORTIZ, Some(1))),
        |day, _| day.locks.push(leads(ORTIZ, Some(0))),
        &[],
    ),
    Case(
        Rule::Lock,
        |day, _| day.locks.push(leads(ORTIZ, None)),
        |day, _| day.locks.push(leads(ADEYEMI, None)),
        &[],
    ),
    Case(
        Rule::Lock,
        |day, _| day.locks.push(Lock::Free { by: "Dr. Kaur".to_owned(), educator: ADEYEMI, period: 0 }),
        |day, _| day.locks.push(Lock::Free { by: "Dr. Kaur".to_owned(), educator: ORTIZ, period: 0 }),
        &[],
    ),
    Case(
        Rule::Lock,
        nothing,
        |day, schedule| {
            day.locks.push(Lock::Free { by: "Dr. Kaur".to_owned(), educator: ADEYEMI, period: 0 });
            schedule.watches.push(Watch { period: 0, room: LAB, educator: ADEYEMI });
        },
        &[],
    ),
    Case(
        Rule::Lock,
        |day, schedule| {
            day.locks.push(Lock::Closed { by: "Dr. Kaur".to_owned(), room: LAB, period: 1 });
            day.learners[CAM].periods = vec![0];
            day.learners[ELI].periods = vec![0];
            schedule.groups.pop();
        },
        |day, _| day.locks.push(Lock::Closed { by: "Dr. Kaur".to_owned(), room: LAB, period: 1 }),
        &[],
    ),
    Case(
        Rule::FixedMissing,
        standing,
        |day, schedule| {
            standing(day, schedule);
            schedule.groups[3].fixed = None;
        },
        &[],
    ),
    Case(
        Rule::FixedMissing,
        |day, schedule| {
            standing(day, schedule);
            day.learners[ANA].periods = vec![0];
            day.learners[BEN].periods = vec![0];
            schedule.groups.remove(3);
        },
        |day, schedule| {
            standing(day, schedule);
            schedule.groups.remove(3);
        },
        &[Rule::Unseated, Rule::Unseated],
    ),
    Case(
        Rule::FixedTwice,
        standing,
        |day, schedule| {
            standing(day, schedule);
            schedule.groups.push(Group { seats: Vec::new(), room: LAB, ..schedule.groups[3].clone() });
            day.rooms[LAB].groups = 2;
        },
        &[Rule::GroupTooSmall],
    ),
    Case(
        Rule::FixedChanged,
        |day, schedule| {
            standing(day, schedule);
            // What people decided is not asked: sizes, readiness, what was had, tries, most a day.
            day.modalities[PAIRS].group.least = 3;
            day.learners[ANA].ready.clear();
            day.learners[ANA].ready.push(crate::Ready { competency: 0, value: 0.5, tries: 0 });
            day.learners[BEN].had = vec![5];
            day.learners[BEN].ready[2].tries = 7;
            day.modalities[PAIRS].most_a_day = 0;
            day.modalities[PAIRS].room_kinds = vec!["quiet".to_owned()];
            day.lessons[5].copies = Some(1);
            day.lessons[5].minutes = 90;
        },
        |day, schedule| {
            standing(day, schedule);
            schedule.groups[3].educator = Some(ADEYEMI);
        },
        &[Rule::EducatorNotAsked],
    ),
    Case(
        Rule::FixedChanged,
        |day, schedule| {
            standing(day, schedule);
            day.learners[BEN].periods = vec![0];
            schedule.groups[3].seats.pop();
        },
        |day, schedule| {
            standing(day, schedule);
            moved(schedule, CAM, 4, 3, 5);
        },
        &[],
    ),
    Case(
        Rule::NeedsSmallerGroup,
        standing,
        |day, schedule| {
            standing(day, schedule);
            // Needs hold in a group that stands already as everywhere.
            day.learners[ANA].needs.group_most = Some(1);
        },
        &[Rule::NeedsSmallerGroup],
    ),
    Case(
        Rule::LessonTwice,
        standing,
        |day, schedule| {
            standing(day, schedule);
            schedule.groups[0].lesson = Some(5);
            schedule.groups[0].seats.iter_mut().for_each(|seat| seat.lesson = Some(5));
            schedule.groups[0].modality = PAIRS;
            schedule.groups[0].educator = None;
            schedule.watches.push(Watch { period: 0, room: STUDIO, educator: ORTIZ });
        },
        &[Rule::LessonTwice],
    ),
];

fn leads(educator: usize, lesson: Option<usize>) -> Lock {
    Lock::Leads { by: "Dr. Kaur".to_owned(), educator, period: 1, modality: None, lesson, room: None }
}
