//! Caseloads: given by whom, opening what, ending when; what a counselor's page says; what a case manager
//! writes and who reads it.

mod classroom;
mod fixtures;

use classroom::{Classroom, classrooms};
use domain::{
    Date, LearnerId, PersonId,
    access::Relationship,
    accommodation::{Accommodations, PrintSize, TimeFactor},
    caseload::CaseloadKind,
    people::{Role, RoleKind},
    time::Dates,
};
use usecases::{
    Actor, Refusal,
    accommodations_in_force::accommodations_in_force,
    assign_caseload::{Assigned, NewCharges, assign_caseload, end_charges, show_caseload_of, show_caseloads},
    chance,
    rate::{Rating, rate_many},
    release_drafts::release_drafts,
    show_caseload::{CaseloadQuery, show_caseload},
    show_exceptions::{Kind, State, Subject, show_exceptions},
    show_grid::show_grid,
    show_learner::show_learner,
    show_rating_sheet::show_rating_sheet,
    silence::MOST_DAYS,
    write_accommodations::{NewProfile, list_cases, show_accommodations, write_accommodations},
};

/// Somebody new with a role of the class's school.
async fn with_role(room: &Classroom, kind: RoleKind) -> Actor {
    let now = chance::now();
    let person = fixtures::named(chance::person_id(now), "Rosalind", "Achterberg");
    let actor = Actor::new(room.educator.district, person.id);
    let leads = (room.principal.person, person, kind);
    let put = room.app().db.write((actor.district, leads), |tx, (district, (principal, person, kind))| {
        Box::pin(async move {
            let school = store::role::of_person(tx, *district, *principal).await?[0].organization;
            store::person::put(tx, *district, std::slice::from_ref(person)).await?;
            let role = Role { person: person.id, kind: *kind, organization: school, dates: Dates::ALWAYS };
            Ok::<_, Refusal>(store::role::put(tx, *district, &[role]).await?)
        })
    });
    put.await.expect("a role");
    actor
}

fn charges(holder: PersonId, kind: CaseloadKind, learners: &[LearnerId]) -> NewCharges {
    let learners = learners.iter().map(ToString::to_string).collect();
    NewCharges { holder, kind, learners, dates: Dates::ALWAYS }
}

async fn assign(room: &Classroom, new: NewCharges) -> Result<Assigned, Refusal> {
    assign_caseload(room.app(), &room.principal, new).await
}

#[tokio::test]
async fn a_caseload_opens_its_learners_until_somebody_ends_it() {
    for room in classrooms().await {
        // An educator of the school: the role alone opens nothing.
        let counselor = with_role(&room, RoleKind::Educator).await;
        let (mine, other) = (room.learners[0], room.learners[1]);
        let sees = async |learner| show_learner(room.app(), &counselor, learner).await;
        assert!(sees(mine).await.is_err());
        let new = charges(counselor.person, CaseloadKind::Counselor, &[mine]);
        assert_eq!(assign(&room, new.clone()).await.expect("given"), Assigned { added: 1, already: 0 });
        assert_eq!(assign(&room, new).await.expect("given"), Assigned { added: 0, already: 1 });
        let record = sees(mine).await.expect("open");
        assert_eq!((record.relationship, record.is_whole()), (Relationship::Counselor, true));
        assert!(!record.may_judge());
        assert!(sees(other).await.is_err());
        assert!(show_grid(room.app(), &counselor, room.section).await.is_err(), "a learner, not the class");

        let shown = show_caseloads(room.app(), &room.principal).await.expect("lists");
        let counts: Vec<_> = shown.caseloads.iter().map(|one| (one.holder.id, one.learners)).collect();
        assert_eq!(counts, [(counselor.person, 1)]);
        assert!(shown.people.iter().any(|one| one.id == counselor.person));
        let of = show_caseload_of(room.app(), &room.principal, counselor.person).await.expect("one");
        assert_eq!((of.charges.len(), of.charges[0].by.as_str()), (1, "Pia Leads"));

        let kind = CaseloadKind::Counselor;
        let ended = end_charges(room.app(), &room.principal, counselor.person, kind, vec![mine]).await;
        assert_eq!(ended.expect("ended"), 1);
        assert!(matches!(sees(mine).await, Err(Refusal::NotFound(_))));
        let of = show_caseload_of(room.app(), &room.principal, counselor.person).await.expect("one");
        assert!(of.charges.is_empty());
    }
}

#[tokio::test]
async fn learners_are_named_by_id_identifier_or_name_and_every_wrong_line_is_said() {
    for room in classrooms().await {
        let counselor = with_role(&room, RoleKind::Counselor).await;
        let lines = |all: &[&str]| NewCharges {
            holder: counselor.person,
            kind: CaseloadKind::Counselor,
            learners: all.iter().map(|&line| line.to_owned()).collect(),
            dates: Dates::ALWAYS,
        };
        let by_id = room.learners[0].to_string();
        let all =
            [by_id.as_str(), "L2", "Learner Number 03", "number 04, LEARNER", "L5\tGrade 5", "", "  ", "L5"];
        let done = assign(&room, lines(&all)).await.expect("given");
        assert_eq!(done, Assigned { added: 5, already: 0 });
        let wrong = lines(&["L6", "Nobody Here", "Tom Okafor", &counselor.person.to_string()]);
        match assign(&room, wrong).await {
            Err(Refusal::Invalid { field: "learners", why }) => {
                for line in ["line 2", "line 3", "line 4"] {
                    assert!(why.contains(line), "{why}");
                }
                assert!(!why.contains("line 1"), "{why}");
            }
            other => panic!("{other:?}"),
        }
        let of = show_caseload_of(room.app(), &room.principal, counselor.person).await.expect("one");
        assert_eq!(of.charges.len(), 5, "all or none");
    }
}

#[tokio::test]
async fn only_who_leads_or_runs_assigns_and_only_to_people_who_work_there() {
    for room in classrooms().await {
        let counselor = with_role(&room, RoleKind::Counselor).await;
        let kind = CaseloadKind::Counselor;
        let learner = room.learners[0];
        let new = || charges(counselor.person, kind, &[learner]);
        assign_caseload(room.app(), &room.place.administrator, new()).await.expect("given");
        let token = Actor { read_only: true, ..room.principal.clone() };
        for actor in [&room.educator, &counselor, &room.guardian, &room.as_actor(0), &token] {
            let given = assign_caseload(room.app(), actor, new()).await;
            assert!(matches!(given, Err(Refusal::Denied(_))), "{given:?}");
            let ended = end_charges(room.app(), actor, counselor.person, kind, vec![learner]).await;
            assert!(matches!(ended, Err(Refusal::Denied(_))), "{ended:?}");
        }
        for actor in [&room.educator, &room.as_actor(0)] {
            assert!(matches!(show_caseloads(room.app(), actor).await, Err(Refusal::Denied(_))));
        }
        for holder in [room.guardian.person, room.learners[1].as_person()] {
            let given = assign(&room, charges(holder, kind, &[learner])).await;
            assert!(matches!(given, Err(Refusal::Invalid { field: "person", .. })), "{given:?}");
        }
    }
}

/// Rates the first learners in the first target, and releases it.
async fn rated(room: &Classroom, learners: usize) {
    let ratings = room.learners[..learners].iter().map(|learner| Rating {
        learner: *learner,
        competency: room.targets[0],
        level: Some("3".to_owned()),
        note: None,
        shown: None,
    });
    rate_many(room.app(), &room.educator, room.section, ratings.collect()).await.expect("rated");
    release_drafts(room.app(), &room.educator, room.section, vec![]).await.expect("released");
}

fn query(sections: &[domain::SectionId], only_silent: bool) -> CaseloadQuery {
    CaseloadQuery { sections: sections.to_vec(), days: 10, only_silent }
}

#[tokio::test]
async fn a_counselor_reads_coverage_mastery_and_silence_longest_first() {
    for room in classrooms().await {
        let counselor = with_role(&room, RoleKind::Counselor).await;
        let new = charges(counselor.person, CaseloadKind::Counselor, &room.learners[..3]);
        assign(&room, new).await.expect("given");
        rated(&room, 1).await;
        let shown = show_caseload(room.app(), &counselor, query(&[], false)).await.expect("a caseload");
        assert_eq!((shown.learners, shown.silent, shown.own, shown.school_days), (3, 2, 3, false));
        let last = &shown.rows[2];
        assert_eq!(last.person.id.as_learner(), room.learners[0], "the one who was heard of comes last");
        assert_eq!((last.covered, last.mastered, last.targets, last.silent_days), (1, 1, 4, 0));
        assert_eq!(last.last, Some(crate::fixtures::today()));
        assert_eq!((shown.rows[0].last, shown.rows[0].silent_days), (None, MOST_DAYS));
        let silent = show_caseload(room.app(), &counselor, query(&[], true)).await.expect("a caseload");
        assert_eq!((silent.rows.len(), silent.learners), (2, 3));
        // By sections: whoever may see their whole records.
        for actor in [&counselor, &room.principal, &room.educator] {
            let shown = show_caseload(room.app(), actor, query(&[room.section], false)).await.expect("shown");
            assert_eq!((shown.learners, shown.silent), (30, 29));
        }
        let stranger = show_caseload(room.app(), &room.stranger, query(&[room.section], false)).await;
        assert!(matches!(stranger, Err(Refusal::NotFound(_))), "{stranger:?}");
        let nobody = show_caseload(room.app(), &room.stranger, query(&[], false)).await.expect("empty");
        assert_eq!((nobody.learners, nobody.own), (0, 0));
        for days in [0, MOST_DAYS + 1] {
            let query = CaseloadQuery { days, ..query(&[], false) };
            let refused = show_caseload(room.app(), &counselor, query).await;
            assert!(matches!(refused, Err(Refusal::Invalid { field: "days", .. })));
        }
    }
}

fn profile(factor: TimeFactor, begins: Option<Date>, ends: Option<Date>) -> NewProfile {
    NewProfile {
        given: Accommodations { time: factor, print: PrintSize::Large, ..Accommodations::default() },
        begins,
        ends,
        reason: "A diagnosis that is nobody's business".to_owned(),
    }
}

#[tokio::test]
async fn a_case_manager_writes_what_is_given_and_everybody_else_reads_what_and_not_why() {
    for room in classrooms().await {
        let manager = with_role(&room, RoleKind::CaseManager).await;
        let learner = room.learners[0];
        let new = || profile(TimeFactor::OneAndAHalf, None, None);
        let before = write_accommodations(room.app(), &manager, learner, new()).await;
        assert!(matches!(before, Err(Refusal::NotFound(_))), "{before:?}");
        assign(&room, charges(manager.person, CaseloadKind::CaseManager, &[learner])).await.expect("given");
        let version = write_accommodations(room.app(), &manager, learner, new()).await.expect("written");
        assert_eq!(version, 1);
        let read_only = Actor { read_only: true, ..manager.clone() };
        for refused in [&room.educator, &room.aide, &room.principal, &room.guardian, &read_only] {
            let written = write_accommodations(room.app(), refused, learner, new()).await;
            assert!(matches!(written, Err(Refusal::Denied(_))), "{written:?}");
        }
        let stranger = show_accommodations(room.app(), &room.stranger, learner).await;
        assert!(matches!(stranger, Err(Refusal::NotFound(_))), "{stranger:?}");

        for reader in [&room.educator, &room.aide, &room.principal] {
            let shown = show_accommodations(room.app(), reader, learner).await.expect("shown");
            assert_eq!((shown.may_write, shown.versions.len()), (false, 1));
            assert_eq!(shown.versions[0].reason, None);
            let grid = show_grid(room.app(), reader, room.section).await.expect("a grid");
            let given: Vec<&str> = grid.accommodations.iter().map(|(_, line)| line.as_str()).collect();
            assert_eq!(given, ["extra time ×1.5, large print"]);
            let record = show_learner(room.app(), reader, learner).await.expect("a record");
            assert_eq!(record.accommodations, "extra time ×1.5, large print");
        }
        let sheet =
            show_rating_sheet(room.app(), &room.educator, room.section, vec![]).await.expect("a sheet");
        assert_eq!(sheet.accommodations.len(), 1);
        let shown = show_accommodations(room.app(), &manager, learner).await.expect("shown");
        assert_eq!(shown.versions[0].reason.as_deref(), Some("A diagnosis that is nobody's business"));
        assert_eq!(what_was_read(&room, &manager).await, ["accommodations and their reasons"]);
        let read = what_was_read(&room, &room.educator).await;
        assert!(read.contains(&"accommodations".to_owned()), "{read:?}");
        assert!(!read.contains(&"accommodations and their reasons".to_owned()), "{read:?}");

        let cases = list_cases(room.app(), &manager).await.expect("cases");
        assert!(cases.len() == 1 && cases[0].now.is_some() && cases[0].next.is_none());
        assert!(list_cases(room.app(), &room.educator).await.expect("none").is_empty());
        let kind = CaseloadKind::CaseManager;
        end_charges(room.app(), &room.principal, manager.person, kind, vec![learner]).await.expect("ended");
        assert!(show_accommodations(room.app(), &manager, learner).await.is_err());
    }
}

async fn what_was_read(room: &Classroom, actor: &Actor) -> Vec<String> {
    let read = room.app().db.read((actor.district, actor.person), |tx, (district, person)| {
        Box::pin(async move {
            Ok::<_, Refusal>(store::access_log::page(tx, *district, Some(*person), None, 100).await?)
        })
    });
    read.await.expect("a log").into_iter().map(|line| line.what).collect()
}

#[tokio::test]
async fn what_is_in_force_is_asked_by_day_and_a_later_version_stands_in_its_place() {
    for room in classrooms().await {
        let manager = with_role(&room, RoleKind::CaseManager).await;
        let learner = room.learners[0];
        assign(&room, charges(manager.person, CaseloadKind::CaseManager, &[learner])).await.expect("given");
        let today = crate::fixtures::today();
        let in_days = |days: i32| today.checked_add(jiff::Span::new().days(days)).expect("a day");
        let nothing =
            NewProfile { given: Accommodations::default(), ..profile(TimeFactor::Usual, None, None) };
        for new in [
            profile(TimeFactor::OneAndAQuarter, Some(in_days(-30)), None),
            profile(TimeFactor::Double, Some(in_days(10)), Some(in_days(20))),
            NewProfile { begins: Some(in_days(40)), ..nothing },
        ] {
            write_accommodations(room.app(), &manager, learner, new).await.expect("written");
        }
        for (days, expected) in [
            (-31, TimeFactor::Usual),
            (-30, TimeFactor::OneAndAQuarter),
            (0, TimeFactor::OneAndAQuarter),
            (10, TimeFactor::Double),
            (20, TimeFactor::Double),
            (21, TimeFactor::OneAndAQuarter),
            (40, TimeFactor::Usual),
        ] {
            let day = Some(in_days(days));
            let found = accommodations_in_force(room.app(), &room.educator, learner, day).await;
            assert_eq!(found.expect("shown").given().time, expected, "{days}");
        }
        let others = show_accommodations(room.app(), &room.educator, learner).await.expect("shown");
        assert_eq!(others.versions.len(), 3, "today's and what comes");
        for (new, field) in [
            (NewProfile { reason: " ".to_owned(), ..profile(TimeFactor::Double, None, None) }, "reason"),
            (profile(TimeFactor::Double, Some(today), Some(in_days(-1))), "ends_on"),
        ] {
            match write_accommodations(room.app(), &manager, learner, new).await {
                Err(Refusal::Invalid { field: found, .. }) => assert_eq!(found, field),
                other => panic!("{field}: {other:?}"),
            }
        }
    }
}

#[tokio::test]
async fn a_principal_reads_what_needs_somebody_and_an_administrator_no_learner() {
    for room in classrooms().await {
        rated(&room, 2).await;
        let draft = store::draft::Draft {
            section: room.section,
            learner: room.learners[4],
            competency: room.targets[1],
            level: "2".to_owned(),
            note: None,
            judge: room.educator.person,
            rated_at: chance::now() - jiff::SignedDuration::from_hours(24 * 12),
            release_at: None,
        };
        let put = room.app().db.write((room.educator.district, draft), |tx, (district, draft)| {
            Box::pin(async move { Ok::<_, Refusal>(store::draft::put(tx, *district, draft).await?) })
        });
        put.await.expect("a draft");
        let shown = show_exceptions(room.app(), &room.principal, 10).await.expect("shown");
        let counts: Vec<_> = shown.all.iter().map(|one| (one.kind, one.lines.len())).collect();
        let (silent, alone, waiting) =
            ((Kind::SilentLearners, 28), (Kind::LearnersWithoutGuardian, 29), (Kind::WaitingDrafts, 1));
        assert_eq!(counts, [silent, alone, waiting]);
        assert!(shown.with_learners && !shown.school_days);
        let line = &shown.all[2].lines[0];
        assert_eq!(line.subject, Subject::Section(room.section));
        match &line.state {
            State::Waiting { drafts: 1, by, .. } => assert_eq!(by, &["Tom Okafor"]),
            other => panic!("{other:?}"),
        }
        let later = show_exceptions(room.app(), &room.principal, 13).await.expect("shown");
        assert!(later.all.iter().all(|one| one.kind != Kind::WaitingDrafts), "not yet");

        let shown = show_exceptions(room.app(), &room.place.administrator, 10).await.expect("shown");
        assert_eq!(shown.all.iter().map(|one| one.kind).collect::<Vec<_>>(), [Kind::WaitingDrafts]);
        assert!(!shown.with_learners);
        for actor in [&room.educator, &room.aide, &room.guardian, &room.as_actor(0)] {
            let refused = show_exceptions(room.app(), actor, 10).await;
            assert!(matches!(refused, Err(Refusal::Denied(_))), "{refused:?}");
        }
        assert_eq!(what_was_read(&room, &room.principal).await, ["exceptions"; 2]);
        assert!(what_was_read(&room, &room.place.administrator).await.is_empty());
    }
}

#[tokio::test]
async fn where_nothing_is_wrong_nothing_needs_anybody() {
    for room in classrooms().await {
        rated(&room, 30).await;
        let guardians: Vec<_> = room
            .learners
            .iter()
            .map(|learner| domain::people::Guardianship {
                guardian: room.guardian.person,
                learner: *learner,
                relation: None,
                may_see: true,
                dates: Dates::ALWAYS,
            })
            .collect();
        let put = room.app().db.write((room.educator.district, guardians), |tx, (district, all)| {
            Box::pin(async move { Ok::<_, Refusal>(store::guardianship::put(tx, *district, all).await?) })
        });
        put.await.expect("guardians");
        let shown = show_exceptions(room.app(), &room.principal, 1).await.expect("shown");
        assert!(shown.all.is_empty(), "{:?}", shown.all);
        assert_eq!(shown.places, ["Alder School"]);
    }
}
