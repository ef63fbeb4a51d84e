//! Two records of one child, seen by the people around them: the class, the family, whoever signs in, and
//! the systems that go on naming either.

mod classroom;
mod fixtures;
#[expect(dead_code, reason = "each test file uses what it needs")]
mod households;

use classroom::{Classroom, classrooms};
use domain::{LearnerId, PersonId};
use households::{custody, reach};
use usecases::{
    Actor, Refusal,
    compare_records::compare_records,
    import_files::import_files,
    import_request::{ImportKind, ImportOptions, ImportRequest},
    list_section_people::list_section_people,
    merge_records::{Merge, merge_records},
    rate::{Rating, rate},
    rebuild_mastery::{Rebuild, rebuild_mastery},
    separate_records::{list_record_links, separate_records, show_record_link},
    sessions,
    show_family::show_family,
    show_grid::show_grid,
    show_learner::show_learner,
    sign_in::{self, Visitor},
    sign_in_links::make_link,
    tokens,
};

fn administrator(room: &Classroom) -> &Actor {
    &room.place.administrator
}

async fn merged(room: &Classroom, pair: [usize; 2], may_see: Vec<PersonId>) -> domain::RecordLinkId {
    let [kept, merged] = pair.map(|place| room.learners[place]);
    let asked = Merge { kept, merged, reason: "Registered twice".to_owned(), may_see };
    merge_records(room.app(), administrator(room), asked).await.expect("merged").link
}

async fn separated(room: &Classroom, link: domain::RecordLinkId) {
    separate_records(room.app(), administrator(room), link, "Two children", &[]).await.expect("separated");
}

async fn sees(room: &Classroom, actor: &Actor, learner: LearnerId) -> bool {
    show_learner(room.app(), actor, learner).await.is_ok()
}

async fn whole(room: &Classroom) {
    let district = room.educator.district;
    let rebuilt =
        rebuild_mastery(room.app(), district, Rebuild::default(), |_, _| {}).await.expect("rebuilt");
    assert!(rebuilt.is_same(), "{:?}", rebuilt.differences);
}

/// How many rows the class has, and how many pieces count for a learner in the first target.
async fn in_class(room: &Classroom, learner: LearnerId) -> (usize, i64) {
    let grid = show_grid(room.app(), &room.educator, room.section).await.expect("a grid");
    let (district, target) = (room.educator.district, room.targets[0]);
    let read = room.app().db.read((), move |tx, ()| {
        Box::pin(async move {
            let all = store::mastery::of_learner(tx, district, learner).await?;
            let of = all.into_iter().filter(|one| one.competency == target);
            Ok::<_, Refusal>(of.map(|one| one.finding.evidence_count).sum())
        })
    });
    (grid.rows.len(), read.await.expect("judgements"))
}

#[tokio::test]
async fn a_class_has_the_child_once_with_everything_and_twice_again_afterwards() {
    for room in classrooms().await {
        let (kept, other) = (room.learners[2], room.learners[3]);
        reach(&room, 2, 0).await;
        reach(&room, 3, 0).await;
        let rating = |learner| Rating {
            learner,
            competency: room.targets[1],
            level: Some("2".to_owned()),
            note: None,
            shown: None,
        };
        rate(room.app(), &room.educator, room.section, rating(other)).await.expect("a draft");
        let link = merged(&room, [2, 3], Vec::new()).await;
        assert_eq!(in_class(&room, kept).await, (29, 2));
        let people = list_section_people(room.app(), &room.educator, room.section).await.expect("listed");
        assert_eq!(people.learners.len(), 29);
        assert_eq!(drafts(&room).await, [kept], "the rating that waits goes over");
        whole(&room).await;
        separated(&room, link).await;
        assert_eq!(in_class(&room, kept).await, (30, 1));
        assert_eq!(in_class(&room, other).await, (30, 1));
        assert_eq!(drafts(&room).await, [other], "and comes back");
        whole(&room).await;
    }
}

async fn drafts(room: &Classroom) -> Vec<LearnerId> {
    let (district, section) = (room.educator.district, room.section);
    let read = room.app().db.read((), move |tx, ()| {
        Box::pin(async move {
            let all = store::draft::of_section(tx, district, section, None).await?;
            Ok::<_, Refusal>(all.into_iter().map(|one| one.learner).collect())
        })
    });
    read.await.expect("drafts")
}

#[tokio::test]
async fn no_guardian_gains_a_record_that_nobody_gave_them() {
    for room in classrooms().await {
        let (kept, other) = (room.learners[4], room.learners[0]);
        // Salma may see the other record only, Nils may see neither, Ines' sister speaks for the kept one.
        let sister = Actor::new(room.educator.district, room.colleague.person);
        custody(&room, &sister, kept, true).await;
        let looked = compare_records(room.app(), administrator(&room), kept, other).await.expect("compared");
        let said: Vec<_> = looked
            .guardians
            .iter()
            .map(|one| (one.person.id, one.of_kept, one.of_merged, one.proposed()))
            .collect();
        assert_eq!(said.len(), 3);
        for (actor, of_kept, of_merged, proposed) in [
            (&room.guardian, None, Some(true), false),
            (&room.without_custody, None, Some(false), false),
            (&sister, Some(true), None, true),
        ] {
            assert!(said.contains(&(actor.person, of_kept, of_merged, proposed)), "{said:?}");
        }
        let link = merged(&room, [4, 0], vec![sister.person]).await;
        assert!(!sees(&room, &room.guardian, kept).await, "nothing is gained");
        assert!(sees(&room, &room.guardian, other).await, "nothing is lost");
        assert!(!sees(&room, &room.without_custody, kept).await);
        assert_eq!(show_family(room.app(), &room.guardian).await.expect("a page").1.len(), 1);
        separated(&room, link).await;
        // Now somebody decides that she may see both, and it ends with the link.
        let link = merged(&room, [4, 0], vec![sister.person, room.guardian.person]).await;
        assert!(sees(&room, &room.guardian, kept).await);
        let children = show_family(room.app(), &room.guardian).await.expect("a page").1;
        assert_eq!(children.iter().map(|child| child.learner).collect::<Vec<_>>(), [kept], "one child once");
        separated(&room, link).await;
        assert!(!sees(&room, &room.guardian, kept).await);
        // Whoever is not ticked loses sight of what stays, until the two are separated.
        let link = merged(&room, [4, 0], Vec::new()).await;
        assert_eq!(show_family(room.app(), &sister).await.expect("a page").1.len(), 0);
        // What the roster says meanwhile stands.
        custody(&room, &sister, kept, true).await;
        let done = separate_records(room.app(), administrator(&room), link, "Two", &[]).await.expect("done");
        assert_eq!(done.guardians_kept, [sister.person]);
        let stranger = vec![room.stranger.person];
        let asked = Merge { kept, merged: other, reason: "x".to_owned(), may_see: stranger };
        let refused = merge_records(room.app(), administrator(&room), asked).await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "guardians", .. })));
    }
}

#[tokio::test]
async fn signing_in_with_either_opens_the_record_that_stays() {
    for room in classrooms().await {
        let (kept, other) = (room.learners[5], room.learners[6]);
        let district = room.educator.district;
        let visitor = Visitor { address: "test".to_owned(), device: "test".to_owned() };
        let link = make_link(room.app(), administrator(&room), other.as_person()).await.expect("a link");
        let session = sign_in::with_link(room.app(), district, &link, &visitor).await.expect("signed in");
        let last_day = crate::fixtures::today().checked_add(jiff::Span::new().days(9)).expect("a day");
        let scopes = vec!["read".to_owned()];
        let token = tokens::make_token(room.app(), &room.as_actor(6), "mine", scopes, last_day).await;
        let token = token.expect("a token");
        let who = || async {
            let by_session = sessions::resume(room.app(), district, &session.token).await.expect("looked");
            let by_token = tokens::actor_of_token(room.app(), &token).await.expect("looked");
            [by_session.expect("signed in").actor.person, by_token.expect("it works").person]
        };
        assert_eq!(who().await, [other.as_person(); 2]);
        let joined = merged(&room, [5, 6], Vec::new()).await;
        assert_eq!(who().await, [kept.as_person(); 2]);
        separated(&room, joined).await;
        assert_eq!(who().await, [other.as_person(); 2]);
    }
}

#[tokio::test]
async fn files_go_on_naming_either() {
    for room in classrooms().await {
        let (kept, other) = (room.learners[7], room.learners[8]);
        let link = merged(&room, [7, 8], Vec::new()).await;
        let table = "learner,competency,points,points_possible,worked_at\nL9,M.1,3,4,2026-10-01T10:00:00Z\nL8,M.1,2,4,2026-10-02T10:00:00Z\n";
        let files = vec![("evidence.csv".to_owned(), table.as_bytes().to_vec())];
        let options = ImportOptions::default();
        let asked = ImportRequest { kind: ImportKind::Evidence, source: "lab".to_owned(), files, options };
        let done = import_files(room.app(), administrator(&room), asked, &|_, _| {}).await.expect("comes in");
        assert_eq!(done.report.errors, 0, "{:?}", done.report.problems);
        assert_eq!(in_class(&room, kept).await.1, 2);
        assert_eq!(in_class(&room, other).await.1, 1);
        whole(&room).await;
        separated(&room, link).await;
        assert_eq!((in_class(&room, kept).await.1, in_class(&room, other).await.1), (1, 1));
        whole(&room).await;
    }
}

#[tokio::test]
async fn only_an_administrator_of_the_district_joins_and_separates() {
    for room in classrooms().await {
        let (kept, other) = (room.learners[0], room.learners[1]);
        let asked = Merge { kept, merged: other, reason: "Twice".to_owned(), may_see: Vec::new() };
        let reads = Actor { read_only: true, ..administrator(&room).clone() };
        for actor in [&room.educator, &room.principal, &room.aide, &room.guardian, &room.as_actor(0), &reads]
        {
            let refused = merge_records(room.app(), actor, asked.clone()).await;
            assert!(matches!(refused, Err(Refusal::Denied(_))));
        }
        for actor in [&room.educator, &room.principal, &room.guardian] {
            let refused = compare_records(room.app(), actor, kept, other).await;
            assert!(matches!(refused, Err(Refusal::Denied(_))));
            assert!(matches!(list_record_links(room.app(), actor).await, Err(Refusal::Denied(_))));
        }
        let link = merge_records(room.app(), administrator(&room), asked).await.expect("merged").link;
        reach(&room, 0, 0).await;
        for actor in [&room.educator, &room.principal, &reads] {
            let refused = separate_records(room.app(), actor, link, "x", &[]).await;
            assert!(matches!(refused, Err(Refusal::Denied(_))));
        }
        let input = (room.educator.district, administrator(&room).person);
        show_record_link(room.app(), administrator(&room), link).await.expect("shown");
        let read = room.app().db.read(input, |tx, (district, person)| {
            Box::pin(async move {
                Ok::<_, Refusal>(store::access_log::page(tx, *district, Some(*person), None, 9).await?)
            })
        });
        let lines = read.await.expect("a log");
        assert_eq!(lines[0].learners, [kept], "who looks what was recorded meanwhile is written down");
        assert_eq!(lines[0].reason.as_deref(), Some("Two records of one child: Twice"));
    }
}
