//! Two groups compared question by question, by a list that comes with the question.

#[expect(dead_code, reason = "each test file uses what it needs")]
mod banks;
mod classroom;
mod fixtures;

use assessment::{
    analysis::{Dif, DifSize},
    plan::PlanKind,
};
use banks::{bank_of_five, choices, fixed, given, take};
use classroom::{Classroom, classrooms};
use domain::{
    AssessmentId, AssignmentId, LearnerId,
    people::{Enrollment, Person, SectionRole},
    time::Dates,
};
use fixtures::{Got, got, named};
use usecases::{
    Actor, Refusal,
    analyse_items::Of,
    chance,
    compare_groups::{ComparedGroups, MOST_BYTES, comparable, compare_groups},
    give_assessment::{Giving, give_assessment},
    list_access_log::{AccessQuery, list_access_log},
    write_assessment::{NewAssessment, add_assessment},
};

/// How many learners take it, half of them of each group.
const LEARNERS: usize = 80;

/// Learners beside those of the classroom, `G1`, `G2`, ... in their roster, in its class.
async fn more_learners(room: &Classroom) -> Vec<LearnerId> {
    let (district, section, now) = (room.educator.district, room.section, chance::now());
    let learners: Vec<LearnerId> = (0..LEARNERS).map(|_| chance::person_id(now).as_learner()).collect();
    let people: Vec<Person> = (1..)
        .zip(&learners)
        .map(|(n, learner)| {
            let person = named(learner.as_person(), "Group", &format!("Number {n:02}"));
            Person {
                sourced_id: Some(format!("G{n}")),
                email: Some(format!("G{n}@school.example")),
                ..person
            }
        })
        .collect();
    let places: Vec<Enrollment> = learners
        .iter()
        .map(|learner| Enrollment {
            section,
            person: learner.as_person(),
            role: SectionRole::Learner,
            dates: Dates::ALWAYS,
            sourced_id: None,
        })
        .collect();
    room.app()
        .db
        .write((people, places), move |tx, (people, places)| {
            Box::pin(async move {
                store::person::put(tx, district, people).await?;
                store::enrollment::put(tx, district, places).await?;
                Ok::<_, Refusal>(())
            })
        })
        .await
        .expect("they are put there");
    learners
}

/// Every other learner is of the focal group, to whom the first question is harder than to others who answer the
/// other four alike.
async fn they_take(room: &Classroom, learners: &[LearnerId], assignment: AssignmentId) {
    for (n, learner) in learners.iter().enumerate() {
        let (turn, focal) = (n / 2, n % 2 == 1);
        let (level, first) = (turn % 5, (turn / 5) % 4 == 0);
        // The key of item 0 says 0, of the others 1.
        let right = |place: usize| usize::from(place <= level);
        let key = usize::from(first != focal);
        let answers = choices([key, right(1), right(2), right(3), right(4)]);
        take(room, &Actor::new(room.educator.district, learner.as_person()), assignment, answers).await;
    }
}

/// The list of the first so many learners; the first few by e-mail address.
fn list(learners: usize) -> String {
    let row = |n: usize| {
        let name = if n < 4 { format!("g{n}@SCHOOL.example") } else { format!("G{n}") };
        format!("{name},{}\n", if n.is_multiple_of(2) { "focal" } else { "reference" })
    };
    std::iter::once("learner,group\n".to_owned()).chain((1..=learners).map(row)).collect()
}

async fn compared(room: &Classroom, who: &Actor, of: Of, list: &str) -> Result<ComparedGroups, Refusal> {
    compare_groups(room.app(), who, of, "list", list.as_bytes().to_vec()).await
}

#[tokio::test]
async fn a_question_that_is_harder_for_one_group_is_found() {
    for room in classrooms().await {
        bank_of_five(&room).await;
        let learners = more_learners(&room).await;
        let (assessment, assignment) = given(&room, fixed(&room, PlanKind::ExitSlip, 5)).await;
        they_take(&room, &learners, assignment).await;
        for of in [Of::Assignment(assignment), Of::Assessment(assessment)] {
            let found = compared(&room, &room.educator, of, &list(LEARNERS)).await.expect("a comparison");
            assert_eq!((found.reference, found.focal, found.items.len()), (40, 40, 5));
            assert!(found.problems.is_empty(), "{:?}", found.problems);
            let first = found.items.iter().find(|one| one.identifier == "bank-0").expect("is there");
            match first.dif {
                Dif::Compared { delta, error, size: DifSize::Large } => {
                    assert!(delta < -1.5 && error > 0.0, "{delta} {error}");
                }
                other => panic!("{other:?}"),
            }
            assert!(first.said.starts_with("much harder for the focal group"), "{}", first.said);

            // A group that is too small says so, of every question.
            let few = compared(&room, &room.educator, of, &list(58)).await.expect("a comparison");
            assert_eq!((few.reference, few.focal), (29, 29));
            assert!(few.items.iter().all(|one| one.dif == Dif::TooSmall), "{:?}", few.items);
            assert!(few.items[0].said.starts_with("too few to say"), "{}", few.items[0].said);

            for who in [&room.stranger, &room.guardian, &room.as_actor(0)] {
                assert_eq!(got(compared(&room, who, of, &list(LEARNERS)).await), Got::NotFound);
                assert_eq!(got(comparable(room.app(), who, of).await), Got::NotFound);
            }
        }
        let log = list_access_log(room.app(), &room.place.administrator, AccessQuery::default()).await;
        let log = format!("{:?}", log.expect("the log"));
        assert!(log.contains("two groups compared question by question"), "{log}");
        assert!(!log.contains("focal"), "who is of which group is nowhere: {log}");
    }
}

#[tokio::test]
async fn whatever_is_wrong_with_the_list_is_named_and_the_rest_is_compared() {
    for room in classrooms().await {
        bank_of_five(&room).await;
        let (_, assignment) = given(&room, fixed(&room, PlanKind::ExitSlip, 5)).await;
        take(&room, &room.as_actor(0), assignment, choices([0, 1, 1, 1, 1])).await;
        let of = Of::Assignment(assignment);
        let text = format!(
            "learner,group\nL1,focal\n{},focal\nL2,reference\nL3,boys\n,focal\nL1,focal\n",
            room.learners[0]
        );
        let found = compared(&room, &room.educator, of, &text).await.expect("a comparison");
        assert_eq!((found.reference, found.focal), (0, 1));
        let told: Vec<(u64, &str, &str)> = found
            .problems
            .iter()
            .map(|one| {
                let value = one.value.as_deref().unwrap_or_default();
                (one.line.unwrap_or(0), one.field.as_deref().unwrap_or_default(), value)
            })
            .collect();
        let id = room.learners[0].to_string();
        // L2 has not taken it: that is said as of a name that nobody has.
        let expected = [
            (3, "learner", id.as_str()),
            (4, "learner", "L2"),
            (5, "group", "boys"),
            (6, "learner", ""),
            (7, "learner", "L1"),
        ];
        assert_eq!(told, expected);
        let nothing = compared(&room, &room.educator, of, "who,which\nL1,focal\n").await.expect("is read");
        assert!(nothing.items.is_empty() && nothing.problems.len() == 2, "{:?}", nothing.problems);
        let large = compare_groups(room.app(), &room.educator, of, "list", vec![b'x'; MOST_BYTES + 1]).await;
        assert!(matches!(large, Err(Refusal::Invalid { field: "groups", .. })));
    }
}

/// A plan for everybody, given to the class.
async fn for_everybody(room: &Classroom) -> (AssessmentId, AssignmentId) {
    let plan = NewAssessment {
        section: None,
        organization: Some(room.place.organization),
        ..fixed(room, PlanKind::ExitSlip, 5)
    };
    let app = room.app();
    let assessment = add_assessment(app, &room.place.administrator, plan).await.expect("is made");
    let given = give_assessment(app, &room.educator, assessment, room.section, Giving::default()).await;
    (assessment, given.expect("is given"))
}

#[tokio::test]
async fn who_may_not_open_the_records_compares_nobody() {
    for room in classrooms().await {
        bank_of_five(&room).await;
        let learners = more_learners(&room).await;
        let (assessment, assignment) = for_everybody(&room).await;
        they_take(&room, &learners, assignment).await;
        let of = Of::Assessment(assessment);
        let found = compared(&room, &room.educator, of, &list(LEARNERS)).await.expect("a comparison");
        assert_eq!((found.reference, found.focal), (40, 40));
        // A teacher of another class sees the plan, and neither who took it nor how they did.
        let found = compared(&room, &room.stranger, of, &list(LEARNERS)).await.expect("a comparison");
        assert_eq!((found.reference, found.focal, found.items.len()), (0, 0, 0));
        assert_eq!(found.problems.len(), LEARNERS);
        let nobody = compared(&room, &room.stranger, of, "learner,group\nnobody,focal\nnone,reference\n");
        let nobody = nobody.await.expect("a comparison");
        assert_eq!(nobody.problems[0].what, found.problems[0].what, "taken or not, the answer is the same");
    }
}
