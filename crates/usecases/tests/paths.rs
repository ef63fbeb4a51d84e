//! Paths: what is offered, what people may change of it, and what they may not.

mod classroom;
mod fixtures;

use classroom::{Classroom, classrooms};
use domain::{
    AssociationId, CompetencyId, DistrictId, FrameworkId, LearnerId,
    framework::{Association, AssociationKind, End, Extra},
    path::DirectiveKind,
};
use usecases::{
    Actor, Refusal,
    choose_next::{choose_next, put_back, set_interests},
    direct_path::{NewDirective, direct_path, end_directive},
    edit_prerequisites::add_prerequisite,
    plan_goal::plan_goal,
    rate::{Rating, rate},
    release_drafts::release_drafts,
    set_goal::{NewAim, NewGoal, end_goal, set_goal},
    show_class_paths::show_class_paths,
    show_learner::show_learner,
    show_path::{Instead, Kind, Reason, ShownPath, Stage, show_path},
};

async fn mastered(room: &Classroom, learner: usize, targets: &[usize]) {
    let (app, section) = (room.app(), room.section);
    for target in targets {
        let rating = Rating {
            learner: room.learners[learner],
            competency: room.targets[*target],
            level: Some("4".to_owned()),
            note: None,
            shown: None,
        };
        rate(app, &room.educator, section, rating).await.expect("rated");
    }
    release_drafts(app, &room.educator, section, vec![]).await.expect("released");
}

async fn path(room: &Classroom, learner: usize) -> ShownPath {
    show_path(room.app(), &room.educator, room.learners[learner]).await.expect("a path")
}

fn learn(path: &ShownPath) -> Vec<CompetencyId> {
    path.suggestions.iter().filter(|one| one.kind == Kind::Learn).map(|one| one.competency).collect()
}

fn stage(path: &ShownPath, id: CompetencyId) -> Option<Stage> {
    path.steps.iter().find(|step| step.competency == id).map(|step| step.stage)
}

fn directive(competency: CompetencyId, kind: DirectiveKind) -> NewDirective {
    NewDirective { competency, kind, reason: "for Friday".to_owned(), until: None }
}

fn goal(competency: CompetencyId) -> NewGoal {
    NewGoal { title: String::new(), aim: NewAim::Competencies(vec![competency]), due: None }
}

fn precedes(
    district: DistrictId,
    framework: FrameworkId,
    before: CompetencyId,
    after: CompetencyId,
) -> Association {
    let id = AssociationId::derived(district, &["a file", &before.to_string(), &after.to_string()]);
    let end = |id: CompetencyId| End { guid: id.to_string(), competency: Some(id), title: None };
    Association {
        id,
        framework,
        guid: id.to_string(),
        kind: AssociationKind::Precedes,
        origin: end(before),
        destination: end(after),
        position: None,
        extra: Extra::new(),
    }
}

#[tokio::test]
async fn what_is_mastered_opens_what_comes_after_and_says_since_when() {
    for room in classrooms().await {
        let before = path(&room, 0).await;
        assert_eq!(stage(&before, room.targets[0]), Some(Stage::Ready));
        assert_eq!(stage(&before, room.targets[1]), Some(Stage::Next));
        assert!(!learn(&before).contains(&room.targets[1]));
        let opens = before.suggestions.iter().find(|one| one.competency == room.targets[0]).expect("offered");
        assert!(opens.reasons.contains(&Reason::Opens(1)), "{opens:?}");

        mastered(&room, 0, &[0]).await;
        let after = path(&room, 0).await;
        assert_eq!(stage(&after, room.targets[0]), Some(Stage::Done));
        let next = after.suggestions.iter().find(|one| one.competency == room.targets[1]).expect("offered");
        assert!(next.reasons.iter().any(|one| matches!(one, Reason::ReadySince(_))), "{next:?}");
        let record = show_learner(room.app(), &room.educator, room.learners[0]).await.expect("a record");
        let standing = record.standings().find(|one| one.competency.id == room.targets[1]);
        assert_eq!(standing.and_then(|one| one.opens), Some(0), "the record says the same");

        let class = show_class_paths(room.app(), &room.educator, room.section).await.expect("a class");
        let target = class.targets.iter().find(|one| one.competency == room.targets[1]).expect("a target");
        let ready: Vec<LearnerId> = target.ready.iter().map(|one| one.learner).collect();
        assert_eq!((ready, target.waiting.len()), (vec![room.learners[0]], 1));
        assert_eq!(target.waiting[0].1.len(), 29, "the others wait for the first");
    }
}

#[tokio::test]
async fn an_educator_pins_skips_and_sends_back_and_takes_it_back() {
    for room in classrooms().await {
        let (app, learner, [first, second, third, _]) = (
            room.app(),
            room.learners[0],
            <[CompetencyId; 4]>::try_from(room.targets.clone()).expect("four"),
        );
        let give = |new| direct_path(app, &room.educator, learner, new);
        let pin = give(directive(second, DirectiveKind::Pin)).await.expect("pinned");
        let found = path(&room, 0).await;
        assert_eq!(learn(&found)[0], second);
        assert!(found.suggestions[0].reasons.contains(&Reason::Despite(vec![first])));
        assert_eq!(found.name(room.educator.person), "Tom Okafor");

        // Another for the same competency replaces it.
        give(directive(first, DirectiveKind::Skip)).await.expect("skipped");
        end_directive(app, &room.colleague, pin).await.expect("ended");
        end_directive(app, &room.educator, pin).await.expect("again");
        let found = path(&room, 0).await;
        assert_eq!(stage(&found, first), Some(Stage::Skipped));
        assert!(learn(&found).contains(&second), "what is skipped holds nothing up");
        give(directive(first, DirectiveKind::Pin)).await.expect("pinned");
        assert_eq!(path(&room, 0).await.directives.len(), 1);

        mastered(&room, 0, &[2]).await;
        give(directive(third, DirectiveKind::SendBack)).await.expect("sent back");
        let found = path(&room, 0).await;
        assert_eq!(stage(&found, third), Some(Stage::Ready));
        let record = show_learner(app, &room.educator, learner).await.expect("a record");
        let standing = record.standings().find(|one| one.competency.id == third).expect("there");
        assert!(standing.mastered(), "mastery does not change");

        for actor in [room.as_actor(0), room.guardian.clone(), room.aide.clone(), room.principal.clone()] {
            let refused = direct_path(app, &actor, learner, directive(first, DirectiveKind::Pin)).await;
            assert!(matches!(refused, Err(Refusal::Denied(_))), "{refused:?}");
        }
        for actor in [room.stranger.clone(), room.as_actor(1), room.without_custody.clone()] {
            let refused = direct_path(app, &actor, learner, directive(first, DirectiveKind::Pin)).await;
            assert!(matches!(refused, Err(Refusal::NotFound(_))), "{refused:?}");
            assert!(matches!(show_path(app, &actor, learner).await, Err(Refusal::NotFound(_))));
        }
        let blank = NewDirective { reason: " ".to_owned(), ..directive(first, DirectiveKind::Pin) };
        assert!(matches!(give(blank).await, Err(Refusal::Invalid { field: "reason", .. })));
        let reader = Actor { read_only: true, ..room.educator.clone() };
        let refused = direct_path(app, &reader, learner, directive(first, DirectiveKind::Pin)).await;
        assert!(matches!(refused, Err(Refusal::Denied(_))));
    }
}

#[tokio::test]
async fn a_learner_chooses_among_what_is_offered_and_puts_it_back() {
    for room in classrooms().await {
        let (app, own) = (room.app(), room.as_actor(0));
        choose_next(app, &own, room.targets[3]).await.expect("picked");
        choose_next(app, &own, room.targets[3]).await.expect("picked anew");
        let found = path(&room, 0).await;
        assert_eq!((learn(&found)[0], found.chosen.as_slice()), (room.targets[3], &[room.targets[3]][..]));
        let waits = choose_next(app, &own, room.targets[1]).await;
        let Err(Refusal::Invalid { why, .. }) = waits else { panic!("{waits:?}") };
        assert!(why.starts_with("waits for"), "{why}");
        put_back(app, &own, room.targets[3]).await.expect("put back");
        put_back(app, &own, room.targets[3]).await.expect("again");
        assert!(path(&room, 0).await.chosen.is_empty());
        let likes = vec!["music".to_owned(), " ".to_owned(), "music".to_owned()];
        set_interests(app, &room.guardian, room.learners[0], likes).await.expect("kept");
        assert_eq!(path(&room, 0).await.interests, ["music"]);
        let many = (0..21).map(|n| format!("word {n}")).collect();
        let refused = set_interests(app, &own, room.learners[0], many).await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "interests", .. })), "{refused:?}");
        let nobody = choose_next(app, &room.stranger, room.targets[0]).await;
        assert!(nobody.is_err(), "who is no learner has no path to choose on");
    }
}

#[tokio::test]
async fn goals_are_set_by_learner_family_and_staff_and_ended_by_who_may() {
    for room in classrooms().await {
        let (app, learner, own) = (room.app(), room.learners[0], room.as_actor(0));
        let of_learner = set_goal(app, &own, learner, goal(room.targets[1])).await.expect("set");
        let of_family = set_goal(app, &room.guardian, learner, goal(room.targets[2])).await.expect("set");
        let of_educator = set_goal(app, &room.educator, learner, goal(room.targets[3])).await.expect("set");
        let shown = path(&room, 0).await;
        assert_eq!(shown.goals.len(), 4, "three, and the class's targets");
        assert!(matches!(end_goal(app, &own, of_family).await, Err(Refusal::Denied(_))));
        assert!(matches!(end_goal(app, &room.guardian, of_educator).await, Err(Refusal::Denied(_))));
        assert!(matches!(end_goal(app, &room.stranger, of_learner).await, Err(Refusal::NotFound(_))));
        for (actor, id) in [(&room.guardian, of_learner), (&room.educator, of_family), (&own, of_learner)] {
            end_goal(app, actor, id).await.expect("ended");
        }
        assert_eq!(path(&room, 0).await.goals.len(), 2);
        let yesterday = fixtures::today().yesterday().expect("a day");
        let over = NewGoal { due: Some(yesterday), ..goal(room.targets[1]) };
        let refused = set_goal(app, &own, learner, over).await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "due", .. })), "{refused:?}");
        let nothing = NewGoal { aim: NewAim::Competencies(Vec::new()), ..goal(room.targets[1]) };
        assert!(matches!(set_goal(app, &own, learner, nothing).await, Err(Refusal::Invalid { .. })));
        let unknown = goal(CompetencyId::from_bytes([9; 16]));
        assert!(matches!(set_goal(app, &own, learner, unknown).await, Err(Refusal::Invalid { .. })));
    }
}

#[tokio::test]
async fn what_a_goal_takes_counts_what_comes_before_it_and_says_a_range() {
    for room in classrooms().await {
        let (app, learner) = (room.app(), room.learners[0]);
        let id = set_goal(app, &room.educator, learner, goal(room.targets[1])).await.expect("set");
        let by = fixtures::today().checked_add(jiff::Span::new().weeks(4)).ok();
        let plan = plan_goal(app, &room.guardian, learner, id, by).await.expect("planned");
        assert_eq!(plan.missing, room.targets[..2], "in the order in which they open");
        let minutes = plan.minutes.expect("something is missing");
        assert!(minutes.low < minutes.middle && minutes.middle < minutes.high);
        assert!(plan.chance.is_some_and(|chance| chance < 0.5), "nothing was reached of late: {plan:?}");
        mastered(&room, 0, &[0]).await;
        mastered(&room, 0, &[1]).await;
        let plan = plan_goal(app, &room.educator, learner, id, by).await.expect("planned");
        assert_eq!((plan.missing.len(), plan.minutes, plan.recent.0), (0, None, 2));
        let yesterday = fixtures::today().yesterday().ok();
        let refused = plan_goal(app, &room.educator, learner, id, yesterday).await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "by", .. })));
        let stranger = plan_goal(app, &room.stranger, learner, id, None).await;
        assert!(matches!(stranger, Err(Refusal::NotFound(_))));
        let other = plan_goal(app, &room.educator, room.learners[1], id, None).await;
        assert!(matches!(other, Err(Refusal::NotFound(_))), "a goal of somebody else");
    }
}

#[tokio::test]
async fn a_circle_is_named_and_who_is_ready_for_nothing_is_told_what_to_do() {
    for room in classrooms().await {
        let (app, district) = (room.app(), room.educator.district);
        let framework = FrameworkId::derived(district, &["classroom"]);
        let [first, second, third, fourth] =
            <[CompetencyId; 4]>::try_from(room.targets.clone()).expect("four");
        // The platform refuses to close a circle; a file may have one.
        let refused = add_prerequisite(app, &room.place.administrator, framework, second, first).await;
        assert!(matches!(refused, Err(Refusal::Invalid { .. })), "{refused:?}");
        let pairs = [(second, third), (third, first), (third, fourth)];
        app.db
            .write(pairs, move |tx, pairs| {
                Box::pin(async move {
                    let of = |(before, after): (CompetencyId, CompetencyId)| {
                        precedes(district, framework, before, after)
                    };
                    let all: Vec<_> = pairs.iter().map(|pair| of(*pair)).collect();
                    Ok::<_, Refusal>(store::association::put(tx, district, &all).await?)
                })
            })
            .await
            .expect("a file with a circle");
        let found = path(&room, 0).await;
        assert!(learn(&found).is_empty());
        assert_eq!(found.instead, [Instead::AskEducator(4)]);
        let circle = usecases::show_path::Stuck::Circle(vec![first, second, third]);
        assert_eq!(found.without_path.len(), 4);
        assert!(found.without_path.iter().all(|one| one.why == circle), "{:?}", found.without_path);
        let pin = directive(first, DirectiveKind::Pin);
        direct_path(app, &room.educator, room.learners[0], pin).await.expect("a way");
        assert_eq!(learn(&path(&room, 0).await), [first]);
    }
}
