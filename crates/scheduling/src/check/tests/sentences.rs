use super::room::*;
use crate::{
    Apart, ApartIn, Instance, Levels, Lock, Schedule,
    check::{Rule, check},
};

type Edit = fn(&mut Instance, &mut Schedule);

#[test]
fn a_breach_says_who_when_where_and_by_how_much() {
    let cases: &[(Edit, &str, &str)] = &[
        (
            |day, _| day.rooms[LAB].seats = 2,
            "Lab has 2 seats, and 3 learners are in it in Period 1.",
            "room-seats/period=p0/room=lab/found=3",
        ),
        (
            |day, _| day.apart.push(Apart { learners: vec![ANA, BEN, CAM], within: ApartIn::Room }),
            "Ana, Ben and Cam are kept apart and are in one room in Period 1 (Studio).",
            "kept-apart/period=p0/learner=ana/learner=ben/learner=cam/room=studio",
        ),
        (
            |day, _| day.learners[FATOU].levels = Levels { floor: None, ceiling: Some(4) },
            "Fatou works on Decimals in Period 1 (\u{201c}Lesson 4\u{201d}), which lies outside their levels: level \
             5, and theirs are any to 4.",
            "outside-levels/period=p0/learner=fatou/lesson=l4/competency=c2",
        ),
        (
            |day, schedule| {
                day.locks.push(Lock::Closed { by: "Dr. Kaur".to_owned(), room: LAB, period: 0 });
                schedule.watches.clear();
            },
            "The lock by Dr. Kaur on Lab in Period 1 is not kept: a group is in it.",
            "lock/period=p0/room=lab/lock=Dr. Kaur/detail=a group is in it",
        ),
        (
            |_, schedule| schedule.groups[0].period = 7,
            "The group at place 0 names the period at place 7, and there are 2.",
            "unknown-place/detail=the group at place 0 names the period at place 7, and there are 2",
        ),
        (
            |day, _| day.learners[CAM].ready[1].tries = 4,
            "Cam has tried Ratios 4 times without passing and works on it in Period 2 in Practice, where no educator \
             leads: after 3 an educator does.",
            "tries-without-educator/period=p1/learner=cam/modality=practice/lesson=l3/competency=c1/found=4",
        ),
    ];
    for (edit, sentence, key) in cases {
        let (mut day, mut schedule) = (instance(), schedule());
        edit(&mut day, &mut schedule);
        let found = check(&day, &schedule);
        assert_eq!(
            (found[0].said(&day).to_string().as_str(), found[0].key(&day).as_str()),
            (*sentence, *key)
        );
    }
}

#[test]
fn every_sentence_stands_though_nothing_is_known() {
    for rule in Rule::ALL {
        let said = crate::check::Breach::of(*rule).said(&instance()).to_string();
        assert!(said.ends_with('.') && !said.contains("  "), "{said}");
    }
}
